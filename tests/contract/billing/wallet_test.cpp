// Goal: credit that was paid ahead, or given, pays what it may, in its order, until it expires; the
// books tell all of it and balance. Method: an office on either engine bills accounts with lots.
#include "app/core/billing/wallet.hpp"

#include <gtest/gtest.h>

#include "app/core/billing/e_invoice.hpp"
#include "pos/money/decimal.hpp"
#include "pos/store/billing/customers.hpp"
#include "tests/contract/billing/billing_office.hpp"
#include "tests/support/overheard.hpp"

namespace {

namespace billing = app::core::billing;
namespace stored = pos::store::billing;

class Wallets : public test::BillingOffice {
protected:
    void SetUp() override {
        BillingOffice::SetUp();
        customer("1");
        subscribe("1", "GREEN", "2026-11-01", "M");
        go_to("2026-10-31");
    }
    billing::Granted grant(billing::NewLot lot) {
        if (lot.account.empty()) lot.account = "1";
        auto open = books();
        auto done = billing::grant_credit(open, lot, clock_.at, random_);
        EXPECT_TRUE(done) << done.error().words;
        clock_.at.unix_ms += 1'000;  // the next one is younger
        return done.value_or(billing::Granted{});
    }
    std::string refusal(billing::NewLot lot) {
        if (lot.account.empty()) lot.account = "1";
        auto open = books();
        auto done = billing::grant_credit(open, lot, clock_.at, random_);
        EXPECT_FALSE(done);
        return done ? "" : done.error().words;
    }
    billing::Wallet wallet() { return wallet_at(clock_.at); }
    billing::Wallet wallet_at(pos::Instant at) {
        const auto account = stored::account_of_number(*db_, "1");
        EXPECT_TRUE(account && *account);
        const auto& found = (*account)->stored.account;
        auto known = billing::wallet_at(*db_, found.id, found.currency, at);
        EXPECT_TRUE(known);
        return known.value_or(billing::Wallet{});
    }
    std::int64_t balance() { return wallet().balance.minor; }
    std::int64_t left_of(const billing::Granted& granted) {
        const auto lot = stored::lot_of(*db_, granted.lot);
        return lot && *lot ? (*lot)->left_minor : -1;
    }
};

TEST_P(Wallets, LookForWhatHasExpiredAmongTheirOwnAlone) {
    if (!is_sqlite()) GTEST_SKIP() << "SQLite says how it will go about it whatever the sizes";
    std::vector<test::Question> asked;
    test::Overheard db{*db_, [&](const test::Question& one) { asked.push_back(one); }};
    const auto account = stored::account_of_number(*db_, "1");
    ASSERT_TRUE(account && *account);
    ASSERT_TRUE(stored::lots_to_end(db, (*account)->stored.account.id, clock_.at, 10));
    ASSERT_EQ(asked.size(), 1U);
    EXPECT_EQ(test::scans_of(*db_, asked[0]), "");
}

TEST_P(Wallets, PayABillAsFarAsTheyGo) {
    const auto lot = grant({.amount = "10.00", .method = "cash"});
    EXPECT_EQ(open_of("1"), 0);  // it was paid at once
    EXPECT_EQ(balance(), 1'000);
    bill("2026-11-01");  // 9.90 and 19 %
    EXPECT_EQ(left_of(lot), 0);
    EXPECT_EQ(open_of("1"), 178);
    expect_books_in_order();
    // The e-invoice asks for the rest.
    const auto stored_document = stored::document_of_number(*db_, "I2026-000001");
    ASSERT_TRUE(stored_document && *stored_document);
    const auto invoice = billing::invoice_of(*db_, **stored_document, {});
    ASSERT_TRUE(invoice) << invoice.error().words;
    EXPECT_EQ(to_string(invoice->totals.gross->value, 2), "11.78");
    EXPECT_EQ(to_string(invoice->totals.prepaid->value, 2), "10.00");
    EXPECT_EQ(to_string(invoice->totals.payable->value, 2), "1.78");
}

TEST_P(Wallets, KeepWhatABillDoesNotNeed) {
    const auto lot = grant({.amount = "50.00", .method = "bank"});
    bill("2026-11-01");
    EXPECT_EQ(open_of("1"), 0);
    EXPECT_EQ(left_of(lot), 5'000 - 1'178);
    const auto document = this->document("I2026-000001");
    const auto paid = billing::paid_of_lines(*db_, document);
    ASSERT_TRUE(paid);
    ASSERT_EQ(paid->size(), 1U);
    EXPECT_EQ(paid->front().line, 0U);
    EXPECT_EQ(paid->front().amount.minor, 1'178);
    expect_books_in_order();
}

TEST_P(Wallets, AreUsedUpByPriorityThenExpiryThenAge) {
    const auto oldest = grant({.amount = "3.00", .promotional = true});
    const auto sooner = grant({.amount = "3.00", .promotional = true, .expires = "2027-01-01"});
    const auto soonest = grant({.amount = "3.00", .promotional = true, .expires = "2026-12-01"});
    const auto first = grant({.amount = "3.00", .promotional = true, .priority = 0});
    const auto last = grant({.amount = "3.00", .promotional = true, .priority = 9});
    bill("2026-11-01");  // 11.78 of 15.00
    EXPECT_EQ(left_of(soonest), 0);
    EXPECT_EQ(left_of(sooner), 0);
    EXPECT_EQ(left_of(oldest), 0);
    EXPECT_EQ(left_of(first), 300 - 278);  // the same as the oldest, but younger
    EXPECT_EQ(left_of(last), 300);
    EXPECT_EQ(open_of("1"), 0);
    expect_books_in_order();
}

TEST_P(Wallets, ThatAreForSomeChargesPayNoOthers) {
    const auto lot = grant({.amount = "100.00", .promotional = true, .charges = {"kwh"}});
    use(R"({"id": "1", "subject": "M", "at": "2026-11-10", "quantity": "10"})");
    bill("2026-12-01");
    // 3.00 of electricity with its tax; two fees stay open.
    EXPECT_EQ(left_of(lot), 10'000 - 357);
    expect_books_in_order();
}

TEST_P(Wallets, ThatHaveExpiredPayNothing) {
    const auto lot = grant({.amount = "50.00", .expires = "2026-11-20", .method = "bank"});
    go_to("2026-11-21");
    EXPECT_EQ(balance(), 0);  // checked when it is read: nothing has noted it yet
    bill("2026-12-01");
    EXPECT_EQ(left_of(lot), 0);
    EXPECT_EQ(open_of("1"), 2'356);  // two fees of 9.90 with their tax, on one bill
    const auto lapsed = db_->value<std::int64_t>(
        "SELECT CAST(sum(amount_minor) AS BIGINT) FROM ledger WHERE book = 8");
    EXPECT_EQ(lapsed->value(), -5'000);
    expect_books_in_order();
}

TEST_P(Wallets, GoOnOnceWhereThatWasSaid) {
    grant({.amount = "50.00",
           .promotional = true,
           .expires = "2026-11-11 12:00",
           .rollover = "20.00"});
    go_to("2026-11-12");
    auto open = books();
    EXPECT_EQ(billing::end_expired_credit(open, clock_.at, random_).value_or(-1), 1);
    EXPECT_EQ(billing::end_expired_credit(open, clock_.at, random_).value_or(-1), 0);
    EXPECT_EQ(balance(), 2'000);
    go_to("2026-11-23");
    EXPECT_EQ(balance(), 0);
    EXPECT_EQ(billing::end_expired_credit(open, clock_.at, random_).value_or(-1), 1);
    EXPECT_EQ(balance(), 0);
    expect_books_in_order();
}

TEST_P(Wallets, TellWhatThereWasAtAnyInstant) {
    const auto before = clock_.at;
    go_to("2026-11-05");
    grant({.amount = "50.00", .promotional = true});
    const auto granted = clock_.at;
    bill("2026-11-06");
    EXPECT_EQ(wallet_at(before).balance.minor, 0);
    EXPECT_EQ(wallet_at(granted).balance.minor, 5'000);
    EXPECT_EQ(wallet_at(clock_.at).balance.minor, 5'000 - 1'178);
}

TEST_P(Wallets, ThatAreVoidedAreTheCustomersAgain) {
    const auto lot = grant({.amount = "50.00", .method = "bank"});
    auto open = books();
    const auto gone = billing::void_credit(open, to_string(lot.lot), "moved away", clock_.at);
    ASSERT_TRUE(gone) << gone.error().words;
    EXPECT_EQ(gone->minor, 5'000);
    EXPECT_EQ(open_of("1"), -5'000);
    EXPECT_EQ(balance(), 0);
    const auto again = billing::void_credit(open, to_string(lot.lot), "", clock_.at);
    ASSERT_FALSE(again);
    EXPECT_NE(again.error().words.find("Nothing is left"), std::string::npos);
    // What was paid for it pays the next bill.
    bill("2026-11-01");
    EXPECT_EQ(open_of("1"), -5'000 + 1'178);
    expect_books_in_order();
}

TEST_P(Wallets, OfOneIdCountOnce) {
    const auto once = grant({.amount = "50.00", .external_id = "VOUCHER-1", .method = "card"});
    const auto again = grant({.amount = "50.00", .external_id = "VOUCHER-1", .method = "card"});
    EXPECT_TRUE(again.again);
    EXPECT_EQ(again.lot, once.lot);
    EXPECT_EQ(balance(), 5'000);
    EXPECT_NE(refusal({.amount = "60.00", .external_id = "VOUCHER-1"}).find("other credit"),
              std::string::npos);
    expect_books_in_order();
}

TEST_P(Wallets, AreToppedUpByTheirRule) {
    grant({.amount = "20.00", .promotional = true});
    auto open = books();
    const auto ruled = billing::change_top_up(
        open, {.account = "1", .below = "10.00", .amount = "25.00", .lifetime_days = 60},
        clock_.at);
    ASSERT_TRUE(ruled) << ruled.error().words;
    bill("2026-11-01");  // 8.22 are left
    EXPECT_EQ(balance(), 822 + 2'500);
    EXPECT_EQ(open_of("1"), 2'500);  // it is owed
    expect_books_in_order();
}

TEST_P(Wallets, AreToppedUpThoughTheyNeverHadCredit) {
    auto open = books();
    ASSERT_TRUE(billing::change_top_up(open, {.account = "1", .below = "10.00", .amount = "25.00"},
                                       clock_.at));
    bill("2026-11-01");
    EXPECT_EQ(balance(), 2'500);
    EXPECT_EQ(open_of("1"), 1'178 + 2'500);
    expect_books_in_order();
}

TEST_P(Wallets, PayOnceWhicheverClockIsAhead) {
    const auto lot = grant({.amount = "10.00", .promotional = true});
    auto open = books();
    ASSERT_TRUE(billing::change_top_up(open, {.account = "1", .below = "1.50", .amount = "2.00"},
                                       clock_.at));
    bill("2026-11-05");
    EXPECT_EQ(left_of(lot), 0);
    // Another program's clock is a day behind: what the first has spent and granted stands.
    go_to("2026-11-04");
    subscribe("1", "GREEN", "2026-11-01");
    EXPECT_EQ(bill("2026-11-04").invoices, 1);
    EXPECT_EQ(left_of(lot), 0);
    EXPECT_EQ(open_of("1"), 2 * 1'178 - 1'000 + 200);
    go_to("2026-11-06");
    EXPECT_EQ(balance(), 200);
    expect_books_in_order();
}

TEST_P(Wallets, RefuseWhatMakesNoSense) {
    EXPECT_NE(refusal({.account = "9", .amount = "1.00"}).find("No account"), std::string::npos);
    EXPECT_NE(refusal({.amount = "-1.00"}).find("above zero"), std::string::npos);
    EXPECT_NE(refusal({.amount = "1.00", .expires = "2026-10-01"}).find("never count"),
              std::string::npos);
    EXPECT_NE(refusal({.amount = "1.00", .rollover = "1.00"}).find("never expires"),
              std::string::npos);
    EXPECT_NE(refusal({.amount = "1.00", .promotional = true, .method = "cash"}).find("given"),
              std::string::npos);
    EXPECT_NE(refusal({.amount = "1.00", .method = "shells"}).find("none of"), std::string::npos);
    EXPECT_NE(refusal({.amount = "1.00", .charges = {""}}).find("code is empty"),
              std::string::npos);
    EXPECT_NE(refusal({.amount = "1.00", .due = "soon"}).find("no day"), std::string::npos);
    auto open = books();
    EXPECT_FALSE(billing::void_credit(open, "nothing", "", clock_.at));
    EXPECT_FALSE(
        billing::change_top_up(open, {.account = "1", .below = "0", .amount = "1.00"}, clock_.at));
}

}  // namespace

ON_EITHER_ENGINE(Wallets);
