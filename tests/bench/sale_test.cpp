// Goal: a durable sale is one transaction and one sync; the bare database that it is measured
//       against writes the very same rows.
// Method: sales through the register on a disk that counts; the recorded rows written into a copy
//         of the shop, and every table of both compared.
#include <gtest/gtest.h>
#include <sqlite3.h>

#include "app/core/bench/contest.hpp"
#include "app/core/bench/sale_contest.hpp"
#include "app/core/bench/shop.hpp"
#include "app/core/find_code.hpp"
#include "pos/store/db/sqlite_connection.hpp"
#include "tests/support/faulty_vfs.hpp"

namespace bench = app::core::bench;
namespace db = pos::store::db;

namespace {

template <class T>
T value(app::core::Outcome<T> made) {
    if (!made) throw std::runtime_error(made.error().words);
    return std::move(*made);
}
void done(const app::core::Outcome<void>& outcome) {
    if (!outcome) throw std::runtime_error(outcome.error().words);
}

/// Every row of every table that is no part of the search index, as text.
std::vector<std::string> rows_of(const std::string& where) {
    auto connection = db::open({db::Engine::sqlite, where}, {.mode = db::OpenMode::read_only});
    EXPECT_TRUE(connection.has_value());
    std::vector<std::string> tables;
    const auto named = (*connection)
                           ->each(
                               "SELECT name FROM sqlite_schema WHERE type = 'table' AND name "
                               "NOT LIKE 'item_%' ORDER BY name",
                               [&](const db::Row& row) { tables.emplace_back(row.text(0)); });
    EXPECT_TRUE(named.has_value());
    std::vector<std::string> rows;
    for (const auto& table : tables) {
        std::string columns;
        const auto read = (*connection)
                              ->each(
                                  "SELECT name FROM pragma_table_info($1)",
                                  [&](const db::Row& row) {
                                      columns +=
                                          (columns.empty() ? "quote(" : " || ',' || quote(") +
                                          std::string{row.text(0)} + ")";
                                  },
                                  table);
        EXPECT_TRUE(read.has_value());
        const auto all = (*connection)
                             ->each("SELECT " + columns + " FROM " + table + " ORDER BY 1",
                                    [&](const db::Row& row) {
                                        rows.push_back(table + ": " + std::string{row.text(0)});
                                    });
        EXPECT_TRUE(all.has_value());
    }
    return rows;
}

}  // namespace

TEST(DurableSale, is_one_transaction_and_one_sync) {
    const auto scratch = value(bench::Scratch::make({}));
    const auto where = scratch.file("shop.db");
    test::FaultyVfs disk;
    bench::Seeded random{1};
    auto store = value(bench::make_shop(where, random));
    done(bench::put_goods(*store, 0, bench::kSaleLines, random));
    auto till = value(bench::open_till(*store, random, bench::kOpening));

    auto& connection = static_cast<db::SqliteConnection&>(store->reader().connection());
    int commits = 0;
    sqlite3_commit_hook(
        connection.handle(), [](void* count) { return ++*static_cast<int*>(count), 0; }, &commits);
    for (int sale = 0; sale < 20; ++sale) {
        for (std::int64_t row = 1; row <= static_cast<std::int64_t>(bench::kSaleLines); ++row) {
            const auto item = store->reader().catalogue().by_row(row);
            ASSERT_TRUE(item && *item);
            const pos::sale::AddItem add{
                .item = app::core::register_item(**item, till->shop().taxes, {}), .own_line = true};
            done(bench::tell(*till, add, bench::kOpening));
        }
        ASSERT_TRUE(till->flush(bench::kOpening));
        disk.arm(test::DiskFault::none, 0);
        commits = 0;
        done(bench::tell(*till, pos::sale::ExactCash{}, bench::kOpening));
        EXPECT_EQ(commits, 1);
        // Nobody checkpoints here: a write that begins the log anew syncs its header as well.
        EXPECT_EQ(disk.syncs(), 1U);
        EXPECT_EQ(till->state().last->record.lines.size(), bench::kSaleLines);
    }
    sqlite3_commit_hook(connection.handle(), nullptr, nullptr);
}

TEST(SaleContest, both_sides_leave_the_same_rows) {
    const auto scratch = value(bench::Scratch::make({}));
    std::string ours = scratch.file("sale-ours.db");
    std::string floor = scratch.file("sale-floor.db");
    {
        auto contest = value(bench::sale_contest(scratch, 12));
        const auto sides = bench::interleave(*contest, {.warm_up = 2, .block = 4});
        ASSERT_TRUE(sides.has_value()) << sides.error().words;
        EXPECT_EQ(sides->ours.size(), 10U);
        EXPECT_EQ(sides->floor.size(), 10U);
    }
    const auto rows = rows_of(ours);
    EXPECT_EQ(rows, rows_of(floor));
    EXPECT_EQ(rows, rows_of(scratch.file("sale-recording.db")));
    const auto sold = std::ranges::count_if(
        rows, [](const std::string& row) { return row.starts_with("sale_line: "); });
    EXPECT_EQ(sold, 12 * static_cast<std::ptrdiff_t>(bench::kSaleLines));
}
