// Goal: files of meter readings from the field are read whole, with the sums and counts that they
// have, and the broken ones among them are refused.
// Method: NEM files against sums taken off their lines by nothing but commas; Green Button files
// and a table of hourly meters against counts and sums that others worked out.
#include <gtest/gtest.h>

#include <map>
#include <sstream>
#include <stdexcept>

#include "app/core/meter/read_file.hpp"
#include "app/core/tabular/input.hpp"
#include "pos/billing/meter/files/espi.hpp"
#include "pos/billing/meter/files/nem.hpp"
#include "pos/money/decimal.hpp"
#include "tests/conformance/meters/files.hpp"

using namespace pos::billing::meter;
using tests::Differences;
using tests::Json;

namespace {

std::string unpacked(const std::string& path) {
    auto input = app::core::tabular::open_input(path);
    if (!input) throw std::runtime_error{to_string(input.error())};
    std::string text;
    std::string room(65'536, '\0');
    for (;;) {
        const auto got = (*input)->read(room);
        if (!got) throw std::runtime_error{to_string(got.error())};
        if (*got == 0) return text;
        text.append(room, 0, *got);
    }
}

files::Said read_nem(const std::string& text) {
    static const auto market = pos::locale::Zone::open(files::kNemZone).value();
    auto said = files::read_nem(text, market);
    if (!said) {
        throw std::runtime_error{"line " + std::to_string(said.error().line) + ": " +
                                 said.error().reason};
    }
    return *said;
}

std::vector<std::string> split(const std::string& line) {
    std::vector<std::string> fields;
    std::istringstream in{line};
    for (std::string field; std::getline(in, field, ',');) fields.push_back(field);
    return fields;
}

/// Counts and sums by meter point and channel, or register.
struct Sum {
    std::size_t count{0};
    pos::Exact sum{};
    void add(pos::Exact figure) {
        ++count;
        sum += figure;
    }
};
using Sums = std::map<std::string, Sum>;

Sums by_commas(const std::string& text) {
    Sums sums;
    std::string channel;
    std::size_t intervals = 0;
    std::istringstream lines{text};
    for (std::string line; std::getline(lines, line);) {
        const auto fields = split(line);
        if (fields.empty()) continue;
        if (fields[0] == "200") {
            channel = fields[1] + ' ' + fields[4] + ' ' + fields[6];
            intervals = 1'440 / std::stoul(fields[8]);
        }
        if (fields[0] == "300") {
            for (std::size_t i = 0; i < intervals; ++i) {
                sums[channel].add(pos::parse_exact(fields[2 + i]).value());
            }
        }
        if (fields[0] == "250") {
            sums[fields[1] + ' ' + fields[3] + ' ' + fields[6]].add(
                pos::parse_exact(fields[18]).value());
        }
    }
    return sums;
}

Sums by_us(const files::Said& said) {
    Sums sums;
    for (const auto& series : said.series) {
        Sum& sum = sums[series.point + ' ' + series.name + ' ' + series.serial];
        for (const auto& measured : series.measured) sum.add(measured.quantity);
    }
    for (const auto& one : said.accumulated) {
        sums[one.point + ' ' + one.name + ' ' + one.serial].add(one.quantity);
    }
    return sums;
}

Differences compare_nem(const Json& path) {
    const std::string text = unpacked(path.get<std::string>());
    const Sums found = by_us(read_nem(text));
    Differences differences;
    std::size_t intervals = 0;
    for (const auto& [channel, expected] : by_commas(text)) {
        const auto ours = found.find(channel);
        const Sum sum = ours == found.end() ? Sum{} : ours->second;
        intervals += sum.count;
        if (sum.count != expected.count) {
            differences.push_back("count: expected " + std::to_string(expected.count) + ", got " +
                                  std::to_string(sum.count) + " of " + channel);
        }
        if (sum.sum != expected.sum) {
            differences.push_back("sum: expected " + to_string(expected.sum) + ", got " +
                                  to_string(sum.sum) + " of " + channel);
        }
    }
    if (intervals == 0) differences.push_back("count: none");
    return differences;
}

Json expected_of(const char* what) {
    return tests::read_json(tests::data_folder() + "/utility/expected.json").at(what);
}

}  // namespace

TEST(NemFiles, plain_ones_sum_up) {
    const auto cases = tests::files_as_cases("utility/nem", "unzipped_", ".csv");
    if (cases.empty()) GTEST_SKIP() << "COUNTERFOIL_DATA is not set";
    tests::run_cases("meters", "nem/unzipped", cases, compare_nem);
}

TEST(NemFiles, in_zip_archives_sum_up) {
    auto cases = tests::files_as_cases("utility/nem-zip", "nem", ".zip");
    const auto capitals = tests::files_as_cases("utility/nem-zip", "nem", ".ZIP");
    cases.insert(cases.end(), capitals.begin(), capitals.end());
    if (cases.empty()) GTEST_SKIP() << "COUNTERFOIL_DATA is not set";
    tests::run_cases("meters", "nem-zip", cases, compare_nem);
}

TEST(NemFiles, broken_ones_are_refused) {
    const auto cases = tests::files_as_cases("utility/nem", "invalid_", "");
    if (cases.empty()) GTEST_SKIP() << "COUNTERFOIL_DATA is not set";
    tests::run_cases("meters", "nem/invalid", cases, [](const Json& path) -> Differences {
        const std::string text = unpacked(path.get<std::string>());
        try {
            read_nem(text);
        } catch (const std::runtime_error& refused) {
            std::printf("  %s\n", refused.what());
            return {};
        }
        return {"refused: expected yes, got no"};
    });
}

TEST(GreenButtonFiles, have_the_intervals_and_sums_that_others_counted) {
    auto cases = tests::files_as_cases("utility/green-button", "", ".xml");
    if (cases.empty()) GTEST_SKIP() << "COUNTERFOIL_DATA is not set";
    const Json expected = expected_of("green-button");
    for (auto& one : cases) {
        one.json = {{"path", one.json}, {"expected", expected.at(one.name)}};
    }
    tests::run_cases("meters", "green-button", cases, [](const Json& json) -> Differences {
        const auto said = files::read_espi(unpacked(json.at("path")));
        if (!said) throw std::runtime_error{said.error().reason};
        std::size_t count = 0;
        pos::Exact sum{};
        Differences differences;
        for (const auto& series : said->series) {
            if (series.unit != "Wh") differences.push_back("unit: expected Wh, got " + series.unit);
            if (series.point.empty()) differences.push_back("point: expected one");
            for (const auto& measured : series.measured) {
                ++count;
                sum += measured.quantity;
            }
        }
        const auto wanted = json.at("expected");
        const auto wanted_sum = std::to_string(wanted.at("sum_raw_values").get<std::int64_t>());
        if (count != wanted.at("interval_readings")) {
            differences.push_back("count: expected " + wanted.at("interval_readings").dump() +
                                  ", got " + std::to_string(count));
        }
        if (to_string(sum) != wanted_sum) {
            differences.push_back("sum: expected " + wanted_sum + ", got " + to_string(sum));
        }
        return differences;
    });
}

TEST(TableFiles, of_hourly_meters_have_the_readings_and_sums_that_others_counted) {
    auto cases = tests::files_as_cases("utility/meter-hourly", "meter", ".csv.zst");
    if (cases.empty()) GTEST_SKIP() << "COUNTERFOIL_DATA is not set";
    for (auto& one : cases) {
        one.json = {{"path", one.json}, {"expected", expected_of("meter-hourly").at("meters")}};
    }
    tests::run_cases("meters", "meter-hourly", cases, [](const Json& json) -> Differences {
        const auto said =
            app::core::meter::read_file(json.at("path"), {.zone = "America/Los_Angeles"});
        if (!said) throw std::runtime_error{said.error().words};
        Differences differences;
        if (said->said.series.size() != json.at("expected").size()) {
            differences.push_back("meters: got " + std::to_string(said->said.series.size()));
        }
        for (const auto& series : said->said.series) {
            const auto expected = json.at("expected").at(series.name);
            const auto told = app::core::meter::days_of(series, said->zone);
            const auto sum = pos::parse_exact(expected.at("sum").get<std::string>()).value();
            if (series.measured.size() != expected.at("readings")) {
                differences.push_back("readings: got " + std::to_string(series.measured.size()));
            }
            if (told.sum != sum) differences.push_back("sum: got " + to_string(told.sum));
            if (told.remark) differences.push_back("remark: " + *told.remark);
        }
        return differences;
    });
}

TEST(TableFiles, of_a_meter_by_the_minute_have_the_days_that_others_reckoned) {
    auto cases = tests::files_as_cases("utility", "uci-household-power", ".txt");
    if (cases.empty()) GTEST_SKIP() << "COUNTERFOIL_DATA is not set";
    const Json expected = expected_of("uci-household-power");
    for (auto& one : cases) one.json = {{"path", one.json}, {"expected", expected}};
    tests::run_cases("meters", "uci-household-power", cases, [](const Json& json) -> Differences {
        const auto said = app::core::meter::read_file(
            json.at("path"), {.table = {.maps = {{"value", "Global_active_power"}}}});
        if (!said) throw std::runtime_error{said.error().words};
        Differences differences;
        const auto& series = said->said.series.at(0);
        if (series.measured.size() != json.at("expected").at("rows")) {
            differences.push_back("rows: got " + std::to_string(series.measured.size()));
        }
        const auto& days = json.at("expected").at("kwh_per_day(sum of kW per minute / 60)");
        const auto told = app::core::meter::days_of(series, said->zone);
        if (told.days.size() != days.size()) differences.push_back("days: not as many");
        for (const auto& day : told.days) {
            const auto date = split(day.date);
            const std::string name = std::to_string(date.day) + "/" + std::to_string(date.month) +
                                     "/" + std::to_string(date.year);
            const auto kwh =
                pos::round_at(pos::share_of(day.sum, 1, 60), 6, pos::RoundingMode::half_away);
            if (to_string(kwh) != days.at(name).get<std::string>()) {
                differences.push_back("kwh: expected " + days.at(name).dump() + ", got " +
                                      to_string(kwh) + " on " + name);
            }
        }
        return differences;
    });
}
