#pragma once

#include <cstdint>
#include <expected>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "pos/base/calendar.hpp"
#include "pos/base/clock.hpp"

/// One attempt to collect money by a payer's method that is kept at a payment provider.
///
///   prepared → sent → paid
///                   → declined
///                   → unknown → asked → paid, declined, or asked once more
///
/// An attempt has one key from its beginning to its end, by which the provider knows it. One whose
/// outcome nobody knows is asked about by that key and never charged under another.
namespace pos::billing::attempt {

/// Stored: never changed.
enum class State : std::uint8_t {
    prepared = 1,   // nothing of it is on its way
    sent = 2,       // on its way, and no answer yet
    unknown = 3,    // its answer was lost, or none that can be believed
    asked = 4,      // it was asked about, and still nobody knows
    paid = 5,       // the money moved
    declined = 6,   // it did not, and will not
    withdrawn = 7,  // it was never sent, and will not be
};
constexpr bool in_range(State state) {
    return state >= State::prepared && state <= State::withdrawn;
}
constexpr bool is_over(State state) {
    return state >= State::paid;
}
/// The provider may have moved the money, or may do so yet.
constexpr bool is_unclear(State state) {
    return state == State::sent || state == State::unknown || state == State::asked;
}
/// "prepared", "sent", …
std::string_view word_of(State state);

/// Stored: never changed. What an attempt is for: of each purpose one is open at a time.
enum class Purpose : std::uint8_t {
    invoice = 1,  // what is open of it
    credit = 2,   // that somebody buys
    top_up = 3,   // that a rule buys
};
constexpr bool in_range(Purpose purpose) {
    return purpose >= Purpose::invoice && purpose <= Purpose::top_up;
}
/// "invoice", "credit", "top_up"
std::string_view word_of(Purpose purpose);

/// What a provider said of an attempt, or what became of asking it.
enum class Word : std::uint8_t {
    paid,
    declined,
    unclear,      // anything but a clear answer: silence, half of one, an error, another's
    not_sent,     // nothing of it got out: nobody was there
    never_heard,  // asked about: the provider says that it knows nothing by that key
};
struct Answer {
    Word word{Word::unclear};
    std::string said{};       // why it was declined, or what was answered
    std::string reference{};  // the provider's own number of the payment
    bool operator==(const Answer&) const = default;
};

/// How an attempt stands.
struct Standing {
    State state{State::prepared};
    std::uint32_t sent{0};           // times
    std::uint32_t asked{0};          // times, since it was sent last
    std::optional<Instant> sent_at;  // when it was sent first
    Instant due{};                   // when something is to be done about it next
    std::string said;
    std::string reference;
    bool operator==(const Standing&) const = default;
};

/// Why a step is not taken; checked in this order.
enum class Refusal : std::uint8_t {
    over,             // paid, declined or withdrawn: nothing happens to it any more
    outcome_unknown,  // it was sent: it may only be asked about
    never_sent,       // nobody can know of it
};

/// How long after it was sent first one may be sent again under its key, where the provider says
/// that it never heard of it. Providers keep keys for 30 days at least.
inline constexpr std::int64_t kSendAgain_ms = 86'400'000;
/// So long after it was sent nobody but who sent it may say what became of it.
inline constexpr std::int64_t kAnswer_ms = 60'000;
/// Nothing waits longer than that, unless a clock was wrong.
inline constexpr std::int64_t kLongestWait_ms = 6 * 3'600'000;
/// What nobody knows for so long needs a person.
inline constexpr std::int64_t kTooLong_ms = 3'600'000;

/// How long to wait after so many tries in vain: a minute, doubled, at most six hours.
std::int64_t wait_ms(std::uint32_t times);

/// It goes on its way now.
///
/// errors: over; outcome_unknown: also one that is_too_old()
std::expected<Standing, Refusal> send(Standing attempt, Instant now);

/// Takes in what came of sending it. A sentence that is not clear leaves it unknown; where nothing
/// got out it is prepared again, but for one that is_too_old().
///
/// errors: over; outcome_unknown: somebody asked about it meanwhile, which counts; never_sent
std::expected<Standing, Refusal> answered(Standing attempt, const Answer& answer, Instant now);

/// Takes in what came of asking about it. One that the provider never heard of is prepared again,
/// to be sent under the same key, within kSendAgain_ms; later it stays unknown, since the provider
/// may have forgotten it.
///
/// errors: over, never_sent
std::expected<Standing, Refusal> asked(Standing attempt, const Answer& answer, Instant now);

/// A person has found out what became of it.
///
/// requires: answer.word is paid or declined
/// errors:   over, never_sent
std::expected<Standing, Refusal> told(Standing attempt, const Answer& answer, Instant now);

/// It is not to be sent any more.
///
/// errors: over, outcome_unknown
std::expected<Standing, Refusal> withdraw(Standing attempt, Instant now);

/// What it was to collect is not owed any more, or not wanted: it is withdrawn; one that may have
/// got out is not sent again but asked about from time to time, until a person says what became of
/// it.
///
/// errors: over, outcome_unknown
std::expected<Standing, Refusal> put_off(Standing attempt, std::string why, Instant now);

/// Whether nobody has known for too long, or since a clock was wrong.
bool needs_a_person(const Standing& attempt, Instant now);
/// Whether it may have got out so long ago, or by so wrong a clock, that it is not sent again: the
/// provider may have forgotten its key. Then it is only asked about.
bool is_too_old(const Standing& attempt, Instant now);
/// Whether who has sent it may still get its answer: until then nobody else touches it.
bool is_just_sent(const Standing& attempt, Instant now);

inline constexpr std::size_t kKeyLengthMax = 64;
/// Whether that may be an attempt's key: 1 to 64 of A–Z, a–z, 0–9 and . _ : - , the first of them a
/// letter or digit.
bool is_key(std::string_view text);

inline constexpr std::size_t kTriesMax = 10;
/// The days on which an invoice is tried, counted from the day of its first try: {0, 3, 7}.
///
/// example: "0,3,7"
/// errors:  nothing unless they begin with 0, rise, are at most kTriesMax and below 100
std::optional<std::vector<std::int32_t>> parse_days(std::string_view text);
std::string to_string(std::span<const std::int32_t> days);

/// The day of an invoice's next try; nothing: it has had them all.
///
/// `first`: the day of its first try, if it has had one; `tries`: how many it has had
std::optional<Date> next_try(std::span<const std::int32_t> days, Date due_on,
                             std::optional<Date> first, std::size_t tries);

}  // namespace pos::billing::attempt
