// A promotion as the audit keeps it, read back.
#include <algorithm>
#include <array>

#include "app/core/office/promotion_text.hpp"

namespace app::core {

namespace {

/// What stands between the two; nothing where it is another text.
std::optional<std::string> text_within(std::string_view text, std::string_view before,
                                       std::string_view behind) {
    if (text.size() < before.size() + behind.size()) return std::nullopt;
    if (!text.starts_with(before) || !text.ends_with(behind)) return std::nullopt;
    text.remove_prefix(before.size());
    text.remove_suffix(behind.size());
    return std::string{text};
}

/// The same where there are two of them, with words in the middle.
bool read_two(std::string_view text, const std::array<std::string_view, 3>& around,
              std::string& first, std::string& second) {
    const auto inner = text_within(text, around[0], around[2]);
    if (!inner) return false;
    const auto middle = inner->find(around[1]);
    if (middle == std::string::npos) return false;
    first = inner->substr(0, middle);
    second = inner->substr(middle + around[1].size());
    return true;
}

/// The same where there is one.
bool read_one(std::string_view text, std::string_view before, std::string_view behind,
              std::string& to) {
    auto inner = text_within(text, before, behind);
    if (!inner) return false;
    to = std::move(*inner);
    return true;
}

/// Of whole numbers as they are written.
bool is_less(std::string_view a, std::string_view b) {
    return a.size() != b.size() ? a.size() < b.size() : a < b;
}

bool read_terms(std::string_view text, PromotionText& to) {
    if (read_two(text, {"of ", " the cheapest ", " % off"}, to.take, to.percent) ||
        read_two(text, {"", " % off from ", " on"}, to.percent, to.spend) ||
        read_two(text, {"", " off each ", ""}, to.off, to.spend) ||
        read_one(text, "", " % off", to.percent) || read_one(text, "", " off", to.off) ||
        read_one(text, "at ", "", to.price)) {
        return true;
    }
    std::string what;
    if (!read_two(text, {"", " for ", ""}, to.take, what)) return false;
    // Whoever pays for pieces pays for fewer of them than are taken.
    const bool is_pieces = what.find('.') == std::string::npos && is_less(what, to.take);
    (is_pieces ? to.pay : to.price) = std::move(what);
    return true;
}

bool read_gives(std::string_view text, PromotionText& to) {
    constexpr std::string_view kWithOthers = ", with others";
    constexpr std::string_view kTimes = " times a basket";
    if (text.ends_with(kWithOthers)) {
        to.combinable = true;
        text.remove_suffix(kWithOthers.size());
    }
    if (text.ends_with(kTimes)) {
        text.remove_suffix(kTimes.size());
        const auto comma = text.rfind(", ");
        if (comma == text.npos) return false;
        to.times = text.substr(comma + 2);
        text = text.substr(0, comma);
    }
    return read_terms(text, to);
}

std::vector<std::string> parts_of(std::string_view text, std::string_view between) {
    std::vector<std::string> parts;
    for (;;) {
        const auto end = text.find(between);
        parts.emplace_back(text.substr(0, end));
        if (end == text.npos) return parts;
        text.remove_prefix(end + between.size());
    }
}

bool read_goods(std::string_view text, PromotionText& to) {
    constexpr std::string_view kDepartments = "departments ";
    constexpr std::string_view kItems = "items ";
    if (text == "all goods") return true;
    if (text.starts_with(kDepartments)) {
        text.remove_prefix(kDepartments.size());
        const auto end = std::min(text.find(", items "), text.size());
        to.departments = parts_of(text.substr(0, end), " ");
        if (end == text.size()) return true;
        text.remove_prefix(end + 2);
    }
    if (!text.starts_with(kItems)) return false;
    to.items = parts_of(text.substr(kItems.size()), " ");
    return true;
}

bool is_time(std::string_view word) {
    return word.find(':') != word.npos && word.find('-') == word.npos;
}

bool read_when(std::string_view text, PromotionText& to) {
    if (text == "always") return true;
    const auto parts = parts_of(text, " ");
    for (std::size_t at = 0; at < parts.size(); ++at) {
        if (parts[at] == "from" || parts[at] == "until") {
            std::string& day = parts[at] == "from" ? to.from : to.until;
            if (++at == parts.size()) return false;
            day = parts[at];
            if (at + 1 < parts.size() && is_time(parts[at + 1])) day += " " + parts[++at];
        } else {
            (parts[at].find(':') == std::string::npos ? to.weekdays : to.hours) = parts[at];
        }
    }
    return true;
}

std::optional<PromotionText> read_behind(std::string_view label, std::string_view text) {
    const auto parts = parts_of(text, "; ");
    if (parts.size() < 3) return std::nullopt;
    PromotionText promotion;
    promotion.label = label;
    const bool good = read_gives(parts[0], promotion) && read_goods(parts[1], promotion) &&
                      read_when(parts[2], promotion);
    if (!good) return std::nullopt;
    for (std::size_t at = 3; at < parts.size(); ++at) {
        if (read_one(parts[at], "priority ", "", promotion.priority)) continue;
        promotion.branches = parts_of(parts[at], " ");
    }
    return promotion;
}

}  // namespace

std::optional<PromotionText> read_summary(std::string_view text) {
    constexpr std::string_view kBehindLabel = "\": ";
    if (!text.starts_with('"')) return std::nullopt;
    // A label may hold what stands behind one.
    for (auto end = text.find(kBehindLabel); end != text.npos;
         end = text.find(kBehindLabel, end + 1)) {
        if (end == 0) continue;
        auto promotion =
            read_behind(text.substr(1, end - 1), text.substr(end + kBehindLabel.size()));
        if (promotion && summary(*promotion) == text) return promotion;
    }
    return std::nullopt;
}

}  // namespace app::core
