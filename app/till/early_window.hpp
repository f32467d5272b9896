#pragma once

#include <cstddef>
#include <memory>

#include "app/till/till.hpp"
#include "app/till/ui/assets.hpp"
#include "app/till/ui/ui.hpp"
#include "app/till/window/window.hpp"

namespace till {

/// The window of what is asked or said before there is a shop: in the light, at its usual size,
/// unless the command line says otherwise.
struct EarlyWindow {
    std::unique_ptr<window::Window> window;
    std::unique_ptr<ui::Ui> ui;
};

/// The till's window, as the command line wants it.
///
/// errors: no display
app::core::Outcome<std::unique_ptr<window::Window>> open_window(const Options& options);

/// errors: no such theme or language; no display
app::core::Outcome<EarlyWindow> open_early(const Options& options, std::size_t language);

/// The language of the command line, else of the desktop, else of the machine's time zone; in
/// ui::kLanguages.
std::size_t early_language(const Options& options);

/// Writes what `--probe` and `--screenshot` ask for once a frame was shown.
void after_frame(const Options& options, const EarlyWindow& early);

}  // namespace till
