#include "drivers/printer/paper/real_time.hpp"

#include <algorithm>
#include <array>

#include "drivers/printer/paper/escpos_lengths.hpp"
#include "drivers/printer/paper/interpreter.hpp"

namespace drivers::printer::paper {

namespace {

constexpr std::byte kDle{0x10};

struct RealTimeCommand {
    std::byte second;
    LengthRule length;
};
constexpr RealTimeCommand kCommands[] = {
    {std::byte{0x04}, length_of_status_request},
    {std::byte{0x05}, fixed<1>},
    {std::byte{0x14}, length_of_real_time_control},
};

void note(const Command& command, Log& log) {
    switch (std::to_integer<unsigned>(command.whole[1])) {
        case 0x04:
            return note_status_request(command, log);
        case 0x05:
            return note_request(command, log);
        default:
            note_control(command, log);
    }
}

/// How many bytes at the front are done with; 0: more must come.
std::size_t take(pos::BytesView bytes, std::uint64_t offset, Log& log) {
    const auto start = static_cast<std::size_t>(std::ranges::find(bytes, kDle) - bytes.begin());
    if (start > 0) return start;
    if (bytes.size() < 2) return 0;
    const auto* found = std::ranges::find(kCommands, bytes[1], &RealTimeCommand::second);
    if (found == std::end(kCommands)) return 1;
    const auto behind = bytes.subspan(2);
    const Length length = found->length(behind);
    if (!length.known || behind.size() < length.size) return 0;
    const auto size = static_cast<std::size_t>(length.size);
    note({.offset = offset, .whole = bytes.first(2 + size), .parameters = behind.first(size)}, log);
    return 2 + size;
}

}  // namespace

void note_status_request(const Command& command, Log& log) {
    log.ask(command, Question::real_time_status, command.at(0), true);
}

void note_request(const Command& command, Log& log) {
    log.ask(command, Question::real_time_request, command.at(0), true);
}

bool clears_buffers(const Command& command) {
    static constexpr std::array<unsigned, 8> kMeant{8, 1, 3, 20, 1, 6, 2, 8};
    for (std::size_t i = 0; i < kMeant.size(); ++i) {
        if (command.at(i) != kMeant[i]) return false;
    }
    return true;
}

bool note_control(const Command& command, Log& log) {
    switch (command.at(0)) {
        case 1: {
            const unsigned ms = 100 * command.at(2);
            log.add(command.offset, true, DrawerKick{command.at(1) % 48 + 1, ms, ms});
            return true;
        }
        case 2:
            log.add(command.offset, true, PowerOff{});
            return true;
        case 3:
            log.add(command.offset, true, Buzzer{});
            return true;
        case 7:
            log.ask(command, Question::real_time_status, command.at(1), true);
            return true;
        case 8:
            if (clears_buffers(command)) log.add(command.offset, true, BuffersCleared{});
            return clears_buffers(command);
        default:
            return false;
    }
}

std::vector<Event> RealTimeWatch::feed(pos::BytesView bytes) {
    pending_.insert(pending_.end(), bytes.begin(), bytes.end());
    Log log;
    std::size_t at = 0;
    while (at < pending_.size()) {
        const std::size_t used = take(pos::BytesView{pending_}.subspan(at), offset_, log);
        if (used == 0) break;
        at += used;
        offset_ += used;
    }
    pending_.erase(pending_.begin(), pending_.begin() + static_cast<std::ptrdiff_t>(at));
    return log.take();
}

}  // namespace drivers::printer::paper
