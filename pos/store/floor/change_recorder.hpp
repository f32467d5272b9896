#pragma once

#include <memory>

#include "pos/store/db/connection.hpp"
#include "pos/store/floor/row_write.hpp"

namespace pos::store::floor {

/// Says which rows a connection's transactions left changed, and how: SQLite's session extension.
/// A row changed twice counts once, with what it came to; of an update only the columns that
/// differ.
///
/// requires: a connection to SQLite, which outlives this
class ChangeRecorder {
public:
    static db::Result<ChangeRecorder> start(db::Connection& connection);

    /// What was written since the start, or since the last call. Entries of the journal say what
    /// was hashed for them.
    db::Result<RowWrites> take();

private:
    struct Session;
    struct Delete {
        void operator()(Session* session) const;
    };
    ChangeRecorder(db::Connection& connection, std::unique_ptr<Session, Delete> session)
        : connection_{&connection}, session_{std::move(session)} {}
    static db::Result<std::unique_ptr<Session, Delete>> make(db::Connection& connection);

    db::Connection* connection_;
    std::unique_ptr<Session, Delete> session_;
};

}  // namespace pos::store::floor
