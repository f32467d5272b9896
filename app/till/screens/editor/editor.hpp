#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "app/till/screens/common/status.hpp"
#include "app/till/ui/keyboard.hpp"

namespace till::editor {

/// Somebody or something that can be opened.
struct Row {
    std::string title;
    std::string note;
    std::string amount;
};

/// What can be done beside opening a row: "New person".
enum class Key : std::uint8_t { add, rights, departments, taxes, undo };
struct ListKey {
    Key key{};
    std::string label;
    bool enabled{true};
};

/// One thing of a form.
struct Entry {
    enum class Kind : std::uint8_t { text, secret, choice, toggle };
    Kind kind{Kind::text};
    std::string label;
    std::string text{};                  // of text and secret
    std::vector<std::string> choices{};  // of choice
    std::size_t chosen{0};
    bool on{false};  // of toggle
};

struct Form {
    std::string title;
    std::string about;  // a sentence above the entries; may be empty
    std::vector<Entry> entries;
    std::size_t at{0};      // which has the keyboard
    bool by_hand{false};    // a finger chose it, so keys are shown on the glass
    bool capitals{true};    // of those: the next letter
    bool picking{false};    // the choices of the entry are on the screen
    std::size_t picked{0};  // of them
    bool saving{false};
};

/// People, goods or what else the shop keeps: a list, and the form of one of them.
struct Model {
    common::Status status;
    common::Message message;
    std::string title;
    std::string about;  // a sentence below it; may be empty
    bool has_input{false};
    std::string input;
    bool looking{false};  // what is shown answers an earlier question
    std::string hint;     // of the input
    std::string nothing;  // instead of rows
    std::vector<Row> rows;
    std::size_t chosen{0};
    std::vector<ListKey> keys;
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
/// The chosen row.
struct Opened {};
struct Pressed {
    Key key;
};
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
/// Another choice of the entry, or its switch.
struct EntryTurned {
    int by;
};
struct Picked {
    std::size_t choice;
};
/// A finger on the keyboard of the screen.
struct Touched {
    ui::KeyboardPress press;
};
struct SavePressed {};
struct BackPressed {};
struct Action : std::variant<InputTyped, RowTapped, Moved, Opened, Pressed, EntryTyped, EntryWanted,
                             EntryLeft, EntryTurned, Picked, Touched, SavePressed, BackPressed> {
    using variant::variant;
};

/// Applies what happens within a form; false: it is the shell's business.
bool fill_in(Form& form, const Action& action);
bool fill_in(Model& model, const Action& action);

}  // namespace till::editor
