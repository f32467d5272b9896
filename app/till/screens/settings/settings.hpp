#pragma once

#include <cstddef>
#include <string>
#include <variant>
#include <vector>

#include "app/till/screens/common/status.hpp"

namespace till::settings {

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
    bool mirrored{false};
    bool print_receipts{true};
    std::vector<std::string> locks;  // "never", "5 min"; empty where nobody signs on
    std::size_t lock{0};
    bool has_office{false};          // it has joined a head office, which has the goods
    std::vector<std::string> facts;  // "Shop", "B01 · T1"… two by two
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
struct MirroredFlipped {};
struct PrintFlipped {};
struct DevicesPressed {};
struct OfficePressed {};
struct GoodsPressed {};
struct PeoplePressed {};
struct ItemsPressed {};
struct BackPressed {};
struct Action : std::variant<LanguageChosen, ThemeChosen, ScaleChosen, LockChosen, MirroredFlipped,
                             PrintFlipped, DevicesPressed, OfficePressed, GoodsPressed,
                             PeoplePressed, ItemsPressed, BackPressed> {
    using variant::variant;
};

}  // namespace till::settings
