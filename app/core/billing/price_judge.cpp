#include "app/core/billing/price_judge.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "pos/billing/bill/item.hpp"

namespace app::core::billing {

namespace {

namespace plan = pos::billing::plan;
namespace stored = pos::store::billing;
using pos::billing::bill::ItemKind;
using pos::billing::plan::Act;

std::set<pos::Ulid> voided_items(std::span<const stored::StoredItem> items) {
    std::set<pos::Ulid> voided;
    for (const auto& item : items) {
        if (item.kind == ItemKind::voided && item.of) voided.insert(*item.of);
    }
    return voided;
}

/// Up to when usage is billed, if that is beyond the day.
std::optional<pos::Date> used_beyond(std::span<const stored::StoredItem> items, pos::Date day) {
    const auto voided = voided_items(items);
    std::optional<pos::Date> until;
    for (const auto& item : items) {
        if (item.kind != ItemKind::usage || item.to <= day || item.from == item.to) continue;
        if (!voided.contains(item.id)) until = std::max(until.value_or(item.to), item.to);
    }
    return until;
}

/// The act that says which version holds at an instant.
const stored::StoredAct* pinning(const stored::StoredSubscription& one, pos::Instant at) {
    const stored::StoredAct* last = nullptr;
    for (const auto& act : one.acts) {
        if (act.at <= at && !act.plan.empty()) last = &act;
    }
    return last;
}

std::optional<pos::Instant> end_by(const stored::StoredSubscription& one, pos::Instant at) {
    for (const auto& act : one.acts) {
        if (act.act == Act::cancelled && act.at <= at) return act.at;
    }
    return std::nullopt;
}

/// Whether a commitment may ask for more than the one before it: then nothing but a lower amount of
/// the same terms is sure not to.
bool asks_for_more(const plan::PlanCharge& then, const plan::PlanCharge& before) {
    namespace models = pos::billing::models;
    plan::PlanCharge as_before = then;
    as_before.charge = before.charge;
    as_before.name = before.name;
    return as_before != before || std::get<models::Recurring>(then.charge.model).amount >
                                      std::get<models::Recurring>(before.charge.model).amount;
}

}  // namespace

const char* word_of(Moving moving) {
    switch (moving) {
        case Moving::moves:
            return "moves";
        case Moving::already:
            return "already";
        case Moving::ended:
            return "ended";
        case Moving::begins:
            return "begins";
        case Moving::billed:
            return "billed";
        case Moving::fixed_term:
            return "fixed_term";
        case Moving::unpriced:
            return "unpriced";
    }
    return "";
}

std::optional<MoveJudged> judge_move(const stored::StoredSubscription& one,
                                     std::span<const stored::StoredItem> items,
                                     const MoveOfAccount& move) {
    if (one.acts.empty()) return std::nullopt;
    const stored::StoredAct* const pinned = pinning(one, move.at);
    if (pinned == nullptr) {
        const auto& first = one.acts.front();
        if (first.plan != move.asked.plan || first.version == move.asked.version) return {};
        return MoveJudged{Moving::begins, "It begins later than that day.", {}, first.version};
    }
    if (pinned->plan != move.asked.plan) return std::nullopt;
    if (const auto end = end_by(one, move.at)) {
        // Whoever left long ago is no matter of a new price.
        if (*end <= move.now && move.asked.accounts.empty()) return std::nullopt;
        return MoveJudged{Moving::ended, "It is over by then.", {}, pinned->version};
    }
    if (pinned->version == move.asked.version) {
        return MoveJudged{Moving::already, "It has that version by then.", {}, pinned->version};
    }
    if (pinned->at >= move.at) {
        return MoveJudged{Moving::begins,
                          fmt::format("It has version {} from that very day on: change that one.",
                                      pinned->version),
                          {},
                          pinned->version};
    }
    if (const auto until = used_beyond(items, move.day)) {
        return MoveJudged{Moving::billed,
                          fmt::format("Its usage is billed up to {}: move it from that day on.",
                                      to_string(*until)),
                          until, pinned->version};
    }
    return MoveJudged{.version = pinned->version};
}

std::optional<MoveJudged> judge_taking_back(const stored::StoredSubscription& one,
                                            std::span<const stored::StoredItem> items,
                                            const MoveOfAccount& move) {
    const auto moved = std::ranges::find_if(one.acts, [&](const stored::StoredAct& act) {
        return act.act == Act::repriced && act.at == move.at && act.plan == move.asked.plan &&
               act.version == move.asked.version;
    });
    if (moved == one.acts.end()) {
        const auto* const pinned = pinning(one, move.at);
        const bool theirs = pinned != nullptr && pinned->plan == move.asked.plan;
        if (!theirs || move.asked.accounts.empty()) return std::nullopt;
        return MoveJudged{
            Moving::already, "It was not moved to it on that day.", {}, pinned->version};
    }
    const auto voided = voided_items(items);
    std::optional<pos::Date> until;
    for (const auto& item : items) {
        const bool of_it = item.key.plan == move.asked.plan &&
                           item.key.version == move.asked.version && item.from >= move.day;
        const bool bills = item.kind == ItemKind::one_time || item.kind == ItemKind::recurring ||
                           item.kind == ItemKind::usage;
        if (!of_it || !bills || voided.contains(item.id)) continue;
        until = std::max(until.value_or(item.to), item.to);
    }
    if (until) {
        return MoveJudged{Moving::billed,
                          fmt::format("It is billed by that version up to {}: move it back as of a "
                                      "day from then on.",
                                      to_string(*until)),
                          until, move.asked.version};
    }
    return MoveJudged{.version = move.asked.version};
}

std::optional<FixedTerm> term_on(const plan::Subscription& one, const pos::locale::Zone& zone,
                                 pos::Date day) {
    const auto all = plan::stretches(one, zone);
    for (const plan::Stretch& stretch : all) {
        const bool holds = stretch.from <= day && (!stretch.to || day < *stretch.to);
        const bool fixed = stretch.plan->phases[stretch.phase].kind == plan::PhaseKind::fixed_term;
        if (!holds || !fixed || !stretch.phase_to || *stretch.phase_to <= day) continue;
        return FixedTerm{*stretch.phase_to, stretch.phase};
    }
    return std::nullopt;
}

bool rises(std::span<const ChargeMoved> last, const Versions& versions, std::size_t phase) {
    if (phase >= versions.then.phases.size() || phase >= versions.has.phases.size()) return true;
    const auto& had = versions.has.phases[phase].charges;
    for (const plan::PlanCharge& charge : versions.then.phases[phase].charges) {
        const auto before = std::ranges::find(had, charge.code, &plan::PlanCharge::code);
        if (before == had.end()) return true;
        if (*before == charge) continue;
        if (charge.commits && before->commits) {
            if (asks_for_more(charge, *before)) return true;
            continue;
        }
        const auto used = std::ranges::find(last, charge.code, &ChargeMoved::code);
        const bool known = used != last.end() && used->before.minor > 0;
        if (!known || used->after > used->before) return true;
    }
    return false;
}

}  // namespace app::core::billing
