#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "pos/journal/events/cart.hpp"
#include "pos/sale/cart_line.hpp"

namespace pos::journal {
struct Event;
}

namespace pos::sale {

struct Cart;

/// So many steps of a cart can be taken back; those before them are final.
inline constexpr std::size_t kStepsMax = 50;

/// When a cart owes the journal more than this, all its steps but the last are final.
inline constexpr std::size_t kOwedMax = 100;

/// What a step leaves for the journal. It is written once nothing can take the step back any more,
/// so that undoing leaves no trace of something that never happened.
struct OwedTrace {
    std::uint32_t turn{0};  // traces are written in the order of their turns
    std::optional<journal::LineVoided> voided;
    std::optional<journal::PriceOverridden> overridden;
    bool operator==(const OwedTrace&) const = default;

    template <class Archive>
    void serialize(Archive& archive, unsigned) {
        archive & turn & voided & overridden;
    }
};

/// A line as it stands on the other side of a step.
struct OtherLine {
    std::uint32_t line{0};          // its number
    std::optional<CartLine> there;  // nothing: the cart does not have it there
    bool operator==(const OtherLine&) const = default;

    template <class Archive>
    void serialize(Archive& archive, unsigned) {
        archive & line & there;
    }
};

/// One step of a cart: what is to be exchanged to have the cart on its other side.
struct CartStep {
    std::vector<OtherLine> lines;  // those alone that differ
    std::optional<CartDiscount> discount;
    std::string customer;
    std::string note;
    std::string external_number;
    bool entry{false};  // goods came in: they are voided to take it back, which the journal shows
    std::vector<OwedTrace> traces;  // of a step, while it is done; of an entry, while it is undone
    bool operator==(const CartStep&) const = default;

    template <class Archive>
    void serialize(Archive& archive, unsigned) {
        archive & lines & discount & customer & note & external_number & entry & traces;
    }
};

/// How the open cart came to be what it is, as far as that can be taken back. It lies in the cart's
/// working row, so that a till that was killed still knows it.
struct Trail {
    std::vector<CartStep> steps;   // oldest first; at most kStepsMax
    std::vector<CartStep> undone;  // the one to be done again first stands last
    std::vector<OwedTrace> owed;   // of what can be taken back no more, and is not written yet
    std::uint32_t turn_last{0};
    bool operator==(const Trail&) const = default;

    template <class Archive>
    void serialize(Archive& archive, unsigned) {
        archive & steps & undone & owed & turn_last;
    }

    bool is_empty() const { return steps.empty() && undone.empty() && owed.empty(); }
};

/// The step that leads from one cart to another, as remember() takes it.
CartStep step_between(const Cart& before, const Cart& after);

/// Puts a step that was just done behind the others. What was undone before it is gone for good.
void remember(Trail& trail, CartStep step);

/// Exchanges what differs: the cart is on the step's other side then, and the step leads back.
void cross(Cart& cart, CartStep& step);

/// A trace that was just left has its turn behind all others of the trail.
void number_traces(Trail& trail, std::vector<OwedTrace>& traces);

/// What the journal is owed if no step is taken back any more, in order.
std::vector<journal::Event> owed_events(const Trail& trail);

/// The cart they are of is another sale from now on.
void belong_to(Trail& trail, const Ulid& sale);

/// How many voids are among those, which a report already counts.
std::uint32_t voids_in(const std::vector<OwedTrace>& traces);
std::uint32_t voids_owed(const Trail& trail);

}  // namespace pos::sale
