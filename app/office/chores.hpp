#pragma once

#include <thread>

#include "app/core/office/shut_doors.hpp"
#include "app/office/billing_chores.hpp"

namespace app::office {

/// What an office does by itself while it serves: adds up takings of days and months that are over,
/// does its billing's chores, tells tills what their branch has in stock, puts down which doors
/// were shut, and drops files that nobody imported. Several processes over one database share it.
///
/// threads: one of its own, which waits for whoever takes sales in
class Chores {
public:
    using Parts = BillingChores::Parts;
    Chores(const Parts& parts, core::ShutDoors& shut);

private:
    void work(const std::stop_token& stop);
    void settle(const std::stop_token& stop);
    void tidy();
    void tell_stock(const std::stop_token& stop);
    void gather_audit(const std::stop_token& stop);
    void keep_shut_doors();

    Parts parts_;
    core::ShutDoors& shut_;
    BillingChores billing_;
    std::jthread thread_;
};

}  // namespace app::office
