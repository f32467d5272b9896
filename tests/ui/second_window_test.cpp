// Goal: whoever opens a shop that is open already is told by whom, changes nothing, and comes in by
// himself once that program is gone, with its cart; what only reads works beside it.
// Method: the built programs; two tills on an X display of their own, the first of them closed and
// killed by the test.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>

#include <filesystem>
#include <optional>

#include "app/core/display/virtual_display.hpp"
#include "app/core/init.hpp"
#include "app/core/system.hpp"
#include "tests/support/child.hpp"
#include "tests/support/temp_dir.hpp"
#include "tests/ui/window_till.hpp"

namespace {

using testing::HasSubstr;

class SecondWindow : public ::testing::Test {
protected:
    void SetUp() override {
        auto started = app::core::VirtualDisplay::start(1280, 800);
        if (!started) GTEST_SKIP() << started.error();
        display_.emplace(std::move(*started));
        app::core::SystemClock clock;
        app::core::SystemRandom random;
        const auto made = app::core::init_shop(shop_,
                                               {.branch = "B01",
                                                .terminal = "T1",
                                                .country = "GB",
                                                .name = "Corner shop",
                                                .demo = true},
                                               {.program = "test"}, clock.now(), random);
        ASSERT_TRUE(made) << made.error().words;
    }

    /// A till that sells, with goods in the cart.
    void begin_a_sale() {
        first_.emplace(folder_, "first", shop_);
        test::await("the question for the float", [&] { return first_->has("prompt_pad_point"); });
        test::type("100");
        test::press("Return");
        first_->tap("tile_0");
        test::await("goods in the cart", [&] { return first_->has("line_0"); });
    }
    void open_second() {
        second_.emplace(folder_, "second", shop_);
        test::await("who has the shop", [&] { return second_->shows(holder()); });
    }
    std::string holder() {
        return "Another program has this shop open: till 0.1 (" +
               std::to_string(first_->program().pid()) + ").";
    }
    static void end(std::optional<test::WindowTill>& till) {
        till->program().kill(SIGKILL);
        (void)till->program().wait();
    }
    test::Ended counterfoil(std::vector<std::string> words) const {
        words.insert(words.begin(), COUNTERFOIL_BINARY_DIR "/bin/counterfoil");
        words.insert(words.end(), {"--db", shop_});
        return test::run_program(words);
    }
    std::filesystem::path paper(const std::string& number) const {
        return folder_.file("paper/" + number + ".txt");
    }

    test::TempDir folder_;
    std::string shop_{folder_.file("shop.db")};
    std::optional<app::core::VirtualDisplay> display_;
    std::optional<test::WindowTill> first_;
    std::optional<test::WindowTill> second_;
};

TEST_F(SecondWindow, says_who_has_the_shop_and_the_first_sells_on) {
    begin_a_sale();
    open_second();
    EXPECT_TRUE(second_->shows("Close it there. The till then starts by itself."));
    EXPECT_FALSE(second_->has("tile_0"));
    EXPECT_FALSE(second_->has("put_back")) << "nothing is lost: a backup is no help";
    end(second_);
    first_->tap("pay");
    first_->tap("exact");
    test::await("the receipt", [&] { return exists(paper("B01-T1-000001")); });
}

TEST_F(SecondWindow, comes_in_by_itself_with_the_cart_of_one_that_was_killed) {
    begin_a_sale();
    open_second();
    end(first_);
    test::await("the till with its cart", [&] { return second_->has("line_0"); });
    second_->tap("pay");
    second_->tap("exact");
    test::await("the receipt", [&] { return exists(paper("B01-T1-000001")); });
}

TEST_F(SecondWindow, is_not_needed_to_look_but_nobody_else_writes) {
    begin_a_sale();
    const std::string goods = folder_.file("goods.csv");
    test::write_file(goods, "number,name,price\nX1,Plum jam,2.50\n");
    const auto refused = counterfoil({"import", "items", goods});
    EXPECT_EQ(refused.exit, 3);
    EXPECT_THAT(refused.err, HasSubstr("is in use by till 0.1 (process " +
                                       std::to_string(first_->program().pid()) + ") since "));
    EXPECT_THAT(refused.err, HasSubstr("Close that program first."));

    const auto found = counterfoil({"search", "Plum jam"});
    EXPECT_THAT(found.out, testing::Not(HasSubstr("Plum jam")));
    const auto backup = counterfoil({"backup", "--to", folder_.file("copy.db")});
    EXPECT_EQ(backup.exit, 0) << backup.err;
    const auto verified = counterfoil({"verify"});
    EXPECT_EQ(verified.exit, 0) << verified.err;
    EXPECT_TRUE(first_->has("line_0"));
}

}  // namespace
