#pragma once

#include <string>
#include <variant>

#include "app/till/screens/common/status.hpp"

namespace till::help {

/// All keys and what they do; the keys themselves come from the key map.
struct Model {
    common::Status status;
    std::string about;  // what the screen is for from which it was opened
    bool has_bills{false};
};

/// From another screen.
struct Opened {};
struct BackPressed {};
struct Action : std::variant<Opened, BackPressed> {
    using variant::variant;
};

}  // namespace till::help
