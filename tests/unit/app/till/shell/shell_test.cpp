// Goal: the till's decisions, without a window, a store or a device.
// Method: actions go in as a cashier, a scanner and a store would give them; the models that would
// be drawn, and the effects, are looked at.
#include "app/till/shell/shell.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/till/shell/updates.hpp"
#include "tests/support/shell_driver.hpp"

using test::ShellDriver;
using till::sell::Key;
using till::shell::Screen;

namespace {

void type(ShellDriver& till, const std::string& text) {
    till.act(till::sell::Action{till::sell::InputTyped{text}});
}
void enter(ShellDriver& till) {
    till.act(till::sell::Action{till::sell::InputEntered{}});
    till.answer_all();
}
void prompt_answer(ShellDriver& till, const std::string& text,
                   std::optional<std::size_t> reason = {}) {
    till.act(till::sell::Action{till::sell::Prompted{till::prompt::Typed{text}}});
    if (reason)
        till.act(till::sell::Action{till::sell::Prompted{till::prompt::ReasonChosen{*reason}}});
    till.act(till::sell::Action{till::sell::Prompted{till::prompt::Confirmed{}}});
}

}  // namespace

TEST(Shell, a_closed_till_asks_for_the_float_and_opens) {
    ShellDriver till;
    EXPECT_EQ(till.model.screen, Screen::opening);
    EXPECT_EQ(till.model.opening.day, "Sunday 22 November 2026");
    till.open_till();
    EXPECT_EQ(till.model.screen, Screen::sell);
    EXPECT_TRUE(till.model.sell.rows.empty());
    EXPECT_FALSE(till.model.sell.can_pay);
}

TEST(Shell, one_scan_and_one_tap_make_a_finished_sale_and_the_next_scan_starts_the_next) {
    ShellDriver till;
    till.open_till();
    till.scan("101");
    ASSERT_EQ(till.model.sell.rows.size(), 1U);
    EXPECT_EQ(till.model.sell.rows[0].name, "Milk 1 l");
    EXPECT_EQ(till.model.sell.total, "£1.19");
    till.press(Key::exact_cash);
    EXPECT_TRUE(till.model.sell.waiting);
    till.answer_all();
    EXPECT_EQ(till.model.screen, Screen::done);
    EXPECT_EQ(till.model.done.figure, "£1.19");
    EXPECT_EQ(till.count<pos::sale::PrintReceipt>(), 1U);
    till.scan("102");
    EXPECT_EQ(till.model.screen, Screen::sell);
    ASSERT_EQ(till.model.sell.rows.size(), 1U);
    EXPECT_EQ(till.model.sell.rows[0].name, "Bananas");
}

TEST(Shell, a_line_says_which_promotion_saves_what) {
    ShellDriver till;
    pos::pricing::Promotion three{.code = "P1", .label = "3 for 2"};
    three.id.bytes[15] = 1;
    three.rule = {.kind = pos::pricing::PromotionKind::n_for_m, .pieces = 3, .paid = 2};
    till.promote("101", three);
    pos::pricing::Promotion off{.code = "P2", .label = "0.50 off 2.00"};
    off.id.bytes[15] = 2;
    off.rule = {.kind = pos::pricing::PromotionKind::spend_amount,
                .price = {50, till.currency()},
                .spend = {200, till.currency()},
                .times_max = 1,
                .combinable = true};
    till.promote("101", off);
    till.open_till();
    till.scan("101");
    ASSERT_EQ(till.model.sell.rows.size(), 1U);
    EXPECT_EQ(till.model.sell.rows[0].note, "");
    till.scan("101");
    till.scan("101");
    ASSERT_EQ(till.model.sell.rows.size(), 1U);
    const auto& row = till.model.sell.rows[0];
    EXPECT_EQ(row.note, "3 for 2 −1.19 · 0.50 off 2.00 −0.50");
    EXPECT_TRUE(row.note_saves);
    EXPECT_EQ(till.model.sell.total, "£1.88");
    EXPECT_EQ(till.model.sell.saved, "You save 1.69");
    till.press(Key::exact_cash);
    till.answer_all();
    const auto& record = till.receipts.begin()->second;
    ASSERT_EQ(record.lines.size(), 1U);
    ASSERT_EQ(record.lines[0].discounts.size(), 1U);
    EXPECT_EQ(record.lines[0].discounts[0].kind, pos::journal::DiscountKind::promotion);
    EXPECT_EQ(record.lines[0].discounts[0].label, "3 for 2");
    EXPECT_EQ(record.lines[0].discounts[0].reason, "P1");
}

TEST(Shell, a_second_tap_while_the_sale_is_stored_does_nothing) {
    ShellDriver till;
    till.open_till();
    till.scan("101");
    till.press(Key::exact_cash);
    till.press(Key::exact_cash);
    till.press(Key::card);
    till.answer_all();
    EXPECT_EQ(till.receipts.size(), 1U);
}

TEST(Shell, a_scan_while_the_sale_is_stored_is_not_lost) {
    ShellDriver till;
    till.open_till();
    till.scan("101");
    till.press(Key::exact_cash);
    till.act(till::shell::Scanned{"102"});
    till.act(till::shell::Scanned{"101"});
    till.answer_all();
    ASSERT_EQ(till.model.sell.rows.size(), 2U);
    EXPECT_EQ(till.model.sell.rows[0].name, "Bananas");
    EXPECT_EQ(till.model.sell.rows[1].name, "Milk 1 l");
}

TEST(Shell, when_the_sale_cannot_be_stored_the_cart_is_whole_and_cash_works_again) {
    ShellDriver till;
    till.open_till();
    till.scan("101");
    till.press(Key::exact_cash);
    till.fail_next_store();
    EXPECT_NE(till.model.screen, Screen::done);
    EXPECT_EQ(till.model.cash_register.state().cart.lines.size(), 1U);
    till.press(Key::exact_cash);
    till.answer_all();
    EXPECT_EQ(till.model.screen, Screen::done);
    EXPECT_EQ(till.receipts.size(), 1U);
}

TEST(Shell, the_change_stays_in_sight_until_the_next_customers_first_tender) {
    ShellDriver till;
    till.open_till();
    till.scan("101");
    till.act(till::sell::Action{till::sell::NoteTapped{2000}});
    till.answer_all();
    EXPECT_EQ(till.model.screen, Screen::done);
    EXPECT_EQ(till.model.done.label, "Change");
    EXPECT_EQ(till.model.done.figure, "£18.81");
    till.scan("101");
    EXPECT_EQ(till.model.sell.last_change, "Change £18.81");
}

TEST(Shell, digits_and_enter_add_an_item_and_digits_and_times_set_the_next_quantity) {
    ShellDriver till;
    till.open_till();
    type(till, "3");
    till.press(Key::times);
    EXPECT_EQ(till.model.sell.pending, "3 ×");
    EXPECT_EQ(till.model.sell.input, "");
    type(till, "101");
    EXPECT_EQ(till.model.sell.panel, till::sell::Panel::tiles);
    enter(till);
    ASSERT_EQ(till.model.sell.rows.size(), 1U);
    EXPECT_EQ(till.model.sell.rows[0].quantity, "3");
    EXPECT_EQ(till.model.sell.total, "£3.57");
}

TEST(Shell, letters_search_and_an_overtaken_answer_is_dropped) {
    ShellDriver till;
    till.open_till();
    type(till, "m");
    type(till, "mi");
    std::vector<till::shell::Search> searches;
    for (const auto& effect : till.waiting) {
        if (const auto* search = std::get_if<till::shell::Search>(&effect))
            searches.push_back(*search);
    }
    ASSERT_EQ(searches.size(), 2U);
    till.act(till::shell::SearchAnswered{searches[0].ask, {{.name = "Old"}}});
    EXPECT_TRUE(till.model.sell.found.empty());
    EXPECT_TRUE(till.model.sell.looking);
    till.act(till::shell::SearchAnswered{searches[1].ask, {{.number = "101", .name = "Milk 1 l"}}});
    ASSERT_EQ(till.model.sell.found.size(), 1U);
    EXPECT_EQ(till.model.sell.found[0].name, "Milk 1 l");
    till.press(Key::back);
    EXPECT_EQ(till.model.sell.panel, till::sell::Panel::tiles);
    EXPECT_EQ(till.model.sell.input, "");
}

TEST(Shell, enter_before_the_answer_adds_what_the_answer_says_not_what_stood_there) {
    ShellDriver till;
    till.open_till();
    type(till, "m");
    type(till, "mi");
    till.act(till::sell::Action{till::sell::InputEntered{}});
    till.act(till::shell::SearchAnswered{
        till.model.search_asked,
        {{.item = till.id_of("101"), .number = "101", .name = "Milk 1 l"}}});
    till.answer_all();
    ASSERT_EQ(till.model.sell.rows.size(), 1U);
    EXPECT_EQ(till.model.sell.rows[0].name, "Milk 1 l");
}

TEST(Shell, a_quantity_that_came_with_the_scan_counts) {
    ShellDriver till;
    till.open_till();
    till.scan("3*101");
    ASSERT_EQ(till.model.sell.rows.size(), 1U);
    EXPECT_EQ(till.model.sell.rows[0].quantity, "3");
}

TEST(Shell, an_unknown_code_is_refused_with_a_sound_and_words) {
    ShellDriver till;
    till.open_till();
    till.scan("999");
    EXPECT_TRUE(till.saw(till::shell::Signal::refused));
    EXPECT_NE(till.model.sell.message.words.find("999"), std::string::npos);
    EXPECT_TRUE(till.model.sell.rows.empty());
}

TEST(Shell, an_item_without_a_price_asks_for_it_and_keeps_a_scan_that_comes_meanwhile) {
    ShellDriver till;
    till.open_till();
    till.scan("103");
    ASSERT_TRUE(till.model.sell.prompt);
    EXPECT_EQ(till.model.sell.prompt->subject, till::prompt::Subject::open_price);
    till.act(till::shell::Scanned{"101"});
    EXPECT_TRUE(till.model.sell.prompt);
    prompt_answer(till, "25");
    till.answer_all();
    ASSERT_EQ(till.model.sell.rows.size(), 2U);
    EXPECT_EQ(till.model.sell.rows[0].total, "25.00");
    EXPECT_EQ(till.model.sell.rows[1].name, "Milk 1 l");
}

TEST(Shell, a_new_price_needs_a_reason) {
    ShellDriver till;
    till.open_till();
    till.scan("101");
    till.press(Key::price);
    prompt_answer(till, "0.99");
    EXPECT_TRUE(till.model.sell.prompt);
    EXPECT_EQ(till.model.sell.total, "£1.19");
    prompt_answer(till, "0.99", 0);
    EXPECT_FALSE(till.model.sell.prompt);
    EXPECT_EQ(till.model.sell.total, "£0.99");
    EXPECT_EQ(till.model.sell.rows[0].note, "was 1.19");
}

TEST(Shell, a_discount_shows_below_its_line_and_as_saved) {
    ShellDriver till;
    till.open_till();
    type(till, "10");
    till.press(Key::times);
    till.scan("101");
    till.press(Key::discount);
    prompt_answer(till, "10", 0);
    EXPECT_EQ(till.model.sell.total, "£10.71");
    EXPECT_EQ(till.model.sell.rows[0].note, "Staff −1.19");
    EXPECT_EQ(till.model.sell.saved, "You save 1.19");
    till.press(Key::undo);
    EXPECT_EQ(till.model.sell.total, "£11.90");
}

TEST(Shell, goods_come_back_by_receipt_and_no_more_than_were_sold) {
    ShellDriver till;
    till.open_till();
    type(till, "2");
    till.press(Key::times);
    till.scan("101");
    till.press(Key::exact_cash);
    till.answer_all();
    till.press(Key::return_goods);
    EXPECT_EQ(till.model.screen, Screen::returns);
    till.act(till::returns::Action{till::returns::InputTyped{"B01-T1-000001"}});
    till.act(till::returns::Action{till::returns::InputEntered{}});
    till.answer_all();
    ASSERT_EQ(till.model.returns.lines.size(), 1U);
    till.act(till::returns::Action{till::returns::MorePressed{0}});
    EXPECT_EQ(till.model.returns.to_refund, "£1.19");
    for (int i = 0; i < 5; ++i) till.act(till::returns::Action{till::returns::MorePressed{0}});
    EXPECT_EQ(till.model.returns.lines[0].chosen, pos::pieces(2));
    till.act(till::returns::Action{till::returns::Confirmed{}});
    till.answer_all();
    EXPECT_EQ(till.model.screen, Screen::sell);
    EXPECT_TRUE(till.model.sell.refund);
    EXPECT_EQ(till.model.sell.total, "£2.38");
    till.press(Key::exact_cash);
    till.answer_all();
    EXPECT_EQ(till.model.done.label, "Paid back");
    EXPECT_EQ(till.model.done.figure, "£2.38");
}

TEST(Shell, a_receipt_scanned_on_the_sell_screen_opens_its_return) {
    ShellDriver till;
    till.open_till();
    till.scan("101");
    till.press(Key::exact_cash);
    till.answer_all();
    till.scan("B01-T1-000001");
    EXPECT_EQ(till.model.screen, Screen::returns);
    EXPECT_TRUE(till.model.returns.found);
}

TEST(Shell, a_cart_is_parked_and_taken_up_again) {
    ShellDriver till;
    till.open_till();
    till.scan("101");
    till.press(Key::hold);
    till.answer_all();
    EXPECT_TRUE(till.model.sell.rows.empty());
    till.press(Key::recall);
    ASSERT_EQ(till.model.held.carts.size(), 1U);
    till.act(till::held::Action{till::held::Recalled{0}});
    till.answer_all();
    EXPECT_EQ(till.model.screen, Screen::sell);
    EXPECT_EQ(till.model.sell.rows.size(), 1U);
}

TEST(Shell, a_parked_cart_comes_to_what_it_came_to_before) {
    ShellDriver till;
    till.open_till();
    till.scan("101");
    till.press(Key::discount);
    till.act(till::sell::Action{till::sell::Prompted{till::prompt::Typed{"10"}}});
    till.act(till::sell::Action{till::sell::Prompted{till::prompt::Confirmed{}}});
    ASSERT_EQ(till.model.sell.total, "£1.07");
    till.press(Key::hold);
    till.answer_all();
    till.press(Key::recall);
    ASSERT_EQ(till.model.held.carts.size(), 1U);
    EXPECT_EQ(till.model.held.carts[0].total, "1.07");
}

TEST(Shell, a_parked_cart_names_as_many_goods_in_every_script) {
    const auto names_of = [](const ShellDriver::Shop& shop) {
        ShellDriver till{shop};
        till.open_till();
        for (const auto& good : shop.goods) till.scan(good.number);
        till.press(Key::hold);
        till.answer_all();
        till.press(Key::recall);
        return till.model.held.carts.empty() ? "" : till.model.held.carts.front().note;
    };
    const auto shop_of = [](const std::string& letter, int goods) {
        ShellDriver::Shop shop;
        shop.goods.clear();
        for (int i = 1; i <= goods; ++i) {
            std::string name;
            for (int n = 0; n < 18; ++n) name += letter;
            const std::string number = std::to_string(i);
            shop.goods.push_back({"10" + number, name + number, "1.19", "", "Dairy", ""});
        }
        return shop;
    };
    for (const bool hebrew : {false, true}) {
        for (const int goods : {5, 6}) {
            auto shop = shop_of(hebrew ? "ח" : "a", goods);
            if (hebrew) shop.language = shop.locale = "he";
            const std::string names = names_of(shop);
            // Nineteen letters each: five come to 95, four to less than 80.
            for (int i = 0; i < 5; ++i) {
                EXPECT_NE(names.find(shop.goods[static_cast<std::size_t>(i)].name),
                          std::string::npos)
                    << names;
            }
            EXPECT_EQ(names.find("…") != std::string::npos, goods == 6) << names;
        }
    }
}

TEST(Shell, the_day_closes_with_a_count_and_a_numbered_z) {
    ShellDriver till;
    till.open_till();
    till.scan("101");
    till.press(Key::exact_cash);
    till.answer_all();
    till.press(Key::close_day);
    ASSERT_EQ(till.model.screen, Screen::closing);
    till.act(till::closing::Action{till::closing::Confirmed{}});
    EXPECT_EQ(till.model.closing.message.words, "Count every payment type first.");
    till.act(till::closing::Action{till::closing::DigitsChanged{"5100"}});
    EXPECT_EQ(till.model.closing.tenders[0].difference, "0.19 missing");
    till.act(till::closing::Action{till::closing::Confirmed{}});
    till.answer_all();
    EXPECT_TRUE(till.model.closing.closed);
    EXPECT_EQ(till.model.closing.z_title, "Day closed · Z 1");
    till.act(till::closing::Action{till::closing::Confirmed{}});
    EXPECT_EQ(till.model.screen, Screen::opening);
    EXPECT_EQ(till.model.opening.prompt.text, "") << "the float of the day before";
}

TEST(Shell, the_close_shows_what_was_put_into_the_drawer) {
    ShellDriver till;
    till.open_till();
    till.press(Key::cash_in_out);
    till.act(till::sell::Action{till::sell::Prompted{till::prompt::Typed{"20"}}});
    till.act(till::sell::Action{till::sell::Prompted{till::prompt::ReasonChosen{0}}});
    till.act(till::sell::Action{till::sell::Prompted{till::prompt::Confirmed{}}});
    till.answer_all();
    till.press(Key::close_day);
    ASSERT_EQ(till.model.screen, Screen::closing);
    ASSERT_FALSE(till.model.closing.figures.empty());
    EXPECT_EQ(till.model.closing.figures.back().name, "Cash in and out");
    EXPECT_EQ(till.model.closing.figures.back().amount, "20.00");
}

TEST(Shell, a_scan_on_the_closing_screen_is_refused_in_words) {
    ShellDriver till;
    till.open_till();
    till.press(Key::close_day);
    till.act(till::shell::Scanned{"101"});
    EXPECT_TRUE(till.saw(till::shell::Signal::refused));
    EXPECT_TRUE(till.model.cash_register.state().cart.lines.empty());
}

TEST(Shell, german_words_and_figures) {
    ShellDriver till{{.language = "de", .locale = "de"}};
    till.open_till();
    till.scan("101");
    EXPECT_EQ(till.model.sell.total, "1,19\u00A0£");
    EXPECT_EQ(till.model.sell.item_count, "1 Artikel");
}

TEST(Shell, hebrew_words_figures_and_search) {
    ShellDriver till{{.language = "he",
                      .locale = "he",
                      .currency = "ILS",
                      .goods = {{"101", "חלב 3% בקרטון", "6.90", "", "Dairy", ""},
                                {"102", "לחם אחיד", "8.05", "", "Bakery", ""}}}};
    till.open_till();
    till.scan("101");
    till.scan("101");
    EXPECT_NE(till.model.sell.total.find("13.80"), std::string::npos) << till.model.sell.total;
    EXPECT_EQ(till.model.sell.item_count, "שני פריטים");
    type(till, "לחם");
    till.answer_all();
    ASSERT_EQ(till.model.sell.found.size(), 1U);
    EXPECT_EQ(till.model.sell.found[0].name, "לחם אחיד");
}

TEST(Takings, periods_step_by_whole_days_weeks_months_and_years) {
    using till::takings::Period;
    const auto day = pos::make_date(2026, 3, 31);
    const auto text = [](pos::report::Days d) {
        return to_string(d.from) + ".." + to_string(d.to);
    };
    EXPECT_EQ(text(till::shell::days_of(Period::week, day)), "2026-03-30..2026-04-05");
    EXPECT_EQ(text(till::shell::days_of(Period::month, day)), "2026-03-01..2026-03-31");
    EXPECT_EQ(to_string(till::shell::moved(Period::month, day, -1)), "2026-02-01");
    EXPECT_EQ(to_string(till::shell::moved(Period::year, day, 1)), "2027-01-01");
}

TEST(Shell, what_failed_outside_is_said_in_the_language_of_the_till) {
    ShellDriver till{{.language = "de", .locale = "de"}};
    till.open_till();
    till.scan("101");
    till.press(Key::exact_cash);
    till.fail_next_store();
    EXPECT_EQ(till.model.sell.message.words,
              "Nicht gespeichert: Der Datenträger ist voll. Platz schaffen und nochmals versuchen. "
              "Nichts ging verloren, der Einkauf ist wie zuvor.");
    till.press(Key::back);
    till.act(till::shell::PrinterChanged{
        .state = till::shell::PrinterState::failed,
        .why = drivers::printer::PrintError{drivers::printer::PrintFailure::directory_missing,
                                            "/media/bons"}});
    EXPECT_EQ(till.model.sell.message.words,
              "Ein Bon ließ sich nicht drucken: Der Ordner /media/bons fehlt. Es wird von selbst "
              "nochmals versucht.");
    till.act(till::shell::PrinterChanged{
        .state = till::shell::PrinterState::gone,
        .trouble = drivers::transport::Error{drivers::transport::Fault::in_use, "cupsd (812)"},
        .waiting = 2});
    EXPECT_EQ(till.model.sell.message.words,
              "Ein anderes Programm hält den Drucker (cupsd (812)). Beenden: die Kasse nimmt ihn "
              "von selbst. 2 Bons warten.");
}

TEST(Shell, trouble_of_the_store_stays_in_sight_until_it_is_over) {
    ShellDriver till;
    till.open_till();
    till.scan("101");
    const pos::store::StoreError full{pos::store::StoreErrorKind::disk_full, {}, {}};
    till.act(till::shell::StoreTroubled{.why = full});
    EXPECT_EQ(till.model.sell.message.level, till::common::Level::danger);
    EXPECT_THAT(till.model.sell.message.words, testing::HasSubstr("The disk is full."));
    EXPECT_EQ(till.model.sell.status.signals.front().words, "Not saving");
    till.act(till::shell::StoreTroubled{.why = full, .in_doubt = true});
    EXPECT_THAT(till.model.sell.message.words, testing::HasSubstr("not known yet"));
    till.act(till::shell::StoreTroubled{});
    EXPECT_EQ(till.model.sell.message.words, "Saving works again.");
    EXPECT_NE(till.model.sell.status.signals.front().words, "Not saving");
}

TEST(Shell, a_sale_into_a_database_that_is_gone_is_not_paid_and_stays_on_the_screen) {
    ShellDriver till;
    till.open_till();
    till.scan("101");
    till.press(Key::exact_cash);
    const pos::store::StoreError gone{
        .kind = pos::store::StoreErrorKind::gone,
        .cause = {pos::store::db::DbErrorKind::gone, "rescued", "/shop.db.rescued"}};
    till.act(till::shell::StoreTroubled{.why = gone});
    till.fail_next_store(gone);
    EXPECT_EQ(till.model.screen, Screen::sell);
    EXPECT_EQ(till.model.sell.rows.size(), 1U);
    EXPECT_EQ(till.model.sell.message.level, till::common::Level::danger);
    EXPECT_THAT(till.model.sell.message.words,
                testing::AllOf(testing::HasSubstr("removed or replaced"),
                               testing::HasSubstr("/shop.db.rescued")));
}

TEST(Shell, steps_are_undone_and_done_again_one_by_one_from_the_menu) {
    ShellDriver till;
    till.open_till();
    till.scan("101");
    till.scan("102");
    till.press(Key::void_line);
    till.press(Key::more);
    EXPECT_FALSE(till.model.sell.can_redo);
    till.press(Key::undo);
    EXPECT_EQ(till.model.sell.panel, till::sell::Panel::more) << "the next step is a tap away";
    EXPECT_EQ(till.model.sell.rows.size(), 2U);
    till.press(Key::undo);
    EXPECT_EQ(till.model.sell.rows.size(), 1U);
    EXPECT_TRUE(till.model.sell.can_redo);
    till.press(Key::redo);
    till.press(Key::redo);
    EXPECT_EQ(till.model.sell.rows.size(), 1U);
    EXPECT_EQ(till.model.sell.message.words, "Redone.");
    till.press(Key::redo);
    EXPECT_EQ(till.model.sell.message.words, "There is nothing to redo.");
}

TEST(Shell, what_a_removed_database_held_is_put_back_when_somebody_says_so) {
    ShellDriver till;
    till.open_till();
    const auto starts_anew = [&] {
        const auto effects =
            till::shell::update(till.model, till::shell::PutBackPressed{}, till.context());
        return std::ranges::any_of(effects, [](const till::shell::Effect& effect) {
            return std::holds_alternative<till::shell::StartAnew>(effect);
        });
    };
    EXPECT_FALSE(starts_anew());
    const auto troubled = [&](const char* code) {
        till.act(till::shell::StoreTroubled{
            .why = pos::store::StoreError{
                .kind = pos::store::StoreErrorKind::gone,
                .cause = {pos::store::db::DbErrorKind::gone, code, "/shop.db.rescued"}}});
    };
    troubled("");
    EXPECT_FALSE(starts_anew()) << "the till holds all that there is";
    troubled("rescued");
    EXPECT_EQ(till.model.sell.status.signals.front().opens, till::common::Signal::Opens::lost_shop);
    EXPECT_TRUE(starts_anew());
}

TEST(Shell, a_scan_by_accident_is_undone) {
    ShellDriver till;
    till.open_till();
    till.scan("101");
    till.scan("102");
    till.press(Key::undo);
    ASSERT_EQ(till.model.sell.rows.size(), 1U);
    EXPECT_EQ(till.model.sell.total, "£1.19");
    EXPECT_EQ(till.model.chosen_line, till.model.cash_register.state().cart.lines.back().line);
    EXPECT_EQ(till.model.sell.message.words, "Undone.");
}

TEST(Shell, old_receipts_are_asked_about_once_when_nobody_is_served) {
    ShellDriver till;
    till.open_till();
    till.scan("101");
    const till::shell::PrinterChanged old{.state = till::shell::PrinterState::ready,
                                          .waiting = 3,
                                          .asked = 3,
                                          .asked_since = "14:02"};
    till.act(old);
    EXPECT_EQ(till.model.sell.panel, till::sell::Panel::tiles);
    till.press(Key::exact_cash);
    till.answer_all();
    till.act(till::done::Action{till::done::NextSale{}});
    ASSERT_EQ(till.model.sell.panel, till::sell::Panel::prompt);
    EXPECT_EQ(till.model.sell.prompt->title, "3 receipts are still to be printed");
    EXPECT_EQ(till.model.sell.prompt->about,
              "The oldest is from 14:02. Does anybody still want them?");
    till.act(till::sell::Action{till::sell::Prompted{till::prompt::ReasonChosen{1}}});
    till.act(till::sell::Action{till::sell::Prompted{till::prompt::Confirmed{}}});
    const auto* answer = std::get_if<till::shell::AnswerWaiting>(&till.done.back());
    ASSERT_NE(answer, nullptr);
    EXPECT_FALSE(answer->print);
    till.act(old);
    EXPECT_FALSE(till.model.sell.prompt) << "asked twice";
}

TEST(Shell, the_finished_sale_says_what_became_of_its_receipt) {
    using till::shell::PrinterChanged;
    using till::shell::PrinterState;
    ShellDriver till;
    till.open_till();
    till.scan("101");
    till.act(PrinterChanged{.state = PrinterState::paper_out});
    till.press(Key::exact_cash);
    till.answer_all();
    const auto note = [&] { return till.model.done.note; };
    EXPECT_TRUE(note().ends_with("receipt waits for the printer")) << note();
    till.act(PrinterChanged{.state = PrinterState::printing, .waiting = 1});
    EXPECT_TRUE(note().ends_with("receipt is printing")) << note();
    const auto number = till.model.cash_register.state().last->record.number;
    till.act(PrinterChanged{.state = PrinterState::ready, .last = number});
    EXPECT_TRUE(note().ends_with("receipt printed")) << note();
    till.act(PrinterChanged{.state = PrinterState::unknown, .last = number, .confirmed = false});
    EXPECT_TRUE(note().ends_with("receipt sent; the printer does not confirm")) << note();
    till.act(PrinterChanged{.state = PrinterState::ready, .last = number, .marked = number});
    EXPECT_EQ(till.model.done.message.words,
              "Receipt " + number +
                  " was printed again, marked POSSIBLE DUPLICATE: its first print was broken off.");
}

TEST(Shell, a_setting_that_was_not_kept_is_said_to_be_in_use_all_the_same) {
    ShellDriver till;
    till.open_till();
    till.press(Key::settings);
    till.act(till::shell::SettingNotSaved{{pos::store::StoreErrorKind::read_only, {}, {}}});
    EXPECT_EQ(till.model.settings.message.words,
              "The setting counts until the till is restarted; it was not saved: The database "
              "cannot be written. Check its permissions.");
}

TEST(Shell, a_question_asked_before_the_language_changed_is_asked_anew) {
    ShellDriver till;
    till.act(till::opening::Action{till::opening::Prompted{till::prompt::Typed{"50"}}});
    till.speak("de", "de");
    till.act(till::shell::Restyled{});
    EXPECT_EQ(till.model.opening.prompt.title, "Kasse öffnen");
    EXPECT_EQ(till.model.opening.prompt.text, "50");
}
