#pragma once

#include <optional>

#include "app/till/shell/model.hpp"
#include "app/till/till.hpp"

namespace till {

struct FirstStarted {
    bool there{false};                 // a shop; else whoever was asked closed the window
    std::optional<shell::Said> words;  // of a new one: what is to be said there first of all
};

/// Where there is no shop yet, asks for what one needs, in a window of its own, and makes it.
app::core::Outcome<FirstStarted> start_first(const Options& options);

}  // namespace till
