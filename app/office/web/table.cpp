#include "app/office/web/table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

#include "app/office/web/render.hpp"
#include "pos/money/decimal.hpp"

namespace app::office::web {

namespace {

template <class... F>
struct Overloaded : F... {
    using F::operator()...;
};

/// A text of more bytes is broken where it must be, within a word too.
constexpr std::size_t kLong = 28;

/// Whether it is an identifier that machines made, such as "DD-01M8M6A6VNPXNXM1JHZN78XH1G": nobody
/// reads it as words, so that it may be narrower than they are.
bool is_token(std::string_view text) {
    return std::ranges::all_of(
        text, [](char c) { return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-'; });
}

const char* class_of(Mark mark) {
    switch (mark) {
        case Mark::none:
            return "";
        case Mark::good:
            return "good";
        case Mark::warning:
            return "warning";
        case Mark::danger:
            return "danger";
        case Mark::muted:
            return "muted";
    }
    return "";
}

}  // namespace

std::string shown(const Value& value, const Words& words) {
    const auto& locale = words.locale();
    return std::visit(
        Overloaded{[](std::monostate) { return std::string{}; },
                   [](const std::string& text) { return text; },
                   [&](std::int64_t number) { return locale.integer(number); },
                   [](const Figure& figure) { return figure.text; },
                   [&](const pos::Money& money) { return locale.money(money); },
                   [&](const pos::Quantity& quantity) { return locale.quantity(quantity); },
                   [&](const pos::Date& date) { return locale.date(date); },
                   [&](const pos::LocalTime& time) { return locale.date_time(time); }},
        value);
}

std::string plain(const Value& value) {
    return std::visit(Overloaded{[](std::monostate) { return std::string{}; },
                                 [](const std::string& text) { return text; },
                                 [](std::int64_t number) { return std::to_string(number); },
                                 [](const Figure& figure) { return figure.text; },
                                 [](const pos::Money& money) { return to_string(money); },
                                 [](const pos::Quantity& quantity) { return to_string(quantity); },
                                 [](const pos::Date& date) { return to_string(date); },
                                 [](const pos::LocalTime& time) {
                                     return fmt::format("{}T{:02}:{:02}:{:02}",
                                                        to_string(time.date), time.hour(),
                                                        time.minute(), time.second());
                                 }},
                      value);
}

std::string to_html(const Table& table, const Words& words) {
    Data columns{Data::type::list};
    for (const Column& column : table.columns) {
        Data one;
        one.set("title", column.title);
        one.set("figure", column.is_figure);
        columns.push_back(one);
    }
    Data rows{Data::type::list};
    for (const auto& row : table.rows) {
        Data cells{Data::type::list};
        for (std::size_t i = 0; i < row.size(); ++i) {
            Data one;
            one.set("head", i == 0);
            one.set("figure", table.columns[i].is_figure);
            one.set("whole", std::holds_alternative<pos::Date>(row[i].value) ||
                                 std::holds_alternative<pos::LocalTime>(row[i].value));
            one.set("class", class_of(row[i].mark));
            one.set("link", row[i].link);
            one.set("has_link", !row[i].link.empty());
            std::string text = row[i].shown.empty() ? shown(row[i].value, words) : row[i].shown;
            const bool is_long = text.size() > kLong;
            one.set("long", is_long);
            one.set("token", is_long && is_token(text));
            one.set("shown", std::move(text));
            cells.push_back(one);
        }
        Data one;
        one.set("cells", cells);
        rows.push_back(one);
    }
    Data data;
    data.set("title", table.title);
    data.set("columns", columns);
    data.set("rows", rows);
    data.set("is_empty", table.rows.empty());
    data.set("empty", table.empty.empty() ? words["nothing_here"] : table.empty);
    return render("table", std::move(data));
}

}  // namespace app::office::web
