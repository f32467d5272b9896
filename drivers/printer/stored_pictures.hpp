#pragma once

#include <map>
#include <optional>
#include <string>

#include "drivers/printer/paper_painter.hpp"
#include "drivers/printer/picture_key.hpp"
#include "drivers/printer/profile.hpp"
#include "pos/base/bytes.hpp"

namespace drivers::printer {

/// What a certain printer keeps already, by the names that documents use.
using StoredPictures = std::map<std::string, PictureKey, std::less<>>;

/// A picture for a printer to keep for good: send `bytes` once, then print by `key`. A changed
/// picture has another key. Memory of this sort wears: send it only to a printer that says that it
/// has no picture of that key.
struct PictureToStore {
    PictureKey key;
    pos::Bytes bytes;
};

/// Empty where there is no such picture, or the printer keeps none.
///
/// requires: painter.dots() == profile.dots
std::optional<PictureToStore> picture_to_store(const std::string& name, const Profile& profile,
                                               PaperPainter& painter);

}  // namespace drivers::printer
