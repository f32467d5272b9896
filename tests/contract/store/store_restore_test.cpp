// Goal: a backup put back sells on under numbers that were never used, with the books before it
// named; whatever goes wrong leaves what stood there.
// Method: shops in SQLite files, backed up while they sell, lost, and restored once and again.
#include "pos/store/restore.hpp"

#include <gtest/gtest.h>

#include <filesystem>

#include "pos/store/verify.hpp"
#include "tests/contract/store/shop.hpp"

namespace {

using namespace pos::store;
using namespace pos::journal;
namespace fs = std::filesystem;
using Place = RestoreError::Place;

constexpr auto kGoOn = [](const db::CopyProgress&) { return true; };

class StoreRestore : public test::EitherShop {
protected:
    void SetUp() override {
        options_.key_file.clear();
        EitherShop::SetUp();
        open_shift();
        sell(ticket({{"Tea", "D1"}}));
        pos::sale::Cart cart;
        cart.sale = paid_later_ = new_id();
        cart.note = "still open";
        Batch batch;
        batch.carts.push_back(save_of(cart, CartState::open));
        ASSERT_TRUE(store_->append(std::move(batch), now_));
        backup_head_ = store_->head();
        ASSERT_TRUE(db::copy_database(target_.where, backup_, {}, kGoOn));
        sell(ticket({{"Bread", "D2"}}));  // B01-T1-000002, lost with the shop
    }
    void lose_the_shop() {
        store_.reset();
        for (const char* end : {"", ".key"}) fs::remove(target_.where + end);
    }
    std::expected<Restored, RestoreError> put_back(bool set_aside = false) {
        return restore(backup_, target_, {.store = options_, .set_aside = set_aside}, tick(),
                       random_, kGoOn);
    }
    bool books_are_good() {
        const auto report =
            verify(store_->reader().connection(), {}, [](const VerifyProgress&) { return true; });
        return report && report->is_good();
    }

    std::string backup_ = directory_.file("backup.db");
    Head backup_head_;
    pos::Ulid paid_later_{};
};

TEST_P(StoreRestore, SellsOnUnderANewSeries) {
    const pos::Ulid old_journal = store_->journal().journal;
    lose_the_shop();
    const auto restored = put_back();
    ASSERT_TRUE(restored) << restored.error().error.cause.text;
    EXPECT_EQ(restored->series, "T1b");
    EXPECT_EQ(restored->predecessor,
              (Predecessor{old_journal, backup_head_.seq, backup_head_.hash}));
    EXPECT_TRUE(restored->set_aside.empty());
    open();
    EXPECT_EQ(store_->journal().journal, restored->journal);
    EXPECT_EQ(store_->journal().predecessor, old_journal);
    EXPECT_EQ(store_->journal().series, "T1b");
    open_shift();
    EXPECT_EQ(sell(ticket({{"Tea", "D1"}})).number, "B01-T1b-000001");
    EXPECT_TRUE(store_->reader().receipt("B01-T1-000001").value().has_value());
    EXPECT_EQ(close_shift(100).z_number, 1U);
    EXPECT_TRUE(books_are_good());
}

TEST_P(StoreRestore, GivesAnotherSeriesTheSecondTime) {
    lose_the_shop();
    ASSERT_TRUE(put_back());
    lose_the_shop();
    const auto again = put_back();
    ASSERT_TRUE(again);
    EXPECT_EQ(again->series, "T1c");
    open();
    sell(ticket({{"Tea", "D1"}}));
    store_.reset();
    fs::remove(backup_ + ".series");  // as if the backup had been on another medium
    const auto third = put_back(true);
    ASSERT_TRUE(third);
    EXPECT_EQ(third->series, "T1d");
}

TEST_P(StoreRestore, GivesCartsNewIds) {
    lose_the_shop();
    ASSERT_TRUE(put_back());
    open();
    const auto cart = store_->reader().open_cart();
    ASSERT_TRUE(cart && *cart);
    EXPECT_EQ((*cart)->note, "still open");
    EXPECT_NE((*cart)->sale, paid_later_);
}

TEST_P(StoreRestore, LeavesThePlaceAsItWasOnAnError) {
    store_.reset();
    const std::string before = test::read_file(target_.where);
    std::string damaged = test::read_file(backup_);
    damaged.replace(8 * 4096, 4096, std::string(4096, '\xA5'));
    test::write_file(backup_, damaged);
    const auto refused = put_back(true);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().place, Place::backup);
    EXPECT_EQ(refused.error().error.kind, OpenErrorKind::damaged);
    test::write_file(backup_, "no backup");
    EXPECT_EQ(put_back(true).error().error.kind, OpenErrorKind::not_sqlite);
    fs::remove(backup_);
    EXPECT_EQ(put_back(true).error().error.kind, OpenErrorKind::missing);
    EXPECT_EQ(test::read_file(target_.where), before);
    EXPECT_FALSE(fs::exists(target_.where + ".part"));
    EXPECT_FALSE(fs::exists(target_.where + ".old-1"));
    open();
}

INSTANTIATE_TEST_SUITE_P(, StoreRestore, ::testing::Values(db::Engine::sqlite), test::engine_name);

TEST(NextSeries, GoesBehindTheHighestUsed) {
    EXPECT_EQ(next_series("T1", {}), "T1b");
    EXPECT_EQ(next_series("T1", {"T1", "T1b"}), "T1c");
    EXPECT_EQ(next_series("T1", {"T1", "T1d"}), "T1e");
    EXPECT_EQ(next_series("T1", {"T1z"}), "T1zb");
    EXPECT_EQ(next_series("T1", {"T1zz"}), "T1zzb");
    EXPECT_EQ(next_series("T1", {"T2x", "T"}), "T1b");
}

}  // namespace
