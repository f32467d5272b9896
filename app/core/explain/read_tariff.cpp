#include "app/core/explain/read_tariff.hpp"

#include "app/core/explain/read_component.hpp"
#include "app/core/explain/words.hpp"

namespace app::core::explain {

namespace {

namespace call = pos::billing::call;

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
    window.start_second = read_time_of_day(fields, "from", 0, false);
    window.weight = static_cast<std::int32_t>(fields.count_or("weight", 0, -1'000'000, 1'000'000));
    Fields tariff = fields.inner("tariff");
    window.tariff = read_tariff(tariff);
    tariff.close();
    if (window.days == 0) fields.refuse("days", "are none");
    return window;
}

}  // namespace app::core::explain
