// Goal: the tiles of a tab are put into another order by a finger that drags, by two taps and by
// keys alone, in either direction of reading; it is kept as this till's setting, can be undone and
// given up, needs the right to settings, and never comes between a scan and the cart. Method: the
// shell as it is drawn; the driver gives tiles as a store would.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/till/shell/shell_view.hpp"
#include "app/till/shell/tile_order.hpp"
#include "app/till/shell/updates.hpp"
#include "tests/support/headless_ui.hpp"
#include "tests/support/shell_driver.hpp"

namespace {

namespace shell = till::shell;
namespace ui = till::ui;
using shell::Screen;
using test::ShellDriver;
using testing::ElementsAre;
using till::sell::Key;
using till::sell::Panel;

ShellDriver::Shop shop() {
    ShellDriver::Shop shop;
    shop.goods.clear();
    for (const char* name : {"Apple", "Bread", "Cheese", "Dates", "Eggs", "Figs"})
        shop.goods.push_back({std::string{name}.substr(0, 1), name, "1.00", "", "Food", ""});
    return shop;
}

struct Table {
    explicit Table(const ShellDriver::Shop& of = shop(), bool mirrored = false)
        : till{of}, display{{.mirrored = mirrored}, [this](ui::Frame& frame) { draw(frame); }} {
        till.open_till();
        display.show();
    }
    void draw(ui::Frame& frame) {
        const auto action =
            shell::draw(frame, till.model, [](std::string_view) { return ui::TextureId::none; });
        if (!action) return;
        till.act(*action);
        till.answer_all();
    }
    void begin() {
        display.press(ui::Key::f12);
        display.type("a");
    }
    ui::Point middle(const std::string& name) {
        const ui::Rect at = display.probe().controls.at(name).place;
        return {at.centre(), at.middle()};
    }
    std::string order() const {
        std::string first;
        for (const auto& tile : till.model.tiles) first += tile.name.front();
        return first;
    }
    std::vector<shell::SaveSetting> saved() const {
        std::vector<shell::SaveSetting> all;
        for (const auto& effect : till.done)
            if (const auto* one = std::get_if<shell::SaveSetting>(&effect)) all.push_back(*one);
        return all;
    }
    bool arranges() const { return till.model.sell.panel == Panel::arrange; }

    ShellDriver till;
    test::HeadlessUi display;
};

}  // namespace

TEST(TileOrder, is_as_short_as_the_shops_own_order_allows) {
    const auto id = [](int n) {
        pos::Ulid made;
        made.bytes[15] = static_cast<std::uint8_t>(n);
        return made;
    };
    const std::vector<pos::Ulid> shops{id(1), id(2), id(3), id(4)};
    EXPECT_THAT(shell::first_of(shops, shops), ElementsAre());
    EXPECT_THAT(shell::first_of({id(3), id(1), id(2), id(4)}, shops), ElementsAre(id(3)));
    EXPECT_THAT(shell::first_of({id(1), id(2), id(4), id(3)}, shops),
                ElementsAre(id(1), id(2), id(4)));
    const auto text = shell::to_setting(std::vector{id(3), id(1)});
    EXPECT_THAT(shell::tile_order(text), ElementsAre(id(3), id(1)));
    EXPECT_THAT(shell::tile_order(text + " nonsense " + text), ElementsAre(id(3), id(1)));
    EXPECT_EQ(shell::tiles_setting(""), "tiles");
    EXPECT_EQ(shell::tiles_setting("DAIRY"), "tiles.DAIRY");
    EXPECT_EQ(shell::tiles_setting(shell::kNoDepartment), "tiles.");
    std::vector<shell::Listed> tiles{{.item = id(1)}, {.item = id(2)}, {.item = id(5)}};
    shell::put_first(tiles, std::vector{id(9), id(5), id(2)});
    EXPECT_THAT(shell::ids_of(tiles), ElementsAre(id(5), id(2), id(1)));
}

TEST(Tiles, are_dragged_to_their_places) {
    for (const bool mirrored : {false, true}) {
        SCOPED_TRACE(mirrored ? "mirrored" : "plain");
        Table table{shop(), mirrored};
        table.begin();
        ASSERT_TRUE(table.arranges());
        table.display.drag(table.middle("arrange_0"), table.middle("arrange_2"));
        EXPECT_EQ(table.order(), "BCADEF");
        table.display.drag(table.middle("arrange_5"), table.middle("arrange_0"));
        EXPECT_EQ(table.order(), "FBCADE");
        EXPECT_TRUE(table.saved().empty()) << "only what is done is kept";
        table.display.press(ui::Key::f10);
        EXPECT_FALSE(table.arranges());
        ASSERT_EQ(table.saved().size(), 1U);
        EXPECT_EQ(table.till.model.sell.message.words,
                  "The tiles stay in this order at this till.");
        EXPECT_EQ(shell::tile_order(table.saved()[0].value).size(), 3U);
        // As the till reads them when it starts again.
        table.till.act(shell::CatalogueChanged{});
        table.till.answer_all();
        EXPECT_EQ(table.order(), "FBCADE");
    }
}

TEST(Tiles, follow_the_finger_before_it_lets_go) {
    Table table;
    table.begin();
    const auto to = table.middle("arrange_2");
    table.display.send(ui::PointerPressed{table.middle("arrange_0")});
    table.display.send(ui::PointerMoved{to});
    EXPECT_NEAR(table.middle("arrange_0").x, to.x, 2);
    EXPECT_LT(table.middle("arrange_2").x, to.x) << "the others make room";
    table.display.send(ui::PointerReleased{to});
    EXPECT_EQ(table.order(), "BCADEF");
}

TEST(Tiles, are_moved_by_two_taps) {
    Table table;
    table.begin();
    table.display.tap("arrange_4");
    EXPECT_TRUE(table.display.probe().shows("picked up"));
    table.display.tap("arrange_1");
    EXPECT_FALSE(table.display.probe().shows("picked up"));
    EXPECT_EQ(table.order(), "AEBCDF");
    table.display.tap("arrange_0");
    table.display.tap("arrange_0");
    table.display.press(ui::Key::f8);
    EXPECT_EQ(table.order(), "ABCDEF") << "picked up and put back is no step";
}

TEST(Tiles, are_moved_by_keys_alone) {
    for (const bool mirrored : {false, true}) {
        SCOPED_TRACE(mirrored ? "mirrored" : "plain");
        Table table{shop(), mirrored};
        table.begin();
        const auto on = mirrored ? ui::Key::left : ui::Key::right;
        table.display.press(on);
        table.display.press(ui::Key::enter);
        table.display.press(on);
        table.display.press(on);
        EXPECT_EQ(table.order(), "ACDBEF");
        table.display.press(ui::Key::escape);
        EXPECT_EQ(table.order(), "ABCDEF") << "back to where it was picked up";
        EXPECT_EQ(table.till.model.sell.tile_at, 1U) << "and the keys with it";
        ASSERT_TRUE(table.arranges());
        table.display.press(ui::Key::enter);
        table.display.press(on);
        table.display.press(ui::Key::enter);
        EXPECT_FALSE(table.till.model.sell.tile_held);
        table.display.press(ui::Key::f10);
        EXPECT_EQ(table.saved().size(), 1U);
    }
}

TEST(Tiles, a_line_down_is_a_line_of_the_table) {
    Table table;
    table.begin();
    const int across = [&] {
        int same = 1;
        while (same < 6 &&
               table.middle("arrange_" + std::to_string(same)).y == table.middle("arrange_0").y)
            ++same;
        return same;
    }();
    if (across > 5) GTEST_SKIP() << "they stand in one line";
    table.display.press(ui::Key::enter);
    table.display.press(ui::Key::down);
    EXPECT_EQ(table.till.model.sell.tile_at, static_cast<std::size_t>(across));
    table.display.press(ui::Key::up);
    table.display.press(ui::Key::up);
    EXPECT_EQ(table.till.model.sell.tile_at, 0U);
}

TEST(Tiles, can_be_undone_step_by_step_also_after_they_were_kept) {
    Table table;
    table.begin();
    table.display.drag(table.middle("arrange_0"), table.middle("arrange_1"));
    table.display.drag(table.middle("arrange_0"), table.middle("arrange_5"));
    EXPECT_EQ(table.order(), "ACDEFB");
    table.display.press(ui::Key::f10);
    table.begin();
    table.display.tap("tiles_undo");
    EXPECT_EQ(table.order(), "BACDEF");
    table.display.press(ui::Key::f8);
    EXPECT_EQ(table.order(), "ABCDEF");
    EXPECT_FALSE(table.till.model.sell.can_undo_tiles);
    table.display.press(ui::Key::f10);
    ASSERT_EQ(table.saved().size(), 2U);
    EXPECT_EQ(table.saved()[1].value, "") << "the shop's own order";
}

TEST(Tiles, stay_as_they_were_where_somebody_thinks_better_of_it) {
    Table table;
    table.begin();
    table.display.drag(table.middle("arrange_0"), table.middle("arrange_5"));
    table.display.press(ui::Key::escape);
    EXPECT_FALSE(table.arranges());
    EXPECT_EQ(table.order(), "ABCDEF");
    EXPECT_TRUE(table.saved().empty());
    table.begin();
    EXPECT_FALSE(table.till.model.sell.can_undo_tiles);
    table.display.drag(table.middle("arrange_0"), table.middle("arrange_5"));
    table.display.press(ui::Key::f7);
    EXPECT_EQ(table.order(), "ABCDEF") << "as the shop has them";
    table.display.press(ui::Key::f8);
    EXPECT_EQ(table.order(), "BCDEFA");
}

TEST(Tiles, a_scan_goes_into_the_cart_meanwhile) {
    Table table;
    table.begin();
    table.display.drag(table.middle("arrange_0"), table.middle("arrange_5"));
    table.till.scan("C");
    EXPECT_EQ(table.till.model.sell.rows.size(), 1U);
    EXPECT_TRUE(table.arranges());
    EXPECT_EQ(table.order(), "BCDEFA");
}

TEST(Tiles, are_kept_where_something_else_takes_the_screen) {
    Table table;
    table.begin();
    table.display.drag(table.middle("arrange_0"), table.middle("arrange_5"));
    table.till.scan("5012345678900");  // asks what that is
    EXPECT_EQ(table.till.model.sell.panel, Panel::prompt);
    EXPECT_EQ(table.saved().size(), 1U);
    EXPECT_EQ(table.order(), "BCDEFA");
}

TEST(Tiles, that_are_new_come_behind_what_is_being_arranged) {
    Table table;
    table.begin();
    table.display.drag(table.middle("arrange_0"), table.middle("arrange_5"));
    auto read = shell::TilesRead{table.till.model.tabs[0].code, {}};
    for (const char* name : {"Apple", "Ginger", "Bread", "Cheese"}) {
        shell::Listed tile{.item = table.till.id_of(std::string{name}.substr(0, 1)), .name = name};
        if (!tile.item) tile.item.bytes[15] = 77;
        read.items.push_back(tile);
    }
    read.shops_order = shell::ids_of(read.items);
    table.till.act(read);
    EXPECT_EQ(table.order(), "BCAG");
    ASSERT_TRUE(table.arranges());
    table.till.act(shell::TilesRead{"another tab", {}});
    EXPECT_EQ(table.order(), "BCAG");
}

TEST(Tiles, of_cashiers_wait_for_a_manager) {
    auto of = shop();
    pos::people::User max{.name = "Max"};
    max.id.bytes[15] = 3;
    pos::people::User eva{.name = "Eva", .role = pos::people::Role::manager};
    eva.id.bytes[15] = 2;
    of.people = {{max, true}, {eva, true}};
    of.pins = {{"Max", "4711"}, {"Eva", "9021"}};
    of.rights = pos::people::usual_rights_with_pins();
    Table table{of};
    const auto pin = [&](const std::string& digits) {
        for (const auto& action : {till::prompt::Action{till::prompt::Typed{digits}},
                                   till::prompt::Action{till::prompt::Confirmed{}}})
            table.till.act(till::sign_on::Action{till::sign_on::Prompted{action}});
        table.till.answer_all();
    };
    table.till.act(till::sign_on::Action{till::sign_on::PersonChosen{0}});
    pin("4711");
    table.till.open_till();
    table.till.press(Key::arrange);
    EXPECT_EQ(table.till.model.screen, Screen::sign_on);
    EXPECT_FALSE(table.arranges());
    table.till.act(till::sign_on::Action{till::sign_on::PersonChosen{0}});
    pin("9021");
    EXPECT_EQ(table.till.model.screen, Screen::sell);
    EXPECT_TRUE(table.arranges());
}
