#pragma once

#include <cstdint>
#include <string>

#include "pos/base/clock.hpp"
#include "pos/base/ulid.hpp"
#include "pos/journal/events/sale.hpp"

// What follows for a receipt after it was stored: duplicates, and payments put right.

namespace pos::journal {

/// Key: journal, seq. The next duplicate's number is the count of a sale's rows plus one.
struct ReprintRow {
    Ulid journal{};
    std::uint64_t seq{0};
    Ulid sale{};
    std::uint32_t copy{0};
    Instant at{};
    Ulid cashier{};
    bool operator==(const ReprintRow&) const = default;
};

/// Key: journal, seq. The latest of a ticket's payment says what it counts as.
struct TenderCorrectionRow {
    Ulid journal{};
    std::uint64_t seq{0};
    Ulid sale{};
    std::uint32_t position{0};
    TenderKind kind{TenderKind::cash};
    std::string code;
    std::string name;
    std::string reference;
    std::int64_t amount_minor{0};
    Instant at{};
    Ulid cashier{};
    bool operator==(const TenderCorrectionRow&) const = default;
};

}  // namespace pos::journal
