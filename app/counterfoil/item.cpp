#include <memory>
#include <ostream>
#include <string>
#include <vector>

#include "app/core/find_code.hpp"
#include "app/core/init.hpp"
#include "app/core/office/change_item.hpp"
#include "app/core/shop_settings.hpp"
#include "app/counterfoil/command.hpp"
#include "app/counterfoil/item_output.hpp"
#include "pos/locale/zone.hpp"
#include "pos/money/decimal.hpp"

namespace app::counterfoil {

namespace {

struct Options {
    std::string db;
    std::string code;
    std::string key_file;
    bool off{false};
    bool on{false};
    std::vector<std::string> remove_barcodes;
    std::string by;
    bool json{false};

    bool changes() const { return off || on || !remove_barcodes.empty(); }
};

void add_trace(nlohmann::ordered_json& json, const pos::journal::Trace& trace) {
    if (!trace.batch.empty()) json["batch"] = trace.batch;
    if (!trace.serial.empty()) json["serial"] = trace.serial;
    if (trace.expires) json["use_by"] = to_string(*trace.expires);
    if (trace.best_before) json["best_before"] = to_string(*trace.best_before);
}

std::expected<nlohmann::ordered_json, core::Failure> look_up(pos::store::Reader& reader,
                                                             const std::string& code,
                                                             pos::Instant now) {
    const auto settings = core::read_settings(reader);
    if (!settings) return std::unexpected{settings.error()};
    const auto journals = reader.journals();
    if (!journals) return std::unexpected{core::failure(journals.error())};
    if (journals->empty()) return core::refuse("This shop has no journal.");
    const auto& journal = journals->back();
    const auto zone = pos::locale::Zone::open(journal.zone);
    if (!zone) return core::refuse("The shop's time zone " + journal.zone + " is not known.");
    const auto found = core::find_code(reader, code, core::code_rules(*settings, journal.currency),
                                       zone->local(now).date);
    if (!found) return std::unexpected{core::failure(found.error())};
    const auto* item = std::get_if<core::CodeOfItem>(&*found);
    if (item == nullptr) return core::refuse("No item has the code " + code + ".");
    nlohmann::ordered_json json = item_json(item->stored);
    if (item->quantity) json["quantity"] = to_string(*item->quantity);
    if (item->label_price) json["label_price"] = to_string(*item->label_price);
    if (item->trace) add_trace(json, *item->trace);
    const auto barcodes = reader.catalogue().barcodes(item->stored.item.id);
    if (!barcodes)
        return std::unexpected{core::failure(pos::store::to_store_error(barcodes.error()))};
    json["barcodes"] = nlohmann::ordered_json::array();
    for (const auto& barcode : *barcodes) json["barcodes"].push_back(barcode.text);
    const auto stock = reader.stock(item->stored.item.id);
    if (!stock) return std::unexpected{core::failure(stock.error())};
    json["stock"] = to_string(*stock);
    return json;
}

/// Whether the item was changed; why not is said.
bool change(const Options& options, Context& context) {
    core::ItemChange change{.number = options.code, .by = options.by};
    if (options.off || options.on) change.sold = options.on;
    change.remove_barcodes = options.remove_barcodes;
    const auto done =
        core::change_item(options.db, {.program = kProgram, .key_file = options.key_file}, change,
                          context.clock.now(), context.random);
    if (!done) report(context, done.error());
    return done.has_value();
}

void run(const Options& options, Context& context) {
    if (options.changes() && !change(options, context)) return;
    auto reader = core::OpenReader::open(options.db);
    if (!reader) return report(context, reader.error());
    const auto json = look_up(**reader, options.code, context.clock.now());
    if (!json) return report(context, json.error());
    if (options.json) {
        context.out << json->dump(2) << '\n';
        return;
    }
    for (const auto& [name, value] : json->items()) {
        context.out << name << ": " << (value.is_string() ? value.get<std::string>() : value.dump())
                    << '\n';
    }
}

}  // namespace

void add_item(CLI::App& program, Context& context) {
    auto options = std::make_shared<Options>();
    auto* command = program.add_subcommand(
        "item",
        "The item behind a barcode, a GS1 code, an in-store label or an item number; or take the "
        "item of a number off sale, or a barcode from it");
    command->add_option("BARCODE", options->code, "As scanned or typed; the number to change it")
        ->required();
    add_db(*command, options->db);
    add_key(*command, options->key_file);
    auto* off = command->add_flag("--off", options->off,
                                  "It is not sold any more; returns and reports still know it");
    command->add_flag("--on", options->on, "It is sold again")->excludes(off);
    command
        ->add_option("--remove-barcode", options->remove_barcodes,
                     "A barcode that is not, or no longer, its own")
        ->type_name("CODE");
    add_cashier(*command, options->by);
    add_json(*command, options->json);
    command->callback([options, &context] { run(*options, context); });
}

}  // namespace app::counterfoil
