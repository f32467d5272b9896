// Goal: after a power cut at any write everything that was promised is there, once, and the books
// hold. Method: a disk that keeps what was synced and, of the rest, what a seed lets through, in
// any order
//         and torn; 1,000 cuts while a register sells, saves carts and checkpoints, and 200 while a
//         shop is made.
#include <gtest/gtest.h>

#include "app/core/open_shop.hpp"
#include "tests/faults/store/shop_under_test.hpp"
#include "tests/support/faulty_vfs.hpp"
#include "tests/support/sanitized.hpp"

namespace {

const pos::store::StoreOptions kOptions{.program = "faults", .auto_checkpoint = false};

pos::Instant after(std::uint64_t seconds) {
    return {test::kMorning.unix_ms + static_cast<std::int64_t>(seconds) * 1'000};
}

/// A cart that was synced, and how many lines it had.
struct SyncedCart {
    pos::Ulid sale{};
    std::size_t lines{0};
};

/// A till that goes on until the power fails.
struct Selling {
    std::mt19937_64& dice;
    pos::Random& ids;
    test::Promised& promised;
    std::optional<SyncedCart> cart{};

    void run(pos::store::Store& store, std::uint64_t& now) {
        auto till = test::open_till(store, after(++now), ids);
        if (!till) return;
        for (;;) {
            const auto what = dice() % 8;
            if (what == 0 && !store.checkpoint()) return;
            if (what <= 2 && !grow(store, **till, now)) return;
            if (what <= 2) continue;
            const auto price = static_cast<std::int64_t>(1 + dice() % 9'999);
            const auto sold = test::sell_one(**till, price, after(++now), ids);
            if (!sold) return;
            promised.sales.emplace(sold->number, sold->sale);
            cart.reset();
        }
    }

    /// One line more in the cart, on the disk.
    bool grow(pos::store::Store& store, app::core::RegisterService& till, std::uint64_t& now) {
        pos::sale::Item item{.id = pos::make_ulid(after(++now), ids),
                             .number = "1",
                             .name = "Goods",
                             .price = pos::unit_price({100, store.journal().currency})};
        if (!till.tell(pos::sale::AddItem{.item = std::move(item), .own_line = true}, after(now)))
            return false;
        if (!till.flush(after(now))) return false;
        cart = SyncedCart{till.state().cart.sale, till.state().cart.lines.size()};
        return true;
    }
};

void expect_cart(pos::store::Store& store, const SyncedCart& cart) {
    const auto sold = store.reader().receipt(cart.sale);
    ASSERT_TRUE(sold.has_value());
    if (sold->has_value()) return;  // paid in the instant of the cut
    const auto carts = pos::store::read_carts(store.reader().connection());
    ASSERT_TRUE(carts.has_value());
    ASSERT_FALSE(carts->open.empty()) << "a cart that was synced is lost";
    EXPECT_EQ(carts->open.back().sale, cart.sale);
    EXPECT_GE(carts->open.back().lines.size(), cart.lines);
}

}  // namespace

TEST(PowerCut, keeps_every_promise_while_selling) {
    const auto seed = test::fault_seed();
    SCOPED_TRACE("COUNTERFOIL_SEED=" + std::to_string(seed));
    test::FaultyVfs disk;
    test::TempDir folder;
    const auto where = folder.file("shop.db");
    test::SeededRandom ids{seed};
    std::mt19937_64 dice{seed};
    ASSERT_TRUE(test::make_shop(where, ids).has_value());

    test::Promised promised;
    std::uint64_t now = 0;
    const auto cuts = test::fault_rounds(test::kSanitized ? 100 : 1'000);
    for (std::uint64_t cut = 1; cut <= cuts; ++cut) {
        Selling selling{dice, ids, promised};
        disk.arm(test::DiskFault::power_cut, 1 + dice() % 40);
        if (auto store = app::core::open_shop(where, kOptions, after(now)))
            selling.run(**store, now);
        ASSERT_TRUE(disk.fired()) << "cut " << cut << " never came";
        disk.settle(folder.path(), dice);
        disk.arm(test::DiskFault::none, 0);

        auto store = app::core::open_shop(where, kOptions, after(now));
        ASSERT_TRUE(store.has_value()) << "cut " << cut << ": " << store.error().words;
        const auto there = test::count_sales(**store);
        ASSERT_GE(there, promised.sales.size()) << "cut " << cut;
        ASSERT_LE(there, promised.sales.size() + cut) << "cut " << cut;
        if (selling.cart) expect_cart(**store, *selling.cart);
        if (cut % 50 == 0 || cut == cuts) {
            test::expect_kept(**store, promised, cut);
            test::expect_good_books(**store);
        }
        if (testing::Test::HasFailure()) return;
    }
}

TEST(PowerCut, leaves_a_whole_shop_or_none_while_one_is_made) {
    const auto seed = test::fault_seed();
    SCOPED_TRACE("COUNTERFOIL_SEED=" + std::to_string(seed));
    test::FaultyVfs disk;
    std::mt19937_64 dice{seed};
    test::SeededRandom ids{seed};
    const auto cuts = test::fault_rounds(test::kSanitized ? 20 : 200);
    for (std::uint64_t cut = 1; cut <= cuts; ++cut) {
        SCOPED_TRACE("cut " + std::to_string(cut));
        test::TempDir folder;
        const auto where = folder.file("shop.db");
        disk.arm(test::DiskFault::power_cut, 1 + dice() % 220);
        const bool made = test::make_shop(where, ids).has_value();
        if (disk.fired()) disk.settle(folder.path(), dice);
        disk.arm(test::DiskFault::none, 0);
        auto store = app::core::open_shop(where, kOptions, test::kMorning);
        if (made) {
            ASSERT_TRUE(store.has_value()) << store.error().words;
        }
        if (!store) {
            // What is there stands in nobody's way: a shop can be made here after all.
            std::filesystem::path aside = folder.path() / "aside";
            std::filesystem::create_directory(aside);
            ASSERT_TRUE(test::make_shop((aside / "shop.db").string(), ids).has_value());
            continue;
        }
        auto till = test::open_till(**store, test::kMorning, ids);
        ASSERT_TRUE(till.has_value());
        ASSERT_TRUE(test::sell_one(**till, 100, test::kMorning, ids).has_value());
        test::expect_good_books(**store);
    }
}
