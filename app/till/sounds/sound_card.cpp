#include <dlfcn.h>

#include <bit>
#include <memory>

#include "app/till/sounds/speaker.hpp"

namespace till::sounds {

namespace {

static_assert(std::endian::native == std::endian::little, "the format below says so");

// Of the ALSA library's interface, which is the same since its first version.
struct Stream;
constexpr int kPlayback = 0;
constexpr int kAtOnce = 1;  // else opening waits until whoever has the card is done with it
constexpr int kSixteenBitsLittle = 2;
constexpr int kInterleaved = 3;
constexpr unsigned kLatencyMicroseconds = 60'000;
constexpr int kTriesMax = 3;  // after the card has run dry or slept

using SayNothing = void (*)(const char* file, int line, const char* function, int error,
                            const char* format, ...);
void say_nothing(const char*, int, const char*, int, const char*, ...) {}

/// The library and what is called of it; `open` is null where it is not there. Once loaded it
/// stays: what it keeps of its settings, and the threads of its plug-ins, do not end with the
/// sounds.
struct Alsa {
    Alsa() : library{::dlopen("libasound.so.2", RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE)} {
        if (library == nullptr) return;
        find("snd_pcm_open", open);
        find("snd_pcm_nonblock", nonblock);
        find("snd_pcm_set_params", set_params);
        find("snd_pcm_writei", write);
        find("snd_pcm_recover", recover);
        find("snd_pcm_drain", drain);
        find("snd_pcm_close", close);
        int (*hush)(SayNothing) = nullptr;
        find("snd_lib_error_set_handler", hush);
        const bool whole =
            open && nonblock && set_params && write && recover && drain && close && hush;
        if (!whole) open = nullptr;
        if (hush) hush(say_nothing);  // else it writes of every missing card
    }
    template <class Function>
    void find(const char* name, Function*& function) {
        function = reinterpret_cast<Function*>(::dlsym(library, name));
    }

    void* library;
    int (*open)(Stream**, const char* name, int direction, int mode){nullptr};
    int (*nonblock)(Stream*, int on){nullptr};
    int (*set_params)(Stream*, int format, int access, unsigned channels, unsigned rate,
                      int resample, unsigned latency_us){nullptr};
    long (*write)(Stream*, const void* samples, unsigned long count){nullptr};
    int (*recover)(Stream*, int error, int silent){nullptr};
    int (*drain)(Stream*){nullptr};
    int (*close)(Stream*){nullptr};
};

bool write_all(const Alsa& alsa, Stream* stream, std::span<const std::int16_t> wave) {
    for (int tries = 0; !wave.empty();) {
        const long done = alsa.write(stream, wave.data(), wave.size());
        if (done > 0)
            wave = wave.subspan(static_cast<std::size_t>(done));
        else if (++tries > kTriesMax || alsa.recover(stream, static_cast<int>(done), 1) < 0)
            return false;
    }
    return alsa.drain(stream) >= 0;
}

}  // namespace

// The library is looked for with the first cue, by the thread that plays it; the card is opened for
// each: between two it belongs to others.
Speaker sound_card() {
    return [alsa = std::shared_ptr<Alsa>{}](Cue cue) mutable {
        if (!alsa) alsa = std::make_shared<Alsa>();
        Stream* stream = nullptr;
        if (alsa->open == nullptr || alsa->open(&stream, "default", kPlayback, kAtOnce) < 0)
            return false;
        constexpr unsigned kOneChannel = 1;
        const bool played = alsa->nonblock(stream, 0) >= 0 &&
                            alsa->set_params(stream, kSixteenBitsLittle, kInterleaved, kOneChannel,
                                             kSamplesPerSecond, 1, kLatencyMicroseconds) >= 0 &&
                            write_all(*alsa, stream, wave_of(cue));
        alsa->close(stream);
        return played;
    };
}

}  // namespace till::sounds
