#pragma once

#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "pos/journal/key_file.hpp"
#include "pos/journal/projector.hpp"
#include "pos/store/db/error.hpp"
#include "pos/store/db/inspect.hpp"
#include "pos/store/db/writer_lock.hpp"

namespace pos::store {

/// Why a shop's database cannot be opened, made or restored. Nothing was changed.
enum class OpenErrorKind : std::uint8_t {
    missing,         // there is no such file
    exists,          // to be made, but there is something already
    log_left,        // there is no such file, but the log of one: it may hold sales
    unreadable,      // no permission, or the disk failed, or the server refuses this user
    no_answer,       // the server cannot be reached, or goes down or comes up at this moment
    empty,           // a file without a byte
    not_sqlite,      // another kind of file, or its first page is gone
    foreign,         // another program's database
    a_backup,        // a copy that is to be put back (restore.hpp), and not written
    older_copy,      // what its key signed last is not in it: its numbers would come again
    damaged,         // ours, but its pages contradict each other
    newer_schema,    // made by a newer version of this program
    read_only,       // it, or its folder, cannot be written
    in_use,          // another program writes it: `holder` says which
    no_journal,      // a database of ours that was never finished: make it anew elsewhere
    key_missing,     // the signing key is not beside it
    key_exists,      // to be made, but a key lies there: it belongs to another shop
    key_unusable,    // `key` says why
    key_of_another,  // a good key, but of no journal in this database
    disk_full,
    failed,  // anything else; `cause` says what
};

struct OpenError {
    OpenErrorKind kind{OpenErrorKind::failed};
    db::DbError cause{};
    db::LockHolder holder{};                     // of in_use
    std::optional<journal::KeyFileError> key{};  // of key_unusable
    std::vector<std::string> damage{};           // of damaged: SQLite's own sentences
    int schema_version{0};                       // of newer_schema: the one found
};

/// Why the store did not do what it was asked. Nothing of it was kept.
enum class StoreErrorKind : std::uint8_t {
    closed,  // an earlier write failed: open the shop again
    busy,    // somebody else held the database too long: try again
    external_number_taken,
    not_projected,  // an event contradicts the books; `project` says how
    cancelled,      // a search overtaken by the next
    disk_full,
    io,
    read_only,
    damaged,
    connection,  // the server went away, or does not answer
    gone,  // the file was removed or replaced while it was open: see Store::require_in_place()
    failed,
};

struct StoreError {
    StoreErrorKind kind{StoreErrorKind::failed};
    db::DbError cause{};
    std::optional<journal::ProjectError> project{};  // of not_projected
    /// The commit itself failed: only opening the shop again tells whether it was kept.
    bool in_doubt{false};
};

template <class T>
using Answer = std::expected<T, StoreError>;

/// What the name of such a copy ends in, behind the database's own; a second one has "-2" behind
/// it.
inline constexpr std::string_view kRescued{".rescued"};

/// Whether all that the database held when it was `gone` lies in the file `cause.text`.
inline bool is_rescued(const StoreError& error) {
    return error.kind == StoreErrorKind::gone && error.cause.code == "rescued";
}

/// The store's word for what the database layer met.
StoreError to_store_error(db::DbError error);
OpenError to_open_error(db::DbError error);
inline std::unexpected<OpenError> open_error(db::DbError cause) {
    return std::unexpected{to_open_error(std::move(cause))};
}
inline std::unexpected<OpenError> open_error(OpenErrorKind kind, std::string text = {}) {
    return std::unexpected{
        OpenError{.kind = kind, .cause = {db::DbErrorKind::mistake, "", std::move(text)}}};
}
inline std::unexpected<StoreError> store_error(db::DbError error) {
    return std::unexpected{to_store_error(std::move(error))};
}

}  // namespace pos::store
