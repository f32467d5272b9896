#pragma once

#include <expected>

#include "pos/journal/entry.hpp"
#include "pos/journal/event.hpp"
#include "pos/journal/projection.hpp"

namespace pos::journal {

enum class ProjectError {
    not_started,       // another event than JournalStarted in a journal without a row
    started_twice,     // JournalStarted again
    mixed_currencies,  // an amount in another currency than its event's
    line_twice,        // two lines of a ticket have one number
    shift_unknown,     // closed, but never opened
    closed_twice,
    sums_differ,  // a document's lines or taxes are not its totals
    field_twice,  // one entry changes a field of a customer two times
};

/// Writes the rows that follow from one entry, the same today and in ten years: it looks at the
/// event and at rows of earlier entries, and computes nothing but sums of what the event states.
///
/// requires: `event` is the decoded payload of `entry`; entries of a journal come in order
/// ensures:  nothing was written if an error is returned
/// errors:   the first in enum order
/// threads:  those of reader and writer
std::expected<void, ProjectError> project(const Entry& entry, const Event& event,
                                          ProjectionReader& reader, ProjectionWriter& writer);

}  // namespace pos::journal
