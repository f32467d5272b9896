#pragma once

#include <string>
#include <vector>

namespace till::common {

/// How serious something is; never told by colour alone.
enum class Level { quiet, good, warning, danger };

/// A device or connection in words: "Printer ready".
struct Signal {
    Level level{Level::good};
    std::string words;
    enum class Opens { nothing, office, lost_shop, backups };
    Opens opens{Opens::nothing};  // what a finger on it opens
};

/// The strip at the top of every screen.
struct Status {
    std::string till;
    std::string person;
    bool person_locks{false};  // a finger on the name lets somebody else sign on
    std::string context;       // receipt number, "Takings · today"
    std::vector<Signal> signals;
    std::string time;
};

/// What happened, what it means and what to do next, in line with the rest of a screen.
struct Message {
    Level level{Level::quiet};
    std::string words;
    bool empty() const { return words.empty(); }
};

}  // namespace till::common
