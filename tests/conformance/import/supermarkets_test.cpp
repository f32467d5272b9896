// Goal: prove that real price lists of two countries arrive with every price, department and
// weighed good, and can be searched in their own scripts. Method: counts and sums per department
// and chain computed elsewhere (expected.json); the second store's list on top of the first; every
// tenth name searched for.
#include "tests/conformance/import/shop.hpp"

using namespace test;
using app::core::imports::RowRefusal;

namespace {

const std::vector<std::string> kCroatian{"name=Product", "number=ProductId", "barcode=Barcode",
                                         "price=Price",  "unit=Unit",        "department=Category"};

}  // namespace

class Supermarkets : public ImportData {
protected:
    /// Of every `step`th item, searched for by its own name, how many are not among the answers.
    std::int64_t not_found(std::int64_t step) {
        std::vector<std::pair<pos::Ulid, std::string>> wanted;
        const auto read = reader().connection().each(
            "SELECT item, name FROM item WHERE id % $1 = 0",
            [&](const pos::store::db::Row& row) {
                auto& [item, name] = wanted.emplace_back();
                row.get(0, item);
                row.get(1, name);
            },
            step);
        EXPECT_TRUE(read.has_value());
        std::int64_t missing = 0;
        for (const auto& [item, name] : wanted) {
            const auto found = reader().search(name, 200);
            EXPECT_TRUE(found.has_value()) << name;
            const bool there = found && std::ranges::any_of(*found, [&](const auto& one) {
                                   return one.item.id == item;
                               });
            // An item whose name others have too may stand behind them.
            const bool same = found && !found->empty() && found->front().item.name == name;
            if (!there && !same) ++missing;
            if (!there && !same) std::printf("  not found: %s\n", name.c_str());
        }
        EXPECT_FALSE(wanted.empty());
        return missing;
    }
};

TEST_F(Supermarkets, croatian_lists_arrive_whole) {
    const Json files = expected("supermarket-prices-hr");
    for (const auto& [file, expects] : files.items()) {
        SCOPED_TRACE(file);
        open_shop("EUR");
        const auto result = import(folder("supermarket-prices-hr") + "/" + file + ".gz", kCroatian);
        EXPECT_EQ(result.report.added, expects.at("rows"));
        EXPECT_EQ(result.report.refused, 0U);
        EXPECT_EQ(result.report.wrong_check_digits, 0U);
        EXPECT_EQ(result.report.barcodes_added, expects.at("gtin_status").at("ok"));
        EXPECT_EQ(number("SELECT count(*) FROM item WHERE open_price = 1"),
                  expects.at("blank_price"));
        EXPECT_EQ(number("SELECT sum(price_e8) FROM item"), e8(expects.at("price_sum")));
        EXPECT_EQ(number("SELECT count(*) FROM item WHERE unit = 'kg'"),
                  expects.at("units").at("kg"));
        for (const auto& [category, figures] : expects.at("per_category").items()) {
            const std::string where = " FROM item WHERE department = '" + category + "'";
            EXPECT_EQ(number("SELECT count(*)" + where), figures.at(0));
            EXPECT_EQ(number("SELECT sum(price_e8)" + where), e8(figures.at(1)));
        }
        EXPECT_EQ(number("SELECT count(*) FROM department"),
                  static_cast<std::int64_t>(expects.at("per_category").size()));
        EXPECT_EQ(not_found(10), 0);
    }
}

TEST_F(Supermarkets, a_second_croatian_list_changes_and_adds) {
    const Json files = expected("supermarket-prices-hr");
    open_shop("EUR");
    std::uint64_t rows = 0;
    for (const auto& [file, expects] : files.items()) {
        const std::string path = folder("supermarket-prices-hr") + "/" + file + ".gz";
        const auto result = import(path, kCroatian);
        for (const auto& [reason, count] : result.refusals) {
            EXPECT_EQ(reason, RowRefusal::barcode_of_another) << count;
        }
        rows += result.report.added;
        const auto again = import(path, kCroatian);
        EXPECT_EQ(again.report.added + again.report.changed, 0U);
    }
    EXPECT_EQ(number("SELECT count(*) FROM item"), static_cast<std::int64_t>(rows));
}

TEST_F(Supermarkets, israeli_chains_arrive_whole) {
    const Json files = expected("supermarket-prices-il");
    for (const auto& [file, expects] : files.items()) {
        if (!file.starts_with("prices_")) continue;
        const auto& columns = expects.at("english_columns");
        const auto place = [&](std::string_view name) {
            const auto found = std::ranges::find(columns, Json(name));
            return "#" + std::to_string(found - columns.begin() + 1);
        };
        const std::vector<std::string> mapping{"barcode=" + place("barcode"),
                                               "name=" + place("name"), "price=" + place("price"),
                                               "weighed=" + place("is_weighted")};
        std::uint64_t wrong_digits = 0;
        std::uint64_t refused = 0;
        for (const auto& [chain, figures] : expects.at("per_chain").items()) {
            SCOPED_TRACE(file + " " + chain);
            open_shop("ILS");
            const auto result = import(folder("supermarket-prices-il") + "/" + file, mapping,
                                       place("chain") + "=" + chain);
            EXPECT_EQ(result.report.rows, expects.at("rows"));
            EXPECT_EQ(result.report.rows - result.report.passed_over, figures.at("rows"));
            for (const auto& [reason, count] : result.refusals) {
                EXPECT_TRUE(reason == RowRefusal::duplicate_barcode ||
                            reason == RowRefusal::no_name)
                    << static_cast<int>(reason) << ' ' << count;
            }
            wrong_digits += result.report.wrong_check_digits;
            refused += result.report.refused;
            if (result.report.refused == 0) {
                EXPECT_EQ(number("SELECT sum(price_e8) FROM item"), e8(figures.at("price_sum")));
                EXPECT_EQ(number("SELECT count(*) FROM item WHERE unit = 'kg'"),
                          figures.at("weighted"));
            }
            EXPECT_EQ(not_found(200), 0);
        }
        EXPECT_LE(refused, expects.at("rows").get<std::uint64_t>() / 1000);
        EXPECT_LE(wrong_digits, expects.at("gtin_status").at("badcheck").get<std::uint64_t>());
        EXPECT_GE(wrong_digits + refused,
                  expects.at("gtin_status").at("badcheck").get<std::uint64_t>());
    }
}
