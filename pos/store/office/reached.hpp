#pragma once

#include <optional>
#include <string>

#include "pos/base/ulid.hpp"
#include "pos/journal/chain.hpp"
#include "pos/store/db/connection.hpp"

/// How far the journal of a key has come, noted beside the key: so that an office sees when its
/// database was put back from an older copy, whatever with, before it gives a number out twice.
///
///     <key file>.reached    "<office's first journal> <journal> <seq> <hash>", one line
///
/// It is a note and no more: one that is lost or cannot be written only means that nothing is seen.
namespace pos::store::office {

struct Reached {
    Ulid office{};  // the first journal of its database
    Ulid journal{};
    journal::Head head;
    bool operator==(const Reached&) const = default;
};

/// Nothing where none can be read.
std::optional<Reached> read_reached(const std::string& key_file);
/// Notes it, unless another program has noted a later place of the same journal.
void note_reached(const std::string& key_file, const Reached& reached);

/// Whether a database has not come as far as what was noted, or otherwise. One of another office,
/// and one that has given that journal up since, has.
///
/// requires: the note was read before the database is asked
db::Result<bool> is_behind(db::Connection& db, const Reached& reached);

/// The turn of those programs that put another key in a key's place; one at a time.
///
/// owns: the lock of `<key file>.reached`, as far as it can be had
class KeyTurn {
public:
    explicit KeyTurn(const std::string& key_file);
    ~KeyTurn();
    KeyTurn(const KeyTurn&) = delete;
    KeyTurn& operator=(const KeyTurn&) = delete;

private:
    int file_{-1};
};

}  // namespace pos::store::office
