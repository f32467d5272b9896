#pragma once

#include <chrono>
#include <memory>
#include <string>

#include "app/counterfoil/command.hpp"
#include "drivers/emulator/host.hpp"

namespace app::counterfoil {

// `counterfoil emulate DEVICE`: one file a device. Each adds a command below "emulate".
void add_emulate_card(CLI::App& emulate, Context& context);
void add_emulate_printer(CLI::App& emulate, Context& context);
void add_emulate_scanner(CLI::App& emulate, Context& context);

/// Waits until somebody ends the program (Ctrl-C, SIGTERM) or `seconds` are over, if not 0.
///
/// requires: those signals are blocked since before the first thread was started (hold_signals)
void wait_for_the_end(unsigned seconds);
void hold_signals();

/// Options that every emulated device has, and what they lead to.
struct EmulateOptions {
    std::uint16_t port{0};
    bool serial{false};
    unsigned seconds{0};  // 0: until it is ended
};
/// `--port`, `--for`; with `serial_too`, `--serial`.
void add_host_options(CLI::App& command, EmulateOptions& options, bool serial_too);

/// Hosts the machine and says on `out` which address a till must be given. Null where it cannot:
/// that is reported.
///
/// requires: hold_signals() was called
std::unique_ptr<drivers::emulator::Host> open_host(drivers::emulator::Machine& machine,
                                                   const EmulateOptions& options,
                                                   const std::string& till_option,
                                                   Context& context);
/// Hosts the machine, says on `out` which address a till must be given, and waits for the end.
void host(drivers::emulator::Machine& machine, const EmulateOptions& options,
          const std::string& till_option, Context& context);

}  // namespace app::counterfoil
