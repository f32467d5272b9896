// Goal: a till whose database is removed, moved or replaced while it sells takes no payment into
// the
//       file that has no name any more, keeps all that was sold before, and sells on from that.
// Method: a shop with a backup; its file is taken away between two sales; what the till answers,
// the
//         copy it leaves and the books afterwards are looked at.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "app/core/backups.hpp"
#include "app/core/failure.hpp"
#include "app/core/open_shop.hpp"
#include "pos/store/restore.hpp"
#include "tests/faults/store/seller.hpp"
#include "tests/faults/store/shop_under_test.hpp"

namespace {

namespace fs = std::filesystem;
using pos::store::StoreErrorKind;

constexpr auto kGoOn = [] { return false; };

class Gone : public testing::Test {
protected:
    void SetUp() override {
        ASSERT_TRUE(test::make_shop(where_, random_).has_value());
        seller_.emplace(where_, random_, test::kMorning);
        sell(3);
        const auto made = app::core::make_backup(where_, folder_.path() / "stick", "B01-T1",
                                                 test::kMorning, kGoOn);
        ASSERT_TRUE(made.has_value());
        backup_ = made->file.string();
        sell(2);
        seller_->add(499);
    }
    void sell(int how_often) {
        for (int i = 0; i < how_often; ++i) {
            seller_->add(100 + i);
            const auto sold = seller_->pay();
            ASSERT_TRUE(sold.has_value());
            promised_.sales.emplace(sold->number, sold->sale);
        }
    }
    void remove_shop() {
        for (const char* beside : {"", "-wal", "-shm"}) fs::remove(where_ + beside);
    }
    /// The sale that is on the screen is not paid, in words, and stays there.
    void expect_refused(const std::string& copy) {
        EXPECT_FALSE(seller_->pay().has_value());
        EXPECT_EQ(seller_->state().cart.lines.size(), 1U);
        const auto why = seller_->trouble();
        ASSERT_TRUE(why.has_value());
        EXPECT_EQ(why->kind, StoreErrorKind::gone);
        EXPECT_EQ(why->cause.text, copy);
        EXPECT_TRUE(pos::store::is_rescued(*why));
        EXPECT_THAT(app::core::failure(*why).words, testing::HasSubstr(copy));
        EXPECT_FALSE(seller_->pay().has_value());  // and not at the second try
        EXPECT_TRUE(fs::exists(copy));
        EXPECT_FALSE(fs::exists(copy + "-2"));
    }
    /// Sells on in the shop as it lies there.
    void expect_sells_on(std::size_t sales) {
        test::Seller again{where_, random_, test::kMorning};
        const std::size_t lines = again.state().cart.lines.size();
        EXPECT_EQ(lines, sales == promised_.sales.size() ? 1U : 0U) << "the cart is lost";
        if (lines == 0) again.add(250);
        const auto sold = again.pay();
        ASSERT_TRUE(sold.has_value());
        EXPECT_FALSE(promised_.sales.contains(sold->number)) << sold->number << " came twice";
    }
    void expect_books(std::uint64_t sales) {
        auto store = app::core::open_shop(where_, {.program = "faults"}, test::kMorning);
        ASSERT_TRUE(store.has_value()) << store.error().words;
        EXPECT_EQ(test::count_sales(**store), sales);
        test::expect_good_books(**store);
    }

    test::TempDir folder_;
    const std::string where_ = folder_.file("shop.db");
    const std::string copy_ = where_ + ".rescued";
    test::SeededRandom random_{test::fault_seed()};
    std::optional<test::Seller> seller_;
    std::string backup_;
    test::Promised promised_;
};

TEST_F(Gone, keeps_all_that_was_sold_and_sells_on_from_the_copy) {
    seller_->flush();
    remove_shop();
    expect_refused(copy_);
    EXPECT_FALSE(fs::exists(where_));
    seller_.reset();
    fs::rename(copy_, where_);
    expect_sells_on(5);
    expect_books(6);
}

TEST_F(Gone, sells_on_from_a_backup_with_a_series_of_its_own) {
    remove_shop();
    expect_refused(copy_);
    seller_.reset();
    fs::remove(where_ + ".key");
    test::SeededRandom random{7};
    const auto restored = pos::store::restore(
        backup_, {pos::store::db::Engine::sqlite, where_}, {.store = {.program = "faults"}},
        test::kMorning, random, [](const pos::store::db::CopyProgress&) { return true; });
    ASSERT_TRUE(restored.has_value()) << restored.error().error.cause.text;
    expect_sells_on(3);
    expect_books(4);
}

TEST_F(Gone, does_not_sell_into_a_file_that_took_its_place) {
    fs::copy_file(backup_, folder_.file("other.db"));
    fs::rename(folder_.file("other.db"), where_);
    expect_refused(copy_);
    EXPECT_EQ(fs::file_size(where_), fs::file_size(backup_)) << "it was written";
}

TEST_F(Gone, notices_a_file_that_was_moved_when_a_cart_is_saved) {
    fs::rename(where_, where_ + ".moved");
    seller_->add(100);
    seller_->flush();
    const auto why = seller_->trouble();
    ASSERT_TRUE(why.has_value());
    EXPECT_TRUE(pos::store::is_rescued(*why));
}

TEST_F(Gone, keeps_what_was_sold_when_the_till_is_closed) {
    seller_->flush();
    remove_shop();
    seller_.reset();
    ASSERT_TRUE(fs::exists(copy_));
    fs::rename(copy_, where_);
    expect_books(5);
}

TEST_F(Gone, tries_again_where_no_copy_could_be_written) {
    remove_shop();
    // A name in the way of the copy's, which only a person can clear.
    fs::create_directories(fs::path{copy_ + ".part"} / "held");
    EXPECT_FALSE(seller_->pay().has_value());
    auto why = seller_->trouble();
    ASSERT_TRUE(why.has_value());
    EXPECT_FALSE(pos::store::is_rescued(*why));
    fs::remove_all(copy_ + ".part");
    seller_.reset();  // the last try
    EXPECT_TRUE(fs::exists(copy_));
}

}  // namespace
