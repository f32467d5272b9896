#include <memory>
#include <mutex>
#include <ostream>

#include "app/core/system.hpp"
#include "app/counterfoil/emulate/emulate.hpp"
#include "drivers/card/emulator/emulated_terminal.hpp"
#include "pos/locale/zone.hpp"

namespace app::counterfoil {

namespace {

using drivers::card::emulator::Behaviour;
using drivers::card::emulator::EmulatedTerminal;
using drivers::card::emulator::kTroubleLast;
using drivers::card::emulator::Trouble;

struct Options {
    EmulateOptions host;
    unsigned decline{0};
    std::string trouble{"none"};
    unsigned times{1};
    unsigned thinking_ms{1'500};
    bool forgetful{false};
};

void run(const Options& options, Context& context) {
    const auto zone = pos::locale::Zone::open(core::system_zone());
    if (!zone)
        return report(context,
                      {core::FailureKind::environment,
                       "The machine's own time zone, " + core::system_zone() + ", is not known."});
    std::mutex mutex;
    EmulatedTerminal terminal{{.clock = [&] { return zone->local(context.clock.now()); },
                               .log =
                                   [&](const std::string& words) {
                                       const std::scoped_lock lock{mutex};
                                       context.out << words << std::endl;
                                   }}};
    terminal.behave({.decline = static_cast<std::uint8_t>(options.decline),
                     .trouble = *drivers::card::emulator::trouble_named(options.trouble),
                     .times = options.times,
                     .thinking = std::chrono::milliseconds{options.thinking_ms},
                     .knows_last = !options.forgetful});
    host(terminal, options.host, "--card ", context);
}

}  // namespace

void add_emulate_card(CLI::App& emulate, Context& context) {
    auto options = std::make_shared<Options>();
    auto* command = emulate.add_subcommand("card", "A card terminal that speaks ZVT");
    options->host.port = 20'007;
    add_host_options(*command, options->host, false);
    command->add_option("--decline", options->decline, "Refuse every card with this result code")
        ->check(CLI::Range(0U, 255U));
    std::vector<std::string> troubles;
    for (int at = 0; at <= static_cast<int>(kTroubleLast); ++at) {
        troubles.emplace_back(name_of(static_cast<Trouble>(at)));
    }
    command->add_option("--trouble", options->trouble, "What goes wrong with an order")
        ->check(CLI::IsMember(troubles));
    command->add_option("--times", options->times, "So many orders suffer; 0 for all")
        ->capture_default_str();
    command->add_option("--thinking", options->thinking_ms, "Milliseconds until a card is read")
        ->check(CLI::Range(0U, 600'000U))
        ->capture_default_str();
    command->add_flag("--forgetful", options->forgetful,
                      "Does not answer what its last transaction was");
    command->callback([options, &context] { run(*options, context); });
}

}  // namespace app::counterfoil
