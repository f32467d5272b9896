#pragma once

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <string>

#include "pos/base/clock.hpp"
#include "pos/journal/key.hpp"
#include "pos/store/feed/apply.hpp"
#include "pos/store/office/membership.hpp"
#include "sync/client/http_client.hpp"
#include "sync/wire/changes.hpp"
#include "sync/wire/messages.hpp"

namespace syncing::client {

/// Who joins, with what code.
struct Joining {
    std::string code;
    std::string branch;
    std::string terminal;
    std::string program;
    std::string currency;  // ISO 4217: the till's
    std::string past{};    // as wire::EnrolRequest
};

/// Joins the office at that address and answers what this till is known as there.
///
/// errors: unreachable; refused, in the office's words
Outcome<pos::store::office::Membership> enrol(const Address& address, const Joining& joining,
                                              const pos::journal::SigningKey& key,
                                              pos::Instant now);

/// Takes a till's place that is gone, with a code, and answers what the office knows of it.
///
/// errors: unreachable; refused, in the office's words
Outcome<wire::ReplacementAnswer> replace(const Address& address, const std::string& code,
                                         const std::string& program,
                                         const pos::journal::SigningKey& key);

/// Payloads that are read for one batch, in bytes. A line that lets no large batch through may let
/// a small one: half as much after each that did not arrive, twice as much after each that did.
class PortionSize {
public:
    /// What compresses to less than a batch may have.
    static constexpr std::size_t kMost = std::size_t{3} * 1024 * 1024;
    static constexpr std::size_t kLeast = kMost / 256;
    std::size_t bytes() const { return bytes_; }
    void failed() { bytes_ = std::max(bytes_ / 2, kLeast); }
    void arrived() { bytes_ = std::min(bytes_ * 2, kMost); }

private:
    std::size_t bytes_{kMost};
};

/// What a till that has joined says to the office. The token is fetched when it is needed.
///
/// threads: one at a time; cancel() from any
class OfficeClient {
public:
    /// requires: `key` outlives this and is the one that joined
    OfficeClient(const pos::store::office::Membership& membership,
                 const pos::journal::SigningKey& key, pos::Clock& clock);

    /// Asks to go on under another key: this till's books parted from the office's.
    struct Succeeding {
        pos::Ulid journal{};
        pos::journal::Head at;
        std::string series;  // that were used, separated by blanks
        std::string program;
        std::string code;  // empty: none
    };
    Outcome<wire::SuccessorAnswer> succeed(const Succeeding& asked,
                                           const pos::journal::SigningKey& next);

    Outcome<wire::JournalAnswer> send(pos::BytesView batch);
    /// `own`: the last entry here, which says whether this till has the office's end.
    Outcome<wire::JournalAnswer> standing(const pos::store::office::OwnJournal& journal,
                                          const pos::Hash& own);
    /// What came from this till and is in no takings.
    Outcome<wire::OutsideAnswer> outside();
    /// What has changed behind the cursor. With `wait`, the office answers when something has, or
    /// after some seconds.
    Outcome<wire::Changes> changes(const pos::store::feed::Cursor& cursor, bool wait);
    /// What the next batch should be made of.
    const PortionSize& portion() const { return portion_; }
    /// The office's epoch as it said last; the one it joined with before.
    const pos::Ulid& epoch() const { return epoch_; }
    void cancel() { http_.cancel(); }

private:
    Outcome<void> fetch_token();
    template <class Ask>
    Outcome<HttpAnswer> with_token(Ask ask);

    pos::store::office::Membership membership_;
    const pos::journal::SigningKey& key_;
    pos::Clock& clock_;
    HttpClient http_;
    PortionSize portion_;
    std::string token_;
    std::chrono::steady_clock::time_point token_until_{};
    pos::Ulid epoch_;
};

}  // namespace syncing::client
