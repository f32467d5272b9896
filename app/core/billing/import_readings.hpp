#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "app/core/billing/billing_books.hpp"
#include "app/core/failure.hpp"
#include "app/core/meter/live.hpp"
#include "app/core/meter/read_file.hpp"

namespace app::core::billing {

struct ReadingsImport {
    std::string point;     // of channels that name none
    std::string meter;     // what they count; empty: their unit in small letters
    bool skip_bad{false};  // keeps the good ones
    std::function<void(const std::string& reason)> on_refusal{};
};
struct ReadingsImported {
    std::int64_t readings{0};  // of counters and intervals
    std::int64_t again{0};     // of counters, that were there already
    std::int64_t added{0};     // usage records
    std::int64_t voided{0};
    std::int64_t late{0};
    std::int64_t nobodys{0};
    std::int64_t refused{0};
    bool kept{false};
};

/// Takes in what a file of readings says: what counters showed at the counter of that sort and
/// serial number, else of that point, unless one of another number stands there; amounts of
/// intervals as usage of the point, in the place of what an earlier file said of the same time, and
/// of no other. What was fed in counts as a meter of its own: "kwh.fed_in".
///
/// errors: a file with nothing that could be kept; each refused reading is told, and without
///         skip_bad nothing is kept then
Outcome<ReadingsImported> import_readings(BillingBooks& books, const meter::FileSaid& file,
                                          const ReadingsImport& options, pos::Instant now);

/// Which of a live meter's figures is kept, and for which counter.
struct LiveKept {
    std::string serial;                  // of the counter; empty: what the meter says its number is
    std::string figure;                  // its name; empty: the first that shows what it is now
    pos::Exact scale{pos::kExactScale};  // what it is multiplied by: 0.001 of Wh where kWh are read
    std::string meter{};                 // what it counts, where several have that number: "kwh"
};

/// Keeps what a live meter showed as a reading of its counter.
///
/// errors: no such counter or figure, several counters, or take_reading()'s
Outcome<void> keep_live(BillingBooks& books, const meter::LiveReading& reading,
                        const LiveKept& which, pos::Instant now);

}  // namespace app::core::billing
