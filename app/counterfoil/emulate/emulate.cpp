#include "app/counterfoil/emulate/emulate.hpp"

#include <csignal>
#include <ctime>
#include <ostream>

namespace app::counterfoil {

namespace {

sigset_t ending_signals() {
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGINT);
    sigaddset(&set, SIGTERM);
    return set;
}

}  // namespace

void hold_signals() {
    const sigset_t set = ending_signals();
    pthread_sigmask(SIG_BLOCK, &set, nullptr);
}

void wait_for_the_end(unsigned seconds) {
    const sigset_t set = ending_signals();
    int which = 0;
    if (seconds == 0) {
        sigwait(&set, &which);
        return;
    }
    const timespec wait{.tv_sec = static_cast<time_t>(seconds), .tv_nsec = 0};
    sigtimedwait(&set, nullptr, &wait);
}

void add_host_options(CLI::App& command, EmulateOptions& options, bool serial_too) {
    auto* port = command.add_option("--port", options.port,
                                    "The TCP port on this machine; else one that is free");
    if (serial_too) {
        command.add_flag("--serial", options.serial, "A serial line in place of TCP")
            ->excludes(port);
    }
    command.add_option("--for", options.seconds, "End after so many seconds; else with Ctrl-C");
}

std::unique_ptr<drivers::emulator::Host> open_host(drivers::emulator::Machine& machine,
                                                   const EmulateOptions& options,
                                                   const std::string& till_option,
                                                   Context& context) {
    using drivers::emulator::Host;
    auto host = options.serial ? Host::start(machine, drivers::emulator::SerialPlace{})
                               : Host::start(machine, drivers::emulator::TcpPlace{options.port});
    if (!host) {
        const std::string what = options.serial
                                     ? "A serial line"
                                     : "Port " + std::to_string(options.port) + " of this machine";
        report(context,
               {core::FailureKind::environment, drivers::transport::describe(host.error(), what)});
        return nullptr;
    }
    context.out << till_option << ' ' << (*host)->address() << std::endl;
    return std::move(*host);
}

void host(drivers::emulator::Machine& machine, const EmulateOptions& options,
          const std::string& till_option, Context& context) {
    hold_signals();
    const auto host = open_host(machine, options, till_option, context);
    if (host) wait_for_the_end(options.seconds);
}

void add_emulate(CLI::App& program, Context& context) {
    auto* emulate = program.add_subcommand(
        "emulate", "Stands in for a device that is not there: real bytes over a real line");
    emulate->require_subcommand(1);
    add_emulate_card(*emulate, context);
    add_emulate_printer(*emulate, context);
    add_emulate_scanner(*emulate, context);
}

}  // namespace app::counterfoil
