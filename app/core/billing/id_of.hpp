#pragma once

#include <initializer_list>
#include <string_view>

#include "pos/base/ulid.hpp"

namespace app::core::billing {

/// The id of whatever these texts name: the same, whoever asks, and when.
///
/// example: {"quote", "10001", "order 7"}
pos::Ulid id_of(std::initializer_list<std::string_view> parts);

}  // namespace app::core::billing
