#pragma once

#include "pos/catalog/gs1/element.hpp"

namespace pos::catalog::gs1 {

// What elements say of each other. GS1 judges all codes on an item together: elements that
// contradict each other are wrong in any code, but what one code lacks another may hold.

/// errors: not_together (`ai` cannot stand beside `other`)
Result<void> check_apart(const Elements& elements);

/// An identifier twice says the same twice.
///
/// errors: repeated_differently
Result<void> check_repeats(const Elements& elements);

/// A digital signature (8030) signs one thing: a document, coupon or asset with its serial number.
///
/// errors: serial_needed
Result<void> check_signed_serial(const Elements& elements);

/// errors: others_needed (`ai` needs one of the groups that `other` lists)
Result<void> check_needs(const Elements& elements);

/// All of them but check_needs(), in the order above.
Result<void> check_contradictions(const Elements& elements);

}  // namespace pos::catalog::gs1
