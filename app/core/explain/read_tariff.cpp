#include "app/core/explain/read_tariff.hpp"

#include "app/core/explain/words.hpp"

namespace app::core::explain {

namespace {

namespace call = pos::billing::call;

constexpr std::array<std::string_view, 7> kDays{"mon", "tue", "wed", "thu", "fri", "sat", "sun"};

std::uint8_t read_days(Fields& fields) {
    const Json* days = fields.array("days");
    if (days == nullptr) return 0x7F;
    unsigned mask = 0;
    for (const Json& day : *days) {
        const auto found =
            day.is_string() ? std::ranges::find(kDays, day.get<std::string>()) : kDays.end();
        if (found == kDays.end()) {
            fields.refuse("days", "are some of mon, tue, wed, thu, fri, sat, sun");
            return 0x7F;
        }
        mask |= 1U << (found - kDays.begin());
    }
    return static_cast<std::uint8_t>(mask);
}

/// "18:00" or "18:00:30": seconds of the day.
std::int32_t read_time_of_day(Fields& fields, std::string_view name) {
    const std::string text = fields.text_or(name, "00:00");
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
        return 0;
    }
    return part[0] * 3600 + part[1] * 60 + part[2];
}

}  // namespace

call::Tariff read_tariff(Fields& fields) {
    constexpr Words<call::IncrementPrice, 2> kIncrementPrices{
        {{"rounded", call::IncrementPrice::rounded}, {"exact", call::IncrementPrice::exact}}};
    constexpr Words<call::AtMaximum, 2> kAtMaximum{
        {{"free", call::AtMaximum::free}, {"disconnect", call::AtMaximum::disconnect}}};
    call::Tariff tariff;
    tariff.connect_fee = fields.figure_or("connect_fee", {}, Size::price);
    fields.each("rates", [&](Fields& rate) {
        tariff.rates.push_back({rate.figure_or("from", {}, Size::price),
                                rate.figure("price", Size::price),
                                rate.figure_or("per", pos::exactly(1), Size::price),
                                rate.figure_or("increment", pos::exactly(1), Size::price)});
    });
    tariff.increment_price =
        fields.choice_or("increment_price", kIncrementPrices, call::IncrementPrice::rounded);
    tariff.increment_decimals =
        static_cast<unsigned>(fields.count_or("increment_decimals", 6, 0, 14));
    tariff.round_total = fields.flag_or("round_total", true);
    tariff.total_mode =
        fields.choice_or("total_mode", kRoundingWords, pos::RoundingMode::half_away);
    tariff.total_decimals = static_cast<unsigned>(fields.count_or("total_decimals", 4, 0, 14));
    tariff.maximum = fields.figure_if("maximum", Size::price);
    tariff.at_maximum = fields.choice_or("at_maximum", kAtMaximum, call::AtMaximum::free);
    if (const auto found = fault(tariff)) fields.refuse("rates", words_of(*found));
    return tariff;
}

call::Window read_window(Fields& fields) {
    call::Window window;
    window.days = read_days(fields);
    window.start_second = read_time_of_day(fields, "from");
    window.weight = static_cast<std::int32_t>(fields.count_or("weight", 0, -1'000'000, 1'000'000));
    Fields tariff = fields.inner("tariff");
    window.tariff = read_tariff(tariff);
    tariff.close();
    if (window.days == 0) fields.refuse("days", "are none");
    return window;
}

}  // namespace app::core::explain
