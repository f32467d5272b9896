#pragma once

#include <expected>
#include <span>
#include <string>
#include <string_view>

#include "pos/store/db/connection.hpp"

namespace pos::store::db {

/// One step of the schema. `both` runs on either engine after its tokens are replaced, then the
/// engine's own part, for what the other does not have.
struct Migration {
    int version;
    std::string_view name;
    std::string_view both;
    std::string_view sqlite;
    std::string_view postgresql;
};

/// Replaces the words in which the engines' tables differ: {i64} {bytes} {text} {strict}
/// {strict, without_rowid}. {text} sorts by its bytes on both.
std::string for_engine(std::string_view sql, Engine engine);

/// The last step that was taken; 0 for an empty database.
Result<int> schema_version(Connection& db);

struct MigrateError {
    enum class Kind : std::uint8_t {
        newer_schema,  // made by a newer program: nothing was touched
        failed,        // the step left nothing behind
    };
    Kind kind;
    int version;  // found in the database, or of the step that failed
    DbError cause;
};

/// Takes the steps that are missing, each in a transaction of its own. Returns the version reached.
///
/// requires: `steps` ascending by version
std::expected<int, MigrateError> migrate(Connection& db, std::span<const Migration> steps);

}  // namespace pos::store::db
