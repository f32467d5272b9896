#pragma once

#include <string>

#include "app/core/simulate/at_office.hpp"
#include "pos/base/clock.hpp"
#include "pos/base/random.hpp"

namespace app::core::simulate {

/// A head office whose database is at hand: codes are made in it and its books are looked at.
class OfficeDatabase final : public AtOffice {
public:
    /// `clock` and `random` outlive this.
    OfficeDatabase(std::string where, pos::Clock& clock, pos::Random& random)
        : where_{std::move(where)}, clock_{clock}, random_{random} {}

    Outcome<Where> where() override;
    /// Shared out among the branches, under names that nobody has.
    ///
    /// errors: no branch
    Outcome<std::vector<Place>> places(unsigned tills) override;
    bool shows_books() const override { return true; }
    Outcome<Holdings> holdings(const std::vector<BranchDay>& of) override;

private:
    std::string where_;
    pos::Clock& clock_;
    pos::Random& random_;
};

}  // namespace app::core::simulate
