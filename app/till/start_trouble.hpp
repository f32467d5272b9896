#pragma once

#include "app/till/till.hpp"

namespace till {

enum class AfterTrouble { again, quit };

/// Says on a screen, and on standard error, why the till has not started and what to do, and puts a
/// backup back where that helps. Where another program has the shop, and where its file is not
/// there, it waits for that to end by itself.
///
/// errors: no window can be opened
app::core::Outcome<AfterTrouble> show_trouble(const Options& options,
                                              const app::core::Failure& why);

/// Whether an older state of the shop stands in its place, and a copy of all that was there was
/// kept when the file was taken away. It would open, and give numbers again.
bool is_older_than_kept(const Options& options);

/// Where a file stands in the place of a shop that was taken away, and could be opened, the copy
/// that was kept is put back before anything is sold from that; who does not want to can go on
/// with the file, unless it is an older state of the shop. Else nothing is asked here.
///
/// errors: no window can be opened
app::core::Outcome<AfterTrouble> put_rescued_back(const Options& options);

}  // namespace till
