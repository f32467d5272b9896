#include <memory>
#include <ostream>
#include <vector>

#include "app/counterfoil/emulate/emulate.hpp"
#include "app/counterfoil/printer_desk/printer_desk.hpp"
#include "app/counterfoil/process/usb_guest.hpp"
#include "drivers/printer/emulator/line_printer.hpp"
#include "drivers/transport/address.hpp"

namespace app::counterfoil {

namespace {

using drivers::printer::emulator::EmulatedPrinter;
using drivers::printer::emulator::LinePrinter;

struct Options {
    EmulateOptions host;
    PrinterDesk desk;
    bool usb{false};
    std::vector<std::string> program;
};

void run_on_usb(const Options& options, Context& context) {
    std::vector<std::string> words{"--paper", options.desk.folder, "--buffer",
                                   std::to_string(options.desk.buffer_bytes)};
    if (options.desk.bytes_per_second > 0) {
        words.insert(words.end(), {"--slow", std::to_string(options.desk.bytes_per_second)});
    }
    if (options.desk.silent) words.emplace_back("--silent");
    if (options.desk.narrow) words.emplace_back("--narrow");
    words.emplace_back("--");
    words.insert(words.end(), options.program.begin(), options.program.end());
    context.out.flush();
    report(context, become_program_beside("usb_counter", std::move(words)));
}

void run(const Options& options, Context& context) {
    if (options.usb != !options.program.empty()) {
        context.err << "--usb goes with the program that is to find the printer: --usb -- till …\n";
        context.exit = Exit::usage;
        return;
    }
    if (options.usb) return run_on_usb(options, context);
    core::hold_signals();
    EmulatedPrinter printer{manner_of(options.desk, ordinary_profile(options.desk))};
    LinePrinter machine{printer};
    const auto host = open_host(machine, options.host, "--printer ", context);
    if (!host) return;
    const core::Ending ending{options.host.seconds};
    const auto nothing_more = [](const std::string&) { return false; };
    const auto done = attend(
        printer, options.desk, nothing_more, [&] { return ending.is_due(); }, context.out,
        context.err);
    if (!done) report(context, done.error());
}

}  // namespace

void add_emulate_printer(CLI::App& emulate, Context& context) {
    auto options = std::make_shared<Options>();
    auto* command = emulate.add_subcommand(
        "printer", "A receipt printer that speaks ESC/POS and shows its paper");
    options->host.port = drivers::transport::kPrinterPort;
    add_host_options(*command, options->host, true);
    add_desk_options(*command, options->desk);
    command->add_flag("--usb", options->usb,
                      "Plugged into a made-up USB bus, for the program behind -- alone");
    command->add_option("program", options->program, "With --usb: the program and its options");
    command->footer(desk_footer("; with --usb also unplug, plug"));
    command->callback([options, &context] { run(*options, context); });
}

}  // namespace app::counterfoil
