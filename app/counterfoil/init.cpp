#include "app/core/init.hpp"

#include <memory>
#include <nlohmann/json.hpp>
#include <ostream>

#include "app/core/countries.hpp"
#include "app/core/imports/new_goods.hpp"
#include "app/core/logo.hpp"
#include "app/core/printer_setup.hpp"
#include "app/core/system.hpp"
#include "app/counterfoil/command.hpp"
#include "app/counterfoil/file_options.hpp"
#include "app/counterfoil/import_report.hpp"
#include "app/counterfoil/read_secret.hpp"
#include "pos/locale/zone.hpp"

namespace app::counterfoil {

namespace {

namespace imports = core::imports;

struct Options {
    std::string db;
    std::string key_file;
    core::NewShopOptions shop;
    std::string pin_file;
    std::string logo;
    std::string printer;
    std::string printer_profile;
    std::string language;
    std::string backups;
    std::string goods;
    bool skip_bad{false};
    bool json{false};
};

/// What files and devices the shop is made of, looked at before anything is made.
core::Outcome<core::NewShopOptions> complete(const Options& options) {
    core::NewShopOptions shop = options.shop;
    if (shop.country.empty() && (shop.currency.empty() || shop.zone.empty()))
        return core::misuse("Say where the shop is: --country DE, or --currency and --zone.");
    const auto here = core::system_zone();
    if (shop.zone.empty() && pos::locale::country_of(here) == shop.country) shop.zone = here;
    if (!options.pin_file.empty()) {
        auto pin = read_secret_file(options.pin_file);
        if (!pin) return std::unexpected{pin.error()};
        if (pin->empty()) return core::misuse(options.pin_file + ": the first line is empty.");
        shop.pin = std::move(*pin);
    }
    if (!options.logo.empty()) {
        auto logo = core::read_logo_file(options.logo);
        if (!logo) return std::unexpected{logo.error()};
        shop.logo = std::move(*logo);
    }
    const core::PrinterChoice printer{options.printer == "none" ? "" : options.printer,
                                      options.printer_profile};
    if (const auto good = core::check_printer(printer); !good) return std::unexpected{good.error()};
    const auto set = [&](const char* name, const std::string& value) {
        if (!value.empty()) shop.till.push_back({name, value});
    };
    set("language", options.language);
    set("printer", options.printer);
    set("printer_profile", options.printer_profile);
    set("backup_folder", options.backups);
    return shop;
}

/// Reads every row of the goods before there is a shop. Whether they may come in.
bool look_at_goods(const Options& options, pos::Instant now, Context& context) {
    const auto country = core::find_country(options.shop.country);
    const auto currency = pos::currency_of(
        options.shop.currency.empty() && country ? country->currency : options.shop.currency);
    const imports::ItemImportListener listener{
        .on_refusal =
            [&](const imports::Refusal& refusal) {
                context.err << at_line(options.goods, refusal.line, to_string(refusal)) << '\n';
            },
        .on_note = {},
        .on_row = {}};
    const auto shop = country ? imports::options_of_new_shop(*country, options.shop.locale, now)
                              : imports::ItemImportOptions{};
    const auto seen = imports::look_at_new_goods(
        options.goods, shop, currency.value_or(pos::Currency{}), now, context.random, listener);
    if (!seen) {
        report(context, seen.error(), options.goods);
        return false;
    }
    say_guess(seen->file, "to say otherwise, import them afterwards with --map", context);
    say_letters(seen->report, context);
    if (seen->report.refused == 0 || options.skip_bad) return true;
    report(context, {core::FailureKind::refused,
                     "Nothing was made. Mend these rows, or leave them out with --skip-bad."});
    return false;
}

/// Into the shop that was just made.
void take_goods_in(const Options& options, pos::store::Store& store, pos::Instant now,
                   Context& context) {
    const auto shop = core::read_shop(store.reader(), store.journal(), {});
    if (!shop) return report(context, shop.error());
    const auto done =
        imports::import_new_goods({options.goods}, store, *shop, now, context.random, {});
    if (!done) return report(context, done.error(), options.goods);
    context.err << counted(done->added, "item", "items") << " came in, "
                << counted(done->refused, "row was", "rows were") << " refused.\n";
}

void run(const Options& options, Context& context) {
    const auto shop = complete(options);
    if (!shop) return report(context, shop.error());
    const auto store_options =
        core::with_key_file({.program = kProgram, .key_file = options.key_file}, options.db);
    if (!store_options) return report(context, store_options.error());
    const auto now = context.clock.now();
    if (!options.goods.empty() && !look_at_goods(options, now, context)) return;
    const auto store = core::init_shop(options.db, *shop, *store_options, now, context.random);
    if (!store) return report(context, store.error());
    const std::string db = core::shown_database(options.db);
    const std::string key = store_options->key_file.empty() ? db + ".key" : store_options->key_file;
    if (options.json) {
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
    if (!options.goods.empty()) take_goods_in(options, **store, now, context);
}

}  // namespace

void add_init(CLI::App& program, Context& context) {
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
    command->add_option(
        "--zone", options->shop.zone,
        "IANA time zone, such as Europe/London; else this computer's, or the country's "
        "first");
    command
        ->add_option(
            "--tax-rate", options->shop.tax_rate,
            "In per cent: what states or towns charge, as in the US and Canada; the one tax "
            "where no country is named")
        ->type_name("PERCENT");
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
    command
        ->add_option(
            "--logo", options->logo,
            "At the head of receipts: a PNG or JPEG; made smaller where it is above 576 by "
            "320 dots")
        ->type_name("FILE");
    command->add_option("--printer", options->printer,
                        "The receipt printer, as in tcp:192.168.1.50; else any on USB; none for "
                        "none");
    command->add_option("--printer-profile", options->printer_profile,
                        "How it is spoken to, as in generic-58mm");
    command->add_option("--language", options->language, "What the till speaks; else the country's")
        ->check(CLI::IsMember(
            std::vector<std::string>{core::kTillLanguages.begin(), core::kTillLanguages.end()}));
    command
        ->add_option("--backups", options->backups,
                     "A folder, best on another disk, for a backup every hour and with every close")
        ->type_name("FOLDER");
    auto* demo = command->add_flag("--demo", options->shop.demo,
                                   "With goods, departments and taxes to try things with");
    auto* goods =
        command->add_option("--goods", options->goods,
                            "What it sells: a spreadsheet (CSV, XLSX), whose columns are guessed");
    goods->type_name("FILE")->excludes(demo);
    command
        ->add_flag("--skip-bad", options->skip_bad, "Leave rows of the goods out that are refused")
        ->needs(goods);
    add_json(*command, options->json);
    command->callback([options, &context] { run(*options, context); });
}

}  // namespace app::counterfoil
