// Goal: credit that one till was given is spent there alone and once, comes back to the credit that
// it was, and what is sold above it is owed; the wallet never holds less than nothing.
// Method: an office on either engine, two tills that hear of it by their feeds and are heard by
// their journals, with figures worked out by hand.
#include "tests/contract/bills_at_tills/leases.hpp"

#include "app/core/billing/lease_books.hpp"

#include <gtest/gtest.h>

namespace {

namespace billing = app::core::billing;
namespace feed = pos::store::feed;
using pos::journal::Book;
using test::euro;
using test::id;

class Leases : public test::LeasesOffice {};

TEST_P(Leases, LeaveTheWalletBeforeTheirTillHearsOfThem) {
    const auto given = credit({.amount = "20.00", .promotional = true, .priority = 1});
    const auto paid = credit({.amount = "50.00", .priority = 2, .method = "cash"});
    const auto one = lease({.amount = "30.00", .floor = "5.00"});
    EXPECT_EQ(balance(), 4'000);
    EXPECT_EQ(left_of_lot(given), 0);
    EXPECT_EQ(left_of_lot(paid), 4'000);
    EXPECT_EQ(stored_lease(one).left_minor, 3'000);
    EXPECT_EQ(in_book(Book::wallet), -4'000);
    EXPECT_EQ(in_book(Book::leased), -3'000);
    follow(first_);
    const auto there = known(first_);
    ASSERT_EQ(there.leases.size(), 1U);
    EXPECT_EQ(there.leases[0].lease, one);
    EXPECT_EQ(there.leases[0].left, euro(3'000));
    EXPECT_EQ(there.leases[0].floor_left, euro(500));
    EXPECT_EQ(there.leased_at(now_), euro(3'000));
    // What it may not spend by itself it knows too, as before.
    EXPECT_EQ(there.credit_at(now_), euro(4'000));
    expect_books_in_order();
}

TEST_P(Leases, AreKnownToTheirTillAlone) {
    credit({.amount = "50.00", .method = "cash"});
    lease({.amount = "30.00"});
    follow(first_);
    follow(second_);
    EXPECT_EQ(known(first_).leases.size(), 1U);
    EXPECT_TRUE(known(second_).leases.empty());
    // A copy of its disk that goes on with another key does not have it either.
    ASSERT_TRUE(first_.db().exec("UPDATE told_lease SET public_key = $1",
                                 second_.store->journal().public_key));
    EXPECT_TRUE(known(first_).leases.empty());
}

TEST_P(Leases, LeaveTheMarkOfTheirFeedWhenTheyComeAndGo) {
    credit({.amount = "50.00", .method = "cash"});
    const auto expect_marked = [&] {
        const auto head = feed::head(*db_).value();
        const auto mark = feed::mark_over(*db_, head).value();
        EXPECT_EQ(mark.number, head) << "else every till would be told everything anew";
        EXPECT_EQ(feed::vouched(*db_, head, mark).value(), feed::Vouched::ours);
    };
    const auto one = lease({.amount = "30.00"});
    expect_marked();
    follow(first_);
    give_up(first_, one, 3'000);
    send(first_);
    EXPECT_EQ(book().booked, 1U);
    expect_marked();
}

TEST_P(Leases, AreSpentOnceHoweverOftenTheTillSends) {
    credit({.amount = "50.00", .method = "cash"});
    const auto one = lease({.amount = "30.00"});
    follow(first_);
    const auto sale = spend(first_, {part(one, 1'200)});
    EXPECT_EQ(known(first_).leased_at(now_), euro(1'800));
    for (int times = 0; times < 2; ++times) {
        send(first_);
        EXPECT_EQ(book().booked, times == 0 ? 1U : 0U);
        EXPECT_EQ(stored_lease(one).left_minor, 1'800);
        EXPECT_EQ(stored_lease(one).spent_minor, 1'200);
    }
    EXPECT_EQ(in_book(Book::leased), -1'800);
    EXPECT_EQ(in_book(Book::at_tills), -1'200);
    EXPECT_EQ(balance(), 2'000);
    EXPECT_EQ(owed(), 0);
    const auto moves = pos::store::billing::lease_moves_of(*db_, account_);
    ASSERT_TRUE(moves);
    ASSERT_EQ(moves->size(), 2U);
    EXPECT_EQ(moves->at(1).number, "B01-T1-000001");
    EXPECT_EQ(moves->at(1).amount_minor, 1'200);
    // The till knows how it was paid, for when the goods come back.
    const auto how = feed::credit_of_sale(first_.db(), sale);
    ASSERT_TRUE(how && *how);
    EXPECT_EQ((*how)->parts, std::vector{part(one, 1'200)});
    const auto slip = feed::credit_on_ticket(first_.db(), sale);
    ASSERT_TRUE(slip && *slip);
    EXPECT_EQ((*slip)->sale, sale);
    expect_books_in_order();
}

TEST_P(Leases, OweWhatIsSoldAboveThem) {
    credit({.amount = "50.00", .method = "cash"});
    const auto one = lease({.amount = "30.00", .floor = "5.00"});
    follow(first_);
    spend(first_, {part(one, 3'000, 400)});
    EXPECT_EQ(known(first_).leased_at(now_), euro(0));
    EXPECT_EQ(known(first_).leases[0].floor_left, euro(100));
    send(first_);
    EXPECT_EQ(book().booked, 1U);
    EXPECT_EQ(owed(), 400);
    EXPECT_EQ(balance(), 2'000);  // the wallet does not pay what the merchant risked
    EXPECT_EQ(in_book(Book::at_tills), -3'400);
    EXPECT_EQ(in_book(Book::receivable), 400);
    EXPECT_EQ(in_book(Book::wallet), -2'000);
    EXPECT_EQ(in_book(Book::leased), 0);
    expect_books_in_order();
}

TEST_P(Leases, TakeBackWhatTheyPaidForGoodsThatCameBack) {
    credit({.amount = "50.00", .method = "cash"});
    const auto one = lease({.amount = "30.00", .floor = "5.00"});
    follow(first_);
    const auto sale = spend(first_, {part(one, 3'000, 400)});
    spend(first_, {part(one, -600, -400)}, sale);
    EXPECT_EQ(known(first_).leased_at(now_), euro(600));
    EXPECT_EQ(known(first_).leases[0].floor_left, euro(500));
    const auto how = feed::credit_of_sale(first_.db(), sale);
    ASSERT_TRUE(how && *how);
    EXPECT_EQ((*how)->parts, std::vector{part(one, 2'400, 0)});
    send(first_);
    EXPECT_EQ(book().booked, 2U);
    EXPECT_EQ(owed(), 0);  // what was owed for it is owed no more
    EXPECT_EQ(stored_lease(one).left_minor, 600);
    EXPECT_EQ(in_book(Book::at_tills), -2'400);
    EXPECT_EQ(in_book(Book::leased), -600);
    EXPECT_EQ(balance(), 2'000);
    expect_books_in_order();
}

TEST_P(Leases, AreTheCreditThatTheyWereOnceGivenBack) {
    const auto first = credit({.amount = "20.00", .promotional = true, .priority = 1});
    const auto second = credit({.amount = "20.00", .promotional = true, .priority = 2});
    const auto one = lease({.amount = "30.00"});
    follow(first_);
    spend(first_, {part(one, 2'500)});  // the first lot and 5.00 of the second
    give_up(first_, one, 500);
    EXPECT_TRUE(known(first_).leases.empty());
    send(first_);
    EXPECT_EQ(book().booked, 2U);
    EXPECT_EQ(left_of_lot(first), 0);
    EXPECT_EQ(left_of_lot(second), 1'500);
    EXPECT_EQ(balance(), 1'500);
    EXPECT_TRUE(stored_lease(one).ended_at);
    EXPECT_EQ(in_book(Book::leased), 0);
    follow(first_);
    EXPECT_EQ(first_.db().value<std::int64_t>("SELECT count(*) FROM told_lease")->value(), 0);
    expect_books_in_order();
}

TEST_P(Leases, OfCreditThatExpiredMeanwhileGoTheWayOfIt) {
    // It goes on with 10.00 of what is left; 6.00 do so while the rest is at the till.
    credit({.amount = "20.00", .promotional = true, .expires = "2026-12-03", .rollover = "10.00"});
    const auto one = lease({.amount = "14.00"});
    EXPECT_EQ(stored_lease(one).row.expires, pos::Instant{1'796'252'400'000});  // with its lot
    follow(first_);
    now_.unix_ms += 86'400'000;
    {
        auto open = books();
        EXPECT_EQ(billing::end_expired_credit(open, now_, random_).value_or(-1), 1);
    }
    EXPECT_EQ(balance(), 600);
    EXPECT_EQ(known(first_).leased_at(now_), euro(0));
    give_up(first_, one, 1'400);
    send(first_);
    EXPECT_EQ(book().booked, 1U);
    // Four more go on, ten have expired.
    EXPECT_EQ(balance(), 1'000);
    EXPECT_EQ(in_book(Book::promotion), 1'000);
    EXPECT_EQ(in_book(Book::leased), 0);
    expect_books_in_order();
}

TEST_P(Leases, SpentBeforeAndHeardOfAfterTheyExpiredArePaidFromThem) {
    credit({.amount = "20.00", .promotional = true, .expires = "2026-12-03"});
    const auto one = lease({.amount = "20.00"});
    follow(first_);
    spend(first_, {part(one, 700)});
    now_.unix_ms += 86'400'000;
    {
        auto open = books();
        EXPECT_EQ(billing::end_expired_credit(open, now_, random_).value_or(-1), 0);
    }
    const auto over = feed::leases_to_give_up(first_.db(), test::kEuro, now_);
    ASSERT_TRUE(over);
    ASSERT_EQ(over->size(), 1U);
    EXPECT_EQ(over->front().left, euro(1'300));
    send(first_);
    EXPECT_EQ(book().booked, 1U);
    EXPECT_EQ(stored_lease(one).left_minor, 1'300);
    give_up(first_, one, 1'300);
    send(first_);
    EXPECT_EQ(book().booked, 1U);
    EXPECT_EQ(balance(), 0);  // it had expired
    EXPECT_EQ(in_book(Book::promotion), 700);
    EXPECT_EQ(in_book(Book::at_tills), -700);
    EXPECT_EQ(owed(), 0);
    expect_books_in_order();
}

TEST_P(Leases, AreCountedAnewHoweverManyTillsThereWere) {
    const auto head = [&] { return pos::store::billing::frozen_leases_head(*db_); };
    auto before = head();
    ASSERT_TRUE(before);
    // As the last journals of an office that has had thousands.
    for (const std::int64_t number : {5'000'000, 5'000'001}) {
        const auto id = pos::make_ulid(now_, random_);
        ASSERT_TRUE(
            db_->exec("INSERT INTO journal (id, journal, started_at, branch, terminal, series, "
                      "public_key, currency, zone, program) VALUES ($1, $2, 0, 'B01', 'T9', 'T9', "
                      "$2, 'EUR2', 'Europe/Berlin', '')",
                      number, id));
        ASSERT_TRUE(
            db_->exec("INSERT INTO journal_entry (entry, at, kind, version, payload, hash) "
                      "VALUES ($1, 0, 1, 1, $2, $2)",
                      (number << 40) + 1, id));
        const auto after = head();
        ASSERT_TRUE(after) << after.error().text;
        EXPECT_NE(*after, *before);
        before = after;
    }
}

TEST_P(Leases, OfARevokedTillAreSettledByPeople) {
    credit({.amount = "50.00", .method = "cash"});
    const auto one = lease({.amount = "30.00", .external_id = "market"});
    follow(first_);
    {
        auto open = books();
        const auto refused = billing::settle_lease(open, {"market", "", "lost"}, now_, random_);
        ASSERT_FALSE(refused);
        EXPECT_EQ(refused.error().words,
                  "Till B01 T1 may still spend it: have it give the credit back there, or revoke "
                  "it first.");
    }
    EXPECT_TRUE(frozen().empty());
    // Whoever counts them seldom knows when to count anew.
    const auto counted = [&] { return pos::store::billing::count_frozen_leases(*db_).value(); };
    const auto head = [&] { return pos::store::billing::frozen_leases_head(*db_).value(); };
    const auto at_first = head();
    EXPECT_EQ(head(), at_first);
    EXPECT_EQ(counted(), 0);
    ASSERT_TRUE(pos::store::office::revoke(*db_, "B01", "T1", now_));
    const auto revoked = head();
    EXPECT_NE(revoked, at_first);
    EXPECT_EQ(counted(), 1);
    EXPECT_TRUE(stored_lease(one).frozen);
    ASSERT_EQ(frozen().size(), 1U);
    EXPECT_EQ(frozen()[0].row.lease, one);
    EXPECT_EQ(frozen()[0].left_minor, 3'000);
    EXPECT_NE(refusal({.amount = "1.00"}), "");
    {
        auto open = books();
        EXPECT_FALSE(billing::settle_lease(open, {"market", "30.01", "lost"}, now_, random_));
        EXPECT_FALSE(billing::settle_lease(open, {"market", "10.00", ""}, now_, random_));
        const auto back = billing::settle_lease(open, {"market", "10.00", "lost"}, now_, random_);
        ASSERT_TRUE(back) << back.error().words;
        EXPECT_EQ(*back, euro(2'000));
        EXPECT_FALSE(billing::settle_lease(open, {"market", "", "again"}, now_, random_));
    }
    EXPECT_EQ(balance(), 4'000);
    EXPECT_EQ(in_book(Book::leased), 0);
    EXPECT_EQ(in_book(Book::at_tills), -1'000);
    EXPECT_FALSE(stored_lease(one).frozen);
    EXPECT_TRUE(frozen().empty());
    EXPECT_NE(head(), revoked);
    EXPECT_EQ(counted(), 0);
    expect_books_in_order();
}

TEST_P(Leases, ThatWereSpentBeyondASettlementAreTakenFromTheWalletThenOwed) {
    credit({.amount = "32.00", .method = "cash"});
    const auto one = lease({.amount = "30.00"});
    follow(first_);
    spend(first_, {part(one, 3'000)});
    const auto sale = spend(first_, {part(one, 0, 500)});
    ASSERT_TRUE(pos::store::office::revoke(*db_, "B01", "T1", now_));
    {
        auto open = books();
        const auto back =
            billing::settle_lease(open, {to_string(one), "", "its disk is broken"}, now_, random_);
        ASSERT_TRUE(back) << back.error().words;
    }
    EXPECT_EQ(balance(), 3'200);
    // 10.00 of it pay a bill, so to say.
    ASSERT_TRUE(lease({.till = "T2", .amount = "10.00"}));
    send(first_);
    EXPECT_EQ(book().booked, 2U);
    EXPECT_EQ(balance(), 0);   // 22.00 of 30.00
    EXPECT_EQ(owed(), 1'300);  // the other 8.00, and 5.00 that were above the lease
    EXPECT_EQ(in_book(Book::wallet), 0);
    EXPECT_EQ(in_book(Book::leased), -1'000);
    EXPECT_EQ(in_book(Book::at_tills), -3'500);
    expect_books_in_order();
    // What comes back of it is owed no more, and goes into no lease that has ended.
    spend(first_, {part(one, 0, -500)}, sale);
    send(first_);
    EXPECT_EQ(book().booked, 1U);
    EXPECT_EQ(owed(), 800);
    EXPECT_EQ(stored_lease(one).left_minor, 0);
    expect_books_in_order();
}

TEST_P(Leases, ThatPeopleSettledAreNotPaidTwiceWhenTheirTillSpeaksAfterAll) {
    credit({.amount = "50.00", .method = "cash"});
    const auto one = lease({.amount = "30.00"});
    follow(first_);
    const auto sale = spend(first_, {part(one, 800)});
    ASSERT_TRUE(pos::store::office::revoke(*db_, "B01", "T1", now_));
    {
        auto open = books();
        const auto back = billing::settle_lease(open, {to_string(one), "10.00", "by its receipts"},
                                                now_, random_);
        ASSERT_TRUE(back) << back.error().words;
    }
    EXPECT_EQ(balance(), 4'000);
    EXPECT_EQ(in_book(Book::at_tills), -1'000);
    send(first_);
    EXPECT_EQ(book().booked, 1U);
    EXPECT_EQ(balance(), 4'000) << "8.00 of the 10.00 that people knew of";
    EXPECT_EQ(in_book(Book::at_tills), -1'000);
    EXPECT_EQ(stored_lease(one).spent_minor, 1'000);
    expect_books_in_order();
    // What is more than they knew of is the wallet's to pay.
    spend(first_, {part(one, 500)});
    send(first_);
    EXPECT_EQ(book().booked, 1U);
    EXPECT_EQ(balance(), 3'700);
    EXPECT_EQ(in_book(Book::at_tills), -1'300);
    EXPECT_EQ(in_book(Book::leased), 0);
    EXPECT_EQ(owed(), 0);
    expect_books_in_order();
    // And what comes back of it is the wallet's again.
    spend(first_, {part(one, -800)}, sale);
    send(first_);
    EXPECT_EQ(book().booked, 1U);
    EXPECT_EQ(balance(), 4'500);
    EXPECT_EQ(in_book(Book::at_tills), -500);
    EXPECT_EQ(in_book(Book::leased), 0);
    expect_books_in_order();
}

TEST_P(Leases, ThatAreUsedUpEndWithTheDay) {
    credit({.amount = "50.00", .method = "cash"});
    const auto one = lease({.amount = "20.00"});
    const auto risky = lease({.amount = "10.00", .floor = "1.00"});
    follow(first_);
    const auto sale = spend(first_, {part(one, 2'000), part(risky, 1'000)});
    const auto over = feed::leases_to_give_up(first_.db(), test::kEuro, now_);
    ASSERT_TRUE(over);
    ASSERT_EQ(over->size(), 1U);  // above the other one something may be sold yet
    EXPECT_EQ(over->front().lease, one);
    EXPECT_EQ(over->front().left, euro(0));
    give_up(first_, one, 0);
    send(first_);
    EXPECT_EQ(book().booked, 2U);
    EXPECT_TRUE(stored_lease(one).ended_at);
    EXPECT_FALSE(stored_lease(risky).ended_at);
    EXPECT_EQ(balance(), 2'000);
    // What comes back of it is the wallet's.
    spend(first_, {part(one, -700)}, sale);
    send(first_);
    EXPECT_EQ(book().booked, 1U);
    EXPECT_EQ(balance(), 2'700);
    EXPECT_EQ(in_book(Book::leased), 0);
    EXPECT_EQ(in_book(Book::at_tills), -2'300);
    expect_books_in_order();
}

TEST_P(Leases, GiveBackNoMoreThanWasSpentOfThem) {
    credit({.amount = "50.00", .method = "cash"});
    const auto one = lease({.amount = "30.00"});
    follow(first_);
    const auto sale = spend(first_, {part(one, 500)});
    spend(first_, {part(one, -600)}, sale);
    send(first_);
    const auto booked = book();
    EXPECT_EQ(booked.booked, 1U);
    ASSERT_EQ(booked.parked.size(), 1U);
    EXPECT_TRUE(booked.parked[0].leased);
    EXPECT_EQ(booked.parked[0].account, "1");
    EXPECT_EQ(stored_lease(one).left_minor, 2'500);
    expect_books_in_order();
}

TEST_P(Leases, ThatAreUnknownHereWaitForPeople) {
    credit({.amount = "50.00", .method = "cash"});
    const auto one = lease({.amount = "30.00"});
    follow(first_);
    spend(first_, {part(id(99), 500)});
    give_up(first_, id(98), 500);
    send(first_);
    const auto booked = book();
    EXPECT_EQ(booked.booked, 1U);  // what is given up of nothing is nothing
    EXPECT_EQ(booked.parked.size(), 1U);
    EXPECT_EQ(stored_lease(one).left_minor, 3'000);
    expect_books_in_order();
}

TEST_P(Leases, AreRefusedByName) {
    credit({.amount = "10.00", .promotional = true});
    credit({.amount = "90.00", .promotional = true, .charges = {"kwh"}});
    EXPECT_EQ(refusal({.amount = "10.01"}),
              "Account 1 has 10.00 of credit that a till may spend: lease no more.");
    EXPECT_EQ(refusal({.till = "T9", .amount = "1.00"}),
              "No till sells as B01 T9: counterfoil terminal lists them.");
    EXPECT_EQ(refusal({.amount = "0.00"}), "\"0.00\" is no amount above zero, such as 50.00.");
    EXPECT_EQ(refusal({.amount = "1.00", .floor = "x"}), "\"x\" is no amount, such as 50.00.");
    EXPECT_EQ(refusal({.amount = "1.00", .expires = "2026-12-01"}), "2026-12-01 has passed.");
    EXPECT_NE(refusal({.account = "7", .amount = "1.00"}), "");
    EXPECT_EQ(balance(), 10'000);
    expect_books_in_order();
}

TEST_P(Leases, WithAnIdAreGrantedOnce) {
    credit({.amount = "50.00", .method = "cash"});
    const auto one = lease({.amount = "30.00", .external_id = "a"});
    const auto again = try_lease({.amount = "30.00", .external_id = "a"});
    ASSERT_TRUE(again);
    EXPECT_TRUE(again->again);
    EXPECT_EQ(again->lease, one);
    EXPECT_EQ(refusal({.amount = "20.00", .external_id = "a"}), "a is the id of another lease.");
    EXPECT_EQ(balance(), 2'000);
}

TEST_P(Leases, StandInTheHistoryOfAnyInstant) {
    credit({.amount = "50.00", .method = "cash"});
    const auto one = lease({.amount = "30.00"});
    const auto granted = now_;
    follow(first_);
    now_.unix_ms += 60'000;
    spend(first_, {part(one, 1'000)});
    send(first_);
    book();
    const auto spent = now_;
    now_.unix_ms += 60'000;
    give_up(first_, one, 2'000);
    send(first_);
    book();
    const auto left_at = [&](pos::Instant at) {
        const auto leases = pos::store::billing::leases_of(*db_, account_, at);
        EXPECT_TRUE(leases);
        return leases ? billing::leased_minor(*leases) : -1;
    };
    EXPECT_EQ(left_at({granted.unix_ms - 1}), 0);
    EXPECT_EQ(left_at(granted), 3'000);
    EXPECT_EQ(left_at(spent), 2'000);
    EXPECT_EQ(left_at(now_), 0);
    const auto then = billing::wallet_at(*db_, account_, test::kEuro, spent);
    ASSERT_TRUE(then);
    EXPECT_EQ(then->balance, euro(2'000));
    EXPECT_EQ(balance(), 4'000);
}

TEST_P(Leases, AreFilledUpByTheirRules) {
    credit({.amount = "50.00", .method = "cash"});
    {
        auto open = books();
        ASSERT_TRUE(billing::change_lease_rule(
            open, {.account = "1", .branch = "B01", .till = "", .upto = "20.00", .floor = "2.00"},
            now_));
        ASSERT_TRUE(billing::change_lease_rule(
            open, {.account = "1", .branch = "B01", .till = "T2", .upto = "40.00", .floor = ""},
            now_));
        EXPECT_FALSE(billing::change_lease_rule(
            open, {.account = "1", .branch = "B09", .till = "", .upto = "20.00", .floor = ""},
            now_));
        EXPECT_TRUE(billing::has_leases_to_fill(*db_).value_or(false));
        const auto granted = billing::fill_leases(open, now_, random_);
        ASSERT_TRUE(granted) << granted.error().words;
        ASSERT_EQ(granted->size(), 2U);
        EXPECT_EQ(granted->at(0).till, "T1");
        EXPECT_EQ(granted->at(0).amount, euro(2'000));
        EXPECT_EQ(granted->at(0).floor, euro(200));
        EXPECT_EQ(granted->at(1).till, "T2");
        EXPECT_EQ(granted->at(1).amount, euro(3'000));  // all there was
    }
    follow(first_);
    spend(first_, {part(known(first_).leases[0].lease, 900)});
    send(first_);
    book();
    auto open = books();
    // More than half of it is left at either till.
    EXPECT_FALSE(billing::has_leases_to_fill(*db_).value_or(true));
    spend(first_, {part(known(first_).leases[0].lease, 200)});
    send(first_);
    book();
    EXPECT_TRUE(billing::has_leases_to_fill(*db_).value_or(false));
    const auto none = billing::fill_leases(open, now_, random_);  // the wallet is empty
    ASSERT_TRUE(none);
    EXPECT_TRUE(none->empty());
    credit({.amount = "5.00", .promotional = true});
    const auto more = billing::fill_leases(open, now_, random_);
    ASSERT_TRUE(more);
    ASSERT_EQ(more->size(), 1U);
    EXPECT_EQ(more->front().till, "T1");
    EXPECT_EQ(more->front().amount, euro(500));
    // The 2.00 that may be sold above are there already: they do not grow with each filling.
    EXPECT_EQ(more->front().floor, euro(0));
    EXPECT_EQ(balance(), 0);
    expect_books_in_order();
}

}  // namespace
ON_EITHER_ENGINE(Leases);
