// Goal: a backup put back sells on under numbers that were never used, with the books before it
// named; whatever goes wrong leaves what stood there.
// Method: shops in SQLite files, backed up while they sell, lost, and restored once and again.
#include "pos/store/restore.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
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
        batch.print_jobs.push_back({.job = new_id(), .queued_at = now_, .subject = paid_later_});
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
    /// The shop as a killed till leaves it: its last sale in the log alone.
    void copy_as_killed() {
        const std::string copy = directory_.file("killed");
        for (const char* end : {"", "-wal", "-shm"}) fs::copy(target_.where + end, copy + end);
        store_.reset();
        for (const char* end : {"", "-wal", "-shm"}) {
            fs::remove(target_.where + end);
            fs::rename(copy + end, target_.where + end);
        }
    }
    /// As an older program made its backups.
    void take_mark_off(const std::string& copy) {
        constexpr std::size_t kUserVersionAt = 60;
        std::string bytes = test::read_file(copy);
        bytes.replace(kUserVersionAt, 4, std::string(4, '\0'));
        test::write_file(copy, bytes);
    }
    bool aside_has_its_last_sale(int number) {
        const std::string aside = target_.where + ".old-" + std::to_string(number);
        StoreOptions options = options_;
        options.key_file = target_.where + ".key.old-" + std::to_string(number);
        const auto store = Store::open({db::Engine::sqlite, aside}, options, now_);
        if (!store) return false;
        const auto last = (*store)->reader().receipt("B01-T1-000002");
        return last && last->has_value();
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

TEST_P(StoreRestore, GivesASeriesOfItsOwnWhereItCannotBeNoted) {
    lose_the_shop();
    fs::create_directory(backup_ + ".series");  // nothing can be written there
    const auto first = put_back();
    ASSERT_TRUE(first);
    lose_the_shop();
    const auto second = put_back();
    ASSERT_TRUE(second);
    EXPECT_THAT(first->series, testing::MatchesRegex("T1b[0-9A-Z][0-9A-Z][0-9A-Z][0-9A-Z]"));
    EXPECT_NE(first->series, second->series);
}

TEST_P(StoreRestore, GivesCartsNewIds) {
    lose_the_shop();
    ASSERT_TRUE(put_back());
    open();
    const auto carts = read_carts(store_->reader().connection());
    ASSERT_TRUE(carts);
    ASSERT_EQ(carts->open.size(), 1U);
    EXPECT_EQ(carts->open[0].note, "still open");
    EXPECT_NE(carts->open[0].sale, paid_later_);
}

TEST_P(StoreRestore, IsWhatABackupNeedsToSell) {
    store_.reset();
    fs::copy_file(target_.where + ".key", backup_ + ".key");
    const auto opened = Store::open({db::Engine::sqlite, backup_}, {}, now_);
    ASSERT_FALSE(opened);
    EXPECT_EQ(opened.error().kind, OpenErrorKind::a_backup);
    EXPECT_FALSE(fs::exists(backup_ + ".lock")) << "nothing is put beside it";
    EXPECT_FALSE(fs::exists(backup_ + "-wal"));
    // Put in the shop's place by hand it is none either, marked or not.
    fs::copy_file(backup_, target_.where, fs::copy_options::overwrite_existing);
    EXPECT_EQ(why_not_open(), OpenErrorKind::a_backup);
    take_mark_off(target_.where);
    EXPECT_EQ(why_not_open(), OpenErrorKind::older_copy);
}

TEST_P(StoreRestore, MakesAShopOfAnOlderCopyWhereItLies) {
    store_.reset();
    for (const bool marked : {true, false}) {
        fs::copy_file(backup_, target_.where, fs::copy_options::overwrite_existing);
        if (!marked) take_mark_off(target_.where);
        const auto restored = restore(
            target_.where, target_, {.store = options_, .set_aside = true}, tick(), random_, kGoOn);
        ASSERT_TRUE(restored) << restored.error().error.cause.text;
        const std::string aside = target_.where + ".key.old-" + (marked ? "1" : "2");
        EXPECT_TRUE(fs::exists(aside));
        EXPECT_TRUE(fs::exists(aside + ".head")) << "how far it had signed goes with it";
        open();
        EXPECT_EQ(store_->journal().series, marked ? "T1b" : "T1c");
        open_shift();
        EXPECT_EQ(sell(ticket({{"Tea", "D1"}})).number,
                  marked ? "B01-T1b-000001" : "B01-T1c-000001");
        EXPECT_TRUE(books_are_good());
        store_.reset();
    }
}

TEST_P(StoreRestore, KeepsCartsThatCannotBeRead) {
    take_mark_off(backup_);  // so that it can be written
    const auto backup = db::open({db::Engine::sqlite, backup_}, {});
    ASSERT_TRUE(backup);
    ASSERT_TRUE((*backup)->exec("INSERT INTO cart (sale, state, content) VALUES ($1, 1, $2)",
                                new_id(), pos::as_bytes("no cart")));
    lose_the_shop();
    ASSERT_TRUE(put_back());
    open();
    const auto carts = read_carts(store_->reader().connection());
    ASSERT_TRUE(carts);
    EXPECT_EQ(carts->open.size(), 1U);
    ASSERT_EQ(carts->unreadable.size(), 1U);
    const auto content = pos::as_bytes("no cart");
    EXPECT_EQ(carts->unreadable[0].content, pos::Bytes(content.begin(), content.end()));
}

TEST_P(StoreRestore, SetsAShopAsideWithItsLog) {
    copy_as_killed();
    ASSERT_GT(fs::file_size(target_.where + "-wal"), 0U);
    const auto restored = put_back(true);
    ASSERT_TRUE(restored) << restored.error().error.cause.text;
    EXPECT_TRUE(std::ranges::count(restored->set_aside, target_.where + ".old-1-wal") == 1);
    EXPECT_TRUE(aside_has_its_last_sale(1));
    open();
    EXPECT_EQ(store_->journal().series, "T1b");
    EXPECT_TRUE(books_are_good());
    EXPECT_FALSE(store_->reader().receipt("B01-T1-000002").value().has_value());
}

TEST_P(StoreRestore, NeverLeavesALogToAnotherShop) {
    copy_as_killed();
    fs::remove(target_.where);
    const std::string log = test::read_file(target_.where + "-wal");
    EXPECT_EQ(why_not_open(), OpenErrorKind::log_left);
    const auto made = Store::create(target_, {"B01", "T1", test::kPound, "Europe/London"}, options_,
                                    test::kOpening, random_);
    ASSERT_FALSE(made);
    EXPECT_EQ(made.error().kind, OpenErrorKind::log_left);
    EXPECT_EQ(put_back().error().error.kind, OpenErrorKind::log_left);
    EXPECT_EQ(test::read_file(target_.where + "-wal"), log);
    ASSERT_TRUE(put_back(true));
    EXPECT_EQ(test::read_file(target_.where + ".old-1-wal"), log);
    open();
    EXPECT_TRUE(books_are_good());
}

// The steps of a restore that sets a shop aside, each of which may be the last before the machine
// stops: the files are left as they are after so many of them.
TEST_P(StoreRestore, GoesOnAfterBeingCutOffAtAnyStep) {
    const std::string finished = directory_.file("finished.db");
    ASSERT_TRUE(restore(backup_, {db::Engine::sqlite, finished}, {.store = {}}, now_, random_,
                        kGoOn));  // what the part holds once it is done
    const std::string shop = target_.where;
    copy_as_killed();
    const auto saved = directory_.file("saved");
    const char* const ends[] = {"", "-wal", "-shm", ".key", ".key.head"};
    for (const char* end : ends) fs::copy(shop + end, saved + end);
    const std::pair<std::string, std::string> steps[] = {
        {finished, shop + ".part"},
        {shop + ".part", shop + ".new-1"},
        {shop, shop + ".old-1"},
        {shop + "-wal", shop + ".old-1-wal"},
        {shop + "-shm", shop + ".old-1-shm"},
        {shop + ".key.head", shop + ".key.old-1.head"},
        {shop + ".key", shop + ".key.old-1"},
        {finished + ".key", shop + ".key"}};
    for (std::size_t cut = 1; cut <= std::size(steps); ++cut) {
        SCOPED_TRACE(cut);
        for (std::size_t i = 0; i < cut; ++i) {
            if (i == 0 || i == 7) {
                fs::copy(steps[i].first, steps[i].second);
            } else {
                fs::rename(steps[i].first, steps[i].second);
            }
        }
        const auto restored = put_back(true);
        ASSERT_TRUE(restored) << restored.error().error.cause.text;
        EXPECT_TRUE(aside_has_its_last_sale(1));
        EXPECT_EQ(test::read_file(shop + ".key.old-1"), test::read_file(saved + ".key"));
        open();
        EXPECT_TRUE(books_are_good());
        store_.reset();
        int left = 0;
        for (const auto& entry : fs::directory_iterator{directory_.path()}) {
            const std::string name = entry.path().filename();
            left += name.contains(".part") || name.contains(".new-") || name.contains("old-2");
        }
        EXPECT_EQ(left, 0);
        for (const auto& entry : fs::directory_iterator{directory_.path()}) {
            if (entry.path().string().starts_with(shop)) fs::remove(entry.path());
        }
        for (const char* end : ends) fs::copy(saved + end, shop + end);
    }
}

TEST_P(StoreRestore, TakesNoKeyForItsOwnThatSignedSales) {
    store_.reset();
    const std::string part = target_.where + ".part";
    fs::rename(target_.where, part);  // its key has signed sales: no leftover
    const auto refused = put_back();
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().error.kind, OpenErrorKind::key_exists);
    EXPECT_TRUE(fs::exists(target_.where + ".key"));
}

TEST_P(StoreRestore, MarksWhatMayHaveBeenPrintedSince) {
    lose_the_shop();
    ASSERT_TRUE(put_back());
    open();
    const auto jobs = store_->reader().print_jobs();
    ASSERT_TRUE(jobs);
    ASSERT_EQ(jobs->size(), 1U);
    EXPECT_EQ(jobs->front().unsure, 1U);
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
