#include "tests/ui/stage_act.hpp"

#include "tests/ui/stage_moves.hpp"

namespace test {

namespace {

namespace sell = till::sell;
namespace prompt = till::prompt;
using sell::Key;

void customers_shown(Till& till) {
    one_line(till);
    till.customers = {
        whoever("K71", "Otto Müller"), whoever("B01-T1-C0001", "Ada"),
        whoever("4000123456789", "Maximiliane von und zu Hohenlohe-Langenburg-Weikersheim")};
    take_customer(till);
    till.press(Key::customer);
    till.answer_all();
}
void search(Till& till) {
    usual(till);
    type(till, "a");
    till.answer_all();
}
void nothing_found(Till& till) {
    usual(till);
    type(till, "xyzzy");
    till.answer_all();
}
void prompted(Till& till, Key key) {
    usual(till);
    till.press(key);
}
void held(Till& till) {
    one_line(till);
    stored(till, Key::hold);
    for (const char* code : {"106", "111", "109"}) till.scan(code);
    till.customers = {whoever("4711", "Otto Müller")};
    take_customer(till);
    stored(till, Key::hold);
    till.scan("122");
    stored(till, Key::hold);
    till.press(Key::recall);
}

void price_check(Till& till, const char* code) {
    usual(till);
    till.press(Key::price_check);
    if (code != nullptr) till.scan(code);
}
void promoted_price(Till& till) {
    pos::pricing::Promotion three{.code = "P1", .label = "3 for 2"};
    three.id.bytes[15] = 1;
    three.rule = {.kind = pos::pricing::PromotionKind::n_for_m, .pieces = 3, .paid = 2};
    pos::pricing::Promotion week{.code = "P2", .label = "Milk week"};
    week.id.bytes[15] = 2;
    week.rule = {.kind = pos::pricing::PromotionKind::percent_off, .rate = pos::Rate{10'000'000}};
    till.promote("101", three);
    till.promote("101", week);
    till.stock[till.id_of("101")] = pos::pieces(48);
    price_check(till, "101");
}

void practise(Till& till) {
    till.open_till();
    till.press(Key::help);
    till.act(till::help::Action{till::help::PractisePressed{}});
}

constexpr Act kActs[] = {
    {"sell_empty", [](Till& t) { t.open_till(); }},
    {"sell_one_line", one_line},
    {"sell_usual", usual},
    {"sell_scripts", scripts},
    {"sell_long_names", long_names},
    {"sell_sixty_lines", sixty_lines},
    {"sell_yen", long_names, "JPY"},
    {"sell_dinar", long_names, "KWD"},
    {"sell_digits", [](Till& t) { usual(t), type(t, "5012345678900"); }},
    {"sell_digits_given", [](Till& t) { usual(t), type(t, "20"); }},
    {"sell_times", [](Till& t) { usual(t), type(t, "12"), t.press(Key::times); }},
    {"sell_search", search},
    {"sell_searching", [](Till& t) { usual(t), type(t, "mil"); }},
    {"sell_nothing_found", nothing_found},
    {"sell_unknown_code", [](Till& t) { usual(t), t.scan("5012345678900"); }},
    {"sell_unknown_refused",
     [](Till& t) {
         usual(t);
         t.act(till::shell::OfficeChanged{.joined = true});
         t.scan("5012345678900");
         t.act(sell::Action{sell::Prompted{prompt::ReasonChosen{0}}});
     }},
    {"sell_unknown_twice",
     [](Till& t) { usual(t), t.scan("5012345678900"), t.scan("4006381333931"); }},
    {"sell_not_stored", [](Till& t) { usual(t), t.press(Key::exact_cash), t.fail_next_store(); }},
    {"price_check", [](Till& t) { price_check(t, nullptr); }},
    {"price_check_item", promoted_price},
    {"price_check_long", [](Till& t) { price_check(t, "121"); }},
    {"price_check_weighed", [](Till& t) { price_check(t, "123"); }},
    {"price_check_scripts", [](Till& t) { price_check(t, "120"); }},
    {"price_check_unknown", [](Till& t) { price_check(t, "5012345678900"); }},
    {"price_check_search",
     [](Till& t) {
         price_check(t, nullptr);
         t.act(till::price_check::Action{till::price_check::InputTyped{"a"}});
         t.answer_all();
     }},
    {"menu", [](Till& t) { prompted(t, Key::more); }},
    {"menu_undone", [](Till& t) { prompted(t, Key::more), t.press(Key::undo); }},
    {"sell_offer",
     [](Till& t) {
         t.model.practice_desk.offer = true;
         t.open_till();
     }},
    {"sell_arrange", [](Till& t) { usual(t), t.press(Key::arrange); }},
    {"sell_arrange_held",
     [](Till& t) {
         usual(t), t.press(Key::arrange);
         t.act(sell::Action{sell::Arranged{sell::TilePicked{1}}});
         t.act(sell::Action{sell::Arranged{sell::TileStepped{2}}});
     }},
    {"practice_goods", practise},
    {"practice_money",
     [](Till& t) {
         practise(t);
         for (const std::size_t tile : {0U, 0U, 1U}) {
             t.act(till::practice::Action{till::practice::TileTapped{tile}});
             t.answer_all();
         }
     }},
    {"practice_refused", [](Till& t) { practise(t), t.scan("5012345678900"); }},
    {"practice_receipt",
     [](Till& t) {
         practise(t);
         for (const std::size_t tile : {0U, 1U, 2U}) {
             t.act(till::practice::Action{till::practice::TileTapped{tile}});
             t.answer_all();
         }
         const auto due = t.model.practice.notes.back().minor;
         t.act(till::practice::Action{till::practice::NoteTapped{due}});
     }},
    {"prompt_quantity", [](Till& t) { prompted(t, Key::quantity); }},
    {"prompt_price", [](Till& t) { prompted(t, Key::price), ask(t, "9.99"); }},
    {"prompt_discount", [](Till& t) { prompted(t, Key::discount), ask(t, "10"); }},
    {"prompt_refused",
     [](Till& t) {
         prompted(t, Key::discount);
         ask(t, "900");
         t.act(sell::Action{sell::Prompted{prompt::Confirmed{}}});
     }},
    {"prompt_basket_discount", [](Till& t) { prompted(t, Key::basket_discount); }},
    {"prompt_no_sale", [](Till& t) { prompted(t, Key::no_sale); }},
    {"prompt_cash", [](Till& t) { prompted(t, Key::cash_in_out), ask(t, "200"); }},
    {"customers", customers_shown},
    {"customers_none", [](Till& t) { usual(t), t.press(Key::customer), t.answer_all(); }},
    {"customers_unknown",
     [](Till& t) {
         customers_shown(t);
         t.act(till::customers::Action{till::customers::InputTyped{"4000123456789"}});
         t.answer_all();
     }},
    {"customers_form",
     [](Till& t) {
         customers_shown(t);
         t.act(till::customers::Action{till::customers::EditPressed{}});
     }},
    {"customers_refused",
     [](Till& t) {
         customers_shown(t);
         t.act(till::customers::Action{till::customers::NewPressed{}});
         t.act(till::customers::Action{till::customers::SavePressed{}});
     }},
    {"prompt_cancel", [](Till& t) { prompted(t, Key::cancel_sale); }},
    {"prompt_open_price", [](Till& t) { usual(t), t.scan("112"); }},
    {"held_none", [](Till& t) { t.open_till(), t.press(Key::recall); }},
    {"held", held},
    {"settings", [](Till& t) { one_line(t), t.press(Key::settings); }},
    {"help", [](Till& t) { one_line(t), t.press(Key::help); }},
    {"sell_new_item", [](Till& t) { usual(t), t.scan("4006381333931"), t.press(Key::new_item); }},
    {"more_new_item", [](Till& t) { usual(t), t.scan("4006381333931"), t.press(Key::more); }},
};

}  // namespace

std::span<const Act> sell_acts() {
    return kActs;
}

}  // namespace test
