#include "app/core/init.hpp"

#include <memory>
#include <ostream>

#include "app/counterfoil/command.hpp"

namespace app::counterfoil {

void add_init(CLI::App& program, Context& context) {
    struct Options {
        std::string db;
        core::NewShopOptions shop;
    };
    auto options = std::make_shared<Options>();
    auto* command = program.add_subcommand("init", "Make a new shop");
    add_db(*command, options->db);
    command->add_option("--branch", options->shop.branch, "The branch, such as B01")->required();
    command->add_option("--terminal", options->shop.terminal, "The till, such as T1")->required();
    command->add_option("--currency", options->shop.currency, "ISO 4217, such as GBP")->required();
    command->add_option("--zone", options->shop.zone, "IANA time zone, such as Europe/London")
        ->required();
    command->add_option("--name", options->shop.name, "The shop's name, as printed on receipts");
    command->add_option("--locale", options->shop.locale,
                        "Language and country of receipts, such as en-GB");
    command->add_option("--cashier", options->shop.cashier, "The first person to work here")
        ->capture_default_str();
    command->add_flag("--demo", options->shop.demo,
                      "With goods, departments and taxes to try things with");
    command->callback([options, &context] {
        const auto store = core::init_shop(options->db, options->shop, {.program = kProgram},
                                           context.clock.now(), context.random);
        if (!store) return report(context, store.error());
        context.err << "The shop is in " << options->db << ", its signing key in " << options->db
                    << ".key.\n";
    });
}

}  // namespace app::counterfoil
