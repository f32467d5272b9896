#pragma once

#include <string>

#include "app/office/web/table.hpp"
#include "pos/journal/events/billing.hpp"

/// What exports have of a document; taxes are shown as they are here.
namespace app::office::web::billing {

/// The name of the text that says of what kind a line is.
const char* item_text(const pos::journal::DocumentLine& line);
/// "tier_units", as the command line calls the step.
std::string step_word(const pos::journal::PricingStep& step);

/// The lines of a bill that is only tried, under that title.
Table tried_table(const pos::journal::DocumentIssued& tried, const std::string& title,
                  const Words& words);
Table lines_table(const pos::journal::DocumentIssued& issued, const Words& words);
/// The steps of all lines, each with its line's number.
Table steps_table(const pos::journal::DocumentIssued& issued, const Words& words);
Table taxes_table(const pos::journal::DocumentIssued& issued, const Words& words);

}  // namespace app::office::web::billing
