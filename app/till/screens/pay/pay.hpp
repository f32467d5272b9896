#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "app/till/screens/common/status.hpp"

namespace till::pay {

/// A payment already taken for this sale.
struct Paid {
    std::string name;
    std::string note;  // reference, what was handed over
    std::string amount;
};

struct NoteKey {
    std::string label;
    std::int64_t minor{0};
};

enum class Method { cash, card, other };

/// What can be done about a card payment.
enum class CardChoice { cancel, use, take_back, paid_back, ask_again, was_paid, was_not_paid };

struct CardKey {
    CardChoice choice{CardChoice::cancel};
    std::string label;
};

/// The card terminal in the place of the number pad: what it shows, or a payment that is open.
struct CardPanel {
    common::Level level{common::Level::quiet};
    std::string title;
    std::string amount;
    std::vector<std::string> lines;
    std::vector<CardKey> keys;  // the likely one first
    bool busy{false};           // nothing else can be pressed
};

/// Everything the pay screen shows. Figures are written out already; `keyed` is what was typed.
struct Model {
    common::Status status;
    common::Message message;
    bool refund{false};
    std::string due;       // what is still to pay, in the largest figures
    std::string total;     // "of €18.22"
    std::string rounding;  // "Rounded by 0.02 in cash"; empty when nothing is rounded
    std::vector<Paid> paid;
    Method method{Method::cash};
    std::string keyed;        // digits as typed, in minor units
    std::string keyed_shown;  // "20.00"
    std::string expected;     // what Enter takes while nothing is keyed
    std::string cash_key;     // "Cash · change 11.78"
    std::string exact_key;    // "8.22 exact"
    std::vector<NoteKey> notes;
    std::string as_before;   // "As before: Cash 20.00", of a sale that is rung up again
    std::string credit_key;  // empty: this till has no credit to spend
    bool change_known{false};
    bool waiting{false};  // being stored: nothing may be pressed twice
    std::optional<CardPanel> card;
};

struct KeyedChanged {
    std::string digits;
};
struct NoteTapped {
    std::int64_t minor;
};
struct ExactTapped {};
struct MethodPressed {
    Method method;
};
struct PaidRemoved {
    std::size_t index;
};
struct AsBeforePressed {};
/// With an account's credit; where money goes back, to it.
struct CreditPressed {};
struct BackPressed {};
struct CardChosen {
    CardChoice choice;
};

struct Action : std::variant<KeyedChanged, NoteTapped, ExactTapped, MethodPressed, PaidRemoved,
                             AsBeforePressed, BackPressed, CardChosen, CreditPressed> {
    using variant::variant;
};

inline constexpr std::size_t kDigitsMax = 10;

/// `digits` after one more key: leading zeros dropped, never more than kDigitsMax.
std::string keyed(const std::string& digits, const std::string& more);

/// The keyed amount in minor units; empty while nothing is keyed.
std::optional<std::int64_t> keyed_minor(const std::string& digits);

/// Notes a customer is likely to hand over for an amount: the next round sums, then the notes
/// above.
///
/// requires: due_minor > 0
/// ensures:  ascending, each above due_minor, at most `count`
std::vector<std::int64_t> likely_notes(std::int64_t due_minor, std::int64_t minor_per_major,
                                       std::size_t count);

}  // namespace till::pay
