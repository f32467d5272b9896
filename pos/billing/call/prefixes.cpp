#include "pos/billing/call/prefixes.hpp"

#include <algorithm>

namespace pos::billing::call {

namespace {

constexpr std::size_t kLengthMax = 32;
constexpr std::size_t kOther = 12;

}  // namespace

std::size_t Prefixes::key_of(char c) {
    if (c >= '0' && c <= '9') return static_cast<std::size_t>(c - '0');
    return c == '*' ? 10 : c == '#' ? 11 : kOther;
}

bool Prefixes::add(std::string_view prefix, std::uint32_t value) {
    const bool sound = !prefix.empty() && prefix.size() <= kLengthMax && value != kNone &&
                       std::ranges::none_of(prefix, [](char c) { return key_of(c) == kOther; });
    if (!sound) return false;
    std::uint32_t at = 0;
    for (const char c : prefix) {
        const std::size_t key = key_of(c);
        if (nodes_[at].next[key] == 0) {
            nodes_[at].next[key] = static_cast<std::uint32_t>(nodes_.size());
            nodes_.emplace_back();
        }
        at = nodes_[at].next[key];
    }
    if (nodes_[at].value != kNone) return false;
    nodes_[at].value = value;
    ++size_;
    return true;
}

std::optional<Prefixes::Match> Prefixes::longest(std::string_view number) const {
    std::optional<Match> found;
    std::uint32_t at = 0;
    for (std::size_t i = 0; i < number.size(); ++i) {
        const std::size_t key = key_of(number[i]);
        if (key == kOther) break;
        at = nodes_[at].next[key];
        if (at == 0) break;
        if (nodes_[at].value != kNone) found = Match{nodes_[at].value, i + 1};
    }
    return found;
}

}  // namespace pos::billing::call
