#pragma once

#include <optional>
#include <string>

#include "app/counterfoil/command.hpp"
#include "pos/people/user.hpp"
#include "pos/store/store.hpp"

// What `user` does at a shop's own database, where people sign on with PINs.
namespace app::counterfoil {

struct ShopUser {
    std::string db;
    pos::store::StoreOptions store;
    std::string name;
    std::string by;
    std::string pin_file;  // empty: the PIN comes from the terminal or the input
};

void add_shop_user(const ShopUser& who, pos::people::Role role, bool with_pin, Context& context);
void change_shop_user(const ShopUser& who, std::optional<pos::people::Role> role,
                      std::optional<bool> active, Context& context);
void change_shop_pin(const ShopUser& who, bool remove, Context& context);
void list_shop_users(const std::string& db, bool json, Context& context);

}  // namespace app::counterfoil
