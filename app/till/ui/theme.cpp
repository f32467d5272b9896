#include "app/till/ui/theme.hpp"

#include <algorithm>
#include <cmath>

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

float usable_scale(const Theme& theme, float wanted, float width_px, float height_px) {
    const Sizes& size = theme.at.size;
    const float fits = std::min(width_px * theme.at.scale / size.smallest_width,
                                height_px * theme.at.scale / size.smallest_height);
    const float step = std::floor(std::min(wanted, fits) * 20 + 0.001F) / 20;
    return std::clamp(step, 1.0F, 2.0F);
}

}  // namespace till::ui
