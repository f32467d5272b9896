#include "pos/billing/cycle/periods.hpp"
#include "app/core/explain/answers.hpp"
#include "app/core/explain/read_charge.hpp"
#include "app/core/explain/read_proration.hpp"
#include "app/core/explain/read_time.hpp"
#include "app/core/explain/words.hpp"
#include "pos/money/decimal.hpp"

namespace app::core::explain {

namespace {

namespace cycle = pos::billing::cycle;

constexpr int kPeriodsMax = 50'000;

constexpr Words<cycle::PeriodKind, 3> kPeriodKinds{{{"leading", cycle::PeriodKind::leading},
                                                    {"whole", cycle::PeriodKind::whole},
                                                    {"trailing", cycle::PeriodKind::trailing}}};

/// A whole request.
struct Request {
    cycle::Term term;
    cycle::Proration proration;
    pos::Date up_to;
    std::optional<pos::locale::Zone> zone;
    std::optional<pos::Instant> start_at;
    std::optional<pos::Instant> end_at;
    std::optional<pos::Exact> price;
    std::optional<pos::Date> cancelled;
    billing::RoundingPolicy rounding;
};

/// The day of an instant in the request's zone, or the date that is given instead.
std::optional<pos::Date> read_day(Fields& fields, const Request& request, const char* date,
                                  const char* instant, std::optional<pos::Instant>& at) {
    at = read_instant_if(fields, instant);
    if (!at) return read_date_if(fields, date);
    if (fields.has(date)) fields.refuse(date, std::string{"is told by "} + instant + " already");
    if (request.zone) return request.zone->local(*at).date;
    fields.refuse("zone", "is missing");
    return pos::Date{};
}

Request read_request(Fields& fields) {
    Request request;
    request.zone = read_zone_if(fields);
    request.term.schedule.every = read_every(fields);
    const auto start = read_day(fields, request, "start", "start_at", request.start_at);
    if (!start) fields.refuse("start", "is missing");
    request.term.schedule.start = start.value_or(pos::Date{});
    request.term.schedule.anchor_day = static_cast<unsigned>(
        fields.count_or("anchor_day", split(request.term.schedule.start).day, 1, 31));
    request.term.end = read_day(fields, request, "end", "end_at", request.end_at);
    request.up_to = read_date(fields, "up_to");
    request.term.mode = read_mode(fields);
    request.proration = read_proration(fields.inner("proration"));
    request.price = fields.figure_if("price", Size::price);
    request.cancelled = read_date_if(fields, "cancelled");
    if (request.price) request.rounding = read_rounding(fields, read_currency(fields));
    if (request.term.end && *request.term.end < request.term.schedule.start) {
        fields.refuse("end", "is before the start");
    }
    if (request.proration.by == cycle::CountBy::seconds && !request.start_at) {
        fields.refuse("start_at", "is missing: seconds are counted from an instant");
    }
    const int shortest = days_at_least(request.term.schedule.every);
    if ((request.up_to.days - request.term.schedule.start.days) / shortest > kPeriodsMax) {
        fields.refuse("up_to", "makes more than fifty thousand periods");
    }
    return request;
}

Json json_of(const cycle::Period& period, const Request& request) {
    Json json{{"kind", word_of(period.kind, kPeriodKinds)},
              {"from", to_string(period.dates.from)},
              {"to", to_string(period.dates.to)},
              {"share", text_of(period.share)}};
    if (period.kind != cycle::PeriodKind::whole) {
        json["of_from"] = to_string(period.dates.whole_from);
        json["of_to"] = to_string(period.dates.whole_to);
    }
    if (request.zone) {
        json["from_at"] = to_text(request.zone->start_of_day(period.dates.from));
        json["to_at"] = to_text(request.zone->start_of_day(period.dates.to));
    }
    return json;
}

std::string step_of(const cycle::Period& period, const Request& request) {
    const cycle::Stretch& dates = period.dates;
    std::string words = word_of(period.kind, kPeriodKinds) + " period from " +
                        to_string(dates.from) + " to " + to_string(dates.to);
    if (period.kind == cycle::PeriodKind::whole) return words;
    if (request.proration.by != cycle::CountBy::seconds) {
        const auto days = [&](pos::Date from, pos::Date to) {
            return std::to_string(cycle::days_between(from, to, request.proration));
        };
        words += ": " + days(dates.from, dates.to) + " of " +
                 days(dates.whole_from, dates.whole_to) + " days of " +
                 to_string(dates.whole_from) + " to " + to_string(dates.whole_to);
    }
    return words + ": share " + to_string(period.share);
}

/// Prices each period, and what is unused of it where the subscription was cancelled.
void put_money(Json& answer, const std::vector<cycle::Period>& periods, const Request& request) {
    pos::Exact sum;
    pos::Exact unused;
    const auto rounded = [&](pos::Exact amount) {
        if (request.rounding.at != billing::RoundAt::line) return amount;
        return round_at(amount, request.rounding.decimals, request.rounding.mode);
    };
    for (std::size_t i = 0; i < periods.size(); ++i) {
        const cycle::Stretch& dates = periods[i].dates;
        const pos::Exact amount = rounded(product(*request.price, periods[i].share));
        answer["periods"][i]["amount"] = text_of(amount);
        sum += amount;
        if (!request.cancelled || *request.cancelled >= dates.to || dates.from >= dates.to)
            continue;
        const pos::Date from = std::max(*request.cancelled, dates.from);
        const pos::Exact back =
            rounded(cycle::unused(amount, dates.from, dates.to, from, request.proration));
        answer["periods"][i]["unused"] = text_of(back);
        unused += back;
    }
    if (request.rounding.at == billing::RoundAt::total) {
        sum = round_at(sum, request.rounding.decimals, request.rounding.mode);
    }
    answer["amount"] = text_of(sum);
    if (request.cancelled) answer["unused"] = text_of(unused);
}

}  // namespace

Json explain_periods(Fields& fields) {
    const Request request = read_request(fields);
    fields.close();
    if (!fields.sound()) return {};
    const auto until = cycle::billed_until(request.term, request.up_to);
    const auto periods =
        request.proration.by == cycle::CountBy::seconds
            ? cycle::periods_by_seconds(request.term, request.up_to, request.proration,
                                        *request.zone, *request.start_at, request.end_at)
            : cycle::periods(request.term, request.up_to, request.proration);
    const cycle::Schedule& schedule = request.term.schedule;
    Json answer{{"first_boundary", to_string(schedule.first_boundary())},
                {"billed_until", until ? Json(to_string(*until)) : Json(nullptr)},
                {"last_boundary", nullptr},
                {"next_boundary", to_string(cycle::next_boundary(request.term, until))},
                {"shares", nullptr},
                {"whole_periods", 0},
                {"periods", Json::array()}};
    if (until && *until >= schedule.first_boundary()) {
        answer["last_boundary"] = to_string(schedule.boundary(schedule.boundary_at(*until)));
    }
    pos::Exact shares;
    Json steps = Json::array();
    int whole = 0;
    for (const cycle::Period& period : periods) {
        shares += period.share;
        whole += period.kind == cycle::PeriodKind::whole ? 1 : 0;
        answer["periods"].push_back(json_of(period, request));
        steps.push_back(step_of(period, request));
    }
    answer["shares"] = text_of(shares);
    answer["whole_periods"] = whole;
    if (request.price) put_money(answer, periods, request);
    answer["steps"] = std::move(steps);
    return answer;
}

}  // namespace app::core::explain
