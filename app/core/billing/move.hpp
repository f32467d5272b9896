#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/core/billing/billing_books.hpp"
#include "app/core/failure.hpp"
#include "pos/journal/events/billing.hpp"

/// Service points change hands as one act: what their counters showed, the end of whoever had them
/// with the final bill, and the beginning of whoever has them next.
namespace app::core::billing {

/// What a counter showed when the point changed hands.
struct CounterFigure {
    // What it counts, its serial number, or "POINT/METER"; empty: the only one.
    std::string counter;
    std::string figure;
};

/// Who has the points from then on.
struct NextTenant {
    std::string account;  // its number
    std::string plan;
    std::uint32_t version{0};  // 0: the latest
    std::string number{};      // of the subscription; empty: one is made
};

struct NewMove {
    std::vector<std::string> points;
    // The instant, as NewSubscription::start has it, in the zone of whoever leaves, else of whoever
    // comes: a day means its beginning, so that the day before is the last one that is billed.
    std::string at{};
    bool leaves{true};  // whoever has the points leaves; else nobody has them
    std::optional<NextTenant> next{};
    std::vector<CounterFigure> figures{};
    bool by_customer{false};  // who read them
    bool estimate{false};     // what nobody read
    bool sure{false};         // somebody has looked twice: what is only odd is taken
};

/// How a figure is known.
enum class FigureFrom : std::uint8_t {
    read,
    there,      // it had been entered by then
    estimated,  // by the use in the time before
    between,    // no figure: what was used between two readings is shared out by days
};
struct MovedCounter {
    std::string point;
    std::string meter;
    std::string serial;
    std::string figure;  // empty of `between`
    FigureFrom from{FigureFrom::read};
};

/// What a move came to, or would.
struct Moved {
    pos::Ulid id{};
    bool again{false};  // it was done before
    pos::Instant at{};
    std::string zone;  // by whose clocks its days are told
    std::vector<std::string> points;
    std::vector<MovedCounter> counters;
    // Of whoever leaves.
    std::string from;                                  // account number; empty: nobody
    std::string payer;                                 // the account that its final bill is for
    std::vector<std::string> ended;                    // subscriptions
    std::optional<pos::journal::DocumentIssued> bill;  // nothing to bill: none
    pos::Money owed{};                                 // by the payer, before that bill
    pos::Money taken_back{};  // of level payments that were asked for, paid or not, by that bill
    std::string old_plan;     // of the first that ended
    // Of whoever comes.
    std::string to;
    std::string begun;                                  // subscription
    std::optional<pos::journal::DocumentIssued> first;  // of a trial: what its next bill would be
    std::vector<std::string> remarks;
};

/// Does all of it in one transaction of the books, or with `dry_run` nothing: the final bill has no
/// number then. Said again it is known and changes nothing.
///
/// The final bill is whatever the account that pays is to be billed by then, and waits for no days
/// of grace of whoever leaves.
///
/// errors: a day to come, or one on which the points are nobody's or somebody else's; a counter
///         that nobody read, or a figure that cannot be right, or is odd while nobody is sure;
///         another move of that instant; as write_subscription(); a bill that cannot be made
Outcome<Moved> make_move(BillingBooks& books, const NewMove& asked, bool dry_run, pos::Instant now,
                         pos::Random& random);

/// One that was done, as its row has it.
Outcome<std::optional<Moved>> read_move(pos::store::db::Connection& db, const pos::Ulid& id);

/// How to take one back: commands, in their order.
std::vector<std::string> undo_of(const Moved& moved);

}  // namespace app::core::billing
