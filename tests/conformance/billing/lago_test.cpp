// Goal: agree with published cases of charge models before rounding: tiers in whole ranges,
// packages, percentages with allowances and limits, seats that come and go.
// Method: each case becomes a request to `counterfoil explain`, unrounded; its amount, average
// price, tiers and allowances are compared. Ranges 0-10, 11-20 are tiers up to 10, up to 20.
#include <gtest/gtest.h>

#include <map>
#include <stdexcept>

#include "pos/money/decimal.hpp"
#include "tests/conformance/billing/adapter.hpp"

using tests::Differences;
using tests::Json;
using tests::Request;

namespace {

const char* const kFile = "rating-lago.json";

Request tiers_of(const Json& price) {
    Request tiers = Request::array();
    for (const Json& range : price.at("ranges")) {
        Request tier = Request::object();
        tests::copy(range, "to", tier, "up_to");
        tests::copy(range, "unit_amount", tier, "price");
        tests::copy(range, "rate_percent", tier, "percent");
        tests::copy(range, "flat_amount", tier, "flat_fee");
        tiers.push_back(tier);
    }
    return tiers;
}

void put_percentage(const Json& price, Request& request) {
    tests::copy(price, "rate_percent", request, "percent");
    tests::copy(price, "fixed_amount", request, "fee");
    tests::copy(price, "free_events", request, "free_events");
    tests::copy(price, "free_amount", request, "free_amount");
    tests::copy(price, "per_event_min", request, "least_per_event");
    tests::copy(price, "per_event_max", request, "most_per_event");
}

Request request_of(const Json& json) {
    static const std::map<std::string, std::string> kModels{
        {"standard", "per_unit"},
        {"custom", "pre_priced"},
        {"dynamic", "pre_priced"},
        {"graduated", "graduated"},
        {"volume", "volume"},
        {"graduated_percentage", "graduated_percentage"},
        {"package", "package"},
        {"percentage", "percentage"},
        {"prorated_graduated", "prorated_graduated"}};
    const Json& price = json.at("price");
    Request request{{"kind", "charge"},
                    {"currency", "EUR"},
                    {"rounding", {{"at", "nowhere"}}},
                    {"model", kModels.at(json.at("model"))}};
    if (price.contains("ranges")) request["tiers"] = tiers_of(price);
    tests::copy(price, "unit_amount", request, "price");
    tests::copy(price, "package_amount", request, "price");
    tests::copy(price, "package_size", request, "size");
    tests::copy(price, "minimum_spend", request, "minimum");
    if (price.contains("free_units")) {
        request["discount"] = {{"free_quantity", price.at("free_units")}};
    }
    if (json.at("model") == "percentage") put_percentage(price, request);
    if (json.at("model") == "dynamic") request["factor"] = "0.01";  // its totals are in cents
    return request;
}

/// Running totals of the first transactions, and the sum and count of all, make single amounts.
Request events_of(const Json& json) {
    Request events = Request::array();
    pos::Exact before;
    const auto next = [&](const std::string& running) {
        const pos::Exact total = *pos::parse_exact(running);
        events.push_back(to_string(total - before));
        before = total;
    };
    for (const Json& running : json.at("running_total_of_first_events")) next(running);
    next(json.at("units"));
    if (std::to_string(events.size()) != json.at("event_count").get<std::string>()) {
        throw std::runtime_error{"the amounts of single transactions are not known"};
    }
    return events;
}

Request usage_of(const Json& json) {
    Request usage = Request::object();
    if (json.contains("given_amount")) {
        usage["quantity"] = json.at("given_amount");
        usage["full_quantity"] = json.at("given_units");
    } else if (json.contains("given_total_minor")) {
        usage["quantity"] = json.at("given_total_minor");
        usage["full_quantity"] = json.at("units");
    } else if (json.contains("running_total_of_first_events")) {
        usage["events"] = events_of(json);
        usage["full_quantity"] = json.at("units");
    } else if (json.at("model") == "prorated_graduated") {
        for (const Json& event : json.at("events")) {
            usage["unit_events"].push_back(
                {{"units", event.at("units")}, {"prorated", event.at("prorated_units")}});
        }
    } else if (json.contains("events")) {
        usage["events"] = json.at("events");
    } else {
        tests::copy(json, "units", usage, "quantity");
        tests::copy(json, "event_count", usage, "event_count");
    }
    tests::copy(json, "full_units", usage, "full_quantity");
    return usage;
}

std::string figure_of(const Request& lines, std::initializer_list<const char*> kinds, int tier) {
    pos::Exact sum;
    for (const Request& line : lines) {
        for (const char* kind : kinds) {
            if (line.at("kind") == kind && line.value("tier", 0) == tier) {
                sum += *pos::parse_exact(line.at("amount").get<std::string>());
            }
        }
    }
    return to_string(sum);
}

void compare_parts(Differences& differences, const Json& expected, const Request& answer) {
    const Request& lines = answer.at("lines");
    const Request& quantity = answer.at("quantity");
    const auto check = [&](const char* name, const std::string& found) {
        if (expected.contains(name)) {
            tests::compare_figure(differences, name, expected.at(name), found);
        }
    };
    check("paid_units", quantity.at("billed"));
    check("free_units", quantity.at("free"));
    check("percentage_total", figure_of(lines, {"percentage"}, 0));
    check("fixed_total", figure_of(lines, {"event_fee"}, 0));
    if (expected.contains("paid_events")) {
        check("paid_events", std::to_string(quantity.value("paid_events", 0)));
        check("free_events", std::to_string(quantity.value("free_events", 0)));
    }
    if (expected.contains("flat")) {
        const int tier = lines.empty() ? 0 : lines[0].value("tier", 0);
        check("flat", figure_of(lines, {"volume_flat"}, tier));
        check("unit_total", figure_of(lines, {"volume_units"}, tier));
    }
    int number = 0;
    for (const Json& tier : expected.value("tiers", Json::array())) {
        ++number;
        const std::string where = "tier " + std::to_string(number);
        tests::compare_figure(differences, where + " unit_total", tier.at("unit_total"),
                              figure_of(lines, {"tier_units"}, number));
        tests::compare_figure(differences, where + " flat", tier.at("flat"),
                              figure_of(lines, {"tier_flat"}, number));
        tests::compare_figure(differences, where + " total", tier.at("total"),
                              figure_of(lines, {"tier_units", "tier_flat"}, number));
    }
}

void compare_growing(Differences& differences, const Json& json, Request request) {
    Request events = Request::array();
    for (std::size_t i = 0; i < json.at("events").size(); ++i) {
        events.push_back(Request(json.at("events")[i]));
        request["usage"] = {{"events", events}};
        tests::compare_figure(differences, "after event " + std::to_string(i + 1),
                              json.at("expected").at("amount_after_each_event")[i],
                              tests::answered(request).at("amount"));
    }
}

Differences check(const Json& json) {
    Request request = request_of(json);
    request["usage"] = usage_of(json);
    const Json& expected = json.at("expected");
    const Request answer = tests::answered(request);
    Differences differences;
    const bool up = tests::text_or(json, "amount_rounding", "") == "up";
    if (json.at("model") == "prorated_graduated") {
        tests::compare_rounded(differences, "amount", expected.at("amount"), answer.at("amount"),
                               up);
    } else {
        tests::compare_figure(differences, "amount", expected.at("amount"), answer.at("amount"));
    }
    if (expected.contains("unit_amount")) {
        tests::compare_rounded(differences, "unit_amount", expected.at("unit_amount"),
                               answer.at("average_price"));
    }
    if (expected.contains("true_up")) {
        tests::compare_figure(differences, "true_up", expected.at("true_up"), answer.at("minimum"));
    }
    compare_parts(differences, expected, answer);
    if (expected.contains("amount_after_each_event")) compare_growing(differences, json, request);
    return differences;
}

}  // namespace

TEST(RatingOfLago, published_cases) {
    const auto cases = tests::published_cases(kFile);
    if (cases.empty()) GTEST_SKIP() << "COUNTERFOIL_DATA is not set";
    tests::run_cases("billing", kFile, cases, check);
}
