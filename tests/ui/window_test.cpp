// Goal: the real window draws the scene, takes real keys and fingers, tells a scanner from typing
//       and rests when nothing happens.
// Method: a window on an X display of its own, driven by xdotool from a second thread.
#include <gtest/gtest.h>
#include <sys/resource.h>

#include <cairo.h>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <future>
#include <thread>

#include "app/core/display/virtual_display.hpp"
#include "app/till/ui/assets.hpp"
#include "app/till/ui/widgets.hpp"
#include "app/till/window/loop.hpp"
#include "tests/support/temp_dir.hpp"
#include "tests/ui/scenes.hpp"

namespace ui = till::ui;
namespace window = till::window;
using ui::Moment;

namespace {

constexpr Moment kSecond{1'000'000};
constexpr ui::Rect kField{100, 100, 600, 156};
constexpr ui::Rect kKey{100, 200, 300, 274};

/// A field with the keyboard and a key, and what reached them.
class Form final : public window::Program {
public:
    void draw(ui::Frame& frame) override {
        if (std::exchange(reported_while_drawing, false)) {
            reports = 1;
            window::Window::wake();
        }
        const auto answer = ui::text_field(frame, "field", kField, {.text = text, .writing = true});
        if (answer.text) new_text = answer.text;
        tapped += ui::money_key(
            frame, "pay", kKey,
            {.label = "Pay …", .command = ui::Command::pay, .look = ui::Look::accent});
        entered += answer.entered;
    }
    bool act() override {
        if (!new_text) return false;
        text = *std::exchange(new_text, std::nullopt);
        return true;
    }
    void scanned(std::string code) override { scans.push_back(std::move(code)); }
    bool take_in() override { return reports.exchange(0) > 0; }
    std::optional<Moment> wake_at(Moment) override { return std::nullopt; }
    bool done() const override { return false; }
    void shown(const window::FrameTimes&) override { ++frames; }

    std::string text;
    std::optional<std::string> new_text;
    std::vector<std::string> scans;
    std::atomic<int> reports{0};
    bool reported_while_drawing{false};
    int tapped{0};
    int entered{0};
    int frames{0};
};

class WindowTest : public ::testing::Test {
protected:
    void SetUp() override {
        auto started = app::core::VirtualDisplay::start(1280, 800);
        if (!started) GTEST_SKIP() << started.error();
        display.emplace(std::move(*started));
        auto opened = window::Window::open({});
        ASSERT_TRUE(opened.has_value()) << opened.error();
        shown = std::move(*opened);
        drawing.emplace(*ui::Assets().theme("light"), *ui::Assets().texts("en"), ui::KeyMap(),
                        ui::Ui::Options{}, shown->textures());
        loop.emplace(*shown, *drawing, ui::Wedge(), form);
        turn(kSecond / 5);
    }

    /// Runs the loop for that long.
    void turn(Moment span) {
        const Moment end = shown->now() + span;
        while (shown->now() < end) loop->turn(end);
    }
    /// Runs the loop until xdotool is done and what it did has arrived.
    void xdotool(const std::string& what) {
        std::atomic<bool> done{false};
        int result = 0;
        std::thread driver([&] {
            result = std::system(("xdotool " + what).c_str());
            done = true;
            window::Window::wake();
        });
        while (!done) loop->turn(std::nullopt);
        driver.join();
        ASSERT_EQ(result, 0) << what;
        turn(kSecond / 3);
    }

    std::optional<app::core::VirtualDisplay> display;
    std::unique_ptr<window::Window> shown;
    std::optional<ui::Ui> drawing;
    Form form;
    std::optional<window::Loop> loop;
};

Moment processor_time() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    const auto of = [](const timeval& t) { return Moment{t.tv_sec * 1'000'000 + t.tv_usec}; };
    return of(usage.ru_utime) + of(usage.ru_stime);
}

}  // namespace

TEST_F(WindowTest, an_idle_window_draws_nothing_and_uses_no_processor) {
    while (!loop->is_ready()) loop->turn(std::nullopt);
    const int before = form.frames;
    const Moment used = processor_time();
    turn(2 * kSecond);
    EXPECT_EQ(form.frames, before);
    EXPECT_LT(processor_time() - used, kSecond / 50);
}

TEST_F(WindowTest, a_report_of_another_thread_is_drawn_at_once) {
    const int before = form.frames;
    std::thread other([&] {
        form.reports = 1;
        window::Window::wake();
    });
    while (form.frames == before) loop->turn(std::nullopt);
    other.join();
    turn(kSecond / 10);
    EXPECT_EQ(form.frames, before + 1);
}

TEST_F(WindowTest, a_report_that_comes_while_a_frame_is_drawn_is_drawn_next) {
    const int before = form.frames;
    form.reported_while_drawing = true;
    loop->redraw();
    std::promise<void> shown_twice;
    std::atomic<bool> overslept{false};
    std::thread watch([&, twice = shown_twice.get_future()] {
        overslept = twice.wait_for(std::chrono::seconds{5}) == std::future_status::timeout;
        window::Window::wake();
    });
    while (form.frames < before + 2 && !overslept) loop->turn(std::nullopt);
    shown_twice.set_value();
    watch.join();
    EXPECT_FALSE(overslept);
}

TEST_F(WindowTest, typed_text_lands_in_the_field) {
    xdotool("type --delay 130 milk7");
    EXPECT_EQ(form.text, "milk7");
    xdotool("key BackSpace Home Delete Return");
    EXPECT_EQ(form.text, "ilk");
    EXPECT_EQ(form.entered, 1);
    EXPECT_TRUE(form.scans.empty());
}

TEST_F(WindowTest, a_scanners_burst_is_a_scan_and_leaves_no_digits) {
    for (const char* delay : {"1", "4", "12"}) {
        form.scans.clear();
        xdotool(std::string("type --args 1 --delay ") + delay + " 5012345678900 key Return");
        EXPECT_EQ(form.scans, std::vector<std::string>{"5012345678900"}) << delay;
        EXPECT_EQ(form.text, "") << delay;
    }
    EXPECT_EQ(form.entered, 0);
}

TEST_F(WindowTest, a_click_and_a_key_press_the_button) {
    xdotool("mousemove 200 237 click 1");
    EXPECT_EQ(form.tapped, 1);
    xdotool("key F10");
    EXPECT_EQ(form.tapped, 2);
}

TEST_F(WindowTest, a_picture_shows_what_is_drawn) {
    const test::TempDir folder;
    const std::filesystem::path file = folder.path() / "window.png";
    shown->shoot_next(file);
    loop->redraw();
    turn(kSecond / 10);
    ASSERT_EQ(shown->shot_error(), "");
    cairo_surface_t* picture = cairo_image_surface_create_from_png(file.c_str());
    ASSERT_EQ(cairo_surface_status(picture), CAIRO_STATUS_SUCCESS);
    ASSERT_EQ(cairo_image_surface_get_width(picture), 1280);
    ASSERT_EQ(cairo_image_surface_get_height(picture), 800);
    const auto colour = [&](int x, int y) {
        const unsigned char* row =
            cairo_image_surface_get_data(picture) + y * cairo_image_surface_get_stride(picture);
        return ui::Colour{row[4 * x + 2], row[4 * x + 1], row[4 * x], 255};
    };
    EXPECT_EQ(colour(120, 237), drawing->theme().colour.accent);
    EXPECT_EQ(colour(1000, 700), drawing->theme().colour.background);
    cairo_surface_destroy(picture);
}

TEST_F(WindowTest, a_picture_that_cannot_be_written_says_so) {
    shown->shoot_next("/nowhere/window.png");
    loop->redraw();
    turn(kSecond / 10);
    EXPECT_NE(shown->shot_error().find("/nowhere/window.png was not written"), std::string::npos);
}

TEST(Window, without_a_display_it_says_what_to_do) {
    const char* before = std::getenv("DISPLAY");
    const std::string kept = before ? before : "";
    unsetenv("DISPLAY");
    const auto opened = window::Window::open({});
    ASSERT_FALSE(opened.has_value());
    EXPECT_NE(opened.error().find("There is no display to open a window on"), std::string::npos);
    EXPECT_NE(opened.error().find("xvfb-run"), std::string::npos);
    if (before) setenv("DISPLAY", kept.c_str(), 1);
}
