#pragma once

#include <boost/serialization/version.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "app/core/failure.hpp"
#include "app/core/shop_settings.hpp"

namespace app::core {

/// What head office says in place of what a shop says about itself: of all branches, or of one.
/// What is not given is the shop's own.
struct GivenSettings {
    std::optional<std::string> name;  // the shop's, as printed
    std::optional<std::vector<std::string>> address;
    std::optional<std::string> tax_number;
    std::optional<std::vector<std::string>> footer;
    std::optional<std::int64_t> cash_step_minor;
    std::optional<std::uint32_t> lock_minutes;  // without input, until a till asks who works there
    bool operator==(const GivenSettings&) const = default;

    template <class Archive>
    void serialize(Archive& archive, unsigned) {
        archive & name & address & tax_number & footer & cash_step_minor & lock_minutes;
    }
};

pos::Bytes to_bytes(const GivenSettings& given);
/// Nothing for bytes that no program of ours wrote.
std::optional<GivenSettings> given_from(pos::BytesView bytes);

/// Under which it lies at head office; with a branch, that branch's alone.
std::string given_name(std::string_view branch);

/// What a till was given: its branch's own before that of all, member by member.
Outcome<GivenSettings> read_given(pos::store::Reader& reader);
void put_over(ShopSettings& settings, const GivenSettings& given);

}  // namespace app::core
