#include "pos/people/user.hpp"

namespace pos::people {

bool may(Role role, Permission permission) {
    if (role == Role::manager) return true;
    switch (permission) {
        case Permission::discount:
        case Permission::return_with_receipt:
        case Permission::open_drawer:
        case Permission::open_shift:
        case Permission::close_shift:
            return true;
        case Permission::override_price:
        case Permission::return_without_receipt:
        case Permission::move_cash:
        case Permission::decide_card:
            return false;
    }
    return false;
}

}  // namespace pos::people
