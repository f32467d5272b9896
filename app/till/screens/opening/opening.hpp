#pragma once

#include <string>
#include <variant>

#include "app/till/screens/common/status.hpp"
#include "app/till/screens/prompt/prompt.hpp"

namespace till::opening {

/// The till is closed. It asks for the float and opens the day.
struct Model {
    common::Status status;
    common::Message message;
    std::string shop;
    std::string day;       // "Saturday 22 November 2026"
    std::string last_day;  // what the last close was: "Z 12, yesterday, net 4,812.40"; may be empty
    prompt::Model prompt;
    bool waiting{false};
};

struct Prompted {
    prompt::Action action;
};
struct TakingsPressed {};
struct SettingsPressed {};
struct HelpPressed {};
struct Action : std::variant<Prompted, TakingsPressed, SettingsPressed, HelpPressed> {
    using variant::variant;
};

}  // namespace till::opening
