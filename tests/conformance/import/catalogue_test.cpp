// Goal: prove on 700,000 real products that no barcode is lost, that wrong check digits are kept,
// and that what is refused is refused for its reason. Method: the file's own column says which
// check digits are right; duplicates are counted here anew; then every barcode of the file is
// looked up in the shop.
#include <set>

#include "pos/catalog/barcode.hpp"
#include "tests/conformance/import/shop.hpp"

using namespace test;
using app::core::imports::RowRefusal;

class ProductCatalogue : public ImportData {};

TEST_F(ProductCatalogue, every_barcode_is_found_afterwards) {
    const std::string path = folder("product-catalogue-off") + "/products.tsv.zst";
    const Json expects = expected("product-catalogue-off");
    open_shop("EUR");
    const auto result = import(path, {"barcode=barcode", "name=name"});
    EXPECT_EQ(result.report.rows, expects.at("rows"));

    auto rows = rows_of(path, '\t');
    rows.erase(rows.begin());
    ASSERT_EQ(rows.size(), expects.at("rows"));
    const std::set<std::uint64_t> refused{result.refused_lines.begin(), result.refused_lines.end()};
    std::set<std::string> texts;
    std::set<std::string> articles;
    std::uint64_t duplicates = 0;
    std::uint64_t blank_names = 0;
    std::uint64_t wrong_digits = 0;
    std::uint64_t lost = 0;
    std::uint64_t misnamed = 0;
    for (std::size_t at = 0; at < rows.size(); ++at) {
        const std::string& code = rows[at][0];
        const bool blank = rows[at][1].find_first_not_of(' ') == std::string::npos;
        const bool wrong = rows[at][3] == "badcheck";
        // A valid code of 12 to 14 digits is one article whatever zeros stand before it.
        std::string article = code;
        if (rows[at][3] == "ok" && code.size() >= 12) article.insert(0, 14 - code.size(), '0');
        texts.insert(code);
        blank_names += blank ? 1 : 0;
        const bool twice = !blank && !articles.insert(article).second;
        duplicates += twice ? 1 : 0;
        const bool kept = !blank && !twice;
        wrong_digits += kept && wrong ? 1 : 0;
        EXPECT_EQ(refused.contains(at + 2), !kept) << "line " << at + 2;

        const auto found = reader().catalogue().by_barcode(pos::catalog::barcode_key(code));
        ASSERT_TRUE(found.has_value());
        if (!*found) {
            lost += blank ? 0 : 1;
        } else if (kept && (*found)->barcode != code) {
            ++misnamed;
        }
    }
    EXPECT_EQ(texts.size(), expects.at("distinct_barcodes"));
    EXPECT_EQ(lost, 0U);
    EXPECT_EQ(misnamed, 0U);
    EXPECT_EQ(result.refusals.at(RowRefusal::duplicate_barcode), duplicates);
    EXPECT_EQ(blank_names, expects.at("blank_names"));
    EXPECT_EQ(result.refusals.at(RowRefusal::no_name), blank_names);
    EXPECT_EQ(result.refusals.size(), 2U);
    EXPECT_EQ(result.report.wrong_check_digits, wrong_digits);
    EXPECT_GE(wrong_digits + duplicates, expects.at("gtin_status").at("badcheck"));
    EXPECT_EQ(result.report.added, rows.size() - duplicates - blank_names);
    EXPECT_EQ(number("SELECT count(*) FROM item"), static_cast<std::int64_t>(result.report.added));
    EXPECT_EQ(number("SELECT count(*) FROM item WHERE open_price = 0"), 0);
}
