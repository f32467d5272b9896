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
inline constexpr std::string_view kNameLocked = "name_locked";        // about somebody's name
inline constexpr std::string_view kAddressLocked = "address_locked";  // about an address
inline constexpr std::string_view kExported = "exported";             // about a file
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

}  // namespace pos::store::office
