#include "app/till/sounds/cue.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numbers>

namespace till::sounds {

namespace {

constexpr Tone kScanned[] = {{1'800, 60}};
constexpr Tone kRefused[] = {{290, 120}, {0, 40}, {220, 200}};
constexpr Tone kDone[] = {{880, 80}, {0, 15}, {1'320, 130}};

constexpr float kLoudest = 0.3F * 32'767;
constexpr int kFadeMilliseconds = 6;

constexpr std::size_t samples(int milliseconds) {
    return std::size_t{kSamplesPerSecond} * static_cast<std::size_t>(milliseconds) / 1'000;
}

void append(std::vector<std::int16_t>& wave, const Tone& tone) {
    const std::size_t count = samples(tone.milliseconds);
    const auto fade = static_cast<float>(samples(kFadeMilliseconds));
    const float step = 2 * std::numbers::pi_v<float> * tone.hertz / float{kSamplesPerSecond};
    for (std::size_t i = 0; i < count; ++i) {
        const auto from_edge = static_cast<float>(std::min(i, count - 1 - i));
        const float share = std::min(1.0F, from_edge / fade);
        const float value = kLoudest * share * std::sin(step * static_cast<float>(i));
        wave.push_back(static_cast<std::int16_t>(std::lround(value)));
    }
}

}  // namespace

std::span<const Tone> tones_of(Cue cue) {
    switch (cue) {
        case Cue::scanned:
            return kScanned;
        case Cue::refused:
            return kRefused;
        case Cue::done:
            return kDone;
    }
    return kScanned;
}

std::vector<std::int16_t> wave_of(Cue cue) {
    std::vector<std::int16_t> wave;
    for (const Tone& tone : tones_of(cue)) append(wave, tone);
    return wave;
}

}  // namespace till::sounds
