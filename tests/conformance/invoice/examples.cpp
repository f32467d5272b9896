#include "tests/conformance/invoice/examples.hpp"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>
#include <stdexcept>

#include "tests/conformance/published/runner.hpp"
#include "tests/support/child.hpp"

namespace tests {

std::unique_ptr<Examples> Examples::unpack() {
    const std::string archive = data_folder() + "/einvoice/examples.tar.zst";
    if (data_folder().empty() || !std::filesystem::exists(archive)) return nullptr;
    auto examples = std::make_unique<Examples>();
    if (test::run_program(
            {"/usr/bin/env", "tar", "--zstd", "-xf", archive, "-C", examples->folder()})
            .exit != 0)
        throw std::runtime_error{"cannot unpack " + archive};
    return examples;
}

std::string Examples::folder() const {
    return folder_.path().string();
}

std::string Examples::text(const std::string& group, const std::string& file) const {
    std::ifstream in{folder() + "/" + group + "/" + file, std::ios::binary};
    if (!in) throw std::runtime_error{"no " + group + "/" + file};
    return {std::istreambuf_iterator<char>{in}, {}};
}

namespace {

std::vector<std::string> split(const std::string& line, char separator) {
    std::vector<std::string> parts{""};
    for (const char c : line) {
        if (c == separator) {
            parts.emplace_back();
        } else if (c != '\r') {
            parts.back() += c;
        }
    }
    return parts;
}

}  // namespace

std::vector<Row> read_table(const std::string& path) {
    std::ifstream in{path};
    std::string line;
    std::getline(in, line);
    const std::vector<std::string> names = split(line, '\t');
    std::vector<Row> rows;
    while (std::getline(in, line)) {
        const std::vector<std::string> cells = split(line, '\t');
        Row row;
        for (std::size_t i = 0; i < names.size(); ++i)
            row[names[i]] = i < cells.size() ? cells[i] : "";
        rows.push_back(std::move(row));
    }
    return rows;
}

std::set<std::string> rules_in(const std::string& list) {
    std::set<std::string> rules;
    for (std::string rule : split(list, '|')) {
        const std::size_t count = rule.find_last_of("x*");
        if (count != std::string::npos && count + 1 < rule.size() &&
            rule.find_first_not_of("0123456789", count + 1) == std::string::npos)
            rule.erase(count);
        if (!rule.empty()) rules.insert(rule);
    }
    return rules;
}

LeftOut::LeftOut(const std::string& file) {
    const Json json =
        read_json(std::string{COUNTERFOIL_SOURCE_DIR} + "/tests/conformance/invoice/" + file);
    for (const Json& entry : json.at("left_out")) {
        const std::string reason = entry.at("reason");
        const std::string in = entry.value("file", "");
        for (const Json& rule : entry.at("rules"))
            entries_.push_back({in, rule.get<std::string>(), reason});
    }
}

std::string LeftOut::reason(const std::string& file, const std::string& rule) const {
    for (const Entry& entry : entries_) {
        if (!entry.file.empty() && entry.file != file) continue;
        const bool begins = entry.rule.ends_with('*') &&
                            rule.starts_with(entry.rule.substr(0, entry.rule.size() - 1));
        if (entry.rule != rule && !begins) continue;
        ++entry.used;
        return entry.reason;
    }
    return {};
}

std::vector<std::string> LeftOut::unused() const {
    std::vector<std::string> names;
    for (const Entry& entry : entries_) {
        if (entry.used == 0) names.push_back(entry.file + " " + entry.rule);
    }
    return names;
}

}  // namespace tests
