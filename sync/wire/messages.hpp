#pragma once

#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>

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
    bool operator==(const JournalAnswer&) const = default;
};

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
std::string to_json(const JournalAnswer& message);
std::string to_json(const Problem& message);

/// Reads a message from bytes nobody vouches for; nothing for any other text.
template <class Message>
std::optional<Message> from_json(std::string_view text);

}  // namespace syncing::wire
