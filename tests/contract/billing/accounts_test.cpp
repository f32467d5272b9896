// Goal: an account is opened for whoever is known as a customer and for nobody else, its terms
// change without a word about whose it is, and it is closed once all of it is over; each refusal
// leaves everything as it was. Method: an office's books on either engine.
#include <gtest/gtest.h>

#include "app/core/billing/close_account.hpp"
#include "app/core/billing/invoice_file.hpp"
#include "app/core/billing/parties.hpp"
#include "app/core/billing/units.hpp"
#include "app/core/billing/wallet.hpp"
#include "app/core/billing/write_invoice.hpp"
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
    app::core::Outcome<bool> closed(const std::string& number) {
        auto open = books();
        return billing::close_account(open, number, clock_.at);
    }
    app::core::Outcome<pos::journal::DocumentIssued> written(const std::string& account,
                                                             const std::string& reference = "") {
        const auto asked = billing::read_new_invoice(
            R"({"account": ")" + account + R"(", "reference": ")" + reference +
            R"(", "lines": [{"text": "Advice", "price": "10.00", "tax_class": "standard"}]})");
        EXPECT_TRUE(asked);
        auto open = books();
        return billing::write_invoice(open, *asked, false, clock_.at, random_);
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

TEST_P(BillingAccounts, AreClosedOnceAllOfThemIsOver) {
    customer("1");
    const std::string subscription = subscribe("1", "GREEN", "2026-11-01");
    ASSERT_EQ(bill("2026-11-01").invoices, 1);
    EXPECT_EQ(about(closed("1")), "account_subscribed");
    change({.number = subscription, .act = pos::billing::plan::Act::cancelled, .at = "2026-12-01"});
    EXPECT_EQ(about(closed("1")), "account_subscribed");  // it runs until then
    go_to("2026-12-02");
    EXPECT_EQ(about(closed("1")), "account_to_bill");
    bill("2026-12-02");
    EXPECT_FALSE(known("1").stored.next_bill);
    EXPECT_EQ(about(closed("1")), "account_open");
    pay({.account = "1", .amount = "11.78"});
    ASSERT_EQ(open_of("1"), 0);
    EXPECT_FALSE(known("1").stored.closed_on);
    const auto done = closed("1");
    ASSERT_TRUE(done) << done.error().words;
    EXPECT_TRUE(*done);
    EXPECT_EQ(known("1").stored.closed_on, pos::parse_date("2026-12-02"));
    EXPECT_EQ(closed("1"), false);
    // From a day on that comes before its end it would run for ever.
    for (const auto act : {pos::billing::plan::Act::paused, pos::billing::plan::Act::changed}) {
        auto open = books();
        EXPECT_EQ(
            about(billing::change_subscription(
                open, {.number = subscription, .act = act, .at = "2026-11-20", .plan = "GREEN"},
                clock_.at)),
            "account_closed");
    }
    change({.number = subscription, .at = "2026-11-20"});
    const auto nobody = closed("9");
    ASSERT_FALSE(nobody);
    EXPECT_EQ(nobody.error().why, Why::no_account);
    expect_books_in_order();
}

TEST_P(BillingAccounts, OnceClosedAreListedWhereThatIsAskedFor) {
    for (const char* number : {"1", "2", "3"}) customer(number);
    ASSERT_TRUE(closed("2"));
    const auto listed = [&](const stored::AccountQuestion& asked) {
        std::string numbers;
        const auto rows = stored::list_accounts(*db_, asked);
        EXPECT_TRUE(rows);
        for (const auto& row : rows.value()) {
            numbers += row.number + (row.closed_on ? "x " : " ");
        }
        EXPECT_EQ(static_cast<std::size_t>(stored::count_accounts(*db_, asked).value()),
                  rows->size());
        return numbers;
    };
    EXPECT_EQ(listed({}), "1 3 ");
    EXPECT_EQ(listed({.closed_too = true}), "1 2x 3 ");
    EXPECT_EQ(listed({.words = "2"}), "");
    EXPECT_EQ(listed({.words = "2", .closed_too = true}), "2x ");
}

TEST_P(BillingAccounts, OnceClosedAreSoldNothingAndStillTakeMoney) {
    customer("1");
    customer("2");
    ASSERT_TRUE(closed("1"));
    {
        auto open = books();
        EXPECT_EQ(
            about(billing::subscribe(open, {.account = "1", .plan = "GREEN"}, clock_.at, random_)),
            "account_closed");
        EXPECT_EQ(
            about(billing::grant_credit(open, {.account = "1", .amount = "5"}, clock_.at, random_)),
            "account_closed");
        EXPECT_EQ(about(billing::change_top_up(open, {.account = "1", .below = "5", .amount = "10"},
                                               clock_.at)),
                  "account_closed");
    }
    EXPECT_EQ(about(written("1")), "account_closed");
    EXPECT_EQ(about(changed({.account = "2", .payer = "1"})), "account_closed");
    pay({.account = "1", .amount = "3.00"});
    EXPECT_EQ(open_of("1"), -300);
    {
        auto open = books();
        EXPECT_EQ(billing::reopen_account(open, "1", clock_.at), true);
        EXPECT_EQ(billing::reopen_account(open, "1", clock_.at), false);
    }
    EXPECT_FALSE(known("1").stored.closed_on);
    EXPECT_TRUE(written("1"));
    expect_books_in_order();
}

// Whoever asks again since no answer came is told what was done, not that it is too late.
TEST_P(BillingAccounts, OnceClosedTellOfWhatWasSoldBefore) {
    customer("1");
    const billing::NewLot euros{
        .account = "1", .amount = "5", .promotional = true, .external_id = "GIFT-1"};
    const billing::NewLot hours{
        .account = "1", .amount = "2", .unit = "h", .external_id = "HOURS-1"};
    const auto first = written("1", "ORDER-7");
    ASSERT_TRUE(first) << first.error().words;
    pay({.account = "1", .amount = "11.90"});
    {
        auto open = books();
        ASSERT_TRUE(billing::grant_credit(open, euros, clock_.at, random_));
        ASSERT_TRUE(billing::grant_units(open, hours, clock_.at, random_));
        ASSERT_TRUE(billing::void_credit(open, "GIFT-1", "", clock_.at));
        ASSERT_TRUE(billing::void_units(open, "HOURS-1", "", clock_.at));
    }
    ASSERT_EQ(closed("1"), true);
    const auto repeated = written("1", "ORDER-7");
    ASSERT_TRUE(repeated) << repeated.error().words;
    EXPECT_EQ(repeated->number, first->number);
    EXPECT_EQ(about(written("1", "ORDER-8")), "account_closed");
    auto open = books();
    const auto credit = billing::grant_credit(open, euros, clock_.at, random_);
    EXPECT_TRUE(credit && credit->again);
    const auto units = billing::grant_units(open, hours, clock_.at, random_);
    EXPECT_TRUE(units && units->again);
    EXPECT_EQ(about(billing::grant_units(
                  open, {.account = "1", .amount = "2", .unit = "h", .external_id = "HOURS-2"},
                  clock_.at, random_)),
              "account_closed");
    EXPECT_EQ(count("wallet_lot"), 1);
    EXPECT_EQ(count("unit_lot"), 1);
    expect_books_in_order();
}

TEST_P(BillingAccounts, AreNotClosedWithCreditOrOthersInTheirCare) {
    customer("1");
    customer("2", {.payer = "1"});
    EXPECT_EQ(about(closed("1")), "payer_pays_for_others");
    EXPECT_EQ(about(closed("2")), "account_paid_for");
    customer("3");
    {
        auto open = books();
        ASSERT_TRUE(billing::grant_credit(
            open, {.account = "3", .amount = "5", .promotional = true}, clock_.at, random_));
    }
    EXPECT_EQ(about(closed("3")), "account_credit");
    customer("4");
    {
        auto open = books();
        ASSERT_TRUE(billing::change_top_up(open, {.account = "4", .below = "5", .amount = "10"},
                                           clock_.at));
    }
    EXPECT_EQ(about(closed("4")), "account_grants");
    expect_books_in_order();
}

}  // namespace

ON_EITHER_ENGINE(BillingAccounts);
