// Goal: a part of a document in all its taxes, for deposits and for discounts on the whole.
// Method: by hand, the refusals, seeded parts that mirror and add up.
#include "pos/pricing/document_share.hpp"

#include <gtest/gtest.h>

#include <random>

#include "tests/unit/pos/pricing/ticket.hpp"

using namespace test;

namespace {

const PricedDocument& sale() {
    static const PricedDocument kSale =
        *price(ticket("1 x 60.00 A\n1 x 42.00 B\n2 x 10.00 D"));  // 10.00 + 2.00 + 0.50 of tax
    return kSale;
}

std::string shared(const char* part, FixedTaxes fixed) {
    const auto share = document_share(sale(), discount(part), fixed, RoundingMode::half_away);
    if (!share) return "refused";
    std::string text;
    for (const GroupShare& group : share->groups) {
        text += to_string(group.base) + " " + to_string(group.tax) + ", ";
    }
    return text + to_string(share->net) + " + " + to_string(share->tax) + " = " +
           to_string(share->total);
}

}  // namespace

TEST(DocumentShare, by_hand) {
    EXPECT_EQ(shared("20%", FixedTaxes::taxed),
              "10.00 2.00, 8.00 0.40, 4.00 0.10, 22.00 + 2.50 = 24.50");
    EXPECT_EQ(shared("20%", FixedTaxes::as_net),
              "10.00 2.00, 8.00 0.40, 4.00 0.00, 22.10 + 2.40 = 24.50");
    EXPECT_EQ(shared("24.50", FixedTaxes::taxed),
              "10.00 2.00, 8.00 0.40, 4.00 0.10, 22.00 + 2.50 = 24.50");
    EXPECT_EQ(shared("0%", FixedTaxes::taxed),
              "0.00 0.00, 0.00 0.00, 0.00 0.00, 0.00 + 0.00 = 0.00");
    EXPECT_EQ(shared("100%", FixedTaxes::taxed),
              "50.00 10.00, 40.00 2.00, 20.00 0.50, 110.00 + 12.50 = 122.50");
    EXPECT_EQ(shared("0.01", FixedTaxes::taxed),
              "0.00 0.00, 0.00 0.00, 0.00 0.00, 0.01 + 0.00 = 0.01");
}

TEST(DocumentShare, refusals) {
    const auto refusal = [](const Discount& part) {
        return document_share(sale(), part, FixedTaxes::taxed, RoundingMode::half_away).error();
    };
    EXPECT_EQ(refusal({.kind = DiscountKind::amount, .amount = {100, *currency_of("USD")}}),
              ShareError::currency_mixed);
    EXPECT_EQ(refusal(discount("122.51")), ShareError::share_out_of_range);
    EXPECT_EQ(refusal({.kind = DiscountKind::amount, .amount = {-1, euro()}}),
              ShareError::share_out_of_range);
    EXPECT_EQ(refusal({.rate = {-1}}), ShareError::share_out_of_range);
    EXPECT_EQ(refusal({.rate = {kRateScale + 1}}), ShareError::share_out_of_range);
}

TEST(DocumentShare, of_an_empty_document) {
    const auto empty = price(ticket(""));
    const auto share =
        document_share(*empty, discount("0.00"), FixedTaxes::taxed, RoundingMode::half_away);
    ASSERT_TRUE(share);
    EXPECT_EQ(to_string(share->total), "0.00");
}

TEST(DocumentShare, seeded_parts_add_up_and_mirror) {
    const PricedDocument refund = *price(ticket("-1 x 60.00 A\n-1 x 42.00 B\n-2 x 10.00 D"));
    for (unsigned seed = 0; seed < 300; ++seed) {
        SCOPED_TRACE(seed);
        std::mt19937_64 random{seed};
        const Discount part =
            random() % 2 == 0
                ? Discount{.rate = {static_cast<std::int64_t>(random() % 100'000'001)}}
                : Discount{.kind = DiscountKind::amount,
                           .amount = {static_cast<std::int64_t>(random() % 12'251), euro()}};
        const auto fixed = static_cast<FixedTaxes>(random() % 2);
        const auto mode = static_cast<RoundingMode>(random() % 5);
        const auto share = document_share(sale(), part, fixed, mode);
        const auto back = document_share(refund, part, fixed, mode);
        ASSERT_TRUE(share && back);
        Money tax = zero(euro());
        for (std::size_t g = 0; g < share->groups.size(); ++g) {
            tax += share->groups[g].tax;
            EXPECT_EQ(back->groups[g].tax, -share->groups[g].tax);
            EXPECT_EQ(back->groups[g].base, -share->groups[g].base);
        }
        EXPECT_EQ(share->tax, tax);
        EXPECT_EQ(share->net + share->tax, share->total);
        EXPECT_EQ(back->total, -share->total);
        if (part.kind == DiscountKind::amount) {
            EXPECT_EQ(share->total, part.amount);
        }
    }
}
