#include <CLI/CLI.hpp>
#include <cstdio>
#include <exception>
#include <iostream>
#include <string>
#include <vector>

#include "app/core/written_lines.hpp"
#include "app/till/till.hpp"
#include "app/till/ui/assets.hpp"

namespace {

/// "1280x800"
std::string read_size(const std::string& text, till::Options& options) {
    int width = 0;
    int height = 0;
    char rest = 0;
    if (std::sscanf(text.c_str(), "%dx%d%c", &width, &height, &rest) != 2)
        return "is no size such as 1280x800";
    if (width < 640 || height < 400 || width > 7680 || height > 4320)
        return "is not between 640x400 and 7680x4320";
    options.width_px = width;
    options.height_px = height;
    return {};
}

/// "de, en"
std::string listed(const std::vector<std::string>& names) {
    std::string all;
    for (const std::string& one : names) all += (all.empty() ? "" : ", ") + one;
    return all;
}

}  // namespace

int main(int argc, char** argv) {
    const std::vector<std::string> words{argv + 1, argv + argc};
    if (const auto text = app::core::check_words(words); !text) {
        std::cerr << text.error().words << '\n';
        return app::core::exit_code(text.error().kind);
    }
    till::Options options;
    CLI::App program{"The till: a touch terminal for cashiers."};
    program.add_option("--db", options.db, "The shop: a path, sqlite:PATH or postgresql://…")
        ->required();
    program.add_option("--key", options.key_file,
                       "The shop's signing key, where it has no usual place");
    program
        .add_option_function<std::string>(
            "--window",
            [&](const std::string& text) {
                const auto wrong = read_size(text, options);
                if (!wrong.empty()) throw CLI::ValidationError("--window", text + " " + wrong);
            },
            "The size of the window, such as 1280x800")
        ->take_last();
    program.add_flag("--whole-screen", options.whole_screen, "Fill the screen");
    program
        .add_option("--printer", options.printer,
                    "usb:VID:PID, tcp:HOST, serial:/dev/…:SPEED, or file:DIR for a folder; without "
                    "it whichever receipt printer is plugged into USB")
        ->take_last();
    program.add_option(
        "--scanner", options.scanners,
        "A scanner that USB does not show by itself: serial:/dev/…:SPEED, tcp:HOST:PORT, or "
        "usb:VID:PID of one that is a mere keyboard");
    program.add_option("--card", options.card,
                       "The card terminal, as in zvt:192.168.1.60; none for none");
    program.add_option(
        "--scale", options.scale,
        "The scale, as in 8217@serial:/dev/ttyUSB0, nci@…, dialog06@… or usb; none for none");
    program.add_option("--display,--customer-display", options.display,
                       "What the customer sees: window, a display of two lines as in "
                       "serial:/dev/ttyUSB1 or cd5220@…, or both with a comma; none for none");
    program.add_option("--drawer", options.drawer,
                       "The cash drawer: printer, printer:5 for its other pin, a trigger of its "
                       "own as in serial:/dev/ttyUSB2, or none");
    program.add_option("--drawer-warn", options.drawer_seconds,
                       "After how many seconds an open drawer is left open; 0 for never");
    const std::vector<std::string> languages = till::ui::Assets::languages();
    const std::vector<std::string> themes = till::ui::Assets::themes();
    program.add_option("--lang", options.language, "What it speaks: " + listed(languages))
        ->check(CLI::IsMember(languages));
    program.add_option("--theme", options.theme, "Its colours: " + listed(themes))
        ->check(CLI::IsMember(themes));
    program.add_option("--zoom", options.zoom_percent, "100 to 200 per cent")
        ->check(CLI::Range(100, 200));
    program.add_option("--cashier", options.cashier, "Who works at it; else the first manager");
    program.add_option("--screenshot", options.screenshot,
                       "Write what is shown into this PNG file");
    program.add_option("--probe", options.probe,
                       "Write the names and places of all controls into this file");
    program.add_option("--frame-log", options.frame_log,
                       "Add a line to this file for each frame drawn: how long it took");
    try {
        program.parse(argc, argv);
        const auto done = till::run(options);
        if (done) return 0;
        std::cerr << done.error().words << '\n';
        return app::core::exit_code(done.error().kind);
    } catch (const CLI::ParseError& error) {
        return program.exit(error) == 0 ? 0 : 2;
    } catch (const std::exception& error) {
        std::cerr << "The till cannot start: " << error.what() << '\n';
        return 3;
    }
}
