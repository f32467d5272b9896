#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "pos/pricing/promotion.hpp"

namespace pos::pricing {

/// Goods of one line that promotions of goods concern, those sorted by what they do. Indices are
/// those of the promotions, ascending.
struct Goods {
    std::size_t line{0};
    std::int64_t value_minor{0};
    Quantity quantity{};
    std::int64_t pieces{1};             // that can be counted; 1 where not sold by the piece
    bool by_piece{true};                // else only "groups" of one take it
    std::vector<std::size_t> alone;     // on each piece without limit: exclusive,
    std::vector<std::size_t> together;  // and combinable
    std::vector<std::size_t> counted;   // those whose groups are counted
};

/// Adds what saves most to `parts`, by line. Goods are a component: no other goods share a counted
/// promotion with them.
///
/// requires: goods from dear to cheap; `counted` all that one of them names, ascending
void choose(std::span<const Promotion> promotions, std::span<const Goods> goods,
            std::vector<std::size_t> counted, const PromotionTerms& terms,
            std::vector<std::vector<PromotionPart>>& parts);

}  // namespace pos::pricing
