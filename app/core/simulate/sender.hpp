#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>

#include "app/core/simulate/simulated_till.hpp"
#include "pos/store/office/membership.hpp"
#include "sync/client/office_client.hpp"

namespace app::core::simulate {

/// What one thread has sent.
struct Sent {
    std::uint64_t batches{0};
    std::uint64_t batch_bytes{0};
    std::uint64_t retries{0};
    std::vector<std::string> errors;  // different ones
};

/// A till and its way to the office.
class Sender {
public:
    Sender(SimulatedTill till, pos::Clock& clock)
        : till_{std::make_unique<SimulatedTill>(std::move(till))}, clock_{clock} {}

    /// errors: what the office says
    syncing::client::Outcome<void> join(const std::string& url, const std::string& code);
    /// Sends all that waits. A busy or silent office is asked again a few times.
    ///
    /// requires: joined
    syncing::client::Outcome<void> send(Sent& sent);
    /// How its journal stands at the office.
    ///
    /// requires: joined, and its journal was started
    syncing::client::Outcome<syncing::wire::JournalAnswer> standing();
    /// requires: joined
    const pos::store::office::Membership& membership() const { return membership_; }
    SimulatedTill& till() { return *till_; }
    const SimulatedTill& till() const { return *till_; }

private:
    std::unique_ptr<SimulatedTill> till_;
    pos::Clock& clock_;
    pos::store::office::Membership membership_;
    std::unique_ptr<syncing::client::OfficeClient> office_;
};

}  // namespace app::core::simulate
