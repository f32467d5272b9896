#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "app/till/screens/common/status.hpp"

namespace till::settings {

/// One line of the form.
enum class Line {
    language,
    theme,
    palette,
    scale,
    large_text,
    hand,
    mirrored,
    sounds,
    lock,
    print,
    stock_rule,
    stock_shown
};

/// What the till looks and sounds like, and what it is connected to.
struct Model {
    common::Status status;
    common::Message message;
    std::vector<std::string> languages;
    std::size_t language{0};
    std::vector<std::string> themes;
    std::size_t theme{0};
    std::vector<std::string> scales;
    std::size_t scale{0};
    bool safe_colours{false};
    bool large_text{false};
    std::vector<std::string> hands;  // at which side the keys stand: "right", "left"
    std::size_t hand{0};
    bool mirrored{false};
    bool sounds{true};
    bool print_receipts{true};
    std::vector<std::string> locks;  // "never", "5 min"; empty where nobody signs on
    std::size_t lock{0};
    std::vector<std::string> stock_rules;  // empty where head office says them
    std::size_t stock_rule{0};
    bool stock_shown{true};
    bool has_office{false};          // it has joined a head office, which has the goods
    std::vector<std::string> facts;  // "Shop", "B01 · T1"… two by two
    std::optional<std::size_t> at;   // the line that the arrow keys are on
};

struct LanguageChosen {
    std::size_t index;
};
struct ThemeChosen {
    std::size_t index;
};
struct ScaleChosen {
    std::size_t index;
};
struct LockChosen {
    std::size_t index;
};
struct StockRuleChosen {
    std::size_t index;
};
struct StockShownFlipped {};
struct HandChosen {
    std::size_t index;
};
struct Moved {
    int by;
};
struct MirroredFlipped {};
struct PaletteFlipped {};
struct LargeTextFlipped {};
struct SoundsFlipped {};
struct PrintFlipped {};
struct DevicesPressed {};
struct OfficePressed {};
struct GoodsPressed {};
struct PeoplePressed {};
struct ItemsPressed {};
struct ShopPressed {};
struct BackupsPressed {};
struct BackPressed {};
struct Action : std::variant<LanguageChosen, ThemeChosen, ScaleChosen, LockChosen, StockRuleChosen,
                             HandChosen, Moved, PaletteFlipped, LargeTextFlipped, SoundsFlipped,
                             StockShownFlipped, MirroredFlipped, PrintFlipped, DevicesPressed,
                             OfficePressed, GoodsPressed, PeoplePressed, ItemsPressed, ShopPressed,
                             BackupsPressed, BackPressed> {
    using variant::variant;
};

/// The lines there are, from the top.
std::vector<Line> lines_of(const Model& model);
/// What a step to the next value of a line does, or to the one before; a switch is flipped either
/// way.
Action turned(const Model& model, Line line, int by);
/// The line that the arrow keys are on goes down or up.
void move(Model& model, int by);

}  // namespace till::settings
