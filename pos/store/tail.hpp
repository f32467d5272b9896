#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "pos/base/ulid.hpp"
#include "pos/journal/chain.hpp"
#include "pos/journal/event.hpp"
#include "pos/store/db/connection.hpp"

/// At head office: a continuation of a journal that was set aside and is in the books since its
/// till's next journal named it. It has a number of its own, as a journal has, and its rows follow
/// from it as from one, so that what it holds is counted once and apart from the other
/// continuation.
///
///     journal B01-T1   1 … 40 │ 41 … 95          the books
///                             └ 41' … 52'        the tail: "B01-T1-000020/T1b"
///     journal B01-T1b  1 …    names 52'          its successor
///
/// Its tickets' numbers may stand on other receipts of the first continuation too. In the tables
/// each has the successor's series behind it; the receipt itself stays as it was printed.
namespace pos::store {

struct Tail {
    std::int64_t number{0};
    Ulid id{};               // as if it were a journal's
    std::int64_t root{0};    // the journal's number
    std::int64_t origin{0};  // what it parts from: the journal, or an earlier tail of it
    journal::Head after;     // where
    std::string series;      // the successor's
};

/// By their numbers; nothing in a till's database.
db::Result<std::vector<Tail>> read_tails(db::Connection& db);

/// The id of the tail whose first entry has that hash.
Ulid tail_id(const Hash& first);

/// What stands in the tables of a tail before its first entry: whose it is, and the shift that was
/// open where it parts. `db` may be the database that a rebuild goes into.
db::Result<void> begin_tail(db::Connection& db, const Tail& tail);

/// Gives a ticket the number that it has in the tables.
void number_in_tail(journal::Event& event, const std::string& series);

}  // namespace pos::store
