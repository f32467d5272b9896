// Goal: bills and payments in another currency stand in the books' own by the rates of their days,
// what lies between is realised when one pays the other and no sooner, and every cent is where it
// belongs whatever becomes of them. Method: an office on either engine with an account in dollars;
// figures worked out by hand.
#include "app/core/billing/exchange.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "app/core/billing/reallocate.hpp"
#include "app/core/billing/refund.hpp"
#include "app/core/billing/revalue.hpp"
#include "app/core/billing/wallet.hpp"
#include "pos/journal/opening.hpp"
#include "pos/store/billing/exchange.hpp"
#include "tests/contract/billing/billing_office.hpp"

namespace {

namespace billing = app::core::billing;
namespace stored = pos::store::billing;
using pos::journal::Book;
using pos::journal::kGainBook;
using pos::journal::kLossBook;

constexpr const char* kDollarPlan = R"({"code": "USA", "name": "Power abroad", "currency": "USD",
  "tax_class": "standard", "phases": [{"charges": [{"code": "fee", "name": "Basic fee",
  "model": "recurring", "amount": "100.00", "every": "month"}]}]})";

class Exchange : public test::BillingOffice {
protected:
    void SetUp() override {
        BillingOffice::SetUp();
        publish(kDollarPlan);
        customer("1", {.currency = "USD"});
        subscribe("1", "USA", "2026-11-01");
    }
    /// On that day at the earliest: nobody knows the rate of a day to come.
    void rate(const std::string& rate, const std::string& on, const std::string& of = "USD") {
        const pos::Instant before = clock_.at;
        go_to(on);
        clock_.at = std::max(clock_.at, before);
        auto opened = books();
        const auto done = billing::put_rate(opened, {of, rate, on}, clock_.at);
        ASSERT_TRUE(done) << done.error().words;
    }
    /// 119.00 dollars.
    std::string billed(const std::string& day) {
        go_to(day);
        bill(day);
        return documents().front().row.number;
    }
    std::int64_t book(Book book) {
        const auto totals = stored::converted_totals(*db_, *pos::currency_of("EUR")).value();
        for (const auto& one : totals) {
            if (one.book == book) return one.amount_minor;
        }
        return 0;
    }
    void grant(const std::string& amount) {
        auto opened = books();
        billing::NewLot lot;
        lot.account = "1";
        lot.amount = amount;
        lot.method = "bank";
        const auto done = billing::grant_credit(opened, lot, clock_.at, random_);
        ASSERT_TRUE(done) << done.error().words;
        lot_ = done->lot;
    }
    /// What stands in a book by the end of a day of what came from other currencies.
    std::int64_t book_by(Book book, const std::string& day) {
        return db_
            ->value<std::int64_t>(
                "SELECT CAST(coalesce(sum(books_minor), 0) AS BIGINT) FROM converted WHERE book = "
                "$1 AND on_day <= $2",
                book, *pos::parse_date(day))
            .value()
            .value_or(0);
    }
    billing::RevaluationReport revalued(const std::string& at, bool dry_run = false) {
        auto opened = books();
        const auto done = billing::revalue(opened, at, dry_run, clock_.at);
        EXPECT_TRUE(done) << done.error().words;
        return done.value_or(billing::RevaluationReport{});
    }
    std::int64_t realised() { return -book(kGainBook) - book(kLossBook); }
    void expect_in_order() {
        std::int64_t sum = 0;
        const auto totals = stored::converted_totals(*db_, *pos::currency_of("EUR")).value();
        for (const auto& one : totals) sum += one.amount_minor;
        EXPECT_EQ(sum, 0);
        expect_books_in_order();
    }
    pos::Ulid lot_{};  // the last one
};

TEST_P(Exchange, RatesAreKeptWithTheBillAndThePayment) {
    rate("0.90", "2026-11-01");
    const std::string number = billed("2026-11-01");
    rate("0.95", "2026-11-10");
    go_to("2026-11-12");
    const auto payment = pay({.account = "1", .document = number, .amount = "119.00"});
    const auto of_bill = stored::exchange_of(*db_, document(number).document).value();
    const auto of_payment = stored::exchange_of(*db_, payment.payment).value();
    ASSERT_TRUE(of_bill && of_payment);
    EXPECT_EQ(of_bill->rate, "0.90");
    EXPECT_EQ(of_bill->rate_on, *pos::parse_date("2026-11-01"));
    EXPECT_EQ(of_payment->rate, "0.95");
    // 119.00 at 0.95 are 113.05; at 0.90 107.10; tax of 19.00 at 0.90 17.10.
    EXPECT_EQ(book(Book::money), 11'305);
    EXPECT_EQ(book(Book::revenue), -9'000);
    EXPECT_EQ(book(Book::tax), -1'710);
    EXPECT_EQ(book(Book::receivable), 0);
    EXPECT_EQ(book(kGainBook), -595);
    EXPECT_EQ(book(kLossBook), 0);
    // What is said of a day later changes nothing that was booked.
    rate("2.00", "2026-11-10");
    EXPECT_EQ(book(Book::money), 11'305);
    expect_in_order();
}

TEST_P(Exchange, ALossIsRealisedPartByPart) {
    rate("0.90", "2026-11-01");
    const std::string number = billed("2026-11-01");
    rate("0.80", "2026-11-10");
    go_to("2026-11-12");
    pay({.account = "1", .document = number, .amount = "19.00"});
    EXPECT_EQ(book(kLossBook), 190);  // 19.00 × 0.10
    EXPECT_EQ(book(Book::receivable), 10'710 - 1'710);
    pay({.account = "1", .document = number, .amount = "99.99"});
    pay({.account = "1", .document = number, .amount = "0.01"});
    EXPECT_EQ(book(Book::receivable), 0);
    EXPECT_EQ(realised(), -1'190);
    expect_in_order();
}

TEST_P(Exchange, WhatIsAheadRealisesNothingUntilItPays) {
    rate("0.90", "2026-10-01");
    go_to("2026-10-20");
    pay({.account = "1", .amount = "200.00"});
    EXPECT_EQ(book(Book::receivable), -18'000);
    EXPECT_EQ(realised(), 0);
    rate("1.00", "2026-11-01");
    billed("2026-11-01");  // 119.00 at 1.00, paid at once with what is in the books at 0.90
    EXPECT_EQ(realised(), -1'190);
    EXPECT_EQ(book(Book::receivable), -7'290);  // 81.00 at 0.90
    expect_in_order();
}

TEST_P(Exchange, WhatIsUndoneIsNotRealised) {
    rate("0.90", "2026-11-01");
    const std::string number = billed("2026-11-01");
    rate("0.95", "2026-11-10");
    go_to("2026-11-12");
    const auto payment = pay({.account = "1", .document = number, .amount = "119.00"});
    EXPECT_EQ(realised(), 595);
    auto opened = books();
    ASSERT_TRUE(billing::reallocate(opened, {number, "", ""}, clock_.at));
    // The gain is gone from where it stood; it is no loss beside it.
    EXPECT_EQ(book(kGainBook), 0);
    EXPECT_EQ(book(kLossBook), 0);
    EXPECT_EQ(book(Book::receivable), 10'710 - 11'305);
    ASSERT_TRUE(billing::return_payment(opened, to_string(payment.payment), "AC04", clock_.at));
    EXPECT_EQ(book(Book::money), 0);
    EXPECT_EQ(book(Book::receivable), 10'710);
    expect_in_order();
}

TEST_P(Exchange, ABouncedPaymentRealisesNothing) {
    rate("0.90", "2026-11-01");
    const std::string number = billed("2026-11-01");
    rate("0.95", "2026-11-10");
    go_to("2026-11-12");
    const auto payment = pay({.account = "1", .document = number, .amount = "119.00"});
    rate("0.70", "2026-11-20");
    go_to("2026-11-21");
    auto opened = books();
    ASSERT_TRUE(billing::return_payment(opened, to_string(payment.payment), "AC04", clock_.at));
    EXPECT_EQ(realised(), 0);
    EXPECT_EQ(book(Book::money), 0);
    EXPECT_EQ(book(Book::receivable), 10'710);
    expect_in_order();
}

TEST_P(Exchange, CreditNotesComeByTheRateOfWhatTheyCorrect) {
    rate("0.90", "2026-11-01");
    const std::string number = billed("2026-11-01");
    rate("0.95", "2026-11-10");
    go_to("2026-11-12");
    auto opened = books();
    ASSERT_TRUE(billing::credit(opened, {number, {}, "wrong"}, clock_.at, random_));
    for (const Book of : {Book::receivable, Book::revenue, Book::tax}) EXPECT_EQ(book(of), 0);
    EXPECT_EQ(realised(), 0);
    expect_in_order();
}

TEST_P(Exchange, RefundsAndWriteOffsTakeWhatStandsInTheBooks) {
    rate("0.90", "2026-11-01");
    const std::string number = billed("2026-11-01");
    rate("0.95", "2026-11-10");
    go_to("2026-11-12");
    pay({.account = "1", .document = number, .amount = "100.00"});
    auto opened = books();
    ASSERT_TRUE(billing::write_off(opened, number, "small", clock_.at));  // 19.00 at 0.90
    EXPECT_EQ(book(Book::bad_debt), 1'710);
    pay({.account = "1", .amount = "10.00"});
    rate("0.50", "2026-11-12");
    ASSERT_TRUE(billing::refund(opened, {"1", "10.00", "too much"}, clock_.at));
    EXPECT_EQ(book(Book::money), 9'500);  // what went back went as what it came in as
    EXPECT_EQ(book(Book::receivable), 0);
    EXPECT_EQ(realised(), 500);
    expect_in_order();
}

TEST_P(Exchange, WithoutARateNothingStopsAndIsTakenInLater) {
    const std::string number = billed("2026-11-01");
    EXPECT_EQ(book(Book::receivable), 0);
    EXPECT_EQ(stored::unconverted(*db_, *pos::currency_of("EUR"))->size(), 1U);
    rate("0.90", "2026-11-01");
    rate("0.95", "2026-11-10");
    go_to("2026-11-12");
    pay({.account = "1", .document = number, .amount = "119.00"});
    // It came in at the rate of the day on which it was touched: nothing is realised.
    EXPECT_EQ(book(pos::journal::Book{9}), -11'305);
    EXPECT_EQ(book(Book::money), 11'305);
    EXPECT_EQ(book(Book::receivable), 0);
    EXPECT_EQ(realised(), 0);
    EXPECT_TRUE(stored::unconverted(*db_, *pos::currency_of("EUR"))->empty());
    expect_in_order();
}

TEST_P(Exchange, WhatWasPaidBeforeAnyRateIsOpenAgainByTodays) {
    const std::string number = billed("2026-11-01");
    go_to("2026-11-02");
    const auto early = pay({.account = "1", .document = number, .amount = "19.00"});
    rate("0.90", "2026-11-10");
    pay({.account = "1", .document = number, .amount = "50.00"});
    EXPECT_EQ(book(pos::journal::kOpeningBook), -9'000);  // 100.00 were open
    EXPECT_EQ(book(Book::receivable), 4'500);
    auto opened = books();
    ASSERT_TRUE(billing::reallocate(opened, {number, to_string(early.payment), ""}, clock_.at));
    EXPECT_EQ(book(Book::receivable), 4'500);  // of both sides 17.10
    pay({.account = "1", .document = number, .amount = "69.00"});
    EXPECT_EQ(book(Book::money), 4'500 + 6'210);
    EXPECT_EQ(book(Book::receivable), -1'710);  // 19.00 ahead
    EXPECT_EQ(realised(), 0);
    expect_in_order();
}

TEST_P(Exchange, APartThatIsUndoneGivesBackItsShare) {
    rate("0.90", "2026-11-01");
    const std::string number = billed("2026-11-01");
    rate("1.00", "2026-11-10");
    const auto first = pay({.account = "1", .document = number, .amount = "19.00"});
    pay({.account = "1", .document = number, .amount = "100.00"});
    EXPECT_EQ(realised(), 190 + 1'000);
    rate("0.50", "2026-11-20");
    auto opened = books();
    ASSERT_TRUE(billing::return_payment(opened, to_string(first.payment), "AC04", clock_.at));
    EXPECT_EQ(realised(), 1'000);
    EXPECT_EQ(book(Book::money), 10'000);
    EXPECT_EQ(book(Book::receivable), 1'710);
    pay({.account = "1", .document = number, .amount = "19.00"});  // 9.50 for 17.10
    EXPECT_EQ(book(kGainBook), -1'000);
    EXPECT_EQ(book(kLossBook), 760);
    EXPECT_EQ(book(Book::receivable), 0);
    expect_in_order();
}

TEST_P(Exchange, PrepaidCreditPaysByTheAverageOfWhatItWasBoughtAt) {
    rate("0.90", "2026-11-01");
    grant("100.00");
    rate("1.00", "2026-11-10");
    grant("100.00");
    EXPECT_EQ(book(Book::wallet), -19'000);
    EXPECT_EQ(book(Book::receivable), 0);
    EXPECT_EQ(realised(), 0);
    billed("2026-11-12");  // 119.00 at 1.00, paid with 119.00 of 200.00: 113.05 of 190.00
    EXPECT_EQ(book(Book::wallet), -7'695);
    EXPECT_EQ(book(Book::receivable), 0);
    EXPECT_EQ(realised(), -595);
    expect_in_order();
}

TEST_P(Exchange, CreditThatIsTakenBackRealisesNothing) {
    rate("0.90", "2026-11-01");
    grant("100.00");
    rate("0.95", "2026-11-10");
    auto opened = books();
    ASSERT_TRUE(billing::void_credit(opened, to_string(lot_), "wrong", clock_.at));
    EXPECT_EQ(book(Book::wallet), 0);
    EXPECT_EQ(book(Book::receivable), -9'000);
    EXPECT_EQ(realised(), 0);
    ASSERT_TRUE(billing::refund(opened, {"1", "100.00", "back"}, clock_.at));
    EXPECT_EQ(book(Book::money), 0);
    EXPECT_EQ(book(Book::receivable), 0);
    expect_in_order();
}

TEST_P(Exchange, ACurrencyWithoutMinorUnitsLeavesNoCentBehind) {
    publish(R"({"code": "JPN", "name": "Power abroad", "currency": "JPY", "tax_class": "standard",
      "phases": [{"charges": [{"code": "fee", "name": "Basic fee", "model": "recurring",
      "amount": "1000", "every": "month"}]}]})");
    customer("3", {.currency = "JPY"});
    subscribe("3", "JPN", "2026-11-01");
    rate("0.0061", "2026-11-01", "JPY");
    bill("2026-11-01");  // 1,190 yen: 7.26, of them 1.16 tax; the dollars have no rate
    EXPECT_EQ(book(Book::receivable), 726);
    EXPECT_EQ(book(Book::tax), -116);
    EXPECT_EQ(book(Book::revenue), -610);
    rate("0.0063", "2026-11-10", "JPY");
    pay({.account = "3", .amount = "400"});
    pay({.account = "3", .amount = "400"});
    EXPECT_EQ(book(Book::receivable), 726 - 2 * 244);
    pay({.account = "3", .amount = "390"});  // 2.457
    EXPECT_EQ(book(Book::money), 252 + 252 + 246);
    EXPECT_EQ(book(Book::receivable), 0);
    EXPECT_EQ(realised(), 24);
    expect_in_order();
}

TEST_P(Exchange, WhatIsHeldIsRevaluedAndThatIsTakenBackTheDayAfter) {
    rate("0.90", "2026-11-01");
    const std::string number = billed("2026-11-01");
    rate("0.95", "2026-11-10");
    go_to("2026-11-12");
    pay({.account = "1", .document = number, .amount = "50.00"});
    EXPECT_EQ(realised(), 250);  // 47.50 for what stood there for 45.00
    rate("1.00", "2026-11-30");
    const auto look = revalued("2026-11-30", true);
    EXPECT_EQ(look.difference.minor, 940);
    EXPECT_EQ(book_by(pos::journal::kUnrealisedBook, "2026-11-30"), 0);
    const auto report = revalued("2026-11-30");
    ASSERT_EQ(report.currencies.size(), 1U);
    const auto& dollars = report.currencies[0];
    EXPECT_EQ(dollars.rate, "1.00");
    ASSERT_EQ(dollars.books.size(), 2U);
    EXPECT_EQ(dollars.books[0].book, Book::receivable);
    EXPECT_EQ(dollars.books[0].held.minor, 6'900);
    EXPECT_EQ(dollars.books[0].books.minor, 6'210);
    EXPECT_EQ(dollars.books[0].worth.minor, 6'900);
    EXPECT_EQ(dollars.books[1].book, Book::money);
    EXPECT_EQ(dollars.books[1].books.minor, 4'750);
    EXPECT_EQ(dollars.difference.minor, 690 + 250);
    EXPECT_EQ(book_by(pos::journal::kRevaluationBook, "2026-11-30"), 940);
    EXPECT_EQ(book_by(pos::journal::kUnrealisedBook, "2026-11-30"), -940);
    EXPECT_EQ(book_by(pos::journal::kRevaluationBook, "2026-12-01"), 0);
    EXPECT_EQ(book_by(pos::journal::kUnrealisedBook, "2026-12-01"), 0);
    // Once a day; what is realised later is what it would have been.
    const auto again = revalued("2026-11-30");
    EXPECT_TRUE(again.currencies[0].already);
    EXPECT_EQ(again.difference.minor, 0);
    EXPECT_EQ(book_by(pos::journal::kRevaluationBook, "2026-11-30"), 940);
    go_to("2026-12-05");
    pay({.account = "1", .document = number, .amount = "69.00"});
    EXPECT_EQ(realised(), 940);
    EXPECT_EQ(revalued("2026-10-31").currencies.size(), 0U);
    auto opened = books();
    EXPECT_EQ(billing::revalue(opened, "soon", false, clock_.at).error().why,
              app::core::Why::no_day);
    EXPECT_EQ(billing::revalue(opened, "2026-12-06", false, clock_.at).error().why,
              app::core::Why::to_come);
    expect_in_order();
}

TEST_P(Exchange, PrepaidCreditIsRevaluedAsWhatIsOwed) {
    rate("0.90", "2026-10-01");
    go_to("2026-10-05");
    grant("100.00");
    rate("1.00", "2026-10-31");
    const auto report = revalued("2026-10-31");
    ASSERT_EQ(report.currencies.size(), 1U);
    std::int64_t credit = 0;
    for (const auto& each : report.currencies[0].books) {
        if (each.book == Book::wallet) credit = (each.worth - each.books).minor;
    }
    EXPECT_EQ(credit, -1'000);  // 100.00 are owed, and stood there for 90.00
    expect_in_order();
}

TEST_P(Exchange, TheBooksOwnCurrencyIsLeftAlone) {
    rate("0.90", "2026-11-01");
    customer("2");
    subscribe("2", "GREEN", "2026-11-01");
    go_to("2026-11-01");
    bill("2026-11-01");
    pay({.account = "2", .amount = "11.78"});
    EXPECT_EQ(book(Book::money), 1'178);
    EXPECT_EQ(db_->value<std::int64_t>("SELECT count(*) FROM converted WHERE currency = 'EUR2'")
                  .value()
                  .value(),
              0);
    expect_in_order();
}

TEST_P(Exchange, VerifyNoticesWhatDoesNotAddUp) {
    rate("0.90", "2026-11-01");
    const std::string number = billed("2026-11-01");
    pay({.account = "1", .document = number, .amount = "119.00"});
    expect_in_order();
    ASSERT_TRUE(db_->exec("UPDATE converted SET books_minor = books_minor + 1 WHERE book = 1"));
    const auto report =
        pos::store::verify(*db_, {}, [](const pos::store::VerifyProgress&) { return true; });
    ASSERT_TRUE(report);
    const auto tells = [&](const char* column) {
        return std::ranges::any_of(report->differences, [&](const auto& one) {
            return one.table == "converted" && one.column == column;
        });
    };
    EXPECT_TRUE(tells("sum"));
    EXPECT_TRUE(tells("books_minor"));
}

TEST_P(Exchange, RatesAreRefusedWhereTheyMakeNoSense) {
    auto opened = books();
    go_to("2026-11-01");
    for (const billing::NewRate& wrong :
         {billing::NewRate{"EUR", "1", ""}, billing::NewRate{"XYZ", "1", ""},
          billing::NewRate{"USD", "0", ""}, billing::NewRate{"USD", "-1", ""},
          billing::NewRate{"USD", "a lot", ""}, billing::NewRate{"USD", "0.1234567890123", ""},
          billing::NewRate{"USD", "1", "2026-11-02"}, billing::NewRate{"USD", "1", "soon"}})
        EXPECT_FALSE(billing::put_rate(opened, wrong, clock_.at)) << wrong.currency << wrong.rate;
    EXPECT_TRUE(stored::rates(*db_, 0, 9)->empty());
}

}  // namespace

ON_EITHER_ENGINE(Exchange);
