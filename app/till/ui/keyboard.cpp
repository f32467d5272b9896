#include "app/till/ui/keyboard.hpp"

#include <algorithm>
#include <array>
#include <vector>

#include "app/till/ui/buttons.hpp"
#include "app/till/ui/graphemes.hpp"
#include "app/till/ui/utf8.hpp"

namespace till::ui {

namespace {

using What = KeyboardPress::What;

constexpr int kRows = 5;
constexpr std::string_view kShift = "⇧";
constexpr std::string_view kErase = "⌫";
constexpr std::string_view kSpace = " ";

using Layout = std::array<std::string_view, kRows - 1>;
constexpr Layout kEnglish{"1234567890", "qwertyuiop", "asdfghjkl'", "⇧zxcvbnm,⌫"};
constexpr Layout kEnglishCapitals{"1234567890", "QWERTYUIOP", "ASDFGHJKL&", "⇧ZXCVBNM;⌫"};
constexpr Layout kGerman{"1234567890ß", "qwertzuiopü", "asdfghjklöä", "⇧yxcvbnm,'⌫"};
constexpr Layout kGermanCapitals{"1234567890ẞ", "QWERTZUIOPÜ", "ASDFGHJKLÖÄ", "⇧YXCVBNM;&⌫"};
constexpr Layout kFrench{"1234567890ç", "azertyuiopé", "qsdfghjklmè", "⇧wxcvbn,'à⌫"};
constexpr Layout kFrenchCapitals{"1234567890Ç", "AZERTYUIOPÉ", "QSDFGHJKLMÈ", "⇧WXCVBN;&À⌫"};
constexpr Layout kSpanish{"1234567890á", "qwertyuiopé", "asdfghjklñí", "⇧zxcvbnmóú⌫"};
constexpr Layout kSpanishCapitals{"1234567890Á", "QWERTYUIOPÉ", "ASDFGHJKLÑÍ", "⇧ZXCVBNMÓÚ⌫"};
constexpr Layout kHebrew{"1234567890", "\"'קראטוןםפ", "שדגכעיחלךף", ",זסבהנמצתץ⌫"};
constexpr std::string_view kLastRow = "@/ .-";
// A language of another script has a key for the other letters.
constexpr std::string_view kLatin = "A";
constexpr std::string_view kOwn = "א";
constexpr std::string_view kLastRowOwn = "A/ .-";
constexpr std::string_view kLastRowLatin = "א@ .-";

const Layout& layout_of(std::string_view language, bool capitals) {
    if (language == "de") return capitals ? kGermanCapitals : kGerman;
    if (language == "fr") return capitals ? kFrenchCapitals : kFrench;
    if (language == "es") return capitals ? kSpanishCapitals : kSpanish;
    if (language == "he") return kHebrew;
    return capitals ? kEnglishCapitals : kEnglish;
}

bool has_own_script(std::string_view language) {
    return language == "he";
}

std::vector<std::string_view> characters_of(std::string_view row) {
    std::vector<std::string_view> characters;
    while (!row.empty()) {
        std::string_view rest = row;
        (void)take_character(rest);
        characters.push_back(row.substr(0, row.size() - rest.size()));
        row = rest;
    }
    return characters;
}

KeyboardPress press_of(std::string_view character) {
    if (character == kShift) return {What::shift, {}};
    if (character == kErase) return {What::erase, {}};
    return {What::character, std::string{character}};
}

}  // namespace

void press_key(const KeyboardPress& press, std::size_t bytes_max, std::string& text,
               bool& capitals) {
    switch (press.what) {
        case What::shift:
            capitals = !capitals;
            return;
        case What::erase: {
            const Graphemes graphemes{text};
            text.resize(graphemes.before(text.size()));
            capitals = text.empty();
            return;
        }
        case What::character:
            if (text.size() + press.character.size() > bytes_max) return;
            text += press.character;
            capitals = press.character == kSpace;
            return;
    }
}

int keyboard_columns(std::string_view language) {
    std::size_t most = 0;
    for (const std::string_view row : layout_of(language, false))
        most = std::max(most, characters_of(row).size());
    return static_cast<int>(most);
}

float keyboard_height(const Frame& frame) {
    return kRows * frame.size().touch_min + (kRows - 1) * frame.space().xs;
}

std::optional<KeyboardPress> keyboard(Frame& frame, std::string_view name, const Rect& place,
                                      std::string_view language, bool capitals) {
    std::optional<KeyboardPress> out;
    const float gap = frame.space().xs;
    const auto lines = rows(place, kRows, gap);
    long long number = 0;
    const auto draw = [&](const Rect& where, std::string_view character, bool chosen) {
        const Touch touch = frame.touch(numbered(name, number++), where, Kind::key);
        const Colours& c = frame.colour();
        frame.pen().card(where, c.edge, touch.pressed || chosen ? c.key : c.raised,
                         frame.radius().key);
        frame.pen().text(where, {{TextSize::line, Weight::medium}, c.ink, Align::centre},
                         character);
        if (touch.tapped) out = press_of(character);
    };
    const auto cell = [&](std::vector<Rect>& cells, std::size_t i) {
        // Letters keep their order on a right-to-left screen.
        return cells[frame.mirrored() ? cells.size() - 1 - i : i];
    };
    const bool two_scripts = has_own_script(language);
    bool& latin = frame.memory().latin_keys;
    const bool own = two_scripts && !latin;
    const Layout& layout = layout_of(two_scripts && latin ? "en" : language, capitals);
    for (std::size_t row = 0; row < layout.size(); ++row) {
        const auto characters = characters_of(layout[row]);
        auto cells = columns(lines[row], static_cast<int>(characters.size()), gap);
        for (std::size_t i = 0; i < characters.size(); ++i)
            draw(cell(cells, i), characters[i], capitals && characters[i] == kShift);
    }
    constexpr float kShares[] = {1, 1, 6, 1, 1};
    auto cells = columns(lines.back(), kShares, gap);
    const auto last = characters_of(!two_scripts ? kLastRow : own ? kLastRowOwn : kLastRowLatin);
    for (std::size_t i = 0; i < last.size(); ++i)
        draw(cell(cells, i), last[i] == kSpace ? kSpace : last[i], false);
    if (two_scripts && out && out->character == (own ? kLatin : kOwn)) {
        latin = own;
        frame.again_after({});
        return std::nullopt;
    }
    return out;
}

}  // namespace till::ui
