#include "drivers/scale/scale.hpp"

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>
#include <utility>

#include "drivers/transport/open.hpp"

namespace drivers::scale {

namespace {

constexpr std::uint16_t kScalePage = 0x8D;
/// Readings without an answer until the scale counts as gone.
constexpr int kSilencesMax = 3;
constexpr auto kRestsAfter = std::chrono::seconds{10};

using Task = std::function<void(Weigher&, transport::Pipe&, transport::Deadline)>;

/// Of a USB address that names no device: the first that says it is a scale.
transport::UsbAddress found(const transport::UsbAddress& address) {
    if (address != transport::UsbAddress{}) return address;
    const auto devices = transport::list_usb();
    if (!devices) return address;
    for (const transport::UsbDevice& device : *devices) {
        for (const transport::UsbInterface& each : device.interfaces) {
            const bool is_scale = std::ranges::any_of(
                each.usages, [](const auto& usage) { return usage.page == kScalePage; });
            if (is_scale) return transport::address_of(device);
        }
    }
    return address;
}

}  // namespace

struct Scale::Core {
    Options options;
    OnReading on_reading;
    std::stop_source stop;
    std::unique_ptr<Weigher> weigher;

    std::mutex mutex;
    std::condition_variable changed;
    std::deque<Task> tasks;

    // Of its thread alone.
    std::unique_ptr<transport::Pipe> line;
    std::optional<Reading> told;
    std::chrono::steady_clock::time_point last_change{};
    int silences{0};

    std::thread thread;

    void run() {
        while (!stop.stop_requested()) {
            if (!line) open();
            if (!line) {
                tell({.condition = Condition::gone});
                wait(options.retry, false);
                continue;
            }
            carry_out();
            read();
            const auto quiet = std::chrono::steady_clock::now() - last_change > kRestsAfter;
            wait(quiet ? options.resting : options.between, true);
        }
    }

    void open() {
        transport::Address address = options.address;
        if (auto* usb = std::get_if<transport::UsbAddress>(&address)) *usb = found(*usb);
        auto opened =
            transport::open_pipe(address, {.interface_class = transport::kUsbClassHid, .in = true},
                                 transport::after(options.retry), stop.get_token());
        silences = 0;
        if (opened) line = std::move(*opened);
    }

    void carry_out() {
        std::deque<Task> due;
        {
            const std::scoped_lock lock{mutex};
            due = std::exchange(tasks, {});
        }
        for (const Task& task : due) task(*weigher, *line, transport::after(options.patience));
    }

    void read() {
        const auto reading = weigher->weigh(*line, transport::after(options.patience));
        if (!reading) {
            line.reset();
            return tell({.condition = Condition::gone});
        }
        silences = reading->condition == Condition::not_read ? silences + 1 : 0;
        if (silences == 0) return tell(*reading);
        // One answer that was lost changes nothing that a person should see.
        if (silences >= kSilencesMax) tell({.condition = Condition::gone});
    }

    void tell(const Reading& reading) {
        if (told == reading) return;
        told = reading;
        last_change = std::chrono::steady_clock::now();
        on_reading(reading);
    }

    void wait(std::chrono::milliseconds time, bool for_tasks) {
        std::unique_lock lock{mutex};
        changed.wait_for(lock, time,
                         [&] { return stop.stop_requested() || (for_tasks && !tasks.empty()); });
    }

    void add(Task task) {
        {
            const std::scoped_lock lock{mutex};
            tasks.push_back(std::move(task));
        }
        changed.notify_all();
    }
};

Scale::Scale(Options options, pos::Random& random, OnReading on_reading)
    : core_{std::make_unique<Core>()} {
    core_->options = std::move(options);
    core_->on_reading = std::move(on_reading);
    core_->weigher = make_weigher(core_->options.protocol, random);
    core_->thread = std::thread{[core = core_.get()] { core->run(); }};
}

Scale::~Scale() {
    {
        const std::scoped_lock lock{core_->mutex};
        core_->stop.request_stop();
    }
    core_->changed.notify_all();
    core_->thread.join();
}

void Scale::set_price(std::uint32_t price_minor) {
    core_->add([price_minor](Weigher& weigher, transport::Pipe&, transport::Deadline) {
        weigher.set_price(price_minor);
    });
}
void Scale::tare() {
    core_->add([](Weigher& weigher, transport::Pipe& line, transport::Deadline until) {
        (void)weigher.tare(line, until);
    });
}
void Scale::clear_tare() {
    core_->add([](Weigher& weigher, transport::Pipe& line, transport::Deadline until) {
        weigher.clear_tare(line, until);
    });
}
void Scale::zero() {
    core_->add([](Weigher& weigher, transport::Pipe& line, transport::Deadline until) {
        (void)weigher.zero(line, until);
    });
}

}  // namespace drivers::scale
