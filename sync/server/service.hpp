#pragma once

#include <atomic>
#include <cstdint>
#include <expected>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "pos/base/clock.hpp"
#include "pos/base/random.hpp"
#include "pos/store/db/connection.hpp"
#include "pos/store/feed/mark.hpp"
#include "pos/store/office/terminals.hpp"
#include "sync/server/exchange.hpp"
#include "sync/server/ingest.hpp"
#include "sync/server/metrics.hpp"
#include "sync/server/tokens.hpp"
#include "sync/server/try_limit.hpp"

namespace syncing::server {

/// What the office answers, whatever carries requests and answers. README.md lists the routes.
///
/// requires: clock and random may be asked from several threads at once, and so may whoever is told
/// threads:  any, each with a connection of its own
class Service {
public:
    /// Told what whoever runs the office should know, in a sentence.
    using Tell = std::function<void(const std::string& sentence)>;
    Service(const pos::store::office::Office& office, Metrics& metrics, TryLimit& tries,
            pos::Clock& clock, pos::Random& random, std::int64_t till_silent_ms = kTillSilent_ms,
            Tell tell = {});
    /// For how long nothing may have been heard of a till that another one wants to follow. One
    /// that is switched on and has its network is heard twice a minute.
    static constexpr std::int64_t kTillSilent_ms = 180'000;

    /// Batches of those alone who have a token, and short messages: so that a stranger's megabytes
    /// are not even read.
    Admission admit(const Request& head);
    Response answer(pos::store::db::Connection& db, const Request& request);

    /// The number of the latest change, as far as it is known; tills that have it wait for the
    /// next.
    std::uint64_t news() const { return news_.load(std::memory_order_relaxed); }
    /// Looks it up; false if the database does not answer.
    bool look_for_news(pos::store::db::Connection& db);

    /// A connection could not be opened.
    void note_unopened(const pos::store::OpenError& error);
    /// What is answered then.
    Response unreachable() const;

private:
    /// Somebody of ours who has all there is waits for more; anybody else is answered at once.
    Admission admit_waiting(const Request& head);
    /// A request with a token that is none; one that has only run out is no guess.
    Response no_token(const Request& request);
    /// What is said of a key that is not what it should be, or that too many were.
    Response wrong_key(const Request& request, Response said);
    /// The terminal whose token the request carries, if it is welcome.
    std::expected<pos::store::office::Terminal, Response> sender_of(pos::store::db::Connection& db,
                                                                    const Request& request,
                                                                    pos::Instant now);
    Response route(pos::store::db::Connection& db, const Request& request);
    Response enrol(pos::store::db::Connection& db, const Request& request);
    Response succeed(pos::store::db::Connection& db, const Request& request);
    Response replace(pos::store::db::Connection& db, const Request& request);
    Response challenge(const Request& request);
    Response token(pos::store::db::Connection& db, const Request& request);
    Response take_journal(pos::store::db::Connection& db, const Request& request);
    Response tell_journal(pos::store::db::Connection& db, const Request& request);
    Response tell_outside(pos::store::db::Connection& db, const Request& request);
    Response tell_changes(pos::store::db::Connection& db, const Request& request);
    struct Standing {
        std::uint64_t after{0};
        bool confirmed{false};  // it has this very feed up to there
    };
    pos::store::Answer<Standing> standing_of(pos::store::db::Connection& db, std::uint64_t after,
                                             const std::optional<pos::Ulid>& epoch,
                                             bool knows_marks, const pos::store::feed::Mark& mark);
    pos::store::Answer<void> note_forgotten(pos::store::db::Connection& db, const pos::Ulid& epoch);
    pos::store::Answer<void> note_heard(pos::store::db::Connection& db, const pos::Ulid& terminal,
                                        std::uint64_t number);
    Response health(pos::store::db::Connection& db);
    pos::store::Answer<pos::Ulid> look_for_epoch(pos::store::db::Connection& db);
    pos::Ulid epoch() const;
    pos::store::feed::Mark last_mark() const;
    void tell(const std::string& sentence) const {
        if (tell_) tell_(sentence);
    }
    /// What is answered to whom the database failed; a disk that is full is told once.
    Response failed(const pos::store::StoreError& error);
    void note_full();
    /// The database has taken something.
    void note_written();
    bool is_full() const;

    Tokens tokens_;
    Ingest ingest_;
    Metrics& metrics_;
    TryLimit& tries_;
    pos::Clock& clock_;
    pos::Random& random_;
    std::int64_t till_silent_ms_;
    Tell tell_;
    std::atomic<std::uint64_t> news_{0};
    /// When the disk was found full last, milliseconds since 1970; 0: it has taken something since.
    std::atomic<std::int64_t> full_at_ms_{0};
    mutable std::mutex heard_mutex_;
    pos::Ulid epoch_;                           // as the database had it last
    pos::store::feed::Mark last_mark_;          // over the latest change
    std::map<pos::Ulid, std::uint64_t> heard_;  // as the database has it
};

// For the files of this folder.

/// An answer that is no 200.
Response problem(int status, std::string_view error, std::string words);
/// The database is not there, or somebody held it too long.
Response trouble(const pos::store::StoreError& error);
Response message(std::string json);
/// What stands behind `name=` in a path's query.
std::string_view query_value(std::string_view path, std::string_view name);
/// The terminal whose token the request carries.
std::optional<pos::Ulid> bearer(const Request& request, const Tokens& tokens, pos::Instant now);
/// The token itself; empty where it brings none.
std::string_view bearer_token(const Request& request);

/// The hash under which a code is kept: of its letters and digits in capitals, so that it may be
/// typed with blanks, dashes and in small letters.
pos::Hash enrol_code_hash(std::string_view code);

}  // namespace syncing::server
