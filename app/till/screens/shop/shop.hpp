#pragma once

#include <cstddef>
#include <string>
#include <variant>
#include <vector>

#include "app/till/screens/common/choose.hpp"
#include "app/till/screens/common/status.hpp"
#include "app/till/screens/editor/editor.hpp"

/// What a shop says about itself, and the receipt that says it.
namespace till::shop {

/// The picture of the paper, as whoever draws the screen finds it.
inline constexpr const char* kPaper = "shop/paper";

struct Model {
    common::Status status;
    common::Message message;
    std::string about;               // below the title; may be empty
    std::vector<std::string> facts;  // in place of the form where it is head office's, two by two
    editor::Form form;               // without entries: not known yet
    bool can_undo{false};

    // Starting over.
    bool can_start_over{false};
    bool over{false};               // it is asked about, instead of the form
    std::vector<std::string> lost;  // what becomes of the shop, a paragraph each

    // The logo.
    bool choosing{false};  // else the form is shown
    std::vector<common::Place> files;
    std::size_t chosen{0};
    std::string path;
    bool writing{false};
    std::string nothing;   // instead of files
    bool can_take{false};  // the picture on the paper is one that is not the logo yet
    bool has_logo{false};

    int paper_width_px{0};  // 0: there is no paper yet
    int paper_height_px{0};
};

/// Within the form.
struct Filled {
    editor::Action action;
};
struct SavePressed {};
struct UndoPressed {};
struct LogoPressed {};
struct FileTapped {
    std::size_t index;
};
struct Moved {
    int by;
};
struct PathWanted {};
struct PathTyped {
    std::string text;
};
/// The path that was typed.
struct PathEntered {};
struct TakePressed {};
struct RemovePressed {};
/// Asks what it would mean to start over.
struct OverPressed {};
/// Starts over.
struct OverConfirmed {};
struct BackPressed {};
struct Action : std::variant<Filled, SavePressed, UndoPressed, LogoPressed, FileTapped, Moved,
                             PathWanted, PathTyped, PathEntered, TakePressed, RemovePressed,
                             OverPressed, OverConfirmed, BackPressed> {
    using variant::variant;
};

}  // namespace till::shop
