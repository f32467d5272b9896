#pragma once

#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "pos/base/bytes.hpp"
#include "pos/base/clock.hpp"
#include "pos/base/ulid.hpp"
#include "pos/journal/chain.hpp"
#include "pos/journal/key.hpp"

/// What is said between till and office beside batches, as JSON. Bytes are lower-case hexadecimal,
/// ids are ULIDs, instants are milliseconds since 1970. Members that are not known are passed over;
/// one that is missing or of another type makes the whole message unreadable. README.md lists them.
namespace syncing::wire {

/// What is read of a message at most, in bytes.
inline constexpr std::size_t kMessageBytesMax = std::size_t{64} * 1024;

/// POST /v1/enrol
struct EnrolRequest {
    std::string code;
    pos::journal::PublicKey public_key{};
    std::string branch;
    std::string terminal;
    std::string program;
    pos::Signature proof{};  // over enrol_message(), by the key
    /// ISO 4217: what the till counts in. Tills of older programs do not say it.
    std::string currency{};
    /// The ids of the till's journals, with a space between two: whether the office has one of
    /// them. Nothing: an older program does not say.
    std::optional<std::string> past{};
};
struct EnrolAnswer {
    pos::Ulid terminal{};
    pos::Ulid epoch{};
};
/// What shows that whoever enrols has the key.
std::string enrol_message(const EnrolRequest& request);

/// POST /v1/challenge
struct ChallengeRequest {
    pos::Ulid terminal{};
};
struct ChallengeAnswer {
    pos::Bytes challenge;
};

/// POST /v1/token
struct TokenRequest {
    pos::Ulid terminal{};
    pos::Bytes challenge;
    pos::Signature signature{};  // over token_message(), by the terminal's key
    pos::Instant now{};          // by the terminal's clock
};
struct TokenAnswer {
    std::string token;
    std::int64_t valid_s{0};
    pos::Ulid epoch{};
};
std::string token_message(pos::BytesView challenge);

/// POST /v1/successor: a till that was put back from an older copy asks to go on under a new key.
struct SuccessorRequest {
    pos::Ulid terminal{};                  // what it is known as
    pos::Ulid journal{};                   // the journal that it parted from the books with,
    pos::journal::Head at;                 // as far as it has it
    pos::journal::PublicKey public_key{};  // the new one
    std::string program;
    std::string series;       // that it has used, separated by blanks
    std::string code;         // what the office's people gave it; empty: nothing
    pos::Signature by_old{};  // over successor_message(), by the key it joined with
    pos::Signature by_new{};  // likewise, by the new one
};
struct SuccessorAnswer {
    pos::Ulid terminal{};
    pos::Ulid epoch{};
    std::string series;  // of its receipts from now on
};
std::string successor_message(const SuccessorRequest& request);

/// POST /v1/replacement: somebody new takes the place of a till that is gone, with a code.
struct ReplacementRequest {
    std::string code;
    pos::journal::PublicKey public_key{};
    std::string program;
    pos::Signature proof{};  // over replacement_message(), by the key
};
struct ReplacementAnswer {
    pos::Ulid terminal{};
    pos::Ulid epoch{};
    std::string branch;
    std::string code;  // "T1"
    std::string name;  // of the branch
    std::string currency;
    std::string zone;
    std::string series;
    // The journal before, as far as the office has it; seq 0: nothing ever came.
    pos::Ulid journal{};
    pos::journal::Head head;
    pos::Instant last_at{};   // of its last entry
    std::string last_number;  // of its last receipt; empty: there is none
};
std::string replacement_message(const ReplacementRequest& request);

/// What became of a batch (POST /v1/journal), or how a journal stands (GET /v1/journal/ID).
struct JournalAnswer {
    enum class Reception : std::uint8_t { taken, set_aside, elsewhere };
    Reception reception{Reception::taken};
    pos::journal::Head head;     // how far the journal has come, durably
    std::uint64_t added{0};      // of this batch: new in the books
    std::uint64_t again{0};      // had been sent before
    std::uint64_t set_aside{0};  // new beside the books
    std::uint64_t parked_total{0};
    std::uint64_t set_aside_total{0};
    /// That were set aside, and are in the books since; older offices do not say it.
    std::uint64_t resubmitted_total{0};
    bool operator==(const JournalAnswer&) const = default;
};

/// GET /v1/outside: what came from this till and is in no takings, at most kOutsideMax of it.
struct OutsideAnswer {
    struct Stretch {
        bool parked{false};  // else it is set aside
        pos::Ulid journal{};
        std::uint64_t first_seq{0};
        std::uint64_t last_seq{0};
        pos::Hash last_hash{};
        std::string reason;  // of parked: one word, and what it refers to
        std::string detail;
        pos::Instant since{};
        bool operator==(const Stretch&) const = default;
    };
    std::vector<Stretch> stretches;
    bool operator==(const OutsideAnswer&) const = default;
};
inline constexpr std::int64_t kOutsideMax = 100;

/// The body of every answer that is no 200.
struct Problem {
    std::string error;  // one word, for machines
    std::string words;  // a sentence, for people
};

std::string to_json(const EnrolRequest& message);
std::string to_json(const EnrolAnswer& message);
std::string to_json(const ChallengeRequest& message);
std::string to_json(const ChallengeAnswer& message);
std::string to_json(const TokenRequest& message);
std::string to_json(const TokenAnswer& message);
std::string to_json(const SuccessorRequest& message);
std::string to_json(const SuccessorAnswer& message);
std::string to_json(const ReplacementRequest& message);
std::string to_json(const ReplacementAnswer& message);
std::string to_json(const JournalAnswer& message);
std::string to_json(const OutsideAnswer& message);
std::string to_json(const Problem& message);

/// Reads a message from bytes nobody vouches for; nothing for any other text.
template <class Message>
std::optional<Message> from_json(std::string_view text);

}  // namespace syncing::wire
