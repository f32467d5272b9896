#include <array>
#include <memory>
#include <nlohmann/json.hpp>
#include <ostream>

#include "app/core/card_setup.hpp"
#include "app/core/display_setup.hpp"
#include "app/core/drawer_setup.hpp"
#include "app/core/open_shop.hpp"
#include "app/core/printer_setup.hpp"
#include "app/core/scale_setup.hpp"
#include "app/core/scanner_setup.hpp"
#include "app/core/till_settings.hpp"
#include "app/counterfoil/command.hpp"

namespace app::counterfoil {

namespace {

/// A device's setting, as the command line and as the shop calls it.
struct Device {
    const char* option;
    const char* setting;
    const char* words;
};
constexpr std::array kDevices{
    Device{"printer", "printer", "The receipt printer, as in tcp:192.168.1.50; else any on USB"},
    Device{"printer-profile", "printer_profile", "How it is spoken to, as in generic-58mm"},
    Device{"scanners", "scanners",
           "Scanners that USB does not show by itself, with blanks between"},
    Device{"card", "card", "The card terminal, as in zvt:192.168.1.60"},
    Device{"card-password", "card_password", "Its password, six digits"},
    Device{"scale", "scale_at",
           "The scale, as in 8217@serial:/dev/ttyUSB0, nci@…, dialog06@… or usb"},
    Device{"scale-polynomial", "scale_polynomial", "Of Dialog 06, four hexadecimal digits"},
    Device{"display", "display",
           "What the customer sees: window, serial:/dev/ttyUSB1, cd5220@…, or both with a comma"},
    Device{"display-code-page", "display_code_page", "Of its two lines, as in cp858"},
    Device{"drawer", "drawer", "The cash drawer: printer, printer:5, serial:/dev/ttyUSB2"},
    Device{"drawer-bytes", "drawer_bytes", "What opens one with a line of its own, hexadecimal"},
    Device{"drawer-warn", "drawer_seconds", "After how many seconds it is left open; 0 for never"},
    Device{"backups", "backup_folder",
           "A folder, best on another disk, for a backup every hour and with every close"},
};

struct Options {
    std::string db;
    std::string key_file;
    std::string cashier;
    bool json{false};
    std::array<std::optional<std::string>, kDevices.size()> values;
};

using Values = std::array<std::string, kDevices.size()>;

core::Outcome<Values> read(pos::store::Reader& reader) {
    Values values;
    for (std::size_t i = 0; i < kDevices.size(); ++i) {
        auto value = core::read_till_setting(reader, kDevices.at(i).setting, "");
        if (!value) return std::unexpected{value.error()};
        values.at(i) = std::move(*value);
    }
    return values;
}

/// Whether a till could start with them.
core::Outcome<void> check(const Values& values, pos::Currency currency) {
    const auto named = [&](std::string_view option) -> std::string {
        for (std::size_t i = 0; i < kDevices.size(); ++i) {
            if (kDevices.at(i).option == option)
                return values.at(i) == "none" ? std::string{} : values.at(i);
        }
        return {};
    };
    if (const auto printer = core::check_printer({named("printer"), named("printer-profile")});
        !printer)
        return std::unexpected{printer.error()};
    if (const auto scanners = core::scanner_options(core::scanner_addresses(named("scanners")), {});
        !scanners)
        return std::unexpected{scanners.error()};
    if (const auto card = core::card_options(named("card"), named("card-password"), currency);
        !card)
        return std::unexpected{card.error()};
    if (const auto scale = core::scale_options(named("scale"), named("scale-polynomial")); !scale)
        return std::unexpected{scale.error()};
    if (const auto display = core::display_options(named("display"), named("display-code-page"));
        !display)
        return std::unexpected{display.error()};
    if (const auto drawer =
            core::drawer_setup(named("drawer"), named("drawer-bytes"), named("drawer-warn"));
        !drawer)
        return std::unexpected{drawer.error()};
    return {};
}

void show(const Values& values, const Options& options, Context& context) {
    const auto shown = [&](std::size_t i) {
        const bool secret = std::string_view{kDevices.at(i).option}.ends_with("password");
        return secret && !values.at(i).empty() ? std::string{"(set)"} : values.at(i);
    };
    if (options.json) {
        nlohmann::ordered_json json;
        for (std::size_t i = 0; i < kDevices.size(); ++i) json[kDevices.at(i).option] = shown(i);
        context.out << json.dump(2) << '\n';
        return;
    }
    Table table{.columns = {{"device"}, {"is"}}};
    for (std::size_t i = 0; i < kDevices.size(); ++i)
        table.rows.push_back({kDevices.at(i).option, shown(i)});
    write_table(context.out, table);
}

core::Outcome<Values> change(const Options& options, Context& context) {
    const auto now = context.clock.now();
    auto store =
        core::open_shop(options.db, {.program = kProgram, .key_file = options.key_file}, now);
    if (!store) return std::unexpected{store.error()};
    auto values = read((*store)->reader());
    if (!values) return values;
    for (std::size_t i = 0; i < kDevices.size(); ++i)
        values->at(i) = options.values.at(i).value_or(values->at(i));
    const auto shop = core::read_shop((*store)->reader(), (*store)->journal(), options.cashier);
    if (!shop) return std::unexpected{shop.error()};
    if (const auto good = check(*values, shop->journal.currency); !good)
        return std::unexpected{good.error()};
    const auto local = shop->zone.local(now);
    const pos::journal::When when{local, local.date, shop->journal.zone};
    const pos::journal::Actor user{shop->opening.user.id, shop->opening.user.name};
    for (std::size_t i = 0; i < kDevices.size(); ++i) {
        if (!options.values.at(i)) continue;
        const auto kept = core::write_till_setting(
            **store, {kDevices.at(i).setting, *options.values.at(i)}, when, user, now);
        if (!kept) return std::unexpected{core::failure(kept.error())};
    }
    return values;
}

core::Outcome<Values> look(const Options& options) {
    auto reader = core::OpenReader::open(options.db);
    if (!reader) return std::unexpected{reader.error()};
    return read(**reader);
}

void run(const Options& options, Context& context) {
    const bool changes = std::ranges::any_of(
        options.values, [](const std::optional<std::string>& value) { return value.has_value(); });
    const auto values = changes ? change(options, context) : look(options);
    if (!values) return report(context, values.error());
    show(*values, options, context);
}

}  // namespace

void add_attach(CLI::App& program, Context& context) {
    auto options = std::make_shared<Options>();
    auto* command = program.add_subcommand(
        "attach", "Where the till's devices are; an option sets one, \"none\" takes it away");
    add_db(*command, options->db);
    for (std::size_t i = 0; i < kDevices.size(); ++i) {
        command
            ->add_option(std::string{"--"} + kDevices.at(i).option, options->values.at(i),
                         kDevices.at(i).words)
            ->type_name("TEXT");
    }
    command->add_option("--cashier", options->cashier, "Who changes it; else the first manager");
    add_key(*command, options->key_file);
    add_json(*command, options->json);
    command->callback([options, &context] { run(*options, context); });
}

}  // namespace app::counterfoil
