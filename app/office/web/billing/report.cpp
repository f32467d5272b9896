// How business goes: what was billed by month and by charge, and what meters counted, for any days.
#include <map>
#include <tuple>

#include "app/office/web/billing/document_tables.hpp"
#include "app/office/web/billing/parts.hpp"
#include "app/office/web/period.hpp"
#include "pos/store/billing/revenue.hpp"

namespace app::office::web::billing {

namespace {

namespace stored = pos::store::billing;

struct Sum {
    std::int64_t lines{0};
    std::int64_t net_minor{0};
    std::int64_t tax_minor{0};

    void add(const stored::RevenueRow& row) {
        lines += row.lines;
        net_minor += row.net_minor;
        tax_minor += row.tax_minor;
    }
    void put(std::vector<Cell>& cells, const std::string& currency) const {
        const pos::Currency known = currency_of_text(currency);
        cells.push_back({lines});
        cells.push_back({pos::Money{net_minor, known}});
        cells.push_back({pos::Money{tax_minor, known}});
        cells.push_back({code_of(known)});
    }
};

Table months_table(const std::vector<stored::RevenueRow>& rows, const Words& words) {
    Table table{
        "months",
        words["billing_report_months"],
        columns(words, {"month", "lines", "net", "tax", "currency"}, {"lines", "net", "tax"}),
        {},
        words["billing_report_nothing"]};
    std::map<std::pair<std::string, pos::Date>, Sum> sums;  // by the month's first day
    for (const auto& row : rows) {
        const auto parts = split(row.issued_on);
        sums[{row.currency, pos::make_date(parts.year, parts.month, 1)}].add(row);
    }
    for (const auto& [key, sum] : sums) {
        auto& cells = table.rows.emplace_back();
        cells.push_back({to_string(key.second).substr(0, 7), words.locale().month(key.second)});
        sum.put(cells, key.first);
    }
    return table;
}

Table charges_table(const std::vector<stored::RevenueRow>& rows, const Words& words) {
    Table table{"charges",
                words["billing_report_charges"],
                columns(words, {"plan", "charge", "kind", "lines", "net", "tax", "currency"},
                        {"lines", "net", "tax"}),
                {},
                words["billing_report_nothing"]};
    using Key = std::tuple<std::string, std::string, std::string, int>;
    std::map<Key, Sum> sums;
    for (const auto& row : rows) {
        sums[{row.currency, row.plan, row.charge, static_cast<int>(row.kind)}].add(row);
    }
    for (const auto& [key, sum] : sums) {
        const auto& [currency, plan, charge, kind] = key;
        pos::journal::DocumentLine line;
        line.kind = static_cast<decltype(line.kind)>(kind);
        auto& cells = table.rows.emplace_back();
        cells.push_back(plan.empty() ? Cell{"", "–", "", Mark::muted} : Cell{plan});
        cells.push_back({charge});
        cells.push_back({item_text(line), words[item_text(line)]});
        sum.put(cells, currency);
    }
    return table;
}

Table meters_table(const std::vector<stored::ConsumptionRow>& rows, const Words& words) {
    Table table{"meters",
                words["billing_report_meters"],
                columns(words, {"meter", "records", "quantity"}, {"records", "quantity"}),
                {},
                words["billing_report_unused"]};
    for (const auto& row : rows) {
        table.rows.push_back(
            {{row.meter}, {row.records}, {pos::Quantity{row.quantity_millionths}}});
    }
    return table;
}

/// The month that is over, unless the address names days.
Period period_of(const Fields& query, pos::Date today) {
    Fields asked = query;
    if (field(query, "from").empty() && field(query, "to").empty()) {
        const auto parts = split(today);
        const pos::Date last{pos::make_date(parts.year, parts.month, 1).days - 1};
        const auto before = split(last);
        asked["from"] = to_string(pos::make_date(before.year, before.month, 1));
        asked["to"] = to_string(last);
    }
    return read_period(asked, today);
}

}  // namespace

Answer report_page(Call& call) {
    const Words& words = call.words;
    const auto zone = office_zone(call.db);
    if (!zone) return zone.error();
    const Period period = period_of(call.query, zone->local(call.now).date);
    const auto revenue = stored::revenue(call.db, period.days.from, period.days.to);
    if (!revenue) return revenue.error();
    const auto used = stored::consumption(call.db, zone->start_of_day(period.days.from),
                                          zone->start_of_day(pos::Date{period.days.to.days + 1}));
    if (!used) return used.error();
    std::vector<Table> tables{months_table(*revenue, words), charges_table(*revenue, words),
                              meters_table(*used, words)};
    Data htmls{Data::type::list};
    for (std::size_t i = 0; i < tables.size(); ++i) {
        Data one;
        one.set("html", html_less(i < 2 ? 1 : 0, tables[i], words));
        htmls.push_back(one);
    }
    Data data;
    data.set("places", places_html(call));
    data.set("title", words["billing_report"]);
    data.set("about", words["billing_report_about"]);
    data.set("from", to_string(period.days.from));
    data.set("to", to_string(period.days.to));
    data.set("tables", htmls);
    for (const char* text : {"from", "to", "show"}) {
        data.set(std::string{"t_"} + text, words[text]);
    }
    Page page{.title = words["billing_report"],
              .body = render("billing_report", std::move(data)),
              .file_name = "revenue"};
    page.tables = std::move(tables);
    return page;
}

}  // namespace app::office::web::billing
