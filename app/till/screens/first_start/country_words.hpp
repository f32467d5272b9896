#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "app/till/screens/first_start/first_start.hpp"
#include "app/till/ui/widgets.hpp"

namespace till::first_start {

/// What the country is called in the language that is shown; one without a code is another one.
std::string_view name_of(const ui::Frame& frame, const app::core::Country& country);
/// "MwSt.", and below it "Normal 19 % ab 01.01.2021" of each rate, with what it will be on a later
/// day, read from where the language is read. Nothing for a country without rates.
std::vector<std::string> taxes_of(const ui::Frame& frame, const app::core::Country& country,
                                  pos::Instant now);
/// "America/Los Angeles"
std::string clock_words(const std::string& zone);
/// "0.05", the smallest coin that cash is rounded to there, as the language writes it.
std::string cash_step_of(const ui::Frame& frame, const app::core::Country& country);

}  // namespace till::first_start
