// Goal: what is charged at a payment provider is booked once, with its payment in one transaction;
// what nobody knows is asked about under the same key and never charged anew; each refusal has its
// name. Method: an office on either engine and an emulated provider over real HTTP, with the line
// cut in each place.
#include "app/core/billing/attempts.hpp"

#include <gtest/gtest.h>

#include <array>
#include <span>

#include "app/core/billing/debits.hpp"
#include "app/core/billing/disputes.hpp"
#include "app/core/billing/reminders.hpp"
#include "app/core/billing/sender.hpp"
#include "pos/store/billing/debits.hpp"
#include "pos/store/billing/payment_methods.hpp"
#include "pos/store/billing/reminders.hpp"
#include "tests/contract/billing/provider_office.hpp"

namespace {

namespace billing = app::core::billing;
namespace stored = pos::store::billing;

class Attempts : public test::ProviderOffice {
protected:
    void SetUp() override {
        ProviderOffice::SetUp();
        bill("2026-11-01");  // 11.78 of each account, due on the 15th
        go_to("2026-11-15");
    }
    /// By what name it was refused.
    std::string refusal(const billing::NewCharge& asked) {
        const auto made = prepare(asked);
        return made ? "" : made.error().about;
    }
    /// Whatever was charged is in the books once.
    void expect_paid(const stored::StoredAttempt& one) {
        EXPECT_EQ(one.row.state, State::paid) << one.row.said;
        EXPECT_EQ(count("payment WHERE external_id = '" + billing::external_id_of(one.row) + "'"),
                  1);
    }
};

TEST_P(Attempts, PayTheirInvoice) {
    const auto one = charge({.document = invoice("1")});
    expect_paid(one);
    EXPECT_EQ(one.row.reference, "P-1");
    EXPECT_EQ(one.row.amount.minor, 1'178);
    EXPECT_EQ(one.row.nth, 1U);
    EXPECT_EQ(open_of("1"), 0);
    EXPECT_EQ(open_of("2"), 1'178);
    ASSERT_EQ(machine_.bookings().size(), 1U);
    const auto booked = machine_.bookings()[0];
    EXPECT_EQ(booked.key, one.row.key);
    EXPECT_EQ(booked.token, "tok_7");
    EXPECT_EQ(booked.amount, "11.78");
    EXPECT_EQ(booked.currency, "EUR");
    EXPECT_EQ(booked.about, invoice("1"));
    // One that is over stays as it is.
    EXPECT_EQ(go_on(one.row.key)->attempt.row.state, State::paid);
    EXPECT_EQ(machine_.bookings()[0].calls, 1);
    EXPECT_EQ(refusal({.document = invoice("1")}), "nothing_to_charge");
    expect_books_in_order();
}

TEST_P(Attempts, BuyCredit) {
    const auto one = charge({.account = "1", .amount = "50.00"});
    expect_paid(one);
    EXPECT_EQ(count("wallet_lot WHERE amount_minor = 5000"), 1);
    EXPECT_EQ(open_of("1"), 1'178) << "what is owed is not paid by it";
    EXPECT_EQ(machine_.bookings()[0].about, "1");
    expect_books_in_order();
}

TEST_P(Attempts, ThatAreDeclinedPayNothingAndMayBeTriedAnew) {
    machine_.next({Trouble::decline});
    const auto one = charge({.document = invoice("1")});
    EXPECT_EQ(one.row.state, State::declined);
    EXPECT_EQ(one.row.said, "No cover");
    EXPECT_EQ(open_of("1"), 1'178);
    auto open = books();
    const auto again = billing::retry_charge(open, one.row.key, clock_.at, random_);
    ASSERT_TRUE(again) << again.error().words;
    EXPECT_NE(again->attempt.row.key, one.row.key) << "declined is declined: another attempt";
    EXPECT_EQ(again->attempt.row.nth, 2U);
    EXPECT_EQ(billing::retry_charge(open, again->attempt.row.key, clock_.at, random_)->again, true)
        << "it waits already";
    expect_paid(go_on(again->attempt.row.key)->attempt);
    EXPECT_EQ(billing::retry_charge(open, again->attempt.row.key, clock_.at, random_).error().about,
              "attempt_over");
    EXPECT_EQ(machine_.moved(), 1);
    expect_books_in_order();
}

TEST_P(Attempts, AreAskedAboutWhereverTheLineIsCut) {
    struct Case {
        Trouble trouble;
        bool booked;
    };
    int nth = 0;
    for (const Case& one :
         {Case{Trouble::cut_before, false}, Case{Trouble::cut_after, true},
          Case{Trouble::error_before, false}, Case{Trouble::error_after, true},
          Case{Trouble::silence, true}, Case{Trouble::no_json, true}, Case{Trouble::half, true},
          Case{Trouble::busy, true}, Case{Trouble::pending, true}}) {
        SCOPED_TRACE(static_cast<int>(one.trouble));
        ++nth;
        const std::int64_t moved = machine_.moved();
        machine_.next({one.trouble});
        const auto lost = charge({.account = "1", .amount = "5.00"});
        EXPECT_EQ(lost.row.state, State::unknown) << lost.row.said;
        EXPECT_FALSE(lost.row.said.empty());
        EXPECT_EQ(refusal({.account = "1", .amount = "5.00"}), "attempt_open");
        auto open = books();
        EXPECT_EQ(billing::retry_charge(open, lost.row.key, clock_.at, random_).error().about,
                  "attempt_unknown");
        EXPECT_EQ(billing::withdraw_attempt(open, lost.row.key, clock_.at).error().about,
                  "attempt_unknown");
        // The question's answer is lost as well.
        minutes(2);
        machine_.next({Trouble::cut_after});
        const auto asked = go_on(lost.row.key)->attempt;
        EXPECT_EQ(asked.row.state, State::asked);
        EXPECT_EQ(asked.row.asked, 1U);
        minutes(2);
        auto known = go_on(lost.row.key)->attempt;
        if (!one.booked) {
            EXPECT_EQ(known.row.state, State::prepared) << "never heard of: under the same key";
            known = go_on(lost.row.key)->attempt;
            EXPECT_EQ(known.row.sent, 2U);
        }
        expect_paid(known);
        EXPECT_EQ(known.row.key, lost.row.key);
        EXPECT_EQ(machine_.moved(), moved + 1);
        EXPECT_EQ(count("wallet_lot"), nth);
    }
    EXPECT_EQ(machine_.bookings().size(), 9U) << "a key each";
    expect_books_in_order();
}

TEST_P(Attempts, OfWhichNothingGotOutWaitToBeSent) {
    host_.reset();
    auto open = books();
    const auto made = billing::prepare_charge(open, {.document = invoice("1")}, clock_.at, random_);
    ASSERT_TRUE(made);
    drivers::provider::Provider nobody{
        {.url = "http://127.0.0.1:1/v1", .key = kKey, .ca_file = {}}};
    const auto step = billing::carry_on(open, nobody, made->attempt.row.key, clock_, random_);
    ASSERT_TRUE(step) << step.error().words;
    EXPECT_TRUE(step->is_away);
    EXPECT_EQ(step->attempt.row.state, State::prepared);
    EXPECT_GT(step->attempt.row.due, clock_.at);
    EXPECT_TRUE(billing::withdraw_attempt(open, made->attempt.row.key, clock_.at));
    EXPECT_EQ(attempt(made->attempt.row.key).row.state, State::withdrawn);
    expect_books_in_order();
}

TEST_P(Attempts, AreSentOnceByWhoeverIsFirst) {
    const auto made = prepare({.document = invoice("1")});
    ASSERT_TRUE(made);
    // Another process has noted that it sends, and is killed before it does.
    auto open = books();
    ASSERT_TRUE(open.stream->begin());
    ASSERT_TRUE(open.stream->append(pos::journal::AttemptSent{made->attempt.row.attempt,
                                                              open.when(clock_.at),
                                                              open.user(),
                                                              1,
                                                              clock_.at,
                                                              {clock_.at.unix_ms + 60'000}},
                                    clock_.at));
    ASSERT_TRUE(open.stream->commit());
    EXPECT_EQ(go_on(made->attempt.row.key).error().about, "attempt_under_way");
    EXPECT_EQ(billing::tell_outcome(open, made->attempt.row.key,
                                    {.paid = true, .reference = {}, .reason = "phone"}, clock_.at,
                                    random_)
                  .error()
                  .about,
              "attempt_under_way");
    EXPECT_TRUE(machine_.bookings().empty());
    minutes(1);
    EXPECT_EQ(go_on(made->attempt.row.key)->attempt.row.state, State::prepared);
    expect_paid(go_on(made->attempt.row.key)->attempt);
    EXPECT_EQ(machine_.moved(), 1);
    expect_books_in_order();
}

TEST_P(Attempts, OfOneKeyAreOne) {
    const auto one = charge({.document = invoice("1"), .key = "shop:7"});
    expect_paid(one);
    EXPECT_EQ(one.row.key, "shop:7");
    const auto again = prepare({.document = invoice("1"), .key = "shop:7"});
    ASSERT_TRUE(again);
    EXPECT_TRUE(again->again);
    EXPECT_EQ(again->attempt.row.state, State::paid);
    EXPECT_EQ(refusal({.document = invoice("2"), .key = "shop:7"}), "key_of_another");
    EXPECT_EQ(refusal({.document = invoice("1"), .amount = "1.00", .key = "shop:7"}),
              "key_of_another");
    EXPECT_EQ(refusal({.account = "1", .amount = "11.78", .key = "shop:7"}), "key_of_another");
    EXPECT_EQ(refusal({.document = invoice("1"), .key = "shop 7"}), "no_key");
    EXPECT_EQ(machine_.moved(), 1);
}

TEST_P(Attempts, AreRefusedByName) {
    EXPECT_FALSE(prepare({}));
    EXPECT_FALSE(prepare({.document = invoice("1"), .account = "1"}));
    EXPECT_EQ(prepare({.document = "I9"}).error().why, app::core::Why::no_document);
    EXPECT_EQ(prepare({.account = "9", .amount = "5.00"}).error().why, app::core::Why::no_account);
    EXPECT_EQ(prepare({.account = "1"}).error().why, app::core::Why::no_amount);
    EXPECT_EQ(prepare({.account = "1", .amount = "-5"}).error().why, app::core::Why::no_amount);
    EXPECT_EQ(refusal({.document = invoice("1"), .amount = "11.79"}), "more_than_open");
    {
        auto open = books();
        ASSERT_TRUE(billing::end_method(open, "2", clock_.at));
        EXPECT_EQ(billing::end_method(open, "2", clock_.at).error().about, "no_method");
    }
    EXPECT_EQ(refusal({.document = invoice("2")}), "no_method");
    method({.account = "2", .token = "tok_8", .label = "Card", .until = "2026-11-20"});
    go_to("2026-11-21");
    EXPECT_EQ(refusal({.document = invoice("2")}), "method_expired");
    {
        auto open = books();
        auto other = setup();
        other.name = "Other";
        ASSERT_TRUE(billing::change_provider(open, other, clock_.at));
    }
    EXPECT_EQ(refusal({.document = invoice("1")}), "method_of_another");
    EXPECT_EQ(billing::find_attempt(*db_, "none").error().about, "no_attempt");
    EXPECT_TRUE(all_attempts().empty());
    EXPECT_TRUE(machine_.bookings().empty());
}

TEST_P(Attempts, KeepNoCardNumbers) {
    auto open = books();
    const auto name = [&](const billing::NewMethod& asked) {
        const auto put = billing::put_method(open, asked, clock_.at, random_);
        return put ? std::string{} : put.error().about;
    };
    for (const char* card :
         {"4242424242424242", "4242 4242 4242 4242", "card-4242-4242-4242-4242"}) {
        EXPECT_EQ(name({.account = "1", .token = "tok_9", .label = card}), "card_number") << card;
    }
    EXPECT_EQ(name({.account = "1", .token = "378282246310005", .label = "Card"}), "card_number");
    EXPECT_EQ(name({.account = "1", .token = "tok 9"}), "method_token_odd");
    EXPECT_EQ(name({.account = "1", .token = std::string(201, 'x')}), "method_token_odd");
    EXPECT_EQ(name({.account = "1", .label = std::string(61, 'x')}), "method_label");
    EXPECT_EQ(billing::put_method(open, {.account = "1", .until = "someday"}, clock_.at, random_)
                  .error()
                  .why,
              app::core::Why::no_day);
    EXPECT_EQ(billing::put_method(open, {.account = "1", .until = "2026-11-14"}, clock_.at, random_)
                  .error()
                  .why,
              app::core::Why::passed);
    customer("3");
    EXPECT_EQ(name({.account = "3", .label = "Visa"}), "method_token");
    EXPECT_EQ(name({.account = "3", .token = "tok_9"}), "method_label");
    EXPECT_FALSE(billing::holds_card_number("4242424242424241")) << "no check digit";
    EXPECT_FALSE(billing::holds_card_number("Visa ending 4242"));
    // One in place of another: what was charged to the old one says so for ever.
    EXPECT_EQ(name({.account = "1", .token = "tok_9", .label = "Mastercard"}), "");
    EXPECT_EQ(count("payment_method"), 3);
    EXPECT_EQ(name({.account = "1", .label = "Mastercard ending 4444"}), "");
    EXPECT_EQ(count("payment_method"), 3) << "the same one, called otherwise";
}

TEST_P(Attempts, ThatAreNotSentYetEndWithTheirMethod) {
    const auto made = prepare({.document = invoice("1")});
    auto open = books();
    ASSERT_TRUE(billing::end_method(open, "1", clock_.at));
    EXPECT_EQ(go_on(made->attempt.row.key)->attempt.row.state, State::withdrawn);
    EXPECT_TRUE(machine_.bookings().empty());
}

TEST_P(Attempts, AreNotSentAgainByAMethodThatWasTakenBack) {
    machine_.next({Trouble::cut_before});
    const auto lost = charge({.document = invoice("1")});
    minutes(2);
    ASSERT_EQ(go_on(lost.row.key)->attempt.row.state, State::prepared) << "never heard of";
    auto open = books();
    ASSERT_TRUE(billing::end_method(open, "1", clock_.at));
    const auto step = go_on(lost.row.key);
    ASSERT_TRUE(step) << step.error().words;
    EXPECT_EQ(step->attempt.row.state, State::asked);
    EXPECT_EQ(step->attempt.row.said, "the method was taken back");
    EXPECT_EQ(step->attempt.row.sent, 1U);
    EXPECT_TRUE(machine_.bookings().empty());
    EXPECT_EQ(machine_.moved(), 0);
    expect_books_in_order();
}

TEST_P(Attempts, ThatCannotBeBookedSayWhyAndAreAskedAboutLater) {
    const auto made = prepare({.account = "1", .amount = "50.00"});
    ASSERT_TRUE(made) << made.error().words;
    const std::string key = made->attempt.row.key;
    const auto live_in = [&](const std::string& zone) {
        ASSERT_TRUE(db_->exec("UPDATE billing_account SET zone = $1 WHERE number = '1'", zone));
    };
    live_in("Mars/Olympus");
    EXPECT_EQ(go_on(key).error().about, "zone_unknown");
    EXPECT_EQ(attempt(key).row.state, State::unknown);
    EXPECT_EQ(attempt(key).row.said, "The zone Mars/Olympus is unknown.");
    EXPECT_TRUE(stored::attempts_due(*db_, clock_.at, 10)->empty()) << "not at once";
    minutes(1);
    EXPECT_EQ(go_on(key).error().about, "zone_unknown");
    EXPECT_EQ(attempt(key).row.asked, 1U);
    EXPECT_EQ(count("wallet_lot"), 0);
    live_in("Europe/Berlin");
    minutes(1);
    expect_paid(go_on(key)->attempt);
    EXPECT_EQ(count("wallet_lot WHERE amount_minor = 5000"), 1);
    EXPECT_EQ(machine_.moved(), 1);
    expect_books_in_order();
}

TEST_P(Attempts, ThatAreTriedAnewTwiceAreChargedOnce) {
    machine_.next({Trouble::decline});
    const auto one = charge({.account = "1", .amount = "50.00"});
    ASSERT_EQ(one.row.state, State::declined);
    auto open = books();
    const auto retry = [&](const stored::StoredAttempt& which) {
        return billing::retry_charge(open, which.row.key, clock_.at, random_);
    };
    const auto again = retry(one);
    ASSERT_TRUE(again) << again.error().words;
    EXPECT_EQ(again->attempt.row.amount.minor, 5'000);
    EXPECT_EQ(retry(one).error().about, "attempt_retried");
    machine_.next({});
    expect_paid(go_on(again->attempt.row.key)->attempt);
    EXPECT_EQ(retry(one).error().about, "attempt_retried") << "and paid";
    // Of an invoice a part stays that part.
    machine_.next({Trouble::decline});
    const auto part = charge({.document = invoice("1"), .amount = "5.00"});
    ASSERT_EQ(part.row.state, State::declined);
    const auto anew = retry(part);
    ASSERT_TRUE(anew) << anew.error().words;
    EXPECT_EQ(anew->attempt.row.amount.minor, 500);
    machine_.next({});
    expect_paid(go_on(anew->attempt.row.key)->attempt);
    EXPECT_EQ(retry(part).error().about, "attempt_retried");
    EXPECT_EQ(open_of("1"), 678);
    EXPECT_EQ(machine_.moved(), 2);
    // What is open of it may have become less.
    machine_.next({Trouble::decline});
    const auto rest = charge({.document = invoice("1")});
    pay({.account = "1", .document = invoice("1"), .amount = "6.00"});
    const auto little = retry(rest);
    ASSERT_TRUE(little) << little.error().words;
    EXPECT_EQ(little->attempt.row.amount.minor, 78);
    expect_books_in_order();
}

TEST_P(Attempts, OfWhichNobodyKnowsForLongAreSettledByAPerson) {
    machine_.next({Trouble::cut_before});
    const auto lost = charge({.document = invoice("1")});
    auto open = books();
    const auto tell = [&](billing::ToldOutcome told) {
        return billing::tell_outcome(open, lost.row.key, told, clock_.at, random_);
    };
    EXPECT_EQ(tell({.paid = true}).error().why, app::core::Why::reason_missing);
    EXPECT_EQ(tell({.paid = true, .reason = std::string(201, 'x')}).error().why,
              app::core::Why::text_too_long);
    const auto told = tell({.paid = true, .reference = "P-99", .reason = "by phone"});
    ASSERT_TRUE(told) << told.error().words;
    expect_paid(told->attempt);
    EXPECT_EQ(open_of("1"), 0);
    EXPECT_EQ(tell({.paid = false, .reason = "no"}).error().about, "attempt_over");
    // One that was never sent nobody can know of.
    const auto waiting = prepare({.document = invoice("2")});
    EXPECT_EQ(
        billing::tell_outcome(open, waiting->attempt.row.key,
                              {.paid = true, .reference = {}, .reason = "x"}, clock_.at, random_)
            .error()
            .about,
        "attempt_never_sent");
    expect_books_in_order();
}

TEST_P(Attempts, ThatTheProviderForgotAreForAPerson) {
    machine_.next({Trouble::cut_after});
    const auto lost = charge({.document = invoice("1")});
    machine_.forget();
    minutes(24 * 60);
    const auto asked = go_on(lost.row.key)->attempt;
    EXPECT_EQ(asked.row.state, State::asked) << "not sent blind: it may have been booked";
    EXPECT_EQ(stored::attempts(*db_, {.account = {},
                                      .open_only = false,
                                      .unclear_since = pos::Instant{clock_.at.unix_ms - 3'600'000}})
                  ->size(),
              1U);
    EXPECT_EQ(machine_.moved(), 1);
}

TEST_P(Attempts, TakeNoMoreThanIsOpenAndLeaveWhatIsDisputed) {
    auto open = books();
    ASSERT_TRUE(billing::open_dispute(
        open, {.document = invoice("1"), .amount = "1.78", .reason = "meter"}, clock_.at, random_));
    const auto one = charge({.document = invoice("1")});
    EXPECT_EQ(one.row.amount.minor, 1'000);
    EXPECT_EQ(open_of("1"), 178);
    // Money that comes while nobody knows is not lost: it is the account's.
    machine_.next({Trouble::cut_after});
    const auto lost = charge({.document = invoice("2")});
    pay({.account = "2", .document = invoice("2"), .amount = "11.78"});
    minutes(1);
    expect_paid(go_on(lost.row.key)->attempt);
    EXPECT_EQ(open_of("2"), -1'178);
    expect_books_in_order();
}

TEST_P(Attempts, WhoseInvoiceWasPaidWhileTheyWaitedAreNotSent) {
    const auto waiting = prepare({.document = invoice("1")});
    ASSERT_TRUE(waiting);
    pay({.account = "1", .document = invoice("1"), .amount = "5.00"});
    const auto over = go_on(waiting->attempt.row.key);
    ASSERT_TRUE(over) << over.error().words;
    EXPECT_EQ(over->attempt.row.state, State::withdrawn);
    EXPECT_EQ(over->attempt.row.said, "so much is not open any more");
    EXPECT_TRUE(machine_.bookings().empty());
    // The rest may be charged, as another one.
    const auto rest = charge({.document = invoice("1")});
    expect_paid(rest);
    EXPECT_EQ(rest.row.amount.minor, 678);
    EXPECT_EQ(open_of("1"), 0);
    // One that may have got out is not sent again either, and is seen to its end.
    machine_.next({Trouble::cut_before});
    const auto lost = charge({.document = invoice("2")});
    minutes(2);
    EXPECT_EQ(go_on(lost.row.key)->attempt.row.state, State::prepared);
    auto open = books();
    EXPECT_EQ(billing::withdraw_attempt(open, lost.row.key, clock_.at).error().about,
              "attempt_unknown");
    pay({.account = "2", .document = invoice("2"), .amount = "11.78"});
    EXPECT_EQ(go_on(lost.row.key)->attempt.row.state, State::asked);
    EXPECT_EQ(attempt(lost.row.key).row.sent, 1U);
    EXPECT_EQ(machine_.moved(), 1) << "of the other account's rest alone";
    const auto told = billing::tell_outcome(open, lost.row.key,
                                            {.paid = false, .reference = {}, .reason = "by phone"},
                                            clock_.at, random_);
    ASSERT_TRUE(told) << told.error().words;
    EXPECT_EQ(told->attempt.row.state, State::declined);
    EXPECT_EQ(open_of("2"), 0);
    expect_books_in_order();
}

TEST_P(Attempts, MayBeSettledWhereTheyAreToBeSentAgainAndNobodyIsThere) {
    machine_.next({Trouble::cut_before});
    const auto lost = charge({.document = invoice("1")});
    minutes(2);
    ASSERT_EQ(go_on(lost.row.key)->attempt.row.state, State::prepared);
    auto open = books();
    const auto told = billing::tell_outcome(open, lost.row.key,
                                            {.paid = false, .reference = {}, .reason = "by phone"},
                                            clock_.at, random_);
    ASSERT_TRUE(told) << told.error().words;
    EXPECT_EQ(told->attempt.row.state, State::declined);
    EXPECT_EQ(open_of("1"), 1'178);
}

TEST_P(Attempts, KeepTheirProviderUntilTheyAreOver) {
    const auto waiting = prepare({.document = invoice("1")});
    ASSERT_TRUE(waiting);
    auto open = books();
    auto other = setup();
    other.name = "Other";
    EXPECT_EQ(billing::change_provider(open, other, clock_.at).error().about, "attempts_open");
    EXPECT_EQ(billing::read_provider(*db_)->name, "Pay");
    ASSERT_TRUE(billing::withdraw_attempt(open, waiting->attempt.row.key, clock_.at));
    EXPECT_TRUE(billing::change_provider(open, other, clock_.at));
}

TEST_P(Attempts, ThatAClockWasAheadForAreDueAndShown) {
    machine_.next({Trouble::cut_after});
    charge({.document = invoice("1")});
    const pos::Instant back{clock_.at.unix_ms - 90 * std::int64_t{86'400'000}};
    EXPECT_TRUE(stored::attempts_due(*db_, clock_.at, 10)->empty()) << "in a minute";
    EXPECT_EQ(stored::attempts_due(*db_, {clock_.at.unix_ms + 60'000}, 10)->size(), 1U);
    EXPECT_EQ(stored::attempts_due(*db_, back, 10)->size(), 1U) << "not in ninety days";
    const auto unclear = [&](pos::Instant now) {
        return stored::attempts(*db_, {.account = {},
                                       .open_only = false,
                                       .unclear_since = pos::Instant{now.unix_ms - 3'600'000}})
            ->size();
    };
    EXPECT_EQ(unclear(back), 1U);
    EXPECT_EQ(unclear(clock_.at), 0U);
    EXPECT_EQ(unclear({clock_.at.unix_ms + 3'600'000}), 1U);
}

TEST_P(Attempts, AreFoundByIndexesHoweverManyThereWere) {
    if (!is_sqlite()) GTEST_SKIP() << "SQLite says how it will go about it whatever the sizes";
    const std::vector<std::string> begins{"SCAN t USING INDEX payment_attempt_due",
                                          "SEARCH o USING INDEX open_item_by_day", "SCAN r",
                                          "SEARCH t USING INDEX payment_attempt_of_account",
                                          "SCAN t USING INDEX payment_attempt_due"};
    const auto statements = stored::attempt_statements();
    ASSERT_EQ(statements.size(), begins.size());
    for (std::size_t i = 0; i < statements.size(); ++i) {
        std::string first;
        const std::array<pos::store::db::Param, 5> none{};
        const std::size_t params = statements[i].find("$5") != std::string::npos   ? 5
                                   : statements[i].find("$3") != std::string::npos ? 3
                                                                                   : 2;
        const auto planned = db_->run("EXPLAIN QUERY PLAN " + statements[i],
                                      std::span{none}.first(params), [&](const auto& row) {
                                          first = row.text(3);
                                          return false;
                                      });
        ASSERT_TRUE(planned) << planned.error().text;
        EXPECT_TRUE(first.starts_with(begins[i])) << first << '\n' << statements[i];
    }
}

TEST_P(Attempts, OfAnAccountAreListedWithoutThoseOfOthers) {
    const auto over = charge({.document = invoice("1")});
    machine_.next({Trouble::cut_after});
    const auto lost = charge({.document = invoice("2")});
    const auto listed = [&](const stored::AttemptFilter& filter) {
        std::vector<std::string> keys;
        const auto found = stored::attempts(*db_, filter).value();
        for (const auto& one : found) keys.push_back(one.row.key);
        return keys;
    };
    using Keys = std::vector<std::string>;
    const Keys first{over.row.key};
    const Keys second{lost.row.key};
    EXPECT_EQ(listed({}).size(), 2U);
    EXPECT_EQ(listed({.account = {}, .limit = 1}).size(), 1U);
    EXPECT_EQ(listed({.account = over.row.account}), first);
    EXPECT_EQ(listed({.account = {}, .open_only = true}), second);
    EXPECT_EQ(listed({.account = over.row.account, .open_only = true}), Keys{});
    const pos::Instant since{clock_.at.unix_ms + 3'600'000};
    EXPECT_EQ(listed({.account = {}, .unclear_since = since}), second);
    EXPECT_EQ(listed({.account = lost.row.account, .unclear_since = since}), second);
    EXPECT_EQ(listed({.account = over.row.account, .unclear_since = since}), Keys{});
}

TEST_P(Attempts, KeepDirectDebitsAndRemindersAwayWhileTheyAreUnderWay) {
    auto open = books();
    billing::Sender sender{.name = "Stadtwerke"};
    sender.iban = "DE02120300000000202051";
    sender.creditor = "DE98ZZZ09999999999";
    ASSERT_TRUE(billing::change_sender(open, sender, clock_.at));
    for (const char* number : {"1", "2"}) {
        ASSERT_TRUE(billing::put_mandate(open,
                                         {.reference = std::string{"M"} + number,
                                          .account = number,
                                          .iban = "DE89370400440532013000",
                                          .signed_on = "2026-10-01"},
                                         clock_.at));
    }
    machine_.next({Trouble::cut_after});
    const auto lost = charge({.document = invoice("1")});
    go_to("2026-12-10");
    const auto overdue =
        stored::overdue_invoices(*db_, pos::make_date(2026, 12, 10), 0, 100).value();
    ASSERT_EQ(overdue.size(), 1U);
    EXPECT_EQ(overdue[0].number, invoice("2"));
    const auto ordered = billing::order_collections(
        open, {.collect_on = pos::make_date(2026, 12, 12), .b2b = false}, clock_.at, random_);
    ASSERT_TRUE(ordered) << ordered.error().words;
    EXPECT_EQ(ordered->collections, 1) << "the other one is being charged";
    EXPECT_EQ(refusal({.document = invoice("2")}), "being_debited") << "nor the other way round";
}

}  // namespace

ON_EITHER_ENGINE(Attempts);
