// Goal: a shop whose file is removed while somebody is served is put back through the window, by
// keys alone and by touch alone, and sells on with a series of its own; the cart is kept. And the
// program takes what it says that it takes.
// Method: the built program on an X display of its own, worked by xdotool; its receipts go into a
// folder.
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

namespace fs = std::filesystem;
using test::await;
using test::press;
using test::type;

class LostShop : public ::testing::Test {
protected:
    void SetUp() override {
        auto started = app::core::VirtualDisplay::start(1280, 800);
        if (!started) GTEST_SKIP() << started.error();
        display_.emplace(std::move(*started));
        fs::create_directory(stick());
        app::core::SystemClock clock;
        app::core::SystemRandom random;
        const auto made = app::core::init_shop(shop_,
                                               {.branch = "B01",
                                                .terminal = "T1",
                                                .country = "GB",
                                                .name = "Corner shop",
                                                .till = {{"backup_folder", stick().string()}},
                                                .demo = true},
                                               {.program = "test"}, clock.now(), random);
        ASSERT_TRUE(made) << made.error().words;
    }
    fs::path stick() const { return folder_.path() / "stick"; }

    void start_till() { till_.emplace(folder_, "probe", shop_); }
    /// A till in place of another begins a day of its own, with what is in the drawer.
    void open_till() {
        await("the question for the float", [&] { return has("prompt_pad_point"); });
        type("100");
        press("Return");
    }
    /// What was in the cart when the shop went was parked until the day began.
    void take_up_cart() {
        await("the tiles", [&] { return has("tile_0"); });
        press("F8");
        await("the parked cart", [&] { return has("recall"); });
        press("Return");
        await("the till with its cart", [&] { return has("line_0"); });
    }
    void open_and_begin_a_sale() {
        start_till();
        open_till();
        await("the tiles", [&] { return has("tile_0"); });
        tap("tile_0");
        await("goods in the cart", [&] { return has("line_0"); });
        await("a backup", [&] { return backups() > 0; });
    }
    std::size_t backups() const {
        std::size_t found = 0;
        for (fs::directory_iterator at{stick()}; at != fs::directory_iterator{}; ++at)
            found += at->path().extension() == ".db" ? 1U : 0U;
        return found;
    }
    fs::path backup() const {
        for (fs::directory_iterator at{stick()}; at != fs::directory_iterator{}; ++at)
            if (at->path().extension() == ".db") return at->path();
        return {};
    }
    void remove_shop() {
        for (const char* beside : {"", "-wal", "-shm"}) fs::remove(shop_ + beside);
    }

    bool has(const std::string& control) const { return till_->has(control); }
    bool shows(const std::string& words) const { return till_->shows(words); }
    void tap(const std::string& control) const { till_->tap(control); }
    void kill_till() {
        till_->program().kill(SIGKILL);
        (void)till_->program().wait();
    }
    void expect_receipt(const std::string& number) {
        const auto file = folder_.path() / "paper" / (number + ".txt");
        await(number.c_str(), [&] { return fs::exists(file); });
    }

    test::TempDir folder_;
    std::string shop_{folder_.file("shop.db")};
    std::optional<app::core::VirtualDisplay> display_;
    std::optional<test::WindowTill> till_;
};

TEST_F(LostShop, in_mid_sale_is_put_back_by_keys_with_its_cart) {
    open_and_begin_a_sale();
    remove_shop();
    press("F9");
    await("words of what happened", [&] { return shows("was removed or replaced"); });
    EXPECT_TRUE(has("line_0")) << "nothing was paid";
    press("v");
    await("why the till has not started", [&] { return has("put_back"); });
    EXPECT_TRUE(shows("The shop’s database is gone."));
    press("F8");
    await("the copies", [&] { return has("file_1"); });
    EXPECT_TRUE(shows("All that was there when the file was removed"));
    press("Return");
    await("what it holds", [&] { return shows("This backup is complete"); });
    EXPECT_TRUE(shows("Corner shop"));
    EXPECT_TRUE(shows("Nothing: this is all that was there"));
    press("Return");
    await("that it is in place", [&] { return shows("The till is in place"); });
    EXPECT_TRUE(shows("B01-T1b"));
    press("Return");
    await("where the cart is", [&] { return shows("The open cart is parked"); });
    open_till();
    take_up_cart();
    press("F9");
    expect_receipt("B01-T1b-000001");
}

TEST_F(LostShop, that_an_older_file_has_replaced_is_put_back_before_that_sells_anything) {
    open_and_begin_a_sale();
    remove_shop();
    fs::copy_file(backup(), shop_);  // of the same till, and its key lies beside it
    press("F9");
    await("words of what happened", [&] { return shows("was removed or replaced"); });
    kill_till();  // whoever starts it anew comes there too
    start_till();
    await("the copies", [&] { return has("file_1"); });
    EXPECT_TRUE(shows("All that was there when the file was removed"));
    press("Return");
    await("what it holds", [&] { return shows("This backup is complete"); });
    press("Return");
    await("that it is in place", [&] { return shows("The till is in place"); });
    press("Return");
    open_till();
    take_up_cart();
    press("F9");
    expect_receipt("B01-T1b-000001");
}

TEST_F(LostShop, is_put_back_by_touch_from_the_backup_that_the_till_made_by_itself) {
    open_and_begin_a_sale();
    kill_till();  // so that nothing of it is kept but the backup
    remove_shop();
    start_till();
    tap("put_back");
    await("the backup", [&] { return has("file_0"); });
    EXPECT_FALSE(has("file_1"));
    tap("file_0");
    tap("next");
    await("what it holds", [&] { return shows("This backup is complete"); });
    EXPECT_TRUE(shows("nothing had been sold"));
    EXPECT_TRUE(shows("The shop stands alone"));
    tap("next");
    await("that it is in place", [&] { return shows("The till is in place"); });
    tap("next");
    await("the till", [&] { return has("tile_0") || has("prompt_pad_point"); });
    if (has("prompt_pad_point")) {
        tap("prompt_pad_1");
        tap("prompt_confirm");
    }
    tap("tile_0");
    await("goods in the cart", [&] { return has("line_0"); });
    tap("pay");
    tap("exact");
    expect_receipt("B01-T1b-000001");
}

TEST_F(LostShop, on_another_machine_is_replaced_at_the_first_start) {
    open_and_begin_a_sale();
    kill_till();
    fs::create_directory(folder_.path() / "new");
    shop_ = folder_.file("new/shop.db");
    start_till();
    await("the first question", [&] { return has("replace"); });
    press("F8");
    await("that it has looked around", [&] { return has("again"); });
    press("F2");
    type("'" + stick().string() + "'");
    press("Return");
    await("the backup", [&] { return has("file_0"); });
    press("Return");
    await("what it holds", [&] { return shows("This backup is complete"); });
    press("Return");
    await("that it is in place", [&] { return shows("The till is in place"); });
    press("Return");
    await("the till", [&] { return has("tile_0") || has("prompt_pad_point"); });
    EXPECT_TRUE(fs::exists(shop_));
    EXPECT_TRUE(fs::exists(shop_ + ".key"));
}

/// No display is needed: the zoom, which is looked at behind the theme, is what is refused.
TEST(TillProgram, takes_every_theme_by_name) {
    for (const std::string theme : {"light", "dark", "light-safe", "dark-safe", "pink"}) {
        const auto ended = test::run_program(
            {COUNTERFOIL_BINARY_DIR "/bin/till", "--db", "no.db", "--theme", theme, "--zoom", "5"});
        EXPECT_EQ(ended.exit, 2) << theme;
        EXPECT_TRUE(ended.err.starts_with(theme == "pink" ? "--theme:" : "--zoom:")) << ended.err;
    }
}

TEST(TillProgram, says_once_that_it_has_no_display) {
    const test::TempDir folder;
    const auto shop = (folder.path() / "shop.db").string();
    const auto ended = test::run_program(
        {"/usr/bin/env", "DISPLAY=:4711", COUNTERFOIL_BINARY_DIR "/bin/till", "--db", shop});
    EXPECT_EQ(ended.exit, 3);
    EXPECT_TRUE(ended.err.starts_with("There is no display to open a window on")) << ended.err;
    EXPECT_EQ(ended.err.rfind("There is no display"), 0U) << ended.err;
    EXPECT_TRUE(fs::is_empty(folder.path()));
}

}  // namespace
