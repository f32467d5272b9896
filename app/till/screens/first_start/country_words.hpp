#pragma once

#include <string>

#include "app/till/screens/first_start/first_start.hpp"
#include "app/till/ui/widgets.hpp"

namespace till::first_start {

/// What the country is called in the language that is shown.
const std::string& name_of(const ui::Frame& frame, const app::core::Country& country);
/// "MwSt.: Normal 19 % · Lebensmittel, Bücher 7 %", read from where the language is read.
std::string taxes_of(const ui::Frame& frame, const app::core::Country& country);
/// "0.05", the smallest coin that cash is rounded to there, as the language writes it.
std::string cash_step_of(const ui::Frame& frame, const app::core::Country& country);

}  // namespace till::first_start
