#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "pos/journal/event.hpp"
#include "pos/store/columns.hpp"
#include "pos/store/db/connection.hpp"

/// At head office: a ticket that was parked since another one in the books had its number, and that
/// somebody let into them all the same. In the tables its number has "/2" behind it, as one of a
/// tail has a series (tail.hpp); the receipt itself stays as it was printed, and so does the other
/// one. Who did so and why is a change in a journal of the office's own:
///
///     key    "parked entry 3/17"
///     from   "B01-T1-000004"
///     to     "B01-T1-000004/2: the till was set up twice"
///
/// So whoever rebuilds the tables from the journals comes to the same numbers.
namespace pos::store {

inline constexpr std::string_view kAcceptedKey = "parked entry ";

struct Accepted {
    EntryKey entry{};
    std::string number;  // that it has in the tables
};

/// "3/17": an entry as people are told of it.
std::string entry_text(EntryKey entry);
std::optional<EntryKey> parse_entry_text(std::string_view text);

/// What such a change says.
std::string accepted_key(EntryKey entry);
std::string accepted_text(std::string_view number, std::string_view reason);
/// Nothing for any other change.
std::optional<Accepted> accepted_by(const journal::SettingChanged& changed);

/// The numbers of all such tickets, by their entries' numbers; what a till says is not among them.
///
/// requires: head office's tables
db::Result<std::map<std::int64_t, std::string>> accepted_numbers(db::Connection& db);

/// Gives a ticket the number that it has in the tables.
void number_as_accepted(journal::Event& event, const std::string& number);

}  // namespace pos::store
