#pragma once

#include "app/core/bench/samples.hpp"
#include "app/core/failure.hpp"

namespace app::core::bench {

/// One piece of work, done by us and by the bare database on a shop of its own. Each call does the
/// next piece and says how long the work itself took; what has to be put in place before is done
/// but not counted.
class Contest {
public:
    virtual ~Contest() = default;
    virtual Outcome<Nanoseconds> ours() = 0;
    virtual Outcome<Nanoseconds> floor() = 0;
    /// Between blocks, not counted: what a till does when nothing waits.
    virtual Outcome<void> rest() { return {}; }
    /// How often each side can be asked.
    virtual std::size_t pieces() const = 0;
};

struct Sides {
    Samples ours;
    Samples floor;
};

/// How often to measure: blocks of one side and of the other in turn, so that what else the machine
/// does meets both. The first pieces of each side are done and not counted.
struct Rounds {
    std::size_t warm_up{20};
    std::size_t block{20};
};

/// Does all pieces of the contest.
///
/// requires: more pieces than the warm-up takes
Outcome<Sides> interleave(Contest& contest, const Rounds& rounds);

}  // namespace app::core::bench
