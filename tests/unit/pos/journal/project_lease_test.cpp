// Goal: credit that a till has stands in books that balance, whatever becomes of it; what a till
// says is in no book. What contradicts itself is refused.
// Method: each event alone, and the rows that follow.
#include <gtest/gtest.h>

#include <map>

#include "tests/support/projected_journal.hpp"
#include "tests/support/sample_events.hpp"

using namespace pos::journal;
using test::euro;
using test::id;

namespace {

class ProjectLease : public testing::Test {
protected:
    void SetUp() override { ASSERT_TRUE(journal_.append(test::sample_shop_events()[0])); }

    static LeaseGranted granted() {
        LeaseGranted lease;
        lease.lease = id(91);
        lease.when = test::at(7, 0, 0);
        lease.user = test::anna();
        lease.account = id(53);
        lease.terminal = id(92);
        lease.branch = "B01";
        lease.till = "T1";
        lease.amount = euro(3'000);
        lease.floor = euro(500);
        lease.lots = {{id(71), euro(1'000)}, {id(72), euro(2'000)}};
        return lease;
    }
    static LeaseBooked booked(LeaseMove move, std::vector<LotSpent> lots,
                              std::vector<LotSpent> beyond = {}) {
        LeaseBooked one;
        one.lease = id(91);
        one.when = test::at(8, 0, 0);
        one.user = test::anna();
        one.account = id(53);
        one.move = move;
        one.sale = id(21);
        one.number = "B01-T1-000001";
        one.lots = std::move(lots);
        one.beyond = std::move(beyond);
        return one;
    }
    static CreditUsed used(std::vector<CreditPart> parts) {
        CreditUsed one;
        one.sale = id(21);
        one.when = test::at(8, 0, 0);
        one.cashier = test::anna();
        one.account = id(53);
        one.account_number = "1";
        one.parts = std::move(parts);
        one.left = euro(0);
        return one;
    }
    /// The books, once it was seen that they add up to nothing.
    std::map<Book, std::int64_t> books() {
        std::map<Book, std::int64_t> sums;
        std::int64_t all = 0;
        for (const LedgerRow& row : rows_.ledger) {
            sums[row.book] += row.amount_minor;
            all += row.amount_minor;
        }
        EXPECT_EQ(all, 0);
        return sums;
    }
    /// What all moves took out of the wallet's lots.
    std::int64_t out_of_wallet() const {
        std::int64_t sum = 0;
        for (const WalletMoveRow& row : rows_.moves) sum += row.amount_minor;
        return sum;
    }

    test::ProjectedJournal journal_;
    test::MemoryProjection& rows_{journal_.rows};
};

}  // namespace

TEST_F(ProjectLease, leaves_the_wallet_for_a_book_of_its_own) {
    ASSERT_TRUE(journal_.append(granted()));
    EXPECT_EQ(books()[Book::wallet], 3'000);
    EXPECT_EQ(books()[Book::leased], -3'000);
    EXPECT_EQ(out_of_wallet(), 3'000);
    EXPECT_EQ(rows_.leases.at(id(91)).floor, euro(500));
    ASSERT_EQ(rows_.lease_moves.size(), 2U);
    EXPECT_EQ(rows_.lease_moves[1].lot, id(72));
    EXPECT_EQ(rows_.moves[0].reason, "B01 T1");
}

TEST_F(ProjectLease, is_spent_at_a_till_with_what_is_beyond_it) {
    ASSERT_TRUE(journal_.append(granted()));
    ASSERT_TRUE(
        journal_.append(booked(LeaseMove::spent, {{id(71), euro(1'000)}}, {{id(73), euro(40)}})));
    EXPECT_EQ(books()[Book::leased], -2'000);
    EXPECT_EQ(books()[Book::wallet], 3'040);
    EXPECT_EQ(books()[Book::at_tills], -1'040);
    EXPECT_EQ(out_of_wallet(), 3'040);
    ASSERT_TRUE(journal_.append(
        booked(LeaseMove::given_back, {{id(71), euro(300)}}, {{id(73), euro(40)}})));
    EXPECT_EQ(books()[Book::leased], -2'300);
    EXPECT_EQ(books()[Book::wallet], 3'000);
    EXPECT_EQ(books()[Book::at_tills], -700);
    EXPECT_EQ(out_of_wallet(), 3'000);
}

TEST_F(ProjectLease, is_the_wallets_again_and_ends) {
    ASSERT_TRUE(journal_.append(granted()));
    auto back = booked(LeaseMove::returned, {{id(71), euro(1'000)}, {id(72), euro(2'000)}});
    back.ends = true;
    back.reason = "settled";
    ASSERT_TRUE(journal_.append(back));
    EXPECT_EQ(books()[Book::leased], 0);
    EXPECT_EQ(books()[Book::wallet], 0);
    EXPECT_EQ(out_of_wallet(), 0);
    EXPECT_EQ(rows_.lease_ends.at(id(91)).reason, "settled");
}

TEST_F(ProjectLease, of_nothing_more_just_ends) {
    auto end = booked(LeaseMove::returned, {});
    end.ends = true;
    ASSERT_TRUE(journal_.append(end));
    EXPECT_TRUE(rows_.ledger.empty());
    EXPECT_TRUE(rows_.lease_ends.contains(id(91)));
}

TEST_F(ProjectLease, that_contradicts_itself_is_refused) {
    auto sums = granted();
    sums.amount = euro(2'999);
    EXPECT_FALSE(journal_.append(sums));
    auto mixed = granted();
    mixed.floor = pos::Money{5, {{'J', 'P', 'Y'}, 0}};
    EXPECT_FALSE(journal_.append(mixed));
    EXPECT_FALSE(journal_.append(booked(LeaseMove::spent, {{id(71), euro(0)}})));
    EXPECT_FALSE(journal_.append(booked(LeaseMove::granted, {{id(71), euro(1)}})));
    EXPECT_FALSE(
        journal_.append(booked(LeaseMove::returned, {{id(71), euro(1)}}, {{id(72), euro(1)}})));
    EXPECT_TRUE(rows_.ledger.empty());
}

TEST_F(ProjectLease, uses_of_a_till_are_in_no_book) {
    ASSERT_TRUE(journal_.append(used({{id(91), euro(1'000), euro(40)}})));
    auto back = used({{id(91), euro(-200), euro(-40)}});
    back.sale = id(22);
    back.of = id(21);
    ASSERT_TRUE(journal_.append(back));
    ASSERT_TRUE(journal_.append(
        CreditGivenUp{test::at(20, 0, 0), test::anna(), {{id(91), id(53), euro(2'200)}}}));
    EXPECT_TRUE(rows_.ledger.empty());
    ASSERT_EQ(rows_.lease_uses.size(), 3U);
    EXPECT_EQ(rows_.lease_uses[1].sale, id(21));  // whose payment it was
    EXPECT_TRUE(rows_.lease_uses[2].given_up);
    EXPECT_EQ(rows_.lease_uses[2].amount, euro(2'200));
}

TEST_F(ProjectLease, uses_of_nothing_or_of_both_signs_are_refused) {
    EXPECT_FALSE(journal_.append(used({})));
    EXPECT_FALSE(journal_.append(used({{id(91), euro(0), euro(0)}})));
    EXPECT_FALSE(journal_.append(used({{id(91), euro(5), euro(-1)}})));
    EXPECT_FALSE(journal_.append(used({{id(91), euro(5), euro(0)}, {id(93), euro(-5), euro(0)}})));
    EXPECT_FALSE(journal_.append(
        CreditGivenUp{test::at(20, 0, 0), test::anna(), {{id(91), id(53), euro(-1)}}}));
    EXPECT_TRUE(rows_.lease_uses.empty());
}

TEST_F(ProjectLease, uses_that_come_to_more_than_an_amount_are_refused) {
    const auto most = euro(pos::kMinorMax);
    EXPECT_FALSE(journal_.append(used({{id(91), most, euro(1)}})));
    EXPECT_FALSE(journal_.append(used({{id(91), most, euro(0)}, {id(93), euro(1), euro(0)}})));
    EXPECT_FALSE(journal_.append(used({{id(91), -most, euro(-1)}})));
    EXPECT_TRUE(rows_.lease_uses.empty());
    const auto one = used({{id(91), most, euro(0)}});
    EXPECT_TRUE(journal_.append(one));
    EXPECT_EQ(one.total(), most);
}
