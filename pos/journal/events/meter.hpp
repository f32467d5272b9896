#pragma once

#include <algorithm>
#include <string>
#include <string_view>

#include "pos/journal/events/place.hpp"

namespace pos::journal {

/// What a customer's counter showed, as it was said at a till. Head office makes usage of it, once.
/// Figures are as on the counter's face, in digits and one point at most: "12345.6".
struct MeterRead {
    Ulid reading{};
    When when;
    Actor cashier;
    std::string customer;  // number
    Ulid account{};
    std::string account_number;
    Instant known_at{};  // as of when the till knew the counter
    std::string point;   // where it stands
    std::string meter;   // what it counts, as charges say it: "kwh"
    std::string serial;
    std::string figure;
    std::string figure_before;  // the last one that the till knew; empty: none
    Date read_before{};         // on that day
    bool sure{false};           // it looked odd, and somebody said that it is right
    bool operator==(const MeterRead&) const = default;

    template <class Archive>
    void serialize(Archive& archive, unsigned) {
        archive & reading & when & cashier & customer & account & account_number & known_at;
        archive & point & meter & serial & figure & figure_before & read_before & sure;
    }
};

/// Digits with a point between them, no longer than the longest face.
constexpr bool is_figure_text(std::string_view text) {
    constexpr std::size_t kLongest = 19;
    return !text.empty() && text.size() <= kLongest && text.front() != '.' && text.back() != '.' &&
           std::ranges::count(text, '.') <= 1 &&
           text.find_first_not_of("0123456789.") == std::string_view::npos;
}

/// For archives.
inline bool in_range(const MeterRead& read) {
    return is_figure_text(read.figure) &&
           (read.figure_before.empty() || is_figure_text(read.figure_before));
}

}  // namespace pos::journal
