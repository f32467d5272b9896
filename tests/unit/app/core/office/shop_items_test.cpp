// Goal: goods, departments and taxes that are looked after at the till's window are kept whole, one
// entry of the journal each, and what cannot be is refused by name. Method: a real shop; what is
// kept is read again.
#include "app/core/office/shop_items.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/core/countries.hpp"
#include "app/core/init.hpp"
#include "app/core/shop_settings.hpp"
#include "pos/journal/codec.hpp"
#include "pos/store/office/membership.hpp"
#include "tests/support/seeded_random.hpp"
#include "tests/support/temp_dir.hpp"

namespace {

using app::core::ItemSheet;
using app::core::RecordFault;
using pos::catalog::Department;
using testing::ElementsAre;

constexpr pos::Instant kNow{1'795'354'300'000};

class ShopItemsTest : public testing::Test {
protected:
    void SetUp() override {
        auto store = app::core::init_shop(
            folder_.file("shop.db"),
            {.branch = "B01", .terminal = "T1", .currency = "EUR", .zone = "Europe/Berlin"},
            {.program = "test"}, kNow, random_);
        ASSERT_TRUE(store) << store.error().words;
        store_ = std::move(*store);
    }
    static app::core::Doing doing() {
        return {
            {{pos::make_date(2026, 11, 22), 0, 0}, pos::make_date(2026, 11, 22), "Europe/Berlin"},
            {{}, "Anna"},
            kNow};
    }
    pos::UnitPrice euro(std::int64_t cents) const {
        return {cents * 1'000'000, store_->journal().currency};
    }
    ItemSheet sheet(const std::string& name, std::vector<app::core::ItemCode> codes = {}) const {
        ItemSheet made;
        made.item.name = name;
        made.item.price = euro(119);
        made.codes = std::move(codes);
        return made;
    }
    app::core::Kept<app::core::ItemKept> keep(ItemSheet made) {
        return app::core::keep_item(*store_, doing(), std::move(made), random_);
    }
    ItemSheet milk() {
        auto kept = keep(sheet("Milk", {{.text = "4006381333931"}}));
        EXPECT_TRUE(kept);
        return kept ? kept->now : ItemSheet{};
    }
    std::optional<ItemSheet> behind(std::string_view code) {
        auto read = app::core::read_item(store_->reader(), {}, code);
        EXPECT_TRUE(read);
        return read ? *read : std::nullopt;
    }
    std::vector<pos::journal::ItemEdited> journaled() {
        std::vector<pos::journal::ItemEdited> found;
        const auto walked = store_->reader().walk(
            store_->journal().journal, 0, [&](const pos::journal::Entry& entry) {
                const auto event = pos::journal::decode(entry.kind, entry.version, entry.payload);
                const auto* edited =
                    event ? std::get_if<pos::journal::ItemEdited>(&*event) : nullptr;
                if (edited != nullptr) found.push_back(*edited);
                return true;
            });
        EXPECT_TRUE(walked);
        return found;
    }
    RecordFault fault(ItemSheet made) {
        const auto kept = keep(std::move(made));
        EXPECT_FALSE(kept);
        return kept ? RecordFault::store : kept.error().fault;
    }
    template <class T>
    static RecordFault fault_of(const app::core::Kept<T>& kept) {
        EXPECT_FALSE(kept);
        return kept ? RecordFault::store : kept.error().fault;
    }
    void join() {
        pos::store::office::Membership office{.url = "https://office.example"};
        office.joined_at = kNow;
        ASSERT_TRUE(pos::store::office::put_membership(store_->reader().connection(), office));
    }
    app::core::ShopGroups groups() {
        auto read = app::core::read_groups(store_->reader());
        EXPECT_TRUE(read);
        return read ? std::move(*read) : app::core::ShopGroups{};
    }
    app::core::Kept<std::optional<app::core::GroupKept>> keep_tax(const app::core::TaxFrom& tax) {
        return app::core::keep_tax(*store_, doing(), tax);
    }

    test::TempDir folder_;
    test::SeededRandom random_{12};
    std::unique_ptr<pos::store::Store> store_;
};

TEST_F(ShopItemsTest, a_new_item_has_its_barcode_for_a_number) {
    const auto kept = keep(sheet("  Milk ", {{.text = "4006381333931"}}));
    ASSERT_TRUE(kept);
    EXPECT_EQ(kept->before.item.name, "");
    EXPECT_EQ(kept->now.item.number, "4006381333931");
    EXPECT_EQ(kept->now.item.name, "Milk");
    EXPECT_EQ(behind("4006381333931"), kept->now);
    ASSERT_EQ(journaled().size(), 1U);
    EXPECT_EQ(journaled()[0].user.name, "Anna");
    EXPECT_EQ(journaled()[0].name, "Milk");
    EXPECT_THAT(journaled()[0].barcodes, ElementsAre("4006381333931"));
}

TEST_F(ShopItemsTest, one_that_says_no_tax_class_gets_the_shop_s_where_that_is_wanted) {
    EXPECT_EQ(milk().item.tax_class, "") << "no tax is a choice too";
    ASSERT_TRUE(keep_tax({.code = {}, .name = "VAT", .rate = {20'000'000}}));
    ItemSheet pen = sheet("Pen");
    pen.usual_tax = true;
    const auto kept = keep(pen);
    ASSERT_TRUE(kept);
    EXPECT_EQ(kept->now.item.tax_class, "VAT");
    EXPECT_FALSE(kept->now.usual_tax);
    EXPECT_EQ(journaled().back().tax_class, "VAT");
    const auto choices = app::core::read_goods_choices(store_->reader(), {});
    ASSERT_TRUE(choices);
    EXPECT_EQ(choices->tax_class, "VAT");
}

TEST_F(ShopItemsTest, one_without_a_code_gets_the_next_number) {
    ASSERT_TRUE(keep(sheet("Bread")));
    const auto kept = keep(sheet("Rolls"));
    ASSERT_TRUE(kept);
    EXPECT_EQ(kept->now.item.number, "2");
}

TEST_F(ShopItemsTest, a_code_that_is_the_number_of_other_goods_is_no_number) {
    ItemSheet other = sheet("Old milk");
    other.item.number = "4006381333931";
    ASSERT_TRUE(keep(other));
    const auto kept = keep(sheet("Milk", {{.text = "4006381333931"}}));
    ASSERT_TRUE(kept);
    EXPECT_EQ(kept->now.item.number, "2");
}

TEST_F(ShopItemsTest, everything_of_it_changes_and_the_change_can_be_put_back) {
    ASSERT_TRUE(app::core::keep_department(*store_, doing(), {.code = {}, .name = "Dairy"}));
    const ItemSheet before = milk();
    ItemSheet after = before;
    after.item.name = "Whole milk";
    after.item.price = euro(129);
    after.item.cost = euro(70);
    after.item.department = "Dairy";
    after.item.unit = "l";
    after.item.discountable = false;
    after.codes = {{.text = "96385074"},
                   {.text = "14006381333938", .pack = pos::Quantity{6'000'000}}};
    const auto kept = keep(after);
    ASSERT_TRUE(kept);
    EXPECT_EQ(kept->before, before);
    EXPECT_EQ(behind("96385074")->item, after.item);
    EXPECT_EQ(behind("14006381333938")->codes.size(), 2U);
    const auto old_code =
        store_->reader().catalogue().by_barcode(pos::catalog::barcode_key("4006381333931"));
    ASSERT_TRUE(old_code);
    EXPECT_FALSE(*old_code);
    ASSERT_TRUE(keep(kept->before));
    EXPECT_EQ(behind("4006381333931"), before);
    EXPECT_FALSE(behind("96385074"));
    EXPECT_EQ(journaled().size(), 3U);
}

TEST_F(ShopItemsTest, what_is_said_of_its_stock_is_an_entry_of_its_own_and_counts_at_once) {
    auto sold_by_kilo = sheet("Cheese");
    sold_by_kilo.item.unit = "kg";
    sold_by_kilo.said = app::core::StockSaid{true, pos::Quantity{2'500'000}, "count"};
    auto kept = keep(std::move(sold_by_kilo));
    ASSERT_TRUE(kept);
    EXPECT_EQ(kept->now.stock, pos::Quantity{2'500'000}) << "of new goods, too";
    auto more = kept->now;
    more.said = app::core::StockSaid{false, pos::Quantity{1'000'000}, " delivery "};
    kept = keep(more);
    ASSERT_TRUE(kept);
    EXPECT_EQ(kept->before.stock, pos::Quantity{2'500'000});
    EXPECT_EQ(kept->now.stock, pos::Quantity{3'500'000});
    EXPECT_FALSE(kept->now.said) << "it is said once";
    // It is taken back, while the form that says nothing of it is older than that.
    auto back = kept->before;
    back.said = app::core::StockSaid{false, pos::Quantity{-1'000'000}, "taken back"};
    ASSERT_TRUE(keep(back));
    kept = keep(more = kept->now);
    ASSERT_TRUE(kept);
    EXPECT_EQ(kept->now.stock, pos::Quantity{2'500'000});
    std::vector<std::string> said;
    ASSERT_TRUE(store_->reader().walk(store_->journal().journal, 0, [&](const auto& entry) {
        const auto event = pos::journal::decode(entry.kind, entry.version, entry.payload);
        const auto* one = event ? std::get_if<pos::journal::StockAdjusted>(&*event) : nullptr;
        if (one != nullptr)
            said.push_back(one->user.name + " " + one->reason + (one->counted ? " counted " : " ") +
                           std::to_string(one->lines.front().quantity.millionths));
        return true;
    }));
    EXPECT_THAT(said, ElementsAre("Anna count counted 2500000", "Anna delivery 1000000",
                                  "Anna taken back -1000000"));
    EXPECT_EQ(store_->reader().stock(kept->now.item.id).value(), pos::Quantity{2'500'000});
}

TEST_F(ShopItemsTest, a_count_of_what_is_there_already_makes_goods_counted) {
    auto none = milk();
    none.said = app::core::StockSaid{true, {}, "count"};
    const auto kept = keep(std::move(none));
    ASSERT_TRUE(kept);
    EXPECT_EQ(kept->before.stock, std::nullopt);
    EXPECT_EQ(kept->now.stock, pos::Quantity{});
}

TEST_F(ShopItemsTest, what_another_item_has_is_refused_with_its_name) {
    const ItemSheet first = milk();
    const auto kept = keep(sheet("Cream", {{.text = "04006381333931"}}));
    ASSERT_FALSE(kept) << "the same code, with a zero before it";
    EXPECT_EQ(kept.error().fault, RecordFault::code_taken);
    EXPECT_EQ(kept.error().about, "Milk");
    ItemSheet same = sheet("Cream");
    same.item.number = first.item.number;
    EXPECT_EQ(fault(same), RecordFault::number_taken);
}

TEST_F(ShopItemsTest, what_cannot_be_is_refused_by_name) {
    EXPECT_EQ(fault(sheet(" ")), RecordFault::name_missing);
    EXPECT_EQ(fault(sheet(std::string(501, 'x'))), RecordFault::text_too_long);
    ItemSheet numbered = sheet("Milk");
    numbered.item.number = std::string(200, '1');
    const auto too_long = keep(numbered);
    ASSERT_FALSE(too_long);
    EXPECT_EQ(too_long.error().fault, RecordFault::text_too_long);
    EXPECT_EQ(too_long.error().about, numbered.item.number);
    EXPECT_EQ(fault(sheet("Milk", {{.text = "40 06"}})), RecordFault::bad_code);
    EXPECT_EQ(fault(sheet("Milk", {{.text = "4006", .pack = pos::Quantity{0}}})),
              RecordFault::bad_code);
    ItemSheet wrong = sheet("Milk");
    wrong.item.price.e8 = -1;
    EXPECT_EQ(fault(wrong), RecordFault::price_wrong);
    wrong = sheet("Milk");
    wrong.item.cost = pos::UnitPrice{-1, wrong.item.price.currency};
    EXPECT_EQ(fault(wrong), RecordFault::cost_wrong);
    wrong = sheet("Milk");
    wrong.item.tax_class = "luxury";
    EXPECT_EQ(fault(wrong), RecordFault::unknown_tax_class);
    wrong = sheet("Milk");
    wrong.item.picture = "a\nb.png";
    EXPECT_EQ(fault(wrong), RecordFault::unclean_text);
    wrong = sheet("Milk");
    wrong.item.id.bytes[0] = 77;
    EXPECT_EQ(fault(wrong), RecordFault::gone);
    EXPECT_TRUE(journaled().empty());
}

// ---- favourites ----

class FavouritesTest : public ShopItemsTest {
protected:
    ItemSheet added(const std::string& name, std::int64_t place) {
        ItemSheet made = sheet(name);
        made.favourite = place;
        auto kept = keep(made);
        EXPECT_TRUE(kept) << name;
        return kept ? kept->now : ItemSheet{};
    }
    ItemSheet moved(ItemSheet made, std::int64_t place) {
        made.favourite = place;
        const auto kept = keep(made);
        EXPECT_TRUE(kept);
        return kept ? kept->now : ItemSheet{};
    }
    /// As the till shows them.
    std::vector<std::string> shown() {
        std::vector<std::string> names;
        const auto found = store_->reader().catalogue().favourites(100);
        EXPECT_TRUE(found);
        if (!found) return names;
        for (const auto& one : *found) names.push_back(one.item.name);
        return names;
    }
};

TEST_F(FavouritesTest, are_none_until_one_is_made_and_have_the_order_that_was_given) {
    const ItemSheet milk = added("Milk", 0);
    EXPECT_THAT(shown(), ElementsAre());
    EXPECT_EQ(moved(milk, 1).favourite, 1);
    added("Bread", 2);
    added("Rolls", 1);
    EXPECT_THAT(shown(), ElementsAre("Rolls", "Milk", "Bread"));
    const auto choices = app::core::read_goods_choices(store_->reader(), {});
    ASSERT_TRUE(choices);
    ASSERT_EQ(choices->favourites.size(), 3U);
    EXPECT_EQ(choices->favourites[1].name, "Milk");
    EXPECT_EQ(choices->favourites[1].item, milk.item.id);
}

TEST_F(FavouritesTest, move_earlier_and_later_and_no_further_than_the_ends) {
    const ItemSheet milk = added("Milk", 1);
    const ItemSheet bread = added("Bread", 2);
    const ItemSheet rolls = added("Rolls", 3);
    EXPECT_EQ(moved(rolls, 2).favourite, 2);
    EXPECT_THAT(shown(), ElementsAre("Milk", "Rolls", "Bread"));
    EXPECT_EQ(moved(milk, 99).favourite, 3);
    EXPECT_THAT(shown(), ElementsAre("Rolls", "Bread", "Milk"));
    EXPECT_EQ(moved(bread, -1).favourite, 0);
    EXPECT_THAT(shown(), ElementsAre("Rolls", "Milk"));
}

TEST_F(FavouritesTest, are_journaled_like_any_change_and_put_back_in_their_place) {
    added("Milk", 1);
    const ItemSheet bread = added("Bread", 2);
    added("Rolls", 3);
    ItemSheet out = bread;
    out.favourite = 0;
    const auto kept = keep(out);
    ASSERT_TRUE(kept);
    EXPECT_EQ(kept->before.favourite, 2);
    ASSERT_EQ(journaled().size(), 4U);
    EXPECT_EQ(journaled()[3].user.name, "Anna");
    EXPECT_EQ(journaled()[3].name, "Bread");
    ASSERT_TRUE(keep(kept->before));
    EXPECT_THAT(shown(), ElementsAre("Milk", "Bread", "Rolls"));
}

TEST_F(FavouritesTest, that_are_not_sold_keep_their_place_for_when_they_are) {
    added("Milk", 1);
    ItemSheet bread = added("Bread", 2);
    added("Rolls", 3);
    bread.item.active = false;
    const auto kept = keep(bread);
    ASSERT_TRUE(kept);
    EXPECT_EQ(kept->now.favourite, 2);
    EXPECT_THAT(shown(), ElementsAre("Milk", "Rolls"));
    bread.item.active = true;
    ASSERT_TRUE(keep(bread));
    EXPECT_THAT(shown(), ElementsAre("Milk", "Bread", "Rolls"));
}

TEST_F(ShopItemsTest, goods_of_a_head_office_are_changed_there) {
    const ItemSheet before = milk();
    join();
    EXPECT_EQ(fault(before), RecordFault::of_office);
    EXPECT_EQ(fault_of(app::core::keep_department(*store_, doing(), {.code = {}, .name = "Dairy"})),
              RecordFault::of_office);
    EXPECT_EQ(fault_of(keep_tax({.code = {}, .name = "VAT", .rate = {20'000'000}})),
              RecordFault::of_office);
    const auto choices = app::core::read_goods_choices(store_->reader(), {});
    ASSERT_TRUE(choices);
    EXPECT_TRUE(choices->from_office);
}

TEST_F(ShopItemsTest, pictures_to_choose_from_are_those_of_the_folder) {
    test::write_file(folder_.file("b.PNG"), "");
    test::write_file(folder_.file("a.jpg"), "");
    test::write_file(folder_.file("notes.txt"), "");
    const auto choices = app::core::read_goods_choices(store_->reader(), folder_.path());
    ASSERT_TRUE(choices);
    EXPECT_THAT(choices->pictures, ElementsAre("a.jpg", "b.PNG"));
}

TEST_F(ShopItemsTest, departments_are_added_behind_the_others_and_renamed) {
    ASSERT_TRUE(app::core::keep_department(*store_, doing(), {.code = {}, .name = "Dairy"}));
    ASSERT_TRUE(app::core::keep_department(*store_, doing(), {.code = {}, .name = " Bakery"}));
    auto all = groups().departments;
    ASSERT_EQ(all.size(), 2U);
    EXPECT_EQ(all[1].name, "Bakery");
    EXPECT_GT(all[1].order, all[0].order);
    all[0].name = "Milk & co";
    ASSERT_TRUE(app::core::keep_department(*store_, doing(), all[0]));
    EXPECT_EQ(groups().departments[0].name, "Milk & co");
    EXPECT_EQ(groups().departments[0].code, "Dairy") << "goods name it by its code";
    all[0].name = "Bakery";
    EXPECT_EQ(fault_of(app::core::keep_department(*store_, doing(), all[0])),
              RecordFault::name_taken);
    EXPECT_EQ(fault_of(app::core::keep_department(*store_, doing(), {.code = {}, .name = ""})),
              RecordFault::name_missing);
    EXPECT_EQ(
        fault_of(app::core::keep_department(*store_, doing(), {.code = "none", .name = "None"})),
        RecordFault::gone);
}

TEST_F(ShopItemsTest, a_change_of_a_department_is_taken_back) {
    const auto added =
        app::core::keep_department(*store_, doing(), {.code = {}, .name = "Dairy"}).value();
    const auto dairy = groups().departments.at(0);
    auto milk = dairy;
    milk.name = "Milk & co";
    const auto renamed = app::core::keep_department(*store_, doing(), milk).value();
    ASSERT_TRUE(added && renamed);
    EXPECT_EQ(fault_of(app::core::undo_group(*store_, doing(), *added)),
              RecordFault::changed_since);
    ASSERT_TRUE(app::core::undo_group(*store_, doing(), *renamed));
    EXPECT_EQ(groups().departments.at(0), dairy);
    EXPECT_EQ(fault_of(app::core::undo_group(*store_, doing(), *renamed)),
              RecordFault::changed_since);
    ItemSheet cheese = sheet("Cheese");
    cheese.item.department = "Dairy";
    const auto kept = keep(cheese);
    ASSERT_TRUE(kept);
    EXPECT_EQ(fault_of(app::core::undo_group(*store_, doing(), *added)), RecordFault::in_use);
    ItemSheet moved = kept->now;
    moved.item.department = {};
    ASSERT_TRUE(keep(moved));
    ASSERT_TRUE(app::core::undo_group(*store_, doing(), *added));
    EXPECT_TRUE(groups().departments.empty());
    const auto same = app::core::keep_department(*store_, doing(), {.code = {}, .name = "Dairy"});
    ASSERT_TRUE(same) << "its name is free again";
    const auto again = app::core::keep_department(*store_, doing(), groups().departments.at(0));
    ASSERT_TRUE(again);
    EXPECT_FALSE(*again) << "nothing was changed, so nothing can be taken back";
}

TEST_F(ShopItemsTest, a_change_of_a_tax_is_taken_back) {
    const auto added = keep_tax({.code = {}, .name = "VAT", .rate = {20'000'000}}).value();
    const auto before = groups();
    const auto turn = pos::make_date(2027, 1, 1);
    const auto changed =
        keep_tax({.code = "A", .name = "VAT", .rate = {22'000'000}, .from = turn}).value();
    ASSERT_TRUE(added && changed);
    EXPECT_EQ(fault_of(app::core::undo_group(*store_, doing(), *added)),
              RecordFault::changed_since);
    ASSERT_TRUE(app::core::undo_group(*store_, doing(), *changed));
    EXPECT_EQ(groups().taxes, before.taxes);
    ItemSheet pen = sheet("Pen");
    pen.usual_tax = true;
    const auto kept = keep(pen);
    ASSERT_TRUE(kept);
    EXPECT_EQ(fault_of(app::core::undo_group(*store_, doing(), *added)), RecordFault::in_use);
    ItemSheet untaxed = kept->now;
    untaxed.item.tax_class = {};
    untaxed.usual_tax = false;
    ASSERT_TRUE(keep(untaxed));
    ASSERT_TRUE(app::core::undo_group(*store_, doing(), *added));
    EXPECT_TRUE(groups().taxes.taxes.empty());
    EXPECT_EQ(groups().tax_class, "");
    join();
    EXPECT_EQ(fault_of(app::core::undo_group(*store_, doing(), *added)), RecordFault::of_office);
}

TEST_F(ShopItemsTest, a_new_tax_is_that_of_goods_which_say_none_and_later_changes) {
    ASSERT_TRUE(keep_tax({.code = {}, .name = "VAT", .rate = {20'000'000}}));
    EXPECT_EQ(groups().tax_class, "VAT");
    ASSERT_EQ(groups().taxes.taxes.size(), 1U);
    EXPECT_EQ(groups().taxes.taxes[0].tax.code, "A");
    const auto turn = pos::make_date(2027, 1, 1);
    ASSERT_TRUE(keep_tax({.code = "A", .name = "VAT", .rate = {22'000'000}, .from = turn}));
    const auto rules = groups().taxes;
    ASSERT_EQ(rules.taxes.size(), 2U);
    EXPECT_EQ(rules.taxes[0].until, turn);
    EXPECT_EQ(rules.taxes[1].tax.rate.e8, 22'000'000);
    ASSERT_TRUE(keep_tax({.code = {}, .name = "VAT reduced", .rate = {5'000'000}}));
    EXPECT_EQ(groups().tax_class, "VAT");
    EXPECT_EQ(groups().taxes.classes.size(), 2U);
    EXPECT_EQ(fault_of(keep_tax({.code = {}, .name = "VAT", .rate = {5'000'000}})),
              RecordFault::name_taken);
    EXPECT_EQ(fault_of(keep_tax({.code = {}, .name = " ", .rate = {5'000'000}})),
              RecordFault::name_missing);
    EXPECT_EQ(fault_of(keep_tax({.code = {}, .name = "Much", .rate = {200'000'000'000}})),
              RecordFault::tax_rate_wrong);
}

TEST_F(ShopItemsTest, taxes_of_a_country_share_their_name_and_have_classes_of_their_own) {
    auto settings = *app::core::read_settings(store_->reader());
    settings.locale = "de-DE";
    app::core::set_country(settings, *app::core::find_country("DE"));
    ASSERT_TRUE(store_->change_catalogue(
        [&](pos::store::CatalogueWriter& to) -> pos::store::Answer<void> {
            const auto put = to.put_setting("shop", app::core::to_bytes(settings));
            EXPECT_TRUE(put);
            return {};
        },
        {}, kNow));
    const auto before = groups().taxes;
    ASSERT_GT(before.taxes.size(), 1U);
    const auto standard = before.taxes.front().tax;
    ASSERT_EQ(standard.name, before.taxes.back().tax.name);
    const auto turn = pos::make_date(2027, 1, 1);
    ASSERT_TRUE(keep_tax(
        {.code = standard.code, .name = standard.name, .rate = {20'000'000}, .from = turn}));
    EXPECT_EQ(groups().taxes.taxes[1].tax.rate.e8, 20'000'000);
    const auto of_class = before.classes.front();
    EXPECT_EQ(fault_of(keep_tax({.code = {}, .name = of_class.name, .rate = {1'000'000}})),
              RecordFault::name_taken);
    EXPECT_EQ(fault_of(keep_tax({.code = {}, .name = of_class.code, .rate = {1'000'000}})),
              RecordFault::name_taken);
    EXPECT_EQ(groups().taxes.classes, before.classes);
}

}  // namespace
