// Goal: a settlement takes back what was asked for with the tax that it bore, and nothing becomes
// money of the customer that was never received: neither what was given up nor credit that was
// given. Method: short terms on either engine, with requests that were credited, given up or paid
// by credit; the books are audited after each.
#include <gtest/gtest.h>

#include <string>

#include "app/core/billing/wallet.hpp"
#include "app/core/office/change_tax.hpp"
#include "tests/contract/billing/level_office.hpp"

namespace {

namespace billing = app::core::billing;
namespace stored = pos::store::billing;
using pos::journal::Book;

class LevelsSettled : public test::LevelOffice {
protected:
    void give_up(const std::string& number) {
        auto open = books();
        const auto done = billing::write_off(open, number, "Settled otherwise", clock_.at);
        EXPECT_TRUE(done) << done.error().words;
    }
    void give(const std::string& amount, const std::string& expires = "") {
        auto open = books();
        billing::NewLot lot;
        lot.account = "1";
        lot.amount = amount;
        lot.promotional = true;
        lot.expires = expires;
        const auto done = billing::grant_credit(open, lot, clock_.at, random_);
        EXPECT_TRUE(done) << done.error().words;
    }
    /// What may be spent of the wallet now.
    std::int64_t credit_of(const std::string& number) {
        const auto account = stored::account_of_number(*db_, number).value();
        const auto wallet = billing::wallet_at(*db_, account->stored.account.id,
                                               *pos::currency_of("EUR"), clock_.at);
        EXPECT_TRUE(wallet);
        return wallet ? wallet->balance.minor : -1;
    }
    pos::Ulid id_of(const std::string& number) { return document(number).document; }
};

TEST_P(LevelsSettled, EachRequestIsTakenBackWithTheTaxThatItBore) {
    app::core::TaxChange vat;
    vat.code = "A";
    vat.percent = "16";
    vat.from = "2027-03-01";
    ASSERT_TRUE(app::core::change_tax(where(), options(), vat, clock_.at));
    agreed({});
    live_a_year(false);
    const auto later = document("I2027-000003");  // due on 2027-03-15
    EXPECT_EQ(later.payable.minor, 4'760);
    EXPECT_EQ(later.tax.minor, 657);
    bill("2027-11-01");
    const auto back = document("C2027-000001");
    ASSERT_EQ(back.taxes.size(), 2U);
    EXPECT_EQ(back.taxes[0].base.minor, -4 * 4'000);
    EXPECT_EQ(back.taxes[0].tax.minor, -4 * 760);
    EXPECT_EQ(back.taxes[1].base.minor, -8 * 4'103);
    EXPECT_EQ(back.taxes[1].tax.minor, -8 * 657);
    // Four fees at 19 %, eight at 16 %: 7.52 and 12.67 of tax are all that is left.
    EXPECT_EQ(document("I2027-000011").tax.minor, 752 + 1'267);
    EXPECT_EQ(book(Book::tax), -(752 + 1'267));
    EXPECT_EQ(open_of("1"), 11'880 + 2'019 - 57'120);
    expect_settled();
}

TEST_P(LevelsSettled, WhatWasCreditedOfARequestIsNotTakenBackTwice) {
    agreed({.months = 2});
    bill("2026-11-01");
    {
        auto open = books();
        const auto done =
            billing::credit(open, {"I2026-000001", {}, "Moved in later"}, clock_.at, random_);
        ASSERT_TRUE(done) << done.error().words;
    }
    EXPECT_EQ(book(Book::on_account), 0);
    EXPECT_EQ(book(Book::revenue), 0);
    bill("2026-12-01");
    bill("2027-01-01");
    EXPECT_EQ(document("C2027-000001").payable.minor, -4'760);
    // Two fees: 19.80 and 3.76.
    EXPECT_EQ(open_of("1"), 2'356);
    expect_settled();
}

TEST_P(LevelsSettled, WhatWasGivenUpOfARequestIsNoCredit) {
    agreed({.months = 2});
    bill("2026-11-01");
    give_up("I2026-000001");
    EXPECT_EQ(book(Book::bad_debt), 4'760);
    bill("2026-12-01");
    bill("2027-01-01");
    // Nothing was paid, so that all is owed that was used, and no loss is left: 19.80 and 3.76.
    EXPECT_EQ(open_of("1"), 2'356);
    EXPECT_EQ(open_of_document("I2026-000001"), 0);
    EXPECT_EQ(open_of_document("I2027-000001"), 2'356);
    EXPECT_EQ(open_of_document("C2027-000001"), 0);
    EXPECT_EQ(book(Book::bad_debt), 0);
    EXPECT_EQ(stored::deducted_by_level(*db_, id_of("I2027-000001")).value(), 0);
    expect_settled();
}

TEST_P(LevelsSettled, NoMoreIsCreditThanWasPaid) {
    agreed({.months = 2});
    bill("2026-11-01");
    pay({.account = "1", .document = "I2026-000001", .amount = "47.60"});
    bill("2026-12-01");
    pay({.account = "1", .document = "I2026-000002", .amount = "10.00"});
    give_up("I2026-000002");
    EXPECT_EQ(book(Book::bad_debt), 3'760);
    bill("2027-01-01");
    // 57.60 less 23.56.
    EXPECT_EQ(open_of("1"), 2'356 - 5'760);
    EXPECT_EQ(open_of_document("C2027-000001"), 2'356 - 5'760);
    EXPECT_EQ(open_of_document("I2027-000001"), 0);
    EXPECT_EQ(book(Book::bad_debt), 0);
    EXPECT_EQ(book(Book::money), 5'760);
    expect_settled();
}

TEST_P(LevelsSettled, CreditThatWasGivenGoesBackToItsLot) {
    give("100.00");
    agreed({.months = 2});
    bill("2026-11-01");
    bill("2026-12-01");
    EXPECT_EQ(open_of("1"), 0);
    EXPECT_EQ(credit_of("1"), 480);
    bill("2027-01-01");
    // It has paid 23.56, and stands in its lot again but for that: nobody has it to be paid out.
    EXPECT_EQ(open_of("1"), 0);
    EXPECT_EQ(open_of_document("C2027-000001"), 0);
    EXPECT_EQ(open_of_document("I2027-000001"), 0);
    EXPECT_EQ(credit_of("1"), 10'000 - 2'356);
    EXPECT_EQ(book(Book::wallet), -(10'000 - 2'356));
    EXPECT_EQ(book(Book::promotion), 10'000);
    // Of the first request, which took 47.60 of it, 23.56 are left.
    const auto first = billing::paid_of_lines(*db_, document("I2026-000001")).value();
    ASSERT_EQ(first.size(), 1U);
    EXPECT_EQ(first[0].amount.minor, 2'356);
    EXPECT_TRUE(billing::paid_of_lines(*db_, document("I2026-000002")).value().empty());
    expect_settled();
}

TEST_P(LevelsSettled, CreditThatWasGivenPaysBeforeMoney) {
    give("20.00");
    agreed({.months = 2});
    bill("2026-11-01");
    pay({.account = "1", .document = "", .amount = "27.60"});
    bill("2026-12-01");
    pay({.account = "1", .document = "", .amount = "47.60"});
    bill("2027-01-01");
    // 20.00 that were given and 3.56 of 75.20 in money.
    EXPECT_EQ(open_of("1"), 356 - 7'520);
    EXPECT_EQ(credit_of("1"), 0);
    expect_settled();
}

TEST_P(LevelsSettled, CreditThatHasExpiredMeanwhileIsLost) {
    give("100.00", "2026-12-15");
    agreed({.months = 2});
    bill("2026-11-01");
    bill("2026-12-01");
    bill("2027-01-01");
    EXPECT_EQ(open_of("1"), 0);
    EXPECT_EQ(credit_of("1"), 0);
    bill("2027-01-02");  // the fee of January, and what has expired
    EXPECT_EQ(open_of("1"), 1'178);
    EXPECT_EQ(book(Book::wallet), 0);
    EXPECT_EQ(book(Book::promotion), 2'356);
    expect_settled();
}

}  // namespace

ON_EITHER_ENGINE(LevelsSettled);
