#include "app/core/meter/written_time.hpp"

#include <charconv>

namespace app::core::meter {

namespace {

/// Takes a text apart from the front.
class Text {
public:
    explicit Text(std::string_view rest) : rest_{rest} {}

    bool done() const { return rest_.empty(); }
    bool at_digit() const { return !done() && rest_[0] >= '0' && rest_[0] <= '9'; }
    bool take(char c) {
        if (done() || rest_[0] != c) return false;
        rest_.remove_prefix(1);
        return true;
    }
    bool take_any(std::string_view some) {
        if (done() || !some.contains(rest_[0])) return false;
        rest_.remove_prefix(1);
        return true;
    }
    bool take_word(std::string_view word) {
        if (rest_.size() < word.size()) return false;
        for (std::size_t i = 0; i < word.size(); ++i) {
            if ((rest_[i] | 0x20) != word[i]) return false;
        }
        rest_.remove_prefix(word.size());
        return true;
    }
    void skip_spaces() {
        while (take(' ')) {
        }
    }
    /// Digits, `most` of them at most; how many there were goes to `count`.
    std::optional<int> number(std::size_t most, std::size_t* count = nullptr) {
        int value = 0;
        std::size_t digits = 0;
        while (digits < most && at_digit()) {
            value = value * 10 + (rest_[0] - '0');
            rest_.remove_prefix(1);
            ++digits;
        }
        if (count != nullptr) *count = digits;
        if (digits == 0) return std::nullopt;
        return value;
    }

private:
    std::string_view rest_;
};

bool read_date(Text& text, WrittenTime& time) {
    std::size_t digits = 0;
    const auto first = text.number(8, &digits);
    if (!first) return false;
    time.parts[0] = *first;
    if (digits == 8) {  // 20040201
        time = {.parts = {*first / 10'000, *first / 100 % 100, *first % 100}, .year_first = true};
        return true;
    }
    if (digits == 4) time.year_first = true;
    if (digits > 4 || digits == 3) return false;
    for (const char sign : {'-', '/', '.'}) {
        if (!text.take(sign)) continue;
        const auto second = text.number(2);
        if (!second || !text.take(sign)) return false;
        const auto third = text.number(4, &digits);
        const bool fits = third && (time.year_first ? digits <= 2 : digits == 4);
        if (!fits) return false;
        time.parts[1] = *second;
        time.parts[2] = *third;
        return true;
    }
    return false;
}

/// "17:24", "17:24:00", "17:24:00.000", "5:24 pm", "1724"
bool read_clock(Text& text, WrittenTime& time) {
    std::size_t digits = 0;
    const auto first = text.number(4, &digits);
    if (!first) return false;
    int hour = *first;
    int minute = 0;
    int second = 0;
    if (digits == 4) {
        hour = *first / 100;
        minute = *first % 100;
    } else if (text.take(':')) {
        const auto told = text.number(2);
        if (!told) return false;
        minute = *told;
    } else {
        return false;
    }
    if (text.take(':')) {
        const auto told = text.number(2);
        if (!told) return false;
        second = *told;
        if (text.take('.') && !text.number(9)) return false;
    }
    text.skip_spaces();
    const bool morning = text.take_word("am");
    const bool afternoon = !morning && text.take_word("pm");
    if (morning || afternoon) {
        if (hour < 1 || hour > 12) return false;
        hour = hour % 12 + (afternoon ? 12 : 0);
    }
    if (hour > 23 || minute > 59 || second > 59) return false;
    time.second_of_day = hour * 3'600 + minute * 60 + second;
    return true;
}

/// "Z", "+01:00", "-0800", "+1"
bool read_offset(Text& text, WrittenTime& time) {
    if (text.take_any("Zz")) {
        time.utc_offset_s = 0;
        return true;
    }
    const bool behind = text.take('-');
    if (!behind && !text.take('+')) return true;
    std::size_t digits = 0;
    const auto first = text.number(4, &digits);
    if (!first || digits == 3) return false;
    int hours = digits == 4 ? *first / 100 : *first;
    int minutes = digits == 4 ? *first % 100 : 0;
    if (text.take(':')) {
        const auto told = text.number(2);
        if (!told || digits == 4) return false;
        minutes = *told;
    }
    if (hours > 23 || minutes > 59) return false;
    time.utc_offset_s = (behind ? -1 : 1) * (hours * 3'600 + minutes * 60);
    return true;
}

std::optional<pos::Date> date_by(int year, int month, int day) {
    if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || day > 31) {
        return std::nullopt;
    }
    const pos::Date date = pos::make_date(year, static_cast<unsigned>(month), 1);
    const pos::Date found{date.days + day - 1};
    if (split(found).month != static_cast<unsigned>(month)) return std::nullopt;
    return found;
}

}  // namespace

std::optional<WrittenTime> read_time(std::string_view written) {
    Text text{written};
    text.skip_spaces();
    WrittenTime time;
    if (!read_date(text, time)) return std::nullopt;
    if (text.take('T') || text.take(' ')) {
        text.skip_spaces();
        if (!text.done() && !read_clock(text, time)) return std::nullopt;
    }
    text.skip_spaces();
    if (!read_offset(text, time)) return std::nullopt;
    text.skip_spaces();
    return text.done() ? std::optional{time} : std::nullopt;
}

void DateOrders::see(const WrittenTime& time) {
    if (time.year_first) return;
    needed_ = true;
    if (!date_of(time, DateOrder::day_first)) day_first_ = false;
    if (!date_of(time, DateOrder::month_first)) month_first_ = false;
}

std::expected<DateOrder, std::string> DateOrders::decide() const {
    if (said_ != DateOrder::automatic) return said_;
    if (!needed_) return DateOrder::year_first;
    if (day_first_ == month_first_) {
        return std::unexpected{day_first_
                                   ? "its dates may have the day or the month first: say which "
                                     "(--dates)"
                                   : "its dates fit neither day nor month first"};
    }
    return day_first_ ? DateOrder::day_first : DateOrder::month_first;
}

std::optional<pos::Date> date_of(const WrittenTime& time, DateOrder order) {
    const auto& parts = time.parts;
    if (time.year_first) return date_by(parts[0], parts[1], parts[2]);
    if (order == DateOrder::month_first) return date_by(parts[2], parts[0], parts[1]);
    if (order == DateOrder::year_first) return std::nullopt;
    return date_by(parts[2], parts[1], parts[0]);
}

std::optional<pos::Instant> instant_of(const WrittenTime& time, pos::Date date,
                                       const pos::locale::Zone& zone,
                                       std::optional<pos::Instant> before) {
    if (time.utc_offset_s) {
        const std::int64_t seconds = std::int64_t{date.days} * 86'400 + time.second_of_day;
        return pos::Instant{(seconds - *time.utc_offset_s) * 1'000};
    }
    const auto instants = zone.instants(date, time.second_of_day);
    if (instants.empty()) return std::nullopt;
    const bool second = instants.size() > 1 && before && instants.front() <= *before;
    return second ? instants.back() : instants.front();
}

}  // namespace app::core::meter
