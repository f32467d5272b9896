#include "app/till/screens/pay/pay.hpp"

#include <algorithm>

namespace till::pay {

std::string keyed(const std::string& digits, const std::string& more) {
    std::string next = digits;
    for (const char c : more) {
        if (c < '0' || c > '9') continue;
        if (next.empty() && c == '0') continue;
        if (next.size() < kDigitsMax) next += c;
    }
    return next;
}

std::optional<std::int64_t> keyed_minor(const std::string& digits) {
    if (digits.empty()) return std::nullopt;
    std::int64_t minor = 0;
    for (const char c : digits) minor = minor * 10 + (c - '0');
    return minor;
}

std::vector<std::int64_t> likely_notes(std::int64_t due_minor, std::int64_t minor_per_major,
                                       std::size_t count) {
    // The steps of notes and coins most currencies have: 5, 10, 20, 50, 100, 200, 500, 1000 …
    std::vector<std::int64_t> notes;
    const auto offer = [&](std::int64_t minor) {
        if (minor > due_minor && std::ranges::find(notes, minor) == notes.end())
            notes.push_back(minor);
    };
    for (std::int64_t power = 1; power <= 1'000'000 && notes.size() < 12; power *= 10) {
        for (const std::int64_t step : {1, 2, 5}) {
            const std::int64_t note = step * power * minor_per_major;
            if (note < 5 * minor_per_major) continue;
            const std::int64_t next = (due_minor / note + 1) * note;
            // Two notes of one kind are likely, three are not.
            if (next <= 2 * note) offer(next);
        }
    }
    std::ranges::sort(notes);
    if (notes.size() > count) notes.resize(count);
    return notes;
}

}  // namespace till::pay
