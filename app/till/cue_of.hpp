#pragma once

#include "app/till/shell/effect.hpp"
#include "app/till/sounds/cue.hpp"

namespace till {

/// What is heard of a signal.
inline sounds::Cue cue_of(shell::Signal signal) {
    switch (signal) {
        case shell::Signal::scanned:
            return sounds::Cue::scanned;
        case shell::Signal::refused:
            return sounds::Cue::refused;
        case shell::Signal::done:
            return sounds::Cue::done;
    }
    return sounds::Cue::refused;
}

}  // namespace till
