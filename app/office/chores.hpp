#pragma once

#include <thread>

#include "app/office/billing_chores.hpp"

namespace app::office {

/// What an office does by itself while it serves: adds up takings of days and months that are over,
/// does its billing's chores, tells tills what their branch has in stock, and drops files that
/// nobody imported. Several processes over one database share it.
///
/// threads: one of its own, which waits for whoever takes sales in
class Chores {
public:
    using Parts = BillingChores::Parts;
    explicit Chores(const Parts& parts);

private:
    void work(const std::stop_token& stop);
    void settle(const std::stop_token& stop);
    void tidy();
    void tell_stock(const std::stop_token& stop);
    void gather_audit(const std::stop_token& stop);

    Parts parts_;
    BillingChores billing_;
    std::jthread thread_;
};

}  // namespace app::office
