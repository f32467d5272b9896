#pragma once

#include <expected>
#include <string>
#include <utility>
#include <vector>

#include "pos/store/db/connection.hpp"

/// What a server's own tools (pg_dump, pg_restore) need that work on a database of ours.
namespace pos::store::db {

struct ToolAccess {
    /// For `--dbname`: nothing in it is secret, since every user of the machine sees it.
    std::string database;
    /// libpq's environment variables, for the tool alone: among them the password, if the
    /// connection string has one. One that lies in a password file (PGPASSFILE) is found as ever.
    std::vector<std::pair<std::string, std::string>> environment;
};

/// errors: libpq's sentence about a string that is none; a secret that only the connection string
///         itself can carry
std::expected<ToolAccess, std::string> tool_access(const std::string& connection_string);

/// The server's major version: 15.
///
/// requires: a connection to a server
Result<int> server_major(Connection& db);

/// Whether nobody has made a table or a sequence in a server's database.
///
/// requires: a connection to a server
Result<bool> is_blank(Connection& db);

}  // namespace pos::store::db
