#pragma once

#include <string_view>

namespace pos::store {

/// SQL, of `d.document`: a direct debit of it came back, and no other is on its way, so that
/// nothing collects it by itself any more.
inline constexpr std::string_view kCameBack =
    "EXISTS (SELECT 1 FROM debit y WHERE y.document = d.document AND y.state = 3) AND NOT EXISTS "
    "(SELECT 1 FROM debit z WHERE z.document = d.document AND z.state = 1)";

}  // namespace pos::store
