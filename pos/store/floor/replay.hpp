#pragma once

#include <cstddef>
#include <unordered_map>

#include "pos/store/floor/raw_database.hpp"
#include "pos/store/floor/row_write.hpp"

namespace pos::store::floor {

/// Writes recorded rows with cached statements, hashing and signing what was hashed and signed for
/// them.
///
/// requires: `db` outlives this
class Replay {
public:
    explicit Replay(const RawDatabase& db);
    ~Replay();

    /// Statements of the writes are prepared, so that apply() and commit() need not. Writes keep
    /// their place; they outlive this.
    db::Result<std::size_t> load(const RowWrites& writes);

    /// The loaded writes of that number in one durable transaction.
    db::Result<void> commit(std::size_t loaded);
    /// The same within a transaction of the caller.
    db::Result<void> apply(std::size_t loaded);
    /// Lets go of the loaded writes; statements stay.
    void unload() { loaded_.clear(); }

private:
    struct Key;
    struct Bound {
        sqlite3_stmt* statement;
        const RowWrite* write;
    };
    db::Result<sqlite3_stmt*> statement(const std::string& sql);
    db::Result<void> step(sqlite3_stmt* statement);
    void prove(const RowWrite& write);

    const RawDatabase& db_;
    std::unordered_map<std::string, RawStatement> statements_;
    std::vector<std::vector<Bound>> loaded_;
    std::unique_ptr<Key> key_;
    sqlite3_stmt* begin_{nullptr};
    sqlite3_stmt* commit_{nullptr};
};

}  // namespace pos::store::floor
