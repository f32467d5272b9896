#include "pos/store/db/migrate.hpp"

#include "pos/base/assert.hpp"

namespace pos::store::db {

namespace {

struct Token {
    std::string_view name;
    std::string_view sqlite;
    std::string_view postgresql;
};
constexpr Token kTokens[] = {
    {"{i64}", "INTEGER", "BIGINT"},
    {"{bytes}", "BLOB", "BYTEA"},
    {"{text}", "TEXT", "TEXT COLLATE \"C\""},
    {"{strict}", "STRICT", ""},
    {"{strict, without_rowid}", "STRICT, WITHOUT ROWID", ""},
};

/// Programs that start at once take the steps one after the other. SQLite's write lock does that.
///
/// requires: an open transaction
Result<void> wait_for_others(Connection& db) {
    switch (db.engine()) {
        case Engine::sqlite:
            return {};
        case Engine::postgresql:
            return db.script("SELECT pg_advisory_xact_lock(1128679244)");
    }
    return {};
}

Result<void> make_version_table(Connection& db) {
    auto begun = Transaction::begin(db, TransactionKind::write);
    if (!begun) return std::unexpected{std::move(begun.error())};
    if (auto alone = wait_for_others(db); !alone) return alone;
    auto made =
        db.script(for_engine("CREATE TABLE IF NOT EXISTS schema_version"
                             " (version {i64} PRIMARY KEY, name TEXT NOT NULL) {strict}",
                             db.engine()));
    if (!made) return made;
    return begun->commit();
}

/// One step, unless another program has taken it in the meantime.
Result<void> take(Connection& db, const Migration& step) {
    auto begun = Transaction::begin(db, TransactionKind::write);
    if (!begun) return std::unexpected{std::move(begun.error())};
    if (auto alone = wait_for_others(db); !alone) return alone;
    const auto at = db.value<int>("SELECT coalesce(max(version), 0) FROM schema_version");
    if (!at) return std::unexpected{at.error()};
    if (at->value_or(0) >= step.version) return {};
    auto done = db.script(for_engine(step.both, db.engine()));
    if (!done) return done;
    switch (db.engine()) {
        case Engine::sqlite:
            done = db.script(step.sqlite);
            break;
        case Engine::postgresql:
            done = db.script(step.postgresql);
            break;
    }
    if (!done) return done;
    auto put = db.exec("INSERT INTO schema_version (version, name) VALUES ($1, $2)", step.version,
                       step.name);
    if (!put) return std::unexpected{std::move(put.error())};
    return begun->commit();
}

}  // namespace

std::string for_engine(std::string_view sql, Engine engine) {
    std::string out{sql};
    for (const Token& token : kTokens) {
        const auto with = engine == Engine::sqlite ? token.sqlite : token.postgresql;
        auto at = out.find(token.name);
        for (; at != std::string::npos; at = out.find(token.name, at + with.size())) {
            out.replace(at, token.name.size(), with);
        }
    }
    return out;
}

Result<int> schema_version(Connection& db) {
    const char* tables = nullptr;
    switch (db.engine()) {
        case Engine::sqlite:
            tables = "SELECT count(*) FROM sqlite_schema WHERE name = 'schema_version'";
            break;
        case Engine::postgresql:
            tables =
                "SELECT count(*) FROM (SELECT to_regclass('schema_version') AS found) t "
                "WHERE found IS NOT NULL";
            break;
    }
    const auto there = db.value<std::int64_t>(tables);
    if (!there) return std::unexpected{there.error()};
    if (there->value_or(0) == 0) return 0;
    const auto at = db.value<int>("SELECT coalesce(max(version), 0) FROM schema_version");
    if (!at) return std::unexpected{at.error()};
    return at->value_or(0);
}

std::expected<int, MigrateError> migrate(Connection& db, std::span<const Migration> steps) {
    using Kind = MigrateError::Kind;
    const int last = steps.empty() ? 0 : steps.back().version;
    const auto found = schema_version(db);
    if (!found) return std::unexpected{MigrateError{Kind::failed, 0, found.error()}};
    if (*found > last) {
        return std::unexpected{MigrateError{
            Kind::newer_schema, *found, {DbErrorKind::mistake, "", "made by a newer program"}}};
    }
    if (*found == last) return last;
    if (*found == 0) {
        const auto made = make_version_table(db);
        if (!made) return std::unexpected{MigrateError{Kind::failed, 0, made.error()}};
    }
    int before = 0;
    for (const Migration& step : steps) {
        POS_ASSERT(step.version > before);
        before = step.version;
        if (step.version <= *found) continue;
        if (auto done = take(db, step); !done) {
            return std::unexpected{MigrateError{Kind::failed, step.version, done.error()}};
        }
    }
    return last;
}

}  // namespace pos::store::db
