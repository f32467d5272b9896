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
    bool can_practise{false};  // nobody is being served
};

/// From another screen.
struct Opened {};
struct BackPressed {};
struct PractisePressed {};
struct Action : std::variant<Opened, BackPressed, PractisePressed> {
    using variant::variant;
};

}  // namespace till::help
