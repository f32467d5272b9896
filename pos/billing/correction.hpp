#pragma once

#include <cstddef>
#include <cstdint>
#include <expected>
#include <span>
#include <vector>

#include "pos/billing/rate.hpp"

namespace pos::billing {

/// Where usage that comes late, or is corrected, is booked.
enum class CorrectionsOn : std::uint8_t {
    current_part,   // the part that is billed now takes the difference
    original_part,  // the part that the usage belongs to takes it, whenever it is billed
};

/// A line of one part of a period, or what is taken back of one.
struct Booking {
    std::size_t part{0};  // that it belongs to
    Line line;
    bool operator==(const Booking&) const = default;
};

/// Bills a period part by part, each part rating what the period came to from its beginning and
/// booking the difference to what was booked before. So later usage may come late, shrink or change
/// the tier of what is billed already, and the bookings still add up to the period rated once.
///
/// shape:    quantities: what the period came to at the end of each part so far, as it is known now
/// requires: faults(charge) is empty; as many quantities as parts billed, the last for the new one
/// ensures:  the totals of all bookings are the total of the last quantity rated from zero; a line
///           that is taken back mirrors what was booked
class PartBilling {
public:
    PartBilling(const Charge& charge, CorrectionsOn corrections)
        : charge_{charge}, corrections_{corrections} {}

    /// Bills the next part. With corrections on the current part only the last quantity is read.
    ///
    /// `last` says whether the period ends with it: the minimum waits for that.
    /// errors: those of rate()
    std::expected<std::vector<Booking>, RatingError> bill(std::span<const Exact> quantities,
                                                          bool last);

private:
    std::expected<std::vector<Line>, RatingError> rated(Exact quantity, bool last) const;
    std::vector<Booking> book(std::vector<Booking> wanted);

    Charge charge_;
    CorrectionsOn corrections_;
    std::vector<Booking> booked_;
    std::size_t parts_{0};
};

}  // namespace pos::billing
