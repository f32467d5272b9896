#include "sync/server/service.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "pos/store/db/room.hpp"
#include "sync/wire/batch.hpp"
#include "sync/wire/messages.hpp"

namespace syncing::server {

Service::Service(const pos::store::office::Office& office, Metrics& metrics, TryLimit& tries,
                 pos::Clock& clock, pos::Random& random, std::int64_t till_silent_ms, Tell tell)
    : tokens_{office.secret},
      metrics_{metrics},
      tries_{tries},
      clock_{clock},
      random_{random},
      till_silent_ms_{till_silent_ms},
      tell_{std::move(tell)},
      epoch_{office.epoch} {}

Response problem(int status, std::string_view error, std::string words) {
    return {.status = status,
            .body = wire::to_json(wire::Problem{std::string{error}, std::move(words)})};
}

Response trouble(const pos::store::StoreError& error) {
    using Kind = pos::store::StoreErrorKind;
    Response answer =
        error.kind == Kind::busy
            ? problem(429, "busy", "The office is busy. Send again a little later.")
        : error.kind == Kind::disk_full
            ? problem(503, "disk_full",
                      "The head office's disk is full. Nothing is lost: what was sent stays with "
                      "the till and is sent again once there is room.")
            : problem(503, "database",
                      "The office's database cannot be written at the moment. Nothing is lost: "
                      "what was sent stays with the till and is sent again.");
    answer.retry_after_s = 1;
    return answer;
}

Response Service::failed(const pos::store::StoreError& error) {
    if (error.kind == pos::store::StoreErrorKind::disk_full) note_full();
    return trouble(error);
}

void Service::note_full() {
    if (full_at_ms_.exchange(clock_.now().unix_ms) != 0) return;
    tell(
        "The disk of the office's database is full: nothing that tills send is taken in, and they "
        "keep it. Make room on it; they send again by themselves.");
}

void Service::note_written() {
    if (full_at_ms_.exchange(0) == 0) return;
    tell("There is room on the disk of the office's database again: what tills send is taken in.");
}

bool Service::is_full() const {
    // Somebody who was turned away comes again within a minute.
    constexpr std::int64_t kStale_ms = 120'000;
    const std::int64_t at = full_at_ms_.load();
    return at != 0 && clock_.now().unix_ms < at + kStale_ms;
}

void Service::note_unopened(const pos::store::OpenError& error) {
    if (error.kind == pos::store::OpenErrorKind::disk_full) note_full();
}

Response Service::unreachable() const {
    using Kind = pos::store::StoreErrorKind;
    return trouble({.kind = is_full() ? Kind::disk_full : Kind::connection});
}

std::string_view bearer_token(const Request& request) {
    constexpr std::string_view kScheme = "Bearer ";
    const std::string_view value{request.authorization};
    return value.starts_with(kScheme) ? value.substr(kScheme.size()) : std::string_view{};
}

std::optional<pos::Ulid> bearer(const Request& request, const Tokens& tokens, pos::Instant now) {
    return tokens.terminal_of(bearer_token(request), now);
}

Response Service::wrong_key(const Request& request, Response said) {
    const auto wait_s = tries_.was_wrong(Door::keys, request.address);
    return wait_s ? too_many_tries(Door::keys, *wait_s) : std::move(said);
}

Response Service::no_token(const Request& request) {
    Response said =
        problem(401, "token_expired", "The token is missing or has run out. Get another one.");
    if (tokens_.is_ours(bearer_token(request))) return said;
    return wrong_key(request, std::move(said));
}

std::expected<pos::store::office::Terminal, Response> Service::sender_of(
    pos::store::db::Connection& db, const Request& request, pos::Instant now) {
    const auto id = bearer(request, tokens_, now);
    if (!id) return std::unexpected{no_token(request)};
    auto known = pos::store::office::terminal(db, *id);
    if (!known) return std::unexpected{trouble(known.error())};
    if (!*known) {
        return std::unexpected{problem(403, "terminal_unknown",
                                       "The office does not know this till. Join it with a new "
                                       "code.")};
    }
    if ((*known)->revoked_at) {
        return std::unexpected{problem(
            403, "revoked", "The office has revoked this till. Ask it whether the till may sell.")};
    }
    return std::move(**known);
}

std::string_view query_value(std::string_view path, std::string_view name) {
    const auto at = path.find('?');
    if (at == path.npos) return {};
    std::string_view query = path.substr(at + 1);
    while (!query.empty()) {
        const std::string_view pair = query.substr(0, query.find('&'));
        query.remove_prefix(std::min(query.size(), pair.size() + 1));
        if (pair.starts_with(name) && pair.substr(name.size()).starts_with('=')) {
            return pair.substr(name.size() + 1);
        }
    }
    return {};
}

Response message(std::string json) {
    return {.body = std::move(json)};
}

Admission Service::admit(const Request& head) {
    if (head.path.starts_with("/v1/changes?") && query_value(head.path, "wait") == "1") {
        return admit_waiting(head);
    }
    Admission admission;
    admission.body_bytes_max = wire::kMessageBytesMax;
    if (head.path != "/v1/journal") return admission;
    admission.body_bytes_max = wire::kBatchBytesMax;
    if (!bearer(head, tokens_, clock_.now())) {
        metrics_.add(Metrics::Count::requests);
        metrics_.add(Metrics::Count::refusals);
        admission.refusal = no_token(head);
        if (admission.refusal->status == 429) metrics_.add(Metrics::Count::busy);
    }
    admission.known = !admission.refusal;
    return admission;
}

Response Service::answer(pos::store::db::Connection& db, const Request& request) {
    Response answer = route(db, request);
    metrics_.add(Metrics::Count::requests);
    if (answer.status >= 500) metrics_.add(Metrics::Count::failures);
    if (answer.status >= 400 && answer.status < 500) metrics_.add(Metrics::Count::refusals);
    if (answer.status == 429) metrics_.add(Metrics::Count::busy);
    return answer;
}

Response Service::route(pos::store::db::Connection& db, const Request& request) {
    const std::string_view path = std::string_view{request.path}.substr(0, request.path.find('?'));
    const auto is = [&](std::string_view method, std::string_view there) {
        return request.method == method && path == there;
    };
    if (is("POST", "/v1/journal")) return take_journal(db, request);
    if (request.method == "GET" && path.starts_with("/v1/journal/")) {
        return tell_journal(db, request);
    }
    if (is("GET", "/v1/outside")) return tell_outside(db, request);
    if (is("GET", "/v1/changes")) return tell_changes(db, request);
    if (is("POST", "/v1/challenge")) return challenge(request);
    if (is("POST", "/v1/token")) return token(db, request);
    if (is("POST", "/v1/enrol")) return enrol(db, request);
    if (is("POST", "/v1/successor")) return succeed(db, request);
    if (is("POST", "/v1/replacement")) return replace(db, request);
    if (is("GET", "/healthz")) return health(db);
    if (is("GET", "/metrics")) {
        return {.content_type = "text/plain; version=0.0.4", .body = metrics_.text()};
    }
    return problem(404, "not_found", "There is nothing here.");
}

Response Service::health(pos::store::db::Connection& db) {
    const auto office = pos::store::office::read_office(db);
    if (!office) return failed(office.error());
    if (!*office) return problem(503, "database", "The database is no head office's.");
    // A batch would find none.
    if (const auto room = pos::store::db::room_left(db); room && *room < wire::kBatchBytesMax) {
        note_full();
    }
    if (is_full()) return trouble({.kind = pos::store::StoreErrorKind::disk_full});
    return {.content_type = "text/plain", .body = "ok\n"};
}

}  // namespace syncing::server
