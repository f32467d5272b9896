// Goal: a shop that is tried out sells goods named in its own language, at prices that its cash can
// pay. Method: real shops of several countries, made with the demo's goods.
#include "app/core/demo.hpp"

#include <gtest/gtest.h>

#include <string>
#include <utility>

#include "app/core/countries.hpp"
#include "app/core/init.hpp"
#include "app/core/open_shop.hpp"
#include "app/core/shop_settings.hpp"
#include "pos/tax/table.hpp"
#include "tests/support/seeded_random.hpp"
#include "tests/support/temp_dir.hpp"

namespace {

constexpr pos::Instant kNow{1'795'354'300'000};

/// The demo's goods in a shop of that country.
class Demo {
public:
    explicit Demo(const std::string& country) {
        app::core::NewShopOptions shop;
        shop.branch = "B01";
        shop.terminal = "T1";
        shop.country = country;
        shop.cashier = "Anna";
        shop.demo = true;
        auto made =
            app::core::init_shop(folder_.file("shop.db"), shop, {.program = "test"}, kNow, random_);
        EXPECT_TRUE(made) << (made ? "" : made.error().words);
        if (made) store_ = std::move(*made);
    }
    pos::catalog::Item item(const std::string& number) {
        const auto found = store_->reader().catalogue().by_number(number).value();
        EXPECT_TRUE(found) << number;
        return found ? found->item : pos::catalog::Item{};
    }
    std::int64_t price_minor(const std::string& number) {
        const auto price = item(number).price;
        return price.e8 / (pos::kPriceScale / pos::minor_per_major(price.currency));
    }
    pos::store::Reader& reader() { return store_->reader(); }

private:
    test::TempDir folder_;
    test::SeededRandom random_{7};
    std::unique_ptr<pos::store::Store> store_;
};

}  // namespace

TEST(DemoGoods, are_named_in_the_language_of_the_shop) {
    const std::pair<const char*, const char*> kMilk[] = {
        {"GB", "Milk 1 l"}, {"DE", "Milch 1 l"}, {"AT", "Milch 1 l"},  {"FR", "Lait 1 l"},
        {"LU", "Lait 1 l"}, {"ES", "Leche 1 l"}, {"IL", "חלב 1 ליטר"}, {"HU", "Milk 1 l"},
    };
    for (const auto& [country, name] : kMilk) EXPECT_EQ(Demo{country}.item("121").name, name);
    Demo french{"FR"};
    const auto departments = french.reader().catalogue().departments();
    ASSERT_TRUE(departments);
    ASSERT_FALSE(departments->empty());
    EXPECT_EQ(departments->front().name, "Fruits & légumes");
    EXPECT_EQ(departments->front().code, "Fruit & veg") << "by which they are known everywhere";
    // Those from afar keep the script that they are there for.
    EXPECT_EQ(french.item("165").name, "חלב טרי 3% בקרטון");
}

TEST(DemoGoods, cost_about_what_they_do_there_and_what_cash_can_pay) {
    EXPECT_EQ(Demo{"GB"}.price_minor("121"), 119);
    EXPECT_EQ(Demo{"DE"}.price_minor("121"), 119);
    EXPECT_EQ(Demo{"NL"}.price_minor("121"), 120) << "to 5 cents";
    EXPECT_EQ(Demo{"CH"}.price_minor("121"), 180) << "1.785 to 5 centimes";
    EXPECT_EQ(Demo{"HU"}.price_minor("121"), 35'500) << "357 Ft to 5 Ft";
    EXPECT_EQ(Demo{"SE"}.price_minor("121"), 1'200) << "11.90 kr to 1 kr";
    EXPECT_EQ(Demo{"IL"}.price_minor("121"), 600) << "5.95 to 0.10";
    EXPECT_EQ(Demo{"AE"}.price_minor("121"), 475) << "4.76 to 0.25";
    EXPECT_EQ(Demo{"KR"}.price_minor("121"), 2'380) << "won have no hundredths";
    EXPECT_EQ(Demo{"CO"}.price_minor("121"), 357'000) << "3570 pesos";
}

TEST(DemoGoods, bear_the_tax_that_food_bears_there) {
    const auto milk_percent = [](const char* country) {
        Demo demo{country};
        const auto settings = app::core::read_settings(demo.reader()).value();
        const auto table = pos::tax::TaxTable::make(settings.taxes).value();
        const auto taxes =
            table.taxes_on(demo.item("121").tax_class, pos::make_date(2026, 11, 28)).value();
        return taxes.empty() ? -1 : static_cast<double>(taxes.front().rate.e8) / 1e6;
    };
    EXPECT_EQ(milk_percent("GB"), 0) << "and not what fuel bears";
    EXPECT_EQ(milk_percent("IE"), 0);
    EXPECT_EQ(milk_percent("PL"), 5) << "and not what meals bear";
    EXPECT_EQ(milk_percent("DE"), 7);
    EXPECT_EQ(milk_percent("FR"), 5.5);
}

TEST(DemoGoods, have_a_name_and_a_sound_price_in_every_country) {
    const auto all = app::core::countries();
    for (const auto& country : all) {
        Demo demo{country.code};
        const bool as_written = country.currency == "EUR" || country.currency == "GBP";
        const std::int64_t more_e8 = pos::kPriceScale / 2 * 3;
        EXPECT_EQ(demo.item("121").price.e8 > more_e8, !as_written)
            << country.code << ": what " << country.currency << " buys is not said";
        for (int number = 101; number <= 172; ++number) {
            const auto item = demo.item(std::to_string(number));
            EXPECT_FALSE(item.name.empty()) << country.code << number;
            if (item.open_price) continue;
            const auto price = demo.price_minor(std::to_string(number));
            EXPECT_GT(price, 0) << country.code << number;
            EXPECT_EQ(price % country.cash_step_minor, 0) << country.code << number;
        }
    }
}
