#include "pos/store/db/server_tools.hpp"

#include <cstdint>
#include <string_view>

#include "pos/base/assert.hpp"
#include "pos/store/db/conninfo.hpp"

namespace pos::store::db {

namespace {

/// "dbname='my shop'", as a connection string has it.
std::string setting(std::string_view keyword, std::string_view value) {
    std::string text{keyword};
    text += "='";
    for (const char c : value) {
        if (c == '\'' || c == '\\') text += '\\';
        text += c;
    }
    return text + '\'';
}

bool is_said(const PQconninfoOption& option) {
    return option.val != nullptr && *option.val != '\0';
}

/// What libpq takes where the string names no database: its variable's, or the user's.
std::string usual_database(const PQconninfoOption* said) {
    const Conninfo usual = usual_conninfo();
    std::string database;
    std::string user;
    for (const PQconninfoOption* all : {static_cast<const PQconninfoOption*>(usual.get()), said}) {
        for (; all != nullptr && all->keyword != nullptr; ++all) {
            if (!is_said(*all)) continue;
            const std::string_view keyword = all->keyword;
            if (keyword == "dbname") database = all->val;
            if (keyword == "user") user = all->val;
        }
    }
    return database.empty() ? user : database;
}

}  // namespace

std::expected<ToolAccess, std::string> tool_access(const std::string& connection_string) {
    const auto parsed = read_conninfo(connection_string);
    if (!parsed) return std::unexpected{parsed.error()};
    const Conninfo& said = *parsed;
    ToolAccess access;
    access.database = setting("dbname", usual_database(said.get()));
    for (const PQconninfoOption* option = said.get(); option->keyword != nullptr; ++option) {
        const std::string_view keyword = option->keyword;
        if (!is_said(*option) || keyword == "dbname") continue;
        const bool secret = std::string_view{option->dispchar} == "*";
        if (option->envvar != nullptr) {
            access.environment.emplace_back(option->envvar, option->val);
        } else if (secret) {
            return std::unexpected{std::string{keyword} +
                                   " cannot be handed to PostgreSQL's tools in secret; use a key "
                                   "without one"};
        } else {
            access.database += ' ' + setting(keyword, option->val);
        }
    }
    return access;
}

Result<int> server_major(Connection& db) {
    POS_ASSERT(db.engine() == Engine::postgresql);
    const auto version =
        db.value<std::int64_t>("SELECT CAST(current_setting('server_version_num') AS BIGINT)");
    if (!version) return std::unexpected{version.error()};
    return static_cast<int>(version->value_or(0) / 10'000);
}

Result<bool> is_blank(Connection& db) {
    POS_ASSERT(db.engine() == Engine::postgresql);
    const auto made = db.value<std::int64_t>(
        "SELECT count(*) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE "
        "c.relkind IN ('r', 'p', 'm', 'S') AND n.nspname <> 'information_schema' AND "
        "n.nspname NOT LIKE 'pg\\_%'");
    if (!made) return std::unexpected{made.error()};
    return made->value_or(0) == 0;
}

}  // namespace pos::store::db
