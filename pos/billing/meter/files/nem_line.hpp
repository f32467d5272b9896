#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "pos/base/calendar.hpp"

namespace pos::billing::meter::files {

/// The records of a NEM file: lines with fields between commas, none of them quoted. Empty lines
/// and the commas that spreadsheets leave behind are passed over.
class NemLines {
public:
    explicit NemLines(std::string_view text) : rest_{text} {}

    /// False at the end.
    bool next();
    /// Of the line that next() found, from 1.
    std::uint64_t number() const { return number_; }
    std::size_t size() const { return fields_.size(); }
    /// Without white space around it; empty where the line has no such field.
    std::string_view field(std::size_t i) const {
        return i < fields_.size() ? fields_[i] : std::string_view{};
    }

private:
    std::string_view rest_;
    std::uint64_t number_{0};
    std::vector<std::string_view> fields_;
};

/// "20040201"
std::optional<Date> date_of(std::string_view text);
/// "20040202120025", or without the seconds; the offset is left at zero.
std::optional<LocalTime> date_time_of(std::string_view text);
/// A whole number of at most nine digits.
std::optional<std::size_t> number_of(std::string_view text);

/// By the first letter of a channel's name: B and K are what goes into the grid.
bool is_fed_in(std::string_view channel);

}  // namespace pos::billing::meter::files
