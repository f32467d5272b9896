#include "app/counterfoil/emulate/emulate.hpp"

#include <poll.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <ostream>

namespace app::counterfoil {

void wait_for_the_end(unsigned seconds, const std::function<void(const std::string&)>& on_line) {
    using Clock = std::chrono::steady_clock;
    const sigset_t set = core::ending_signals();
    const int signals = ::signalfd(-1, &set, SFD_CLOEXEC);
    const auto until = Clock::now() + std::chrono::seconds{seconds};
    std::string typed;
    bool listens = static_cast<bool>(on_line);
    for (;;) {
        const auto left =
            std::chrono::ceil<std::chrono::milliseconds>(until - Clock::now()).count();
        if (seconds != 0 && left <= 0) break;
        pollfd polled[2] = {{.fd = signals, .events = POLLIN, .revents = 0},
                            {.fd = listens ? STDIN_FILENO : -1, .events = POLLIN, .revents = 0}};
        if (::poll(polled, 2, seconds == 0 ? -1 : static_cast<int>(left)) < 0) continue;
        if (polled[0].revents != 0) break;
        if (polled[1].revents == 0) continue;
        std::array<char, 256> room{};
        const auto got = ::read(STDIN_FILENO, room.data(), room.size());
        if (got <= 0) listens = false;  // nobody types any more
        if (got > 0) typed.append(room.data(), static_cast<std::size_t>(got));
        for (auto end = typed.find('\n'); end != std::string::npos; end = typed.find('\n')) {
            on_line(typed.substr(0, end));
            typed.erase(0, end + 1);
        }
    }
    ::close(signals);
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
    context.out << till_option << (*host)->address() << std::endl;
    return std::move(*host);
}

void host(drivers::emulator::Machine& machine, const EmulateOptions& options,
          const std::string& till_option, Context& context,
          const std::function<void(const std::string&)>& on_line) {
    core::hold_signals();
    const auto host = open_host(machine, options, till_option, context);
    if (host) wait_for_the_end(options.seconds, on_line);
}

void add_emulate(CLI::App& program, Context& context) {
    auto* emulate = program.add_subcommand(
        "emulate",
        "Stands in for a device that is not there: real bytes over a real line. With --trade, a "
        "business lives through simulated months at a head office");
    emulate->require_subcommand(0, 1);
    add_emulate_card(*emulate, context);
    add_emulate_printer(*emulate, context);
    add_emulate_scanner(*emulate, context);
    add_emulate_scale(*emulate, context);
    add_emulate_display(*emulate, context);
    add_emulate_meter(*emulate, context);
    add_emulate_provider(*emulate, context);
    add_emulate_trade(*emulate, context);
}

}  // namespace app::counterfoil
