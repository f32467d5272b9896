// Goal: a new shop says of itself what it was told, and nothing that nobody said.
// Method: shops are made, and their settings read again.
#include "app/core/init.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/core/countries.hpp"
#include "pos/money/decimal.hpp"
#include "tests/support/seeded_random.hpp"
#include "tests/support/temp_dir.hpp"

namespace {

using namespace app::core;
using testing::ElementsAre;
using testing::IsEmpty;

constexpr pos::Instant kNow{1'795'354'300'000};

NewShopOptions demo(const std::string& name) {
    return {.branch = "B01",
            .terminal = "T1",
            .country = "IE",
            .currency = {},
            .zone = {},
            .name = name,
            .locale = {},
            .labels = {},
            .demo = true};
}

class Init : public testing::Test {
protected:
    ShopSettings settings_of(const NewShopOptions& options) {
        const test::TempDir folder;
        auto store = init_shop(folder.file("shop.db"), options, {.program = "test"}, kNow, random_);
        EXPECT_TRUE(store) << store.error().words;
        return store ? read_settings((*store)->reader()).value() : ShopSettings{};
    }

    test::SeededRandom random_{11};
};

TEST_F(Init, makes_no_address_up_for_a_shop_with_a_name) {
    const auto own = settings_of(demo("Murphy"));
    EXPECT_EQ(own.name, "Murphy");
    EXPECT_THAT(own.address, IsEmpty());
    EXPECT_THAT(own.footer, IsEmpty());
    auto told = demo("");
    told.address = {"1 Main Street"};
    EXPECT_THAT(settings_of(told).address, ElementsAre("1 Main Street"));
    EXPECT_EQ(settings_of(told).name, "");
}

TEST_F(Init, gives_a_demo_of_nobody_a_name_and_a_place) {
    const auto nobody = settings_of(demo(""));
    EXPECT_EQ(nobody.name, "Corner Shop");
    EXPECT_EQ(nobody.address.size(), 2U);
    EXPECT_EQ(nobody.footer.size(), 1U);
}

TEST_F(Init, takes_the_rate_that_only_the_shop_can_say) {
    auto options = demo("Frank");
    options.country = "US";
    options.zone = "America/Los_Angeles";
    options.tax_rate = "9.5";
    const auto american = settings_of(options);
    EXPECT_EQ(american.tax_class, "standard");
    EXPECT_EQ(american.taxes.taxes.back().tax.rate, *pos::parse_percent("9.5"));
    options.country = "";
    options.currency = "CLP";
    options.zone = "America/Santiago";
    options.tax_rate = "19";
    options.tax_name = "IVA";
    const auto chilean = settings_of(options);
    EXPECT_EQ(chilean.taxes.taxes.at(0).tax.name, "IVA");
    EXPECT_EQ(chilean.taxes.taxes.at(0).tax.rate, pos::percent(19));
    EXPECT_EQ(chilean.country, "");
}

TEST_F(Init, names_the_classes_of_taxes_as_the_till_speaks) {
    auto options = demo("Frank");
    options.country = "DK";
    options.zone = "Europe/Copenhagen";
    options.till = {{"language", "de"}};
    EXPECT_EQ(settings_of(options).taxes.classes.at(0).name,
              find_country("DK")->rates.at(0).words.in("de"));
}

TEST_F(Init, refuses_a_rate_that_is_none_and_one_that_is_known) {
    const test::TempDir folder;
    const auto words = [&](const std::string& country, const std::string& rate) {
        auto options = demo("Frank");
        options.country = country;
        options.tax_rate = rate;
        const auto made =
            init_shop(folder.file("shop.db"), options, {.program = "test"}, kNow, random_);
        EXPECT_FALSE(made) << country << " " << rate;
        return made ? std::string{} : made.error().words;
    };
    EXPECT_THAT(words("DE", "19"), testing::HasSubstr("are known"));
    for (const char* none : {"x", "-1", "101", "8,,5"})
        EXPECT_THAT(words("US", none), testing::HasSubstr("no rate in per cent")) << none;
}

}  // namespace
