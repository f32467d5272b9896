#pragma once

#include <string>
#include <string_view>

#include "tests/unit/pos/sale/till.hpp"

namespace test {

/// What a cashier does, as words; one command, or several with semicolons between.
///
///   scan milk [3]           weigh apples 1.204     label apples 3.60       ask flowers 12.50
///   times 3                 qty 1 5                void 1                  price 1 0.99
///   off 1 10%               off 1 0.50             off all 5%              on 1 | on all
///   back milk [2]           return R L Q [L Q …]   (receipt R, quantity Q of its line L)
///   hold Anna               recall Anna            cancel                  undo | redo
///   pay                     to_cart                cash [5.00]             card [3.00]
///   voucher [3.00]          untake 1               exact                   finish
///   fast_cash 20.00         (tender and finish)    next                    reprint R
///   no_sale  in 5.00  out 5.00  x  close 102.38 [card 3.00]  open 100.00  cashier  manager
///   customer 17             note hello             restart
///
/// ensures: a refused command leaves its name for `refused`; the rest of the row is still done
void say(Till& till, const std::string& script);

/// The figures named in `wanted`, as they are now: "total 2.38 change 2.62".
std::string observe(const Till& till, const std::string& wanted);

/// Runs rows of `script => figures`, each on a fresh open till; # starts a comment.
void check(std::string_view table, const pos::sale::Setup& setup = shop());

/// One row on this till.
void check_row(Till& till, const std::string& row);

}  // namespace test
