#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "app/core/failure.hpp"

/// The tools that come with PostgreSQL, run as programs.
namespace app::core {

struct ServerTool {
    std::string path;
    int major{0};  // its version
};

/// Finds a tool ("pg_dump") for a server of that version: the one that Debian keeps for it, else
/// the one that PATH has, else the newest that Debian keeps.
///
/// errors: there is none, or only an older one than the server: what to install
Outcome<ServerTool> find_server_tool(const std::string& name, int server_major);

/// What a program said until it ended.
struct ToolRun {
    int exit{-1};  // -1: a signal ended it
    std::string out;
    std::string err;
};
/// Runs it to its end with nothing on its standard input, these variables added to its environment
/// and messages in English.
///
/// errors: it cannot be started
Outcome<ToolRun> run_tool(const std::vector<std::string>& words,
                          const std::vector<std::pair<std::string, std::string>>& environment);

/// The major version in "pg_dump (PostgreSQL) 15.14 (Debian 15.14-0+deb12u1)"; 0: none is named.
int major_of(std::string_view version_line);

/// The line of what a tool said that tells what went wrong: "pg_dump: error: …" without that
/// beginning.
std::string said_of(const ToolRun& run);

}  // namespace app::core
