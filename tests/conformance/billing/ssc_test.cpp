// Goal: agree with published yearly bills of a household and a shop with generation of their own:
// periods by month and hour, daily tiers, demand, net billing, credits carried on, minimums.
// Method: each tariff becomes one request to `counterfoil explain` over its 8,760 or 35,040
// intervals, with and without generation; each published fact is compared within its tolerance.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <optional>
#include <sstream>
#include <stdexcept>

#include "pos/money/decimal.hpp"
#include "tests/conformance/billing/adapter.hpp"

using tests::Differences;
using tests::Json;
using tests::Request;

namespace {

const char* const kFile = "tariffs-ssc.json";

/// What the file has beside its cases: tables of periods, and series of kilowatts.
struct File {
    Json schedules;
    std::map<std::string, std::vector<std::string>> series;
};
File g_file;

void read_series(const std::string& path) {
    std::istringstream lines{tests::read_unpacked(path)};
    std::vector<std::vector<std::string>*> columns;
    std::string cell;
    std::string line;
    std::getline(lines, line);
    for (std::istringstream heads{line}; std::getline(heads, cell, ',');) {
        columns.push_back(&g_file.series[cell]);
    }
    while (std::getline(lines, line)) {
        std::istringstream cells{line};
        for (std::size_t i = 0; std::getline(cells, cell, ','); ++i) columns.at(i)->push_back(cell);
    }
}

std::string clock_of(int hour) {
    return (hour < 10 ? "0" : "") + std::to_string(hour) + ":00";
}

/// The hours of one period in a table of 12 × 24, as slots: runs of hours, months alike together.
void add_slots(Request& slots, const Json& table, int period, const Request& days,
               const std::string& price) {
    std::map<std::pair<int, int>, Request> months;  // of each run of hours
    for (int month = 0; month < 12; ++month) {
        for (int hour = 0; hour < 24;) {
            int end = hour;
            while (end < 24 &&
                   table.at(static_cast<std::size_t>(month)).at(static_cast<std::size_t>(end)) ==
                       period)
                ++end;
            if (end > hour) months[{hour, end}].push_back(month + 1);
            hour = std::max(end, hour + 1);
        }
    }
    for (const auto& [hours, in] : months) {
        slots.push_back({{"months", in},
                         {"days", days},
                         {"from", clock_of(hours.first)},
                         {"to", clock_of(hours.second)},
                         {"price", price}});
    }
}

Request slots_of(const Json& weekday, const Json& weekend, int period, const std::string& price) {
    Request slots = Request::array();
    add_slots(slots, weekday, period, {"mon", "tue", "wed", "thu", "fri"}, price);
    add_slots(slots, weekend, period, {"sat", "sun"}, price);
    return slots;
}

/// Energy and export of each period.
void add_energy(Request& components, const Json& energy) {
    const Json& weekday = g_file.schedules.at(energy.at("weekday").get<std::string>());
    const Json& weekend = g_file.schedules.at(energy.at("weekend").get<std::string>());
    std::map<std::string, std::pair<Request, Request>> periods;
    std::map<std::string, std::string> bound;
    std::map<std::string, std::string> bound_by_demand;
    for (const Json& rate : energy.at("rates")) {
        const std::string name = rate.at("period");
        auto& [buy, sell] = periods[name];
        const std::string unit = rate.at("up_to_unit");
        if (buy.is_null()) {
            buy = {{"name", "energy " + name}, {"kind", "energy"}, {"tier_by", "shared_total"}};
            sell = {{"name", "export " + name}, {"kind", "export"}, {"tier_by", "shared_total"}};
            bound[name] = "0";
            // A first row by demand only says how far the tiers below it reach.
            if (unit == "kWh/kW") {
                bound_by_demand[name] = rate.at("up_to");
                continue;
            }
        }
        const bool by_demand = unit == "kWh/kW";
        std::string& above = by_demand ? bound_by_demand[name] : bound[name];
        for (auto* component : {&buy, &sell}) {
            const std::string price = rate.at(component == &buy ? "buy" : "sell");
            (*component)["above_per"] = unit == "kWh/day" ? "day" : "month";
            (*component)["tiers"].push_back(
                {{by_demand ? "above_for_each_kw" : "above", above},
                 {"slots", slots_of(weekday, weekend, std::stoi(name), price)}});
        }
        above = rate.at("up_to");
    }
    for (const auto& [name, both] : periods) {
        components.push_back(both.first);
        components.push_back(both.second);
    }
}

void add_tier(std::map<std::string, Request>& components, const std::string& name,
              std::map<std::string, std::string>& bound, const Json& row, const Request& slots) {
    Request& component = components[name];
    if (component.is_null()) {
        component = {{"name", name}, {"kind", "demand"}};
        bound[name] = "0";
    }
    component["tiers"].push_back({{"above", bound[name]}, {"slots", slots}});
    bound[name] = row.at("up_to_kw");
}

void add_demand(Request& components, const Json& demand) {
    const Json& weekday = g_file.schedules.at(demand.at("weekday").get<std::string>());
    const Json& weekend = g_file.schedules.at(demand.at("weekend").get<std::string>());
    std::map<std::string, Request> made;
    std::map<std::string, std::string> bound;
    for (const Json& row : demand.at("tou")) {
        const std::string period = row.at("period");
        add_tier(made, "demand " + period, bound, row,
                 slots_of(weekday, weekend, std::stoi(period), row.at("per_kw")));
    }
    for (const Json& row : demand.at("flat")) {
        const std::string month = row.at("month");
        add_tier(made, "demand of month " + month, bound, row,
                 {{{"months", {std::stoi(month)}}, {"price", row.at("per_kw")}}});
    }
    for (const auto& [name, component] : made) components.push_back(component);
}

void put_metering(Request& request, const Json& tariff) {
    const std::string how = tariff.at("export");
    if (how == "buy all, sell all") {
        request["metering"] = "separate";
    } else if (how.starts_with("net billing")) {
        request["metering"] = "net_each_interval";
        const bool carried = how.contains("carried to the next month");
        const bool same = tests::flag_or(tariff, "credit_usable_in_same_month", false);
        if (carried) request["credit_pays"] = same ? "from_same_month_on" : "later_months";
    } else if (how.contains("surplus kWh carried")) {
        request["metering"] = "net_each_month";
        tests::copy(tariff, "true_up_per_kwh", request, "surplus_price");
        request["surplus_of"] = "all_energy";
        if (tests::flag_or(tariff, "surplus_rolls_past_true_up", false)) {
            request["at_true_up"] = "credited";
            request["credit_pays"] = "later_months";
        }
    } else {
        throw std::runtime_error{"another way of metering: " + how};
    }
    request["true_up_month"] = std::stoi(tests::text_or(tariff, "true_up_month", "12"));
}

/// Every value as often as the finer series needs.
Request series_of(const std::string& name, std::size_t count) {
    const auto& given = g_file.series.at(name);
    Request series = Request::array();
    for (const std::string& value : given) {
        for (std::size_t i = 0; i < count / given.size(); ++i) series.push_back(value);
    }
    return series;
}

/// Each month's peak counts with its own percentage.
Request ratchet_of(const Json& given) {
    Request ratchet{{"minimum_kw", given.at("minimum_kw")},
                    {"months_back", given.at("lookback_months")}};
    for (const Json& month : given.at("billing_demand_lookback_percentages")) {
        ratchet["percent_by_month"].push_back(Request(month.at(0)));
    }
    for (const Json& peak : given.at("peaks_of_the_year_before_kw")) {
        ratchet["earlier_kw"].push_back(Request(peak.at(0)));
    }
    return ratchet;
}

Request request_of(const Json& input, bool generation) {
    const Json& tariff = input.at("tariff");
    Request request{{"kind", "tariff"}, {"start", "2018-01-01T00:00:00Z"}};
    request["components"] = Request::array();
    if (tariff.contains("fixed_per_month")) {
        request["components"].push_back(
            {{"name", "fixed"}, {"kind", "fixed"}, {"price", tariff.at("fixed_per_month")}});
    }
    add_energy(request["components"], tariff.at("energy"));
    if (tariff.contains("demand")) add_demand(request["components"], tariff.at("demand"));
    if (tariff.contains("billing_demand")) {
        request["billed_demand"] = ratchet_of(tariff.at("billing_demand"));
    }
    put_metering(request, tariff);
    tests::copy(tariff, "minimum_per_month", request, "minimum_per_month");
    tests::copy(tariff, "minimum_per_year", request, "minimum_per_year");
    const std::string load = input.at("load_kw");
    const std::string made = input.at("generation_kw");
    const std::size_t count =
        std::max(g_file.series.at(load).size(), g_file.series.at(made).size());
    request["minutes"] = count > 8'760 ? 15 : 60;
    request["load_kw"] = series_of(load, count);
    if (generation) request["generation_kw"] = series_of(made, count);
    return request;
}

/// One day, with demand by the hour.
Differences one_day(const Json& json) {
    const Json& input = json.at("input");
    Request request{{"kind", "tariff"}, {"start", "2018-01-02T00:00:00Z"}};
    request["load_kw"] = Request(input.at("load_kw_by_hour"));
    std::map<std::string, Request> made;
    std::map<std::string, std::string> bound;
    const Json& demand = input.at("tariff").at("demand");
    for (const Json& row : demand.at("tou")) {
        const std::string hours =
            demand.at("weekday_hours").at(row.at("period").get<std::string>());
        Request slots = Request::array();
        if (hours == "15-19") {
            slots.push_back({{"from", "15:00"}, {"to", "20:00"}, {"price", row.at("per_kw")}});
        } else {
            slots.push_back({{"from", "00:00"}, {"to", "15:00"}, {"price", row.at("per_kw")}});
            slots.push_back({{"from", "20:00"}, {"to", "24:00"}, {"price", row.at("per_kw")}});
        }
        add_tier(made, row.at("period"), bound, row, slots);
    }
    for (const auto& [name, component] : made) request["components"].push_back(component);
    Differences differences;
    const Json& fact = json.at("expected").at(0);
    tests::compare_near(differences, "demand_charge", fact.at("value"),
                        tests::answered(request).at("total"), fact.at("tolerance"));
    return differences;
}

std::string fact_of(const Json& fact, const Request& with, const Request& without) {
    const std::string name = fact.at("fact");
    if (name == "bill_year_without_generation") return without.at("total");
    if (name == "bill_year_with_generation") return with.at("total");
    static const std::map<std::string, const char*> kOfMonth{
        {"true_up_paid", "paid_out"},
        {"credit_applied", "credit_applied"},
        {"sold", "sold"},
        {"bill_month_with_generation", "total"},
        {"minimum_charge_added", "minimum_added"}};
    const bool generated = !name.ends_with("without_generation");
    const auto month = static_cast<std::size_t>(std::stoi(tests::text_or(fact, "month", "1")));
    const Request& bill = (generated ? with : without).at("months").at(month - 1);
    if (name == "bill_month_without_generation") return bill.at("total");
    if (name == "billing_demand_kw_without_generation") return bill.at("billed_demand_kw");
    if (name.starts_with("kwh_in_tier_")) {
        // Only tiers that were reached have a column there.
        int column = std::stoi(fact.at("tier_column").get<std::string>());
        for (const Request& component : bill.at("components")) {
            if (component.at("name") != "energy " + fact.at("period").get<std::string>()) continue;
            for (const Request& tier : component.at("tiers")) {
                if (tier.at("quantity") != "0" && --column == 0) return tier.at("quantity");
            }
        }
    }
    const auto found = kOfMonth.find(name);
    if (found == kOfMonth.end()) throw std::runtime_error{"another fact: " + name};
    if (name == "bill_month_with_generation") {
        // The published bill of a month is told before what is paid out.
        return to_string(*pos::parse_exact(bill.at("total").get<std::string>()) +
                         *pos::parse_exact(bill.at("paid_out").get<std::string>()));
    }
    return bill.at(found->second);
}

Differences check(const Json& json) {
    const Json& input = json.at("input");
    if (!input.contains("load_kw")) return one_day(json);
    const Request with = tests::answered(request_of(input, true));
    const Request without = tests::answered(request_of(input, false));
    Differences differences;
    for (const Json& fact : json.at("expected")) {
        std::string what = fact.at("fact");
        if (fact.contains("month")) what += " of month " + fact.at("month").get<std::string>();
        tests::compare_near(differences, what, fact.at("value"), fact_of(fact, with, without),
                            fact.at("tolerance"));
    }
    return differences;
}

}  // namespace

TEST(TariffsOfSsc, published_cases) {
    const auto cases = tests::published_cases(kFile);
    if (cases.empty()) GTEST_SKIP() << "COUNTERFOIL_DATA is not set";
    const std::string folder = tests::data_folder() + "/conformance/";
    g_file.schedules = tests::read_json(folder + kFile).at("schedules");
    read_series(folder + "tariffs-ssc-series-hourly.csv.zst");
    read_series(folder + "tariffs-ssc-series-15min.csv.zst");
    tests::run_cases("billing", kFile, cases, check);
}
