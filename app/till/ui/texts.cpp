#include "app/till/ui/texts.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <unicode/plurrule.h>
#include <unicode/uchar.h>

#include <algorithm>
#include <array>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <span>

#include "app/till/ui/beside.hpp"
#include "app/till/ui/utf8.hpp"

namespace till::ui {

namespace {

constexpr std::string_view kIsolate = "\u2068";  // first strong isolate
// A left-to-right isolate: FriBidi 1.0.8 reads U+2066 from the right.
constexpr std::string_view kLeftToRight = "\u2068\u200e";
constexpr std::string_view kIsolateEnd = "\u2069";  // pop directional isolate
// Pango looks into isolates for the direction of a line: what begins with one has to say its own.
constexpr std::string_view kFromTheRight = "\u200f";

/// A text and, where it depends on a number, its forms by CLDR category ("one", "other").
struct Entry {
    std::string text;
    std::map<std::string, std::string, std::less<>> forms;
};

bool reads_right_to_left(std::string_view text) {
    while (!text.empty()) {
        const auto c = static_cast<UChar32>(take_character(text));
        const UCharDirection direction = u_charDirection(c);
        if (direction == U_RIGHT_TO_LEFT || direction == U_RIGHT_TO_LEFT_ARABIC) return true;
    }
    return false;
}

/// Whether something in it has a direction of its own; a telephone number has not, and is read from
/// the left.
bool has_letters(std::string_view text) {
    while (!text.empty()) {
        const auto direction = u_charDirection(static_cast<UChar32>(take_character(text)));
        if (direction == U_LEFT_TO_RIGHT || direction == U_RIGHT_TO_LEFT ||
            direction == U_RIGHT_TO_LEFT_ARABIC)
            return true;
    }
    return false;
}

/// Calls `take` with each placeholder's name and `keep` with each piece between them.
template <class Keep, class Take>
void walk(std::string_view text, Keep keep, Take take) {
    while (!text.empty()) {
        const std::size_t open = text.find('{');
        const std::size_t close = open == std::string_view::npos ? open : text.find('}', open + 1);
        if (close == std::string_view::npos) return keep(text);
        keep(text.substr(0, open));
        take(text.substr(open + 1, close - open - 1));
        text.remove_prefix(close + 1);
    }
}

void put(std::string& out, std::string_view value, bool isolated) {
    // A space in front parts it from its sentence and stays there.
    while (value.starts_with(' ')) {
        out += ' ';
        value.remove_prefix(1);
    }
    if (value.empty()) return;
    if (isolated || reads_right_to_left(value)) {
        out.append(has_letters(value) ? kIsolate : kLeftToRight).append(value).append(kIsolateEnd);
    } else {
        out += value;
    }
}

std::string filled(std::string_view text, std::span<const Argument> arguments) {
    const bool sentence_turns = reads_right_to_left(text);
    std::string out;
    walk(
        text, [&](std::string_view piece) { out += piece; },
        [&](std::string_view name) {
            const auto it = std::ranges::find(arguments, name, &Argument::name);
            if (it == arguments.end()) {
                out += fmt::format("{{{}}}", name);
            } else {
                put(out, it->value, sentence_turns);
            }
        });
    if (sentence_turns && out.starts_with(kIsolate)) out.insert(0, kFromTheRight);
    return out;
}

/// The names of keys in place of `{key_pay}`, in a text that keeps its other placeholders.
void put_keys(std::string& text, const KeyMap& keys) {
    constexpr std::string_view kKeyOf = "key_";
    const bool turns = reads_right_to_left(text);
    std::string out;
    walk(
        text, [&](std::string_view piece) { out += piece; },
        [&](std::string_view name) {
            const auto* const command =
                name.starts_with(kKeyOf)
                    ? std::ranges::find(kCommandNames, name.substr(kKeyOf.size()))
                    : std::end(kCommandNames);
            if (command == std::end(kCommandNames)) {
                out += fmt::format("{{{}}}", name);
            } else {
                put(out, keys.name(static_cast<Command>(command - std::begin(kCommandNames))),
                    turns);
            }
        });
    text = std::move(out);
}

void collect(std::string_view text, std::set<std::string>& names) {
    walk(text, [](std::string_view) {}, [&](std::string_view name) { names.emplace(name); });
}

}  // namespace

struct Texts::Catalogue {
    std::string language;
    bool right_to_left{false};
    std::array<Entry, kTextKeys> entries;
    std::unique_ptr<icu::PluralRules> plurals;

    const Entry& at(TextKey key) const { return entries[static_cast<std::size_t>(key)]; }
};

Texts::Texts(std::unique_ptr<Catalogue> catalogue) : catalogue_(std::move(catalogue)) {}
Texts::Texts(Texts&&) noexcept = default;
Texts& Texts::operator=(Texts&&) noexcept = default;
Texts::~Texts() = default;

namespace {

/// Reads one line of a catalogue; returns what is wrong with it, or nothing.
std::string read_entry(const nlohmann::json& value, const icu::PluralRules& plurals, Entry& out) {
    if (const auto* text = value.get_ptr<const std::string*>()) {
        out.text = *text;
        return text->empty() ? "is empty" : "";
    }
    if (!value.is_object()) return "is neither a text nor plural forms";
    for (const auto& [form, text] : value.items()) {
        if (!text.is_string()) return fmt::format("has a form \"{}\" that is no text", form);
        if (!plurals.isKeyword(icu::UnicodeString::fromUTF8(form)))
            return fmt::format("has a form \"{}\" that the language does not use", form);
        out.forms[form] = text.get<std::string>();
    }
    if (!out.forms.contains("other")) return "has no form \"other\"";
    out.text = out.forms["other"];
    return "";
}

}  // namespace

std::expected<Texts, std::string> Texts::parse(std::string_view json, std::string_view language) {
    const auto fault = [&](std::string_view reason) {
        return std::unexpected(fmt::format("The language file {}.json {}.", language, reason));
    };
    const auto root = nlohmann::json::parse(json, nullptr, /*allow_exceptions=*/false);
    if (root.is_discarded() || !root.is_object()) return fault("is no JSON object");

    auto catalogue = std::make_unique<Catalogue>();
    catalogue->language = language;
    UErrorCode status = U_ZERO_ERROR;
    catalogue->plurals.reset(
        icu::PluralRules::forLocale(icu::Locale(catalogue->language.c_str()), status));
    if (U_FAILURE(status)) return fault("names a language that ICU does not know");

    std::vector<std::string> faults;
    std::set<std::string, std::less<>> seen;
    for (const auto& [name, value] : root.items()) {
        if (name == "@direction") {
            catalogue->right_to_left = value == "rtl";
            continue;
        }
        const auto key = text_key(name);
        if (!key) {
            faults.push_back(fmt::format("{} is no text of this program", name));
            continue;
        }
        seen.insert(name);
        Entry& entry = catalogue->entries[static_cast<std::size_t>(*key)];
        const std::string wrong = read_entry(value, *catalogue->plurals, entry);
        if (!wrong.empty()) faults.push_back(fmt::format("{} {}", name, wrong));
    }
    for (const std::string_view name : kTextKeyNames)
        if (!seen.contains(name)) faults.push_back(fmt::format("{} is missing", name));
    if (!faults.empty()) return fault(fmt::format("has faults: {}", fmt::join(faults, "; ")));
    return Texts(std::move(catalogue));
}

void Texts::name_keys(const KeyMap& keys) {
    for (Entry& entry : catalogue_->entries) {
        put_keys(entry.text, keys);
        for (auto& [form, text] : entry.forms) put_keys(text, keys);
    }
}

const std::string& Texts::language() const {
    return catalogue_->language;
}
bool Texts::right_to_left() const {
    return catalogue_->right_to_left;
}
const std::string& Texts::operator[](TextKey key) const {
    return catalogue_->at(key).text;
}
bool Texts::has_plural_forms(TextKey key) const {
    return !catalogue_->at(key).forms.empty();
}

std::string Texts::with(TextKey key, Arguments arguments) const {
    return filled(catalogue_->at(key).text, arguments);
}

std::string Texts::count(TextKey key, std::int64_t count, Arguments arguments) const {
    const Entry& entry = catalogue_->at(key);
    std::string form;
    catalogue_->plurals->select(static_cast<double>(count)).toUTF8String(form);
    const auto it = entry.forms.find(form);
    const std::string digits = std::to_string(count);
    std::vector<Argument> all(arguments);
    all.push_back({"count", digits});  // the first of a name counts
    return filled(it == entry.forms.end() ? entry.text : it->second, all);
}

void add_beside(const Texts& texts, std::string& words, std::string_view part,
                std::string_view between) {
    if (part.empty()) return;
    const bool turns = texts.right_to_left();
    if (!words.empty()) {
        if (turns && words.starts_with(kIsolate)) words.insert(0, kFromTheRight);
        words += between;
    }
    put(words, part, turns);
}

std::vector<std::string> Texts::placeholders(TextKey key) const {
    const Entry& entry = catalogue_->at(key);
    std::set<std::string> names;
    collect(entry.text, names);
    for (const auto& [form, text] : entry.forms) collect(text, names);
    return {names.begin(), names.end()};
}

}  // namespace till::ui
