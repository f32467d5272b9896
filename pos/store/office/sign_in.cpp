#include "pos/store/office/sign_in.hpp"

#include <utility>

#include "pos/store/catalogue/users.hpp"

namespace pos::store::office {

namespace {

#define PERSON_QUERY                                               \
    "SELECT u.person, u.name, u.role, u.active, p.hash, p.set_at " \
    "FROM shop_user u LEFT JOIN password p ON p.person = u.person "

KnownPerson read_person(const db::Row& row) {
    KnownPerson person{get_user(row), {}, {}};
    if (!row.is_null(4)) row.get(4, person.password_hash);
    row.get(5, person.password_set_at);
    return person;
}

template <class T>
Answer<void> done(const db::Result<T>& result) {
    if (!result) return store_error(result.error());
    return {};
}

}  // namespace

Answer<std::vector<KnownPerson>> known_people(db::Connection& db) {
    std::vector<KnownPerson> found;
    auto read = db.each(PERSON_QUERY "ORDER BY u.name",
                        [&](const db::Row& row) { found.push_back(read_person(row)); });
    if (!read) return store_error(std::move(read.error()));
    return found;
}

Answer<std::optional<KnownPerson>> known_person(db::Connection& db, std::string_view name) {
    std::optional<KnownPerson> found;
    auto read = db.each(
        PERSON_QUERY "WHERE u.name = $1", [&](const db::Row& row) { found = read_person(row); },
        name);
    if (!read) return store_error(std::move(read.error()));
    return found;
}

db::Result<void> put_password(db::Connection& db, const Ulid& person, std::string_view hash,
                              Instant now) {
    auto put = db.exec(
        "INSERT INTO password (person, hash, set_at) VALUES ($1, $2, $3) ON CONFLICT (person) DO "
        "UPDATE SET hash = excluded.hash, set_at = excluded.set_at",
        person, hash, now);
    if (!put) return std::unexpected{std::move(put.error())};
    return end_sessions_of(db, person);
}

db::Result<void> end_sessions_of(db::Connection& db, const Ulid& person) {
    auto ended = db.exec("DELETE FROM web_session WHERE person = $1", person);
    if (!ended) return std::unexpected{std::move(ended.error())};
    return {};
}

Answer<void> put_session(db::Connection& db, const Hash& session, const Ulid& person, Instant now) {
    return done(
        db.exec("INSERT INTO web_session (session, person, made_at, seen_at) "
                "VALUES ($1, $2, $3, $3)",
                session, person, now));
}

Answer<std::optional<Session>> session(db::Connection& db, const Hash& session) {
    std::optional<Session> found;
    auto read = db.each(
        "SELECT u.person, u.name, u.role, u.active, s.made_at, s.seen_at FROM web_session s "
        "JOIN shop_user u ON u.person = s.person WHERE s.session = $1 AND u.active <> 0",
        [&](const db::Row& row) {
            found = Session{get_user(row), row.get<Instant>(4), row.get<Instant>(5)};
        },
        session);
    if (!read) return store_error(std::move(read.error()));
    return found;
}

Answer<void> note_session_seen(db::Connection& db, const Hash& session, Instant now) {
    return done(db.exec("UPDATE web_session SET seen_at = $2 WHERE session = $1 AND seen_at < $2",
                        session, now));
}

Answer<void> end_session(db::Connection& db, const Hash& session) {
    return done(db.exec("DELETE FROM web_session WHERE session = $1", session));
}

Answer<void> forget_sessions(db::Connection& db, Instant made_before, Instant seen_before) {
    return done(db.exec("DELETE FROM web_session WHERE made_at < $1 OR seen_at < $2", made_before,
                        seen_before));
}

Answer<std::int64_t> tries(db::Connection& db, const Hash& subject, Instant since) {
    auto found = db.value<std::int64_t>(
        "SELECT tries FROM sign_in_attempt WHERE subject = $1 AND since >= $2", subject, since);
    if (!found) return store_error(std::move(found.error()));
    return found->value_or(0);
}

Answer<std::int64_t> count_try(db::Connection& db, const Hash& subject, Instant now,
                               Instant since) {
    std::int64_t tries = 0;
    auto counted = db.each(
        "INSERT INTO sign_in_attempt (subject, tries, since) VALUES ($1, 1, $2) "
        "ON CONFLICT (subject) DO UPDATE SET "
        "tries = CASE WHEN sign_in_attempt.since < $3 THEN 1 ELSE sign_in_attempt.tries + 1 END, "
        "since = CASE WHEN sign_in_attempt.since < $3 THEN $2 ELSE sign_in_attempt.since END "
        "RETURNING tries",
        [&](const db::Row& row) { row.get(0, tries); }, subject, now, since);
    if (!counted) return store_error(std::move(counted.error()));
    return tries;
}

db::Result<void> forget_tries(db::Connection& db, const Hash& subject) {
    auto forgotten = db.exec("DELETE FROM sign_in_attempt WHERE subject = $1", subject);
    if (!forgotten) return std::unexpected{std::move(forgotten.error())};
    return {};
}

Answer<void> forget_tries_before(db::Connection& db, Instant since) {
    return done(db.exec("DELETE FROM sign_in_attempt WHERE since < $1", since));
}

}  // namespace pos::store::office
