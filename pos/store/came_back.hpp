#pragma once

#include <string_view>

namespace pos::store {

/// SQL, of `d.document`: a direct debit of it came back and nobody said that it is to be collected
/// again, so that nothing collects it by itself any more; and no other is on its way.
inline constexpr std::string_view kCameBack =
    "EXISTS (SELECT 1 FROM debit y WHERE y.document = d.document AND y.state = 3 AND y.again = 0) "
    "AND NOT EXISTS (SELECT 1 FROM debit z WHERE z.document = d.document AND z.state = 1)";

/// SQL, of `d.document`: a direct debit of it came back, and of each that did somebody said that it
/// is to be collected again.
inline constexpr std::string_view kCollectedAgain =
    "EXISTS (SELECT 1 FROM debit y WHERE y.document = d.document AND y.state = 3) AND NOT EXISTS "
    "(SELECT 1 FROM debit z WHERE z.document = d.document AND z.state = 3 AND z.again = 0)";

}  // namespace pos::store
