// Goal: a scanner's burst becomes a scan and leaves nothing behind; a person's keys, however fast,
//       all arrive, in order.
// Method: rhythms as they are recorded: scanners at 2 to 60 ms a character, under software drawing,
//         typists from slow to 120 words a minute, a key held down; random rhythms from a seed.
#include "app/till/ui/wedge.hpp"

#include <gtest/gtest.h>

#include <random>

#include "pos/base/utf8.hpp"

namespace ui = till::ui;
using ui::Key;
using ui::Moment;

namespace {

constexpr Moment operator""_msec(unsigned long long value) {
    return Moment{static_cast<std::int64_t>(value) * 1000};
}

/// Feeds keys as time passes and keeps what came of them.
struct Keyboard {
    explicit Keyboard(ui::Wedge::Options options = {}) : wedge(options) {}

    void wait(Moment span) {
        const Moment end = now + span;
        if (const auto deadline = wedge.deadline(); deadline && *deadline <= end)
            take(wedge.expire(*deadline));
        now = end;
    }
    void type(char32_t c) { take(wedge.feed(ui::CharTyped{c}, now)); }
    void press(Key key) { take(wedge.feed(ui::KeyPressed{key}, now)); }
    /// Every character after the gap with its number, the last gap before Enter.
    void burst(std::string_view text, const std::vector<Moment>& gaps, Key end = Key::enter) {
        for (std::size_t i = 0; i < text.size(); ++i) {
            if (i > 0) wait(gaps[(i - 1) % gaps.size()]);
            type(static_cast<unsigned char>(text[i]));
        }
        wait(gaps.back());
        press(end);
    }
    void take(const std::vector<ui::KeyDecision>& decisions) {
        for (const auto& decision : decisions) {
            if (const auto* scan = std::get_if<ui::Scan>(&decision)) {
                scans.push_back(scan->text);
                continue;
            }
            const auto& event = std::get<ui::Event>(decision);
            if (const auto* typed = std::get_if<ui::CharTyped>(&event))
                handed_on += pos::to_utf8(typed->character);
            if (const auto* key = std::get_if<ui::KeyPressed>(&event))
                handed_on += key->key == Key::enter ? "⏎" : key->key == Key::f9 ? "[F9]" : "[key]";
            if (std::holds_alternative<ui::PointerPressed>(event)) handed_on += "[tap]";
        }
    }

    ui::Wedge wedge;
    Moment now{5'000'000};
    std::vector<std::string> scans;
    std::string handed_on;
};

using Strings = std::vector<std::string>;
constexpr std::string_view kCode = "5012345678900";

}  // namespace

TEST(Wedge, a_scanner_at_any_usual_speed_is_a_scan_and_leaves_nothing) {
    for (const Moment gap : {1_msec, 2_msec, 5_msec, 12_msec, 25_msec, 40_msec, 60_msec, 79_msec}) {
        Keyboard keyboard;
        keyboard.burst(kCode, {gap});
        EXPECT_EQ(keyboard.scans, Strings{std::string(kCode)}) << gap.count();
        EXPECT_EQ(keyboard.handed_on, "") << gap.count();
    }
}

TEST(Wedge, a_scan_seen_through_slow_drawing_is_still_a_scan) {
    // Callbacks come in clumps while a frame is drawn: several at once, then a pause.
    Keyboard keyboard;
    keyboard.burst(kCode, {0_msec, 0_msec, 62_msec, 0_msec, 1_msec, 58_msec});
    EXPECT_EQ(keyboard.scans, Strings{std::string(kCode)});
    EXPECT_EQ(keyboard.handed_on, "");
}

TEST(Wedge, two_scans_in_a_row_are_two) {
    Keyboard keyboard;
    keyboard.burst(kCode, {2_msec});
    keyboard.wait(3_msec);
    keyboard.burst("40123455", {2_msec});
    EXPECT_EQ(keyboard.scans, (Strings{std::string(kCode), "40123455"}));
    EXPECT_EQ(keyboard.handed_on, "");
}

TEST(Wedge, codes_may_hold_letters_and_signs) {
    Keyboard keyboard;
    keyboard.burst("B01-T1-001287", {3_msec});
    EXPECT_EQ(keyboard.scans, Strings{"B01-T1-001287"});
}

TEST(Wedge, a_slow_typist_sees_each_character_at_once_and_in_order) {
    Keyboard keyboard;
    for (const char c : std::string_view("4711")) {
        keyboard.type(static_cast<unsigned char>(c));
        keyboard.wait(180_msec);
    }
    EXPECT_EQ(keyboard.handed_on, "4711");
    keyboard.press(Key::enter);
    EXPECT_EQ(keyboard.handed_on, "4711⏎");
    EXPECT_TRUE(keyboard.scans.empty());
}

TEST(Wedge, a_fast_typist_is_no_scanner) {
    // 120 words a minute with rolled keys: uneven, some gaps below 40 ms.
    Keyboard keyboard;
    keyboard.burst("sparkling water", {95_msec, 38_msec, 74_msec, 52_msec, 110_msec, 61_msec});
    EXPECT_TRUE(keyboard.scans.empty());
    EXPECT_EQ(keyboard.handed_on, "sparkling water⏎");
}

TEST(Wedge, a_typist_without_any_pause_sees_the_text_before_the_end) {
    Keyboard keyboard;
    const std::string_view text = "chocolate";
    const Moment gaps[] = {70_msec, 40_msec, 75_msec, 35_msec};
    for (std::size_t i = 0; i < text.size(); ++i) {
        keyboard.type(static_cast<unsigned char>(text[i]));
        if (i + 1 < text.size()) keyboard.wait(gaps[i % 4]);
    }
    EXPECT_EQ(keyboard.handed_on, "chocolate");  // though no key was 80 ms late
    EXPECT_TRUE(keyboard.scans.empty());
}

TEST(Wedge, digits_keyed_fast_by_hand_and_enter_are_typing) {
    Keyboard keyboard;
    keyboard.burst(kCode, {90_msec, 120_msec, 85_msec, 140_msec});
    EXPECT_TRUE(keyboard.scans.empty());
    EXPECT_EQ(keyboard.handed_on, "5012345678900⏎");
}

TEST(Wedge, a_short_burst_is_typing) {
    Keyboard keyboard;
    keyboard.burst("12345", {5_msec});
    EXPECT_TRUE(keyboard.scans.empty());
    EXPECT_EQ(keyboard.handed_on, "12345⏎");
}

TEST(Wedge, a_burst_without_terminator_is_typing) {
    Keyboard keyboard;
    for (const char c : kCode) {
        keyboard.type(static_cast<unsigned char>(c));
        keyboard.wait(2_msec);
    }
    EXPECT_EQ(keyboard.handed_on, "");
    keyboard.wait(100_msec);
    EXPECT_EQ(keyboard.handed_on, kCode);
    EXPECT_TRUE(keyboard.scans.empty());
}

TEST(Wedge, enter_long_after_the_burst_is_a_persons) {
    Keyboard keyboard;
    for (const char c : kCode) {
        keyboard.type(static_cast<unsigned char>(c));
        keyboard.wait(2_msec);
    }
    keyboard.wait(300_msec);
    keyboard.press(Key::enter);
    EXPECT_EQ(keyboard.handed_on, "5012345678900⏎");
    EXPECT_TRUE(keyboard.scans.empty());
}

TEST(Wedge, a_key_held_down_is_no_scan) {
    Keyboard keyboard;
    keyboard.burst("00000000", {33_msec});
    EXPECT_TRUE(keyboard.scans.empty());
    EXPECT_EQ(keyboard.handed_on, "00000000⏎");
}

TEST(Wedge, other_keys_go_straight_through_and_after_what_was_typed) {
    Keyboard keyboard;
    keyboard.press(Key::f9);
    EXPECT_EQ(keyboard.handed_on, "[F9]");
    keyboard.type(U'7');
    keyboard.press(Key::f9);
    EXPECT_EQ(keyboard.handed_on, "[F9]7[F9]");
    EXPECT_EQ(keyboard.wedge.deadline(), std::nullopt);
}

TEST(Wedge, a_finger_on_the_glass_does_not_break_a_scan) {
    Keyboard keyboard;
    for (std::size_t i = 0; i < kCode.size(); ++i) {
        keyboard.type(static_cast<unsigned char>(kCode[i]));
        keyboard.wait(2_msec);
        if (i == 5) keyboard.take(keyboard.wedge.feed(ui::PointerPressed{{1, 1}}, keyboard.now));
    }
    keyboard.press(Key::enter);
    EXPECT_EQ(keyboard.scans, Strings{std::string(kCode)});
    EXPECT_EQ(keyboard.handed_on, "[tap]");
}

TEST(Wedge, a_scan_right_after_typing_is_a_scan) {
    Keyboard keyboard;
    keyboard.type(U'm');
    keyboard.wait(130_msec);
    keyboard.type(U'i');
    keyboard.wait(120_msec);
    keyboard.burst(kCode, {2_msec});
    EXPECT_EQ(keyboard.handed_on, "mi");
    EXPECT_EQ(keyboard.scans, Strings{std::string(kCode)});
}

TEST(Wedge, characters_beyond_ascii_come_back_whole) {
    Keyboard keyboard;
    keyboard.type(U'é');
    keyboard.wait(10_msec);
    keyboard.type(U'ß');
    keyboard.wait(200_msec);
    EXPECT_EQ(keyboard.handed_on, "éß");
}

TEST(Wedge, with_a_prefix_short_codes_count_and_typing_has_no_delay) {
    Keyboard keyboard({.prefix = "~"});
    keyboard.type(U'4');
    EXPECT_EQ(keyboard.handed_on, "4");
    EXPECT_EQ(keyboard.wedge.deadline(), std::nullopt);
    keyboard.wait(100_msec);
    keyboard.burst("~12", {4_msec});
    EXPECT_EQ(keyboard.scans, Strings{"12"});
    EXPECT_EQ(keyboard.handed_on, "4");
}

TEST(Wedge, with_a_prefix_a_burst_without_it_is_typing) {
    Keyboard keyboard({.prefix = "~"});
    keyboard.burst(kCode, {2_msec});
    EXPECT_TRUE(keyboard.scans.empty());
    EXPECT_EQ(keyboard.handed_on, "5012345678900⏎");
}

TEST(Wedge, the_suffix_is_taken_off_and_needed) {
    Keyboard keyboard({.suffix = "#"});
    keyboard.burst("40123455#", {2_msec});
    EXPECT_EQ(keyboard.scans, Strings{"40123455"});
    keyboard.wait(500_msec);
    keyboard.burst("40123455", {2_msec});
    EXPECT_EQ(keyboard.scans.size(), 1U);
    EXPECT_EQ(keyboard.handed_on, "40123455⏎");
}

TEST(Wedge, a_scanner_that_ends_with_tab_or_a_pause_can_be_set) {
    Keyboard tab({.terminator = ui::Wedge::Terminator::tab});
    tab.burst(kCode, {2_msec}, Key::tab);
    EXPECT_EQ(tab.scans, Strings{std::string(kCode)});
    Keyboard pause({.terminator = ui::Wedge::Terminator::pause});
    for (const char c : kCode) {
        pause.type(static_cast<unsigned char>(c));
        pause.wait(2_msec);
    }
    EXPECT_TRUE(pause.scans.empty());
    pause.wait(100_msec);
    EXPECT_EQ(pause.scans, Strings{std::string(kCode)});
    EXPECT_EQ(pause.handed_on, "");
}

TEST(Wedge, an_endless_burst_is_let_go) {
    Keyboard keyboard;
    for (int i = 0; i < 2000; ++i) {
        keyboard.type(U'0' + static_cast<char32_t>(i % 10));
        keyboard.wait(1_msec);
    }
    EXPECT_GT(keyboard.handed_on.size(), 1400U);
}

TEST(Wedge, random_typists_lose_no_key_and_random_scanners_no_code) {
    const unsigned seed = 20261122;
    SCOPED_TRACE(seed);
    std::mt19937 random(seed);
    std::uniform_int_distribution<int> scanner_ms(1, 30);
    std::normal_distribution<double> person_ms(140, 45);
    std::uniform_int_distribution<int> length(6, 20);
    std::uniform_int_distribution<int> digit(0, 9);
    for (int run = 0; run < 300; ++run) {
        std::string text = "10";
        for (int i = length(random); i > 2; --i) text += static_cast<char>('0' + digit(random));
        Keyboard scanner;
        const Moment gap{scanner_ms(random) * 1000};
        scanner.burst(text, {gap});
        const bool long_enough = text.size() >= 6;
        EXPECT_EQ(scanner.scans.size(), long_enough ? 1U : 0U) << text;
        EXPECT_EQ(scanner.handed_on, long_enough ? "" : text + "⏎");
        Keyboard person;
        std::vector<Moment> gaps;
        for (std::size_t i = 0; i < text.size(); ++i)
            gaps.push_back(
                Moment{static_cast<std::int64_t>(std::max(45.0, person_ms(random)) * 1000)});
        person.burst(text, gaps);
        EXPECT_TRUE(person.scans.empty()) << text;
        EXPECT_EQ(person.handed_on, text + "⏎");
    }
}

TEST(Wedge, keys_found_together_are_spread_over_the_busy_time) {
    const auto times = ui::spread(4, 100_msec, 180_msec);
    EXPECT_EQ(times, (std::vector<Moment>{110_msec, 130_msec, 150_msec, 170_msec}));
    EXPECT_EQ(ui::spread(1, 0_msec, 100_msec), std::vector<Moment>{50_msec});
    EXPECT_TRUE(ui::spread(0, 0_msec, 100_msec).empty());
}
