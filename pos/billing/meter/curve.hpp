#pragma once

#include <cstddef>
#include <expected>
#include <vector>

#include "pos/billing/meter/consumption.hpp"

namespace pos::billing::meter {

/// A reading that counts, and how far its counter had gone by then.
struct Anchor {
    Instant at{};
    Exact units;
    Known known{Known::read};
    unsigned rollovers{0};
};

/// What one counter measured while it was there: units against time, never falling. Internal to
/// this folder.
class Curve {
public:
    /// errors: no_reading, off_the_face, out_of_order, goes_backwards
    static std::expected<Curve, Problem> of(const Installed& installed, std::size_t number,
                                            const Policy& policy);

    Instant first() const { return anchors_.front().at; }
    Instant last() const { return anchors_.back().at; }

    /// errors: before_first, between_readings, after_last, too_little_history
    std::expected<Anchor, Problem> at(Instant at, const Policy& policy) const;

private:
    Curve(std::size_t number, std::vector<Anchor> anchors)
        : number_{number}, anchors_{std::move(anchors)} {}
    std::expected<Anchor, Problem> beyond(Instant at, const Policy& policy) const;
    Anchor between(Instant at) const;
    Problem problem(Fault fault) const { return {fault, number_, anchors_.size() - 1}; }

    std::size_t number_;
    std::vector<Anchor> anchors_;
};

}  // namespace pos::billing::meter
