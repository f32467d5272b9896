#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "app/core/failure.hpp"
#include "pos/base/calendar.hpp"

namespace app::core::simulate {

/// Where a till may join, and with what code.
struct Place {
    std::string branch;
    std::string terminal;
    std::string code;
};

/// What the office counts in, and where it is.
struct Where {
    std::string currency;  // ISO 4217
    std::string zone;      // IANA
};

using BranchDay = std::pair<std::string, pos::Date>;

/// What the office has of some branches and days.
struct Holdings {
    /// In the books, by means of payment.
    std::map<BranchDay, std::map<std::string, std::int64_t>> accepted_minor;
    /// Beside the books, or parked.
    std::map<BranchDay, std::int64_t> outside_minor;
};

/// What a run needs of a head office beside what tills say to it.
class AtOffice {
public:
    virtual ~AtOffice() = default;
    virtual Outcome<Where> where() = 0;
    /// For so many tills, none of which sends anything there yet.
    virtual Outcome<std::vector<Place>> places(unsigned tills) = 0;
    /// Whether holdings() can be asked.
    virtual bool shows_books() const = 0;
    /// At least of those branches and days.
    virtual Outcome<Holdings> holdings(const std::vector<BranchDay>& of) = 0;
};

}  // namespace app::core::simulate
