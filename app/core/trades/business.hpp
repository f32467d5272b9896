#pragma once

#include <memory>
#include <string>
#include <vector>

#include "app/core/trades/desk.hpp"

namespace app::core::trades {

/// What is peculiar to a trade.
class Business {
public:
    virtual ~Business() = default;
    /// What its customers' numbers begin with.
    virtual char letter() const = 0;
    /// Before the first customer.
    virtual Outcome<void> found(Desk& desk) = 0;
    /// A customer whose account is there takes what is sold.
    virtual Outcome<void> join(Desk& desk, Customer& customer) = 0;
    /// A day of all that have joined, before bills run.
    virtual Outcome<void> live(Desk& desk, std::vector<Customer>& customers) = 0;
    /// A customer goes.
    virtual Outcome<void> leave(Desk& desk, Customer& customer) = 0;
    /// What its usage is counted by; empty: nothing is counted.
    virtual std::vector<std::string> meters() const = 0;
};

std::unique_ptr<Business> make_utility();
std::unique_ptr<Business> make_telecom();
std::unique_ptr<Business> make_subscriptions();
std::unique_ptr<Business> make_shop();

}  // namespace app::core::trades
