// Goal: nine months of a real shop's sales go through the register, and every day's takings equal
// sums computed elsewhere, to the penny. Method: rings the whole file into a fresh shop, reads the
// roll-ups, and compares them with the published figures; a second run must find everything in the
// books already.
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "app/core/init.hpp"
#include "app/core/ring/ring.hpp"
#include "pos/money/decimal.hpp"
#include "tests/support/seeded_random.hpp"
#include "tests/support/temp_dir.hpp"

namespace ring = app::core::ring;

namespace {

std::int64_t pence(const nlohmann::json& amount) {
    return pos::parse_money(amount.get<std::string>(), *pos::currency_of("GBP")).value().minor;
}

ring::ReadFile read_sales(const std::string& path) {
    auto file = app::core::tabular::Reader::open(path, {}).value();
    const ring::ReadOptions options{.mapping = {{"receipt", "InvoiceNo"},
                                                {"sku", "StockCode"},
                                                {"name", "Description"},
                                                {"quantity", "Quantity"},
                                                {"price", "UnitPrice"},
                                                {"at", "InvoiceDate"},
                                                {"customer", "CustomerID"}},
                                    .currency = *pos::currency_of("GBP")};
    return ring::read(file, options, {}).value();
}

}  // namespace

TEST(OnlineRetail, every_day_agrees_to_the_penny_and_a_second_run_changes_nothing) {
    const char* data = std::getenv("COUNTERFOIL_DATA");
    if (data == nullptr) GTEST_SKIP() << "COUNTERFOIL_DATA names no folder with the real sales";
    const std::filesystem::path folder = std::filesystem::path{data} / "online-retail";
    const test::TempDir temp;
    test::SeededRandom random{1};
    const auto where = (temp.path() / "shop.db").string();
    auto store = app::core::init_shop(
        where, {.branch = "B01", .terminal = "T1", .currency = "GBP", .zone = "Europe/London"}, {},
        pos::Instant{1'290'000'000'000}, random);
    ASSERT_TRUE(store.has_value()) << store.error().words;
    const auto file = read_sales((folder / "online-retail.csv.zst").string());

    const auto done =
        ring::ring(file, {.refund_prefix = "C", .skip_bad = true}, **store, random, {});
    ASSERT_TRUE(done.has_value()) << done.error().words;

    const auto expected = nlohmann::json::parse(std::ifstream{folder / "expected-takings.json"});
    const auto& counts = expected["counts"];
    EXPECT_EQ(done->receipts, counts["receipts"]);
    EXPECT_EQ(done->sales, counts["sales"]);
    EXPECT_EQ(done->refunds, counts["refunds"]);
    EXPECT_EQ(done->stock_adjustments, counts["stock_adjustments"]);
    EXPECT_EQ(done->refused, counts["refused"]);

    auto& reader = (*store)->reader();
    const auto days = reader.days().value().value();
    const auto rows = reader.takings(days, pos::report::TakingsBy::day).value();
    ASSERT_EQ(rows.size(), expected["days"].size());
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const auto& day = expected["days"][i];
        SCOPED_TRACE(day["day"].get<std::string>());
        EXPECT_EQ(to_string(rows[i].day), day["day"].get<std::string>());
        EXPECT_EQ(rows[i].figures.sales, day["sales"]);
        EXPECT_EQ(rows[i].figures.refunds, day["refunds"]);
        EXPECT_EQ(rows[i].figures.gross_minor, pence(day["gross"]));
        EXPECT_EQ(rows[i].figures.refunded_minor, pence(day["refunded"]));
        EXPECT_EQ(rows[i].figures.net_minor(), pence(day["net"]));
    }

    const auto head = (*store)->head();
    const auto again =
        ring::ring(file, {.refund_prefix = "C", .skip_bad = true}, **store, random, {});
    ASSERT_TRUE(again.has_value()) << again.error().words;
    EXPECT_EQ(again->sales + again->refunds + again->stock_adjustments, 0U);
    EXPECT_EQ(again->skipped, done->sales + done->refunds + done->stock_adjustments);
    EXPECT_EQ((*store)->head(), head);
}
