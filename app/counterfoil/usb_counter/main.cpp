// Runs a program with a made-up receipt printer on its USB, for machines that have none; see
// `counterfoil emulate printer --usb`.
#include <sys/wait.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <iostream>
#include <string>
#include <string_view>
#include <vector>

#include "app/counterfoil/printer_desk/printer_desk.hpp"
#include "drivers/printer/emulator/usb/usb_printer.hpp"
#include "drivers/transport/emulator/usb_bus.hpp"

namespace {

using namespace drivers::printer::emulator;
using drivers::transport::emulator::UsbBus;

constexpr const char* kPort = "1-1";
constexpr const char* kLibrary = "libumockdev-preload.so.0";
constexpr std::string_view kWideProfile = "epson-tm-t88";
constexpr int kEnvironment = 3;

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

sigset_t ending_signals() {
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGINT);
    sigaddset(&set, SIGTERM);
    return set;
}

pid_t start(std::vector<std::string>& words) {
    std::vector<char*> arguments;
    for (auto& word : words) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    const pid_t child = ::fork();
    if (child != 0) return child;
    const sigset_t signals = ending_signals();
    ::sigprocmask(SIG_UNBLOCK, &signals, nullptr);
    ::execvp(arguments[0], arguments.data());
    std::perror(arguments[0]);
    ::_exit(127);
}

int run(const app::counterfoil::PrinterDesk& desk, std::vector<std::string> words) {
    // What ends this program ends the one behind it, and then the printer is put away.
    const sigset_t signals = ending_signals();
    ::sigprocmask(SIG_BLOCK, &signals, nullptr);
    Counter counter{usb_manner_of(desk), identity_of(desk)};
    const pid_t child = start(words);
    if (child < 0) {
        std::perror("fork");
        return kEnvironment;
    }
    int status = 0;
    bool over = false;
    const auto ended = [&] {
        const timespec at_once{};
        if (::sigtimedwait(&signals, nullptr, &at_once) > 0) ::kill(child, SIGTERM);
        over = over || ::waitpid(child, &status, WNOHANG) == child;
        return over;
    };
    const auto done = app::counterfoil::attend(
        counter.printer(), desk, [&](const std::string& line) { return counter.obey(line); }, ended,
        std::cout, std::cerr);
    if (!done) std::cerr << done.error().words << '\n';
    if (!over) ::waitpid(child, &status, 0);
    if (!done) return kEnvironment;
    return WIFEXITED(status) ? WEXITSTATUS(status) : 1;
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
    if (!UsbBus::available()) {
        const char* const before = std::getenv("LD_PRELOAD");
        if (before != nullptr &&
            std::string_view{before}.find(kLibrary) != std::string_view::npos) {
            std::cerr << "A made-up USB bus needs umockdev: install the package of that name.\n";
            return kEnvironment;
        }
        const std::string both =
            before != nullptr && *before != 0 ? kLibrary + (":" + std::string{before}) : kLibrary;
        ::setenv("LD_PRELOAD", both.c_str(), 1);
        ::execv("/proc/self/exe", argv);
        std::perror("usb_counter");
        return kEnvironment;
    }
    return run(desk, std::move(words));
}
