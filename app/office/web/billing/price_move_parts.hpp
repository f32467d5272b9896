#pragma once

#include <string>
#include <vector>

#include "app/office/web/billing/price_move_desk.hpp"
#include "app/office/web/page.hpp"
#include "pos/store/billing/plan_list.hpp"

/// The page on which subscriptions are moved to another version of their plan.
namespace app::office::web::billing {

/// /billing/plans/move
Answer price_move_page(Call& call);
std::string price_move_link(const std::string& plan, std::uint32_t version = 0);

/// What the versions that are left cost otherwise.
Table price_figures_table(const core::billing::PriceMoveReport& report, const Words& words);
/// Each subscription and what becomes of it; those whose account, name or number has the words that
/// are looked for. Whoever has the version already is left out but in exports.
Table price_moved_table(const core::billing::PriceMoveReport& report, const std::string& wanted,
                        bool whole, const Words& words);
/// The next bills, without the move and with it.
Table price_bills_table(const core::billing::PriceMoveReport& report, const Words& words);
/// The moves of before, the latest first.
Table price_moves_table(const std::vector<pos::store::billing::PriceMoved>& moves,
                        const pos::locale::Zone& office, const Words& words);
/// How many, and what it comes to.
Data price_facts(const core::billing::PriceMoveReport& report, const Words& words);

}  // namespace app::office::web::billing
