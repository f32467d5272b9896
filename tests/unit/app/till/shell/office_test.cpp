// Goal: a till that has joined head office says how that is on every screen, and a till that has
// not says nothing of it. Method: what the link posts goes in, and the strip and the message are
// read.
#include <gtest/gtest.h>

#include <set>

#include "app/till/shell/shell.hpp"
#include "tests/support/shell_driver.hpp"

using till::common::Level;
using till::shell::OfficeChanged;

namespace {

class OfficeShell : public testing::Test {
protected:
    OfficeShell() { till.open_till(); }
    /// The strip's signal that ends with `words`; its level, or nothing.
    std::optional<Level> shown(std::string_view words) const {
        for (const auto& signal : till.model.sell.status.signals) {
            if (signal.words == words) return signal.level;
        }
        return std::nullopt;
    }
    test::ShellDriver till;
};

}  // namespace

TEST_F(OfficeShell, says_that_it_stands_alone_where_there_is_none) {
    const std::size_t signals = till.model.sell.status.signals.size();
    till.act(OfficeChanged{.to_send = 7});
    EXPECT_EQ(till.model.sell.status.signals.size(), signals);
    EXPECT_EQ(till.model.sell.status.signals.front().words, "Stand-alone");
}

TEST_F(OfficeShell, says_what_is_to_be_sent) {
    till.act(OfficeChanged{.joined = true, .online = true});
    EXPECT_EQ(shown("Head office: all sent"), Level::good);
    till.act(OfficeChanged{.joined = true, .online = true, .to_send = 2});
    EXPECT_EQ(shown("Online, 2 to send"), Level::good);
    till.act(OfficeChanged{.joined = true, .online = false, .to_send = 1'234});
    EXPECT_EQ(shown("Offline, 1,234 to send"), Level::quiet);
    till.act(OfficeChanged{.joined = true, .busy = true, .to_send = 3});
    EXPECT_EQ(shown("Office is busy, 3 to send"), Level::quiet);
}

TEST_F(OfficeShell, says_from_when_the_oldest_is_that_waits) {
    const pos::Date today = till.context().stamp.local.date;
    const auto at = [](pos::Date day) {
        return pos::Instant{(std::int64_t{day.days} * 86'400 + 12 * 3'600 + 32 * 60) * 1'000};
    };
    till.act(OfficeChanged{.joined = true, .to_send = 2, .oldest = at(today)});
    EXPECT_EQ(shown("Offline, 2 to send since 12:32"), Level::quiet);
    const pos::Date before{today.days - 1};
    till.act(OfficeChanged{.joined = true, .to_send = 2, .oldest = at(before)});
    EXPECT_EQ(shown("Offline, 2 to send since " + till.context().locale.date(before)),
              Level::quiet);
}

TEST_F(OfficeShell, says_once_that_the_office_refuses) {
    const OfficeChanged refuses{.joined = true,
                                .online = true,
                                .to_send = 2,
                                .refused = till::shell::OfficeRefusal::other,
                                .why = "closed"};
    till.act(refuses);
    EXPECT_EQ(shown("Office refuses, 2 to send"), Level::warning);
    ASSERT_TRUE(till.model.said);
    EXPECT_NE(till.model.said->words.find("(closed)"), std::string::npos);
    till.model.said.reset();
    till.act(refuses);
    EXPECT_FALSE(till.model.said);
}

TEST_F(OfficeShell, each_known_refusal_has_words_of_its_own) {
    std::vector<std::string> said;
    using till::shell::OfficeRefusal;
    for (const auto why :
         {OfficeRefusal::revoked, OfficeRefusal::unknown, OfficeRefusal::join_again}) {
        till.act(OfficeChanged{.joined = true, .online = true, .refused = why, .why = "English."});
        ASSERT_TRUE(till.model.said);
        EXPECT_EQ(till.model.said->words.find("English."), std::string::npos);
        said.push_back(till.model.said->words);
    }
    std::ranges::sort(said);
    EXPECT_EQ(std::ranges::adjacent_find(said), said.end());
}

TEST_F(OfficeShell, says_that_there_is_a_copy_of_it) {
    till.act(OfficeChanged{.joined = true, .online = true, .set_aside = 3});
    ASSERT_TRUE(till.model.said);
    EXPECT_EQ(till.model.said->level, Level::warning);
}

TEST_F(OfficeShell, shows_goods_as_they_are_now_and_stays_on_its_page) {
    const auto effects =
        till::shell::update(till.model, till::shell::CatalogueChanged{}, till.context());
    ASSERT_EQ(effects.size(), 3U);
    EXPECT_TRUE(std::holds_alternative<till::shell::ReadTabs>(effects.front()));
    EXPECT_TRUE(std::holds_alternative<till::shell::ReadSigners>(effects[1]));
    EXPECT_TRUE(std::holds_alternative<till::shell::ReadShop>(effects.back()));
    EXPECT_FALSE(till.model.said);
    till.act(till::shell::TabsRead{{{}, {"a", "A"}, {"b", "B"}}});
    till.model.sell.tab = 2;
    till.act(till::shell::TabsRead{{{}, {"aa", "A"}, {"a", "A"}, {"b", "B"}}});
    EXPECT_EQ(till.model.sell.tab, 3U);
    till.act(till::shell::TabsRead{{{}, {"a", "A"}}});
    EXPECT_EQ(till.model.sell.tab, 0U);
}

// ---- what head office changes of the shop ----

namespace {

class ShopChanges : public OfficeShell {
protected:
    /// Head office says that sums paid in cash are rounded to 0.05, and gives another name.
    void change() {
        till.shop_setup.cash.step_minor = 5;
        till.shop_name = "Corner shop 2";
        till.act(till::shell::CatalogueChanged{.settings = true});
        till.answer_all();
    }
    /// How often what was read was to count.
    std::size_t taken() const {
        return static_cast<std::size_t>(std::ranges::count_if(till.done, [](const auto& effect) {
            return std::holds_alternative<till::shell::TakeShop>(effect);
        }));
    }
    std::int64_t step() const { return till.model.cash_register.setup().cash.step_minor; }
};

}  // namespace

TEST_F(ShopChanges, count_at_once_where_nobody_is_served) {
    change();
    EXPECT_EQ(step(), 5);
    EXPECT_EQ(taken(), 1U);
    EXPECT_EQ(till.model.shop_name, "Corner shop 2");
    ASSERT_TRUE(till.model.said);
    EXPECT_EQ(till.model.said->level, Level::quiet);
}

TEST_F(ShopChanges, count_from_the_next_customer_on) {
    till.scan("101");
    change();
    EXPECT_EQ(step(), 1);
    EXPECT_EQ(till.model.sell.exact, "£1.19");
    till.scan("101");
    EXPECT_EQ(step(), 1);
    till.press(till::sell::Key::exact_cash);
    EXPECT_EQ(step(), 1);  // the sale is being stored
    EXPECT_EQ(taken(), 0U);
    till.answer_all();
    EXPECT_EQ(step(), 5);
    EXPECT_EQ(taken(), 1U);
    till.scan("101");
    EXPECT_EQ(till.model.sell.exact, "£1.20");
}

TEST_F(ShopChanges, wait_for_what_is_being_looked_up) {
    till.act(till::shell::Scanned{"101", true});
    till.shop_setup.cash.step_minor = 5;
    till.act(till::shell::CatalogueChanged{});
    const auto read = std::ranges::find_if(till.waiting, [](const auto& effect) {
        return std::holds_alternative<till::shell::ReadShop>(effect);
    });
    ASSERT_NE(read, till.waiting.end());
    std::rotate(till.waiting.begin(), read, read + 1);
    till.answer_next();
    EXPECT_EQ(step(), 1);
    till.answer_all();
    EXPECT_EQ(step(), 1);
    till.press(till::sell::Key::exact_cash);
    till.answer_all();
    EXPECT_EQ(step(), 5);
}

TEST_F(ShopChanges, of_two_the_later_counts) {
    till.scan("101");
    change();
    till.shop_setup.cash.step_minor = 10;
    till.act(till::shell::CatalogueChanged{});
    till.press(till::sell::Key::exact_cash);
    EXPECT_EQ(taken(), 0U);
    till.answer_all();
    EXPECT_EQ(step(), 10);
    EXPECT_EQ(taken(), 1U);
}

// ---- going on as another till ----

namespace {

using till::shell::GoOn;
using till::shell::Parting;

const OfficeChanged kGranted{
    .joined = true, .online = true, .parting = Parting::granted, .next = "B01-T1b"};

class GoesOn : public OfficeShell {
protected:
    /// How often the till ordered to begin anew.
    std::size_t ordered() const {
        return static_cast<std::size_t>(std::ranges::count_if(
            till.done, [](const auto& effect) { return std::holds_alternative<GoOn>(effect); }));
    }
};

}  // namespace

TEST_F(GoesOn, at_once_while_nobody_is_served_and_orders_it_once) {
    till.act(kGranted);
    EXPECT_EQ(ordered(), 1U);
    till.act(till::shell::ClockTicked{});
    EXPECT_EQ(ordered(), 1U);
}

TEST_F(GoesOn, not_with_a_cart_on_the_screen) {
    till.scan("101");
    till.act(kGranted);
    till.act(till::shell::ClockTicked{});
    EXPECT_EQ(ordered(), 0U);
}

TEST_F(GoesOn, not_while_the_change_is_still_to_be_given) {
    till.scan("101");
    till.act(kGranted);
    till.press(till::sell::Key::exact_cash);
    till.answer_all();
    ASSERT_EQ(till.model.screen, till::shell::Screen::done);
    EXPECT_EQ(ordered(), 0U);
    till.act(till::shell::ClockTicked{});
    EXPECT_EQ(ordered(), 0U);  // it may have come up a second ago
    till.act(till::shell::ClockTicked{});
    EXPECT_EQ(ordered(), 1U);
}

TEST_F(GoesOn, not_before_head_office_lets_it) {
    for (const auto parting :
         {Parting::none, Parting::asking, Parting::still_sells, Parting::succeeded}) {
        till.act(OfficeChanged{.joined = true, .online = true, .parting = parting});
        till.act(till::shell::ClockTicked{});
    }
    EXPECT_EQ(ordered(), 0U);
}

// ---- the screen of head office ----

namespace {

using till::shell::OutsideItem;
using till::shell::OutsideRead;
using till::shell::Screen;

class OfficeScreen : public OfficeShell {
protected:
    void open(const OfficeChanged& is = {.joined = true, .online = true}) {
        till.act(is);
        till.act(till::office::Action{till::office::Opened{}});
    }
    template <class T>
    bool asked() const {
        return std::ranges::any_of(
            till.done, [](const auto& effect) { return std::holds_alternative<T>(effect); });
    }
    const till::office::Model& screen() const { return till.model.office_screen; }
};

}  // namespace

TEST_F(OfficeScreen, is_not_there_for_a_shop_that_stands_alone) {
    till.act(till::office::Action{till::office::Opened{}});
    EXPECT_EQ(till.model.screen, Screen::sell);
    till.model.screen = Screen::settings;
    till.act(till::shell::Restyled{});
    EXPECT_FALSE(till.model.settings.has_office);
}

TEST_F(OfficeScreen, asks_head_office_and_says_that_nothing_is_missing) {
    open();
    EXPECT_EQ(till.model.screen, Screen::office);
    EXPECT_TRUE(asked<till::shell::ReadOutside>());
    EXPECT_TRUE(screen().loading);
    till.act(OutsideRead{});
    EXPECT_FALSE(screen().loading);
    EXPECT_TRUE(screen().rows.empty());
    EXPECT_NE(screen().nothing.find("books"), std::string::npos);
    EXPECT_FALSE(screen().can_export);
    till.act(till::office::Action{till::office::BackPressed{}});
    EXPECT_EQ(till.model.screen, Screen::sell);
}

TEST_F(OfficeScreen, says_what_it_knows_where_nobody_answers) {
    open({.joined = true, .set_aside = 12, .parked = 3});
    till.act(OutsideRead{{}, "no network"});
    EXPECT_NE(screen().nothing.find("12"), std::string::npos);
    EXPECT_NE(screen().nothing.find('3'), std::string::npos);
}

TEST_F(OfficeScreen, has_words_for_each_reason) {
    open();
    OutsideRead read;
    for (const char* reason : {"unknown_kind", "newer_version", "damaged", "contradiction",
                               "refused", "other_key", "other_place", "of_the_future"}) {
        read.items.push_back({.parked = true, .reason = reason, .entries = 1});
    }
    read.items.push_back({.entries = 2,
                          .tickets = 2,
                          .total = {250, till.currency()},
                          .first_number = "B01-T1-000001",
                          .last_number = "B01-T1-000002"});
    read.items.push_back({.ours = false, .entries = 2});
    till.act(read);
    ASSERT_EQ(screen().rows.size(), read.items.size());
    for (const auto& row : screen().rows) {
        EXPECT_FALSE(row.why.empty());
        EXPECT_FALSE(row.advice.empty());
    }
    EXPECT_NE(screen().rows[4].why, screen().rows[2].why);
    EXPECT_NE(screen().rows[8].title.find("B01-T1-000002"), std::string::npos);
    EXPECT_EQ(screen().rows[8].amount, "£2.50");
    EXPECT_TRUE(screen().rows[9].amount.empty());
    EXPECT_TRUE(screen().can_export);
}

TEST_F(OfficeScreen, exports_what_is_of_this_till_alone) {
    open();
    till.act(OutsideRead{{{.ours = false, .entries = 2}}, {}});
    EXPECT_FALSE(screen().can_export);
    till.act(till::office::Action{till::office::ExportPressed{}});
    EXPECT_TRUE(asked<till::shell::ExportOutside>());
    till.act(till::shell::OutsideExported{"/tmp/x.journal", 3, {}});
    ASSERT_TRUE(till.model.said);
    EXPECT_NE(till.model.said->words.find("/tmp/x.journal"), std::string::npos);
    till.act(till::shell::OutsideExported{{}, 0, "disk_full"});
    EXPECT_EQ(till.model.said->level, Level::warning);
    EXPECT_EQ(till.model.said->words, "There is no file: The disk of this till is full.");
}

TEST_F(OfficeScreen, says_what_became_of_the_till) {
    open({.joined = true,
          .online = true,
          .origin = till::shell::Origin::put_back,
          .name = "B01-T1b",
          .since = pos::Instant{1'795'350'000'000}});
    EXPECT_NE(screen().about.words.find("B01-T1b"), std::string::npos);
    till.act(OfficeChanged{.joined = true, .online = true, .parting = Parting::succeeded});
    EXPECT_EQ(screen().about.level, Level::warning);
    EXPECT_NE(screen().about.words.find("counterfoil enrol"), std::string::npos);
    till.act(OfficeChanged{.joined = true, .online = true, .name = "B01-T1"});
    EXPECT_TRUE(screen().about.empty());
}

TEST_F(OfficeScreen, asks_again_when_something_changed) {
    open();
    till.act(OutsideRead{});
    till.done.clear();
    till.act(OfficeChanged{.joined = true, .online = true, .to_send = 1});
    EXPECT_FALSE(asked<till::shell::ReadOutside>());
    till.act(OfficeChanged{.joined = true, .online = true, .parked = 1});
    EXPECT_TRUE(asked<till::shell::ReadOutside>());
}

TEST_F(OfficeScreen, says_why_head_office_is_not_reached_and_who_has_to_see_to_it) {
    using till::shell::OfficeWay;
    open();
    std::set<std::string> said;
    for (const auto way :
         {OfficeWay::broken, OfficeWay::no_name, OfficeWay::nobody, OfficeWay::silent,
          OfficeWay::certificate, OfficeWay::other, OfficeWay::database}) {
        till.act(OfficeChanged{.joined = true, .to_send = 2, .way = way});
        EXPECT_FALSE(screen().about.empty());
        said.insert(screen().about.words);
    }
    EXPECT_EQ(said.size(), 7U);
    till.act(OfficeChanged{.joined = true, .to_send = 2, .way = OfficeWay::nobody});
    EXPECT_EQ(screen().about.level, Level::quiet);
    EXPECT_EQ(screen().status.signals.front().level, Level::quiet);
    for (const auto way : {OfficeWay::certificate, OfficeWay::other, OfficeWay::database}) {
        till.act(OfficeChanged{.joined = true, .to_send = 2, .way = way});
        EXPECT_EQ(screen().about.level, Level::warning);
        EXPECT_EQ(screen().status.signals.front().level, Level::warning);
    }
    till.act(OfficeChanged{.joined = true, .online = true});
    EXPECT_TRUE(screen().about.empty());
}
