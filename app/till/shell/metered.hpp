#pragma once

#include "app/till/shell/model.hpp"

// Counters and credit of the account whose bills are on the screen; for bills_update.cpp and its
// presenter.
namespace till::shell {

/// Of the account's counters those stay that are its own now.
void keep_todays_counters(Model& model, const Context& context);

/// Asks what one of them shows; nothing where there is none.
void ask_reading(Model& model, std::size_t counter, const Context& context);
/// Asks how much credit is bought, where the account has some.
void ask_top_up(Model& model, const Context& context);

/// What is done in such a question. A figure that cannot be right is refused there; one that is odd
/// is asked about once more.
void answer_in_bills(Model& model, const prompt::Action& action, const Context& context,
                     Effects& effects);
/// Nothing is asked any more.
void leave_question(Model& model);

/// The store has answered; if it was about a reading, that is noted.
void reading_stored(Model& model, const Context& context);

// ---- for present_bills.cpp ----

void present_counters(Model& model, const Context& context);
/// "credit 12.00", by this till's clock; nothing where the account never had any.
std::string credit_words(const Model& model, const Context& context);

}  // namespace till::shell
