#include <fmt/format.h>
#include <fmt/ranges.h>

#include <map>
#include <memory>
#include <optional>
#include <ostream>

#include "app/core/change_setting.hpp"
#include "app/core/open_shop.hpp"
#include "app/core/scanner_setup.hpp"
#include "app/counterfoil/command.hpp"
#include "drivers/scanner/key_layout.hpp"

namespace app::counterfoil {

namespace {

using drivers::scanner::End;
using drivers::scanner::ScannerSettings;

struct Options {
    std::string db;
    std::string key_file;
    std::string cashier;
    std::optional<std::string> layout;
    std::optional<std::string> prefix;
    std::optional<std::string> suffix;
    std::optional<End> end;

    bool changes() const { return layout || prefix || suffix || end; }
};

core::Outcome<ScannerSettings> read(pos::store::Reader& reader) {
    const auto text = core::read_till_setting(reader, "scanner", {});
    if (!text) return std::unexpected{text.error()};
    return core::parse_scanner_settings(*text);
}

ScannerSettings changed(ScannerSettings settings, const Options& options) {
    settings.layout = options.layout.value_or(settings.layout);
    settings.framing.prefix = options.prefix.value_or(settings.framing.prefix);
    settings.framing.suffix = options.suffix.value_or(settings.framing.suffix);
    settings.framing.end = options.end.value_or(settings.framing.end);
    return settings;
}

core::Outcome<ScannerSettings> change(const Options& options, Context& context) {
    const auto now = context.clock.now();
    auto store =
        core::open_shop(options.db, {.program = kProgram, .key_file = options.key_file}, now);
    if (!store) return std::unexpected{store.error()};
    const auto shop = core::read_shop((*store)->reader(), (*store)->journal(), options.cashier);
    if (!shop) return std::unexpected{shop.error()};
    const auto before = read((*store)->reader());
    if (!before) return before;
    const auto after = changed(*before, options);
    const std::string text = core::to_string(after);
    const auto done = core::change_setting(
        **store, *shop, {"till.scanner", core::to_string(*before), text},
        [&](auto& catalogue) { return catalogue.put_setting("till.scanner", pos::as_bytes(text)); },
        now);
    if (!done) return std::unexpected{done.error()};
    return after;
}

core::Outcome<ScannerSettings> read(const Options& options) {
    auto reader = core::OpenReader::open(options.db);
    if (!reader) return std::unexpected{reader.error()};
    return read(**reader);
}

void run(const Options& options, Context& context) {
    const auto settings = options.changes() ? change(options, context) : read(options);
    if (!settings) return report(context, settings.error());
    context.out << core::to_string(*settings) << '\n';
}

}  // namespace

void add_scanner(CLI::App& program, Context& context) {
    auto options = std::make_shared<Options>();
    auto* command = program.add_subcommand(
        "scanner",
        "How this till's scanners send codes: shows it, or changes it from the till's next start");
    add_db(*command, options->db);
    add_key(*command, options->key_file);
    command
        ->add_option("--layout", options->layout,
                     fmt::format("The country of the keyboard that scanners type like: {}",
                                 fmt::join(drivers::scanner::KeyLayout::names(), ", ")))
        ->check(CLI::IsMember(drivers::scanner::KeyLayout::names()));
    command->add_option("--prefix", options->prefix, "What they send before each code");
    command->add_option("--suffix", options->suffix, "What they send behind each code");
    command
        ->add_option("--end", options->end,
                     "What ends a code: enter (or tab, or a line's end), or a pause")
        ->transform(CLI::CheckedTransformer(
            std::map<std::string, End>{{"enter", End::enter_or_tab}, {"pause", End::pause}}));
    add_cashier(*command, options->cashier);
    command->callback([options, &context] { run(*options, context); });
}

}  // namespace app::counterfoil
