// A till joins a head office: the code is given out there, and typed in here.
#include <fmt/format.h>

#include <memory>
#include <nlohmann/json.hpp>
#include <ostream>

#include "app/core/office/head_office.hpp"
#include "app/core/office/joined_till.hpp"
#include "app/counterfoil/command.hpp"

namespace app::counterfoil {

void add_enrol_code(CLI::App& program, Context& context) {
    struct Options {
        std::string db;
        core::NewEnrolCode code;
        bool json{false};
    };
    auto options = std::make_shared<Options>();
    auto* command = program.add_subcommand(
        "enrol-code", "At head office: a code with which one till joins, once and soon");
    add_db(*command, options->db);
    command->add_option("--branch", options->code.branch, "The till's branch, such as B01")
        ->required();
    command->add_option("--terminal", options->code.terminal, "The till, such as T1")->required();
    command->add_option("--minutes", options->code.minutes, "How long it can be used")
        ->check(CLI::Range(1, 7 * 24 * 60))
        ->capture_default_str();
    add_cashier(*command, options->code.by);
    add_json(*command, options->json);
    command->callback([options, &context] {
        const auto made =
            core::make_enrol_code(options->db, options->code, context.clock.now(), context.random);
        if (!made) return report(context, made.error());
        if (options->json) {
            nlohmann::ordered_json json;
            json["code"] = made->code;
            json["branch"] = options->code.branch;
            json["terminal"] = options->code.terminal;
            json["expires_at_ms"] = made->expires_at.unix_ms;
            json["place_in_use"] = made->place_in_use;
            context.out << json.dump(2) << '\n';
            return;
        }
        context.out << made->code << '\n';
        context.err << fmt::format(
            "Within {}, at that till: counterfoil enrol --db shop.db --office URL --code "
            "{}\n",
            counted(options->code.minutes, "minute", "minutes"), made->code);
        if (!made->place_in_use) return;
        context.err << fmt::format(
            "{0}-{1} is in use: the office has sales of it. The code is for that till itself, put "
            "back from its backup, or for one that takes its place: \"Replace a till\" there, or "
            "counterfoil replace. A further till needs a number of its own, such as --terminal "
            "T9.\n",
            options->code.branch, options->code.terminal);
    });
}

void add_enrol(CLI::App& program, Context& context) {
    struct Options {
        std::string db;
        std::string key_file;
        syncing::client::Address office;
        std::string code;
        bool json{false};
    };
    auto options = std::make_shared<Options>();
    auto* command = program.add_subcommand("enrol", "Join a head office, with a code of its own");
    add_db(*command, options->db);
    add_key(*command, options->key_file);
    command
        ->add_option("--office", options->office.url, "Its address, such as https://office.example")
        ->required()
        ->type_name("URL");
    command->add_option("--code", options->code, "What enrol-code gave out there")->required();
    command
        ->add_option("--pin", options->office.pin,
                     "Trust the office by its own key alone: sha256// and its hash in base 64")
        ->type_name("PIN");
    add_json(*command, options->json);
    command->callback([options, &context] {
        const auto joined =
            core::join_office(options->db, {.program = kProgram, .key_file = options->key_file},
                              options->office, options->code, context.clock, context.random);
        if (!joined) return report(context, joined.error());
        if (options->json) {
            nlohmann::ordered_json json;
            json["office"] = joined->membership.url;
            json["terminal_id"] = to_string(joined->membership.terminal);
            json["branch"] = joined->branch;
            json["terminal"] = joined->terminal;
            if (!joined->series.empty()) json["series"] = joined->series;
            context.out << json.dump(2) << '\n';
        }
        if (!joined->series.empty()) {
            context.err << fmt::format(
                "{}-{} may sell on as {}-{}. Its window does so when the cart is empty; without "
                "one: counterfoil sync --db {}\n",
                joined->branch, joined->terminal, joined->branch, joined->series,
                core::shown_database(options->db));
            return;
        }
        context.err << fmt::format("{}-{} has joined the head office at {}.\n", joined->branch,
                                   joined->terminal, joined->membership.url);
    });
}

}  // namespace app::counterfoil
