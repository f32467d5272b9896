#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "app/till/ui/keyboard.hpp"

namespace till::prompt {

/// What is asked, so that the answer finds its way.
enum class Subject : std::uint8_t {
    quantity,
    price,
    open_price,
    line_discount,
    basket_discount,
    no_sale,
    cash_moved,
    cancel_sale,
    return_reason,
    opening_float,
    waiting_receipts,
    printer_address,
    card_address,
    pin,
    new_item_name,
    new_item_price,
    payment,
    day_open,
    unknown_code,
    counter_figure,
    counter_sure,
    top_up,
};

/// Asks for one figure or word, in line with the cart: a scan goes past it to the register.
struct Model {
    Subject subject{Subject::quantity};
    std::uint32_t line{0};  // of the cart, where it is about one
    std::string title;
    std::string about;  // the item's name, the old price…
    std::string label;  // of the figure; empty: no figure is asked
    std::string hint;
    std::string text;                        // typed so far
    std::string suffix;                      // "kg", "€"
    std::string decimal_sign{"."};           // on the number pad
    bool figures{true};                      // a number pad and figures only; else any text
    bool capitals{true};                     // of a text: the keyboard's next letter
    bool secret{false};                      // of figures: a PIN, of digits alone, shown as dots
    bool dotted{false};                      // of figures: any number of points, as in 192.0.2.7
    std::vector<std::string> modes;          // "Percent", "Amount"
    std::vector<std::string> mode_suffixes;  // "%", "€": instead of suffix
    std::size_t mode{0};
    std::vector<std::string> reasons;  // to choose from
    std::optional<std::size_t> reason;
    bool reason_needed{false};
    /// Of reasons alone: a finger or a digit on one is the answer, and the last is the way out.
    bool at_once{false};
    std::string confirm;  // the words on the accent key
    bool dangerous{false};
    bool may_be_empty{false};  // of the text: takes back what was there
    bool may_cancel{true};
    std::string refusal;  // why the answer was not taken
};

struct Typed {
    std::string text;
};
/// A finger on the keyboard of the screen.
struct Touched {
    ui::KeyboardPress press;
};
struct ModeChosen {
    std::size_t mode;
};
struct ReasonChosen {
    std::size_t reason;
};
struct ReasonMoved {
    int by;
};
struct Confirmed {};
struct Cancelled {};
struct Action
    : std::variant<Typed, Touched, ModeChosen, ReasonChosen, ReasonMoved, Confirmed, Cancelled> {
    using variant::variant;
};

/// What the shell must do once the prompt is through with the action.
enum class Outcome { open, answered, cancelled };

inline constexpr std::size_t kCharactersMax = 60;

/// Applies one action. A figure prompt keeps digits, one decimal sign and a leading minus only; a
/// dotted one digits and points.
///
/// ensures: answered only with a figure where one is asked and a reason where one is needed
Outcome update(Model& model, const Action& action);

/// What stands behind the figure as it is typed: a unit, a currency or "%".
const std::string& suffix_of(const Model& model);

/// Whether the accent key works: everything that is asked is there.
bool can_confirm(const Model& model);

}  // namespace till::prompt
