#pragma once

#include <chrono>
#include <string>

#include "pos/base/clock.hpp"
#include "pos/journal/key.hpp"
#include "pos/store/office/membership.hpp"
#include "sync/client/http_client.hpp"
#include "sync/wire/messages.hpp"

namespace syncing::client {

/// Who joins, with what code.
struct Joining {
    std::string code;
    std::string branch;
    std::string terminal;
    std::string program;
};

/// Joins the office at that address and answers what this till is known as there.
///
/// errors: unreachable; refused, in the office's words
Outcome<pos::store::office::Membership> enrol(const Address& address, const Joining& joining,
                                              const pos::journal::SigningKey& key,
                                              pos::Instant now);

/// What a till that has joined says to the office. The token is fetched when it is needed.
///
/// threads: one at a time; cancel() from any
class OfficeClient {
public:
    /// requires: `key` outlives this and is the one that joined
    OfficeClient(const pos::store::office::Membership& membership,
                 const pos::journal::SigningKey& key, pos::Clock& clock);

    Outcome<wire::JournalAnswer> send(pos::BytesView batch);
    Outcome<wire::JournalAnswer> standing(const pos::store::office::OwnJournal& journal);
    /// The office's epoch as it said last; the one it joined with before.
    const pos::Ulid& epoch() const { return epoch_; }
    void cancel() { http_.cancel(); }

private:
    Outcome<void> fetch_token();
    template <class Ask>
    Outcome<wire::JournalAnswer> with_token(Ask ask);

    pos::store::office::Membership membership_;
    const pos::journal::SigningKey& key_;
    pos::Clock& clock_;
    HttpClient http_;
    std::string token_;
    std::chrono::steady_clock::time_point token_until_{};
    pos::Ulid epoch_;
};

}  // namespace syncing::client
