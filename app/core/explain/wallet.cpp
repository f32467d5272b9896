#include <map>

#include "app/core/explain/answers.hpp"
#include "app/core/explain/read_time.hpp"
#include "pos/billing/wallet/run.hpp"
#include "pos/money/decimal.hpp"

namespace app::core::explain {

namespace {

namespace wallet = pos::billing::wallet;

constexpr Words<wallet::EndedBy, 5> kEndedBy{{{"reading", wallet::EndedBy::reading},
                                              {"change", wallet::EndedBy::change},
                                              {"refill", wallet::EndedBy::refill},
                                              {"reset", wallet::EndedBy::reset},
                                              {"rollover", wallet::EndedBy::rollover}}};
constexpr std::size_t kLotsMax = 10'000;

wallet::Lot read_lot(Fields& fields) {
    wallet::Lot lot;
    lot.id = fields.text("id");
    lot.amount = fields.figure("amount", Size::amount);
    lot.priority = fields.count_or("priority", 0, -1'000'000, 1'000'000);
    lot.effective = read_instant(fields, "effective_at");
    lot.expires = read_instant_if(fields, "expires_at");
    if (lot.expires && *lot.expires < lot.effective) {
        fields.refuse("expires_at", "lies before effective_at");
    }
    lot.voided = read_instant_if(fields, "voided_at");
    lot.created = read_instant_if(fields, "created_at").value_or(lot.effective);
    lot.kept_least = fields.figure_or("kept_at_reset_least", {}, Size::amount);
    lot.kept_most = fields.figure_or("kept_at_reset_most", {}, Size::amount);
    if (fields.has("refill")) {
        Fields refill = fields.inner("refill");
        lot.refill = wallet::Refill{read_every(refill), read_instant(refill, "anchor")};
        refill.close();
    }
    return lot;
}

/// A whole request.
struct Request {
    std::vector<wallet::Lot> lots;
    wallet::State start;
    std::vector<wallet::Use> uses;
    std::vector<pos::Instant> resets;
    pos::Instant until;
    pos::locale::Zone zone;
    wallet::Rules rules;
};

/// Without a "start" the wallet begins with its first lot.
wallet::State fresh(const std::vector<wallet::Lot>& lots) {
    wallet::State state;
    if (!lots.empty())
        state.at = std::ranges::min_element(lots, {}, &wallet::Lot::effective)->effective;
    for (const wallet::Lot& lot : lots) {
        state.balances.push_back(counts_at(lot, state.at) ? lot.amount : pos::Exact{});
    }
    state.counted_since = state.at;
    return state;
}

void read_balances(Fields& fields, const std::vector<wallet::Lot>& lots, wallet::State& state) {
    Fields balances = fields.inner("balances");
    for (const wallet::Lot& lot : lots) {
        state.balances.push_back(balances.figure(lot.id, Size::amount));
    }
    balances.close();
}

wallet::State read_start(Fields fields, const std::vector<wallet::Lot>& lots) {
    wallet::State state;
    state.at = read_instant(fields, "at");
    read_balances(fields, lots, state);
    state.overage = fields.figure_or("overage", {}, Size::amount);
    state.counted_since = read_instant_if(fields, "counted_since").value_or(state.at);
    state.counted = fields.figure_or("counted", {}, Size::amount);
    state.covered = fields.figure_or("covered", {}, Size::amount);
    fields.close();
    return state;
}

wallet::Rules read_rules(Fields& fields) {
    constexpr Words<wallet::Aggregation, 2> kAggregations{
        {{"sum", wallet::Aggregation::sum}, {"latest", wallet::Aggregation::latest}}};
    constexpr Words<wallet::OverageAtReset, 2> kOverage{
        {{"dropped", wallet::OverageAtReset::dropped}, {"kept", wallet::OverageAtReset::kept}}};
    constexpr Words<wallet::AtItsEnd, 2> kAtItsEnd{
        {{"still_there", wallet::AtItsEnd::still_there}, {"gone", wallet::AtItsEnd::gone}}};
    return {fields.choice_or("aggregation", kAggregations, wallet::Aggregation::sum),
            fields.choice_or("overage_at_reset", kOverage, wallet::OverageAtReset::dropped),
            fields.choice_or("lot_at_its_end", kAtItsEnd, wallet::AtItsEnd::still_there)};
}

Request read_request(Fields& fields) {
    Request request{.zone = read_zone_or_utc(fields)};
    std::map<std::string, int> ids;
    const auto one_lot = [&](Fields& lot) {
        request.lots.push_back(read_lot(lot));
        if (++ids[request.lots.back().id] == 2) lot.refuse("id", "stands there twice");
    };
    fields.each("lots", one_lot, kLotsMax);
    request.start =
        fields.has("start") ? read_start(fields.inner("start"), request.lots) : fresh(request.lots);
    fields.each("usage", [&](Fields& use) {
        request.uses.push_back({read_instant(use, "at"), use.figure("quantity", Size::amount)});
    });
    fields.each("resets",
                [&](Fields& reset) { request.resets.push_back(read_instant(reset, "at")); });
    request.until = read_instant(fields, "until");
    request.rules = read_rules(fields);
    return request;
}

pos::Exact sum_of(const std::vector<pos::Exact>& figures) {
    pos::Exact sum;
    for (const pos::Exact figure : figures) sum += figure;
    return sum;
}

Json by_lot(const Request& request, const std::vector<pos::Exact>& figures, bool only_some) {
    Json json = Json::object();
    for (std::size_t lot = 0; lot < figures.size(); ++lot) {
        if (only_some && figures[lot].e14 == 0) continue;
        json[request.lots[lot].id] = text_of(figures[lot]);
    }
    return json;
}

Json json_of(const Request& request, const wallet::Segment& segment) {
    Json json{{"from", to_text(segment.from)},
              {"to", to_text(segment.to)},
              {"balance_at_start", text_of(sum_of(segment.balances))},
              {"balances_at_start", by_lot(request, segment.balances, false)},
              {"overage_at_start", text_of(segment.overage)},
              {"used", text_of(segment.used)},
              {"burned", by_lot(request, segment.burned, true)},
              {"balance_at_end", text_of(sum_of(segment.balances) - sum_of(segment.burned))},
              {"overage_at_end", text_of(segment.overage_at_end)},
              {"ended_by", word_of(segment.ended_by, kEndedBy)}};
    for (const wallet::Lost& lost : segment.lost) {
        json["lost"].push_back(
            {{"lot", request.lots[lost.lot].id}, {"amount", text_of(lost.amount)}});
    }
    return json;
}

std::string step_of(const Request& request, const wallet::Segment& segment) {
    std::string words = to_text(segment.from) + " to " + to_text(segment.to) + ": " +
                        to_string(segment.used) + " used";
    for (std::size_t lot = 0; lot < segment.burned.size(); ++lot) {
        if (segment.burned[lot].e14 == 0) continue;
        words += ", " + to_string(segment.burned[lot]) + " from " + request.lots[lot].id;
    }
    if (segment.overage_at_end.e14 != 0) {
        words += ", " + to_string(segment.overage_at_end) + " paid by no credit";
    }
    for (const wallet::Lost& lost : segment.lost) {
        words += "; then " + to_string(lost.amount) + " of " + request.lots[lost.lot].id + " lost";
    }
    return words;
}

}  // namespace

Json explain_wallet(Fields& fields) {
    const Request request = read_request(fields);
    fields.close();
    if (!fields.sound()) return {};
    const auto history = wallet::run(request.lots, request.start, request.uses, request.resets,
                                     request.until, request.zone, request.rules);
    if (!history) {
        fields.refuse(history.error() == wallet::WalletError::reset_outside ? "resets" : "until",
                      words_of(history.error()));
        return {};
    }
    const wallet::State& end = history->end;
    const pos::Exact balance = sum_of(end.balances);
    Json answer{{"balance", text_of(balance)},
                {"balances", by_lot(request, end.balances, false)},
                {"overage", text_of(end.overage)},
                {"counted_since", to_text(end.counted_since)},
                {"counted", text_of(end.counted)},
                {"covered", text_of(end.covered)},
                {"available_in_all", text_of(end.covered + balance)},
                {"burn_order", Json::array()},
                {"history", Json::array()}};
    for (const std::size_t lot : wallet::burn_order(request.lots)) {
        answer["burn_order"].push_back(request.lots[lot].id);
    }
    Json steps = Json::array();
    for (const wallet::Segment& segment : history->segments) {
        answer["history"].push_back(json_of(request, segment));
        steps.push_back(step_of(request, segment));
    }
    answer["steps"] = std::move(steps);
    return answer;
}

}  // namespace app::core::explain
