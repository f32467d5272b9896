// Goal: a sale can be practised by finger, keys and scanner; no store, drawer, printer or total
// hears of it, it says so on the screen, and it is left at any time. It is offered once, where
// nothing was sold yet. Method: the shell as it is drawn.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/till/shell/shell_view.hpp"
#include "app/till/shell/updates.hpp"
#include "tests/support/headless_ui.hpp"
#include "tests/support/shell_driver.hpp"

namespace {

namespace shell = till::shell;
namespace ui = till::ui;
using shell::Screen;
using test::ShellDriver;
using testing::HasSubstr;
using till::practice::Step;
using till::sell::Key;

constexpr const char* kBanner = "Practice: nothing is recorded";

class Practice : public testing::Test {
protected:
    void draw(ui::Frame& frame) {
        const auto action =
            shell::draw(frame, till_.model, [](std::string_view) { return ui::TextureId::none; });
        if (!action) return;
        till_.act(*action);
        till_.answer_all();
    }
    void open() {
        till_.open_till();
        display_.show();
        display_.press(ui::Key::f1);
        display_.type("p");
    }
    Screen screen() const { return till_.model.screen; }
    const till::practice::Model& shown() const { return till_.model.practice; }
    bool shows(std::string_view words) { return display_.probe().shows(words); }
    /// What the register, the drawer or the printer was asked for.
    std::size_t asked() const {
        return static_cast<std::size_t>(
            std::ranges::count_if(till_.done, [](const shell::Effect& effect) {
                return std::holds_alternative<pos::sale::Effect>(effect);
            }));
    }
    std::vector<shell::SaveSetting> saved() const {
        std::vector<shell::SaveSetting> all;
        for (const auto& effect : till_.done)
            if (const auto* one = std::get_if<shell::SaveSetting>(&effect)) all.push_back(*one);
        return all;
    }

    ShellDriver till_;
    test::HeadlessUi display_{[this](ui::Frame& frame) { draw(frame); }};
};

}  // namespace

TEST_F(Practice, leads_through_a_sale_that_nobody_hears_of) {
    open();
    ASSERT_EQ(screen(), Screen::practice);
    const auto before = asked();
    const auto state = till_.model.cash_register.state();
    EXPECT_TRUE(shows(kBanner));
    EXPECT_EQ(shown().step, Step::goods);
    display_.tap("exact_cash");
    EXPECT_EQ(shown().step, Step::goods) << "nothing is to be paid yet";
    display_.tap("tile_0");
    EXPECT_EQ(shown().step, Step::money);
    EXPECT_TRUE(shows(kBanner));
    EXPECT_TRUE(shows("£1.19"));
    display_.tap("note_1");
    EXPECT_EQ(shown().step, Step::receipt);
    EXPECT_TRUE(shows(kBanner));
    EXPECT_TRUE(shows("PRACTICE – not a receipt"));
    EXPECT_TRUE(shows(shown().change));
    EXPECT_NE(shown().change, "£0.00");
    display_.tap("done");
    EXPECT_EQ(screen(), Screen::sell);
    EXPECT_EQ(asked(), before);
    EXPECT_TRUE(till_.model.cash_register.state() == state);
    EXPECT_FALSE(shows(kBanner));
}

TEST_F(Practice, is_done_with_keys_alone) {
    open();
    const auto before = asked();
    display_.press(ui::Key::enter);
    display_.press(ui::Key::enter);
    ASSERT_EQ(shown().sale.rows.size(), 1U);
    EXPECT_EQ(shown().sale.total, "£2.38");
    display_.press(ui::Key::f9);
    ASSERT_EQ(shown().step, Step::receipt);
    display_.type("a");
    EXPECT_EQ(shown().step, Step::goods);
    display_.press(ui::Key::enter);
    display_.press(ui::Key::f9);
    display_.press(ui::Key::enter);
    EXPECT_EQ(screen(), Screen::sell);
    EXPECT_EQ(asked(), before);
}

TEST_F(Practice, is_left_at_any_time) {
    for (int steps = 0; steps < 3; ++steps) {
        if (steps == 0) open();
        if (steps > 0) {
            display_.press(ui::Key::f1);
            display_.type("p");
        }
        ASSERT_EQ(screen(), Screen::practice);
        if (steps > 0) display_.press(ui::Key::enter);
        if (steps > 1) display_.press(ui::Key::f9);
        steps == 1 ? display_.tap("leave") : display_.press(ui::Key::escape);
        EXPECT_EQ(screen(), Screen::sell) << steps;
        EXPECT_TRUE(till_.model.cash_register.state().cart.is_empty());
    }
}

TEST_F(Practice, takes_scans_into_its_own_cart) {
    open();
    const auto before = asked();
    till_.scan("101");
    EXPECT_EQ(shown().sale.rows.size(), 1U);
    till_.scan("102");  // weighed
    EXPECT_THAT(shown().message.words, HasSubstr("Bananas is weighed"));
    till_.scan("103");  // of open price
    till_.scan("5012345678900");
    EXPECT_THAT(shown().message.words, HasSubstr("5012345678900"));
    EXPECT_EQ(shown().sale.rows.size(), 1U);
    display_.show();
    display_.press(ui::Key::f9);
    till_.scan("101");
    EXPECT_EQ(shown().step, Step::money) << "the next scan begins the next sale";
    EXPECT_TRUE(till_.model.cash_register.state().cart.is_empty());
    EXPECT_EQ(asked(), before);
}

TEST_F(Practice, an_answer_that_comes_too_late_sells_nothing) {
    open();
    till_.act(shell::Scanned{"101", true});
    till_.act(till::practice::Action{till::practice::LeavePressed{}});
    till_.answer_all();
    EXPECT_EQ(screen(), Screen::sell);
    EXPECT_TRUE(till_.model.cash_register.state().cart.is_empty());
}

TEST_F(Practice, waits_until_nobody_is_served) {
    till_.open_till();
    till_.scan("101");
    display_.show();
    display_.press(ui::Key::f1);
    EXPECT_TRUE(shows("Finish or park the open sale first"));
    display_.type("p");
    EXPECT_EQ(screen(), Screen::help);
    till_.act(till::help::Action{till::help::PractisePressed{}});
    EXPECT_EQ(screen(), Screen::help);
    EXPECT_EQ(till_.model.cash_register.state().cart.lines.size(), 1U);
}

TEST_F(Practice, needs_no_open_till) {
    till_.answer_all();
    display_.show();
    till_.act(till::help::Action{till::help::Opened{}});
    till_.act(till::help::Action{till::help::PractisePressed{}});
    ASSERT_EQ(screen(), Screen::practice);
    display_.show();
    display_.press(ui::Key::enter);
    display_.press(ui::Key::f9);
    EXPECT_EQ(shown().step, Step::receipt);
    display_.press(ui::Key::escape);
    EXPECT_EQ(screen(), Screen::opening);
    EXPECT_FALSE(till_.model.cash_register.state().shift);
}

TEST_F(Practice, makes_goods_up_where_there_are_none) {
    till_.open_till();
    till_.act(shell::TilesRead{till_.model.tabs[0].code, {}});
    till_.act(till::help::Action{till::help::PractisePressed{}});
    display_.show();
    EXPECT_TRUE(shows("Coffee"));
    display_.tap("tile_0");
    EXPECT_EQ(shown().sale.total, "£3.00");
}

TEST_F(Practice, help_says_what_it_is_for_and_leads_back) {
    open();
    display_.press(ui::Key::f1);
    EXPECT_THAT(till_.model.help.about, HasSubstr("Nothing of it is kept"));
    display_.press(ui::Key::escape);
    EXPECT_EQ(screen(), Screen::practice);
}

TEST_F(Practice, is_offered_once_where_nothing_was_sold) {
    till_.open_till();
    EXPECT_FALSE(till_.model.sell.offers_practice);
    till_.model.practice_desk.offer = true;
    till_.act(shell::ClockTicked{});
    display_.show();
    ASSERT_TRUE(shows("Show me"));
    display_.press(ui::Key::enter);
    ASSERT_EQ(screen(), Screen::practice);
    ASSERT_EQ(saved().size(), 1U);
    EXPECT_EQ(saved()[0].key, "practice_offered");
    display_.press(ui::Key::escape);
    EXPECT_FALSE(shows("Show me"));
    EXPECT_EQ(saved().size(), 1U);
}

TEST_F(Practice, that_is_declined_or_overtaken_by_a_sale_is_offered_no_more) {
    till_.open_till();
    till_.model.practice_desk.offer = true;
    till_.act(shell::ClockTicked{});
    display_.show();
    till_.scan("101");
    display_.show();
    EXPECT_FALSE(shows("Show me")) << "not while somebody is served";
    till_.press(Key::undo);
    till_.act(till::sell::Action{till::sell::Pressed{Key::no_practice}});
    EXPECT_FALSE(till_.model.practice_desk.offer);
    ASSERT_EQ(saved().size(), 1U);
}

TEST_F(Practice, the_offer_takes_no_key_from_what_is_typed) {
    till_.open_till();
    till_.model.practice_desk.offer = true;
    till_.act(shell::ClockTicked{});
    display_.show();
    display_.type("101");
    display_.press(ui::Key::enter);
    EXPECT_EQ(screen(), Screen::sell);
    EXPECT_EQ(till_.model.sell.rows.size(), 1U);
}
