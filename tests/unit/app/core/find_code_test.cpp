// Goal: what stands behind a code is found in a real shop, with what the code says of it.
// Method: a shop of a few goods, people and badges; one code of each kind.
#include "app/core/find_code.hpp"

#include <gtest/gtest.h>

#include "app/core/init.hpp"
#include "pos/catalog/barcode.hpp"
#include "tests/support/seeded_random.hpp"
#include "tests/support/temp_dir.hpp"

using namespace app::core;
using pos::catalog::CodeKind;

namespace {

const pos::Date kToday = pos::make_date(2026, 11, 25);
constexpr pos::Instant kNow{1'795'354'300'000};

/// A shop in euro: milk (by the piece), cheese (by weight, 12.00 a kilogram), a case of twelve.
class FindCode : public testing::Test {
protected:
    FindCode() {
        auto store = init_shop(
            where_, {.branch = "B01", .terminal = "T1", .currency = "EUR", .zone = "Europe/Berlin"},
            {.program = "test"}, kNow, random_);
        EXPECT_TRUE(store.has_value());
        store_ = std::move(*store);
        const auto fill = [&](pos::store::CatalogueWriter& catalogue) -> pos::store::Answer<void> {
            milk_ = add(catalogue, "101", "Milk", "", 1'1900'0000);
            cheese_ = add(catalogue, "201", "Cheese", "kg", 12'0000'0000);
            give(catalogue, milk_, "9521234543213");
            give(catalogue, milk_, "96385074");
            give(catalogue, cheese_, "9521234543220");
            auto twelve = pos::catalog::make_barcode("19521234543210", milk_).value();
            twelve.pack = pos::pieces(12);
            EXPECT_TRUE(catalogue.put(twelve));
            EXPECT_TRUE(catalogue.put(anna_));
            EXPECT_TRUE(catalogue.put_badge("0411", anna_.id));
            EXPECT_TRUE(catalogue.put_badge("0412", anna_.id));
            EXPECT_TRUE(catalogue.take_badge("0412"));
            return {};
        };
        EXPECT_TRUE(store_->change_catalogue(fill, {}, kNow));
        const auto settings = read_settings(store_->reader());
        rules_ = code_rules(settings.value(), *pos::currency_of("EUR"));
    }

    pos::Ulid add(pos::store::CatalogueWriter& catalogue, const std::string& number,
                  const std::string& name, const std::string& unit, std::int64_t price_e8) {
        pos::catalog::Item item{.id = pos::make_ulid(kNow, random_),
                                .number = number,
                                .name = name,
                                .price = {price_e8, *pos::currency_of("EUR")},
                                .unit = unit};
        EXPECT_TRUE(catalogue.put(item));
        return item.id;
    }
    static void give(pos::store::CatalogueWriter& catalogue, pos::Ulid item,
                     std::string_view code) {
        EXPECT_TRUE(catalogue.put(pos::catalog::make_barcode(code, item).value()));
    }

    FoundCode find(std::string_view text) {
        auto found = find_code(store_->reader(), text, rules_, kToday);
        EXPECT_TRUE(found.has_value()) << text;
        return found.value_or(FoundCode{CodeOfNothing{}});
    }
    CodeOfItem item(std::string_view text) {
        auto found = find(text);
        auto* one = std::get_if<CodeOfItem>(&found);
        EXPECT_NE(one, nullptr) << text;
        return one != nullptr ? std::move(*one) : CodeOfItem{};
    }

    test::TempDir folder_;
    std::string where_{(folder_.path() / "shop.db").string()};
    test::SeededRandom random_{1};
    std::unique_ptr<pos::store::Store> store_;
    CodeRules rules_;
    pos::Ulid milk_{};
    pos::Ulid cheese_{};
    const pos::people::User anna_{.id = pos::Ulid{{7}}, .name = "Anna"};
};

}  // namespace

TEST_F(FindCode, one_article_under_every_form_of_its_number) {
    for (const std::string_view code :
         {"9521234543213", "]E09521234543213", "09521234543213", "(01)09521234543213",
          "]d20109521234543213", "https://a.example/01/9521234543213", "96385074",
          "(01)00000096385074"}) {
        EXPECT_EQ(item(code).stored.item.id, milk_) << code;
        EXPECT_FALSE(item(code).trace) << code;
    }
}

TEST_F(FindCode, batch_and_days_come_with_the_item) {
    const auto found = item(
        "]d20109521234543213"
        "17261231"
        "10L1\x1d"
        "21S7");
    ASSERT_TRUE(found.trace);
    EXPECT_EQ(*found.trace,
              (pos::journal::Trace{"L1", "S7", pos::make_date(2026, 12, 31), std::nullopt}));
    EXPECT_EQ(found.barcode, "9521234543213");
    EXPECT_EQ(found.quantity, std::nullopt);
}

TEST_F(FindCode, a_weight_sets_the_quantity_of_goods_sold_by_weight) {
    EXPECT_EQ(item("(01)09521234543220(3103)000450").quantity, pos::Quantity{450'000});
    EXPECT_EQ(item("(01)09521234543213(3103)000450").quantity, std::nullopt);  // by the piece
    EXPECT_EQ(item("(01)09521234543213(30)6").quantity, pos::pieces(6));
}

TEST_F(FindCode, a_price_is_the_labels) {
    const auto euro = *pos::currency_of("EUR");
    const auto found = item("(01)09521234543220(3922)540(3103)000450");
    EXPECT_EQ(found.label_price, (pos::Money{540, euro}));
    EXPECT_EQ(found.quantity, std::nullopt) << "follows from the price";
    EXPECT_EQ(item("(01)09521234543220(3932)978540(3103)000450").label_price,
              (pos::Money{540, euro}));
    EXPECT_EQ(item("(01)09521234543220(3920)5(3103)000450").label_price, (pos::Money{500, euro}));
    EXPECT_EQ(item("(01)09521234543220(3923)5400(3103)000450").label_price,
              (pos::Money{540, euro}));
    const auto fault = [&](std::string_view code) {
        const auto refused = find(code);
        const auto* why = std::get_if<CodeRefused>(&refused);
        return why != nullptr ? std::optional{why->fault} : std::nullopt;
    };
    EXPECT_EQ(fault("(01)09521234543220(3932)756540(3103)000450"), CodeFault::other_currency);
    EXPECT_EQ(fault("(01)09521234543220(3923)5401(3103)000450"), CodeFault::odd_price);
    EXPECT_EQ(fault("(01)09521234543220(3920)999999999999999(3103)000450"), CodeFault::odd_price);
}

TEST_F(FindCode, a_case_is_its_pieces) {
    EXPECT_EQ(item("19521234543210").quantity, pos::pieces(12));
    EXPECT_EQ(item("(01)19521234543210(30)2").quantity, pos::pieces(24));
    EXPECT_EQ(item("(02)09521234543213(37)24").quantity, pos::pieces(24));
    EXPECT_TRUE(std::holds_alternative<CodeOfNothing>(find("(01)29521234543217")));
}

TEST_F(FindCode, people_by_their_badges) {
    const auto found = find("0411");
    ASSERT_TRUE(std::holds_alternative<CodeOfPerson>(found));
    EXPECT_EQ(std::get<CodeOfPerson>(found).user, anna_);
    for (const char* nobodys : {"0412", "0419"}) {
        const auto other = find(nobodys);
        ASSERT_TRUE(std::holds_alternative<CodeOfOther>(other)) << nobodys;
        EXPECT_EQ(std::get<CodeOfOther>(other).kind, CodeKind::badge);
    }
}

TEST_F(FindCode, other_codes_are_told_apart) {
    const auto kind = [&](std::string_view code) {
        const auto found = find(code);
        const auto* other = std::get_if<CodeOfOther>(&found);
        return other != nullptr ? std::optional{other->kind} : std::nullopt;
    };
    EXPECT_EQ(kind("0421"), CodeKind::customer);
    EXPECT_EQ(kind("0431"), CodeKind::coupon);
    EXPECT_EQ(kind("0441"), CodeKind::gift_card);
    EXPECT_EQ(kind("9912345678903"), CodeKind::coupon);
    EXPECT_EQ(kind("B01-T1-000123"), CodeKind::receipt);
    EXPECT_EQ(kind("(415)9521234543213(8020)R1"), CodeKind::bill);
    EXPECT_TRUE(std::holds_alternative<CodeOfNothing>(find("9521234543299")));
    EXPECT_TRUE(std::holds_alternative<CodeRefused>(find("https://a.example/")));
}

TEST_F(FindCode, goods_of_the_shop_come_before_what_a_route_says) {
    EXPECT_TRUE(store_->change_catalogue(
        [&](pos::store::CatalogueWriter& catalogue) -> pos::store::Answer<void> {
            give(catalogue, milk_, "0411");
            return {};
        },
        {}, kNow));
    EXPECT_EQ(item("0411").stored.item.id, milk_);
}

TEST_F(FindCode, goods_take_the_promotions_that_run_then_and_concern_them) {
    ShopRules shop;
    const auto promotion = [&](std::string code) -> pos::catalog::Promotion& {
        auto& made = shop.promotions.emplace_back();
        made.code = std::move(code);
        made.label = made.code;
        made.rule.rate = pos::percent(10);
        return made;
    };
    promotion("ALL");
    promotion("CHEESE").items = {cheese_};
    promotion("SHOES").departments = {"shoes"};
    promotion("TOMORROW").from = pos::catalog::LocalMoment{{kToday.days + 1}, 0};
    promotion("EVENING").from_second = 18 * 3'600;
    const auto codes = [&](std::string_view code, std::int32_t hour) {
        std::string all;
        const pos::LocalTime now{kToday, hour * 3'600, 3'600};
        for (const auto& each : register_item(item(code).stored, shop, now).promotions)
            all += (all.empty() ? "" : " ") + each.code;
        return all;
    };
    EXPECT_EQ(codes("101", 12), "ALL");
    EXPECT_EQ(codes("201", 12), "ALL CHEESE");
    EXPECT_EQ(codes("101", 19), "ALL EVENING");
}
