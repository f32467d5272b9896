// Goal: credit that a till spent of a lease that the office does not know any more, since it was
// put back from an older copy, waits for people, who take it into the books once. Method: as for
// leases that the office knows, with a lease that it never granted.
#include "tests/contract/bills_at_tills/leases.hpp"

#include "app/core/billing/accept_lease.hpp"
#include "app/core/billing/lease_books.hpp"

#include <gtest/gtest.h>

namespace {

namespace billing = app::core::billing;
using pos::journal::Book;
using test::euro;
using test::id;

class ForgottenLeases : public test::LeasesOffice {};

TEST_P(ForgottenLeases, AreTakenIntoTheBooksByPeople) {
    credit({.amount = "50.00", .method = "cash"});
    follow(first_);
    // The till was given it before the office was put back from an older copy.
    const auto lost = id(77);
    const auto sale = spend(first_, {part(lost, 1'200, 300)});
    send(first_);
    const auto waiting = book();
    EXPECT_EQ(waiting.booked, 0U);
    ASSERT_EQ(waiting.parked.size(), 1U);
    EXPECT_EQ(waiting.parked[0].why.about, billing::kLeaseNotHere);
    EXPECT_EQ(waiting.parked[0].amount, euro(1'500));
    const std::string entry = waiting.parked[0].entry;
    EXPECT_EQ(balance(), 5'000);
    {
        auto open = books();
        const auto no_reason = billing::accept_lease(open, {entry, " "}, now_, random_);
        ASSERT_FALSE(no_reason);
        EXPECT_EQ(no_reason.error().why, app::core::Why::reason_missing);
        const auto none = billing::accept_lease(open, {"99/1", "lost"}, now_, random_);
        ASSERT_FALSE(none);
        EXPECT_EQ(none.error().about, "no_waiting_credit");
        const auto taken = billing::accept_lease(open, {entry, "an older copy"}, now_, random_);
        ASSERT_TRUE(taken) << taken.error().words;
        EXPECT_EQ(*taken, euro(1'500));
        EXPECT_FALSE(billing::accept_lease(open, {entry, "an older copy"}, now_, random_));
    }
    EXPECT_TRUE(billing::unbooked(*db_).value().empty());
    EXPECT_EQ(balance(), 3'800);  // what was sold above the lease is owed
    EXPECT_EQ(owed(), 300);
    EXPECT_EQ(in_book(Book::at_tills), -1'500);
    EXPECT_EQ(in_book(Book::leased), 0);
    EXPECT_TRUE(stored_lease(lost).ended_at);
    EXPECT_EQ(stored_lease(lost).row.till, "T1");
    EXPECT_EQ(stored_lease(lost).row.note, "an older copy");
    expect_books_in_order();
    // What else the till spent of it is known now, and so is what comes back.
    spend(first_, {part(lost, 500)});
    spend(first_, {part(lost, -200)}, sale);
    give_up(first_, lost, 1'300);
    send(first_);
    EXPECT_EQ(book().booked, 3U);
    EXPECT_EQ(balance(), 3'500);
    EXPECT_EQ(owed(), 300);
    EXPECT_EQ(in_book(Book::leased), 0);
    expect_books_in_order();
}

TEST_P(ForgottenLeases, AreOwedWhereTheWalletHasLess) {
    credit({.amount = "5.00", .method = "cash"});
    follow(first_);
    spend(first_, {part(id(77), 1'200)});
    send(first_);
    const auto waiting = book();
    ASSERT_EQ(waiting.parked.size(), 1U);
    auto open = books();
    const auto taken =
        billing::accept_lease(open, {waiting.parked[0].entry, "an older copy"}, now_, random_);
    ASSERT_TRUE(taken) << taken.error().words;
    EXPECT_EQ(balance(), 0);
    EXPECT_EQ(owed(), 700);
    EXPECT_EQ(in_book(Book::wallet), 0);
    EXPECT_EQ(in_book(Book::leased), 0);
    EXPECT_EQ(in_book(Book::at_tills), -1'200);
    expect_books_in_order();
}

TEST_P(ForgottenLeases, AreTakenInTheOrderOfWhatHappened) {
    credit({.amount = "50.00", .method = "cash"});
    follow(first_);
    const auto sale = spend(first_, {part(id(77), 1'200)});
    spend(first_, {part(id(77), -1'200)}, sale);
    send(first_);
    const auto waiting = book();
    ASSERT_EQ(waiting.parked.size(), 2U);
    auto open = books();
    const auto back =
        billing::accept_lease(open, {waiting.parked[1].entry, "an older copy"}, now_, random_);
    ASSERT_FALSE(back);
    EXPECT_EQ(back.error().about, "lease_back_first");
    EXPECT_EQ(billing::unbooked(*db_).value().size(), 2U) << "nothing of it was kept";
    EXPECT_EQ(balance(), 5'000);
    expect_books_in_order();
}

TEST_P(ForgottenLeases, ThatTheOfficeKnowsAreNotTakenTwice) {
    credit({.amount = "50.00", .method = "cash"});
    const auto one = lease({.amount = "30.00"});
    follow(first_);
    const auto sale = spend(first_, {part(one, 500)});
    spend(first_, {part(one, -600)}, sale);
    send(first_);
    const auto waiting = book();
    ASSERT_EQ(waiting.parked.size(), 1U);
    auto open = books();
    const auto known =
        billing::accept_lease(open, {waiting.parked[0].entry, "an older copy"}, now_, random_);
    ASSERT_FALSE(known);
    EXPECT_EQ(known.error().about, "lease_known");
    EXPECT_EQ(billing::unbooked(*db_).value().size(), 1U);
    EXPECT_EQ(stored_lease(one).left_minor, 2'500);
    expect_books_in_order();
}

}  // namespace
ON_EITHER_ENGINE(ForgottenLeases);
