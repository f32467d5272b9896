#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "app/core/ending.hpp"
#include "app/counterfoil/command.hpp"
#include "drivers/emulator/host.hpp"

namespace app::counterfoil {

// `counterfoil emulate DEVICE`: one file a device. Each adds a command below "emulate".
void add_emulate_card(CLI::App& emulate, Context& context);
void add_emulate_printer(CLI::App& emulate, Context& context);
void add_emulate_scanner(CLI::App& emulate, Context& context);
void add_emulate_scale(CLI::App& emulate, Context& context);
void add_emulate_display(CLI::App& emulate, Context& context);
void add_emulate_meter(CLI::App& emulate, Context& context);
void add_emulate_provider(CLI::App& emulate, Context& context);
/// `counterfoil emulate --trade`, where no device is named.
void add_emulate_trade(CLI::App& emulate, Context& context);

/// Waits until somebody ends the program (Ctrl-C, SIGTERM) or `seconds` are over, if not 0. What is
/// typed meanwhile goes to `on_line`, line by line.
void wait_for_the_end(unsigned seconds,
                      const std::function<void(const std::string&)>& on_line = {});

/// Options that every emulated device has.
struct EmulateOptions {
    std::uint16_t port{0};
    bool serial{false};
    unsigned seconds{0};  // 0: until it is ended
};
/// `--port`, `--for`; with `serial_too`, `--serial`.
void add_host_options(CLI::App& command, EmulateOptions& options, bool serial_too);

/// Hosts the machine and says on `out` how a till is told of it ("--card tcp:127.0.0.1:20007").
/// Null where it cannot: that is reported.
///
/// requires: hold_signals() was called
std::unique_ptr<drivers::emulator::Host> open_host(drivers::emulator::Machine& machine,
                                                   const EmulateOptions& options,
                                                   const std::string& till_option,
                                                   Context& context);
/// The same, and waits for the end.
void host(drivers::emulator::Machine& machine, const EmulateOptions& options,
          const std::string& till_option, Context& context,
          const std::function<void(const std::string&)>& on_line = {});

}  // namespace app::counterfoil
