#pragma once

#include "tests/support/shell_driver.hpp"

namespace test {

// A till on which a finished sale is put right; each from a cart that is not paid yet.

/// The sale was paid in cash with change, taken back, and its goods are in the cart again.
inline void corrected(ShellDriver& till) {
    till.act(till::sell::Action{till::sell::NoteTapped{5'000}});
    till.answer_all();
    till.act(till::done::Action{till::done::CorrectIt{}});
    till.answer_all();
}
/// And is about to be paid as before.
inline void corrected_pay(ShellDriver& till) {
    corrected(till);
    till.press(till::sell::Key::pay);
    till.answer_all();
}
/// The card terminal has to give something back first.
inline void correcting(ShellDriver& till) {
    till.press(till::sell::Key::card);
    till.answer_all();
    till.terminal_paid.insert("");
    till.press(till::sell::Key::correct_sale);
    till.answer_all();
}
inline void correction_refused(ShellDriver& till) {
    till.press(till::sell::Key::correct_sale);
    till.answer_all();
}
/// What was the last sale paid with?
inline void payment_asked(ShellDriver& till) {
    till.press(till::sell::Key::card);
    till.answer_all();
    till.act(till::done::Action{till::done::CorrectPayment{}});
    till.answer_all();
}
inline void payment_corrected(ShellDriver& till) {
    payment_asked(till);
    till.act(till::sell::Action{till::sell::Prompted{till::prompt::ReasonChosen{0}}});
    till.act(till::sell::Action{till::sell::Prompted{till::prompt::Confirmed{}}});
    till.answer_all();
}

}  // namespace test
