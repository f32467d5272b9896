#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/core/billing/billing_books.hpp"
#include "app/core/billing/daily.hpp"
#include "app/core/failure.hpp"
#include "drivers/hook/hook.hpp"
#include "pos/store/billing/service_orders.hpp"

/// Services are switched on, limited and off by orders to whoever runs the network: each leaves as
/// a signed call to a web address, as often as it takes, and always under the same id.
namespace app::core::billing {

/// Who is called. The secret stays in a file of its own, of which the database knows the name
/// alone.
struct HookSetup {
    std::string url;
    std::string secret_file;
    std::string ca_file;
    bool operator==(const HookSetup&) const = default;
};
/// Empty where the office never said.
Outcome<HookSetup> read_hook_setup(pos::store::db::Connection& db);
/// Puts what is not empty in place of what was said before, and notes it in the books' journal.
/// From then on what becomes of subscriptions makes orders; what became of them before makes none.
///
/// errors: usage: an address that may not be called, no secret's file; the secret cannot be read
Outcome<HookSetup> change_hook_setup(BillingBooks& books, const HookSetup& change,
                                     pos::Instant now);

/// Nobody is known to be called: how to say who.
Failure nobody_switches();

struct NewOrder {
    std::string subscription;  // its number
    pos::store::billing::ServiceWish wish{pos::store::billing::ServiceWish::off};
    std::string reason;
};
inline constexpr std::size_t kOrderReasonBytesMax = 200;

/// A person's order; one that waits is replaced by it. The last one again changes nothing, unless
/// it failed.
///
/// errors: nobody is known to be called; no such subscription; too long a reason
Outcome<pos::store::billing::ServiceOrder> order_service(BillingBooks& books, const NewOrder& asked,
                                                         pos::Instant now, pos::Random& random);
/// Lets one that failed wait again.
///
/// errors: there is none; it has not failed; a later one was given since
Outcome<void> order_again(BillingBooks& books, const pos::Ulid& order, pos::Instant now);

/// What a call says; sorted and whole, so that it is the same each time.
std::string order_json(const pos::store::billing::ServiceOrder& order,
                       const std::vector<std::string>& points);

struct OrderReport {
    std::int64_t made{0};  // of what became of subscriptions and invoices
    std::int64_t done{0};
    std::int64_t later{0};
    std::vector<std::string> failed;  // each in a sentence
    std::string unreachable;          // why the rest waits; empty: none does
};
/// Makes orders of what became of subscriptions and of invoices that were reminded of, and calls
/// for those that are due. One whose answer was lost is called for again: whoever is called knows
/// it by its id.
///
/// `go_on` is asked between them; false stops there.
/// errors: nobody is known to be called, the secret cannot be read, the database
Outcome<OrderReport> send_orders(BillingBooks& books, pos::Clock& clock,
                                 const std::function<bool()>& go_on);

/// The same where there is something to do. Of several processes one does so. Nothing: nothing to
/// do, nobody to call, or not this process's.
Outcome<std::optional<OrderReport>> send_orders_if_due(const Serving& serving);

/// "on", "limited", "off"
std::string word_of(pos::store::billing::ServiceWish wish);
/// Nothing for any other word.
std::optional<pos::store::billing::ServiceWish> wish_of(std::string_view word);
/// "waits", "done", "failed", "replaced"
std::string word_of(pos::store::billing::OrderState state);

}  // namespace app::core::billing
