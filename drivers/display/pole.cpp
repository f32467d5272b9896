#include "drivers/display/pole.hpp"

#include <condition_variable>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>

#include "drivers/display/pole_text.hpp"
#include "drivers/transport/open.hpp"
#include "pos/base/assert.hpp"

namespace drivers::display {

struct Pole::Core {
    Options options;
    OnState on_state;
    PoleText text;
    std::stop_source stop;

    std::mutex mutex;
    std::condition_variable changed;
    std::optional<Panel> wanted;

    // Of its thread alone.
    std::unique_ptr<transport::Pipe> line;
    std::optional<bool> told;
    std::optional<Panel> shown;

    std::thread thread;

    Core(Options o, OnState s, PoleText t)
        : options{std::move(o)}, on_state{std::move(s)}, text{std::move(t)} {}

    void run() {
        bool ending = false;
        while (!ending) {
            if (!line) open();
            tell(line != nullptr);
            const auto next = take(ending);
            if (!next || !line || shown == *next) continue;
            if (send(pole_lines(options.protocol, text.line_of(next->upper),
                                text.line_of(next->lower)))) {
                shown = *next;
            }
        }
        if (line) (void)send(pole_clear());
    }

    /// What is to be shown now; waits for news, or for the time to look for the display again.
    std::optional<Panel> take(bool& ending) {
        std::unique_lock lock{mutex};
        const auto news = [&] {
            return stop.stop_requested() || (line && wanted && shown != *wanted);
        };
        if (line) {
            changed.wait(lock, news);
        } else {
            changed.wait_for(lock, options.retry, news);
        }
        ending = stop.stop_requested();
        return wanted;
    }

    void open() {
        // A display on USB is a printer or a serial port to the system; its OUT endpoint takes
        // bytes.
        auto opened = transport::open_pipe(options.address, {.out = true},
                                           transport::after(options.patience));
        if (!opened) return;
        line = std::move(*opened);
        shown.reset();
        (void)send(pole_start(options.protocol, options.page));
    }

    bool send(const std::string& bytes) {
        const auto sent = line->write(pos::as_bytes(bytes), transport::after(options.patience));
        if (sent) return true;
        line.reset();  // half a line is on it: it is set up anew
        return false;
    }

    void tell(bool there) {
        if (told == there) return;
        told = there;
        on_state(there);
    }
};

Pole::Pole(Options options, OnState on_state) {
    auto text = PoleText::open(options.page.name);
    POS_ASSERT(text.has_value());
    core_ = std::make_unique<Core>(std::move(options), std::move(on_state), std::move(*text));
    core_->thread = std::thread{[core = core_.get()] { core->run(); }};
}

Pole::~Pole() {
    {
        const std::scoped_lock lock{core_->mutex};
        core_->stop.request_stop();
    }
    core_->changed.notify_all();
    core_->thread.join();
}

void Pole::show(const Panel& panel) {
    {
        const std::scoped_lock lock{core_->mutex};
        core_->wanted = panel;
    }
    core_->changed.notify_all();
}

}  // namespace drivers::display
