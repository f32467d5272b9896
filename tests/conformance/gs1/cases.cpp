#include "tests/conformance/gs1/cases.hpp"

#include <gtest/gtest.h>

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <map>
#include <stdexcept>

namespace tests::gs1 {

namespace {

using pos::catalog::gs1::Leniency;

std::vector<std::string> split(const std::string& line) {
    std::vector<std::string> cells;
    std::size_t from = 0;
    while (true) {
        const std::size_t end = line.find('\t', from);
        cells.push_back(line.substr(from, end - from));
        if (end == std::string::npos) return cells;
        from = end + 1;
    }
}

/// \\ \t \n \r \x1d
std::string unescaped(const std::string& cell) {
    std::string text;
    for (std::size_t at = 0; at < cell.size(); ++at) {
        if (cell[at] != '\\' || at + 1 == cell.size()) {
            text += cell[at];
            continue;
        }
        switch (cell[++at]) {
            case 't':
                text += '\t';
                break;
            case 'n':
                text += '\n';
                break;
            case 'r':
                text += '\r';
                break;
            case 'x':
                text += static_cast<char>(std::stoi(cell.substr(at + 1, 2), nullptr, 16));
                at += 2;
                break;
            default:
                text += cell[at];
        }
    }
    return text;
}

struct Special {
    std::string how;
    std::string reason;
};

/// left_out.tsv: file, how, reason, case (whose own tabs stand for themselves).
std::map<std::string, Special> specials_of(const std::string& file) {
    const std::string path =
        std::string{COUNTERFOIL_SOURCE_DIR} + "/tests/conformance/gs1/left_out.tsv";
    std::ifstream list{path};
    if (!list) throw std::runtime_error{"cannot read " + path};
    std::map<std::string, Special> specials;
    std::string line;
    while (std::getline(list, line)) {
        const auto cells = split(line);
        if (line.starts_with('#') || cells.size() < 4 || cells[0] != file) continue;
        const std::size_t before = cells[0].size() + cells[1].size() + cells[2].size() + 3;
        specials[line.substr(before)] = {cells[1], cells[2]};
    }
    return specials;
}

Leniency leniency_of(const std::string& how) {
    if (how == "strict") return {.short_trade_numbers = false, .link_names = false};
    if (how == "unknown_identifiers") return {.unknown_identifiers = true};
    return {};
}

}  // namespace

std::vector<Case> cases_of(const std::string& file, const std::vector<std::size_t>& named_by) {
    const char* const data = std::getenv("COUNTERFOIL_DATA");
    if (data == nullptr) return {};
    std::ifstream in{std::string{data} + "/gs1/" + file, std::ios::binary};
    std::string line;
    if (!std::getline(in, line)) throw std::runtime_error{"cannot read " + file};
    const std::size_t columns = split(line).size();
    std::vector<Case> cases;
    while (std::getline(in, line)) {
        auto cells = split(line);
        cells.resize(columns);
        Case one;
        for (const std::size_t column : named_by) {
            if (!one.name.empty()) one.name += '\t';
            one.name += cells.at(column);
        }
        for (const std::string& cell : cells) one.columns.push_back(unescaped(cell));
        cases.push_back(std::move(one));
    }
    return cases;
}

void run_cases(const std::string& file, const std::vector<Case>& cases, const RunCase& run) {
    auto specials = specials_of(file);
    std::size_t passed = 0;
    std::size_t left_out = 0;
    for (const Case& one : cases) {
        const auto special = specials.find(one.name);
        const std::string how = special == specials.end() ? "" : special->second.how;
        const Difference difference = run(one, leniency_of(how));
        if (special != specials.end()) {
            const bool expected_failure = how == "left_out";
            EXPECT_EQ(difference.has_value(), expected_failure)
                << file << ": " << one.name << ": " << difference.value_or("passes");
            std::printf("  %s: %s: %s\n", how.c_str(), one.name.c_str(),
                        special->second.reason.c_str());
            left_out += expected_failure ? 1 : 0;
            passed += expected_failure ? 0 : 1;
            specials.erase(special);
            continue;
        }
        EXPECT_FALSE(difference) << file << ": " << one.name << ": " << *difference;
        if (!difference) ++passed;
    }
    for (const auto& [name, special] : specials) {
        ADD_FAILURE() << file << ": no case is named " << name;
    }
    std::printf("%s: %zu cases, %zu agree, %zu left out\n", file.c_str(), cases.size(), passed,
                left_out);
}

}  // namespace tests::gs1
