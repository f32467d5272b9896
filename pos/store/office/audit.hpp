#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "pos/base/bytes.hpp"
#include "pos/base/clock.hpp"
#include "pos/base/ulid.hpp"
#include "pos/store/db/connection.hpp"
#include "pos/store/errors.hpp"

/// Who did what at head office, and when: what stands in its own journals, and notes of what does
/// not. Rows alone; the page finds the words.
namespace pos::store::office {

/// What it was about. Stored: never changed.
enum class AuditTopic : std::uint8_t {
    settings = 1,
    people = 2,
    tills = 3,
    goods = 4,
    customers = 5,
    stock = 6,
    billing = 7,
    exports = 8,
    sign_in = 9,
};
inline constexpr AuditTopic kAuditTopics[] = {
    AuditTopic::settings, AuditTopic::people,  AuditTopic::tills,
    AuditTopic::goods,    AuditTopic::stock,   AuditTopic::customers,
    AuditTopic::billing,  AuditTopic::exports, AuditTopic::sign_in};
/// "settings"
std::string_view audit_topic_name(AuditTopic topic);

/// What happened, as a note says it. Stored: never changed.
namespace audit_note {
inline constexpr std::string_view kCodeMade = "code_made";  // about a place; detail: till when, ms
inline constexpr std::string_view kJoined = "joined";       // about a place; detail: its program
inline constexpr std::string_view kFollowed = "followed";   // likewise; detail: the new series
inline constexpr std::string_view kReplaced = "replaced";   // likewise
inline constexpr std::string_view kExported = "exported";   // about a file
// What was turned away, counted: see count_audit(). An address that is empty: there were many.
inline constexpr std::string_view kNameLocked = "name_locked";        // about somebody's name
inline constexpr std::string_view kAddressLocked = "address_locked";  // about an address
inline constexpr std::string_view kCodesShut = "codes_shut";          // likewise: codes for tills
inline constexpr std::string_view kKeysShut = "keys_shut";            // likewise: keys, tokens
inline constexpr std::string_view kTooOften = "too_often";            // about a source of usage
}  // namespace audit_note

struct AuditNote {
    AuditTopic topic{AuditTopic::settings};
    std::string_view note;
    std::string person{};  // empty: nobody who signed in
    std::string about{};
    std::string detail{};
};
/// Puts a note down, within the caller's transaction if there is one. `id` is nobody else's.
db::Result<void> note_audit(db::Connection& db, const AuditNote& note, const Ulid& id, Instant at);

/// The same of what goes on and on: one line an hour for each that it is about, with the moment of
/// the first and, as its detail, how often it was. Of more than `abouts_max` in an hour the others
/// are one line about nothing, so that whoever comes from everywhere fills no list.
db::Result<void> count_audit(db::Connection& db, const AuditNote& note, Instant at,
                             std::optional<std::int64_t> abouts_max = {});
/// Of how many a list of addresses holds in an hour.
inline constexpr std::int64_t kAddressesCounted = 50;

/// What was turned away lately is told as something that needs somebody, for so long.
inline constexpr std::int64_t kTurnedAwayShown_ms = std::int64_t{24} * 60 * 60 * 1'000;
/// How many lines there are of it.
Answer<std::int64_t> count_turned_away(db::Connection& db, Instant now);

/// So many entries at once: whoever sells waits for as long at most.
inline constexpr std::int64_t kAuditSlice = 500;
/// Puts down what head office's journals have gained, and then what an older program left, the
/// latest first; at most so many entries.
///
/// returns: whether there is more
Answer<bool> gather_audit(db::Connection& db, std::int64_t limit);

/// Where a list goes on.
struct AuditPlace {
    Instant at{};
    std::int64_t line{0};
};
struct AuditLine {
    AuditPlace place;
    AuditTopic topic{AuditTopic::settings};
    std::string person;
    std::string note;  // empty: the entry says what happened
    std::string about;
    std::string detail;
    // Of an entry.
    std::uint64_t seq{0};
    std::uint16_t kind{0};
    std::uint16_t version{0};
    Bytes payload{};
};
struct AuditQuestion {
    std::string_view person{};  // empty: anybody
    std::optional<AuditTopic> topic{};
    Instant from{INT64_MIN};
    Instant until{INT64_MAX};  // and none from then on
    std::optional<AuditPlace> before{};
    std::int64_t limit{100};
};
/// The latest first, by indexes alone.
Answer<std::vector<AuditLine>> audit_lines(db::Connection& db, const AuditQuestion& asked);
/// How often it was, of what is counted: once, of what an older program left.
std::int64_t times_of(const AuditLine& line);
/// What count_turned_away() counts, at most so many.
Answer<std::vector<AuditLine>> turned_away(db::Connection& db, Instant now, std::int64_t limit);

}  // namespace pos::store::office
