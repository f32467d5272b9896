// Goal: shifts, drawers, prints, cards, stock and erasures become the rows that reports read, and
// entries that contradict earlier ones are refused by name.
#include "pos/journal/projector.hpp"

#include <gtest/gtest.h>

#include "tests/support/projected_journal.hpp"

using namespace pos::journal;
using test::euro;
using test::id;

namespace {

class Projector : public testing::Test {
protected:
    void append(const Event& event) { ASSERT_TRUE(journal_.append(event)); }
    void start() {
        append(test::sample_shop_events()[0]);
        append(ShiftOpened{id(31), test::at(8, 0, 0), test::anna(), euro(20000)});
    }
    TakingsKey key(const pos::Ulid& shift) const {
        return {journal_.journal(), pos::make_date(2026, 11, 21), shift, test::kEuro};
    }

    test::ProjectedJournal journal_;
    test::MemoryProjection& rows_{journal_.rows};
};

}  // namespace

TEST_F(Projector, the_first_entry_says_whose_journal_it_is) {
    append(test::sample_shop_events()[0]);
    const JournalRow& row = rows_.journals.at(journal_.journal());
    EXPECT_EQ(row.branch, "B01");
    EXPECT_EQ(row.terminal, "T1");
    EXPECT_EQ(row.series, "T1b");
    EXPECT_EQ(row.public_key, test::hash_of_number(1));
    EXPECT_EQ(row.currency, test::kEuro);
    EXPECT_EQ(row.zone, "Europe/Berlin");
    EXPECT_EQ(row.program, "counterfoil 1.0");
    EXPECT_EQ(row.predecessor, id(2));
    EXPECT_EQ(row.started_at, journal_.time());
}

TEST_F(Projector, a_journal_starts_once_and_first) {
    EXPECT_EQ(journal_.append(ClockWentBack{}).error(), ProjectError::not_started);
    EXPECT_EQ(journal_.append(test::sample_shop_events()[0]).error(), ProjectError::started_twice);
    EXPECT_TRUE(rows_.has_same_rows({}));
}

TEST_F(Projector, a_shift_is_open_until_its_z) {
    start();
    ASSERT_TRUE(rows_.open_shift(journal_.journal()));
    const ShiftRow& row = rows_.shifts.at({journal_.journal(), id(31)});
    EXPECT_EQ(row.seq, 2U);
    EXPECT_EQ(row.opened_at, journal_.time());
    EXPECT_EQ(row.opened_local, test::at(8, 0, 0).local);
    EXPECT_EQ(row.business_date, pos::make_date(2026, 11, 21));
    EXPECT_EQ(row.user, id(1));
    EXPECT_EQ(row.user_name, "Anna K.");
    EXPECT_EQ(row.currency, test::kEuro);
    EXPECT_EQ(row.opening_float_minor, 20000);

    append(test::sample_close());
    EXPECT_FALSE(rows_.open_shift(journal_.journal()));
    EXPECT_EQ(row.opening_float_minor, 20000);
    EXPECT_EQ(row.closed, (ShiftClose{3, 7, journal_.time(), test::at(20, 15, 0).local, id(1),
                                      "Anna K.", 855, 1'234'567}));
}

TEST_F(Projector, a_shift_is_closed_once_and_after_it_was_opened) {
    append(test::sample_shop_events()[0]);
    EXPECT_EQ(journal_.append(test::sample_close()).error(), ProjectError::shift_unknown);
    append(ShiftOpened{id(31), test::at(8, 0, 0), test::anna(), euro(20000)});
    append(test::sample_close());
    const auto before = rows_.shifts;
    EXPECT_EQ(journal_.append(test::sample_close()).error(), ProjectError::closed_twice);
    EXPECT_EQ(rows_.shifts, before);
}

TEST_F(Projector, counts_go_to_the_open_shift_by_hour_and_person) {
    start();
    const Actor ben{id(2), "Ben"};
    append(DrawerOpened{id(31), test::at(10, 0, 0), test::anna(), "change"});
    append(DrawerOpened{id(31), test::at(10, 59, 59), test::anna(), "change"});
    append(DrawerOpened{id(31), test::at(11, 0, 0), ben, "change"});
    append(CashMoved{id(31), test::at(11, 0, 1), ben, euro(-5000), "safe"});
    append(CashMoved{id(31), test::at(11, 0, 2), ben, euro(2000), "coins"});
    append(LineVoided{id(21), test::at(11, 1, 0), ben, 1, {}, "", {}, euro(0), ""});
    append(PriceOverridden{id(21), test::at(11, 2, 0), ben, 1, {}, "", {}, {}, ""});
    append(SaleCancelled{id(21), test::at(11, 3, 0), ben, 1, euro(100), ""});
    ASSERT_EQ(rows_.takings.size(), 2U);
    const auto& ten = rows_.takings.at({key(id(31)), 10, id(1)});
    EXPECT_EQ(ten.counts, (TillCounts{.drawer_openings = 2}));
    EXPECT_EQ(ten.takings, Takings{});
    const auto& eleven = rows_.takings.at({key(id(31)), 11, id(2)});
    EXPECT_EQ(eleven.cashier_name, "Ben");
    EXPECT_EQ(eleven.counts, (TillCounts{.cancelled = 1,
                                         .voided_lines = 1,
                                         .price_overrides = 1,
                                         .drawer_openings = 1,
                                         .cash_moved_minor = -3000}));
}

TEST_F(Projector, without_an_open_shift_a_count_stands_for_the_day) {
    start();
    append(test::sample_close());
    append(DrawerOpened{id(31), test::at(21, 0, 0), test::anna(), "locked in"});
    EXPECT_EQ(rows_.takings.at({key({}), 21, id(1)}).counts.drawer_openings, 1);
}

TEST_F(Projector, cash_of_another_currency_is_refused) {
    start();
    const pos::Money pounds{100, {{'G', 'B', 'P'}, 2}};
    EXPECT_EQ(
        journal_.append(CashMoved{id(31), test::at(9, 0, 0), test::anna(), pounds, ""}).error(),
        ProjectError::mixed_currencies);
    ShiftClosed close = test::sample_close();
    close.grand_total = pounds;
    EXPECT_EQ(journal_.append(close).error(), ProjectError::mixed_currencies);
    EXPECT_TRUE(rows_.takings.empty());
    EXPECT_TRUE(rows_.open_shift(journal_.journal()));
}

TEST_F(Projector, the_outcome_of_a_card_payment_takes_the_place_of_the_question) {
    start();
    CardAttempted card{id(21), id(51), test::at(9, 0, 0), test::anna(), euro(500), {}, ""};
    append(card);
    EXPECT_EQ(rows_.card_attempts.at(id(51)).state, CardState::asked);
    card.state = CardState::approved;
    card.reference = "4711";
    append(card);
    EXPECT_EQ(rows_.card_attempts.at(id(51)),
              (CardAttemptRow{id(51), id(21), journal_.journal(), 4, journal_.time(),
                              CardState::approved, test::kEuro, 500, "4711"}));
    EXPECT_EQ(rows_.card_attempts.size(), 1U);
}

TEST_F(Projector, each_duplicate_is_a_row) {
    start();
    append(ReceiptReprinted{id(21), "B01-T1-000123", test::at(9, 0, 0), test::anna(), 1});
    append(ReceiptReprinted{id(21), "B01-T1-000123", test::at(9, 0, 1), test::anna(), 2});
    ASSERT_EQ(rows_.reprints.size(), 2U);
    EXPECT_EQ(rows_.reprints.at({journal_.journal(), 4}),
              (ReprintRow{journal_.journal(), 4, id(21), 2, journal_.time(), id(1)}));
}

TEST_F(Projector, a_payment_that_was_another_moves_between_tenders_alone) {
    start();
    TenderCorrected corrected{.sale = id(21),
                              .number = "B01-T1-000123",
                              .when = test::at(16, 5, 0),
                              .cashier = test::anna(),
                              .shift = id(31),
                              .position = 2,
                              .amount = test::euro(500),
                              .from = {TenderKind::card, "card", "Card", "4711"},
                              .to = {TenderKind::cash, "cash", "Cash", ""},
                              .from_is_left = true,
                              .to_is_new = false};
    append(corrected);
    const TakingsKey key{journal_.journal(), test::at(16, 5, 0).business_date, id(31), test::kEuro};
    ASSERT_EQ(rows_.tenders.size(), 2U);
    EXPECT_EQ(rows_.tenders.at({key, TenderKind::card, "card"}),
              (TenderDelta{key, TenderKind::card, "card", "Card", -1, -1, 0, -500, 0}));
    EXPECT_EQ(rows_.tenders.at({key, TenderKind::cash, "cash"}),
              (TenderDelta{key, TenderKind::cash, "cash", "Cash", 1, 0, 0, 500, 0}));
    EXPECT_TRUE(rows_.takings.empty());
    EXPECT_TRUE(rows_.stock.empty());
    EXPECT_TRUE(rows_.taxes.empty());

    corrected.amount = test::euro(-300);
    corrected.refund = true;
    append(corrected);
    EXPECT_EQ(rows_.tenders.at({key, TenderKind::card, "card"}),
              (TenderDelta{key, TenderKind::card, "card", "Card", -2, -1, -1, -500, -300}));
    EXPECT_EQ(rows_.tenders.at({key, TenderKind::cash, "cash"}),
              (TenderDelta{key, TenderKind::cash, "cash", "Cash", 2, 0, 0, 500, 300}));
    EXPECT_EQ(rows_.tender_corrections.size(), 2U);
}

TEST_F(Projector, an_adjustment_moves_the_stock) {
    start();
    StockAdjusted adjusted{id(41), "556001", test::at(9, 0, 0), test::anna(), "breakage", {}};
    adjusted.lines = {{id(11), "100", "Milk", pos::pieces(-3)},
                      {id(12), "200", "Apples", {500'000}},
                      {id(11), "100", "Milk", pos::pieces(1)}};
    append(adjusted);
    EXPECT_EQ(rows_.stock.at({journal_.journal(), id(11)}), pos::pieces(-2));
    EXPECT_EQ(rows_.stock.at({journal_.journal(), id(12)}), pos::Quantity{500'000});
    EXPECT_EQ(rows_.adjustments.at(id(41)),
              (StockAdjustmentRow{id(41), journal_.journal(), 3, "556001", journal_.time(),
                                  pos::make_date(2026, 11, 21), "breakage", 3}));
}

TEST_F(Projector, what_was_counted_is_known_as_that) {
    start();
    StockAdjusted came{id(41), "", test::at(9, 0, 0), test::anna(), "delivery", {}};
    came.lines = {{id(11), "100", "Milk", pos::pieces(12)}};
    append(came);
    EXPECT_TRUE(rows_.stock_counted.empty()) << "a delivery is no count";
    StockAdjusted counted{id(42), "", test::at(9, 1, 0), test::anna(), "count", {}, "", true};
    counted.lines = {{id(11), "100", "Milk", pos::pieces(0)}};
    append(counted);
    EXPECT_EQ(rows_.stock_counted.size(), 1U);
    EXPECT_EQ(rows_.stock_counted.at({"", id(11), journal_.journal()}),
              (StockCountedRow{id(11), "", journal_.journal(), 4}));
    counted.adjustment = id(43);
    counted.branch = "B02";
    append(counted);
    counted.adjustment = id(44);
    append(counted);
    EXPECT_EQ(rows_.stock_counted.at({"B02", id(11), journal_.journal()}).seq, 6U);
    EXPECT_EQ(rows_.stock_counted.size(), 2U);
}

TEST_F(Projector, an_adjustment_of_another_branch_stands_apart) {
    start();
    StockAdjusted adjusted{id(41), "", test::at(9, 0, 0), test::anna(), "count", {}, "B02"};
    adjusted.lines = {{id(11), "100", "Milk", pos::pieces(5)},
                      {id(11), "100", "Milk", pos::pieces(-2)}};
    append(adjusted);
    EXPECT_TRUE(rows_.stock.empty());
    EXPECT_EQ(rows_.stock_of_branch.at({"B02", id(11), journal_.journal()}), pos::pieces(3));
}

TEST_F(Projector, each_changed_field_of_a_customer_is_a_row) {
    using pos::customer::Field;
    start();
    CustomerEdited edited{
        test::at(9, 0, 0),       test::anna(), id(71), {{Field::name, {5}}, {Field::merged, {6}}},
        test::hash_of_number(8), id(72)};
    append(edited);
    ASSERT_EQ(rows_.customer_edits.size(), 2U);
    const test::MemoryProjection::Position place{journal_.journal(), 3};
    EXPECT_EQ(rows_.customer_edits.at({place, Field::name}),
              (CustomerEditRow{journal_.journal(),
                               3,
                               Field::name,
                               id(71),
                               {5},
                               test::hash_of_number(8),
                               std::nullopt}));
    EXPECT_EQ(
        rows_.customer_edits.at({place, Field::merged}),
        (CustomerEditRow{journal_.journal(), 3, Field::merged, id(71), {6}, std::nullopt, id(72)}));
    edited.fields.push_back({Field::name, {7}});
    EXPECT_EQ(journal_.append(edited).error(), ProjectError::field_twice);
}

TEST_F(Projector, erased_attachments_are_remembered) {
    start();
    append(test::sample_shop_events()[6]);
    ASSERT_EQ(rows_.erased.size(), 2U);
    EXPECT_EQ(rows_.erased.at(test::hash_of_number(4)),
              (ErasedRow{test::hash_of_number(4), journal_.journal(), 3}));
}

TEST_F(Projector, what_is_said_for_the_record_alone_changes_nothing) {
    start();
    const auto before = rows_;
    append(SaleStarted{id(21), test::at(9, 0, 0), test::anna()});
    append(ClockWentBack{{2}, {1}});
    for (const std::size_t which : {1U, 2U, 4U}) append(test::sample_shop_events()[which]);
    EXPECT_TRUE(rows_.has_same_rows(before));
}

TEST_F(Projector, journals_do_not_touch_each_other) {
    start();
    EXPECT_FALSE(rows_.open_shift(id(98)));
    const Entry foreign{id(98), 5, {}, 0, 0, {}, {}, {}};
    const Event opened = DrawerOpened{id(31), test::at(10, 0, 0), test::anna(), ""};
    EXPECT_EQ(project(foreign, opened, rows_, rows_).error(), ProjectError::not_started);
    EXPECT_EQ(project(foreign, test::sample_close(), rows_, rows_).error(),
              ProjectError::shift_unknown);
}
