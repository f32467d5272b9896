#pragma once

#include "app/till/till.hpp"

namespace till {

enum class AfterTrouble { again, quit };

/// Says on a screen why the till has not started and what to do, and puts a backup back where that
/// helps. Where another program has the shop, and where its file is not
/// there, it waits for that to end by itself.
///
/// errors: no window can be opened
app::core::Outcome<AfterTrouble> show_trouble(const Options& options,
                                              const app::core::Failure& why);

}  // namespace till
