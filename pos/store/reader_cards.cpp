// Card payments that are not over: one row to find each, its latest journal entry to read it.
#include "pos/journal/codec.hpp"
#include "pos/store/entries.hpp"
#include "pos/store/reader.hpp"

namespace pos::store {

namespace {

// The states are those of journal::CardState, written out so that the partial index serves them.
static_assert(static_cast<int>(journal::CardState::asked) == 0);
static_assert(static_cast<int>(journal::CardState::approved) == 1);
static_assert(static_cast<int>(journal::CardState::unknown) == 3);
static_assert(static_cast<int>(journal::CardState::booked) == 4);
constexpr std::string_view kOpenAttempts =
    "SELECT e.entry, e.at, e.kind, e.version, e.payload, e.hash, e.signature "
    "FROM card_attempt c JOIN journal_entry e ON e.entry = c.entry "
    "WHERE c.state IN (0, 1, 3, 4) AND c.entry > $1 AND c.entry < $2 ORDER BY c.attempt";

}  // namespace

Answer<std::vector<journal::CardAttempted>> Reader::open_card_attempts(const Ulid& journal) {
    const auto number = journal_number(db_, journal);
    if (!number) return store_error(number.error());
    std::vector<journal::CardAttempted> open;
    if (!*number) return open;
    const auto done = db_.each(
        kOpenAttempts,
        [&](const db::Row& row) {
            const journal::Entry entry = read_entry(row, journal);
            auto event = journal::decode(entry.kind, entry.version, entry.payload);
            auto* attempt = event ? std::get_if<journal::CardAttempted>(&*event) : nullptr;
            if (attempt == nullptr) {
                row.fault(4, "no card attempt");
            } else {
                open.push_back(std::move(*attempt));
            }
        },
        entry_number({**number, 0}), entry_number({**number + 1, 0}));
    if (!done) return store_error(done.error());
    return open;
}

}  // namespace pos::store
