// How a till becomes one of the office's, and shows later that it is.
#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string_view>
#include <vector>

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

/// Whether somebody may have guessed: the code is none that would let a till in.
bool is_wrong_code(office::JoinRefusal why) {
    return why == office::JoinRefusal::code_unknown || why == office::JoinRefusal::code_used ||
           why == office::JoinRefusal::code_expired;
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
        case office::JoinRefusal::place_in_use:
            return problem(
                403, "place_in_use",
                fmt::format("The office has sales of {0}-{1} already, and they are not this "
                            "till's: its receipts would have the same numbers. If it takes that "
                            "till's place, choose \"Replace a till\" on it, or: counterfoil "
                            "replace. If it is a further till, set it up under a number of its "
                            "own.",
                            why.branch, why.terminal));
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

/// Nothing where it does not say; an id that is none is as good as one that nobody has.
std::optional<std::vector<pos::Ulid>> past_in(const wire::EnrolRequest& request) {
    if (!request.past) return std::nullopt;
    std::vector<pos::Ulid> past;
    std::string_view rest = *request.past;
    while (!rest.empty()) {
        const auto end = std::min(rest.find(' '), rest.size());
        if (const auto id = pos::parse_ulid(rest.substr(0, end))) past.push_back(*id);
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    return past;
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
    Try attempt{tries_, Door::codes, request.address};
    if (attempt.wait_s()) return too_many_tries(Door::codes, *attempt.wait_s());
    const pos::Instant now = clock_.now();
    const auto joined =
        office::join(db,
                     {enrol_code_hash(asked->code), asked->public_key, asked->branch,
                      asked->terminal, asked->program, false, asked->currency, past_in(*asked)},
                     pos::make_ulid(now, random_), now);
    if (!joined) return failed(joined.error());
    if (!*joined) {
        const office::JoinRefused& why = joined->error();
        if (is_wrong_code(why.why)) attempt.was_wrong();
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
        return wrong_key(request,
                         problem(403, "terminal_unknown",
                                 "The office does not know this till. Join it with a new code."));
    }
    if (!pos::journal::is_signed_by((*known)->public_key,
                                    pos::as_bytes(wire::token_message(asked->challenge)),
                                    asked->signature)) {
        return wrong_key(
            request, problem(403, "wrong_signature", "The till did not show that it has its key."));
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
