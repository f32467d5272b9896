// Goal: no text is missing in any language, placeholders agree, and forms follow the language.
// Method: the built-in catalogues against each other; small made-up catalogues for each fault.
#include "app/till/ui/texts.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "app/till/ui/assets.hpp"

namespace ui = till::ui;

namespace {

/// A catalogue with every key, `special` in place of the first.
std::string catalogue(std::string_view special, std::string_view more = "") {
    std::string out = "{";
    for (const std::string_view name : ui::kTextKeyNames)
        out += fmt::format("\"{}\": {},", name,
                           name == ui::kTextKeyNames[0] ? special : std::string_view("\"x\""));
    out += more;
    if (out.back() == ',') out.pop_back();
    return out + "}";
}
constexpr auto kFirst = static_cast<ui::TextKey>(0);

std::string fault(const std::string& json) {
    const auto texts = ui::Texts::parse(json, "en");
    EXPECT_FALSE(texts.has_value());
    return texts ? "" : texts.error();
}

}  // namespace

TEST(Texts, every_language_has_every_text_with_the_same_placeholders) {
    const auto english = ui::Assets().texts("en");
    ASSERT_TRUE(english.has_value()) << english.error();
    ASSERT_GE(ui::Assets::languages().size(), 5U);
    for (const std::string& language : ui::Assets::languages()) {
        const auto texts = ui::Assets().texts(language);
        ASSERT_TRUE(texts.has_value()) << texts.error();
        EXPECT_EQ(texts->language(), language);
        for (std::size_t i = 0; i < ui::kTextKeys; ++i) {
            const auto key = static_cast<ui::TextKey>(i);
            EXPECT_FALSE((*texts)[key].empty()) << language << " " << ui::name_of(key);
            EXPECT_EQ(texts->placeholders(key), english->placeholders(key))
                << language << " " << ui::name_of(key);
            EXPECT_EQ(texts->has_plural_forms(key), english->has_plural_forms(key))
                << language << " " << ui::name_of(key);
        }
    }
}

TEST(Texts, keys_are_found_by_name) {
    EXPECT_EQ(ui::text_key("app_name"), ui::TextKey::app_name);
    EXPECT_EQ(ui::text_key("no_such_text"), std::nullopt);
    EXPECT_EQ(ui::name_of(ui::TextKey::language_name), "language_name");
}

TEST(Texts, placeholders_are_filled_by_name) {
    const auto texts = ui::Texts::parse(catalogue("\"{what} costs {price}, {what}!\""), "en");
    ASSERT_TRUE(texts.has_value()) << texts.error();
    EXPECT_EQ(texts->with(kFirst, {{"price", "1.19"}, {"what", "Milk"}}), "Milk costs 1.19, Milk!");
    EXPECT_EQ(texts->with(kFirst, {{"price", "1.19"}}), "{what} costs 1.19, {what}!");
    EXPECT_EQ(texts->placeholders(kFirst), (std::vector<std::string>{"price", "what"}));
}

TEST(Texts, that_speak_of_a_key_name_the_one_that_holds) {
    auto texts = ui::Texts::parse(catalogue("\"{key_pay} {amount} {key_of_none}\""), "en");
    ASSERT_TRUE(texts.has_value()) << texts.error();
    ui::KeyMap keys;
    keys.set(ui::Command::pay, *ui::parse_chord("Ctrl+F5"));
    texts->name_keys(keys);
    EXPECT_EQ(texts->with(kFirst, {{"amount", "1.19"}}), "Ctrl+F5 1.19 {key_of_none}");
}

TEST(Texts, no_text_says_the_usual_key_where_another_was_chosen) {
    ui::KeyMap keys;
    for (std::size_t i = 1; i < ui::kCommands; ++i) {
        const auto command = static_cast<ui::Command>(i);
        ui::Chord chord = keys.chord(command);
        if (chord.key < ui::Key::f1 || chord.key > ui::Key::f12) continue;
        chord.control = true;
        keys.set(command, chord);
    }
    keys.set(ui::Command::put_back, *ui::parse_chord("~"));
    for (const std::string& language : ui::Assets::languages()) {
        const auto texts = ui::Assets().texts(language, keys);
        ASSERT_TRUE(texts.has_value()) << texts.error();
        for (std::size_t i = 0; i < ui::kTextKeys; ++i) {
            const auto key = static_cast<ui::TextKey>(i);
            std::string text = (*texts)[key];
            for (auto at = text.find("Ctrl+F"); at != text.npos; at = text.find("Ctrl+F"))
                text.erase(at, 6);
            for (const char* const usual : {"F1", "F2", "F3", "F4", "F5", "F6", "F7", "F8", "F9"})
                EXPECT_EQ(text.find(usual), text.npos) << language << " " << ui::name_of(key);
            EXPECT_EQ(text.find("{key_"), text.npos) << language << " " << ui::name_of(key);
        }
        using ui::TextKey;
        EXPECT_NE((*texts)[TextKey::held_none].find("Ctrl+F8"), std::string::npos) << language;
        EXPECT_NE((*texts)[TextKey::practice_offer].find("Ctrl+F1"), std::string::npos) << language;
        EXPECT_NE((*texts)[TextKey::help_of_shop].find("Ctrl+F10"), std::string::npos) << language;
        EXPECT_NE((*texts)[TextKey::store_gone_rescued].find('~'), std::string::npos) << language;
    }
}

TEST(Texts, a_right_to_left_value_is_isolated_from_its_sentence) {
    const auto texts = ui::Texts::parse(catalogue("\"{what} ready\""), "en");
    EXPECT_EQ(texts->with(kFirst, {{"what", "חלב"}}), "\u2068חלב\u2069 ready");
    EXPECT_EQ(texts->with(kFirst, {{"what", "Milk"}}), "Milk ready");
    const auto hebrew =
        ui::Texts::parse(catalogue("\"מוכן {what}\"", "\"@direction\": \"rtl\""), "he");
    ASSERT_TRUE(hebrew.has_value()) << hebrew.error();
    EXPECT_TRUE(hebrew->right_to_left());
    EXPECT_EQ(hebrew->with(kFirst, {{"what", "Milk"}}), "מוכן \u2068Milk\u2069");
    EXPECT_EQ(hebrew->with(kFirst, {{"what", " (Milk)"}}), "מוכן  \u2068(Milk)\u2069");
    EXPECT_EQ(hebrew->with(kFirst, {{"what", ""}}), "מוכן ");
}

TEST(Texts, a_right_to_left_sentence_that_begins_with_a_value_says_its_direction) {
    const auto hebrew =
        ui::Texts::parse(catalogue("\"{what} מוכן\"", "\"@direction\": \"rtl\""), "he");
    ASSERT_TRUE(hebrew.has_value()) << hebrew.error();
    EXPECT_EQ(hebrew->with(kFirst, {{"what", "Milk"}}), "\u200f\u2068Milk\u2069 מוכן");
    EXPECT_EQ(hebrew->with(kFirst, {{"what", "7"}}), "\u200f\u2068\u200e7\u2069 מוכן");
}

TEST(Texts, the_form_follows_the_number_and_the_language) {
    const std::string english = "{\"one\": \"{count} item\", \"other\": \"{count} items\"}";
    const auto texts = ui::Texts::parse(catalogue(english), "en");
    ASSERT_TRUE(texts.has_value()) << texts.error();
    EXPECT_EQ(texts->count(kFirst, 1), "1 item");
    EXPECT_EQ(texts->count(kFirst, 0), "0 items");
    EXPECT_EQ(texts->count(kFirst, 1204, {{"count", "1,204"}}), "1,204 items");
    EXPECT_EQ((*texts)[kFirst], "{count} items");
    const std::string polish =
        "{\"one\": \"{count} a\", \"few\": \"{count} b\", \"many\": \"{count} c\", "
        "\"other\": \"{count} d\"}";
    const auto few = ui::Texts::parse(catalogue(polish), "pl");
    ASSERT_TRUE(few.has_value()) << few.error();
    EXPECT_EQ(few->count(kFirst, 1), "1 a");
    EXPECT_EQ(few->count(kFirst, 3), "3 b");
    EXPECT_EQ(few->count(kFirst, 12), "12 c");
}

TEST(Texts, a_text_without_forms_can_be_counted_too) {
    const auto texts = ui::Texts::parse(catalogue("\"{count} kg\""), "en");
    EXPECT_EQ(texts->count(kFirst, 3), "3 kg");
}

TEST(Texts, a_bad_catalogue_is_refused_with_all_its_faults) {
    EXPECT_EQ(fault("["), "The language file en.json is no JSON object.");
    EXPECT_NE(fault("{}").find("app_name is missing; approve_about is missing"), std::string::npos);
    EXPECT_EQ(fault(catalogue("\"\"")), "The language file en.json has faults: app_name is empty.");
    EXPECT_EQ(fault(catalogue("\"x\"", "\"nonsense\": \"y\"")),
              "The language file en.json has faults: nonsense is no text of this program.");
    EXPECT_EQ(fault(catalogue("{\"one\": \"x\"}")),
              "The language file en.json has faults: app_name has no form \"other\".");
    EXPECT_EQ(fault(catalogue("{\"few\": \"x\", \"other\": \"y\"}")),
              "The language file en.json has faults: app_name has a form \"few\" that the language "
              "does not use.");
    EXPECT_EQ(fault(catalogue("7")),
              "The language file en.json has faults: app_name is neither a text nor plural forms.");
}

TEST(Texts, an_unknown_language_is_refused_with_the_names_there_are) {
    const auto texts = ui::Assets().texts("xx");
    ASSERT_FALSE(texts.has_value());
    EXPECT_EQ(texts.error(), "There is no language \"xx\"; there are: de, en, es, fr, he.");
}
