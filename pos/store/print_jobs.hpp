#pragma once

#include <cstdint>

#include "pos/base/bytes.hpp"
#include "pos/base/clock.hpp"
#include "pos/base/ulid.hpp"

namespace pos::store {

/// What is to be printed. The numbers are stored.
enum class PrintKind : std::uint8_t {
    receipt = 1,
    z_report = 2,
    x_report = 3,
    card_slip = 4,
    test_page = 5,
    meter_slip = 6,
    bill_slip = 7,
};
constexpr bool in_range(PrintKind kind) {
    return kind >= PrintKind::receipt && kind <= PrintKind::bill_slip;
}

enum class PrintState : std::uint8_t {
    waiting = 1,
    begun = 2,  // it may be on paper, in whole or in part
};
constexpr bool in_range(PrintState state) {
    return state >= PrintState::waiting && state <= PrintState::begun;
}

/// A document that is still to be printed.
struct PrintJob {
    Ulid job{};
    Instant queued_at{};
    PrintKind kind{PrintKind::receipt};
    Ulid subject{};         // the sale of a receipt, the shift of a report, a reading
    std::uint32_t copy{0};  // of a receipt: n of DUPLICATE n, 0 for the receipt itself
    Bytes content{};        // of what is stored nowhere else: an X report, a slip, a test page
    PrintState state{PrintState::waiting};
    /// How often it was begun without its end being known: printed again it is marked.
    std::uint32_t unsure{0};
    bool operator==(const PrintJob&) const = default;
};

enum class PrintStep : std::uint8_t {
    begin,  // the first byte may go out now
    rest,   // nothing of it went out: it waits again
    doubt,  // some of it may be on paper: it waits again, to be marked
    drop,   // it is printed, or not wanted any more
};

/// What becomes of a job. One that is not there any more is left alone.
struct PrintChange {
    Ulid job{};
    PrintStep step{PrintStep::begin};
    bool operator==(const PrintChange&) const = default;
};

}  // namespace pos::store
