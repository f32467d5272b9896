#pragma once

#include <string>
#include <string_view>

#include "app/core/failure.hpp"
#include "app/till/ui/texts.hpp"
#include "drivers/printer/printer.hpp"
#include "pos/store/errors.hpp"

namespace till::shell {

// What failed outside, and what to do, in the language of the till. Only what the system itself
// reported stands in its own words, in brackets.

std::string words_for(const pos::store::StoreError& error, const ui::Texts& texts);
std::string words_for(const drivers::printer::PrintError& error, const ui::Texts& texts);

/// Why the core did not do something.
std::string words_for(const app::core::Failure& failure, const ui::Texts& texts);
/// The same by the name that it gave the reason (`core::Failure::about`);
/// of one without a name the till's own notes say more.
std::string reason_words(std::string_view name, const ui::Texts& texts);

}  // namespace till::shell
