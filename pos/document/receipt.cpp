#include "pos/document/receipt.hpp"

#include <algorithm>
#include <functional>

#include "pos/document/tender_words.hpp"
#include "pos/money/exact.hpp"

namespace pos::document {

using journal::SaleLine;
using journal::SaleRecord;

namespace {

constexpr unsigned kIndent = 2;

bool came_back(const SaleLine& line) {
    return line.quantity.millionths < 0;
}

bool is_refund(const SaleRecord& record) {
    return !record.lines.empty() && std::ranges::all_of(record.lines, came_back);
}

/// Adds minor units: a record that was stored once must print, whatever is odd about it.
template <class Range, class Member>
Money sum(const Range& range, Currency currency, Member member) {
    Money total = zero(currency);
    for (const auto& each : range) total.minor += Money{std::invoke(member, each)}.minor;
    return total;
}

Money discounts_of(const SaleLine& line, Currency currency) {
    return sum(line.discounts, currency, &journal::Discount::amount);
}

Money shares_of(const SaleLine& line, Currency currency) {
    return sum(line.basket_shares, currency, std::identity{});
}

/// A barcode of letters that scanners type on any keyboard.
bool fits_barcode(const std::string& number) {
    return !number.empty() && number.size() <= 40 &&
           std::ranges::all_of(number, [](char c) { return c > ' ' && c <= '~'; });
}

class ReceiptWriter {
public:
    ReceiptWriter(const SaleRecord& record, const House& house, const ReceiptNotes& notes)
        : record_{record}, notes_{notes}, out_{house}, words_{house.words}, locale_{house.locale} {}

    Document write() {
        out_.shop_head();
        marks();
        out_.rule();
        head();
        out_.rule();
        goods();
        bills();
        out_.rule();
        totals();
        tenders();
        if (!record_.taxes.empty()) out_.rule();
        out_.tax_table(record_.taxes);
        fiscal();
        out_.text(record_.note);
        codes();
        marks();
        out_.shop_footer();
        return out_.finish();
    }

private:
    /// Above and below: what is not a first, real receipt must not pass for one, even torn in two.
    void marks() {
        if (!notes_.training && notes_.copy == 0) return;
        out_.blank();
        if (notes_.training) out_.text(words_.training, Align::centre, kTall);
        if (notes_.copy == 0) return;
        out_.text(put_in(words_.duplicate, locale_.integer(notes_.copy)), Align::centre, kLarge);
    }

    void head() {
        const std::string& title = record_.bill         ? words_.bill_receipt
                                   : is_refund(record_) ? words_.refund
                                                        : words_.receipt;
        out_.row(title, record_.number, kBold);
        if (!record_.external_number.empty()) {
            out_.row(words_.external_number, record_.external_number);
        }
        out_.row(locale_.date(record_.when.local.date), locale_.time(record_.when.local));
        if (!record_.cashier.name.empty()) out_.row(words_.cashier, record_.cashier.name);
        const std::string& customer =
            notes_.customer_name.empty() ? record_.customer : notes_.customer_name;
        if (!customer.empty()) out_.row(words_.customer, customer);
    }

    void goods() {
        for (const SaleLine& line : record_.lines) {
            if (!came_back(line)) goods_line(line);
        }
        const bool mixed = !is_refund(record_) && std::ranges::any_of(record_.lines, came_back);
        if (mixed) out_.text(words_.returned, Align::start, kBold);
        for (const SaleLine& line : record_.lines) {
            if (came_back(line)) goods_line(line);
        }
    }

    /// Which bills were paid and, as far as the till knew, what is left to pay of each.
    void bills() {
        if (!record_.bill) return;
        const journal::BillPayment& paid = *record_.bill;
        out_.row(words_.account, paid.account_number);
        for (const journal::PaidBill& bill : paid.bills) {
            out_.amount(put_in(words_.bill, bill.number), bill.paid);
            out_.row(put_in(words_.bill_due, locale_.date(bill.due_on)), "", kMuted, kIndent);
            const Money rest{bill.open.minor - bill.paid.minor, record_.currency};
            if (rest.minor > 0) out_.amount(words_.bill_rest, rest, kMuted, kIndent);
        }
        out_.amount_unless_zero(words_.on_account, paid.on_account);
        if (!paid.top_up) return;
        out_.amount(words_.top_up, paid.top_up->amount);
        // Of that hour: other tills may have sold some since.
        const auto known = shop_time(paid.known_at);
        if (!known) return;
        out_.amount(put_in(words_.credit_before, locale_.date_time(*known)), paid.top_up->before,
                    kMuted, kIndent);
    }

    /// What the shop's clock showed then, as far from UTC as at the ticket.
    std::optional<LocalTime> shop_time(Instant at) const {
        const std::int32_t offset = record_.when.local.utc_offset_s;
        const std::int64_t seconds = at.unix_ms / 1'000 + offset;
        const std::int64_t days = seconds / 86'400;
        if (seconds < 0 || days > INT32_MAX) return std::nullopt;
        const Date date{static_cast<std::int32_t>(days)};
        if (!in_range(date)) return std::nullopt;
        return LocalTime{date, static_cast<std::int32_t>(seconds - days * 86'400), offset};
    }

    void goods_line(const SaleLine& line) {
        out_.amount(line.name.empty() ? line.number : line.name, line.gross);
        const bool plain_piece = line.quantity == pieces(1) && line.unit.empty();
        // As exact amounts: a line may come to more than the largest price.
        const bool price_is_the_amount =
            line.gross.currency == line.unit_price.currency &&
            exact(line.gross) == extend_exactly(pieces(1), line.unit_price);
        if (!plain_piece || !price_is_the_amount) {
            out_.row(quantity(line) + " × " + locale_.price(line.unit_price), "", kMuted, kIndent);
        }
        if (line.list_price) {
            out_.row(put_in(words_.price_was, locale_.price(*line.list_price)), "", kMuted,
                     kIndent);
        }
        for (const journal::Discount& discount : line.discounts) {
            out_.amount(name_of(discount), -discount.amount, kPlain, kIndent);
        }
        if (line.origin && !line.origin->number.empty()) {
            out_.row(put_in(words_.of_receipt, line.origin->number), "", kMuted, kIndent);
        }
        if (!line.note.empty()) out_.row(line.note, "", kMuted, kIndent);
    }

    std::string quantity(const SaleLine& line) const {
        // Weights keep three decimals, as scales show them.
        const std::string figure = locale_.quantity(line.quantity, line.unit.empty() ? 0 : 3);
        if (line.unit.empty()) return figure;
        const auto unit = words_.units.find(line.unit);
        return figure + "\u00A0" + (unit == words_.units.end() ? line.unit : unit->second);
    }

    std::string name_of(const journal::Discount& discount) const {
        std::string name = discount.label.empty() ? words_.discount : discount.label;
        if (discount.kind == journal::DiscountKind::percent && discount.rate.e8 != 0) {
            name += ' ' + locale_.percent(discount.rate);
        }
        return name;
    }

    void totals() {
        const Currency currency = record_.currency;
        const Money shares = sum(record_.lines, currency,
                                 [&](const SaleLine& line) { return shares_of(line, currency); });
        const bool taxes_added = std::ranges::any_of(
            record_.taxes, [](const journal::TaxGroup& group) { return !group.included; });
        if (shares.minor != 0 || taxes_added) {
            const Money lines = sum(record_.lines, currency, [&](const SaleLine& line) {
                return Money{line.gross.minor - discounts_of(line, currency).minor, currency};
            });
            out_.amount(words_.subtotal, lines);
        }
        basket_discounts(shares);
        for (const journal::TaxGroup& group : record_.taxes) {
            if (group.included) continue;
            const std::string rate =
                group.kind == tax::TaxKind::fixed ? "" : ' ' + locale_.percent(group.rate);
            out_.amount((group.name.empty() ? words_.tax : group.name) + rate, group.tax);
        }
        if (record_.rounding.minor == 0) {
            out_.total(words_.total, record_.payable, kLarge);
            return;
        }
        out_.total(words_.total, record_.total, kTall);
        out_.amount(words_.rounding, record_.rounding);
        out_.total(words_.to_pay, record_.payable, kLarge);
    }

    /// Each under its own name; what goods brought back had of others' without one.
    void basket_discounts(Money shares) {
        const auto& discounts = record_.basket_discounts;
        if (discounts.size() == 1) return out_.amount_unless_zero(name_of(discounts[0]), -shares);
        for (const journal::Discount& discount : discounts) {
            out_.amount_unless_zero(name_of(discount), -discount.amount);
            shares.minor -= discount.amount.minor;
        }
        out_.amount_unless_zero(words_.discount, -shares);
    }

    void tenders() {
        for (const journal::Tender& tender : record_.tenders) {
            const std::string& name = tender_words(words_, tender.code, tender.name);
            if (tender.amount.minor < 0) {
                out_.amount(put_in(words_.paid_back, name), -tender.amount);
            } else {
                out_.amount(name, {tender.amount.minor + tender.change.minor, record_.currency});
            }
            if (!tender.reference.empty()) {
                out_.row(put_in(words_.reference, tender.reference), "", kMuted, kIndent);
            }
            if (notes_.credit && tender.code == journal::kCreditTender) credit(*notes_.credit);
        }
        // Money that went out is said above; change is what came back of a payment.
        const Money change =
            sum(record_.tenders, record_.currency, [](const journal::Tender& tender) {
                return tender.amount.minor < 0 ? Money{} : tender.change;
            });
        out_.amount_unless_zero(words_.change, change, kBold);
        if (record_.discount.minor > 0) {
            out_.amount(words_.saved, record_.discount, kMuted);
        }
    }

    /// What is left of leased credit, and what the customer owes above it.
    void credit(const journal::CreditUsed& used) {
        Money over = zero(record_.currency);
        for (const journal::CreditPart& part : used.parts) over += part.over;
        if (over.minor > 0) out_.amount(words_.credit_owed, over, kMuted);
        if (!used.of) out_.amount(words_.credit_left, used.left, kMuted);
    }

    void fiscal() {
        switch (record_.fiscal.state) {
            case journal::FiscalState::not_required:
                return;
            case journal::FiscalState::signed_by_device:
                out_.rule();
                break;
            case journal::FiscalState::failed:
                out_.rule();
                out_.text(words_.fiscal_failed, Align::centre, kBold);
                break;
        }
        std::string_view rest = record_.fiscal.text;
        while (!rest.empty()) {
            const auto end = std::min(rest.find('\n'), rest.size());
            out_.text(std::string{rest.substr(0, end)}, Align::centre, kMuted);
            rest.remove_prefix(std::min(end + 1, rest.size()));
        }
    }

    void codes() {
        const bool barcode = fits_barcode(record_.number);
        if (barcode || notes_.proof) out_.blank();
        if (barcode) out_.block(Barcode{record_.number});
        if (notes_.proof) out_.block(QrCode{proof_text(record_.number, *notes_.proof)});
    }

    const SaleRecord& record_;
    const ReceiptNotes& notes_;
    Writer out_;
    const Words& words_;
    const locale::Locale& locale_;
};

}  // namespace

Document receipt(const journal::SaleRecord& record, const House& house, const ReceiptNotes& notes) {
    return ReceiptWriter{record, house, notes}.write();
}

}  // namespace pos::document
