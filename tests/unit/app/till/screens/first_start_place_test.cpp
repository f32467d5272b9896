// Goal: a first start knows which clock the shop goes by, what only the shop can say of its tax, a
// country that nothing is known of, and the logo.
// Method: actions as a keyboard and a finger give them, and what the questions show.
#include "app/till/screens/first_start/place.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "app/till/screens/first_start/first_start_view.hpp"
#include "tests/support/headless_ui.hpp"

namespace {

using namespace till::first_start;

constexpr pos::Instant kPlaceNow{1'795'867'200'000};  // 2026-11-28 12:00 UTC

class FirstStartPlace : public ::testing::Test {
protected:
    void begin_in(const std::string& zone) { model_ = begin(zone, 0, kPlaceNow); }
    Outcome act(const Action& action) { return update(model_, action); }
    void next(int times = 1) {
        for (int i = 0; i < times; ++i) act(NextPressed{});
    }
    void choose(const std::string& code) {
        const auto at = std::ranges::find(model_.countries, code, &app::core::Country::code);
        act(CountryChosen{static_cast<std::size_t>(at - model_.countries.begin())});
    }
    bool has_clock(const std::string& zone) const {
        return std::ranges::find(model_.zones, zone) != model_.zones.end();
    }

    Model model_;
};

TEST_F(FirstStartPlace, the_clock_is_this_computers_where_it_is_in_the_country) {
    begin_in("America/Los_Angeles");
    EXPECT_EQ(country_of_shop(model_).code, "US");
    EXPECT_EQ(country_of_shop(model_).zone, "America/Los_Angeles");
    next();
    ASSERT_EQ(model_.step, Step::zone);
    ASSERT_TRUE(has_clock("America/New_York"));
    act(Moved{1});
    EXPECT_NE(country_of_shop(model_).zone, "America/Los_Angeles");
    act(ChoiceMade{0});
    EXPECT_EQ(country_of_shop(model_).zone, "America/Los_Angeles");
    act(BackPressed{});
    choose("ES");
    EXPECT_EQ(country_of_shop(model_).zone, "Europe/Madrid");
    EXPECT_TRUE(has_clock("Atlantic/Canary"));
    begin_in("Atlantic/Canary");
    EXPECT_EQ(country_of_shop(model_).zone, "Atlantic/Canary");
    begin_in("Australia/Perth");
    EXPECT_EQ(country_of_shop(model_).zone, "Australia/Perth");
}

TEST_F(FirstStartPlace, nothing_is_asked_where_there_is_nothing_to_choose) {
    begin_in("Europe/Vienna");
    next();
    EXPECT_EQ(model_.step, Step::name);
    act(BackPressed{});
    EXPECT_EQ(model_.step, Step::country);
    EXPECT_EQ(rate_of_shop(model_), "");
    begin_in("America/New_York");
    next(3);
    EXPECT_EQ(model_.step, Step::name) << "behind clock and tax";
    act(BackPressed{});
    EXPECT_EQ(model_.step, Step::tax);
}

TEST_F(FirstStartPlace, the_shop_says_the_rate_that_only_it_knows) {
    begin_in("America/New_York");
    next(2);
    ASSERT_EQ(model_.step, Step::tax);
    ASSERT_EQ(fields_of(model_), std::vector{Field::rate});
    for (const char* none : {"much", "-2", "101"}) {
        act(Typed{none});
        EXPECT_EQ(act(NextPressed{}), Outcome::doubt) << none;
        EXPECT_EQ(tax_doubt(model_), TaxDoubt::rate) << none;
        EXPECT_EQ(model_.step, Step::tax);
    }
    answer_refused(model_, "This is no rate.");
    EXPECT_EQ(model_.refusal, "This is no rate.");
    act(Typed{" 8,875 %"});
    EXPECT_EQ(model_.refusal, "");
    EXPECT_EQ(rate_of_shop(model_), "8.875");
    EXPECT_EQ(country_of_shop(model_).rates.front().tax_class, "standard")
        << "which a file of goods may name";
    next();
    EXPECT_EQ(model_.step, Step::name);
    act(BackPressed{});
    act(Typed{""});
    next();
    EXPECT_EQ(model_.step, Step::name) << "it may stay empty";
    act(BackPressed{});
    act(Typed{"8"});
    act(BackPressed{});
    act(BackPressed{});
    choose("DE");
    EXPECT_EQ(rate_of_shop(model_), "") << "whose rates are known";
}

TEST_F(FirstStartPlace, a_country_that_nothing_is_known_of_says_currency_and_rate) {
    begin_in("America/Santiago");
    ASSERT_TRUE(is_elsewhere(model_));
    EXPECT_EQ(country_of_shop(model_).zone, "America/Santiago");
    EXPECT_EQ(country_of_shop(model_).currency, "CLP") << "as is paid with there";
    EXPECT_EQ(country_of_shop(model_).locale, "en-CL");
    next();
    ASSERT_EQ(model_.step, Step::zone);
    EXPECT_GT(model_.zones.size(), 300U);
    const auto lima = std::ranges::find(model_.zones, "America/Lima");
    ASSERT_NE(lima, model_.zones.end());
    act(ChoiceMade{static_cast<std::size_t>(lima - model_.zones.begin())});
    EXPECT_EQ(country_of_shop(model_).currency, "PEN");
    next();
    ASSERT_EQ(model_.step, Step::tax);
    act(Typed{"soles"});
    next();
    EXPECT_EQ(act(NextPressed{}), Outcome::doubt);
    EXPECT_EQ(tax_doubt(model_), TaxDoubt::currency);
    act(BackPressed{});
    act(Typed{"usd"});
    next();
    act(Typed{"18"});
    next();
    EXPECT_EQ(model_.step, Step::name);
    EXPECT_EQ(country_of_shop(model_).currency, "USD");
    EXPECT_EQ(rate_of_shop(model_), "18");
    for (int i = 0; i < 2; ++i) act(BackPressed{});
    ASSERT_EQ(model_.step, Step::zone);
    act(ChoiceMade{0});
    EXPECT_EQ(country_of_shop(model_).currency, "USD") << "given by hand";
}

TEST_F(FirstStartPlace, a_picture_is_looked_at_before_it_is_the_logo) {
    begin_in("Europe/Vienna");
    model_.step = Step::logo;
    EXPECT_EQ(logo_of(model_), "");
    EXPECT_EQ(act(NextPressed{}), Outcome::open);
    EXPECT_EQ(model_.step, Step::footer) << "it may stay away";
    act(BackPressed{});
    logos_found(model_, {{{"a.png", "/shop"}, "/shop/a.png"}, {{"b.png", "/shop"}, "/shop/b.png"}});
    EXPECT_EQ(logo_of(model_), "") << "none until it is chosen";
    act(ChoiceMade{2});
    EXPECT_EQ(logo_of(model_), "/shop/b.png");
    logos_found(model_, {{{"b.png", "/shop"}, "/shop/b.png"}});
    EXPECT_EQ(logo_of(model_), "/shop/b.png");
    EXPECT_EQ(act(NextPressed{}), Outcome::logo);
    EXPECT_EQ(act(BackPressed{}), Outcome::open);
    EXPECT_EQ(model_.step, Step::logo) << "while it is looked at";
    answer_refused(model_, "It is blank.");
    EXPECT_EQ(model_.refusal, "It is blank.");
    act(FieldWanted{0, true});
    EXPECT_TRUE(model_.by_hand);
    act(Typed{"/media/c.png"});
    EXPECT_EQ(logo_of(model_), "/media/c.png");
    EXPECT_EQ(act(NextPressed{}), Outcome::logo);
    logo_taken(model_);
    EXPECT_EQ(model_.step, Step::footer);
    act(BackPressed{});
    act(ChoiceMade{0});
    EXPECT_EQ(logo_of(model_), "") << "no logo after all";
    logos_found(model_, {});
    EXPECT_EQ(choices_of(model_), 1U);
    EXPECT_EQ(goods_dropped(model_, "/media/d.png"), Outcome::logo) << "let go over the window";
    EXPECT_EQ(logo_of(model_), "/media/d.png");
    EXPECT_EQ(model_.goods, Goods::demo) << "and no file of goods";
}

TEST_F(FirstStartPlace, says_from_which_day_each_rate_is_charged) {
    begin_in("Europe/Stockholm");
    test::HeadlessUi display{[this](till::ui::Frame& frame) { (void)draw(frame, model_); }};
    // All that is written, however its lines are broken.
    const auto shows = [&](std::string words) {
        display.show();
        std::string all;
        for (const auto& written : display.probe().written) all += written.text + "|";
        for (std::string* text : {&all, &words})
            std::erase_if(*text, [](char c) { return c == ' ' || c == '|'; });
        return all.find(words) != std::string::npos;
    };
    EXPECT_TRUE(shows("Food 6\u00a0% from 01/04/2026 · 12\u00a0% from 01/01/2028"));
    EXPECT_TRUE(shows("SEK · Europe/Stockholm"));
    begin_in("America/Los_Angeles");
    EXPECT_TRUE(shows("USD · America/Los Angeles"));
    EXPECT_TRUE(shows("1 / 13"));
    next();
    EXPECT_TRUE(shows("04:00")) << "noon in London";
    next();
    EXPECT_TRUE(shows("Sales tax of state and town together, %"));
    begin_in("America/Santiago");
    EXPECT_TRUE(shows("Another country"));
}

}  // namespace
