#include "app/counterfoil/command.hpp"

#include <algorithm>
#include <ostream>
#include <vector>

#include "app/core/printer_setup.hpp"
#include "app/core/written_lines.hpp"
#include "app/counterfoil/billing/clerk_commands.hpp"
#include "app/counterfoil/billing/commands.hpp"
#include "app/counterfoil/export_command.hpp"
#include "app/counterfoil/people_commands.hpp"

namespace app::counterfoil {

void add_commands(CLI::App& program, Context& context) {
    program.description("Everything a till or an office can do, without a window.");
    program.require_subcommand(1);
    program.set_version_flag("--version", kProgram);
    program.set_help_all_flag("--help-all", "The help of every command");
    add_init(program, context);
    add_import(program, context);
    add_ring(program, context);
    add_takings(program, context);
    add_search(program, context);
    add_item(program, context);
    add_receipt(program, context);
    add_logo(program, context);
    add_paper(program, context);
    add_verify(program, context);
    add_backup(program, context);
    add_export(program, context);
    add_restore(program, context);
    add_gs1(program, context);
    add_explain(program, context);
    add_meter(program, context);
    add_invoice(program, context);
    add_badge(program, context);
    add_labels(program, context);
    add_scanner(program, context);
    add_keys(program, context);
    add_bench(program, context);
    add_devices(program, context);
    add_attach(program, context);
    add_emulate(program, context);
    add_branch(program, context);
    add_enrol_code(program, context);
    add_enrol(program, context);
    add_replace(program, context);
    add_sync(program, context);
    add_attention(program, context);
    add_parked(program, context);
    add_price(program, context);
    add_promotion(program, context);
    add_settings(program, context);
    add_tax(program, context);
    add_terminal(program, context);
    add_journal(program, context);
    add_simulate(program, context);
    add_user(program, context);
    add_permit(program, context);
    add_billing_commands(program, context);
    add_instalments(program, context);
    add_level(program, context);
    add_move(program, context);
    add_alert(program, context);
    add_dispute(program, context);
    add_rate(program, context);
    add_coupon(program, context);
    add_early(program, context);
    add_recurring(program, context);
    add_service(program, context);
    add_quote(program, context);
    add_accountant(program, context);
    add_statement(program, context);
}

void add_db(CLI::App& command, std::string& where) {
    command.add_option("--db", where, "The shop: a path, sqlite:PATH or postgresql://…")
        ->required()
        ->type_name("DB");
}

void add_key(CLI::App& command, std::string& key_file) {
    command
        .add_option("--key", key_file,
                    "The till's signing key; else DB.key, for a server a file in the user's home")
        ->type_name("FILE");
}

CLI::Option* add_profile(CLI::App& command, std::string& name) {
    const auto known = [](const std::string& given) {
        if (core::named_profile(given)) return std::string{};
        return "There is no profile " + given + ". These are known: " + core::profile_names() + ".";
    };
    return command.add_option("--profile", name, "The printer, by its profile's name")
        ->check(CLI::Validator{known, "NAME"});
}

void add_cashier(CLI::App& command, std::string& name) {
    command.add_option("--cashier", name, "Who does it, for the journal; else the first manager")
        ->type_name("NAME");
}

void add_json(CLI::App& command, bool& json) {
    command.add_flag("--json", json, "Answer as JSON, for machines");
}

void report(Context& context, const core::Failure& failure) {
    context.err << failure.words << '\n';
    context.exit = static_cast<Exit>(core::exit_code(failure.kind));
}

Exit run(std::span<const std::string> words, Context& context) {
    if (const auto text = core::check_words(words); !text) {
        report(context, text.error());
        return context.exit;
    }
    CLI::App program;
    program.name("counterfoil");
    add_commands(program, context);
    const auto is_it = [&](const CLI::App* command) { return command->check_name(words.front()); };
    const bool named = !words.empty() && !words.front().starts_with('-');
    const auto commands = program.get_subcommands([](const CLI::App*) { return true; });
    if (named && std::ranges::none_of(commands, is_it)) {
        context.err << words.front() << " is no command. counterfoil --help lists them.\n";
        return Exit::usage;
    }
    try {
        // CLI11 takes the words from the end.
        program.parse(std::vector<std::string>{words.rbegin(), words.rend()});
    } catch (const CLI::ParseError& error) {
        return program.exit(error, context.out, context.err) == 0 ? Exit::done : Exit::usage;
    }
    return context.exit;
}

}  // namespace app::counterfoil
