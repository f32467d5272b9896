#pragma once

#include <map>
#include <string>
#include <vector>

#include "app/office/web/billing/run_desk.hpp"
#include "app/office/web/page.hpp"
#include "pos/store/billing/deliveries.hpp"
#include "pos/store/billing/run_progress.hpp"

/// What the pages of bill runs have in common.
namespace app::office::web::billing {

std::string run_link(const pos::Ulid& run);

Cell run_state_cell(const pos::store::billing::BillRun& run, const Words& words);
/// How long it took; a dash while it goes on.
Cell run_took_cell(const pos::store::billing::BillRun& run, const Words& words);
/// "118 / 300": accounts it has seen, of those that were due.
std::string accounts_of(const pos::store::billing::BillRun& run,
                        const pos::store::billing::RunFigures& figures, const Words& words);
/// "£68.92, 12.00 €"; a dash where nothing was billed.
std::string amounts_of(const std::map<std::string, std::int64_t>& by_currency, const Words& words);
/// "98 sent, 2 failed"; marked where somebody has to look.
Cell deliveries_cell(const pos::store::billing::RunFigures& figures, const Words& words);

/// What the desk is at, how far it has come, and how to end it; empty where it rests.
std::string desk_html(const Call& call, const RunDesk::State& state);

/// What a dry run would bill: its tables; facts and its form go into the HTML.
struct Trial {
    std::string html;
    std::vector<Table> tables;
};
Trial trial_of(const Call& call, const RunDesk::Ended& ended);

}  // namespace app::office::web::billing
