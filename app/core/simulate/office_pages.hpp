#pragma once

#include <string>
#include <vector>

#include "app/core/simulate/at_office.hpp"
#include "pos/money/currency.hpp"

namespace app::core::simulate {

/// Somebody who may sign in at head office's pages.
struct Visitor {
    std::string office;  // its address
    std::string name;
    std::string password;
};

/// Signs in and reads what the pages show: the takings of those branches and days as the overview
/// has them, and what is beside them. Each page that was read stands in the office's audit.
///
/// requires: `!wrong_address({visitor.office})`
/// errors:   no office; a wrong name or password; pages that show something else
Outcome<Holdings> read_pages(const Visitor& visitor, pos::Currency currency,
                             const std::vector<BranchDay>& of);

}  // namespace app::core::simulate
