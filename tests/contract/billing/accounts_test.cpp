// Goal: an account is opened for whoever is known as a customer and for nobody else, and its terms
// change without a word about whose it is; each refusal leaves everything as it was. Method: an
// office's books on either engine.
#include <gtest/gtest.h>

#include "app/core/billing/parties.hpp"
#include "pos/store/billing/customers.hpp"
#include "tests/contract/billing/billing_office.hpp"

namespace {

namespace billing = app::core::billing;
namespace stored = pos::store::billing;
using app::core::Why;

class BillingAccounts : public test::BillingOffice {
protected:
    void person(const std::string& number) {
        auto open = books();
        billing::CustomerInput input{.number = number, .name = "Ada " + number};
        ASSERT_TRUE(
            billing::put_person(open, input, billing::CustomerPut::added, clock_.at, random_));
    }
    app::core::Outcome<std::string> opened(const billing::CustomerInput& input) {
        auto open = books();
        return billing::open_account(open, input, clock_.at, random_);
    }
    app::core::Outcome<bool> changed(const billing::CustomerInput& input) {
        auto open = books();
        return billing::change_account(open, input, clock_.at);
    }
    stored::Customer known(const std::string& number) {
        const auto found = stored::account_of_number(*db_, number);
        EXPECT_TRUE(found && *found) << number;
        return found && *found ? **found : stored::Customer{};
    }
    std::int64_t count(const std::string& table) {
        return db_->value<std::int64_t>("SELECT count(*) FROM " + table)->value();
    }
    template <class T>
    static std::string about(const app::core::Outcome<T>& done) {
        EXPECT_FALSE(done);
        return done ? std::string{} : done.error().about;
    }
};

TEST_P(BillingAccounts, AreOpenedForWhoeverIsKnown) {
    person("K1");
    EXPECT_EQ(opened({.number = "K1", .terms_days = "30", .delivery = "email"}), "K1");
    const auto first = known("K1");
    EXPECT_EQ(first.party.name, "Ada K1");
    EXPECT_EQ(first.stored.account.terms_days, 30);
    EXPECT_EQ(first.stored.account.delivery, pos::customer::Delivery::email);
    EXPECT_EQ(first.stored.account.zone, "Europe/Berlin");
    EXPECT_EQ(code_of(first.stored.account.currency), "EUR");
    // A second one of the same customer, paid for by the first.
    EXPECT_EQ(opened({.number = to_string(first.party.id), .account = "K1-2", .payer = "K1"}),
              "K1-2");
    EXPECT_EQ(known("K1-2").party.id, first.party.id);
    EXPECT_EQ(known("K1-2").stored.account.payer, first.stored.account.id);
    EXPECT_EQ(count("party"), 1);
    subscribe("K1-2", "GREEN", "2026-11-01");
    EXPECT_EQ(bill("2026-11-01").invoices, 1);
    EXPECT_EQ(open_of("K1"), 1178);  // 9.90 and 19 % of it
    expect_books_in_order();
}

TEST_P(BillingAccounts, AreNotOpenedForNobodyNorTwice) {
    person("K1");
    ASSERT_TRUE(opened({.number = "K1"}));
    const auto nobody = opened({.number = "K9"});
    ASSERT_FALSE(nobody);
    EXPECT_EQ(nobody.error().why, Why::no_customer);
    const auto again = opened({.number = "K1"});
    ASSERT_FALSE(again);
    EXPECT_EQ(again.error().why, Why::taken);
    EXPECT_EQ(about(again), "K1");
    EXPECT_EQ(about(opened({.number = "K1", .account = "A", .currency = "XQX"})), "no_currency");
    EXPECT_EQ(about(opened({.number = "K1", .account = "A", .zone = "Mars/Base"})),
              "account_zone_unknown");
    EXPECT_EQ(about(opened({.number = "K1", .account = "A", .bill_day = "32"})),
              "account_bill_day");
    EXPECT_EQ(about(opened({.number = "K1", .account = "A", .terms_days = "366"})),
              "account_terms");
    EXPECT_EQ(about(opened({.number = "K1", .account = "A", .grace_days = "61"})), "account_grace");
    EXPECT_EQ(about(opened({.number = "K1", .account = "A", .terms_days = "soon"})), "soon");
    EXPECT_EQ(count("billing_account"), 1);
    // Whom a merge has made somebody else.
    person("K2");
    auto open = books();
    ASSERT_TRUE(billing::merge_customers(open, "K2", "K1", clock_.at, random_));
    const auto other = opened({.number = "K2", .account = "K2"});
    ASSERT_TRUE(other) << other.error().words;
    EXPECT_EQ(known(*other).party.number, "K1");
}

TEST_P(BillingAccounts, ChangeTheirTermsAndNothingElse) {
    customer("1", {.name = "Otto", .email = "otto@example.org"});
    customer("2", {.name = "Payer"});
    const auto before = known("1");
    EXPECT_EQ(changed({.account = "1"}), false);
    EXPECT_EQ(changed({.account = "1",
                       .payer = "2",
                       .bill_day = "15",
                       .terms_days = "7",
                       .tax = "reverse_charge",
                       .delivery = "email"}),
              true);
    auto after = known("1");
    EXPECT_EQ(after.party, before.party);
    EXPECT_EQ(after.stored.account.bill_day, 15U);
    EXPECT_EQ(after.stored.account.terms_days, 7);
    EXPECT_EQ(after.stored.account.tax, pos::customer::TaxProfile::reverse_charge);
    EXPECT_EQ(after.stored.account.payer, known("2").stored.account.id);
    EXPECT_EQ(changed({.account = "1", .payer = "-", .bill_day = "0"}), true);
    after = known("1");
    EXPECT_FALSE(after.stored.account.payer);
    EXPECT_EQ(after.stored.account.bill_day, 0U);
    // The next bill is as the terms are by then.
    subscribe("1", "GREEN", "2026-11-01");
    ASSERT_EQ(bill("2026-11-01").invoices, 1);
    EXPECT_EQ(open_of("1"), 990);
    expect_books_in_order();
}

TEST_P(BillingAccounts, KeepWhatTheirBillsWereMadeOf) {
    customer("1");
    customer("2", {.payer = "1"});
    customer("3", {.currency = "USD"});
    subscribe("1", "GREEN", "2026-11-01");
    ASSERT_EQ(bill("2026-11-01").invoices, 1);
    const auto before = known("1").stored.account;
    EXPECT_EQ(about(changed({.account = "1", .zone = "Europe/London"})), "account_zone_stays");
    EXPECT_EQ(about(changed({.account = "1", .currency = "USD"})), "account_currency_stays");
    EXPECT_EQ(about(changed({.account = "3", .payer = "1"})), "payer_currency");
    EXPECT_EQ(about(changed({.account = "1", .payer = "2"})), "payer_is_paid_for");
    customer("4");
    EXPECT_EQ(about(changed({.account = "1", .payer = "4"})), "payer_pays_for_others");
    EXPECT_EQ(about(changed({.account = "4", .payer = "4"})), "account_pays_itself");
    const auto nobody = changed({.account = "9", .terms_days = "3"});
    ASSERT_FALSE(nobody);
    EXPECT_EQ(nobody.error().why, Why::no_account);
    EXPECT_EQ(known("1").stored.account, before);
    expect_books_in_order();
}

}  // namespace

ON_EITHER_ENGINE(BillingAccounts);
