// Goal: of a lease no more is spent than it holds and the merchant risks above it, and what comes
// back is what was paid.
// Method: tables of figures, each refusal, and a seeded run of payments and refunds whose parts
// must add up.
#include "pos/billing/wallet/lease.hpp"

#include <gtest/gtest.h>

#include <random>

namespace {

using pos::Instant;
using pos::billing::wallet::AmountPart;
using pos::billing::wallet::give_back;
using pos::billing::wallet::HeldLease;
using pos::billing::wallet::LeasePart;
using pos::billing::wallet::LeaseRefusal;
using pos::billing::wallet::name_of;
using pos::billing::wallet::spend;
using pos::billing::wallet::spendable_minor;
using pos::billing::wallet::sum_of;
using pos::billing::wallet::take_in_order;
using pos::billing::wallet::take_in_reverse;

constexpr Instant kNow{1'000};

TEST(Lease, what_expires_first_is_spent_first) {
    const std::vector<HeldLease> leases{
        {500, 0, {}}, {300, 0, Instant{3'000}}, {200, 0, Instant{2'000}}};
    EXPECT_EQ(spendable_minor(leases, kNow), 1'000);
    EXPECT_EQ(spend(leases, 600, kNow),
              (std::vector<LeasePart>{{2, 200, 0}, {1, 300, 0}, {0, 100, 0}}));
}

TEST(Lease, the_floor_is_used_once_nothing_leased_is_left) {
    const std::vector<HeldLease> leases{{500, 100, Instant{2'000}}, {300, 50, {}}};
    EXPECT_EQ(spend(leases, 800, kNow), (std::vector<LeasePart>{{0, 500, 0}, {1, 300, 0}}));
    EXPECT_EQ(spend(leases, 920, kNow), (std::vector<LeasePart>{{0, 500, 100}, {1, 300, 20}}));
    EXPECT_EQ(spend(leases, 950, kNow), (std::vector<LeasePart>{{0, 500, 100}, {1, 300, 50}}));
    EXPECT_EQ(spend(leases, 951, kNow), std::unexpected{LeaseRefusal::too_small});
}

TEST(Lease, an_empty_lease_still_has_its_floor) {
    const std::vector<HeldLease> leases{{0, 100, {}}};
    EXPECT_EQ(spend(leases, 100, kNow), (std::vector<LeasePart>{{0, 0, 100}}));
}

TEST(Lease, refuses_by_name) {
    const std::vector<HeldLease> over{{500, 100, Instant{1'000}}};
    const std::vector<HeldLease> small{{500, 0, Instant{1'001}}};
    EXPECT_EQ(spend(small, 0, kNow), std::unexpected{LeaseRefusal::amount_not_positive});
    EXPECT_EQ(spend(small, -1, kNow), std::unexpected{LeaseRefusal::amount_not_positive});
    EXPECT_EQ(spend({}, 1, kNow), std::unexpected{LeaseRefusal::no_lease});
    EXPECT_EQ(spend(over, 1, kNow), std::unexpected{LeaseRefusal::expired});
    EXPECT_EQ(spend(small, 501, kNow), std::unexpected{LeaseRefusal::too_small});
    EXPECT_EQ(spendable_minor(over, kNow), 0);
    EXPECT_EQ(name_of(LeaseRefusal::too_small), "too_small");
}

TEST(Lease, what_an_expired_one_holds_pays_nothing_beside_another) {
    const std::vector<HeldLease> leases{{500, 100, Instant{1'000}}, {300, 0, {}}};
    EXPECT_EQ(spend(leases, 300, kNow), (std::vector<LeasePart>{{1, 300, 0}}));
    EXPECT_EQ(spend(leases, 301, kNow), std::unexpected{LeaseRefusal::too_small});
}

TEST(Lease, what_the_merchant_risked_goes_back_first) {
    const std::vector<LeasePart> paid{{0, 500, 100}, {1, 300, 20}};
    EXPECT_EQ(give_back(paid, 10), (std::vector<LeasePart>{{1, 0, 10}}));
    EXPECT_EQ(give_back(paid, 220), (std::vector<LeasePart>{{0, 0, 100}, {1, 100, 20}}));
    EXPECT_EQ(give_back(paid, 920), (std::vector<LeasePart>{{0, 500, 100}, {1, 300, 20}}));
    EXPECT_EQ(give_back(paid, 921), std::unexpected{LeaseRefusal::too_much});
    EXPECT_EQ(give_back(paid, 0), std::unexpected{LeaseRefusal::amount_not_positive});
}

TEST(Lease, lots_are_taken_in_order_and_come_back_from_the_last) {
    const std::vector<std::int64_t> lots{300, 0, 500};
    EXPECT_EQ(take_in_order(lots, 400), (std::vector<AmountPart>{{0, 300}, {2, 100}}));
    EXPECT_EQ(take_in_reverse(lots, 600), (std::vector<AmountPart>{{2, 500}, {0, 100}}));
    EXPECT_EQ(sum_of(take_in_order(lots, 900)), 800);
    EXPECT_TRUE(take_in_order(lots, 0).empty());
}

TEST(Lease, parts_add_up_and_never_exceed) {
    constexpr unsigned kSeed = 20'261'128;
    std::mt19937 random{kSeed};
    const auto upto = [&](std::int64_t most) {
        return static_cast<std::int64_t>(random() % static_cast<unsigned>(most + 1));
    };
    for (int round = 0; round < 2'000; ++round) {
        std::vector<HeldLease> leases(1 + random() % 4);
        for (HeldLease& lease : leases) {
            lease.left_minor = upto(500);
            lease.floor_left_minor = upto(1) * upto(100);
            if (upto(1) == 1) lease.expires = Instant{upto(2'000)};
        }
        const std::int64_t asked = 1 + upto(1'500);
        const auto parts = spend(leases, asked, kNow);
        ASSERT_EQ(parts.has_value(), asked <= spendable_minor(leases, kNow)) << kSeed;
        if (!parts) continue;
        std::int64_t sum = 0;
        bool over = false;
        std::int64_t left = 0;
        for (const LeasePart& part : *parts) {
            const HeldLease& lease = leases[part.lease];
            EXPECT_FALSE(lease.expires && *lease.expires <= kNow);
            EXPECT_LE(part.minor, lease.left_minor);
            EXPECT_LE(part.over_minor, lease.floor_left_minor);
            sum += part.minor + part.over_minor;
            over = over || part.over_minor > 0;
        }
        for (const HeldLease& lease : leases) {
            if (!lease.expires || *lease.expires > kNow) left += lease.left_minor;
        }
        EXPECT_EQ(sum, asked);
        if (over) {
            EXPECT_GT(asked, left);
        }
        const std::int64_t returned = 1 + upto(asked - 1);
        const auto back = give_back(*parts, returned);
        ASSERT_TRUE(back);
        sum = 0;
        for (const LeasePart& part : *back) sum += part.minor + part.over_minor;
        EXPECT_EQ(sum, returned);
    }
}

}  // namespace
