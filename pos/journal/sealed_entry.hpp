#pragma once

#include <vector>

#include "pos/journal/entry.hpp"
#include "pos/journal/sealed.hpp"

namespace pos::journal {

/// An entry, and the personal data that is sealed beside it.
struct SealedEntry {
    Entry entry;
    std::vector<Attachment> attachments;
    bool operator==(const SealedEntry&) const = default;
};

}  // namespace pos::journal
