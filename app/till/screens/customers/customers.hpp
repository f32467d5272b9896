#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <variant>
#include <vector>

#include "app/till/screens/common/status.hpp"

namespace till::customers {

struct Row {
    std::string title;  // the name
    std::string note;   // number, town, telephone
};

/// What of a customer can be typed, in the order of the form.
enum class Entry : std::size_t {
    name,
    email,
    street,
    phone,
    postcode,
    tax_number,
    city,
    language,
    country,
};
inline constexpr std::size_t kEntries = 9;

struct Form {
    std::string title;  // "New customer", "Customer K71"
    std::array<std::string, kEntries> labels;
    std::array<std::string, kEntries> texts;
    std::size_t at{0};  // which has the keyboard
    bool saving{false};
};

/// Finding a customer for the sale; with `editing`, one being added or changed.
struct Model {
    common::Status status;
    common::Message message;
    std::string input;
    bool looking{false};  // what is shown answers an earlier keystroke
    std::vector<Row> rows;
    std::size_t chosen{0};
    std::string of_sale;     // "Customer: Otto M.", if the sale has one
    std::string take_typed;  // nobody is like that: the words for taking the input as a number
    bool editing{false};
    Form form;
};

struct InputTyped {
    std::string text;
};
struct RowTapped {
    std::size_t index;
};
struct Moved {
    int by;
};
/// The chosen one is the sale's customer; of nobody found what was typed is their number.
struct Taken {};
struct Removed {};
struct NewPressed {};
struct EditPressed {};
struct EntryTyped {
    std::size_t index;
    std::string text;
};
struct EntryWanted {
    std::size_t index;
};
struct EntryLeft {
    int by;
};
struct SavePressed {};
struct BackPressed {};
struct Action : std::variant<InputTyped, RowTapped, Moved, Taken, Removed, NewPressed, EditPressed,
                             EntryTyped, EntryWanted, EntryLeft, SavePressed, BackPressed> {
    using variant::variant;
};

}  // namespace till::customers
