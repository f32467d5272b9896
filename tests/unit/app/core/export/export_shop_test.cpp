// Goal: an export says of each receipt what it was: whether bills were paid or credit was bought
// stands in the ticket's own event alone. Method: a shop with both, exported into memory.
#include "app/core/export/export_shop.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <filesystem>
#include <optional>
#include <vector>

#include "app/core/init.hpp"
#include "tests/support/sample_events.hpp"
#include "tests/support/seeded_random.hpp"
#include "tests/support/temp_dir.hpp"

namespace {

using namespace app::core::exports;
using testing::ElementsAre;

constexpr pos::Instant kNow{1'795'354'300'000};

/// Keeps one column of one table.
class ColumnKept final : public TableWriter {
public:
    ColumnKept(std::string_view table, std::string_view column) : table_{table}, column_{column} {}
    app::core::Outcome<void> begin(const Table& table) override {
        here_ = table.name == table_;
        if (!here_) return {};
        const auto found = std::ranges::find(table.columns, column_, &Column::name);
        EXPECT_NE(found, table.columns.end());
        place_ = static_cast<std::size_t>(found - table.columns.begin());
        return {};
    }
    app::core::Outcome<void> row(std::span<const Cell> cells) override {
        if (here_) kept.push_back(cells[place_].text);
        return {};
    }
    app::core::Outcome<void> finish() override { return {}; }

    std::vector<std::string> kept;

private:
    std::string_view table_;
    std::string_view column_;
    bool here_{false};
    std::size_t place_{0};
};

TEST(ExportShop, tells_credit_that_was_bought_from_bills_paid) {
    const test::TempDir folder;
    test::SeededRandom random{5};
    auto store = app::core::init_shop(
        (folder.path() / "shop.db").string(),
        {.branch = "B01", .terminal = "T1", .currency = "EUR", .zone = "Europe/Berlin"}, {}, kNow,
        random);
    ASSERT_TRUE(store) << store.error().words;
    for (auto record : {test::sample_bill(), test::sample_top_up()}) {
        record.number.clear();
        pos::store::Batch batch;
        batch.events.emplace_back(pos::journal::BillPaid{std::move(record)});
        ASSERT_TRUE((*store)->append(std::move(batch), kNow));
    }
    ColumnKept kinds{"receipts", "kind"};
    const auto done = export_all((*store)->reader().connection(), kinds, {});
    ASSERT_TRUE(done) << done.error().words;
    EXPECT_THAT(kinds.kept, ElementsAre("bills_paid", "credit_bought"));
}

TEST(ExportShop, has_who_works_there_and_is_its_owners_alone) {
    const test::TempDir folder;
    test::SeededRandom random{6};
    auto store = app::core::init_shop(
        (folder.path() / "shop.db").string(),
        {.branch = "B01", .terminal = "T1", .currency = "EUR", .zone = "Europe/Berlin"}, {}, kNow,
        random);
    ASSERT_TRUE(store) << store.error().words;
    ColumnKept roles{"people", "role"};
    ASSERT_TRUE(export_all((*store)->reader().connection(), roles, {}));
    EXPECT_THAT(roles.kept, testing::Contains("manager"));
    auto files = csv_writer((folder.path() / "all").string());
    ASSERT_TRUE(files) << files.error().words;
    const auto done = export_all((*store)->reader().connection(), **files, {});
    ASSERT_TRUE(done) << done.error().words;
    auto book = workbook_writer((folder.path() / "all.xlsx").string());
    ASSERT_TRUE(book) << book.error().words;
    ASSERT_TRUE(export_all((*store)->reader().connection(), **book, {}));
    namespace fs = std::filesystem;
    for (const char* name : {"all/people.csv", "all/customers.csv", "all/prices.csv", "all.xlsx"}) {
        const auto mode = fs::status(folder.path() / name).permissions();
        EXPECT_EQ(mode & fs::perms::all, fs::perms::owner_read | fs::perms::owner_write) << name;
    }
}

TEST(ExportShop, is_its_owners_alone_before_a_workbook_is_whole) {
    const test::TempDir folder;
    test::SeededRandom random{7};
    auto store = app::core::init_shop(
        (folder.path() / "shop.db").string(),
        {.branch = "B01", .terminal = "T1", .currency = "EUR", .zone = "Europe/Berlin"}, {}, kNow,
        random);
    ASSERT_TRUE(store) << store.error().words;
    namespace fs = std::filesystem;
    const fs::path part = folder.path() / "all.xlsx.part";
    std::optional<fs::perms> mode;  // as its rows were put together
    auto book = workbook_writer((folder.path() / "all.xlsx").string(), [&](const fs::path& place) {
        if (fs::exists(part)) mode = fs::status(part).permissions();
        return free_bytes(place);
    });
    ASSERT_TRUE(book) << book.error().words;
    ASSERT_TRUE(export_all((*store)->reader().connection(), **book, {}));
    ASSERT_TRUE(mode) << "nobody may open it while it is written";
    EXPECT_EQ(*mode & fs::perms::all, fs::perms::owner_read | fs::perms::owner_write);
    EXPECT_FALSE(fs::exists(part));
}

}  // namespace
