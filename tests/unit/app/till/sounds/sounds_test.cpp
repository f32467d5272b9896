// Goal: three cues are told apart without looking; playing them holds nobody up, and a till without
// a sound card is a till all the same.
// Method: the waves themselves; a speaker of the test's; the sound library writing into a file.
#include "app/till/sounds/sounds.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <numbers>
#include <semaphore>
#include <vector>

#include "tests/support/temp_dir.hpp"

using till::sounds::Cue;
using till::sounds::kSamplesPerSecond;
using till::sounds::wave_of;

namespace {

constexpr Cue kCues[] = {Cue::scanned, Cue::refused, Cue::done};

/// How much of a pitch is in a wave (the length of one bin of Fourier's, by the samples).
double strength(std::span<const std::int16_t> wave, double hertz) {
    double across = 0;
    double along = 0;
    for (std::size_t i = 0; i < wave.size(); ++i) {
        const double turn =
            2 * std::numbers::pi * hertz * static_cast<double>(i) / kSamplesPerSecond;
        across += wave[i] * std::cos(turn);
        along += wave[i] * std::sin(turn);
    }
    return std::hypot(across, along) / static_cast<double>(wave.size());
}

double milliseconds(Cue cue) {
    return 1'000.0 * static_cast<double>(wave_of(cue).size()) / kSamplesPerSecond;
}

std::vector<std::int16_t> samples_in(const std::filesystem::path& file) {
    std::ifstream in{file, std::ios::binary};
    const std::string bytes{std::istreambuf_iterator<char>{in}, {}};
    std::vector<std::int16_t> wave(bytes.size() / 2);
    std::memcpy(wave.data(), bytes.data(), wave.size() * 2);
    return wave;
}

}  // namespace

TEST(Cues, are_short_quiet_and_do_not_click) {
    for (const Cue cue : kCues) {
        const auto wave = wave_of(cue);
        EXPECT_LT(milliseconds(cue), 400);
        int loudest = 0;
        int steepest = 0;
        for (std::size_t i = 0; i < wave.size(); ++i) {
            loudest = std::max(loudest, std::abs(int{wave[i]}));
            if (i > 0) steepest = std::max(steepest, std::abs(wave[i] - wave[i - 1]));
        }
        EXPECT_GT(loudest, 5'000);
        EXPECT_LT(loudest, 12'000) << "others in the shop talk";
        EXPECT_LT(std::abs(int{wave.front()}), 50);
        EXPECT_LT(std::abs(int{wave.back()}), 50);
        EXPECT_LT(steepest, 2'600) << "no step that is heard as a click";
    }
}

TEST(Cues, differ_by_pitch_length_and_number_of_tones) {
    const auto half = [](Cue cue, bool second) {
        auto wave = wave_of(cue);
        const auto middle = wave.begin() + static_cast<std::ptrdiff_t>(wave.size() / 2);
        return second ? std::vector(middle, wave.end()) : std::vector(wave.begin(), middle);
    };
    EXPECT_GT(strength(wave_of(Cue::scanned), 1'800), 1'000);
    EXPECT_LT(strength(wave_of(Cue::scanned), 250), 200);
    EXPECT_GT(strength(half(Cue::refused, false), 290), 1'000);
    EXPECT_GT(strength(half(Cue::refused, true), 220), 1'000) << "falls";
    EXPECT_GT(strength(half(Cue::done, false), 880), 1'000);
    EXPECT_GT(strength(half(Cue::done, true), 1'320), 1'000) << "rises";
    EXPECT_LT(milliseconds(Cue::scanned) * 3, milliseconds(Cue::done) + 1);
    EXPECT_LT(milliseconds(Cue::done), milliseconds(Cue::refused));
}

TEST(Sounds, hold_nobody_up_and_the_last_of_many_is_heard) {
    std::binary_semaphore begun{0};
    std::binary_semaphore go_on{0};
    std::counting_semaphore<8> heard{0};
    std::vector<Cue> played;
    {
        till::sounds::Sounds sounds{[&](Cue cue) {
            played.push_back(cue);
            if (played.size() == 1) {
                begun.release();
                go_on.acquire();
            }
            heard.release();
            return true;
        }};
        sounds.play(Cue::scanned);
        begun.acquire();
        sounds.play(Cue::scanned);
        sounds.play(Cue::done);
        sounds.play(Cue::refused);
        go_on.release();
        heard.acquire();
        heard.acquire();
    }
    EXPECT_EQ(played, (std::vector{Cue::scanned, Cue::refused}));
}

TEST(Sounds, that_cannot_be_played_are_no_trouble) {
    std::counting_semaphore<8> asked{0};
    till::sounds::Sounds sounds{[&](Cue) {
        asked.release();
        return false;
    }};
    sounds.play(Cue::scanned);
    asked.acquire();
    sounds.play(Cue::done);
    asked.acquire();
}

// The library keeps its configuration in a process, and reads it anew where it is told another
// file.
TEST(SoundCard, plays_on_the_systems_card_and_says_where_there_is_none) {
    const test::TempDir folder;
    const auto file = folder.path() / "heard.raw";
    const auto settings = folder.path() / "asound.conf";
    std::ofstream{settings} << "pcm.!default { type file file \"" << file.string()
                            << "\" format raw slave.pcm null }\n"
                            << "pcm.null { type null }\n";
    ASSERT_EQ(::setenv("ALSA_CONFIG_PATH", settings.c_str(), 1), 0);
    const auto card = till::sounds::sound_card();
    if (!card(Cue::done)) GTEST_SKIP() << "the ALSA library is not on this machine";
    EXPECT_EQ(samples_in(file), wave_of(Cue::done)) << "as it is, whole";
    const auto without = folder.path() / "none.conf";
    std::ofstream{without} << "pcm.!default { type hw card 31 }\n";
    ASSERT_EQ(::setenv("ALSA_CONFIG_PATH", without.c_str(), 1), 0);
    EXPECT_FALSE(card(Cue::scanned));
    ASSERT_EQ(::setenv("ALSA_CONFIG_PATH", settings.c_str(), 1), 0);
    EXPECT_TRUE(card(Cue::refused)) << "it is tried anew with each cue";
    EXPECT_EQ(samples_in(file), wave_of(Cue::refused));
}
