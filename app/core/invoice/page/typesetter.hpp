#pragma once

#include <pango/pangocairo.h>

#include <cstdint>
#include <memory>
#include <string>
#include <unordered_map>

namespace app::core::invoice {

enum class Align : std::uint8_t { start, middle, end };

/// How a text is set; sizes in points, 72 to an inch.
struct Face {
    double size{9};
    bool bold{false};
    double grey{0.12};  // 0 is black
};

struct Unref {
    void operator()(gpointer object) const { g_object_unref(object); }
};
using Layout = std::unique_ptr<PangoLayout, Unref>;

/// Sets texts in lines. Fonts are found and opened once, and a text that was set before, as most of
/// a bill's are on the bill before, is not set again.
///
/// threads: one; each has its own
class Typesetter {
public:
    static Typesetter& of_thread();

    struct Measure {
        double width{-1};  // < 0: one line
        Align align{Align::start};
        int lines_max{0};  // of each paragraph, the rest being an ellipsis; 0: as many as it takes
    };
    /// To be drawn and measured, and not to be changed: others have it too.
    Layout set(const std::string& text, const Face& face, const Measure& measure);

private:
    Typesetter();
    Layout made(const std::string& text, const Face& face, const Measure& measure) const;

    std::unique_ptr<PangoFontMap, Unref> fonts_;
    std::unique_ptr<PangoContext, Unref> context_;
    std::unordered_map<std::string, Layout> known_;
};

}  // namespace app::core::invoice
