#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>

#include "drivers/printer/paper_painter.hpp"
#include "drivers/printer/profile.hpp"
#include "pos/base/bytes.hpp"

namespace drivers::printer {

/// By which a printer finds a picture that it keeps: two printable characters, or a number.
struct PictureKey {
    std::uint8_t first{0};  // 0: `second` is a number
    std::uint8_t second{0};
    bool numbered() const { return first == 0; }
    bool operator==(const PictureKey&) const = default;
};

/// What a certain printer keeps already, by the names that documents use.
using StoredPictures = std::map<std::string, PictureKey, std::less<>>;

/// A picture for a printer to keep for good: send `bytes` once, then print by `key`. A changed
/// picture has another key, where keys are characters. Memory of this sort wears: send it only when
/// the picture is new to that printer.
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
