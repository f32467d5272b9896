#pragma once

#include <string>

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

enum class CardState : std::uint8_t { asked, approved, declined, unknown };
constexpr bool in_range(CardState state) {
    return state <= CardState::unknown;
}

/// A card payment was asked for (written before the device is), or its outcome became known.
struct CardAttempted {
    Ulid sale{};
    Ulid attempt{};
    When when;
    Actor cashier;
    Money amount{};
    CardState state{CardState::asked};
    std::string reference;
    bool operator==(const CardAttempted&) const = default;

    template <class Archive>
    void serialize(Archive& archive, unsigned) {
        archive & sale & attempt & when & cashier & amount & state & reference;
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

}  // namespace pos::journal
