// Goal: the till finds an account, shows what is open as of when, and its bills are paid on the pay
// screen like goods; only where head office tells of accounts. Method: actions in, the driver
// answers.
#include "tests/support/shell_driver.hpp"

namespace {

namespace bills = till::bills;
namespace feed = pos::store::feed;
using till::sell::Key;
using till::shell::Screen;

class ShellBills : public testing::Test {
protected:
    ShellBills() {
        till_.open_till();
        feed::KnownAccount otto;
        otto.account.bytes[15] = 53;
        otto.number = "A-1042";
        otto.customer = "K1";
        otto.name = "Otto Müller";
        otto.phone = "0171 5551234";
        otto.ahead = otto.taken_here = pos::zero(till_.currency());
        otto.bills = {bill(1, 4'990, pos::make_date(2026, 11, 15)),
                      bill(2, 2'500, pos::make_date(2026, 12, 15)),
                      bill(3, 0, pos::make_date(2026, 10, 15))};
        otto.bills[2].payable.minor = 1'000;
        feed::KnownAccount ada = otto;
        ada.account.bytes[15] = 54;
        ada.number = "A-1043";
        ada.name = "Ada Lovelace";
        ada.bills.clear();
        till_.accounts = {otto, ada};
        till_.accounts_heard_at = pos::Instant{
            (std::int64_t{pos::make_date(2026, 11, 22).days} * 86'400 + 14 * 3'600 + 5 * 60) *
            1'000};
    }
    feed::ToldBill bill(std::uint8_t last, std::int64_t open, pos::Date due) const {
        feed::ToldBill bill;
        bill.document.bytes[15] = last;
        bill.number = "I2026-00000" + std::to_string(last);
        bill.due_on = due;
        bill.payable = bill.open = {open, till_.currency()};
        return bill;
    }
    void join() {
        till_.act(till::shell::OfficeChanged{.joined = true, .online = true});
        till_.act(till::shell::ClockTicked{});
        till_.answer_all();
    }
    void open() {
        join();
        till_.press(Key::bill);
        till_.answer_all();
    }
    void choose(const std::string& words) {
        open();
        act(bills::InputTyped{words});
        till_.answer_all();
        act(bills::Taken{});
    }
    void act(const bills::Action& action) { till_.act(till::shell::Action{action}); }
    const till::shell::Model& model() const { return till_.model; }
    const pos::sale::State& state() const { return model().cash_register.state(); }

    test::ShellDriver till_;
};

TEST_F(ShellBills, are_only_there_where_head_office_tells_of_accounts) {
    till_.act(till::shell::ClockTicked{});
    till_.answer_all();
    EXPECT_FALSE(model().sell.has_bills);  // a shop of its own
    const auto accounts = std::exchange(till_.accounts, {});
    join();
    EXPECT_FALSE(model().sell.has_bills);
    till_.accounts = accounts;
    join();
    EXPECT_TRUE(model().sell.has_bills);
    till_.press(Key::help);
    EXPECT_TRUE(model().help.has_bills);
}

TEST_F(ShellBills, are_printed_paid_or_open) {
    choose("Otto");
    EXPECT_TRUE(model().bills.can_print);
    const auto printed = [&] {
        std::vector<pos::document::BillSlip> slips;
        for (const auto& effect : till_.waiting) {
            const auto* print = std::get_if<till::shell::PrintBillSlip>(&effect);
            if (print != nullptr) slips.push_back(print->bill);
        }
        till_.waiting.clear();
        return slips;
    };
    till_.waiting.clear();
    act(bills::PrintPressed{});
    auto slips = printed();
    ASSERT_EQ(slips.size(), 1U);
    EXPECT_EQ(slips[0].number, "I2026-000001");
    EXPECT_EQ(slips[0].account_number, "A-1042");
    EXPECT_EQ(slips[0].customer, "Otto Müller");
    EXPECT_EQ(slips[0].open.minor, 4'990);
    act(bills::BillTapped{2});  // a paid one
    till_.waiting.clear();
    act(bills::PrintPressed{});
    slips = printed();
    ASSERT_EQ(slips.size(), 1U);
    EXPECT_EQ(slips[0].number, "I2026-000003");
    EXPECT_EQ(slips[0].open.minor, 0);
    EXPECT_EQ(model().screen, Screen::bills);
    // Nothing of the register's: no sale is begun by it.
    EXPECT_FALSE(state().cart.bill);
}

TEST_F(ShellBills, say_to_whom_they_are_transferred_as_far_as_head_office_has_told) {
    const auto printed = [&] {
        till_.waiting.clear();
        act(bills::PrintPressed{});
        for (const auto& effect : till_.waiting) {
            const auto* print = std::get_if<till::shell::PrintBillSlip>(&effect);
            if (print != nullptr) return print->bill.transfer;
        }
        ADD_FAILURE() << "nothing was printed";
        return std::optional<pos::document::BillTransfer>{};
    };
    auto& otto = till_.accounts[0];
    ASSERT_EQ(otto.name, "Otto Müller");
    otto.transfers = {{otto.bills[0].document, "I2026-000001"},
                      {otto.bills[2].document, "I2026-000003"}};
    choose("Otto");
    EXPECT_FALSE(printed()) << "nobody knows to whom";
    otto.payee = feed::PayeeContent{"Stadtwerke", "DE02120300000000202051", ""};
    act(bills::BackPressed{});
    till_.answer_all();
    act(bills::Taken{});
    EXPECT_EQ(printed(), (pos::document::BillTransfer{.payee = "Stadtwerke",
                                                      .account = "DE02 1203 0000 0000 2020 51",
                                                      .bic = "",
                                                      .reference = "I2026-000001",
                                                      .code = ""}))
        << "a code is for euro alone";
    act(bills::BillTapped{1});
    EXPECT_FALSE(printed()) << "it is collected";
    act(bills::BillTapped{2});
    EXPECT_FALSE(printed()) << "it is paid";
}

TEST_F(ShellBills, without_bills_have_nothing_to_print) {
    choose("Ada");
    EXPECT_FALSE(model().bills.can_print);
    till_.waiting.clear();
    act(bills::PrintPressed{});
    EXPECT_TRUE(till_.waiting.empty());
}

TEST_F(ShellBills, are_found_and_say_how_fresh_they_are) {
    open();
    EXPECT_EQ(model().screen, Screen::bills);
    EXPECT_EQ(model().bills.rows.size(), 2U);
    EXPECT_EQ(model().bills.as_of, "As head office knew it at 14:05 today");
    EXPECT_FALSE(model().bills.old);
    till_.accounts_heard_at->unix_ms -= 86'400'000;
    act(bills::InputTyped{"5551234"});
    act(bills::InputTyped{"Otto"});
    EXPECT_TRUE(model().bills.looking);
    till_.answer_all();
    ASSERT_EQ(model().bills.rows.size(), 1U);
    EXPECT_EQ(model().bills.rows[0].title, "Otto Müller");
    EXPECT_NE(model().bills.rows[0].open.find("74.90"), std::string::npos);
    EXPECT_TRUE(model().bills.old);
    EXPECT_NE(model().bills.as_of.find("21/11/2026"), std::string::npos) << model().bills.as_of;
    act(bills::BackPressed{});
    EXPECT_EQ(model().screen, Screen::sell);
}

TEST_F(ShellBills, that_are_open_are_chosen_and_those_overdue_say_so) {
    choose("Otto");
    const auto& shown = model().bills;
    ASSERT_TRUE(shown.account);
    ASSERT_EQ(shown.bills.size(), 3U);
    EXPECT_TRUE(shown.bills[0].overdue);
    EXPECT_NE(shown.bills[0].note.find("7 days overdue"), std::string::npos) << shown.bills[0].note;
    EXPECT_FALSE(shown.bills[1].overdue);
    EXPECT_TRUE(shown.bills[0].chosen && shown.bills[1].chosen);
    EXPECT_TRUE(shown.bills[2].paid);
    EXPECT_FALSE(shown.bills[2].chosen);
    EXPECT_EQ(shown.expected, "74.90");
    act(bills::BillTapped{1});
    act(bills::BillTapped{2});  // it is paid
    EXPECT_EQ(shown.expected, "49.90");
    act(bills::AllPressed{});
    EXPECT_EQ(shown.expected, "74.90");
    act(bills::AllPressed{});
    EXPECT_FALSE(shown.can_pay);
    act(bills::PayPressed{});
    EXPECT_EQ(model().screen, Screen::bills);
    EXPECT_EQ(shown.message.words, "Choose a bill, or type an amount.");
}

TEST_F(ShellBills, are_paid_on_the_pay_screen) {
    choose("A-1042");
    act(bills::BillTapped{1});
    act(bills::PayPressed{});
    till_.answer_all();
    EXPECT_EQ(model().screen, Screen::pay);
    EXPECT_NE(model().pay.due.find("49.90"), std::string::npos);
    till_.act(till::pay::Action{till::pay::KeyedChanged{"5000"}});
    till_.act(till::pay::Action{till::pay::MethodPressed{till::pay::Method::cash}});
    till_.answer_all();
    EXPECT_EQ(model().screen, Screen::done);
    EXPECT_NE(model().done.figure.find("0.10"), std::string::npos);
    EXPECT_FALSE(model().done.can_correct);
    ASSERT_TRUE(state().last);
    const auto& record = state().last->record;
    ASSERT_TRUE(record.bill);
    ASSERT_EQ(record.bill->bills.size(), 1U);
    EXPECT_EQ(record.bill->bills[0].number, "I2026-000001");
    EXPECT_EQ(record.bill->account_number, "A-1042");
    EXPECT_EQ(record.customer, "K1");
    EXPECT_EQ(record.bill->known_at, till_.accounts_heard_at);
    // Its receipt is no receipt of goods.
    till_.scan(record.number);
    EXPECT_NE(model().screen, Screen::returns);
}

TEST_F(ShellBills, take_any_amount_the_first_due_first) {
    choose("Otto");
    act(bills::AmountTyped{"60.00"});
    act(bills::PayPressed{});
    till_.answer_all();
    ASSERT_TRUE(state().cart.bill);
    ASSERT_EQ(state().cart.bill->bills.size(), 2U);
    EXPECT_EQ(state().cart.bill->bills[0].paid.minor, 4'990);
    EXPECT_EQ(state().cart.bill->bills[1].paid.minor, 1'010);
    EXPECT_EQ(state().cart.bill->on_account.minor, 0);
    till_.act(till::pay::Action{till::pay::BackPressed{}});
    EXPECT_EQ(model().screen, Screen::sell);
    EXPECT_EQ(model().sell.rows.size(), 2U);
    EXPECT_TRUE(model().sell.can_pay);
    // Other ones instead, and more than is open.
    choose("Otto");
    act(bills::AmountTyped{"80.00"});
    act(bills::PayPressed{});
    till_.answer_all();
    EXPECT_EQ(state().cart.bill->on_account.minor, 510);
    EXPECT_EQ(state().priced.total.minor, 8'000);
}

TEST_F(ShellBills, refuse_what_is_no_amount) {
    choose("Otto");
    act(bills::AmountTyped{"ten"});
    act(bills::PayPressed{});
    EXPECT_EQ(model().bills.message.words, "That is no amount.");
    EXPECT_EQ(model().screen, Screen::bills);
    EXPECT_FALSE(state().cart.started());
}

TEST_F(ShellBills, do_not_mix_with_goods) {
    till_.scan("101");
    choose("Otto");
    act(bills::PayPressed{});
    EXPECT_EQ(model().screen, Screen::bills);
    EXPECT_FALSE(model().bills.message.words.empty());
    EXPECT_FALSE(state().cart.bill);
}

TEST_F(ShellBills, are_found_by_a_scan_and_goods_still_go_into_the_cart) {
    open();
    till_.scan("I2026-000002");
    EXPECT_TRUE(model().bills.account);
    EXPECT_EQ(model().bills.title, "Otto Müller");
    till_.scan("101");
    EXPECT_EQ(model().screen, Screen::sell);
    EXPECT_EQ(state().cart.lines.size(), 1U);
}

TEST_F(ShellBills, are_found_by_the_number_in_a_code_on_either_screen) {
    using pos::catalog::CodeKind;
    till_.codes["B-2"] = {.found = till::shell::OtherFound{CodeKind::bill, "I2026-000002"},
                          .code = "B-2"};
    till_.codes["B-101"] = {.found = till::shell::OtherFound{CodeKind::bill, "101"},
                            .code = "B-101"};
    for (const Screen from : {Screen::sell, Screen::bills}) {
        from == Screen::bills ? open() : join();
        ASSERT_EQ(model().screen, from);
        till_.scan("B-2");
        EXPECT_TRUE(model().bills.account);
        EXPECT_EQ(model().bills.title, "Otto Müller");
        act(bills::BackPressed{});
        act(bills::BackPressed{});
        ASSERT_EQ(model().screen, Screen::sell);
        // Nobody's bill is no goods, though goods have that number.
        if (from == Screen::bills) open();
        till_.scan("B-101");
        EXPECT_EQ(model().screen, Screen::bills);
        EXPECT_FALSE(model().bills.account);
        EXPECT_EQ(model().bills.message.words, "No such account here. Head office may know it.");
        EXPECT_TRUE(state().cart.lines.empty());
        act(bills::BackPressed{});
        ASSERT_EQ(model().screen, Screen::sell);
    }
}

}  // namespace
