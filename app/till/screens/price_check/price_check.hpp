#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "app/till/screens/common/status.hpp"

namespace till::price_check {

/// An item found by search.
struct Row {
    std::string title;
    std::string note;  // number and department
    std::string amount;
};

/// One thing that is known of the item: "In stock", "12".
struct Fact {
    std::string label;
    std::string value;
    bool saves{false};
};

/// The item whose price was asked for.
struct Shown {
    std::string name;
    std::string note;   // number
    std::string price;  // of one piece or one unit
    std::string unit;   // "/kg"
    std::vector<Fact> facts;
};

/// What an item costs, without selling it: nothing that happens here enters the cart.
struct Model {
    common::Status status;
    common::Message message;
    std::string input;
    bool looking{false};  // the answer to the last keystroke is still under way
    std::vector<Row> rows;
    std::size_t chosen{0};
    std::optional<Shown> shown;
};

struct InputTyped {
    std::string text;
};
struct InputEntered {};
struct RowTapped {
    std::size_t index;
};
struct Moved {
    int by;
};
struct BackPressed {};
struct Action : std::variant<InputTyped, InputEntered, RowTapped, Moved, BackPressed> {
    using variant::variant;
};

}  // namespace till::price_check
