#include "app/till/early_window.hpp"

#include <algorithm>
#include <cstdlib>
#include <fstream>

#include "app/core/system.hpp"
#include "app/till/screens/first_start/first_start.hpp"
#include "app/till/ui/languages.hpp"

namespace till {

using app::core::Failure;
using app::core::FailureKind;
using app::core::Outcome;

namespace {

/// "de-AT" of "de_AT.UTF-8"; empty where the desktop names no language.
std::string desktop_language() {
    for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
        const char* const value = std::getenv(name);
        if (value == nullptr || *value == '\0') continue;
        std::string tag{value};
        tag.resize(std::min(tag.find('.'), tag.size()));
        std::ranges::replace(tag, '_', '-');
        return tag == "C" || tag == "POSIX" ? std::string{} : tag;
    }
    return {};
}

}  // namespace

std::size_t early_language(const Options& options) {
    if (!options.language.empty()) return ui::language_of(options.language);
    const std::string desktop = desktop_language();
    return desktop.empty() ? first_start::spoken_in(app::core::system_zone())
                           : ui::language_of(desktop);
}

Outcome<std::unique_ptr<window::Window>> open_window(const Options& options) {
    auto window = window::Window::open({.width_px = options.width_px,
                                        .height_px = options.height_px,
                                        .title = "Counterfoil",
                                        .whole_screen = options.whole_screen});
    if (!window) return std::unexpected{Failure{FailureKind::environment, window.error()}};
    return std::move(*window);
}

Outcome<EarlyWindow> open_early(const Options& options, std::size_t language) {
    const ui::Assets assets;
    auto theme = assets.theme(options.theme.empty() ? "light" : options.theme);
    if (!theme) return app::core::refuse(theme.error());
    auto words = assets.texts(ui::kLanguages[language].code);
    if (!words) return app::core::refuse(words.error());
    auto window = open_window(options);
    if (!window) return std::unexpected{window.error()};
    EarlyWindow early;
    early.window = std::move(*window);
    const int zoom_percent = options.zoom_percent == 0 ? 100 : options.zoom_percent;
    early.ui = std::make_unique<ui::Ui>(
        std::move(*theme), std::move(*words), ui::KeyMap{},
        ui::Ui::Options{.width_px = static_cast<float>(early.window->width_px()),
                        .height_px = static_cast<float>(early.window->height_px()),
                        .scale = static_cast<float>(zoom_percent) / 100,
                        .probe = !options.probe.empty()},
        early.window->textures());
    if (!options.screenshot.empty()) early.window->shoot_next(options.screenshot);
    return early;
}

void after_frame(const Options& options, const EarlyWindow& early) {
    if (!options.probe.empty()) {
        const auto part = options.probe.string() + ".part";
        std::ofstream{part} << early.ui->probe().to_json();
        std::error_code ignored;
        std::filesystem::rename(part, options.probe, ignored);
    }
    if (!options.screenshot.empty()) early.window->shoot_next(options.screenshot);
}

}  // namespace till
