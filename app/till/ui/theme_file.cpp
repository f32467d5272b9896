#include <fmt/format.h>

#include <charconv>
#include <nlohmann/json.hpp>
#include <span>
#include <utility>

#include "app/till/ui/theme.hpp"

namespace till::ui {

namespace {

using Json = nlohmann::json;

constexpr std::string_view kTextSizeNames[kTextSizes] = {
    "key_name",  "hint",        "small", "label",  "body",  "line",
    "money_key", "total_label", "title", "figure", "total", "change"};

/// Reads tokens one by one and keeps the first fault as a sentence.
class Reader {
public:
    Reader(std::string_view file, std::string_view text) : file_(file) {
        root_ = Json::parse(text, nullptr, /*allow_exceptions=*/false);
        if (root_.is_discarded())
            fail("is not JSON");
        else if (!root_.is_object())
            fail("holds no JSON object");
    }

    const std::string& fault() const { return fault_; }

    float positive(const char* group, std::string_view token, float max) {
        return number(group, token, 0, max);
    }
    float number(const char* group, std::string_view token, float min, float max) {
        const Json* value = find(group, token);
        if (!value) return 1;
        if (!value->is_number()) return fail(group, token, "is not a number"), 1;
        const auto read = value->get<float>();
        if (!(read > min || (min < 0 && read >= min)) || read > max)
            return fail(group, token, fmt::format("is {}, not within {} to {}", read, min, max)), 1;
        return read;
    }
    /// The name of a token of `names`, one a call; empty once there are no more or one is wrong.
    std::string_view string_in(const char* group, std::string_view token, std::size_t index) {
        const Json* value = find(group, token);
        if (!value || index >= value->size()) return {};
        const auto* text =
            value->is_array() ? (*value)[index].get_ptr<const std::string*>() : nullptr;
        if (!text) fail(group, token, "is no list of names");
        return text ? std::string_view{*text} : std::string_view{};
    }
    void unknown(const char* group, std::string_view token, std::string_view name) {
        fail(group, token, fmt::format("names {}, which is no size", name));
    }
    /// The same file, read inside one of its groups.
    Reader inside(const char* group) const {
        Reader part{*this};
        const auto found = root_.is_object() ? root_.find(group) : root_.end();
        if (found == root_.end() || !found->is_object())
            part.fail(fmt::format("has no group \"{}\"", group));
        else
            part.root_ = *found;
        return part;
    }
    /// What the group says of a token, else what it was.
    void change(const char* group, std::string_view token, float max, float& value) {
        const auto found = root_.is_object() ? root_.find(group) : root_.end();
        if (found == root_.end() || !found->is_object() || !found->contains(token)) return;
        value = positive(group, token, max);
    }
    void adopt(const Reader& other) {
        if (fault_.empty()) fault_ = other.fault_;
    }

    float optional_number(const char* group, std::string_view token, float min, float max) {
        const auto inside = root_.is_object() ? root_.find(group) : root_.end();
        if (inside == root_.end() || !inside->is_object() || !inside->contains(token)) return 0;
        return number(group, token, min, max);
    }
    Colour colour(const char* group, std::string_view token) {
        const Json* value = find(group, token);
        return value ? colour(*value, fmt::format("{}.{}", group, token)) : Colour{};
    }
    bool flag(std::string_view token) {
        const Json* value = find(nullptr, token);
        if (value && !value->is_boolean()) fail(nullptr, token, "is neither true nor false");
        return value && value->is_boolean() && value->get<bool>();
    }
    void pairs(std::span<ColourPair> out) {
        const Json* value = find(nullptr, "tile_pairs");
        if (!value) return;
        if (!value->is_array() || value->size() != out.size())
            return fail(nullptr, "tile_pairs", fmt::format("does not hold {} pairs", out.size()));
        for (std::size_t i = 0; i < out.size(); ++i) {
            const Json& pair = (*value)[i];
            const std::string place = fmt::format("tile_pairs[{}]", i);
            if (!pair.is_array() || pair.size() != 2)
                return fail(nullptr, place, "is no pair of colours");
            out[i] = {colour(pair[0], place), colour(pair[1], place)};
        }
    }

private:
    const Json* find(const char* group, std::string_view token) {
        if (!root_.is_object()) return nullptr;
        const Json* inside = &root_;
        if (group) {
            const auto it = root_.find(group);
            if (it == root_.end() || !it->is_object())
                return fail(fmt::format("has no group \"{}\"", group)), nullptr;
            inside = &*it;
        }
        const auto it = inside->find(token);
        if (it == inside->end()) return fail(group, token, "is missing"), nullptr;
        return &*it;
    }
    Colour colour(const Json& value, std::string_view place) {
        const auto* text = value.get_ptr<const std::string*>();
        unsigned rgb = 0;
        if (!text || text->size() != 7 || text->front() != '#' ||
            std::from_chars(text->data() + 1, text->data() + 7, rgb, 16).ptr != text->data() + 7) {
            fail(nullptr, place, "is no colour as #RRGGBB");
            return {};
        }
        return {static_cast<std::uint8_t>(rgb >> 16), static_cast<std::uint8_t>(rgb >> 8),
                static_cast<std::uint8_t>(rgb), 255};
    }
    void fail(const char* group, std::string_view token, std::string_view reason) {
        fail(group ? fmt::format("{}.{} {}", group, token, reason)
                   : fmt::format("{} {}", token, reason));
    }
    void fail(std::string_view reason) {
        if (fault_.empty()) fault_ = fmt::format("The theme file {}: {}.", file_, reason);
    }

    std::string_view file_;
    Json root_;
    std::string fault_;
};

constexpr float kMax = 2000;

Measures read_measures(Reader& in) {
    Measures at{};
    for (std::size_t i = 0; i < kTextSizes; ++i) {
        at.text[i] = in.positive("text", kTextSizeNames[i], kMax);
        at.letter_spacing[i] = in.optional_number("letter_spacing", kTextSizeNames[i], -0.2F, 0.2F);
    }
    at.radius = {in.positive("radius", "initials", kMax), in.positive("radius", "tab", kMax),
                 in.positive("radius", "tile", kMax),     in.positive("radius", "key", kMax),
                 in.positive("radius", "card", kMax),     in.positive("radius", "pill", kMax)};
    at.space = {in.positive("space", "xs", kMax),  in.positive("space", "s", kMax),
                in.positive("space", "m", kMax),   in.positive("space", "l", kMax),
                in.positive("space", "xl", kMax),  in.positive("space", "xxl", kMax),
                in.positive("space", "xxxl", kMax)};
#define UI_SIZE(name) at.size.name = in.positive("size", #name, kMax);
#include "app/till/ui/sizes.inc"
#undef UI_SIZE
    at.cart_share_of_width = in.positive(nullptr, "cart_share_of_width", 0.9F);
    at.pay_share_of_width = in.positive(nullptr, "pay_share_of_width", 0.9F);
    at.line_pitch = in.positive(nullptr, "line_pitch", 3);
    at.scale = 1;
    return at;
}

/// Those of a smaller display: as `at` but for what the group says.
Measures read_compact(Reader& file, Measures at) {
    Reader in = file.inside("compact");
    for (std::size_t i = 0; i < kTextSizes; ++i)
        in.change("text", kTextSizeNames[i], kMax, at.text[i]);
    Spaces& space = at.space;
    const std::pair<const char*, float*> spaces[] = {
        {"xs", &space.xs}, {"s", &space.s},     {"m", &space.m},      {"l", &space.l},
        {"xl", &space.xl}, {"xxl", &space.xxl}, {"xxxl", &space.xxxl}};
    for (const auto& [name, value] : spaces) in.change("space", name, kMax, *value);
#define UI_SIZE(name) in.change("size", #name, kMax, at.size.name);
#include "app/till/ui/sizes.inc"
#undef UI_SIZE
    file.adopt(in);
    return at;
}

LargeText read_large_text(Reader& in) {
    constexpr const char* kGroup = "large_text";
    LargeText large{.factor = in.positive(kGroup, "factor", 3),
                    .up_to = in.positive(kGroup, "up_to", kMax),
                    .room = in.positive(kGroup, "room", 3)};
    for (std::size_t i = 0;; ++i) {
        const std::string_view name = in.string_in(kGroup, "grows", i);
        if (name.empty()) return large;
        bool known = false;
#define UI_SIZE(one)         \
    if (name == #one) {      \
        large.grows.one = 1; \
        known = true;        \
    }
#include "app/till/ui/sizes.inc"
#undef UI_SIZE
        if (!known) in.unknown(kGroup, "grows", name);
    }
}

Colours read_colours(Reader& in) {
    Colours c{};
    const auto read = [&](const char* token, Colour& out) { out = in.colour("colour", token); };
    read("background", c.background);
    read("surface", c.surface);
    read("raised", c.raised);
    read("line", c.line);
    read("edge", c.edge);
    read("ink", c.ink);
    read("muted", c.muted);
    read("key", c.key);
    read("accent", c.accent);
    read("on_accent", c.on_accent);
    read("accent_soft", c.accent_soft);
    read("good", c.good);
    read("warning", c.warning);
    read("warning_soft", c.warning_soft);
    read("danger", c.danger);
    read("danger_soft", c.danger_soft);
    in.pairs(c.tile_pairs);
    return c;
}

}  // namespace

std::expected<Theme, std::string> parse_theme(std::string_view measures_json,
                                              std::string_view colours_json,
                                              std::string_view name) {
    Reader measures("measures.json", measures_json);
    const std::string colours_file = fmt::format("{}.json", name);
    Reader colours(colours_file, colours_json);
    Theme theme{std::string(name),       colours.flag("dark"), read_colours(colours),
                read_measures(measures), Measures{},           LargeText{}};
    theme.compact = read_compact(measures, theme.at);
    theme.large_text = read_large_text(measures);
    if (!measures.fault().empty()) return std::unexpected(measures.fault());
    if (!colours.fault().empty()) return std::unexpected(colours.fault());
    return theme;
}

}  // namespace till::ui
