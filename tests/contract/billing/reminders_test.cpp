// Goal: who does not pay is reminded at each level once, pays its fee once, and is left alone once
// all is paid. Method: an office on either engine lets months pass.
#include "app/core/billing/reminders.hpp"

#include <gtest/gtest.h>

#include "app/core/billing/deliver.hpp"
#include "tests/contract/billing/billing_office.hpp"

namespace {

namespace billing = app::core::billing;

class Reminders : public test::BillingOffice {
protected:
    void SetUp() override {
        BillingOffice::SetUp();
        customer("1");
        subscribe("1", "GREEN", "2026-11-01");
        bill("2026-11-01");  // 11.78, due on 2026-11-15
        auto open = books();
        ASSERT_TRUE(billing::change_levels(
            open, {{7, "0", "Reminder"}, {21, "5.00", "Second reminder"}, {35, "7.50", "Last"}},
            clock_.at));
    }
    /// Of the second account, in whose currency a level's fee is none, and then of a third.
    void bill_in_yen_and_another() {
        publish(R"({"code": "YEN", "name": "A plan", "currency": "JPY", "phases": [{"charges": [
          {"code": "fee", "name": "Fee", "model": "recurring", "amount": "900",
           "every": "month"}]}]})");
        customer("2", {.currency = "JPY"});
        customer("3");
        subscribe("2", "YEN", "2026-11-01");
        bill("2026-11-01");
        subscribe("3", "GREEN", "2026-11-01");
        bill("2026-11-01");
        auto open = books();
        ASSERT_TRUE(billing::change_levels(open, {{7, "0.50", "Reminder"}}, clock_.at));
    }
    std::vector<billing::Reminded> remind(const std::string& day, bool dry_run = false) {
        go_to(day);
        auto open = books();
        const auto done =
            billing::remind(open, {*pos::parse_date(day), dry_run}, clock_.at, random_);
        EXPECT_TRUE(done) << done.error().words;
        return done.value_or(std::vector<billing::Reminded>{});
    }
};

TEST_P(Reminders, ComeLevelByLevelAndOnce) {
    EXPECT_TRUE(remind("2026-11-21").empty());
    EXPECT_EQ(remind("2026-11-22", true).size(), 1U);
    const auto first = remind("2026-11-22");
    ASSERT_EQ(first.size(), 1U);
    EXPECT_EQ(first[0].number, "I2026-000001");
    EXPECT_EQ(first[0].level, 1);
    EXPECT_TRUE(first[0].fee_number.empty());
    EXPECT_TRUE(remind("2026-11-22").empty());
    EXPECT_TRUE(remind("2026-12-05").empty());
    const auto second = remind("2026-12-06");
    ASSERT_EQ(second.size(), 1U);
    EXPECT_EQ(second[0].fee.minor, 500);
    const auto fee = document(second[0].fee_number);
    EXPECT_EQ(fee.payable.minor, 500);
    EXPECT_EQ(fee.lines.at(0).name, "Second reminder: I2026-000001");
    EXPECT_EQ(open_of("1"), 1'178 + 500);
    EXPECT_EQ(fee.note,
              "Second reminder: I2026-000001 war am 15.11.2026 fällig, davon sind "
              "11,78\u00A0€ offen.");
    // Long after: the last level of the invoice, and none of its fee.
    const auto third = remind("2027-03-01");
    ASSERT_EQ(third.size(), 1U);
    EXPECT_EQ(third[0].level, 3);
    EXPECT_TRUE(remind("2027-06-01").empty());
    EXPECT_EQ(open_of("1"), 1'178 + 500 + 750);
    expect_books_in_order();
}

TEST_P(Reminders, SayWhatTheirFeeIsForInTheWordsOfItsReader) {
    customer("2", {.language = "en"});
    subscribe("2", "GREEN", "2026-11-01");
    bill("2026-11-01");
    remind("2026-11-22");
    const auto second = remind("2026-12-06");
    ASSERT_EQ(second.size(), 2U);
    EXPECT_EQ(document(second[1].fee_number).note,
              "Second reminder: I2026-000002 was due on 15/11/2026, and €11.78 of it is open.");
}

TEST_P(Reminders, KeepTheDaysBetweenLevels) {
    EXPECT_EQ(remind("2027-01-10").size(), 1U);  // late, and not two at once
    EXPECT_TRUE(remind("2027-01-11").empty());
    EXPECT_EQ(remind("2027-01-24").size(), 1U);
}

TEST_P(Reminders, LeaveWhoPaysAlone) {
    pay({.account = "1", .amount = "11.78"});
    EXPECT_TRUE(remind("2026-12-31").empty());
}

TEST_P(Reminders, LetTheInvoiceBeDeliveredAgain) {
    auto open = books();
    ASSERT_TRUE(billing::plan_deliveries(open, pos::parse_date("2026-11-01"), clock_.at));
    ASSERT_TRUE(db_->exec("UPDATE delivery SET state = 3"));
    remind("2026-11-22");
    const auto waits = db_->value<std::int64_t>("SELECT count(*) FROM delivery WHERE state = 1");
    EXPECT_EQ(waits->value(), 1);
}

TEST_P(Reminders, OfOneThatIsRefusedStopNoOther) {
    bill_in_yen_and_another();
    const auto reminded = remind("2026-11-22");
    ASSERT_EQ(reminded.size(), 2U);
    EXPECT_EQ(reminded[0].number, "I2026-000001");
    EXPECT_EQ(reminded[1].number, "I2026-000003");
    expect_books_in_order();
}

TEST_P(Reminders, LeaveWhoPaysMeanwhileAlone) {
    bill_in_yen_and_another();
    go_to("2026-11-22");
    auto open = books();
    std::vector<std::string> refused;
    const billing::ReminderRun run{
        .as_of = pos::parse_date("2026-11-22"),
        .dry_run = false,
        .on_refusal = [&](const std::string& number, const std::string& reason) {
            refused.push_back(number);
            EXPECT_NE(reason.find("0.50 is none in JPY"), std::string::npos) << reason;
            pay({.account = "3", .amount = "11.78"});  // the next one
        }};
    const auto reminded = billing::remind(open, run, clock_.at, random_);
    ASSERT_TRUE(reminded) << reminded.error().words;
    ASSERT_EQ(reminded->size(), 1U);
    EXPECT_EQ((*reminded)[0].number, "I2026-000001");
    EXPECT_EQ(refused, (std::vector<std::string>{"I2026-000002"}));
    EXPECT_EQ(open_of("3"), 0);
    expect_books_in_order();
}

TEST_P(Reminders, NeedLevelsThatMakeSense) {
    auto open = books();
    EXPECT_FALSE(billing::change_levels(open, {{7, "0", "A"}, {7, "0", "B"}}, clock_.at));
    EXPECT_FALSE(billing::change_levels(open, {{7, "-1", "A"}}, clock_.at));
    EXPECT_FALSE(billing::change_levels(open, {{7, "0", ""}}, clock_.at));
    const auto nobody = billing::change_levels(
        open, {{7, "0", "A", pos::store::billing::ServiceWish::off}}, clock_.at);
    ASSERT_FALSE(nobody);
    EXPECT_EQ(nobody.error().about, "no_hook");
    EXPECT_FALSE(billing::change_levels(
        open, std::vector<billing::ReminderLevel>(11, {7, "0", "A"}), clock_.at));
    ASSERT_TRUE(billing::change_levels(open, {}, clock_.at));
    EXPECT_FALSE(billing::remind(open, {}, clock_.at, random_));
}

}  // namespace

ON_EITHER_ENGINE(Reminders);
