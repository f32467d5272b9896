// Goal: the languages that are offered are those that have words, each under its own name, with the
// forms that it counts in and a keyboard that writes it.
// Method: the built-in catalogues; keyboards and choices on a display without a window.
#include "app/till/ui/languages.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "app/till/ui/beside.hpp"
#include "app/till/ui/buttons.hpp"
#include "app/till/ui/keyboard.hpp"
#include "app/till/ui/utf8.hpp"
#include "tests/support/layout_check.hpp"

namespace ui = till::ui;
using ui::TextKey;

namespace {

ui::Texts texts(std::string_view language) {
    return ui::Assets{}.texts(language).value();
}

/// A text written with the fingers, key by key.
struct Written {
    explicit Written(const std::string& language)
        : display{
              {.language = language}, [this, language](ui::Frame& frame) {
                  const ui::Rect place{20, 300, 1260, 700};
                  if (const auto press = ui::keyboard(frame, "key", place, language, capitals)) {
                      ui::press_key(*press, 100, text, capitals);
                  }
              }} {}

    /// Touches the key that shows these letters; the widest one for a space.
    void touch(std::string_view letters) {
        if (letters == " ") return display.tap(widest());
        for (const auto& written : display.probe().written) {
            if (written.text != letters) continue;
            display.tap_at({written.place.centre(), written.place.middle()});
            return;
        }
        ADD_FAILURE() << "no key shows " << letters;
    }
    void touch_all(std::initializer_list<std::string_view> keys) {
        for (const std::string_view key : keys) touch(key);
    }

    bool shows(std::string_view label) const {
        const auto& all = display.probe().written;
        return std::ranges::any_of(all, [&](const auto& one) { return one.text == label; });
    }

    /// Finds the key of a letter as a person does: on this page, with capitals, on another.
    void write_letter(std::string_view letter) {
        if (letter == " ") return touch(letter);
        for (const std::string_view turn : {"", "⇧", "abc", "⇧", "?123", "áü", "⇧", "abc"}) {
            if (!turn.empty()) {
                if (!shows(turn)) continue;
                touch(turn);
            }
            if (shows(letter)) return touch(letter);
        }
        ADD_FAILURE() << "no page has " << letter;
    }
    void write(std::string_view words) {
        while (!words.empty()) {
            std::string_view rest = words;
            (void)ui::take_character(rest);
            write_letter(words.substr(0, words.size() - rest.size()));
            words = rest;
        }
    }

    std::string widest() const {
        std::string name;
        float width = 0;
        for (const auto& [key, control] : display.probe().controls) {
            if (control.place.width() <= width) continue;
            width = control.place.width();
            name = key;
        }
        return name;
    }

    std::string text;
    bool capitals{true};
    test::HeadlessUi display;
};

}  // namespace

TEST(Languages, those_that_are_offered_are_those_that_have_words) {
    std::set<std::string> offered;
    for (const ui::Language& language : ui::kLanguages) {
        EXPECT_TRUE(offered.emplace(language.code).second) << language.code;
        const ui::Texts own = texts(language.code);
        EXPECT_EQ(own[language.name], own[TextKey::language_name]) << language.code;
    }
    const auto there = ui::Assets::languages();
    EXPECT_EQ(offered, (std::set<std::string>{there.begin(), there.end()}));
}

TEST(Languages, are_called_alike_in_every_language) {
    const ui::Texts english = texts("en");
    for (const std::string& language : ui::Assets::languages()) {
        const ui::Texts words = texts(language);
        EXPECT_EQ(ui::language_names(words), ui::language_names(english)) << language;
    }
}

TEST(Languages, follow_from_the_tag_of_a_shop) {
    const auto code = [](std::string_view tag) {
        return ui::kLanguages[ui::language_of(tag)].code;
    };
    EXPECT_EQ(code("de"), "de");
    EXPECT_EQ(code("de-AT"), "de");
    EXPECT_EQ(code("fr-LU"), "fr");
    EXPECT_EQ(code("es"), "es");
    EXPECT_EQ(code("he-IL"), "he");
    for (const char* tag : {"", "en-GB", "nl-BE", "est", "d", "hr", "xx"})
        EXPECT_EQ(code(tag), "en");
}

TEST(Languages, count_as_each_of_them_does) {
    const auto items = [](std::string_view language, std::int64_t count) {
        return texts(language).count(TextKey::sell_items, count);
    };
    EXPECT_EQ(items("en", 0), "0 items");
    EXPECT_EQ(items("fr", 0), "0 article");
    EXPECT_EQ(items("fr", 1), "1 article");
    EXPECT_EQ(items("fr", 2), "2 articles");
    EXPECT_EQ(items("fr", 1'000'000), "1000000 articles");
    EXPECT_EQ(items("es", 0), "0 artículos");
    EXPECT_EQ(items("es", 1), "1 artículo");
    EXPECT_EQ(items("he", 1), "פריט אחד");
    EXPECT_EQ(items("he", 2), "שני פריטים");
    EXPECT_NE(items("he", 3).find("פריטים"), std::string::npos);
}

TEST(Languages, hebrew_has_a_form_for_two_of_everything_that_is_counted) {
    const ui::Texts hebrew = texts("he");
    std::size_t counted = 0;
    for (std::size_t i = 0; i < ui::kTextKeys; ++i) {
        const auto key = static_cast<TextKey>(i);
        if (!hebrew.has_plural_forms(key)) continue;
        ++counted;
        EXPECT_EQ(hebrew.count(key, 2).find('2'), std::string::npos) << ui::name_of(key);
        EXPECT_EQ(hebrew.count(key, 1).find('1'), std::string::npos) << ui::name_of(key);
    }
    EXPECT_GT(counted, 10U);
}

TEST(Languages, hebrew_turns_the_display) {
    for (const ui::Language& language : ui::kLanguages)
        EXPECT_EQ(texts(language.code).right_to_left(), language.code == "he") << language.code;
    bool mirrored = false;
    test::HeadlessUi display{{.language = "he"},
                             [&](ui::Frame& frame) { mirrored = frame.mirrored(); }};
    EXPECT_TRUE(mirrored);
}

TEST(Languages, hebrew_reads_the_number_of_a_close_from_the_left) {
    const ui::Texts hebrew = texts("he");
    const std::string_view number = "\u2068\u200eZ \u2068\u200e1\u2069\u2069";
    for (const TextKey key : {TextKey::closing_z, TextKey::opening_last_close}) {
        const std::string said =
            hebrew.with(key, {{"number", "1"}, {"day", "22.11.2026"}, {"net", "₪ 12.00"}});
        EXPECT_NE(said.find(number), std::string::npos) << said;
    }
}

TEST(Beside, parts_do_not_turn_each_other_around) {
    const auto joined = [](std::string_view language, std::initializer_list<const char*> parts) {
        const ui::Texts words = texts(language);
        std::string all;
        for (const char* part : parts) ui::add_beside(words, all, part);
        return all;
    };
    EXPECT_EQ(joined("en", {"Sunday", "", "Anna K."}), "Sunday · Anna K.");
    EXPECT_EQ(joined("en", {"Milk", "חלב"}), "Milk · \u2068חלב\u2069");
    // What stands first says nothing of the line's direction.
    EXPECT_EQ(joined("he", {"Anna K.", "יום"}), "\u200f\u2068Anna K.\u2069 · \u2068יום\u2069");
    EXPECT_EQ(joined("he", {"+49 30 1234567"}), "\u2068\u200e+49 30 1234567\u2069");
}

TEST(Keyboards, write_the_letters_of_their_language) {
    Written french{"fr"};
    french.touch_all({"A", "z", "é"});
    EXPECT_EQ(french.text, "Azé");
    Written spanish{"es"};
    spanish.touch_all({"Ñ", "ó", " ", "Á"});
    EXPECT_EQ(spanish.text, "Ñó Á");
    EXPECT_EQ(ui::keyboard_columns("en"), 10);
    EXPECT_EQ(ui::keyboard_columns("de"), 11);
}

TEST(Keyboards, hebrew_has_a_key_for_latin_letters_and_one_back) {
    Written hebrew{"he"};
    hebrew.touch_all({"ח", "ל", "ב", " "});
    EXPECT_EQ(hebrew.text, "חלב ");
    hebrew.touch("A");
    EXPECT_EQ(hebrew.text, "חלב ") << "it chooses letters and writes none";
    hebrew.touch_all({"A", "b", "א"});
    hebrew.touch("ג");
    EXPECT_EQ(hebrew.text, "חלב Abג");
}

TEST(Keyboards, write_every_letter_of_their_language_and_ordinary_names) {
    const std::pair<const char*, std::vector<const char*>> kNames[] = {
        {"en",
         {"abcdefghijklmnopqrstuvwxyz", "ABCDEFGHIJKLMNOPQRSTUVWXYZ", "0123456789", "Smith & Sons",
          "Ben's \"Gold\" Tea (1 l)", "Why not? Yes!", "#5: 1.5 % + more; less", "50 % off…",
          "A/B_C, x@y.com", "£5 or €5", "Crème brûlée", "Jalapeño", "Müsli"}},
        {"de",
         {"äöüßÄÖÜẞ", "Müller & Söhne", "Brot (geschnitten)", "H-Milch 3,5 %", "Straße 12/3",
          "Käse: jung!", "Café", "½ Brot, 20 °C", "Zündkerze #4 + Öl"}},
        {"fr",
         {"àâæçéèêëîïôœùûüÿ", "ÀÂÆÇÉÈÊËÎÏÔŒÙÛÜŸ", "L'Épicerie d'Hélène", "Pâté en croûte",
          "Œufs (×6)", "Maïs à l'étouffée", "Noël & Fils", "Où ? Là !", "« Bio » 5 €"}},
        {"es",
         {"áéíñóúü", "ÁÉÍÑÓÚÜ", "Calle Mayor, 5", "Pingüino", "¿Qué? ¡Sí!", "Peña & Hijos",
          "Queso d'Or", "No_1: 50 % más"}},
        {"he",
         {"אבגדהוזחטיכלמנסעפצקרשתךםןףץ", "חלב 3%", "צ'יפס", "ג׳ינס", "מע\"מ", "מע״מ",
          "קמח (1 ק\"ג)!", "בית־קפה", "5 ₪"}},
    };
    for (const auto& [language, names] : kNames) {
        for (const char* name : names) {
            Written written{language};
            written.write(name);
            EXPECT_EQ(written.text, name) << language;
        }
    }
}

TEST(Keyboards, go_back_to_the_letters_by_themselves) {
    Written french{"fr"};
    french.touch_all({"C", "r", "áü", "è", "m", "e"});
    EXPECT_EQ(french.text, "Crème");
    french.touch_all({"?123", "(", "1", ")", " "});
    EXPECT_TRUE(french.shows("A")) << "a space ends the signs";
    french.touch_all({"?123", "áü", "abc"});
    EXPECT_EQ(french.text, "Crème(1) ") << "those keys write nothing";
    EXPECT_TRUE(french.shows("A"));
}

TEST(Keyboards, every_page_is_as_large_as_fingers_are) {
    constexpr float kSpace = 28;  // at either side of a low display, as screens have it
    for (const ui::Language& language : ui::kLanguages) {
        for (const bool mirrored : {false, true}) {
            const test::HeadlessUi::Options low{.width_px = 1024,
                                                .height_px = 768,
                                                .scale = 2,
                                                .language = std::string{language.code},
                                                .mirrored = mirrored};
            test::HeadlessUi display{
                low, [&](ui::Frame& frame) {
                    const ui::Rect place{kSpace, 768 - ui::keyboard_height(frame), 1024 - kSpace,
                                         768};
                    (void)ui::keyboard(frame, "key", place, language.code, false);
                }};
            const auto fits = [&](const char* page) {
                for (const auto& fault : test::layout_faults(display, low))
                    ADD_FAILURE() << language.code << ", " << page << ": " << fault;
            };
            const auto touch = [&](std::string_view label) {
                const auto& all = display.probe().written;
                const auto key = std::ranges::find(
                    all, label, [](const auto& one) { return std::string_view{one.text}; });
                if (key == all.end()) return;
                display.tap_at({key->place.centre(), key->place.middle()});
            };
            fits("letters");
            touch("?123");
            EXPECT_TRUE(display.probe().shows("…")) << language.code;
            fits("signs");
            touch("áü");
            fits("accents");
        }
    }
}

TEST(Keyboards, keep_their_order_on_a_mirrored_display) {
    const Written hebrew{"he"};
    float first = 0;
    float second = 0;
    for (const auto& written : hebrew.display.probe().written) {
        if (written.text == "ק") first = written.place.start;
        if (written.text == "ר") second = written.place.start;
    }
    EXPECT_LT(first, second);
}

TEST(Choices, that_do_not_fit_are_taken_one_after_the_other) {
    const std::string_view labels[] = {"English", "Deutsch", "Français", "Español"};
    std::size_t chosen = 2;
    float width = 600;
    test::HeadlessUi display([&](ui::Frame& frame) {
        const ui::Rect place{100, 100, 100 + width, 150};
        if (const auto made = ui::choices(frame, "choice", place, labels, chosen)) chosen = *made;
    });
    EXPECT_TRUE(display.probe().shows("English"));
    display.tap("choice_1");
    EXPECT_EQ(chosen, 1U);
    chosen = 2;
    width = 160;
    display.show();
    EXPECT_FALSE(display.probe().shows("English"));
    EXPECT_TRUE(display.probe().shows("Français"));
    display.tap("choice_3");
    EXPECT_EQ(chosen, 3U);
    display.show();
    display.tap("choice_0");
    EXPECT_EQ(chosen, 0U) << "behind the last comes the first";
}

TEST(Arrows, point_where_they_stand_on_a_mirrored_display) {
    int before = 0;
    int behind = 0;
    const auto draw = [&](ui::Frame& frame) {
        before += frame.commanded(ui::Command::choice_before);
        behind += frame.commanded(ui::Command::choice_behind);
    };
    test::HeadlessUi plain{draw};
    plain.press(ui::Key::left);
    EXPECT_EQ(before, 1);
    test::HeadlessUi mirrored{{.language = "he"}, draw};
    mirrored.press(ui::Key::left);
    EXPECT_EQ(before, 1);
    EXPECT_EQ(behind, 1);
}
