#include "pos/catalog/gs1/trade_item.hpp"

#include <algorithm>
#include <chrono>

#include "pos/base/assert.hpp"
#include "pos/catalog/gs1/reading.hpp"
#include "pos/money/wide.hpp"

namespace pos::catalog::gs1 {

namespace {

constexpr unsigned kQuantityDecimals = 6;
constexpr std::int64_t kKilogramsInPound_e8 = 45'359'237;  // exactly 0.45359237
constexpr std::int64_t kE8 = 100'000'000;

std::int64_t number(std::string_view digits) {
    std::int64_t value = 0;
    for (const char digit : digits) {
        POS_ASSERT(digit >= '0' && digit <= '9');
        value = value * 10 + (digit - '0');
    }
    return value;
}

std::string_view value_of(const Elements& elements, std::string_view ai) {
    const auto found = std::ranges::find(elements, ai, &Element::ai);
    return found == elements.end() ? std::string_view{} : std::string_view{found->value};
}

/// The first element that the pattern names: "310n".
const Element* find(const Elements& elements, std::string_view pattern) {
    const auto found = std::ranges::find_if(
        elements, [pattern](const Element& element) { return names(pattern, element.ai); });
    return found == elements.end() ? nullptr : &*found;
}

unsigned decimals_of(const Element& element) {
    return static_cast<unsigned>(element.ai.back() - '0');
}

/// Six digits, the last of the identifier says how many are decimals.
std::optional<Quantity> measure(const Elements& elements, std::string_view pattern) {
    const Element* element = find(elements, pattern);
    if (element == nullptr) return std::nullopt;
    std::int64_t millionths = number(element->value);
    for (unsigned at = decimals_of(*element); at < kQuantityDecimals; ++at) millionths *= 10;
    return Quantity{millionths};
}

/// `quantity` × numerator / denominator, to the millionth.
Quantity converted(Quantity quantity, std::int64_t numerator, std::int64_t denominator) {
    return {divide(Wide{quantity.millionths} * numerator, denominator, RoundingMode::half_away)};
}

std::optional<Date> date_at(const Elements& elements, std::string_view ai, Date today) {
    const std::string_view value = value_of(elements, ai);
    if (value.empty()) return std::nullopt;
    return date_of(value.substr(0, 6), today);
}

std::optional<Date> expiry_of(const Elements& elements, Date today) {
    std::optional<Date> earliest;
    for (const std::string_view ai : {"17", "16", "7003"}) {
        const auto date = date_at(elements, ai, today);
        if (date && (!earliest || *date < *earliest)) earliest = date;
    }
    return earliest;
}

std::optional<Quantity> count_of(const Elements& elements) {
    for (const std::string_view ai : {"30", "37"}) {
        const std::string_view digits = value_of(elements, ai);
        if (!digits.empty()) return pieces(number(digits));
    }
    return std::nullopt;
}

std::optional<LabelAmount> price_of(const Elements& elements) {
    if (const Element* place = find(elements, "392n")) {
        return LabelAmount{number(place->value), decimals_of(*place), {}};
    }
    const Element* named = find(elements, "393n");
    if (named == nullptr) return std::nullopt;
    return LabelAmount{number(std::string_view{named->value}.substr(3)), decimals_of(*named),
                       named->value.substr(0, 3)};
}

}  // namespace

Date date_of(std::string_view yymmdd, Date today) {
    POS_ASSERT(yymmdd.size() == 6);
    const int this_year = split(today).year;
    int year = this_year - this_year % 100 + static_cast<int>(number(yymmdd.substr(0, 2)));
    if (year - this_year >= 51) year -= 100;
    if (year - this_year <= -50) year += 100;
    const auto month = static_cast<unsigned>(number(yymmdd.substr(2, 2)));
    const auto day = static_cast<unsigned>(number(yymmdd.substr(4)));
    POS_ASSERT(month >= 1 && month <= 12);
    const std::chrono::year_month_day_last last{
        std::chrono::year{year}, std::chrono::month_day_last{std::chrono::month{month}}};
    const auto days = static_cast<unsigned>(last.day());
    return make_date(year, month, day == 0 ? days : std::min(day, days));
}

std::optional<TradeItem> trade_item(const Elements& elements, Date today) {
    const auto number_of_goods = trade_item_number(elements);
    if (!number_of_goods) return std::nullopt;
    return TradeItem{.number = *number_of_goods,
                     .batch = std::string{value_of(elements, "10")},
                     .serial = std::string{value_of(elements, "21")},
                     .expires = expiry_of(elements, today),
                     .best_before = date_at(elements, "15", today),
                     .weight_kg = measure(elements, "310n"),
                     .weight_lb = measure(elements, "320n"),
                     .length_m = measure(elements, "311n"),
                     .volume_l = measure(elements, "315n"),
                     .count = count_of(elements),
                     .price = price_of(elements)};
}

std::optional<Quantity> quantity_in(const TradeItem& item, std::string_view unit) {
    if (unit.empty()) return item.count;
    if (unit == "m") return item.length_m;
    if (unit == "l") return item.volume_l;
    if (unit == "lb") {
        if (item.weight_lb || !item.weight_kg) return item.weight_lb;
        return converted(*item.weight_kg, kE8, kKilogramsInPound_e8);
    }
    if (unit == "kg") {
        if (item.weight_kg || !item.weight_lb) return item.weight_kg;
        return converted(*item.weight_lb, kKilogramsInPound_e8, kE8);
    }
    if (unit == "g") {
        if (item.weight_kg) return converted(*item.weight_kg, 1'000, 1);
        if (item.weight_lb) return converted(*item.weight_lb, kKilogramsInPound_e8, kE8 / 1'000);
    }
    return std::nullopt;
}

}  // namespace pos::catalog::gs1
