#include "drivers/scanner/scanners.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <condition_variable>
#include <list>
#include <mutex>
#include <thread>

#include "drivers/transport/usb_watch.hpp"

namespace drivers::scanner {

namespace {

using namespace std::chrono_literals;
using transport::Error;
using transport::Fault;
using transport::UsbDevice;

constexpr auto kTryAgain = 1s;  // where a scanner cannot be opened
constexpr auto kPause = 60ms;   // of scanners that do not end their codes
constexpr auto kListen = 1h;    // a read is ended by stop, not by time

ScannerState state_of(const Error& error) {
    switch (error.fault) {
        case Fault::in_use:
            return ScannerState::in_use;
        case Fault::not_allowed:
            return ScannerState::not_allowed;
        case Fault::not_possible:
        case Fault::input_output:
        case Fault::stalled:
            return ScannerState::failed;
        case Fault::not_found:
        case Fault::gone:
        case Fault::timed_out:
        case Fault::refused:
        case Fault::unreachable:
        case Fault::cancelled:
        case Fault::woken:
            return ScannerState::gone;
    }
    return ScannerState::failed;
}

std::string name_of(const UsbDevice& device, const transport::KnownDevice& known) {
    if (!device.name.empty()) return device.name;
    if (!known.name.empty()) return known.name;
    return transport::to_string(transport::Address{transport::address_of(device)});
}

}  // namespace

/// What the scanners have in common.
struct Scanners::Core {
    using Open = std::function<std::expected<ScannerPort, Error>(std::stop_token)>;

    /// One scanner and the thread that listens to it.
    struct Scanner {
        ScannerStatus status;
        bool told{false};  // its first state is known
        std::string key;   // of a USB device: bus and number; of an address: none
        std::jthread thread;
    };

    Core(Options o, OnCode code, OnChange change)
        : options{std::move(o)}, on_code{std::move(code)}, on_change{std::move(change)} {}

    static std::string key_of(const UsbDevice& device) {
        return std::to_string(device.bus) + '/' + std::to_string(device.number);
    }

    void start(std::string name, std::string address, std::string key, Open open) {
        const std::scoped_lock lock{mutex};
        Scanner& scanner = scanners.emplace_back();
        scanner.status.name = std::move(name);
        scanner.status.address = std::move(address);
        scanner.key = std::move(key);
        scanner.thread = std::jthread{[this, &scanner, open = std::move(open)](
                                          std::stop_token stop) { run(scanner, open, stop); }};
    }

    void changed(const transport::UsbWatch::Change& change) {
        if (!change.arrived) return left(key_of(change.device));
        const auto known = options.table.look_up(change.device);
        const auto found = scanner_interface(change.device, known, is_wanted(change.device));
        if (!found) return;
        start(name_of(change.device, known),
              transport::to_string(transport::address_of(change.device)), key_of(change.device),
              [this, device = change.device, found = *found](std::stop_token stop) {
                  return open_usb_scanner(device, found, options.settings, stop);
              });
    }

    bool is_wanted(const UsbDevice& device) const {
        return std::ranges::any_of(options.addresses, [&](const transport::Address& address) {
            const auto* usb = std::get_if<transport::UsbAddress>(&address);
            return usb != nullptr && transport::fits(*usb, device);
        });
    }

    void left(const std::string& key) {
        std::list<Scanner> gone;
        {
            const std::scoped_lock lock{mutex};
            const auto at = std::ranges::find(scanners, key, &Scanner::key);
            if (at == scanners.end()) return;
            gone.splice(gone.begin(), scanners, at);
        }
        gone.clear();  // its thread ends first
        tell();
    }

    /// Opens the scanner and listens, as often as it takes.
    void run(Scanner& scanner, const Open& open, const std::stop_token& stop) {
        while (!stop.stop_requested()) {
            auto port = open(stop);
            if (stop.stop_requested()) return;
            if (port) {
                set(scanner, ScannerState::ready, {});
                const Error error = listen(*port, stop);
                if (stop.stop_requested()) return;
                set(scanner, state_of(error), error.detail);
            } else {
                set(scanner, state_of(port.error()), port.error().detail);
            }
            std::unique_lock lock{mutex};
            again.wait_for(lock, stop, kTryAgain, [] { return false; });
        }
    }

    /// Until the scanner fails, leaves or is let go.
    Error listen(ScannerPort& port, const std::stop_token& stop) {
        std::array<std::byte, 1'024> room{};
        std::vector<std::string> codes;
        while (!stop.stop_requested()) {
            const bool pauses =
                port.decoder->is_within_code() && options.settings.framing.end == End::pause;
            const auto size = port.pipe->read(
                room, pauses ? transport::after(kPause) : transport::after(kListen));
            if (size) {
                port.decoder->feed(pos::BytesView{room}.first(*size), codes);
            } else if (size.error().fault == Fault::timed_out) {
                port.decoder->pause(codes);
            } else if (size.error().fault == Fault::stalled) {
                port.decoder->reset();  // some of it was lost
            } else {
                return size.error();
            }
            for (std::string& code : codes) report(std::move(code), stop);
            codes.clear();
        }
        return {Fault::cancelled};
    }

    void report(std::string code, const std::stop_token& stop) {
        const std::scoped_lock lock{calls};
        if (!stop.stop_requested()) on_code(std::move(code));
    }

    void set(Scanner& scanner, ScannerState state, const std::string& detail) {
        {
            const std::scoped_lock lock{mutex};
            ScannerStatus status = scanner.status;
            status.state = state;
            status.detail = detail;
            if (scanner.told && scanner.status == status) return;
            scanner.told = true;
            scanner.status = std::move(status);
        }
        tell();
    }

    void tell() {
        const std::scoped_lock call{calls};
        std::vector<ScannerStatus> all;
        {
            const std::scoped_lock lock{mutex};
            for (const Scanner& scanner : scanners) {
                if (scanner.told) all.push_back(scanner.status);
            }
        }
        on_change(std::move(all));
    }

    Options options;
    OnCode on_code;
    OnChange on_change;
    std::mutex calls;  // one callback at a time
    std::mutex mutex;  // of the list and the states in it
    std::condition_variable_any again;
    std::list<Scanner> scanners;
    std::unique_ptr<transport::UsbWatch> watch;
};

Scanners::Scanners(Options options, OnCode on_code, OnChange on_change)
    : core_{std::make_unique<Core>(std::move(options), std::move(on_code), std::move(on_change))} {
    Core& core = *core_;
    for (const transport::Address& address : core.options.addresses) {
        if (std::holds_alternative<transport::UsbAddress>(address)) continue;
        const std::string words = transport::to_string(address);
        core.start(words, words, {}, [&core, address](std::stop_token stop) {
            return open_line_scanner(address, core.options.settings, stop);
        });
    }
    if (!core.options.usb) return;
    core.watch = std::make_unique<transport::UsbWatch>(
        [&core](const transport::UsbWatch::Change& change) { core.changed(change); });
}

Scanners::~Scanners() {
    core_->watch.reset();
    std::list<Core::Scanner> ending;
    {
        const std::scoped_lock lock{core_->mutex};
        ending.splice(ending.begin(), core_->scanners);
    }
    // Threads that wait for the lists' lock can go on: they are stopped one after the other.
    for (auto& scanner : ending) scanner.thread.request_stop();
    ending.clear();
}

}  // namespace drivers::scanner
