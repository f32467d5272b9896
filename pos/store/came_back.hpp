#pragma once

#include <string_view>

namespace pos::store {

/// SQL, of `d.document`: a direct debit of it is on its way at the bank.
inline constexpr std::string_view kWithBank =
    "EXISTS (SELECT 1 FROM debit x WHERE x.document = d.document AND x.state = 1)";

/// SQL, of `d.document`: a direct debit of it came back, whatever was said of that.
inline constexpr std::string_view kEverCameBack =
    "EXISTS (SELECT 1 FROM debit w WHERE w.document = d.document AND w.state = 3)";

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
