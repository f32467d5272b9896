#pragma once

#include <string>
#include <vector>

#include "pos/store/feed/account_content.hpp"

namespace pos::store::feed {

/// An account as a till may show it: less what was taken here since the office told of it.
struct KnownAccount {
    Ulid account{};
    std::string number;
    std::string customer;  // number; empty: not known here
    std::string name;
    std::string city;
    std::string phone;
    Money ahead{};
    std::vector<ToldBill> bills;  // open ones by their due days, then those paid last
    Money taken_here{};           // that the office has not told of yet

    Money open() const;  // of all bills
    bool operator==(const KnownAccount&) const = default;
};

}  // namespace pos::store::feed
