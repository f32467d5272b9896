#include "drivers/printer/emulator/tray.hpp"

#include <array>
#include <string>

#include "drivers/printer/paper/text.hpp"
#include "drivers/printer/whole_files.hpp"

namespace drivers::printer::emulator {

namespace {

constexpr unsigned kNarrowDots = 400;
constexpr unsigned kNarrowRoll_mm = 58;
constexpr unsigned kWideRoll_mm = 80;

}  // namespace

std::error_code Tray::take(EmulatedPrinter& printer) {
    FileCalls calls;
    for (auto& strip : printer.take_strips()) {
        const std::string name = std::to_string(++count_);
        const unsigned roll_mm = strip.paper.width < kNarrowDots ? kNarrowRoll_mm : kWideRoll_mm;
        const auto picture = pictures_.draw(strip.paper, paper::roll_margins(strip.paper, roll_mm));
        const auto text = paper::text_of(strip.paper);
        const auto text_bytes = pos::as_bytes(text);
        const std::array<NamedBytes, 3> files{
            {{name + ".txt", {text_bytes.begin(), text_bytes.end()}},
             {name + ".bin", std::move(strip.bytes)},
             {name + ".png", paper::to_png(picture, strip.paper.dots_per_inch)}}};
        if (const auto written = write_whole(folder_, files, calls); !written)
            return {written.error().number, std::system_category()};
    }
    return {};
}

}  // namespace drivers::printer::emulator
