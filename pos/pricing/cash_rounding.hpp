#pragma once

#include <cstdint>
#include <span>

#include "pos/money/money.hpp"
#include "pos/money/rounding.hpp"
#include "pos/pricing/price.hpp"

namespace pos::pricing {

/// What is rounded to the smallest coin.
enum class CashScope : std::uint8_t {
    cash,                    // what is left to pay in cash; card payments stay exact
    every_payment,           // the document, once, whatever it is paid with
    every_payment_and_cash,  // the document, and what is left to pay in cash once more
};
constexpr bool in_range(CashScope scope) {
    return scope <= CashScope::every_payment_and_cash;
}

struct CashRounding {
    std::int64_t step_minor{1};  // the smallest coin: 5 for 0.05; 1 means no rounding
    RoundingMode mode{RoundingMode::half_away};
    CashScope scope{CashScope::cash};
    bool operator==(const CashRounding&) const = default;
};

enum class PaidIn : std::uint8_t { cash, other };

/// A payment so far; negative where money is paid out.
struct Payment {
    PaidIn in{PaidIn::cash};
    Money amount{};
    bool operator==(const Payment&) const = default;
};

/// What one more payment of a kind must come to, so that the document is paid.
///
/// requires: one currency; step_minor > 0
/// ensures:  mirrors: the negated total and payments give the negated amount
Money due(Money total, std::span<const Payment> paid, PaidIn next, const CashRounding& rule);

/// How a document stands after its payments.
///
/// ensures: total + rounding == sum(paid) - change when complete
struct Settlement {
    bool complete{false};
    Money rounding{};  // payable - total: zero until complete
    Money payable{};   // total + rounding
    Money change{};    // to hand out in cash, a multiple of the step where the rule rounds cash
    Money left_in_cash{};
    Money left_otherwise{};
    bool operator==(const Settlement&) const = default;
};
Settlement settle(Money total, std::span<const Payment> paid, const CashRounding& rule);

/// Puts a rounding difference into the document instead of beside it: into the largest tax, on the
/// line that has most of it. For countries that want rounded documents without a rounding line.
///
/// ensures: the document's own sums hold; total is `rounding` more. False, and unchanged, where no
///          line is taxed: such a document stays as it is
bool absorb_rounding(PricedDocument& document, Money rounding);

}  // namespace pos::pricing
