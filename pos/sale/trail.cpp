#include "pos/sale/trail.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include "pos/journal/event.hpp"
#include "pos/sale/cart.hpp"

namespace pos::sale {

namespace {

/// Steps whose traces did happen, as things are: those done, and entries that were taken back.
template <class Use>
void each_owed(const Trail& trail, Use use) {
    for (const OwedTrace& trace : trail.owed) use(trace);
    for (const CartStep& step : trail.steps) {
        if (step.entry) continue;
        for (const OwedTrace& trace : step.traces) use(trace);
    }
    for (const CartStep& step : trail.undone) {
        if (!step.entry) continue;
        for (const OwedTrace& trace : step.traces) use(trace);
    }
}

void owe(Trail& trail, std::vector<OwedTrace> traces) {
    std::ranges::move(traces, std::back_inserter(trail.owed));
}

}  // namespace

CartStep step_between(const Cart& before, const Cart& after) {
    CartStep step{.discount = before.discount,
                  .customer = before.customer,
                  .note = before.note,
                  .external_number = before.external_number};
    // Both are in the order of their numbers.
    auto old = before.lines.begin();
    for (const CartLine& now : after.lines) {
        for (; old != before.lines.end() && old->line < now.line; ++old)
            step.lines.push_back({old->line, *old});
        if (old == before.lines.end() || old->line != now.line) {
            step.lines.push_back({now.line, {}});
            continue;
        }
        if (!(*old == now)) step.lines.push_back({now.line, *old});
        ++old;
    }
    for (; old != before.lines.end(); ++old) step.lines.push_back({old->line, *old});
    return step;
}

void remember(Trail& trail, CartStep step) {
    for (CartStep& undone : trail.undone) {
        if (undone.entry) owe(trail, std::move(undone.traces));
    }
    trail.undone.clear();
    number_traces(trail, step.traces);
    trail.steps.push_back(std::move(step));
    if (trail.steps.size() <= kStepsMax) return;
    owe(trail, std::move(trail.steps.front().traces));
    trail.steps.erase(trail.steps.begin());
}

void cross(Cart& cart, CartStep& step) {
    for (OtherLine& other : step.lines) {
        const auto at = std::ranges::lower_bound(cart.lines, other.line, {}, &CartLine::line);
        const bool here = at != cart.lines.end() && at->line == other.line;
        if (here && other.there) {
            std::swap(*at, *other.there);
        } else if (here) {
            other.there = std::move(*at);
            cart.lines.erase(at);
        } else if (other.there) {
            cart.lines.insert(at, std::move(*other.there));
            other.there.reset();
        }
    }
    std::swap(cart.discount, step.discount);
    std::swap(cart.customer, step.customer);
    std::swap(cart.note, step.note);
    std::swap(cart.external_number, step.external_number);
}

void number_traces(Trail& trail, std::vector<OwedTrace>& traces) {
    for (OwedTrace& trace : traces) trace.turn = ++trail.turn_last;
}

std::vector<journal::Event> owed_events(const Trail& trail) {
    std::vector<OwedTrace> owed;
    each_owed(trail, [&](const OwedTrace& trace) { owed.push_back(trace); });
    std::ranges::stable_sort(owed, {}, &OwedTrace::turn);
    std::vector<journal::Event> events;
    for (OwedTrace& trace : owed) {
        if (trace.voided) events.emplace_back(std::move(*trace.voided));
        if (trace.overridden) events.emplace_back(std::move(*trace.overridden));
    }
    return events;
}

void belong_to(Trail& trail, const Ulid& sale) {
    const auto rename = [&](std::vector<OwedTrace>& traces) {
        for (OwedTrace& trace : traces) {
            if (trace.voided) trace.voided->sale = sale;
            if (trace.overridden) trace.overridden->sale = sale;
        }
    };
    rename(trail.owed);
    for (CartStep& step : trail.steps) rename(step.traces);
    for (CartStep& step : trail.undone) rename(step.traces);
}

std::uint32_t voids_in(const std::vector<OwedTrace>& traces) {
    return static_cast<std::uint32_t>(
        std::ranges::count_if(traces, [](const OwedTrace& t) { return t.voided.has_value(); }));
}

std::uint32_t voids_owed(const Trail& trail) {
    std::uint32_t count = 0;
    each_owed(trail, [&](const OwedTrace& trace) { count += trace.voided ? 1 : 0; });
    return count;
}

}  // namespace pos::sale
