#include <fmt/format.h>

#include <istream>
#include <memory>
#include <nlohmann/json.hpp>
#include <ostream>

#include "app/core/office/head_office.hpp"
#include "app/core/office/people.hpp"
#include "app/core/office/staff.hpp"
#include "app/core/people_book.hpp"
#include "app/counterfoil/command.hpp"
#include "app/counterfoil/shop_user.hpp"
#include "pos/store/office/sign_in.hpp"

namespace app::counterfoil {

namespace {

using pos::people::Role;

struct Options {
    std::string db;
    std::string key_file;
    std::string name;
    std::string by;
    std::string pin_file;
    Role role{Role::cashier};
    bool active{true};
    bool password_from_input{false};
    bool no_pin{false};
    bool remove_pin{false};
    bool json{false};

    pos::store::StoreOptions store() const { return {.program = kProgram, .key_file = key_file}; }
    ShopUser at_shop() const {
        return {.db = db, .store = store(), .name = name, .by = by, .pin_file = pin_file};
    }
};

constexpr Choices<Role, 2> kRoles{{{"cashier", Role::cashier}, {"manager", Role::manager}}};
constexpr Choices<bool, 2> kYesNo{{{"yes", true}, {"no", false}}};

/// The first line of the input, or one that is made and told once.
struct Password {
    std::string text;
    bool is_made{false};
};
Password read_password(const Options& options, Context& context) {
    if (!options.password_from_input) return {core::random_password(context.random), true};
    Password given;
    std::getline(context.in, given.text);
    if (given.text.ends_with('\r')) given.text.pop_back();
    return given;
}

void tell(const Options& options, const Password& password, Context& context) {
    if (!password.is_made) return;
    context.err << "This is told once: the password of " << options.name << " is\n";
    context.out << password.text << '\n';
}

/// Where it is done: at a head office people have passwords, at a shop PINs.
std::optional<bool> at_office(const Options& options, Context& context) {
    const auto office = core::is_office(options.db);
    if (office) return *office;
    report(context, office.error());
    return std::nullopt;
}

/// errors: told of passwords at a shop, or of PINs at a head office
core::Outcome<void> fits(const Options& options, bool office) {
    if (office && (!options.pin_file.empty() || options.no_pin)) {
        return core::misuse("At head office people have passwords: --password-stdin.");
    }
    if (!office && options.password_from_input) {
        return core::misuse("At a shop people have PINs: --pin-file FILE, or type it.");
    }
    return {};
}

void add(const Options& options, Context& context) {
    const auto office = at_office(options, context);
    if (!office) return;
    if (auto good = fits(options, *office); !good) return report(context, good.error());
    if (!*office) return add_shop_user(options.at_shop(), options.role, !options.no_pin, context);
    const Password password = read_password(options, context);
    if (auto good = core::check_password(password.text); !good) {
        return report(context, good.error());
    }
    const auto added = core::add_person(options.db, options.store(),
                                        {options.name, options.role, password.text, options.by},
                                        context.clock.now(), context.random);
    if (!added) return report(context, added.error());
    tell(options, password, context);
}

void change(const Options& options, core::PersonChange change, Context& context) {
    change.name = options.name;
    change.by = options.by;
    const auto done = core::change_person(options.db, options.store(), change, context.clock.now());
    if (!done) report(context, done.error());
}

void set_password(const Options& options, Context& context) {
    const Password password = read_password(options, context);
    change(options, {.password = password.text}, context);
    if (context.exit == Exit::done) tell(options, password, context);
}

void set_pin(const Options& options, Context& context) {
    const auto office = at_office(options, context);
    if (!office) return;
    if (*office) {
        return report(context, {core::FailureKind::usage,
                                "A PIN is for a till: name a shop's database. At head office: "
                                "counterfoil user password NAME."});
    }
    change_shop_pin(options.at_shop(), options.remove_pin, context);
}

void list(const Options& options, Context& context) {
    const auto office = at_office(options, context);
    if (!office) return;
    if (!*office) return list_shop_users(options.db, options.json, context);
    auto opened = core::open_office(options.db);
    if (!opened) return report(context, opened.error());
    const auto people = pos::store::office::known_people(*opened->db);
    if (!people) return report(context, core::failure(people.error()));
    if (options.json) {
        auto json = nlohmann::ordered_json::array();
        for (const auto& person : *people) {
            json.push_back({{"name", person.user.name},
                            {"role", core::role_name(person.user.role)},
                            {"active", person.user.active},
                            {"may_sign_in", !person.password_hash.empty()}});
        }
        context.out << json.dump(2) << '\n';
        return;
    }
    Table table{{{"name"}, {"role"}, {"active"}, {"password"}}, {}};
    for (const auto& person : *people) {
        table.rows.push_back({person.user.name, core::role_name(person.user.role),
                              person.user.active ? "yes" : "no",
                              person.password_hash.empty() ? "none" : "set"});
    }
    write_table(context.out, table);
}

void add_name(CLI::App& command, Options& options) {
    command.add_option("NAME", options.name, "As it is written on pages, receipts and tiles")
        ->required();
    add_db(command, options.db);
    add_key(command, options.key_file);
    add_cashier(command, options.by);
}

void add_password_stdin(CLI::App& command, Options& options) {
    command.add_flag("--password-stdin", options.password_from_input,
                     "Read it from the input's first line; else one is made and told once");
}

CLI::Option* add_pin_file(CLI::App& command, Options& options) {
    return command
        .add_option("--pin-file", options.pin_file, "At a shop: the PIN is this file's first line")
        ->type_name("FILE");
}

}  // namespace

void add_user(CLI::App& program, Context& context) {
    auto options = std::make_shared<Options>();
    auto* command = program.add_subcommand(
        "user", "Who works here: with PINs at a shop's till, with passwords at head office");
    command->require_subcommand(1);
    auto* listing = command->add_subcommand("list", "Everybody");
    add_db(*listing, options->db);
    add_json(*listing, options->json);
    listing->callback([options, &context] { list(*options, context); });
    auto* adding = command->add_subcommand("add", "Somebody works here from now on");
    add_name(*adding, *options);
    add_choice(*adding, "--role", options->role, kRoles, "What they may do");
    add_password_stdin(*adding, *options);
    auto* pin_file = add_pin_file(*adding, *options);
    adding->add_flag("--no-pin", options->no_pin, "At a shop: cannot sign on yet")
        ->excludes(pin_file);
    adding->callback([options, &context] { add(*options, context); });
    auto* password =
        command->add_subcommand("password", "At head office: give somebody another password");
    add_name(*password, *options);
    add_password_stdin(*password, *options);
    password->callback([options, &context] { set_password(*options, context); });
    auto* pin = command->add_subcommand(
        "pin", "At a shop: give somebody another PIN, typed, or from the input's first line");
    add_name(*pin, *options);
    auto* from = add_pin_file(*pin, *options);
    pin->add_flag("--remove", options->remove_pin, "Signs on no more")->excludes(from);
    pin->callback([options, &context] { set_pin(*options, context); });
    auto* changing = command->add_subcommand("change", "Give a role, take or give back access");
    add_name(*changing, *options);
    add_choice(*changing, "--role", options->role, kRoles, "What they may do");
    add_choice(*changing, "--active", options->active, kYesNo, "Whether they work here");
    changing->callback([options, changing, &context] {
        core::PersonChange what;
        if (changing->count("--role") > 0) what.role = options->role;
        if (changing->count("--active") > 0) what.active = options->active;
        const auto office = at_office(*options, context);
        if (!office) return;
        if (!*office) {
            return change_shop_user(options->at_shop(), what.role, what.active, context);
        }
        change(*options, what, context);
    });
}

}  // namespace app::counterfoil
