#include "tests/ui/stage_act.hpp"

#include "tests/ui/stage_moves.hpp"

namespace test {

namespace {

using till::sell::Key;

/// The sale was paid in cash with change, taken back, and its goods are in the cart again.
void corrected(Till& till) {
    till.act(till::sell::Action{till::sell::NoteTapped{5'000}});
    till.answer_all();
    till.act(till::done::Action{till::done::CorrectIt{}});
    till.answer_all();
}
/// And is about to be paid as before.
void corrected_pay(Till& till) {
    corrected(till);
    till.press(till::sell::Key::pay);
    till.answer_all();
}
/// The card terminal has to give something back first.
void correcting(Till& till) {
    till.press(till::sell::Key::card);
    till.answer_all();
    till.terminal_paid.insert("");
    till.press(till::sell::Key::correct_sale);
    till.answer_all();
}
void correction_refused(Till& till) {
    till.press(till::sell::Key::correct_sale);
    till.answer_all();
}
/// What was the last sale paid with?
void payment_asked(Till& till) {
    till.press(till::sell::Key::card);
    till.answer_all();
    till.act(till::done::Action{till::done::CorrectPayment{}});
    till.answer_all();
}
void payment_corrected(Till& till) {
    payment_asked(till);
    till.act(till::sell::Action{till::sell::Prompted{till::prompt::ReasonChosen{0}}});
    till.act(till::sell::Action{till::sell::Prompted{till::prompt::Confirmed{}}});
    till.answer_all();
}

constexpr Act kActs[] = {
    {"sell_corrected", [](Till& t) { usual(t), corrected(t); }},
    {"sell_correct_refused", [](Till& t) { usual(t), correction_refused(t); }},
    {"pay_corrected", [](Till& t) { usual(t), corrected_pay(t); }},
    {"pay_correcting", [](Till& t) { usual(t), correcting(t); }},
    {"prompt_payment", [](Till& t) { usual(t), payment_asked(t); }},
    {"sell_payment_corrected", [](Till& t) { usual(t), payment_corrected(t); }},
};

}  // namespace

std::span<const Act> correct_acts() {
    return kActs;
}

}  // namespace test
