#include "app/till/ui/theme.hpp"

#include <algorithm>
#include <cmath>
#include <initializer_list>

#include "pos/base/assert.hpp"

namespace till::ui {

Colour mixed(Colour a, Colour b, float share) {
    const auto between = [&](std::uint8_t from, std::uint8_t to) {
        return static_cast<std::uint8_t>(
            std::lround(static_cast<float>(from) +
                        (static_cast<float>(to) - static_cast<float>(from)) * share));
    };
    return {between(a.red, b.red), between(a.green, b.green), between(a.blue, b.blue),
            between(a.alpha, b.alpha)};
}

float Theme::line_height(TextSize size) const {
    return std::round(em(size) * at.line_pitch);
}

Theme scaled(const Theme& theme, float scale) {
    POS_ASSERT(theme.at.scale == 1);
    POS_ASSERT(scale >= 1 && scale <= 2);
    const auto times = [&](float& px) { px = std::round(px * scale); };
    Theme out = theme;
    Measures& at = out.at;
    for (float& px : at.text) times(px);
    for (float* px : {&at.radius.initials, &at.radius.tab, &at.radius.tile, &at.radius.key,
                      &at.radius.card, &at.radius.pill})
        times(*px);
    for (float* px : {&at.space.xs, &at.space.s, &at.space.m, &at.space.l, &at.space.xl,
                      &at.space.xxl, &at.space.xxxl})
        times(*px);
#define UI_SIZE(name) times(at.size.name);
#include "app/till/ui/sizes.inc"
#undef UI_SIZE
    at.scale = scale;
    return out;
}

namespace {

void enlarge(Measures& at, const LargeText& large) {
    for (float& em : at.text)
        if (em <= large.up_to) em = std::round(em * large.factor);
    // What grows does not overtake what is larger and stays.
    for (std::size_t i = at.text.size() - 1; i > 0; --i)
        at.text[i - 1] = std::min(at.text[i - 1], at.text[i]);
    Sizes& size = at.size;
#define UI_SIZE(name) \
    if (large.grows.name > 0) size.name = std::round(size.name * large.factor);
#include "app/till/ui/sizes.inc"
#undef UI_SIZE
    for (float* px :
         {&size.smallest_width, &size.smallest_height, &size.compact_below_width,
          &size.compact_below_height, &size.panes_below_width, &size.panes_below_height})
        *px *= large.room;
}

/// A finger is as large on a small display as on a large one.
void keep_for_fingers(Measures& at, const Sizes& usual) {
    Sizes& size = at.size;
    const auto at_least = [](float least, std::initializer_list<float*> sizes) {
        for (float* px : sizes) *px = std::max(*px, least);
    };
    at_least(usual.touch_min,
             {&size.touch_min, &size.status_bar, &size.search, &size.field, &size.function_key,
              &size.action_key, &size.list_row, &size.cart_line});
    at_least(usual.money_key_min, {&size.money_key_min, &size.money_key, &size.pay_key});
}

}  // namespace

Theme fitted(const Theme& theme, const Wish& wish) {
    POS_ASSERT(theme.at.scale == 1);
    Theme base = theme;
    if (wish.large_text) {
        enlarge(base.at, theme.large_text);
        enlarge(base.compact, theme.large_text);
    }
    const float scale = usable_scale(base, wish.scale, wish.width_px, wish.height_px);
    const Sizes& size = base.at.size;
    const auto below = [&](float width, float height) {
        return wish.width_px < width * scale || wish.height_px < height * scale;
    };
    const bool narrow = below(size.panes_below_width, size.panes_below_height);
    const bool compact = below(size.compact_below_width, size.compact_below_height);
    if (compact) base.at = base.compact;
    Theme out = scaled(base, scale);
    out.at.narrow = narrow;
    if (compact) keep_for_fingers(out.at, theme.at.size);
    return out;
}

float usable_scale(const Theme& theme, float wanted, float width_px, float height_px) {
    const Sizes& size = theme.at.size;
    const float fits = std::min(width_px * theme.at.scale / size.smallest_width,
                                height_px * theme.at.scale / size.smallest_height);
    const float step = std::floor(std::min(wanted, fits) * 20 + 0.001F) / 20;
    return std::clamp(step, 1.0F, 2.0F);
}

}  // namespace till::ui
