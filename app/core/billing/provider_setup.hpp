#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "app/core/billing/billing_books.hpp"
#include "app/core/failure.hpp"
#include "drivers/provider/provider.hpp"

/// Which payment provider is called, and on which days invoices are tried.
namespace app::core::billing {

inline constexpr std::int64_t kPatienceMax_s = 50;

/// The key stays in a file of its own, of which the database knows the name alone.
struct ProviderSetup {
    std::string name;      // as people call it
    std::string url;       // empty: there is none
    std::string key_file;  // holds the key that the provider knows the office by
    std::string ca_file;
    std::string days{};          // "0,3,7": of the tries, from the first one on
    std::int64_t patience_s{0};  // for one answer
    bool operator==(const ProviderSetup&) const = default;
};

/// Empty where the office never said.
Outcome<ProviderSetup> read_provider(pos::store::db::Connection& db);
/// Puts what is not empty, or zero, in place of what was said before, and notes it in the books'
/// journal.
///
/// errors: usage: no name, an address that may not be called, no key's file, days that are none,
///         a patience above kPatienceMax_s; the key cannot be read; attempts at one of another name
///         are not over, which nobody else knows of
Outcome<ProviderSetup> change_provider(BillingBooks& books, const ProviderSetup& change,
                                       pos::Instant now);

/// errors: there is no provider; its key cannot be read
Outcome<drivers::provider::Target> provider_target(const ProviderSetup& setup);
/// The days of the tries.
std::vector<std::int32_t> days_of(const ProviderSetup& setup);

/// There is no provider: how to say which.
Failure no_provider();

}  // namespace app::core::billing
