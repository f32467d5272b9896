#pragma once

#include <functional>
#include <map>
#include <string>

#include "app/core/billing/daily.hpp"
#include "app/core/billing/deliver.hpp"
#include "app/core/failure.hpp"
#include "pos/base/clock.hpp"
#include "pos/base/random.hpp"
#include "pos/base/ulid.hpp"
#include "pos/store/store.hpp"
#include "sync/server/pool.hpp"

namespace app::office {

/// What an office does of its billing by itself, each as far as the office's settings want it.
/// Whatever fails is told once in a sentence, and tried again.
///
/// threads: one at a time
class BillingChores {
public:
    struct Parts {
        syncing::server::Pool& pool;
        std::string db;
        pos::store::StoreOptions store;
        pos::Clock& clock;
        pos::Random& random;
        std::function<void(const std::string& sentence)> tell;  // what became of it
    };
    explicit BillingChores(Parts parts);

    using GoOn = std::function<bool()>;
    /// Bills what is due, reminds of what is overdue, books credit that has expired: each once a
    /// day; bills whoever is not to wait for the end of a period; charges payers' methods; gives
    /// orders to whoever switches services; fills up the credit that tills are to have; and tells
    /// who wanted to know of their usage. `go_on` is asked between pieces of it.
    void do_daily(const GoOn& go_on);
    /// Sends e-mails for some seconds. True: more may wait.
    bool send(const GoOn& go_on);
    /// What customers paid of their bills at tills is booked soon after it comes.
    void book();

private:
    core::Outcome<void> bill(const core::billing::Serving& serving);
    core::Outcome<void> bill_early(const core::billing::Serving& serving);
    core::Outcome<void> remind(const core::billing::Serving& serving);
    core::Outcome<void> expire(const core::billing::Serving& serving);
    core::Outcome<void> alert(const core::billing::Serving& serving);
    core::Outcome<void> order(const core::billing::Serving& serving);
    core::Outcome<void> charge(const core::billing::Serving& serving);
    core::Outcome<void> lease(const core::billing::Serving& serving);
    core::Outcome<void> tell_payee(const core::billing::Serving& serving);
    core::Outcome<void> post(const core::billing::Serving& serving);
    core::Outcome<void> book_payments(const core::billing::Serving& serving);
    /// Carries one of these out over a connection of its own; `trouble` begins the sentence if it
    /// fails.
    void serve(const GoOn& go_on, const char* trouble,
               core::Outcome<void> (BillingChores::*chore)(const core::billing::Serving&));
    /// A mail server that cannot be reached is left alone for some minutes.
    core::Outcome<void> reached_or_not(const std::string& why);
    /// Once until something else is the matter.
    void tell_trouble(const char* what, const std::string& words);
    /// What was sent since it was told last.
    void tell_sent();

    Parts parts_;
    pos::Ulid holder_;
    std::map<std::string, std::string> troubles_;  // told already
    core::billing::EmailReport sent_;              // not told yet
    pos::Instant send_again_{};
    pos::Instant lease_again_{};
};

}  // namespace app::office
