#pragma once

#include <cstdint>
#include <optional>

#include "pos/base/bytes.hpp"
#include "pos/base/clock.hpp"
#include "pos/base/ulid.hpp"

namespace pos::journal {

/// One row of a journal: an event's bytes, and what ties them to everything before.
/// How hash and signature come about stands in chain.hpp.
struct Entry {
    Ulid journal_id{};
    std::uint64_t seq{0};  // from 1, without gaps
    Instant at{};
    std::uint16_t kind{0};     // EventKind, or a number from a newer program
    std::uint16_t version{0};  // of the payload's layout, from 1
    Bytes payload;
    Hash hash{};
    std::optional<Signature> signature;
    bool operator==(const Entry&) const = default;
};

}  // namespace pos::journal
