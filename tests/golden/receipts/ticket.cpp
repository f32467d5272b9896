#include "tests/golden/receipts/ticket.hpp"

#include "pos/journal/events/lease.hpp"
#include "pos/money/decimal.hpp"
#include "pos/pricing/cash_rounding.hpp"

namespace test {

using namespace pos;

namespace {

tax::Tax tax_of(std::string code, std::string name, std::string_view percent, bool included) {
    return {.code = std::move(code),
            .name = std::move(name),
            .rate = parse_percent(percent).value(),
            .included = included};
}

}  // namespace

tax::Tax included_tax(std::string code, std::string name, std::string_view percent) {
    return tax_of(std::move(code), std::move(name), percent, true);
}
tax::Tax added_tax(std::string code, std::string name, std::string_view percent) {
    return tax_of(std::move(code), std::move(name), percent, false);
}

Ticket::Ticket(std::string_view currency, std::string number, std::string cashier) {
    record_.currency = currency_of(currency).value();
    record_.number = std::move(number);
    record_.branch = "B01";
    record_.terminal = "T1";
    record_.cashier.name = std::move(cashier);
    record_.when = {.local = {make_date(2026, 11, 21), 14 * 3600 + 32 * 60 + 5, 0},
                    .business_date = make_date(2026, 11, 21),
                    .zone = "Europe/London"};
    input_.currency = record_.currency;
}

Money Ticket::money(std::string_view text) const {
    return parse_money(text, record_.currency).value();
}

Ticket& Ticket::sell(std::string name, std::string_view quantity, std::string unit,
                     std::string_view price, const tax::Tax& tax) {
    journal::SaleLine line;
    line.line = static_cast<std::uint32_t>(record_.lines.size() + 1);
    line.name = std::move(name);
    line.quantity = parse_quantity(quantity).value();
    line.unit = std::move(unit);
    line.unit_price = parse_unit_price(price, record_.currency).value();
    pricing::LineInput input;
    input.quantity = line.quantity;
    input.unit_price = line.unit_price;
    input.taxes = {tax};
    record_.lines.push_back(std::move(line));
    input_.lines.push_back(std::move(input));
    return *this;
}

Ticket& Ticket::take_back(std::string name, std::string_view quantity, std::string unit,
                          std::string_view price, const tax::Tax& tax, std::string receipt) {
    sell(std::move(name), "-" + std::string{quantity}, std::move(unit), price, tax);
    if (!receipt.empty()) {
        record_.lines.back().origin = journal::Origin{.number = std::move(receipt)};
    }
    return *this;
}

Ticket& Ticket::off(std::string label, std::string_view percent) {
    const Rate rate = parse_percent(percent).value();
    input_.lines.back().discounts.push_back({.rate = rate});
    record_.lines.back().discounts.push_back(
        {.rate = rate, .label = std::move(label), .reason = {}});
    return *this;
}

Ticket& Ticket::instead_of(std::string_view list_price) {
    record_.lines.back().list_price = parse_unit_price(list_price, record_.currency).value();
    return *this;
}

Ticket& Ticket::basket_off(std::string label, std::string_view percent) {
    const Rate rate = parse_percent(percent).value();
    input_.basket_discounts.push_back({.rate = rate});
    record_.basket_discounts.push_back({.rate = rate, .label = std::move(label), .reason = {}});
    return *this;
}

Ticket& Ticket::cash_step(std::int64_t minor) {
    record_.policy.cash_step_minor = minor;
    return *this;
}

pricing::PricedDocument Ticket::priced() const {
    return pricing::price(input_).value();
}

Money Ticket::left() const {
    Money left = priced().total;
    for (const journal::Tender& tender : record_.tenders) left -= tender.amount;
    return left;
}

Ticket& Ticket::cash(std::string name, std::string_view given) {
    const Money due{round_to(left().minor, record_.policy.cash_step_minor, RoundingMode::half_away),
                    record_.currency};
    record_.rounding = due - left();
    record_.tenders.push_back({.kind = journal::TenderKind::cash,
                               .code = "cash",
                               .name = std::move(name),
                               .amount = due,
                               .given = money(given),
                               .change = money(given) - due,
                               .reference = {}});
    return *this;
}

Ticket& Ticket::card(std::string name, std::string_view amount, std::string reference) {
    record_.tenders.push_back({.kind = journal::TenderKind::card,
                               .code = "card",
                               .name = std::move(name),
                               .amount = money(amount),
                               .given = money(amount),
                               .change = zero(record_.currency),
                               .reference = std::move(reference)});
    return *this;
}

Ticket& Ticket::credit(std::string name, std::string_view amount, std::string account) {
    card(std::move(name), amount, std::move(account));
    record_.tenders.back().kind = journal::TenderKind::other;
    record_.tenders.back().code = journal::kCreditTender;
    return *this;
}

Ticket& Ticket::pay_out(std::string name) {
    const Money due{round_to(left().minor, record_.policy.cash_step_minor, RoundingMode::half_away),
                    record_.currency};
    record_.rounding = due - left();
    record_.tenders.push_back({.kind = journal::TenderKind::cash,
                               .code = "cash",
                               .name = std::move(name),
                               .amount = due,
                               .given = zero(record_.currency),
                               .change = -due,
                               .reference = {}});
    return *this;
}

journal::SaleRecord Ticket::record() const {
    journal::SaleRecord record = record_;
    const pricing::PricedDocument document = priced();
    for (std::size_t i = 0; i < record.lines.size(); ++i) {
        journal::SaleLine& line = record.lines[i];
        const pricing::PricedLine& from = document.lines[i];
        line.gross = from.gross;
        for (std::size_t d = 0; d < line.discounts.size(); ++d) {
            line.discounts[d].amount = from.discounts[d];
        }
        line.basket_shares = from.basket_shares;
        line.total = from.total;
        line.net = from.net;
        line.payable = from.payable;
    }
    for (std::size_t i = 0; i < record.basket_discounts.size(); ++i) {
        record.basket_discounts[i].amount = document.basket_discounts[i];
    }
    for (const pricing::TaxGroup& group : document.groups) {
        record.taxes.push_back({.code = group.code,
                                .name = group.name,
                                .kind = group.kind,
                                .rate = group.rate,
                                .amount_e8 = group.amount_e8,
                                .included = group.included,
                                .base = group.base,
                                .tax = group.tax});
    }
    record.discount = document.discount;
    record.tax = document.tax;
    record.total = document.total;
    if (record.rounding.currency != record.currency) record.rounding = zero(record.currency);
    record.payable = record.total + record.rounding;
    return record;
}

}  // namespace test
