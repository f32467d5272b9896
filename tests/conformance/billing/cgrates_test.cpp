// Goal: agree with published call rating: connect fees, groups by elapsed time, increments, windows
// of the day, maximum cost, rounding; and with a real deck of prefixes.
// Method: calls become requests to `counterfoil explain`; bare rounding is asked of the engine. The
// deck's probes are rated by the engine itself, as one line for each would read the deck each time.
#include <gtest/gtest.h>

#include <fstream>
#include <map>
#include <sstream>
#include <stdexcept>

#include "pos/billing/call/prefixes.hpp"
#include "pos/billing/call/rate_call.hpp"
#include "pos/money/decimal.hpp"
#include "tests/conformance/billing/adapter.hpp"

namespace call = pos::billing::call;
using tests::Differences;
using tests::Json;
using tests::Request;

namespace {

const char* const kFile = "calls-cgrates.json";

pos::Exact figure(const std::string& text) {
    const auto read = pos::parse_exact(text);
    if (!read) throw std::runtime_error{"not a figure: " + text};
    return *read;
}

std::string mode_of(const std::string& mode) {
    return mode == "nearest" ? "half_away" : mode;
}

void put_tariff(const Json& given, const Json& json, Request& tariff) {
    tests::copy(given, "connect_fee", tariff, "connect_fee");
    for (const Json& rate : given.at("rates")) {
        Request one = Request::object();
        tests::copy(rate, "from_second", one, "from");
        tests::copy(rate, "price", one, "price");
        tests::copy(rate, "per", one, "per");
        tests::copy(rate, "increment", one, "increment");
        tariff["rates"].push_back(one);
    }
    tariff["total_mode"] = mode_of(given.at("rounding").at("mode"));
    tests::copy(given.at("rounding"), "decimals", tariff, "total_decimals");
    tests::copy(given, "increment_decimals", tariff, "increment_decimals");
    tests::copy(given, "max_cost", tariff, "maximum");
    tests::copy(given, "at_max_cost", tariff, "at_maximum");
    tests::copy(json, "round_total", tariff, "round_total");
    if (!tests::flag_or(json, "round_increment", true)) tariff["increment_price"] = "exact";
}

/// "1-5": Monday to Friday.
Request days_of(const std::string& range) {
    static const std::vector<std::string> kDays{"mon", "tue", "wed", "thu", "fri", "sat", "sun"};
    const auto first = static_cast<std::size_t>(range.front() - '1');
    const auto last = static_cast<std::size_t>(range.back() - '1');
    Request days = Request::array();
    for (std::size_t day = first; day <= last; ++day) days.push_back(kDays.at(day));
    return days;
}

void compare_call(Differences& differences, const Json& expected, const Request& answer,
                  const Json& json) {
    for (const auto& [name, value] : expected.items()) {
        if (name == "segments") {
            if (answer.at("segments").size() != value) {
                differences.push_back("segments: got " + answer.at("segments").dump());
            }
        } else if (name == "boundaries") {
            Request found = Request::array();
            for (const Request& segment : answer.at("segments")) {
                found.push_back(segment.at("from_at"));
            }
            found.push_back(Request(json.at("end")));
            if (found != Request(value)) differences.push_back("boundaries: got " + found.dump());
        } else {
            const char* ours = name == "cost"                  ? "cost"
                               : name == "connect_fee_charged" ? "connect_fee"
                                                               : "billed";
            tests::compare_figure(differences, name, value, answer.at(ours));
        }
    }
}

Differences rate_call(const Json& json) {
    Request request{{"kind", "call"}};
    for (const Json& window : json.at("windows")) {
        Request one{{"days", days_of(window.at("days"))}, {"from", window.at("start")}};
        tests::copy(window, "weight", one, "weight");
        one["tariff"] = Request::object();
        put_tariff(window.at("tariff"), json, one["tariff"]);
        request["windows"].push_back(one);
    }
    tests::copy(json, "start", request, "start");
    tests::copy(json, "end", request, "end");
    tests::copy(json, "continuation", request, "continues");
    Differences differences;
    compare_call(differences, json.at("expected"), tests::answered(request), json);
    return differences;
}

Differences rate_units(const Json& json) {
    Request request{{"kind", "call"}, {"tariff", Request::object()}};
    put_tariff(json.at("tariff"), json, request["tariff"]);
    tests::copy(json, "units", request, "units");
    Differences differences;
    compare_call(differences, json.at("expected"), tests::answered(request), json);
    return differences;
}

Differences match_prefix(const Json& json) {
    Request request{{"kind", "call"}, {"dialled", json.at("destination")}, {"seconds", "1"}};
    for (const Json& prefix : json.at("prefixes")) {
        request["deck"].push_back({{"prefix", prefix}, {"rates", {{{"price", "1"}}}}});
    }
    const Request answer = tests::answered(request);
    if (answer.at("prefix") == json.at("expected").at("prefix")) return {};
    return {"prefix: got " + answer.at("prefix").dump()};
}

Differences round(const Json& json) {
    static const std::map<std::string, pos::RoundingMode> kModes{
        {"up", pos::RoundingMode::up},
        {"down", pos::RoundingMode::down},
        {"nearest", pos::RoundingMode::half_away}};
    Differences differences;
    const pos::Exact found =
        round_at(figure(json.at("value")), json.at("decimals"), kModes.at(json.at("mode")));
    tests::compare_figure(differences, "value", json.at("expected").at("value"), to_string(found));
    return differences;
}

Differences round_up_to_increment(const Json& json) {
    Differences differences;
    tests::compare_figure(
        differences, "seconds", json.at("expected").at("seconds"),
        to_string(call::in_increments(figure(json.at("seconds")), figure(json.at("increment")))));
    return differences;
}

Differences check(const Json& json) {
    static const std::map<std::string, Differences (*)(const Json&)> kOperations{
        {"rate_call", rate_call},
        {"rate_units", rate_units},
        {"match_prefix", match_prefix},
        {"round", round},
        {"round_up_to_increment", round_up_to_increment}};
    return kOperations.at(json.at("operation"))(json);
}

std::vector<std::string> cells_of(const std::string& line) {
    std::vector<std::string> cells;
    std::istringstream in{line};
    for (std::string cell; std::getline(in, cell, '\t');) cells.push_back(cell);
    return cells;
}

/// Calls `row` with the cells of each line below the heading.
template <class Row>
void each_row(std::istream& in, Row row) {
    std::string line;
    std::getline(in, line);
    while (std::getline(in, line)) row(cells_of(line));
}

}  // namespace

TEST(CallsOfCgrates, published_cases) {
    const auto cases = tests::published_cases(kFile);
    if (cases.empty()) GTEST_SKIP() << "COUNTERFOIL_DATA is not set";
    tests::run_cases("billing", kFile, cases, check);
}

TEST(CallsOfCgrates, probes_of_a_real_deck) {
    if (tests::data_folder().empty()) GTEST_SKIP() << "COUNTERFOIL_DATA is not set";
    const std::string folder = tests::data_folder() + "/telecom/";
    std::istringstream deck{tests::read_unpacked(folder + "astpp-outbound-routes.tsv.zst")};
    call::Prefixes prefixes;
    std::vector<call::Tariff> tariffs;
    std::vector<std::string> names;
    // prefix, destination, connect_cost, included_seconds, cost_per_minute, increment_seconds
    each_row(deck, [&](const std::vector<std::string>& cells) {
        ASSERT_EQ(cells.size(), 6U);
        ASSERT_TRUE(prefixes.add(cells[0], static_cast<std::uint32_t>(tariffs.size())));
        names.push_back(cells[1]);
        call::Tariff tariff{.connect_fee = figure(cells[2]),
                            .increment_price = call::IncrementPrice::exact,
                            .total_mode = pos::RoundingMode::half_even,
                            .total_decimals = 5};
        ASSERT_EQ(cells[3], "0") << "included seconds";
        tariff.rates = {{{}, figure(cells[4]), pos::exactly(60), figure(cells[5])}};
        ASSERT_FALSE(fault(tariff));
        tariffs.push_back(tariff);
    });
    std::ifstream probes{folder + "astpp-outbound-routes-rating-expected.tsv"};
    std::size_t passed = 0;
    call::RatedCall rated;
    // dialled, duration, prefix, destination, per minute, increment, billed, cost
    each_row(probes, [&](const std::vector<std::string>& cells) {
        ASSERT_EQ(cells.size(), 8U);
        SCOPED_TRACE(cells[0]);
        const auto match = prefixes.longest(cells[0]);
        ASSERT_TRUE(match.has_value());
        EXPECT_EQ(cells[0].substr(0, match->length), cells[2]);
        EXPECT_EQ(names[match->value], cells[3]);
        ASSERT_TRUE(rate_units(tariffs[match->value], {.seconds = figure(cells[1])}, rated));
        EXPECT_EQ(rated.billed, figure(cells[6]));
        EXPECT_EQ(to_string(rated.cost), to_string(figure(cells[7])));
        ++passed;
    });
    std::printf("telecom: %zu prefixes, %zu calls agree\n", prefixes.size(), passed);
    EXPECT_GT(passed, 0U);
}
