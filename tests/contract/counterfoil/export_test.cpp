// Goal: everything that a shop has leaves it in files that other programs open, whole or not at
// all. Method: a shop that sold, exported on either engine; figures against those of the receipts.
#include <gmock/gmock.h>

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "app/core/tabular/reader.hpp"
#include "tests/contract/counterfoil/command_line.hpp"

namespace {

using app::counterfoil::Exit;
using Json = nlohmann::ordered_json;
using testing::HasSubstr;
namespace fs = std::filesystem;
namespace tabular = app::core::tabular;

class Export : public test::CommandLine {
protected:
    /// The cells of one column of a table of the folder.
    static std::vector<std::string> column(const std::string& path, std::string_view name) {
        auto reader = tabular::Reader::open(path, {});
        EXPECT_TRUE(reader) << path;
        const auto& columns = reader->columns();
        const auto place = std::ranges::find(columns, name) - columns.begin();
        std::vector<std::string> cells;
        tabular::Row row;
        for (;;) {
            const auto more = reader->next(row);
            if (!more || !*more) return cells;
            cells.emplace_back(row.fields.at(static_cast<std::size_t>(place)));
        }
    }
};

TEST_P(Export, WritesEveryTableOfAShopThatSold) {
    init();
    ring_some();
    const auto items =
        file_of("items.csv", "number,name,barcode,price\n77,=1+2,4006381333931,12.5\n");
    done({"import", "items", items});
    const auto folder = file("all");
    const Json json = Json::parse(done({"export", folder, "--json"}).out);
    EXPECT_FALSE(fs::exists(folder + ".part"));
    for (const auto& [table, rows] : json["rows"].items()) {
        const auto path = folder + "/" + table + ".csv";
        auto reader = tabular::Reader::open(path, {});
        ASSERT_TRUE(reader) << table;
        EXPECT_EQ(column(path, reader->columns().front()).size(), rows.get<std::size_t>()) << table;
    }
    EXPECT_GT(json["rows"]["receipts"], 0);
    EXPECT_GT(json["rows"]["journal"], json["rows"]["receipts"]);
    EXPECT_EQ(json["rows"]["barcodes"], 1);
    const auto names = column(folder + "/items.csv", "name");
    EXPECT_THAT(names, testing::Contains("'=1+2")) << "no formula for a spreadsheet";
    EXPECT_THAT(column(folder + "/items.csv", "price"), testing::Contains("12.50"));

    EXPECT_THAT(column(folder + "/receipts.csv", "currency"), testing::Each("GBP"));
    EXPECT_THAT(column(folder + "/receipts.csv", "payable"),
                testing::UnorderedElementsAre("5.00", "-1.50", "6.00"));

    double lines = 0;
    for (const auto& payable : column(folder + "/receipt_lines.csv", "payable"))
        lines += std::stod(payable);
    double tenders = 0;
    for (const auto& amount : column(folder + "/receipt_payments.csv", "amount"))
        tenders += std::stod(amount);
    EXPECT_NEAR(lines, tenders, 1e-6) << "nothing is rounded for cash here";
}

TEST_P(Export, MakesAWorkbookOfTheSame) {
    init();
    ring_some();
    const auto book = file("all.xlsx");
    EXPECT_THAT(done({"export", book}).out, HasSubstr("receipts: "));
    auto first = tabular::Reader::open(book, {});
    ASSERT_TRUE(first) << "our own reader of workbooks opens it";
    EXPECT_EQ(first->columns().front(), "branch");
    tabular::Row row;
    ASSERT_TRUE(first->next(row).value_or(false));
    EXPECT_EQ(row.fields.front(), "B01");
    EXPECT_FALSE(fs::exists(book + ".part"));
}

TEST_P(Export, OverwritesNothingAndLeavesNothingHalfDone) {
    init();
    const auto folder = file("all");
    fs::create_directory(folder);
    EXPECT_THAT(refused(Exit::refused, {"export", folder, "--db", db()}),
                HasSubstr("is there already"));
    EXPECT_TRUE(fs::is_empty(folder));
    const auto book = file_of("all.xlsx", "mine");
    EXPECT_THAT(refused(Exit::refused, {"export", book, "--db", db()}),
                HasSubstr("is there already"));
    EXPECT_THAT(refused(Exit::environment, {"export", file("no/such/a.xlsx"), "--db", db()}),
                HasSubstr("is no folder"));
}

TEST_P(Export, TakesAFolderNamedWithASlashAtItsEnd) {
    init();
    done({"export", file("all") + "//"});
    EXPECT_TRUE(fs::exists(file("all/items.csv")));
    EXPECT_FALSE(fs::exists(file("all.part")));
    EXPECT_THAT(refused(Exit::refused, {"export", file("all/"), "--db", db()}),
                HasSubstr("is there already"));
}

TEST_P(Export, LeavesWhatStandsWhereItWouldBeWrittenMeanwhile) {
    init();
    fs::create_directory(file("all.part"));
    const auto mine = file_of("all.part/mine.txt", "mine");
    const auto book = file_of("all.xlsx.part", "mine");
    for (const auto* to : {"all", "all/", "all.xlsx"}) {
        EXPECT_THAT(refused(Exit::refused, {"export", file(to), "--db", db()}),
                    HasSubstr(".part is there already, where the export would be written until it "
                              "is whole."))
            << to;
    }
    EXPECT_TRUE(fs::exists(mine));
    EXPECT_EQ(fs::file_size(book), 4U);
    EXPECT_FALSE(fs::exists(file("all"))) << "nothing of an export";
    EXPECT_FALSE(fs::exists(file("all.xlsx")));
}

ON_EITHER_ENGINE(Export);

}  // namespace
