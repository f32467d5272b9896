#include "app/office/web/billing/clerk.hpp"
#include "app/office/web/billing/coupon_parts.hpp"
#include "app/office/web/billing/meter_parts.hpp"
#include "app/office/web/billing/moves.hpp"
#include "app/office/web/billing/parts.hpp"
#include "app/office/web/billing/timeline.hpp"

namespace app::office::web::billing {

namespace {

using pos::store::billing::TimelineItem;
using pos::store::billing::TimelineKind;

/// The name of the text that says what happened.
const char* text_of(TimelineKind kind) {
    switch (kind) {
        case TimelineKind::note:
            return "billing_tl_note";
        case TimelineKind::started:
            return "billing_tl_started";
        case TimelineKind::changed:
            return "billing_tl_changed";
        case TimelineKind::paused:
            return "billing_tl_paused";
        case TimelineKind::resumed:
            return "billing_tl_resumed";
        case TimelineKind::cancelled:
            return "billing_tl_cancelled";
        case TimelineKind::anchored:
            return "billing_tl_anchored";
        case TimelineKind::repriced:
            return "billing_tl_repriced";
        case TimelineKind::moved_out:
            return "billing_tl_moved_out";
        case TimelineKind::moved_in:
            return "billing_tl_moved_in";
        case TimelineKind::instalments:
            return "billing_tl_instalments";
        case TimelineKind::quote:
            return "billing_tl_quote";
        case TimelineKind::invoice:
            return "billing_invoice";
        case TimelineKind::credit_note:
            return "billing_credit_note";
        case TimelineKind::opening_balance:
            return "billing_tl_opening";
        case TimelineKind::payment:
            return "billing_payment";
        case TimelineKind::payment_returned:
            return "billing_tl_returned";
        case TimelineKind::refund:
            return "billing_tl_refund";
        case TimelineKind::written_off:
            return "billing_tl_written_off";
        case TimelineKind::credit:
            return "billing_tl_credit";
        case TimelineKind::delivery:
            return "billing_tl_delivery";
        case TimelineKind::reminder:
            return "billing_tl_reminder";
        case TimelineKind::reading:
            return "billing_tl_reading";
        case TimelineKind::usage:
            return "billing_tl_usage";
        case TimelineKind::alert:
            return "billing_tl_alert";
        case TimelineKind::coupon_redeemed:
            return "billing_tl_coupon_redeemed";
        case TimelineKind::coupon_used_up:
            return "billing_tl_coupon_used_up";
        case TimelineKind::coupon_stopped:
            return "billing_tl_coupon_stopped";
        case TimelineKind::level:
            return "billing_tl_level_payments";
    }
    return "";
}

/// What a machine reads.
const char* word_of(TimelineKind kind) {
    const std::string_view text = text_of(kind);
    constexpr std::string_view kOwn = "billing_tl_";
    constexpr std::string_view kShared = "billing_";
    return text.data() + (text.starts_with(kOwn) ? kOwn.size() : kShared.size());
}

const char* state_text(std::int64_t state) {
    constexpr const char* kStates[] = {"billing_delivery_waits", "billing_delivery_under_way",
                                       "billing_delivery_sent", "billing_delivery_failed",
                                       "billing_delivery_unknown"};
    return state >= 1 && state <= 5 ? kStates[state - 1] : "billing_delivery_unknown";
}

const char* reader_text(std::int64_t source) {
    return source == 1   ? "billing_tl_by_customer"
           : source == 2 ? "billing_read_estimated"
                         : "billing_tl_by_us";
}

Mark mark_of(const TimelineItem& item) {
    switch (item.kind) {
        case TimelineKind::cancelled:
        case TimelineKind::moved_out:
        case TimelineKind::payment_returned:
        case TimelineKind::written_off:
            return Mark::danger;
        case TimelineKind::paused:
        case TimelineKind::alert:
        case TimelineKind::reminder:
        case TimelineKind::credit_note:
        case TimelineKind::coupon_stopped:
            return Mark::warning;
        case TimelineKind::payment:
            return Mark::good;
        case TimelineKind::delivery:
            return item.code == 4 || item.code == 5 ? Mark::danger : Mark::none;
        default:
            return Mark::none;
    }
}

std::string and_then(std::string first, const std::string& second) {
    if (first.empty()) return second;
    return second.empty() ? first : std::move(first) + " · " + second;
}

/// What there is to say besides.
std::string about_of(const TimelineItem& item, const pos::locale::Zone& zone, const Words& words) {
    const auto& locale = words.locale();
    switch (item.kind) {
        case TimelineKind::started:
        case TimelineKind::changed:
        case TimelineKind::paused:
        case TimelineKind::resumed:
        case TimelineKind::cancelled:
        case TimelineKind::anchored:
        case TimelineKind::repriced:
        case TimelineKind::moved_out:
        case TimelineKind::moved_in:
            return and_then(item.about, item.from ? words["billing_sub_from"] + " " +
                                                        locale.date(zone.local(*item.from).date)
                                                  : std::string{});
        case TimelineKind::level: {
            const auto from = pos::parse_date(item.about);
            return words["billing_sub_from"] + " " + (from ? locale.date(*from) : item.about);
        }
        case TimelineKind::delivery:
            return and_then(words[state_text(item.code)], item.about);
        case TimelineKind::reminder:
            return words.with("billing_tl_level", {{"level", locale.integer(item.code)}});
        case TimelineKind::alert:
            return and_then(
                item.about.empty() ? words["billing_alert_money"] : item.about,
                words.with("billing_tl_percent", {{"percent", locale.integer(item.code)}}));
        case TimelineKind::reading:
            return and_then(item.about, words[reader_text(item.code)]);
        case TimelineKind::usage:
            return and_then(item.about,
                            words.with(item.code == 1 ? "billing_tl_record" : "billing_tl_records",
                                       {{"count", locale.integer(item.code)}}));
        default:
            return item.about;
    }
}

std::string link_of(const TimelineItem& item, bool can_change) {
    switch (item.kind) {
        case TimelineKind::invoice:
        case TimelineKind::credit_note:
        case TimelineKind::opening_balance:
        case TimelineKind::delivery:
        case TimelineKind::reminder:
        case TimelineKind::payment:
        case TimelineKind::payment_returned:
        case TimelineKind::refund:
        case TimelineKind::written_off:
        case TimelineKind::credit:
            return item.number.empty() ? std::string{} : document_link(item.number);
        case TimelineKind::started:
        case TimelineKind::changed:
        case TimelineKind::paused:
        case TimelineKind::resumed:
        case TimelineKind::cancelled:
        case TimelineKind::anchored:
        case TimelineKind::repriced:
            return can_change ? subscription_link(item.number) : std::string{};
        case TimelineKind::coupon_redeemed:
        case TimelineKind::coupon_used_up:
        case TimelineKind::coupon_stopped:
            return can_change ? subscription_coupons_link(item.number) : std::string{};
        case TimelineKind::alert:
            return can_change ? alerts_link(item.number) : std::string{};
        case TimelineKind::reading:
            return meter_link(item.number, item.about);
        case TimelineKind::quote:
            return quote_link(item.number);
        default:
            return {};
    }
}

Cell number_cell(const TimelineItem& item, const Words& words, bool can_change) {
    if (!item.move) return {item.number, "", link_of(item, can_change)};
    if (item.number.empty())
        return {std::string{}, words["billing_tl_act"], moved_link(*item.move)};
    return {item.number, "", moved_link(*item.move)};
}

Cell amount_cell(const TimelineItem& item, const Words& words) {
    if (item.amount_minor) {
        return {pos::Money{*item.amount_minor, currency_of_text(item.currency)}};
    }
    if (item.figure.empty()) return {};
    return {Figure{item.figure}, decimal(item.figure, 0, words)};
}

}  // namespace

Table timeline_table(const std::vector<TimelineItem>& items, const pos::locale::Zone& zone,
                     const Call& call) {
    const Words& words = call.words;
    Table table{
        "timeline",
        words["billing_timeline"],
        columns(words, {"when", "what", "number", "about", "amount", "by", "currency"}, {"amount"}),
        {},
        words["billing_tl_nothing"]};
    table.columns[3].title = words["billing_tl_about"];
    for (const TimelineItem& item : items) {
        table.rows.push_back(
            {{zone.local(item.place.at)},
             {word_of(item.kind), words[text_of(item.kind)], "", mark_of(item)},
             number_cell(item, words, call.is_manager()),
             {about_of(item, zone, words)},
             amount_cell(item, words),
             {item.by},
             item.amount_minor ? Cell{code_of(currency_of_text(item.currency))} : Cell{}});
    }
    return table;
}

std::string timeline_link(const std::string& account) {
    return "/billing/timeline" + query_of({{"account", account}});
}

}  // namespace app::office::web::billing
