#pragma once

#include <string>
#include <vector>

#include "app/office/web/page.hpp"
#include "pos/money/quantity.hpp"
#include "pos/report/takings.hpp"
#include "pos/store/office/stock.hpp"

/// What the pages of stock have in common.
namespace app::office::web::stock {

// The pages, one a file.
Answer list_page(Call& call);
Answer item_page(Call& call);

std::string item_link(const std::string& number, const std::string& branch);

/// How much a branch sells is judged by so many days, today among them.
inline constexpr std::int32_t kSoldDays = 28;
/// What lasts for fewer days than these is low.
inline constexpr std::int32_t kLowDays = 7;
pos::report::Days sold_days(pos::Date today);

/// Stored in exports by their names.
enum class State : std::uint8_t { enough, low, out, negative };
/// `sold`: in kSoldDays.
State state_of(pos::Quantity quantity, pos::Quantity sold);
/// In words, for it must not be told by colour alone.
Cell state_cell(State state, const Words& words);

/// With its sign: "+3", "−2.5 kg".
Cell added_cell(pos::Quantity added, const Words& words);

/// What each branch has of one item, as a table of that name.
Table branch_table(std::string name,
                   const std::vector<pos::store::office::BranchQuantity>& quantities,
                   const std::string& unit, const std::string& number, const Words& words);

}  // namespace app::office::web::stock
