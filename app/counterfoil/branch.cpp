#include <memory>
#include <nlohmann/json.hpp>
#include <ostream>

#include "app/core/office/head_office.hpp"
#include "app/counterfoil/command.hpp"

namespace app::counterfoil {

namespace {

struct Options {
    std::string db;
    std::string key_file;
    core::NewBranch branch;
    bool json{false};
};

void add(const Options& options, Context& context) {
    const auto done =
        core::add_branch(options.db, {.program = kProgram, .key_file = options.key_file},
                         options.branch, context.clock.now());
    if (!done) return report(context, done.error());
    context.err << "The head office has a branch " << options.branch.code
                << ". Next: counterfoil enrol-code --branch " << options.branch.code
                << " --terminal T1 --db " << core::shown_database(options.db) << '\n';
}

void list(const Options& options, Context& context) {
    auto office = core::open_office(options.db);
    if (!office) return report(context, office.error());
    const auto branches = pos::store::office::branches(*office->db);
    if (!branches) return report(context, core::failure(branches.error()));
    if (options.json) {
        auto list = nlohmann::ordered_json::array();
        for (const auto& branch : *branches) {
            nlohmann::ordered_json one;
            one["branch"] = branch.code;
            one["name"] = branch.name;
            list.push_back(std::move(one));
        }
        context.out << list.dump(2) << '\n';
        return;
    }
    Table table{{{"branch"}, {"name"}}, {}};
    for (const auto& branch : *branches) table.rows.push_back({branch.code, branch.name});
    write_table(context.out, table);
}

}  // namespace

void add_branch(CLI::App& program, Context& context) {
    auto options = std::make_shared<Options>();
    auto* command = program.add_subcommand("branch", "At head office: the branches");
    command->require_subcommand(1);
    auto* adding = command->add_subcommand("add", "Add a branch");
    adding->add_option("CODE", options->branch.code, "Such as B01")->required();
    add_db(*adding, options->db);
    add_key(*adding, options->key_file);
    adding->add_option("--name", options->branch.name, "What people call it");
    add_cashier(*adding, options->branch.by);
    adding->callback([options, &context] { add(*options, context); });
    auto* listing = command->add_subcommand("list", "Which there are");
    add_db(*listing, options->db);
    add_json(*listing, options->json);
    listing->callback([options, &context] { list(*options, context); });
}

}  // namespace app::counterfoil
