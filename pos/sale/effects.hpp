#pragma once

#include <cstdint>
#include <variant>
#include <vector>

#include "pos/journal/event.hpp"
#include "pos/sale/cart.hpp"

namespace pos::sale {

/// What becomes of a cart's working row. `save` means: as the register has it when the row is
/// written (find_cart), so that several saves in a row need only one write.
enum class CartAction : std::uint8_t { save, drop };
struct CartChange {
    Ulid sale{};
    CartAction action{CartAction::save};
    bool operator==(const CartChange&) const = default;
};

/// In one transaction: append these events in order, draw the numbers they lack, change the rows of
/// the carts. Answer with Stored or StoreFailed and the ticket. Stores are carried out in order.
///
/// `awaited`: the till does nothing else until the answer. The others may lag behind; several may
/// be put into one transaction as long as no awaited one is overtaken.
struct Store {
    std::uint64_t ticket{0};
    bool awaited{false};
    std::vector<journal::Event> events;
    std::vector<CartChange> carts;
};

/// Ask the fiscal device to sign this ticket (its number is drawn afterwards), then FiscalAnswered.
struct AskFiscal {
    journal::SaleRecord record;
};

/// Ask the card terminal for this attempt, which is stored; then CardApproved and CardEnded.
struct AskCard {
    journal::CardAttempted attempt;
    std::string receipt;  // of a reversal: the terminal's number of what it takes back
};

/// Tell the terminal whether the approval is stored: else it takes the payment back.
struct KeepCard {
    Ulid attempt{};
    bool stored{false};
    bool operator==(const KeepCard&) const = default;
};

struct OpenDrawer {};

/// `copy` 0 is the receipt itself, 1… a duplicate. It never holds up the till.
struct PrintReceipt {
    journal::SaleRecord record;
    std::uint32_t copy{0};
};

/// A cart that waits, as a report lists it.
struct WaitingCart {
    Ulid sale{};
    std::string label;
    Instant held_at{};
    std::size_t lines{0};
    Money total{};
    bool operator==(const WaitingCart&) const = default;
};

struct PrintXReport {
    Ulid shift{};
    journal::When when;
    journal::Actor user;
    LocalTime opened{};
    journal::ShiftFigures figures;
    std::vector<WaitingCart> waiting;
};

struct PrintZReport {
    journal::ShiftClosed closed;
    std::vector<WaitingCart> waiting;
};

enum class Sound : std::uint8_t {
    added,      // one more of something
    finished,   // the sale is stored
    attention,  // the store or the device did not do it: look at the screen
};
struct Beep {
    Sound sound{Sound::added};
    bool operator==(const Beep&) const = default;
};

struct Effect : std::variant<Store, AskFiscal, AskCard, KeepCard, OpenDrawer, PrintReceipt,
                             PrintXReport, PrintZReport, Beep> {
    using variant::variant;

    // Compiled once, not in every file that copies one: a third of what such a file takes.
    Effect(const Effect& other);
    Effect(Effect&& other) noexcept;
    Effect& operator=(const Effect& other);
    Effect& operator=(Effect&& other) noexcept;
    ~Effect();
};

}  // namespace pos::sale
