#include "sync/wire/messages.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

namespace syncing::wire {

namespace {

using nlohmann::json;

std::string hex(pos::BytesView bytes) {
    return pos::to_hex(bytes);
}

/// Takes members out of an object, and remembers whether one was not as it should be.
class Members {
public:
    explicit Members(std::string_view text) {
        if (text.size() > kMessageBytesMax) return;
        object_ = json::parse(text, nullptr, false);
        good_ = object_.is_object();
    }
    bool has(const char* name) const { return good_ && object_.contains(name); }
    /// In parentheses: braces would make a list of it.
    explicit Members(json object) : object_(std::move(object)), good_(object_.is_object()) {}
    bool good() const { return good_; }

    void take(const char* name, std::string& to) {
        if (const json* value = member(name); value && value->is_string()) {
            to = value->get<std::string>();
        } else {
            good_ = false;
        }
    }
    void take(const char* name, bool& to) {
        if (const json* value = member(name); value && value->is_boolean()) {
            to = value->get<bool>();
        } else {
            good_ = false;
        }
    }
    /// A list of objects, each taken by `take_one`, which says whether it could be.
    template <class TakeOne>
    void take_each(const char* name, std::size_t most, TakeOne take_one) {
        const json* value = member(name);
        good_ = good_ && value != nullptr && value->is_array() && value->size() <= most;
        for (std::size_t i = 0; good_ && i < value->size(); ++i) {
            good_ = take_one(Members{(*value)[i]});
        }
    }
    void take(const char* name, std::int64_t& to) {
        if (const json* value = member(name); value && value->is_number_integer()) {
            to = value->get<std::int64_t>();
        } else {
            good_ = false;
        }
    }
    void take(const char* name, std::uint64_t& to) {
        std::int64_t value = -1;
        take(name, value);
        good_ = good_ && value >= 0;
        to = static_cast<std::uint64_t>(value);
    }
    /// Zero, or empty, where it is not said.
    template <class T>
    void take_if_there(const char* name, T& to) {
        if (member(name) != nullptr) take(name, to);
    }
    void take(const char* name, pos::Instant& to) { take(name, to.unix_ms); }
    void take(const char* name, pos::Ulid& to) {
        std::string text;
        take(name, text);
        const auto id = pos::parse_ulid(text);
        good_ = good_ && id.has_value();
        to = id.value_or(pos::Ulid{});
    }
    void take(const char* name, pos::Bytes& to) {
        std::string text;
        take(name, text);
        auto bytes = pos::from_hex(text);
        good_ = good_ && bytes.has_value();
        to = std::move(bytes).value_or(pos::Bytes{});
    }
    template <std::size_t N>
    void take(const char* name, std::array<std::byte, N>& to) {
        pos::Bytes bytes;
        take(name, bytes);
        good_ = good_ && bytes.size() == N;
        if (good_) std::ranges::copy(bytes, to.begin());
    }

private:
    const json* member(const char* name) const {
        if (!object_.is_object()) return nullptr;
        const auto found = object_.find(name);
        return found == object_.end() ? nullptr : &*found;
    }

    json object_;
    bool good_{false};
};

template <class Message>
std::optional<Message> if_good(const Members& members, Message&& message) {
    if (!members.good()) return std::nullopt;
    return std::forward<Message>(message);
}

const char* name_of(JournalAnswer::Reception reception) {
    switch (reception) {
        case JournalAnswer::Reception::taken:
            return "taken";
        case JournalAnswer::Reception::set_aside:
            return "set_aside";
        case JournalAnswer::Reception::elsewhere:
            return "elsewhere";
    }
    return "taken";
}

std::optional<JournalAnswer::Reception> reception_of(std::string_view name) {
    using enum JournalAnswer::Reception;
    for (const auto reception : {taken, set_aside, elsewhere}) {
        if (name == name_of(reception)) return reception;
    }
    return std::nullopt;
}

}  // namespace

std::string enrol_message(const EnrolRequest& request) {
    return "counterfoil enrolment v1\n" + request.code + '\n' + request.branch + '\n' +
           request.terminal + '\n' + hex(request.public_key);
}
std::string successor_message(const SuccessorRequest& request) {
    return "counterfoil successor v1\n" + to_string(request.terminal) + '\n' +
           to_string(request.journal) + '\n' + std::to_string(request.at.seq) + '\n' +
           hex(request.at.hash) + '\n' + hex(request.public_key) + '\n' + request.series + '\n' +
           request.code;
}
std::string replacement_message(const ReplacementRequest& request) {
    return "counterfoil replacement v1\n" + request.code + '\n' + hex(request.public_key);
}
std::string token_message(pos::BytesView challenge) {
    return "counterfoil token v1\n" + hex(challenge);
}

std::string to_json(const EnrolRequest& m) {
    json made{{"code", m.code},        {"public_key", hex(m.public_key)},
              {"branch", m.branch},    {"terminal", m.terminal},
              {"program", m.program},  {"proof", hex(m.proof)},
              {"currency", m.currency}};
    if (m.past) made["past"] = *m.past;
    return made.dump(-1, ' ', false, json::error_handler_t::replace);
}
std::string to_json(const EnrolAnswer& m) {
    return json{{"terminal", to_string(m.terminal)}, {"epoch", to_string(m.epoch)}}.dump();
}
std::string to_json(const ChallengeRequest& m) {
    return json{{"terminal", to_string(m.terminal)}}.dump();
}
std::string to_json(const ChallengeAnswer& m) {
    return json{{"challenge", hex(m.challenge)}}.dump();
}
std::string to_json(const TokenRequest& m) {
    return json{{"terminal", to_string(m.terminal)},
                {"challenge", hex(m.challenge)},
                {"signature", hex(m.signature)},
                {"now", m.now.unix_ms}}
        .dump();
}
std::string to_json(const TokenAnswer& m) {
    return json{{"token", m.token}, {"valid_s", m.valid_s}, {"epoch", to_string(m.epoch)}}.dump();
}
std::string to_json(const SuccessorRequest& m) {
    return json{{"terminal", to_string(m.terminal)},
                {"journal", to_string(m.journal)},
                {"seq", m.at.seq},
                {"hash", hex(m.at.hash)},
                {"public_key", hex(m.public_key)},
                {"program", m.program},
                {"series", m.series},
                {"code", m.code},
                {"by_old", hex(m.by_old)},
                {"by_new", hex(m.by_new)}}
        .dump(-1, ' ', false, json::error_handler_t::replace);
}
std::string to_json(const SuccessorAnswer& m) {
    return json{
        {"terminal", to_string(m.terminal)}, {"epoch", to_string(m.epoch)}, {"series", m.series}}
        .dump(-1, ' ', false, json::error_handler_t::replace);
}
std::string to_json(const ReplacementRequest& m) {
    return json{{"code", m.code},
                {"public_key", hex(m.public_key)},
                {"program", m.program},
                {"proof", hex(m.proof)}}
        .dump(-1, ' ', false, json::error_handler_t::replace);
}
std::string to_json(const ReplacementAnswer& m) {
    return json{{"terminal", to_string(m.terminal)},
                {"epoch", to_string(m.epoch)},
                {"branch", m.branch},
                {"code", m.code},
                {"name", m.name},
                {"currency", m.currency},
                {"zone", m.zone},
                {"series", m.series},
                {"journal", to_string(m.journal)},
                {"seq", m.head.seq},
                {"hash", hex(m.head.hash)},
                {"last_at", m.last_at.unix_ms},
                {"last_number", m.last_number}}
        .dump(-1, ' ', false, json::error_handler_t::replace);
}
std::string to_json(const JournalAnswer& m) {
    return json{{"reception", name_of(m.reception)},
                {"head_seq", m.head.seq},
                {"head_hash", hex(m.head.hash)},
                {"added", m.added},
                {"again", m.again},
                {"set_aside", m.set_aside},
                {"parked_total", m.parked_total},
                {"set_aside_total", m.set_aside_total},
                {"resubmitted_total", m.resubmitted_total}}
        .dump();
}
std::string to_json(const OutsideAnswer& m) {
    json all = json::array();
    for (const auto& one : m.stretches) {
        all.push_back({{"parked", one.parked},
                       {"journal", to_string(one.journal)},
                       {"first_seq", one.first_seq},
                       {"last_seq", one.last_seq},
                       {"last_hash", hex(one.last_hash)},
                       {"reason", one.reason},
                       {"detail", one.detail},
                       {"since", one.since.unix_ms}});
    }
    return json{{"stretches", std::move(all)}}.dump(-1, ' ', false, json::error_handler_t::replace);
}
std::string to_json(const Problem& m) {
    return json{{"error", m.error}, {"words", m.words}}.dump(-1, ' ', false,
                                                             json::error_handler_t::replace);
}

template <>
std::optional<EnrolRequest> from_json(std::string_view text) {
    Members members{text};
    EnrolRequest m;
    members.take("code", m.code);
    members.take("public_key", m.public_key);
    members.take("branch", m.branch);
    members.take("terminal", m.terminal);
    members.take("program", m.program);
    members.take("proof", m.proof);
    members.take_if_there("currency", m.currency);
    if (members.has("past")) members.take("past", m.past.emplace());
    return if_good(members, std::move(m));
}
template <>
std::optional<EnrolAnswer> from_json(std::string_view text) {
    Members members{text};
    EnrolAnswer m;
    members.take("terminal", m.terminal);
    members.take("epoch", m.epoch);
    return if_good(members, std::move(m));
}
template <>
std::optional<ChallengeRequest> from_json(std::string_view text) {
    Members members{text};
    ChallengeRequest m;
    members.take("terminal", m.terminal);
    return if_good(members, std::move(m));
}
template <>
std::optional<ChallengeAnswer> from_json(std::string_view text) {
    Members members{text};
    ChallengeAnswer m;
    members.take("challenge", m.challenge);
    return if_good(members, std::move(m));
}
template <>
std::optional<TokenRequest> from_json(std::string_view text) {
    Members members{text};
    TokenRequest m;
    members.take("terminal", m.terminal);
    members.take("challenge", m.challenge);
    members.take("signature", m.signature);
    members.take("now", m.now);
    return if_good(members, std::move(m));
}
template <>
std::optional<TokenAnswer> from_json(std::string_view text) {
    Members members{text};
    TokenAnswer m;
    members.take("token", m.token);
    members.take("valid_s", m.valid_s);
    members.take("epoch", m.epoch);
    return if_good(members, std::move(m));
}
template <>
std::optional<SuccessorRequest> from_json(std::string_view text) {
    Members members{text};
    SuccessorRequest m;
    members.take("terminal", m.terminal);
    members.take("journal", m.journal);
    members.take("seq", m.at.seq);
    members.take("hash", m.at.hash);
    members.take("public_key", m.public_key);
    members.take("program", m.program);
    members.take("series", m.series);
    members.take("code", m.code);
    members.take("by_old", m.by_old);
    members.take("by_new", m.by_new);
    return if_good(members, std::move(m));
}
template <>
std::optional<SuccessorAnswer> from_json(std::string_view text) {
    Members members{text};
    SuccessorAnswer m;
    members.take("terminal", m.terminal);
    members.take("epoch", m.epoch);
    members.take("series", m.series);
    return if_good(members, std::move(m));
}
template <>
std::optional<ReplacementRequest> from_json(std::string_view text) {
    Members members{text};
    ReplacementRequest m;
    members.take("code", m.code);
    members.take("public_key", m.public_key);
    members.take("program", m.program);
    members.take("proof", m.proof);
    return if_good(members, std::move(m));
}
template <>
std::optional<ReplacementAnswer> from_json(std::string_view text) {
    Members members{text};
    ReplacementAnswer m;
    members.take("terminal", m.terminal);
    members.take("epoch", m.epoch);
    members.take("branch", m.branch);
    members.take("code", m.code);
    members.take("name", m.name);
    members.take("currency", m.currency);
    members.take("zone", m.zone);
    members.take("series", m.series);
    members.take("journal", m.journal);
    members.take("seq", m.head.seq);
    members.take("hash", m.head.hash);
    members.take("last_at", m.last_at);
    members.take("last_number", m.last_number);
    return if_good(members, std::move(m));
}
template <>
std::optional<JournalAnswer> from_json(std::string_view text) {
    Members members{text};
    JournalAnswer m;
    std::string reception;
    members.take("reception", reception);
    members.take("head_seq", m.head.seq);
    members.take("head_hash", m.head.hash);
    members.take("added", m.added);
    members.take("again", m.again);
    members.take("set_aside", m.set_aside);
    members.take("parked_total", m.parked_total);
    members.take("set_aside_total", m.set_aside_total);
    members.take_if_there("resubmitted_total", m.resubmitted_total);
    const auto known = reception_of(reception);
    if (!known) return std::nullopt;
    m.reception = *known;
    return if_good(members, std::move(m));
}
template <>
std::optional<OutsideAnswer> from_json(std::string_view text) {
    Members members{text};
    OutsideAnswer m;
    members.take_each("stretches", 2 * kOutsideMax, [&](Members one) {
        auto& stretch = m.stretches.emplace_back();
        one.take("parked", stretch.parked);
        one.take("journal", stretch.journal);
        one.take("first_seq", stretch.first_seq);
        one.take("last_seq", stretch.last_seq);
        one.take("last_hash", stretch.last_hash);
        one.take("reason", stretch.reason);
        one.take("detail", stretch.detail);
        one.take("since", stretch.since);
        return one.good() && stretch.first_seq > 0 && stretch.first_seq <= stretch.last_seq;
    });
    return if_good(members, std::move(m));
}
template <>
std::optional<Problem> from_json(std::string_view text) {
    Members members{text};
    Problem m;
    members.take("error", m.error);
    members.take("words", m.words);
    return if_good(members, std::move(m));
}

}  // namespace syncing::wire
