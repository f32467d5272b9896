#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/core/failure.hpp"

namespace till {

/// What became of the shop that was here, where it was started over.
struct ShopBefore {
    std::string file;                           // that it is kept as
    std::string language{};                     // that it was worked with in
    std::optional<app::core::Failure> stays{};  // why it was not set aside
};

/// What the command line says.
struct Options {
    std::string db;
    std::string key_file;               // else beside the database, or in the user's data folder
    std::string printer;                // as app::core::open_printer takes it
    std::vector<std::string> scanners;  // addresses, beside what is plugged into USB
    // Devices: empty as the till was set, "none" for none.
    std::string card;                        // "zvt:HOST:PORT"
    std::string scale;                       // "8217@serial:/dev/ttyUSB0"
    std::string display;                     // "window", "serial:/dev/ttyUSB1"
    std::string drawer;                      // "printer", "serial:/dev/ttyUSB2"
    std::optional<unsigned> drawer_seconds;  // until it is left open; 0 never
    int width_px{1280};
    int height_px{800};
    bool whole_screen{false};
    std::string language;  // empty: as the till was set
    std::string theme;
    int zoom_percent{0};
    std::string cashier;
    std::filesystem::path screenshot;  // written whenever the screen settles, for scripts and tests
    std::filesystem::path probe;       // names and places of the controls as JSON, likewise
    std::filesystem::path frame_log;   // a line for each frame, see frame_log.hpp
    std::optional<ShopBefore> before{};
    bool may_go_on{true};  // as another till, once head office has granted that; else it failed
};

/// Opens the shop and runs the till until its window is closed.
app::core::Outcome<void> run(const Options& options);

}  // namespace till
