#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "app/core/billing/billing_books.hpp"
#include "app/core/failure.hpp"
#include "pos/customer/references.hpp"

/// What invoices say for whoever gets them as files: references, and electronic addresses.
namespace app::core::billing {

/// Takes an electronic address that may be typed in one, as networks write it, apart: the scheme in
/// front of it counts.
///
/// example: "0204:991-01234-38" and "" → "991-01234-38" and "0204"; "a@b.example" is of "EM"
void tidy_e_address(std::string& address, std::string& scheme);

/// What is not empty in place of what was said before; "-" takes it away.
void say_references(const pos::customer::InvoiceReferences& said,
                    pos::customer::InvoiceReferences& known);

/// Whether they can stand on an invoice. `country` is the buyer's: what is like a Leitweg-ID must
/// be one where that is Germany, or is not known.
///
/// errors: usage: one that is too long; a Leitweg-ID whose check digits are wrong; an address
/// without
///         scheme, of none that there is, or that is none of its scheme
Outcome<void> check_references(const pos::customer::InvoiceReferences& references,
                               std::string_view country);
/// The same of an address alone; both empty: there is none.
Outcome<void> check_e_address(const std::string& address, const std::string& scheme);

/// Changes those of an account, of which the next invoices are issued: whether anything is another.
/// The journal tells which were changed, not to what.
///
/// errors: no such account; as check_references()
Outcome<bool> change_references(
    BillingBooks& books, const std::string& account,
    const std::function<void(pos::customer::InvoiceReferences&)>& change, pos::Instant now);

}  // namespace app::core::billing
