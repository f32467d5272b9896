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

/// What a person may be kept from doing. Selling is not among them: whoever signs in may sell.
enum class Permission : std::uint8_t {
    discount,
    override_price,
    return_with_receipt,
    return_without_receipt,
    open_drawer,  // without a sale
    move_cash,
    open_shift,
    close_shift,
    decide_card,  // what a card terminal cannot tell
};

/// A manager may do everything. A cashier neither changes prices nor gives back money without a
/// receipt nor moves cash that is not a sale's.
bool may(Role role, Permission permission);

}  // namespace pos::people
