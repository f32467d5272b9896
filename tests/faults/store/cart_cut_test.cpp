// Goal: a power cut takes at most the last 200 ms of a cart that grows, although nobody waits for
// the disk meanwhile, and however fast it grows.
// Method: a till over a disk that forgets what was not synced. Its cart grows all the time; once
// the disk was synced, by itself, the power goes, and what had waited for that is looked for. How
// long that took is the shortest of many times, which a busy machine does not change.
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <optional>
#include <thread>

#include "app/core/open_shop.hpp"
#include "tests/faults/store/seller.hpp"
#include "tests/faults/store/shop_under_test.hpp"
#include "tests/support/faulty_vfs.hpp"
#include "tests/support/sanitized.hpp"

namespace {

using SteadyClock = std::chrono::steady_clock;
using std::chrono::milliseconds;

constexpr milliseconds kNever{20'000};
constexpr milliseconds kBetweenScans{5};  // whoever scans is no faster

/// Lets the cart of a seller grow until the disk has it.
class GrowingCart {
public:
    GrowingCart(test::Seller& seller, const test::FaultyVfs& disk) : seller_{seller}, disk_{disk} {}

    /// From one line more on; how long that line waited. Nothing if the disk was never synced.
    std::optional<SteadyClock::duration> until_synced() {
        const auto before = disk_.syncs();
        const auto begun = SteadyClock::now();
        add();
        kept_ = seller_.state().cart.lines.size();
        while (disk_.syncs() == before) {
            if (SteadyClock::now() - begun > kNever) return std::nullopt;
            std::this_thread::sleep_for(kBetweenScans);
            add();
        }
        return SteadyClock::now() - begun;
    }
    /// Lines that the disk has.
    std::size_t kept() const { return kept_; }

private:
    void add() { seller_.add(price_minor_++); }

    test::Seller& seller_;
    const test::FaultyVfs& disk_;
    std::int64_t price_minor_{100};
    std::size_t kept_{0};
};

void expect_lines(const std::string& where, std::size_t lines) {
    auto store = app::core::open_shop(where, {.program = "faults"}, test::kMorning);
    ASSERT_TRUE(store.has_value()) << store.error().words;
    const auto carts = pos::store::read_carts((*store)->reader().connection());
    ASSERT_TRUE(carts.has_value());
    EXPECT_TRUE(carts->unreadable.empty());
    ASSERT_EQ(carts->open.size(), 1U) << "the cart is lost";
    EXPECT_GE(carts->open.back().lines.size(), lines);
    test::expect_good_books(**store);
}

}  // namespace

TEST(PowerCut, takes_at_most_the_last_moments_of_a_growing_cart) {
    const auto seed = test::fault_seed();
    SCOPED_TRACE("COUNTERFOIL_SEED=" + std::to_string(seed));
    test::FaultyVfs disk;
    test::SeededRandom ids{seed};
    std::mt19937_64 dice{seed};
    auto shortest = SteadyClock::duration::max();
    const auto cuts = test::fault_rounds(test::kSanitized ? 4 : 12);
    for (std::uint64_t cut = 1; cut <= cuts; ++cut) {
        SCOPED_TRACE("cut " + std::to_string(cut));
        test::TempDir folder;
        const auto where = folder.file("shop.db");
        ASSERT_TRUE(test::make_shop(where, ids).has_value());
        std::size_t kept = 0;
        {
            test::Seller seller{where, ids, test::kMorning};
            seller.add(1);  // that the sale began is in the journal at once
            seller.flush();
            GrowingCart cart{seller, disk};
            for (auto syncs = 1 + dice() % 3; syncs > 0; --syncs) {
                const auto waited = cart.until_synced();
                ASSERT_TRUE(waited.has_value()) << "a cart that grows is never synced";
                shortest = std::min(shortest, *waited);
            }
            kept = cart.kept();
            ASSERT_GT(kept, 1U);
            disk.arm(test::DiskFault::power_cut, 1);
        }
        disk.settle(folder.path(), dice);
        disk.arm(test::DiskFault::none, 0);
        expect_lines(where, kept);
        if (testing::Test::HasFailure()) return;
    }
    EXPECT_EQ(pos::store::StoreThreadOptions{}.cart_sync_delay, milliseconds{200});
    EXPECT_LE(shortest, milliseconds{test::kSanitized ? 1'000 : 400});
}
