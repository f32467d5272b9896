#include <memory>
#include <ostream>
#include <vector>

#include "app/counterfoil/emulate/emulate.hpp"
#include "app/counterfoil/process/usb_guest.hpp"
#include "app/counterfoil/scanner_desk/scanner_desk.hpp"
#include "drivers/scanner/emulator/line_scanner.hpp"
#include "drivers/scanner/key_layout.hpp"

namespace app::counterfoil {

namespace {

using drivers::scanner::KeyLayout;

struct Options {
    EmulateOptions host;
    std::string usb;  // how it speaks there
    std::string layout{"us"};
    std::vector<std::string> program;
};

void run_on_usb(const Options& options, Context& context) {
    std::vector<std::string> words{"--as", options.usb, "--layout", options.layout, "--"};
    words.insert(words.end(), options.program.begin(), options.program.end());
    context.out.flush();
    report(context, become_program_beside("usb_scanner", std::move(words)));
}

void run(const Options& options, Context& context) {
    if (options.usb.empty() != options.program.empty()) {
        return report(context, {core::FailureKind::usage,
                                "--usb goes with the program that is to find the scanner: --usb "
                                "pos -- till …"});
    }
    if (!options.usb.empty()) return run_on_usb(options, context);
    core::hold_signals();
    drivers::scanner::emulator::LineScanner scanner;
    const auto host = open_host(scanner, options.host, "--scanner ", context);
    if (!host) return;
    const core::Ending ending{options.host.seconds};
    scan_typed([&](const std::string& code) { scanner.scan(code); },
               [&] { return ending.is_due(); });
}

}  // namespace

void add_emulate_scanner(CLI::App& emulate, Context& context) {
    auto options = std::make_shared<Options>();
    auto* command =
        emulate.add_subcommand("scanner", "A scanner that reads each line typed, as a code");
    add_host_options(*command, options->host, true);
    command
        ->add_option("--usb", options->usb,
                     "Plugged into a made-up USB bus, for the program behind -- alone: as pos (HID "
                     "point of sale), keyboard or lines (virtual serial port)")
        ->check(CLI::IsMember({"pos", "keyboard", "lines"}));
    command->add_option("--layout", options->layout, "Of the keyboard that it types like")
        ->check(CLI::IsMember(KeyLayout::names()))
        ->capture_default_str();
    command->add_option("program", options->program, "With --usb: the program and its options");
    command->callback([options, &context] { run(*options, context); });
}

}  // namespace app::counterfoil
