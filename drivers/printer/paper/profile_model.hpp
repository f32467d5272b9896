#pragma once

#include "drivers/printer/paper/interpreter.hpp"
#include "drivers/printer/profile.hpp"

namespace drivers::printer::paper {

/// The printer that a profile describes, to be played.
Model model_of(const Profile& profile);

}  // namespace drivers::printer::paper
