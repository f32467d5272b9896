#pragma once

#include <cstddef>
#include <string>
#include <variant>
#include <vector>

#include "app/till/screens/common/status.hpp"

namespace till::closing {

/// One means of payment to be counted.
struct Tender {
    std::string code;
    std::string name;
    std::string note;        // "98 payments"
    std::string digits;      // as typed, in minor units; empty: not counted yet
    std::string counted;     // written out
    std::string expected;    // shown once it was counted
    std::string difference;  // "agrees", "−0.50"
    int sign{0};             // of the difference
};

struct Line {
    std::string name;
    std::string count;  // may be empty
    std::string amount;
};

/// The count at the end of the day, then the Z that came of it.
struct Model {
    common::Status status;
    common::Message message;
    std::string title;
    std::vector<Tender> tenders;
    std::size_t at{0};
    std::vector<Line> figures;
    std::string held;  // "2 parked carts stay for tomorrow"; may be empty
    bool closed{false};
    std::string z_title;  // "Z 12"
    bool waiting{false};
};

struct TenderTapped {
    std::size_t index;
};
struct Moved {
    int by;
};
struct DigitsChanged {
    std::string digits;
};
struct AsExpected {};  // the chosen tender was counted and agrees
struct Confirmed {};
struct BackPressed {};
struct Action
    : std::variant<TenderTapped, Moved, DigitsChanged, AsExpected, Confirmed, BackPressed> {
    using variant::variant;
};

/// Whether every tender was counted.
bool all_counted(const Model& model);

}  // namespace till::closing
