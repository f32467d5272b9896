// Goal: agree with published stories of prepaid credit: burn order, expiry, voiding, refills,
// resets with rollover, overage, and the history of each.
// Method: each becomes a request to `counterfoil explain`; balances, counts and every published
// figure of the history are compared.
#include <gtest/gtest.h>

#include <map>

#include "pos/money/decimal.hpp"
#include "tests/conformance/billing/adapter.hpp"

using tests::Differences;
using tests::Json;
using tests::Request;

namespace {

const char* const kFile = "wallet-openmeter.json";

Request lot_of(const Json& grant) {
    Request lot = Request::object();
    tests::copy(grant, "id", lot, "id");
    lot["amount"] = tests::text_or(grant, "amount", "0");
    tests::copy(grant, "priority", lot, "priority");
    lot["effective_at"] = tests::text_or(grant, "effective_at", "2024-01-01T00:00:00Z");
    tests::copy(grant, "expires_at", lot, "expires_at");
    tests::copy(grant, "voided_at", lot, "voided_at");
    tests::copy(grant, "deleted_at", lot, "voided_at");
    tests::copy(grant, "created_at", lot, "created_at");
    tests::copy(grant, "rollover_min", lot, "kept_at_reset_least");
    tests::copy(grant, "rollover_max", lot, "kept_at_reset_most");
    if (grant.contains("recurrence")) lot["refill"] = Request(grant.at("recurrence"));
    return lot;
}

Request request_of(const Json& json) {
    Request request{{"kind", "wallet"}, {"lots", Request::array()}};
    for (const Json& grant : json.at("grants")) request["lots"].push_back(lot_of(grant));
    if (json.at("operation") == "order") {
        request["until"] = "2024-01-01T00:00:00Z";
        return request;
    }
    tests::copy(json, "aggregation", request, "aggregation");
    Request& start = request["start"];
    const Json& given = json.at("start");
    start = {{"at", given.at("at")}, {"balances", given.at("balances")}};
    tests::copy(given, "overage", start, "overage");
    tests::copy(given, "usage_counted_since", start, "counted_since");
    tests::copy(given, "usage_counted", start, "counted");
    tests::copy(given, "usage_covered_by_grants", start, "covered");
    request["usage"] = Request(json.at("usage"));
    for (const Json& reset : json.value("resets", Json::array())) {
        request["resets"].push_back({{"at", reset}});
    }
    if (tests::flag_or(json, "keep_overage_at_reset", false)) request["overage_at_reset"] = "kept";
    tests::copy(json, "until", request, "until");
    return request;
}

void compare_members(Differences& differences, const std::string& where, const Json& expected,
                     const Request& found) {
    if (expected.size() != found.size()) differences.push_back(where + ": other lots");
    for (const auto& [lot, figure] : expected.items()) {
        tests::compare_figure(differences, where + " " + lot, figure,
                              found.value(lot, std::string{"-1"}));
    }
}

void compare_segment(Differences& differences, const std::string& where, const Json& expected,
                     const Request& found) {
    static const std::map<std::string, std::string> kFigures{
        {"usage", "used"},
        {"balance_at_start", "balance_at_start"},
        {"balance_at_end", "balance_at_end"},
        {"overage_at_start", "overage_at_start"},
        {"overage_at_end", "overage_at_end"}};
    for (const auto& [name, value] : expected.items()) {
        if (name == "grant_usage") {
            compare_members(differences, where + " grant_usage", value, found.at("burned"));
        } else if (kFigures.contains(name)) {
            tests::compare_figure(differences, where + " " + name, value,
                                  found.at(kFigures.at(name)));
        } else if (found.at(name == "ends_with" ? "ended_by" : name) != value) {
            differences.push_back(where + " " + name);
        }
    }
}

void compare_history(Differences& differences, const Json& expected, const Request& history) {
    if (expected.size() != history.size()) {
        differences.push_back("history: expected " + std::to_string(expected.size()) +
                              " segments, got " + history.dump());
        return;
    }
    for (std::size_t i = 0; i < expected.size(); ++i) {
        compare_segment(differences, "segment " + std::to_string(i + 1), expected[i], history[i]);
    }
}

/// {"segment": [2, 3], "grant-1": ["100", "70"]}
void compare_starts(Differences& differences, const Json& expected, const Request& history) {
    for (std::size_t i = 0; i < expected.at("segment").size(); ++i) {
        const Request& segment = history.at(expected.at("segment")[i].get<std::size_t>() - 1);
        for (const auto& [lot, figures] : expected.items()) {
            if (lot == "segment") continue;
            tests::compare_figure(differences, lot, figures[i],
                                  segment.at("balances_at_start").at(lot));
        }
    }
}

Differences check(const Json& json) {
    const Json& expected = json.at("expected");
    const Request request = request_of(json);
    if (expected.contains("error")) {
        if (app::core::explain::is_refused(app::core::explain::explain(request))) return {};
        return {"error: expected " + expected.at("error").dump() + ", got none"};
    }
    const Request answer = tests::answered(request);
    static const std::map<std::string, std::string> kFigures{
        {"overage", "overage"},
        {"total_balance", "balance"},
        {"usage_counted", "counted"},
        {"usage_covered_by_grants", "covered"},
        {"available_total", "available_in_all"}};
    Differences differences;
    for (const auto& [name, value] : expected.items()) {
        if (name == "balances") {
            compare_members(differences, name, value, answer.at("balances"));
        } else if (name == "history") {
            compare_history(differences, value, answer.at("history"));
        } else if (name == "history_balance_at_start") {
            compare_starts(differences, value, answer.at("history"));
        } else if (name == "segment_count") {
            if (answer.at("history").size() != value) {
                differences.push_back("segment_count: got " + answer.at("history").dump());
            }
        } else if (name == "usage_counted_since") {
            if (answer.at("counted_since") != value) differences.push_back(name);
        } else if (name == "order") {
            if (answer.at("burn_order") != Request(value)) differences.push_back(name);
        } else {
            tests::compare_figure(differences, name, value, answer.at(kFigures.at(name)));
        }
    }
    return differences;
}

}  // namespace

TEST(WalletOfOpenMeter, published_cases) {
    const auto cases = tests::published_cases(kFile);
    if (cases.empty()) GTEST_SKIP() << "COUNTERFOIL_DATA is not set";
    tests::run_cases("billing", kFile, cases, check);
}
