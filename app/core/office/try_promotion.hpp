#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/core/failure.hpp"
#include "pos/catalog/promotion.hpp"
#include "pos/journal/projection.hpp"
#include "pos/money/money.hpp"
#include "pos/money/quantity.hpp"
#include "pos/store/reader.hpp"

namespace app::core {

/// A basket that somebody thinks of: where, when, and what is in it.
struct SampleBasket {
    std::string branch;  // empty: one without promotions and prices of its own
    pos::LocalTime at{};
    pos::Instant instant{};  // the same, for prices
    std::string goods;       // "101*3, 102, 201*0.75": numbers of items and how much of each
};

/// What it costs, line by line and altogether.
struct TriedBasket {
    struct Line {
        std::string number;
        std::string name;
        pos::Quantity quantity{};
        pos::Money without{};
        pos::Money with{};
        std::string promotions;  // as printed, of `with`: "3 for 2"
    };
    std::vector<Line> lines;
    pos::Money without{};   // with the other promotions that run then
    pos::Money with{};      // and this one
    std::string of_basket;  // those on the whole basket, as printed
    bool runs{false};       // the promotion, then
};

/// Prices the basket as a till would, without that promotion and with it.
///
/// errors: goods that are not there or have no price, a quantity that is none; a basket no till
///         takes
Outcome<TriedBasket> try_promotion(pos::store::Reader& reader,
                                   const pos::journal::JournalRow& journal,
                                   const pos::catalog::Promotion& promotion,
                                   const SampleBasket& basket);

/// Goods that the promotion concerns, as many as it takes: "101*3"; empty where there are none.
Outcome<std::string> sample_goods(pos::store::Reader& reader,
                                  const pos::catalog::Promotion& promotion);

}  // namespace app::core
