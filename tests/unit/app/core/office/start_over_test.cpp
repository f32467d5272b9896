// Goal: a shop that sold nothing in earnest gives its place to a new one, whole and under a name of
// its day; one that sold, has joined a head office or is open stays as it is.
// Method: real shops that sell nothing, goods of the demo, or goods of their own.
#include "app/core/office/start_over.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <optional>

#include "app/core/find_code.hpp"
#include "app/core/init.hpp"
#include "app/core/open_shop.hpp"
#include "app/core/register_service.hpp"
#include "pos/store/office/membership.hpp"
#include "tests/support/seeded_random.hpp"
#include "tests/support/temp_dir.hpp"

namespace {

namespace fs = std::filesystem;
using app::core::Why;

constexpr pos::Instant kNow{1'795'354'300'000};

class StartOver : public testing::Test {
protected:
    std::unique_ptr<pos::store::Store> make(bool demo) {
        app::core::NewShopOptions options{
            .branch = "B01", .terminal = "T1", .currency = "EUR", .zone = "Europe/Berlin"};
        options.demo = demo;
        auto store = app::core::init_shop(shop_, options, {.program = "test"}, kNow, random_);
        EXPECT_TRUE(store) << store.error().words;
        return store ? std::move(*store) : nullptr;
    }
    /// One of the demo's goods, or of goods that nobody ever named.
    void sell(pos::store::Store& store, bool of_demo) {
        auto shop = app::core::read_shop(store.reader(), store.journal(), {});
        ASSERT_TRUE(shop) << shop.error().words;
        pos::sale::Item item{.id = pos::make_ulid(kNow, random_),
                             .number = "own",
                             .name = "own",
                             .price = pos::unit_price({250, store.journal().currency})};
        if (of_demo) {
            const auto stored = store.reader().catalogue().by_number("104");
            ASSERT_TRUE(stored && *stored);
            item = app::core::register_item(**stored, shop->taxes, pos::make_date(2026, 11, 22));
        }
        app::core::RegisterService till{store, std::move(*shop), random_};
        // Refused where the day is open already.
        static_cast<void>(
            till.tell(pos::sale::OpenShift{pos::zero(store.journal().currency)}, kNow));
        ASSERT_TRUE(till.tell(pos::sale::AddItem{.item = std::move(item)}, kNow));
        ASSERT_TRUE(till.tell(pos::sale::ExactCash{}, kNow));
    }
    static std::optional<Why> why_not(pos::store::Store& store) {
        const auto may = app::core::may_start_over(store.reader());
        return may ? std::nullopt : std::optional{may.error().why};
    }
    auto start_over(pos::Instant now = kNow) {
        return app::core::start_over(shop_, {.program = "test"}, now);
    }
    void finish() { app::core::finish_starting_over(shop_, {.program = "test"}, kNow); }

    test::TempDir folder_;
    const std::string shop_ = folder_.file("shop.db");
    test::SeededRandom random_{5};
};

TEST_F(StartOver, keeps_the_shop_under_a_name_of_its_day_and_makes_room_for_another) {
    auto store = make(true);
    ASSERT_TRUE(store);
    EXPECT_EQ(why_not(*store), std::nullopt);
    store.reset();
    const auto aside = start_over();
    ASSERT_TRUE(aside) << aside.error().words;
    EXPECT_THAT(aside->file, testing::StartsWith(shop_ + ".old-2026-11-"));
    EXPECT_FALSE(fs::exists(shop_));
    EXPECT_FALSE(fs::exists(shop_ + ".key"));
    EXPECT_FALSE(fs::exists(shop_ + ".pictures"));
    EXPECT_TRUE(fs::exists(aside->file + ".pictures"));
    EXPECT_TRUE(app::core::OpenReader::open(aside->file));
    const auto next = make(false);
    ASSERT_TRUE(next);
    EXPECT_EQ(next->journal().series, "T1") << "no number was given";
}

TEST_F(StartOver, is_not_for_a_shop_that_has_sold) {
    auto store = make(false);
    ASSERT_TRUE(store);
    sell(*store, false);
    EXPECT_EQ(why_not(*store), Why::has_sold);
    store.reset();
    const auto aside = start_over();
    ASSERT_FALSE(aside);
    EXPECT_EQ(aside.error().why, Why::has_sold);
    EXPECT_TRUE(fs::exists(shop_));
}

TEST_F(StartOver, counts_goods_of_the_demo_for_nothing_where_the_shop_has_a_demo) {
    auto store = make(true);
    ASSERT_TRUE(store);
    sell(*store, true);
    EXPECT_EQ(why_not(*store), std::nullopt);
    store.reset();
    ASSERT_TRUE(start_over());
    auto next = make(false);
    ASSERT_TRUE(next);
    EXPECT_EQ(next->journal().series, "T1b") << "no receipt's number comes again";
}

TEST_F(StartOver, twice_gives_no_number_again_either) {
    auto store = make(true);
    ASSERT_TRUE(store);
    sell(*store, true);
    store.reset();
    const auto first = start_over();
    ASSERT_TRUE(first) << first.error().words;
    ASSERT_TRUE(make(true)) << "nothing is sold in it";
    const auto second = start_over(pos::Instant{kNow.unix_ms + 60'000});
    ASSERT_TRUE(second) << second.error().words;
    fs::remove(first->file);  // somebody clears up
    auto next = make(false);
    ASSERT_TRUE(next);
    EXPECT_EQ(next->journal().series, "T1c");
}

TEST_F(StartOver, gives_no_number_again_where_the_shop_before_is_not_readable) {
    auto store = make(true);
    ASSERT_TRUE(store);
    sell(*store, true);
    store.reset();
    const auto first = start_over();
    ASSERT_TRUE(first) << first.error().words;
    std::ofstream{first->file, std::ios::trunc} << "the disk has lost it";
    auto next = make(false);
    ASSERT_TRUE(next);
    const std::string series = next->journal().series;
    EXPECT_THAT(series, testing::MatchesRegex("T1b[0-9A-Z][0-9A-Z][0-9A-Z][0-9A-Z]"))
        << "it may have given any number";
    next.reset();
    const auto second = start_over(pos::Instant{kNow.unix_ms + 60'000});
    ASSERT_TRUE(second) << second.error().words;
    const auto another = make(false);
    ASSERT_TRUE(another);
    EXPECT_NE(another->journal().series, series);
}

TEST_F(StartOver, is_ended_where_it_was_cut_off_between_two_names) {
    ASSERT_TRUE(make(false));
    const std::string aside = shop_ + ".old-2026-11-29-141205";
    for (const bool head_moved : {false, true}) {
        SCOPED_TRACE(head_moved);
        fs::rename(shop_, aside);
        if (head_moved) fs::rename(shop_ + ".key.head", shop_ + ".key.old-2026-11-29-141205.head");
        finish();
        EXPECT_FALSE(fs::exists(shop_ + ".key"));
        EXPECT_FALSE(fs::exists(shop_ + ".key.head"));
        EXPECT_TRUE(fs::exists(shop_ + ".key.old-2026-11-29-141205"));
        fs::rename(aside, shop_);
        fs::rename(shop_ + ".key.old-2026-11-29-141205", shop_ + ".key");
        fs::rename(shop_ + ".key.old-2026-11-29-141205.head", shop_ + ".key.head");
    }
    EXPECT_TRUE(app::core::open_shop(shop_, {.program = "test"}, kNow)) << "it is the shop again";
}

TEST_F(StartOver, takes_no_key_along_that_is_of_another_shop) {
    ASSERT_TRUE(make(false));
    ASSERT_TRUE(start_over());
    ASSERT_TRUE(make(false));
    fs::remove(shop_);  // somebody's mistake, and a backup may be put back
    for (const auto& each : fs::directory_iterator{folder_.path()})
        if (each.path().string().starts_with(shop_ + ".key.old-")) fs::remove(each.path());
    finish();
    EXPECT_TRUE(fs::exists(shop_ + ".key"));
    EXPECT_TRUE(fs::exists(shop_ + ".key.head"));
}

TEST_F(StartOver, is_not_for_a_demo_that_has_sold_other_goods) {
    auto store = make(true);
    ASSERT_TRUE(store);
    sell(*store, true);
    sell(*store, false);
    EXPECT_EQ(why_not(*store), Why::has_sold);
}

TEST_F(StartOver, is_not_for_a_till_of_a_head_office) {
    auto store = make(true);
    ASSERT_TRUE(store);
    pos::store::office::Membership office{.url = "https://office.example"};
    office.joined_at = kNow;
    ASSERT_TRUE(pos::store::office::put_membership(store->reader().connection(), office));
    EXPECT_EQ(why_not(*store), Why::joined);
}

TEST_F(StartOver, leaves_a_shop_alone_that_is_open) {
    const auto store = make(true);
    ASSERT_TRUE(store);
    const auto aside = start_over();
    ASSERT_FALSE(aside);
    EXPECT_EQ(aside.error().about, "open_in_use");
    EXPECT_TRUE(fs::exists(shop_));
    EXPECT_TRUE(fs::exists(shop_ + ".key"));
}

TEST_F(StartOver, looks_at_what_was_sold_once_nobody_can_write_any_more) {
    auto store = make(false);
    ASSERT_TRUE(store);
    const auto asked = why_not(*store);
    sell(*store, false);  // by another program, between somebody's question and the act
    const auto early = start_over();
    ASSERT_FALSE(early);
    EXPECT_EQ(early.error().about, "open_in_use") << "nothing is looked at that may still change";
    store.reset();
    const auto late = start_over();
    EXPECT_EQ(asked, std::nullopt);
    ASSERT_FALSE(late);
    EXPECT_EQ(late.error().why, Why::has_sold);
    EXPECT_THAT(late.error().words, testing::HasSubstr("so its books stay"));
    EXPECT_TRUE(app::core::open_shop(shop_, {.program = "test"}, kNow)) << "it sells on";
}

TEST_F(StartOver, keeps_the_shop_to_itself_while_it_looks_at_it) {
    ASSERT_TRUE(make(false));
    const pos::store::db::DbTarget target{pos::store::db::Engine::sqlite, shop_};
    std::size_t asked = 0;
    const auto aside = pos::store::set_shop_aside(target, {.program = "test"}, "here", kNow, [&] {
        ++asked;
        const auto other = app::core::open_shop(shop_, {.program = "other"}, kNow);
        EXPECT_FALSE(other) << "it could sell";
        EXPECT_TRUE(app::core::OpenReader::open(shop_)) << "whoever looks is in nobody's way";
        return false;
    });
    ASSERT_TRUE(aside);
    EXPECT_FALSE(aside->has_value());
    EXPECT_EQ(asked, 1U);
    EXPECT_TRUE(fs::exists(shop_));
    EXPECT_TRUE(fs::exists(shop_ + ".key"));
    EXPECT_TRUE(app::core::open_shop(shop_, {.program = "test"}, kNow)) << "nobody holds it";
}

TEST_F(StartOver, leaves_nothing_beside_what_is_no_shop) {
    const auto none = start_over();
    ASSERT_FALSE(none);
    EXPECT_TRUE(fs::is_empty(folder_.path()));
}

TEST_F(StartOver, is_not_for_a_server_s_database) {
    const auto aside =
        app::core::start_over("postgresql://localhost/shop", {.program = "test"}, kNow);
    ASSERT_FALSE(aside);
    EXPECT_EQ(aside.error().why, Why::on_server);
}

}  // namespace
