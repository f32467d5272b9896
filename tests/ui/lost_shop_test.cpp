// Goal: a shop whose file is removed while somebody is served is put back through the window, by
// keys alone and by touch alone, and sells on with a series of its own; the cart is kept. And the
// program takes what it says that it takes.
// Method: the built program on an X display of its own, worked by xdotool; its receipts go into a
// folder.
#include <gtest/gtest.h>
#include <signal.h>

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <nlohmann/json.hpp>
#include <thread>

#include "app/core/display/virtual_display.hpp"
#include "app/core/init.hpp"
#include "app/core/system.hpp"
#include "tests/support/child.hpp"
#include "tests/support/temp_dir.hpp"

namespace {

namespace fs = std::filesystem;
using nlohmann::json;

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

    void start_till() {
        fs::remove(probe_);
        till_.emplace(std::vector<std::string>{COUNTERFOIL_BINARY_DIR "/bin/till", "--db", shop_,
                                               "--probe", probe_, "--lang", "en", "--printer",
                                               "file:" + folder_.file("paper")});
    }
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

    json look() const { return json::parse(test::read_file(probe_), nullptr, false); }
    bool has(const std::string& control) const {
        if (!fs::exists(probe_)) return false;
        const json seen = look();
        return !seen.is_discarded() && seen["controls"].contains(control) &&
               seen["controls"][control]["enabled"] == true;
    }
    /// Whether these words stand anywhere on the screen.
    bool shows(const std::string& words) const {
        if (!fs::exists(probe_)) return false;
        const json seen = look();
        if (seen.is_discarded()) return false;
        // A sentence may stand on several lines.
        std::string all;
        for (const auto& text : seen["texts"]) all += text["text"].get<std::string>() + " ";
        return all.find(words) != std::string::npos;
    }
    void await(const char* what, const std::function<bool()>& is) {
        const auto end = std::chrono::steady_clock::now() + std::chrono::seconds{60};
        while (!is()) {
            ASSERT_LT(std::chrono::steady_clock::now(), end) << what;
            std::this_thread::sleep_for(std::chrono::milliseconds{50});
        }
    }
    void xdotool(const std::string& what) {
        ASSERT_EQ(std::system(("xdotool " + what).c_str()), 0) << what;
    }
    void press(const std::string& key) { xdotool("key --delay 60 " + key); }
    void type(const std::string& text) {
        xdotool("type --delay 120 " + text);
        std::this_thread::sleep_for(std::chrono::milliseconds{400});  // else it is a scanner's
    }
    void tap(const std::string& control) {
        await(control.c_str(), [&] { return has(control); });
        const json place = look()["controls"][control]["place"];
        const int x = (place[0].get<int>() + place[2].get<int>()) / 2;
        const int y = (place[1].get<int>() + place[3].get<int>()) / 2;
        xdotool("mousemove " + std::to_string(x) + " " + std::to_string(y) +
                " mousedown 1 sleep 0.05 mouseup 1");
    }
    void expect_receipt(const std::string& number) {
        const auto file = folder_.path() / "paper" / (number + ".txt");
        await(number.c_str(), [&] { return fs::exists(file); });
    }

    test::TempDir folder_;
    std::string shop_{folder_.file("shop.db")};
    std::string probe_{folder_.file("probe.json")};
    std::optional<app::core::VirtualDisplay> display_;
    std::optional<test::Child> till_;
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
    await("what it holds", [&] { return shows("This backup is whole"); });
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
    till_->kill(SIGKILL);  // whoever starts it anew comes there too
    (void)till_->wait();
    start_till();
    await("the copies", [&] { return has("file_1"); });
    EXPECT_TRUE(shows("All that was there when the file was removed"));
    press("Return");
    await("what it holds", [&] { return shows("This backup is whole"); });
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
    till_->kill(SIGKILL);  // so that nothing of it is kept but the backup
    (void)till_->wait();
    remove_shop();
    start_till();
    tap("put_back");
    await("the backup", [&] { return has("file_0"); });
    EXPECT_FALSE(has("file_1"));
    tap("file_0");
    tap("next");
    await("what it holds", [&] { return shows("This backup is whole"); });
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
    till_->kill(SIGKILL);
    (void)till_->wait();
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
    await("what it holds", [&] { return shows("This backup is whole"); });
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

}  // namespace
