#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cstdlib>

#include "app/core/billing/takeover/take_row.hpp"
#include "pos/locale/fold.hpp"
#include "pos/money/decimal.hpp"

namespace app::core::billing::takeover {

namespace {

using core::meter::DateOrder;

constexpr unsigned kFigureDecimals = 6;

struct WrittenDay {
    pos::Date date{};
    core::meter::WrittenTime time;
};

std::string clock_of(const core::meter::WrittenTime& time) {
    const std::int32_t second = time.second_of_day;
    if (!time.utc_offset_s) {
        if (second == 0) return {};
        return fmt::format(" {:02}:{:02}", second / 3'600, second / 60 % 60);
    }
    const std::int32_t offset = *time.utc_offset_s;
    return fmt::format(" {:02}:{:02}:{:02}{}{:02}:{:02}", second / 3'600, second / 60 % 60,
                       second % 60, offset < 0 ? '-' : '+', std::abs(offset) / 3'600,
                       std::abs(offset) / 60 % 60);
}

Outcome<WrittenDay> read_day(Taking& taking, const Row& row, const char* field) {
    const std::string& typed = row.text(field, taking.how);
    const auto written = core::meter::read_time(typed);
    const auto day_first =
        written ? core::meter::date_of(*written, DateOrder::day_first) : std::optional<pos::Date>{};
    const auto month_first = written ? core::meter::date_of(*written, DateOrder::month_first)
                                     : std::optional<pos::Date>{};
    auto date = day_first ? day_first : month_first;
    const auto& said = taking.how.dates;
    if (said && written) date = core::meter::date_of(*written, *said);
    if (!said && day_first && month_first && *day_first != *month_first) {
        return taking.refuse(field, Reason::unknown_dates, typed,
                             "\"" + typed + "\" may have the day or the month first: say which.");
    }
    if (!date) {
        taking.blamed = field;
        return misuse(core::Why::no_day, typed,
                      "\"" + typed + "\" is no day such as 2026-12-01 or 1.12.2026.");
    }
    return WrittenDay{*date, *written};
}

}  // namespace

std::unexpected<Failure> Taking::refuse(std::string_view field, Reason reason, std::string about,
                                        std::string words) {
    blamed = field;
    why = {reason, std::move(about)};
    return misuse(std::move(words));
}

Outcome<std::string> date_of(Taking& taking, const Row& row, const char* field) {
    if (row.text(field, taking.how).empty()) return std::string{};
    const auto day = read_day(taking, row, field);
    if (!day) return std::unexpected{day.error()};
    return to_string(day->date) + clock_of(day->time);
}

Outcome<std::string> day_of(Taking& taking, const Row& row, const char* field) {
    if (row.text(field, taking.how).empty()) return std::string{};
    const auto day = read_day(taking, row, field);
    if (!day) return std::unexpected{day.error()};
    if (!day->time.utc_offset_s) return to_string(day->date);
    const auto& zone = taking.books.office.zone;
    return to_string(zone.local(*core::meter::instant_of(day->time, day->date, zone, {})).date);
}

Outcome<std::string> figure_of(Taking& taking, const Row& row, const char* field) {
    const std::string& typed = row.text(field, taking.how);
    if (typed.empty()) return typed;
    const auto read = taking.how.figures.read(typed, kFigureDecimals);
    if (read) return to_string(pos::Quantity{*read});
    if (read.error() == imports::FigureError::ambiguous) {
        return taking.refuse(field, Reason::two_ways, typed,
                             "\"" + typed +
                                 "\" may be thousands or decimals: say which sign parts the "
                                 "decimals.");
    }
    taking.blamed = field;
    return misuse(core::Why::no_figure, typed, "\"" + typed + "\" is no figure such as 12.50.");
}

Outcome<unsigned> count_of(Taking& taking, const Row& row, const char* field, unsigned otherwise) {
    const std::string& text = row.text(field, taking.how);
    if (text.empty()) return otherwise;
    unsigned count = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), count);
    if (read.ec == std::errc{} && read.ptr == text.data() + text.size()) return count;
    taking.blamed = field;
    return misuse(core::Why::no_count, text, "\"" + text + "\" is no whole number.");
}

Outcome<std::string> meaning_of(Taking& taking, const Row& row, const char* field,
                                std::span<const Meaning> words) {
    const std::string& word = row.text(field, taking.how);
    if (word.empty()) return word;
    const std::string folded = pos::locale::fold(word);
    const auto found = std::ranges::find(words, std::string_view{folded}, &Meaning::first);
    if (found != words.end()) return std::string{found->second};
    std::string known;
    for (const auto& [each, meaning] : words) {
        if (each == meaning) known += (known.empty() ? "" : ", ") + std::string{each};
    }
    return taking.refuse(field, Reason::unknown_word, word,
                         "\"" + word + "\" is none of " + known + ".");
}

}  // namespace app::core::billing::takeover
