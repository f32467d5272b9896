#include "tests/conformance/bank/expected.hpp"

#include <array>
#include <fstream>
#include <stdexcept>
#include <string_view>

#include "pos/money/decimal.hpp"

namespace tests {

namespace {

/// The lines of a node, and its indentation.
struct Node {
    std::vector<std::string> lines;

    /// The lines below "name:" of this indentation, itself first.
    std::vector<std::string> below(const std::string& name, std::size_t indent) const {
        const std::string start = std::string(indent, ' ') + name + ":";
        std::vector<std::string> found;
        for (const std::string& line : lines) {
            if (found.empty()) {
                if (line.starts_with(start)) found.push_back(line);
                continue;
            }
            const std::size_t depth = line.find_first_not_of(' ');
            const bool item = line.substr(std::min(depth, line.size()), 2) == "- ";
            if (depth < indent || (depth == indent && !item)) break;
            found.push_back(line);
        }
        return found;
    }
};

std::string unquoted(std::string text) {
    const std::size_t from = text.find_first_not_of(" -");
    text = from == std::string::npos ? "" : text.substr(from);
    if (text.size() >= 2 && text.front() == '\'') text = text.substr(1, text.size() - 2);
    return text;
}

std::optional<pos::Exact> figure_in(const std::vector<std::string>& lines) {
    for (std::size_t i = 0; i + 1 < lines.size(); ++i) {
        if (!lines[i].ends_with("decimal.Decimal")) continue;
        const std::size_t sign = lines[i + 1].find('\'');
        const auto figure = pos::parse_exact(unquoted(lines[i + 1].substr(sign)));
        if (!figure) throw std::runtime_error{"no figure in " + lines[i + 1]};
        return *figure;
    }
    return {};
}

/// Four bytes in base64: the year in two, month and day.
std::optional<pos::Date> date_in(const std::vector<std::string>& lines) {
    for (std::size_t i = 0; i + 1 < lines.size(); ++i) {
        if (!lines[i].ends_with("!!binary |")) continue;
        static constexpr std::string_view kDigits =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        std::uint64_t bits = 0;
        for (const char c : unquoted(lines[i + 1]).substr(0, 6)) {
            bits = bits << 6 | static_cast<std::uint64_t>(kDigits.find(c));
        }
        bits >>= 4;  // 36 bits hold 32
        return pos::make_date(static_cast<int>(bits >> 16 & 0xFFFF),
                              static_cast<unsigned>(bits >> 8 & 0xFF),
                              static_cast<unsigned>(bits & 0xFF));
    }
    return {};
}

std::optional<std::string> text_in(const std::vector<std::string>& lines) {
    if (lines.empty()) return {};
    const std::string text = unquoted(lines.front().substr(lines.front().find(':') + 1));
    if (text == "null" || text.starts_with('*') || text.starts_with('&')) return {};
    return text;
}

}  // namespace

ExpectedFile read_expected_yml(const std::string& path) {
    std::ifstream in{path};
    if (!in) throw std::runtime_error{"cannot read " + path};
    ExpectedFile expected;
    Node head;
    std::vector<Node> entries;
    bool inside = false;
    for (std::string line; std::getline(in, line);) {
        if (line.starts_with("transactions:")) inside = true;
        if (inside && line.ends_with("models.Transaction")) {
            entries.emplace_back();
        } else if (!inside) {
            head.lines.push_back(line);
        } else if (!entries.empty()) {
            entries.back().lines.push_back(line);
        }
    }
    expected.opening = figure_in(head.below("final_opening_balance", 2));
    expected.closing = figure_in(head.below("final_closing_balance", 2));
    for (const Node& node : entries) {
        expected.entries.push_back(
            {figure_in(node.below("amount", 4)), date_in(node.below("date", 4)),
             date_in(node.below("entry_date", 4)), text_in(node.below("bank_reference", 4)),
             text_in(node.below("applicant_name", 4))});
    }
    return expected;
}

}  // namespace tests
