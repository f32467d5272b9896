// Goal: what is written can be read and what can be touched can be seen, in every theme and
// palette; and the second palette tells good, warning and danger apart for eyes that see some
// colours alike. Method: WCAG contrast of the tokens that stand on each other, in all states of the
// controls; for eyes without one kind of cone, distance in OKLab after the simulation of Machado
// and others.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <array>
#include <string>
#include <vector>

#include "app/till/ui/assets.hpp"
#include "tests/support/contrast.hpp"

namespace ui = till::ui;
using test::contrast;
using test::kLargeContrast;
using test::kTextContrast;

namespace {

struct Named {
    const char* name;
    ui::Colour colour;
};

std::vector<ui::Theme> themes() {
    std::vector<ui::Theme> all;
    for (const std::string& name : ui::Assets::themes()) all.push_back(*ui::Assets().theme(name));
    return all;
}

void expect_contrast(const ui::Theme& theme, double least, const std::vector<Named>& above,
                     const std::vector<Named>& below) {
    for (const Named& one : above)
        for (const Named& other : below)
            EXPECT_GE(contrast(one.colour, other.colour), least)
                << theme.name << ": " << one.name << " on " << other.name;
}

/// A finger on a control of that colour.
ui::Colour pressed(ui::Colour fill, ui::Colour ink) {
    return ui::mixed(fill, ink, 0.10F);
}

// ---- eyes without one kind of cone ----

using Vector = std::array<double, 3>;
using Matrix = std::array<Vector, 3>;

// source: Machado, Oliveira and Fernandes 2009, severity 1.0
constexpr Matrix kWithoutRed{{{0.152286, 1.052583, -0.204868},
                              {0.114503, 0.786281, 0.099216},
                              {-0.003882, -0.048116, 1.051998}}};
constexpr Matrix kWithoutGreen{{{0.367322, 0.860646, -0.227968},
                                {0.280085, 0.672501, 0.047413},
                                {-0.011820, 0.042940, 0.968881}}};
constexpr Matrix kWithoutBlue{{{1.255528, -0.076749, -0.178779},
                               {-0.078411, 0.930809, 0.147602},
                               {0.004733, 0.691367, 0.303900}}};

Vector times(const Matrix& matrix, const Vector& v) {
    Vector out{};
    for (std::size_t row = 0; row < 3; ++row)
        for (std::size_t i = 0; i < 3; ++i) out[row] += matrix[row][i] * v[i];
    return out;
}

Vector linear(ui::Colour colour) {
    const auto one = [](std::uint8_t part) {
        const double c = part / 255.0;
        return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
    };
    return {one(colour.red), one(colour.green), one(colour.blue)};
}

/// source: Ottosson 2020, OKLab
Vector oklab(const Vector& rgb) {
    constexpr Matrix kCones{{{0.4122214708, 0.5363325363, 0.0514459929},
                             {0.2119034982, 0.6806995451, 0.1073969566},
                             {0.0883024619, 0.2817188376, 0.6299787005}}};
    constexpr Matrix kOpponents{{{0.2104542553, 0.7936177850, -0.0040720468},
                                 {1.9779984951, -2.4285922050, 0.4505937099},
                                 {0.0259040371, 0.7827717662, -0.8086757660}}};
    Vector cones = times(kCones, rgb);
    for (double& cone : cones) cone = std::cbrt(std::max(0.0, cone));
    return times(kOpponents, cones);
}

double seen_apart(ui::Colour a, ui::Colour b, const Matrix& eyes) {
    const auto seen = [&](ui::Colour colour) {
        Vector rgb = times(eyes, linear(colour));
        for (double& part : rgb) part = std::clamp(part, 0.0, 1.0);
        return oklab(rgb);
    };
    const Vector one = seen(a);
    const Vector other = seen(b);
    double sum = 0;
    for (std::size_t i = 0; i < 3; ++i) sum += (one[i] - other[i]) * (one[i] - other[i]);
    return std::sqrt(sum);
}

/// The nearest two of good, warning and danger, for the worst of the three pairs of eyes.
double least_apart(const ui::Theme& theme) {
    const ui::Colours& c = theme.colour;
    double least = 1;
    for (const Matrix& eyes : {kWithoutRed, kWithoutGreen, kWithoutBlue})
        for (const auto& [a, b] : {std::pair{c.good, c.warning}, std::pair{c.good, c.danger},
                                   std::pair{c.warning, c.danger}})
            least = std::min(least, seen_apart(a, b, eyes));
    return least;
}

}  // namespace

TEST(Contrast, is_reckoned_as_the_guidelines_do) {
    const ui::Colour black{0, 0, 0, 255};
    const ui::Colour white{255, 255, 255, 255};
    EXPECT_DOUBLE_EQ(contrast(black, white), 21);
    EXPECT_DOUBLE_EQ(contrast(white, white), 1);
    EXPECT_NEAR(contrast({0x76, 0x76, 0x76, 255}, white), 4.54, 0.01);
}

TEST(Contrast, words_can_be_read_on_everything_that_they_stand_on) {
    for (const ui::Theme& theme : themes()) {
        const ui::Colours& c = theme.colour;
        const std::vector<Named> grounds{
            {"background", c.background},   {"surface", c.surface},
            {"raised", c.raised},           {"key", c.key},
            {"accent_soft", c.accent_soft}, {"warning_soft", c.warning_soft},
            {"danger_soft", c.danger_soft}};
        expect_contrast(theme, kTextContrast,
                        {{"ink", c.ink},
                         {"muted", c.muted},
                         {"accent", c.accent},
                         {"good", c.good},
                         {"warning", c.warning},
                         {"danger", c.danger}},
                        grounds);
        expect_contrast(theme, kTextContrast, {{"ink", c.ink}, {"muted", c.muted}},
                        {{"raised, pressed", pressed(c.raised, c.ink)},
                         {"key, pressed", pressed(c.key, c.ink)}});
        expect_contrast(theme, kTextContrast, {{"danger", c.danger}},
                        {{"raised, pressed", pressed(c.raised, c.danger)}});
    }
}

TEST(Contrast, words_and_key_names_can_be_read_on_filled_buttons) {
    for (const ui::Theme& theme : themes()) {
        const ui::Colours& c = theme.colour;
        constexpr float kHintShare = 0.15F;  // as buttons mix it
        expect_contrast(theme, kTextContrast,
                        {{"on_accent", c.on_accent},
                         {"key name", ui::mixed(c.on_accent, c.accent, kHintShare)}},
                        {{"accent", c.accent}});
        expect_contrast(theme, kTextContrast, {{"on_accent", c.on_accent}},
                        {{"accent, pressed", pressed(c.accent, c.on_accent)}});
        expect_contrast(
            theme, kTextContrast,
            {{"surface", c.surface}, {"key name", ui::mixed(c.surface, c.ink, kHintShare)}},
            {{"ink", c.ink}, {"ink, pressed", pressed(c.ink, c.surface)}});
        for (const ui::ColourPair& pair : c.tile_pairs)
            expect_contrast(theme, kTextContrast, {{"initials", pair.ink}},
                            {{"their tile", pair.fill}});
    }
}

TEST(Contrast, edges_of_what_can_be_touched_and_signs_without_words_are_seen) {
    for (const ui::Theme& theme : themes()) {
        const ui::Colours& c = theme.colour;
        const std::vector<Named> grounds{{"background", c.background},
                                         {"surface", c.surface},
                                         {"raised", c.raised},
                                         {"key", c.key}};
        expect_contrast(theme, kLargeContrast,
                        {{"edge", c.edge},
                         {"accent", c.accent},
                         {"good", c.good},
                         {"warning", c.warning},
                         {"danger", c.danger}},
                        grounds);
        expect_contrast(theme, kLargeContrast, {{"knob", c.surface}}, {{"switched off", c.edge}});
        expect_contrast(theme, kLargeContrast, {{"knob", c.on_accent}},
                        {{"switched on", c.accent}});
    }
}

TEST(Contrast, the_second_palette_is_told_apart_by_all_eyes_and_the_first_is_not) {
    constexpr double kApart = 0.15;  // four times what is just seen beside each other
    for (const ui::Theme& theme : themes()) {
        if (theme.name.ends_with("-safe"))
            EXPECT_GE(least_apart(theme), kApart) << theme.name;
        else
            EXPECT_LT(least_apart(theme), kApart) << theme.name << " needs no second palette";
    }
}
