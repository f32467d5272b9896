#pragma once

#include <cstddef>
#include <string>
#include <variant>
#include <vector>

#include "app/till/screens/common/choose.hpp"
#include "app/till/screens/common/status.hpp"

/// Where backups go, how the last one is, and making one now.
namespace till::backups {

struct Model {
    common::Status status;
    common::Message message;
    bool possible{true};  // else the shop is backed up elsewhere

    std::string headline;  // "Last backup 14:05"
    common::Level level{common::Level::quiet};
    std::string about;               // below it
    std::vector<std::string> facts;  // "Where", "/media/…" two by two
    std::string work;                // what is being done; empty: nothing
    int percent{0};                  // of that
    std::vector<std::string> kept;   // those that are there: when and how large, two by two
    std::string nothing;             // instead of them
    bool wanted{false};
    bool can_undo{false};

    common::PlaceChoice where;
    bool checking{false};  // a place is being tried
};

/// From the strip of another screen.
struct Opened {};
/// To export what the shop has.
struct ExportPressed {};
struct NowPressed {};
struct WherePressed {};
struct UndoPressed {};
/// No backups any more.
struct OffPressed {};
struct AgainPressed {};  // look for places anew
struct Moved {
    int by;
};
using common::Entered;
using common::PathTyped;
using common::PathWanted;
using common::PlaceTapped;
struct BackPressed {};
struct Action
    : std::variant<Opened, NowPressed, WherePressed, UndoPressed, OffPressed, AgainPressed,
                   PlaceTapped, Moved, PathWanted, PathTyped, Entered, BackPressed, ExportPressed> {
    using variant::variant;
};

}  // namespace till::backups
