#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <variant>
#include <vector>

#include "app/core/countries.hpp"
#include "app/till/screens/common/choose.hpp"
#include "app/till/screens/goods/goods.hpp"
#include "app/till/screens/prompt/prompt.hpp"
#include "app/till/ui/keyboard.hpp"
#include "pos/base/clock.hpp"

/// What a new shop is asked before it can sell: one question a screen, each answered already, with
/// a way back.
namespace till::first_start {

enum class Step : std::size_t {
    country,
    zone,  // where the country has more clocks than one
    tax,   // where only the shop can say it
    name,
    address,
    tax_number,
    logo,
    footer,
    manager,
    pin,
    printer,
    goods,
    ready,
};
inline constexpr std::size_t kSteps = 13;

/// What is typed.
enum class Field : std::size_t {
    name,
    street,
    town,
    tax_number,
    footer,
    manager,
    printer,
    file,
    currency,
    rate,
    logo,  // where its picture lies
};
inline constexpr std::size_t kFields = 11;

enum class Printer : std::size_t {
    by_itself,  // whichever is plugged in
    found,      // one of those, and no other
    network,    // by its address
    none,
};
struct FoundPrinter {
    std::string name;
    std::string state;    // in words: "ready"
    std::string address;  // as the till's setting takes it
};
/// How it is with the test page.
enum class Page {
    none,
    asked,  // it was sent: did it come out?
    good,
    bad,
};
enum class Goods : std::size_t { demo, none, file };
/// A table or a picture that lies where people put files.
struct FoundFile {
    common::Place place;
    std::string path;
};
/// Of what is typed; more is said to be too much.
inline constexpr std::size_t kCharactersMax = 200;

/// What goes on beside the screen, which takes no answer meanwhile.
enum class Busy {
    no,
    looking,   // at the file of goods or the picture for a logo
    making,    // the shop
    printing,  // a test page
};

/// What the file of goods would bring.
struct GoodsFound {
    std::string words;   // the file, and how many goods it has
    goods::Table table;  // its first rows
    std::vector<goods::Refused> refused;
    std::string more_refused;
};

struct Model {
    std::size_t language{0};  // of ui::kLanguages
    bool can_replace{false};  // a lost till
    Step step{Step::country};
    std::vector<app::core::Country> countries;  // the last one, without a code, is any other
    std::size_t country{0};
    std::string system_zone;  // of this computer
    pos::Instant now{};
    std::vector<std::string> zones;  // the clocks of the country
    std::size_t zone{0};
    std::vector<FoundFile> logos;  // pictures to choose from, the newest first
    std::size_t logo{0};           // none, then those
    std::array<std::string, kFields> texts;
    std::array<std::string, kFields> usual;  // as they are filled in: what is typed replaces them
    std::size_t field{0};                    // of those that the step asks for
    bool capitals{true};
    bool by_hand{false};  // a finger writes where its keys take the room of the question
    bool full{false};     // something had no room in the field
    prompt::Model pin;
    std::vector<FoundPrinter> printers;
    bool looking_for_printers{false};
    std::string named_printer;  // that the till was started with: taken by itself
    std::size_t printer{0};     // by itself, those that were found, by address, none
    Page page{Page::none};
    Goods goods{Goods::demo};
    std::vector<FoundFile> files;  // to choose from, the newest first
    std::size_t file{0};
    bool writing_path{false};  // of another
    GoodsFound found;          // of a file
    goods::TableState asks;    // what its columns are
    goods::Decided decided;    // of one of them, with Outcome::column
    std::string refusal;       // why the shop could not be made, or the answer not taken
    Busy busy{Busy::no};
    std::string progress;  // of busy: "1,204 rows"

    const std::string& text(Field which) const { return texts[static_cast<std::size_t>(which)]; }
    std::string& text(Field which) { return texts[static_cast<std::size_t>(which)]; }
};

/// Fills an answer in, in the language of the screen; one that was given by hand stays.
void fill_in(Model& model, Field which, const std::string& usual);

/// The fields that a step asks for; none where it is answered otherwise.
std::vector<Field> fields_of(const Model& model);
/// How many answers the step offers to choose from; 0 where it is answered otherwise.
std::size_t choices_of(const Model& model);
/// Which of them is chosen.
std::size_t choice_of(const Model& model);
Printer printer_of(const Model& model);
/// The printer as the till's setting has it: "", "usb:04b8:0202", "tcp:192.168.1.50", "none".
std::string printer_setting(const Model& model);
/// Whether files are shown to choose from.
bool lists_files(const Model& model);
/// The file of goods: the path that was typed, or else the chosen one; empty where there is none.
const std::string& file_of(const Model& model);
/// Whether a test page can be printed now.
bool may_test(const Model& model);

struct LanguageChosen {
    std::size_t index;
};
struct CountryChosen {
    std::size_t index;
};
struct ChoiceMade {
    std::size_t index;
};
/// Arrows: through the countries, the choices or the fields.
struct Moved {
    int by;
};
struct Typed {
    std::string text;
};
struct FieldWanted {
    std::size_t index;
    bool keys{false};  // that take the room of the question: the way back leads to it
};
struct Touched {
    ui::KeyboardPress press;
};
struct Prompted {
    prompt::Action action;
};
struct NextPressed {};
struct BackPressed {};
/// Prints a test page.
struct TestPressed {};
struct FileTapped {
    std::size_t index;
};
/// Arrows through the files.
struct FilesMoved {
    int by;
};
/// It is no new shop: this till takes the place of one that is lost.
struct ReplacePressed {};
struct Action : std::variant<LanguageChosen, CountryChosen, ChoiceMade, Moved, Typed, FieldWanted,
                             Touched, Prompted, NextPressed, BackPressed, TestPressed,
                             ReplacePressed, FileTapped, FilesMoved, goods::TableAction> {
    using variant::variant;
};

/// The first question, with the country of that zone chosen where it is known, and the zone with
/// it.
Model begin(const std::string& zone, std::size_t language, pos::Instant now);

/// The language of a zone's country, in ui::kLanguages; English where the till does not speak it.
std::size_t spoken_in(const std::string& zone);

/// What the program must do after an action.
enum class Outcome {
    open,     // nothing
    speak,    // in the language now chosen
    look,     // at the file of goods; then `goods_found` or `goods_refused`
    column,   // of that file, as `decided`; then `reading_again` or `column_refused`
    make,     // the shop; where that fails `goods_refused` or `shop_refused`
    check,    // whether the printer's address is one; then `printer_taken` or `printer_refused`
    doubt,    // say what is the matter with the tax: `answer_refused`
    logo,     // look at the picture; then `logo_taken` or `answer_refused`
    test,     // print a page; then `page_sent` or `printer_refused`
    stop,     // printing, then `printer_refused`
    replace,  // ask which lost till it replaces
};

/// Applies one action; while the model is busy nothing but the end of printing.
///
/// ensures: busy after `look`, `logo`, `make` and `test`, until one of the functions below ends it
Outcome update(Model& model, const Action& action);

/// Goes on to the last step, with what the file of goods would bring.
void goods_found(Model& model, GoodsFound found);
/// The file of goods is being read with a column taken for something else; ends as `look`.
void reading_again(Model& model);
/// Stays at the last step and says why.
void column_refused(Model& model, std::string why);
/// The files there are; what was chosen stays chosen while it is there.
void files_found(Model& model, std::vector<FoundFile> files);
/// Goes back to the question for the goods, and says why.
void goods_refused(Model& model, std::string why);
/// Stays where it is, and says why there is no shop.
void shop_refused(Model& model, std::string why);
/// What is plugged in now; what was chosen stays chosen while it is there.
void printers_found(Model& model, std::vector<FoundPrinter> printers, bool still_looking);
/// The pictures there are; what was chosen stays chosen while it is there.
void logos_found(Model& model, std::vector<FoundFile> pictures);
/// Goes on behind the question for the logo.
void logo_taken(Model& model);
/// Stays at the question and says why.
void answer_refused(Model& model, std::string why);
/// Goes on behind the question for the printer.
void printer_taken(Model& model);
/// Stays at that question and says why, if anything is to be said.
void printer_refused(Model& model, std::string why);
/// Asks whether the test page came out.
void page_sent(Model& model);
/// Takes the file that was let go over the window for the one of the goods, or where the logo is
/// asked for, for that. Where it has been asked for, it is looked at; else when it is.
Outcome goods_dropped(Model& model, std::string path);

}  // namespace till::first_start
