#include <fmt/format.h>

#include <memory>
#include <nlohmann/json.hpp>
#include <ostream>

#include "app/core/backups.hpp"
#include "app/core/init.hpp"
#include "app/counterfoil/command.hpp"
#include "pos/store/db/copy_database.hpp"

namespace app::counterfoil {

namespace {

namespace db = pos::store::db;

struct Options {
    std::string db;
    std::string to;
    bool replace{false};
    bool json{false};
};

void run(const Options& options, Context& context) {
    const auto target = core::target_of(options.db);
    if (!target) return report(context, target.error());
    if (target->engine != db::Engine::sqlite) {
        return report(context,
                      {core::FailureKind::refused,
                       "A shop on PostgreSQL is backed up by its server's own tools (pg_dump)."});
    }
    const auto done = [&] {
        Progress progress{"Copying", terminal_on_stderr(), "pages"};
        return db::copy_database(target->where, options.to, {.replace = options.replace},
                                 [&](const db::CopyProgress& p) {
                                     progress.update(static_cast<std::uint64_t>(p.pages_done),
                                                     static_cast<std::uint64_t>(p.pages_total),
                                                     static_cast<std::uint64_t>(p.pages_done));
                                     return true;
                                 });
    }();
    if (!done) return report(context, core::backup_failure(done.error(), options.db, options.to));
    if (options.json) {
        nlohmann::ordered_json json;
        json["db"] = core::shown_database(options.db);
        json["backup"] = options.to;
        context.out << json.dump(2) << '\n';
    }
    context.err
        << options.to
        << " holds the shop as it was at one moment, every page checked. The signing key is not "
        << "in it, and nobody sells from it: counterfoil restore makes a shop of it.\n";
}

}  // namespace

void add_backup(CLI::App& program, Context& context) {
    auto options = std::make_shared<Options>();
    auto* command =
        program.add_subcommand("backup", "Copy a shop, while it sells, into one checked file");
    add_db(*command, options->db);
    command->add_option("--to", options->to, "The file to make")->required();
    command->add_flag("--replace", options->replace, "Take the place of an earlier backup");
    add_json(*command, options->json);
    command->callback([options, &context] { run(*options, context); });
}

}  // namespace app::counterfoil
