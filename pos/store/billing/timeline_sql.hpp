#pragma once

#include <string_view>

/// What the timeline asks. Parameters: $1 the account (or what is said), $2 $3 $4 the bound's time,
/// id and number, $5 how many. Columns: time, id, number, and what the table has.
namespace pos::store::billing::timeline_sql {

inline constexpr std::string_view kNotes =
    "SELECT t.at, t.note, 0, t.content, t.by_whom FROM account_note t WHERE t.account = $1 AND "
    "t.at <= $2 AND (t.at < $2 OR t.note < $3 OR (t.note = $3 AND 0 < CAST($4 AS BIGINT))) ORDER "
    "BY t.at DESC, "
    "t.note DESC LIMIT $5";

inline constexpr std::string_view kActs =
    "SELECT t.noted_at, t.subscription, t.position, t.act, t.at, CASE WHEN t.act = 7 THEN t.plan "
    "|| "
    "' ' || t.version ELSE t.plan END, t.noted_by, s.number FROM subscription s JOIN "
    "subscription_act t ON t.subscription = s.subscription WHERE s.account = "
    "$1 AND t.noted_at <= $2 AND (t.noted_at < $2 OR t.subscription < $3 OR (t.subscription = $3 "
    "AND t.position < $4)) ORDER BY t.noted_at DESC, t.subscription DESC, t.position DESC LIMIT $5";

inline constexpr std::string_view kMoves =
    "SELECT t.noted_at, t.moving, 0, CASE WHEN t.from_account = $1 THEN 1 ELSE 0 END, t.at, "
    "t.points, t.noted_by, coalesce(o.number, '') FROM moving t LEFT JOIN billing_account o ON "
    "o.account = CASE WHEN t.from_account = $1 THEN t.to_account ELSE t.from_account END WHERE "
    "(t.from_account = $1 OR t.to_account = $1) AND t.noted_at <= $2 AND (t.noted_at < $2 OR "
    "t.moving < $3 OR (t.moving = $3 AND 0 < CAST($4 AS BIGINT))) ORDER BY t.noted_at DESC, "
    "t.moving DESC LIMIT $5";

inline constexpr std::string_view kInstalments =
    "SELECT t.at, t.plan, 0, t.amount_minor, t.currency, t.agreed_by FROM instalment_plan t WHERE "
    "t.account = $1 AND t.at <= $2 AND (t.at < $2 OR t.plan < $3 OR (t.plan = $3 AND 0 < CAST($4 "
    "AS BIGINT))) "
    "ORDER BY t.at DESC, t.plan DESC LIMIT $5";

/// What was agreed, and each change of it: a payment's amount from a day on.
inline constexpr std::string_view kLevels =
    "SELECT t.at, t.agreement, t.from_day, t.amount_minor, l.currency, t.noted_by FROM "
    "level_agreement l JOIN level_amount t ON t.agreement = l.agreement WHERE l.account = $1 AND "
    "t.at <= $2 AND (t.at < $2 OR t.agreement < $3 OR (t.agreement = $3 AND t.from_day < $4)) "
    "ORDER BY t.at DESC, t.agreement DESC, t.from_day DESC LIMIT $5";

inline constexpr std::string_view kQuotes =
    "SELECT t.at, t.quote, 0, t.payable_minor, t.currency, t.noted_by, t.number FROM quote t WHERE "
    "t.account = $1 AND t.at <= $2 AND (t.at < $2 OR t.quote < $3 OR (t.quote = $3 AND 0 < CAST($4 "
    "AS BIGINT))) "
    "ORDER BY t.at DESC, t.quote DESC LIMIT $5";

inline constexpr std::string_view kDocuments =
    "SELECT e.at, t.document, 0, t.kind, t.payable_minor, t.currency, t.number, t.series FROM "
    "document t JOIN journal_entry e ON e.entry = t.entry WHERE t.account = $1 AND e.at <= $2 AND "
    "(e.at < $2 OR t.document < $3 OR (t.document = $3 AND 0 < CAST($4 AS BIGINT))) ORDER BY e.at "
    "DESC, t.document "
    "DESC LIMIT $5";

/// What else changed what the account owes (book 1), but for documents (kind 80).
inline constexpr std::string_view kMoney =
    "SELECT e.at, t.about, t.entry * 64 + t.position, e.kind, t.amount_minor, t.currency, "
    "coalesce(d.number, ''), coalesce(p.reference, ''), f.entry FROM ledger t JOIN journal_entry "
    "e ON e.entry = t.entry LEFT JOIN document d ON d.document = t.about LEFT JOIN payment p ON "
    "p.payment = t.about LEFT JOIN payment_refund f ON f.entry = t.entry WHERE t.account = $1 AND "
    "t.book = 1 AND e.kind <> 80 AND e.at <= $2 AND "
    "(e.at < $2 OR t.about < $3 OR (t.about = $3 AND t.entry * 64 + t.position < $4)) ORDER BY "
    "e.at DESC, t.about DESC, t.entry * 64 + t.position DESC LIMIT $5";

inline constexpr std::string_view kDeliveries =
    "SELECT t.at, t.document, t.channel, t.state, t.recipient, d.number FROM document d JOIN "
    "delivery t ON t.document = d.document WHERE d.account = $1 AND t.channel <> 3 AND t.at <= $2 "
    "AND (t.at < $2 OR t.document < $3 OR (t.document = $3 AND t.channel < $4)) ORDER BY t.at "
    "DESC, t.document DESC, t.channel DESC LIMIT $5";

inline constexpr std::string_view kReminders =
    "SELECT t.at, t.document, t.level, d.number FROM document d JOIN reminder t ON t.document = "
    "d.document WHERE d.account = $1 AND t.at <= $2 AND (t.at < $2 OR t.document < $3 OR "
    "(t.document = $3 AND t.level < $4)) ORDER BY t.at DESC, t.document DESC, t.level DESC LIMIT "
    "$5";

inline constexpr std::string_view kAlerts =
    "SELECT t.at, t.alert, t.period, a.percent, a.meter, s.number, t.used FROM subscription s JOIN "
    "usage_alert a ON a.subscription = s.subscription JOIN usage_alert_told t ON t.alert = a.alert "
    "WHERE s.account = $1 AND t.at <= $2 AND (t.at < $2 OR t.alert < $3 OR (t.alert = $3 AND "
    "t.period < $4)) ORDER BY t.at DESC, t.alert DESC, t.period DESC LIMIT $5";

inline constexpr std::string_view kCoupons =
    "SELECT e.at, t.redemption, 0, s.number, t.name || ' (' || t.code || ')' FROM subscription s "
    "JOIN coupon_redemption t ON t.subscription = s.subscription JOIN journal_entry e ON e.entry = "
    "t.entry WHERE s.account = $1 AND e.at <= $2 AND (e.at < $2 OR t.redemption < $3 OR "
    "(t.redemption = $3 AND 0 < CAST($4 AS BIGINT))) ORDER BY e.at DESC, t.redemption DESC LIMIT "
    "$5";

/// The first use in the last of a coupon's periods. What was voided since was never taken.
inline constexpr std::string_view kCouponsUsedUp =
    "SELECT e.at, t.redemption, 0, s.number, t.name || ' (' || t.code || ')' FROM subscription s "
    "JOIN coupon_redemption t ON t.subscription = s.subscription JOIN coupon_use u ON u.redemption "
    "= t.redemption JOIN journal_entry e ON e.entry = u.entry WHERE s.account = $1 AND t.periods > "
    "0 AND NOT EXISTS (SELECT 1 FROM document_line v WHERE v.of_item = u.item AND v.kind = 9) AND "
    "NOT EXISTS (SELECT 1 FROM coupon_use w WHERE w.redemption = u.redemption AND w.period = "
    "u.period AND (w.entry < u.entry OR (w.entry = u.entry AND w.position < u.position)) AND NOT "
    "EXISTS (SELECT 1 FROM document_line v WHERE v.of_item = w.item AND v.kind = 9)) AND (SELECT "
    "count(DISTINCT w.period) FROM coupon_use w WHERE w.redemption = u.redemption AND (w.entry < "
    "u.entry OR (w.entry = u.entry AND w.position <= u.position)) AND NOT EXISTS (SELECT 1 FROM "
    "document_line v WHERE v.of_item = w.item AND v.kind = 9)) = t.periods AND e.at <= $2 AND "
    "(e.at < $2 OR t.redemption < $3 OR (t.redemption = $3 AND 0 < CAST($4 AS BIGINT))) ORDER BY "
    "e.at DESC, t.redemption DESC LIMIT $5";

inline constexpr std::string_view kCouponStops =
    "SELECT e.at, t.redemption, 0, s.number, t.name || ' (' || t.code || '): ' || p.reason FROM "
    "subscription s JOIN coupon_redemption t ON t.subscription = s.subscription JOIN coupon_stop p "
    "ON p.redemption = t.redemption JOIN journal_entry e ON e.entry = p.entry WHERE s.account = $1 "
    "AND e.at <= $2 AND (e.at < $2 OR t.redemption < $3 OR (t.redemption = $3 AND 0 < CAST($4 AS "
    "BIGINT))) ORDER BY e.at DESC, t.redemption DESC LIMIT $5";

/// $1 the account: the points that it has or had, what is counted there, and from when until when.
inline constexpr std::string_view kPointsOf =
    "SELECT r.register, r.point, r.meter, p.from_at, (SELECT min(n.from_at) FROM service_point n "
    "WHERE n.code = p.code AND n.from_at > p.from_at) FROM subscription s JOIN service_point p ON "
    "p.subscription = s.subscription JOIN meter_register r ON r.point = p.code WHERE s.account = "
    "$1 ORDER BY r.register, p.from_at";

/// $1 the register, $6 from when and $7 until when it is the account's.
inline constexpr std::string_view kReadings =
    "SELECT t.at, t.register, t.position, t.figure, t.source, t.noted_by FROM meter_reading t "
    "WHERE t.register = $1 AND t.at >= $6 AND t.at <= $7 AND t.at <= $2 AND (t.at < $2 OR "
    "t.register < $3 OR (t.register = $3 AND t.position < $4)) ORDER BY t.at DESC, t.position DESC "
    "LIMIT $5";

/// $1 the account: what is counted for it.
inline constexpr std::string_view kMetersOf =
    "SELECT t.subscription, t.meter, s.number FROM subscription s JOIN usage_billed t ON "
    "t.subscription = s.subscription WHERE s.account = $1 ORDER BY t.subscription, t.meter";

/// $1 the subscription, $2 what is counted, $3 before when.
inline constexpr std::string_view kLastUse =
    "SELECT t.event_at FROM usage_record t WHERE t.subscription = $1 AND t.meter = $2 AND "
    "t.event_at < $3 AND t.voided_at IS NULL ORDER BY t.event_at DESC LIMIT 1";

/// $3 and $4: in [from, to).
inline constexpr std::string_view kUseOfSpan =
    "SELECT count(*), CAST(coalesce(sum(t.quantity_millionths), 0) AS BIGINT), "
    "coalesce(max(t.event_at), 0) FROM usage_record t WHERE t.subscription = $1 AND t.meter = $2 "
    "AND t.event_at >= $3 AND t.event_at < $4 AND t.voided_at IS NULL";

inline constexpr std::string_view kAll[] = {
    kLevels,   kNotes,      kActs,      kMoves,   kInstalments, kQuotes,        kDocuments,
    kMoney,    kDeliveries, kReminders, kAlerts,  kCoupons,     kCouponsUsedUp, kCouponStops,
    kPointsOf, kReadings,   kMetersOf,  kLastUse, kUseOfSpan};

}  // namespace pos::store::billing::timeline_sql
