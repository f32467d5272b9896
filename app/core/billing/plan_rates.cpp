#include "app/core/billing/plan_rates.hpp"

#include "app/core/explain/read_component.hpp"
#include "app/core/explain/read_tariff.hpp"

namespace app::core::billing {

namespace {

namespace plan = pos::billing::plan;
namespace call = pos::billing::call;
using explain::Fields;
using explain::Words;
using pos::billing::tariff::ComponentKind;

constexpr std::size_t kWindowsMax = 50;
constexpr std::size_t kComponentsMax = 200;

void read_bundle(Fields bundle, plan::CallRates& rates) {
    constexpr Words<call::BundledConnect, 2> kConnect{
        {{"waived", call::BundledConnect::waived}, {"charged", call::BundledConnect::charged}}};
    rates.bundle = bundle.figure_or("included", {});
    rates.bundled_connect = bundle.choice_or("connect_fee", kConnect, call::BundledConnect::waived);
    bundle.close();
}

}  // namespace

std::shared_ptr<const plan::CallRates> read_call_rates(Fields& fields) {
    auto rates = std::make_shared<plan::CallRates>();
    fields.each(
        "deck",
        [&](Fields& entry) {
            plan::Destination to;
            to.prefix = entry.text("prefix");
            to.name = entry.text_or("name", "");
            to.tariff = explain::read_tariff(entry);
            if (!rates->prefixes.add(to.prefix, static_cast<std::uint32_t>(rates->deck.size()))) {
                entry.refuse("prefix", "is no prefix of digits, or stands there twice");
            }
            rates->deck.push_back(std::move(to));
        },
        kDeckMax);
    fields.each(
        "windows", [&](Fields& window) { rates->windows.push_back(explain::read_window(window)); },
        kWindowsMax);
    if (fields.has("tariff")) {
        Fields tariff = fields.inner("tariff");
        rates->tariff = explain::read_tariff(tariff);
        tariff.close();
    }
    const int ways =
        (rates->deck.empty() ? 0 : 1) + (rates->windows.empty() ? 0 : 1) + (rates->tariff ? 1 : 0);
    if (ways != 1) {
        fields.refuse("deck", "or windows or a tariff, one of the three, must say what calls cost");
    }
    read_bundle(fields.inner("bundle"), *rates);
    return rates;
}

std::shared_ptr<const plan::TimeRates> read_time_rates(Fields& fields) {
    auto rates = std::make_shared<plan::TimeRates>();
    fields.each(
        "components",
        [&](Fields& component) {
            rates->components.push_back(explain::read_component(component));
            const ComponentKind kind = rates->components.back().kind;
            if (kind == ComponentKind::fixed) {
                component.refuse("kind", "is a charge of its own in a plan: recurring");
            }
            if (kind == ComponentKind::export_paid) {
                component.refuse("kind", "is not priced by a plan yet: energy or demand");
            }
        },
        kComponentsMax);
    if (rates->components.empty()) fields.refuse("components", "are none");
    rates->minutes = static_cast<int>(fields.count_or("minutes", 60, 1, 1'440));
    return rates;
}

}  // namespace app::core::billing
