#pragma once

#include <set>
#include <string>
#include <utility>

#include "pos/base/ulid.hpp"

namespace pos::store {

/// The things that a transaction has changed in the reference tables.
struct Touched {
    std::set<std::string> departments;
    std::set<Ulid> items;
    std::set<std::pair<Ulid, std::string>> prices;  // item and branch
    std::set<Ulid> users;
    std::set<std::string> settings;
    std::set<Ulid> customers;
    std::set<std::pair<Ulid, std::string>> promotions;  // and branch
    std::set<Ulid> accounts;
    std::set<std::pair<Ulid, std::string>> stock;  // item and branch

    std::size_t size() const {
        return departments.size() + items.size() + prices.size() + users.size() + settings.size() +
               customers.size() + promotions.size() + accounts.size() + stock.size();
    }
};

}  // namespace pos::store
