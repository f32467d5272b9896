// Goal: what a basket would cost is what a till takes for it, with the branch's prices of that time
// and the promotions that run then; what cannot be tried is said. Method: a real shop of a few
// goods.
#include "app/core/office/try_promotion.hpp"

#include <gtest/gtest.h>

#include "app/core/init.hpp"
#include "app/core/office/change_price.hpp"
#include "pos/store/catalogue/promotions.hpp"
#include "tests/support/seeded_random.hpp"
#include "tests/support/temp_dir.hpp"

using namespace app::core;

namespace {

constexpr pos::Instant kNow{1'795'354'300'000};
const auto kEuro = *pos::currency_of("EUR");
const pos::LocalTime kMorning{pos::make_date(2026, 11, 26), 9 * 3'600, 3'600};

class TryPromotion : public testing::Test {
protected:
    TryPromotion() {
        auto store = init_shop(
            folder_.file("shop.db"),
            {.branch = "B01", .terminal = "T1", .currency = "EUR", .zone = "Europe/Berlin"},
            {.program = "test"}, kNow, random_);
        EXPECT_TRUE(store.has_value());
        store_ = std::move(*store);
        change([&](pos::store::CatalogueWriter& to) {
            EXPECT_TRUE(to.put({.code = "dairy", .name = "Dairy"}));
            EXPECT_TRUE(to.put(milk_));
            EXPECT_TRUE(to.put(cheese_));
            EXPECT_TRUE(to.put(gift_));
        });
        three_.rule = {.kind = pos::pricing::PromotionKind::n_for_m, .pieces = 3, .paid = 2};
        three_.items = {milk_.id};
    }
    template <class Work>
    void change(Work work) {
        const auto changed = store_->change_catalogue(
            [&](pos::store::CatalogueWriter& to) -> pos::store::Answer<void> {
                work(to);
                return {};
            },
            {}, kNow);
        EXPECT_TRUE(changed);
    }
    pos::catalog::Item item(const std::string& number, const std::string& unit,
                            std::int64_t price_e8) {
        return {.id = pos::make_ulid(kNow, random_),
                .number = number,
                .name = number,
                .department = "dairy",
                .price = {price_e8, kEuro},
                .unit = unit};
    }
    Outcome<TriedBasket> try_it(const std::string& goods, pos::LocalTime at = kMorning,
                                pos::Instant instant = kNow) {
        return try_promotion(store_->reader(), store_->journal(), three_,
                             {.branch = "B01", .at = at, .instant = instant, .goods = goods});
    }
    std::string refused(const std::string& goods) {
        const auto tried = try_it(goods);
        EXPECT_FALSE(tried) << goods;
        return tried ? std::string{} : tried.error().words;
    }

    test::TempDir folder_;
    test::SeededRandom random_{5};
    std::unique_ptr<pos::store::Store> store_;
    pos::catalog::Item milk_ = item("101", "", 1'0000'0000);
    pos::catalog::Item cheese_ = item("201", "kg", 12'0000'0000);
    pos::catalog::Item gift_ = [this] {
        auto made = item("301", "", 0);
        made.open_price = true;
        return made;
    }();
    pos::catalog::Promotion three_{
        .id = pos::make_ulid(kNow, random_), .code = "P1", .label = "3 for 2"};
};

TEST_F(TryPromotion, SaysWhatEachLineCostsWithItAndWithout) {
    const auto tried = try_it("101*4, 201*0.5");
    ASSERT_TRUE(tried) << tried.error().words;
    EXPECT_TRUE(tried->runs);
    EXPECT_EQ(tried->without.minor, 1'000);
    EXPECT_EQ(tried->with.minor, 900);
    ASSERT_EQ(tried->lines.size(), 2U);
    EXPECT_EQ(tried->lines[0].without.minor, 400);
    EXPECT_EQ(tried->lines[0].with.minor, 300);
    EXPECT_EQ(tried->lines[0].promotions, "3 for 2");
    EXPECT_EQ(tried->lines[1].with.minor, 600);
    EXPECT_EQ(tried->lines[1].promotions, "");
}

TEST_F(TryPromotion, CountsTheOthersOnBothSidesAndItsOwnOlderTermsOnNeither) {
    pos::catalog::Promotion other{
        .id = pos::make_ulid(kNow, random_), .code = "P2", .label = "10 % off"};
    other.rule = {.rate = pos::percent(10)};
    auto older = three_;
    older.rule = {.rate = pos::percent(90)};
    change([&](auto& to) {
        EXPECT_TRUE(to.put(other, {}));
        EXPECT_TRUE(to.put(older, {}));
    });
    const auto tried = try_it("101*3");
    ASSERT_TRUE(tried);
    EXPECT_EQ(tried->without.minor, 270);
    EXPECT_EQ(tried->with.minor, 200);
}

TEST_F(TryPromotion, SaysThatItDoesNotRunThen) {
    three_.until_second = 8 * 3'600;
    const auto tried = try_it("101*3");
    ASSERT_TRUE(tried);
    EXPECT_FALSE(tried->runs);
    EXPECT_EQ(tried->with, tried->without);
}

TEST_F(TryPromotion, TakesThePricesOfThatTimeAndBranch) {
    const pos::Instant later{kNow.unix_ms + 86'400'000};
    change([&](auto& to) {
        EXPECT_TRUE(to.put_price({milk_.id, "B01", later, {2'0000'0000, kEuro}}));
    });
    EXPECT_EQ(try_it("101")->with.minor, 100);
    EXPECT_EQ(try_it("101", kMorning, later)->with.minor, 200);
}

TEST_F(TryPromotion, RefusesWhatIsNoBasket) {
    EXPECT_NE(refused("").find("Name goods"), std::string::npos);
    EXPECT_NE(refused("101, 999").find("999"), std::string::npos);
    EXPECT_NE(refused("101*none").find("no quantity"), std::string::npos);
    EXPECT_NE(refused("101*-1").find("no quantity"), std::string::npos);
    EXPECT_NE(refused("301").find("asks for the price"), std::string::npos);
    EXPECT_NE(refused("101*9000000000").find("no quantity"), std::string::npos);
    std::string much;
    for (int i = 0; i < 1'000; ++i) much += "201*1000000000,";
    EXPECT_NE(refused(much).find("No till"), std::string::npos);
}

TEST_F(TryPromotion, ProposesGoodsThatItConcerns) {
    EXPECT_EQ(sample_goods(store_->reader(), three_).value(), "101*3");
    three_.items.clear();
    EXPECT_EQ(sample_goods(store_->reader(), three_).value(), "101*3, 201");
    three_.departments = {"shoes"};
    EXPECT_EQ(sample_goods(store_->reader(), three_).value(), "");
}

TEST(PriceAt, IsTheBranchesOwnBeforeThatOfAllThenTheLatest) {
    const auto euro = [](std::int64_t whole) { return pos::UnitPrice{whole * 1'0000'0000, kEuro}; };
    ItemPrices item;
    item.item.item.price = euro(1);
    item.prices = {{{}, "", {100}, euro(2)},
                   {{}, "", {200}, euro(3)},
                   {{}, "B01", {150}, euro(4)},
                   {{}, "B02", {100}, euro(9)}};
    EXPECT_EQ(price_at(item, "B01", {50}), euro(1));
    EXPECT_EQ(price_at(item, "B01", {100}), euro(2));
    EXPECT_EQ(price_at(item, "B01", {150}), euro(4));
    EXPECT_EQ(price_at(item, "B01", {250}), euro(4));
    EXPECT_EQ(price_at(item, "B03", {250}), euro(3));
    EXPECT_EQ(price_at(item, "B02", {100}), euro(9));
}

}  // namespace
