#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <unordered_map>
#include <vector>

#include "app/core/register_service.hpp"
#include "app/core/ring/ring_file.hpp"

namespace app::core::ring {

struct RingOptions {
    std::string refund_prefix;  // of the numbers of refunds; empty: there are none
    /// Keep the good receipts; else one refusal means that none is kept.
    bool skip_bad{false};
    std::string cashier;  // empty: the first manager
};

/// shape: receipts == sales + refunds + stock_adjustments + refused + skipped
struct RingReport {
    std::uint64_t rows{0};
    std::uint64_t receipts{0};
    std::uint64_t sales{0};
    std::uint64_t refunds{0};
    std::uint64_t stock_adjustments{0};
    std::uint64_t refused{0};
    std::uint64_t skipped{0};  // in the books already
    std::uint64_t items_added{0};
    std::vector<Refusal> refusals;
};

/// Why a receipt of the file is not rung up: a price below zero. Its column is for whoever has the
/// file to say.
std::optional<Refusal> refusal_of(const Ticket& ticket);
/// Whether every row takes goods away for nothing: breakage or a count, no sale.
bool is_stock_adjustment(const Ticket& ticket);

struct RingProgress {
    bool trying{false};  // nothing is kept yet
    std::uint64_t done{0};
    std::uint64_t total{0};  // receipts
};
using OnRung = std::function<void(const RingProgress&)>;

/// Drives the register once for each receipt of a file, durably: opens a shift a business day and
/// closes it with its Z, makes items unknown so far, pays in exact cash. The file's number becomes
/// the external number, so that a second run skips what is there. The whole file is tried first:
/// nothing of a refused receipt comes into the books. What was rung up before a failure
/// stays, and the next run goes on behind it, in the shift that was left open.
///
/// errors: a shift is open in which something else was done
Outcome<RingReport> ring(const ReadFile& file, const RingOptions& options, pos::store::Store& store,
                         pos::Random& random, const OnRung& on_rung);

}  // namespace app::core::ring
