#include "tests/conformance/published/runner.hpp"

#include <gtest/gtest.h>

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <map>
#include <set>
#include <stdexcept>

#include "pos/money/decimal.hpp"

namespace tests {

namespace {

Json left_out_list(const std::string& suite) {
    return read_json(std::string{COUNTERFOIL_SOURCE_DIR} + "/tests/conformance/" + suite +
                     "/left_out.json");
}

struct LeftOut {
    std::string reason;
    std::set<std::string> differs;  // which figures, and no others
};

/// By case, for one file.
std::map<std::string, LeftOut> left_out_of(const Json& list, const std::string& file) {
    std::map<std::string, LeftOut> cases;
    for (const Json& entry : list.at("cases")) {
        if (entry.at("file") != file) continue;
        cases[entry.at("case")] = {entry.at("reason"), entry.at("differs")};
    }
    return cases;
}

/// "total: expected 12.30, got 12.31" is about the total.
std::set<std::string> figures_of(const Differences& differences) {
    std::set<std::string> figures;
    for (const std::string& difference : differences) {
        figures.insert(difference.substr(0, difference.find(':')));
    }
    return figures;
}

void print_fields_left_out(const Json& list, const std::string& file) {
    for (const Json& entry : list.at("fields")) {
        if (entry.at("file") != file) continue;
        std::printf("  not compared: %s: %s\n", entry.at("field").get<std::string>().c_str(),
                    entry.at("reason").get<std::string>().c_str());
    }
}

Differences run_one(const RunCase& run, const Json& json) {
    try {
        return run(json);
    } catch (const std::exception& problem) {
        return {std::string{"could not be run: "} + problem.what()};
    }
}

std::int64_t parsed(const std::string& text, unsigned decimals) {
    const auto value = pos::parse_decimal(text, decimals);
    if (!value) throw std::runtime_error{"not a figure here: " + text};
    return *value;
}

}  // namespace

std::string data_folder() {
    const char* data = std::getenv("COUNTERFOIL_DATA");
    return data == nullptr ? "" : data;
}

Json read_json(const std::string& path) {
    std::ifstream file{path};
    if (!file) throw std::runtime_error{"cannot read " + path};
    return Json::parse(file);
}

std::vector<NamedCase> published_cases(const std::string& file) {
    if (data_folder().empty()) return {};
    const Json document = read_json(data_folder() + "/conformance/" + file);
    std::vector<NamedCase> cases;
    for (const Json& json : document.at("cases")) cases.push_back({json.at("name"), json});
    return cases;
}

void run_cases(const std::string& suite, const std::string& file,
               const std::vector<NamedCase>& cases, const RunCase& run) {
    const Json list = left_out_list(suite);
    auto left_out = left_out_of(list, file);
    std::size_t passed = 0;
    std::size_t skipped = 0;
    for (const NamedCase& one : cases) {
        const Differences differences = run_one(run, one.json);
        const auto reason = left_out.find(one.name);
        if (reason != left_out.end()) {
            EXPECT_EQ(figures_of(differences), reason->second.differs)
                << file << ": " << one.name << " differs otherwise than left_out.json says";
            std::printf("  left out: %s: %s\n", one.name.c_str(), reason->second.reason.c_str());
            left_out.erase(reason);
            ++skipped;
            continue;
        }
        if (differences.empty()) ++passed;
        for (const std::string& difference : differences) {
            ADD_FAILURE() << file << ": " << one.name << ": " << difference;
        }
    }
    for (const auto& [name, entry] : left_out) {
        ADD_FAILURE() << file << ": left_out.json names " << name << ", which is not there";
    }
    print_fields_left_out(list, file);
    std::printf("%s: %zu cases run, %zu passed, %zu left out\n", file.c_str(), cases.size(), passed,
                skipped);
    EXPECT_GT(passed, 0U);
}

void compare(Differences& differences, const std::string& what, const Json& expected,
             pos::Money found) {
    const std::string figure = expected.get<std::string>();
    const auto value = pos::parse_money(figure, found.currency);
    if (value && *value == found) return;
    differences.push_back(what + ": expected " + figure + ", got " + to_string(found));
}

pos::Currency Decimals::currency() {
    return *pos::currency_of("EUR");
}

std::int64_t Decimals::minor(const std::string& text) const {
    return parsed(text, digits_);
}

std::int64_t Decimals::price_e8(const std::string& text) const {
    return parsed(text, digits_ + 6);
}

std::string Decimals::text(std::int64_t minor) const {
    return pos::format_decimal(minor, digits_, digits_);
}

void Decimals::compare(Differences& differences, const std::string& what, const Json& expected,
                       pos::Money found) const {
    const std::string figure = expected.get<std::string>();
    const auto value = pos::parse_decimal(figure, digits_);
    if (value && *value == found.minor) return;
    differences.push_back(what + ": expected " + figure + ", got " + text(found.minor));
}

std::string text_or(const Json& json, const char* key, const std::string& otherwise) {
    const auto at = json.find(key);
    return at == json.end() || at->is_null() ? otherwise : at->get<std::string>();
}

bool flag_or(const Json& json, const char* key, bool otherwise) {
    const auto at = json.find(key);
    return at == json.end() || at->is_null() ? otherwise : at->get<bool>();
}

}  // namespace tests
