#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace till::sounds {

/// What a cashier hears without looking: told apart by pitch, by length and by how many tones.
enum class Cue {
    scanned,  ///< one short high tone
    refused,  ///< two low ones, falling
    done      ///< two high ones, rising
};

struct Tone {
    float hertz{0};  ///< 0: a pause
    int milliseconds{0};
};
std::span<const Tone> tones_of(Cue cue);

inline constexpr unsigned kSamplesPerSecond = 48'000;

/// The samples of a cue, one channel. Each tone fades in and out, so that none clicks.
std::vector<std::int16_t> wave_of(Cue cue);

}  // namespace till::sounds
