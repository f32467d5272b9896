#include "app/core/explain/answers.hpp"
#include "app/core/explain/read_tariff.hpp"
#include "app/core/explain/read_time.hpp"
#include "pos/billing/call/prefixes.hpp"
#include "pos/billing/call/rate_call.hpp"
#include "pos/money/decimal.hpp"

namespace app::core::explain {

namespace {

namespace call = pos::billing::call;

constexpr std::size_t kWindowsMax = 50;

/// A whole request: windows where the call has a time, else one tariff.
struct Request {
    call::Call call;
    std::vector<call::Window> windows;
    std::optional<call::Tariff> tariff;
    pos::locale::Zone zone;
    std::string prefix;
    std::string name;
};

/// The deck's entry with the longest prefix of the dialled number.
void read_deck(Fields& fields, Request& request) {
    const std::string dialled = fields.text("dialled");
    call::Prefixes prefixes;
    std::vector<call::Tariff> tariffs;
    std::vector<std::pair<std::string, std::string>> names;
    fields.each("deck", [&](Fields& entry) {
        const std::string prefix = entry.text("prefix");
        names.emplace_back(prefix, entry.text_or("name", ""));
        tariffs.push_back(read_tariff(entry));
        if (!prefixes.add(prefix, static_cast<std::uint32_t>(names.size() - 1))) {
            entry.refuse("prefix", "is no prefix of digits, or stands there twice");
        }
    });
    const std::size_t plus = dialled.starts_with('+') ? 1 : 0;
    const auto match = prefixes.longest(std::string_view{dialled}.substr(plus));
    if (!match) {
        fields.refuse("dialled", "begins with none of the prefixes");
        return;
    }
    request.tariff = tariffs[match->value];
    std::tie(request.prefix, request.name) = names[match->value];
}

call::Bundle read_bundle(Fields fields) {
    constexpr Words<call::BundledConnect, 2> kConnect{
        {{"waived", call::BundledConnect::waived}, {"charged", call::BundledConnect::charged}}};
    const call::Bundle bundle{
        fields.figure_or("left", {}),
        fields.choice_or("connect_fee", kConnect, call::BundledConnect::waived)};
    fields.close();
    return bundle;
}

pos::Exact seconds_between(pos::Instant from, pos::Instant to) {
    return {pos::Wide{to.unix_ms - from.unix_ms} * (pos::kExactScale / 1000)};
}

Request read_request(Fields& fields) {
    Request request{.zone = read_zone_or_utc(fields)};
    fields.each(
        "windows", [&](Fields& window) { request.windows.push_back(read_window(window)); },
        kWindowsMax);
    if (fields.has("deck")) {
        read_deck(fields, request);
    } else if (fields.has("tariff")) {
        Fields tariff = fields.inner("tariff");
        request.tariff = read_tariff(tariff);
        tariff.close();
    }
    const bool timed = !request.windows.empty();
    if (timed == request.tariff.has_value() && fields.sound()) {
        fields.refuse("windows", "or a tariff or a deck, one of the three, must say what it costs");
    }
    const auto start = read_instant_if(fields, "start");
    const auto end = read_instant_if(fields, "end");
    if (timed && !start) fields.refuse("start", "is missing");
    request.call.start = start.value_or(pos::Instant{});
    if (start && end) {
        request.call.seconds = seconds_between(*start, *end);
    } else {
        request.call.seconds = fields.figure(fields.has("units") ? "units" : "seconds");
    }
    request.call.continues = fields.flag_or("continues", false);
    request.call.bundle = read_bundle(fields.inner("bundle"));
    return request;
}

const call::Tariff& tariff_of(const Request& request, const call::Segment& segment) {
    return request.tariff ? *request.tariff : request.windows[segment.window].tariff;
}

Json json_of(const Request& request, const call::Segment& segment) {
    Json json{{"from", text_of(segment.from)}};
    if (!request.windows.empty()) {
        const auto ms = static_cast<std::int64_t>(segment.from.e14 / (pos::kExactScale / 1000));
        json["from_at"] = to_text({request.call.start.unix_ms + ms});
        json["window"] = segment.window + 1;
    }
    json["rate"] = segment.rate + 1;
    json["increments"] = segment.increments;
    json["increment"] = text_of(tariff_of(request, segment).rates[segment.rate].increment);
    json["increment_price"] = text_of(segment.increment_price);
    if (segment.free != 0) json["free_increments"] = segment.free;
    json["amount"] = text_of(segment.amount);
    return json;
}

Json steps_of(const Request& request, const call::RatedCall& rated) {
    Json steps = Json::array();
    if (!request.prefix.empty()) {
        steps.push_back("prefix " + request.prefix + (request.name.empty() ? "" : " ") +
                        request.name);
    }
    if (rated.connect_fee.e14 != 0) steps.push_back("connect fee " + to_string(rated.connect_fee));
    for (const call::Segment& segment : rated.segments) {
        const call::RateGroup& rate = tariff_of(request, segment).rates[segment.rate];
        std::string words = "from " + to_string(segment.from) + " on: begun increments of " +
                            to_string(rate.increment) + ": " + std::to_string(segment.increments);
        if (segment.free != 0) words += ", " + std::to_string(segment.free) + " of them free";
        steps.push_back(words + ", at " + to_string(segment.increment_price) + " = " +
                        to_string(segment.amount));
    }
    if (rated.over_maximum.e14 != 0) {
        steps.push_back("less " + to_string(rated.over_maximum) + " beyond the maximum");
    }
    if (rated.rounding.e14 != 0) steps.push_back("rounded by " + to_string(rated.rounding));
    steps.push_back("cost: " + to_string(rated.cost));
    return steps;
}

}  // namespace

Json explain_call(Fields& fields) {
    const Request request = read_request(fields);
    fields.close();
    if (!fields.sound()) return {};
    call::RatedCall rated;
    const auto done = request.tariff
                          ? rate_units(*request.tariff, request.call, rated)
                          : rate_call(request.windows, request.call, request.zone, rated);
    if (!done) {
        fields.refuse(done.error() == call::CallError::no_window ? "windows" : "seconds",
                      words_of(done.error()));
        return {};
    }
    Json answer{{"cost", text_of(rated.cost)},
                {"connect_fee", text_of(rated.connect_fee)},
                {"billed", text_of(rated.billed)},
                {"bundled", text_of(rated.bundled)},
                {"over_maximum", text_of(rated.over_maximum)},
                {"rounding", text_of(rated.rounding)}};
    if (!request.prefix.empty()) {
        answer["prefix"] = request.prefix;
        answer["name"] = request.name;
    }
    answer["segments"] = Json::array();
    for (const call::Segment& segment : rated.segments) {
        answer["segments"].push_back(json_of(request, segment));
    }
    answer["steps"] = steps_of(request, rated);
    return answer;
}

}  // namespace app::core::explain
