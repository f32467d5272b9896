// Goal: agree with published billing cycles: boundaries with a clamped anchor, what is billed in
// advance, in arrears and greedily, and the shares of partial periods to nine places.
// Method: subscriptions become requests to `counterfoil explain`; bare arithmetic of dates is asked
// of the engine itself.
#include <gtest/gtest.h>

#include <map>
#include <stdexcept>

#include "pos/billing/cycle/proration.hpp"
#include "pos/money/decimal.hpp"
#include "tests/conformance/billing/adapter.hpp"

namespace cycle = pos::billing::cycle;
using tests::Differences;
using tests::Json;
using tests::Request;

namespace {

const char* const kFile = "billcycle-killbill.json";

std::string every_of(const Json& json) {
    static const std::map<std::string, std::string> kWords{{"weekly", "week"},
                                                           {"thirty_days", "thirty_days"},
                                                           {"monthly", "month"},
                                                           {"quarterly", "quarter"},
                                                           {"annual", "year"}};
    return kWords.at(json.at("period"));
}

cycle::Every period_of(const Json& json) {
    static const std::map<std::string, cycle::Every> kPeriods{
        {"week", {cycle::Unit::week, 1}},
        {"thirty_days", {cycle::Unit::day, 30}},
        {"month", {cycle::Unit::month, 1}}};
    return kPeriods.at(every_of(json));
}

pos::Date date_of(const Json& json, const char* name) {
    const auto date = pos::parse_date(json.at(name).get<std::string>());
    if (!date) throw std::runtime_error{"not a date: " + json.at(name).dump()};
    return *date;
}

cycle::Proration proration_of(const Json& json) {
    cycle::Proration proration;
    const auto fixed = json.find("fixed_days_in_month");
    if (fixed == json.end() || fixed->is_null()) return proration;
    proration.by = cycle::CountBy::fixed_days;
    proration.days_in_month = fixed->get<int>();
    return proration;
}

Request request_of(const Json& json) {
    Request request{{"kind", "periods"}, {"every", every_of(json)}};
    tests::copy(json, "start", request, "start");
    tests::copy(json, "end", request, "end");
    tests::copy(json, "bill_up_to", request, "up_to");
    tests::copy(json, "anchor_day", request, "anchor_day");
    return request;
}

Differences periods_in_advance(const Json& json) {
    const Request answer = tests::answered(request_of(json));
    Differences differences;
    tests::compare_figure(differences, "periods", json.at("expected").at("periods"),
                          answer.at("shares"));
    return differences;
}

Differences cycle_dates(const Json& json) {
    static const std::map<std::string, std::string> kModes{
        {"in_advance", "in_advance"},
        {"in_arrear", "in_arrears"},
        {"in_arrear_greedy", "in_arrears_greedy"}};
    Request request = request_of(json);
    request["mode"] = kModes.at(json.at("billing_mode"));
    if (!request.contains("up_to")) request["up_to"] = json.at("start");
    const Request answer = tests::answered(request);
    Differences differences;
    const Json& expected = json.at("expected");
    static const std::map<std::string, std::string> kNames{{"first_boundary", "first_boundary"},
                                                           {"last_boundary", "last_boundary"},
                                                           {"next_boundary", "next_boundary"},
                                                           {"effective_end", "billed_until"},
                                                           {"whole_periods", "whole_periods"}};
    for (const auto& [name, value] : expected.items()) {
        if (name == "something_to_bill") {
            const bool found = !answer.at("billed_until").is_null();
            if (found != value) differences.push_back("something_to_bill");
            continue;
        }
        const Request& found = answer.at(kNames.at(name));
        if (Request(value) != found) {
            differences.push_back(name + ": expected " + value.dump() + ", got " + found.dump());
        }
    }
    return differences;
}

Differences whole_periods(const Json& json) {
    Request request = request_of(json);
    request["up_to"] = json.at("end");
    const Request answer = tests::answered(request);
    if (answer.at("whole_periods") == json.at("expected").at("count")) return {};
    return {"count: got " + answer.at("whole_periods").dump()};
}

Differences shift(const Json& json) {
    const pos::Date found =
        cycle::shift(date_of(json, "start"), period_of(json), json.at("periods"));
    if (found == date_of(json.at("expected"), "date")) return {};
    return {"date: got " + to_string(found)};
}

Differences fraction(const Json& json, const cycle::Stretch& stretch) {
    Differences differences;
    tests::compare_figure(differences, "fraction", json.at("expected").at("fraction"),
                          to_string(cycle::share(stretch, proration_of(json))));
    return differences;
}

Differences leading_fraction(const Json& json) {
    const pos::Date boundary = date_of(json, "next_boundary");
    return fraction(
        json, cycle::leading_stretch({period_of(json), split(boundary).day, boundary},
                                     date_of(json, "start"), boundary, cycle::PartOf::stepped));
}

Differences trailing_fraction(const Json& json) {
    const pos::Date boundary = date_of(json, "previous_boundary");
    return fraction(
        json, cycle::trailing_stretch({period_of(json), split(boundary).day, boundary}, boundary,
                                      date_of(json, "end"), cycle::PartOf::stepped));
}

Differences days_fixed_month(const Json& json) {
    const std::int64_t days =
        cycle::days_between(date_of(json, "start"), date_of(json, "end"), proration_of(json));
    if (days == json.at("expected").at("days")) return {};
    return {"days: got " + std::to_string(days)};
}

Differences check(const Json& json) {
    static const std::map<std::string, Differences (*)(const Json&)> kOperations{
        {"periods_in_advance", periods_in_advance}, {"cycle_dates", cycle_dates},
        {"whole_periods", whole_periods},           {"shift", shift},
        {"leading_fraction", leading_fraction},     {"trailing_fraction", trailing_fraction},
        {"days_fixed_month", days_fixed_month}};
    return kOperations.at(json.at("operation"))(json);
}

}  // namespace

TEST(BillingCycles, published_cases) {
    const auto cases = tests::published_cases(kFile);
    if (cases.empty()) GTEST_SKIP() << "COUNTERFOIL_DATA is not set";
    tests::run_cases("billing", kFile, cases, check);
}
