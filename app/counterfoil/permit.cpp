#include <memory>
#include <nlohmann/json.hpp>
#include <ostream>

#include "app/core/cashier_rights.hpp"
#include "app/core/open_shop.hpp"
#include "app/counterfoil/people_commands.hpp"

namespace app::counterfoil {

namespace {

using pos::people::Operation;
using pos::people::Rights;

struct Options {
    std::string db;
    std::string key_file;
    core::RightsChange change;
    int discount_percent{0};
    bool json{false};
};

core::Outcome<Rights> carry_out(const Options& options, Context& context) {
    const auto& change = options.change;
    if (change.allow.empty() && change.ask.empty() && !change.discount_percent) {
        auto reader = core::OpenReader::open(options.db);
        if (!reader) return std::unexpected{reader.error()};
        return core::read_cashier_rights(**reader);
    }
    return core::change_cashier_rights(options.db,
                                       {.program = kProgram, .key_file = options.key_file}, change,
                                       context.clock.now());
}

void print(const Rights& rights, bool as_json, Context& context) {
    if (as_json) {
        nlohmann::ordered_json json;
        for (const Operation each : pos::people::kOperations)
            json[std::string{pos::people::operation_name(each)}] = rights.allows(each);
        json["discount_percent"] = rights.discount_percent;
        context.out << json.dump(2) << '\n';
        return;
    }
    Table table{{{"a cashier's"}, {"is done"}}, {}};
    for (const Operation each : pos::people::kOperations) {
        std::string name{pos::people::operation_name(each)};
        if (each == Operation::large_discount)
            name += " (above " + std::to_string(rights.discount_percent) + " %)";
        table.rows.push_back({name, rights.allows(each) ? "alone" : "with a manager"});
    }
    write_table(context.out, table);
}

}  // namespace

void add_permit(CLI::App& program, Context& context) {
    auto options = std::make_shared<Options>();
    auto* command = program.add_subcommand(
        "permit", "What a cashier may do at this till alone; without options, show it");
    add_db(*command, options->db);
    add_key(*command, options->key_file);
    command->add_option("--allow", options->change.allow, "May be done alone, such as void_line");
    command->add_option("--ask", options->change.ask, "A manager is asked, in line");
    auto* discount = command
                         ->add_option("--max-discount", options->discount_percent,
                                      "In per cent: for a larger one a manager is asked")
                         ->type_name("PERCENT");
    add_cashier(*command, options->change.by);
    add_json(*command, options->json);
    command->callback([options, discount, &context] {
        if (discount->count() > 0) options->change.discount_percent = options->discount_percent;
        const auto rights = carry_out(*options, context);
        if (!rights) return report(context, rights.error());
        print(*rights, options->json, context);
    });
}

}  // namespace app::counterfoil
