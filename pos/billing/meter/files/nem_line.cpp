#include "pos/billing/meter/files/nem_line.hpp"

#include <algorithm>
#include <charconv>

namespace pos::billing::meter::files {

namespace {

constexpr std::string_view kBlank = " \t\r\x1A";  // the last ends files of old

std::string_view trimmed(std::string_view text) {
    const std::size_t begin = text.find_first_not_of(kBlank);
    if (begin == std::string_view::npos) return {};
    return text.substr(begin, text.find_last_not_of(kBlank) - begin + 1);
}

}  // namespace

bool NemLines::next() {
    while (!rest_.empty()) {
        const std::size_t end = rest_.find('\n');
        std::string_view line = trimmed(rest_.substr(0, end));
        rest_ = end == std::string_view::npos ? std::string_view{} : rest_.substr(end + 1);
        ++number_;
        if (number_ == 1 && line.starts_with("\xEF\xBB\xBF")) line.remove_prefix(3);
        if (line.find_first_not_of(',') == std::string_view::npos) continue;
        fields_.clear();
        for (std::size_t at = 0; at <= line.size();) {
            const std::size_t comma = std::min(line.find(',', at), line.size());
            fields_.push_back(trimmed(line.substr(at, comma - at)));
            at = comma + 1;
        }
        return true;
    }
    return false;
}

std::optional<std::size_t> number_of(std::string_view text) {
    std::size_t number = 0;
    const char* const end = text.data() + text.size();
    if (text.empty() || text.size() > 9) return std::nullopt;
    const auto read = std::from_chars(text.data(), end, number);
    if (read.ec != std::errc{} || read.ptr != end) return std::nullopt;
    return number;
}

std::optional<Date> date_of(std::string_view text) {
    if (text.size() != 8) return std::nullopt;
    const std::string dashed = std::string{text.substr(0, 4)} + '-' +
                               std::string{text.substr(4, 2)} + '-' + std::string{text.substr(6)};
    return parse_date(dashed);
}

std::optional<LocalTime> date_time_of(std::string_view text) {
    if (text.size() != 12 && text.size() != 14) return std::nullopt;
    const auto date = date_of(text.substr(0, 8));
    const auto hour = number_of(text.substr(8, 2));
    const auto minute = number_of(text.substr(10, 2));
    const auto second = text.size() == 14 ? number_of(text.substr(12, 2)) : std::size_t{0};
    if (!date || !hour || !minute || !second || *hour > 23 || *minute > 59 || *second > 59) {
        return std::nullopt;
    }
    const auto of_day = static_cast<std::int32_t>(*hour * 3'600 + *minute * 60 + *second);
    return LocalTime{.date = *date, .second_of_day = of_day};
}

bool is_fed_in(std::string_view channel) {
    return channel.starts_with('B') || channel.starts_with('K');
}

}  // namespace pos::billing::meter::files
