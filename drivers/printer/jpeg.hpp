#pragma once

#include <expected>

#include "drivers/printer/colours.hpp"
#include "drivers/printer/ink.hpp"
#include "drivers/printer/png.hpp"
#include "pos/base/bytes.hpp"

namespace drivers::printer {

enum class JpegError { not_a_jpeg, too_large };

/// Any JPEG as ink on white paper: colours as grey.
///
/// errors: too_large above kSideMax dots a side; not_a_jpeg for any other fault of the bytes
std::expected<Ink, JpegError> read_jpeg(pos::BytesView bytes);

/// The same in its colours.
std::expected<Colours, JpegError> read_jpeg_colours(pos::BytesView bytes);

/// As near to what it was as JPEG comes: for what takes no PNG.
///
/// requires: a side above 0
pos::Bytes write_jpeg(const Colours& picture);

}  // namespace drivers::printer
