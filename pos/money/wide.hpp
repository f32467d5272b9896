#pragma once

namespace pos {

/// For products of two 64-bit values.
__extension__ typedef __int128 Wide;

inline constexpr Wide kWideMax = (Wide{0x7FFF'FFFF'FFFF'FFFF} << 64) | Wide{0xFFFF'FFFF'FFFF'FFFF};

}  // namespace pos
