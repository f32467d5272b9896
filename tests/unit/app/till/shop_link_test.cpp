// Goal: what the manager keeps of the shop reaches the store, the till is told that the shop is
// another one, receipts have the new logo, and the last change is taken back.
// Method: a real shop and store thread.
#include "app/till/shop_link.hpp"

#include <gtest/gtest.h>

#include <condition_variable>
#include <deque>

#include "app/core/init.hpp"
#include "drivers/printer/png.hpp"
#include "tests/support/seeded_random.hpp"
#include "tests/support/temp_dir.hpp"

namespace shell = till::shell;

namespace {

constexpr pos::Instant kNow{1'795'354'300'000};

class ShopLinkTest : public testing::Test {
protected:
    void SetUp() override {
        auto store = app::core::init_shop(folder_.file("shop.db"),
                                          {.branch = "B01",
                                           .terminal = "T1",
                                           .currency = "EUR",
                                           .zone = "Europe/Berlin",
                                           .name = "Feinkost"},
                                          {.program = "test"}, kNow, random_);
        ASSERT_TRUE(store) << store.error().words;
        const auto journal = (*store)->journal();
        auto thread = pos::store::StoreThread::start(std::move(*store), {}, {});
        ASSERT_TRUE(thread);
        store_ = std::move(*thread);
        link_.emplace(*store_, till::ShopLink::Shop{journal, folder_.path()}, pictures_,
                      [this](shell::Action action) {
                          const std::scoped_lock lock{mutex_};
                          inbox_.push_back(std::move(action));
                          news_.notify_one();
                      });
    }
    void TearDown() override { store_.reset(); }

    template <class Answer>
    Answer next() {
        std::unique_lock lock{mutex_};
        news_.wait(lock, [&] { return !inbox_.empty(); });
        const auto action = std::move(inbox_.front());
        inbox_.pop_front();
        const auto* answer = std::get_if<Answer>(&action);
        EXPECT_NE(answer, nullptr);
        return answer != nullptr ? *answer : Answer{};
    }
    app::core::OwnShop shop() {
        link_->read({.ask = 1});
        return next<shell::OwnShopRead>().shop;
    }
    /// Of a change that was kept: the till hears of it first.
    void expect_kept(std::uint64_t ask) {
        (void)next<shell::CatalogueChanged>();
        const auto kept = next<shell::OwnShopKept>();
        EXPECT_EQ(kept.ask, ask);
        EXPECT_FALSE(kept.refused);
    }
    shell::Logo looked_at(const drivers::printer::Ink& ink) {
        const auto png = drivers::printer::write_png(ink, 203);
        const auto path = folder_.file("logo.png");
        test::write_file(path, {reinterpret_cast<const char*>(png.data()), png.size()});
        link_->look_at({.ask = 2, .path = path});
        return next<shell::LogoLooked>().logo;
    }
    static drivers::printer::Ink black(unsigned width) {
        drivers::printer::Ink ink{width, 40};
        std::ranges::fill(ink.dots, std::uint8_t{255});
        return ink;
    }

    test::TempDir folder_;
    test::SeededRandom random_{5};
    const app::core::Doing doing_{
        {{pos::make_date(2026, 11, 22), 0, 0}, pos::make_date(2026, 11, 22), "Europe/Berlin"},
        {{}, "Anna"},
        kNow};
    till::ChangingPictures pictures_{app::core::ShopPictures{}};
    std::unique_ptr<pos::store::StoreThread> store_;
    std::mutex mutex_;
    std::condition_variable news_;
    std::deque<shell::Action> inbox_;
    std::optional<till::ShopLink> link_;
};

}  // namespace

TEST_F(ShopLinkTest, keeps_what_is_said_and_takes_it_back_once) {
    auto sheet = shop().sheet;
    sheet.name = "Feinkost am Markt";
    link_->keep(shell::KeepOwnShop{7, sheet}, doing_);
    expect_kept(7);
    EXPECT_EQ(shop().sheet.name, "Feinkost am Markt");
    link_->undo({.ask = 8}, doing_);
    expect_kept(8);
    EXPECT_EQ(shop().sheet.name, "Feinkost");
    link_->undo({.ask = 9}, doing_);
    EXPECT_EQ(next<shell::OwnShopKept>().refused->fault, app::core::RecordFault::changed_since);
}

TEST_F(ShopLinkTest, says_why_nothing_is_kept) {
    auto sheet = shop().sheet;
    sheet.cash_step_minor = 0;
    link_->keep(shell::KeepOwnShop{7, sheet}, doing_);
    EXPECT_EQ(next<shell::OwnShopKept>().refused->fault, app::core::RecordFault::coin_wrong);
}

TEST_F(ShopLinkTest, gives_receipts_the_logo_and_the_one_before_again) {
    EXPECT_FALSE(pictures_.find(app::core::kLogoName));
    const auto first = looked_at(black(200));
    ASSERT_TRUE(first);
    link_->keep(shell::KeepLogo{3, first}, doing_);
    expect_kept(3);
    EXPECT_EQ(pictures_.find(app::core::kLogoName)->width, 200U);
    link_->keep(shell::KeepLogo{4, looked_at(black(300))}, doing_);
    expect_kept(4);
    EXPECT_EQ(pictures_.find(app::core::kLogoName)->width, 300U);
    const auto version = pictures_.version();
    link_->undo({.ask = 5}, doing_);
    expect_kept(5);
    EXPECT_EQ(pictures_.find(app::core::kLogoName)->width, 200U);
    EXPECT_GT(pictures_.version(), version) << "printers that keep pictures are told";
    link_->keep(shell::KeepLogo{6, {}}, doing_);
    expect_kept(6);
    EXPECT_FALSE(pictures_.find(app::core::kLogoName));
    EXPECT_FALSE(shop().logo);
}

TEST_F(ShopLinkTest, finds_pictures_beside_the_shop_and_says_what_is_none) {
    test::write_file(folder_.file("Logo.PNG"), "no picture");
    test::write_file(folder_.file("notes.txt"), "words");
    link_->find_pictures();
    const auto found = next<shell::PicturesFound>();
    const auto here =
        std::ranges::find(found.files, std::string{"Logo.PNG"}, &till::shell::GoodsFile::name);
    ASSERT_NE(here, found.files.end());
    EXPECT_EQ(
        std::ranges::find(found.files, std::string{"notes.txt"}, &till::shell::GoodsFile::name),
        found.files.end());
    link_->look_at({.ask = 4, .path = here->path});
    const auto looked = next<shell::LogoLooked>();
    EXPECT_FALSE(looked.logo);
    EXPECT_EQ(looked.fault, app::core::LogoFault::not_a_picture);
}
