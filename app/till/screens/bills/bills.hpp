#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "app/till/screens/common/status.hpp"
#include "app/till/screens/prompt/prompt.hpp"

namespace till::bills {

/// An account that was found.
struct Row {
    std::string title;  // the customer's name, or the account's number
    std::string note;   // numbers, town, telephone
    std::string open;   // what is open, or that nothing is
};

/// A bill of the account that was chosen.
struct Bill {
    std::string title;  // "Invoice I2026-000017"
    std::string note;   // "due 15.11.2026, 7 days overdue"; "paid"
    std::string open;
    bool overdue{false};
    bool paid{false};    // nothing is open
    bool chosen{false};  // it is to be paid now
};

/// A counter of that account.
struct Counter {
    std::string title;   // "Meter 4711 · kWh"
    std::string note;    // where it stands, when it was read last, what is used a day
    std::string figure;  // that it showed then
    bool noted{false};   // here, and the office has not told of it yet
};

/// Finding an account; once one is chosen, which of its bills are paid, what its counters show, how
/// much credit it buys.
struct Model {
    common::Status status;
    common::Message message;
    std::string as_of;  // "As head office knew it at 14:05 today"
    bool old{false};    // from an earlier day
    std::string input;
    bool looking{false};  // what is shown answers an earlier keystroke
    std::vector<Row> rows;
    std::size_t chosen{0};

    bool account{false};  // one is chosen
    std::string title;
    std::string about;  // number, telephone; what is paid ahead; what this till took meanwhile
    std::vector<Bill> bills;
    std::vector<Counter> counters;  // below the bills, and counted on from them
    std::size_t at{0};
    bool can_print{false};  // there is a bill to print
    bool can_top_up{false};
    bool paying{false};          // its credit is to pay the open cart: nothing else is done here
    bool can_pay_credit{false};  // this till has some of it
    bool can_give_back{false};
    std::string credit_pays;              // of what is in the cart
    std::optional<prompt::Model> prompt;  // beside them: a counter's figure, an amount
    std::string amount;                   // typed; empty: what the chosen bills come to
    std::string expected;                 // that
    std::string to_pay;                   // as the key shows it
    bool can_pay{false};
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
/// The account that is marked.
struct Taken {};
struct BillTapped {
    std::size_t index;
};
/// All open ones, or none if all are chosen.
struct AllPressed {};
struct AmountTyped {
    std::string text;
};
struct CounterTapped {
    std::size_t index;
};
/// What the marked counter shows, or the first one.
struct ReadPressed {};
/// The marked bill, on the receipt printer.
struct PrintPressed {};
struct TopUpPressed {};
/// Its credit pays the open cart.
struct CreditPressed {};
/// What this till has of its credit goes back.
struct GiveBackPressed {};
struct Prompted {
    prompt::Action action;
};
struct PayPressed {};
struct BackPressed {};
struct Action : std::variant<InputTyped, RowTapped, Moved, Taken, BillTapped, AllPressed,
                             AmountTyped, PayPressed, BackPressed, CounterTapped, ReadPressed,
                             TopUpPressed, CreditPressed, GiveBackPressed, Prompted, PrintPressed> {
    using variant::variant;
};

}  // namespace till::bills
