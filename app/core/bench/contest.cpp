#include "app/core/bench/contest.hpp"

#include <algorithm>

#include "pos/base/assert.hpp"

namespace app::core::bench {

namespace {

using Side = Outcome<Nanoseconds> (Contest::*)();

Outcome<void> block(Contest& contest, Side side, std::size_t pieces, Samples* into) {
    for (std::size_t i = 0; i < pieces; ++i) {
        const auto took = (contest.*side)();
        if (!took) return std::unexpected{took.error()};
        if (into != nullptr) into->add(*took);
    }
    return {};
}

}  // namespace

Outcome<Sides> interleave(Contest& contest, const Rounds& rounds) {
    POS_ASSERT(rounds.block > 0 && contest.pieces() > rounds.warm_up);
    Sides sides;
    const auto both = [&](std::size_t pieces, bool ours_first, bool counts) -> Outcome<void> {
        const auto one = [&](bool ours) {
            Samples* const into = counts ? (ours ? &sides.ours : &sides.floor) : nullptr;
            return block(contest, ours ? &Contest::ours : &Contest::floor, pieces, into);
        };
        if (auto done = one(ours_first); !done) return done;
        if (auto done = one(!ours_first); !done) return done;
        return contest.rest();
    };
    if (auto done = both(rounds.warm_up, true, false); !done) return std::unexpected{done.error()};
    bool ours_first = false;
    for (std::size_t left = contest.pieces() - rounds.warm_up; left > 0;) {
        const std::size_t pieces = std::min(left, rounds.block);
        if (auto done = both(pieces, ours_first, true); !done) return std::unexpected{done.error()};
        left -= pieces;
        ours_first = !ours_first;
    }
    return sides;
}

}  // namespace app::core::bench
