#include <memory>
#include <nlohmann/json.hpp>
#include <ostream>

#include "app/core/find_devices.hpp"
#include "app/counterfoil/command.hpp"
#include "app/counterfoil/try_devices.hpp"

namespace app::counterfoil {

namespace {

using drivers::printer::PrinterState;
using drivers::transport::DeviceKind;

struct Options {
    DeviceTrials trials;
    bool list_only{false};
    bool json{false};
};

const char* words_of(DeviceKind kind) {
    switch (kind) {
        case DeviceKind::other:
            return "other";
        case DeviceKind::receipt_printer:
            return "receipt printer";
        case DeviceKind::printer:
            return "printer";
        case DeviceKind::label_printer:
            return "label printer";
        case DeviceKind::scanner:
            return "scanner";
        case DeviceKind::keyboard:
            return "keyboard";
        case DeviceKind::scale:
            return "scale";
        case DeviceKind::serial_port:
            return "serial port";
    }
    return "other";
}

const char* words_of(PrinterState state) {
    switch (state) {
        case PrinterState::gone:
            return "not reachable";
        case PrinterState::cutter_error:
            return "cutter jammed";
        case PrinterState::fault:
            return "fault";
        case PrinterState::cover_open:
            return "cover open";
        case PrinterState::paper_out:
            return "no paper";
        case PrinterState::offline:
            return "paused";
        case PrinterState::paper_low:
            return "paper low";
        case PrinterState::ready:
            return "ready";
        case PrinterState::unknown:
            return "unknown";
    }
    return "unknown";
}

std::string trouble_of(const core::FoundDevice& device) {
    if (!device.printer || !device.printer->trouble) return {};
    return describe(*device.printer->trouble, "The printer");
}

void write_json(std::ostream& out, const std::vector<core::FoundDevice>& devices) {
    auto all = nlohmann::ordered_json::array();
    for (const auto& device : devices) {
        nlohmann::ordered_json one{{"kind", words_of(device.kind)},
                                   {"name", device.name},
                                   {"address", device.address},
                                   {"port", device.port},
                                   {"node", device.node},
                                   {"state", nullptr},
                                   {"trouble", nullptr}};
        if (device.printer) one["state"] = words_of(device.printer->state);
        if (const auto trouble = trouble_of(device); !trouble.empty()) one["trouble"] = trouble;
        all.push_back(std::move(one));
    }
    out << all.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) << '\n';
}

void run(const Options& options, Context& context) {
    if (options.trials.any()) return try_devices(options.trials, context);
    auto devices = core::find_devices(!options.list_only);
    if (!devices) {
        return report(context, {core::FailureKind::environment,
                                drivers::transport::describe(devices.error(), "The USB")});
    }
    for (const std::string& where : options.trials.printers) {
        const auto address = drivers::transport::parse_address(where);
        if (!address) {
            context.err << "--printer " << address.error().words << '\n';
            context.exit = Exit::usage;
            return;
        }
        devices->push_back(core::ask_printer(*address));
    }
    if (options.json) return write_json(context.out, *devices);
    if (devices->empty()) {
        context.err << "Nothing is plugged into USB. A printer on the network is asked by "
                       "--printer tcp:HOST.\n";
        return;
    }
    Table table{.columns = {{"DEVICE"}, {"NAME"}, {"STATE"}, {"ADDRESS"}, {"NODE"}}, .rows = {}};
    for (const auto& device : *devices) {
        table.rows.push_back({words_of(device.kind), device.name,
                              device.printer ? words_of(device.printer->state) : "", device.address,
                              device.node});
    }
    write_table(context.out, table);
    for (const auto& device : *devices) {
        if (const auto trouble = trouble_of(device); !trouble.empty())
            context.err << device.address << ": " << trouble << '\n';
    }
}

}  // namespace

void add_devices(CLI::App& program, Context& context) {
    auto options = std::make_shared<Options>();
    auto* command = program.add_subcommand(
        "devices", "What is plugged in, what it is, and how the printers are");
    auto& trials = options->trials;
    command->add_option("--printer", trials.printers,
                        "Asks this printer too: tcp:HOST, serial:/dev/…:SPEED");
    command->add_flag("--test-page", trials.test_page,
                      "Prints one on the printer that is named, else on the one plugged in");
    add_profile(*command, trials.profile);
    command->add_flag("--open-drawer", trials.open_drawer, "Opens the drawer at that printer");
    command->add_option("--weigh", trials.weigh,
                        "Says what lies on this scale: 8217@serial:/dev/ttyUSB0, usb");
    command->add_flag("--scan", trials.scan, "Waits for a scan and shows the code");
    command->add_option("--scanner", trials.scanners,
                        "With --scan, a scanner that USB does not show by itself");
    command
        ->add_option("--for", trials.seconds, "How many seconds a scan or a steady weight may take")
        ->check(CLI::Range(1U, 600U))
        ->capture_default_str();
    command->add_flag("--list", options->list_only, "Opens nothing: what is there, and no states");
    add_json(*command, options->json);
    command->callback([options, &context] { run(*options, context); });
}

}  // namespace app::counterfoil
