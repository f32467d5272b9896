#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "app/till/screens/common/status.hpp"
#include "pos/money/quantity.hpp"

namespace till::returns {

/// A line of the receipt, and how much of it comes back now.
struct SoldLine {
    std::uint32_t line{0};
    std::string name;
    std::string note;   // "3 sold, 1 already returned"
    std::string price;  // what was paid for one
    pos::Quantity left{};
    pos::Quantity chosen{};
    std::string chosen_shown;
    bool whole_pieces{true};
};

/// A receipt whose goods come back. Before one is found it asks for its number.
struct Model {
    common::Status status;
    common::Message message;
    bool found{false};
    bool looking{false};
    std::string input;  // the number as typed or scanned
    std::string title;  // "Receipt B01-T1-000123"
    std::string about;  // "Saturday 22 November, 14:32 · Anna K. · €18.22"
    std::vector<SoldLine> lines;
    std::size_t at{0};
    std::string to_refund;  // what the chosen goods come to
};

struct InputTyped {
    std::string text;
};
struct InputEntered {};
struct LineTapped {
    std::size_t index;
};
struct Moved {
    int by;
};
struct MorePressed {
    std::size_t index;
};
struct LessPressed {
    std::size_t index;
};
struct AllPressed {};
struct WithoutReceiptPressed {};
struct PaymentPressed {};  // it was paid with something else
struct Confirmed {};
struct BackPressed {};
struct Action
    : std::variant<InputTyped, InputEntered, LineTapped, Moved, MorePressed, LessPressed,
                   AllPressed, WithoutReceiptPressed, PaymentPressed, Confirmed, BackPressed> {
    using variant::variant;
};

/// Applies what only changes the choice; the rest is the shell's. Returns whether it was such.
///
/// ensures: zero <= chosen <= left for each line; pieces change by one, measured goods all or none
bool choose(Model& model, const Action& action);

bool anything_chosen(const Model& model);

}  // namespace till::returns
