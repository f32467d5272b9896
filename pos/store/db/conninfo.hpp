#pragma once

#include <libpq-fe.h>

#include <expected>
#include <memory>
#include <string>

namespace pos::store::db {

/// Parameters of a connection, ended by one without a keyword.
using Conninfo = std::unique_ptr<PQconninfoOption, void (*)(PQconninfoOption*)>;

/// What a connection string says; else what is wrong with it, in libpq's words.
std::expected<Conninfo, std::string> read_conninfo(const std::string& connection_string);

/// What libpq takes where the string says nothing. Null without memory.
Conninfo usual_conninfo();

}  // namespace pos::store::db
