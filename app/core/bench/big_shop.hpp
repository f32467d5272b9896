#pragma once

#include <cstdint>
#include <string>

#include "app/core/bench/samples.hpp"
#include "app/core/bench/scratch.hpp"

namespace app::core::bench {

/// What the big shop's catalogue is made of: so many goods of ours, or the rows of a file with the
/// columns `barcode` and `name`.
struct Catalogue {
    std::uint64_t items{700'000};
    std::string file;
};

/// A shop with many items and the till open.
struct BigShop {
    std::string where;
    std::uint64_t items{0};
    /// How long the import took, and the bare database to write the same rows, block by block.
    Nanoseconds import_took{0};
    Nanoseconds floor_took{0};  // 0 unless that was measured
};

/// Makes it by importing the catalogue, as `counterfoil import items` does.
///
/// `against_floor`: after each block of rows the same rows go into another database by SQLite
/// alone; what that took is noted
Outcome<BigShop> make_big_shop(const Scratch& scratch, const std::string& name,
                               const Catalogue& catalogue, bool against_floor);

}  // namespace app::core::bench
