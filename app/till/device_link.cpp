#include "app/till/device_link.hpp"

#include <condition_variable>
#include <map>
#include <mutex>
#include <thread>

#include "app/core/find_devices.hpp"
#include "drivers/transport/usb_watch.hpp"

namespace till {

namespace {

using drivers::transport::DeviceKind;

shell::SeenDevice seen_of(const app::core::FoundDevice& found) {
    return {.kind = found.kind,
            .name = found.name,
            .address = found.address,
            .node = found.node,
            .printer = found.printer};
}

bool is_asked(const shell::SeenDevice& seen) {
    return seen.kind == DeviceKind::receipt_printer || seen.kind == DeviceKind::printer;
}

}  // namespace

struct DeviceLink::Core {
    void look(const std::stop_token& stop);
    void changed() {
        {
            const std::scoped_lock lock{mutex};
            stale = true;
        }
        wake.notify_all();
    }

    std::string printer_in_use;
    Report report;
    std::mutex mutex;
    std::condition_variable_any wake;
    bool stale{true};
    /// How the printers are that were asked, by their address.
    std::map<std::string, drivers::printer::PrinterReport> asked;
    std::unique_ptr<drivers::transport::UsbWatch> watch;
    std::jthread thread;
};

void DeviceLink::Core::look(const std::stop_token& stop) {
    while (!stop.stop_requested()) {
        {
            std::unique_lock lock{mutex};
            if (!wake.wait(lock, stop, [this] { return stale; })) return;
            stale = false;
        }
        const auto found = app::core::find_devices(false);
        if (!found) {
            report({.devices = {}, .trouble = found.error()});
            continue;
        }
        shell::DevicesSeen now;
        std::map<std::string, drivers::printer::PrinterReport> still_there;
        std::vector<std::size_t> to_ask;
        for (const auto& each : *found) {
            auto& seen = now.devices.emplace_back(seen_of(each));
            if (!is_asked(seen) || seen.address == printer_in_use || printer_in_use.empty())
                continue;
            if (const auto before = asked.find(seen.address); before != asked.end()) {
                seen.printer = before->second;
                still_there.insert(*before);
            } else {
                to_ask.push_back(now.devices.size() - 1);
            }
        }
        asked = std::move(still_there);
        now.looking = !to_ask.empty();
        report(now);
        for (const std::size_t index : to_ask) {
            if (stop.stop_requested()) return;
            auto& seen = now.devices[index];
            const auto address = drivers::transport::parse_address(seen.address);
            if (!address) continue;
            auto answer = app::core::ask_printer(*address, stop);
            if (seen.name.empty()) seen.name = answer.name;
            seen.printer = answer.printer;
            asked.insert_or_assign(seen.address, *answer.printer);
        }
        if (!to_ask.empty()) {
            now.looking = false;
            report(now);
        }
    }
}

DeviceLink::DeviceLink(std::string printer_in_use, Report report)
    : core_{std::make_unique<Core>()} {
    core_->printer_in_use = std::move(printer_in_use);
    core_->report = std::move(report);
    core_->thread =
        std::jthread{[core = core_.get()](const std::stop_token& stop) { core->look(stop); }};
    core_->watch = std::make_unique<drivers::transport::UsbWatch>(
        [core = core_.get()](const drivers::transport::UsbWatch::Change&) { core->changed(); });
}

DeviceLink::~DeviceLink() {
    core_->watch.reset();
}

}  // namespace till
