// Goal: what a branch took, as a whole and in parts, is what its tills' roll-ups and sales say,
// after batches, parked entries and in an office that an older program has kept; verify notices any
// other figure. Method: two tills of one branch and one of another, compared with the finer tables.
#include "pos/store/office/branch_takings.hpp"

#include "pos/store/branch_rollup.hpp"
#include "pos/store/office/goods_takings.hpp"
#include "pos/store/sold_lines.hpp"
#include "tests/contract/office/office.hpp"

namespace {

using pos::report::TakingsBy;
using pos::report::TakingsRow;

const pos::report::Days kAlways{pos::make_date(2000, 1, 1), pos::make_date(2100, 1, 1)};

class BranchTakings : public test::EitherOffice {
protected:
    void SetUp() override {
        EitherOffice::SetUp();
        std::int64_t cents = 100;
        for (test::Till* till : {&one_, &two_, &three_}) {
            till->start();
            for (int i = 0; i < 5; ++i) till->sell(cents += 37);
            const auto terminal = joined(*till);
            // In two batches, so that rows are added to.
            EXPECT_EQ(send(*till, terminal, 0, 4).added, 4U);
            send(*till, terminal, 4);
        }
    }
    std::vector<TakingsRow> coarse(TakingsBy by, std::string_view branch = {}) {
        const auto rows = pos::store::office::branch_takings(*db_, kAlways, by, branch);
        EXPECT_TRUE(rows) << rows.error().cause.text;
        return rows.value_or(std::vector<TakingsRow>{});
    }
    std::vector<TakingsRow> fine(TakingsBy by, std::string_view branch = {}) {
        auto rows = pos::store::Reader{*db_}.takings(kAlways, by, branch);
        EXPECT_TRUE(rows);
        for (auto& row : *rows) {
            row.tenders.clear();
            if (by == TakingsBy::day) row.branch.clear();
        }
        return *rows;
    }
    static std::vector<TakingsRow> without_costs(std::vector<TakingsRow> rows) {
        for (auto& row : rows) row.cost = {};
        return rows;
    }

    test::Till one_{"B01", "T1", 1};
    test::Till two_{"B01", "T2", 2};
    test::Till three_{"B02", "T1", 3};
};

TEST_P(BranchTakings, AreThoseOfTheTills) {
    for (const auto by : {TakingsBy::day, TakingsBy::branch_and_day, TakingsBy::hour,
                          TakingsBy::department, TakingsBy::tender, TakingsBy::cashier}) {
        for (const char* branch : {"", "B01", "B02", "B09"}) {
            EXPECT_EQ(without_costs(coarse(by, branch)), fine(by, branch))
                << static_cast<int>(by) << " of " << branch;
        }
    }
    EXPECT_EQ(coarse(TakingsBy::branch_and_day).size(), 2U);
    EXPECT_TRUE(verified().is_good());
}

TEST_P(BranchTakings, SayWhatGoodsCostAsTheirLinesDo) {
    for (const auto by : {TakingsBy::department, TakingsBy::item}) {
        for (const char* branch : {"", "B01", "B02", "B09"}) {
            const auto lines = pos::store::sold_lines(*db_, kAlways, by, branch);
            ASSERT_TRUE(lines) << lines.error().cause.text;
            EXPECT_EQ(coarse(by, branch), *lines) << static_cast<int>(by) << " of " << branch;
            EXPECT_EQ(pos::store::office::goods_takings(*db_, kAlways, by, branch).value(), *lines);
        }
        std::int64_t costs = 0;
        const auto rows = coarse(by);
        for (const TakingsRow& row : rows) costs += row.cost.cost_e8;
        EXPECT_GT(costs, 0);
    }
    EXPECT_EQ(fine(TakingsBy::item), coarse(TakingsBy::item));
    for (const char* column : {"cost_e8", "costed_minor"}) {
        const std::string set = std::string{column} + " = " + column;
        ASSERT_TRUE(db_->exec("UPDATE branch_takings SET " + set + " + 1 WHERE part = 5"));
        EXPECT_FALSE(verified().is_good()) << column;
        ASSERT_TRUE(db_->exec("UPDATE branch_takings SET " + set + " - 1 WHERE part = 5"));
    }
    EXPECT_TRUE(verified().is_good());
}

TEST_P(BranchTakings, SayWhatEachItemBroughtIn) {
    const auto items = pos::store::office::item_takings(*db_, kAlways, "B01", 100);
    ASSERT_TRUE(items) << items.error().cause.text;
    ASSERT_GT(items->size(), 1U);
    std::int64_t sum = 0;
    for (std::size_t i = 0; i < items->size(); ++i) {
        const TakingsRow& row = (*items)[i];
        sum += row.figures.net_minor();
        EXPECT_FALSE(row.name.empty());
        const auto before = (*items)[i == 0 ? 0 : i - 1].figures.net_minor();
        EXPECT_GE(before, row.figures.net_minor());
    }
    const auto lines = db_->value<std::int64_t>(
        "SELECT CAST(sum(l.payable_minor) AS BIGINT) FROM sale_line l JOIN journal j "
        "ON j.id = l.entry / 1099511627776 WHERE j.branch = 'B01'");
    EXPECT_EQ(sum, lines->value());
    EXPECT_EQ(pos::store::office::item_takings(*db_, kAlways, "", 1)->size(), 1U);
}

TEST_P(BranchTakings, AreMadeForAnOfficeThatHasNone) {
    const auto before = coarse(TakingsBy::hour);
    const auto items = pos::store::office::item_takings(*db_, kAlways, "", 100).value();
    ASSERT_TRUE(db_->exec("DELETE FROM branch_takings"));
    EXPECT_FALSE(verified().differences.empty());
    for (int twice = 0; twice < 2; ++twice) {
        ASSERT_TRUE(pos::store::fill_branch_takings(*db_));
        EXPECT_EQ(coarse(TakingsBy::hour), before);
        EXPECT_EQ(pos::store::office::item_takings(*db_, kAlways, "", 100).value(), items);
        EXPECT_TRUE(verified().is_good());
    }
}

TEST_P(BranchTakings, AreLookedAtByVerify) {
    for (int part = 0; part < pos::store::kBranchParts; ++part) {
        ASSERT_TRUE(
            db_->exec("UPDATE branch_takings SET gross_minor = gross_minor + 1 WHERE part = $1 AND "
                      "branch = 'B02'",
                      part));
        const auto report = verified();
        ASSERT_FALSE(report.differences.empty()) << part;
        EXPECT_EQ(report.differences[0].table, "branch_takings");
        EXPECT_NE(report.differences[0].key.find("B02"), std::string::npos);
        ASSERT_TRUE(
            db_->exec("UPDATE branch_takings SET gross_minor = gross_minor - 1 WHERE part = $1 AND "
                      "branch = 'B02'",
                      part));
    }
    EXPECT_TRUE(verified().is_good());
}

TEST_P(BranchTakings, HoldNumbersOfAnyLength) {
    pos::journal::SaleRecord record = test::sample_sale();
    record.lines.resize(1);
    record.lines[0].number = std::string(199, 'x') + "\xC3\xA9" + std::string(9'000, 'y');
    const auto head = one_.head().seq;
    one_.sell(5, record);
    const auto terminals = pos::store::office::terminals(*db_).value();
    EXPECT_EQ(send(one_, terminals.front(), head).parked, 0U);
    EXPECT_TRUE(verified().is_good());
}

ON_EITHER_ENGINE(BranchTakings);

}  // namespace
