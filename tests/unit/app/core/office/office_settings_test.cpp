// Goal: a till keeps what is its branch's and never loses its taxes to an office that has none.
// Method: settings of both, merged as the feed does.
#include "app/core/office/office_settings.hpp"

#include <gtest/gtest.h>

#include "app/core/demo.hpp"
#include "app/core/given_settings.hpp"
#include "app/core/shop_settings.hpp"

using namespace app::core;

namespace {

ShopSettings merged(const ShopSettings& office, const ShopSettings& till) {
    const auto bytes = merge_office_setting("shop", to_bytes(office), to_bytes(till));
    EXPECT_TRUE(bytes);
    return bytes ? settings_from(*bytes).value_or(ShopSettings{}) : ShopSettings{};
}

TEST(OfficeSettings, LeaveATillItsTaxesWhereTheOfficeHasNone) {
    ShopSettings till = default_settings();
    demo_settings(till, "Europe/London");
    till.name = "Market Hall";
    ASSERT_FALSE(till.taxes.classes.empty());
    ShopSettings office = default_settings();
    office.name = "Head office";
    office.embedded_rules = {"x"};
    ShopSettings wanted = till;
    wanted.embedded_rules = {"x"};
    EXPECT_EQ(merged(office, till), wanted);
}

TEST(OfficeSettings, GiveATillTheOfficesTaxesButNoNameAndTenders) {
    ShopSettings till = default_settings();
    till.name = "Market Hall";
    till.tenders.pop_back();
    ShopSettings office = default_settings();
    demo_settings(office, "Europe/London");
    const ShopSettings is = merged(office, till);
    EXPECT_EQ(is.taxes, office.taxes);
    EXPECT_EQ(is.tax_class, office.tax_class);
    EXPECT_EQ(is.name, "Market Hall");
    EXPECT_EQ(is.tenders, till.tenders);
}

TEST(OfficeSettings, ThatAreGivenLieBesideTheShopsOwn) {
    const GivenSettings given{.name = {},
                              .address = {},
                              .tax_number = {},
                              .footer = std::vector<std::string>{"Thank you"},
                              .cash_step_minor = 5,
                              .lock_minutes = 10};
    const auto bytes = to_bytes(given);
    EXPECT_EQ(given_from(bytes), given);
    EXPECT_EQ(merge_office_setting("given.all", bytes, std::nullopt), bytes);
    EXPECT_EQ(merge_office_setting("given.branch", bytes, pos::Bytes(3)), bytes);
    EXPECT_FALSE(merge_office_setting("given.all", pos::Bytes(3, std::byte{200}), std::nullopt));
    ShopSettings shop = default_settings();
    shop.name = "Market Hall";
    put_over(shop, given);
    EXPECT_EQ(shop.name, "Market Hall");
    EXPECT_EQ(shop.footer, std::vector<std::string>{"Thank you"});
    EXPECT_EQ(shop.cash.step_minor, 5);
    EXPECT_FALSE(given_from(to_bytes(GivenSettings{.cash_step_minor = 0})));
}

TEST(OfficeSettings, OfOneMachineAreNobodyElses) {
    EXPECT_FALSE(merge_office_setting("till.scanner", pos::Bytes(3), std::nullopt));
    EXPECT_FALSE(merge_office_setting("shop", pos::Bytes(3), std::nullopt));
    EXPECT_EQ(merge_office_setting("shop.logo", pos::Bytes(3), std::nullopt), pos::Bytes(3));
}

}  // namespace
