// Goal: what a backup holds is known before it is put in place, and one that is no good is refused.
// Method: a real shop with a demo's goods and a sale, real backups; no head office answers.
#include "app/core/office/backup_content.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "app/core/init.hpp"
#include "app/core/office/backup_at_office.hpp"
#include "app/core/register_service.hpp"
#include "app/core/till_settings.hpp"
#include "pos/journal/key_file.hpp"
#include "pos/store/office/membership.hpp"
#include "tests/support/seeded_random.hpp"
#include "tests/support/temp_dir.hpp"

using namespace app::core;

namespace {

namespace fs = std::filesystem;

const pos::Instant kNow{1'790'000'000'000};

bool never() {
    return false;
}

class FixedClock final : public pos::Clock {
public:
    pos::Instant now() override { return kNow; }
};

class BackupContentTest : public testing::Test {
protected:
    void SetUp() override {
        const auto made = init_shop(shop_,
                                    {.branch = "B01",
                                     .terminal = "T1",
                                     .country = "DE",
                                     .name = "Corner shop",
                                     .demo = true},
                                    {}, kNow, random_);
        ASSERT_TRUE(made) << made.error().words;
    }
    fs::path back_up() {
        const auto made = make_backup(shop_, home_.path() / "stick", "B01-T1", kNow, never);
        EXPECT_TRUE(made);
        return made ? made->file : fs::path{};
    }
    Outcome<BackupContent> prove(const fs::path& file, const AskBackup& ask = {}) {
        return prove_backup(file, kNow, random_, never, {}, ask);
    }

    test::TempDir home_;
    test::SeededRandom random_{11};
    std::string shop_ = home_.file("shop.db");
};

TEST_F(BackupContentTest, says_whose_it_is_and_where_it_ends) {
    const auto file = back_up();
    const auto quick = read_backup(file);
    ASSERT_TRUE(quick) << quick.error().words;
    EXPECT_EQ(quick->shop, "Corner shop");
    EXPECT_EQ(quick->till, "B01-T1");
    EXPECT_EQ(quick->series, "B01-T1");
    EXPECT_EQ(quick->zone, "Europe/Berlin");
    EXPECT_EQ(quick->last_number, "") << "nothing was sold";
    EXPECT_EQ(quick->last_seq, 1U);
    EXPECT_EQ(quick->office, "");
    const auto proved = prove(file);
    ASSERT_TRUE(proved) << proved.error().words;
    EXPECT_EQ(proved->till, quick->till) << "not of what it became for a try";
    EXPECT_EQ(proved->series, quick->series);
    EXPECT_EQ(proved->last_seq, quick->last_seq);
    EXPECT_GT(proved->items, 0);
    EXPECT_EQ(proved->receipts, 0);
    EXPECT_FALSE(fs::exists(file.string() + ".series")) << "the try has used up a series";
}

TEST_F(BackupContentTest, refuses_what_is_none) {
    const auto file = back_up();
    std::ofstream{file} << "no database";
    EXPECT_FALSE(read_backup(file));
    EXPECT_FALSE(prove(file));
    EXPECT_FALSE(prove(home_.path() / "none.db"));
    fs::resize_file(file, 0);
    EXPECT_FALSE(prove(file));
}

TEST_F(BackupContentTest, is_given_up_when_somebody_has_had_enough) {
    const auto proved = prove_backup(back_up(), kNow, random_, [] { return true; }, {});
    EXPECT_FALSE(proved);
}

TEST_F(BackupContentTest, an_earlier_state_of_a_shop_is_told_by_its_books) {
    const auto earlier = back_up();
    EXPECT_FALSE(is_earlier_state(earlier, shop_)) << "nothing was booked since";
    {
        auto store = open_shop(shop_, {.program = "test"}, kNow);
        ASSERT_TRUE(store) << store.error().words;
        const auto shop = read_shop((*store)->reader(), (*store)->journal(), {});
        ASSERT_TRUE(shop) << shop.error().words;
        const auto local = shop->zone.local(kNow);
        ASSERT_TRUE(write_till_setting(**store, {"sounds", "0"},
                                       {local, local.date, shop->journal.zone},
                                       {shop->opening.user.id, shop->opening.user.name}, kNow));
    }
    EXPECT_TRUE(is_earlier_state(earlier, shop_));
    EXPECT_FALSE(is_earlier_state(shop_, earlier));
    const auto again = home_.file("again.db");
    ASSERT_TRUE(pos::store::restore(earlier.string(), {pos::store::db::Engine::sqlite, again}, {},
                                    kNow, random_,
                                    [](const pos::store::db::CopyProgress&) { return true; }));
    EXPECT_FALSE(is_earlier_state(again, shop_)) << "it has books of its own";
    EXPECT_TRUE(is_earlier_state(earlier, again));
    EXPECT_FALSE(is_earlier_state(earlier, home_.file("none.db")));
}

TEST_F(BackupContentTest, head_office_is_asked_with_the_key_that_joined_it_and_no_other) {
    const auto key_file = pos::journal::key_path(shop_).string();
    const auto key = pos::journal::load_key(key_file);
    ASSERT_TRUE(key);
    {
        auto db = pos::store::db::open({pos::store::db::Engine::sqlite, shop_});
        ASSERT_TRUE(db);
        // Nobody listens there.
        ASSERT_TRUE(pos::store::office::put_membership(**db, {.url = "http://127.0.0.1:1",
                                                              .pin = {},
                                                              .terminal = {},
                                                              .public_key = key->public_key(),
                                                              .epoch = {},
                                                              .joined_at = kNow}));
    }
    FixedClock clock;
    AtOffice office;
    const auto ask_with = [&](const std::string& file) {
        const auto proved =
            prove(back_up(), [&](pos::store::db::Connection& db, const BackupContent& content) {
                office = ask_office(db, content, file, clock);
            });
        ASSERT_TRUE(proved) << proved.error().words;
        EXPECT_EQ(proved->office, "http://127.0.0.1:1");
    };
    ask_with(key_file);
    EXPECT_EQ(office.knows, AtOffice::Knows::unreachable);
    EXPECT_EQ(office.why, "way_nobody");
    ask_with(key_file + ".none");
    EXPECT_EQ(office.knows, AtOffice::Knows::not_asked);
    ASSERT_TRUE(pos::journal::create_key_file(home_.file("other.key"),
                                              pos::journal::SigningKey::generate(random_)));
    ask_with(home_.file("other.key"));
    EXPECT_EQ(office.knows, AtOffice::Knows::not_asked);
}

}  // namespace
