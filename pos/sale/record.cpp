#include "pos/sale/record.hpp"

#include <algorithm>
#include <utility>

#include "pos/base/assert.hpp"
#include "pos/shift/figures.hpp"

namespace pos::sale {

namespace {

journal::DiscountKind kind_of(pricing::DiscountKind kind) {
    switch (kind) {
        case pricing::DiscountKind::percent:
            return journal::DiscountKind::percent;
        case pricing::DiscountKind::amount:
            return journal::DiscountKind::amount;
    }
    return journal::DiscountKind::amount;
}

journal::Discount record_discount(const CartDiscount& discount, Money amount) {
    return {.kind = kind_of(discount.kind),
            .rate = discount.rate,
            .amount = amount,
            .label = discount.label,
            .reason = discount.reason};
}

journal::Discount record_promotion(const pricing::Promotion& promotion, Money amount) {
    return {.kind = journal::DiscountKind::promotion,
            .rate = {},
            .amount = amount,
            .label = promotion.label,
            .reason = promotion.code};
}

std::vector<journal::LineTax> record_taxes(const pricing::PricedLine& line,
                                           const pricing::PricedDocument& priced) {
    std::vector<journal::LineTax> taxes;
    taxes.reserve(line.taxes.size());
    for (const pricing::LineTax& tax : line.taxes) {
        taxes.push_back({.group = static_cast<std::uint32_t>(tax.group),
                         .code = priced.groups[tax.group].code,
                         .base = tax.base,
                         .tax = tax.tax});
    }
    return taxes;
}

/// What somebody gave on a line, then what promotions did.
std::vector<journal::Discount> line_discounts(const CartLine& line, std::size_t at,
                                              const PricedCart& cart) {
    std::vector<journal::Discount> discounts;
    auto amount = cart.lines[at].discounts.begin();
    if (line.discount) discounts.push_back(record_discount(*line.discount, *amount++));
    if (cart.promoted.empty()) return discounts;
    for (const std::size_t promotion : cart.promoted[at]) {
        discounts.push_back(record_promotion(cart.promotions[promotion], *amount++));
    }
    return discounts;
}

std::vector<journal::Discount> basket_discounts(const Cart& cart, const PricedCart& priced) {
    std::vector<journal::Discount> discounts;
    auto amount = priced.basket_discounts.begin();
    for (const std::size_t promotion : priced.basket_promoted) {
        discounts.push_back(record_promotion(priced.promotions[promotion], *amount++));
    }
    if (cart.discount) discounts.push_back(record_discount(*cart.discount, *amount++));
    return discounts;
}

journal::SaleLine record_line(const CartLine& line, std::size_t at, const PricedCart& document) {
    const pricing::PricedLine& priced = document.lines[at];
    journal::SaleLine record;
    if (line.returned) {
        record = line.returned->line;
    } else {
        record.item = line.item.id;
        record.number = line.item.number;
        record.barcode = line.barcode;
        record.name = line.item.name;
        record.department = line.item.department;
        record.department_name = line.item.department_name;
        record.tax_class = line.item.tax_class;
        record.quantity = line.quantity;
        record.unit = line.item.unit;
        record.unit_price = line.price;
        record.list_price = line.list_price;
        record.price_reason = line.price_reason;
        record.cost = line.item.cost;
        record.trace = line.trace;
        record.gross = priced.gross;
        record.basket_shares = priced.basket_shares;
        record.total = priced.total;
        record.net = priced.net;
        record.payable = priced.payable;
        record.discounts = line_discounts(line, at, document);
    }
    record.line = line.line;
    record.taxes = record_taxes(priced, document);
    record.return_reason = line.return_reason;
    record.note = line.note;
    return record;
}

/// The order of the group's tax, as a line of it says.
std::int16_t sequence_of(std::size_t group, const Cart& cart,
                         const pricing::PricedDocument& priced) {
    for (std::size_t at = 0; at < cart.lines.size(); ++at) {
        const CartLine& line = cart.lines[at];
        const auto& taxes = line.returned ? line.returned->taxes : line.item.taxes;
        for (std::size_t t = 0; t < priced.lines[at].taxes.size(); ++t) {
            if (priced.lines[at].taxes[t].group == group) return taxes[t].sequence;
        }
    }
    return 1;
}

std::vector<journal::TaxGroup> record_groups(const Cart& cart,
                                             const pricing::PricedDocument& priced) {
    std::vector<journal::TaxGroup> groups;
    groups.reserve(priced.groups.size());
    for (const pricing::TaxGroup& group : priced.groups) {
        groups.push_back({.code = group.code,
                          .name = group.name,
                          .kind = group.kind,
                          .rate = group.rate,
                          .amount_e8 = group.amount_e8,
                          .included = group.included,
                          .sequence = sequence_of(groups.size(), cart, priced),
                          .base = group.base,
                          .tax = group.tax});
    }
    return groups;
}

/// The change is the last cash payment's: only it can have been more than was due.
std::vector<journal::Tender> record_tenders(const Cart& cart, Money change) {
    std::vector<journal::Tender> tenders;
    tenders.reserve(cart.tenders.size());
    for (const CartTender& tender : cart.tenders) {
        const Money nothing = zero(tender.amount.currency);
        const bool paid_out = tender.amount < nothing;
        tenders.push_back({.kind = tender.kind,
                           .code = tender.code,
                           .name = tender.name,
                           .amount = tender.amount,
                           .given = paid_out ? nothing : tender.amount,
                           .change = paid_out ? -tender.amount : nothing,
                           .reference = tender.reference});
    }
    if (change.minor == 0) return tenders;
    const auto last_cash = std::find_if(tenders.rbegin(), tenders.rend(), [](const auto& tender) {
        return tender.kind == journal::TenderKind::cash;
    });
    POS_ASSERT(last_cash != tenders.rend());
    POS_ASSERT(change <= last_cash->given);
    last_cash->change += change;
    last_cash->amount -= change;
    return tenders;
}

journal::PolicyValues policy_values(const Setup& setup) {
    return {.precision = setup.policy.precision,
            .line_mode = setup.policy.line_mode,
            .discount_mode = setup.policy.discount_mode,
            .tax_mode = setup.policy.tax_mode,
            .line_step_minor = setup.policy.line_step_minor,
            .tax_step_minor = setup.policy.tax_step_minor,
            .tax_scope = setup.policy.tax_scope,
            .prices = setup.policy.prices,
            .cash_step_minor = setup.cash.step_minor,
            .cash_mode = setup.cash.mode,
            .cash_scope = setup.cash.scope};
}

void check_line(const journal::SaleLine& line, const journal::SaleRecord& record) {
    Money total = line.gross;
    for (const journal::Discount& discount : line.discounts) total -= discount.amount;
    for (const Money share : line.basket_shares) total -= share;
    POS_ASSERT(total == line.total);
    Money payable = line.net;
    for (const journal::LineTax& tax : line.taxes) {
        POS_ASSERT(tax.group < record.taxes.size());
        payable += tax.tax;
    }
    POS_ASSERT(payable == line.payable);
}

}  // namespace

journal::SaleRecord make_record(const Setup& setup, const Cart& cart, const PricedCart& priced,
                                const pricing::Settlement& settled, const RecordContext& context) {
    POS_ASSERT(settled.complete);
    POS_ASSERT(priced.lines.size() == cart.lines.size());
    journal::SaleRecord record;
    record.sale = cart.sale;
    record.external_number = cart.external_number;
    record.branch = setup.branch;
    record.terminal = setup.terminal;
    record.when = context.when;
    record.started_at = cart.started_at;
    record.cashier = context.cashier;
    record.shift = context.shift;
    record.customer = cart.customer;
    record.currency = setup.currency;
    record.policy = policy_values(setup);
    record.lines.reserve(cart.lines.size());
    for (std::size_t at = 0; at < cart.lines.size(); ++at) {
        record.lines.push_back(record_line(cart.lines[at], at, priced));
    }
    record.basket_discounts = basket_discounts(cart, priced);
    record.taxes = record_groups(cart, priced);
    record.discount = priced.discount;
    record.tax = priced.tax;
    record.total = priced.total;
    record.rounding = settled.rounding;
    record.payable = settled.payable;
    record.tenders = record_tenders(cart, settled.change);
    record.note = cart.note;
    record.bill = cart.bill;
    check_record(record);
    return record;
}

void check_record(const journal::SaleRecord& record) {
    Money total = record.bill ? record.bill->total() : zero(record.currency);
    Money tax = zero(record.currency);
    for (const journal::SaleLine& line : record.lines) {
        check_line(line, record);
        total += line.payable;
    }
    for (const journal::TaxGroup& group : record.taxes) tax += group.tax;
    POS_ASSERT(total == record.total);
    POS_ASSERT(tax == record.tax);
    POS_ASSERT(record.total + record.rounding == record.payable);
    Money paid = zero(record.currency);
    for (const journal::Tender& tender : record.tenders) {
        POS_ASSERT(tender.amount == tender.given - tender.change);
        paid += tender.amount;
    }
    POS_ASSERT(paid == record.payable);
}

journal::Event sale_event(journal::SaleRecord record) {
    if (record.bill) return journal::BillPaid{std::move(record)};
    if (shift::is_refund(record)) return journal::SaleRefunded{std::move(record)};
    return journal::SaleCompleted{std::move(record)};
}

}  // namespace pos::sale
