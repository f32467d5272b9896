#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "pos/customer/party.hpp"
#include "pos/store/feed/known_account.hpp"

namespace test {

/// The customers and head office's accounts that a till without a store knows.
struct KnownCustomers {
    /// Those whom this till knows.
    std::vector<pos::customer::Party> customers;
    std::vector<pos::customer::Party> customers_like(const std::string& words) const {
        std::vector<pos::customer::Party> found;
        for (const auto& party : customers) {
            if ((party.name + " " + party.number).find(words) != std::string::npos)
                found.push_back(party);
        }
        return found;
    }
    /// Accounts of head office's that this till has heard of, and when it heard all last.
    std::vector<pos::store::feed::KnownAccount> accounts;
    std::optional<pos::Instant> accounts_heard_at;
    std::vector<pos::store::feed::KnownAccount> accounts_like(const std::string& words) const {
        std::vector<pos::store::feed::KnownAccount> found;
        for (const auto& account : accounts) {
            std::string all = account.name + " " + account.number + " " + account.phone;
            for (const auto& bill : account.bills) all += " " + bill.number;
            if (all.find(words) != std::string::npos) found.push_back(account);
        }
        return found;
    }
    std::optional<pos::customer::Party> customer_of(const std::string& number) const {
        const auto found = std::ranges::find(customers, number, &pos::customer::Party::number);
        if (found == customers.end()) return std::nullopt;
        return *found;
    }
    pos::customer::Party saved(pos::customer::Party party) {
        if (!party.id) {
            party.id.bytes[15] = static_cast<std::uint8_t>(100 + customers.size());
            party.number = "B01-T1-C000" + std::to_string(customers.size() + 1);
            customers.push_back(party);
        } else {
            *std::ranges::find(customers, party.id, &pos::customer::Party::id) = party;
        }
        return party;
    }
};

}  // namespace test
