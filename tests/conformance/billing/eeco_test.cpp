// Goal: agree with published costs of electricity and gas tariffs: prices by season, weekday and
// hour, tiers by cumulated energy, demand of a window, what was billed before.
// Method: each case becomes requests to `counterfoil explain`, one for each utility; its prices by
// interval or its costs are compared to six places.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <stdexcept>

#include "pos/money/decimal.hpp"
#include "tests/conformance/billing/adapter.hpp"

using tests::Differences;
using tests::Json;
using tests::Request;

namespace {

const char* const kFile = "tariffs-eeco.json";
const char* const kTolerance = "0.000001";

Json g_tariffs;  // of the file, by name

/// [["0.05", "64"], …] or {"from": "0", "step": "1", "count": 96}
Request series_of(const Json& given) {
    Request series = Request::array();
    if (given.is_object()) {
        const pos::Exact step = *pos::parse_exact(given.at("step").get<std::string>());
        pos::Exact at = *pos::parse_exact(given.at("from").get<std::string>());
        for (int i = 0; i < given.at("count").get<int>(); ++i, at += step) {
            series.push_back(to_string(at));
        }
        return series;
    }
    for (const Json& run : given) {
        for (int i = 0; i < std::stoi(run.at(1).get<std::string>()); ++i) {
            series.push_back(Request(run.at(0)));
        }
    }
    return series;
}

int minutes_of(const std::string& interval) {
    static const std::map<std::string, int> kMinutes{{"5m", 5}, {"15m", 15}, {"1h", 60}};
    return kMinutes.at(interval);
}

std::string clock_of(int minutes) {
    const auto two = [](int value) {
        return std::string(value < 10 ? "0" : "") + std::to_string(value);
    };
    return two(minutes / 60) + ":" + two(minutes % 60);
}

/// "8.5": half past eight.
std::string clock_of(const std::string& hours) {
    const pos::Exact minutes = product(*pos::parse_exact(hours), pos::exactly(60));
    return clock_of(static_cast<int>(minutes.e14 / pos::kExactScale));
}

/// "7/20/2024"
std::string date_of(const std::string& american) {
    int month = 0;
    int day = 0;
    int year = 0;
    if (std::sscanf(american.c_str(), "%d/%d/%d", &month, &day, &year) != 3) {
        throw std::runtime_error{"not a date: " + american};
    }
    return to_string(
        pos::make_date(year, static_cast<unsigned>(month), static_cast<unsigned>(day)));
}

Request slot_of(const Json& row) {
    static const char* const kDays[] = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};
    Request slot{{"price", row.at("charge")}};
    if (!row.contains("hour_start")) return slot;
    const auto number = [&](const char* name) {
        return std::stoi(row.at(name).get<std::string>());
    };
    for (int month = std::max(number("month_start"), 1); month <= number("month_end"); ++month) {
        slot["months"].push_back(month);
    }
    for (int day = number("weekday_start"); day <= number("weekday_end"); ++day) {
        slot["days"].push_back(kDays[day]);
    }
    slot["from"] = clock_of(row.at("hour_start").get<std::string>());
    slot["to"] = clock_of(row.at("hour_end").get<std::string>());
    if (row.contains("effective_start_date")) {
        slot["first_date"] = date_of(row.at("effective_start_date"));
        slot["last_date"] = date_of(row.at("effective_end_date"));
    }
    return slot;
}

/// Rows of one name are one component; those without a name are numbered, by their bound. A row
/// that is not for ever is a component of its own, as the source lists it.
Request components_of(const Json& rows, const std::string& utility) {
    Request components = Request::array();
    std::map<std::string, int> numbers;
    std::map<std::string, std::size_t> known;
    for (const Json& row : rows) {
        if (row.at("utility") != utility) continue;
        const std::string type = row.at("type");
        const std::string above = tests::text_or(row, "basic_charge_limit", "0");
        const bool dated = row.contains("effective_start_date");
        std::string name = tests::text_or(row, "name", tests::text_or(row, "period", ""));
        std::ranges::replace(name, '_', '-');
        if (name.empty()) name = dated ? "0" : std::to_string(numbers[type + above]++);
        const std::string key =
            type + "/" + name + (dated ? row.at("effective_start_date").get<std::string>() : "");
        if (!known.contains(key)) {
            known[key] = components.size();
            Request one{{"name", name}, {"kind", type == "customer" ? "fixed" : type}};
            if (tests::text_or(row, "assessed", "") == "daily") one["assessed"] = "day";
            one["tiers"] = Request::array();
            components.push_back(one);
        }
        Request& tiers = components[known[key]]["tiers"];
        const auto tier = std::ranges::find_if(
            tiers, [&](const Request& one) { return one.at("above") == above; });
        if (tier != tiers.end()) {
            (*tier)["slots"].push_back(slot_of(row));
        } else {
            tiers.push_back({{"above", above}, {"slots", {slot_of(row)}}});
        }
    }
    return components;
}

Request request_of(const Json& input, const std::string& utility) {
    const auto start = *pos::parse_date(input.at("from").get<std::string>());
    const auto end = *pos::parse_date(input.at("until").get<std::string>());
    const int minutes = minutes_of(input.at("interval"));
    Request request{{"kind", "tariff"},
                    {"start", to_string(start) + "T00:00:00Z"},
                    {"minutes", minutes},
                    {"components", components_of(g_tariffs.at(input.at("tariff")), utility)}};
    const int count = (end.days - start.days) * 1'440 / minutes;
    if (input.contains("load_kw")) {
        request["load_kw"] = series_of(input.at("load_kw").at(utility));
    } else {
        request["load_kw"] = Request(static_cast<std::size_t>(count), "0");
        request["show_prices"] = true;
    }
    return request;
}

std::string without_dashes(const std::string& date) {
    return date.substr(0, 4) + date.substr(5, 2) + date.substr(8, 2);
}

Differences rate_per_interval(const Json& input, const Json& expected) {
    std::map<std::string, Request> found;  // utility/kind/name/above/date: runs
    for (const char* utility : {"electric", "gas"}) {
        const Request request = request_of(input, utility);
        if (request.at("components").empty()) continue;
        const Request answer = tests::answered(request);
        for (const Request& price : answer.at("prices")) {
            const std::string kind = price.at("kind") == "fixed" ? "customer" : price.at("kind");
            std::string key = std::string{utility} + "/" + kind + "/" +
                              price.at("name").get<std::string>() + "/" +
                              price.at("above").get<std::string>() + "/";
            if (price.contains("date")) key += without_dashes(price.at("date"));
            // Two prices of one name follow one another in time.
            while (found.contains(key)) key += "+";
            found[key] = price.at("runs");
        }
    }
    Differences differences;
    std::map<std::string, int> seen;
    if (expected.size() != found.size()) {
        differences.push_back("charges: expected " + std::to_string(expected.size()) + ", got " +
                              std::to_string(found.size()));
    }
    for (const Json& one : expected) {
        const std::string base =
            one.at("utility").get<std::string>() + "/" + one.at("type").get<std::string>() + "/" +
            one.at("name").get<std::string>() + "/" + one.at("above").get<std::string>() + "/";
        std::string key = base;
        if (!found.contains(key)) key += one.at("from").get<std::string>();
        key += std::string(static_cast<std::size_t>(seen[key]++), '+');
        if (!found.contains(key)) {
            differences.push_back(key + ": missing");
            continue;
        }
        const Request& runs = found.at(key);
        if (one.at("rate").is_string()) {
            tests::compare_figure(differences, key, one.at("rate"), runs[0][0]);
            continue;
        }
        if (one.at("rate").size() != runs.size()) {
            differences.push_back(key + ": got " + runs.dump());
            continue;
        }
        for (std::size_t i = 0; i < runs.size(); ++i) {
            tests::compare_figure(differences, key, one.at("rate")[i][0], runs[i][0]);
            if (one.at("rate")[i][1] != runs[i][1].dump()) differences.push_back(key + " length");
        }
    }
    return differences;
}

/// Charges given as prices of each interval become slots of one day.
Request components_by_interval(const Json& charges, int minutes, const Json& billed) {
    Request components = Request::array();
    for (const Json& charge : charges) {
        const std::string name = charge.at("name");
        auto at = std::ranges::find_if(components,
                                       [&](const Request& one) { return one.at("name") == name; });
        if (at == components.end()) {
            components.push_back(
                {{"name", name}, {"kind", charge.at("type")}, {"tiers", Request::array()}});
            at = components.end() - 1;
        }
        Request tier{{"above", charge.at("above")}, {"slots", Request::array()}};
        int begin = 0;
        for (const Json& run : charge.at("rate")) {
            const int end = begin + std::stoi(run.at(1).get<std::string>()) * minutes;
            if (run.at(0) != "0") {
                tier["slots"].push_back(
                    {{"from", clock_of(begin)}, {"to", clock_of(end)}, {"price", run.at(0)}});
            }
            begin = end;
        }
        for (const Json& one : billed) {
            if (one.at("name") == name &&
                tests::text_or(one, "above", "0") == charge.at("above").get<std::string>()) {
                tier["billed_before"] = Request(one.at("cost"));
            }
        }
        (*at)["tiers"].push_back(tier);
    }
    return components;
}

Differences compare_cost(const Json& expected, pos::Exact found) {
    Differences differences;
    tests::compare_near(differences, "cost", expected.at("cost"), to_string(found), kTolerance);
    return differences;
}

Differences cost(const Json& input, const Json& expected) {
    const int minutes = minutes_of(input.at("interval"));
    const Request request{
        {"kind", "tariff"},
        {"start", "2024-07-10T00:00:00Z"},
        {"minutes", minutes},
        {"load_kw", series_of(input.at("load_kw"))},
        {"components", components_by_interval(input.at("charges"), minutes,
                                              input.value("already_billed", Json::array()))}};
    const std::string total = tests::answered(request).at("total");
    return compare_cost(expected, *pos::parse_exact(total));
}

/// Only the components of one kind count.
Differences cost_of(const Json& input, const Json& expected, const std::string& kind) {
    pos::Exact sum;
    for (const Json& utility : input.at("utility")) {
        Request request = request_of(input, utility);
        Request& components = request["components"];
        Request kept = Request::array();
        for (Request& component : components) {
            if (component.at("kind") != kind) continue;
            for (const Json& billed : input.value("already_billed", Json::array())) {
                if (component.at("name") == billed.at("name")) {
                    component["tiers"][0]["billed_before"] = Request(billed.at("cost"));
                }
            }
            kept.push_back(component);
        }
        components = kept;
        const std::string total = tests::answered(request).at("total");
        sum += *pos::parse_exact(total);
    }
    return compare_cost(expected, sum);
}

Differences check(const Json& json) {
    const std::string kind = json.at("kind");
    const Json& input = json.at("input");
    const Json& expected = json.at("expected");
    if (kind == "rate_per_interval") return rate_per_interval(input, expected);
    if (kind == "cost") return cost(input, expected);
    return cost_of(input, expected, kind == "demand_cost" ? "demand" : "energy");
}

}  // namespace

TEST(TariffsOfEeco, published_cases) {
    const auto cases = tests::published_cases(kFile);
    if (cases.empty()) GTEST_SKIP() << "COUNTERFOIL_DATA is not set";
    g_tariffs = tests::read_json(tests::data_folder() + "/conformance/" + kFile).at("tariffs");
    tests::run_cases("billing", kFile, cases, check);
}
