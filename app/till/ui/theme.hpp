#pragma once

#include <array>
#include <cstdint>
#include <expected>
#include <string>
#include <string_view>

namespace till::ui {

struct Colour {
    std::uint8_t red{0};
    std::uint8_t green{0};
    std::uint8_t blue{0};
    std::uint8_t alpha{255};
    bool operator==(const Colour&) const = default;
};

/// `share` of the way from `a` to `b`.
Colour mixed(Colour a, Colour b, float share);

struct ColourPair {
    Colour fill;
    Colour ink;
};

struct Colours {
    Colour background, surface, raised, ink, muted, key;
    Colour line;  ///< parts what belongs apart; nothing is told by it alone
    Colour edge;  ///< around what can be touched
    Colour accent, on_accent, accent_soft;
    Colour good, warning, warning_soft, danger, danger_soft;
    std::array<ColourPair, 6> tile_pairs;
};

enum class TextSize {
    key_name,
    hint,
    small,
    label,
    body,
    line,
    money_key,
    total_label,
    title,
    figure,
    total,
    change
};
inline constexpr int kTextSizes = 12;

enum class Weight { regular, medium, semibold, bold };

struct TextStyle {
    TextSize size{TextSize::body};
    Weight weight{Weight::regular};
    bool operator==(const TextStyle&) const = default;
};

struct Radii {
    float initials, tab, tile, key, card, pill;
};

/// The steps of the 8-pixel rhythm: 4, 8, 10, 14, 20, 28, 40 pixels at 100 %.
struct Spaces {
    float xs, s, m, l, xl, xxl, xxxl;
};

struct Sizes {
#define UI_SIZE(name) float name{0};
#include "app/till/ui/sizes.inc"
#undef UI_SIZE
};

// Inter: ascender 2728, descender -680, height of capitals 2048 of 2816 units an em. The middle of
// the capitals is the middle of the line; everything is centred on it.
inline constexpr float kHalfCapitalPerEm = 1024.0F / 2816.0F;

/// Everything that is not a colour; the same for each theme.
struct Measures {
    std::array<float, kTextSizes> text;            ///< em, by TextSize
    std::array<float, kTextSizes> letter_spacing;  ///< in em, by TextSize
    Radii radius;
    Spaces space;
    Sizes size;
    float cart_share_of_width;
    float pay_share_of_width;
    float line_pitch;  ///< from one line of text to the next, in em
    float scale;       ///< what the figures here were multiplied by
    bool narrow;       ///< the parts of a screen stand behind each other: see Panes
};

/// What becomes larger where letters shall be.
struct LargeText {
    float factor{1};
    float up_to{0};  ///< letters of this size at most: figures are large as they are
    float room{1};   ///< how much more of the display it takes before screens change
    Sizes grows{};   ///< 1 for each size that grows with its letters, else 0
};

/// What a screen asks for every colour and size; code names a token, never a literal.
struct Theme {
    std::string name;
    bool dark{false};
    Colours colour;
    Measures at;
    Measures compact;  ///< for displays that are too small for `at`
    LargeText large_text;

    float em(TextSize size) const { return at.text[static_cast<std::size_t>(size)]; }
    float line_height(TextSize size) const;  ///< in whole pixels
};

/// The same theme with every size multiplied and rounded to whole pixels.
///
/// requires: theme.at.scale == 1, 1 <= scale <= 2
Theme scaled(const Theme& theme, float scale);

/// The scale to use when `wanted` was asked for: lowered, in steps of 5 %, until the display holds
/// at least the smallest layout (`smallest_width` × `smallest_height` at that scale); never
/// below 1.
float usable_scale(const Theme& theme, float wanted, float width_px, float height_px);

/// What a display asks of a theme.
struct Wish {
    float scale{1};
    bool large_text{false};
    float width_px{0};
    float height_px{0};
};

/// The theme for one display: letters made larger if wanted, the largest usable scale up to the
/// one wanted, the compact sizes where the usual ones have no room, panes where two parts have none
/// beside each other. What fingers touch stays as large as they are, in pixels.
///
/// requires: theme.at.scale == 1, wish.scale within 1 to 2
Theme fitted(const Theme& theme, const Wish& wish);

/// A theme from the text of its two files.
///
/// errors: one sentence with the file's name, the place and the reason
std::expected<Theme, std::string> parse_theme(std::string_view measures_json,
                                              std::string_view colours_json, std::string_view name);

}  // namespace till::ui
