#include "tests/unit/house/floating.hpp"

#include <algorithm>
#include <array>

namespace house {
namespace {

/// A file that may use floating point, since something of others takes nothing else.
struct Leave {
    std::string_view path;
    std::string_view reason;
};
constexpr std::array kLeave{
    Leave{"pos/locale/dates.cpp", "ICU formats instants given as UDate, a double"},
    Leave{"pos/locale/zone.cpp", "ICU answers for instants given as UDate, a double"},
};

constexpr std::array<std::string_view, 9> kFloatingWords{
    "float", "double", "strtof", "strtod", "strtold", "stof", "stod", "stold", "atof"};

bool may_float(std::string_view path) {
    return std::ranges::any_of(kLeave, [&](const Leave& leave) { return leave.path == path; });
}

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/// Where the text in those quotes ends: behind them.
std::size_t end_of_quotes(std::string_view text, std::size_t at) {
    const char quote = text[at];
    for (++at; at < text.size() && text[at] != quote; ++at) {
        if (text[at] == '\\') ++at;
    }
    return std::min(at + 1, text.size());
}

/// Where a raw string ends that begins at R".
std::size_t end_of_raw(std::string_view text, std::size_t at) {
    const std::size_t open = text.find('(', at);
    if (open == text.npos) return text.size();
    const std::string close = ")" + std::string{text.substr(at + 2, open - at - 2)} + "\"";
    const std::size_t end = text.find(close, open);
    return end == text.npos ? text.size() : end + close.size();
}

/// Where that ends which is not code and begins here; `at` itself for code.
std::size_t end_of_other(std::string_view text, std::size_t at) {
    const std::string_view rest = text.substr(at);
    const bool within_word = at > 0 && is_word(text[at - 1]);
    if (rest.starts_with("//")) return std::min(text.find('\n', at), text.size());
    if (rest.starts_with("/*")) {
        const std::size_t end = text.find("*/", at + 2);
        return end == text.npos ? text.size() : end + 2;
    }
    if (rest.starts_with("R\"") && !within_word) return end_of_raw(text, at);
    if (rest.front() == '"') return end_of_quotes(text, at);
    // Between digits it parts thousands.
    if (rest.front() == '\'' && !within_word) return end_of_quotes(text, at);
    return at;
}

/// Whether a number of that line has a fraction or an exponent.
bool holds_fraction(std::string_view line) {
    for (std::size_t at = 0; at < line.size(); ++at) {
        const bool begins = at == 0 || !is_word(line[at - 1]);
        const bool point = line[at] == '.' && at + 1 < line.size() && is_digit(line[at + 1]);
        if (begins && point) return true;
        if (!begins || !is_digit(line[at])) continue;
        std::size_t end = at;
        while (end < line.size() && (is_word(line[end]) || line[end] == '\'')) ++end;
        const std::string_view number = line.substr(at, end - at);
        if (number.starts_with("0x") || number.starts_with("0X")) continue;
        if (end < line.size() && line[end] == '.') return true;
        const std::size_t exponent = number.find_first_of("eE");
        if (exponent != number.npos && is_digit(number[exponent - 1])) return true;
    }
    return false;
}

bool floats(std::string_view line) {
    const bool names = std::ranges::any_of(
        kFloatingWords, [&](std::string_view word) { return holds_word(line, word); });
    return names || holds_fraction(line);
}

std::vector<Finding> floats_of(const File& file) {
    std::vector<Finding> findings;
    const std::string code = code_alone(file.text);
    int number = 0;
    for (const std::string_view line : lines_of(code)) {
        ++number;
        if (floats(line)) findings.push_back({file.path, number, "floating point"});
    }
    return findings;
}

}  // namespace

std::string code_alone(std::string_view text) {
    std::string code;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = end_of_other(text, at);
        if (end == at) {
            code += text[at++];
            continue;
        }
        for (; at < end; ++at) {
            if (text[at] == '\n') code += '\n';
        }
        code += ' ';
    }
    return code;
}

std::vector<Finding> floating_points(const std::vector<File>& files) {
    std::vector<Finding> findings;
    for (const File& file : files) {
        const bool counts = lies_in(file.path, "pos") || lies_in(file.path, "sync");
        if (!counts || !is_code(file.path) || may_float(file.path)) continue;
        const auto found = floats_of(file);
        findings.insert(findings.end(), found.begin(), found.end());
    }
    return findings;
}

std::vector<Finding> needless_leave(const std::vector<File>& files) {
    std::vector<Finding> findings;
    for (const Leave& leave : kLeave) {
        const auto file = std::ranges::find(files, leave.path, &File::path);
        if (file == files.end() || floats_of(*file).empty())
            findings.push_back({std::string{leave.path}, 0, std::string{leave.reason}});
    }
    return findings;
}

}  // namespace house
