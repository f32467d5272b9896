#include "drivers/meter/mbus/data.hpp"

#include <algorithm>
#include <array>
#include <bit>

#include "drivers/meter/decimal.hpp"
#include "pos/base/assert.hpp"

namespace drivers::meter::mbus {

namespace {

using pos::Exact;
using pos::Wide;

constexpr std::uint8_t kTextMax = 0xBF;

std::uint8_t byte(pos::BytesView bytes, std::size_t at) {
    return std::to_integer<std::uint8_t>(bytes[at]);
}

std::uint64_t unsigned_of(pos::BytesView bytes) {
    std::uint64_t value = 0;
    for (std::size_t i = bytes.size(); i-- > 0;) value = value << 8U | byte(bytes, i);
    return value;
}

std::int64_t signed_of(pos::BytesView bytes) {
    const unsigned unused = 64 - 8 * static_cast<unsigned>(bytes.size());
    return static_cast<std::int64_t>(unsigned_of(bytes) << unused) >> unused;
}

Exact whole(Wide number) {
    return {number * pos::kExactScale};
}

/// Two digits a byte, the lowest first; an F at the top is a minus. Nothing for other signs.
std::optional<std::int64_t> bcd_of(pos::BytesView bytes) {
    std::int64_t value = 0;
    bool negative = false;
    for (std::size_t i = bytes.size(); i-- > 0;) {
        const bool top = i + 1 == bytes.size();
        unsigned high = byte(bytes, i) >> 4U;
        const unsigned low = byte(bytes, i) & 0x0FU;
        if (top && high == 0x0F) {
            negative = true;
            high = 0;
        }
        if (high > 9 || low > 9) return std::nullopt;
        value = value * 100 + high * 10 + low;
    }
    return negative ? -value : value;
}

bool is_date(unsigned year, unsigned month, unsigned day) {
    constexpr std::array<unsigned, 13> kDays{0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return year <= 99 && month >= 1 && month <= 12 && day >= 1 && day <= kDays[month];
}

/// Of two bytes: day and lower year, month and upper year.
std::optional<MeterTime> date_of(std::uint8_t low, std::uint8_t high, unsigned hundreds) {
    const unsigned year = unsigned{low} >> 5U | (unsigned{high} >> 4U) << 3U;
    const unsigned month = high & 0x0FU;
    const unsigned day = low & 0x1FU;
    if (!is_date(year, month, day)) return std::nullopt;
    // Meters of old leave the hundreds at nought in this century too.
    const unsigned begin = hundreds == 0 && year <= 80 ? 2'000 : 1'900 + 100 * hundreds;
    return MeterTime{.year = static_cast<int>(begin + year), .month = month, .day = day};
}

std::optional<MeterTime> with_time(std::optional<MeterTime> time, unsigned hour, unsigned minute,
                                   unsigned second) {
    if (!time || hour > 23 || minute > 59 || second > 59) return std::nullopt;
    time->second_of_day = hour * 3'600 + minute * 60 + second;
    return time;
}

/// Types G, F and I of EN 13757-3, by their length.
std::optional<MeterTime> time_of(pos::BytesView bytes) {
    if (bytes.size() == 2) return date_of(byte(bytes, 0), byte(bytes, 1), 0);
    if (bytes.size() == 4) {
        const std::uint8_t hours = byte(bytes, 1);
        auto time = with_time(date_of(byte(bytes, 2), byte(bytes, 3), hours >> 5U & 3U),
                              hours & 0x1FU, byte(bytes, 0) & 0x3FU, 0);
        if (time) time->summer_time = (hours & 0x80U) != 0;
        if (time) time->in_doubt = (byte(bytes, 0) & 0x80U) != 0;
        return time;
    }
    if (bytes.size() == 6) {
        auto time = with_time(date_of(byte(bytes, 3), byte(bytes, 4), 0), byte(bytes, 2) & 0x1FU,
                              byte(bytes, 1) & 0x3FU, byte(bytes, 0) & 0x3FU);
        if (time) time->summer_time = (byte(bytes, 0) & 0x40U) != 0;
        if (time) time->in_doubt = (byte(bytes, 1) & 0x80U) != 0;
        return time;
    }
    return std::nullopt;
}

Datum bytes_as_they_are(pos::BytesView bytes) {
    return pos::Bytes{bytes.begin(), bytes.end()};
}

Datum number_or_bytes(std::optional<Exact> number, const Meaning& meaning, pos::BytesView bytes) {
    if (number) number = scaled(*number, meaning.times, meaning.power_of_ten);
    return number ? Datum{*number} : bytes_as_they_are(bytes);
}

Datum integer(pos::BytesView bytes, const Meaning& meaning) {
    if (meaning.kind == Kind::date) {
        const auto time = time_of(bytes);
        return time ? Datum{*time} : bytes_as_they_are(bytes);
    }
    const Wide number =
        meaning.kind == Kind::bits ? Wide{unsigned_of(bytes)} : Wide{signed_of(bytes)};
    return number_or_bytes(whole(number), meaning, bytes);
}

Datum bcd(pos::BytesView bytes, const Meaning& meaning, bool negated = false) {
    const auto digits = bcd_of(bytes);
    if (!digits) return bytes_as_they_are(bytes);
    return number_or_bytes(whole(negated ? -*digits : *digits), meaning, bytes);
}

Datum variable(pos::BytesView bytes, const Meaning& meaning) {
    const std::uint8_t first = byte(bytes, 0);
    const auto rest = bytes.subspan(1);
    if (first <= kTextMax) return text_of(rest);
    const bool short_enough = !rest.empty() && rest.size() <= 8;
    if (first <= 0xC9 && short_enough) return bcd(rest, meaning);
    if (first >= 0xD0 && first <= 0xD9 && short_enough) return bcd(rest, meaning, true);
    if (first >= 0xE0 && first <= 0xEF && short_enough) return integer(rest, meaning);
    return bytes_as_they_are(rest);
}

}  // namespace

std::string to_string(const MeterTime& time) {
    const auto two = [](unsigned n) { return (n < 10 ? "0" : "") + std::to_string(n); };
    std::string text = std::to_string(time.year) + '-' + two(time.month) + '-' + two(time.day);
    if (!time.second_of_day) return text;
    const unsigned second = *time.second_of_day;
    text += 'T' + two(second / 3'600) + ':' + two(second / 60 % 60);
    if (second % 60 != 0) text += ':' + two(second % 60);
    return text;
}

std::optional<std::size_t> size_of(Coding coding) {
    constexpr std::array<std::size_t, 15> kSizes{0, 1, 2, 3, 4, 4, 6, 8, 0, 1, 2, 3, 4, 0, 6};
    if (coding == Coding::variable || coding == Coding::special) return std::nullopt;
    return kSizes[static_cast<std::size_t>(coding)];
}

std::optional<std::size_t> size_of_variable(std::uint8_t first) {
    if (first <= kTextMax) return first;
    if (first <= 0xEF) return first & 0x0FU;
    if (first <= 0xF4) return 4U * (first - 0xECU);  // long binary numbers
    if (first == 0xF5) return 48;
    if (first == 0xF6) return 64;
    return std::nullopt;
}

Datum datum_of(Coding coding, pos::BytesView bytes, const Meaning& meaning) {
    switch (coding) {
        case Coding::none:
        case Coding::selection:
        case Coding::special:
            return std::monostate{};
        case Coding::int8:
        case Coding::int16:
        case Coding::int24:
        case Coding::int32:
        case Coding::int48:
        case Coding::int64:
            return integer(bytes, meaning);
        case Coding::real32: {
            const auto number =
                std::bit_cast<float>(static_cast<std::uint32_t>(unsigned_of(bytes)));
            return number_or_bytes(exact_of(number), meaning, bytes);
        }
        case Coding::bcd2:
        case Coding::bcd4:
        case Coding::bcd6:
        case Coding::bcd8:
        case Coding::bcd12:
            return bcd(bytes, meaning);
        case Coding::variable:
            return variable(bytes, meaning);
    }
    POS_ASSERT(!"a coding");
}

std::string text_of(pos::BytesView bytes) {
    std::string text;
    for (std::size_t i = bytes.size(); i-- > 0;) {
        const std::uint8_t c = byte(bytes, i);
        if (c < 0x80) {
            text += static_cast<char>(c < 0x20 || c == 0x7F ? ' ' : c);
        } else {
            text += static_cast<char>(0xC0 | c >> 6U);
            text += static_cast<char>(0x80 | (c & 0x3FU));
        }
    }
    return text;
}

}  // namespace drivers::meter::mbus
