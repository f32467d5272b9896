#pragma once

#include "app/core/billing/billing_books.hpp"
#include "app/office/web/page.hpp"

namespace app::office::web {

/// The books of billing, by whoever asked for the page.
///
/// requires: Office::changing is held
/// errors: as BillingBooks::open()
core::Outcome<core::billing::BillingBooks> open_books(const Call& call);

}  // namespace app::office::web
