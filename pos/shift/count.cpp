#include "pos/shift/count.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "pos/money/wide.hpp"

namespace pos::shift {

namespace {

using Values = std::span<const std::int64_t>;

struct Coins {
    std::string_view currency;
    Values values;
};

constexpr std::array<std::int64_t, 15> kEuro{50'000, 20'000, 10'000, 5'000, 2'000, 1'000, 500, 200,
                                             100,    50,     20,     10,    5,     2,     1};
constexpr std::array<std::int64_t, 12> kPound{5'000, 2'000, 1'000, 500, 200, 100,
                                              50,    20,    10,    5,   2,   1};
constexpr std::array<std::int64_t, 12> kDollar{10'000, 5'000, 2'000, 1'000, 500, 200,
                                               100,    50,    25,    10,    5,   1};
constexpr std::array<std::int64_t, 13> kFranc{100'000, 20'000, 10'000, 5'000, 2'000, 1'000, 500,
                                              200,     100,    50,     20,    10,    5};
constexpr std::array<std::int64_t, 10> kYen{10'000, 5'000, 2'000, 1'000, 500, 100, 50, 10, 5, 1};
constexpr std::array<std::int64_t, 10> kShekel{20'000, 10'000, 5'000, 2'000, 1'000,
                                               500,    200,    100,   50,    10};

// source: the central banks' lists of notes and coins in circulation, 2026
constexpr std::array<Coins, 6> kCoins{{{"EUR", kEuro},
                                       {"GBP", kPound},
                                       {"USD", kDollar},
                                       {"CHF", kFranc},
                                       {"JPY", kYen},
                                       {"ILS", kShekel}}};

}  // namespace

std::expected<journal::ShiftFigures, CountError> count(journal::ShiftFigures figures,
                                                       std::span<const Counted> counts) {
    auto& tenders = figures.tenders;
    for (const Counted& counted : counts) {
        if (std::ranges::find(tenders, counted.code, &journal::TenderCount::code) ==
            tenders.end()) {
            return std::unexpected{CountError::unknown_tender};
        }
    }
    const auto times = [&](const std::string& code) {
        return std::ranges::count(counts, code, &Counted::code);
    };
    for (const Counted& counted : counts) {
        if (times(counted.code) > 1) return std::unexpected{CountError::counted_twice};
    }
    for (const Counted& counted : counts) {
        const auto& tender = *std::ranges::find(tenders, counted.code, &journal::TenderCount::code);
        if (tender.kind == journal::TenderKind::cash && counted.amount.minor < 0) {
            return std::unexpected{CountError::negative_amount};
        }
    }
    for (const journal::TenderCount& tender : tenders) {
        if (times(tender.code) == 0) return std::unexpected{CountError::tender_missing};
    }
    for (const Counted& counted : counts) {
        auto& tender = *std::ranges::find(tenders, counted.code, &journal::TenderCount::code);
        tender.counted = counted.amount;
        tender.difference = counted.amount - tender.expected;
    }
    return figures;
}

std::span<const std::int64_t> denominations(Currency currency) {
    const std::string code = code_of(currency);
    const auto found = std::ranges::find(kCoins, code, &Coins::currency);
    return found == kCoins.end() ? Values{} : found->values;
}

std::expected<Money, PileError> sum(std::span<const Pile> piles, Currency currency) {
    for (const Pile& pile : piles) {
        if (pile.value_minor <= 0) return std::unexpected{PileError::bad_value};
    }
    for (const Pile& pile : piles) {
        if (pile.pieces < 0) return std::unexpected{PileError::bad_pieces};
    }
    Wide total = 0;
    for (const Pile& pile : piles) {
        total += Wide{pile.value_minor} * pile.pieces;
        if (total > kMinorMax) return std::unexpected{PileError::amount_out_of_range};
    }
    return Money{static_cast<std::int64_t>(total), currency};
}

}  // namespace pos::shift
