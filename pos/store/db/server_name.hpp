#pragma once

#include <expected>
#include <string>

namespace pos::store::db {

/// Which database on which server a connection string means, however it is spelled:
/// "shop@db.example:5432". What the string leaves out is filled in as libpq does, from its own
/// environment variables; user and password are no part of it.
///
/// errors: libpq's sentence about a string that is none
std::expected<std::string, std::string> server_name(const std::string& connection_string);

/// The same string for messages and logs: its passwords blotted out.
std::string without_passwords(std::string connection_string);

}  // namespace pos::store::db
