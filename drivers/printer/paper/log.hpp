#pragma once

#include <algorithm>
#include <utility>
#include <vector>

#include "drivers/printer/paper/command.hpp"
#include "drivers/printer/paper/event.hpp"

namespace drivers::printer::paper {

/// Events until somebody takes them.
class Log {
public:
    static constexpr std::size_t kEventsMax = 65'536;

    void add(std::uint64_t offset, bool real_time, decltype(Event::what) what) {
        if (events_.size() < kEventsMax) events_.push_back({offset, real_time, std::move(what)});
    }

    void ask(const Command& command, Question question, unsigned argument, bool real_time = false) {
        const auto shown = command.whole.first(std::min<std::size_t>(command.whole.size(), 64));
        add(command.offset, real_time,
            Asked{question, static_cast<std::uint8_t>(argument), {shown.begin(), shown.end()}});
    }

    std::vector<Event> take() { return std::exchange(events_, {}); }

private:
    std::vector<Event> events_;
};

}  // namespace drivers::printer::paper
