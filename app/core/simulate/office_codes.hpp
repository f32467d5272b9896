#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "app/core/simulate/at_office.hpp"
#include "app/core/simulate/office_pages.hpp"

namespace app::core::simulate {

/// What `counterfoil enrol-code --json` printed, as often as it was asked.
///
/// errors: anything else; two codes for one till; a till that the office has sales of
Outcome<std::vector<Place>> read_places(std::string_view text);

/// A head office that is somewhere else, with codes that its people made.
class OfficeCodes final : public AtOffice {
public:
    /// Without a visitor its books are not seen.
    OfficeCodes(Where where, std::vector<Place> places, std::optional<Visitor> visitor)
        : where_{std::move(where)}, places_{std::move(places)}, visitor_{std::move(visitor)} {}

    Outcome<Where> where() override { return where_; }
    /// errors: fewer codes than tills
    Outcome<std::vector<Place>> places(unsigned tills) override;
    bool shows_books() const override { return visitor_.has_value(); }
    Outcome<Holdings> holdings(const std::vector<BranchDay>& of) override;

private:
    Where where_;
    std::vector<Place> places_;
    std::optional<Visitor> visitor_;
};

}  // namespace app::core::simulate
