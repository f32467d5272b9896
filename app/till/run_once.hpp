#pragma once

#include <optional>
#include <string>

#include "app/till/first_start.hpp"
#include "app/till/till.hpp"

namespace till {

/// Why a till has ended that began well.
struct Ended {
    std::optional<std::string> goes_on{};  // who works at it, if it is to begin anew
    bool puts_back{false};                 // its shop was taken away, and a copy of it was kept
    bool starts_over{false};               // its shop is to be set aside, and another one made
    std::string language{};                // that it was worked with in
};

/// Runs the till in its window until that is closed or the till is to begin anew.
///
/// errors: the shop, the window or a device cannot be opened
app::core::Outcome<Ended> run_once(Options options, const FirstStarted& first);

}  // namespace till
