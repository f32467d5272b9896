#pragma once

#include <cstddef>
#include <cstdint>
#include <expected>
#include <span>
#include <string>
#include <vector>

#include "pos/base/ulid.hpp"
#include "pos/money/money.hpp"
#include "pos/money/quantity.hpp"
#include "pos/money/rounding.hpp"

namespace pos::pricing {

/// What a promotion gives. Stored and sent: never changed, never used again.
enum class PromotionKind : std::uint8_t {
    percent_off,    // of goods
    amount_off,     // each piece or unit of goods
    fixed_price,    // goods cost that instead
    n_for_m,        // of each group of pieces the cheapest are free
    n_for_price,    // each group of pieces costs that
    nth_off,        // of each group the cheapest piece at so many percent less
    spend_percent,  // off goods that together cost that much
    spend_amount,   // off the basket, whose goods together cost that much
};
constexpr bool in_range(PromotionKind kind) {
    return kind <= PromotionKind::spend_amount;
}

/// Whether groups of pieces are counted.
constexpr bool counts_groups(PromotionKind kind) {
    return kind == PromotionKind::n_for_m || kind == PromotionKind::n_for_price ||
           kind == PromotionKind::nth_off;
}

/// Most pieces of one group.
inline constexpr std::uint32_t kGroupPiecesMax = 24;

/// One promotion's terms; which members count is the kind's.
struct PromotionRule {
    PromotionKind kind{PromotionKind::percent_off};
    Rate rate{};                 // percent_off, nth_off, spend_percent: 0 … 100 %
    UnitPrice amount{};          // amount_off, fixed_price: of one piece or unit
    Money price{};               // n_for_price: of a whole group; spend_amount: what is taken off
    Money spend{};               // spend_…: what the goods must come to
    std::uint32_t pieces{0};     // of a group: the 3 of "3 for 2"
    std::uint32_t paid{0};       // n_for_m: the 2
    std::uint32_t times_max{0};  // a basket; 0: as often as it fits
    bool combinable{false};      // else goods that it takes get no other promotion
    bool operator==(const PromotionRule&) const = default;

    template <class Archive>
    void serialize(Archive& archive, unsigned) {
        archive & kind & rate & amount & price & spend & pieces & paid & times_max & combinable;
    }
};

enum class PromotionError : std::uint8_t {
    other_currency,
    rate_out_of_range,    // not above 0, or above 100 %
    amount_out_of_range,  // negative, nothing to take off, or larger than any price
    group_out_of_range,   // below 2 pieces, above kGroupPiecesMax, or none of them free
    spend_out_of_range,   // nothing to be spent
};

/// Whether the terms make sense. errors: in enum order
std::expected<void, PromotionError> check(const PromotionRule& rule, Currency currency);

/// A promotion as goods carry it into the cart.
struct Promotion {
    Ulid id{};
    std::string code;   // the shop's own
    std::string label;  // "3 for 2"; as printed
    std::int32_t priority{0};
    PromotionRule rule;
    bool operator==(const Promotion&) const = default;

    template <class Archive>
    void serialize(Archive& archive, unsigned) {
        archive & id & code & label & priority & rule;
    }
};

/// Goods of a basket, as promotions see them.
struct PromotionLine {
    Money value{};        // what they cost before promotions
    Quantity quantity{};  // positive
    Ulid item{};          // tells lines apart that are alike otherwise
    bool by_piece{true};  // so that groups of them can be counted
    bool by_hand{false};  // somebody gave a price or a discount: counts towards what was
                          // spent, and gets no promotion of goods
    std::vector<std::size_t> promotions;  // indices, ascending
};

/// What a promotion takes off.
struct PromotionPart {
    std::size_t promotion{0};
    Money amount{};  // above zero
    bool operator==(const PromotionPart&) const = default;
};

struct Promoted {
    std::vector<std::vector<PromotionPart>> lines;  // as in the input
    std::vector<PromotionPart> basket;              // off all goods together
    bool operator==(const Promoted&) const = default;
};

struct PromotionTerms {
    Money basket{};  // what goods come to that basket promotions may lower, returns taken off
    RoundingMode mode{RoundingMode::half_away};
    std::int64_t step_minor{1};
};

/// The choice among promotions that leaves the customer with the least to pay.
///
/// A piece of goods is taken by one exclusive promotion, or by all combinable ones together: those
/// on each piece one after the other, then at most one that counts pieces, on what they left.
/// Limited ones (times_max) count pieces too. Goods of one line that no exclusive promotion counts
/// are treated alike. Groups are made from the dearest goods down, so "the cheapest free" is the
/// cheapest of its group, and what a group saves is shared out over all of its goods in proportion:
/// bringing some back gives what they were paid for. What must be spent is judged by what goods
/// cost before promotions. An exclusive basket promotion is given in place of all others.
///
/// Each part is a multiple of the line step, rounded down where it was none.
///
/// Of choices that save the same, the one with the promotions that stand first is made.
///
/// requires: `promotions` in order of precedence; lines with positive quantities and values ≥ 0 of
///           one currency; promotions whose terms make no sense (check) are passed over
/// ensures:  parts of a line come to at most its value; all of them to at most terms.basket if that
///           is what the lines come to; the total depends on no order of lines; another promotion
///           never makes it larger (with lines in steps of one minor unit)
/// limits:   the first 2,000 pieces of a line are counted in groups; where so many promotions count
///           the same goods that their groups can stand in more than 2,048 ways, the last in
///           precedence are left out, and only there "never larger" is not promised
/// method:   dynamic programme over lines from dear to cheap; its state is how far each promotion's
///           group has come. Exact, in whole minor units.
Promoted promote(std::span<const Promotion> promotions, std::span<const PromotionLine> lines,
                 const PromotionTerms& terms);

}  // namespace pos::pricing
