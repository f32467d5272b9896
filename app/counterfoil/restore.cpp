#include "pos/store/restore.hpp"

#include <memory>
#include <nlohmann/json.hpp>
#include <ostream>

#include "app/core/init.hpp"
#include "app/core/office/backup_content.hpp"
#include "app/core/server_backup.hpp"
#include "app/counterfoil/command.hpp"

namespace app::counterfoil {

namespace {

using pos::store::db::Engine;

struct Options {
    std::string backup;
    std::string db;
    std::string key_file;
    bool set_aside{false};
    bool renew{false};
    bool json{false};
};

/// Why nothing was put back, and what helps.
core::Failure not_restored(const pos::store::RestoreError& why, const Options& options) {
    using pos::store::OpenErrorKind;
    using Place = pos::store::RestoreError::Place;
    const auto kind = why.error.kind;
    if (why.place == Place::backup && kind == OpenErrorKind::missing) {
        return {core::FailureKind::environment,
                "There is no backup at " + options.backup + ". Check its name."};
    }
    if (why.place == Place::backup && core::is_server_backup(options.backup)) {
        return {core::FailureKind::refused,
                options.backup +
                    " is of a server's database. It is put back into an empty one: "
                    "--db postgresql://…"};
    }
    core::Failure failure =
        core::failure(why.error, why.place == Place::backup ? options.backup : options.db);
    const bool taken = kind == OpenErrorKind::exists || kind == OpenErrorKind::key_exists ||
                       kind == OpenErrorKind::log_left;
    if (why.place == Place::target && taken) {
        failure.kind = core::FailureKind::refused;
        failure.words +=
            " With --set-aside what stands there is renamed, and the backup takes its place.";
    }
    return failure;
}

core::Outcome<pos::store::Restored> restore_file(const pos::store::db::DbTarget& target,
                                                 const pos::store::StoreOptions& store,
                                                 const Options& options, Context& context) {
    Progress progress{"Copying", terminal_on_stderr(), "pages"};
    auto done = pos::store::restore(
        options.backup, target, {.store = store, .set_aside = options.set_aside},
        context.clock.now(), context.random, [&](const pos::store::db::CopyProgress& p) {
            progress.update(static_cast<std::uint64_t>(p.pages_done),
                            static_cast<std::uint64_t>(p.pages_total),
                            static_cast<std::uint64_t>(p.pages_done));
            return true;
        });
    if (!done) return std::unexpected{not_restored(done.error(), options)};
    return std::move(*done);
}

core::Outcome<void> check(const Options& options, Engine engine) {
    if (options.renew == options.backup.empty()) {
        if (options.renew && options.set_aside) {
            return core::misuse("--renew puts nothing back, so nothing is set aside.");
        }
        if (!options.renew && options.set_aside && engine == Engine::postgresql) {
            return core::misuse(
                "A server's database is not renamed by this program. Name an empty one.");
        }
        return {};
    }
    return core::misuse(options.renew
                            ? "--renew is for a database that is there already: name no backup."
                            : "Name the backup to put back: counterfoil restore FILE --db …");
}

void run(const Options& options, Context& context) {
    const auto target = core::target_of(options.db);
    if (!target) return report(context, target.error());
    if (auto good = check(options, target->engine); !good) return report(context, good.error());
    const pos::store::StoreOptions store{.program = kProgram, .key_file = options.key_file};
    const bool of_file = !options.renew && target->engine == Engine::sqlite;
    const auto content = of_file ? core::read_backup(options.backup)
                                 : core::Outcome<core::BackupContent>{core::refuse({})};
    const auto done = options.renew
                          ? core::renew_shop(options.db, store, context.clock.now(), context.random)
                      : of_file ? restore_file(*target, store, options, context)
                                : core::restore_on_server(options.backup, options.db, store,
                                                          context.clock.now(), context.random);
    if (!done) return report(context, done.error());
    const std::string db = core::shown_database(options.db);
    if (options.json) {
        nlohmann::ordered_json json;
        json["db"] = db;
        json["journal"] = to_string(done->journal);
        json["series"] = done->series;
        json["set_aside"] = done->set_aside;
        context.out << json.dump(2) << '\n';
    }
    for (const auto& name : done->set_aside)
        context.err << "What stood there is kept as " << name << ".\n";
    context.err << db << " goes on. Its numbers now carry the series " << done->series
                << ", so that none is used twice.\n";
    if (!content) return;  // no till's
    context.err << (content->last_number.empty()
                        ? "Nothing had been sold when the backup was made"
                        : "The last receipt in the backup is " + content->last_number + " of " +
                              utc(content->last_sale))
                << ": what was sold after that is not in it.\n";
}

}  // namespace

void add_restore(CLI::App& program, Context& context) {
    auto options = std::make_shared<Options>();
    auto* command = program.add_subcommand(
        "restore",
        "Put a backup in place, with a new series of numbers; of a server's database "
        "with pg_restore");
    command->add_option("BACKUP", options->backup, "What backup made");
    add_db(*command, options->db);
    add_key(*command, options->key_file);
    command->add_flag("--set-aside", options->set_aside,
                      "Rename what stands there now instead of refusing");
    command->add_flag("--renew", options->renew,
                      "Put nothing back: the database is a copy that was put back by other means "
                      "and goes on from here");
    add_json(*command, options->json);
    command->callback([options, &context] { run(*options, context); });
}

}  // namespace app::counterfoil
