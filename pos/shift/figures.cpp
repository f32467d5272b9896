#include "pos/shift/figures.hpp"

#include <algorithm>
#include <utility>

#include "pos/base/assert.hpp"

namespace pos::shift {

namespace {

using journal::ShiftFigures;

journal::TenderCount& tender_of(Shift& shift, journal::TenderKind kind, const std::string& code,
                                const std::string& name) {
    auto& tenders = shift.figures.tenders;
    const auto found = std::ranges::find(tenders, code, &journal::TenderCount::code);
    if (found != tenders.end()) return *found;
    const Money nothing = zero(shift.figures.net.currency);
    return tenders.emplace_back(journal::TenderCount{.kind = kind,
                                                     .code = code,
                                                     .name = name,
                                                     .count = 0,
                                                     .expected = nothing,
                                                     .counted = nothing,
                                                     .difference = nothing});
}

void add_tender(Shift& shift, const journal::Tender& tender) {
    auto& count = tender_of(shift, tender.kind, tender.code, tender.name);
    ++count.count;
    count.expected += tender.amount;
}

void add_tax(ShiftFigures& figures, const journal::TaxGroup& tax) {
    const auto same = [&](const journal::TaxGroup& group) {
        return group.code == tax.code && group.kind == tax.kind && group.rate == tax.rate &&
               group.amount_e8 == tax.amount_e8 && group.included == tax.included;
    };
    const auto found = std::ranges::find_if(figures.taxes, same);
    if (found == figures.taxes.end()) {
        figures.taxes.push_back(tax);
        return;
    }
    found->base += tax.base;
    found->tax += tax.tax;
}

void add_line(ShiftFigures& figures, const journal::SaleLine& line) {
    auto& departments = figures.departments;
    auto found = std::ranges::find(departments, line.department, &journal::DepartmentTotal::code);
    if (found == departments.end()) {
        departments.push_back({.code = line.department,
                               .name = line.department_name,
                               .quantity = {},
                               .net_payable = zero(line.payable.currency)});
        found = std::prev(departments.end());
    }
    found->quantity = found->quantity + line.quantity;
    found->net_payable += line.payable;
}

}  // namespace

Shift open(const journal::ShiftOpened& opened, std::string cash_code, std::string cash_name) {
    POS_ASSERT(opened.opening_float.minor >= 0);
    Shift shift{.id = opened.shift,
                .opened = opened.when,
                .opened_by = opened.user,
                .first_receipt = {},
                .last_receipt = {},
                .figures = {}};
    ShiftFigures& figures = shift.figures;
    const Money nothing = zero(opened.opening_float.currency);
    for (Money* figure :
         {&figures.gross, &figures.refunded, &figures.net, &figures.discount, &figures.tax,
          &figures.rounding, &figures.cash_moved, &figures.bills_paid, &figures.credit_bought}) {
        *figure = nothing;
    }
    figures.opening_float = opened.opening_float;
    tender_of(shift, journal::TenderKind::cash, cash_code, cash_name).expected =
        opened.opening_float;
    return shift;
}

void add(Shift& shift, const journal::SaleRecord& record) {
    ShiftFigures& figures = shift.figures;
    for (const journal::Tender& tender : record.tenders) add_tender(shift, tender);
    if (shift.first_receipt.empty()) shift.first_receipt = record.number;
    shift.last_receipt = record.number;
    if (record.bill) {
        const bool credit = record.bill->top_up.has_value();
        ++(credit ? figures.credits : figures.bills);
        (credit ? figures.credit_bought : figures.bills_paid) += record.payable;
        return;
    }
    if (is_refund(record)) {
        ++figures.refunds;
        figures.refunded -= record.payable;
    } else {
        ++figures.sales;
        figures.gross += record.payable;
    }
    figures.net += record.payable;
    figures.discount += record.discount;
    figures.tax += record.tax;
    figures.rounding += record.rounding;
    for (const journal::TaxGroup& tax : record.taxes) add_tax(figures, tax);
    for (const journal::SaleLine& line : record.lines) add_line(figures, line);
}

void add(Shift& shift, const journal::CashMoved& moved) {
    shift.figures.cash_moved += moved.amount;
    POS_ASSERT(!shift.figures.tenders.empty());  // the first is the cash of the float
    shift.figures.tenders.front().expected += moved.amount;
}

void add(Shift& shift, const journal::DrawerOpened&) {
    ++shift.figures.drawer_openings;
}

void add(Shift& shift, const journal::LineVoided&) {
    ++shift.figures.voided_lines;
}

void add(Shift& shift, const journal::SaleCancelled&) {
    ++shift.figures.cancelled;
}

void add(Shift& shift, const journal::TenderCorrected& corrected) {
    const journal::PaidBy& from = corrected.from;
    const journal::PaidBy& to = corrected.to;
    auto& out = tender_of(shift, from.kind, from.code, from.name);
    if (out.count > 0) --out.count;
    out.expected -= corrected.amount;
    auto& in = tender_of(shift, to.kind, to.code, to.name);
    ++in.count;
    in.expected += corrected.amount;
}

bool is_refund(const journal::SaleRecord& record) {
    if (record.payable.minor != 0) return record.payable.minor < 0;
    return !record.lines.empty() &&
           std::ranges::all_of(record.lines, [](const journal::SaleLine& line) {
               return line.quantity.millionths < 0;
           });
}

}  // namespace pos::shift
