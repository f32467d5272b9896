#include <fmt/format.h>

#include <istream>
#include <memory>
#include <nlohmann/json.hpp>
#include <ostream>

#include "app/core/office/head_office.hpp"
#include "app/core/office/people.hpp"
#include "app/counterfoil/command.hpp"
#include "pos/store/office/sign_in.hpp"

namespace app::counterfoil {

namespace {

using pos::people::Role;

struct Options {
    std::string db;
    std::string key_file;
    std::string name;
    std::string by;
    Role role{Role::cashier};
    bool active{true};
    bool password_from_input{false};
    bool json{false};

    pos::store::StoreOptions store() const { return {.program = kProgram, .key_file = key_file}; }
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

void add(const Options& options, Context& context) {
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

void list(const Options& options, Context& context) {
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
    command.add_option("NAME", options.name, "As it is written on the pages")->required();
    add_db(command, options.db);
    add_key(command, options.key_file);
    add_cashier(command, options.by);
}

void add_password_stdin(CLI::App& command, Options& options) {
    command.add_flag("--password-stdin", options.password_from_input,
                     "Read it from the input's first line; else one is made and told once");
}

}  // namespace

void add_user(CLI::App& program, Context& context) {
    auto options = std::make_shared<Options>();
    auto* command = program.add_subcommand(
        "user", "At head office: who works there, and with what they sign in at its pages");
    command->require_subcommand(1);
    auto* listing = command->add_subcommand("list", "Everybody");
    add_db(*listing, options->db);
    add_json(*listing, options->json);
    listing->callback([options, &context] { list(*options, context); });
    auto* adding = command->add_subcommand("add", "Let somebody sign in");
    add_name(*adding, *options);
    add_choice(*adding, "--role", options->role, kRoles, "What they may do");
    add_password_stdin(*adding, *options);
    adding->callback([options, &context] { add(*options, context); });
    auto* password = command->add_subcommand("password", "Give somebody another password");
    add_name(*password, *options);
    add_password_stdin(*password, *options);
    password->callback([options, &context] { set_password(*options, context); });
    auto* changing = command->add_subcommand("change", "Give a role, take or give back access");
    add_name(*changing, *options);
    add_choice(*changing, "--role", options->role, kRoles, "What they may do");
    add_choice(*changing, "--active", options->active, kYesNo, "Whether they work here");
    changing->callback([options, changing, &context] {
        core::PersonChange what;
        if (changing->count("--role") > 0) what.role = options->role;
        if (changing->count("--active") > 0) what.active = options->active;
        change(*options, what, context);
    });
}

}  // namespace app::counterfoil
