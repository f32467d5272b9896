// Draws a scene in a window and keeps a picture of it.
//
// usage: gallery SCENE FILE.png [--theme dark] [--lang de] [--size 1280x800] [--scale 1.5]
// [--mirrored]
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <cstdio>

#include "app/till/ui/assets.hpp"
#include "app/till/ui/ui.hpp"
#include "app/till/window/loop.hpp"
#include "tests/ui/scenes.hpp"

namespace {

namespace ui = till::ui;

/// Shows one scene until its picture has been taken.
class Show final : public till::window::Program {
public:
    explicit Show(test::Scene scene) : scene_(std::move(scene)) {}
    void draw(ui::Frame& frame) override { scene_(frame); }
    bool act() override { return false; }
    void scanned(std::string) override {}
    bool take_in() override { return false; }
    std::optional<ui::Moment> wake_at(ui::Moment) override { return std::nullopt; }
    bool done() const override { return shown_; }
    void shown() override { shown_ = true; }

private:
    test::Scene scene_;
    bool shown_{false};
};

int fail(const std::string& words) {
    fmt::print(stderr, "{}\n", words);
    return 3;
}

}  // namespace

int main(int argc, char** argv) {
    CLI::App app{"Draws a scene and keeps a picture of it."};
    std::string name;
    std::string file;
    std::string theme = "light";
    std::string language = "en";
    std::string size = "1280x800";
    float scale = 1;
    bool mirrored = false;
    app.add_option("scene", name)->required();
    app.add_option("file", file)->required();
    app.add_option("--theme", theme);
    app.add_option("--lang", language);
    app.add_option("--size", size);
    app.add_option("--scale", scale);
    app.add_flag("--mirrored", mirrored);
    CLI11_PARSE(app, argc, argv);

    const auto all = test::scenes();
    if (!all.contains(name)) return fail("no such scene");
    till::window::Window::Options options;
    if (std::sscanf(size.c_str(), "%dx%d", &options.width_px, &options.height_px) != 2)
        return fail("no such size");
    auto window = till::window::Window::open(options);
    if (!window) return fail(window.error());
    const ui::Assets assets;
    auto looks = assets.theme(theme);
    auto words = assets.texts(language);
    if (!looks) return fail(looks.error());
    if (!words) return fail(words.error());
    ui::Ui drawing(std::move(*looks), std::move(*words), ui::KeyMap(),
                   {.width_px = static_cast<float>(options.width_px),
                    .height_px = static_cast<float>(options.height_px),
                    .scale = scale,
                    .mirrored = mirrored},
                   (*window)->textures());
    Show show(all.at(name));
    till::window::Loop loop(**window, drawing, ui::Wedge(), show);
    (*window)->shoot_next(file);
    loop.run();
    if (!(*window)->shot_error().empty()) return fail((*window)->shot_error());
    const auto stats = loop.stats().figures();
    fmt::print("{}: own {} us, raster {} us\n", file, stats.own_max.count(),
               stats.raster_p99.count());
    return 0;
}
