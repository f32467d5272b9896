#pragma once

#include <boost/serialization/version.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "pos/journal/events/place.hpp"
#include "pos/money/rounding.hpp"
#include "pos/pricing/cash_rounding.hpp"
#include "pos/pricing/price.hpp"
#include "pos/tax/tax.hpp"

namespace pos::journal {

enum class DiscountKind : std::uint8_t { percent, amount, promotion };
constexpr bool in_range(DiscountKind kind) {
    return kind <= DiscountKind::promotion;
}

enum class TenderKind : std::uint8_t { cash, card, other };
constexpr bool in_range(TenderKind kind) {
    return kind <= TenderKind::other;
}

enum class FiscalState : std::uint8_t { not_required, signed_by_device, failed };
constexpr bool in_range(FiscalState state) {
    return state <= FiscalState::failed;
}

/// One discount of a line, or one of the whole basket. `amount` has the sign of what it lowers:
/// positive on a sale, negative on a return.
struct Discount {
    DiscountKind kind{DiscountKind::percent};
    Rate rate{};        // of a percent discount, else zero
    Money amount{};     // what it came to
    std::string label;  // "Staff", "3 for 2"
    std::string reason;
    bool operator==(const Discount&) const = default;

    template <class Archive>
    void serialize(Archive& archive, unsigned) {
        archive & kind & rate & amount & label & reason;
    }
};

/// A line's part of one tax group.
struct LineTax {
    std::uint32_t group{0};  // index into the record's taxes: one code may stand there twice
    std::string code;
    Money base{};
    Money tax{};
    bool operator==(const LineTax&) const = default;

    template <class Archive>
    void serialize(Archive& archive, unsigned) {
        archive & group & code & base & tax;
    }
};

/// Where a returned line was sold.
struct Origin {
    Ulid sale{};
    std::uint32_t line{0};
    std::string number;  // the receipt's, for people
    bool operator==(const Origin&) const = default;

    template <class Archive>
    void serialize(Archive& archive, unsigned) {
        archive & sale & line & number;
    }
};

/// What the code on goods said beside which goods they are: their batch, for recalls, and how long
/// they may be sold.
struct Trace {
    std::string batch;
    std::string serial;
    std::optional<Date> expires;      // the last day on which they may be sold
    std::optional<Date> best_before;  // sold on, by some shops
    bool operator==(const Trace&) const = default;

    template <class Archive>
    void serialize(Archive& archive, unsigned) {
        archive & batch & serial & expires & best_before;
    }
};

/// One line as it was decided. Returned goods have a negative quantity and negative amounts.
///
/// ensures: gross - sum(discounts) - sum(basket_shares) == total; net + sum(taxes.tax) == payable
struct SaleLine {
    std::uint32_t line{0};  // from 1, unique in the sale
    Ulid item{};
    std::string number;   // the item's
    std::string barcode;  // as scanned; empty if chosen otherwise
    std::string name;
    std::string department;  // code
    std::string department_name;
    std::string tax_class;
    Quantity quantity{};
    std::string unit;  // "" piece, "kg", "l", "m", "h"
    UnitPrice unit_price{};
    std::optional<UnitPrice> list_price;  // set when the price was overridden
    std::string price_reason;
    std::optional<UnitPrice> cost;
    Money gross{};
    std::vector<Discount> discounts;
    std::vector<Money> basket_shares;  // of each of the sale's basket discounts; empty if none
    Money total{};                     // after discounts, in the terms of its price
    Money net{};                       // without tax
    Money payable{};                   // with every tax
    std::vector<LineTax> taxes;
    std::optional<Origin> origin;  // of goods that came back with their receipt
    std::string return_reason;
    std::string note;
    std::optional<Trace> trace;  // since version 1
    bool operator==(const SaleLine&) const = default;

    template <class Archive>
    void serialize(Archive& archive, unsigned version) {
        archive & line & item & number & barcode & name & department & department_name & tax_class;
        archive & quantity & unit & unit_price & list_price & price_reason & cost & gross;
        archive & discounts & basket_shares & total & net & payable & taxes & origin;
        archive & return_reason & note;
        if (version >= 1) archive & trace;
    }
};

/// The document's total of one tax. Goods brought back keep the rate they were sold at, so one code
/// may have two groups.
struct TaxGroup {
    std::string code;
    std::string name;
    tax::TaxKind kind{tax::TaxKind::percent};
    Rate rate{};                // of percent and division
    std::int64_t amount_e8{0};  // of fixed, per unit
    bool included{false};
    std::int16_t sequence{1};  // the order in which taxes apply
    Money base{};
    Money tax{};
    bool operator==(const TaxGroup&) const = default;

    template <class Archive>
    void serialize(Archive& archive, unsigned) {
        archive & code & name & kind & rate & amount_e8 & included & sequence & base & tax;
    }
};

/// One means of payment. `given` is what the customer handed over, `change` what went back;
/// amount = given - change counts towards the sale and is negative where money is paid out.
struct Tender {
    TenderKind kind{TenderKind::cash};
    std::string code;  // "cash", "card", "voucher"…
    std::string name;
    Money amount{};
    Money given{};
    Money change{};
    std::string reference;  // slip number, last four digits…
    bool operator==(const Tender&) const = default;

    template <class Archive>
    void serialize(Archive& archive, unsigned) {
        archive & kind & code & name & amount & given & change & reference;
    }
};

/// The rounding rules that were in force.
struct PolicyValues {
    pricing::LinePrecision precision{pricing::LinePrecision::minor};
    RoundingMode line_mode{RoundingMode::half_away};
    RoundingMode discount_mode{RoundingMode::half_away};
    RoundingMode tax_mode{RoundingMode::half_away};
    std::int64_t line_step_minor{1};
    std::int64_t tax_step_minor{1};
    tax::TaxScope tax_scope{tax::TaxScope::group};
    tax::PricesAre prices{tax::PricesAre::as_each_tax_says};
    std::int64_t cash_step_minor{1};
    RoundingMode cash_mode{RoundingMode::half_away};
    pricing::CashScope cash_scope{pricing::CashScope::cash};
    bool operator==(const PolicyValues&) const = default;

    template <class Archive>
    void serialize(Archive& archive, unsigned) {
        archive & precision & line_mode & discount_mode & tax_mode & line_step_minor;
        archive & tax_step_minor & tax_scope & prices & cash_step_minor & cash_mode & cash_scope;
    }
};

/// For archives: steps that can be rounded to.
constexpr bool in_range(const PolicyValues& policy) {
    const auto is_step = [](std::int64_t minor) { return minor > 0 && minor <= kMinorMax; };
    return is_step(policy.line_step_minor) && is_step(policy.tax_step_minor) &&
           is_step(policy.cash_step_minor);
}

/// What a country's fiscal device said between tender and commit.
struct Fiscal {
    FiscalState state{FiscalState::not_required};
    std::string module;
    std::string text;  // for the receipt
    bool operator==(const Fiscal&) const = default;

    template <class Archive>
    void serialize(Archive& archive, unsigned) {
        archive & state & module & text;
    }
};

/// A bill that was paid at a till, as the till knew it.
struct PaidBill {
    Ulid document{};
    std::string number;
    Date due_on{};
    Money open{};  // before it was paid
    Money paid{};  // > 0
    bool operator==(const PaidBill&) const = default;

    template <class Archive>
    void serialize(Archive& archive, unsigned) {
        archive & document & number & due_on & open & paid;
    }
};

/// Credit that a customer buys, as the till knew it.
struct TopUp {
    Money amount{};  // > 0
    Money before{};  // what could be spent
    bool operator==(const TopUp&) const = default;

    template <class Archive>
    void serialize(Archive& archive, unsigned) {
        archive & amount & before;
    }
};

/// What a customer pays of an account at head office. Whose it is stands there: a name is personal.
struct BillPayment {
    Ulid account{};
    std::string account_number;
    Instant known_at{};  // as of when the till knew what is open
    std::vector<PaidBill> bills;
    Money on_account{};           // of no bill: the office lets it pay what is due, or keeps it
    std::optional<TopUp> top_up;  // instead of all that; since version 1
    bool operator==(const BillPayment&) const = default;

    template <class Archive>
    void serialize(Archive& archive, unsigned version) {
        archive & account & account_number & known_at & bills & on_account;
        if (version >= 1) archive & top_up;
    }

    /// What goes to the account.
    Money total() const {
        Money sum = on_account;
        if (top_up) sum += top_up->amount;
        for (const PaidBill& bill : bills) sum += bill.paid;
        return sum;
    }
};

/// A finished ticket with every decided figure: a reader needs no price list, clock or settings.
///
/// ensures: sum(lines.payable) == total; total + rounding == payable == sum(tenders.amount)
struct SaleRecord {
    Ulid sale{};
    std::string number;           // B01-T1-000123, drawn by the store
    std::string external_number;  // another system's, unique if set
    std::string branch;
    std::string terminal;
    When when;
    Instant started_at{};
    Actor cashier;
    Ulid shift{};
    std::string customer;  // the customer's number; names travel sealed
    Currency currency{};
    PolicyValues policy;
    std::vector<SaleLine> lines;
    std::vector<Discount> basket_discounts;
    std::vector<TaxGroup> taxes;
    Money discount{};  // all discounts together
    Money tax{};       // all taxes together
    Money total{};     // before cash rounding
    Money rounding{};
    Money payable{};
    std::vector<Tender> tenders;
    Fiscal fiscal;
    std::string note;
    std::optional<BillPayment> bill;  // of BillPaid alone, beside the record
    bool operator==(const SaleRecord&) const = default;

    template <class Archive>
    void serialize(Archive& archive, unsigned) {
        archive & sale & number & external_number & branch & terminal & when & started_at & cashier;
        archive & shift & customer & currency & policy & lines & basket_discounts & taxes;
        archive & discount & tax & total & rounding & payable & tenders & fiscal & note;
    }
};

/// For archives: every line's tax names a group that is there.
bool in_range(const SaleRecord& record);

/// A ticket that the customer paid for, exchanges with nothing or something to pay included.
struct SaleCompleted {
    SaleRecord record;
    bool operator==(const SaleCompleted&) const = default;

    template <class Archive>
    void serialize(Archive& archive, unsigned) {
        archive & record;
    }
};

/// A ticket of returned goods only, or one on which money went back to the customer.
struct SaleRefunded {
    SaleRecord record;
    bool operator==(const SaleRefunded&) const = default;

    template <class Archive>
    void serialize(Archive& archive, unsigned) {
        archive & record;
    }
};

/// A customer paid bills of head office's, or bought credit: a ticket without goods, discounts or
/// tax. The money is in the drawer and among the payments, but it is no sale.
///
/// ensures: record.bill; its total == record.total
struct BillPaid {
    SaleRecord record;
    bool operator==(const BillPaid&) const = default;

    template <class Archive>
    void serialize(Archive& archive, unsigned) {
        archive & record & record.bill;
    }
};

/// For archives.
inline bool in_range(const BillPaid& paid) {
    return paid.record.bill.has_value() && paid.record.lines.empty() && paid.record.taxes.empty();
}

}  // namespace pos::journal

BOOST_CLASS_VERSION(pos::journal::SaleLine, 1)
BOOST_CLASS_VERSION(pos::journal::BillPayment, 1)
