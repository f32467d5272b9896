#pragma once

#include <boost/serialization/version.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "pos/journal/events/cart.hpp"
#include "pos/sale/cart_line.hpp"
#include "pos/sale/credit.hpp"
#include "pos/sale/trail.hpp"

namespace pos::sale {

/// A payment taken, or paid out, before the sale is finished.
struct CartTender {
    journal::TenderKind kind{journal::TenderKind::cash};
    std::string code;
    std::string name;
    Money amount{};  // as handed over; negative where it is paid out
    std::string reference;
    Ulid card_attempt{};       // of what a card terminal has booked; zero: entered by hand
    std::string card_receipt;  // the terminal's number of it
    std::optional<journal::CreditUsed> credit;  // since version 2; its ticket is not known yet
    bool operator==(const CartTender&) const = default;

    template <class Archive>
    void serialize(Archive& archive, unsigned version) {
        archive & kind & code & name & amount & reference;
        if (version > 0) archive & card_attempt & card_receipt;
        if (version > 1) archive & credit;
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
    std::string label;                         // of a held cart: whose it is
    Instant held_at{};                         // of a held cart
    std::optional<journal::BillPayment> bill;  // instead of goods; since version 1
    // Since version 2.
    std::vector<CartTender> proposed;      // how the sale was paid that is rung up again here
    std::optional<Correction> correction;  // this ticket does nothing but take that sale back
    Trail trail;                           // since version 3; before it, what the last step owed
    std::vector<CreditPaid> credit;        // since version 4: of sales whose goods come back
    bool operator==(const Cart&) const = default;

    template <class Archive>
    void serialize(Archive& archive, unsigned version) {
        archive & sale & started_at & lines & line_last & discount & customer & note;
        archive & external_number & tenders & label & held_at;
        if (version < 3) {
            OwedTrace last{.turn = 1, .voided = {}, .overridden = {}};
            archive & last.voided & last.overridden;
            if (last.voided || last.overridden) {
                trail.owed = {std::move(last)};
                trail.turn_last = 1;
            }
        }
        if (version >= 1) archive & bill;
        if (version >= 2) archive & proposed & correction;
        if (version >= 3) archive & trail;
        if (version >= 4) archive & credit;
    }

    bool started() const { return static_cast<bool>(sale); }
    /// Goods were entered, so that its end is journalled; else it holds a customer or a note.
    bool has_begun() const { return line_last > 0; }
    bool is_empty() const { return lines.empty() && !bill; }
};

}  // namespace pos::sale

BOOST_CLASS_VERSION(pos::sale::Cart, 4)
BOOST_CLASS_VERSION(pos::sale::CartTender, 2)
