#pragma once

#include <expected>
#include <span>
#include <string>
#include <vector>

#include "app/core/shop_settings.hpp"
#include "pos/base/random.hpp"
#include "pos/billing/bill/item.hpp"
#include "pos/customer/account.hpp"
#include "pos/journal/events/billing.hpp"
#include "pos/tax/table.hpp"

namespace app::core::billing {

/// An item that is to be billed, whose it is, and the day whose tax rates it bears.
struct LineToBill {
    pos::billing::bill::Item item;
    pos::Ulid account{};
    std::string subscription_number;
    pos::Date tax_date{};
    std::string readings{};  // of metered usage: from which of them to which
};

/// What taxes a document by.
struct Taxing {
    const pos::tax::TaxTable& taxes;
    pos::tax::TaxScope scope{pos::tax::TaxScope::group};
    pos::customer::TaxProfile profile{pos::customer::TaxProfile::domestic};
};

/// Lines, taxes and totals of a document, with every figure decided; number, ids and dates are the
/// caller's. What comes to less than nothing is a credit note.
///
/// errors: in words, why these lines cannot stand in one document
std::expected<pos::journal::DocumentIssued, std::string> draft_document(
    std::span<const LineToBill> lines, pos::Currency currency, const Taxing& taxing);

/// The day whose tax rates hold: of what is paid ahead the first of the service, of what is paid
/// afterwards the last.
pos::Date tax_date_of(const pos::billing::plan::PlanCharge& charge, pos::Date from, pos::Date to);

}  // namespace app::core::billing
