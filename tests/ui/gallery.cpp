// Draws scenes in a window and keeps a picture of each.
//
// usage: gallery FOLDER [SCENE …] [--theme dark] [--lang de] [--size 1280x800] [--scale 1.5]
// [--mirrored] [--large-text] [--left-handed]; without a scene, all of them. FOLDER/SCENE.png is
// written.
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

#include "app/core/countries.hpp"
#include "app/core/sample_receipt.hpp"
#include "app/till/pictures/picture.hpp"
#include "app/till/screens/shop/shop.hpp"
#include "app/till/ui/assets.hpp"
#include "app/till/ui/ui.hpp"
#include "app/till/window/loop.hpp"
#include "drivers/printer/paper_renderer.hpp"
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

/// The same, and the receipt beside what a shop says about itself.
till::sell::Pictures with_paper(till::sell::Pictures others, ui::TextureSink& sink) {
    app::core::ShopSettings settings = app::core::default_settings();
    settings.name = "Feinkost am Markt";
    settings.address = {"Hauptstraße 12", "10115 Berlin"};
    settings.tax_number = "DE 123456789";
    settings.footer = {"Vielen Dank für Ihren Einkauf!"};
    settings.locale = "de";
    app::core::set_country(settings, *app::core::find_country("DE"));
    const pos::journal::JournalRow journal{.branch = "B01",
                                           .terminal = "T1",
                                           .series = "T1",
                                           .currency = *pos::currency_of("EUR"),
                                           .zone = "Europe/Berlin"};
    const auto paper = app::core::sample_receipt(
        settings, journal, "Anna K.", {pos::make_date(2026, 11, 22), 14 * 3600 + 32 * 60, 0});
    const drivers::printer::NoPictures none;
    drivers::printer::PaperPainter painter{576, none};
    const auto ink = drivers::printer::render_paper(*paper, 80, painter);
    std::vector<std::uint8_t> rgba;
    for (const std::uint8_t dot : ink.dots) {
        const auto grey = static_cast<std::uint8_t>(255 - dot);
        rgba.insert(rgba.end(), {grey, grey, grey, 255});
    }
    fmt::print("paper {} x {}\n", ink.width, ink.height);
    const int width = static_cast<int>(ink.width);
    const auto texture = sink.create_picture({.width = width,
                                              .height = static_cast<int>(ink.height),
                                              .stride_bytes = 4 * width,
                                              .bytes = rgba.data()});
    return [others = std::move(others), texture](std::string_view name) {
        return name == till::shop::kPaper ? texture : others(name);
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
    bool large_text = false;
    bool left_handed = false;
    app.add_option("folder", folder)->required();
    app.add_option("scenes", names);
    app.add_option("--theme", theme);
    app.add_option("--lang", language);
    app.add_option("--size", size);
    app.add_option("--scale", scale);
    app.add_flag("--mirrored", mirrored);
    app.add_flag("--large-text", large_text);
    app.add_flag("--left-handed", left_handed);
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
                    .mirrored = mirrored,
                    .large_text = large_text,
                    .hand = left_handed ? ui::Hand::left : ui::Hand::usual},
                   (*window)->textures());
    const float side = drawing.theme().at.size.initials;
    auto scenes = chosen_scenes(
        names, language,
        with_paper(demo_pictures((*window)->textures(), static_cast<int>(std::round(side))),
                   (*window)->textures()));
    if (scenes.empty() || scenes.size() < names.size()) return fail("no such scene");
    Show show(std::move(scenes), folder, **window, drawing);
    till::window::Loop loop(**window, drawing, ui::Wedge(), show);
    loop.run();
    if (!(*window)->shot_error().empty()) return fail((*window)->shot_error());
    return 0;
}
