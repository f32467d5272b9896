#include "app/core/billing/causes.hpp"

namespace app::core::billing {

namespace {

/// What stands in the words where the pattern has its names.
std::optional<std::vector<std::pair<std::string, std::string>>> taken_apart(
    std::string_view words, std::string_view pattern) {
    std::vector<std::pair<std::string, std::string>> about;
    for (;;) {
        const std::string_view before = pattern.substr(0, pattern.find('{'));
        if (!words.starts_with(before)) return std::nullopt;
        words.remove_prefix(before.size());
        pattern.remove_prefix(before.size());
        if (pattern.empty()) break;
        const std::size_t close = pattern.find('}');
        const std::string_view name = pattern.substr(1, close - 1);
        pattern.remove_prefix(close + 1);
        const std::string_view behind = pattern.substr(0, pattern.find('{'));
        const std::size_t end = behind.empty() ? words.size() : words.find(behind);
        if (end == words.npos) return std::nullopt;
        about.emplace_back(name, words.substr(0, end));
        words.remove_prefix(end);
    }
    if (!words.empty()) return std::nullopt;
    return about;
}

}  // namespace

std::string bad_line_words(const pos::billing::bill::BillFault& fault) {
    return say(causes::kBadLine, fmt::arg("subscription", fault.subscription),
               fmt::arg("charge", fault.charge), fmt::arg("from", to_string(fault.from)),
               fmt::arg("to", to_string(fault.to)), fmt::arg("reason", fault.reason));
}

std::optional<SaidCause> cause_of(std::string_view words) {
    for (const Cause& cause : causes::kAll) {
        if (auto about = taken_apart(words, cause.words)) {
            return SaidCause{cause.name, std::move(*about)};
        }
    }
    return std::nullopt;
}

}  // namespace app::core::billing
