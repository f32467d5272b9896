#pragma once

#include <cstddef>
#include <string>
#include <variant>
#include <vector>

#include "app/till/screens/common/choose.hpp"
#include "app/till/screens/common/status.hpp"

/// What of the shop is written into files, as what and where to, and how that goes on.
namespace till::exports {

struct Model {
    common::Status status;
    common::Message message;
    std::vector<std::string> parts;  // "Everything", "Goods…"
    std::size_t part{0};
    bool workbook{true};   // else a folder of CSV files
    std::string headline;  // what became of the last one; empty: none was made
    common::Level level{common::Level::quiet};
    std::string about;
    std::string work;  // what is being done; empty: nothing

    common::PlaceChoice where;
};

struct PartChosen {
    std::size_t index;
};
/// 0: a workbook, 1: CSV files.
struct FormatChosen {
    std::size_t index;
};
/// Arrows: through the parts, or through the places.
struct Moved {
    int by;
};
struct WherePressed {};
struct StopPressed {};
struct AgainPressed {};  // look for places anew
using common::Entered;   // it begins
using common::PathTyped;
using common::PathWanted;
using common::PlaceTapped;
struct BackPressed {};
struct Action
    : std::variant<PartChosen, FormatChosen, Moved, WherePressed, StopPressed, AgainPressed,
                   PlaceTapped, PathWanted, PathTyped, Entered, BackPressed> {
    using variant::variant;
};

}  // namespace till::exports
