#pragma once

#include <optional>
#include <vector>

#include "pos/customer/known.hpp"
#include "pos/journal/archive/values.hpp"

namespace pos::store::feed {

struct StampedField {
    customer::Field field{customer::Field::name};
    Instant at{};
    Ulid journal{};
    std::uint64_t seq{0};
    bool operator==(const StampedField&) const = default;

    template <class Archive>
    void serialize(Archive& archive, unsigned) {
        archive & field & at & journal & seq;
    }
};

/// A customer as head office knows them, and which change each field is from: a till that has made
/// a later one keeps it until the office has it too. Who was merged points to whom; of who was
/// erased there is the number alone.
struct CustomerContent {
    customer::Party party;
    std::vector<StampedField> stamps;
    std::optional<Ulid> into;
    bool erased{false};
    bool operator==(const CustomerContent&) const = default;

    template <class Archive>
    void serialize(Archive& archive, unsigned) {
        archive & party & stamps & into & erased;
    }
};

CustomerContent content_of(const customer::Known& known);
customer::Known known_from(const CustomerContent& content);

}  // namespace pos::store::feed
