#pragma once

#include "app/core/billing/billing_books.hpp"
#include "app/office/web/page.hpp"

namespace app::office::web {

/// The books of billing, by whoever asked for the page.
///
/// requires: Office::changing is held
/// errors: as BillingBooks::open()
core::Outcome<core::billing::BillingBooks> open_books(const Call& call);

/// Head office's settings, taxes and zone, by whoever asked: for what only looks, without the key.
///
/// errors: no head office, a database that does not answer
core::Outcome<core::ShopState> office_state(const Call& call);

}  // namespace app::office::web
