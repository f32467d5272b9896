#include "app/core/explain/answers.hpp"
#include "app/core/explain/read_charge.hpp"
#include "app/core/explain/words.hpp"
#include "pos/billing/correction.hpp"
#include "pos/billing/rate.hpp"
#include "pos/billing/words.hpp"
#include "pos/money/decimal.hpp"

namespace app::core::explain {

Json text_of(pos::Exact figure) {
    return to_string(figure);
}

Json json_of(const billing::Line& line) {
    Json json{{"kind", word_of(line.kind, kLineWords)}};
    if (line.tier != 0) json["tier"] = line.tier;
    json["quantity"] = text_of(line.quantity);
    json["price"] = text_of(line.price);
    json["amount"] = text_of(line.amount);
    if (line.discount.e14 != 0) json["discount"] = text_of(line.discount);
    if (line.over_maximum.e14 != 0) json["over_maximum"] = text_of(line.over_maximum);
    if (line.credit.e14 != 0) json["credit"] = text_of(line.credit);
    json["total"] = text_of(line.total);
    return json;
}

Json json_of(std::span<const billing::Line> lines) {
    Json list = Json::array();
    for (const billing::Line& line : lines) list.push_back(json_of(line));
    return list;
}

namespace {

constexpr std::size_t kPartsMax = 100;

Json json_of(const billing::Measured& measured) {
    Json json{{"metered", text_of(measured.metered)},
              {"converted", text_of(measured.converted)},
              {"free", text_of(measured.free)},
              {"billed", text_of(measured.quantity)},
              {"before", text_of(measured.before)}};
    if (measured.free_events + measured.paid_events != 0) {
        json["free_events"] = measured.free_events;
        json["paid_events"] = measured.paid_events;
    }
    return json;
}

Json credits_of(const billing::Usage& usage, const billing::Rated& rated) {
    Json list = Json::array();
    for (const billing::CreditTaken& taken : rated.credits) {
        list.push_back({{"line", taken.line + 1},
                        {"name", usage.credits[taken.credit].name},
                        {"amount", text_of(taken.amount)}});
    }
    return list;
}

}  // namespace

Json explain_charge(Fields& fields) {
    const billing::Charge charge = read_charge(fields);
    const billing::Usage usage = read_usage(fields.inner("usage"));
    fields.close();
    if (!fields.sound()) return {};
    const auto rated = rate(charge, usage);
    if (!rated) {
        fields.refuse("usage", words_of(rated.error()));
        return {};
    }
    Json answer{{"total", text_of(rated->total)},
                {"amount", text_of(rated->amount)},
                {"minimum", text_of(rated->minimum)},
                {"discount", text_of(rated->discount)},
                {"over_maximum", text_of(rated->over_maximum)},
                {"credit", text_of(rated->credit)},
                {"rounding", text_of(rated->rounding)},
                {"average_price", text_of(rated->average_price)},
                {"quantity", json_of(rated->measured)},
                {"lines", json_of(rated->lines)}};
    if (!rated->credits.empty()) answer["credits"] = credits_of(usage, *rated);
    answer["steps"] = steps_of(charge, usage, *rated);
    return answer;
}

Json explain_parts(Fields& fields) {
    const billing::Charge charge = read_charge(fields);
    constexpr Words<billing::CorrectionsOn, 2> kOn{
        {{"current_part", billing::CorrectionsOn::current_part},
         {"original_part", billing::CorrectionsOn::original_part}}};
    const auto corrections =
        fields.choice_or("corrections_on", kOn, billing::CorrectionsOn::current_part);
    std::vector<std::vector<pos::Exact>> parts;
    fields.each(
        "parts", [&](Fields& part) { parts.push_back(part.figures("came_to")); }, kPartsMax);
    for (std::size_t i = 0; i < parts.size(); ++i) {
        if (parts[i].size() == i + 1) continue;
        fields.refuse("parts[" + std::to_string(i) + "].came_to",
                      "must say what the period came to at the end of each part so far");
    }
    if (parts.empty() || parts.size() > 1'000)
        fields.refuse("parts", "are none, or more than 1000");
    fields.close();
    if (!fields.sound()) return {};

    Json answer{{"parts", Json::array()}};
    pos::Exact total;
    billing::PartBilling period{charge, corrections};
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const auto bookings = period.bill(parts[i], i + 1 == parts.size());
        if (!bookings) {
            fields.refuse("parts[" + std::to_string(i) + "]", words_of(bookings.error()));
            return {};
        }
        Json lines = Json::array();
        pos::Exact sum;
        for (const billing::Booking& booking : *bookings) {
            Json line = json_of(booking.line);
            if (booking.part != i) line["corrects_part"] = booking.part + 1;
            lines.push_back(std::move(line));
            sum += booking.line.total;
        }
        total += sum;
        answer["parts"].push_back({{"lines", std::move(lines)}, {"total", text_of(sum)}});
    }
    answer["total"] = text_of(total);
    return answer;
}

}  // namespace app::core::explain
