// Takings of a period, read from the roll-ups alone.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "app/office/web/branch_choices.hpp"
#include "app/office/web/chart.hpp"
#include "app/office/web/page.hpp"
#include "app/office/web/period.hpp"
#include "pos/money/decimal.hpp"
#include "pos/money/wide.hpp"
#include "pos/store/office/branch_takings.hpp"
#include "pos/store/office/terminals.hpp"
#include "pos/store/reader.hpp"

namespace app::office::web {

namespace {

using pos::Currency;
using pos::report::TakingsBy;
using pos::report::TakingsRow;
using Rows = std::vector<TakingsRow>;

/// So many items are shown, those that brought in most.
constexpr std::int64_t kItems = 200;

struct Overview {
    Call& call;
    Period period;
    std::string branch;
    std::vector<pos::store::office::Branch> branches;
    Rows by_branch, before, by_day, by_hour, by_department, by_tender, by_cashier, by_item;
    std::vector<Currency> currencies;

    pos::store::Answer<void> read();
    std::string money(std::int64_t minor, Currency currency) const {
        return call.words.locale().money({minor, currency});
    }
    Table table(const char* key, const char* first, const Rows& rows,
                const std::function<Cell(const TakingsRow&)>& name) const;
    Table branch_table() const;
    Table day_table() const;
    Table item_table() const;
    std::vector<Table> tables() const;
    Cell change(std::int64_t now_minor, std::int64_t then_minor) const;
    Data card(const std::string& title, const std::string& figure, const Cell& below) const;
    Data section(Currency currency) const;
    std::string filters() const;
};

/// The sum of one currency.
pos::journal::Takings total_of(const Rows& rows, Currency currency) {
    pos::journal::Takings sum;
    for (const auto& row : rows) {
        if (row.currency == currency) sum += row.figures;
    }
    return sum;
}

pos::store::Answer<void> Overview::read() {
    auto known = pos::store::office::branches(call.db);
    if (!known) return std::unexpected{std::move(known.error())};
    branches = std::move(*known);
    struct Wanted {
        Rows& to;
        TakingsBy by;
    };
    const Wanted wanted[] = {{by_day, TakingsBy::day},
                             {by_hour, TakingsBy::hour},
                             {by_department, TakingsBy::department},
                             {by_tender, TakingsBy::tender},
                             {by_cashier, TakingsBy::cashier}};
    // One snapshot, so that every part adds up to the same.
    auto snapshot =
        pos::store::db::Transaction::begin(call.db, pos::store::db::TransactionKind::read);
    if (!snapshot) return pos::store::store_error(std::move(snapshot.error()));
    for (const Wanted& one : wanted) {
        auto rows = pos::store::office::branch_takings(call.db, period.days, one.by, branch);
        if (!rows) return std::unexpected{std::move(rows.error())};
        one.to = std::move(*rows);
    }
    for (auto& [to, days] : {std::pair<Rows&, pos::report::Days>{by_branch, period.days},
                             std::pair<Rows&, pos::report::Days>{before, period.before}}) {
        auto rows = pos::store::office::branch_totals(call.db, days, branch);
        if (!rows) return std::unexpected{std::move(rows.error())};
        to = std::move(*rows);
    }
    std::set<Currency> found;
    for (const Rows* rows : {&by_branch, &before}) {
        for (const auto& row : *rows) found.insert(row.currency);
    }
    currencies.assign(found.begin(), found.end());
    return {};
}

Cell Overview::change(std::int64_t now_minor, std::int64_t then_minor) const {
    if (then_minor <= 0) return {std::monostate{}, call.words["no_comparison"], "", Mark::muted};
    // Tenths of a per cent, rounded half away from zero; far beyond sense it stays at the limit.
    const auto exact = static_cast<pos::Wide>(now_minor - then_minor) * 2'000 / then_minor;
    const auto tenths = static_cast<std::int64_t>(
        std::clamp<pos::Wide>((exact + (exact < 0 ? -1 : 1)) / 2, -99'999, 99'999));
    const std::string figure =
        call.words.locale().decimal(tenths < 0 ? -tenths : tenths, 1, 1) + " %";
    if (tenths == 0) return {Figure{"0.0"}, "= " + figure, "", Mark::muted};
    return {Figure{fmt::format("{}{}.{}", tenths < 0 ? "-" : "", std::abs(tenths) / 10,
                               std::abs(tenths) % 10)},
            fmt::format("{} {}", tenths < 0 ? "▼ −" : "▲ +", figure), "",
            tenths < 0 ? Mark::danger : Mark::good};
}

Table Overview::table(const char* key, const char* first, const Rows& rows,
                      const std::function<Cell(const TakingsRow&)>& name) const {
    const Words& words = call.words;
    Table made{key, words[key], {{first, words[first]}}, {}, words["no_takings"]};
    for (const char* column : {"net", "sales", "refunds", "gross", "refunded"}) {
        made.columns.push_back({column, words[column], true});
    }
    made.columns.push_back({"currency", words["currency"]});
    for (const auto& row : rows) {
        const auto amount = [&](std::int64_t minor) {
            return Cell{pos::Money{minor, row.currency}};
        };
        made.rows.push_back({name(row),
                             amount(row.figures.net_minor()),
                             {row.figures.sales},
                             {row.figures.refunds},
                             amount(row.figures.gross_minor),
                             amount(row.figures.refunded_minor),
                             {pos::code_of(row.currency)}});
    }
    return made;
}

/// The period's sum of each branch, beside that of the days before.
Table Overview::branch_table() const {
    using Key = std::pair<std::string, Currency>;
    std::map<Key, std::pair<TakingsRow, TakingsRow>> sums;
    for (const auto& row : by_branch) sums[{row.branch, row.currency}].first.figures += row.figures;
    for (const auto& row : before) sums[{row.branch, row.currency}].second.figures += row.figures;
    Rows rows;
    for (const auto& [key, sum] : sums) {
        TakingsRow row = sum.first;
        row.branch = key.first;
        row.currency = key.second;
        rows.push_back(std::move(row));
    }
    Table made = table("by_branch", "branch", rows, [&](const TakingsRow& row) {
        const auto known =
            std::ranges::find(branches, row.branch, &pos::store::office::Branch::code);
        const bool named = known != branches.end() && !known->name.empty();
        Fields there = call.query;
        there["branch"] = row.branch;
        return Cell{row.branch, named ? row.branch + " · " + known->name : row.branch,
                    "/overview" + query_of(there)};
    });
    made.columns.push_back({"before", call.words["before"], true});
    made.columns.push_back({"change", call.words["change"], true});
    auto sum = sums.begin();
    for (auto& row : made.rows) {
        const auto now_minor = sum->second.first.figures.net_minor();
        const auto then_minor = sum->second.second.figures.net_minor();
        row.push_back({pos::Money{then_minor, sum->first.second}});
        row.push_back(change(now_minor, then_minor));
        ++sum;
    }
    return made;
}

Table Overview::day_table() const {
    return table("by_day", "day", by_day, [&](const TakingsRow& row) {
        Fields there{{"from", to_string(row.day)}, {"to", to_string(row.day)}, {"branch", branch}};
        return Cell{row.day,
                    call.words.locale().weekday(row.day) + " " + call.words.locale().date(row.day),
                    "/receipts" + query_of(there)};
    });
}

Table Overview::item_table() const {
    Table made =
        table("by_item", "item", by_item, [](const TakingsRow& row) { return Cell{row.name}; });
    made.columns.insert(made.columns.begin() + 1, {{"goods_number", call.words["goods_number"]},
                                                   {"quantity", call.words["quantity"], true}});
    auto row = by_item.begin();
    for (auto& cells : made.rows) {
        const Cell quantity{Figure{to_string(row->quantity)},
                            call.words.locale().quantity(row->quantity)};
        cells.insert(cells.begin() + 1, {Cell{row->code}, quantity});
        ++row;
    }
    return made;
}

std::vector<Table> Overview::tables() const {
    const auto named = [this](const TakingsRow& row) {
        const std::string& name = row.name.empty() ? row.code : row.name;
        if (name.empty()) return Cell{name, call.words["unnamed"], "", Mark::muted};
        return Cell{name};
    };
    std::vector<Table> made;
    made.push_back(branch_table());
    made.push_back(day_table());
    made.push_back(table("by_hour", "hour", by_hour, [](const TakingsRow& row) {
        return Cell{std::int64_t{row.hour}, fmt::format("{:02}:00–{:02}:59", row.hour, row.hour)};
    }));
    made.push_back(table("by_department", "department", by_department, named));
    made.push_back(table("by_tender", "tender", by_tender, named));
    made.push_back(table("by_cashier", "cashier", by_cashier, named));
    return made;
}

Data Overview::card(const std::string& title, const std::string& figure, const Cell& below) const {
    Data one;
    one.set("title", title);
    one.set("figure", figure);
    one.set("below", below.shown);
    one.set("class", below.mark == Mark::good     ? "good"
                     : below.mark == Mark::danger ? "danger"
                                                  : "muted");
    return one;
}

/// Cards and chart of one currency.
Data Overview::section(Currency currency) const {
    const Words& words = call.words;
    const auto sum = total_of(by_branch, currency);
    const auto then = total_of(before, currency);
    const auto basket = [](const pos::journal::Takings& of) {
        return of.sales == 0 ? 0 : of.gross_minor / of.sales;
    };
    Data cards{Data::type::list};
    cards.push_back(card(words["takings"], money(sum.net_minor(), currency),
                         change(sum.net_minor(), then.net_minor())));
    cards.push_back(
        card(words["sales"], words.locale().integer(sum.sales), change(sum.sales, then.sales)));
    cards.push_back(
        card(words["basket"], money(basket(sum), currency), change(basket(sum), basket(then))));
    cards.push_back(
        card(words["refunded"], money(sum.refunded_minor, currency),
             {std::monostate{},
              words.with("refund_count", {{"count", words.locale().integer(sum.refunds)}})}));
    std::vector<Point> points;
    const auto add = [&](std::int64_t minor, std::string label) {
        points.push_back({minor, label, label + ": " + money(minor, currency)});
    };
    if (period.is_one_day()) {
        std::map<int, std::int64_t> hours;
        for (const auto& row : by_hour) {
            if (row.currency == currency) hours[row.hour] = row.figures.net_minor();
        }
        const int first = hours.empty() ? 8 : std::min(8, hours.begin()->first);
        const int last = hours.empty() ? 20 : std::max(20, hours.rbegin()->first);
        for (int hour = first; hour <= last; ++hour)
            add(hours[hour], fmt::format("{:02}:00", hour));
    } else {
        std::map<pos::Date, std::int64_t> days;
        for (const auto& row : by_day) {
            if (row.currency == currency) days[row.day] += row.figures.net_minor();
        }
        for (pos::Date day = period.days.from; day <= period.days.to; ++day.days) {
            add(days[day], words.locale().day_month(day));
        }
    }
    const std::string title = words[period.is_one_day() ? "chart_hours" : "chart_days"];
    Data one;
    one.set("currency", currencies.size() > 1 ? pos::code_of(currency) : "");
    one.set("has_currency", currencies.size() > 1);
    one.set("cards", cards);
    one.set("chart_title", title);
    // A line on which nothing stands is no picture.
    const bool has_chart =
        std::ranges::any_of(points, [](const Point& point) { return point.value != 0; });
    one.set("has_chart", has_chart);
    if (has_chart) one.set("chart", chart_svg(points, title));
    return one;
}

std::string Overview::filters() const {
    Data periods{Data::type::list};
    for (const char* name : {"today", "yesterday", "week", "month"}) {
        Data one;
        one.set("link", "/overview" + query_of({{"period", name}, {"branch", branch}}));
        one.set("name", call.words[std::string{"period_"} + name]);
        one.set("current", period.name == name);
        periods.push_back(one);
    }
    Data data;
    data.set("periods", periods);
    data.set("branches", branch_choices(branches, branch));
    data.set("from", to_string(period.days.from));
    data.set("to", to_string(period.days.to));
    for (const char* text : {"from", "to", "branch", "all_branches", "show", "period"}) {
        data.set(std::string{"t_"} + text, call.words[text]);
    }
    return render("overview_filters", data);
}

std::string shown(const Words& words, const pos::report::Days& days) {
    const auto& locale = words.locale();
    if (days.from == days.to) return locale.long_date(days.from);
    return locale.date(days.from) + " – " + locale.date(days.to);
}

std::string file_name(const char* what, const pos::report::Days& days) {
    return fmt::format("{}-{}-{}", what, to_string(days.from), to_string(days.to));
}

}  // namespace

Answer overview_items_page(Call& call) {
    const auto zone = office_zone(call.db);
    if (!zone) return zone.error();
    Overview overview{.call = call,
                      .period = read_period(call.query, zone->local(call.now).date),
                      .branch = field(call.query, "branch")};
    auto items = pos::store::office::item_takings(call.db, overview.period.days, overview.branch,
                                                  call.is_export ? kExportRowsMax : kItems);
    if (!items) return items.error();
    overview.by_item = std::move(*items);
    const Words& words = call.words;
    Page page{.title = words["by_item_link"]};
    page.tables.push_back(overview.item_table());
    page.file_name = file_name("items", overview.period.days);
    if (call.is_export) return page;
    Data data;
    data.set("title", page.title);
    data.set("overview", "/overview" + query_of(call.query));
    data.set("t_overview", words["overview"]);
    data.set("about", overview.branch.empty()
                          ? shown(words, overview.period.days)
                          : shown(words, overview.period.days) + " · " + overview.branch);
    data.set("table", to_html(page.tables.front(), words));
    page.body = render("overview_items", std::move(data));
    return page;
}

Answer overview_page(Call& call) {
    const auto zone = office_zone(call.db);
    if (!zone) return zone.error();
    Overview overview{.call = call,
                      .period = read_period(call.query, zone->local(call.now).date),
                      .branch = field(call.query, "branch")};
    if (auto read = overview.read(); !read) return read.error();
    const Words& words = call.words;
    const auto& period = overview.period;
    if (overview.currencies.empty()) {
        const auto journals = pos::store::Reader{call.db}.journals();
        if (!journals) return journals.error();
        if (!journals->empty()) overview.currencies.push_back(journals->front().currency);
    }
    Data sections{Data::type::list};
    for (const Currency currency : overview.currencies)
        sections.push_back(overview.section(currency));
    Page page{.title = words["overview"], .tables = overview.tables()};
    Data tables{Data::type::list};
    for (const Table& table : page.tables) {
        if (table.rows.empty()) continue;
        Data one;
        one.set("html", to_html(table, words));
        tables.push_back(one);
    }
    Data data;
    data.set("title", words["overview"]);
    data.set("filters", overview.filters());
    data.set("about", words.with("overview_about", {{"days", shown(words, period.days)},
                                                    {"before", shown(words, period.before)}}));
    data.set("note", words["overview_note"]);
    data.set("sections", sections);
    data.set("items", "/overview/items" + query_of(call.query));
    data.set("t_items", words["by_item_link"]);
    data.set("has_margin", call.is_manager());
    data.set("margin", "/overview/margin" + query_of(call.query));
    data.set("t_margin", words["margin"]);
    data.set("tables", tables);
    data.set("has_none", overview.by_day.empty());
    bool has_till = true;
    if (overview.by_day.empty()) {
        const auto tills = pos::store::office::terminals(call.db);
        if (!tills) return tills.error();
        has_till = !tills->empty();
    }
    data.set("none", words[has_till ? "overview_none" : "overview_no_till"]);
    data.set("t_terminals", words["terminals"]);
    page.body = render("overview", std::move(data));
    page.file_name = file_name("takings", period.days);
    return page;
}

}  // namespace app::office::web
