// Goal: what a manager says about the shop at the till is kept whole or not at all, counts for
// receipts, is in the journal with who and from what, and can be taken back.
// Method: a real shop; each refusal by name, and what is kept is read again.
#include "app/core/office/own_shop.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/core/countries.hpp"
#include "app/core/init.hpp"
#include "pos/journal/codec.hpp"
#include "pos/store/office/membership.hpp"
#include "tests/support/seeded_random.hpp"
#include "tests/support/temp_dir.hpp"

namespace {

using namespace app::core;
using testing::ElementsAre;
using testing::HasSubstr;

constexpr pos::Instant kNow{1'795'354'300'000};
const pos::Date kToday = pos::make_date(2026, 11, 22);

class OwnShopTest : public testing::Test {
protected:
    void SetUp() override {
        auto store = init_shop(folder_.file("shop.db"),
                               {.branch = "B01",
                                .terminal = "T1",
                                .country = "DE",
                                .currency = {},
                                .zone = {},
                                .name = "Feinkost",
                                .locale = {},
                                .cashier = "Anna"},
                               {.program = "test"}, kNow, random_);
        ASSERT_TRUE(store) << store.error().words;
        store_ = std::move(*store);
    }
    Doing doing() { return {{{kToday, 0, 0}, kToday, "Europe/Berlin"}, {{}, "Anna"}, kNow}; }
    OwnShop shop() {
        auto read = read_own_shop(store_->reader(), store_->journal());
        EXPECT_TRUE(read);
        return read ? std::move(*read) : OwnShop{};
    }
    ShopSettings settings() { return read_settings(store_->reader()).value(); }
    ShopChange keep(const ShopSheet& sheet) {
        auto kept = keep_own_shop(*store_, doing(), sheet);
        EXPECT_TRUE(kept);
        return kept ? std::move(*kept) : ShopChange{};
    }
    RecordFault fault_of(const ShopSheet& sheet) {
        const auto before = settings();
        const auto kept = keep_own_shop(*store_, doing(), sheet);
        EXPECT_FALSE(kept);
        EXPECT_EQ(settings(), before) << "nothing is kept of it";
        return kept ? RecordFault::store : kept.error().fault;
    }
    /// In per cent on a day, of goods of that class.
    std::string rate(const std::string& tax_class, pos::Date day) {
        const auto table = pos::tax::TaxTable::make(settings().taxes);
        EXPECT_TRUE(table);
        const auto taxes = table->taxes_on(tax_class, day);
        if (!taxes || taxes->size() != 1) return "none or many";
        return taxes->front().name + " " +
               std::to_string(static_cast<double>(taxes->front().rate.e8) / 1e6).substr(0, 4);
    }
    /// "Anna: shop: … > …"
    std::vector<std::string> journaled() {
        std::vector<std::string> found;
        EXPECT_TRUE(store_->reader().walk(
            store_->journal().journal, 0, [&](const pos::journal::Entry& entry) {
                const auto event = pos::journal::decode(entry.kind, entry.version, entry.payload);
                const auto* changed =
                    event ? std::get_if<pos::journal::SettingChanged>(&*event) : nullptr;
                if (changed != nullptr)
                    found.push_back(changed->user.name + ": " + changed->key + ": " +
                                    changed->from + " > " + changed->to);
                return true;
            }));
        return found;
    }

    test::TempDir folder_;
    test::SeededRandom random_{11};
    std::unique_ptr<pos::store::Store> store_;
};

TEST_F(OwnShopTest, what_is_kept_is_read_again_and_journaled_once) {
    auto sheet = shop().sheet;
    EXPECT_EQ(sheet.country, "DE");
    EXPECT_EQ(sheet.locale, "de");
    sheet.name = "  Feinkost  am Markt ";
    sheet.address = {"Hauptstraße 12", " ", "10115 Berlin", ""};
    sheet.tax_number = "DE 123";
    sheet.footer = {"", "Danke"};
    sheet.cash_step_minor = 5;
    keep(sheet);
    const auto now = shop().sheet;
    EXPECT_EQ(now.name, "Feinkost am Markt");
    EXPECT_THAT(now.address, ElementsAre("Hauptstraße 12", "10115 Berlin"));
    EXPECT_THAT(now.footer, ElementsAre("Danke"));
    EXPECT_EQ(settings().cash.step_minor, 5);
    EXPECT_EQ(keep(now).before, keep(now).now) << "the same again is no change";
    ASSERT_THAT(journaled(),
                ElementsAre(testing::AllOf(HasSubstr("Anna: shop: name: Feinkost"),
                                           HasSubstr("> name: Feinkost am Markt"),
                                           HasSubstr("address: Hauptstraße 12 / 10115 Berlin"),
                                           HasSubstr("smallest coin: 0.05 EUR"))));
}

TEST_F(OwnShopTest, what_cannot_be_meant_is_refused_by_name) {
    const auto good = shop().sheet;
    auto sheet = good;
    sheet.name = std::string(201, 'x');
    EXPECT_EQ(fault_of(sheet), RecordFault::text_too_long);
    sheet = good;
    sheet.address.assign(13, "line");
    EXPECT_EQ(fault_of(sheet), RecordFault::too_many_lines);
    sheet = good;
    for (const std::int64_t coin : {std::int64_t{0}, std::int64_t{-5}, std::int64_t{1'000'001}}) {
        sheet.cash_step_minor = coin;
        EXPECT_EQ(fault_of(sheet), RecordFault::coin_wrong);
    }
    sheet = good;
    sheet.locale = "no language";
    EXPECT_EQ(fault_of(sheet), RecordFault::unknown_language);
    sheet = good;
    for (const char* country : {"CH", "XX", ""}) {
        sheet.country = country;
        EXPECT_EQ(fault_of(sheet), RecordFault::other_currency) << country;
    }
    EXPECT_TRUE(journaled().empty());
}

TEST_F(OwnShopTest, another_country_brings_its_taxes_from_today_on) {
    EXPECT_EQ(rate("standard", kToday), "MwSt. 19.0");
    auto sheet = shop().sheet;
    sheet.country = "AT";
    sheet.locale = "de-AT";
    keep(sheet);
    EXPECT_EQ(shop().sheet.country, "AT");
    const auto austria = *find_country("AT");
    for (const auto& wanted : austria.rates) {
        const std::string now = rate(wanted.tax_class, kToday);
        EXPECT_TRUE(now.starts_with(austria.tax + " ")) << wanted.tax_class << ": " << now;
    }
    EXPECT_EQ(rate("standard", kToday), austria.tax + " 20.0");
    EXPECT_EQ(rate("standard", pos::Date{kToday.days - 1}), "MwSt. 19.0")
        << "what was sold keeps its tax";
    const auto said = journaled();
    EXPECT_THAT(said.front(), HasSubstr("country: AT"));
    EXPECT_THAT(said, testing::Contains(HasSubstr("tax A: 19 %")));
    EXPECT_THAT(said, testing::Contains(HasSubstr("20 % from 2026-11-22")));
}

TEST_F(OwnShopTest, another_country_brings_what_it_will_charge_and_takes_that_along) {
    auto sheet = shop().sheet;
    sheet.country = "LV";
    keep(sheet);
    EXPECT_EQ(rate("reduced2", kToday), "PVN 12.0");
    EXPECT_EQ(rate("reduced2", pos::make_date(2027, 7, 1)), "PVN 21.0");
    sheet.country = "DE";
    keep(sheet);
    EXPECT_EQ(rate("reduced2", kToday), "MwSt. 7.00");
    EXPECT_EQ(rate("reduced2", pos::make_date(2027, 7, 1)), "MwSt. 7.00");
}

TEST_F(OwnShopTest, moves_to_every_country_of_its_currency_and_back) {
    const auto before = settings();
    for (const auto& country : countries()) {
        if (country.currency != "EUR" || country.code == "DE") continue;
        SCOPED_TRACE(country.code);
        auto sheet = shop().sheet;
        sheet.country = country.code;
        sheet.locale = country.locale;
        sheet.cash_step_minor = country.cash_step_minor;
        const auto change = keep(sheet);
        for (const auto& wanted : country.rates)
            EXPECT_NE(rate(wanted.tax_class, kToday), "none or many") << wanted.tax_class;
        ASSERT_TRUE(undo_own_shop(*store_, doing(), change));
        EXPECT_EQ(settings(), before);
    }
}

TEST_F(OwnShopTest, keeps_labels_that_are_the_shops_own) {
    auto own = settings();
    own.embedded_rules = {"28PPPPPVVVVVC price 2"};
    ASSERT_TRUE(store_->change_catalogue(
        [&](pos::store::CatalogueWriter& to) -> pos::store::Answer<void> {
            EXPECT_TRUE(to.put_setting("shop", to_bytes(own)));
            return {};
        },
        {}, kNow));
    auto sheet = shop().sheet;
    sheet.country = "AT";
    keep(sheet);
    EXPECT_EQ(settings().embedded_rules, own.embedded_rules);
}

TEST_F(OwnShopTest, takes_a_change_back_unless_another_came_since) {
    auto sheet = shop().sheet;
    sheet.name = "Erste";
    const auto first = keep(sheet);
    sheet.name = "Zweite";
    const auto second = keep(sheet);
    const auto refused = undo_own_shop(*store_, doing(), first);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().fault, RecordFault::changed_since);
    EXPECT_EQ(shop().sheet.name, "Zweite");
    ASSERT_TRUE(undo_own_shop(*store_, doing(), second));
    EXPECT_EQ(shop().sheet.name, "Erste");
    EXPECT_THAT(journaled().back(), HasSubstr("> name: Erste"));
}

TEST_F(OwnShopTest, has_a_logo_of_its_own_even_at_an_office) {
    pos::store::office::Membership office{.url = "https://office.example"};
    office.joined_at = kNow;
    ASSERT_TRUE(pos::store::office::put_membership(store_->reader().connection(), office));
    EXPECT_TRUE(shop().from_office);
    auto sheet = shop().sheet;
    sheet.name = "Anders";
    EXPECT_EQ(fault_of(sheet), RecordFault::of_office);

    const pos::Bytes one(3, std::byte{1});
    const pos::Bytes two(4, std::byte{2});
    auto before = keep_own_logo(*store_, doing(), one);
    ASSERT_TRUE(before);
    EXPECT_FALSE(*before);
    before = keep_own_logo(*store_, doing(), two);
    ASSERT_TRUE(before && *before);
    EXPECT_EQ(**before, one);
    ASSERT_TRUE(shop().logo);
    EXPECT_EQ(*shop().logo, two);
    EXPECT_TRUE(settings().has_logo);
    ASSERT_TRUE(keep_own_logo(*store_, doing(), std::nullopt));
    EXPECT_FALSE(shop().logo);
    const auto said = journaled();
    ASSERT_EQ(said.size(), 3U);
    EXPECT_TRUE(said[0].starts_with("Anna: shop.logo:  > "));
    EXPECT_TRUE(said[2].ends_with(" > "));
}

}  // namespace
