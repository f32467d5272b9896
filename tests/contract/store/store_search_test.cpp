// Goal: search finds items by any part of a word from three characters on, below that by the starts
//       of words and by pairs of Han, kana and Hangul; the best fit stands first; an import leaves
//       the index in one piece.
// Method: a catalogue of a few made-up items on either engine.
#include <string>
#include <vector>

#include "tests/contract/store/shop.hpp"

namespace test {
namespace {

using pos::store::CatalogueWriter;

class StoreSearchTest : public EitherShop {
protected:
    using Names = std::vector<std::string>;

    void put(const Names& names, bool active = true) {
        const auto work = [&](CatalogueWriter& catalogue) -> pos::store::Answer<void> {
            for (const auto& name : names) {
                const pos::catalog::Item item{.id = new_id(),
                                              .number = std::to_string(++numbers_),
                                              .name = name,
                                              .price = pos::unit_price(pounds(100)),
                                              .active = active};
                const auto done = catalogue.put(item);
                if (!done) return std::unexpected{pos::store::to_store_error(done.error())};
                const auto barcode = pos::catalog::make_barcode("code" + item.number, item.id);
                const auto coded = catalogue.put(*barcode);
                if (!coded) return std::unexpected{pos::store::to_store_error(coded.error())};
            }
            return {};
        };
        ASSERT_TRUE(store_->change_catalogue(work, {}, tick()));
    }

    Names found(std::string_view words, std::size_t limit = 200) {
        const auto items = store_->reader().search(words, limit);
        EXPECT_TRUE(items.has_value());
        Names names;
        if (!items) return names;
        for (const auto& stored : *items) names.push_back(stored.item.name);
        return names;
    }

    int numbers_{9'000'000};
};
ON_EITHER_ENGINE(StoreSearchTest);

TEST_P(StoreSearchTest, the_best_fit_stands_first) {
    put({"dark chocolate", "hot chocolates", "chocolate", "xchocolate", "chocolate bar",
         "chocolates"});
    EXPECT_EQ(found("chocolate"), (Names{"chocolate", "chocolate bar", "chocolates",
                                         "hot chocolates", "dark chocolate", "xchocolate"}));
    EXPECT_EQ(found("bar choc"), (Names{"chocolate bar"}));
}

TEST_P(StoreSearchTest, three_characters_are_found_anywhere_fewer_at_the_start_of_a_word) {
    put({"butter", "peanut butter", "rebut", "Bücher", "ubiquity"});
    EXPECT_EQ(found("utt"), (Names{"butter", "peanut butter"}));
    EXPECT_EQ(found("bu"), (Names{"butter", "Bücher", "peanut butter"}));
    EXPECT_EQ(found("ut"), Names{});
    EXPECT_EQ(found("butter p"), (Names{"peanut butter"}));
}

TEST_P(StoreSearchTest, every_script_is_searched_in_its_own_way) {
    put({"Crème fraîche", "北海道牛乳", "חלב טרי", "свежее молоко", "신선한 우유"});
    EXPECT_EQ(found("creme"), Names{"Crème fraîche"});
    EXPECT_EQ(found("牛乳"), Names{"北海道牛乳"});
    EXPECT_EQ(found("海道牛"), Names{"北海道牛乳"});
    EXPECT_EQ(found("חל"), Names{"חלב טרי"});
    EXPECT_EQ(found("МОЛО"), Names{"свежее молоко"});
    EXPECT_EQ(found("우유"), Names{"신선한 우유"});
}

TEST_P(StoreSearchTest, numbers_are_found_and_items_out_of_use_are_not) {
    put({"tea"});
    put({"teapot"}, false);
    EXPECT_EQ(found("9000001"), Names{"tea"});
    EXPECT_EQ(found("tea"), Names{"tea"});
    EXPECT_EQ(found(""), Names{});
    EXPECT_EQ(found("?!"), Names{});
}

TEST_P(StoreSearchTest, a_long_list_keeps_its_order_and_its_limit) {
    Names names;
    for (std::size_t i = 0; i < 150; ++i) names.push_back("soap" + std::string(149 - i, 'x'));
    put(names);
    // All fit alike: the shorter name stands first.
    const auto all = found("soap", 140);
    ASSERT_EQ(all.size(), 140U);
    for (std::size_t i = 0; i < all.size(); ++i) EXPECT_EQ(all[i].size(), 4 + i) << i;
}

TEST_P(StoreSearchTest, an_import_leaves_the_index_in_one_piece) {
    if (!is_sqlite()) GTEST_SKIP() << "PostgreSQL has no such index";
    Names names;
    for (int i = 0; i < 300; ++i) names.push_back("thing " + std::to_string(i));
    put(names);
    // A statement journal within the transaction would have the index written out row by row.
    const auto pieces = store_->reader().connection().value<std::int64_t>(
        "SELECT count(DISTINCT segid) FROM item_trigram_idx");
    ASSERT_TRUE(pieces);
    EXPECT_EQ(**pieces, 1);
}

}  // namespace
}  // namespace test
