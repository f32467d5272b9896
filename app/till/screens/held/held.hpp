#pragma once

#include <cstddef>
#include <string>
#include <variant>
#include <vector>

#include "app/till/screens/common/status.hpp"

namespace till::held {

struct HeldCart {
    std::string title;  // "14:32 · 3 items"
    std::string note;   // the first goods, who parked it, the customer
    std::string total;
};

/// The carts that were parked, the oldest first.
struct Model {
    common::Status status;
    common::Message message;
    std::vector<HeldCart> carts;
    std::size_t chosen{0};
};

struct Chosen {
    std::size_t index;
};
struct Moved {
    int by;
};
struct Recalled {
    std::size_t index;
};
struct BackPressed {};
struct Action : std::variant<Chosen, Moved, Recalled, BackPressed> {
    using variant::variant;
};

}  // namespace till::held
