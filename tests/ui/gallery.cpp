// Draws scenes in a window and keeps a picture of each.
//
// usage: gallery FOLDER [SCENE …] [--theme dark] [--lang de] [--size 1280x800] [--scale 1.5]
// [--mirrored]; without a scene, all of them. FOLDER/SCENE.png is written.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <utility>
#include <vector>

#include "app/till/pictures/picture.hpp"
#include "app/till/ui/assets.hpp"
#include "app/till/ui/ui.hpp"
#include "app/till/window/loop.hpp"
#include "tests/ui/scenes.hpp"
#include "tests/ui/stage.hpp"

namespace {

namespace ui = till::ui;

/// Shows one scene after the other until a picture of each has been taken.
class Show final : public till::window::Program {
public:
    using Named = std::pair<std::string, test::Scene>;
    Show(std::vector<Named> scenes, std::filesystem::path folder, till::window::Window& window,
         ui::Ui& drawing)
        : scenes_(std::move(scenes)),
          folder_(std::move(folder)),
          window_(window),
          drawing_(drawing) {
        shoot();
    }
    void draw(ui::Frame& frame) override {
        if (!done()) scenes_[at_].second(frame);
    }
    bool act() override { return false; }
    void scanned(std::string) override {}
    bool take_in() override { return !done(); }
    std::optional<ui::Moment> wake_at(ui::Moment now) override { return now; }
    bool done() const override { return at_ == scenes_.size(); }
    void shown(const till::window::FrameTimes&) override {
        ++at_;
        drawing_.forget();
        shoot();
    }

private:
    void shoot() {
        if (!done()) window_.shoot_next(folder_ / (scenes_[at_].first + ".png"));
    }

    std::vector<Named> scenes_;
    std::filesystem::path folder_;
    till::window::Window& window_;
    ui::Ui& drawing_;
    std::size_t at_{0};
};

/// The demo's own pictures, read when they are first drawn.
till::sell::Pictures demo_pictures(ui::TextureSink& sink, int side_px) {
    auto known = std::make_shared<std::map<std::string, ui::TextureId, std::less<>>>();
    return [known, &sink, side_px](std::string_view name) {
        const auto [at, fresh] = known->try_emplace(std::string{name}, ui::TextureId::none);
        if (!fresh) return at->second;
        const auto file = std::filesystem::path{COUNTERFOIL_SOURCE_DIR} / "assets/demo/pictures";
        if (const auto read = till::pictures::read_picture(file / name, side_px))
            at->second = sink.create_picture({.width = read->side_px,
                                              .height = read->side_px,
                                              .stride_bytes = 4 * read->side_px,
                                              .bytes = read->rgba.data()});
        return at->second;
    };
}

std::vector<Show::Named> chosen_scenes(const std::vector<std::string>& names,
                                       const std::string& language,
                                       const till::sell::Pictures& pictures) {
    const auto wanted = [&](const std::string& name) {
        return names.empty() || std::ranges::find(names, name) != names.end();
    };
    std::vector<Show::Named> chosen;
    for (auto& [name, scene] : test::scenes())
        if (wanted(name)) chosen.emplace_back(name, scene);
    for (const std::string& name : test::stage_names())
        if (wanted(name)) chosen.emplace_back(name, test::stage(name, language, pictures));
    return chosen;
}

int fail(const std::string& words) {
    fmt::print(stderr, "{}\n", words);
    return 3;
}

}  // namespace

int main(int argc, char** argv) {
    CLI::App app{"Draws scenes and keeps a picture of each."};
    std::string folder;
    std::vector<std::string> names;
    std::string theme = "light";
    std::string language = "en";
    std::string size = "1280x800";
    float scale = 1;
    bool mirrored = false;
    app.add_option("folder", folder)->required();
    app.add_option("scenes", names);
    app.add_option("--theme", theme);
    app.add_option("--lang", language);
    app.add_option("--size", size);
    app.add_option("--scale", scale);
    app.add_flag("--mirrored", mirrored);
    CLI11_PARSE(app, argc, argv);

    std::filesystem::create_directories(folder);
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
    const float side = drawing.theme().at.size.initials;
    auto scenes = chosen_scenes(
        names, language, demo_pictures((*window)->textures(), static_cast<int>(std::round(side))));
    if (scenes.empty() || scenes.size() < names.size()) return fail("no such scene");
    Show show(std::move(scenes), folder, **window, drawing);
    till::window::Loop loop(**window, drawing, ui::Wedge(), show);
    loop.run();
    if (!(*window)->shot_error().empty()) return fail((*window)->shot_error());
    return 0;
}
