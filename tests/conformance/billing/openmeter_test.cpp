// Goal: agree with published cases of usage rating: unit, package, flat, tiers, commitments,
// discounts, conversion, credits, split periods and late usage.
// Method: each case becomes a request to `counterfoil explain` under the policies its file states,
// and every line and total of the answer is compared.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <stdexcept>

#include "pos/billing/conversion.hpp"
#include "pos/billing/models/package.hpp"
#include "pos/billing/models/tiers.hpp"
#include "pos/billing/rate.hpp"
#include "pos/money/decimal.hpp"
#include "tests/conformance/billing/adapter.hpp"

using tests::Differences;
using tests::Json;
using tests::Request;

namespace {

const char* const kFile = "rating-openmeter.json";

Request tiers_of(const Json& price) {
    Request tiers = Request::array();
    for (const Json& tier : price.at("tiers")) {
        Request one = Request::object();
        tests::copy(tier, "up_to", one, "up_to");
        tests::copy(tier, "unit_amount", one, "price");
        tests::copy(tier, "flat_amount", one, "flat_fee");
        tiers.push_back(one);
    }
    return tiers;
}

void put_model(const Json& price, Request& request) {
    const std::string model = price.at("model");
    if (model == "unit") {
        request["model"] = "per_unit";
        tests::copy(price, "unit_amount", request, "price");
    } else if (model == "package") {
        request["model"] = "package";
        tests::copy(price, "package_amount", request, "price");
        tests::copy(price, "units_per_package", request, "size");
    } else if (model == "flat") {
        request["model"] = "recurring";
        tests::copy(price, "amount", request, "amount");
        tests::copy(price, "payment_term", request, "due");
    } else if (model == "dynamic") {
        request["model"] = "pre_priced";
        tests::copy(price, "multiplier", request, "factor");
    } else if (model == "graduated") {
        request["model"] = "graduated";
        request["tiers"] = tiers_of(price);
        request["flat_fee_at_zero"] = "not_due";
        request["show_unused"] = true;
    } else if (model == "volume") {
        request["model"] = "volume";
        request["tiers"] = tiers_of(price);
    } else {
        throw std::runtime_error{"an unknown model: " + model};
    }
    tests::copy(price, "minimum_spend", request, "minimum");
    tests::copy(price, "maximum_spend", request, "maximum");
}

std::string mode_of(const std::string& rounding) {
    static const std::map<std::string, std::string> kModes{
        {"ceiling", "up"}, {"floor", "down"}, {"half_up", "half_away"}};
    return kModes.at(rounding);
}

Request conversion_of(const Json& given) {
    Request conversion = Request::object();
    tests::copy(given, "factor", conversion,
                given.at("operation") == "divide" ? "divide_by" : "multiply_by");
    if (given.at("rounding") != "none") conversion["round"] = mode_of(given.at("rounding"));
    return conversion;
}

Request request_of(const Json& json) {
    Request request{{"kind", "charge"}, {"currency", tests::text_or(json, "currency", "USD")}};
    put_model(json.at("price"), request);
    if (json.contains("discounts")) {
        Request discount = Request::object();
        tests::copy(json.at("discounts"), "percentage", discount, "percent");
        tests::copy(json.at("discounts"), "free_quantity", discount, "free_quantity");
        request["discount"] = discount;
    }
    if (json.contains("unit_conversion")) {
        request["convert"] = conversion_of(json.at("unit_conversion"));
    }
    if (tests::flag_or(json, "ignore_minimum_spend", false)) request.erase("minimum");
    return request;
}

Request usage_of(const Json& json) {
    static const std::map<std::string, std::string> kParts{
        {"whole_period", "whole"}, {"middle_split", "middle"}, {"last_split", "last"}};
    Request usage = Request::object();
    tests::copy(json, "quantity", usage, "quantity");
    tests::copy(json, "prior_quantity_in_period", usage, "before");
    tests::copy(json, "previously_billed_amount", usage, "billed_before");
    usage["part"] = kParts.at(json.at("line_position"));
    if (json.contains("credits_offered") && !tests::flag_or(json, "ignore_credits", false)) {
        for (const Json& credit : json.at("credits_offered")) {
            usage["credits"].push_back(
                {{"name", credit.at("source")}, {"amount", credit.at("amount")}});
        }
    }
    return usage;
}

/// "tier-unit" is ours "tier_units"; a package and a pre-priced line are "usage" there.
std::string kind_of(const Request& line) {
    static const std::map<std::string, std::string> kKinds{{"usage", "usage"},
                                                           {"package", "usage"},
                                                           {"pre_priced", "usage"},
                                                           {"recurring", "flat"},
                                                           {"tier_units", "tier-unit"},
                                                           {"tier_flat", "tier-flat"},
                                                           {"volume_units", "volume-unit"},
                                                           {"volume_flat", "volume-flat"},
                                                           {"minimum", "minimum-spend"}};
    return kKinds.at(line.at("kind"));
}

std::string text_of(const Request& json, const char* name) {
    const auto at = json.find(name);
    return at == json.end() ? "0" : at->get<std::string>();
}

std::string sum(const std::string& a, const std::string& b) {
    return to_string(*pos::parse_exact(a) + *pos::parse_exact(b));
}

void compare_line(Differences& differences, const std::string& where, const Json& expected,
                  const Request& found) {
    if (expected.at("kind") != kind_of(found)) {
        differences.push_back(where + " kind: expected " + expected.at("kind").dump() + ", got " +
                              kind_of(found));
        return;
    }
    const bool minimum = kind_of(found) == "minimum-spend";
    const auto check = [&](const char* what, const Json& of, const std::string& figure) {
        tests::compare_figure(differences, where + " " + what, of, figure);
    };
    check("quantity", expected.at("quantity"), text_of(found, "quantity"));
    check("unit_amount", expected.at("unit_amount"), text_of(found, "price"));
    if (expected.contains("tier") && expected.at("tier") != found.at("tier")) {
        differences.push_back(where + " tier");
    }
    const Json& totals = expected.at("totals");
    check("amount", totals.at("amount"), minimum ? "0" : text_of(found, "amount"));
    check("charges", totals.at("charges"), minimum ? text_of(found, "amount") : "0");
    check("discounts", totals.at("discounts"),
          sum(text_of(found, "discount"), text_of(found, "over_maximum")));
    check("credits", totals.at("credits"), text_of(found, "credit"));
    check("total", totals.at("total"), text_of(found, "total"));
    for (const Json& discount : expected.value("line_discounts", Json::array())) {
        const bool share = discount.at("reason") == "percentage";
        check("discount", discount.at("amount"),
              text_of(found, share ? "discount" : "over_maximum"));
    }
}

void compare_credits(Differences& differences, const Json& expected, const Request& answer) {
    std::vector<std::string> wanted;
    std::size_t number = 0;
    for (const Json& line : expected.at("lines")) {
        ++number;
        for (const Json& credit : line.value("credits_applied", Json::array())) {
            wanted.push_back(std::to_string(number) + " " + credit.at("source").get<std::string>() +
                             " " + credit.at("amount").get<std::string>());
        }
    }
    std::vector<std::string> found;
    for (const Request& credit : answer.value("credits", Request::array())) {
        found.push_back(credit.at("line").dump() + " " + credit.at("name").get<std::string>() +
                        " " + credit.at("amount").get<std::string>());
    }
    if (wanted != found) differences.push_back("credits_applied: others");
}

Differences rate_line(const Json& json) {
    const Json& expected = json.at("expected");
    Request request = request_of(json);
    request["usage"] = usage_of(json);
    request["credits_beyond"] = "refused";
    if (expected.contains("error")) {
        const Request answer = app::core::explain::explain(request);
        if (app::core::explain::is_refused(answer)) return {};
        return {"error: expected " + expected.at("error").get<std::string>() + ", got none"};
    }
    Differences differences;
    const Request answer = tests::answered(request);
    const Json& lines = expected.at("lines");
    if (lines.size() != answer.at("lines").size()) {
        return {"lines: expected " + std::to_string(lines.size()) + ", got " +
                answer.at("lines").dump()};
    }
    for (std::size_t i = 0; i < lines.size(); ++i) {
        compare_line(differences, "line " + std::to_string(i + 1), lines[i], answer.at("lines")[i]);
    }
    const Json& totals = expected.at("totals");
    tests::compare_figure(differences, "amount", totals.at("amount"), text_of(answer, "amount"));
    tests::compare_figure(differences, "charges", totals.at("charges"), text_of(answer, "minimum"));
    tests::compare_figure(differences, "discounts", totals.at("discounts"),
                          sum(text_of(answer, "discount"), text_of(answer, "over_maximum")));
    tests::compare_figure(differences, "credits", totals.at("credits"), text_of(answer, "credit"));
    tests::compare_figure(differences, "total", totals.at("total"), text_of(answer, "total"));
    compare_credits(differences, expected, answer);
    return differences;
}

/// Lines of a phase stand in no order that means anything: they are compared as a set.
template <class List, class Corrects>
std::vector<const typename List::value_type*> sorted(const List& lines, Corrects corrects) {
    std::vector<const typename List::value_type*> order;
    for (const auto& line : lines) order.push_back(&line);
    std::ranges::sort(order, {}, corrects);
    return order;
}

Differences rate_phases(const Json& json) {
    Request request = request_of(json);
    request["kind"] = "parts";
    const bool original = json.at("correction_policy") == "original_period";
    request["corrections_on"] = original ? "original_part" : "current_part";
    Request so_far = Request::array();
    for (const Json& phase : json.at("phases")) {
        if (original) {
            so_far = phase.at("cumulative_quantity_by_phase_end");
        } else {
            so_far.push_back(Request(phase.at("cumulative_quantity")));
        }
        request["parts"].push_back({{"came_to", so_far}});
    }
    const Request answer = tests::answered(request);
    Differences differences;
    std::size_t number = 0;
    for (const Json& phase : json.at("phases")) {
        const Request& part = answer.at("parts")[number++];
        const std::string where = "phase " + std::to_string(number);
        const Json& lines = phase.at("expected").at("lines");
        const Request& found = part.at("lines");
        if (lines.size() != found.size()) {
            differences.push_back(where + " lines: expected " + lines.dump() + ", got " +
                                  found.dump());
            continue;
        }
        const auto key = [](const auto& line, const std::string& kind, const char* price,
                            const char* corrects) {
            const int on = line.contains(corrects) ? line.at(corrects).template get<int>() : 0;
            return std::tuple{on, kind,
                              pos::parse_exact(line.at(price).template get<std::string>())->e14};
        };
        const auto wanted = sorted(lines, [&](const Json* line) {
            return key(*line, line->at("kind").get<std::string>(), "unit_amount", "corrects_phase");
        });
        const auto got = sorted(found, [&](const Request* line) {
            return key(*line, kind_of(*line), "price", "corrects_part");
        });
        for (std::size_t i = 0; i < wanted.size(); ++i) {
            compare_line(differences, where, *wanted[i], *got[i]);
            if (wanted[i]->value("corrects_phase", 0) != got[i]->value("corrects_part", 0)) {
                differences.push_back(where + " corrects_phase");
            }
        }
        tests::compare_figure(differences, where + " total",
                              phase.at("expected").at("totals").at("total"),
                              text_of(part, "total"));
    }
    return differences;
}

Differences total(const Json& json) {
    Request request = request_of(json);
    request["usage"] = {{"quantity", json.at("quantity")}};
    Differences differences;
    tests::compare_figure(differences, "total", json.at("expected").at("total"),
                          text_of(tests::answered(request), "total"));
    return differences;
}

Differences package_count(const Json& json) {
    const Request request{{"kind", "charge"},
                          {"currency", "USD"},
                          {"model", "package"},
                          {"price", "1"},
                          {"size", json.at("units_per_package")},
                          {"usage", {{"quantity", json.at("quantity")}}}};
    Differences differences;
    tests::compare_figure(differences, "packages", json.at("expected").at("packages"),
                          text_of(tests::answered(request).at("lines")[0], "quantity"));
    return differences;
}

Differences measured(const Json& json) {
    Request request{{"kind", "charge"}, {"currency", "USD"}, {"model", "per_unit"}, {"price", "1"}};
    if (json.contains("unit_conversion")) {
        request["convert"] = conversion_of(json.at("unit_conversion"));
    }
    if (json.contains("free_quantity")) {
        request["discount"] = {{"free_quantity", json.at("free_quantity")}};
    }
    request["usage"] = {{"quantity", json.at("quantity")},
                        {"before", tests::text_or(json, "prior_quantity_in_period", "0")}};
    const Request answer = tests::answered(request).at("quantity");
    const Json& expected = json.at("expected");
    Differences differences;
    tests::compare_figure(differences, "quantity", expected.at("quantity"),
                          text_of(answer, "billed"));
    if (expected.contains("free_quantity_used_now")) {
        tests::compare_figure(differences, "free", expected.at("free_quantity_used_now"),
                              text_of(answer, "free"));
        tests::compare_figure(differences, "before", expected.at("prior_quantity_in_period"),
                              text_of(answer, "before"));
    }
    return differences;
}

Differences find_volume_tier(const Json& json) {
    Request request = request_of(json);
    request["usage"] = {{"quantity", json.at("quantity")}};
    const Request answer = tests::answered(request);
    if (answer.at("lines")[0].at("tier") == json.at("expected").at("tier")) return {};
    return {"tier: got " + answer.at("lines")[0].at("tier").dump()};
}

Differences validate_discounts(const Json& json) {
    Request request = request_of(json);
    request["usage"] = {{"quantity", "1"}};
    const Request answer = app::core::explain::explain(request);
    std::vector<std::string> found;
    for (const Request& error : answer.value("errors", Request::array())) {
        const std::string reason = error.at("reason");
        if (reason.contains("negative")) found.push_back("negative_free_quantity");
        if (reason.contains("asks for no quantity")) found.push_back("free_quantity_on_flat_price");
    }
    if (json.at("expected").at("errors") == Json(found)) return {};
    return {"errors: expected " + json.at("expected").at("errors").dump() + ", got " +
            answer.dump()};
}

Differences check(const Json& json) {
    static const std::map<std::string, Differences (*)(const Json&)> kOperations{
        {"rate_line", rate_line},
        {"rate_phases", rate_phases},
        {"total", total},
        {"package_count", package_count},
        {"convert_quantity", measured},
        {"apply_free_quantity", measured},
        {"find_volume_tier", find_volume_tier},
        {"validate_discounts", validate_discounts}};
    return kOperations.at(json.at("operation"))(json);
}

}  // namespace

TEST(RatingOfOpenMeter, published_cases) {
    const auto cases = tests::published_cases(kFile);
    if (cases.empty()) GTEST_SKIP() << "COUNTERFOIL_DATA is not set";
    tests::run_cases("billing", kFile, cases, check);
}
