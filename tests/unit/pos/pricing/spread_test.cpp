// Goal: prove that spread() never creates or loses a cent.
// Method: tables of hand-worked cases, then seeded cases that check the promises in
// the header: the parts sum to the total, no part is off by a cent, a refund mirrors its sale.
#include "pos/pricing/spread.hpp"

#include <gtest/gtest.h>

#include <random>
#include <sstream>

#include "pos/money/currency.hpp"

using namespace pos;
using pos::pricing::spread;

namespace {

const Currency kEur = *currency_of("EUR");

std::string joined(const std::vector<Money>& parts) {
    std::ostringstream out;
    for (const Money part : parts) out << part.minor << ' ';
    return out.str();
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
