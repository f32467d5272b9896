// What an item did so far, for its page.
#include <algorithm>
#include <functional>
#include <map>
#include <set>

#include "app/office/web/audit_phrases.hpp"
#include "app/office/web/chart.hpp"
#include "app/office/web/goods.hpp"
#include "app/office/web/stock/parts.hpp"
#include "pos/locale/zone.hpp"
#include "pos/money/decimal.hpp"
#include "pos/store/office/item_days.hpp"
#include "pos/store/office/stock.hpp"

namespace app::office::web {

namespace {

namespace office = pos::store::office;
using pos::Currency;
using pos::Quantity;
using pos::report::TakingsRow;

constexpr std::int32_t kDays = 30;
constexpr std::size_t kPriceEdits = 100;

/// "2.49" as that language writes it.
Cell typed_price(const std::string& price, Currency currency) {
    if (price.empty()) return {};
    const auto read = pos::parse_unit_price(price, currency);
    return read ? price_cell(*read) : Cell{price};
}

Table edits_table(const std::vector<office::PriceEdit>& edits, Currency currency,
                  const std::vector<office::Branch>& branches, const pos::locale::Zone& zone,
                  const Words& words) {
    Table table{"price_changes", words["price_changes"], {}, {}, words["price_no_changes"]};
    for (const char* key : {"when", "branch", "before", "after", "begins", "by"}) {
        const std::string_view name{key};
        table.columns.push_back(
            {key, words[std::string{"price_edit_"} + key], name == "before" || name == "after"});
    }
    for (const auto& edit : edits) {
        // Another item's, whose number begins like this one's.
        const bool is_known =
            edit.branch.empty() ||
            std::ranges::find(branches, edit.branch, &office::Branch::code) != branches.end();
        if (!is_known) continue;
        Cell after = typed_price(edit.to, currency);
        if (edit.to.empty()) after = {"withdrawn", words["price_withdrawn"], "", Mark::warning};
        table.rows.push_back({{zone.local(edit.at)},
                              {edit.branch, edit.branch.empty() ? words["all_branches"] : ""},
                              typed_price(edit.from, currency),
                              std::move(after),
                              {edit.begins, edit.begins.empty() ? words["price_at_once"]
                                                                : audit_value(edit.begins, words)},
                              {edit.by}});
    }
    return table;
}

/// All branches together, day by day.
struct Day {
    std::int64_t net_minor{0};
    Quantity quantity{};
};
using Days = std::map<std::pair<Currency, pos::Date>, Day>;

Table days_table(const Days& days, const Words& words) {
    Table table{"item_days",
                words["by_day"],
                {{"day", words["day"]},
                 {"quantity", words["quantity"], true},
                 {"net", words["net"], true},
                 {"currency", words["currency"]}},
                {},
                words["no_takings"]};
    for (auto each = days.rbegin(); each != days.rend(); ++each) {
        const auto& [currency, day] = each->first;
        const Fields there{{"from", to_string(day)}, {"to", to_string(day)}};
        table.rows.push_back({{day, words.locale().weekday(day) + " " + words.locale().date(day),
                               "/receipts" + query_of(there)},
                              {each->second.quantity},
                              {pos::Money{each->second.net_minor, currency}},
                              {pos::code_of(currency)}});
    }
    return table;
}

Data chart_of(const Days& days, const pos::report::Days& period, Currency currency,
              const Words& words) {
    const auto& locale = words.locale();
    Day sum;
    std::vector<Point> points;
    for (pos::Date day = period.from; day <= period.to; ++day.days) {
        const auto found = days.find({currency, day});
        const Day one = found == days.end() ? Day{} : found->second;
        sum.net_minor += one.net_minor;
        sum.quantity = sum.quantity + one.quantity;
        const std::string label = locale.day_month(day);
        points.push_back({one.net_minor, label,
                          label + ": " + locale.money({one.net_minor, currency}) + ", " +
                              locale.quantity(one.quantity)});
    }
    Data chart;
    chart.set("total", locale.money({sum.net_minor, currency}));
    chart.set("about", words.with("item_sold", {{"quantity", locale.quantity(sum.quantity)}}));
    chart.set("chart", chart_svg(points, words["item_chart"]));
    return chart;
}

}  // namespace

pos::store::Answer<ItemPast> item_past(Call& call, const pos::Ulid& item, const std::string& number,
                                       const std::string& unit,
                                       const std::vector<office::Branch>& branches) {
    const Words& words = call.words;
    const auto zone = office_zone(call.db);
    if (!zone) return std::unexpected{zone.error()};
    const pos::Date today = zone->local(call.now).date;
    const pos::report::Days period{pos::Date{today.days - kDays + 1}, today};
    const auto journals = pos::store::Reader{call.db}.journals();
    if (!journals) return std::unexpected{journals.error()};
    const Currency currency = journals->empty() ? Currency{} : journals->front().currency;
    const auto edits = office::price_edits(call.db, number, kPriceEdits);
    if (!edits) return std::unexpected{edits.error()};
    const auto rows = office::item_days(call.db, period, "", number);
    if (!rows) return std::unexpected{rows.error()};
    const auto quantities = office::stock_of_item(call.db, item);
    if (!quantities) return std::unexpected{quantities.error()};

    Days days;
    std::set<Currency> currencies;
    for (const TakingsRow& row : *rows) {
        Day& day = days[{row.currency, row.day}];
        day.net_minor += row.figures.net_minor();
        day.quantity = day.quantity + row.quantity;
        currencies.insert(row.currency);
    }
    if (currencies.empty()) currencies.insert(currency);
    Data charts{Data::type::list};
    for (const Currency each : currencies) charts.push_back(chart_of(days, period, each, words));

    ItemPast past;
    past.tables.push_back(edits_table(*edits, currency, branches, *zone, words));
    past.tables.push_back(stock::branch_table("stock", *quantities, unit, number, words));
    past.tables.push_back(days_table(days, words));
    Data htmls{Data::type::list};
    for (const Table& table : past.tables) {
        Data one;
        one.set("html", to_html(table, words));
        htmls.push_back(one);
    }
    Data data;
    data.set("charts", charts);
    data.set("tables", htmls);
    data.set("t_item_chart", words["item_chart"]);
    past.html = render("item_past", std::move(data));
    return past;
}

}  // namespace app::office::web
