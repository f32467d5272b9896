// A new machine takes the place of a till that is gone.
#include "app/core/office/replace_till.hpp"

#include <fmt/format.h>

#include <memory>
#include <nlohmann/json.hpp>
#include <ostream>

#include "app/counterfoil/command.hpp"
#include "app/counterfoil/output.hpp"

namespace app::counterfoil {

namespace {

struct Options {
    std::string db;
    std::string key_file;
    core::Replacement what;
    bool json{false};
};

void print(const core::Replaced& done, Context& context) {
    const auto& known = done.known;
    const std::string till = known.branch + "-" + known.code;
    context.err << fmt::format(
        "{} sells on here as {}-{}, with {} of goods, people and prices "
        "taken in. The till before sends nothing any more.\n",
        till, known.branch, known.series, counted(done.taken_in.changes, "change", "changes"));
    if (done.not_taken_in) {
        context.err << "Not all of them came: " << done.not_taken_in->words
                    << " They come when it is back.\n";
    }
    if (known.head.seq == 0) {
        context.err << "Head office has nothing of the till before: what it sold is on its own "
                       "disk alone.\n";
    } else {
        context.err << fmt::format(
            "Head office has the till before up to {}{}. What it sold after that is on its own "
            "disk "
            "alone.\n",
            utc(known.last_at), known.last_number.empty() ? "" : ", receipt " + known.last_number);
    }
    context.err << "If that disk can be read: make a backup of it, put that back with counterfoil "
                   "restore, and let it join with a code of its own. It brings what is missing.\n"
                   "Address, language and tenders of receipts are this machine's own to set.\n";
}

void run(const Options& options, Context& context) {
    const auto done =
        core::replace_till(options.db, {.program = kProgram, .key_file = options.key_file},
                           options.what, context.clock, context.random);
    if (!done) return report(context, done.error());
    if (options.json) {
        const auto& known = done->known;
        nlohmann::ordered_json json;
        json["db"] = core::shown_database(options.db);
        json["branch"] = known.branch;
        json["terminal"] = known.code;
        json["series"] = known.series;
        json["terminal_id"] = to_string(known.terminal);
        json["changes"] = done->taken_in.changes;
        json["before_entries"] = known.head.seq;
        json["before_last_at_ms"] = known.last_at.unix_ms;
        json["before_last_receipt"] = known.last_number;
        context.out << json.dump(2) << '\n';
    }
    print(*done, context);
}

}  // namespace

void add_replace(CLI::App& program, Context& context) {
    auto options = std::make_shared<Options>();
    auto* command = program.add_subcommand(
        "replace", "Take the place of a till that is gone, with what head office knows of it");
    add_db(*command, options->db);
    add_key(*command, options->key_file);
    command
        ->add_option("--office", options->what.office.url,
                     "Its address, such as https://office.example")
        ->required()
        ->type_name("URL");
    command->add_option("--code", options->what.code, "What enrol-code gave out there")->required();
    command
        ->add_option("--pin", options->what.office.pin,
                     "Trust the office by its own key alone: sha256// and its hash in base 64")
        ->type_name("PIN");
    command->add_option("--locale", options->what.locale,
                        "Language and country of receipts, such as en-GB; else by the zone");
    command->add_option("--cashier", options->what.cashier, "The first person to work here")
        ->capture_default_str();
    add_json(*command, options->json);
    command->callback([options, &context] { run(*options, context); });
}

}  // namespace app::counterfoil
