// Goal: when the disk is full or fails at any one write, what was promised stays, nothing is half
//       done, the store takes no further write until it is opened again, and then selling goes on.
// Method: the first, second, third … write or sync of each kind of work fails, until the work
// passes.
#include <gtest/gtest.h>

#include "app/core/open_shop.hpp"
#include "tests/faults/store/shop_under_test.hpp"
#include "tests/support/faulty_vfs.hpp"
#include "tests/support/sanitized.hpp"

namespace {

using test::DiskFault;

const pos::store::StoreOptions kOptions{.program = "faults", .auto_checkpoint = false};

class DiskFaults : public testing::TestWithParam<DiskFault> {
protected:
    void SetUp() override {
        ASSERT_TRUE(test::make_shop(where_, ids_).has_value());
        open();
        sell();
    }
    pos::Instant tick() { return now_ = {now_.unix_ms + 1'000}; }
    void open() {
        till_.reset();
        store_.reset();
        auto store = app::core::open_shop(where_, kOptions, now_);
        ASSERT_TRUE(store.has_value()) << store.error().words;
        store_ = std::move(*store);
        auto till = test::open_till(*store_, tick(), ids_);
        ASSERT_TRUE(till.has_value());
        till_ = std::move(*till);
    }
    bool sell() {
        const auto sold = test::sell_one(*till_, 250, tick(), ids_);
        if (sold) promised_.sales.emplace(sold->number, sold->sale);
        return sold.has_value();
    }

    /// Lets the n-th operation of `work` fail for every n, until none does. `work` answers whether
    /// it was told that all went well.
    template <class Work>
    void try_each(Work work) {
        std::uint64_t doubtful = 0;
        for (std::uint64_t n = 1; n < 2'000; ++n) {
            SCOPED_TRACE("operation " + std::to_string(n));
            disk_.arm(GetParam(), n);
            const bool told_good = work();
            const bool fired = disk_.fired();
            if (!told_good) {
                EXPECT_TRUE(fired);
                EXPECT_FALSE(store_->is_open()) << "a write failed and the store takes more";
                EXPECT_EQ(append_note().error().kind, pos::store::StoreErrorKind::closed);
                ++doubtful;
            }
            disk_.arm(DiskFault::none, 0);
            open();
            if (HasFatalFailure()) return;
            ASSERT_TRUE(sell()) << "selling does not go on";
            test::expect_kept(*store_, promised_, doubtful);
            if (n % 8 == 0) test::expect_good_books(*store_);
            if (!fired) {
                test::expect_good_books(*store_);
                return;
            }
        }
        FAIL() << "the work never passed";
    }

    pos::store::Answer<pos::store::Stored> append_note() {
        const auto local = till_->stamp(now_).local;
        pos::store::Batch batch;
        batch.events.emplace_back(pos::journal::SettingChanged{
            .when = {local, local.date, "Europe/Berlin"}, .key = "till.theme", .to = "dark"});
        return store_->append(std::move(batch), tick());
    }

    test::FaultyVfs disk_;
    test::TempDir folder_;
    std::string where_ = folder_.file("shop.db");
    test::SeededRandom ids_{test::fault_seed()};
    pos::Instant now_ = test::kMorning;
    test::Promised promised_;
    std::unique_ptr<pos::store::Store> store_;
    std::unique_ptr<app::core::RegisterService> till_;
};

}  // namespace

TEST_P(DiskFaults, at_each_write_of_a_sale) {
    try_each([this] { return sell(); });
}

TEST_P(DiskFaults, at_each_write_of_a_cart) {
    try_each([this] {
        pos::sale::Item item{.id = pos::make_ulid(tick(), ids_),
                             .number = "1",
                             .name = "Goods",
                             .price = pos::unit_price({100, store_->journal().currency})};
        return till_->tell(pos::sale::AddItem{.item = std::move(item)}, now_).has_value() &&
               till_->flush(now_).has_value();
    });
}

TEST_P(DiskFaults, at_each_write_of_a_checkpoint) {
    try_each([this] {
        // A checkpoint that fails loses nothing and need not close the store: the log has it all.
        (void)store_->checkpoint();
        return store_->is_open();
    });
}

TEST_P(DiskFaults, at_each_write_while_a_shop_is_made) {
    constexpr std::uint64_t kStep = test::kSanitized ? 61 : 1;
    for (std::uint64_t n = 1; n < 2'000; n += kStep) {
        SCOPED_TRACE("operation " + std::to_string(n));
        test::TempDir folder;
        const auto where = folder.file("shop.db");
        disk_.arm(GetParam(), n);
        const bool made = test::make_shop(where, ids_).has_value();
        const bool fired = disk_.fired();
        disk_.arm(DiskFault::none, 0);
        if (made) {
            auto store = app::core::open_shop(where, kOptions, now_);
            ASSERT_TRUE(store.has_value()) << store.error().words;
            test::expect_good_books(**store);
        } else if (!test::make_shop(where, ids_).has_value()) {
            // It left no half shop behind. Made again it cannot be: then it is there, whole.
            auto store = app::core::open_shop(where, kOptions, now_);
            ASSERT_TRUE(store.has_value()) << store.error().words;
            ASSERT_TRUE(test::open_till(*store.value(), now_, ids_).has_value());
            test::expect_good_books(**store);
        }
        if (!fired) return;
    }
    FAIL() << "the work never passed";
}

INSTANTIATE_TEST_SUITE_P(disk, DiskFaults, testing::Values(DiskFault::full, DiskFault::io_error),
                         [](const auto& fault) {
                             return fault.param == DiskFault::full ? "full" : "io_error";
                         });
