#pragma once

namespace pos {

/// For products of two 64-bit values.
__extension__ typedef __int128 Wide;

}  // namespace pos
