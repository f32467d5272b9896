// Goal: what must hold for every ticket under every policy.
// Method: seeded tickets with every kind of tax, discount, sign and rounding: sums add up, the
// negated ticket is the negated answer, the order of lines changes no total, tax by group is the
// rounded exact tax. The seed is printed with a failure.
#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <numeric>
#include <random>

#include "pos/pricing/price.hpp"
#include "pos/tax/formula.hpp"
#include "pos/tax/table.hpp"
#include "tests/unit/pos/pricing/ticket.hpp"

using namespace test;

namespace {

constexpr unsigned kSeeds = 1'000;

class Dice {
public:
    explicit Dice(unsigned seed) : engine_{seed} {}
    std::int64_t in(std::int64_t low, std::int64_t high) {
        return std::uniform_int_distribution<std::int64_t>{low, high}(engine_);
    }
    bool one_in(std::int64_t n) { return in(1, n) == 1; }
    std::mt19937_64& engine() { return engine_; }

private:
    std::mt19937_64 engine_;
};

PricingPolicy any_policy(Dice& dice) {
    const auto mode = [&] { return static_cast<RoundingMode>(dice.in(0, 4)); };
    return {.precision = static_cast<LinePrecision>(dice.in(0, 1)),
            .kept = static_cast<Kept>(dice.in(0, 1)),
            .line_mode = mode(),
            .discount_mode = mode(),
            .tax_mode = mode(),
            .line_step_minor = dice.one_in(5) ? 5 : 1,
            .tax_step_minor = dice.one_in(5) ? 5 : 1,
            .tax_scope = static_cast<tax::TaxScope>(dice.in(0, 2)),
            .prices = static_cast<tax::PricesAre>(dice.in(0, 2))};
}

Discount any_discount(Dice& dice, std::int64_t minor_max) {
    if (dice.one_in(2)) return {.rate = {dice.in(0, 60) * 500'000}};
    return {.kind = DiscountKind::amount, .amount = {dice.in(0, minor_max), euro()}};
}

LineInput any_line(Dice& dice) {
    const char* const kTaxes[] = {"",  "A", "A",  "A",  "B",  "B",  "Z",
                                  "N", "S", "GQ", "AD", "AB", "AS", "ABGQD"};
    LineInput line{.unit_price = {dice.in(100, 5'000) * 1'000'000, euro()},
                   .discountable = !dice.one_in(5),
                   .taxes = taxes_named(kTaxes[dice.in(0, 13)])};
    line.quantity = dice.one_in(3) ? Quantity{dice.in(100, 9'999) * 1'000} : pieces(dice.in(1, 6));
    if (dice.one_in(3)) line.unit_price.e8 += dice.in(0, 999'999);
    if (dice.one_in(8)) line.quantity = -line.quantity;
    if (dice.one_in(10)) line.prices = static_cast<tax::PricesAre>(dice.in(0, 2));
    while (dice.one_in(4)) line.discounts.push_back(any_discount(dice, 5));
    return line;
}

PricingInput any_ticket(Dice& dice) {
    PricingInput input{.currency = euro(), .policy = any_policy(dice)};
    const std::int64_t count = dice.in(1, 20);
    for (std::int64_t i = 0; i < count; ++i) input.lines.push_back(any_line(dice));
    while (dice.one_in(3)) input.basket_discounts.push_back(any_discount(dice, 90));
    return input;
}

/// Calls `check` with every seeded ticket that is not refused. Few are: for a discount above what a
/// line or the basket comes to.
template <class Check>
void for_each_ticket(Check check) {
    unsigned refused = 0;
    for (unsigned seed = 0; seed < kSeeds; ++seed) {
        SCOPED_TRACE(testing::Message() << "seed " << seed);
        Dice dice{seed};
        const PricingInput input = any_ticket(dice);
        const auto priced = price(input);
        if (!priced) {
            EXPECT_TRUE(priced.error() == PricingError::discount_exceeds_line ||
                        priced.error() == PricingError::discount_exceeds_basket);
            ++refused;
            continue;
        }
        check(input, *priced, dice);
        if (testing::Test::HasFailure()) return;
    }
    EXPECT_LT(refused, kSeeds / 4);
}

template <class T, class Figure>
std::int64_t sum(const std::vector<T>& items, Figure figure) {
    return std::accumulate(items.begin(), items.end(), std::int64_t{0},
                           [&](std::int64_t so_far, const T& item) {
                               return so_far + std::invoke(figure, item).minor;
                           });
}

void check_line(const PricedLine& line, const PricedDocument& document) {
    const auto self = [](Money m) { return m; };
    EXPECT_EQ(sum(line.basket_shares, self), line.basket_share.minor);
    EXPECT_EQ(line.gross.minor - sum(line.discounts, self) - line.basket_share.minor,
              line.total.minor);
    std::int64_t added = 0;
    for (const LineTax& part : line.taxes) {
        EXPECT_EQ(part.included, document.groups[part.group].included);
        if (!part.included) added += part.tax.minor;
    }
    EXPECT_EQ(line.net.minor + sum(line.taxes, &LineTax::tax), line.payable.minor);
    EXPECT_EQ(line.total.minor + added, line.payable.minor);
}

/// Turns every sign, discounts and settled figures included.
PricedDocument negated(PricedDocument document) {
    const auto turn = [](Money& money) { money = -money; };
    for (PricedLine& line : document.lines) {
        for (Money* figure :
             {&line.gross, &line.basket_share, &line.total, &line.net, &line.payable}) {
            turn(*figure);
        }
        std::ranges::for_each(line.discounts, turn);
        std::ranges::for_each(line.basket_shares, turn);
        for (LineTax& part : line.taxes) {
            turn(part.base);
            turn(part.tax);
        }
    }
    std::ranges::for_each(document.basket_discounts, turn);
    for (TaxGroup& group : document.groups) {
        for (Money* figure : {&group.base, &group.tax, &group.gross}) turn(*figure);
    }
    for (Money* figure : {&document.gross, &document.line_discount, &document.basket_discount,
                          &document.discount, &document.net, &document.tax, &document.total}) {
        turn(*figure);
    }
    return document;
}

}  // namespace

TEST(PriceProperties, every_sum_adds_up) {
    for_each_ticket([](const PricingInput& input, const PricedDocument& priced, Dice&) {
        ASSERT_EQ(priced.lines.size(), input.lines.size());
        for (const PricedLine& line : priced.lines) check_line(line, priced);
        EXPECT_EQ(sum(priced.lines, &PricedLine::gross), priced.gross.minor);
        EXPECT_EQ(sum(priced.lines, &PricedLine::basket_share), priced.basket_discount.minor);
        EXPECT_EQ(sum(priced.lines, &PricedLine::net), priced.net.minor);
        EXPECT_EQ(sum(priced.lines, &PricedLine::payable), priced.total.minor);
        EXPECT_EQ(sum(priced.basket_discounts, [](Money m) { return m; }),
                  priced.basket_discount.minor);
        EXPECT_EQ(priced.line_discount + priced.basket_discount, priced.discount);
        EXPECT_EQ(sum(priced.lines, &PricedLine::total), (priced.gross - priced.discount).minor);
        EXPECT_EQ(priced.net + priced.tax, priced.total);
        EXPECT_EQ(sum(priced.groups, &TaxGroup::tax), priced.tax.minor);
        for (std::size_t g = 0; g < priced.groups.size(); ++g) {
            std::int64_t tax = 0;
            std::int64_t base = 0;
            for (const PricedLine& line : priced.lines) {
                for (const LineTax& part : line.taxes) {
                    if (part.group != g) continue;
                    tax += part.tax.minor;
                    base += part.base.minor;
                }
            }
            EXPECT_EQ(priced.groups[g].tax.minor, tax);
            EXPECT_EQ(priced.groups[g].base.minor, base);
            EXPECT_EQ(priced.groups[g].gross.minor, base + tax);
        }
    });
}

TEST(PriceProperties, a_refund_mirrors_its_sale) {
    for_each_ticket([](const PricingInput& input, const PricedDocument& priced, Dice&) {
        PricingInput refund = input;
        for (LineInput& line : refund.lines) line.quantity = -line.quantity;
        const auto back = price(refund);
        ASSERT_TRUE(back);
        EXPECT_EQ(*back, negated(priced));
    });
}

TEST(PriceProperties, the_order_of_lines_changes_no_total) {
    for_each_ticket([](const PricingInput& input, const PricedDocument& priced, Dice& dice) {
        PricingInput shuffled = input;
        std::ranges::shuffle(shuffled.lines, dice.engine());
        const auto other = price(shuffled);
        ASSERT_TRUE(other);
        EXPECT_EQ(other->gross, priced.gross);
        EXPECT_EQ(other->discount, priced.discount);
        EXPECT_EQ(other->tax, priced.tax);
        EXPECT_EQ(other->total, priced.total);
        EXPECT_EQ(other->basket_discounts, priced.basket_discounts);
        ASSERT_EQ(other->groups.size(), priced.groups.size());
        for (std::size_t g = 0; g < priced.groups.size(); ++g) {
            EXPECT_EQ(other->groups[g].code, priced.groups[g].code);
            EXPECT_EQ(other->groups[g].tax, priced.groups[g].tax);
        }
    });
}

TEST(PriceProperties, tax_by_group_is_the_exact_tax_rounded_once) {
    for_each_ticket([](const PricingInput& input, const PricedDocument& priced, Dice&) {
        if (input.policy.tax_scope != tax::TaxScope::group) return;
        if (input.policy.precision != LinePrecision::minor) return;
        std::vector<tax::Sum> sums(priced.groups.size());
        for (std::size_t i = 0; i < input.lines.size(); ++i) {
            const LineInput& line = input.lines[i];
            const auto prices =
                line.prices == tax::PricesAre::as_each_tax_says ? input.policy.prices : line.prices;
            const auto formula = tax::formula(tax::with_prices(line.taxes, prices));
            ASSERT_TRUE(formula);
            for (std::size_t t = 0; t < line.taxes.size(); ++t) {
                ASSERT_TRUE(sums[priced.lines[i].taxes[t].group].add(
                    formula->taxes[t], formula->denominator, exact(priced.lines[i].total),
                    line.quantity.millionths));
            }
        }
        for (std::size_t g = 0; g < sums.size(); ++g) {
            EXPECT_EQ(sums[g].rounded(euro(), input.policy.tax_step_minor, input.policy.tax_mode),
                      priced.groups[g].tax);
        }
    });
}

TEST(PriceProperties, one_input_has_one_answer) {
    for_each_ticket([](const PricingInput& input, const PricedDocument& priced, Dice&) {
        EXPECT_EQ(price(input), priced);
    });
}
