// Goal: prepaid credit stands in books that balance, whatever becomes of it, and what an account
// owes for it is an open item.
// Method: each event alone, and the rows that follow.
#include <gtest/gtest.h>

#include <map>

#include "tests/support/projected_journal.hpp"
#include "tests/support/sample_events.hpp"

using namespace pos::journal;
using test::id;

namespace {

class ProjectWallet : public testing::Test {
protected:
    void SetUp() override { append(test::sample_shop_events()[0]); }
    void append(const Event& event) { ASSERT_TRUE(journal_.append(event)); }

    WalletGranted granted(LotKind kind, std::int64_t minor) {
        WalletGranted lot;
        lot.lot = id(71);
        lot.when = test::at(7, 0, 0);
        lot.user = test::anna();
        lot.account = id(53);
        lot.kind = kind;
        lot.amount = test::euro(minor);
        lot.rollover_most = test::euro(0);
        lot.due_on = pos::make_date(2026, 12, 6);
        return lot;
    }
    WalletEnded ended(LotKind kind, LotEnd end, std::int64_t lost, std::int64_t rolled = 0) {
        return {test::at(7, 0, 1), test::anna(),       id(53),      id(71), kind, end, {9},
                test::euro(lost),  test::euro(rolled), "for a test"};
    }
    /// The books, once it was seen that each entry adds up to nothing.
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

    test::ProjectedJournal journal_;
    test::MemoryProjection& rows_{journal_.rows};
};

}  // namespace

TEST_F(ProjectWallet, what_is_paid_is_owed_and_what_is_given_is_not) {
    append(granted(LotKind::paid, 5000));
    EXPECT_EQ(books()[Book::receivable], 5000);
    EXPECT_EQ(books()[Book::wallet], -5000);
    EXPECT_EQ(rows_.open_items.at(id(71)).open_minor, 5000);
    EXPECT_EQ(rows_.lots.at(id(71)).amount_minor, 5000);

    auto given = granted(LotKind::promotional, 700);
    given.lot = id(72);
    append(given);
    EXPECT_EQ(books()[Book::promotion], 700);
    EXPECT_EQ(books()[Book::wallet], -5700);
    EXPECT_FALSE(rows_.open_items.contains(id(72)));
}

TEST_F(ProjectWallet, what_rolled_over_moves_no_money) {
    append(granted(LotKind::paid, 5000));
    append(ended(LotKind::paid, LotEnd::expired, 1500, 1000));
    auto next = granted(LotKind::paid, 1000);
    next.lot = id(72);
    next.from = id(71);
    append(next);
    EXPECT_EQ(books()[Book::wallet], -3500);
    EXPECT_EQ(books()[Book::lapsed], -1500);
    ASSERT_EQ(rows_.moves.size(), 2U);
    EXPECT_EQ(rows_.moves[0].move, WalletMove::expired);
    EXPECT_EQ(rows_.moves[1].move, WalletMove::rolled_over);
    EXPECT_EQ(rows_.moves[1].at, pos::Instant{9});
}

TEST_F(ProjectWallet, what_is_voided_is_the_customers_if_it_was_paid) {
    append(granted(LotKind::paid, 5000));
    append(ended(LotKind::paid, LotEnd::voided, 5000));
    EXPECT_EQ(books()[Book::receivable], 0);
    EXPECT_EQ(rows_.open_items.at(id(71)).open_minor, 0);

    auto given = granted(LotKind::promotional, 700);
    given.lot = id(72);
    append(given);
    append(ended(LotKind::promotional, LotEnd::voided, 700));
    EXPECT_EQ(books()[Book::promotion], 0);
    EXPECT_EQ(books()[Book::wallet], 0);
}

TEST_F(ProjectWallet, lots_pay_documents) {
    append(granted(LotKind::promotional, 5000));
    append(
        WalletSpent{test::at(7, 0, 2), test::anna(), id(53), id(51), {{id(71), test::euro(1200)}}});
    EXPECT_EQ(books()[Book::receivable], -1200);
    EXPECT_EQ(books()[Book::wallet], -3800);
    EXPECT_EQ(rows_.open_items.at(id(51)).open_minor, -1200);
    ASSERT_EQ(rows_.moves.size(), 1U);
    EXPECT_EQ(rows_.moves[0].document, id(51));
}

TEST_F(ProjectWallet, currencies_are_not_mixed) {
    auto odd = granted(LotKind::paid, 100);
    odd.rollover_most.currency = {{'J', 'P', 'Y'}, 0};
    EXPECT_EQ(journal_.append(odd).error(), ProjectError::mixed_currencies);
}

TEST_F(ProjectWallet, units_are_in_no_book_and_may_come_back) {
    UnitsGranted lot;
    lot.lot = id(73);
    lot.when = test::at(7, 0, 0);
    lot.user = test::anna();
    lot.account = id(53);
    lot.unit = "kWh";
    lot.amount = pos::pieces(40);
    lot.scope = {"kwh", "levy"};
    append(lot);
    UnitsMoved moved;
    moved.when = test::at(7, 0, 1);
    moved.user = test::anna();
    moved.account = id(53);
    moved.document = id(51);
    moved.parts = {{id(73), pos::pieces(25), false, id(54)}, {id(73), pos::pieces(5), true, {}}};
    append(moved);
    moved.move = UnitsMove::given_back;
    append(moved);
    EXPECT_TRUE(books().empty());
    EXPECT_EQ(rows_.unit_lots.at(id(73)).scope, "kwh\nlevy");
    ASSERT_EQ(rows_.unit_moves.size(), 4U);
    EXPECT_EQ(rows_.unit_moves[0].amount, pos::pieces(25));
    EXPECT_EQ(rows_.unit_moves[0].item, id(54));
    EXPECT_TRUE(rows_.unit_moves[1].kept);
    EXPECT_EQ(rows_.unit_moves[2].amount, pos::pieces(-25));
    EXPECT_EQ(rows_.unit_moves[2].position, 1U);
}
