#pragma once

#include <memory>

#include "pos/base/bytes.hpp"

namespace app::core::invoice {

class Picture;

/// A picture for pages, decoded once for however many of them. None where the bytes are no PNG, or
/// a damaged one: a bill without its logo is still a bill.
///
/// threads: it is for one at a time
std::shared_ptr<const Picture> read_picture(pos::BytesView png);

}  // namespace app::core::invoice
