// Goal: an export says of each receipt what it was: whether bills were paid or credit was bought
// stands in the ticket's own event alone. Method: a shop with both, exported into memory.
#include "app/core/export/export_shop.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <memory>
#include <optional>
#include <vector>

#include "app/core/init.hpp"
#include "app/core/shop_settings.hpp"
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

class ExportShop : public testing::Test {
protected:
    void SetUp() override {
        auto made = app::core::init_shop(
            folder_.file("shop.db"),
            {.branch = "B01", .terminal = "T1", .currency = "EUR", .zone = "Europe/Berlin"}, {},
            kNow, random_);
        ASSERT_TRUE(made) << made.error().words;
        store_ = std::move(*made);
    }

    const test::TempDir folder_;
    test::SeededRandom random_{5};
    std::unique_ptr<pos::store::Store> store_;
};

TEST_F(ExportShop, tells_credit_that_was_bought_from_bills_paid) {
    for (auto record : {test::sample_bill(), test::sample_top_up()}) {
        record.number.clear();
        pos::store::Batch batch;
        batch.events.emplace_back(pos::journal::BillPaid{std::move(record)});
        ASSERT_TRUE(store_->append(std::move(batch), kNow));
    }
    ColumnKept kinds{"receipts", "kind"};
    const auto done = export_all(store_->reader().connection(), kinds, {});
    ASSERT_TRUE(done) << done.error().words;
    EXPECT_THAT(kinds.kept, ElementsAre("bills_paid", "credit_bought"));
}

TEST_F(ExportShop, counts_a_payment_that_was_put_right_as_takings_do) {
    namespace journal = pos::journal;
    const auto append = [&](journal::Event event) {
        pos::store::Batch batch;
        batch.events.emplace_back(std::move(event));
        ASSERT_TRUE(store_->append(std::move(batch), kNow));
    };
    auto sold = test::sample_sale();
    sold.number.clear();
    ASSERT_EQ(sold.tenders.size(), 2U);  // a card's 5.00, then cash
    append(journal::SaleCompleted{sold});
    const journal::PaidBy card{journal::TenderKind::card, "card", "Card", "slip 4711"};
    const journal::PaidBy cash{journal::TenderKind::cash, "cash", "Cash", ""};
    const journal::PaidBy voucher{journal::TenderKind::other, "voucher", "Voucher", "V1"};
    const auto correct = [&](const journal::PaidBy& from, const journal::PaidBy& to) {
        append(journal::TenderCorrected{.sale = sold.sale,
                                        .number = "B01-T1-000001",
                                        .when = sold.when,
                                        .cashier = sold.cashier,
                                        .shift = sold.shift,
                                        .position = 1,
                                        .amount = sold.tenders[0].amount,
                                        .from = from,
                                        .to = to,
                                        .reason = "mistake"});
    };
    correct(card, cash);
    correct(cash, voucher);
    const auto kept = [&](std::string_view column) {
        ColumnKept cells{"receipt_payments", column};
        EXPECT_TRUE(export_all(store_->reader().connection(), cells, {}));
        return cells.kept;
    };
    EXPECT_THAT(kept("code"), ElementsAre("voucher", "cash"));
    EXPECT_THAT(kept("name"), ElementsAre("Voucher", "Cash"));
    EXPECT_THAT(kept("amount"), ElementsAre("5.00", "4.65"));
    EXPECT_THAT(kept("given"), ElementsAre("5.00", "5.00"));
    EXPECT_THAT(kept("change"), ElementsAre("0.00", "0.35"));
    EXPECT_THAT(kept("reference"), ElementsAre("V1", ""));
    EXPECT_THAT(kept("entered_as"), ElementsAre("card", ""));
}

TEST_F(ExportShop, has_who_works_there_and_is_its_owners_alone) {
    ColumnKept roles{"people", "role"};
    ASSERT_TRUE(export_all(store_->reader().connection(), roles, {}));
    EXPECT_THAT(roles.kept, testing::Contains("manager"));
    auto files = csv_writer((folder_.path() / "all").string());
    ASSERT_TRUE(files) << files.error().words;
    const auto done = export_all(store_->reader().connection(), **files, {});
    ASSERT_TRUE(done) << done.error().words;
    auto book = workbook_writer((folder_.path() / "all.xlsx").string());
    ASSERT_TRUE(book) << book.error().words;
    ASSERT_TRUE(export_all(store_->reader().connection(), **book, {}));
    namespace fs = std::filesystem;
    for (const char* name : {"all/people.csv", "all/customers.csv", "all/prices.csv", "all.xlsx"}) {
        const auto mode = fs::status(folder_.path() / name).permissions();
        EXPECT_EQ(mode & fs::perms::all, fs::perms::owner_read | fs::perms::owner_write) << name;
    }
}

/// Keeps the names of the tables.
class NamesKept final : public TableWriter {
public:
    app::core::Outcome<void> begin(const Table& table) override {
        names.emplace_back(table.name);
        return {};
    }
    app::core::Outcome<void> row(std::span<const Cell>) override { return {}; }
    app::core::Outcome<void> finish() override { return {}; }

    std::vector<std::string> names;
};

TEST_F(ExportShop, has_each_table_in_one_part) {
    auto& db = store_->reader().connection();
    NamesKept people;
    ASSERT_TRUE(export_all(db, people, {.part = Part::people}));
    EXPECT_THAT(people.names, ElementsAre("people", "customers"));
    NamesKept all;
    ASSERT_TRUE(export_all(db, all));
    NamesKept parts;
    for (const Part part : {Part::goods, Part::sales, Part::people, Part::bills, Part::journal})
        ASSERT_TRUE(export_all(db, parts, {.part = part}));
    EXPECT_THAT(parts.names, testing::UnorderedElementsAreArray(all.names));
}

TEST_F(ExportShop, can_be_given_up_and_leaves_nothing) {
    const auto there = [&](const char* name) {
        return std::filesystem::exists(folder_.path() / name);
    };
    for (const bool workbook : {false, true}) {
        const std::string to = (folder_.path() / (workbook ? "all.xlsx" : "all")).string();
        auto writer = workbook ? workbook_writer(to) : csv_writer(to);
        ASSERT_TRUE(writer) << writer.error().words;
        std::uint64_t seen = 0;
        const auto done = export_all(store_->reader().connection(), **writer,
                                     {.on_row = [&](std::uint64_t rows) { seen = rows; },
                                      .give_up = [&] { return seen > 0; }});
        ASSERT_FALSE(done);
        EXPECT_EQ(done.error().about, "stopped");
        EXPECT_EQ(seen, 1U) << "not one more";
        writer->reset();
    }
    for (const char* name : {"all", "all.part", "all.xlsx", "all.xlsx.part"})
        EXPECT_FALSE(there(name)) << name;
}

TEST_F(ExportShop, names_the_reason_why_it_is_not_begun) {
    const auto about = [](const app::core::Outcome<std::unique_ptr<TableWriter>>& writer) {
        return writer ? "" : writer.error().about;
    };
    const std::string here = folder_.path().string();
    EXPECT_EQ(about(csv_writer(here)), "file_in_the_way");
    std::filesystem::create_directory(here + "/all.part");
    EXPECT_EQ(about(csv_writer(here + "/all")), "file_in_the_way");
    EXPECT_EQ(about(workbook_writer(here + "/gone/all.xlsx")), "no_folder");
    EXPECT_EQ(
        about(workbook_writer(here + "/all.xlsx",
                              [](const std::filesystem::path&) -> std::uint64_t { return 0; })),
        "disk_full");
}

TEST_F(ExportShop, is_its_owners_alone_before_a_workbook_is_whole) {
    namespace fs = std::filesystem;
    const fs::path part = folder_.path() / "all.xlsx.part";
    std::optional<fs::perms> mode;  // as its rows were put together
    auto book = workbook_writer((folder_.path() / "all.xlsx").string(), [&](const fs::path& place) {
        if (fs::exists(part)) mode = fs::status(part).permissions();
        return free_bytes(place);
    });
    ASSERT_TRUE(book) << book.error().words;
    ASSERT_TRUE(export_all(store_->reader().connection(), **book, {}));
    ASSERT_TRUE(mode) << "nobody may open it while it is written";
    EXPECT_EQ(*mode & fs::perms::all, fs::perms::owner_read | fs::perms::owner_write);
    EXPECT_FALSE(fs::exists(part));
}

TEST_F(ExportShop, has_taxes_and_settings_and_is_json_too) {
    app::core::ShopSettings settings = app::core::default_settings();
    settings.name = "Corner \"Shop\"";
    settings.taxes.taxes.push_back({.tax = {.code = "A", .name = "VAT", .rate = {19'000'000}},
                                    .from = pos::make_date(2020, 7, 1),
                                    .until = {}});
    settings.taxes.classes.push_back({"standard", "Standard", {"A"}});
    settings.tax_class = "standard";
    auto& connection = store_->reader().connection();
    const auto write = [&](pos::store::CatalogueWriter& to) -> pos::store::Answer<void> {
        if (auto put = to.put_setting("shop", app::core::to_bytes(settings)); !put) {
            return std::unexpected{pos::store::to_store_error(put.error())};
        }
        return {};
    };
    pos::store::Batch batch;
    batch.events.emplace_back(
        pos::journal::SettingChanged{test::at(9, 0, 0), test::anna(), "tax A", "", "19 %"});
    ASSERT_TRUE(store_->change_catalogue(write, std::move(batch), kNow));
    ColumnKept rates{"taxes", "percent"};
    ASSERT_TRUE(export_all(connection, rates));
    EXPECT_THAT(rates.kept, ElementsAre("19"));
    ColumnKept said{"settings", "value"};
    ASSERT_TRUE(export_all(connection, said));
    EXPECT_THAT(said.kept, testing::Contains("Corner \"Shop\""));
    const std::string path = (folder_.path() / "all.json").string();
    auto file = json_writer(path);
    ASSERT_TRUE(file) << file.error().words;
    const auto done = export_all(connection, **file);
    ASSERT_TRUE(done) << done.error().words;
    std::ifstream in{path};
    const auto json = nlohmann::json::parse(in);
    std::vector<std::string> written;
    for (const Written& one : *done) {
        written.push_back(one.table);
        ASSERT_TRUE(json.contains(one.table)) << one.table;
        EXPECT_EQ(json[one.table].size(), one.rows) << one.table;
    }
    EXPECT_EQ(written, table_names());
    EXPECT_EQ(json["taxes"][0]["percent"], "19");
    EXPECT_EQ(json["taxes"][0]["included"], true);
    EXPECT_EQ(json["taxes"][0]["from"], "2020-07-01");
    EXPECT_EQ(json["taxes"][0]["until"], nullptr);
    EXPECT_EQ(json["tax_classes"][0]["taxes"], "A");
    EXPECT_EQ(json["journal"][0]["sequence"], 1) << "counts are numbers";
    EXPECT_FALSE(json_writer(path)) << "it is there";
    ColumnKept one{"taxes", "code"};
    EXPECT_EQ(export_all(connection, one, {.only = "taxes"})->size(), 1U);
}

}  // namespace
