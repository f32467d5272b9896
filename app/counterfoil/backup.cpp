#include <fmt/format.h>

#include <filesystem>
#include <memory>
#include <nlohmann/json.hpp>
#include <ostream>
#include <string_view>

#include "app/core/backups.hpp"
#include "app/core/init.hpp"
#include "app/core/server_backup.hpp"
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

void report_done(const Options& options, Context& context, std::string_view checked) {
    if (options.json) {
        nlohmann::ordered_json json;
        json["db"] = core::shown_database(options.db);
        json["backup"] = options.to;
        context.out << json.dump(2) << '\n';
    }
    context.err
        << options.to << " holds the shop as it was at one moment, " << checked
        << ". The signing key is not in it, and nobody sells from it: counterfoil restore makes "
        << "a shop of it.\n";
}

void run(const Options& options, Context& context) {
    const auto target = core::target_of(options.db);
    if (!target) return report(context, target.error());
    if (target->engine == db::Engine::postgresql) {
        const auto copied = core::back_up_server(options.db, options.to, options.replace);
        if (!copied) return report(context, copied.error());
        return report_done(options, context, "every row read back");
    }
    if (std::error_code none; !std::filesystem::exists(target->where, none)) {
        const pos::store::OpenError missing{.kind = pos::store::OpenErrorKind::missing};
        return report(context, core::failure(missing, options.db));
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
    report_done(options, context, "every page checked");
}

}  // namespace

void add_backup(CLI::App& program, Context& context) {
    auto options = std::make_shared<Options>();
    auto* command =
        program.add_subcommand("backup",
                               "Copy a shop or head office, while it works, into one checked "
                               "file; of a server's database with pg_dump");
    add_db(*command, options->db);
    command->add_option("--to", options->to, "The file to make")->required();
    command->add_flag("--replace", options->replace, "Take the place of an earlier backup");
    add_json(*command, options->json);
    command->callback([options, &context] { run(*options, context); });
}

}  // namespace app::counterfoil
