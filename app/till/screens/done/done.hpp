#pragma once

#include <string>
#include <variant>

#include "app/till/screens/common/status.hpp"

namespace till::done {

/// The sale is stored: change in the largest figures until the next scan.
struct Model {
    common::Status status;
    common::Message message;
    std::string label;   // "Change", "Paid exactly", "Paid back"
    std::string figure;  // "€11.78"
    std::string note;    // "20.00 cash given · 18.22 total · receipt printed"
    bool can_correct{true};
    bool can_correct_payment{true};
};

struct PrintAgain {};
struct ReturnIt {};        // opens the return of this receipt
struct CorrectIt {};       // takes it back and rings it up again
struct CorrectPayment {};  // it was paid with something else
struct NextSale {};
struct Action : std::variant<PrintAgain, ReturnIt, CorrectIt, CorrectPayment, NextSale> {
    using variant::variant;
};

}  // namespace till::done
