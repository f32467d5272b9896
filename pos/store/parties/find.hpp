#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "pos/customer/party.hpp"
#include "pos/store/db/connection.hpp"

/// Finding customers, at a till and at head office.
namespace pos::store::parties {

struct PartyQuestion {
    std::string_view words;  // of name, number, town, e-mail, telephone or postcode; empty: all
    std::int64_t skip{0};
    std::int64_t limit{50};
};
/// Those that are themselves: neither merged into another nor erased. By name, then number.
db::Result<std::vector<customer::Party>> list(db::Connection& db, const PartyQuestion& asked);
db::Result<std::int64_t> count(db::Connection& db, std::string_view words);

/// The customer that a number leads to: of several the one that is itself and was made first; if
/// there is none, whoever the number's one was merged into. Nothing for who was erased.
db::Result<std::optional<customer::Party>> of_number(db::Connection& db, std::string_view number);
/// Itself, or the one that it was merged into.
db::Result<std::optional<customer::Party>> itself(db::Connection& db, const Ulid& party);

/// The customer and all that were merged into it, itself first.
db::Result<std::vector<customer::Party>> with_merged(db::Connection& db, const Ulid& party);

/// A number for a customer made here: behind the highest that begins with `prefix`.
///
/// example: "B01-T1" → "B01-T1-C0001"
db::Result<std::string> next_number(db::Connection& db, std::string_view prefix);

/// A sale of a customer, or money that went back.
struct Bought {
    Ulid sale{};
    std::string number;
    std::string branch;
    std::int64_t local_s{0};
    std::string currency;  // "EUR2"
    std::int64_t payable_minor{0};
};
/// What was bought under any of its numbers, the latest first.
db::Result<std::vector<Bought>> bought_by(db::Connection& db, const Ulid& party,
                                          std::int64_t limit);

}  // namespace pos::store::parties
