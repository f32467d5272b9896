// Goal: what customers owe is collected once, with the mandate that they gave and no other; what
// comes back is open again. Method: a head office on either engine, files read as the bank would.
#include "app/core/billing/debits.hpp"

#include <gtest/gtest.h>

#include <map>
#include <thread>

#include "app/core/billing/collect_again.hpp"
#include "app/core/billing/payments.hpp"
#include "app/core/billing/sender.hpp"
#include "pos/store/billing/receivables.hpp"
#include "tests/contract/billing/billing_office.hpp"
#include "tests/support/overheard.hpp"

namespace {

namespace billing = app::core::billing;
namespace stored = pos::store::billing;
using stored::DebitState;

class Debits : public test::BillingOffice {
protected:
    void SetUp() override {
        BillingOffice::SetUp();
        auto opened = books();
        billing::Sender sender{.name = "Stadtwerke Müller"};
        sender.iban = "DE02120300000000202051";
        sender.creditor = "DE98ZZZ09999999999";
        ASSERT_TRUE(billing::change_sender(opened, sender, clock_.now()));
        for (const char* number : {"1", "2", "3"}) {
            customer(number, {.name = std::string{"Customer "} + number});
            subscribe(number, "GREEN", "2026-11-01");
        }
        go_to("2026-11-01");
    }
    app::core::Outcome<void> mandate(const std::string& reference, const std::string& account,
                                     billing::MandateInput more = {}) {
        auto opened = books();
        more.reference = reference;
        more.account = account;
        if (more.iban.empty()) more.iban = "DE89 3704 0044 0532 0130 00";
        if (more.signed_on.empty()) more.signed_on = "2026-10-01";
        return billing::put_mandate(opened, more, clock_.now());
    }
    app::core::Outcome<billing::CollectReport> collect(const std::string& on) {
        auto opened = books();
        return billing::order_collections(opened, {*pos::parse_date(on), false}, clock_.now(),
                                          random_);
    }
    std::string file(const std::string& message) {
        auto opened = books();
        auto text = billing::collection_file(opened, message);
        EXPECT_TRUE(text) << text.error().words;
        return text.value_or("");
    }
    std::int64_t settle(const std::string& message) {
        auto opened = books();
        auto done = billing::settle_collections(opened, message, clock_.now(), random_);
        EXPECT_TRUE(done) << done.error().words;
        return done.value_or(-1);
    }
    app::core::Outcome<void> again(const std::string& document) {
        auto opened = books();
        return billing::collect_again(opened, document, clock_.now());
    }
    app::core::Outcome<void> not_again(const std::string& document) {
        auto opened = books();
        return billing::do_not_collect_again(opened, document, clock_.now());
    }
    std::int64_t notes() {
        return db_->value<std::int64_t>("SELECT count(*) FROM journal_entry").value().value_or(0);
    }
    bool returned(const std::string& debit) {
        auto opened = books();
        return billing::return_collection(opened, debit, "AM04", clock_.now()).has_value();
    }
    std::vector<stored::DebitRow> rows(const std::string& message = "") {
        return stored::debits(*db_, message, 100).value();
    }
};

bool has(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

TEST_P(Debits, CollectWhatIsDueOfThoseWhoLetUs) {
    ASSERT_TRUE(mandate("M1", "1"));
    ASSERT_TRUE(mandate("M2", "2", {.holder = "Jürgen Groß"}));
    bill("2026-11-01");  // due on the 15th
    EXPECT_EQ(collect("2026-11-10")->collections, 0);
    const auto ordered = collect("2026-11-16");
    ASSERT_TRUE(ordered) << ordered.error().words;
    EXPECT_EQ(ordered->collections, 2);
    EXPECT_EQ(ordered->sum.minor, 2 * 1178);
    const std::string text = file(ordered->message);
    EXPECT_TRUE(has(text, "<SeqTp>FRST</SeqTp>"));
    EXPECT_FALSE(has(text, "RCUR"));
    EXPECT_TRUE(has(text, "<Nm>Juergen Gross</Nm>"));
    EXPECT_TRUE(has(text, "<CtrlSum>23.56</CtrlSum>"));
    EXPECT_TRUE(has(text, "<ReqdColltnDt>2026-11-16</ReqdColltnDt>"));
    EXPECT_TRUE(has(text, "<Ustrd>I2026-00000"));
    EXPECT_EQ(file(ordered->message), text);
    // What is on its way is not collected again.
    EXPECT_EQ(collect("2026-11-17")->collections, 0);
    go_to("2026-11-16");
    EXPECT_EQ(settle(ordered->message), 2);
    EXPECT_EQ(settle(ordered->message), 0);
    EXPECT_EQ(open_of("1"), 0);
    EXPECT_EQ(open_of("3"), 1178);
    // The next one is no first one.
    bill("2026-12-01");
    go_to("2026-12-01");
    EXPECT_TRUE(has(file(collect("2026-12-20")->message), "<SeqTp>RCUR</SeqTp>"));
    expect_books_in_order();
}

TEST_P(Debits, AreLookedAtWithoutAQuestionForEach) {
    std::size_t questions = 0;
    test::Overheard heard{*db_, [&](const test::Question&) { ++questions; }};
    const auto look = [&] {
        questions = 0;
        const auto looked = billing::look_at_collections(
            heard, {*pos::parse_date("2026-11-16"), false}, *pos::parse_date("2026-11-01"));
        EXPECT_TRUE(looked) << looked.error().words;
        std::map<std::string, std::string> names;
        for (const auto& one : looked.value_or(std::vector<billing::Looked>{})) {
            EXPECT_EQ(one.reason, "");
            names.emplace(one.account, one.name);
        }
        return names;
    };
    bill("2026-11-01");
    ASSERT_TRUE(mandate("M1", "1"));
    EXPECT_EQ(look(), (std::map<std::string, std::string>{{"1", "Customer 1"}}));
    const std::size_t of_one = questions;
    ASSERT_TRUE(mandate("M2", "2"));
    ASSERT_TRUE(mandate("M3", "3"));
    EXPECT_EQ(look(), (std::map<std::string, std::string>{
                          {"1", "Customer 1"}, {"2", "Customer 2"}, {"3", "Customer 3"}}));
    EXPECT_EQ(questions, of_one);
}

TEST_P(Debits, ThatComeBackAreOpenAgain) {
    ASSERT_TRUE(mandate("M1", "1"));
    ASSERT_TRUE(mandate("M2", "2"));
    bill("2026-11-01");
    const auto message = collect("2026-11-16")->message;
    const auto debit = to_string(rows(message).front().debit.debit);
    const auto other = to_string(rows(message).back().debit.debit);
    // One before the bank has credited it, one afterwards.
    EXPECT_TRUE(returned(debit));
    EXPECT_EQ(settle(message), 1);
    EXPECT_TRUE(returned(other));
    EXPECT_FALSE(returned(other));
    EXPECT_FALSE(returned("nothing"));
    EXPECT_EQ(open_of("1"), 1178);
    EXPECT_EQ(open_of("2"), 1178);
    for (const auto& row : rows(message)) {
        EXPECT_EQ(row.debit.state, DebitState::returned);
        EXPECT_EQ(row.debit.said, "AM04");
    }
    expect_books_in_order();
}

TEST_P(Debits, ThatComeBackAreCollectedAgainWhereSomebodySaysSo) {
    ASSERT_TRUE(mandate("M1", "1"));
    ASSERT_TRUE(mandate("M2", "2"));
    bill("2026-11-01");
    const auto first = collect("2026-11-16")->message;
    ASSERT_EQ(rows(first).size(), 2U);
    for (const auto& row : rows(first)) ASSERT_TRUE(returned(to_string(row.debit.debit)));
    const std::string number = rows(first).front().number;
    const std::string account = rows(first).front().account;
    const auto day = *pos::parse_date("2026-11-20");
    const auto reasons = [&] {
        const auto looked =
            billing::look_at_collections(*db_, {day, false}, *pos::parse_date("2026-11-01"));
        EXPECT_TRUE(looked) << looked.error().words;
        std::map<std::string, std::string> found;
        for (const auto& one : looked.value_or(std::vector<billing::Looked>{}))
            found.emplace(one.account, one.reason);
        return found;
    };
    const std::string other = account == "1" ? "2" : "1";
    const auto after = [&](const std::string& message) {
        for (const auto& row : rows(message)) {
            if (row.number == number) return row.after;
        }
        return stored::AfterReturn::nothing;
    };
    EXPECT_EQ(reasons(),
              (std::map<std::string, std::string>{{"1", "came_back"}, {"2", "came_back"}}));
    EXPECT_EQ(collect("2026-11-20")->collections, 0);
    EXPECT_EQ(after(first), stored::AfterReturn::transfer);
    EXPECT_EQ(stored::debits_to_transfer(*db_, "", 10)->size(), 2U);
    EXPECT_EQ(stored::debits_to_transfer(*db_, first, 10)->size(), 2U);
    EXPECT_EQ(stored::debits_to_transfer(*db_, "DD-none", 10)->size(), 0U);
    // Said once or twice, it is one.
    const auto before = notes();
    ASSERT_TRUE(again(number));
    EXPECT_EQ(notes(), before + 1);
    ASSERT_TRUE(again(number));
    EXPECT_EQ(notes(), before + 1);
    EXPECT_EQ(after(first), stored::AfterReturn::next_file);
    EXPECT_EQ(stored::debits_to_transfer(*db_, "", 10)->size(), 1U);
    EXPECT_EQ(reasons(), (std::map<std::string, std::string>{{account, ""}, {other, "came_back"}}));
    const auto second = collect("2026-11-20")->message;
    ASSERT_EQ(rows(second).size(), 1U);
    EXPECT_EQ(rows(second).front().number, number);
    EXPECT_EQ(after(first), stored::AfterReturn::with_bank);
    EXPECT_EQ(after(second), stored::AfterReturn::nothing);
    // Whoever withdraws the order has not taken it back.
    {
        auto opened = books();
        ASSERT_EQ(billing::withdraw_collections(opened, second, clock_.now()).value_or(0), 1);
    }
    EXPECT_EQ(after(first), stored::AfterReturn::next_file);
    // It comes back once more: what was said is over.
    const auto third = collect("2026-11-21")->message;
    ASSERT_EQ(rows(third).size(), 1U);
    ASSERT_TRUE(returned(to_string(rows(third).front().debit.debit)));
    EXPECT_EQ(collect("2026-11-22")->collections, 0);
    EXPECT_EQ(after(first), stored::AfterReturn::transfer);
    EXPECT_EQ(stored::debits_to_transfer(*db_, "", 10)->size(), 2U);
    ASSERT_TRUE(again(number));
    const auto fourth = collect("2026-11-22")->message;
    EXPECT_EQ(settle(fourth), 1);
    EXPECT_EQ(after(third), stored::AfterReturn::settled);
    EXPECT_EQ(open_of(account), 0);
    EXPECT_EQ(open_of(other), 1178);
    expect_books_in_order();
}

TEST_P(Debits, AreNotCollectedAgainWhereThatMakesNoSense) {
    ASSERT_TRUE(mandate("M1", "1"));
    bill("2026-11-01");
    const auto why = [&](const std::string& document) {
        const auto done = again(document);
        return done ? std::string{} : done.error().about;
    };
    EXPECT_FALSE(again("I2026-999999"));
    const auto message = collect("2026-11-16")->message;
    const auto row = rows(message).front();
    EXPECT_EQ(why(row.number), "no_debit_back") << "it is with the bank";
    ASSERT_TRUE(returned(to_string(row.debit.debit)));
    {
        auto opened = books();
        ASSERT_TRUE(billing::end_mandate(opened, "M1", "", clock_.now()));
    }
    EXPECT_EQ(why(row.number), "no_mandate_holds");
    EXPECT_EQ(rows(message).front().after, stored::AfterReturn::transfer);
    // With the one that the customer gives then.
    ASSERT_TRUE(mandate("M9", "1", {.iban = "DE02120300000000202051"}));
    EXPECT_EQ(why(row.number), "");
    const auto ordered = collect("2026-11-20");
    ASSERT_TRUE(ordered) << ordered.error().words;
    ASSERT_EQ(ordered->collections, 1);
    EXPECT_EQ(rows(ordered->message).front().debit.mandate, "M9");
    EXPECT_EQ(settle(ordered->message), 1);
    EXPECT_EQ(why(row.number), "nothing_to_charge");
}

TEST_P(Debits, AreNotCollectedAgainAfterAllUntilAnOrderTookThem) {
    ASSERT_TRUE(mandate("M1", "1"));
    bill("2026-11-01");
    const auto why = [&](const std::string& document) {
        const auto done = not_again(document);
        return done ? std::string{} : done.error().about;
    };
    EXPECT_FALSE(not_again("I2026-999999"));
    EXPECT_EQ(why(documents().front().row.number), "no_debit_back");
    const auto message = collect("2026-11-16")->message;
    const auto row = rows(message).front();
    EXPECT_EQ(why(row.number), "debit_ordered_again");
    ASSERT_TRUE(returned(to_string(row.debit.debit)));
    const auto after = [&] { return rows(message).front().after; };
    const auto in_next_file = [&] {
        return stored::debits_to_collect_again(*db_, message, 10)->size();
    };
    auto before = notes();
    EXPECT_EQ(why(row.number), "") << "nobody said anything";
    EXPECT_EQ(notes(), before);
    EXPECT_EQ(in_next_file(), 0U);
    // Said and taken back, once each.
    ASSERT_TRUE(again(row.number));
    EXPECT_EQ(in_next_file(), 1U);
    EXPECT_EQ(stored::debits_to_collect_again(*db_, "DD-none", 10)->size(), 0U);
    before = notes();
    EXPECT_EQ(why(row.number), "");
    EXPECT_EQ(why(row.number), "");
    EXPECT_EQ(notes(), before + 1);
    EXPECT_EQ(after(), stored::AfterReturn::transfer);
    EXPECT_EQ(in_next_file(), 0U);
    EXPECT_EQ(stored::debits_to_transfer(*db_, "", 10)->size(), 1U);
    EXPECT_EQ(collect("2026-11-20")->collections, 0);
    // An order takes it; withdrawn, it may be taken back as well.
    ASSERT_TRUE(again(row.number));
    const auto second = collect("2026-11-20")->message;
    ASSERT_EQ(rows(second).size(), 1U);
    EXPECT_EQ(in_next_file(), 0U) << "it is with the bank";
    EXPECT_EQ(why(row.number), "debit_ordered_again");
    {
        auto opened = books();
        ASSERT_EQ(billing::withdraw_collections(opened, second, clock_.now()).value_or(0), 1);
    }
    EXPECT_EQ(in_next_file(), 1U);
    EXPECT_EQ(why(row.number), "");
    EXPECT_EQ(collect("2026-11-20")->collections, 0);
    // Settled, there is nothing to take back.
    ASSERT_TRUE(again(row.number));
    EXPECT_EQ(settle(collect("2026-11-21")->message), 1);
    EXPECT_EQ(why(row.number), "nothing_to_charge");
    expect_books_in_order();
}

TEST_P(Debits, ComeBackWhollyOrNotAtAll) {
    ASSERT_TRUE(mandate("M1", "1"));
    ASSERT_TRUE(mandate("M2", "2"));
    bill("2026-11-01");
    const auto message = collect("2026-11-16")->message;
    const auto ordered = rows(message);
    ASSERT_EQ(ordered.size(), 2U);
    EXPECT_EQ(settle(message), 2);
    ASSERT_TRUE(returned(to_string(ordered[0].debit.debit)));
    // The last that is written of a second one fails.
    ASSERT_TRUE(db_->exec("CREATE UNIQUE INDEX one_returned ON debit (state) WHERE state = 3"));
    const auto second = to_string(ordered[1].debit.debit);
    EXPECT_FALSE(returned(second));
    EXPECT_EQ(open_of("1") + open_of("2"), 1178) << "that of the first alone";
    ASSERT_TRUE(db_->exec("DROP INDEX one_returned"));
    EXPECT_TRUE(returned(second));
    EXPECT_EQ(open_of("1") + open_of("2"), 2 * 1178);
    expect_books_in_order();
}

TEST_P(Debits, WhosePaymentGoesBackByHandComeBackWithIt) {
    for (const char* number : {"1", "2"}) {
        ASSERT_TRUE(mandate(std::string{"M"} + number, number));
    }
    bill("2026-11-01");
    const auto message = collect("2026-11-16")->message;
    EXPECT_EQ(settle(message), 2);
    const auto ordered = rows(message);
    ASSERT_EQ(ordered.size(), 2U);
    // By what the bank knows it by, and by the payment's own id.
    const auto first = to_string(ordered[0].debit.debit);
    const auto paid = stored::payment_of_external_id(*db_, to_string(ordered[1].debit.debit));
    ASSERT_TRUE(paid && *paid);
    {
        auto opened = books();
        ASSERT_TRUE(billing::return_payment(opened, first, "AM04", clock_.now()));
        ASSERT_TRUE(
            billing::return_payment(opened, to_string((*paid)->payment), "AM04", clock_.now()));
    }
    for (const auto& row : rows(message)) {
        EXPECT_EQ(row.debit.state, DebitState::returned);
        EXPECT_EQ(row.debit.said, "AM04");
        EXPECT_EQ(row.after, stored::AfterReturn::transfer);
    }
    EXPECT_EQ(collect("2026-11-20")->collections, 0);
    EXPECT_FALSE(returned(first)) << "it came back";
    EXPECT_EQ(open_of("1") + open_of("2"), 2 * 1178);
    // Its customer transfers it, and that is found to be somebody else's.
    const std::string number = ordered[0].number;
    pay({.account = ordered[0].account,
         .document = number,
         .amount = "11.78",
         .external_id = "bank:2026-11-20:abc:def#1"});
    EXPECT_EQ(open_of(ordered[0].account), 0);
    {
        auto opened = books();
        ASSERT_TRUE(billing::return_payment(opened, "bank:2026-11-20:abc:def#1", "", clock_.now()));
    }
    EXPECT_EQ(open_of(ordered[0].account), 1178);
    EXPECT_EQ(collect("2026-11-20")->collections, 0);
    // Until a clerk says so.
    ASSERT_TRUE(again(number));
    const auto anew = collect("2026-11-20")->message;
    ASSERT_EQ(rows(anew).size(), 1U);
    EXPECT_EQ(rows(anew).front().number, number);
    expect_books_in_order();
}

TEST_P(Debits, WhosePaymentWentBackByItselfInBooksOfBeforeComeBackAllTheSame) {
    ASSERT_TRUE(mandate("M1", "1"));
    bill("2026-11-01");
    const auto message = collect("2026-11-16")->message;
    const auto debit = to_string(rows(message).front().debit.debit);
    EXPECT_EQ(settle(message), 1);
    {
        auto opened = books();
        ASSERT_TRUE(billing::return_payment(opened, debit, "AM04", clock_.now()));
    }
    ASSERT_TRUE(db_->exec("UPDATE debit SET state = 2, said = ''"));
    EXPECT_EQ(open_of("1"), 1178);
    EXPECT_TRUE(returned(debit));
    EXPECT_EQ(open_of("1"), 1178) << "once";
    EXPECT_EQ(rows(message).front().debit.state, DebitState::returned);
    EXPECT_FALSE(returned(debit));
    expect_books_in_order();
}

TEST_P(Debits, ComeBackWhileSomebodySettlesThem) {
    for (const char* number : {"1", "2", "3"}) {
        ASSERT_TRUE(mandate(std::string{"M"} + number, number));
    }
    bill("2026-11-01");
    const auto message = collect("2026-11-16")->message;
    const auto ordered = rows(message);
    ASSERT_EQ(ordered.size(), 3U);
    auto settling = books();
    auto returning = books();
    {
        const std::jthread bank{[&] {
            const auto done = billing::settle_collections(settling, message, clock_.now(), random_);
            EXPECT_TRUE(done) << done.error().words;
        }};
        for (const auto& row : ordered) {
            const auto done = billing::return_collection(returning, to_string(row.debit.debit),
                                                         "AM04", clock_.at);
            EXPECT_TRUE(done) << done.error().words;
        }
    }
    const auto after = rows(message);
    for (const auto& row : after) EXPECT_EQ(row.debit.state, DebitState::returned);
    for (const char* number : {"1", "2", "3"}) EXPECT_EQ(open_of(number), 1178) << number;
    expect_books_in_order();
}

TEST_P(Debits, SettledTogetherPayEachInvoiceOnce) {
    ASSERT_TRUE(mandate("M1", "1"));
    bill("2026-11-01");
    bill("2026-12-01");
    const auto message = collect("2026-12-16")->message;
    const auto ordered = rows(message);
    ASSERT_EQ(ordered.size(), 2U);
    // A part of one was paid meanwhile: what is left of its money goes to whatever is still open.
    pay({.account = "1", .document = ordered.front().number, .amount = "6.00"});
    EXPECT_EQ(settle(message), 2);
    for (const auto& row : ordered) {
        EXPECT_EQ(stored::document_of_number(*db_, row.number)->value().open_minor, 0);
    }
    EXPECT_EQ(open_of("1"), -600);
    expect_books_in_order();
}

TEST_P(Debits, ThatAreWithdrawnWereNeverUsed) {
    ASSERT_TRUE(mandate("M1", "1", {.one_time = true}));
    bill("2026-11-01");
    const auto message = collect("2026-11-16")->message;
    EXPECT_TRUE(has(file(message), "<SeqTp>OOFF</SeqTp>"));
    auto opened = books();
    EXPECT_EQ(billing::withdraw_collections(opened, message, clock_.now()).value(), 1);
    EXPECT_EQ(billing::withdraw_collections(opened, message, clock_.now()).value(), 0);
    EXPECT_EQ(settle(message), 0);
    EXPECT_EQ(open_of("1"), 1178);
    EXPECT_EQ(collect("2026-11-17")->collections, 1);
}

TEST_P(Debits, AMandateForOnePaymentPaysOne) {
    ASSERT_TRUE(mandate("M1", "1", {.one_time = true}));
    bill("2026-11-01");
    bill("2026-12-01");
    go_to("2026-12-02");
    EXPECT_EQ(collect("2026-12-20")->collections, 1);
    EXPECT_EQ(collect("2026-12-21")->collections, 0);
}

TEST_P(Debits, AMandateThatEndedCollectsNothing) {
    ASSERT_TRUE(mandate("M1", "1"));
    bill("2026-11-01");
    auto opened = books();
    ASSERT_TRUE(billing::end_mandate(opened, "M1", "", clock_.now()));
    EXPECT_EQ(collect("2026-11-16")->collections, 0);
    ASSERT_TRUE(mandate("M1", "1"));  // given again
    EXPECT_EQ(collect("2026-11-16")->collections, 1);
    EXPECT_FALSE(billing::end_mandate(opened, "M9", "", clock_.now()));
}

TEST_P(Debits, ThatAreTheLastSaySoAndEndTheMandate) {
    ASSERT_TRUE(mandate("M1", "1"));
    bill("2026-11-01");
    bill("2026-12-01");
    go_to("2026-12-02");
    auto opened = books();
    ASSERT_TRUE(billing::end_mandate_with_next(opened, "M1", clock_.now()));
    ASSERT_TRUE(billing::end_mandate_with_next(opened, "M1", clock_.now()));  // again
    // Two invoices are due, and the last collection is of one.
    const auto looked = billing::look_at_collections(*db_, {*pos::parse_date("2026-12-20"), false},
                                                     *pos::parse_date("2026-12-02"));
    ASSERT_TRUE(looked);
    ASSERT_EQ(looked->size(), 2U);
    EXPECT_EQ(looked->front().reason, "");
    EXPECT_EQ(looked->back().reason, "mandate_over");
    const auto ordered = collect("2026-12-20");
    ASSERT_TRUE(ordered) << ordered.error().words;
    EXPECT_EQ(ordered->collections, 1);
    const std::string text = file(ordered->message);
    EXPECT_TRUE(has(text, "<SeqTp>FNAL</SeqTp>"));
    EXPECT_FALSE(has(text, "FRST"));
    EXPECT_EQ(collect("2026-12-21")->collections, 0);
    const auto over = billing::end_mandate_with_next(opened, "M1", clock_.now());
    ASSERT_FALSE(over);
    EXPECT_EQ(over.error().why, app::core::Why::ended);
    EXPECT_EQ(settle(ordered->message), 1);
    EXPECT_EQ(collect("2026-12-21")->collections, 0);
    ASSERT_TRUE(mandate("M1", "1"));  // given again
    EXPECT_TRUE(has(file(collect("2026-12-21")->message), "<SeqTp>RCUR</SeqTp>"));
    expect_books_in_order();
}

TEST_P(Debits, ThatWereTheLastAndAreWithdrawnAreOrderedAnew) {
    ASSERT_TRUE(mandate("M1", "1"));
    bill("2026-11-01");
    auto opened = books();
    ASSERT_TRUE(billing::end_mandate_with_next(opened, "M1", clock_.now()));
    const auto first = collect("2026-11-16")->message;
    EXPECT_EQ(billing::withdraw_collections(opened, first, clock_.now()).value(), 1);
    const auto second = collect("2026-11-17")->message;
    EXPECT_TRUE(has(file(second), "<SeqTp>FNAL</SeqTp>"));
    // Ended for good before it is withdrawn, it stays so.
    ASSERT_TRUE(billing::end_mandate(opened, "M1", "", clock_.now()));
    EXPECT_EQ(billing::withdraw_collections(opened, second, clock_.now()).value(), 1);
    EXPECT_EQ(collect("2026-11-18")->collections, 0);
}

TEST_P(Debits, AMandateEndsWithItsNextWhereThatIsNotSaidAnyway) {
    ASSERT_TRUE(mandate("M1", "1", {.one_time = true}));
    ASSERT_TRUE(mandate("M2", "2"));
    auto opened = books();
    const auto once = billing::end_mandate_with_next(opened, "M1", clock_.now());
    ASSERT_FALSE(once);
    EXPECT_EQ(once.error().about, "mandate_for_one");
    const auto none = billing::end_mandate_with_next(opened, "M9", clock_.now());
    ASSERT_FALSE(none);
    EXPECT_EQ(none.error().about, "no_mandate");
    ASSERT_TRUE(billing::end_mandate(opened, "M2", "", clock_.now()));
    EXPECT_FALSE(billing::end_mandate_with_next(opened, "M2", clock_.now()));
    // Given again it goes on, whatever was said before.
    ASSERT_TRUE(mandate("M2", "2"));
    ASSERT_TRUE(billing::end_mandate_with_next(opened, "M2", clock_.now()));
    ASSERT_TRUE(mandate("M2", "2"));
    bill("2026-11-01");
    const std::string text = file(collect("2026-11-16")->message);
    EXPECT_TRUE(has(text, "<SeqTp>FRST</SeqTp>"));
    EXPECT_FALSE(has(text, "FNAL"));
}

TEST_P(Debits, RefuseWhatNoBankWouldTake) {
    for (const billing::MandateInput& wrong :
         {billing::MandateInput{.iban = "DE88370400440532013000"},
          billing::MandateInput{.signed_on = "2026-11-02"},
          billing::MandateInput{.signed_on = "yesterday"}})
        EXPECT_FALSE(mandate("M1", "1", wrong));
    EXPECT_FALSE(mandate("Mü", "1"));
    EXPECT_FALSE(mandate("", "1"));
    EXPECT_FALSE(mandate(std::string(36, 'M'), "1"));
    EXPECT_FALSE(mandate("M1", "9"));
    ASSERT_TRUE(mandate("M1", "1"));
    EXPECT_FALSE(mandate("M1", "2"));
    EXPECT_FALSE(collect("2026-11-01"));  // today
    auto opened = books();
    EXPECT_FALSE(billing::collection_file(opened, "DD-none"));
    EXPECT_FALSE(billing::change_sender(opened, {.creditor = "DE97ZZZ09999999999"}, clock_.now()));
}

ON_EITHER_ENGINE(Debits);

}  // namespace
