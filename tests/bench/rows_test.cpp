// Goal: `counterfoil bench` measures every row of its table, whatever they come to, and leaves
//       nothing behind; goods are what they are said to be.
// Method: a quick run on a small shop, with the real till under Xvfb where there is one.
#include "app/core/bench/rows.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <set>

#include "app/core/bench/contest.hpp"
#include "app/core/bench/goods.hpp"
#include "pos/catalog/barcode.hpp"
#include "tests/support/temp_dir.hpp"

namespace bench = app::core::bench;

namespace {

bench::Options quick(std::vector<std::string> names, const test::TempDir& folder) {
    bench::Options options;
    options.names = std::move(names);
    options.catalogue.items = 300;
    options.quick = true;
    options.dir = folder.path();
    options.till = COUNTERFOIL_BINARY_DIR "/bin/till";
    return options;
}

std::multiset<std::string> names_of(const bench::Report& report) {
    std::multiset<std::string> names;
    for (const auto& row : report.rows) names.insert(row.name);
    return names;
}

void expect_whole(const bench::Report& report) {
    for (const auto& row : report.rows) {
        EXPECT_FALSE(row.title.empty());
        EXPECT_FALSE(row.unit.empty());
        EXPECT_FALSE(row.target.empty()) << row.title;
        if (row.name == "idle") continue;  // nothing is what it should come to
        EXPECT_GT(row.ours.middle, 0) << row.title;
        if (row.floor) {
            EXPECT_GT(row.floor->middle, 0) << row.title;
        }
        EXPECT_EQ(row.floor.has_value(), row.ratio.has_value()) << row.title;
    }
}

/// A contest of given times.
class Given final : public bench::Contest {
public:
    app::core::Outcome<bench::Nanoseconds> ours() override {
        order += 'o';
        return bench::Nanoseconds{100 + static_cast<int>(order.size())};
    }
    app::core::Outcome<bench::Nanoseconds> floor() override {
        order += 'f';
        return bench::Nanoseconds{50};
    }
    app::core::Outcome<void> rest() override {
        order += '-';
        return {};
    }
    std::size_t pieces() const override { return 7; }

    std::string order;
};

}  // namespace

TEST(BenchRows, every_figure_of_the_store_is_measured_and_nothing_stays) {
    const test::TempDir folder;
    std::vector<std::string> steps;
    const auto report =
        bench::measure(quick({"sale", "import", "scan", "search", "takings"}, folder),
                       [&](const std::string& what) { steps.push_back(what); });
    ASSERT_TRUE(report.has_value()) << report.error().words;
    EXPECT_EQ(names_of(*report), (std::multiset<std::string>{"import", "sale", "scan", "search",
                                                             "takings", "takings"}));
    expect_whole(*report);
    EXPECT_EQ(report->items, 300U);
    EXPECT_GE(steps.size(), 5U);
    EXPECT_TRUE(std::filesystem::is_empty(folder.path()));
}

TEST(BenchRows, receipts_are_encoded_and_drawn) {
    const test::TempDir folder;
    const auto report = bench::measure(quick({"receipt"}, folder), [](const std::string&) {});
    ASSERT_TRUE(report.has_value()) << report.error().words;
    EXPECT_EQ(report->rows.size(), 4U);
    expect_whole(*report);
}

TEST(BenchRows, the_till_is_started_used_and_left_alone) {
    const test::TempDir folder;
    const auto report =
        bench::measure(quick({"start", "frame", "idle"}, folder), [](const std::string&) {});
    ASSERT_TRUE(report.has_value()) << report.error().words;
    if (!report->left_out.empty()) GTEST_SKIP() << report->left_out.front();
    EXPECT_EQ(names_of(*report),
              (std::multiset<std::string>{"frame", "idle", "idle", "start", "start"}));
    expect_whole(*report);
    EXPECT_TRUE(std::filesystem::is_empty(folder.path()));
}

TEST(BenchRows, a_till_that_is_not_there_is_left_out_in_words) {
    const test::TempDir folder;
    auto options = quick({"idle"}, folder);
    options.till = folder.file("nothing");
    const auto report = bench::measure(options, [](const std::string&) {});
    ASSERT_TRUE(report.has_value());
    ASSERT_EQ(report->left_out.size(), 1U);
    EXPECT_NE(report->left_out[0].find("there is no program"), std::string::npos);
}

TEST(BenchRows, a_folder_that_is_not_there_is_named) {
    bench::Options options;
    options.dir = "/nowhere";
    const auto report = bench::measure(options, [](const std::string&) {});
    ASSERT_FALSE(report.has_value());
    EXPECT_NE(report.error().words.find("/nowhere"), std::string::npos);
}

TEST(Interleave, sides_take_turns_and_the_warm_up_does_not_count) {
    Given contest;
    const auto sides = bench::interleave(contest, {.warm_up = 2, .block = 3});
    ASSERT_TRUE(sides.has_value());
    EXPECT_EQ(contest.order, "ooff-fffooo-ooff-");
    EXPECT_EQ(sides->ours.size(), 5U);
    EXPECT_EQ(sides->floor.size(), 5U);
    EXPECT_EQ(sides->floor.median(), bench::Nanoseconds{50});
    EXPECT_EQ(sides->ours.quantile(0), bench::Nanoseconds{109});
    EXPECT_EQ(sides->ours.median(), bench::Nanoseconds{111});
    EXPECT_EQ(sides->ours.p99(), bench::Nanoseconds{114});
}

TEST(Goods, have_codes_with_right_check_digits_all_different) {
    std::set<std::string> codes;
    int own = 0;
    for (std::uint64_t number = 0; number < 5'000; ++number) {
        const auto one = bench::goods(number);
        EXPECT_TRUE(codes.insert(one.barcode).second) << one.barcode;
        const bool free = pos::catalog::gtin_status(one.barcode) != pos::catalog::GtinStatus::valid;
        EXPECT_EQ(free, one.barcode.starts_with('S')) << one.barcode;
        own += free;
        EXPECT_EQ(one.name.find_first_of(",\"\n"), std::string::npos) << one.name;
        EXPECT_GT(one.price_minor, 0);
        EXPECT_EQ(bench::goods(number).name, one.name);
    }
    EXPECT_GT(own, 20);
    EXPECT_LT(own, 100);
}
