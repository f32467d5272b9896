#pragma once

#include <boost/serialization/version.hpp>
#include <string>
#include <vector>

#include "pos/journal/events/sale.hpp"
#include "pos/money/turnover.hpp"

namespace pos::journal {

struct ShiftOpened {
    Ulid shift{};
    When when;
    Actor user;
    Money opening_float{};
    bool operator==(const ShiftOpened&) const = default;

    template <class Archive>
    void serialize(Archive& archive, unsigned) {
        archive & shift & when & user & opening_float;
    }
};

/// The drawer was opened without a sale.
struct DrawerOpened {
    Ulid shift{};
    When when;
    Actor user;
    std::string reason;
    bool operator==(const DrawerOpened&) const = default;

    template <class Archive>
    void serialize(Archive& archive, unsigned) {
        archive & shift & when & user & reason;
    }
};

/// Cash put into (positive) or taken out of (negative) the drawer without a sale.
struct CashMoved {
    Ulid shift{};
    When when;
    Actor user;
    Money amount{};
    std::string reason;
    bool operator==(const CashMoved&) const = default;

    template <class Archive>
    void serialize(Archive& archive, unsigned) {
        archive & shift & when & user & amount & reason;
    }
};

/// One tender at the close: what should be there, what was counted.
struct TenderCount {
    TenderKind kind{TenderKind::cash};
    std::string code;
    std::string name;
    std::uint32_t count{0};  // payments
    Money expected{};
    Money counted{};
    Money difference{};  // counted - expected
    bool operator==(const TenderCount&) const = default;

    template <class Archive>
    void serialize(Archive& archive, unsigned) {
        archive & kind & code & name & count & expected & counted & difference;
    }
};

struct DepartmentTotal {
    std::string code;
    std::string name;
    Quantity quantity{};
    Money net_payable{};  // sales less returns, tax included
    bool operator==(const DepartmentTotal&) const = default;

    template <class Archive>
    void serialize(Archive& archive, unsigned) {
        archive & code & name & quantity & net_payable;
    }
};

/// The figures of one shift, as an X or a Z report shows them.
struct ShiftFigures {
    std::uint32_t sales{0};
    std::uint32_t refunds{0};
    std::uint32_t cancelled{0};
    std::uint32_t voided_lines{0};
    std::uint32_t drawer_openings{0};
    Money gross{};     // payable of sales
    Money refunded{};  // paid back, ≥ 0
    Money net{};       // gross - refunded
    Money discount{};
    Money tax{};
    Money rounding{};
    Money opening_float{};
    Money cash_moved{};
    std::vector<TaxGroup> taxes;
    std::vector<TenderCount> tenders;
    std::vector<DepartmentTotal> departments;
    std::uint32_t bills{0};  // payments of bills; since version 1
    Money bills_paid{};      // what came in by them: no part of gross or net
    /// Payments for credit of accounts, likewise; since version 2, before that they are among the
    /// bills.
    std::uint32_t credits{0};
    Money credit_bought{};
    bool operator==(const ShiftFigures&) const = default;

    template <class Archive>
    void serialize(Archive& archive, unsigned version) {
        archive & sales & refunds & cancelled & voided_lines & drawer_openings & gross & refunded;
        archive & net & discount & tax & rounding & opening_float & cash_moved;
        archive & taxes & tenders & departments;
        if (version >= 1) {
            archive & bills & bills_paid;
        } else {
            bills_paid = zero(net.currency);
        }
        if (version >= 2) {
            archive & credits & credit_bought;
        } else {
            credit_bought = zero(net.currency);
        }
    }
};

/// The Z report: numbered, immutable, one a shift.
struct ShiftClosed {
    Ulid shift{};
    std::uint32_t z_number{0};  // drawn by the store, from 1 in each journal
    When when;
    Actor user;
    LocalTime opened{};
    std::string first_receipt;
    std::string last_receipt;
    Currency currency{};
    ShiftFigures figures;
    Turnover grand_total{};  // net of every Z of this journal up to this one
    std::string note;
    bool operator==(const ShiftClosed&) const = default;

    template <class Archive>
    void serialize(Archive& archive, unsigned) {
        archive & shift & z_number & when & user & opened & first_receipt & last_receipt;
        archive & currency & figures & grand_total & note;
    }
};

}  // namespace pos::journal

BOOST_CLASS_VERSION(pos::journal::ShiftFigures, 2)
