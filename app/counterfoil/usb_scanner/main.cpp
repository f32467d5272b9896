// Runs a program with a made-up scanner on its USB, for machines that have none; see
// `counterfoil emulate scanner --usb`.
#include <CLI/CLI.hpp>
#include <cstdio>
#include <iostream>
#include <map>
#include <string>
#include <vector>

#include "app/counterfoil/process/usb_guest.hpp"
#include "app/counterfoil/scanner_desk/scanner_desk.hpp"
#include "drivers/scanner/emulator/usb/usb_scanner.hpp"
#include "drivers/transport/emulator/usb_bus.hpp"

namespace {

using app::counterfoil::UsbGuest;
using drivers::scanner::KeyLayout;
using drivers::scanner::Language;
using drivers::scanner::emulator::UsbScanner;
using drivers::transport::emulator::UsbBus;

constexpr const char* kPort = "1-1";

int failed(const app::core::Failure& why) {
    std::cerr << why.words << '\n';
    return app::core::exit_code(why.kind);
}

int run(Language language, const std::string& layout, std::vector<std::string> words) {
    UsbGuest guest;
    UsbScanner scanner{language, "DEMO1", KeyLayout::named(layout).value()};
    UsbBus bus;
    bus.plug(scanner,
             {.port = kPort, .kernel_driver = language == Language::lines ? "cdc_acm" : "usbhid"});
    // Its input is empty: what is typed are codes.
    const auto started = guest.start(std::move(words), UsbGuest::Input::none);
    if (started) {
        app::counterfoil::scan_typed(
            [&](const std::string& code) {
                scanner.scan(code);
                bus.changed(kPort);
            },
            [&] { return guest.has_ended(); });
    }
    bus.unplug(kPort);
    return started ? guest.wait() : failed(started.error());
}

}  // namespace

int main(int argc, char** argv) {
    Language language = Language::pos;
    std::string layout = "us";
    std::vector<std::string> words;
    CLI::App program{
        "Runs a program with a made-up scanner on its USB; each line typed is a scan."};
    program.add_option("--as", language, "pos, keyboard or lines")
        ->transform(CLI::CheckedTransformer(std::map<std::string, Language>{
            {"pos", Language::pos}, {"keyboard", Language::keyboard}, {"lines", Language::lines}}));
    program.add_option("--layout", layout, "Of the keyboard that it types like")
        ->check(CLI::IsMember(KeyLayout::names()));
    program.add_option("program", words, "The program and its options, behind --")->required();
    CLI11_PARSE(program, argc, argv);
    if (!UsbBus::load(argv)) {
        std::perror("usb_scanner");
        return 3;
    }
    return run(language, layout, std::move(words));
}
