#pragma once

#include <pango/pangocairo.h>

#include <memory>
#include <string>
#include <vector>

#include "drivers/printer/ink.hpp"
#include "drivers/printer/reading.hpp"

namespace drivers::printer {

struct UnrefObject {
    void operator()(gpointer object) const { g_object_unref(object); }
};
template <class T>
using Object = std::unique_ptr<T, UnrefObject>;

/// Sizes in dots.
struct Face {
    double em{24};
    bool bold{false};
    int pitch{32};       // from line to line
    bool tabular{true};  // every figure as wide as the next
};

/// One line of shaped text; valid as long as the Shaped it is in.
struct ShapedLine {
    PangoLayoutLine* line{nullptr};
    int width{0};
    int above{0};  // of the baseline, at least the face's own
    int below{0};
};

/// A text broken into lines, each shaped in the fonts of its scripts.
struct Shaped {
    Object<PangoLayout> layout;
    std::vector<ShapedLine> lines;
    int width{0};  // of the widest line
};

/// Where a line stands on a sheet.
struct Standing {
    PangoLayoutLine* line;
    int x;
    int baseline;
};

/// Shapes text in any script: Inter with figures of one width, Noto behind it.
///
/// threads: one at a time
class Lettering {
public:
    Lettering();

    /// `room` < 0: one line, however long.
    Shaped shape(const std::string& text, const Face& face, int room, const Reading& reading);

    static Ink draw(const std::vector<Standing>& lines, unsigned width, unsigned height);

private:
    Object<PangoFontMap> fonts_;
    Object<PangoContext> context_;
};

}  // namespace drivers::printer
