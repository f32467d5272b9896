#pragma once

#include <optional>
#include <string>
#include <vector>

#include "pos/base/calendar.hpp"
#include "pos/money/exact.hpp"

namespace tests {

/// What a published reading of a statement says of an entry. Empty: it does not say.
struct ExpectedEntry {
    std::optional<pos::Exact> amount;
    std::optional<pos::Date> value;
    std::optional<pos::Date> booked;
    std::optional<std::string> bank_reference;
    std::optional<std::string> name;
};
struct ExpectedFile {
    std::vector<ExpectedEntry> entries;
    std::optional<pos::Exact> opening;  // of the last statement that has one
    std::optional<pos::Exact> closing;
};

/// Reads what stands beside an MT940 sample: a Python object written as YAML, of which the lines
/// that matter always look the same.
ExpectedFile read_expected_yml(const std::string& path);

}  // namespace tests
