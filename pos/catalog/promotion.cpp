#include "pos/catalog/promotion.hpp"

#include <algorithm>
#include <string_view>

#include "pos/locale/clean.hpp"

namespace pos::catalog {

namespace {

constexpr std::size_t kLabelBytesMax = 100;
constexpr std::int32_t kDay = 86'400;

bool is_clean(std::string_view text) {
    return locale::clean_name(text) == text;
}

bool is_second(std::int32_t second) {
    return second >= 0 && second < kDay;
}

bool on_weekday(const Promotion& promotion, Date day) {
    return (promotion.weekdays >> weekday(day) & 1U) != 0;
}

}  // namespace

std::expected<void, PromotionFault> check(const Promotion& promotion, Currency currency) {
    const auto refuse = [](PromotionFault fault) { return std::unexpected{fault}; };
    if (promotion.code.empty()) return refuse(PromotionFault::no_code);
    if (promotion.code.size() > kCodeBytesMax || promotion.label.size() > kLabelBytesMax) {
        return refuse(PromotionFault::text_too_long);
    }
    if (!is_clean(promotion.code) || !is_clean(promotion.label)) {
        return refuse(PromotionFault::unclean_text);
    }
    if (promotion.label.empty()) return refuse(PromotionFault::no_label);
    if (!pricing::check(promotion.rule, currency)) return refuse(PromotionFault::terms);
    if ((promotion.weekdays & kEveryDay) == 0 || promotion.weekdays > kEveryDay ||
        (promotion.from && promotion.until && *promotion.until <= *promotion.from)) {
        return refuse(PromotionFault::never);
    }
    if (!is_second(promotion.from_second) || !is_second(promotion.until_second)) {
        return refuse(PromotionFault::hours);
    }
    return {};
}

bool is_its_hour(const Promotion& promotion, const LocalTime& now) {
    const std::int32_t from = promotion.from_second;
    const std::int32_t until = promotion.until_second;
    const std::int32_t second = now.second_of_day;
    if (from == until) return on_weekday(promotion, now.date);
    if (from < until) return second >= from && second < until && on_weekday(promotion, now.date);
    if (second >= from) return on_weekday(promotion, now.date);
    return second < until && on_weekday(promotion, {now.date.days - 1});
}

bool runs(const Promotion& promotion, const LocalTime& now) {
    return stage(promotion, now) == PromotionStage::running && is_its_hour(promotion, now);
}

PromotionStage stage(const Promotion& promotion, const LocalTime& now) {
    const LocalMoment at = moment_of(now);
    if (promotion.ended || (promotion.until && at >= *promotion.until)) {
        return PromotionStage::over;
    }
    if (promotion.from && at < *promotion.from) return PromotionStage::coming;
    return PromotionStage::running;
}

bool concerns(const Promotion& promotion, const Item& item) {
    if (promotion.departments.empty() && promotion.items.empty()) return true;
    return std::ranges::binary_search(promotion.departments, item.department) ||
           std::ranges::binary_search(promotion.items, item.id);
}

pricing::Promotion terms_of(const Promotion& promotion) {
    return {.id = promotion.id,
            .code = promotion.code,
            .label = promotion.label,
            .priority = promotion.priority,
            .rule = promotion.rule};
}

}  // namespace pos::catalog
