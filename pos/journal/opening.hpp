#pragma once

#include <cstdint>

#include "pos/journal/projection.hpp"

/// What accounts owed, or had paid ahead, before they were kept here.
namespace pos::journal {

/// DocumentLine::kind of what was owed before; see billing::bill::ItemKind.
inline constexpr std::uint8_t kOpeningLine = 8;

/// The book that such lines are booked against, in the place of revenue: beside those of Book,
/// which are of what happens here.
inline constexpr Book kOpeningBook{9};

}  // namespace pos::journal
