#include "pos/store/catalogue/users.hpp"

namespace pos::store {

people::User get_user(const db::Row& row) {
    people::User user;
    row.get(0, user.id);
    row.get(1, user.name);
    user.role = static_cast<people::Role>(row.integer(2));
    if (!in_range(user.role)) row.fault(2, "no such role");
    user.active = row.integer(3) != 0;
    return user;
}

}  // namespace pos::store
