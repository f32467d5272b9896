#pragma once

#include "app/till/early_window.hpp"

namespace till {

enum class ReplaceEnd {
    back,    // nothing was changed
    sell,    // a till is in place
    closed,  // so is the window, whatever was done
};

/// Whether this till's shop is a file, so that a backup can take its place.
bool can_be_replaced(const Options& options);

/// Asks in that window which lost till this one is to replace, from a backup or with a code from
/// head office, says what it is given and what may be missing, and does it. What stands in the
/// place of the shop is kept beside it.
///
/// `new_place`: there never was a shop here, so that head office's code may be taken
/// requires: can_be_replaced(options)
ReplaceEnd replace_lost_till(const Options& options, EarlyWindow& early, bool new_place);

}  // namespace till
