#include "pos/journal/project_billing.hpp"

#include <utility>

#include "pos/journal/level.hpp"
#include "pos/journal/opening.hpp"
#include "pos/journal/posting.hpp"

namespace pos::journal {

namespace {

using Result = std::expected<void, ProjectError>;

/// Whether the lines, and the taxes, come to what the document says.
bool adds_up(const DocumentIssued& e) {
    std::int64_t net = 0;
    std::int64_t tax = 0;
    bool fits = true;
    const auto add = [&](std::int64_t& sum, std::int64_t more) {
        fits = fits && !__builtin_add_overflow(sum, more, &sum);
    };
    for (const DocumentLine& line : e.lines) {
        add(net, line.net.minor);
        add(tax, line.tax.minor);
    }
    std::int64_t base = 0;
    std::int64_t taxes = 0;
    for (const DocumentTax& each : e.taxes) {
        add(base, each.base.minor);
        add(taxes, each.tax.minor);
    }
    std::int64_t payable = 0;
    add(payable, e.net.minor);
    add(payable, e.tax.minor);
    return fits && net == e.net.minor && base == net && tax == e.tax.minor && taxes == tax &&
           payable == e.payable.minor;
}

bool one_currency(const DocumentIssued& e) {
    const auto is_its = [&](const Money& amount) { return amount.currency == e.currency; };
    for (const DocumentLine& line : e.lines) {
        if (!is_its(line.net) || !is_its(line.tax)) return false;
    }
    for (const DocumentTax& tax : e.taxes) {
        if (!is_its(tax.base) || !is_its(tax.tax)) return false;
    }
    return is_its(e.net) && is_its(e.tax) && is_its(e.payable);
}

/// What of it was owed before: no revenue, and no tax on it.
Money opening_of(const DocumentIssued& e) {
    Money opened{0, e.currency};
    for (const DocumentLine& line : e.lines) {
        if (line.kind == kOpeningLine) opened.minor += line.net.minor;
    }
    return opened;
}

/// What of it is on account: no revenue until the settlement.
Money on_account_of(const DocumentIssued& e) {
    Money sum{0, e.currency};
    for (const DocumentLine& line : e.lines) {
        if (is_level(line.kind)) sum.minor += line.net.minor;
    }
    return sum;
}

/// As a column has them.
std::string lines_of(const std::vector<std::string>& codes) {
    std::string lines;
    for (const std::string& code : codes) lines += (lines.empty() ? "" : "\n") + code;
    return lines;
}

}  // namespace

Result project_document(const DocumentIssued& e, ProjectionWriter& writer) {
    if (!one_currency(e)) return std::unexpected{ProjectError::mixed_currencies};
    if (!adds_up(e)) return std::unexpected{ProjectError::sums_differ};
    writer.insert(DocumentRow{e.document, e.kind, e.number, e.series, e.account, e.run, e.currency,
                              e.issued_on, e.due_on, static_cast<std::uint32_t>(e.lines.size()),
                              e.net.minor, e.tax.minor, e.payable.minor, e.corrects,
                              e.asked ? std::to_underlying(e.asked->by) : std::uint8_t{0}});
    std::uint32_t position = 0;
    for (const DocumentLine& line : e.lines) {
        writer.insert(DocumentLineRow{e.document, ++position, line.item, line.kind, line.account,
                                      line.charge, line.from, line.to, line.revision, line.quantity,
                                      line.net.minor, line.tax.minor, line.of});
    }
    Posting posting{writer, e.account, e.issued_on, e.document};
    posting.add(Book::receivable, e.payable);
    const Money opened = opening_of(e);
    posting.add(kOpeningBook, opened, -1);
    const Money on_account = on_account_of(e);
    posting.add(Book::on_account, on_account, -1);
    posting.add(Book::revenue, e.net - opened - on_account, -1);
    posting.add(Book::tax, e.tax, -1);
    writer.add(OpenItemDelta{e.document, e.account, e.currency, e.due_on, e.payable.minor});
    return {};
}

Result project_payment(const PaymentReceived& e, ProjectionWriter& writer) {
    writer.insert(PaymentRow{e.payment, e.account, e.amount.currency, e.amount.minor, e.method,
                             e.reference, e.external_id, e.received_on});
    Posting posting{writer, e.account, e.received_on, e.payment};
    posting.add(Book::money, e.amount);
    posting.add(Book::receivable, e.amount, -1);
    writer.add(
        OpenItemDelta{e.payment, e.account, e.amount.currency, e.received_on, -e.amount.minor});
    return {};
}

Result project_payment(const PaymentReturned& e, ProjectionWriter& writer) {
    Posting posting{writer, e.account, e.when.business_date, e.payment};
    posting.add(Book::money, e.amount, -1);
    posting.add(Book::receivable, e.amount);
    writer.add(OpenItemDelta{e.payment, e.account, e.amount.currency, e.when.business_date,
                             e.amount.minor});
    return {};
}

Result project_allocations(const Allocated& e, ProjectionWriter& writer) {
    for (const Allocation& each : e.allocations) {
        if (each.amount.currency != e.allocations.front().amount.currency) {
            return std::unexpected{ProjectError::mixed_currencies};
        }
    }
    for (const Allocation& each : e.allocations) {
        const Currency currency = each.amount.currency;
        writer.add(AllocationDelta{each.from, each.to, each.amount.minor});
        writer.add(OpenItemDelta{each.from, e.account, currency, {}, each.amount.minor});
        writer.add(OpenItemDelta{each.to, e.account, currency, {}, -each.amount.minor});
    }
    return {};
}

Result project_write_off(const WrittenOff& e, ProjectionWriter& writer) {
    Posting posting{writer, e.account, e.when.business_date, e.document};
    posting.add(Book::bad_debt, e.amount);
    posting.add(Book::receivable, e.amount, -1);
    writer.add(OpenItemDelta{e.document, e.account, e.amount.currency, {}, -e.amount.minor});
    return {};
}

Result project_lot(const WalletGranted& e, Instant at, ProjectionWriter& writer) {
    if (e.rollover_most.currency != e.amount.currency) {
        return std::unexpected{ProjectError::mixed_currencies};
    }
    writer.insert(WalletLotRow{e.lot, e.account, e.kind, e.amount.currency, e.amount.minor,
                               e.priority, e.effective, e.expires, lines_of(e.scope),
                               e.rollover_most.minor, e.from, e.external_id, e.note, at});
    if (e.from) return {};  // its money is in the books already
    Posting posting{writer, e.account, e.when.business_date, e.lot};
    posting.add(e.kind == LotKind::paid ? Book::receivable : Book::promotion, e.amount);
    posting.add(Book::wallet, e.amount, -1);
    if (e.kind == LotKind::paid) {
        writer.add(OpenItemDelta{e.lot, e.account, e.amount.currency, e.due_on, e.amount.minor});
    }
    return {};
}

Result project_units(const UnitsGranted& e, Instant at, ProjectionWriter& writer) {
    writer.insert(UnitLotRow{e.lot, e.account, e.kind, e.unit, e.amount, e.priority, e.effective,
                             e.expires, e.kept_most, e.kept_until, lines_of(e.scope), e.external_id,
                             e.note, at});
    return {};
}

Result project_units(const UnitsMoved& e, Instant at, ProjectionWriter& writer) {
    std::uint32_t position = 0;
    for (const UnitsPart& part : e.parts) {
        const Quantity amount = e.move == UnitsMove::given_back ? -part.amount : part.amount;
        writer.insert(UnitMoveRow{++position, part.lot, e.account, e.move, at, amount, part.kept,
                                  e.document, part.item, e.reason});
    }
    return {};
}

Result project_lot(const WalletSpent& e, Instant at, ProjectionWriter& writer) {
    Posting posting{writer, e.account, e.when.business_date, e.document};
    std::uint32_t position = 0;
    for (const LotSpent& part : e.spent) {
        if (part.amount.currency != e.spent.front().amount.currency) {
            return std::unexpected{ProjectError::mixed_currencies};
        }
        writer.insert(WalletMoveRow{++position, part.lot, e.account, WalletMove::spent, at,
                                    part.amount.minor, e.document, ""});
        posting.add(Book::wallet, part.amount);
        posting.add(Book::receivable, part.amount, -1);
        writer.add(
            OpenItemDelta{e.document, e.account, part.amount.currency, {}, -part.amount.minor});
    }
    return {};
}

Result project_lot(const WalletEnded& e, ProjectionWriter& writer) {
    if (e.rolled_over.currency != e.lost.currency) {
        return std::unexpected{ProjectError::mixed_currencies};
    }
    const bool voided = e.end == LotEnd::voided;
    std::uint32_t position = 0;
    const auto move = [&](WalletMove what, Money amount) {
        if (amount.minor == 0) return;
        writer.insert(WalletMoveRow{++position, e.lot, e.account, what, e.at, amount.minor,
                                    std::nullopt, e.reason});
    };
    move(voided ? WalletMove::voided : WalletMove::expired, e.lost);
    move(WalletMove::rolled_over, e.rolled_over);
    Posting posting{writer, e.account, e.when.business_date, e.lot};
    posting.add(Book::wallet, e.lost);
    if (e.kind == LotKind::promotional) {
        posting.add(Book::promotion, e.lost, -1);
    } else if (voided) {
        posting.add(Book::receivable, e.lost, -1);
        writer.add(OpenItemDelta{e.lot, e.account, e.lost.currency, {}, -e.lost.minor});
    } else {
        posting.add(Book::lapsed, e.lost, -1);
    }
    return {};
}

Result project_converted(const Converted& e, ProjectionWriter& writer) {
    std::int64_t sum = 0;
    bool fits = true;
    for (const ConvertedPart& part : e.parts) {
        const ConvertedPart& first = e.parts.front();
        if (part.amount.currency != first.amount.currency ||
            part.converted.currency != first.converted.currency) {
            return std::unexpected{ProjectError::mixed_currencies};
        }
        fits = fits && !__builtin_add_overflow(sum, part.converted.minor, &sum);
    }
    if (!fits || sum != 0) return std::unexpected{ProjectError::sums_differ};
    std::uint32_t position = 0;
    for (const ConvertedPart& part : e.parts) {
        writer.insert(ConvertedRow{++position, e.account, static_cast<Book>(part.book), e.on,
                                   part.about, part.other, part.amount, part.converted});
    }
    if (e.rate.empty() || e.parts.empty()) return {};
    writer.insert(ExchangeRow{e.about, e.parts.front().amount.currency,
                              e.parts.front().converted.currency, e.rate, e.rate_on});
    return {};
}

Result project_coupon(const CouponRedeemed& e, ProjectionWriter& writer) {
    writer.insert(CouponRedemptionRow{e.redemption, e.code, e.name, e.account, e.subscription,
                                      e.percent, e.amount, e.periods, e.plans, e.from});
    return {};
}

Result project_coupon(const CouponStopped& e, ProjectionWriter& writer) {
    writer.insert(CouponStopRow{e.redemption, e.on, e.reason});
    return {};
}

Result project_coupon(const CouponsApplied& e, ProjectionWriter& writer) {
    for (const CouponPart& part : e.parts) {
        if (part.amount.currency != e.parts.front().amount.currency) {
            return std::unexpected{ProjectError::mixed_currencies};
        }
    }
    std::uint32_t position = 0;
    for (const CouponPart& part : e.parts) {
        writer.insert(CouponUseRow{++position, part.redemption, e.document, part.item, part.period,
                                   part.amount});
    }
    return {};
}

}  // namespace pos::journal
