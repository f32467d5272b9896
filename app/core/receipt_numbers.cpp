#include "app/core/receipt_numbers.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace app::core {

std::vector<std::string> receipt_numbers(std::string_view text,
                                         const pos::journal::JournalRow& journal) {
    constexpr std::size_t kFiguresMax = 9;
    std::vector<std::string> numbers{std::string{text}};
    std::string capitals{text};
    for (char& c : capitals)
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    if (capitals != text) numbers.push_back(std::move(capitals));
    const bool figures =
        !text.empty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
    if (figures && text.size() <= kFiguresMax)
        numbers.push_back(fmt::format("{}-{}-{:0>6}", journal.branch, journal.series, text));
    return numbers;
}

}  // namespace app::core
