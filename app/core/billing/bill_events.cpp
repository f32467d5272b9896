#include "app/core/billing/bill_events.hpp"

#include "app/core/billing/charge_usage.hpp"
#include "pos/billing/rated.hpp"
#include "pos/money/decimal.hpp"
#include "pos/store/billing/billed_usage.hpp"

namespace app::core::billing {

namespace {

namespace stored = pos::store::billing;
namespace plan = pos::billing::plan;
using app::core::invoice::Listing;
using pos::billing::bill::ItemKind;

/// Adds up a line's records and keeps those that are listed.
class EventList {
public:
    EventList(const EventsAsked& asked, pos::Exact prepaid, std::optional<pos::Instant> since)
        : asked_{asked},
          prepaid_{prepaid},
          since_{since},
          to_{asked.zone.start_of_day(asked.line.to)} {
        if (asked.charge.calls) pricer_.emplace(*asked.charge.calls, asked.zone);
        listing_.name = asked.charge.name;
        listing_.unit = asked.line.unit;
        listing_.currency = asked.document.issued.currency;
    }

    /// Whether more may belong to the line: behind its last day nothing does that is not missing.
    bool take(const stored::UsedRecord& record) {
        if (record.at >= to_ && adds_up()) return false;
        const pos::Exact quantity = exact_quantity(record.quantity);
        const bool counted = !pricer_ && asked_.charge.aggregation == plan::Aggregation::count;
        sum_ += counted ? pos::exactly(1) : quantity;
        Listing::Event event{.at = asked_.zone.local(record.at),
                             .what = record.to.empty() ? record.id : record.to,
                             .quantity = quantity,
                             .amount = {}};
        if (pricer_ && priced_) price(record, event);
        if (since_ && record.received_at <= *since_) return true;
        if (listing_.events.size() < asked_.room) {
            listing_.events.push_back(std::move(event));
        } else {
            ++listing_.more;
        }
        return true;
    }

    std::optional<Listing> finished() && {
        if (!adds_up() || (listing_.events.empty() && listing_.more == 0)) return std::nullopt;
        // What prepaid units covered of a call cost nothing: none of them has a price of its own.
        if (!priced_ || prepaid_ != pos::Exact{} || !costs_add_up()) {
            for (Listing::Event& event : listing_.events) event.amount.reset();
        }
        return std::move(listing_);
    }

private:
    bool adds_up() const {
        const auto billed = pos::parse_exact(asked_.line.quantity);
        return billed && *billed + prepaid_ == sum_;
    }

    void price(const stored::UsedRecord& record, Listing::Event& event) {
        priced_ = pricer_->price({record.at, event.quantity, record.to}).has_value();
        if (!priced_) return;
        event.amount = pricer_->rated().cost;
        cost_ += *event.amount;
        if (pricer_->place() == 0) return;
        const auto& destination = asked_.charge.calls->deck[pricer_->place() - 1];
        if (destination.name.empty()) return;
        event.what = destination.name + (record.to.empty() ? "" : " · " + record.to);
    }

    /// Each step of the line was rounded to the coin.
    bool costs_add_up() const {
        using pos::billing::LineKind;
        pos::Exact steps;
        std::int64_t count = 1;
        for (const auto& step : asked_.line.steps) {
            const auto kind = static_cast<LineKind>(step.kind);
            const bool of_calls = kind == LineKind::call_connect || kind == LineKind::call_time ||
                                  kind == LineKind::event_limits || kind == LineKind::call_rounding;
            if (!of_calls) continue;
            const auto amount = pos::parse_exact(step.amount);
            if (!amount) return false;
            steps += *amount;
            ++count;
        }
        const pos::Exact apart = steps < cost_ ? cost_ - steps : steps - cost_;
        const std::int64_t coin = pos::exact_per_minor(asked_.document.issued.currency);
        return apart.e14 <= pos::Wide{coin} * count;
    }

    const EventsAsked& asked_;
    pos::Exact prepaid_;  // used, and not in the line's quantity
    std::optional<pos::Instant> since_;
    pos::Instant to_{};
    std::optional<plan::CallPricer> pricer_;
    bool priced_{true};
    pos::Exact sum_;
    pos::Exact cost_;
    Listing listing_;
};

}  // namespace

pos::store::db::Result<std::optional<Listing>> events_of(pos::store::db::Connection& db,
                                                         const EventsAsked& asked) {
    const auto& line = asked.line;
    const auto kind = static_cast<ItemKind>(line.kind);
    const bool used = kind == ItemKind::usage || kind == ItemKind::late;
    if (!used || !line.charge || line.to <= line.from || !is_of_events(asked.charge)) {
        return std::nullopt;
    }
    std::optional<pos::Instant> since;
    if (kind == ItemKind::late && line.of) {
        auto before = stored::billed_before(db, *line.of, asked.document.issued.document);
        if (!before) return std::unexpected{std::move(before.error())};
        since = *before;
    }
    const auto prepaid =
        stored::prepaid_of(db, line.of.value_or(line.item), asked.document.issued.document);
    if (!prepaid) return std::unexpected{prepaid.error()};
    EventList list{asked, exact_quantity({*prepaid}), since};
    // Of a contract that ended in the course of a day, that day's are on the bill as well.
    const auto done = stored::each_used_record(
        db,
        {.subscription = line.charge->subscription,
         .meter = asked.charge.meter,
         .from = asked.zone.start_of_day(line.from),
         .to = asked.zone.start_of_day(pos::Date{line.to.days + 1}),
         .known_at = asked.document.entry.at},
        [&](const stored::UsedRecord& record) { return list.take(record); });
    if (!done) return std::unexpected{done.error()};
    return std::move(list).finished();
}

}  // namespace app::core::billing
