#pragma once

#include "pos/journal/event.hpp"
#include "pos/pricing/cash_rounding.hpp"
#include "pos/pricing/price.hpp"
#include "pos/sale/cart.hpp"
#include "pos/sale/price_cart.hpp"
#include "pos/sale/setup.hpp"

namespace pos::sale {

/// What a ticket says beside its cart.
struct RecordContext {
    journal::When when;
    journal::Actor cashier;
    Ulid shift{};
};

/// The ticket as it will stand in the journal, without the number that the store draws.
///
/// requires: `priced` and `settled` are those of the cart; settled.complete
/// ensures:  check_record
journal::SaleRecord make_record(const Setup& setup, const Cart& cart, const PricedCart& priced,
                                const pricing::Settlement& settled, const RecordContext& context);

/// Asserts what events/sale.hpp promises of a record: that its figures add up.
void check_record(const journal::SaleRecord& record);

/// The event under which a ticket is journalled.
journal::Event sale_event(journal::SaleRecord record);

}  // namespace pos::sale
