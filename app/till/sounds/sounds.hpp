#pragma once

#include <condition_variable>
#include <mutex>
#include <optional>
#include <stop_token>
#include <thread>

#include "app/till/sounds/speaker.hpp"

namespace till::sounds {

/// Plays cues beside the work: nobody waits for a sound, and none is heard late. Of those that come
/// while one is playing the last is played, since it is about what happened last.
///
/// owns:    the thread that plays, which alone calls the speaker
/// threads: play() from any
class Sounds {
public:
    explicit Sounds(Speaker speaker = usual_speaker());
    Sounds(const Sounds&) = delete;
    Sounds& operator=(const Sounds&) = delete;

    void play(Cue cue);

private:
    void run(const std::stop_token& stop);

    Speaker speaker_;
    std::mutex mutex_;
    std::condition_variable_any asked_;
    std::optional<Cue> next_;
    std::jthread thread_;  // last: ends before what it uses
};

}  // namespace till::sounds
