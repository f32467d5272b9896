#include "app/core/office/promotion_text.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>

#include "app/core/office/moment_text.hpp"
#include "pos/money/decimal.hpp"

namespace app::core {

namespace {

using pos::catalog::Promotion;
using pos::catalog::PromotionFault;
using pos::pricing::PromotionError;
using pos::pricing::PromotionKind;
using pos::pricing::PromotionRule;

constexpr std::array<std::string_view, 7> kDays{"mon", "tue", "wed", "thu", "fri", "sat", "sun"};

Outcome<std::uint32_t> count_of(const std::string& text, std::string_view what) {
    std::uint32_t count = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), count);
    if (read.ec != std::errc{} || read.ptr != text.data() + text.size() || count > 1'000'000) {
        return misuse(Why::no_count, text,
                      fmt::format("{} {} is no whole number, such as 3.", what, text));
    }
    return count;
}

/// The kind that the figures make together.
Outcome<PromotionKind> kind_of(const PromotionText& text) {
    struct Shape {
        PromotionKind kind;
        bool percent, off, price, take, pay, spend;
    };
    static constexpr Shape kShapes[] = {
        {PromotionKind::percent_off, true, false, false, false, false, false},
        {PromotionKind::amount_off, false, true, false, false, false, false},
        {PromotionKind::fixed_price, false, false, true, false, false, false},
        {PromotionKind::n_for_m, false, false, false, true, true, false},
        {PromotionKind::n_for_price, false, false, true, true, false, false},
        {PromotionKind::nth_off, true, false, false, true, false, false},
        {PromotionKind::spend_percent, true, false, false, false, false, true},
        {PromotionKind::spend_amount, false, true, false, false, false, true},
    };
    for (const Shape& shape : kShapes) {
        if (shape.percent == !text.percent.empty() && shape.off == !text.off.empty() &&
            shape.price == !text.price.empty() && shape.take == !text.take.empty() &&
            shape.pay == !text.pay.empty() && shape.spend == !text.spend.empty()) {
            return shape.kind;
        }
    }
    return misuse(
        Why::terms_missing, {},
        "Say what the promotion gives, in one of these ways: percent; off; price; take and pay; "
        "take and price; take and percent; spend and percent; spend and off.");
}

/// `read` of a figure, or a sentence.
template <class Read>
auto figure(const std::string& text, std::string_view what, std::string_view like, Read read)
    -> Outcome<std::remove_cvref_t<decltype(*read(text))>> {
    const auto value = read(text);
    if (!value)
        return misuse(Why::no_figure, text,
                      fmt::format("{} {} is no figure, such as {}.", what, text, like));
    return *value;
}

Outcome<PromotionRule> rule_of(const PromotionText& text, pos::Currency currency) {
    const auto kind = kind_of(text);
    if (!kind) return std::unexpected{kind.error()};
    PromotionRule rule{.kind = *kind, .combinable = text.combinable};
    const auto money = [&](const std::string& t) { return pos::parse_money(t, currency); };
    const auto unit = [&](const std::string& t) { return pos::parse_unit_price(t, currency); };
    if (!text.percent.empty()) {
        const auto rate = figure(text.percent, "percent", "10", pos::parse_percent);
        if (!rate) return std::unexpected{rate.error()};
        rule.rate = *rate;
    }
    const bool by_unit = *kind == PromotionKind::amount_off || *kind == PromotionKind::fixed_price;
    const std::string& amount = text.off.empty() ? text.price : text.off;
    const std::string_view amount_name = text.off.empty() ? "price" : "off";
    if (by_unit) {
        const auto each = figure(amount, amount_name, "0.50", unit);
        if (!each) return std::unexpected{each.error()};
        rule.amount = *each;
    } else if (!amount.empty()) {
        const auto price = figure(amount, amount_name, "5.00", money);
        if (!price) return std::unexpected{price.error()};
        rule.price = *price;
    }
    if (!text.spend.empty()) {
        const auto spend = figure(text.spend, "spend", "50.00", money);
        if (!spend) return std::unexpected{spend.error()};
        rule.spend = *spend;
    }
    for (const auto& [said, what, into] :
         {std::tuple{&text.take, "take", &rule.pieces}, std::tuple{&text.pay, "pay", &rule.paid},
          std::tuple{&text.times, "times", &rule.times_max}}) {
        if (said->empty()) continue;
        const auto count = count_of(*said, what);
        if (!count) return std::unexpected{count.error()};
        *into = *count;
    }
    const auto sensible = pos::pricing::check(rule, currency);
    if (sensible) return rule;
    switch (sensible.error()) {
        case PromotionError::other_currency:
            return misuse("Its figures are of another currency than the shop's.");
        case PromotionError::rate_out_of_range:
            return misuse(Why::no_percent, {}, "percent is above 0 and at most 100.");
        case PromotionError::amount_out_of_range:
            return misuse(Why::no_amount, amount,
                          fmt::format("{} {} takes nothing off, or is more than any price.",
                                      amount_name, amount));
        case PromotionError::group_out_of_range:
            return misuse(
                Why::no_pieces, std::to_string(pos::pricing::kGroupPiecesMax),
                fmt::format("take is from 2 to {} pieces, and pay is fewer of them, but not none.",
                            pos::pricing::kGroupPiecesMax));
        case PromotionError::spend_out_of_range:
            return misuse(Why::no_amount, text.spend, "spend is more than nothing.");
    }
    return rule;
}

std::optional<std::size_t> day_index(std::string_view name) {
    const auto at = std::ranges::find(kDays, name);
    if (at == kDays.end()) return std::nullopt;
    return static_cast<std::size_t>(at - kDays.begin());
}

std::string weekdays_text(std::uint8_t days) {
    if (days == pos::catalog::kEveryDay) return {};
    std::string text;
    for (std::size_t day = 0; day < kDays.size(); ++day) {
        if ((days >> day & 1U) == 0) continue;
        std::size_t last = day;
        while (last + 1 < kDays.size() && (days >> (last + 1) & 1U) != 0) ++last;
        if (!text.empty()) text += ',';
        text += kDays[day];
        if (last > day) text += (last > day + 1 ? "-" : ",") + std::string{kDays[last]};
        day = last;
    }
    return text;
}

Outcome<void> put_times(const PromotionText& text, Promotion& promotion) {
    const auto wrong = [](std::string_view what, const std::string& said) {
        return misuse(
            Why::no_day, said,
            fmt::format("{} {} is neither a day, such as 2026-12-01, nor one with a time, such as "
                        "\"2026-12-01 18:30\".",
                        what, said));
    };
    if (!text.from.empty()) {
        promotion.from = moment_from(text.from);
        if (!promotion.from) return wrong("from", text.from);
    }
    if (!text.until.empty()) {
        promotion.until = moment_from(text.until);
        if (!promotion.until) return wrong("until", text.until);
        if (text.until.size() == 10) ++promotion.until->date.days;
    }
    const auto days = weekdays_from(text.weekdays);
    if (!days) {
        return misuse(Why::no_weekdays, text.weekdays,
                      fmt::format("days {} are none such as mon-fri,sun.", text.weekdays));
    }
    promotion.weekdays = *days;
    if (text.hours.empty()) return {};
    const auto dash = text.hours.find('-');
    const auto from = seconds_from(std::string_view{text.hours}.substr(0, dash));
    const auto until = dash == text.hours.npos
                           ? std::nullopt
                           : seconds_from(std::string_view{text.hours}.substr(dash + 1));
    if (!from || !until) {
        return misuse(Why::no_hours, text.hours,
                      fmt::format("hours {} are none such as 17:00-19:00.", text.hours));
    }
    if (*from == *until) return {};  // the whole day
    promotion.from_second = *from;
    promotion.until_second = *until;
    return {};
}

Outcome<void> put_goods(const PromotionText& text, pos::store::Reader& reader,
                        Promotion& promotion) {
    for (const std::string& number : text.items) {
        const auto item = reader.catalogue().by_number(number);
        if (!item) return std::unexpected{failure(pos::store::to_store_error(item.error()))};
        if (!*item) return refuse(Why::no_item, number, "No item has the number " + number + ".");
        promotion.items.push_back((*item)->item.id);
    }
    const auto known = reader.catalogue().departments();
    if (!known) return std::unexpected{failure(pos::store::to_store_error(known.error()))};
    for (const std::string& code : text.departments) {
        if (std::ranges::find(*known, code, &pos::catalog::Department::code) == known->end()) {
            return refuse(Why::no_department, code, "There is no department " + code + ".");
        }
        promotion.departments.push_back(code);
    }
    const auto tidy = [](auto& all) {
        std::ranges::sort(all);
        all.erase(std::unique(all.begin(), all.end()), all.end());
    };
    tidy(promotion.items);
    tidy(promotion.departments);
    return {};
}

std::string moment_text(const pos::catalog::LocalMoment& moment) {
    if (moment.second_of_day == 0) return to_string(moment.date);
    return to_string(moment.date) + " " + time_text(moment.second_of_day);
}

/// Figures of the rule that its kind has.
void put_terms(const PromotionRule& rule, PromotionText& text) {
    switch (rule.kind) {
        case PromotionKind::percent_off:
            text.percent = percent_string(rule.rate);
            break;
        case PromotionKind::amount_off:
            text.off = to_string(rule.amount);
            break;
        case PromotionKind::fixed_price:
            text.price = to_string(rule.amount);
            break;
        case PromotionKind::n_for_m:
            text.take = std::to_string(rule.pieces);
            text.pay = std::to_string(rule.paid);
            break;
        case PromotionKind::n_for_price:
            text.take = std::to_string(rule.pieces);
            text.price = to_string(rule.price);
            break;
        case PromotionKind::nth_off:
            text.take = std::to_string(rule.pieces);
            text.percent = percent_string(rule.rate);
            break;
        case PromotionKind::spend_percent:
            text.spend = to_string(rule.spend);
            text.percent = percent_string(rule.rate);
            break;
        case PromotionKind::spend_amount:
            text.spend = to_string(rule.spend);
            text.off = to_string(rule.price);
            break;
    }
    if (rule.times_max > 0) text.times = std::to_string(rule.times_max);
    text.combinable = rule.combinable;
}

}  // namespace

Outcome<Promotion> promotion_of(const PromotionText& text, const pos::Ulid& id,
                                pos::store::Reader& reader, pos::Currency currency) {
    Promotion promotion{.id = id, .code = text.code, .label = text.label};
    auto rule = rule_of(text, currency);
    if (!rule) return std::unexpected{rule.error()};
    promotion.rule = *rule;
    if (!text.priority.empty()) {
        const char* const end = text.priority.data() + text.priority.size();
        const auto read = std::from_chars(text.priority.data(), end, promotion.priority);
        if (read.ec != std::errc{} || read.ptr != end) {
            return misuse(
                Why::no_count, text.priority,
                fmt::format("priority {} is no whole number, such as 10.", text.priority));
        }
    }
    if (auto times = put_times(text, promotion); !times) return std::unexpected{times.error()};
    if (auto goods = put_goods(text, reader, promotion); !goods) {
        return std::unexpected{goods.error()};
    }
    const auto sound = check(promotion, currency);
    if (sound) return promotion;
    switch (sound.error()) {
        case PromotionFault::no_code:
            return misuse(Why::code_missing, {}, "A promotion has a code, such as XMAS3.");
        case PromotionFault::text_too_long:
            return misuse(Why::text_too_long, {},
                          "A code has at most 80 bytes, and what is printed at most 100.");
        case PromotionFault::unclean_text:
            return misuse(
                Why::unclean_text, {},
                "Code and label have no blanks at their ends, no two in a row and no control "
                "characters.");
        case PromotionFault::no_label:
            return misuse(Why::label_missing, {}, "Say what receipts print, such as \"3 for 2\".");
        case PromotionFault::terms:
            return misuse(Why::terms_missing, {},
                          "What it gives cannot be meant.");  // said more exactly above
        case PromotionFault::never:
            return misuse(Why::never, {}, "It would be over before it begins.");
        case PromotionFault::hours:
            return misuse(Why::no_hours, text.hours, "hours are within a day.");
    }
    return promotion;
}

Outcome<PromotionText> text_of(const pos::store::StoredPromotion& stored,
                               pos::store::Reader& reader) {
    const Promotion& promotion = stored.promotion;
    PromotionText text{.code = promotion.code, .label = promotion.label};
    put_terms(promotion.rule, text);
    if (promotion.priority != 0) text.priority = std::to_string(promotion.priority);
    for (const pos::Ulid& id : promotion.items) {
        const auto item = reader.catalogue().by_id(id);
        if (!item) return std::unexpected{failure(pos::store::to_store_error(item.error()))};
        // None is left out: a promotion of nothing would be one of all goods.
        text.items.push_back(*item ? (*item)->item.number : to_string(id));
    }
    std::ranges::sort(text.items);
    text.departments = promotion.departments;
    text.branches = stored.branches;
    if (promotion.from) text.from = moment_text(*promotion.from);
    if (promotion.until) {
        auto until = *promotion.until;
        if (until.second_of_day == 0) --until.date.days;
        text.until = moment_text(until);
    }
    text.weekdays = weekdays_text(promotion.weekdays);
    if (promotion.from_second != promotion.until_second) {
        text.hours = time_text(promotion.from_second) + "-" + time_text(promotion.until_second);
    }
    return text;
}

std::optional<std::uint8_t> weekdays_from(std::string_view text) {
    if (text.empty()) return pos::catalog::kEveryDay;
    unsigned days = 0;
    while (!text.empty()) {
        const auto comma = text.find(',');
        const auto part = text.substr(0, comma);
        text = comma == text.npos ? std::string_view{} : text.substr(comma + 1);
        const auto dash = part.find('-');
        const auto first = day_index(part.substr(0, dash));
        const auto last = dash == part.npos ? first : day_index(part.substr(dash + 1));
        if (!first || !last) return std::nullopt;
        for (std::size_t day = *first;; day = (day + 1) % kDays.size()) {
            days |= 1U << day;
            if (day == *last) break;
        }
    }
    return static_cast<std::uint8_t>(days);
}

std::string_view kind_name(PromotionKind kind) {
    switch (kind) {
        case PromotionKind::percent_off:
            return "percent_off";
        case PromotionKind::amount_off:
            return "amount_off";
        case PromotionKind::fixed_price:
            return "fixed_price";
        case PromotionKind::n_for_m:
            return "n_for_m";
        case PromotionKind::n_for_price:
            return "n_for_price";
        case PromotionKind::nth_off:
            return "nth_off";
        case PromotionKind::spend_percent:
            return "spend_percent";
        case PromotionKind::spend_amount:
            return "spend_amount";
    }
    return "";
}

std::string gives_words(const PromotionText& text) {
    std::string words;
    if (!text.take.empty() && !text.pay.empty()) {
        words = fmt::format("{} for {}", text.take, text.pay);
    } else if (!text.take.empty() && !text.price.empty()) {
        words = fmt::format("{} for {}", text.take, text.price);
    } else if (!text.take.empty()) {
        words = fmt::format("of {} the cheapest {} % off", text.take, text.percent);
    } else if (!text.spend.empty() && !text.percent.empty()) {
        words = fmt::format("{} % off from {} on", text.percent, text.spend);
    } else if (!text.spend.empty()) {
        words = fmt::format("{} off each {}", text.off, text.spend);
    } else if (!text.percent.empty()) {
        words = text.percent + " % off";
    } else if (!text.off.empty()) {
        words = text.off + " off";
    } else {
        words = "at " + text.price;
    }
    if (!text.times.empty()) words += fmt::format(", {} times a basket", text.times);
    if (text.combinable) words += ", with others";
    return words;
}

std::string goods_words(const PromotionText& text) {
    std::string words;
    if (!text.departments.empty()) {
        words = fmt::format("departments {}", fmt::join(text.departments, " "));
    }
    if (!text.items.empty()) {
        words += fmt::format("{}items {}", words.empty() ? "" : ", ", fmt::join(text.items, " "));
    }
    return words.empty() ? "all goods" : words;
}

std::string when_words(const PromotionText& text) {
    std::string words;
    const auto add = [&](const std::string& before, const std::string& said) {
        if (!said.empty()) words += (words.empty() ? "" : " ") + before + said;
    };
    add("from ", text.from);
    add("until ", text.until);
    add("", text.weekdays);
    add("", text.hours);
    return words.empty() ? "always" : words;
}

std::string summary(const PromotionText& text) {
    std::string words = fmt::format("\"{}\": {}; {}; {}", text.label, gives_words(text),
                                    goods_words(text), when_words(text));
    if (!text.branches.empty()) words += fmt::format("; {}", fmt::join(text.branches, " "));
    if (!text.priority.empty()) words += "; priority " + text.priority;
    return words;
}

}  // namespace app::core
