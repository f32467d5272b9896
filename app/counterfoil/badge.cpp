#include <algorithm>
#include <memory>
#include <ostream>

#include "app/core/change_setting.hpp"
#include "app/core/open_shop.hpp"
#include "app/counterfoil/command.hpp"

namespace app::counterfoil {

namespace {

struct Options {
    std::string db;
    std::string key_file;
    std::string cashier;
    std::string code;
    std::string person;
    bool take{false};
};

core::Outcome<pos::people::User> find_person(pos::store::Reader& reader, const std::string& name) {
    const auto users = reader.catalogue().users();
    if (!users) return std::unexpected{core::failure(pos::store::to_store_error(users.error()))};
    const auto user = std::ranges::find(*users, name, &pos::people::User::name);
    if (user != users->end()) return *user;
    std::string names;
    for (const auto& each : *users) names += (names.empty() ? "" : ", ") + each.name;
    return core::refuse("Nobody here is called " + name + ". There are: " + names + ".");
}

core::Outcome<void> change(const Options& options, Context& context) {
    const auto now = context.clock.now();
    auto store =
        core::open_shop(options.db, {.program = kProgram, .key_file = options.key_file}, now);
    if (!store) return std::unexpected{store.error()};
    auto& reader = (*store)->reader();
    const auto shop = core::read_shop(reader, (*store)->journal(), options.cashier);
    if (!shop) return std::unexpected{shop.error()};
    const auto before = reader.catalogue().user_of_badge(options.code);
    if (!before) {
        return std::unexpected{core::failure(pos::store::to_store_error(before.error()))};
    }
    const std::string from = *before ? (*before)->name : "";
    if (options.take) {
        if (!*before) return core::refuse("Nobody has the badge " + options.code + ".");
        return core::change_setting(
            **store, *shop, {"badge", from, {}},
            [&](auto& catalogue) { return catalogue.take_badge(options.code); }, now);
    }
    const auto person = find_person(reader, options.person);
    if (!person) return std::unexpected{person.error()};
    return core::change_setting(
        **store, *shop, {"badge", from, person->name},
        [&](auto& catalogue) { return catalogue.put_badge(options.code, person->id); }, now);
}

}  // namespace

void add_badge(CLI::App& program, Context& context) {
    auto options = std::make_shared<Options>();
    auto* command = program.add_subcommand(
        "badge", "Give somebody a badge, by which they sign on at a till, or take it back");
    command->add_option("CODE", options->code, "As a scanner reads it")->required();
    add_db(*command, options->db);
    add_key(*command, options->key_file);
    add_cashier(*command, options->cashier);
    auto* person = command->add_option("--person", options->person, "Who it is given to, by name");
    command->add_flag("--take", options->take, "It signs nobody on any more")->excludes(person);
    command->callback([options, &context] {
        if (options->take == !options->person.empty()) {
            return report(context, {core::FailureKind::usage,
                                    "Say who gets the badge with --person, or --take it back."});
        }
        if (const auto done = change(*options, context); !done) report(context, done.error());
    });
}

}  // namespace app::counterfoil
