#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "pos/base/calendar.hpp"
#include "pos/base/ulid.hpp"

/// Card terminals. A payment in steps, so that nothing is ever charged twice or forgotten:
///
///   1. prepare()  the terminal says what its last transaction was (StateChanged.last)
///   2. the till stores that it is about to ask, with that `last`
///   3. order()    the terminal asks the customer; Doing says what is to be seen there
///   4. Approved   the till stores it, then keep(true). Without that the terminal takes it back.
///   5. Ended      booked: the money moves; declined, cancelled: nothing was; unknown: enquire()
///   until
///                 the terminal can say
namespace drivers::card {

enum class Action : std::uint8_t { payment, refund, reversal };

/// requires: 0 < amount_minor, at most twelve digits
struct Order {
    pos::Ulid attempt{};
    Action action{Action::payment};
    std::int64_t amount_minor{0};  // positive in each action
    std::string receipt{};         // of a reversal: the payment's, as the terminal numbered it
    /// The terminal's last transaction before this (StateChanged.last), and the shop's clock.
    std::string last_before{};
    pos::LocalTime asked{};
    bool operator==(const Order&) const = default;
};

/// What the terminal says of a transaction. Never a card number: its last four digits at most.
struct Details {
    std::string terminal{};  // its own number
    std::string receipt{};   // the number by which it can be reversed
    std::string trace{};
    std::string card{};      // "girocard"
    std::string card_end{};  // "5726"
    std::string authorisation{};
    std::optional<std::uint8_t> code{};  // of a refusal, as the protocol numbers it
    bool operator==(const Details&) const = default;
};

enum class State : std::uint8_t { looking, ready, busy, gone };

/// What the customer or the cashier has to do, where the terminal gives no words of its own.
enum class Doing : std::uint8_t {
    watch_terminal,
    show_card,
    please_wait,
    asking_bank,
    remove_card,
    wrong_pin,
    pin_blocked,
    card_unreadable,
    card_refused,
    card_expired,
    declined,
    approved,
    taking_back,
    closing_day,
    asking_again,  // what became of the payment
};

/// Why an order came to nothing.
enum class Reason : std::uint8_t {
    none,
    declined,   // by the bank
    cancelled,  // at the terminal, by the till, or nobody showed a card
    card_unreadable,
    card_expired,
    card_not_accepted,
    not_enough_money,
    amount_not_allowed,
    wrong_currency,
    no_connection,  // of the terminal to the bank
    busy,
    needs_day_end,  // its memory is full until the day is closed
    needs_service,  // initialisation, diagnosis, activation
    out_of_order,
    not_reversible,
    not_possible,  // it does not know the order
    not_reached,   // by the till: nothing was asked
    not_kept,      // the till could not store the approval
    other,
};

enum class Outcome : std::uint8_t { booked, declined, cancelled, unknown };

/// A line of the terminal's receipt.
struct SlipLine {
    std::string text{};
    bool centred{false};
    bool wide{false};
    bool high{false};
    bool operator==(const SlipLine&) const = default;
};
struct Slip {
    enum class For : std::uint8_t { unsaid, merchant, customer, administration };
    For whom{For::unsaid};
    std::vector<SlipLine> lines{};
    bool operator==(const Slip&) const = default;
};

// ---- What a terminal reports ----

struct StateChanged {
    State state{State::looking};
    Reason reason{Reason::none};  // of busy, gone
    std::string why{};            // of gone: a sentence for logs
    std::string last{};           // of ready: its last transaction; "?" if it does not say
    bool operator==(const StateChanged&) const = default;
};
struct Showing {
    pos::Ulid attempt{};
    Doing doing{Doing::watch_terminal};
    std::vector<std::string> lines{};  // in the terminal's own words; may be empty
    bool operator==(const Showing&) const = default;
};
/// Waits for keep(), a few seconds at most.
struct Approved {
    pos::Ulid attempt{};
    Details details{};
    bool operator==(const Approved&) const = default;
};
struct Ended {
    pos::Ulid attempt{};
    Outcome outcome{Outcome::unknown};
    Reason reason{Reason::none};
    std::string text{};  // the terminal's own words for a refusal
    Details details{};
    std::vector<Slip> slips{};
    std::string last{};  // its last transaction now, for the next order
    bool operator==(const Ended&) const = default;
};
struct DayClosed {
    Reason reason{Reason::none};  // none: it is closed
    std::string text{};
    std::optional<std::int64_t> total_minor{};
    std::vector<Slip> slips{};
    bool operator==(const DayClosed&) const = default;
};

using Report = std::variant<StateChanged, Showing, Approved, Ended, DayClosed>;
using OnReport = std::function<void(Report)>;

/// A card terminal. Every order gets exactly one Ended, in the order in which they were given.
///
/// threads: any; reports come on the terminal's own thread and must not block
class CardTerminal {
public:
    virtual ~CardTerminal() = default;

    /// Finds out whether it is there and ready. Report: StateChanged, ready or gone.
    virtual void prepare() = 0;
    /// requires: prepared (StateChanged ready) since the last order ended; else it ends
    /// `not_reached`
    virtual void order(const Order& order) = 0;
    /// The till has stored the approval, or could not.
    virtual void keep(const pos::Ulid& attempt, bool stored) = 0;
    /// The cashier does not want to wait: the terminal stops if it still can. The order ends as
    /// ever.
    virtual void cancel() = 0;
    /// What became of an order given earlier, perhaps by a program that has ended since?
    /// Report: Ended. Nothing is charged by this.
    virtual void enquire(const Order& order) = 0;
    virtual void close_day() = 0;
};

}  // namespace drivers::card
