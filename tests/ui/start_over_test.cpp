// Goal: a shop that sold nothing in earnest is started over at the till: it is kept whole under
// another name, and the same program asks the first questions again.
// Method: the built program on an X display of its own, worked by touch.
#include <gtest/gtest.h>

#include <filesystem>
#include <optional>
#include <string>

#include "app/core/display/virtual_display.hpp"
#include "app/core/init.hpp"
#include "app/core/open_shop.hpp"
#include "app/core/system.hpp"
#include "tests/support/temp_dir.hpp"
#include "tests/ui/window_till.hpp"

namespace {

namespace fs = std::filesystem;
using test::await;

constexpr std::size_t kDayMark = 17;  // "2026-11-29-141205"

class StartingOver : public ::testing::Test {
protected:
    void SetUp() override {
        auto started = app::core::VirtualDisplay::start(1280, 800);
        if (!started) GTEST_SKIP() << started.error();
        display_.emplace(std::move(*started));
        const auto made = app::core::init_shop(shop_,
                                               {.branch = "B01",
                                                .terminal = "T1",
                                                .country = "GB",
                                                .name = "Corner shop",
                                                .demo = true},
                                               {.program = "test"}, clock_.now(), random_);
        ASSERT_TRUE(made) << made.error().words;
    }
    /// The database that was set aside here, by its day and hour; empty: none.
    std::string kept() const {
        const std::string begin = "shop.db.old-";
        for (const auto& each : fs::directory_iterator{folder_.path()}) {
            const auto name = each.path().filename().string();
            if (name.starts_with(begin) && name.size() == begin.size() + kDayMark)
                return each.path().string();
        }
        return {};
    }

    app::core::SystemClock clock_;
    app::core::SystemRandom random_;
    test::TempDir folder_;
    std::string shop_{folder_.file("shop.db")};
    std::optional<app::core::VirtualDisplay> display_;
    std::optional<test::WindowTill> till_;
};

TEST_F(StartingOver, keeps_the_shop_and_asks_the_first_questions_again) {
    till_.emplace(folder_, "probe", shop_);
    till_->tap("settings");
    till_->tap("foot_1");  // the shop
    till_->tap("over");
    await("what becomes of it", [&] { return till_->shows("The till forgets this shop"); });
    EXPECT_TRUE(fs::exists(shop_));
    till_->tap("start_over");
    await("the first question", [&] { return till_->has("replace"); });
    EXPECT_FALSE(fs::exists(shop_));
    EXPECT_FALSE(fs::exists(shop_ + ".key"));
    EXPECT_TRUE(app::core::OpenReader::open(kept())) << "it can be looked at";
}

}  // namespace
