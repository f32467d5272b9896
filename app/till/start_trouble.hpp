#pragma once

#include "app/till/till.hpp"

namespace till {

enum class AfterTrouble { again, quit };

/// Says on a screen why the till has not started and what to do, and puts a backup back where that
/// helps. Where another program has the shop, and where its file is not there, it waits for that to
/// end by itself.
///
/// errors: no window can be opened
app::core::Outcome<AfterTrouble> show_trouble(const Options& options,
                                              const app::core::Failure& why);

/// After a shop's file was taken away while it was open: where another one stands in its place that
/// could be opened, the copy that was kept is put back before anything is sold from that, since
/// an older file would give the same numbers again. Else nothing is asked here.
///
/// errors: no window can be opened
app::core::Outcome<AfterTrouble> put_rescued_back(const Options& options);

}  // namespace till
