// How a till becomes one of the office's, and shows later that it is.
#include <fmt/format.h>

#include "pos/base/saturate.hpp"
#include "pos/journal/hash.hpp"
#include "pos/journal/key.hpp"
#include "pos/money/currency.hpp"
#include "sync/server/service.hpp"
#include "sync/wire/messages.hpp"

namespace syncing::server {

namespace {

namespace office = pos::store::office;

Response unreadable() {
    return problem(400, "unreadable", "The request is not what this address takes.");
}

Response refused(const office::JoinRefused& why, const wire::EnrolRequest& request) {
    switch (why.why) {
        case office::JoinRefusal::code_unknown:
            return problem(403, "code_unknown",
                           "The office does not know this code. Check it, or ask for another one.");
        case office::JoinRefusal::code_used:
            return problem(403, "code_used",
                           "This code has been used already. Ask the office for another one.");
        case office::JoinRefusal::code_expired:
            return problem(403, "code_expired",
                           "This code has run out. Ask the office for another one.");
        case office::JoinRefusal::other_place:
            return problem(403, "other_place",
                           fmt::format("This code is for {}-{}, but this till is {}-{}. Ask the "
                                       "office for one for this till.",
                                       why.branch, why.terminal, request.branch, request.terminal));
        case office::JoinRefusal::other_currency:
            return problem(
                403, "other_currency",
                fmt::format("This till counts in {} and the head office in {}: neither "
                            "prices nor takings would fit. Make the till anew with "
                            "--currency {}, or join an office that counts in {}.",
                            request.currency, why.currency, why.currency, request.currency));
        case office::JoinRefusal::key_revoked:
            return problem(403, "revoked",
                           "The office has revoked this till. Ask it whether the till may sell.");
    }
    return problem(403, "refused", "The office refuses this till.");
}

}  // namespace

pos::Hash enrol_code_hash(std::string_view code) {
    std::string plain;
    for (const char c : code) {
        if (c >= 'a' && c <= 'z') plain += static_cast<char>(c - 'a' + 'A');
        if ((c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')) plain += c;
    }
    pos::journal::Hasher hasher;
    hasher.update(pos::as_bytes("counterfoil enrolment code v1"));
    hasher.update(pos::as_bytes(plain));
    return hasher.finish();
}

Response Service::enrol(pos::store::db::Connection& db, const Request& request) {
    const auto asked = wire::from_json<wire::EnrolRequest>(request.body);
    if (!asked || asked->program.size() > 100) return unreadable();
    if (!asked->currency.empty() && !pos::currency_of(asked->currency)) return unreadable();
    if (!pos::journal::is_signed_by(asked->public_key, pos::as_bytes(enrol_message(*asked)),
                                    asked->proof)) {
        return problem(403, "wrong_signature",
                       "The till did not show that it has the key that it names.");
    }
    const pos::Instant now = clock_.now();
    const auto joined =
        office::join(db,
                     {enrol_code_hash(asked->code), asked->public_key, asked->branch,
                      asked->terminal, asked->program, false, asked->currency},
                     pos::make_ulid(now, random_), now);
    if (!joined) return failed(joined.error());
    if (!*joined) {
        const office::JoinRefused& why = joined->error();
        if (why.why == office::JoinRefusal::other_currency) {
            tell(fmt::format(
                "{}-{} was not let in: it counts in {}, this head office in {}. Make "
                "that till anew with --currency {}.",
                asked->branch, asked->terminal, asked->currency, why.currency, why.currency));
        }
        return refused(why, *asked);
    }
    metrics_.add(Metrics::Count::enrolled);
    return message(wire::to_json(wire::EnrolAnswer{(*joined)->terminal, epoch()}));
}

Response Service::challenge(const Request& request) {
    const auto asked = wire::from_json<wire::ChallengeRequest>(request.body);
    if (!asked) return unreadable();
    return message(wire::to_json(
        wire::ChallengeAnswer{tokens_.challenge(asked->terminal, clock_.now(), random_)}));
}

Response Service::token(pos::store::db::Connection& db, const Request& request) {
    const auto asked = wire::from_json<wire::TokenRequest>(request.body);
    if (!asked) return unreadable();
    const pos::Instant now = clock_.now();
    if (!tokens_.is_challenge(asked->challenge, asked->terminal, now)) {
        return problem(401, "challenge_expired", "Ask for another challenge.");
    }
    const auto known = office::terminal(db, asked->terminal);
    if (!known) return failed(known.error());
    if (!*known) {
        return problem(403, "terminal_unknown",
                       "The office does not know this till. Join it with a new code.");
    }
    if (!pos::journal::is_signed_by((*known)->public_key,
                                    pos::as_bytes(wire::token_message(asked->challenge)),
                                    asked->signature)) {
        return problem(403, "wrong_signature", "The till did not show that it has its key.");
    }
    if ((*known)->revoked_at) {
        return problem(403, "revoked",
                       "The office has revoked this till. Ask it whether the till may sell.");
    }
    if (auto seen = office::note_seen(db, asked->terminal, now,
                                      pos::subtract_saturating(asked->now.unix_ms, now.unix_ms));
        !seen) {
        return failed(seen.error());
    }
    return message(wire::to_json(wire::TokenAnswer{tokens_.token(asked->terminal, now),
                                                   Tokens::kTokenValid_ms / 1'000, epoch()}));
}

}  // namespace syncing::server
