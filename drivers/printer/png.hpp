#pragma once

#include <expected>

#include "drivers/printer/colours.hpp"
#include "drivers/printer/ink.hpp"
#include "pos/base/bytes.hpp"

namespace drivers::printer {

/// A PNG in sixteen shades of grey that knows its resolution, so that it prints at its true size.
pos::Bytes write_png(const Ink& ink, unsigned dots_per_inch);

/// The same in colour: black, and red where `second` has ink.
///
/// requires: second is as large as ink
pos::Bytes write_png(const Ink& ink, const Ink& second, unsigned dots_per_inch);

/// The same in all its colours, packed as small as it goes.
pos::Bytes write_png(const Colours& picture, unsigned dots_per_inch);

/// A picture with a longer side is read by none of ours.
inline constexpr unsigned kSideMax = 4'096;

enum class PngError { not_a_png, too_large };

/// Any PNG as ink on white paper: colours as grey, what is transparent as bare paper.
///
/// errors: too_large above kSideMax dots a side; not_a_png for any other fault of the bytes
std::expected<Ink, PngError> read_png(pos::BytesView bytes);

/// The same in its colours; what is transparent as white.
std::expected<Colours, PngError> read_png_colours(pos::BytesView bytes);

}  // namespace drivers::printer
