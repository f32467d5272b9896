#include <memory>
#include <nlohmann/json.hpp>
#include <ostream>

#include "app/core/keys/chosen_keys.hpp"
#include "app/core/office_journal.hpp"
#include "app/core/open_shop.hpp"
#include "app/core/till_settings.hpp"
#include "app/counterfoil/command.hpp"

namespace app::counterfoil {

namespace {

using core::keys::Command;
using core::keys::KeyMap;

struct Options {
    std::string db;
    std::string key_file;
    std::string cashier;
    core::keys::KeyChanges changes;
    bool json{false};
};

/// The till's keys, and the setting that they are of.
struct Kept {
    std::string setting;
    KeyMap keys;
    bool is_usable() const { return core::keys::to_string(keys) == setting; }
};

core::Outcome<Kept> read(pos::store::Reader& reader) {
    auto text = core::read_till_setting(reader, core::keys::kKeysSetting, {});
    if (!text) return std::unexpected{text.error()};
    const KeyMap keys = core::keys::chosen_keys(*text);
    return Kept{std::move(*text), keys};
}

core::Outcome<Kept> read(const Options& options) {
    auto reader = core::OpenReader::open(options.db);
    if (!reader) return std::unexpected{reader.error()};
    return read(**reader);
}

core::Outcome<Kept> change(const Options& options, Context& context) {
    const auto now = context.clock.now();
    auto store =
        core::open_shop(options.db, {.program = kProgram, .key_file = options.key_file}, now);
    if (!store) return std::unexpected{store.error()};
    if (auto till = core::require_till((*store)->journal()); !till)
        return std::unexpected{till.error()};
    const auto shop = core::read_shop((*store)->reader(), (*store)->journal(), options.cashier);
    if (!shop) return std::unexpected{shop.error()};
    const auto before = read((*store)->reader());
    if (!before) return before;
    const auto after = core::keys::changed(before->keys, options.changes);
    if (!after) return core::misuse(after.error());
    const std::string setting = core::keys::to_string(*after);
    if (setting == before->setting) return *before;
    const auto local = shop->zone.local(now);
    const auto& user = shop->opening.user;
    const auto written = core::write_till_setting(**store, {core::keys::kKeysSetting, setting},
                                                  {local, local.date, shop->journal.zone},
                                                  {user.id, user.name}, now);
    if (!written) return std::unexpected{core::failure(written.error())};
    return Kept{setting, *after};
}

void print(const KeyMap& keys, bool as_json, std::ostream& out) {
    const KeyMap usual;
    Table table{{{"operation"}, {"key"}, {"usual"}}, {}};
    auto json = nlohmann::ordered_json::array();
    for (std::size_t i = 0; i < core::keys::kCommands; ++i) {
        const auto command = static_cast<Command>(i);
        if (!core::keys::may_be_chosen(command)) continue;
        const std::string name{core::keys::kCommandNames[i]};
        table.rows.push_back({name, keys.name(command), usual.name(command)});
        json.push_back(
            {{"operation", name}, {"key", keys.name(command)}, {"usual", usual.name(command)}});
    }
    if (as_json) {
        out << json.dump(2) << '\n';
    } else {
        write_table(out, table);
    }
}

void run(const Options& options, Context& context) {
    const bool changes = !options.changes.given.empty() || !options.changes.usual.empty();
    const auto kept = changes ? change(options, context) : read(options);
    if (!kept) return report(context, kept.error());
    if (!kept->is_usable()) {
        context.err << "The keys that were set cannot be used, so that the usual ones hold: "
                    << kept->setting << "\n";
    }
    print(kept->keys, options.json, context.out);
}

}  // namespace

void add_keys(CLI::App& program, Context& context) {
    auto options = std::make_shared<Options>();
    auto* command = program.add_subcommand(
        "keys",
        "The keys of this till's keyboard: lists them, or changes them from the till's next start");
    add_db(*command, options->db);
    add_key(*command, options->key_file);
    command
        ->add_option("CHANGE", options->changes.given,
                     "Operations and the keys they get: exact_cash=F6 discount=F9. Keys are F1 to "
                     "F12 and Ins, with Ctrl+ or without, and where the usual one is a character, "
                     "characters")
        ->type_name("OPERATION=KEY");
    command
        ->add_option("--usual", options->changes.usual,
                     "An operation that gets its usual key back; repeat it for more")
        ->allow_extra_args(false)
        ->type_name("OPERATION");
    add_cashier(*command, options->cashier);
    add_json(*command, options->json);
    command->callback([options, &context] { run(*options, context); });
}

}  // namespace app::counterfoil
