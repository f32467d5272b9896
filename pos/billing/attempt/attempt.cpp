#include "pos/billing/attempt/attempt.hpp"

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <utility>

#include "pos/base/assert.hpp"

namespace pos::billing::attempt {

namespace {

constexpr std::int64_t kFirstWait_ms = 60'000;
constexpr std::int32_t kTryDayMax = 99;

Instant later(Instant now, std::int64_t wait) {
    return {now.unix_ms + wait};
}

/// It is over, one way or the other.
Standing ended(Standing attempt, const Answer& answer, Instant now) {
    attempt.state = answer.word == Word::paid ? State::paid : State::declined;
    attempt.said = answer.said;
    attempt.reference = answer.reference;
    attempt.due = now;
    return attempt;
}

/// It may be sent, and sent again under its key.
Standing prepared_again(Standing attempt, const Answer& answer, Instant due) {
    attempt.state = State::prepared;
    attempt.asked = 0;
    attempt.said = answer.said;
    attempt.due = due;
    return attempt;
}

/// How long ago it was sent first. A clock that went back says as little as one that ran on.
std::int64_t age_ms(const Standing& attempt, Instant now) {
    return std::abs(now.unix_ms - attempt.sent_at->unix_ms);
}

bool is_clear(const Answer& answer) {
    return answer.word == Word::paid || answer.word == Word::declined;
}

}  // namespace

std::string_view word_of(State state) {
    switch (state) {
        case State::prepared:
            return "prepared";
        case State::sent:
            return "sent";
        case State::unknown:
            return "unknown";
        case State::asked:
            return "asked";
        case State::paid:
            return "paid";
        case State::declined:
            return "declined";
        case State::withdrawn:
            return "withdrawn";
    }
    return {};
}

std::string_view word_of(Purpose purpose) {
    switch (purpose) {
        case Purpose::invoice:
            return "invoice";
        case Purpose::credit:
            return "credit";
        case Purpose::top_up:
            return "top_up";
    }
    return {};
}

std::int64_t wait_ms(std::uint32_t times) {
    const std::uint32_t doublings = std::min<std::uint32_t>(times == 0 ? 0 : times - 1, 20);
    return std::min(kFirstWait_ms << doublings, kLongestWait_ms);
}

std::expected<Standing, Refusal> send(Standing attempt, Instant now) {
    if (is_over(attempt.state)) return std::unexpected{Refusal::over};
    if (is_unclear(attempt.state) || is_too_old(attempt, now))
        return std::unexpected{Refusal::outcome_unknown};
    attempt.state = State::sent;
    ++attempt.sent;
    attempt.asked = 0;
    if (!attempt.sent_at) attempt.sent_at = now;
    attempt.due = later(now, kAnswer_ms);
    return attempt;
}

std::expected<Standing, Refusal> answered(Standing attempt, const Answer& answer, Instant now) {
    if (is_over(attempt.state)) return std::unexpected{Refusal::over};
    const bool was_asked = attempt.state == State::unknown || attempt.state == State::asked;
    if (was_asked) return std::unexpected{Refusal::outcome_unknown};
    if (attempt.state == State::prepared) return std::unexpected{Refusal::never_sent};
    if (is_clear(answer)) return ended(std::move(attempt), answer, now);
    if (answer.word == Word::not_sent) {
        const Instant due = later(now, wait_ms(attempt.sent));
        // Of this sending nobody has heard; of one before it somebody may have.
        if (attempt.sent_at && later(*attempt.sent_at, kAnswer_ms) == attempt.due)
            attempt.sent_at.reset();
        if (!is_too_old(attempt, now)) return prepared_again(std::move(attempt), answer, due);
    }
    attempt.state = State::unknown;
    attempt.said = answer.said;
    attempt.due = later(now, wait_ms(0));
    return attempt;
}

std::expected<Standing, Refusal> asked(Standing attempt, const Answer& answer, Instant now) {
    if (is_over(attempt.state)) return std::unexpected{Refusal::over};
    if (attempt.state == State::prepared && !attempt.sent_at)
        return std::unexpected{Refusal::never_sent};
    if (is_clear(answer)) return ended(std::move(attempt), answer, now);
    if (answer.word == Word::never_heard && attempt.sent_at && !is_too_old(attempt, now)) {
        return prepared_again(std::move(attempt), answer, now);
    }
    attempt.state = State::asked;
    ++attempt.asked;
    attempt.said = answer.said;
    attempt.due = later(now, wait_ms(attempt.asked));
    return attempt;
}

std::expected<Standing, Refusal> told(Standing attempt, const Answer& answer, Instant now) {
    POS_ASSERT(is_clear(answer));
    if (is_over(attempt.state)) return std::unexpected{Refusal::over};
    if (attempt.state == State::prepared && !attempt.sent_at)
        return std::unexpected{Refusal::never_sent};
    return ended(std::move(attempt), answer, now);
}

std::expected<Standing, Refusal> put_off(Standing attempt, std::string why, Instant now) {
    if (is_over(attempt.state)) return std::unexpected{Refusal::over};
    if (is_unclear(attempt.state)) return std::unexpected{Refusal::outcome_unknown};
    attempt.said = std::move(why);
    if (attempt.sent_at) {
        attempt.state = State::asked;
        ++attempt.asked;
        attempt.due = later(now, kLongestWait_ms);
        return attempt;
    }
    attempt.state = State::withdrawn;
    attempt.due = now;
    return attempt;
}

std::expected<Standing, Refusal> withdraw(Standing attempt, Instant now) {
    if (is_over(attempt.state)) return std::unexpected{Refusal::over};
    // One of which nothing got out the last time may have got out before.
    if (is_unclear(attempt.state) || attempt.sent_at)
        return std::unexpected{Refusal::outcome_unknown};
    attempt.state = State::withdrawn;
    attempt.due = now;
    return attempt;
}

bool needs_a_person(const Standing& attempt, Instant now) {
    return !is_over(attempt.state) && attempt.sent_at && age_ms(attempt, now) >= kTooLong_ms;
}

bool is_too_old(const Standing& attempt, Instant now) {
    return attempt.sent_at && age_ms(attempt, now) >= kSendAgain_ms;
}

bool is_just_sent(const Standing& attempt, Instant now) {
    return attempt.state == State::sent && now < attempt.due &&
           attempt.due.unix_ms - now.unix_ms <= kAnswer_ms;
}

bool is_key(std::string_view text) {
    const auto plain = [](char c) {
        return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    };
    const auto good = [&](char c) {
        return plain(c) || c == '.' || c == '_' || c == ':' || c == '-';
    };
    return !text.empty() && text.size() <= kKeyLengthMax && plain(text.front()) &&
           std::ranges::all_of(text, good);
}

std::optional<std::vector<std::int32_t>> parse_days(std::string_view text) {
    std::vector<std::int32_t> days;
    while (true) {
        const auto comma = std::min(text.find(','), text.size());
        const std::string_view one = text.substr(0, comma);
        std::int32_t day = -1;
        const auto read = std::from_chars(one.data(), one.data() + one.size(), day);
        const bool whole = read.ec == std::errc{} && read.ptr == one.data() + one.size();
        const bool rises = days.empty() ? day == 0 : day > days.back();
        if (!whole || !rises || day > kTryDayMax || days.size() == kTriesMax) return std::nullopt;
        days.push_back(day);
        if (comma == text.size()) return days;
        text.remove_prefix(comma + 1);
    }
}

std::string to_string(std::span<const std::int32_t> days) {
    std::string text;
    for (const std::int32_t day : days) text += (text.empty() ? "" : ",") + std::to_string(day);
    return text;
}

std::optional<Date> next_try(std::span<const std::int32_t> days, Date due_on,
                             std::optional<Date> first, std::size_t tries) {
    if (tries >= days.size()) return std::nullopt;
    return Date{first.value_or(due_on).days + days[tries]};
}

}  // namespace pos::billing::attempt
