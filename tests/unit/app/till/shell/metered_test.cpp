// Goal: on an account's page its counters are read and its credit is topped up: what cannot be
// right is refused in the question, what is odd is asked about once more, and the event says so.
// Method: actions in, the driver answers.
#include "tests/support/shell_driver.hpp"

namespace {

namespace bills = till::bills;
namespace feed = pos::store::feed;
using till::prompt::Confirmed;
using till::prompt::ReasonChosen;
using till::prompt::Typed;
using till::shell::Screen;

class ShellMetered : public testing::Test {
protected:
    ShellMetered() {
        till_.open_till();
        feed::KnownAccount otto;
        otto.account.bytes[15] = 53;
        otto.number = "A-1042";
        otto.customer = "K1";
        otto.name = "Otto Müller";
        otto.ahead = otto.taken_here = pos::zero(till_.currency());
        feed::ToldBill bill;
        bill.document.bytes[15] = 1;
        bill.number = "I2026-000001";
        bill.due_on = pos::make_date(2026, 11, 15);
        bill.payable = bill.open = {4'990, till_.currency()};
        otto.bills = {bill};
        otto.counters = {{counter("4711", 5, 0, "12345"), false},
                         {counter("4712", 3, 2, "990.50"), false}};
        otto.has_credit = true;
        otto.lots = {{{350, till_.currency()}, {0}, std::nullopt},
                     {{1'000, till_.currency()}, {0}, pos::Instant{1}}};  // it has expired
        feed::KnownAccount ada;
        ada.account.bytes[15] = 54;
        ada.number = "A-1043";
        ada.name = "Ada Lovelace";
        ada.ahead = ada.taken_here = pos::zero(till_.currency());
        till_.accounts = {otto, ada};
        till_.accounts_heard_at = now();
        till_.act(till::shell::OfficeChanged{.joined = true, .online = true});
        till_.act(till::shell::ClockTicked{});
        till_.answer_all();
    }
    /// About what the driver's clock shows.
    static pos::Instant now() { return {1'790'000'000'000}; }
    /// Read sixty days ago; ten a day are usual.
    feed::ToldCounter counter(const std::string& serial, std::uint8_t digits, std::uint8_t decimals,
                              const std::string& figure) const {
        constexpr std::int64_t kDay = 86'400'000;
        return {.point = "P-" + serial,
                .meter = "kwh",
                .serial = serial,
                .digits = digits,
                .decimals = decimals,
                .figure = figure,
                .read_at = {now().unix_ms - 60 * kDay},
                .used = "600",
                .used_ms = 60 * kDay,
                .from = {0},
                .until = {}};
    }
    void choose(const std::string& words) {
        till_.press(till::sell::Key::bill);
        till_.answer_all();
        act(bills::InputTyped{words});
        till_.answer_all();
        act(bills::Taken{});
    }
    void act(const bills::Action& action) { till_.act(till::shell::Action{action}); }
    void in_prompt(const till::prompt::Action& action) { act(bills::Prompted{action}); }
    void type(const std::string& figure) {
        in_prompt(Typed{figure});
        in_prompt(Confirmed{});
    }
    const till::shell::Model& model() const { return till_.model; }
    const bills::Model& shown() const { return till_.model.bills; }
    const pos::sale::State& state() const { return model().cash_register.state(); }
    /// Of the last thing that the register asked to be stored.
    std::optional<pos::journal::MeterRead> stored() const {
        std::optional<pos::journal::MeterRead> last;
        for (const auto& effect : till_.done) {
            const auto* told = std::get_if<pos::sale::Effect>(&effect);
            const auto* store = told ? std::get_if<pos::sale::Store>(told) : nullptr;
            for (const auto& event : store ? store->events : std::vector<pos::journal::Event>{}) {
                if (const auto* read = std::get_if<pos::journal::MeterRead>(&event)) last = *read;
            }
        }
        return last;
    }

    test::ShellDriver till_;
};

TEST_F(ShellMetered, counters_stand_below_the_bills_with_their_last_figure) {
    choose("Otto");
    ASSERT_EQ(shown().counters.size(), 2U);
    EXPECT_EQ(shown().counters[0].title, "Meter 4711 · kWh");
    EXPECT_EQ(shown().counters[0].figure, "12345");
    EXPECT_NE(shown().counters[0].note.find("P-4711"), std::string::npos);
    EXPECT_NE(shown().counters[0].note.find("23/07/2026"), std::string::npos)
        << shown().counters[0].note;
    EXPECT_NE(shown().counters[0].note.find("10 kWh a day"), std::string::npos)
        << shown().counters[0].note;
    EXPECT_NE(shown().about.find("credit £3.50"), std::string::npos) << shown().about;
    EXPECT_TRUE(shown().can_top_up);
    act(bills::BackPressed{});
    till_.answer_all();
    choose("Ada");
    EXPECT_TRUE(shown().counters.empty());
    EXPECT_FALSE(shown().can_top_up);
    act(bills::TopUpPressed{});
    act(bills::CounterTapped{0});
    EXPECT_FALSE(shown().prompt);
}

TEST_F(ShellMetered, those_of_an_earlier_or_later_owner_are_not_there) {
    till_.accounts[0].counters[0].told.until = now();
    till_.accounts[0].counters[1].told.from = {now().unix_ms + 86'400'000};
    choose("Otto");
    EXPECT_TRUE(shown().counters.empty());
}

TEST_F(ShellMetered, the_key_asks_for_the_marked_counter_or_the_first) {
    choose("Otto");
    act(bills::ReadPressed{});
    ASSERT_TRUE(shown().prompt);
    EXPECT_EQ(shown().prompt->title, "Meter 4711");
    in_prompt(till::prompt::Cancelled{});
    act(bills::Moved{2});
    act(bills::ReadPressed{});
    ASSERT_TRUE(shown().prompt);
    EXPECT_EQ(shown().prompt->title, "Meter 4712");
    in_prompt(till::prompt::Cancelled{});
    act(bills::BackPressed{});
    till_.answer_all();
    choose("Ada");
    act(bills::ReadPressed{});
    EXPECT_FALSE(shown().prompt);
}

TEST_F(ShellMetered, a_figure_is_noted_and_shown_at_once) {
    choose("Otto");
    act(bills::Moved{1});
    act(bills::BillTapped{1});  // Tab on the counter's row
    ASSERT_TRUE(shown().prompt);
    EXPECT_EQ(shown().prompt->title, "Meter 4711");
    EXPECT_NE(shown().prompt->about.find("12345"), std::string::npos);
    EXPECT_EQ(shown().prompt->suffix, "kWh");
    type("12950");
    EXPECT_FALSE(shown().prompt);
    till_.answer_all();
    const auto read = stored();
    ASSERT_TRUE(read);
    EXPECT_EQ(read->figure, "12950");
    EXPECT_EQ(read->figure_before, "12345");
    EXPECT_EQ(read->read_before, pos::make_date(2026, 7, 23));
    EXPECT_EQ(read->serial, "4711");
    EXPECT_EQ(read->point, "P-4711");
    EXPECT_EQ(read->account_number, "A-1042");
    EXPECT_EQ(read->customer, "K1");
    EXPECT_EQ(read->known_at, till_.accounts_heard_at);
    EXPECT_FALSE(read->sure);
    EXPECT_EQ(model().screen, Screen::bills);
    EXPECT_EQ(shown().message.words, "12950 is noted. Head office takes it into its books.");
    EXPECT_EQ(shown().counters[0].figure, "12950");
    EXPECT_TRUE(shown().counters[0].noted);
    EXPECT_FALSE(state().cart.started());
}

TEST_F(ShellMetered, what_cannot_be_right_is_refused_where_it_was_typed) {
    choose("Otto");
    act(bills::CounterTapped{0});
    type("123456");
    ASSERT_TRUE(shown().prompt);
    EXPECT_EQ(shown().prompt->refusal, "Digits on this meter: 5, and no decimals.");
    type("12950.5");
    EXPECT_EQ(shown().prompt->refusal, "Digits on this meter: 5, and no decimals.");
    type("12000");
    EXPECT_EQ(shown().prompt->refusal,
              "12000 is lower than 12345 of 23/07/2026. Is it the right meter?");
    type("-5");
    EXPECT_EQ(shown().prompt->refusal, "A meter shows digits, and a decimal sign at most.");
    EXPECT_FALSE(stored());
    in_prompt(till::prompt::Cancelled{});
    EXPECT_FALSE(shown().prompt);
    EXPECT_TRUE(shown().account);
    act(bills::CounterTapped{1});
    type("991.255");
    EXPECT_EQ(shown().prompt->refusal,
              "Digits on this meter: 3, then 2 behind the decimal sign.");
}

TEST_F(ShellMetered, what_is_much_is_asked_about_once_more) {
    choose("Otto");
    act(bills::CounterTapped{0});
    type("19345");
    ASSERT_TRUE(shown().prompt);
    EXPECT_TRUE(shown().prompt->at_once);
    EXPECT_NE(shown().message.words.find("19345 is a lot: 116.7 a day"), std::string::npos)
        << shown().message.words;
    EXPECT_NE(shown().message.words.find("against 10 a day before"), std::string::npos);
    in_prompt(Confirmed{});  // Enter alone does not say so
    ASSERT_TRUE(shown().prompt);
    EXPECT_FALSE(shown().prompt->at_once);
    EXPECT_FALSE(stored());
    type("19345");
    in_prompt(ReasonChosen{0});
    till_.answer_all();
    ASSERT_TRUE(stored());
    EXPECT_EQ(stored()->figure, "19345");
    EXPECT_TRUE(stored()->sure);
}

TEST_F(ShellMetered, a_counter_that_passed_its_last_digit_is_asked_about) {
    till_.accounts[0].counters[0].told.figure = "99700";
    choose("Otto");
    act(bills::CounterTapped{0});
    type("00300");
    ASSERT_TRUE(shown().prompt);
    EXPECT_NE(shown().message.words.find("600 would have been used"), std::string::npos)
        << shown().message.words;
    in_prompt(ReasonChosen{0});
    till_.answer_all();
    ASSERT_TRUE(stored());
    EXPECT_EQ(stored()->figure, "300");
}

TEST_F(ShellMetered, what_the_store_did_not_keep_is_not_noted) {
    choose("Otto");
    act(bills::CounterTapped{0});
    type("12950");
    till_.fail_next_store();
    EXPECT_EQ(shown().counters[0].figure, "12345");
    EXPECT_FALSE(shown().counters[0].noted);
    EXPECT_EQ(shown().message.level, till::common::Level::danger);
    act(bills::CounterTapped{0});
    EXPECT_TRUE(shown().prompt);
}

TEST_F(ShellMetered, credit_is_bought_on_the_pay_screen) {
    choose("Otto");
    act(bills::TopUpPressed{});
    ASSERT_TRUE(shown().prompt);
    EXPECT_NE(shown().prompt->about.find("£3.50"), std::string::npos);
    type("20.00");
    till_.answer_all();
    EXPECT_EQ(model().screen, Screen::pay);
    EXPECT_FALSE(shown().prompt);
    EXPECT_NE(model().pay.due.find("20.00"), std::string::npos);
    till_.act(till::pay::Action{till::pay::BackPressed{}});
    ASSERT_EQ(model().sell.rows.size(), 1U);
    EXPECT_EQ(model().sell.rows[0].name, "Credit");
    till_.act(till::sell::Action{till::sell::Pressed{till::sell::Key::pay}});
    till_.act(till::pay::Action{till::pay::KeyedChanged{"2000"}});
    till_.act(till::pay::Action{till::pay::MethodPressed{till::pay::Method::cash}});
    till_.answer_all();
    ASSERT_TRUE(state().last);
    const auto& bill = state().last->record.bill;
    ASSERT_TRUE(bill && bill->top_up);
    EXPECT_EQ(bill->top_up->amount.minor, 2'000);
    EXPECT_EQ(bill->top_up->before.minor, 350);
    EXPECT_TRUE(bill->bills.empty());
    EXPECT_EQ(bill->on_account.minor, 0);
}

TEST_F(ShellMetered, a_top_up_in_the_way_of_goods_says_so_in_the_question) {
    till_.scan("101");
    choose("Otto");
    act(bills::TopUpPressed{});
    type("20.00");
    ASSERT_TRUE(shown().prompt);
    EXPECT_FALSE(shown().prompt->refusal.empty());
    type("0.00");
    EXPECT_FALSE(shown().prompt->refusal.empty());
    EXPECT_EQ(model().screen, Screen::bills);
}

TEST_F(ShellMetered, a_scan_ends_the_question) {
    choose("Otto");
    act(bills::CounterTapped{0});
    till_.scan("101");
    EXPECT_FALSE(shown().prompt);
    EXPECT_EQ(model().screen, Screen::sell);
    EXPECT_EQ(state().cart.lines.size(), 1U);
}

}  // namespace
