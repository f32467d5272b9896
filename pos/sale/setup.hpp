#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "pos/journal/events/sale.hpp"
#include "pos/pricing/cash_rounding.hpp"
#include "pos/pricing/price.hpp"

namespace pos::sale {

/// A means of payment that this shop takes.
struct TenderType {
    journal::TenderKind kind{journal::TenderKind::cash};
    std::string code;  // "cash", "card", "voucher"…; unique
    std::string name;
    bool needs_reference{false};
    bool operator==(const TenderType&) const = default;
};

/// What happens where a cart sells more of counted goods than the till knows of.
enum class StockRule : std::uint8_t {
    allow,  // nothing
    warn,   // it is said
    block,  // whoever may not sell on needs an approval; to others it is said
};
constexpr bool in_range(StockRule rule) {
    return rule <= StockRule::block;
}

/// How a till goes by the counts of goods.
struct StockPolicy {
    StockRule rule{StockRule::allow};
    bool shown{true};  // beside goods, to whoever works at the till
    bool operator==(const StockPolicy&) const = default;
};

/// What nobody means to exceed: a barcode typed into an amount, a foot on the keyboard.
struct Limits {
    std::uint32_t lines_max{2'000};
    Quantity quantity_max{pieces(1'000'000)};          // of a line
    std::int64_t ticket_minor_max{1'000'000'000'000};  // of a line, of a ticket, of cash moved
    std::int64_t change_minor_max{100'000'000};
    std::uint32_t tenders_max{50};
    std::uint32_t held_max{200};
    std::uint32_t text_bytes_max{500};  // reasons, notes, labels, references, numbers
    bool operator==(const Limits&) const = default;
};

/// What a till is told about its shop: settings, none of which changes while a cart is open.
struct Setup {
    std::string branch;
    std::string terminal;
    std::string zone;  // IANA name
    Currency currency{};
    pricing::PricingPolicy policy;
    pricing::CashRounding cash;
    std::vector<TenderType> tenders;  // the first of kind cash is what "exact cash" takes
    bool fiscal_step{false};          // a fiscal device is asked before each sale is stored
    bool join_repeats{true};          // a scan of the last line's item raises its quantity
    StockPolicy stock{};
    Limits limits;
    bool operator==(const Setup&) const = default;
};

}  // namespace pos::sale
