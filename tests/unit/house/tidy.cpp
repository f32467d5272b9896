#include "tests/unit/house/tidy.hpp"

#include <algorithm>
#include <array>
#include <string>

namespace house {
namespace {

/// A text that is looked for, written in two halves, so that this file does not find itself.
std::string halves(std::string_view one, std::string_view two) {
    return std::string{one}.append(two);
}

const std::array kMarks{halves("TO", "DO"), halves("FIX", "ME"), halves("HA", "CK")};
const std::array kMachinePaths{halves("/ho", "me/"), halves("/ro", "ot/"), halves("/wo", "rk/"),
                               halves("/Us", "ers/"), halves("C:", "\\")};
const std::array<std::string, 5> kWallClocks{"system_clock::now", "gettimeofday", "clock_gettime",
                                             "std::time(", "ucal_getNow"};

/// What takes a part of the answer before it.
constexpr std::array<std::string_view, 5> kParts{"[", "->", ".items()", ".value()", ".error()"};

/// Characters of a UTF-8 line: bytes that do not continue another.
int columns(std::string_view line) {
    return static_cast<int>(std::ranges::count_if(
        line, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

/// Whether a raw string is open at the end of the line, when `open` says so for its beginning.
bool stays_in_raw_string(std::string_view line, bool open) {
    const std::size_t end = line.rfind(")\"");
    const std::size_t begin = line.rfind("R\"(");
    if (begin != line.npos && (end == line.npos || begin > end)) return true;
    return open && end == line.npos;
}

bool is_ours(std::string_view path) {
    return lies_in(path, "app") || lies_in(path, "pos") || lies_in(path, "drivers") ||
           lies_in(path, "sync");
}

/// Calls `check(line)` for every line; where it answers with words, they become a finding.
template <class Check>
void each_line(const File& file, std::vector<Finding>& findings, Check check) {
    int number = 0;
    for (const std::string_view line : lines_of(file.text)) {
        ++number;
        if (std::string what = check(line); !what.empty())
            findings.push_back({file.path, number, std::move(what)});
    }
}

/// Whether the bracket that closes at `close` is that of a call which gives away what it answers;
/// `at` and `find` point into what they are asked of.
bool gives_away(std::string_view text, std::size_t close) {
    std::size_t open = close;
    for (int depth = 0; open != text.npos; --open) {
        if (text[open] == ')') ++depth;
        if (text[open] == '(' && --depth == 0) break;
        if (open == 0) return false;
    }
    std::size_t begin = open;
    while (begin > 0 && is_word(text[begin - 1])) --begin;
    const std::string_view name = text.substr(begin, open - begin);
    return !name.empty() && name != "at" && name != "find";
}

/// What stands between the bracket at `open` and its own, or the line's end.
std::string_view within(std::string_view line, std::size_t open) {
    int depth = 0;
    for (std::size_t at = open; at < line.size(); ++at) {
        if (line[at] == '(') ++depth;
        if (line[at] == ')' && --depth == 0) return line.substr(open + 1, at - open - 1);
    }
    return line.substr(open + 1);
}

bool loops_over_part(std::string_view line) {
    const std::size_t loop = line.find("for (");
    if (loop == line.npos) return false;
    const std::string_view head = within(line, loop + 4);
    for (std::size_t close = head.find(" : "); (close = head.find(')', close)) != head.npos;
         ++close) {
        const std::string_view behind = head.substr(close + 1);
        const bool part =
            std::ranges::any_of(kParts, [&](auto& one) { return behind.starts_with(one); });
        if (part && gives_away(head, close)) return true;
    }
    return false;
}

template <std::size_t N>
std::vector<Finding> lines_with(const std::array<std::string, N>& texts, const File& file) {
    std::vector<Finding> findings;
    each_line(file, findings, [&](std::string_view line) -> std::string {
        for (const std::string& text : texts) {
            if (line.find(text) != line.npos) return text;
        }
        return {};
    });
    return findings;
}

void append(std::vector<Finding>& to, std::vector<Finding> more) {
    to.insert(to.end(), more.begin(), more.end());
}

}  // namespace

std::vector<Finding> unfinished_marks(const std::vector<File>& files) {
    std::vector<Finding> findings;
    for (const File& file : files) {
        each_line(file, findings, [](std::string_view line) -> std::string {
            for (const std::string& mark : kMarks) {
                if (holds_word(line, mark)) return "mark of unfinished work: " + mark;
            }
            return {};
        });
    }
    return findings;
}

std::vector<Finding> bad_layout(const std::vector<File>& files) {
    std::vector<Finding> findings;
    for (const File& file : files) {
        if (!is_code(file.path)) continue;
        bool in_table = false;
        each_line(file, findings, [&](std::string_view line) -> std::string {
            const bool table_line = in_table && lies_in(file.path, "tests");
            in_table = stays_in_raw_string(line, in_table);
            if (line.find('\t') != line.npos) return "a tab";
            if (!table_line && columns(line) > kColumnsMax)
                return std::to_string(columns(line)) + " columns";
            return {};
        });
    }
    return findings;
}

std::vector<Finding> machine_paths(const std::vector<File>& files) {
    std::vector<Finding> findings;
    for (const File& file : files) append(findings, lines_with(kMachinePaths, file));
    return findings;
}

std::vector<Finding> unguarded_headers(const std::vector<File>& files) {
    std::vector<Finding> findings;
    for (const File& file : files) {
        if (!file.path.ends_with(".hpp")) continue;
        const auto lines = lines_of(file.text);
        const auto first = std::ranges::find_if(
            lines, [](std::string_view l) { return !l.empty() && !l.starts_with("//"); });
        if (first == lines.end() || *first != "#pragma once")
            findings.push_back({file.path, 0, "no #pragma once before its code"});
    }
    return findings;
}

std::vector<Finding> longer_than(int limit, const std::vector<File>& files) {
    std::vector<Finding> findings;
    for (const File& file : files) {
        const int lines = static_cast<int>(lines_of(file.text).size());
        if (is_ours(file.path) && is_code(file.path) && lines > limit)
            findings.push_back({file.path, 0, std::to_string(lines) + " lines"});
    }
    return findings;
}

std::vector<Finding> loops_over_parts(const std::vector<File>& files) {
    std::vector<Finding> findings;
    for (const File& file : files) {
        if (!is_code(file.path)) continue;
        each_line(file, findings, [](std::string_view line) -> std::string {
            return loops_over_part(line) ? "a loop over a part of what a call gives away" : "";
        });
    }
    return findings;
}

std::vector<Finding> wall_clocks(const std::vector<File>& files) {
    std::vector<Finding> findings;
    for (const File& file : files) {
        if (lies_in(file.path, "pos") && is_code(file.path))
            append(findings, lines_with(kWallClocks, file));
    }
    return findings;
}

}  // namespace house
