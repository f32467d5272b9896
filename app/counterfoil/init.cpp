#include "app/core/init.hpp"

#include <memory>
#include <nlohmann/json.hpp>
#include <ostream>

#include "app/counterfoil/command.hpp"
#include "app/counterfoil/read_secret.hpp"

namespace app::counterfoil {

void add_init(CLI::App& program, Context& context) {
    struct Options {
        std::string db;
        std::string key_file;
        core::NewShopOptions shop;
        std::string pin_file;
        bool json{false};
    };
    auto options = std::make_shared<Options>();
    auto* command = program.add_subcommand("init", "Make a new shop");
    add_db(*command, options->db);
    add_key(*command, options->key_file);
    command->add_option("--branch", options->shop.branch, "The branch, such as B01")->required();
    command->add_option("--terminal", options->shop.terminal, "The till, such as T1")->required();
    command->add_option("--country", options->shop.country,
                        "Two letters, such as DE: currency, zone, language, taxes and the rounding "
                        "of cash as usual there");
    command->add_option("--currency", options->shop.currency, "ISO 4217, such as GBP");
    command->add_option("--zone", options->shop.zone, "IANA time zone, such as Europe/London");
    command->add_option("--name", options->shop.name, "The shop's name, as printed on receipts");
    command->add_option("--locale", options->shop.locale,
                        "Language and country of receipts, such as en-GB");
    command->add_option(
        "--labels", options->shop.labels,
        "Whose in-store labels, by the country's letters, such as SE; else by the zone");
    command->add_option("--address", options->shop.address,
                        "As printed on receipts; again for each further line");
    command->add_option("--tax-number", options->shop.tax_number, "As printed on receipts");
    command->add_option("--footer", options->shop.footer,
                        "Below each receipt; again for each further line");
    command
        ->add_option("--pin-file", options->pin_file,
                     "The first person's PIN is this file's first line: people sign on with PINs")
        ->type_name("FILE");
    command->add_option("--cashier", options->shop.cashier, "The first person to work here")
        ->capture_default_str();
    command->add_flag("--demo", options->shop.demo,
                      "With goods, departments and taxes to try things with");
    add_json(*command, options->json);
    command->callback([options, &context] {
        if (options->shop.country.empty() &&
            (options->shop.currency.empty() || options->shop.zone.empty())) {
            return report(context,
                          {core::FailureKind::usage,
                           "Say where the shop is: --country DE, or --currency and --zone."});
        }
        if (!options->pin_file.empty()) {
            auto pin = read_secret_file(options->pin_file);
            if (!pin) return report(context, pin.error());
            if (pin->empty()) {
                return report(context, {core::FailureKind::usage,
                                        options->pin_file + ": the first line is empty."});
            }
            options->shop.pin = std::move(*pin);
        }
        const auto store_options =
            core::with_key_file({.program = kProgram, .key_file = options->key_file}, options->db);
        if (!store_options) return report(context, store_options.error());
        const auto store = core::init_shop(options->db, options->shop, *store_options,
                                           context.clock.now(), context.random);
        if (!store) return report(context, store.error());
        const std::string db = core::shown_database(options->db);
        const std::string key =
            store_options->key_file.empty() ? db + ".key" : store_options->key_file;
        if (options->json) {
            const auto& journal = (*store)->journal();
            nlohmann::ordered_json json;
            json["db"] = db;
            json["key"] = key;
            json["journal"] = to_string(journal.journal);
            json["branch"] = journal.branch;
            json["terminal"] = journal.terminal;
            json["currency"] = pos::code_of(journal.currency);
            json["zone"] = journal.zone;
            context.out << json.dump(2) << '\n';
        }
        context.err << "The shop is in " << db << ", its signing key in " << key << ".\n";
    });
}

}  // namespace app::counterfoil
