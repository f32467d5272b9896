#pragma once

#include <boost/serialization/version.hpp>
#include <cstdint>
#include <string>
#include <vector>

#include "pos/journal/events/sale.hpp"

namespace pos::journal {

/// The first line of a cart was entered. Written while the cart grows, before the sale is paid.
struct SaleStarted {
    Ulid sale{};
    When when;
    Actor cashier;
    bool operator==(const SaleStarted&) const = default;

    template <class Archive>
    void serialize(Archive& archive, unsigned) {
        archive & sale & when & cashier;
    }
};

/// A line was taken out of a cart before payment.
struct LineVoided {
    Ulid sale{};
    When when;
    Actor cashier;
    std::uint32_t line{0};
    Ulid item{};
    std::string name;
    Quantity quantity{};
    Money payable{};
    std::string reason;
    bool operator==(const LineVoided&) const = default;

    template <class Archive>
    void serialize(Archive& archive, unsigned) {
        archive & sale & when & cashier & line & item & name & quantity & payable & reason;
    }
};

struct PriceOverridden {
    Ulid sale{};
    When when;
    Actor cashier;
    std::uint32_t line{0};
    Ulid item{};
    std::string name;
    UnitPrice from{};
    UnitPrice to{};
    std::string reason;
    bool operator==(const PriceOverridden&) const = default;

    template <class Archive>
    void serialize(Archive& archive, unsigned) {
        archive & sale & when & cashier & line & item & name & from & to & reason;
    }
};

/// A cart was given up before payment.
struct SaleCancelled {
    Ulid sale{};
    When when;
    Actor cashier;
    std::uint32_t lines{0};
    Money payable{};
    std::string reason;
    bool operator==(const SaleCancelled&) const = default;

    template <class Archive>
    void serialize(Archive& archive, unsigned) {
        archive & sale & when & cashier & lines & payable & reason;
    }
};

/// What the card terminal is asked for.
enum class CardAction : std::uint8_t { payment, refund, reversal };
constexpr bool in_range(CardAction action) {
    return action <= CardAction::reversal;
}

/// How far an attempt got. Open: asked, approved, unknown, and booked while it is in no sale.
enum class CardState : std::uint8_t {
    asked,       // stored before the terminal is
    approved,    // by the bank; whether the terminal booked it is not known yet
    declined,    // nothing was booked: refused, cancelled, taken back by the terminal itself
    unknown,     // the terminal could not be asked what became of it
    booked,      // the money moves; no finished sale holds it yet
    settled,     // a finished sale holds it; of a reversal: done
    taken_back,  // booked, and reversed since
};
constexpr bool in_range(CardState state) {
    return state <= CardState::taken_back;
}

/// What the terminal said of a transaction. Never a card's number: its last four digits at most.
struct CardDetails {
    std::string terminal;  // its own number
    std::string receipt;   // the number by which it can be reversed
    std::string trace;
    std::string card;      // "girocard"
    std::string card_end;  // "5726"
    std::string authorisation;
    std::string code;  // of a refusal, as the protocol numbers it: "6c"
    bool operator==(const CardDetails&) const = default;

    template <class Archive>
    void serialize(Archive& archive, unsigned) {
        archive & terminal & receipt & trace & card & card_end & authorisation & code;
    }
};

/// A receipt as the terminal worded it.
struct CardSlip {
    bool for_customer{true};
    std::vector<std::string> lines;
    bool operator==(const CardSlip&) const = default;

    template <class Archive>
    void serialize(Archive& archive, unsigned) {
        archive & for_customer & lines;
    }
};

/// The card terminal is about to be asked, or it became known what came of it. The latest of an
/// attempt says everything that is known.
struct CardAttempted {
    Ulid sale{};
    Ulid attempt{};
    When when;
    Actor cashier;
    Money amount{};  // positive, whichever way it goes
    CardState state{CardState::asked};
    std::string reference;  // for receipts: "girocard 5726 · 0022"
    CardAction action{CardAction::payment};
    std::string tender;       // the code of the means of payment
    Ulid of{};                // of a reversal: the attempt that it takes back
    std::string last_before;  // the terminal's last transaction when it was asked
    CardDetails details;
    std::vector<CardSlip> slips;
    std::string reason;  // of a person who decided what the terminal could not tell
    bool operator==(const CardAttempted&) const = default;

    template <class Archive>
    void serialize(Archive& archive, unsigned version) {
        archive & sale & attempt & when & cashier & amount & state & reference;
        if (version > 0) {
            archive & action & tender & of & last_before & details & slips & reason;
        }
    }
};

/// A receipt was printed once more; `copy` counts from 1.
struct ReceiptReprinted {
    Ulid sale{};
    std::string number;
    When when;
    Actor cashier;
    std::uint32_t copy{0};
    bool operator==(const ReceiptReprinted&) const = default;

    template <class Archive>
    void serialize(Archive& archive, unsigned) {
        archive & sale & number & when & cashier & copy;
    }
};

/// A means of payment, as a receipt names it.
struct PaidBy {
    TenderKind kind{TenderKind::cash};
    std::string code;
    std::string name;
    std::string reference;
    bool operator==(const PaidBy&) const = default;

    template <class Archive>
    void serialize(Archive& archive, unsigned) {
        archive & kind & code & name & reference;
    }
};

/// A payment of a finished ticket was entered as what it was not: its amount leaves `from` and
/// enters `to`. Goods, stock and taxes are untouched, and the receipt stays as it was printed.
struct TenderCorrected {
    Ulid sale{};
    std::string number;  // the receipt's
    When when;
    Actor cashier;
    Ulid shift{};               // that took the payment and is still open
    std::uint32_t position{1};  // of the payment on the ticket, from 1
    Money amount{};             // negative where it was paid out
    bool refund{false};         // whether the ticket counts as one
    PaidBy from;
    PaidBy to;
    bool from_is_left{true};  // the ticket has no payment by `from` any more
    bool to_is_new{true};     // and had none by `to` before
    std::string reason;
    bool operator==(const TenderCorrected&) const = default;

    template <class Archive>
    void serialize(Archive& archive, unsigned) {
        archive & sale & number & when & cashier & shift & position & amount & refund;
        archive & from & to & from_is_left & to_is_new & reason;
    }
};

}  // namespace pos::journal

BOOST_CLASS_VERSION(pos::journal::CardAttempted, 1)
