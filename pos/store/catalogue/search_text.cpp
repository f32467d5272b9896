#include "pos/store/catalogue/search_text.hpp"

#include <algorithm>
#include <vector>

#include "pos/locale/fold.hpp"

namespace pos::store {

namespace {

/// The first `count` characters of valid UTF-8.
std::string_view first_characters(std::string_view text, std::size_t count) {
    std::size_t at = 0;
    for (; at < text.size(); ++at) {
        const bool lead = (static_cast<unsigned char>(text[at]) & 0xC0U) != 0x80U;
        if (lead && count-- == 0) break;
    }
    return text.substr(0, at);
}

}  // namespace

void search_text_into(std::string_view name, std::string_view number, std::string& out) {
    locale::fold_into(name, out);
    if (number.empty()) return;
    out += ' ';
    out += locale::fold(number);
}

void starts_into(std::string_view folded, std::string& out) {
    out.clear();
    std::vector<std::string_view> starts;
    for (const locale::Word& word : locale::words(folded)) {
        if (word.cjk) {
            for (const auto pair : locale::bigrams(word.text)) starts.push_back(pair);
        } else {
            starts.push_back(first_characters(word.text, 2));
        }
    }
    std::ranges::sort(starts);
    const auto repeats = std::ranges::unique(starts);
    starts.erase(repeats.begin(), repeats.end());
    for (const auto start : starts) {
        if (!out.empty()) out += ' ';
        out += start;
    }
}

}  // namespace pos::store
