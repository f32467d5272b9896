#pragma once

#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <vector>

#include "pos/base/calendar.hpp"
#include "pos/base/ulid.hpp"
#include "pos/catalog/item.hpp"
#include "pos/pricing/promotion.hpp"

namespace pos::catalog {

/// A moment of a shop's own calendar and clock, whatever its zone: each till switches by its own.
struct LocalMoment {
    Date date{};
    std::int32_t second_of_day{0};
    auto operator<=>(const LocalMoment&) const = default;

    template <class Archive>
    void serialize(Archive& archive, unsigned) {
        archive & date & second_of_day;
    }
};
constexpr bool in_range(const LocalMoment& moment) {
    return moment.second_of_day >= 0 && moment.second_of_day < 86'400;
}
constexpr LocalMoment moment_of(const LocalTime& time) {
    return {time.date, time.second_of_day};
}

inline constexpr std::uint8_t kEveryDay = 0x7F;  // bit 0 is Monday

/// A promotion as a shop announces it: on which goods, when, and what it gives.
struct Promotion {
    Ulid id{};
    std::string code;   // the shop's own, unique among promotions
    std::string label;  // as printed: "3 for 2"
    std::int32_t priority{0};
    pricing::PromotionRule rule;
    // Of goods: those of the departments and the items; of both none: all.
    std::vector<std::string> departments;  // sorted
    std::vector<Ulid> items;               // sorted
    std::optional<LocalMoment> from;
    std::optional<LocalMoment> until;  // no longer then
    std::uint8_t weekdays{kEveryDay};
    std::int32_t from_second{0};   // of the day; hours that go past midnight belong to the day on
    std::int32_t until_second{0};  // which they begin; the same twice is the whole day
    bool ended{false};             // by hand, before its time
    bool operator==(const Promotion&) const = default;

    template <class Archive>
    void serialize(Archive& archive, unsigned) {
        archive & id & code & label & priority & rule & departments & items & from & until;
        archive & weekdays & from_second & until_second & ended;
    }
};

enum class PromotionFault : std::uint8_t {
    no_code,
    text_too_long,
    unclean_text,  // as ItemError has it
    no_label,
    terms,  // pricing::check says what is wrong
    never,  // ends before it begins, or on no day of the week
    hours,  // no seconds of a day
};
/// errors: in enum order
std::expected<void, PromotionFault> check(const Promotion& promotion, Currency currency);

/// Whether the shop's clock is within its dates, its days and its hours.
///
/// A clock that is set back at the end of summer goes through an hour twice, and so does a
/// promotion of that hour; one of an hour that is skipped in spring does not take place.
bool runs(const Promotion& promotion, const LocalTime& now);
/// The same, whatever its dates.
bool is_its_hour(const Promotion& promotion, const LocalTime& now);

enum class PromotionStage : std::uint8_t { running, coming, over };
/// By its dates alone: within them it is running, whatever the hour.
PromotionStage stage(const Promotion& promotion, const LocalTime& now);

bool concerns(const Promotion& promotion, const Item& item);

/// What goods take into the cart of it.
pricing::Promotion terms_of(const Promotion& promotion);

}  // namespace pos::catalog
