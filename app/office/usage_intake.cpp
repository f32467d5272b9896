#include "app/office/usage_intake.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "app/core/billing/import_usage.hpp"
#include "app/core/billing/usage_tokens.hpp"
#include "pos/store/office/audit.hpp"
#include "sync/server/service.hpp"

namespace app::office {

namespace {

namespace stored = pos::store::billing;
using syncing::server::problem;
using syncing::server::Response;

constexpr std::int64_t kMinuteMs = 60'000;

/// The token of a request; empty where it brings none of that shape.
std::string_view bearer(const syncing::server::Request& request) {
    constexpr std::string_view kScheme = "Bearer ";
    std::string_view value{request.authorization};
    if (!value.starts_with(kScheme)) return {};
    value.remove_prefix(kScheme.size());
    return core::billing::is_usage_token(value) ? value : std::string_view{};
}

Response no_token() {
    Response answer = problem(401, "token_unknown",
                              "The token is missing or unknown: counterfoil usage token add.");
    answer.headers.emplace_back("WWW-Authenticate", "Bearer");
    return answer;
}

std::string hash_text(std::string_view token) {
    return pos::to_hex(core::billing::usage_token_hash(token));
}

/// A request's records, an object a line.
struct Lines {
    std::string text;
    std::size_t records{0};
};

/// Whether lists and objects lie deeper in one another than those of records ever do.
bool is_too_deep(std::string_view json) {
    constexpr int kDepthMax = 8;
    int depth = 0;
    bool in_text = false;
    for (std::size_t i = 0; i < json.size() && depth <= kDepthMax; ++i) {
        const char c = json[i];
        if (in_text && c == '\\') {
            ++i;
        } else if (c == '"') {
            in_text = !in_text;
        } else if (!in_text && (c == '[' || c == '{')) {
            ++depth;
        } else if (!in_text && (c == ']' || c == '}')) {
            --depth;
        }
    }
    return depth > kDepthMax;
}

std::optional<Lines> lines_of(const std::string& body) {
    const auto first = body.find_first_not_of(" \t\r\n");
    Lines lines;
    if (first == body.npos || body[first] != '[') {
        lines.text = body;
        bool any = false;  // on this line
        for (const char c : body) {
            if (c == '\n') any = false;
            if (c == '\n' || c == '\r' || any) continue;
            any = true;
            ++lines.records;
        }
        return lines;
    }
    if (is_too_deep(body)) return std::nullopt;
    const auto json = nlohmann::json::parse(body, nullptr, false);
    if (!json.is_array()) return std::nullopt;
    lines.records = json.size();
    for (const auto& one : json) {
        lines.text += one.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
        lines.text += '\n';
    }
    return lines;
}

/// Finds the ids that lines name, for whoever looks for a record that was refused.
class Ids {
public:
    explicit Ids(std::string_view lines) : lines_{lines} {}

    /// Empty where the line, from 1, names none.
    std::string of(std::uint64_t line) {
        if (begins_.empty()) look();
        const std::size_t begin = begins_.at(line - 1);
        const std::size_t end = line < begins_.size() ? begins_[line] : lines_.size();
        const auto json = nlohmann::json::parse(lines_.substr(begin, end - begin), nullptr, false);
        if (!json.is_object()) return {};
        const auto id = json.find("id");
        return id != json.end() && id->is_string() ? id->get<std::string>() : std::string{};
    }

private:
    /// Where each line begins.
    void look() {
        begins_.push_back(0);
        for (std::size_t i = 0; i < lines_.size(); ++i) {
            if (lines_[i] == '\n') begins_.push_back(i + 1);
        }
    }

    std::string_view lines_;
    std::vector<std::size_t> begins_;
};

/// Once a minute in which it was so; one line an hour.
void note_too_often(pos::store::db::Connection& db, const std::string& source, pos::Instant now) {
    namespace office = pos::store::office;
    (void)office::count_audit(db,
                              {.topic = office::AuditTopic::sign_in,
                               .note = office::audit_note::kTooOften,
                               .person = {},
                               .about = source,
                               .detail = {}},
                              now);
}

}  // namespace

bool UsageIntake::is_its(std::string_view path) {
    return path.substr(0, path.find('?')) == "/v1/usage";
}

syncing::server::Admission UsageIntake::admit(const syncing::server::Request& head) {
    syncing::server::Admission admission{.body_bytes_max = kBodyBytesMax,
                                         .refusal = {},
                                         .lane = syncing::server::Lane::pages,
                                         .wait_above = {}};
    const std::string_view token = bearer(head);
    if (token.empty()) {
        admission.refusal = wrong_token(head);
        return admission;
    }
    if (const auto wait_s = tries_.shut_for(syncing::server::Door::keys, head.address);
        wait_s && !known_.knows(hash_text(token), clock_.now())) {
        admission.refusal = too_many_tries(syncing::server::Door::keys, *wait_s);
    }
    return admission;
}

Response UsageIntake::wrong_token(const syncing::server::Request& request) {
    const auto wait_s = tries_.was_wrong(syncing::server::Door::keys, request.address);
    return wait_s ? too_many_tries(syncing::server::Door::keys, *wait_s) : no_token();
}

std::optional<UsageIntake::TooOften> UsageIntake::too_often(const std::string& source,
                                                            std::int64_t per_minute,
                                                            pos::Instant now) {
    const std::scoped_lock lock{sent_mutex_};
    Minute& minute = sent_[source];
    const std::int64_t number = now.unix_ms / kMinuteMs;
    if (minute.number != number) minute = {number, 0};
    ++minute.requests;
    if (minute.requests <= per_minute) return std::nullopt;
    return TooOften{static_cast<int>(((number + 1) * kMinuteMs - now.unix_ms + 999) / 1'000),
                    minute.requests == per_minute + 1};
}

Response UsageIntake::answer(pos::store::db::Connection& db,
                             const syncing::server::Request& request) {
    if (request.method != "POST") {
        Response answer = problem(405, "method", "Usage is sent here by POST.");
        answer.headers.emplace_back("Allow", "POST");
        return answer;
    }
    const std::string_view token = bearer(request);
    if (token.empty()) return wrong_token(request);
    const auto known = stored::usage_token(db, core::billing::usage_token_hash(token));
    if (!known) return syncing::server::trouble(pos::store::to_store_error(known.error()));
    if (!*known) return wrong_token(request);
    if ((*known)->revoked_at) {
        known_.forget(hash_text(token));
        return problem(403, "revoked", "This token was revoked. Ask head office for another one.");
    }
    known_.saw(hash_text(token), clock_.now());
    const std::string& source = (*known)->source;
    const pos::Instant now = clock_.now();
    if (const auto wait = too_often(source, (*known)->per_minute, now)) {
        // It is turned away whether or not that can be noted.
        if (wait->first) note_too_often(db, source, now);
        Response answer = problem(429, "too_often",
                                  fmt::format("{} may send {} times a minute. Send more records at "
                                              "a time, or again a little later.",
                                              source, (*known)->per_minute));
        answer.retry_after_s = wait->wait_s;
        return answer;
    }
    const auto lines = lines_of(request.body);
    if (!lines) {
        return problem(400, "unreadable",
                       "The body is neither JSON lines nor one array of flat objects.");
    }
    if (lines->records > kRecordsMax) {
        return problem(413, "too_many",
                       fmt::format("That is more than {} records. Send them in several requests.",
                                   kRecordsMax));
    }
    return take(source, lines->text);
}

Response UsageIntake::take(const std::string& source, const std::string& lines) {
    auto refusals = nlohmann::ordered_json::array();
    Ids ids{lines};
    core::billing::UsageImportOptions options{
        .source = source, .mapping = {}, .meter = {}, .skip_bad = true};
    options.on_refusal = [&](std::uint64_t line, const std::string& reason) {
        refusals.push_back({{"record", line}, {"id", ids.of(line)}, {"reason", reason}});
    };
    const std::scoped_lock lock{mutex_};
    if (!books_) {
        auto opened = core::billing::BillingBooks::open(where_, store_, "", clock_.now(), random_);
        if (!opened) return problem(503, "database", opened.error().words);
        books_.emplace(std::move(*opened));
    }
    const auto input = core::tabular::memory_input(lines);
    const auto done = core::billing::import_usage_lines(*books_, *input, options, clock_);
    if (!done) {
        const bool refused = done.error().kind != core::FailureKind::environment;
        if (!refused) books_.reset();  // the next request opens them again
        Response answer = refused ? problem(400, "unreadable", done.error().words)
                                  : problem(503, "database", done.error().words);
        if (!refused) answer.retry_after_s = 1;
        return answer;
    }
    const nlohmann::ordered_json json{{"source", source},
                                      {"records", done->rows},
                                      {"added", done->added},
                                      {"again", done->again},
                                      {"voided", done->voided},
                                      {"late", done->late},
                                      {"refused", std::move(refusals)}};
    return {.body = json.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace)};
}

}  // namespace app::office
