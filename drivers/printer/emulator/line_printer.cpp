#include "drivers/printer/emulator/line_printer.hpp"

#include <array>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <utility>

namespace drivers::printer::emulator {

namespace {

using namespace std::chrono_literals;
using transport::Fault;

constexpr std::size_t kChunk = 512;
constexpr auto kSayTime = 5s;
/// A line that was closed is noticed at the latest then, while nothing is read from it.
constexpr auto kLook = 20ms;

}  // namespace

/// What the printer rings, from its own thread and perhaps a moment after the line has ended.
struct LinePrinter::Bell {
    void ring() {
        const std::scoped_lock lock{mutex};
        moved = true;
        changed.notify_all();
        if (line != nullptr) line->wake();
    }
    void wait() {
        std::unique_lock lock{mutex};
        changed.wait_for(lock, kLook, [this] { return moved; });
        moved = false;
    }
    void hang_up() {
        const std::scoped_lock lock{mutex};
        line = nullptr;
    }

    std::mutex mutex;
    std::condition_variable changed;
    transport::Pipe* line{nullptr};
    bool moved{false};
};

void LinePrinter::serve(transport::Pipe& line) {
    const auto bell = std::make_shared<Bell>();
    bell->line = &line;
    printer_.on_change([bell] { bell->ring(); });
    std::array<std::byte, kChunk> room{};
    for (bool there = true; there;) {
        const auto got = line.read(room, transport::Deadline::max());
        if (got) {
            there = pass_on(line, *bell, pos::BytesView{room}.first(*got));
        } else {
            there = got.error().fault == Fault::woken && say(line);
        }
    }
    printer_.on_change({});
    bell->hang_up();
}

/// False where the line ended meanwhile.
bool LinePrinter::pass_on(transport::Pipe& line, Bell& bell, pos::BytesView bytes) {
    for (;;) {
        bytes = bytes.subspan(printer_.take(bytes));
        if (!say(line)) return false;
        if (bytes.empty()) return true;
        bell.wait();
    }
}

bool LinePrinter::say(transport::Pipe& line) {
    for (;;) {
        const auto answer = printer_.give(kChunk);
        // Also where there is nothing to say: a line that was closed by us shows it then.
        const auto sent = line.write(answer, transport::after(kSayTime));
        if (!sent && sent.error->fault != Fault::timed_out) return false;
        if (answer.empty()) return true;
    }
}

}  // namespace drivers::printer::emulator
