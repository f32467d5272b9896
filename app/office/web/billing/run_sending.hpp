#pragma once

#include <string>

#include "app/office/web/page.hpp"
#include "pos/store/billing/runs.hpp"

/// Sending a finished run's bills from its page.
namespace app::office::web::billing {

/// What the form of a run's page asked for. Why not, in words; empty if it is begun or ended.
std::string act_on_sending(Call& call, const pos::store::billing::BillRun& run);

/// How far it is, what came of it, and the buttons; empty where that person may not.
std::string sending_html(const Call& call, const pos::store::billing::BillRun& run);
/// Whether something is being sent or drawn.
bool is_sending(const Call& call);

/// One file that was drawn to be printed.
Answer bills_file_page(Call& call);
std::string bills_file_link(const std::string& name);

}  // namespace app::office::web::billing
