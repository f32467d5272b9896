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
    std::vector<std::string> stock_rules;  // empty where head office says them
    std::size_t stock_rule{0};
    bool stock_shown{true};
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
struct StockRuleChosen {
    std::size_t index;
};
struct StockShownFlipped {};
struct MirroredFlipped {};
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
                             StockShownFlipped, MirroredFlipped, PrintFlipped, DevicesPressed,
                             OfficePressed, GoodsPressed, PeoplePressed, ItemsPressed, ShopPressed,
                             BackupsPressed, BackPressed> {
    using variant::variant;
};

}  // namespace till::settings
