// Goal: a shop is made with the goods that were shown, or not at all where their file is no longer
// that. Method: real shops and files, which change between the look and the shop.
#include "app/till/new_shop.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "app/core/register_service.hpp"
#include "tests/support/seeded_random.hpp"
#include "tests/support/temp_dir.hpp"

namespace {

using till::NotMade;
using till::shell::GoodsRefused;
using till::shell::GoodsTrouble;

class NewShopTest : public testing::Test {
protected:
    NewShopTest() { write("number;name;price\n1;Pen;1,20\n2;Book;24,90\n3;Card;gratis\n"); }
    void write(const std::string& words) { std::ofstream{file_} << words; }
    std::expected<till::NewGoods, GoodsRefused> look() {
        return till::look_at_new_goods(file_, mapping_, germany_, making_);
    }
    till::NewShop wanted(const pos::Hash& shown) {
        till::NewShop wanted;
        wanted.shop.branch = "B01";
        wanted.shop.terminal = "T1";
        wanted.shop.country = "DE";
        wanted.shop.till = {{"language", "de"}, {"printer", "none"}};
        wanted.goods = till::NewShop::File{file_, shown, mapping_};
        return wanted;
    }
    std::expected<till::MadeShop, NotMade> make(const till::NewShop& wanted) {
        return till::make_shop(db_, wanted, {.program = "test"}, making_);
    }
    /// Why none was made, of its file; and that nothing was.
    GoodsTrouble refused(const till::NewShop& wanted) {
        const auto made = make(wanted);
        EXPECT_FALSE(made);
        EXPECT_FALSE(std::filesystem::exists(db_));
        EXPECT_FALSE(std::filesystem::exists(db_ + ".key"));
        const auto* why = made ? nullptr : std::get_if<GoodsRefused>(&made.error());
        EXPECT_NE(why, nullptr);
        return why != nullptr ? why->what : GoodsTrouble::store;
    }

    test::TempDir folder_;
    test::SeededRandom random_{5};
    std::string file_{folder_.file("goods.csv")};
    std::string db_{folder_.file("shop.db")};
    std::uint64_t rows_{0};
    till::shell::GoodsMapping mapping_;
    app::core::Country germany_{*app::core::find_country("DE")};
    till::Making making_{
        {1'795'354'300'000}, random_, [this](std::uint64_t rows) { rows_ = rows; }};
};

TEST_F(NewShopTest, is_made_with_the_goods_that_were_shown) {
    const auto seen = look();
    ASSERT_TRUE(seen);
    EXPECT_EQ(seen->preview.counts.added, 2U);
    EXPECT_EQ(seen->preview.counts.refused, 1U);
    ASSERT_EQ(seen->preview.refused.size(), 1U);
    EXPECT_EQ(seen->preview.refused[0].text, "gratis");
    EXPECT_EQ(rows_, 3U) << "told while it reads";
    EXPECT_FALSE(std::filesystem::exists(db_)) << "looking makes nothing";
    const auto made = make(wanted(seen->content));
    ASSERT_TRUE(made);
    EXPECT_FALSE(made->goods);
    auto store = app::core::open_shop(db_, {.program = "test"}, making_.now);
    ASSERT_TRUE(store) << store.error().words;
    auto& reader = (*store)->reader();
    EXPECT_EQ(reader.catalogue().of_department("", 10).value().size(), 2U);
    EXPECT_EQ(app::core::read_till_setting(reader, "language", "").value(), "de");
    EXPECT_EQ(app::core::read_till_setting(reader, "printer", "").value(), "none");
}

TEST_F(NewShopTest, is_made_in_a_country_that_nothing_is_known_of) {
    auto elsewhere = wanted({});
    elsewhere.shop.country = "";
    elsewhere.shop.currency = "CLP";
    elsewhere.shop.zone = "America/Santiago";
    elsewhere.shop.locale = "es-CL";
    elsewhere.shop.tax_rate = "19";
    app::core::Country country{};
    country.currency = "CLP";
    country.zone = "America/Santiago";
    country.locale = "es-CL";
    write("number;name;price\n1;Pen;120\n");
    const auto seen = till::look_at_new_goods(file_, mapping_, country, making_);
    ASSERT_TRUE(seen);
    EXPECT_EQ(seen->preview.counts.added, 1U);
    elsewhere.goods->shown = seen->content;
    const auto made = make(elsewhere);
    ASSERT_TRUE(made);
    EXPECT_FALSE(made->goods);
    auto store = app::core::open_shop(db_, {.program = "test"}, making_.now);
    ASSERT_TRUE(store) << store.error().words;
    EXPECT_EQ((*store)->journal().zone, "America/Santiago");
    const auto settings = app::core::read_settings((*store)->reader()).value();
    EXPECT_EQ(settings.taxes.taxes.at(0).tax.rate, pos::percent(19));
}

TEST_F(NewShopTest, is_not_made_of_a_file_that_has_changed_or_is_gone) {
    const auto seen = look();
    ASSERT_TRUE(seen);
    write("number;name;price\n1;Pen;9,99\n2;Book;24,90\n3;Card;gratis\n");
    EXPECT_EQ(refused(wanted(seen->content)), GoodsTrouble::other_than_shown);
    std::filesystem::remove(file_);
    EXPECT_EQ(refused(wanted(seen->content)), GoodsTrouble::not_there);
    std::filesystem::create_directory(file_);
    EXPECT_EQ(refused(wanted(seen->content)), GoodsTrouble::is_a_folder);
    std::filesystem::remove(file_);
    write("number;name;price\n1;Pen;1,20\n2;Book;24,90\n3;Card;gratis\n");
    EXPECT_TRUE(make(wanted(seen->content))) << "as it was shown";
}

TEST_F(NewShopTest, says_why_a_file_cannot_be_looked_at) {
    const auto trouble = [&](const std::string& words) {
        write(words);
        const auto seen = look();
        EXPECT_FALSE(seen) << words;
        return seen ? GoodsTrouble::store : seen.error().what;
    };
    EXPECT_EQ(trouble(""), GoodsTrouble::empty);
    EXPECT_EQ(trouble(std::string(4'096, '\x02')), GoodsTrouble::no_table);
    EXPECT_EQ(trouble("ean;preis\n4006381333931;1,20\n"), GoodsTrouble::no_name);
    EXPECT_EQ(trouble("4006381333931;1,20\n4006381333948;2,40\n"), GoodsTrouble::no_name)
        << "no row of column names";
}

TEST_F(NewShopTest, sells_at_the_prices_of_the_column_that_was_shown) {
    write("Nr;Artikelname;VK netto;VK brutto;MwSt\n1;Milch;1,11;1,19;7 %\n2;Heft;1,00;1,19;19 %\n");
    const auto price_of_milk = [&] {
        auto store = app::core::open_shop(db_, {.program = "test"}, making_.now);
        EXPECT_TRUE(store);
        const auto milk = (*store)->reader().catalogue().by_number("1").value();
        EXPECT_TRUE(milk);
        return std::pair{milk->item.price.e8 / 1'000'000, milk->item.tax_class};
    };
    auto seen = look();
    ASSERT_TRUE(seen);
    const auto& columns = seen->preview.start.columns;
    ASSERT_EQ(columns.size(), 5U);
    EXPECT_EQ(columns[2].field + "=" + columns[2].column, "price=VK brutto");
    EXPECT_EQ(columns[3].field + "=" + columns[3].column, "tax=MwSt") << "as the import takes it";
    EXPECT_EQ(columns[4].field + "=" + columns[4].column, "=VK netto");
    ASSERT_EQ(seen->preview.start.rows.size(), 2U);
    EXPECT_EQ(seen->preview.start.rows[0][2], "1,19");
    EXPECT_TRUE(seen->preview.doubts.empty());
    ASSERT_TRUE(make(wanted(seen->content)));
    EXPECT_EQ(price_of_milk(), (std::pair{std::int64_t{119}, std::string{"reduced"}}));

    db_ = folder_.file("other.db");
    mapping_ = app::core::imports::mapping_with(columns, 4, "price");
    seen = look();
    ASSERT_TRUE(seen);
    ASSERT_EQ(seen->preview.doubts.size(), 1U);
    EXPECT_EQ(seen->preview.doubts[0], app::core::imports::Doubt::only_without_tax);
    ASSERT_TRUE(make(wanted(seen->content)));
    EXPECT_EQ(price_of_milk().first, 111);
}

TEST_F(NewShopTest, is_not_made_where_one_is) {
    const auto seen = look();
    ASSERT_TRUE(seen);
    auto plain = wanted(seen->content);
    plain.goods.reset();
    ASSERT_TRUE(make(plain));
    const auto again = make(plain);
    ASSERT_FALSE(again);
    EXPECT_TRUE(std::holds_alternative<app::core::Failure>(again.error()));
}

}  // namespace
