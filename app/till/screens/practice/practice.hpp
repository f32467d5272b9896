#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "app/till/screens/common/status.hpp"
#include "app/till/screens/sell/sell.hpp"

namespace till::practice {

enum class Step : std::uint8_t { goods, money, receipt };

/// A line of the receipt that would be printed.
struct Line {
    std::string words;
    std::string amount;
    bool strong{false};
};

/// A sale to learn by: it looks as a sale does, and no book ever hears of it.
struct Model {
    common::Status status;
    common::Message message;
    Step step{Step::goods};
    std::string now;   // what to do
    sell::Model sale;  // of which the cart is drawn
    std::vector<sell::ItemTile> tiles;
    std::size_t chosen{0};  // the one that keys put into the cart
    std::string exact;      // the amount on the exact-cash key
    std::vector<sell::NoteKey> notes;
    std::string shop;           // at the head of the receipt
    std::vector<Line> receipt;  // of the last step
    std::string change;         // "€11.78"
};

struct TileTapped {
    std::size_t tile;
};
struct Moved {
    int by;
};
struct ExactPressed {};
struct NoteTapped {
    std::int64_t minor;
};
struct AgainPressed {};
struct LeavePressed {};
struct Action
    : std::variant<TileTapped, Moved, ExactPressed, NoteTapped, AgainPressed, LeavePressed> {
    using variant::variant;
};

}  // namespace till::practice
