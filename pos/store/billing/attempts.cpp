#include "pos/store/billing/attempts.hpp"

#include <fmt/format.h>

#include <array>
#include <span>

#include "pos/store/billing/disputes.hpp"
#include "pos/store/came_back.hpp"
#include "pos/store/columns.hpp"

namespace pos::store::billing {

namespace {

using journal::Purpose;

constexpr std::string_view kAttempt =
    "SELECT t.attempt, t.account, t.purpose, t.about, t.nth, t.attempt_key, t.provider, t.method, "
    "t.label, t.currency, t.amount_minor, t.on_day, t.state, t.sent, t.asked, t.sent_at, t.due_at, "
    "t.said, t.reference, t.at, coalesce(a.number, ''), coalesce(p.name, ''), coalesce(d.number, "
    "'') FROM payment_attempt t LEFT JOIN billing_account a ON a.account = t.account LEFT JOIN "
    "party p ON p.party = a.party LEFT JOIN document d ON d.document = t.about WHERE ";

StoredAttempt read_attempt(const db::Row& row) {
    StoredAttempt one;
    journal::AttemptRow& it = one.row;
    row.get(0, it.attempt);
    row.get(1, it.account);
    it.purpose = static_cast<Purpose>(row.integer(2));
    row.get(3, it.about);
    it.nth = static_cast<std::uint32_t>(row.integer(4));
    row.get(5, it.key);
    row.get(6, it.provider);
    row.get(7, it.method);
    row.get(8, it.label);
    it.amount = {row.integer(10), get_currency(row, 9)};
    row.get(11, it.on);
    it.state = static_cast<pos::billing::attempt::State>(row.integer(12));
    it.sent = static_cast<std::uint32_t>(row.integer(13));
    it.asked = static_cast<std::uint32_t>(row.integer(14));
    row.get(15, it.sent_at);
    row.get(16, it.due);
    row.get(17, it.said);
    row.get(18, it.reference);
    row.get(19, it.at);
    row.get(20, one.account);
    row.get(21, one.name);
    row.get(22, one.document);
    return one;
}

db::Result<std::vector<StoredAttempt>> read_attempts(db::Connection& db, std::string_view where,
                                                     std::span<const db::Param> params) {
    std::vector<StoredAttempt> found;
    auto done = db.run(fmt::format("{}{}", kAttempt, where), params, [&](const db::Row& row) {
        found.push_back(read_attempt(row));
        return true;
    });
    if (!done) return std::unexpected{std::move(done.error())};
    return found;
}

template <class... In>
db::Result<std::optional<StoredAttempt>> one_attempt(db::Connection& db, std::string_view where,
                                                     const In&... in) {
    const std::array<db::Param, sizeof...(In)> params{db::Param{in}...};
    auto found = read_attempts(db, where, params);
    if (!found) return std::unexpected{std::move(found.error())};
    if (found->empty()) return std::optional<StoredAttempt>{};
    return std::optional{std::move(found->front())};
}

constexpr std::string_view kDue =
    "t.state < 5 AND (t.due_at <= $1 OR t.due_at > $2) ORDER BY t.due_at, t.attempt LIMIT $3";

/// What of attempts is asked for, and nothing else, so that an index leads to it.
struct AttemptsAsked {
    bool open_only;
    std::string where;
    std::vector<db::Param> params{};

    explicit AttemptsAsked(const AttemptFilter& filter)
        : open_only{filter.open_only || filter.unclear_since} {
        where = open_only ? "t.state < 5" : "t.state > 0";
        if (filter.account) where += fmt::format(" AND t.account = {}", add(*filter.account));
        if (filter.unclear_since) {
            // A clock that was ahead knows nothing either.
            const Instant since = *filter.unclear_since;
            const Instant too_late{since.unix_ms + 2 * pos::billing::attempt::kTooLong_ms};
            where +=
                fmt::format(" AND (t.sent_at <= {} OR t.sent_at >= {})", add(since), add(too_late));
        }
    }
    void add_order(std::int64_t limit) {
        // With the sign SQLite does not go through all there were by their time for the few open.
        where += fmt::format(" ORDER BY {}t.at DESC, t.attempt DESC LIMIT {}", open_only ? "+" : "",
                             add(limit));
    }

private:
    std::string add(const db::Param& param) {
        params.push_back(param);
        return fmt::format("${}", params.size());
    }
};

/// From what is due on, of which there is little: whoever serves asks every few seconds, and SQLite
/// would go through all documents there ever were. CROSS JOIN keeps it to that order, and "<> 0" is
/// what the index of open items says of itself.
std::string chargeable_sql() {
    return fmt::format(
        "SELECT d.document, d.number, a.number, o.due_on, o.open_minor - {0} FROM open_item o "
        "CROSS JOIN payment_method m CROSS JOIN billing_account a CROSS JOIN document d WHERE "
        "o.open_minor <> 0 AND o.open_minor > 0 AND o.open_minor > {0} AND o.due_on <= $1 AND "
        "m.account = o.account AND m.ended_at IS NULL AND m.collects = 1 AND m.provider = $5 AND "
        "(m.valid_until IS NULL OR m.valid_until >= $1) AND a.account = m.account AND d.document "
        "= o.about AND d.document > $2 AND {1} AND NOT {2} AND NOT {3} AND (SELECT count(*) FROM "
        "payment_attempt t WHERE t.purpose = 1 AND t.about = d.document AND t.state <> 7) < $3 "
        "ORDER BY d.document LIMIT $4",
        disputed_sql(), no_attempt_sql(), kWithBank, kEverCameBack);
}

/// From the rules on, likewise. Nothing of a lot is there twice: what is left of it is its amount
/// less its moves.
constexpr std::string_view kToTopUp =
    "SELECT a.number FROM wallet_top_up r CROSS JOIN billing_account a WHERE a.account = "
    "r.account AND r.charged = 1 AND r.stopped_at IS NULL AND a.number > $3 AND NOT EXISTS "
    "(SELECT 1 FROM payment_attempt t WHERE t.purpose = 3 AND t.about = r.account AND t.state < "
    "5) AND r.below_minor > coalesce((SELECT sum(l.amount_minor) FROM wallet_lot l WHERE "
    "l.account = r.account AND l.currency = a.currency AND l.effective_at <= $1 AND "
    "(l.expires_at IS NULL OR l.expires_at > $1)), 0) - coalesce((SELECT sum(v.amount_minor) "
    "FROM wallet_lot l JOIN wallet_move v ON v.lot = l.lot WHERE l.account = r.account AND "
    "l.currency = a.currency AND l.effective_at <= $1 AND (l.expires_at IS NULL OR l.expires_at > "
    "$1)), 0) ORDER BY a.number LIMIT $2";

}  // namespace

std::string_view no_attempt_sql() {
    return "NOT EXISTS (SELECT 1 FROM payment_attempt z WHERE z.purpose = 1 AND z.about = "
           "d.document AND z.state < 5)";
}

db::Result<std::optional<StoredAttempt>> attempt_of(db::Connection& db, const Ulid& attempt) {
    return one_attempt(db, "t.attempt = $1", attempt);
}

db::Result<std::optional<StoredAttempt>> attempt_of_key(db::Connection& db, std::string_view key) {
    return one_attempt(db, "t.attempt_key = $1", key);
}

db::Result<std::optional<StoredAttempt>> open_attempt(db::Connection& db, Purpose purpose,
                                                      const Ulid& about) {
    return one_attempt(db, "t.purpose = $1 AND t.about = $2 AND t.state < 5", purpose, about);
}

db::Result<std::vector<StoredAttempt>> attempts_due(db::Connection& db, Instant now,
                                                    std::int64_t limit) {
    // What waits longer than anything does was put off by a clock that was ahead.
    const Instant latest{now.unix_ms + pos::billing::attempt::kLongestWait_ms};
    const std::array<db::Param, 3> params{now, latest, limit};
    return read_attempts(db, kDue, params);
}

db::Result<std::vector<StoredAttempt>> attempts(db::Connection& db, const AttemptFilter& filter) {
    AttemptsAsked asked{filter};
    asked.add_order(filter.limit);
    return read_attempts(db, asked.where, asked.params);
}

db::Result<std::int64_t> count_attempts(db::Connection& db, const AttemptFilter& filter) {
    const AttemptsAsked asked{filter};
    std::int64_t count = 0;
    auto done = db.run("SELECT count(*) FROM payment_attempt t WHERE " + asked.where, asked.params,
                       [&](const db::Row& row) {
                           count = row.integer(0);
                           return true;
                       });
    if (!done) return std::unexpected{std::move(done.error())};
    return count;
}

std::vector<std::string> attempt_statements() {
    const auto listed = [](const AttemptFilter& filter) {
        AttemptsAsked asked{filter};
        asked.add_order(filter.limit);
        return fmt::format("{}{}", kAttempt, asked.where);
    };
    return {fmt::format("{}{}", kAttempt, kDue), chargeable_sql(), std::string{kToTopUp},
            listed({.account = Ulid{}}), listed({.account = {}, .unclear_since = Instant{}})};
}

db::Result<TriesBefore> tries_before(db::Connection& db, Purpose purpose, const Ulid& about) {
    TriesBefore before;
    auto done = db.each(
        "SELECT coalesce(max(t.nth), 0), coalesce(sum(CASE WHEN t.state <> 7 THEN 1 ELSE 0 END), "
        "0), min(CASE WHEN t.state <> 7 THEN t.on_day END) FROM payment_attempt t WHERE t.purpose "
        "= $1 AND t.about = $2",
        [&](const db::Row& row) {
            before.last = static_cast<std::uint32_t>(row.integer(0));
            before.count = row.integer(1);
            row.get(2, before.on);
        },
        purpose, about);
    if (!done) return std::unexpected{std::move(done.error())};
    return before;
}

db::Result<std::int64_t> count_tries_since(db::Connection& db, Purpose purpose, const Ulid& about,
                                           Date since) {
    std::int64_t count = 0;
    auto done = db.each(
        "SELECT count(*) FROM payment_attempt t WHERE t.purpose = $1 AND t.about = $2 AND t.on_day "
        ">= $3 AND t.state <= 5",
        [&](const db::Row& row) { count = row.integer(0); }, purpose, about, since);
    if (!done) return std::unexpected{std::move(done.error())};
    return count;
}

db::Result<std::vector<Chargeable>> chargeable(db::Connection& db, const ChargeQuestion& asked) {
    std::vector<Chargeable> found;
    auto done = db.each(
        chargeable_sql(),
        [&](const db::Row& row) {
            Chargeable& one = found.emplace_back();
            row.get(0, one.document);
            row.get(1, one.number);
            row.get(2, one.account);
            row.get(3, one.due_on);
            one.open_minor = row.integer(4);
        },
        asked.today, asked.behind, asked.tries_max, asked.limit, asked.provider);
    if (!done) return std::unexpected{std::move(done.error())};
    return found;
}

db::Result<std::vector<std::string>> wallets_to_top_up(db::Connection& db, Instant now,
                                                       const std::string& behind,
                                                       std::int64_t limit) {
    std::vector<std::string> found;
    auto done = db.each(
        kToTopUp, [&](const db::Row& row) { row.get(0, found.emplace_back()); }, now, limit,
        behind);
    if (!done) return std::unexpected{std::move(done.error())};
    return found;
}

}  // namespace pos::store::billing
