#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <variant>
#include <vector>

#include "app/till/screens/common/choose.hpp"
#include "app/till/ui/keyboard.hpp"

/// A till takes the place of one that is lost: from a backup, or with a code from head office. It
/// says what it is given and what may be missing before anything is done.
namespace till::replace {

enum class From : std::size_t { backup, office };
enum class Step {
    choose,  // a backup, or what head office gave out
    shown,   // what the backup holds and may lack
    done,    // it is in place
};
/// What goes on beside the screen.
enum class Busy { no, looking, proving, replacing };
/// What is typed to take a till's place with a code.
enum class Field : std::size_t { address, code };
inline constexpr std::size_t kFields = 2;

struct Model {
    bool from_office{false};  // may be chosen: no shop was here before
    From from{From::backup};
    Step step{Step::choose};
    Busy busy{Busy::no};
    int percent{0};                     // of that
    std::vector<common::Place> copies;  // the newest first
    std::size_t chosen{0};
    std::string path;     // of another file or folder
    bool writing{false};  // there
    std::array<std::string, kFields> fields;
    std::size_t field{0};  // that is written in
    bool capitals{false};
    std::vector<std::string> facts;    // "Shop", "Corner Green Grocer", two by two
    std::vector<std::string> missing;  // sentences
    std::string refusal;               // why it cannot be done

    const std::string& text(Field which) const { return fields[static_cast<std::size_t>(which)]; }
};

struct FromChosen {
    std::size_t index;
};
struct CopyTapped {
    std::size_t index;
};
/// Arrows: through the copies, or the fields.
struct Moved {
    int by;
};
struct PathWanted {};
struct FieldWanted {
    std::size_t index;
};
/// In the path, or the field.
struct Typed {
    std::string text;
};
struct Touched {
    ui::KeyboardPress press;
};
/// Looks for copies again.
struct AgainPressed {};
struct NextPressed {};
struct BackPressed {};
struct Action : std::variant<FromChosen, CopyTapped, Moved, PathWanted, FieldWanted, Typed, Touched,
                             AgainPressed, NextPressed, BackPressed> {
    using variant::variant;
};

/// What the program must do after an action.
enum class Outcome {
    open,       // nothing
    look,       // for copies; then copies_found()
    prove,      // the chosen copy, or the file of the path; then proved() or refused()
    put_back,   // that; then replaced() or refused()
    take_over,  // a till's place with the code; then replaced() or refused()
    stop,       // proving, then refused()
    leave,      // go back to where this was asked for
    sell,       // start the till
};

/// Applies one action; while the model is busy nothing but the end of proving.
///
/// ensures: busy after `look`, `prove`, `put_back` and `take_over` until a function below ends it
Outcome update(Model& model, const Action& action);
/// Looks for copies, first of all.
Outcome begin(Model& model);
/// Takes a file that was let go over the window, or a folder.
Outcome dropped(Model& model, std::string path);

void copies_found(Model& model, std::vector<common::Place> copies);
/// What the backup holds, and what may be missing.
void proved(Model& model, std::vector<std::string> facts, std::vector<std::string> missing);
/// The same of the till that is in place now.
void replaced(Model& model, std::vector<std::string> facts, std::vector<std::string> missing);
/// Why not; empty where somebody has stopped it.
void refused(Model& model, std::string why);

}  // namespace till::replace
