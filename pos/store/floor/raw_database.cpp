#include "pos/store/floor/raw_database.hpp"

namespace pos::store::floor {

db::Result<RawDatabase> RawDatabase::open(const std::string& path) {
    RawDatabase opened;
    sqlite3* db = nullptr;
    const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
    const int code = sqlite3_open_v2(path.c_str(), &db, flags, nullptr);
    opened.db_.reset(db);
    if (code != SQLITE_OK) return std::unexpected{opened.error()};
    auto set = opened.run(
        "PRAGMA foreign_keys = ON; PRAGMA synchronous = FULL; PRAGMA cell_size_check = ON;"
        "PRAGMA cache_size = -16384; PRAGMA temp_store = MEMORY; PRAGMA journal_mode = WAL;"
        "PRAGMA wal_autocheckpoint = 0");
    if (!set) return std::unexpected{std::move(set.error())};
    return opened;
}

db::Result<void> RawDatabase::run(const char* sql) {
    if (sqlite3_exec(handle(), sql, nullptr, nullptr, nullptr) == SQLITE_OK) return {};
    return std::unexpected{error()};
}

db::DbError RawDatabase::error() const {
    const int code = sqlite3_extended_errcode(handle());
    return {db::kind_of_sqlite(code), std::to_string(code), sqlite3_errmsg(handle())};
}

db::Result<RawStatement> prepare(const RawDatabase& db, const std::string& sql) {
    sqlite3_stmt* made = nullptr;
    const int code = sqlite3_prepare_v3(db.handle(), sql.c_str(), static_cast<int>(sql.size()),
                                        SQLITE_PREPARE_PERSISTENT, &made, nullptr);
    RawStatement statement{made};
    if (code != SQLITE_OK) return std::unexpected{db.error()};
    return statement;
}

}  // namespace pos::store::floor
