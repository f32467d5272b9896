#pragma once

#include "app/counterfoil/command.hpp"

namespace app::counterfoil {

/// `counterfoil collect`: asks live meters.
void add_collect(CLI::App& program, Context& context);

/// The commands of `counterfoil meter` that keep what counters show.
void add_meter_books(CLI::App& meters, Context& context);
/// `counterfoil meter noted`: what to do with readings of tills that could not be booked.
void add_meter_noted(CLI::App& meters, Context& context);

}  // namespace app::counterfoil
