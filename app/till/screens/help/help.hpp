#pragma once

#include <variant>

#include "app/till/screens/common/status.hpp"

namespace till::help {

/// All keys and what they do; the keys themselves come from the key map.
struct Model {
    common::Status status;
    bool has_bills{false};
};

struct BackPressed {};
struct Action : std::variant<BackPressed> {
    using variant::variant;
};

}  // namespace till::help
