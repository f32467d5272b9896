// counterfoil import undo
#include <fmt/format.h>

#include <memory>
#include <nlohmann/json.hpp>
#include <ostream>

#include "app/core/office/undo_goods_import.hpp"
#include "app/core/open_shop.hpp"
#include "app/core/register_service.hpp"
#include "app/counterfoil/command.hpp"
#include "app/counterfoil/import_undo.hpp"
#include "app/counterfoil/output.hpp"

namespace app::counterfoil {

namespace {

struct Options {
    std::string db;
    std::string key_file;
    bool dry_run{false};
    bool json{false};
};

void report_refusal(const core::RecordRefusal& refusal, Context& context) {
    if (refusal.why) return report(context, core::failure(*refusal.why));
    context.exit = Exit::refused;
    context.err << "This till has joined a head office: goods are changed there. Nothing was "
                   "undone.\n";
}

/// "2026-11-27 14:05"
std::string shown(const pos::LocalTime& at) {
    const auto minutes = at.second_of_day / 60;
    return fmt::format("{} {:02}:{:02}", to_string(at.date), minutes / 60, minutes % 60);
}

void print(const pos::store::ImportUndone& done, const pos::LocalTime& at, const Options& options,
           Context& context) {
    if (options.json) {
        nlohmann::ordered_json json;
        json["file"] = done.import.source;
        json["imported_at"] = shown(at);
        json["items"] = done.import.goods;
        json["as_before"] = done.restored;
        json["no_longer_sold"] = done.taken_off;
        json["left"] = done.left;
        json["departments_removed"] = done.departments;
        json["undone"] = !options.dry_run;
        context.out << json.dump(2) << '\n';
    } else {
        context.out << "Import of " << done.import.source << " of " << shown(at) << ": "
                    << counted(done.restored, "item as it was", "items as they were") << " before, "
                    << done.taken_off << " no longer sold, "
                    << counted(done.departments, "department", "departments") << " removed.\n";
        if (done.left > 0)
            context.out << counted(done.left, "item was changed since and is left as it is",
                                   "items were changed since and are left as they are")
                        << ".\n";
    }
    if (options.dry_run) context.err << "Nothing was written: this is what it would do.\n";
}

void run(const Options& options, Context& context) {
    const auto now = context.clock.now();
    auto store =
        core::open_shop(options.db, {.program = kProgram, .key_file = options.key_file}, now);
    if (!store) return report(context, store.error());
    const auto shop = core::read_shop((*store)->reader(), (*store)->journal(), {});
    if (!shop) return report(context, shop.error());
    const auto local = shop->zone.local(now);
    const auto& user = shop->opening.user;
    const core::Doing doing{{local, local.date, shop->journal.zone}, {user.id, user.name}, now};
    Progress progress{"Undoing", terminal_on_stderr(), "items"};
    const auto done = core::undo_goods_import(
        **store, doing, {.dry_run = options.dry_run, .on_item = [&](std::int64_t count) {
                             progress.update(0, 0, static_cast<std::uint64_t>(count));
                         }});
    progress.clear();
    if (!done) return report_refusal(done.error(), context);
    if (!*done) {
        context.err << "There is no import of goods to undo: none was made yet, or the last one "
                       "has been undone.\n";
        context.exit = Exit::refused;
        return;
    }
    print(**done, shop->zone.local((*done)->import.at), options, context);
}

}  // namespace

void add_import_undo(CLI::App& import, Context& context) {
    auto options = std::make_shared<Options>();
    auto* command = import.add_subcommand(
        "undo", "Put goods back as they were before the last import of items");
    add_db(*command, options->db);
    add_key(*command, options->key_file);
    command->add_flag("--dry-run", options->dry_run,
                      "Say what would become of the goods, and write nothing");
    add_json(*command, options->json);
    command->callback([options, &context] { run(*options, context); });
}

}  // namespace app::counterfoil
