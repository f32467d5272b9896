// Goal: what a customer says is not owed is set aside, to the cent, until somebody credits or
// rejects it; then all goes on as if it had never been. Method: a head office on either engine with
// two invoices that are overdue.
#include "app/core/billing/disputes.hpp"

#include <gtest/gtest.h>

#include "app/core/billing/debits.hpp"
#include "app/core/billing/reminders.hpp"
#include "app/core/billing/sender.hpp"
#include "pos/store/billing/disputes.hpp"
#include "tests/contract/billing/billing_office.hpp"

namespace {

namespace billing = app::core::billing;
namespace stored = pos::store::billing;
using stored::DisputeState;

class Disputes : public test::BillingOffice {
protected:
    void SetUp() override {
        BillingOffice::SetUp();
        customer("1");
        subscribe("1", "GREEN", "2026-11-01");
        bill("2026-11-01");  // I2026-000001: 11.78, due on the 15th of November
        bill("2026-12-01");  // I2026-000002: 11.78
        go_to("2027-01-10");
        auto opened = books();
        ASSERT_TRUE(billing::change_levels(opened, {{14, "0", "Reminder"}, {28, "5", "Second"}},
                                           clock_.at));
    }
    app::core::Outcome<pos::Money> dispute(const std::string& number,
                                           const std::string& amount = {},
                                           const std::string& reason = "wrong meter") {
        auto opened = books();
        return billing::open_dispute(opened, {number, amount, reason}, clock_.at, random_);
    }
    bool reject(const std::string& number, const std::string& answer = "it was right") {
        auto opened = books();
        return billing::reject_dispute(opened, number, answer, clock_.at).has_value();
    }
    /// What is reminded of, by number, and of how much.
    std::map<std::string, std::int64_t> reminded(bool dry_run = true) {
        auto opened = books();
        const auto done =
            billing::remind(opened, {.as_of = {}, .dry_run = dry_run}, clock_.at, random_);
        EXPECT_TRUE(done) << done.error().words;
        std::map<std::string, std::int64_t> all;
        if (!done) return all;
        for (const auto& one : *done) all[one.number] = one.open.minor;
        return all;
    }
    stored::Ageing ageing() {
        const auto rows =
            stored::ageing(*db_, *pos::parse_date("2027-01-10"), std::nullopt).value();
        EXPECT_EQ(rows.size(), 1U);
        return rows.empty() ? stored::Ageing{} : rows.front();
    }
    std::vector<stored::DisputeRow> all() { return stored::disputes(*db_, {}).value(); }
    std::int64_t open(const std::string& number) {
        return stored::document_of_number(*db_, number)->value().open_minor;
    }
    const std::string first_{"I2026-000001"};
    const std::string second_{"I2026-000002"};
};

using Sums = std::map<std::string, std::int64_t>;

TEST_P(Disputes, AreSetAsideUntilTheyAreRejected) {
    EXPECT_EQ(reminded(), (Sums{{first_, 1'178}, {second_, 1'178}}));
    ASSERT_EQ(dispute(first_)->minor, 1'178);
    EXPECT_EQ(reminded(), (Sums{{second_, 1'178}}));
    EXPECT_EQ(ageing().disputed_minor, 1'178);
    EXPECT_EQ(ageing().days_60_minor, 0);
    EXPECT_EQ(ageing().days_30_minor, 1'178);
    EXPECT_EQ(open_of("1"), 2 * 1'178);  // it is owed all the same
    ASSERT_TRUE(reject(first_));
    EXPECT_EQ(reminded(), (Sums{{first_, 1'178}, {second_, 1'178}}));
    EXPECT_EQ(ageing().disputed_minor, 0);
    EXPECT_EQ(ageing().days_60_minor, 1'178);
    ASSERT_EQ(all().size(), 1U);
    EXPECT_EQ(all()[0].dispute.state, DisputeState::rejected);
    EXPECT_EQ(all()[0].dispute.answer, "it was right");
    EXPECT_EQ(all()[0].dispute.reason, "wrong meter");
    EXPECT_TRUE(stored::disputes(*db_, {.open_only = true})->empty());
    EXPECT_FALSE(reject(first_));
    // It may be disputed again.
    EXPECT_TRUE(dispute(first_));
    expect_books_in_order();
}

TEST_P(Disputes, OfAPartLeaveTheRestToBePaid) {
    ASSERT_EQ(dispute(first_, "10.00")->minor, 1'000);
    EXPECT_EQ(reminded()[first_], 178);
    EXPECT_EQ(ageing().disputed_minor, 1'000);
    EXPECT_EQ(ageing().days_60_minor, 178);
    // Once the rest is paid nobody is reminded of it, and no more than is open is disputed.
    pay({.account = "1", .document = first_, .amount = "5.00"});
    EXPECT_EQ(open(first_), 678);
    EXPECT_FALSE(reminded().contains(first_));
    EXPECT_EQ(ageing().disputed_minor, 678);
    expect_books_in_order();
}

TEST_P(Disputes, AreSettledByACreditNote) {
    ASSERT_TRUE(dispute(first_, "10.00"));
    {
        auto opened = books();
        const auto note =
            billing::credit(opened, {first_, {{1, "5.00"}}, "agreed"}, clock_.at, random_);
        ASSERT_TRUE(note) << note.error().words;
        EXPECT_EQ(all()[0].dispute.state, DisputeState::credited);
        EXPECT_EQ(all()[0].dispute.answer, *note);
    }
    // 5.00 and 19 % of it; what was not credited counts again.
    EXPECT_EQ(open(first_), 1'178 - 595);
    EXPECT_EQ(reminded()[first_], 1'178 - 595);
    EXPECT_EQ(ageing().disputed_minor, 0);
    expect_books_in_order();
}

TEST_P(Disputes, ArePaidLast) {
    ASSERT_TRUE(dispute(first_));
    pay({.account = "1", .amount = "10.00"});
    EXPECT_EQ(open(first_), 1'178);
    EXPECT_EQ(open(second_), 178);
    // Who names it pays it.
    pay({.account = "1", .document = first_, .amount = "1.00"});
    EXPECT_EQ(open(first_), 1'078);
    pay({.account = "1", .amount = "10.00"});
    EXPECT_EQ(open(second_), 0);
    EXPECT_EQ(open(first_), 1'078 - 822);
    expect_books_in_order();
}

TEST_P(Disputes, AreNotCollected) {
    auto opened = books();
    billing::Sender sender{.name = "Stadtwerke"};
    sender.iban = "DE02120300000000202051";
    sender.creditor = "DE98ZZZ09999999999";
    ASSERT_TRUE(billing::change_sender(opened, sender, clock_.now()));
    ASSERT_TRUE(billing::put_mandate(opened,
                                     {.reference = "M1",
                                      .account = "1",
                                      .holder = {},
                                      .iban = "DE89370400440532013000",
                                      .bic = {},
                                      .signed_on = "2026-10-01"},
                                     clock_.now()));
    ASSERT_TRUE(dispute(first_));
    ASSERT_TRUE(dispute(second_, "10.00"));
    const auto done = billing::order_collections(opened, {*pos::parse_date("2027-01-12"), false},
                                                 clock_.now(), random_);
    ASSERT_TRUE(done) << done.error().words;
    EXPECT_EQ(done->collections, 1);
    EXPECT_EQ(done->sum.minor, 178);
}

TEST_P(Disputes, AreRefusedWhereTheyMakeNoSense) {
    EXPECT_FALSE(dispute("I1999-000001"));
    EXPECT_FALSE(dispute(first_, "11.79"));
    EXPECT_FALSE(dispute(first_, "0"));
    EXPECT_FALSE(dispute(first_, "a lot"));
    EXPECT_FALSE(dispute(first_, "", ""));
    EXPECT_FALSE(reject(first_));
    ASSERT_TRUE(dispute(first_, "1.00"));
    EXPECT_FALSE(dispute(first_, "1.00"));
    EXPECT_FALSE(reject(first_, ""));
    pay({.account = "1", .document = second_, .amount = "11.78"});
    EXPECT_FALSE(dispute(second_));
    EXPECT_EQ(all().size(), 1U);
}

}  // namespace

ON_EITHER_ENGINE(Disputes);
