#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "app/core/bench/big_shop.hpp"
#include "app/core/bench/row.hpp"
#include "app/core/bench/scratch.hpp"

namespace app::core::bench {

/// What can be measured by name; each gives one row or more.
inline constexpr std::string_view kNames[] = {"sale",    "scan",  "search", "import", "takings",
                                              "receipt", "start", "frame",  "idle"};

struct Options {
    std::vector<std::string> names;  // of kNames; empty: all of them
    Catalogue catalogue;
    bool quick{false};          // few repetitions, and a small catalogue unless one is named
    std::filesystem::path dir;  // where the scratch folder is made; empty: the machine's own
    std::string till;           // the till's program, for its rows
};

struct Report {
    std::string folder;      // where it was measured; gone by now
    bool in_memory{false};   // that folder lay in memory: syncs cost nothing
    std::uint64_t items{0};  // of the big shop, if one was made
    std::vector<Row> rows;
    std::vector<std::string> left_out;  // what could not be measured and why, in sentences
};

/// Told in words what goes on.
using OnStep = std::function<void(const std::string& what)>;

/// Measures on shops of its own, one thing after the other.
///
/// errors: the first thing that went wrong with a shop of ours; what this machine lacks for a row
///         is no error but named in `left_out`
Outcome<Report> measure(const Options& options, const OnStep& on_step);

}  // namespace app::core::bench
