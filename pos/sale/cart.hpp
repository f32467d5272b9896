#pragma once

#include <boost/serialization/version.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "pos/journal/events/cart.hpp"
#include "pos/pricing/price.hpp"
#include "pos/sale/item.hpp"

namespace pos::sale {

/// A discount that somebody gave on a line or on the whole basket.
struct CartDiscount {
    pricing::DiscountKind kind{pricing::DiscountKind::percent};
    Rate rate{};        // of percent
    Money amount{};     // of amount: positive, on a return too
    std::string label;  // "Staff"; as printed
    std::string reason;
    bool operator==(const CartDiscount&) const = default;

    template <class Archive>
    void serialize(Archive& archive, unsigned) {
        archive & kind & rate & amount & label & reason;
    }
};

/// Goods that come back with their receipt. Every figure is the sale's own, shared out: nothing is
/// priced anew, and neither price nor quantity nor discount can be changed in the cart.
struct WithReceipt {
    journal::SaleLine line;  // as it will stand on this ticket; negative; group indexes `taxes`
    std::vector<tax::Tax> taxes;  // one for each of line.taxes
    bool operator==(const WithReceipt&) const = default;

    template <class Archive>
    void serialize(Archive& archive, unsigned) {
        archive & line & taxes;
    }
};

struct CartLine {
    std::uint32_t line{0};  // from 1; the number of a voided line is not used again
    Item item;
    std::string barcode;                  // as scanned; empty if the item was chosen otherwise
    Quantity quantity{};                  // negative: the goods come back
    UnitPrice price{};                    // charged for one unit
    std::optional<UnitPrice> list_price;  // what it would have been, once overridden
    std::string price_reason;
    std::optional<CartDiscount> discount;
    std::string note;
    std::string return_reason;  // of goods that come back without a receipt
    std::optional<WithReceipt> returned;
    std::optional<journal::Trace> trace;  // since version 1
    // Of counted goods what the till knew of when they were rung up; since version 2.
    std::optional<Quantity> in_stock;
    bool operator==(const CartLine&) const = default;

    template <class Archive>
    void serialize(Archive& archive, unsigned version) {
        archive & line & item & barcode & quantity & price & list_price & price_reason;
        archive & discount & note & return_reason & returned;
        if (version >= 1) archive & trace;
        if (version >= 2) archive & in_stock;
    }

    bool comes_back() const { return quantity.millionths < 0; }
};

/// A payment taken, or paid out, before the sale is finished.
struct CartTender {
    journal::TenderKind kind{journal::TenderKind::cash};
    std::string code;
    std::string name;
    Money amount{};  // as handed over; negative where it is paid out
    std::string reference;
    Ulid card_attempt{};       // of what a card terminal has booked; zero: entered by hand
    std::string card_receipt;  // the terminal's number of it
    bool operator==(const CartTender&) const = default;

    template <class Archive>
    void serialize(Archive& archive, unsigned version) {
        archive & kind & code & name & amount & reference;
        if (version > 0) archive & card_attempt & card_receipt;
    }
};

/// What is rung up again once the ticket that takes a sale back is stored, in the same transaction.
struct Correction {
    Ulid sale{};         // that is taken back
    std::string number;  // of its receipt
    std::vector<CartLine> lines;
    std::optional<CartDiscount> discount;
    std::string customer;
    std::string note;
    std::vector<CartTender> proposed;
    bool operator==(const Correction&) const = default;

    template <class Archive>
    void serialize(Archive& archive, unsigned) {
        archive & sale & number & lines & discount & customer & note & proposed;
    }
};

/// What a customer is buying, bringing back and paying, until it becomes a SaleRecord.
struct Cart {
    Ulid sale{};  // of the sale it will become; zero: nothing was entered yet
    Instant started_at{};
    std::vector<CartLine> lines;  // in the order entered
    std::uint32_t line_last{0};   // the highest number given to a line
    std::optional<CartDiscount> discount;
    std::string customer;  // number
    std::string note;
    std::string external_number;
    std::vector<CartTender> tenders;
    std::string label;  // of a held cart: whose it is
    Instant held_at{};  // of a held cart
    // What the last step left for the journal. It is written with the next step, so that undoing
    // the last one leaves no trace of something that never happened.
    std::optional<journal::LineVoided> voided;
    std::optional<journal::PriceOverridden> overridden;
    std::optional<journal::BillPayment> bill;  // instead of goods; since version 1
    // Since version 2.
    std::vector<CartTender> proposed;      // how the sale was paid that is rung up again here
    std::optional<Correction> correction;  // this ticket does nothing but take that sale back
    bool operator==(const Cart&) const = default;

    template <class Archive>
    void serialize(Archive& archive, unsigned version) {
        archive & sale & started_at & lines & line_last & discount & customer & note;
        archive & external_number & tenders & label & held_at & voided & overridden;
        if (version >= 1) archive & bill;
        if (version >= 2) archive & proposed & correction;
    }

    bool started() const { return static_cast<bool>(sale); }
    /// Goods were entered, so that its end is journalled; else it holds a customer or a note.
    bool has_begun() const { return line_last > 0; }
    bool is_empty() const { return lines.empty() && !bill; }
};

}  // namespace pos::sale

BOOST_CLASS_VERSION(pos::sale::Cart, 2)
BOOST_CLASS_VERSION(pos::sale::CartLine, 2)
BOOST_CLASS_VERSION(pos::sale::CartTender, 1)
