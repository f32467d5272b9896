#pragma once

#include <string_view>

#include "app/core/failure.hpp"
#include "pos/journal/projection.hpp"

namespace app::core {

// Head office's own journal, in which its administration stands; no branch may be called so.
inline constexpr std::string_view kOfficeBranch = "OFFICE";
inline constexpr std::string_view kOfficeTerminal = "ADMIN";

/// refuses: the books of a head office, in which nothing is sold
inline Outcome<void> require_till(const pos::journal::JournalRow& journal) {
    if (journal.branch != kOfficeBranch) return {};
    return refuse(
        Why::other, "of_office",
        "That is the database of a head office: nothing is sold there. Name a shop's; `office "
        "serve` opens this one.");
}

}  // namespace app::core
