#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "pos/people/user.hpp"
#include "pos/store/db/connection.hpp"
#include "pos/store/errors.hpp"

/// Who may sign in at head office's pages, and who has: rows alone, app/core decides.
namespace pos::store::office {

struct KnownPerson {
    people::User user;
    std::string password_hash;  // empty: may not sign in
    std::optional<Instant> password_set_at;
};
/// By their names.
Answer<std::vector<KnownPerson>> known_people(db::Connection& db);
Answer<std::optional<KnownPerson>> known_person(db::Connection& db, std::string_view name);

/// Also ends whatever that person has signed in to. Within the caller's transaction.
db::Result<void> put_password(db::Connection& db, const Ulid& person, std::string_view hash,
                              Instant now);
db::Result<void> end_sessions_of(db::Connection& db, const Ulid& person);

struct Session {
    people::User user;
    Instant made_at{};
    Instant seen_at{};
};
Answer<void> put_session(db::Connection& db, const Hash& session, const Ulid& person, Instant now);
/// Of somebody who is still active.
Answer<std::optional<Session>> session(db::Connection& db, const Hash& session);
Answer<void> note_session_seen(db::Connection& db, const Hash& session, Instant now);
Answer<void> end_session(db::Connection& db, const Hash& session);
/// Forgets those that began or were seen last before.
Answer<void> forget_sessions(db::Connection& db, Instant made_before, Instant seen_before);

/// How many tries of that name there were since then.
Answer<std::int64_t> tries(db::Connection& db, const Hash& subject, Instant since);
/// Counts a try of that name; what lies before `since` counts no more.
///
/// returns: how many there were since then, this one included
Answer<std::int64_t> count_try(db::Connection& db, const Hash& subject, Instant now, Instant since);
/// As if it had never tried.
db::Result<void> forget_tries(db::Connection& db, const Hash& subject);
/// Forgets what counts no more, of everybody.
Answer<void> forget_tries_before(db::Connection& db, Instant since);

}  // namespace pos::store::office
