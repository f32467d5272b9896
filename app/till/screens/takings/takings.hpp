#pragma once

#include <cstddef>
#include <string>
#include <variant>
#include <vector>

#include "app/till/screens/common/status.hpp"

namespace till::takings {

enum class Period { day, week, month, year };

struct Card {
    std::string label;
    std::string figure;
    std::string note;       // "6.2 %"
    std::string long_note;  // "6.2 % on last Saturday", where there is room
    int trend{0};           // 1 up, -1 down against the period before
};

struct HourBar {
    std::string label;
    double share{0};  // of the highest; for the height of a bar alone
    bool muted{false};
};

struct Line {
    std::string name;
    std::string count;
    std::string amount;
};

/// The takings of a day or a longer period, written out.
struct Model {
    common::Status status;
    common::Message message;
    std::string title;
    Period period{Period::day};
    bool loading{true};
    bool newest{true};  // no later period to go to
    std::vector<Card> cards;
    std::string chart_title;
    std::string chart_note;
    std::vector<HourBar> bars;
    std::vector<Line> tenders;
    std::vector<Line> departments;
    std::vector<Line> cashiers;
    std::vector<Line> margins;  // by department; empty for whoever may not see costs
    bool shift_open{false};
};

struct PeriodChosen {
    Period period;
};
struct Moved {
    int by;  // -1: the period before
};
struct InterimPressed {};
struct CloseDayPressed {};
struct BackPressed {};
struct Action : std::variant<PeriodChosen, Moved, InterimPressed, CloseDayPressed, BackPressed> {
    using variant::variant;
};

}  // namespace till::takings
