#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "app/core/failure.hpp"
#include "app/core/ring/ring_file.hpp"
#include "app/core/simulate/at_office.hpp"
#include "app/core/simulate/check_books.hpp"
#include "app/core/simulate/office_pages.hpp"
#include "pos/base/clock.hpp"
#include "pos/base/random.hpp"

/// Load for a head office: tills that join, sell and send as real ones do, many in one program.
namespace app::core::simulate {

struct Load {
    std::string office;  // its address
    /// Its database, where codes are made and the books are looked at; empty: what follows says it.
    std::string office_db;
    std::vector<Place> places;  // with a code each
    Where where;
    std::optional<Visitor> visitor;  // through whose eyes the books are looked at
    unsigned tills{10};
    unsigned days{1};
    unsigned sales{100};  // a till and day
    std::uint64_t seed{1};
    unsigned threads{4};  // that send
    /// Each till sells so many times a minute at random moments and sends at once, for so long,
    /// instead of days one after the other.
    std::optional<double> online;
    unsigned seconds{30};
    std::optional<ring::ReadFile> baskets;  // else the demo's goods
    /// Nothing is sold: an item's price at the office is changed so often, each time when all tills
    /// have the one before.
    std::optional<unsigned> price_changes;
};

struct LoadReport {
    std::uint64_t sales{0};
    std::uint64_t entries{0};
    std::uint64_t batches{0};
    std::uint64_t batch_bytes{0};
    double seconds{0};    // of sending; of the whole run where tills are online
    double joining_s{0};  // all tills
    double ringing_up_s{0};
    std::uint64_t retries{0};
    std::vector<std::string> errors;  // different ones
    /// From the commit at the till to the office's answer, online; or from before a price is
    /// changed at the office to the catalogue of each till. Milliseconds.
    struct Latency {
        double p50_ms{0};
        double p95_ms{0};
        double p99_ms{0};
        double most_ms{0};
    };
    std::optional<Latency> latency;
    std::vector<BranchCheck> branches;
    bool books_compared{false};          // else of branches is known what was sold alone
    std::uint64_t entries_at_office{0};  // taken in and set aside, as it tells the tills
    std::uint64_t entries_outside{0};    // of those: parked or set aside
    bool agrees() const;
};

using OnStep = std::function<void(const std::string&)>;

/// Joins new tills to branches that the office has, sells and sends, and compares what was sold
/// with what the office has.
///
/// requires: `random` may be asked from several threads at once;
///           where prices are changed, the office's database is at hand
/// errors:   no office, no branch, too few codes; the office does not let the tills join, or the
///           user in; a price that did not reach every till within a minute
Outcome<LoadReport> run(const Load& load, pos::Clock& clock, pos::Random& random,
                        const OnStep& on_step);

}  // namespace app::core::simulate
