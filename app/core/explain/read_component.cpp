#include "app/core/explain/read_component.hpp"

#include "app/core/explain/read_time.hpp"

namespace app::core::explain {

namespace {

namespace tariff = pos::billing::tariff;

constexpr std::array<std::string_view, 7> kDays{"mon", "tue", "wed", "thu", "fri", "sat", "sun"};

std::uint16_t read_months(Fields& fields) {
    const Json* months = fields.array("months");
    if (months == nullptr) return 0x0FFF;
    unsigned mask = 0;
    for (const Json& month : *months) {
        const bool whole = month.is_number_integer();
        const auto number = whole ? month.get<std::int64_t>() : 0;
        if (number < 1 || number > 12) {
            fields.refuse("months", "are some of 1 to 12");
            return 0x0FFF;
        }
        mask |= 1U << (number - 1);
    }
    return static_cast<std::uint16_t>(mask);
}

tariff::Slot read_slot(Fields& fields) {
    tariff::Slot slot;
    slot.when.months = read_months(fields);
    slot.when.days = read_days(fields);
    slot.when.from_second = read_time_of_day(fields, "from", 0, false);
    slot.when.to_second = read_time_of_day(fields, "to", 86'400, true);
    slot.when.first = read_date_if(fields, "first_date");
    slot.when.last = read_date_if(fields, "last_date");
    slot.price = fields.figure("price", Size::price);
    return slot;
}

tariff::Tier read_tier(Fields& fields) {
    tariff::Tier tier;
    tier.for_each_kw = fields.has("above_for_each_kw");
    const char* const above = tier.for_each_kw ? "above_for_each_kw" : "above";
    tier.above = fields.figure_or(above, {}, Size::price);
    fields.each("slots", [&](Fields& slot) { tier.slots.push_back(read_slot(slot)); });
    if (fields.has("price")) tier.slots.push_back({{}, fields.figure("price", Size::price)});
    tier.billed_before = fields.figure_or("billed_before", {}, Size::amount);
    return tier;
}

}  // namespace

tariff::Ratchet read_ratchet(Fields& fields, std::string_view name) {
    Fields inner = fields.inner(name);
    tariff::Ratchet ratchet;
    if (inner.has("percent")) ratchet.percent = {inner.figure("percent")};
    if (inner.has("percent_by_month")) ratchet.percent = inner.figures("percent_by_month");
    ratchet.months_back = static_cast<int>(inner.count_or("months_back", 11, 0, 120));
    ratchet.earlier_kw = inner.figures("earlier_kw", Size::power);
    ratchet.minimum_kw = inner.figure_or("minimum_kw", {}, Size::power);
    inner.close();
    if (!in_range(ratchet)) {
        fields.refuse(name, "needs one percentage from 0 to 100, or one for each month");
    }
    return ratchet;
}

std::uint8_t read_days(Fields& fields) {
    const Json* days = fields.array("days");
    if (days == nullptr) return 0x7F;
    unsigned mask = 0;
    for (const Json& day : *days) {
        const auto* const found =
            day.is_string() ? std::ranges::find(kDays, day.get<std::string>()) : kDays.end();
        if (found == kDays.end()) {
            fields.refuse("days", "are some of mon, tue, wed, thu, fri, sat, sun");
            return 0x7F;
        }
        mask |= 1U << (found - kDays.begin());
    }
    return static_cast<std::uint8_t>(mask);
}

std::int32_t read_time_of_day(Fields& fields, std::string_view name, std::int32_t otherwise,
                              bool is_end) {
    if (!fields.has(name)) return otherwise;
    const std::string text = fields.text(name);
    if (is_end && text == "24:00") return 86'400;
    std::int32_t part[3] = {0, 0, 0};
    const bool shaped = (text.size() == 5 || text.size() == 8) && text[2] == ':' &&
                        (text.size() == 5 || text[5] == ':');
    bool digits = shaped;
    for (std::size_t i = 0; shaped && i < text.size(); ++i) {
        if (i % 3 == 2) continue;
        digits = digits && text[i] >= '0' && text[i] <= '9';
        part[i / 3] = part[i / 3] * 10 + (text[i] - '0');
    }
    if (!digits || part[0] > 23 || part[1] > 59 || part[2] > 59) {
        fields.refuse(name, "is no time of day: write 18:00");
        return otherwise;
    }
    return part[0] * 3600 + part[1] * 60 + part[2];
}

tariff::Component read_component(Fields& fields) {
    constexpr Words<tariff::BoundPer, 2> kPer{
        {{"month", tariff::BoundPer::month}, {"day", tariff::BoundPer::day}}};
    constexpr Words<tariff::TierBy, 2> kTierBy{{{"running_total", tariff::TierBy::running_total},
                                                {"shared_total", tariff::TierBy::shared_total}}};
    constexpr Words<tariff::Assessed, 2> kAssessed{
        {{"month", tariff::Assessed::month}, {"day", tariff::Assessed::day}}};
    tariff::Component component;
    component.name = fields.text_or("name", "");
    component.kind = fields.choice("kind", kComponentWords);
    fields.each("tiers", [&](Fields& tier) { component.tiers.push_back(read_tier(tier)); });
    if (fields.has("price")) {
        component.tiers.push_back({.slots = {{{}, fields.figure("price", Size::price)}}});
    }
    component.bound_per = fields.choice_or("above_per", kPer, component.bound_per);
    component.tier_by = fields.choice_or("tier_by", kTierBy, component.tier_by);
    component.assessed = fields.choice_or("assessed", kAssessed, component.assessed);
    component.ratchet = read_ratchet(fields, "ratchet");
    if (const auto found = fault(component)) fields.refuse("tiers", words_of(*found));
    return component;
}

}  // namespace app::core::explain
