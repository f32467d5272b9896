#include "pos/store/office/open.hpp"

#include "pos/store/branch_rollup.hpp"
#include "pos/store/db/migrate.hpp"
#include "pos/store/migrations.hpp"
#include "pos/store/require_shop.hpp"

namespace pos::store::office {

namespace {

/// One batch of another connection may hold a file this long.
constexpr int kBusyTimeout_ms = 10'000;

}  // namespace

std::expected<void, OpenError> bring_up_to_date(db::Connection& db) {
    if (auto there = require_shop(db); !there) return there;
    auto done = db::migrate(db, migrations());
    if (done) {
        auto filled = fill_branch_takings(db);
        if (!filled) return open_error(std::move(filled.error()));
        return {};
    }
    OpenError error = to_open_error(std::move(done.error().cause));
    if (done.error().kind == db::MigrateError::Kind::newer_schema) {
        error.kind = OpenErrorKind::newer_schema;
        error.schema_version = done.error().version;
    }
    return std::unexpected{std::move(error)};
}

std::expected<OpenOffice, OpenError> open_office(const db::DbTarget& target) {
    auto db =
        db::open(target, {.mode = db::OpenMode::read_write, .busy_timeout_ms = kBusyTimeout_ms});
    if (!db) return open_error(std::move(db.error()));
    if (auto done = bring_up_to_date(**db); !done) return std::unexpected{std::move(done.error())};
    const auto office = read_office(**db);
    if (!office) return open_error(office.error().cause);
    if (!*office) return open_error(OpenErrorKind::no_journal);
    return OpenOffice{std::move(*db), **office};
}

}  // namespace pos::store::office
