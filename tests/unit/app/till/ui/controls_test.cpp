// Goal: each control answers to finger and key, shows its key, and says why it may not be used.
// Method: controls on a display without a window; answers kept by the test.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "app/till/ui/widgets.hpp"
#include "tests/support/headless_ui.hpp"

namespace ui = till::ui;

namespace {

constexpr ui::Rect kKey{100, 100, 280, 174};

}  // namespace

TEST(Buttons, a_tap_and_its_key_do_the_same) {
    int pressed = 0;
    test::HeadlessUi display([&](ui::Frame& frame) {
        pressed += ui::money_key(frame, "exact", kKey,
                                 {.label = "Exact cash",
                                  .second = "€18.22",
                                  .command = ui::Command::exact_cash,
                                  .look = ui::Look::accent});
    });
    for (const char* words : {"Exact cash", "€18.22", "F9"})
        EXPECT_TRUE(display.probe().shows(words)) << words;
    display.tap("exact");
    EXPECT_EQ(pressed, 1);
    display.press(ui::Key::f9);
    EXPECT_EQ(pressed, 2);
    display.press(ui::Key::f10);
    EXPECT_EQ(pressed, 2);
}

TEST(Buttons, a_disabled_button_says_why_and_does_nothing) {
    int pressed = 0;
    test::HeadlessUi display([&](ui::Frame& frame) {
        pressed += ui::function_key(frame, "card", kKey,
                                    {.label = "Card",
                                     .command = ui::Command::card,
                                     .enabled = false,
                                     .why_not = "no terminal"});
    });
    EXPECT_TRUE(display.probe().shows("no terminal"));
    EXPECT_FALSE(display.probe().shows("F11"));
    display.tap("card");
    display.press(ui::Key::f11);
    EXPECT_EQ(pressed, 0);
}

TEST(Buttons, a_link_shows_its_key_and_is_large_enough_for_a_finger) {
    int pressed = 0;
    test::HeadlessUi display([&](ui::Frame& frame) {
        pressed += ui::link(frame, "points", {100, 100, 220, 120},
                            {.label = "Use points", .command = ui::Command::use_points});
        pressed += 10 * ui::icon_button(frame, "drop", {400, 100, 420, 120}, ui::Icon::cross);
    });
    EXPECT_TRUE(display.probe().shows("Use points (P)"));
    EXPECT_GE(display.probe().controls.at("points").place.height(), 48);
    EXPECT_GE(display.probe().controls.at("drop").place.width(), 48);
    display.type("p");
    EXPECT_EQ(pressed, 1);
    display.tap("drop");
    EXPECT_EQ(pressed, 11);
}

TEST(Tabs, a_tap_answers_with_its_index_and_what_does_not_fit_is_behind_more) {
    std::optional<std::size_t> answer;
    const std::vector<std::string_view> labels{"Favourites", "Fruit & veg", "Bakery",
                                               "Dairy",      "Drinks",      "Household"};
    float width = 700;
    std::size_t chosen = 0;
    test::HeadlessUi display([&](ui::Frame& frame) {
        if (const auto tapped = ui::tabs(frame, "tab", {0, 100, width, 140}, labels, chosen, "All"))
            answer = tapped;
    });
    display.tap("tab_2");
    EXPECT_EQ(answer, 2U);
    EXPECT_FALSE(display.probe().has("tab_6"));
    width = 400;
    display.show();
    EXPECT_FALSE(display.probe().has("tab_3"));
    display.tap("tab_6");
    EXPECT_EQ(answer, 6U);
    chosen = 5;
    display.show();
    EXPECT_TRUE(display.probe().has("tab_5"));
    for (const auto& [name, control] : display.probe().controls) {
        EXPECT_LE(control.place.end, 400) << name;
        EXPECT_GE(control.place.height(), 48) << name;
    }
}

TEST(Choices, one_of_several_is_tapped) {
    std::optional<std::size_t> answer;
    const std::vector<std::string_view> labels{"Day", "Week", "Month"};
    test::HeadlessUi display([&](ui::Frame& frame) {
        if (const auto tapped =
                ui::choices(frame, "span", {600, 100, 1000, 148}, labels, 1, ui::Align::end))
            answer = tapped;
    });
    EXPECT_NEAR(display.probe().controls.at("span_2").place.end, 1000, 1);
    display.tap("span_2");
    EXPECT_EQ(answer, 2U);
}

TEST(Toggle, a_tap_anywhere_on_its_line_flips_it) {
    int flipped = 0;
    test::HeadlessUi display([&](ui::Frame& frame) {
        flipped += ui::toggle(frame, "print", {0, 100, 400, 152}, "Print each receipt", true);
    });
    display.tap_at({20, 110});
    EXPECT_EQ(flipped, 1);
}

TEST(Tiles, initials_are_the_first_letters_of_the_name_and_not_of_its_measure) {
    EXPECT_EQ(ui::initials_of("Milk 1 l"), "M");
    EXPECT_EQ(ui::initials_of("Brown bread"), "BB");
    EXPECT_EQ(ui::initials_of("Free-range eggs 10"), "FE");
    EXPECT_EQ(ui::initials_of("Sparkling water 6×1.5 l"), "SW");
    EXPECT_EQ(ui::initials_of("  élan vital"), "ÉV");
    EXPECT_EQ(ui::initials_of("7 Up"), "7U");
    EXPECT_EQ(ui::initials_of("(new) tea"), "T");
    EXPECT_EQ(ui::initials_of(""), "");
    EXPECT_EQ(ui::initials_of("<script>"), "S");
    EXPECT_EQ(ui::initials_of("\"7\" !"), "7");
    EXPECT_EQ(ui::initials_of(" *** "), "*");
    EXPECT_EQ(ui::initials_of("\U0001F34E\U0001F34C"), "\U0001F34E");
    EXPECT_EQ(ui::initials_of("बासमती चावल"), "बाचा");
    EXPECT_EQ(ui::initials_of("חלב טרי"), "חט");
    EXPECT_EQ(ui::initials_of("زيت زيتون"), "ز\u200Cز");
}

TEST(Tiles, a_tap_answers_and_name_and_price_are_shown) {
    int tapped = 0;
    test::HeadlessUi display([&](ui::Frame& frame) {
        tapped += ui::item_tile(frame, "tile", {100, 100, 234, 208},
                                {.name = "Gouda, sliced",
                                 .price = "12.90",
                                 .unit = "/kg",
                                 .picture = {.initials = "GS"}});
    });
    for (const char* words : {"Gouda, sliced", "12.90", "/kg", "GS"})
        EXPECT_TRUE(display.probe().shows(words)) << words;
    display.tap("tile");
    EXPECT_EQ(tapped, 1);
}

TEST(Lists, a_narrow_cart_gives_the_unit_price_up_for_the_name) {
    float width = 540;
    test::HeadlessUi display([&](ui::Frame& frame) {
        ui::cart_line(frame, "line", {0, 100, width, 152},
                      {.quantity = "3", .name = "Dark chocolate", .unit = "1.89", .total = "5.67"},
                      ui::cart_columns(frame));
    });
    EXPECT_TRUE(display.probe().shows("1.89"));
    width = 360;
    display.show();
    EXPECT_FALSE(display.probe().shows("1.89"));
    EXPECT_TRUE(display.probe().shows("5.67"));
}

TEST(Lists, a_name_has_the_room_that_a_short_unit_price_leaves) {
    const auto em_of_name = [](float width, const char* note, bool& cut) {
        const std::string_view name = "Sparkling mineral water 6×1.5 l";
        float em = 0;
        test::HeadlessUi display([&](ui::Frame& frame) {
            ui::cart_line(
                frame, "line", {0, 100, width, 152},
                {.quantity = "1", .name = name, .note = note, .unit = "0.99", .total = "1.99"},
                ui::cart_columns(frame));
        });
        EXPECT_TRUE(display.probe().shows("0.99"));
        cut = false;
        for (const auto& text : display.probe().written) {
            if (!name.starts_with(text.text.substr(0, 5))) continue;
            em = std::max(em, text.em_px);
            cut = cut || text.cut;
        }
        return em;
    };
    bool cut = false;
    const float whole = em_of_name(900, "", cut);
    // As narrow as name and price need beside the other columns, and what stands around them.
    float needed = 0;
    test::HeadlessUi display([&](ui::Frame& frame) {
        const auto columns = ui::cart_columns(frame);
        const ui::TextStyle name{ui::TextSize::line, ui::Weight::regular};
        const ui::TextStyle unit{ui::TextSize::label, ui::Weight::regular};
        needed = 2 * frame.space().xl + columns.quantity + columns.total + frame.space().m +
                 frame.pen().width(name, "Sparkling mineral water 6×1.5 l") +
                 frame.pen().width(unit, "0.99") + 4;
        EXPECT_GT(columns.unit, frame.pen().width(unit, "0.99") + frame.space().m + 10)
            << "the column is wider than the figure";
    });
    EXPECT_EQ(em_of_name(needed, "", cut), whole);
    EXPECT_EQ(em_of_name(needed, "10 % off", cut), whole);
    EXPECT_FALSE(cut);
}

TEST(Keys, a_label_keeps_off_the_edges_of_its_key_where_it_can) {
    float width = 0;
    test::HeadlessUi display([&](ui::Frame& frame) {
        // So narrow that the label would just fit.
        width = std::ceil(frame.pen().width({ui::TextSize::label, ui::Weight::semibold},
                                            "Waren aus einer Datei")) +
                4;
        ui::action_key(frame, "key", {100, 100, 100 + width, 160},
                       {.label = "Waren aus einer Datei"});
    });
    for (const auto& text : display.probe().written) {
        if (text.text != "Waren aus einer Datei") continue;
        EXPECT_GE(text.place.start, 100 + 6);
        EXPECT_LE(text.place.end, 100 + width - 6);
        EXPECT_FALSE(text.cut);
    }
    EXPECT_TRUE(display.probe().shows("Waren aus einer Datei"));
}

TEST(Lists, only_a_tappable_row_is_a_control) {
    int tapped = 0;
    test::HeadlessUi display([&](ui::Frame& frame) {
        tapped += ui::list_row(frame, "plain", {0, 100, 400, 152}, {.title = "Card"});
        tapped += ui::list_row(frame, "live", {0, 160, 400, 212},
                               {.title = "Cash", .amount = "12.00", .tappable = true});
    });
    EXPECT_FALSE(display.probe().has("plain"));
    display.tap("live");
    EXPECT_EQ(tapped, 1);
}

TEST(StatusBar, where_it_is_narrow_trouble_keeps_its_words) {
    const std::vector<ui::Pill> pills{{ui::Tone::good, "Head office: all sent"},
                                      {ui::Tone::warning, "Printer: paper low"},
                                      {ui::Tone::good, "Scanner"}};
    const auto draw = [&](ui::Frame& frame) {
        const ui::Rect rest = ui::status_bar(frame, {.till = "Till 1",
                                                     .person = "Anna K.",
                                                     .context = "B01-T1-001287",
                                                     .pills = pills,
                                                     .time = "14:32"});
        EXPECT_EQ(rest.top, frame.size().status_bar);
    };
    test::HeadlessUi wide({.width_px = 1280}, draw);
    EXPECT_TRUE(wide.probe().shows("Head office: all sent"));
    test::HeadlessUi narrow({.width_px = 640}, draw);
    EXPECT_FALSE(narrow.probe().shows("Head office: all sent"));
    EXPECT_TRUE(narrow.probe().shows("Printer: paper low"));
}

TEST(Notice, its_action_answers_to_finger_and_key_and_its_height_is_enough) {
    int asked = 0;
    const ui::Notice offer{.tone = ui::Tone::good,
                           .lead = "Otto Marten",
                           .words = "can redeem 1,000 points for €10.00.",
                           .action = "Use points",
                           .command = ui::Command::use_points};
    float height = 0;
    test::HeadlessUi display([&](ui::Frame& frame) {
        height = ui::notice_height(frame, 380, offer);
        asked += ui::notice(frame, "offer", {0, 100, 380, 100 + height}, offer);
    });
    for (const auto& text : display.probe().written) {
        EXPECT_FALSE(text.cut) << text.text;
        EXPECT_LE(text.place.bottom, 100 + height) << text.text;
    }
    display.tap("offer");
    display.type("p");
    EXPECT_EQ(asked, 2);
}

TEST(Numpad, fingers_and_keyboard_give_the_same_presses) {
    using What = ui::NumpadPress::What;
    std::vector<std::pair<What, int>> presses;
    bool point = false;
    test::HeadlessUi display([&](ui::Frame& frame) {
        if (const auto press = ui::numpad(frame, "digit", {0, 100, 520, 600}, {.point = point}))
            presses.emplace_back(press->what, press->digit);
    });
    display.tap("digit_7");
    display.type("7");
    display.tap("digit_00");
    display.tap("digit_erase");
    display.press(ui::Key::backspace);
    display.type("x.");
    EXPECT_EQ(presses, (std::vector<std::pair<What, int>>{{What::digit, 7},
                                                          {What::digit, 7},
                                                          {What::double_zero, 0},
                                                          {What::erase, 0},
                                                          {What::erase, 0}}));
    presses.clear();
    point = true;
    display.show();
    display.tap("digit_point");
    display.type(",");
    EXPECT_EQ(presses, (std::vector<std::pair<What, int>>{{What::point, 0}, {What::point, 0}}));
}

TEST(Numpad, it_keeps_its_order_on_a_mirrored_display) {
    test::HeadlessUi display({.mirrored = true}, [](ui::Frame& frame) {
        (void)ui::numpad(frame, "digit", {0, 100, 520, 600});
    });
    const auto& controls = display.probe().controls;
    EXPECT_LT(controls.at("digit_7").place.start, controls.at("digit_8").place.start);
    EXPECT_LT(controls.at("digit_8").place.start, controls.at("digit_9").place.start);
}

TEST(BarChart, names_thin_out_where_bars_stand_close) {
    std::vector<ui::Bar> bars;
    std::vector<std::string> names;
    for (int i = 0; i < 24; ++i) names.push_back(std::to_string(i));
    for (const std::string& name : names) bars.push_back({name, 1.0});
    float width = 900;
    test::HeadlessUi display(
        [&](ui::Frame& frame) { ui::bar_chart(frame, {0, 100, width, 400}, bars); });
    EXPECT_EQ(display.probe().written.size(), 24U);
    width = 200;
    display.show();
    EXPECT_LE(display.probe().written.size(), 12U);
    EXPECT_TRUE(display.probe().shows("0"));
}
