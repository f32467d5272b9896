// Goal: prove that a mapping finds the columns meant, and that a wrong one says what there is.
// Method: the headers of real files; each mistake in turn, with its words.
#include "app/core/tabular/mapping.hpp"

#include <gtest/gtest.h>
#include <array>

using namespace app::core::tabular;

namespace {

const std::vector<std::string> kColumns{"Product", "ProductId", "Barcode",
                                        "Price",   "UnitPrice", "מחיר (₪)"};
constexpr std::array<std::string_view, 3> kFields{"barcode", "name", "price"};

std::expected<Bound, MapError> bound(const std::vector<std::string>& texts,
                                     const std::vector<std::string>& columns = kColumns) {
    std::vector<MapEntry> entries;
    for (const std::string& text : texts) {
        auto entry = parse_map_entry(text);
        if (!entry) return std::unexpected{entry.error()};
        entries.push_back(std::move(*entry));
    }
    return bind_columns(entries, kFields, columns);
}

std::string words(const std::vector<std::string>& texts) {
    const auto result = bound(texts);
    return result ? "no error" : to_string(result.error());
}

}  // namespace

TEST(Mapping, finds_columns_by_name_place_and_spelling) {
    EXPECT_EQ(bound({"barcode=Barcode", "name=Product", "price=Price"}), (Bound{{2}, {0}, {3}}));
    EXPECT_EQ(bound({"barcode=#3", "price=מחיר (₪)"}), (Bound{{2}, {}, {5}}));
    EXPECT_EQ(bound({"barcode=BARCODE", "price= unitprice"}), (Bound{{2}, {}, {4}}));
    EXPECT_EQ(bound({"price=Price", "price=UnitPrice"}), (Bound{{}, {}, {3, 4}}));
    EXPECT_EQ(bound({"name=a=b"}, {"a=b"}), (Bound{{}, {0}, {}}));
    EXPECT_EQ(bound({"name=Name"}, {"name", "Name"}), (Bound{{}, {1}, {}}));
}

TEST(Mapping, a_mistake_says_what_there_is_and_what_was_meant) {
    EXPECT_EQ(words({"barcode"}), "\"barcode\" is not of the form field=Column");
    EXPECT_EQ(words({"=x"}), "\"=x\" is not of the form field=Column");
    EXPECT_EQ(words({"bercode=Barcode"}),
              "\"bercode\" is no field; there are barcode, name, price; did you mean barcode?");
    EXPECT_EQ(words({"price=Prise"}),
              "the file has no column \"Prise\"; it has Product, ProductId, Barcode, Price, "
              "UnitPrice, מחיר (₪); did you mean Price?");
    EXPECT_EQ(bound({"price=#7"}).error().kind, MapErrorKind::unknown_column);
    EXPECT_EQ(bound({"price=#0"}).error().kind, MapErrorKind::unknown_column);
    EXPECT_EQ(bound({"name=x"}, {"x", "x"}).error().kind, MapErrorKind::ambiguous_column);
    EXPECT_EQ(bound({"name=X"}, {"x", "x"}).error().kind, MapErrorKind::ambiguous_column);
}

TEST(Mapping, near_misses_come_best_first_and_few) {
    EXPECT_EQ(near_misses("unitprise", kColumns), (std::vector<std::string>{"UnitPrice"}));
    EXPECT_EQ(near_misses("product", kColumns), (std::vector<std::string>{"Product", "ProductId"}));
    EXPECT_TRUE(near_misses("colour", kColumns).empty());
    EXPECT_TRUE(near_misses("", kColumns).empty());
}
