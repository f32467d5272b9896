#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "pos/base/calendar.hpp"
#include "pos/base/clock.hpp"
#include "pos/base/ulid.hpp"
#include "pos/locale/zone.hpp"
#include "pos/store/db/connection.hpp"
#include "pos/store/errors.hpp"

/// All that happened to an account, whatever table it stands in, the latest first.
namespace pos::store::billing {

enum class TimelineSort : std::uint8_t {
    event,
    usage,
    invoice,
    payment,
    delivery,
    reading,
    note,
};

enum class TimelineKind : std::uint8_t {
    note,
    // Of subscriptions: `number` is theirs, `about` the plan, `day` from when on.
    started,
    changed,
    paused,
    resumed,
    cancelled,
    anchored,
    repriced,
    // Of service points: `number` is who else had or has them, `about` the points.
    moved_out,
    moved_in,
    instalments,
    quote,
    invoice,
    credit_note,
    opening_balance,
    // Of money: `number` is the document's, if there is one, `about` what the payer wrote.
    payment,
    payment_returned,  // it bounced, or was undone
    refund,            // it was paid back
    written_off,
    credit,    // of the wallet
    delivery,  // `code` is its state, `about` the recipient, empty on paper
    reminder,  // `code` is its level
    reading,   // `number` is the point, `about` what is counted, `code` who read it
    usage,     // of a month, or, among usage alone, of a day; `code` records: `number` is the
               // subscription, `about` what is counted
    // Of a limit, `code` percent of it: `number` is the subscription, `about` what is counted,
    // empty for money.
    alert,
    // Of coupons: `number` is the subscription's, `about` the coupon, of a stopped one and why.
    coupon_redeemed,
    coupon_used_up,
    coupon_stopped,
    // Of level payments, agreed or changed: `amount_minor` is one of them, `about` the day from
    // which on.
    level,
};

/// Where something stands in the timeline: by its time; of one time by the table that it is in, and
/// then by that table's key.
struct TimelinePlace {
    Instant at{};
    unsigned table{0};
    Ulid id{};
    std::int64_t number{0};
    bool operator==(const TimelinePlace&) const = default;
};
/// "1795600000000.5.01J….12": for a link.
std::string to_string(const TimelinePlace& place);
std::optional<TimelinePlace> parse_timeline_place(std::string_view text);

struct TimelineItem {
    TimelinePlace place;
    TimelineKind kind{TimelineKind::note};
    std::string number;
    std::string about;
    std::string by;
    std::int64_t code{0};
    std::optional<Instant> from{};             // when it takes effect
    std::optional<std::int64_t> amount_minor;  // owed from then on: negative where less is
    std::string currency;                      // "EUR2", of the amount
    std::string figure;                        // a plain decimal, of readings and usage
    std::optional<Ulid> move{};
};
TimelineSort sort_of(TimelineKind kind);

struct TimelineQuestion {
    Ulid account{};
    const locale::Zone& zone;  // by whose clocks usage is put together
    std::optional<TimelineSort> only{};
    std::optional<TimelinePlace> behind{};
    std::size_t limit{50};
};
/// Each table is asked for no more than the limit, by an index.
Answer<std::vector<TimelineItem>> timeline(db::Connection& db, const TimelineQuestion& asked);

/// Its statements, for a look at how they are carried out.
std::span<const std::string_view> timeline_statements();

}  // namespace pos::store::billing
