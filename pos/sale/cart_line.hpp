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

}  // namespace pos::sale

BOOST_CLASS_VERSION(pos::sale::CartLine, 2)
