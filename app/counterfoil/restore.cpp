#include "pos/store/restore.hpp"

#include <memory>
#include <nlohmann/json.hpp>
#include <ostream>

#include "app/core/init.hpp"
#include "app/core/office/backup_content.hpp"
#include "app/counterfoil/command.hpp"

namespace app::counterfoil {

namespace {

struct Options {
    std::string backup;
    std::string db;
    bool set_aside{false};
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

void run(const Options& options, Context& context) {
    const auto target = core::target_of(options.db);
    if (!target) return report(context, target.error());
    if (target->engine != pos::store::db::Engine::sqlite) {
        return report(context,
                      {core::FailureKind::refused, "A backup is put back as a file: --db shop.db"});
    }
    const auto content = core::read_backup(options.backup);
    const auto done = [&] {
        Progress progress{"Copying", terminal_on_stderr(), "pages"};
        return pos::store::restore(options.backup, *target,
                                   {.store = {.program = kProgram}, .set_aside = options.set_aside},
                                   context.clock.now(), context.random,
                                   [&](const pos::store::db::CopyProgress& p) {
                                       progress.update(static_cast<std::uint64_t>(p.pages_done),
                                                       static_cast<std::uint64_t>(p.pages_total),
                                                       static_cast<std::uint64_t>(p.pages_done));
                                       return true;
                                   });
    }();
    if (!done) return report(context, not_restored(done.error(), options));
    if (options.json) {
        nlohmann::ordered_json json;
        json["db"] = core::shown_database(options.db);
        json["journal"] = to_string(done->journal);
        json["series"] = done->series;
        json["set_aside"] = done->set_aside;
        context.out << json.dump(2) << '\n';
    }
    for (const auto& name : done->set_aside)
        context.err << "What stood there is kept as " << name << ".\n";
    context.err << options.db << " sells on. Its receipts now carry the series " << done->series
                << ", so that no number is used twice.\n";
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
    auto* command =
        program.add_subcommand("restore", "Put a backup in place, with a new series of numbers");
    command->add_option("BACKUP", options->backup, "What backup made")->required();
    add_db(*command, options->db);
    command->add_flag("--set-aside", options->set_aside,
                      "Rename what stands there now instead of refusing");
    add_json(*command, options->json);
    command->callback([options, &context] { run(*options, context); });
}

}  // namespace app::counterfoil
