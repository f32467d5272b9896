// Goal: a new shop says of itself what it was told, and nothing that nobody said.
// Method: shops are made, and their settings read again.
#include "app/core/init.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

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

}  // namespace
