#include "sync/client/office_client.hpp"

#include <fmt/format.h>

namespace syncing::client {

namespace {

/// How long the office keeps somebody waiting who has all there is, and a little more.
constexpr int kWait_s = 20;

/// "for 45 seconds", "for 10 minutes"
std::string for_how_long(int seconds) {
    constexpr int kMinute_s = 60;
    if (seconds < 2 * kMinute_s) return fmt::format("for {} seconds", seconds);
    return fmt::format("for {} minutes", (seconds + kMinute_s - 1) / kMinute_s);
}

/// The office's words, and when it is to be asked again.
std::string words_of_busy(std::string words, const std::optional<int>& retry_after_s) {
    // A second is gone before it is read.
    if (retry_after_s.value_or(0) > 1) {
        words += fmt::format(" It asks to be left alone {}.", for_how_long(*retry_after_s));
    }
    return words;
}

/// Why an answer is not what was asked for.
std::unexpected<Trouble> trouble_of(const HttpAnswer& answer) {
    const auto problem = wire::from_json<wire::Problem>(answer.body);
    if (answer.status == 429 || answer.status == 503) {
        return std::unexpected{
            Trouble{Trouble::Kind::busy,
                    words_of_busy(problem ? problem->words : "The head office is busy.",
                                  answer.retry_after_s),
                    problem ? problem->error : "busy", answer.retry_after_s}};
    }
    if (problem && answer.status >= 400 && answer.status < 500) {
        return std::unexpected{
            Trouble{Trouble::Kind::refused, problem->words, problem->error, std::nullopt}};
    }
    // A sign-in page, a proxy, another server.
    return std::unexpected{Trouble{
        .kind = Trouble::Kind::unreachable,
        .words = fmt::format("What answers at the head office's address is not the head office "
                             "(HTTP {}). Is this network asking for a sign-in?",
                             answer.status),
        .error = {},
        .retry_after_s = {},
        .way = Trouble::Way::other}};
}

/// Whether the office no longer knows the token and only says that too many were wrong: the next
/// question begins with another one.
bool is_wrong_token(const HttpAnswer& answer) {
    const auto problem = wire::from_json<wire::Problem>(answer.body);
    return problem && problem->error == "too_many_tries";
}

/// Reads what the office says, or why it does not.
template <class Message>
Outcome<Message> read(const Outcome<HttpAnswer>& answer) {
    if (!answer) return std::unexpected{answer.error()};
    if (answer->status == 200) {
        if (auto message = wire::from_json<Message>(answer->body)) return std::move(*message);
    }
    return trouble_of(*answer);
}

}  // namespace

Outcome<pos::store::office::Membership> enrol(const Address& address, const Joining& joining,
                                              const pos::journal::SigningKey& key,
                                              pos::Instant now) {
    wire::EnrolRequest request{.code = joining.code,
                               .public_key = key.public_key(),
                               .branch = joining.branch,
                               .terminal = joining.terminal,
                               .program = joining.program,
                               .currency = joining.currency,
                               .past = joining.past};
    request.proof = key.sign(pos::as_bytes(wire::enrol_message(request)));
    HttpClient http{address};
    const auto joined =
        read<wire::EnrolAnswer>(http.post({.path = "/v1/enrol", .body = wire::to_json(request)}));
    if (!joined) return std::unexpected{joined.error()};
    return pos::store::office::Membership{.url = address.url,
                                          .pin = address.pin,
                                          .terminal = joined->terminal,
                                          .public_key = key.public_key(),
                                          .epoch = joined->epoch,
                                          .joined_at = now};
}

Outcome<wire::ReplacementAnswer> replace(const Address& address, const std::string& code,
                                         const std::string& program,
                                         const pos::journal::SigningKey& key) {
    wire::ReplacementRequest request{code, key.public_key(), program, {}};
    request.proof = key.sign(pos::as_bytes(wire::replacement_message(request)));
    HttpClient http{address};
    return read<wire::ReplacementAnswer>(
        http.post({.path = "/v1/replacement", .body = wire::to_json(request)}));
}

OfficeClient::OfficeClient(const pos::store::office::Membership& membership,
                           const pos::journal::SigningKey& key, pos::Clock& clock)
    : membership_{membership},
      key_{key},
      clock_{clock},
      http_{Address{membership.url, membership.pin}},
      epoch_{membership.epoch} {}

Outcome<void> OfficeClient::fetch_token() {
    const auto challenge = read<wire::ChallengeAnswer>(
        http_.post({.path = "/v1/challenge",
                    .body = wire::to_json(wire::ChallengeRequest{membership_.terminal})}));
    if (!challenge) return std::unexpected{challenge.error()};
    const wire::TokenRequest request{
        membership_.terminal, challenge->challenge,
        key_.sign(pos::as_bytes(wire::token_message(challenge->challenge))), clock_.now()};
    auto token =
        read<wire::TokenAnswer>(http_.post({.path = "/v1/token", .body = wire::to_json(request)}));
    if (!token) return std::unexpected{std::move(token.error())};
    token_ = std::move(token->token);
    // Before it runs out: the office listens to nothing that comes with an old one.
    token_until_ = std::chrono::steady_clock::now() + std::chrono::seconds{token->valid_s} * 3 / 4;
    epoch_ = token->epoch;
    return {};
}

template <class Ask>
Outcome<HttpAnswer> OfficeClient::with_token(Ask ask) {
    for (bool fresh = false;; fresh = true) {
        if (token_.empty() || fresh || std::chrono::steady_clock::now() >= token_until_) {
            if (auto fetched = fetch_token(); !fetched) {
                return std::unexpected{std::move(fetched.error())};
            }
        }
        Outcome<HttpAnswer> answer = ask();
        if (answer && answer->status == 429 && is_wrong_token(*answer)) token_.clear();
        const bool run_out = answer && answer->status == 401;
        if (!run_out || fresh) return answer;
    }
}

Outcome<wire::SuccessorAnswer> OfficeClient::succeed(const Succeeding& asked,
                                                     const pos::journal::SigningKey& next) {
    wire::SuccessorRequest request{.terminal = membership_.terminal,
                                   .journal = asked.journal,
                                   .at = asked.at,
                                   .public_key = next.public_key(),
                                   .program = asked.program,
                                   .series = asked.series,
                                   .code = asked.code};
    const std::string said = wire::successor_message(request);
    request.by_old = key_.sign(pos::as_bytes(said));
    request.by_new = next.sign(pos::as_bytes(said));
    return read<wire::SuccessorAnswer>(
        http_.post({.path = "/v1/successor", .body = wire::to_json(request)}));
}

Outcome<wire::JournalAnswer> OfficeClient::send(pos::BytesView batch) {
    const std::string_view body{reinterpret_cast<const char*>(batch.data()), batch.size()};
    return read<wire::JournalAnswer>(with_token([&] {
        auto answer = http_.post({.path = "/v1/journal",
                                  .body = body,
                                  .content_type = "application/octet-stream",
                                  .token = token_});
        answer ? portion_.arrived() : portion_.failed();
        return answer;
    }));
}

Outcome<wire::JournalAnswer> OfficeClient::standing(const pos::store::office::OwnJournal& journal,
                                                    const pos::Hash& own) {
    const std::string path =
        fmt::format("/v1/journal/{}?key={}&hash={}&last={}", to_string(journal.journal),
                    pos::to_hex(journal.public_key), pos::to_hex(own), journal.last_seq);
    return read<wire::JournalAnswer>(
        with_token([&] { return http_.get({.path = path, .body = {}, .token = token_}); }));
}

Outcome<wire::OutsideAnswer> OfficeClient::outside() {
    return read<wire::OutsideAnswer>(with_token(
        [&] { return http_.get({.path = "/v1/outside", .body = {}, .token = token_}); }));
}

Outcome<wire::Changes> OfficeClient::changes(const pos::store::feed::Cursor& cursor, bool wait) {
    std::string path = fmt::format("/v1/changes?after={}", cursor.number);
    if (cursor.epoch) path += "&epoch=" + to_string(cursor.epoch);
    // Said also where there is none: so the office knows that it is understood.
    path += "&mark=" + pos::store::feed::to_text(cursor.mark);
    if (wait) path += "&wait=1";
    const auto answer = with_token([&] {
        return http_.get({.path = path,
                          .body = {},
                          .token = token_,
                          .answer_bytes_max = wire::kChangesBytesMax,
                          .wait_s = wait ? kWait_s : 0});
    });
    if (!answer) return std::unexpected{answer.error()};
    if (answer->status != 200) return trouble_of(*answer);
    auto changes = wire::read_changes(pos::as_bytes(answer->body));
    if (!changes && changes.error() == wire::ChangesRefusal::newer_version) {
        return trouble(Trouble::Kind::refused,
                       "The head office's program is newer than this till's. Upgrade the till to "
                       "get new prices.");
    }
    const bool fits =
        changes && (changes->slice.from == 0 ||
                    (changes->slice.from == cursor.number && changes->epoch == cursor.epoch));
    if (!fits) {
        return trouble_of(*answer);
    }
    return std::move(*changes);
}

}  // namespace syncing::client
