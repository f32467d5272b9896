#include "app/counterfoil/command.hpp"

#include <ostream>

namespace app::counterfoil {

void add_commands(CLI::App& program, Context& context) {
    program.description("Everything a till or an office can do, without a window.");
    program.require_subcommand(1);
    program.set_help_all_flag("--help-all", "The help of every command");
    add_init(program, context);
    add_import(program, context);
    add_ring(program, context);
    add_takings(program, context);
    add_search(program, context);
    add_item(program, context);
    add_receipt(program, context);
    add_paper(program, context);
    add_verify(program, context);
    add_backup(program, context);
    add_restore(program, context);
    add_gs1(program, context);
}

void add_db(CLI::App& command, std::string& where) {
    command.add_option("--db", where, "The shop: a path, sqlite:PATH or postgresql://…")
        ->required()
        ->type_name("DB");
}

void add_json(CLI::App& command, bool& json) {
    command.add_flag("--json", json, "Answer as JSON, for machines");
}

void report(Context& context, const core::Failure& failure) {
    context.err << failure.words << '\n';
    switch (failure.kind) {
        case core::FailureKind::refused:
            context.exit = Exit::refused;
            return;
        case core::FailureKind::environment:
            context.exit = Exit::environment;
            return;
    }
}

}  // namespace app::counterfoil
