// Who goes on in whose place: a till that was put back from an older copy, and a dead till's
// successor.
#include <fmt/format.h>

#include <optional>
#include <utility>

#include "pos/journal/key.hpp"
#include "pos/store/office/succession.hpp"
#include "sync/server/service.hpp"
#include "sync/wire/messages.hpp"

namespace syncing::server {

namespace {

namespace office = pos::store::office;
using Refusal = office::SuccessionRefusal;

Response unreadable() {
    return problem(400, "unreadable", "The request is not what this address takes.");
}

/// Whether somebody may have guessed: the code is none that would let a till in.
bool is_wrong(Refusal why) {
    return why == Refusal::code_unknown || why == Refusal::code_used ||
           why == Refusal::code_expired;
}

Response refused(const office::SuccessionRefused& why) {
    switch (why.why) {
        case Refusal::code_unknown:
            return problem(403, "code_unknown",
                           "The office does not know this code. Check it, or ask for another one.");
        case Refusal::code_used:
            return problem(403, "code_used",
                           "This code has been used already. Ask the office for another one.");
        case Refusal::code_expired:
            return problem(403, "code_expired",
                           "This code has run out. Ask the office for another one.");
        case Refusal::other_place:
            return problem(403, "other_place",
                           "This code is for another till. Ask the office for one for this till.");
        case Refusal::unknown_place:
            return problem(409, "unknown_place",
                           "The office has not seen this till's books as far as that yet.");
        case Refusal::not_parted:
            return problem(409, "not_parted", "The office's books and this till's are the same.");
        case Refusal::still_sells:
            return problem(
                403, "still_sells",
                "This till's books were continued twice, and the till that has the office's end of "
                "them is in use. What this one sells is kept beside the books. If this one is to "
                "sell, ask the office for a code: counterfoil enrol --code CODE.");
        case Refusal::succeeded:
            return problem(
                403, "succeeded",
                fmt::format("Another copy of this till sells on as {} already. What this one sells "
                            "is kept beside the books. Ask the office for a code, with which this "
                            "one may sell on too: counterfoil enrol --code CODE.",
                            why.series));
        case Refusal::nothing_to_replace:
            return problem(409, "nothing_to_replace",
                           "No till has ever joined for that place, so there is nothing to "
                           "replace. Set the till up with init, and let it join with enrol.");
    }
    return problem(403, "refused", "The office refuses this till.");
}

std::set<std::string> words_of(std::string_view text) {
    std::set<std::string> words;
    while (!text.empty()) {
        const auto end = std::min(text.find(' '), text.size());
        if (end > 0) words.emplace(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return words;
}

}  // namespace

Response Service::succeed(pos::store::db::Connection& db, const Request& request) {
    const auto asked = wire::from_json<wire::SuccessorRequest>(request.body);
    if (!asked || asked->program.size() > 100 || asked->series.size() > 4'000) return unreadable();
    const auto old = office::terminal(db, asked->terminal);
    if (!old) return failed(old.error());
    if (!*old) {
        return wrong_key(request,
                         problem(403, "terminal_unknown",
                                 "The office does not know this till. Join it with a new code."));
    }
    const std::string said = wire::successor_message(*asked);
    if (!pos::journal::is_signed_by((*old)->public_key, pos::as_bytes(said), asked->by_old) ||
        !pos::journal::is_signed_by(asked->public_key, pos::as_bytes(said), asked->by_new)) {
        return wrong_key(request,
                         problem(403, "wrong_signature",
                                 "The till did not show that it has the keys that it names."));
    }
    if ((*old)->revoked_at) {
        return problem(403, "revoked",
                       "The office has revoked this till. Ask it whether the till may sell.");
    }
    // Without a code there is nothing to guess: it is signed by the till's own key.
    std::optional<Try> attempt;
    if (!asked->code.empty()) {
        attempt.emplace(tries_, Door::codes, request.address);
        if (attempt->wait_s()) return too_many_tries(Door::codes, *attempt->wait_s());
    }
    const pos::Instant now = clock_.now();
    const auto decided = office::follow(
        db,
        {.terminal = asked->terminal,
         .new_key = asked->public_key,
         .program = asked->program,
         .journal = asked->journal,
         .at = asked->at,
         .used_series = words_of(asked->series),
         .code_hash =
             asked->code.empty() ? std::nullopt : std::optional{enrol_code_hash(asked->code)}},
        pos::make_ulid(now, random_), till_silent_ms_, now);
    if (!decided) return failed(decided.error());
    if (!*decided) {
        if (attempt && is_wrong(decided->error().why)) attempt->was_wrong();
        return refused(decided->error());
    }
    metrics_.add(Metrics::Count::enrolled);
    return message(wire::to_json(
        wire::SuccessorAnswer{(*decided)->terminal.terminal, epoch(), (*decided)->series}));
}

Response Service::replace(pos::store::db::Connection& db, const Request& request) {
    const auto asked = wire::from_json<wire::ReplacementRequest>(request.body);
    if (!asked || asked->program.size() > 100) return unreadable();
    if (!pos::journal::is_signed_by(
            asked->public_key, pos::as_bytes(wire::replacement_message(*asked)), asked->proof)) {
        return problem(403, "wrong_signature",
                       "The till did not show that it has the key that it names.");
    }
    Try attempt{tries_, Door::codes, request.address};
    if (attempt.wait_s()) return too_many_tries(Door::codes, *attempt.wait_s());
    const pos::Instant now = clock_.now();
    const auto decided =
        office::replace(db, {enrol_code_hash(asked->code), asked->public_key, asked->program},
                        pos::make_ulid(now, random_), now);
    if (!decided) return failed(decided.error());
    if (!*decided) {
        if (is_wrong(decided->error().why)) attempt.was_wrong();
        return refused(decided->error());
    }
    metrics_.add(Metrics::Count::enrolled);
    const office::Successor& made = **decided;
    return message(
        wire::to_json(wire::ReplacementAnswer{.terminal = made.terminal.terminal,
                                              .epoch = epoch(),
                                              .branch = made.terminal.branch,
                                              .code = made.terminal.code,
                                              .name = made.branch_name,
                                              .currency = pos::code_of(made.currency),
                                              .zone = made.zone,
                                              .series = made.series,
                                              .journal = made.journal,
                                              .head = made.head,
                                              .last_at = made.last_at.value_or(pos::Instant{}),
                                              .last_number = made.last_number}));
}

}  // namespace syncing::server
