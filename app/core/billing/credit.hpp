#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "app/core/billing/billing_books.hpp"
#include "app/core/failure.hpp"

namespace app::core::billing {

/// Credits lines of an invoice, in part or whole, with a credit note that pays it at once.
struct NewCredit {
    std::string document;
    struct Part {
        std::uint32_t line{0};  // from 1
        std::string net;        // empty: all that is left of it
    };
    std::vector<Part> parts;  // none: every line, all that is left
    std::string reason;
    /// Takes the invoice back whole, as if it had never been written: what it billed of
    /// subscriptions is billed anew by the next run, by what is known then.
    bool voids{false};
    /// How many documents corrected it when somebody looked; more since then: refused.
    std::optional<std::int64_t> corrections{};
};
/// How many documents correct that one.
Outcome<std::int64_t> corrections_of(pos::store::db::Connection& db, const pos::Ulid& document);

/// The credit note's number. Of a line no more is ever credited than it came to, and the last part
/// takes what is left of its tax.
///
/// errors: no such invoice or line; more than is left; nothing left; something was credited
///         since; voided already; a void of what nothing would bill anew, or to which something
///         came late that stands in another
Outcome<std::string> credit(BillingBooks& books, const NewCredit& asked, pos::Instant now,
                            pos::Random& random);

}  // namespace app::core::billing
