// Goal: the till goes by the keys that were chosen for it: they work, and its buttons show them.
// Method: the built program on an X display of its own, worked by keys.
#include <gtest/gtest.h>

#include <filesystem>
#include <optional>

#include "app/core/display/virtual_display.hpp"
#include "app/core/init.hpp"
#include "app/core/system.hpp"
#include "tests/support/temp_dir.hpp"
#include "tests/ui/window_till.hpp"

namespace {

namespace fs = std::filesystem;
using test::await;
using test::press;

/// A shop that nothing has open.
void make_shop(const std::string& file) {
    app::core::SystemClock clock;
    app::core::SystemRandom random;
    const auto made = app::core::init_shop(file,
                                           {.branch = "B01",
                                            .terminal = "T1",
                                            .country = "GB",
                                            .name = "Corner shop",
                                            .till = {{"keys", "exact_cash=Ctrl+F5 help=F9"}},
                                            .demo = true},
                                           {.program = "test"}, clock.now(), random);
    ASSERT_TRUE(made) << made.error().words;
}

TEST(ChosenKeysOfATill, work_and_are_shown) {
    auto display = app::core::VirtualDisplay::start(1280, 800);
    if (!display) GTEST_SKIP() << display.error();
    const test::TempDir folder;
    const std::string shop = folder.file("shop.db");
    make_shop(shop);
    test::WindowTill till{folder, "probe", shop};
    await("the question for the float", [&] { return till.has("prompt_pad_point"); });
    test::type("100");
    press("Return");
    till.tap("tile_0");
    await("goods in the cart", [&] { return till.has("line_0"); });
    EXPECT_TRUE(till.shows("Ctrl+F5"));
    press("F9");
    await("the help", [&] { return till.shows("Paid exactly, in cash"); });
    press("Escape");
    await("the cart again", [&] { return till.has("line_0"); });
    press("ctrl+F5");
    const auto receipt = folder.path() / "paper" / "B01-T1-000001.txt";
    await("a receipt", [&] { return fs::exists(receipt); });
}

}  // namespace
