#pragma once

#include <cstdint>
#include <functional>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "pos/money/currency.hpp"
#include "pos/money/money.hpp"

namespace tests {

using Json = nlohmann::json;

/// What one case found: "total: expected 12.30, got 12.31". Empty: passed.
using Differences = std::vector<std::string>;
using RunCase = std::function<Differences(const Json&)>;

struct NamedCase {
    std::string name;
    Json json;
};

/// $COUNTERFOIL_DATA, or empty.
std::string data_folder();
Json read_json(const std::string& path);

/// The cases of a file below $COUNTERFOIL_DATA/conformance; none where that is unset.
std::vector<NamedCase> published_cases(const std::string& file);

/// Runs every case. One that fails and is not in the left_out.json of its suite (the folder of its
/// test) fails the test, and so does one that is in it and differs in anything but the figures
/// named there: so that a reason stays true. Prints a summary and every case left out with its
/// reason.
void run_cases(const std::string& suite, const std::string& file,
               const std::vector<NamedCase>& cases, const RunCase& run);

/// Adds a difference unless `found` is exactly `expected`.
void compare(Differences& differences, const std::string& what, const Json& expected,
             pos::Money found);

/// Money in a currency of any number of decimals: amounts are moved to two decimals, which changes
/// nothing, for every rule of pricing is linear.
class Decimals {
public:
    explicit Decimals(unsigned digits) : digits_{digits} {}

    static pos::Currency currency();
    std::int64_t minor(const std::string& text) const;
    std::int64_t price_e8(const std::string& text) const;
    std::string text(std::int64_t minor) const;

    /// Adds a difference unless `found` is exactly `expected`.
    void compare(Differences& differences, const std::string& what, const Json& expected,
                 pos::Money found) const;

private:
    unsigned digits_;
};

/// A member's text, or `otherwise`.
std::string text_or(const Json& json, const char* key, const std::string& otherwise);
bool flag_or(const Json& json, const char* key, bool otherwise);

}  // namespace tests
