// Goal: what is looked up is sold by the shop's settings and promotions as they were taken last.
// Method: a real shop and store thread; the shop is changed while the till runs, as the feed does.
#include "app/till/store_link.hpp"

#include <gtest/gtest.h>

#include <condition_variable>
#include <deque>
#include <functional>
#include <future>
#include <mutex>

#include "app/core/init.hpp"
#include "pos/store/catalogue/promotions.hpp"
#include "tests/support/seeded_random.hpp"
#include "tests/support/temp_dir.hpp"

using namespace std::chrono_literals;
namespace shell = till::shell;

namespace {

constexpr pos::Instant kNow{1'795'354'300'000};

class StoreLinkTest : public testing::Test {
protected:
    void SetUp() override {
        auto store = app::core::init_shop(
            folder_.file("shop.db"),
            {.branch = "B01", .terminal = "T1", .currency = "EUR", .zone = "Europe/Berlin"},
            {.program = "test"}, kNow, random_);
        ASSERT_TRUE(store) << store.error().words;
        const auto filled = (*store)->change_catalogue(
            [&](pos::store::CatalogueWriter& to) -> pos::store::Answer<void> {
                EXPECT_TRUE(to.put(milk_));
                return {};
            },
            {}, kNow);
        ASSERT_TRUE(filled);
        auto shop = app::core::read_shop((*store)->reader(), (*store)->journal(), {});
        ASSERT_TRUE(shop) << shop.error().words;
        auto thread = pos::store::StoreThread::start(std::move(*store), {}, {});
        ASSERT_TRUE(thread);
        store_ = std::move(*thread);
        link_.emplace(*store_, *shop, [this](shell::Action action) {
            const std::scoped_lock lock{mutex_};
            inbox_.push_back(std::move(action));
            news_.notify_one();
        });
    }
    void TearDown() override { store_.reset(); }

    /// The next answer, which is one of these.
    template <class Answer>
    Answer next() {
        std::unique_lock lock{mutex_};
        EXPECT_TRUE(news_.wait_for(lock, 60s, [&] { return !inbox_.empty(); }));
        if (inbox_.empty()) return {};
        const auto action = std::move(inbox_.front());
        inbox_.pop_front();
        const auto* answer = std::get_if<Answer>(&action);
        EXPECT_NE(answer, nullptr);
        return answer != nullptr ? *answer : Answer{};
    }
    pos::sale::Item found(const pos::LocalTime& now) {
        link_->find_code({.ask = 9, .text = "101"}, now);
        const auto answer = next<shell::CodeAnswered>();
        const auto* item = std::get_if<shell::ItemFound>(&answer.found);
        EXPECT_NE(item, nullptr);
        return item != nullptr ? item->item : pos::sale::Item{};
    }
    /// Writes the shop's settings as `change` leaves them, and whatever `more` puts beside them.
    template <class Change>
    void change_settings(const Change& change,
                         const std::function<void(pos::store::CatalogueWriter&)>& more = {}) {
        std::promise<void> changed;
        store_->write([&](pos::store::Store& store) {
            auto settings = app::core::read_settings(store.reader()).value();
            change(settings);
            const auto put = store.change_catalogue(
                [&](pos::store::CatalogueWriter& to) -> pos::store::Answer<void> {
                    if (more) more(to);
                    EXPECT_TRUE(to.put_setting("shop", app::core::to_bytes(settings)));
                    return {};
                },
                {}, kNow);
            EXPECT_TRUE(put);
            changed.set_value();
        });
        changed.get_future().get();
    }
    /// "3 for 2" until noon, and another name of the shop.
    void change_shop() {
        pos::catalog::Promotion promotion{.id = milk_.id, .code = "P1", .label = "3 for 2"};
        promotion.rule = {.kind = pos::pricing::PromotionKind::n_for_m, .pieces = 3, .paid = 2};
        promotion.until_second = 12 * 3'600;
        change_settings(
            [](app::core::ShopSettings& settings) { settings.name = "Corner"; },
            [&](pos::store::CatalogueWriter& to) { EXPECT_TRUE(to.put(promotion, {})); });
    }

    const pos::LocalTime kMorning{pos::make_date(2026, 11, 26), 9 * 3'600, 3'600};
    const pos::LocalTime kEvening{pos::make_date(2026, 11, 26), 19 * 3'600, 3'600};
    test::TempDir folder_;
    test::SeededRandom random_{3};
    pos::catalog::Item milk_{.id = pos::make_ulid(kNow, random_),
                             .number = "101",
                             .name = "Milk",
                             .price = {1'1900'0000, *pos::currency_of("EUR")}};
    std::unique_ptr<pos::store::StoreThread> store_;
    std::mutex mutex_;
    std::condition_variable news_;
    std::deque<shell::Action> inbox_;
    std::optional<till::StoreLink> link_;
};

}  // namespace

TEST_F(StoreLinkTest, sells_by_what_the_shop_says_once_that_is_taken) {
    change_shop();
    EXPECT_TRUE(found(kMorning).promotions.empty());
    link_->read_shop({4});
    const auto read = next<shell::ShopRead>();
    EXPECT_EQ(read.ask, 4U);
    EXPECT_EQ(read.name, "Corner");
    EXPECT_EQ(read.setup.branch, "B01");
    EXPECT_TRUE(found(kMorning).promotions.empty());
    const auto taken = link_->take_shop({4});
    ASSERT_TRUE(taken);
    EXPECT_EQ(taken->settings.name, "Corner");
    const auto milk = found(kMorning);
    ASSERT_EQ(milk.promotions.size(), 1U);
    EXPECT_EQ(milk.promotions[0].label, "3 for 2");
    EXPECT_TRUE(found(kEvening).promotions.empty());
}

TEST_F(StoreLinkTest, calls_goods_of_no_list_as_the_receipts_language_does) {
    const auto sold_as = [&] {
        link_->find_item({.ask = 9, .unlisted = shell::Unlisted{"4006381333931"}}, kMorning);
        const auto answer = next<shell::CodeAnswered>();
        const auto* item = std::get_if<shell::ItemFound>(&answer.found);
        EXPECT_NE(item, nullptr);
        if (item == nullptr) return std::string{};
        EXPECT_EQ(item->item.number, "4006381333931");
        EXPECT_EQ(item->barcode, "4006381333931");
        return item->item.name;
    };
    EXPECT_EQ(sold_as(), "Sonstige Ware");
    change_settings([](auto& settings) { settings.locale = "fr"; });
    link_->read_shop({4});
    next<shell::ShopRead>();
    ASSERT_TRUE(link_->take_shop({4}));
    EXPECT_EQ(sold_as(), "Autre article");
}

TEST_F(StoreLinkTest, takes_the_shop_as_it_was_read_last_and_once) {
    link_->read_shop({4});
    next<shell::ShopRead>();
    link_->read_shop({5});
    next<shell::ShopRead>();
    EXPECT_FALSE(link_->take_shop({4}));
    EXPECT_TRUE(link_->take_shop({5}));
    EXPECT_FALSE(link_->take_shop({5}));
}

TEST_F(StoreLinkTest, stock_is_known_once_it_was_counted) {
    const auto stock = [&] {
        link_->find_code({.ask = 9, .text = "101", .stock = true}, kMorning);
        return next<shell::CodeAnswered>().stock;
    };
    EXPECT_FALSE(stock());
    std::promise<void> counted;
    store_->write([&](pos::store::Store& store) {
        pos::journal::StockAdjusted event{.adjustment = pos::make_ulid(kNow, random_),
                                          .external_number = "1",
                                          .when = {kMorning, kMorning.date, "Europe/Berlin"},
                                          .user = {{}, "Anna"},
                                          .reason = "count",
                                          .counted = true};
        event.lines.push_back({milk_.id, "101", "Milk", pos::pieces(12)});
        pos::store::Batch batch;
        batch.events.emplace_back(std::move(event));
        EXPECT_TRUE(store.append(std::move(batch), kNow));
        counted.set_value();
    });
    counted.get_future().get();
    EXPECT_EQ(stock(), pos::pieces(12));
    link_->find_item({.ask = 10, .item = milk_.id, .stock = true, .unlisted = {}}, kMorning);
    EXPECT_EQ(next<shell::CodeAnswered>().stock, pos::pieces(12));
    link_->find_code({.ask = 11, .text = "101"}, kMorning);
    EXPECT_FALSE(next<shell::CodeAnswered>().stock) << "a sale does not ask for it";
}

TEST_F(StoreLinkTest, every_item_is_on_a_tab_and_favourites_are_one_once_there_are_some) {
    const auto tabs = [&] {
        link_->read_tabs();
        std::vector<std::string> codes;
        for (const auto& tab : next<shell::TabsRead>().tabs) codes.push_back(tab.code);
        return codes;
    };
    const auto change = [&](auto work) {
        std::promise<void> changed;
        store_->write([&](pos::store::Store& store) {
            EXPECT_TRUE(store.change_catalogue(
                [&](pos::store::CatalogueWriter& to) -> pos::store::Answer<void> {
                    EXPECT_TRUE(work(to));
                    return {};
                },
                {}, kNow));
            changed.set_value();
        });
        changed.get_future().get();
    };
    const std::string none{shell::kNoDepartment};
    EXPECT_EQ(tabs(), std::vector{none}) << "the goods are in no department";
    link_->read_tiles({none});
    ASSERT_EQ(next<shell::TilesRead>().items.size(), 1U);
    change([](auto& to) {
        return to.put(pos::catalog::Department{.code = "dairy", .name = "Dairy"});
    });
    EXPECT_EQ(tabs(), (std::vector<std::string>{"dairy", none}));
    change([&](auto& to) { return to.set_favourite(milk_.id, 1); });
    EXPECT_EQ(tabs(), (std::vector<std::string>{"", "dairy", none}));
    auto in_dairy = milk_;
    in_dairy.department = "dairy";
    change([&](auto& to) { return to.put(in_dairy); });
    EXPECT_EQ(tabs(), (std::vector<std::string>{"", "dairy"}));
}

TEST_F(StoreLinkTest, settings_that_nobody_wrote_change_nothing) {
    std::promise<void> broken;
    store_->write([&](pos::store::Store& store) {
        const auto put = store.change_catalogue(
            [&](pos::store::CatalogueWriter& to) -> pos::store::Answer<void> {
                EXPECT_TRUE(to.put_setting("shop", pos::Bytes{std::byte{9}}));
                return {};
            },
            {}, kNow);
        EXPECT_TRUE(put);
        broken.set_value();
    });
    broken.get_future().get();
    link_->read_shop({4});
    const auto failed = next<shell::ReadFailed>();
    EXPECT_EQ(failed.ask, 4U);
    EXPECT_EQ(failed.why.kind, pos::store::StoreErrorKind::damaged);
    EXPECT_FALSE(link_->take_shop({4}));
}
