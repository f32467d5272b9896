// Goal: what the shop has lies in files where somebody wanted it, whole and for its owner alone,
// or a reason is told and nothing is left. Method: a real shop and real folders; the test goes on
// when it is told.
#include "app/till/export_link.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <condition_variable>
#include <deque>

#include "app/core/init.hpp"
#include "tests/support/seeded_random.hpp"
#include "tests/support/temp_dir.hpp"

namespace {

namespace fs = std::filesystem;
using testing::StartsWith;
using till::shell::ExportChanged;
using till::shell::ExportPart;

class ExportLink : public testing::Test {
protected:
    void SetUp() override {
        test::SeededRandom random{5};
        app::core::NewShopOptions shop;
        shop.branch = "B01";
        shop.terminal = "T1";
        shop.country = "DE";
        shop.cashier = "Anna";
        shop.demo = true;
        ASSERT_TRUE(app::core::init_shop(parts_.db, shop, {}, {1'795'400'000'000}, random));
        fs::create_directory(stick());
    }
    fs::path stick() const { return home_.path() / "stick"; }
    auto post() {
        return [this](till::shell::Action action) {
            const std::lock_guard lock{mutex_};
            told_.push_back(std::move(action));
            changed_.notify_all();
        };
    }
    template <class T>
    T next_of() {
        for (;;) {
            std::unique_lock lock{mutex_};
            changed_.wait(lock, [&] { return !told_.empty(); });
            till::shell::Action action = std::move(told_.front());
            told_.pop_front();
            if (auto* wanted = std::get_if<T>(&action)) return std::move(*wanted);
        }
    }
    /// What became of it.
    ExportChanged end() {
        for (;;) {
            auto changed = next_of<ExportChanged>();
            if (!changed.working) return changed;
        }
    }
    static fs::perms mode_of(const fs::path& file) {
        return fs::status(file).permissions() & fs::perms::all;
    }

    test::TempDir home_;
    till::ExportLink::Parts parts_{home_.file("shop.db"), home_.path() / "shop.db", "B01-T1"};
    std::mutex mutex_;
    std::condition_variable changed_;
    std::deque<till::shell::Action> told_;
};

constexpr fs::perms kOwners = fs::perms::owner_read | fs::perms::owner_write;

}  // namespace

TEST_F(ExportLink, writes_a_workbook_into_a_folder_that_it_makes) {
    till::ExportLink link{parts_, post()};
    link.write({.part = ExportPart::everything, .folder = (stick() / "Counterfoil").string()});
    const auto done = end();
    ASSERT_EQ(done.why, "");
    const fs::path file{done.to};
    EXPECT_EQ(file.parent_path(), stick() / "Counterfoil");
    EXPECT_THAT(file.filename().string(), StartsWith("B01-T1-export-"));
    EXPECT_EQ(file.extension(), ".xlsx");
    EXPECT_EQ(done.bytes, fs::file_size(file));
    EXPECT_GT(done.rows, 100U) << "the demo's goods, barcodes and more";
    EXPECT_EQ(mode_of(file), kOwners);
    EXPECT_EQ(std::distance(fs::directory_iterator{file.parent_path()}, {}), 1) << "and no part";
}

TEST_F(ExportLink, writes_a_part_as_csv_and_then_another) {
    till::ExportLink link{parts_, post()};
    link.write({.part = ExportPart::goods, .workbook = false, .folder = stick().string()});
    const auto goods = end();
    ASSERT_EQ(goods.why, "");
    const fs::path folder{goods.to};
    EXPECT_TRUE(fs::exists(folder / "items.csv"));
    EXPECT_EQ(mode_of(folder / "items.csv"), kOwners);
    EXPECT_FALSE(fs::exists(folder / "receipts.csv"));
    EXPECT_FALSE(fs::exists(folder / "people.csv"));
    std::uint64_t bytes = 0;
    for (fs::directory_iterator at{folder}; at != fs::directory_iterator{}; ++at)
        bytes += at->file_size();
    EXPECT_EQ(goods.bytes, bytes);
    link.write({.part = ExportPart::people, .workbook = true, .folder = stick().string()});
    EXPECT_EQ(end().why, "") << "one after the other";
}

TEST_F(ExportLink, tells_a_place_that_is_gone_and_goes_on_elsewhere) {
    till::ExportLink link{parts_, post()};
    link.write({.folder = (home_.path() / "pulled" / "Counterfoil").string()});
    EXPECT_EQ(end().why, "no_folder");
    link.write({.folder = stick().string()});
    EXPECT_EQ(end().why, "");
}

TEST_F(ExportLink, tells_a_shop_that_cannot_be_read_and_leaves_nothing) {
    fs::rename(parts_.db, parts_.db + ".gone");
    till::ExportLink link{parts_, post()};
    link.write({.workbook = false, .folder = stick().string()});
    EXPECT_EQ(end().why, "open_missing");
    EXPECT_TRUE(fs::is_empty(stick()));
}

TEST_F(ExportLink, finds_the_places_that_backups_go_to) {
    till::ExportLink link{parts_, post()};
    link.find_places();
    const auto found = next_of<till::shell::ExportPlacesFound>();
    for (const auto& place : found.places)
        EXPECT_TRUE(place.folder.ends_with("/Counterfoil")) << place.folder;
}

TEST_F(ExportLink, ends_with_the_till_whatever_it_does) {
    till::ExportLink link{parts_, post()};
    link.write({.folder = stick().string()});
    link.stop();
}
