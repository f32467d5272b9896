#include "tests/ui/stage_act.hpp"

#include "tests/ui/stage_moves.hpp"

namespace test {

namespace {

namespace sell = till::sell;
namespace prompt = till::prompt;
using sell::Key;

constexpr Act kActs[] = {
    {"sell_last_change", [](Till& t) { paid_with_change(t), t.scan("101"); }},
    {"sell_refund", refund},
    {"sell_return_mode",
     [](Till& t) {
         usual(t);
         t.press(Key::return_goods);
         t.act(till::returns::Action{till::returns::WithoutReceiptPressed{}});
         t.act(sell::Action{sell::Prompted{prompt::ReasonChosen{0}}});
         t.act(sell::Action{sell::Prompted{prompt::Confirmed{}}});
     }},
    {"prompt_return",
     [](Till& t) {
         usual(t);
         t.press(Key::return_goods);
         t.act(till::returns::Action{till::returns::WithoutReceiptPressed{}});
     }},
    {"pay", pay},
    {"pay_in_parts", in_parts},
    {"pay_yen", [](Till& t) { long_names(t), t.press(Key::pay); }, "JPY"},
    {"pay_dinar", [](Till& t) { long_names(t), t.press(Key::pay), key_in(t, "9999999999"); },
     "KWD"},
    {"pay_refused",
     [](Till& t) { pay(t), key_in(t, "9900"), pay_with(t, till::pay::Method::card); }},
    {"pay_refund", [](Till& t) { refund(t), t.press(Key::pay); }},
    {"done_change", paid_with_change},
    {"done_exact", [](Till& t) { usual(t), stored(t, Key::exact_cash); }},
    {"done_refund", [](Till& t) { refund(t), stored(t, Key::exact_cash); }},
    {"done_dinar", [](Till& t) { long_names(t), stored(t, Key::exact_cash); }, "KWD"},
    {"returns_question", [](Till& t) { usual(t), t.press(Key::return_goods); }},
    {"returns_looking", [](Till& t) { usual(t), find_receipt(t, "B01-T1-000099"); }},
    {"returns_unknown",
     [](Till& t) { usual(t), find_receipt(t, "B01-T1-000099"), t.answer_all(); }},
    {"returns_found", receipt_found},
    {"pay_card_connecting", connect_card},
    {"pay_card", pay_by_card},
    {"pay_card_cancelling",
     [](Till& t) {
         pay_by_card(t);
         t.act(till::pay::Action{till::pay::CardChosen{till::pay::CardChoice::cancel}});
     }},
    {"pay_card_refused",
     [](Till& t) {
         card_ends(t, drivers::card::Outcome::declined, drivers::card::Reason::not_enough_money);
     }},
    {"pay_card_unknown",
     [](Till& t) {
         card_ends(t, drivers::card::Outcome::unknown, drivers::card::Reason::no_connection);
     }},
    {"pay_card_left_over", card_left_over},
    {"sell_card_left_over",
     [](Till& t) {
         card_left_over(t);
         t.act(till::pay::Action{till::pay::BackPressed{}});
     }},
};

}  // namespace

std::span<const Act> pay_acts() {
    return kActs;
}

}  // namespace test
