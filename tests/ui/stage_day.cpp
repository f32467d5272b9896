#include "tests/ui/stage_act.hpp"

#include "app/till/shell/updates.hpp"
#include "tests/ui/stage_moves.hpp"

namespace test {

namespace {

namespace prompt = till::prompt;
using till::sell::Key;

pos::report::TakingsRow row(std::int64_t gross_minor, std::int64_t sales) {
    pos::report::TakingsRow row;
    row.figures.sales = sales;
    row.figures.gross_minor = gross_minor;
    return row;
}

void takings(Till& till, till::takings::Period period) {
    one_line(till);
    auto& read = till.takings;
    const pos::Date today = till.model.now.date;
    constexpr std::int64_t kHours[] = {3, 9, 15, 18, 24, 29, 25, 20, 22, 27, 33, 24, 10, 2};
    for (int i = 0; i < 8; ++i) {
        read.hours.push_back(row(kHours[i] * 2'311, kHours[i]));
        read.hours.back().hour = 7 + i;
    }
    for (int i = 0; i < 14; ++i) {
        read.hours_before.push_back(row(kHours[i] * 2'200, kHours[i]));
        read.hours_before.back().hour = 7 + i;
    }
    const auto days = till::shell::days_of(period, today);
    for (pos::Date day = days.from; day <= today;
         day.days += period == till::takings::Period::year ? 9 : 1) {
        read.days.push_back(row(481'240 + day.days % 7 * 43'000, 287));
        read.days.back().day = day;
        read.days.back().figures.refunds = 4;
        read.days.back().figures.refunded_minor = 6'410;
        read.days_before.push_back(row(453'100, 276));
    }
    const auto named = [](auto& rows, const char* name, std::int64_t minor, std::int64_t count) {
        rows.push_back(row(minor, count));
        rows.back().code = name;
        rows.back().name = name;
        rows.back().payments = count;
    };
    named(read.tenders, "Card", 320'418, 182);
    named(read.tenders, "Cash", 146'662, 98);
    named(read.tenders, "Voucher", 9'240, 5);
    named(read.departments, "Fruit & veg", 110'275, 160);
    named(read.departments, "Dairy", 87'431, 201);
    named(read.departments, "Household, cleaning and everything for the garden", 64'002, 12);
    named(read.cashiers, "Anna K.", 300'001, 170);
    named(read.cashiers, "Maximiliane von und zu Hohenlohe-Langenburg", 181'239, 117);
    till.press(Key::takings);
    till.act(till::takings::Action{till::takings::PeriodChosen{period}});
    till.answer_all();
}

void count(Till& till) {
    usual(till);
    stored(till, Key::exact_cash);
    till.scan("111");
    till.press(Key::card);
    till.answer_all();
    till.scan("101");
    stored(till, Key::hold);
    till.press(Key::close_day);
    till.act(till::closing::Action{till::closing::DigitsChanged{"6900"}});
}
void close(Till& till) {
    count(till);
    till.act(till::closing::Action{till::closing::TenderTapped{1}});
    till.act(till::closing::Action{till::closing::AsExpected{}});
    till.act(till::closing::Action{till::closing::Confirmed{}});
    till.answer_all();
}

/// The morning after a day that nobody closed.
void next_morning(Till& till) {
    till.open_till();
    auto context = till.context();
    context.stamp.local.date.days += 1;
    (void)till::shell::update(till.model, till::shell::ClockTicked{}, context);
}

constexpr Act kActs[] = {
    {"sell_day_open", next_morning},
    {"opening", [](Till&) {}},
    {"opening_typed",
     [](Till& t) {
         t.act(till::opening::Action{till::opening::Prompted{prompt::Typed{"150.00"}}});
     }},
    {"opening_after_close",
     [](Till& t) {
         close(t);
         t.act(till::closing::Action{till::closing::Confirmed{}});
     }},
    {"takings_loading", [](Till& t) { one_line(t), t.press(Key::takings); }},
    {"takings_nothing", [](Till& t) { one_line(t), t.press(Key::takings), t.answer_all(); }},
    {"takings_day", [](Till& t) { takings(t, till::takings::Period::day); }},
    {"takings_week", [](Till& t) { takings(t, till::takings::Period::week); }},
    {"takings_month", [](Till& t) { takings(t, till::takings::Period::month); }},
    {"takings_year", [](Till& t) { takings(t, till::takings::Period::year); }},
    {"takings_dinar", [](Till& t) { takings(t, till::takings::Period::day); }, "KWD"},
    {"closing", [](Till& t) { usual(t), t.press(Key::close_day); }},
    {"closing_counted", count},
    {"closing_closed", close},
};

}  // namespace

std::span<const Act> day_acts() {
    return kActs;
}

}  // namespace test
