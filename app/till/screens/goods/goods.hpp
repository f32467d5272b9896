#pragma once

#include <cstddef>
#include <string>
#include <variant>
#include <vector>

#include "app/till/screens/common/choose.hpp"
#include "app/till/screens/common/status.hpp"
#include "app/till/screens/goods/table.hpp"

namespace till::goods {

using File = common::Place;

struct Refused {
    std::string place;  // "Row 17 · Price"
    std::string why;
};

/// A file of goods: which, what would become of it, and what has.
struct Model {
    common::Status status;
    common::Message message;
    bool choosing{true};  // a file; else its preview is shown
    bool busy{false};     // the file is being read or taken in
    std::string nothing;  // instead of files or rows
    std::vector<File> files;
    std::size_t chosen{0};
    std::string path;  // as typed
    bool writing{false};
    std::string file;  // that is shown
    Table table;
    TableState asks;                   // about its columns
    std::vector<std::string> figures;  // "New" "12", two by two
    std::vector<Refused> refused;
    std::string more_refused;  // that there is no room for
    std::string import_words;
    bool can_import{false};
    bool done{false};        // it has been taken in
    std::string undo_words;  // of that; empty: it cannot be undone
};

struct FileChosen {
    std::size_t index;
};
struct Moved {
    int by;
};
struct PathWanted {};
struct PathTyped {
    std::string text;
};
/// The chosen file, or the path that was typed.
struct Entered {};
struct ImportPressed {};
/// Of what has been taken in.
struct UndoPressed {};
struct BackPressed {};
struct Action : std::variant<FileChosen, Moved, PathWanted, PathTyped, Entered, ImportPressed,
                             UndoPressed, BackPressed, TableAction> {
    using variant::variant;
};

}  // namespace till::goods
