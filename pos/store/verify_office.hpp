#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <unordered_set>
#include <vector>

#include "pos/journal/chain.hpp"
#include "pos/journal/key.hpp"
#include "pos/store/db/connection.hpp"
#include "pos/store/verify.hpp"

/// What verify() looks at in head office's database alone; for verify.cpp.
namespace pos::store {

/// A journal as the office says it has come.
struct SentJournal {
    std::int64_t number{0};
    Ulid journal{};
    journal::PublicKey public_key{};
    journal::Head head;
};

struct OfficeFacts {
    std::vector<SentJournal> journals;
    std::unordered_set<std::int64_t> parked;  // entry numbers
    /// The numbers of tickets that were parked and let in under another one, by entry numbers.
    std::map<std::int64_t, std::string> accepted;
};

/// Nothing of either in a till's database.
db::Result<OfficeFacts> read_office_facts(db::Connection& db);

/// Compares the heads that the office names with those that the chains have come to, walks what was
/// set aside, and compares the branches' roll-ups with the finer ones. What differs is added to the
/// report.
db::Result<void> check_office(db::Connection& db, const OfficeFacts& facts,
                              const std::map<std::int64_t, journal::Head>& heads,
                              VerifyReport& report);

}  // namespace pos::store
