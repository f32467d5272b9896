#include <map>

#include "app/core/explain/answers.hpp"
#include "app/core/explain/read_component.hpp"
#include "app/core/explain/read_time.hpp"
#include "pos/billing/tariff/bill.hpp"
#include "pos/money/decimal.hpp"

namespace app::core::explain {

namespace {

namespace tariff = pos::billing::tariff;

constexpr std::size_t kComponentsMax = 200;
constexpr std::size_t kWorkMax = 200'000'000;  // readings × slots

/// An amount without what the shares of short intervals, rounded one by one, add up to.
pos::Exact told(pos::Exact amount) {
    return round_at(amount, 10, pos::RoundingMode::half_away);
}

tariff::Tariff read_rules(Fields& fields) {
    constexpr Words<tariff::Metering, 3> kMetering{
        {{"net_each_interval", tariff::Metering::net_each_interval},
         {"separate", tariff::Metering::separate},
         {"net_each_month", tariff::Metering::net_each_month}}};
    constexpr Words<tariff::CreditPays, 3> kCreditPays{
        {{"same_month", tariff::CreditPays::same_month},
         {"later_months", tariff::CreditPays::later_months},
         {"from_same_month_on", tariff::CreditPays::from_same_month_on}}};
    constexpr Words<tariff::AtTrueUp, 4> kAtTrueUp{{{"paid", tariff::AtTrueUp::paid},
                                                    {"credited", tariff::AtTrueUp::credited},
                                                    {"expires", tariff::AtTrueUp::expires},
                                                    {"kept", tariff::AtTrueUp::kept}}};
    constexpr Words<tariff::SurplusOf, 2> kSurplusOf{
        {{"each_price", tariff::SurplusOf::each_price},
         {"all_energy", tariff::SurplusOf::all_energy}}};
    tariff::Tariff rules;
    rules.metering = fields.choice_or("metering", kMetering, rules.metering);
    rules.credit_pays = fields.choice_or("credit_pays", kCreditPays, rules.credit_pays);
    rules.true_up_month = static_cast<unsigned>(fields.count_or("true_up_month", 12, 1, 12));
    rules.at_true_up = fields.choice_or("at_true_up", kAtTrueUp, rules.at_true_up);
    rules.surplus_of = fields.choice_or("surplus_of", kSurplusOf, rules.surplus_of);
    rules.surplus_price = fields.figure_or("surplus_price", {}, Size::price);
    rules.billed_demand = read_ratchet(fields, "billed_demand");
    rules.minimum_per_month = fields.figure_if("minimum_per_month", Size::price);
    rules.minimum_per_year = fields.figure_if("minimum_per_year", Size::price);
    fields.each(
        "components",
        [&](Fields& component) { rules.components.push_back(read_component(component)); },
        kComponentsMax);
    return rules;
}

/// A whole request.
struct Request {
    tariff::Tariff rules;
    tariff::Readings load;
    tariff::Readings generation;
    bool show_prices{false};
};

std::size_t slots_of(const tariff::Tariff& rules) {
    std::size_t slots = 0;
    for (const tariff::Component& component : rules.components) {
        for (const tariff::Tier& tier : component.tiers) slots += tier.slots.size() + 1;
    }
    return slots;
}

Request read_request(Fields& fields) {
    Request request;
    const pos::locale::Zone zone = read_zone_or_utc(fields);
    tariff::Load load{read_instant(fields, "start"),
                      static_cast<int>(fields.count_or("minutes", 60, 1, 1'440)),
                      fields.figures("load_kw", Size::power)};
    tariff::Load generation = load;
    generation.kw = fields.figures("generation_kw", Size::power);
    request.rules = read_rules(fields);
    request.show_prices = fields.flag_or("show_prices", false);
    if (load.kw.empty()) fields.refuse("load_kw", "is empty or missing");
    if (!generation.kw.empty() && generation.kw.size() != load.kw.size()) {
        fields.refuse("generation_kw", "must have as many intervals as the load");
    }
    if (load.kw.size() * slots_of(request.rules) > kWorkMax) {
        fields.refuse("components", "have too many slots for a load of this length");
    }
    if (!fields.sound()) return request;
    request.load = tariff::readings(load, zone);
    request.generation = tariff::readings(generation, zone);
    return request;
}

Json json_of(const tariff::Component& component, const tariff::Cost& cost) {
    Json json{{"name", component.name},
              {"kind", word_of(component.kind, kComponentWords)},
              {"amount", text_of(told(cost.amount))},
              {"tiers", Json::array()}};
    for (const tariff::TierCost& tier : cost.tiers) {
        json["tiers"].push_back(
            {{"quantity", text_of(tier.quantity)}, {"amount", text_of(told(tier.amount))}});
    }
    for (const tariff::Peak& peak : cost.peaks) {
        json["peaks"].push_back({{"date", to_string(peak.at.date)},
                                 {"second", peak.at.second_of_day},
                                 {"kw", text_of(peak.kw)},
                                 {"billed_kw", text_of(peak.billed)}});
    }
    return json;
}

Json json_of(const tariff::Tariff& rules, const tariff::MonthBill& bill) {
    Json json{{"from", to_string(bill.first)},
              {"total", text_of(told(bill.total))},
              {"charges", text_of(bill.charges)},
              {"sold", text_of(bill.sold)},
              {"credit_applied", text_of(bill.credit_applied)},
              {"minimum_added", text_of(bill.minimum_added)},
              {"paid_out", text_of(bill.paid_out)},
              {"expired", text_of(bill.expired)},
              {"carried", text_of(bill.carried)},
              {"billed_demand_kw", text_of(bill.billed_demand_kw)},
              {"bought_kwh", text_of(bill.bought_kwh)},
              {"sold_kwh", text_of(bill.sold_kwh)},
              {"components", Json::array()}};
    for (std::size_t i = 0; i < bill.costs.size(); ++i) {
        json["components"].push_back(json_of(rules.components[i], bill.costs[i]));
    }
    return json;
}

std::string step_of(const tariff::Tariff& rules, const tariff::MonthBill& bill) {
    std::string words = "from " + to_string(bill.first) + ": ";
    for (std::size_t i = 0; i < bill.costs.size(); ++i) {
        const tariff::Component& component = rules.components[i];
        const bool credit = component.kind == tariff::ComponentKind::export_paid;
        words += (i == 0 ? "" : ", ") + component.name + (credit ? " -" : " ") +
                 to_string(bill.costs[i].amount);
    }
    if (bill.credit_applied.e14 != 0) words += ", credit -" + to_string(bill.credit_applied);
    if (bill.minimum_added.e14 != 0) words += ", to the minimum " + to_string(bill.minimum_added);
    if (bill.paid_out.e14 != 0) words += ", surplus paid out -" + to_string(bill.paid_out);
    return words + ": " + to_string(told(bill.total));
}

/// The prices of one tier in runs of equal ones; those of its day alone where a component is
/// assessed by the day. A moment without a price reads 0.
Json runs_of(const tariff::Slots& slots, const tariff::Readings& load,
             const std::optional<pos::Date>& day) {
    Json runs = Json::array();
    std::optional<pos::Exact> before;
    std::size_t count = 0;
    const auto close = [&] {
        if (count > 0) runs.push_back({text_of(*before), count});
    };
    for (const tariff::Reading& reading : load) {
        const bool counts = !day || *day == reading.at.date;
        const pos::Exact price =
            counts ? price_at(slots, reading.at).value_or(pos::Exact{}) : pos::Exact{};
        if (before && *before != price) {
            close();
            count = 0;
        }
        before = price;
        ++count;
    }
    close();
    return runs;
}

Json prices_of(const Request& request) {
    Json prices = Json::array();
    for (const tariff::Component& component : request.rules.components) {
        std::vector<std::optional<pos::Date>> days{std::nullopt};
        if (component.assessed == tariff::Assessed::day) {
            days.clear();
            for (const tariff::Reading& reading : request.load) {
                if (days.empty() || *days.back() != reading.at.date) {
                    days.emplace_back(reading.at.date);
                }
            }
        }
        for (const tariff::Tier& tier : component.tiers) {
            for (const auto& day : days) {
                Json one{{"name", component.name},
                         {"kind", word_of(component.kind, kComponentWords)},
                         {"above", text_of(tier.above)}};
                if (day) one["date"] = to_string(*day);
                one["runs"] = runs_of(tier.slots, request.load, day);
                prices.push_back(std::move(one));
            }
        }
    }
    return prices;
}

}  // namespace

Json explain_tariff(Fields& fields) {
    const Request request = read_request(fields);
    fields.close();
    if (!fields.sound()) return {};
    Json answer{{"total", nullptr}, {"months", Json::array()}};
    Json steps = Json::array();
    pos::Exact total;
    for (const tariff::MonthBill& bill :
         tariff::bill(request.rules, request.load, request.generation)) {
        total += bill.total;
        answer["months"].push_back(json_of(request.rules, bill));
        steps.push_back(step_of(request.rules, bill));
    }
    answer["total"] = text_of(told(total));
    if (request.show_prices) answer["prices"] = prices_of(request);
    answer["steps"] = std::move(steps);
    return answer;
}

}  // namespace app::core::explain
