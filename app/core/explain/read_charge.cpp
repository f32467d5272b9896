#include "app/core/explain/read_charge.hpp"

#include "app/core/explain/words.hpp"
#include "pos/billing/limits.hpp"

namespace app::core::explain {

namespace {

constexpr std::int64_t kMany = 1'000'000'000'000;

models::Tiers read_tiers(Fields& fields, std::string_view price, Size size = Size::price) {
    models::Tiers tiers;
    fields.each("tiers", [&](Fields& tier) {
        models::Tier read;
        read.up_to = tier.figure_if("up_to");
        if (!price.empty()) read.price = tier.figure_if(price, size);
        read.flat = tier.figure_if("flat_fee", Size::price);
        tiers.push_back(read);
    });
    return tiers;
}

models::FlatAtZero read_flat_at_zero(Fields& fields) {
    return fields.choice_or("flat_fee_at_zero", kFlatAtZeroWords, models::FlatAtZero::due);
}

models::Bound read_bound(Fields& fields) {
    return fields.choice_or("tier_bound", kBoundWords, models::Bound::inclusive);
}

billing::Model one_time(Fields& fields) {
    return models::OneTime{fields.figure("amount", Size::price)};
}

billing::Model recurring(Fields& fields) {
    constexpr Words<models::Due, 2> kDue{
        {{"in_advance", models::Due::in_advance}, {"in_arrears", models::Due::in_arrears}}};
    return models::Recurring{fields.figure("amount", Size::price),
                             fields.choice_or("due", kDue, models::Due::in_advance)};
}

billing::Model per_unit(Fields& fields) {
    return models::PerUnit{fields.figure("price", Size::price)};
}

billing::Model package(Fields& fields) {
    constexpr Words<models::PackagesOf, 2> kCount{
        {{"period", models::PackagesOf::period}, {"part", models::PackagesOf::part}}};
    return models::Package{fields.figure("price", Size::price), fields.figure("size"),
                           fields.choice_or("packages_of", kCount, models::PackagesOf::period)};
}

billing::Model graduated(Fields& fields) {
    return models::Graduated{read_tiers(fields, "price"), read_flat_at_zero(fields),
                             fields.flag_or("show_unused", false)};
}

billing::Model volume(Fields& fields) {
    return models::Volume{read_tiers(fields, "price"), read_bound(fields),
                          read_flat_at_zero(fields)};
}

billing::Model stair_step(Fields& fields) {
    return models::StairStep{read_tiers(fields, ""), read_bound(fields), read_flat_at_zero(fields)};
}

billing::Model overage(Fields& fields) {
    return models::Overage{fields.figure_or("fee", {}, Size::price), fields.figure("included"),
                           fields.figure("price", Size::price)};
}

billing::Model percentage(Fields& fields) {
    return models::Percentage{.percent = fields.figure("percent"),
                              .fee = fields.figure_or("fee", {}, Size::price),
                              .free_events = fields.count_if("free_events", 0, kMany),
                              .free_amount = fields.figure_if("free_amount"),
                              .least_per_event = fields.figure_if("least_per_event", Size::price),
                              .most_per_event = fields.figure_if("most_per_event", Size::price),
                              .least_total = fields.figure_if("least_total", Size::price),
                              .most_total = fields.figure_if("most_total", Size::price)};
}

billing::Model graduated_percentage(Fields& fields) {
    return models::GraduatedPercentage{read_tiers(fields, "percent"), read_flat_at_zero(fields)};
}

billing::Model prorated_graduated(Fields& fields) {
    return models::ProratedGraduated{read_tiers(fields, "price")};
}

billing::Model capacity(Fields& fields) {
    constexpr Words<models::CapacityOf, 4> kOf{
        {{"highest", models::CapacityOf::highest},
         {"percentile_95", models::CapacityOf::percentile_95},
         {"average", models::CapacityOf::average},
         {"last", models::CapacityOf::last}}};
    return models::Capacity{fields.figure("price", Size::price), fields.figure_or("included", {}),
                            fields.choice_or("reading", kOf, models::CapacityOf::highest)};
}

billing::Model pre_priced(Fields& fields) {
    return models::PrePriced{fields.figure_or("factor", pos::exactly(1), Size::price)};
}

using ReadModel = billing::Model (*)(Fields&);
constexpr Words<ReadModel, 13> kModels{{{"one_time", one_time},
                                        {"recurring", recurring},
                                        {"per_unit", per_unit},
                                        {"package", package},
                                        {"graduated", graduated},
                                        {"volume", volume},
                                        {"stair_step", stair_step},
                                        {"overage", overage},
                                        {"percentage", percentage},
                                        {"graduated_percentage", graduated_percentage},
                                        {"prorated_graduated", prorated_graduated},
                                        {"capacity", capacity},
                                        {"pre_priced", pre_priced}}};

std::optional<billing::Conversion> read_conversion(Fields& fields) {
    if (!fields.has("convert")) return std::nullopt;
    Fields convert = fields.inner("convert");
    billing::Conversion conversion;
    const bool dividing = convert.has("divide_by");
    conversion.by = dividing ? billing::ConvertBy::dividing : billing::ConvertBy::multiplying;
    conversion.factor = convert.figure(dividing ? "divide_by" : "multiply_by", Size::price);
    if (convert.has("round")) conversion.rounding = convert.choice("round", kRoundingWords);
    conversion.step = convert.figure_or("to", pos::exactly(1), Size::price);
    constexpr Words<billing::ConversionOf, 2> kOf{
        {{"part", billing::ConversionOf::part}, {"period", billing::ConversionOf::period}}};
    conversion.of = convert.choice_or("of", kOf, billing::ConversionOf::part);
    convert.close();
    return conversion;
}

billing::Discount read_discount(Fields& fields) {
    Fields inner = fields.inner("discount");
    const billing::Discount discount{inner.figure_or("free_quantity", {}),
                                     inner.figure_or("percent", {}),
                                     inner.figure_or("amount", {}, Size::price)};
    inner.close();
    return discount;
}

}  // namespace

pos::Currency read_currency(Fields& fields) {
    const std::string code = fields.text("currency");
    if (const auto currency = pos::currency_of(code)) return *currency;
    if (!code.empty()) fields.refuse("currency", "is no currency: write EUR");
    return {};
}

billing::RoundingPolicy read_rounding(Fields& fields, pos::Currency currency) {
    billing::RoundingPolicy rounding;
    Fields inner = fields.inner("rounding");
    rounding.at = inner.choice_or("at", kRoundAtWords, rounding.at);
    rounding.mode = inner.choice_or("mode", kRoundingWords, rounding.mode);
    rounding.decimals = static_cast<unsigned>(inner.count_or("decimals", currency.exponent, 0, 14));
    inner.close();
    return rounding;
}

billing::Charge read_charge(Fields& fields) {
    return read_charge(fields, read_currency(fields));
}

billing::Charge read_charge(Fields& fields, pos::Currency currency) {
    return read_charge(fields, currency, fields.choice("model", kModels)(fields));
}

billing::Charge read_charge(Fields& fields, pos::Currency currency, billing::Model model) {
    billing::Charge charge;
    charge.rounding = read_rounding(fields, currency);
    charge.model = std::move(model);
    charge.conversion = read_conversion(fields);
    charge.discount = read_discount(fields);
    charge.commitment = {fields.figure_if("minimum", Size::price),
                         fields.figure_if("maximum", Size::price)};
    constexpr Words<billing::CreditsBeyond, 2> kBeyond{
        {{"left", billing::CreditsBeyond::left}, {"refused", billing::CreditsBeyond::refused}}};
    charge.credits_beyond =
        fields.choice_or("credits_beyond", kBeyond, billing::CreditsBeyond::left);
    for (const billing::ChargeFault fault : billing::faults(charge)) {
        fields.refuse("model", words_of(fault));
    }
    return charge;
}

billing::Usage read_usage(Fields fields) {
    billing::Usage usage;
    usage.quantity = fields.figure_or("quantity", {});
    usage.before = fields.figure_or("before", {});
    usage.billed_before = fields.figure_or("billed_before", {}, Size::amount);
    usage.part = fields.choice_or("part", kPartWords, billing::Part::whole);
    usage.share = fields.figure_or("share", pos::exactly(1));
    usage.full_quantity = fields.figure_if("full_quantity");
    usage.events = fields.figures("events");
    usage.event_count = fields.count_if("event_count", 0, kMany);
    usage.readings = fields.figures("readings");
    fields.each("unit_events", [&](Fields& event) {
        usage.unit_events.push_back({event.figure("units"), event.figure("prorated")});
    });
    fields.each("credits", [&](Fields& credit) {
        usage.credits.push_back(
            {credit.text_or("name", ""), credit.figure("amount", Size::amount)});
    });
    fields.close();
    return usage;
}

}  // namespace app::core::explain
