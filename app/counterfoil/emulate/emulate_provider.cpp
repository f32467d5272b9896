#include <memory>
#include <ostream>
#include <sstream>

#include "app/counterfoil/emulate/emulate.hpp"
#include "drivers/provider/emulator/emulated_provider.hpp"

namespace app::counterfoil {

namespace {

using drivers::provider::emulator::Trouble;

struct ProviderOptions {
    EmulateOptions host;
    std::string key{"test"};
};

/// "cut-after none silence": what goes wrong with the next calls.
std::optional<std::vector<Trouble>> troubles_of(const std::string& line) {
    std::vector<Trouble> troubles;
    std::istringstream words{line};
    for (std::string word; words >> word;) {
        const auto trouble = drivers::provider::emulator::trouble_of(word);
        if (!trouble) return std::nullopt;
        troubles.push_back(*trouble);
    }
    return troubles;
}

void run_provider(const ProviderOptions& options, Context& context) {
    core::hold_signals();
    drivers::provider::emulator::EmulatedProvider provider{options.key};
    auto host =
        drivers::emulator::Host::start(provider, drivers::emulator::TcpPlace{options.host.port});
    if (!host) {
        const std::string what = "Port " + std::to_string(options.host.port) + " of this machine";
        return report(context, {core::FailureKind::environment,
                                drivers::transport::describe(host.error(), what)});
    }
    context.out << "--url " << drivers::provider::emulator::url_of((*host)->address()) << std::endl;
    wait_for_the_end(options.host.seconds, [&](const std::string& line) {
        if (const auto troubles = troubles_of(line)) {
            provider.next(*troubles);
        } else {
            context.err << "Type what goes wrong with the next calls: decline, cut-before, "
                           "cut-after, error-before, error-after, silence, no-json, half, doubled, "
                           "busy, pending or none.\n";
        }
    });
    for (const auto& booked : provider.bookings()) {
        context.out << booked.key << ' ' << booked.amount << ' ' << booked.currency << ' '
                    << (booked.is_paid ? "paid" : "declined") << '\n';
    }
}

}  // namespace

void add_emulate_provider(CLI::App& emulate, Context& context) {
    auto options = std::make_shared<ProviderOptions>();
    auto* command = emulate.add_subcommand(
        "provider",
        "A payment provider; amounts that end in 41 to 52 go wrong, as drivers/provider/README.md "
        "says, and so do the next calls as typed: decline, cut-after, silence, …");
    add_host_options(*command, options->host, false);
    command->add_option("--key", options->key, "The key that callers have to know")
        ->capture_default_str();
    command->callback([options, &context] { run_provider(*options, context); });
}

}  // namespace app::counterfoil
