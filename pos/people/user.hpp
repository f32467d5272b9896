#pragma once

#include <cstdint>
#include <string>

#include "pos/base/ulid.hpp"

namespace pos::people {

enum class Role : std::uint8_t { cashier, manager };
constexpr bool in_range(Role role) {
    return role <= Role::manager;
}

/// Somebody who works at a till or in the office.
struct User {
    Ulid id{};
    std::string name;
    Role role{Role::cashier};
    bool active{true};
    bool operator==(const User&) const = default;
};

}  // namespace pos::people
