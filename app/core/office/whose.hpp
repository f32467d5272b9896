#pragma once

#include <string_view>

#include "app/core/failure.hpp"
#include "pos/store/store.hpp"

namespace app::core {

/// Refuses to change at a till what is its head office's business once it has joined one; `what` is
/// in the plural: "prices".
Outcome<void> check_not_joined(pos::store::Store& store, std::string_view what);

}  // namespace app::core
