// Goal: goods by weight are sold by a steady weight, once, and every other weight is a word.
// Method: readings are made up; actions go in and models and effects are looked at.
#include <gtest/gtest.h>

#include "app/till/shell/shell.hpp"
#include "tests/support/shell_driver.hpp"

using drivers::scale::Condition;
using drivers::scale::Reading;
using test::ShellDriver;
using till::sell::Key;
using till::shell::ScaleChanged;

namespace {

Reading kilograms(std::int64_t millionths, Condition condition = Condition::stable) {
    return {.condition = condition,
            .unit = drivers::scale::Unit::kilogram,
            .weight = pos::Quantity{millionths}};
}

/// An open till with a scale; article 102 is bananas at 1.79 a kilogram.
class ScaleShell : public testing::Test {
protected:
    ScaleShell() {
        till.model.scale.there = true;
        till.open_till();
        hear(kilograms(0, Condition::zero));
    }
    void hear(const Reading& reading) {
        till.act(ScaleChanged{reading});
        till.answer_all();
    }
    const std::vector<pos::sale::CartLine>& lines() const {
        return till.model.cash_register.state().cart.lines;
    }
    std::string words() const { return till.model.said ? till.model.said->words : std::string{}; }

    ShellDriver till;
};

}  // namespace

TEST_F(ScaleShell, a_steady_weight_is_sold_at_once) {
    hear(kilograms(1'235'000));
    till.scan("102");
    ASSERT_EQ(lines().size(), 1U);
    EXPECT_EQ(lines()[0].quantity.millionths, 1'235'000);
    ASSERT_EQ(till.model.sell.rows.size(), 1U);
    EXPECT_EQ(till.model.sell.rows[0].total, "2.21");  // 1.235 kg at 1.79
    EXPECT_TRUE(words().empty());
}

TEST_F(ScaleShell, an_empty_scale_waits_for_the_goods) {
    till.scan("102");
    EXPECT_TRUE(lines().empty());
    const std::string empty = words();
    EXPECT_FALSE(empty.empty());
    hear(kilograms(400'000, Condition::moving));
    EXPECT_TRUE(lines().empty());
    EXPECT_NE(words(), empty);
    hear(kilograms(520'000));
    ASSERT_EQ(lines().size(), 1U);
    EXPECT_EQ(lines()[0].quantity.millionths, 520'000);
    EXPECT_TRUE(words().empty());
}

TEST_F(ScaleShell, each_state_that_blocks_has_a_word_of_its_own) {
    till.scan("102");
    std::vector<std::string> said;
    for (const Condition condition : {Condition::zero, Condition::moving, Condition::under,
                                      Condition::over, Condition::not_ready, Condition::gone}) {
        hear(kilograms(0, condition));
        EXPECT_TRUE(lines().empty());
        said.push_back(words());
    }
    std::ranges::sort(said);
    EXPECT_EQ(std::ranges::adjacent_find(said), said.end());
}

TEST_F(ScaleShell, the_same_goods_are_not_sold_twice_unless_lifted) {
    hear(kilograms(1'000'000));
    till.scan("102");
    till.scan("102");
    EXPECT_EQ(lines().size(), 1U);
    EXPECT_FALSE(words().empty());
    hear(kilograms(0, Condition::zero));
    EXPECT_EQ(lines().size(), 1U);
    hear(kilograms(1'000'000));
    EXPECT_EQ(lines().size(), 2U);
}

TEST_F(ScaleShell, what_was_taken_out_of_the_cart_may_be_sold_by_the_same_weight) {
    hear(kilograms(1'000'000));
    till.scan("102");
    till.press(Key::void_line);
    till.answer_all();
    while (till.model.sell.panel == till::sell::Panel::prompt) {
        till.act(till::sell::Action{till::sell::Prompted{till::prompt::ReasonChosen{0}}});
        till.act(till::sell::Action{till::sell::Prompted{till::prompt::Confirmed{}}});
        till.answer_all();
    }
    ASSERT_TRUE(lines().empty());
    till.scan("102");
    EXPECT_EQ(lines().size(), 1U);
}

TEST_F(ScaleShell, a_typed_quantity_needs_no_scale) {
    till.act(till::sell::Action{till::sell::InputTyped{"0.75"}});
    till.press(Key::times);
    till.scan("102");
    ASSERT_EQ(lines().size(), 1U);
    EXPECT_EQ(lines()[0].quantity.millionths, 750'000);
}

TEST_F(ScaleShell, goods_by_the_piece_do_not_look_at_it) {
    till.scan("101");
    EXPECT_EQ(lines().size(), 1U);
}

TEST_F(ScaleShell, scans_wait_behind_goods_that_are_weighed) {
    till.scan("102");
    till.scan("101");
    EXPECT_TRUE(lines().empty());
    hear(kilograms(500'000));
    ASSERT_EQ(lines().size(), 2U);
    EXPECT_EQ(lines()[1].item.name, "Milk 1 l");
}

TEST_F(ScaleShell, grams_and_pounds_become_the_goods_own_unit) {
    hear({.condition = Condition::stable,
          .unit = drivers::scale::Unit::gram,
          .weight = pos::Quantity{250 * pos::kQuantityScale}});
    till.scan("102");
    ASSERT_EQ(lines().size(), 1U);
    EXPECT_EQ(lines()[0].quantity.millionths, 250'000);
}

TEST_F(ScaleShell, a_tare_is_taken_of_a_steady_weight_only_and_given_back) {
    const auto tares = [&] {
        std::vector<bool> clears;
        for (const auto& effect : till.done) {
            if (const auto* tare = std::get_if<till::shell::TareScale>(&effect))
                clears.push_back(tare->clear);
        }
        return clears;
    };
    hear(kilograms(80'000, Condition::moving));
    till.press(Key::tare);
    EXPECT_TRUE(tares().empty());
    EXPECT_FALSE(words().empty());
    hear(kilograms(80'000));
    till.press(Key::tare);
    EXPECT_EQ(tares(), (std::vector<bool>{false}));
    Reading net = kilograms(0, Condition::zero);
    net.net = true;
    hear(net);
    till.press(Key::tare);
    EXPECT_EQ(tares(), (std::vector<bool>{false, true}));
}
