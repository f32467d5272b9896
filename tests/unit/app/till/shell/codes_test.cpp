// Goal: every scanned code goes to where it belongs, or is refused with a sound and words; digits
// typed before it are its quantity and are never lost.
// Method: scans go in; the test answers what is asked as a store would.
#include <gtest/gtest.h>

#include "app/till/shell/updates.hpp"
#include "tests/support/shell_driver.hpp"

using pos::catalog::CodeKind;
using test::ShellDriver;
using till::shell::Screen;

namespace {

using Found = decltype(till::shell::CodeAnswered::found);

/// The oldest question about a code that has no answer yet.
std::optional<till::shell::FindCode> take_question(ShellDriver& till) {
    for (auto at = till.waiting.begin(); at != till.waiting.end(); ++at) {
        const auto* find = std::get_if<till::shell::FindCode>(&*at);
        if (find == nullptr) continue;
        auto question = *find;
        till.waiting.erase(at);
        return question;
    }
    return std::nullopt;
}

void scan(ShellDriver& till, const std::string& text, Found found) {
    till.act(till::shell::Scanned{text});
    const auto question = take_question(till);
    ASSERT_TRUE(question) << text;
    EXPECT_EQ(question->text, text);
    till.act(till::shell::CodeAnswered{question->ask, std::move(found)});
    till.answer_all();
}

void type(ShellDriver& till, const std::string& text) {
    till.act(till::sell::Action{till::sell::InputTyped{text}});
}

till::shell::ItemFound milk() {
    pos::sale::Item item;
    item.name = "Milk 1 l";
    item.number = "101";
    item.price = {119'000'000, *pos::currency_of("GBP")};
    return {.item = std::move(item), .barcode = "9521234543213"};
}

const pos::Date kToday = pos::make_date(2026, 11, 22);

ShellDriver open_till() {
    ShellDriver till;
    till.open_till();
    till.done.clear();
    return till;
}

bool refused(const ShellDriver& till, const std::string& words) {
    return till.saw(till::shell::Signal::refused) && till.model.said &&
           till.model.said->words.find(words) != std::string::npos;
}

}  // namespace

TEST(Codes, batch_and_days_stand_on_the_line) {
    auto till = open_till();
    auto found = milk();
    found.trace = pos::journal::Trace{"L1", "S7", kToday, pos::Date{kToday.days + 1}};
    scan(till, "]d2…", found);
    ASSERT_EQ(till.model.sell.rows.size(), 1u);
    EXPECT_EQ(till.model.sell.rows[0].note,
              "use by 22/11/2026 · best before 23/11/2026 · batch L1 · serial S7");
    EXPECT_TRUE(till.saw(till::shell::Signal::scanned));
}

TEST(Codes, expired_goods_stop_with_words) {
    auto till = open_till();
    auto found = milk();
    found.trace = pos::journal::Trace{.expires = pos::Date{kToday.days - 1}};
    scan(till, "x", found);
    EXPECT_TRUE(till.model.sell.rows.empty());
    EXPECT_TRUE(refused(till, "expired"));
}

TEST(Codes, goods_past_their_best_are_sold_with_a_warning) {
    auto till = open_till();
    auto found = milk();
    found.trace = pos::journal::Trace{.best_before = pos::Date{kToday.days - 1}};
    scan(till, "x", found);
    EXPECT_EQ(till.model.sell.rows.size(), 1u);
    ASSERT_TRUE(till.model.said);
    EXPECT_EQ(till.model.said->level, till::common::Level::warning);
    EXPECT_NE(till.model.said->words.find("21/11/2026"), std::string::npos);
}

TEST(Codes, what_is_no_longer_sold_only_comes_back) {
    auto till = open_till();
    auto gone = milk();
    gone.sold = false;
    type(till, "3");
    scan(till, "101", gone);
    EXPECT_TRUE(refused(till, "Milk 1 l is no longer sold"));
    EXPECT_TRUE(till.model.sell.rows.empty());
    scan(till, "101", milk());
    EXPECT_EQ(till.model.sell.rows[0].quantity, "3") << "what was typed is not lost";
    till.press(till::sell::Key::void_line);
    till.press(till::sell::Key::return_goods);
    till.act(till::returns::Action{till::returns::WithoutReceiptPressed{}});
    till.act(till::sell::Action{till::sell::Prompted{till::prompt::ReasonChosen{0}}});
    till.act(till::sell::Action{till::sell::Prompted{till::prompt::Confirmed{}}});
    EXPECT_TRUE(till.model.sell.takes_back);
    scan(till, "101", gone);
    EXPECT_EQ(till.model.sell.rows.size(), 1U);
    till.act(till::sell::Action{till::sell::Pressed{till::sell::Key::back}});
    EXPECT_FALSE(till.model.sell.takes_back);
}

TEST(Codes, digits_typed_before_a_scan_are_its_quantity) {
    auto till = open_till();
    type(till, "3");
    EXPECT_FALSE(till.model.sell.pending.empty());
    scan(till, "101", milk());
    ASSERT_EQ(till.model.sell.rows.size(), 1u);
    EXPECT_EQ(till.model.sell.rows[0].quantity, "3");
    EXPECT_EQ(till.model.sell.input, "");
    scan(till, "101", milk());
    EXPECT_EQ(till.model.sell.rows[0].quantity, "4") << "the next scan is one";
}

TEST(Codes, each_scan_keeps_the_digits_typed_before_it) {
    auto till = open_till();
    type(till, "2");
    till.act(till::shell::Scanned{"101"});
    type(till, "5");
    till.act(till::shell::Scanned{"102"});
    till.act(till::shell::Scanned{"103"});
    for (const char* code : {"101", "102", "103"}) {
        const auto question = take_question(till);
        ASSERT_TRUE(question);
        EXPECT_EQ(question->text, code);
        auto found = milk();
        found.item.number = code;
        till.act(till::shell::CodeAnswered{question->ask, found});
    }
    ASSERT_EQ(till.model.sell.rows.size(), 3u);
    EXPECT_EQ(till.model.sell.rows[0].quantity, "2");
    EXPECT_EQ(till.model.sell.rows[1].quantity, "5");
    EXPECT_EQ(till.model.sell.rows[2].quantity, "1");
}

TEST(Codes, a_quantity_outlives_a_code_that_is_not_known) {
    auto till = open_till();
    type(till, "4");
    scan(till, "777", till::shell::NothingFound{"777"});
    EXPECT_TRUE(refused(till, "777"));
    EXPECT_NE(till.model.sell.pending.find('4'), std::string::npos) << till.model.sell.pending;
    scan(till, "101", milk());
    EXPECT_EQ(till.model.sell.rows[0].quantity, "4");
}

TEST(Codes, digits_that_are_no_quantity_stay_and_the_scan_is_refused) {
    for (const char* digits : {"4006381", "1000", "0", "1,2,3"}) {
        auto till = open_till();
        type(till, digits);
        till.act(till::shell::Scanned{"101"});
        EXPECT_FALSE(take_question(till)) << digits;
        EXPECT_EQ(till.model.sell.input, digits);
        EXPECT_TRUE(refused(till, digits)) << digits;
    }
}

TEST(Codes, words_to_search_for_are_no_quantity) {
    auto till = open_till();
    type(till, "milk");
    scan(till, "101", milk());
    EXPECT_EQ(till.model.sell.rows[0].quantity, "1");
    EXPECT_EQ(till.model.sell.input, "milk");
}

TEST(Codes, a_receipt_opens_its_return) {
    auto till = open_till();
    till.scan("101");
    till.press(till::sell::Key::exact_cash);
    till.answer_all();
    ASSERT_EQ(till.receipts.size(), 1u);
    till.press(till::sell::Key::back);
    scan(till, "CF1:…", till::shell::ReceiptFound{.record = till.receipts.begin()->second});
    EXPECT_EQ(till.model.screen, Screen::returns);
    EXPECT_EQ(till.model.returns.lines.size(), 1u);
}

TEST(Codes, a_badge_signs_on_also_at_a_closed_till) {
    ShellDriver till;
    ASSERT_EQ(till.model.screen, Screen::opening);
    const till::shell::PersonFound berta{
        {.id = pos::Ulid{{1}}, .name = "Berta", .role = pos::people::Role::manager}};
    scan(till, "0411", berta);
    EXPECT_EQ(till.model.cash_register.state().user.name, "Berta");
    EXPECT_EQ(till.model.screen, Screen::opening);
    till.open_till();
    auto carl = berta;
    carl.user.name = "Carl";
    scan(till, "0412", carl);
    EXPECT_EQ(till.model.cash_register.state().user.name, "Carl");
    EXPECT_TRUE(till.model.said && till.model.said->words.starts_with("Carl"));
    carl.user.name = "Gone";
    carl.user.active = false;
    scan(till, "0413", carl);
    EXPECT_EQ(till.model.cash_register.state().user.name, "Carl");
    EXPECT_TRUE(till.saw(till::shell::Signal::refused));
}

TEST(Codes, a_closed_till_takes_no_goods) {
    ShellDriver till;
    scan(till, "101", milk());
    EXPECT_TRUE(till.saw(till::shell::Signal::refused));
    till.open_till();
    EXPECT_TRUE(till.model.sell.rows.empty());
}

TEST(Codes, a_customer_card_goes_onto_the_sale) {
    auto till = open_till();
    scan(till, "0421", till::shell::OtherFound{CodeKind::customer, "0421"});
    EXPECT_EQ(till.model.cash_register.state().cart.customer, "0421");
    EXPECT_TRUE(till.saw(till::shell::Signal::scanned));
}

TEST(Codes, what_this_till_cannot_take_is_named) {
    const std::pair<CodeKind, const char*> kinds[] = {{CodeKind::gift_card, "gift card"},
                                                      {CodeKind::coupon, "coupon"},
                                                      {CodeKind::bill, "bill"},
                                                      {CodeKind::badge, "badge 7"},
                                                      {CodeKind::receipt, "receipt 7"}};
    for (const auto& [kind, words] : kinds) {
        auto till = open_till();
        scan(till, "7", till::shell::OtherFound{kind, "7"});
        EXPECT_TRUE(refused(till, words)) << words;
        EXPECT_TRUE(till.model.sell.rows.empty());
    }
    using Why = till::shell::CodeUnread::Why;
    const std::pair<Why, const char*> faults[] = {{Why::damaged, "damaged"},
                                                  {Why::web_address, "web address"},
                                                  {Why::other_currency, "currency"},
                                                  {Why::odd_price, "price"}};
    for (const auto& [why, words] : faults) {
        auto till = open_till();
        scan(till, "x", till::shell::CodeUnread{why});
        EXPECT_TRUE(refused(till, words)) << words;
    }
}

TEST(Codes, a_tapped_item_does_not_lose_a_scan_that_is_being_looked_up) {
    auto till = open_till();
    till.act(till::shell::Scanned{"101"});
    till.act(till::sell::Action{till::sell::TileTapped{0}});
    const auto question = take_question(till);
    ASSERT_TRUE(question);
    till.act(till::shell::CodeAnswered{question->ask, milk()});
    till.answer_all();
    EXPECT_EQ(till.model.cash_register.state().cart.lines.size(), 2u);
}

TEST(ScannerNews, arrival_and_loss_are_said_in_the_strip_and_in_words) {
    using drivers::scanner::ScannerState;
    ShellDriver till;
    till.open_till();
    const auto strip = [&] { return till.model.sell.status.signals.back(); };
    const auto change = [&](std::vector<drivers::scanner::ScannerStatus> all) {
        till.act(till::shell::ScannersChanged{std::move(all)});
    };
    EXPECT_EQ(strip().words, "No scanner");
    EXPECT_EQ(strip().level, till::common::Level::quiet);
    change({{"Honeywell", ScannerState::ready, {}}});
    EXPECT_EQ(strip().words, "Scanner ready");
    EXPECT_FALSE(till.model.said) << "nobody waited for it";
    change({{"Honeywell", ScannerState::ready, {}}, {"Zebra", ScannerState::ready, {}}});
    EXPECT_EQ(strip().words, "2 scanners ready");
    change({{"Zebra", ScannerState::ready, {}}});
    EXPECT_EQ(strip().words, "Scanner unplugged");
    EXPECT_EQ(strip().level, till::common::Level::warning);
    ASSERT_TRUE(till.model.said);
    EXPECT_TRUE(till.model.said->words.starts_with("Honeywell was unplugged."));
    change({{"Zebra", ScannerState::ready, {}}, {"Honeywell", ScannerState::ready, {}}});
    EXPECT_EQ(strip().words, "2 scanners ready");
    EXPECT_EQ(till.model.said->words, "Honeywell is ready.");
    change({{"Zebra", ScannerState::in_use, "other (12)"}});
    EXPECT_EQ(strip().words, "Scanner in use");
    EXPECT_NE(till.model.said->words.find("unplugged"), std::string::npos);
    change({});
    EXPECT_EQ(strip().words, "Scanner unplugged");
    change({{"Zebra", ScannerState::in_use, {}}});
    EXPECT_TRUE(till.model.said->words.starts_with("Zebra is held by another program."));
    change({{"Zebra", ScannerState::not_allowed, "LIBUSB_ERROR_ACCESS"}});
    EXPECT_EQ(strip().words, "Scanner not allowed");
    EXPECT_TRUE(till.model.said->words.starts_with("This account may not open Zebra."));
}

TEST(Codes, a_quantity_is_in_a_code_only_where_a_person_may_have_typed_it) {
    auto till = open_till();
    till.act(till::shell::Scanned{"3*101", true});
    auto question = take_question(till);
    ASSERT_TRUE(question);
    EXPECT_EQ(question->text, "101");
    till.act(till::shell::CodeAnswered{question->ask, milk()});
    EXPECT_EQ(till.model.sell.rows[0].quantity, "3");
    till.act(till::shell::Scanned{"3*101"});
    question = take_question(till);
    ASSERT_TRUE(question);
    EXPECT_EQ(question->text, "3*101") << "a code may have a star in it";
}
