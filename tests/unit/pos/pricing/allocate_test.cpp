// Goal: prove that allocate() and spread() never create or lose a cent.
// Method: tables of hand-worked cases, every refusal, then seeded cases that check the promises in
// the header: the parts sum to the total, no part is off by a cent, a refund mirrors its sale.
#include "pos/pricing/allocate.hpp"

#include <gtest/gtest.h>

#include <numeric>
#include <random>
#include <sstream>

#include "pos/money/currency.hpp"

using namespace pos;
using pos::pricing::allocate;
using pos::pricing::AllocateError;
using pos::pricing::spread;

namespace {

const Currency kEur = *currency_of("EUR");

std::string joined(const std::vector<Money>& parts) {
    std::ostringstream out;
    for (const Money part : parts) out << part.minor << ' ';
    return out.str();
}

std::string allocated(std::int64_t total, const std::vector<std::int64_t>& weights) {
    const auto parts = allocate({total, kEur}, weights);
    return parts ? joined(*parts) : "error " + std::to_string(static_cast<int>(parts.error()));
}

/// Shares are in thousandths of a cent.
std::string spread_out(std::int64_t total, const std::vector<std::int64_t>& thousandths,
                       std::int64_t step = 1) {
    std::vector<Exact> shares;
    for (const std::int64_t share : thousandths) {
        shares.push_back({Wide{share} * exact_per_minor(kEur) / 1000});
    }
    std::vector<Money> parts(shares.size());
    spread({total, kEur}, shares, parts, step);
    return joined(parts);
}

/// Runs a table of `total : figures => parts`; everything after # is a comment.
template <class Run>
void check(const std::string& table, Run run) {
    std::istringstream lines{table};
    for (std::string line; std::getline(lines, line);) {
        line = line.substr(0, line.find('#'));
        if (line.find("=>") == std::string::npos) continue;
        SCOPED_TRACE(line);
        std::istringstream given{line.substr(0, line.find("=>"))};
        std::istringstream wanted{line.substr(line.find("=>") + 2)};
        std::int64_t total = 0;
        char colon = 0;
        given >> total >> colon;
        std::vector<std::int64_t> figures;
        for (std::int64_t f = 0; given >> f;) figures.push_back(f);
        std::ostringstream want;
        for (std::int64_t p = 0; wanted >> p;) want << p << ' ';
        EXPECT_EQ(run(total, figures), want.str());
    }
}

}  // namespace

TEST(Allocate, hand_worked_splits) {
    check(R"(
        # total : weights   => parts
           100  : 1 1 1     =>  34  33  33     # ties: the earlier line gets the cent
           101  : 1 1 1     =>  34  34  33
           100  : 1 2       =>  33  67         # the larger remainder, not the first line
             0  : 5 7       =>   0   0
          -100  : 1 1 1     => -34 -33 -33     # a refund mirrors the sale
           999  : 0 1       =>   0 999         # a free line carries no discount
             1  : 0 0 3     =>   0   0   1
          1000  : 1         => 1000
    )",
          allocated);
}

TEST(Allocate, every_rejected_input_has_its_own_error) {
    using Weights = std::vector<std::int64_t>;
    const Money cent{1, kEur};
    EXPECT_EQ(allocate(cent, Weights{}).error(), AllocateError::no_weights);
    EXPECT_EQ(allocate(cent, Weights{1, -1}).error(), AllocateError::negative_weight);
    EXPECT_EQ(allocate(cent, Weights{0, 0}).error(), AllocateError::weights_sum_to_zero);
    EXPECT_EQ(allocate(cent, Weights{INT64_MAX, 1}).error(), AllocateError::weights_too_large);
    EXPECT_EQ(allocate(cent, Weights{INT64_MAX, INT64_MAX, 2}).error(),
              AllocateError::weights_too_large);  // would wrap round to zero
    EXPECT_TRUE(allocate(cent, Weights{INT64_MAX - 1, 1}));
}

TEST(Allocate, the_parts_always_add_up) {
    for (unsigned seed = 0; seed < 200; ++seed) {
        SCOPED_TRACE(seed);
        std::mt19937_64 random{seed};
        const auto pick = [&](std::int64_t low, std::int64_t high) {
            return std::uniform_int_distribution<std::int64_t>{low, high}(random);
        };
        std::vector<std::int64_t> weights(static_cast<std::size_t>(pick(1, 50)));
        for (auto& weight : weights) weight = pick(0, 1'000'000'000);
        weights[0] += 1;
        const Money total{pick(-1'000'000'000'000, 1'000'000'000'000), kEur};
        const auto weight_sum = std::accumulate(weights.begin(), weights.end(), std::int64_t{0});

        const auto parts = allocate(total, weights).value();
        const auto mirrored = allocate(-total, weights).value();
        std::int64_t sum = 0;
        for (std::size_t i = 0; i < parts.size(); ++i) {
            sum += parts[i].minor;
            EXPECT_EQ(mirrored[i], -parts[i]);
            const Wide off = Wide{parts[i].minor} * weight_sum - Wide{total.minor} * weights[i];
            EXPECT_TRUE(off < weight_sum && off > -weight_sum);
        }
        EXPECT_EQ(sum, total.minor);
    }
}

TEST(Spread, hand_worked_shares) {
    check(R"(
        # total : thousandths of a cent  => parts
             5  : 1667 1667 1667         =>  2  2  1
             5  : 1667 1666 1667         =>  2  1  2      # the larger remainders
            -5  : -1667 -1667 -1667      => -2 -2 -1
             0  : 500 -500               =>  0  0
             1  : 500                    =>  1            # half away from zero was decided before
             0  : 500                    =>  0
           250  : 4375 1458 -3333 247500 =>  4  1 -3 248  # shares of both signs
            -3  : 800 -3800              =>  1 -4
            -2  : 800 -2900              =>  1 -3            # each to its nearest
             3  : 800 1200 1500 -500     =>  1  1  1  0
             1  : 0 900                  =>  0  1         # nothing on what has no share
             7  : 0 7000                 =>  0  7
    )",
          [](std::int64_t total, const std::vector<std::int64_t>& shares) {
              return spread_out(total, shares);
          });
}

TEST(Spread, in_steps) {
    EXPECT_EQ(spread_out(100, {33'000, 33'000, 36'000}, 5), "35 30 35 ");
    EXPECT_EQ(spread_out(-100, {-33'000, -33'000, -36'000}, 5), "-35 -30 -35 ");
    EXPECT_EQ(spread_out(5, {1'000, 1'000, 1'000}, 5), "5 0 0 ");
}

TEST(Spread, a_total_that_rounding_up_made_of_nothing_goes_to_the_first) {
    EXPECT_EQ(spread_out(1, {0, 0}), "1 0 ");
}

TEST(SpreadDeathTest, shares_of_another_total_stop) {
    EXPECT_DEATH(spread_out(7, {1'000, 1'000}), "assertion failed");
    EXPECT_DEATH(spread_out(7, {7'000}, 5), "assertion failed");
}

TEST(Spread, seeded_shares_of_both_signs_add_up_and_mirror) {
    for (unsigned seed = 0; seed < 300; ++seed) {
        SCOPED_TRACE(seed);
        std::mt19937_64 random{seed};
        std::vector<Exact> shares(random() % 40 + 1);
        std::vector<Exact> mirrored;
        Exact sum;
        for (Exact& share : shares) {
            if (random() % 5 != 0) {
                share.e14 = (Wide{static_cast<std::int64_t>(random() % 2'000'000)} - 1'000'000) *
                                10'000'000'000 +
                            static_cast<std::int64_t>(random() % 7);
            }
            sum += share;
            mirrored.push_back(-share);
        }
        const Money total = *rounded(sum, kEur, RoundingMode::half_away);
        std::vector<Money> parts(shares.size());
        std::vector<Money> negated(shares.size());
        spread(total, shares, parts);
        spread(-total, mirrored, negated);
        Money together = zero(kEur);
        for (std::size_t i = 0; i < parts.size(); ++i) {
            together += parts[i];
            EXPECT_EQ(negated[i], -parts[i]);
            const Wide off = exact(parts[i]).e14 - shares[i].e14;
            EXPECT_TRUE(off < exact_per_minor(kEur) && off > -exact_per_minor(kEur));
            if (shares[i].e14 == 0) {
                EXPECT_EQ(parts[i].minor, 0);
            }
        }
        EXPECT_EQ(together, total);
    }
}
