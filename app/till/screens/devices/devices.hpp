#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "app/till/screens/common/status.hpp"
#include "app/till/screens/prompt/prompt.hpp"

namespace till::devices {

/// A device of the counter, or one that is plugged in and has nothing to do.
struct Row {
    std::string name;
    std::string note;  // what it is and how it is: "Receipt printer · Paper runs low"
    common::Level level{common::Level::quiet};
    bool in_use{false};
};

/// A setting with few values: "Paper: 80 mm, 58 mm".
struct Choice {
    std::string label;
    std::vector<std::string> values;
    std::size_t chosen{0};
};

/// What a button does; its key is the same wherever it stands.
enum class Deed {
    use_as_printer,
    use_as_scanner,
    use_as_scale,
    use_as_display,
    stop,
    test_page,
    open_drawer,
    zero,
    add_printer,
    add_card,
};
struct Button {
    Deed deed{};
    std::string words;
    bool likely{false};       // the one that Enter presses
    bool tapped_only{false};  // no key does it
};

/// What is plugged in and what each device does here; the chosen one beside the list.
struct Model {
    common::Status status;
    common::Message message;
    std::vector<Row> rows;  // those in use first
    std::size_t chosen{0};

    // of the chosen one
    std::string title;
    std::string about;  // its state, and what to do about it
    common::Level level{common::Level::quiet};
    std::vector<std::string> facts;  // "Where", "usb:04b8:0e15"… two by two
    std::vector<Choice> choices;
    std::string figure;  // a weight, the last scan, in large letters
    std::string figure_note;
    std::vector<Button> buttons;

    std::vector<Button> more;  // that are about none of the rows
    std::optional<prompt::Model> prompt;
};

struct Chosen {
    std::size_t index;
};
struct Moved {
    int by;
};
struct Pressed {
    Deed deed;
};
struct ChoiceMade {
    std::size_t choice;
    std::size_t value;
};
struct Prompted {
    prompt::Action action;
};
struct BackPressed {};
struct Action : std::variant<Chosen, Moved, Pressed, ChoiceMade, Prompted, BackPressed> {
    using variant::variant;
};

}  // namespace till::devices
