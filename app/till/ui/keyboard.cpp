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
constexpr Layout kSigns{"1234567890", "!?\"'():;&%", "#*=_+€£…/°", ",¡¿–½×«»₪⌫"};
constexpr Layout kHebrewSigns{"1234567890", "!?\"'():;&%", "#*=_+€£…/°", ",׳״־–½×$₪⌫"};
constexpr Layout kAccents{"àáâãäåæçèé", "êëìíîïñòóô", "õöøœùúûüýÿ", "⇧ßšžčćłńř⌫"};
constexpr Layout kAccentCapitals{"ÀÁÂÃÄÅÆÇÈÉ", "ÊËÌÍÎÏÑÒÓÔ", "ÕÖØŒÙÚÛÜÝŸ", "⇧ẞŠŽČĆŁŃŘ⌫"};

// Keys that show another page and write nothing. A language of another script has one for the
// other letters.
constexpr std::string_view kToSigns = "?123";
constexpr std::string_view kToLetters = "abc";
constexpr std::string_view kToAccents = "áü";
constexpr std::string_view kToLatin = "A";
constexpr std::string_view kToOwn = "א";

using Page = Memory::KeyPage;

bool has_own_script(std::string_view language) {
    return language == "he";
}

/// What the keys show: a page, and of a language of another script whose letters.
struct Shown {
    std::string_view language;
    Page page{Page::letters};
    bool own{false};
    bool latin{false};
};

Shown shown_of(const Memory& memory, std::string_view language) {
    const bool two_scripts = has_own_script(language);
    const bool latin = two_scripts && memory.latin_keys;
    Shown shown{latin ? std::string_view{"en"} : language, memory.key_page, two_scripts && !latin,
                latin};
    if (shown.own && shown.page == Page::accents) shown.page = Page::letters;
    return shown;
}

const Layout& layout_of(const Shown& shown, bool capitals) {
    if (shown.page == Page::signs) return shown.own ? kHebrewSigns : kSigns;
    if (shown.page == Page::accents) return capitals ? kAccentCapitals : kAccents;
    if (shown.language == "de") return capitals ? kGermanCapitals : kGerman;
    if (shown.language == "fr") return capitals ? kFrenchCapitals : kFrench;
    if (shown.language == "es") return capitals ? kSpanishCapitals : kSpanish;
    if (shown.own) return kHebrew;
    return capitals ? kEnglishCapitals : kEnglish;
}

/// The lowest row: three keys at either side of the space.
using LastRow = std::array<std::string_view, 7>;

LastRow last_row_of(const Shown& shown) {
    const std::string_view signs = shown.page == Page::signs ? kToLetters : kToSigns;
    const std::string_view accents = shown.page == Page::accents ? kToLetters : kToAccents;
    if (shown.own) return {signs, kToLatin, "/", kSpace, "@", ".", "-"};
    if (shown.latin) return {signs, kToOwn, accents, kSpace, "@", ".", "-"};
    // Spanish letters leave no room for the comma above.
    return {signs, accents, shown.language == "es" ? "," : "/", kSpace, "@", ".", "-"};
}

/// Shows another page; false for a key that writes.
bool turn(Memory& memory, std::string_view label, std::size_t place) {
    constexpr std::size_t kTurning = 3;  // keys of the last row before the space
    if (label == kToSigns) {
        memory.key_page = Page::signs;
    } else if (label == kToAccents) {
        memory.key_page = Page::accents;
    } else if (label == kToLetters) {
        memory.key_page = Page::letters;
    } else if (place < kTurning && (label == kToLatin || label == kToOwn)) {
        memory.latin_keys = label == kToLatin;
        memory.key_page = Page::letters;
    } else {
        return false;
    }
    return true;
}

/// Back to the letters: from the accents with one of them, from the signs with a space.
void turn_back(Memory& memory, const KeyboardPress& press) {
    if (press.what != What::character) return;
    const bool done = memory.key_page == Page::accents || press.character == kSpace;
    if (done) memory.key_page = Page::letters;
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
    for (const std::string_view row : layout_of(shown_of({}, language), false))
        most = std::max(most, characters_of(row).size());
    return static_cast<int>(most);
}

float keyboard_height(const Frame& frame) {
    return kRows * frame.size().touch_min + (kRows - 1) * frame.space().xs;
}

std::optional<KeyboardPress> keyboard(Frame& frame, std::string_view name, const Rect& place,
                                      std::string_view language, bool capitals) {
    const float gap = frame.space().xs;
    const auto lines = rows(place, kRows, gap);
    long long number = 0;
    const auto draw = [&](const Rect& where, std::string_view label, bool chosen) {
        const Touch touch = frame.touch(numbered(name, number++), where, Kind::key);
        const Colours& c = frame.colour();
        frame.pen().card(where, c.edge, touch.pressed || chosen ? c.key : c.raised,
                         frame.radius().key);
        const bool word = characters_of(label).size() > 1;
        frame.pen().text(
            where,
            {{word ? TextSize::label : TextSize::line, Weight::medium}, c.ink, Align::centre},
            label);
        return touch.tapped;
    };
    const auto cell = [&](std::vector<Rect>& cells, std::size_t i) {
        // Letters keep their order on a right-to-left screen.
        return cells[frame.mirrored() ? cells.size() - 1 - i : i];
    };
    const Shown shown = shown_of(frame.memory(), language);
    std::optional<KeyboardPress> out;
    const Layout& layout = layout_of(shown, capitals);
    for (std::size_t row = 0; row < layout.size(); ++row) {
        const auto characters = characters_of(layout[row]);
        auto cells = columns(lines[row], static_cast<int>(characters.size()), gap);
        for (std::size_t i = 0; i < characters.size(); ++i) {
            if (draw(cell(cells, i), characters[i], capitals && characters[i] == kShift))
                out = press_of(characters[i]);
        }
    }
    constexpr float kShares[] = {1, 1, 1, 4, 1, 1, 1};
    auto cells = columns(lines.back(), kShares, gap);
    const LastRow last = last_row_of(shown);
    bool turned = false;
    for (std::size_t i = 0; i < last.size(); ++i) {
        if (!draw(cell(cells, i), last[i], false)) continue;
        turned = turn(frame.memory(), last[i], i);
        if (!turned) out = press_of(last[i]);
    }
    if (out) turn_back(frame.memory(), *out);
    if (turned) frame.again_after({});
    return out;
}

}  // namespace till::ui
