// Runs a program with a made-up receipt printer on its USB, for machines that have none; see
// `counterfoil emulate printer --usb`.
#include <CLI/CLI.hpp>
#include <cstdio>
#include <iostream>
#include <string>
#include <string_view>
#include <vector>

#include "app/counterfoil/printer_desk/printer_desk.hpp"
#include "app/counterfoil/process/usb_guest.hpp"
#include "drivers/printer/emulator/usb/usb_printer.hpp"
#include "drivers/transport/emulator/usb_bus.hpp"

namespace {

using namespace drivers::printer::emulator;
using app::counterfoil::UsbGuest;
using drivers::transport::emulator::UsbBus;

constexpr const char* kPort = "1-1";
constexpr std::string_view kWideProfile = "epson-tm-t88";

int failed(const app::core::Failure& why) {
    std::cerr << why.words << '\n';
    return app::core::exit_code(why.kind);
}

/// One printer on the bus, which a hand may plug in and out.
class Counter {
public:
    Counter(Manner manner, drivers::transport::UsbDevice identity)
        : printer_{std::move(manner)}, usb_{printer_, std::move(identity)} {
        plug();
    }
    ~Counter() {
        unplug();
        printer_.on_change({});
    }
    Counter(const Counter&) = delete;
    Counter& operator=(const Counter&) = delete;

    EmulatedPrinter& printer() { return printer_; }

    bool obey(const std::string& line) {
        if (line == "unplug") return unplug();
        if (line == "plug") return plug();
        if (line != "power") return false;
        unplug();
        printer_.power_cycle();
        return plug();
    }

private:
    bool plug() {
        if (plugged_) return true;
        printer_.on_change([this] { bus_.changed(kPort); });
        bus_.plug(usb_, {.port = kPort, .kernel_driver = "usblp"});
        plugged_ = true;
        return true;
    }
    bool unplug() {
        if (plugged_) bus_.unplug(kPort);
        plugged_ = false;
        return true;
    }

    UsbBus bus_;
    EmulatedPrinter printer_;
    UsbPrinter usb_;
    bool plugged_{false};
};

/// What such printers say of themselves, so that the program takes the right profile.
drivers::transport::UsbDevice identity_of(const app::counterfoil::PrinterDesk& desk) {
    auto identity = UsbPrinter::epson("DEMO1");
    if (!desk.narrow) return identity;
    identity.vendor = 0x0483;
    identity.product = 0x5840;
    identity.manufacturer.clear();
    identity.name = "POS58 Printer";
    return identity;
}

Manner usb_manner_of(const app::counterfoil::PrinterDesk& desk) {
    return manner_of(desk, desk.narrow ? ordinary_profile(desk) : kWideProfile);
}

int run(const app::counterfoil::PrinterDesk& desk, std::vector<std::string> words) {
    UsbGuest guest;
    Counter counter{usb_manner_of(desk), identity_of(desk)};
    if (const auto started = guest.start(std::move(words), UsbGuest::Input::ours); !started)
        return failed(started.error());
    const auto done = app::counterfoil::attend(
        counter.printer(), desk, [&](const std::string& line) { return counter.obey(line); },
        [&] { return guest.has_ended(); }, std::cout, std::cerr);
    const int code = guest.wait();
    return done ? code : failed(done.error());
}

}  // namespace

int main(int argc, char** argv) {
    app::counterfoil::PrinterDesk desk;
    std::vector<std::string> words;
    CLI::App program{"Runs a program with a made-up receipt printer on its USB."};
    app::counterfoil::add_desk_options(program, desk);
    program.add_option("program", words, "The program and its options, behind --")->required();
    program.footer(app::counterfoil::desk_footer(", unplug, plug"));
    CLI11_PARSE(program, argc, argv);
    if (!UsbBus::load(argv)) {
        std::perror("usb_counter");
        return 3;
    }
    return run(desk, std::move(words));
}
