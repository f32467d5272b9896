#include "pos/billing/invoice/check/codes.hpp"

#include <unordered_map>
#include <unordered_set>

#include "pos/base/assert.hpp"
#include "pos/billing/invoice/check/embedded.hpp"

namespace pos::billing::invoice::check {

namespace {

using Codes = std::unordered_set<std::string_view>;
using Lists = std::unordered_map<std::string_view, Codes>;

/// The next word of a line, which is taken off it; empty at its end.
std::string_view take_word(std::string_view& line) {
    while (line.starts_with(' ')) line.remove_prefix(1);
    const std::string_view word = line.substr(0, line.find(' '));
    line.remove_prefix(word.size());
    return word;
}

Lists read_lists(std::string_view text) {
    Lists lists;
    Codes* list = nullptr;
    while (!text.empty()) {
        std::string_view line = text.substr(0, text.find('\n'));
        text.remove_prefix(line.size() == text.size() ? line.size() : line.size() + 1);
        if (line.empty() || line.starts_with('#')) continue;
        if (!line.starts_with(' ')) {
            list = &lists[line];
            continue;
        }
        POS_ASSERT(list != nullptr);
        for (std::string_view word = take_word(line); !word.empty(); word = take_word(line))
            list->insert(word);
    }
    return lists;
}

}  // namespace

bool is_code(std::string_view list, std::string_view code) {
    static const Lists lists = read_lists(embedded_files().front().bytes);
    const auto found = lists.find(list);
    POS_ASSERT(found != lists.end());
    return found->second.contains(code);
}

}  // namespace pos::billing::invoice::check
