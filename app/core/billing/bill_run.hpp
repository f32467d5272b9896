#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "app/core/billing/billing_books.hpp"
#include "app/core/failure.hpp"
#include "pos/base/calendar.hpp"
#include "pos/journal/events/billing.hpp"
#include "pos/store/store.hpp"

namespace app::core::billing {

struct BillRunProgress {
    std::int64_t accounts{0};  // looked at
    std::int64_t of{0};        // that were due
    std::int64_t documents{0};
};

struct BillRunOptions {
    std::optional<pos::Date> as_of{};  // empty: today, where the office is
    std::string account;               // one account's number; empty: all that are due
    bool ahead{false};                 // a day to come is meant, and what is written stays
    bool early{false};                 // usage of periods that still run is billed too
    bool dry_run{false};               // nothing is written
    unsigned workers{2};               // that work bills out
    std::string by;                    // who runs it; empty: the first manager
    std::optional<pos::Ulid> run{};    // what it is known by; empty: one is made
    /// Told between accounts; false stops the run there: what is billed by then stays.
    std::function<bool(const BillRunProgress&)> on_progress{};
};

/// A bill as a dry run shows it: what it would be, and what the one before came to.
struct Preview {
    std::string account;
    std::string name;
    pos::journal::DocumentIssued document;
    std::optional<pos::Money> last;  // payable
};
struct CouldNotBill {
    std::string account;
    std::string name;
    std::string reason;
};

struct BillRunReport {
    pos::Ulid run{};
    std::int64_t due{0};
    std::int64_t invoices{0};
    std::int64_t credit_notes{0};
    std::int64_t nothing{0};          // accounts with nothing to bill after all
    std::vector<pos::Money> payable;  // of all documents, by currency
    std::vector<CouldNotBill> parked;
    std::vector<Preview> previews;  // of a dry run
    bool stopped{false};
    bool called_off{false};  // stopped, by a person: nobody is to go on by itself
};

/// Bills every account that is due: works the bills out beside each other, and writes them in short
/// transactions, each document with its number. What was billed is not billed again, whoever runs
/// it how often: killed anywhere, the next run goes on. An account that cannot be billed is parked
/// with the reason, and the run goes on. ask_to_stop() ends it from anywhere.
///
/// errors: no head office, no such account, a day to come that is not said to be meant (a dry run
///         may look at any), the database
Outcome<BillRunReport> run_bills(const std::string& where,
                                 const pos::store::StoreOptions& store_options,
                                 const BillRunOptions& options, pos::Clock& clock,
                                 pos::Random& random);

}  // namespace app::core::billing
