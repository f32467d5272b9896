#include "pos/journal/project_ticket.hpp"
#include "pos/base/saturate.hpp"

#include <algorithm>
#include <initializer_list>
#include <vector>

namespace pos::journal {

namespace {

std::int64_t discount_of(const SaleLine& line) {
    std::int64_t sum = 0;
    for (const Discount& discount : line.discounts) sum += discount.amount.minor;
    for (const Money& share : line.basket_shares) sum += share.minor;
    return sum;
}

std::int64_t tax_of(const SaleLine& line) {
    std::int64_t sum = 0;
    for (const LineTax& tax : line.taxes) sum += tax.tax.minor;
    return sum;
}

bool is_in(Currency currency, std::initializer_list<Money> amounts) {
    return std::ranges::all_of(amounts, [&](Money m) { return m.currency == currency; });
}

bool has_one_currency(const SaleRecord& r) {
    const auto line_fits = [&](const SaleLine& line) {
        return is_in(r.currency, {line.gross, line.total, line.net, line.payable}) &&
               line.unit_price.currency == r.currency &&
               (!line.cost || line.cost->currency == r.currency) &&
               std::ranges::all_of(
                   line.discounts,
                   [&](const Discount& d) { return is_in(r.currency, {d.amount}); }) &&
               std::ranges::all_of(line.basket_shares,
                                   [&](Money m) { return is_in(r.currency, {m}); }) &&
               std::ranges::all_of(line.taxes, [&](const LineTax& t) {
                   return is_in(r.currency, {t.base, t.tax});
               });
    };
    return is_in(r.currency, {r.discount, r.tax, r.total, r.rounding, r.payable}) &&
           std::ranges::all_of(r.lines, line_fits) &&
           std::ranges::all_of(
               r.taxes, [&](const TaxGroup& t) { return is_in(r.currency, {t.base, t.tax}); }) &&
           std::ranges::all_of(r.tenders, [&](const Tender& t) {
               return is_in(r.currency, {t.amount, t.given, t.change});
           });
}

bool numbers_differ(const std::vector<SaleLine>& lines) {
    std::vector<std::uint32_t> numbers;
    numbers.reserve(lines.size());
    for (const SaleLine& line : lines) numbers.push_back(line.line);
    std::ranges::sort(numbers);
    return std::ranges::adjacent_find(numbers) == numbers.end();
}

/// One ticket on its way into the tables.
class Ticket {
public:
    Ticket(const Entry& entry, const SaleRecord& record, TicketKind kind, ProjectionWriter& writer)
        : entry_{entry}, record_{record}, kind_{kind}, writer_{writer} {}

    void write() const {
        write_sale();
        for (const SaleLine& line : record_.lines) write_line(line);
        write_tenders();
        write_taxes();
        writer_.add(TakingsDelta{key(),
                                 record_.when.local.hour(),
                                 record_.cashier.user,
                                 record_.cashier.name,
                                 whole_takings(),
                                 {}});
        roll_up_departments();
        roll_up_tenders();
    }

    void write_bill(const BillPayment& bill) const {
        write_sale();
        write_tenders();
        writer_.insert(BillPaymentRow{record_.sale, record_.shift, bill.account,
                                      bill.account_number, record_.currency,
                                      static_cast<std::uint32_t>(bill.bills.size()),
                                      record_.total.minor, record_.payable.minor});
        roll_up_tenders();
    }

private:
    TakingsKey key() const {
        return {entry_.journal_id, record_.when.business_date, record_.shift, record_.currency};
    }

    /// A ticket's amount counts as gross or as refunded by the ticket's kind, never by its own
    /// sign: so the parts of an exchange add up to what the customer paid.
    Takings takings_of(std::int64_t payable_minor) const {
        if (kind_ == TicketKind::sale) return {.sales = 1, .gross_minor = payable_minor};
        if (kind_ == TicketKind::bill) return {.gross_minor = payable_minor};
        return {.refunds = 1, .refunded_minor = -payable_minor};
    }
    Takings whole_takings() const {
        Takings takings = takings_of(record_.payable.minor);
        takings.tax_minor = record_.tax.minor;
        takings.discount_minor = record_.discount.minor;
        takings.rounding_minor = record_.rounding.minor;
        return takings;
    }

    void write_sale() const {
        const SaleRecord& r = record_;
        writer_.insert(SaleRow{
            .sale = r.sale,
            .journal = entry_.journal_id,
            .seq = entry_.seq,
            .kind = kind_,
            .number = r.number,
            .external_number = r.external_number,
            .branch = r.branch,
            .terminal = r.terminal,
            .at = entry_.at,
            .local = r.when.local,
            .business_date = r.when.business_date,
            .shift = r.shift,
            .cashier = r.cashier.user,
            .cashier_name = r.cashier.name,
            .customer = r.customer,
            .currency = r.currency,
            .lines = static_cast<std::uint32_t>(r.lines.size()),
            .discount_minor = r.discount.minor,
            .tax_minor = r.tax.minor,
            .total_minor = r.total.minor,
            .rounding_minor = r.rounding.minor,
            .payable_minor = r.payable.minor,
        });
    }

    void write_line(const SaleLine& line) const {
        SaleLineRow row{
            .sale = record_.sale,
            .line = line.line,
            .item = line.item,
            .number = line.number,
            .barcode = line.barcode,
            .name = line.name,
            .department = line.department,
            .quantity = line.quantity,
            .unit = line.unit,
            .unit_price_e8 = line.unit_price.e8,
            .cost_e8 = std::nullopt,
            .gross_minor = line.gross.minor,
            .discount_minor = discount_of(line),
            .net_minor = line.net.minor,
            .tax_minor = tax_of(line),
            .payable_minor = line.payable.minor,
            .origin_sale = std::nullopt,
            .origin_line = 0,
        };
        if (line.cost) row.cost_e8 = line.cost->e8;
        if (line.origin) {
            row.origin_sale = line.origin->sale;
            row.origin_line = line.origin->line;
        }
        writer_.insert(row);
        if (line.item) writer_.add(StockDelta{entry_.journal_id, line.item, -line.quantity});
        if (line.origin && line.quantity < Quantity{}) {
            writer_.add(ReturnedDelta{line.origin->sale, line.origin->line, -line.quantity});
        }
    }

    void write_tenders() const {
        std::uint32_t position = 0;
        for (const Tender& t : record_.tenders) {
            writer_.insert(SaleTenderRow{record_.sale, ++position, t.kind, t.code, t.name,
                                         t.amount.minor, t.given.minor, t.change.minor,
                                         t.reference});
        }
    }

    void write_taxes() const {
        std::uint32_t position = 0;
        for (const TaxGroup& t : record_.taxes) {
            writer_.insert(SaleTaxRow{record_.sale, ++position, t.code, t.name, t.kind, t.rate,
                                      t.amount_e8, t.included, t.base.minor, t.tax.minor});
            writer_.add(TaxDelta{key(), t.code, t.name, t.kind, t.rate, t.amount_e8, t.included,
                                 t.base.minor, t.tax.minor});
        }
    }

    void roll_up_departments() const {
        std::vector<DepartmentDelta> deltas;
        for (const SaleLine& line : record_.lines) {
            auto same = std::ranges::find(deltas, line.department, &DepartmentDelta::department);
            if (same == deltas.end()) {
                same = deltas.insert(same, {key(), line.department, {}, {}, takings_of(0)});
            }
            same->name = line.department_name;
            same->quantity.millionths =
                add_saturating(same->quantity.millionths, line.quantity.millionths);
            Takings part = takings_of(line.payable.minor);
            part.sales = part.refunds = 0;  // the ticket is counted above, once
            part.tax_minor = tax_of(line);
            part.discount_minor = discount_of(line);
            same->takings += part;
        }
        for (const DepartmentDelta& delta : deltas) writer_.add(delta);
    }

    void roll_up_tenders() const {
        std::vector<TenderDelta> deltas;
        for (const Tender& tender : record_.tenders) {
            auto same = std::ranges::find_if(deltas, [&](const TenderDelta& d) {
                return d.kind == tender.kind && d.code == tender.code;
            });
            if (same == deltas.end()) {
                const Takings ticket = takings_of(0);
                same = deltas.insert(same, {.key = key(),
                                            .kind = tender.kind,
                                            .code = tender.code,
                                            .name = {},
                                            .sales = ticket.sales,
                                            .refunds = ticket.refunds});
            }
            const Takings part = takings_of(tender.amount.minor);
            same->name = tender.name;
            same->payments += 1;
            same->gross_minor += part.gross_minor;
            same->refunded_minor += part.refunded_minor;
        }
        for (const TenderDelta& delta : deltas) writer_.add(delta);
    }

    const Entry& entry_;
    const SaleRecord& record_;
    TicketKind kind_;
    ProjectionWriter& writer_;
};

/// Whether the parts come to what the ticket says, which is money that came in.
bool bill_adds_up(const SaleRecord& r, const BillPayment& bill) {
    bool fits = true;
    const auto add = [&](std::int64_t& sum, std::int64_t more) {
        fits = fits && more >= 0 && !__builtin_add_overflow(sum, more, &sum);
    };
    std::int64_t parts = 0;
    add(parts, bill.on_account.minor);
    for (const PaidBill& each : bill.bills) add(parts, each.paid.minor);
    if (bill.top_up) {
        fits = bill.bills.empty() && parts == 0;  // one or the other
        add(parts, bill.top_up->amount.minor);
    }
    std::int64_t payable = 0;
    std::int64_t taken = 0;
    fits = fits && !__builtin_add_overflow(r.total.minor, r.rounding.minor, &payable);
    for (const Tender& each : r.tenders) {
        fits = fits && !__builtin_add_overflow(taken, each.amount.minor, &taken);
    }
    return fits && parts > 0 && parts == r.total.minor && payable == r.payable.minor &&
           taken == payable && r.tax.minor == 0 && r.discount.minor == 0;
}

}  // namespace

std::expected<void, ProjectError> project_bill(const Entry& entry, const SaleRecord& record,
                                               ProjectionWriter& writer) {
    const BillPayment& bill = *record.bill;
    const TopUp top_up = bill.top_up.value_or(TopUp{bill.on_account, bill.on_account});
    const bool one = has_one_currency(record) &&
                     is_in(record.currency, {bill.on_account, top_up.amount, top_up.before}) &&
                     std::ranges::all_of(bill.bills, [&](const PaidBill& each) {
                         return is_in(record.currency, {each.open, each.paid});
                     });
    if (!one) return std::unexpected{ProjectError::mixed_currencies};
    if (!bill_adds_up(record, bill)) return std::unexpected{ProjectError::sums_differ};
    Ticket{entry, record, TicketKind::bill, writer}.write_bill(bill);
    return {};
}

std::expected<void, ProjectError> project_ticket(const Entry& entry, const SaleRecord& record,
                                                 TicketKind kind, ProjectionWriter& writer) {
    if (!has_one_currency(record)) return std::unexpected{ProjectError::mixed_currencies};
    if (!numbers_differ(record.lines)) return std::unexpected{ProjectError::line_twice};
    Ticket{entry, record, kind, writer}.write();
    return {};
}

std::expected<void, ProjectError> project_tender_correction(const Entry& entry,
                                                            const TenderCorrected& corrected,
                                                            ProjectionWriter& writer) {
    const PaidBy& to = corrected.to;
    writer.insert(TenderCorrectionRow{.journal = entry.journal_id,
                                      .seq = entry.seq,
                                      .sale = corrected.sale,
                                      .position = corrected.position,
                                      .kind = to.kind,
                                      .code = to.code,
                                      .name = to.name,
                                      .reference = to.reference,
                                      .amount_minor = corrected.amount.minor,
                                      .at = entry.at,
                                      .cashier = corrected.cashier.user});
    const auto moved = [&](const PaidBy& by, std::int64_t sign, bool ticket) {
        TenderDelta delta{.key = {entry.journal_id, corrected.when.business_date, corrected.shift,
                                  corrected.amount.currency},
                          .kind = by.kind,
                          .code = by.code,
                          .name = by.name,
                          .payments = sign};
        const std::int64_t tickets = ticket ? sign : 0;
        if (corrected.refund) {
            delta.refunds = tickets;
            delta.refunded_minor = -sign * corrected.amount.minor;
        } else {
            delta.sales = tickets;
            delta.gross_minor = sign * corrected.amount.minor;
        }
        writer.add(delta);
    };
    moved(corrected.from, -1, corrected.from_is_left);
    moved(to, 1, corrected.to_is_new);
    return {};
}

}  // namespace pos::journal
