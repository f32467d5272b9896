#include "pos/store/feed/leases.hpp"

#include <algorithm>

#include "pos/journal/archive/reader.hpp"
#include "pos/journal/archive/writer.hpp"
#include "pos/journal/codec.hpp"
#include "pos/store/columns.hpp"
#include "pos/store/feed/put_change.hpp"
#include "pos/store/feed/put_row.hpp"

namespace pos::store::feed {

namespace {

// Those that this till was told of and has not given up, less what it did with them. Whose journal
// it writes is told by the key: a till that goes on from a backup has another one.
constexpr std::string_view kHeld =
    "SELECT t.lease, t.account, t.amount_minor, coalesce((SELECT CAST(sum(u.amount_minor) AS "
    "BIGINT) FROM lease_use u WHERE u.lease = t.lease), 0), t.floor_minor - coalesce((SELECT "
    "CAST(sum(v.over_minor) AS BIGINT) FROM lease_use v WHERE v.lease = t.lease), 0), "
    "t.expires_at, t.until_close FROM told_lease t WHERE t.public_key = (SELECT public_key FROM "
    "journal ORDER BY id DESC LIMIT 1) AND NOT EXISTS (SELECT 1 FROM lease_use g WHERE g.lease = "
    "t.lease AND g.given_up = 1)";

struct HeldRow {
    Ulid account{};
    KnownLease lease;
};
HeldRow read_held(const db::Row& row, Currency currency) {
    HeldRow held;
    row.get(0, held.lease.lease);
    row.get(1, held.account);
    held.lease.amount = Money{row.integer(2), currency};
    held.lease.left = Money{std::max<std::int64_t>(row.integer(2) - row.integer(3), 0), currency};
    held.lease.floor_left = Money{std::max<std::int64_t>(row.integer(4), 0), currency};
    row.get(5, held.lease.expires);
    held.lease.until_close = row.integer(6) != 0;
    return held;
}

std::optional<journal::CreditUsed> read_used(const db::Row& row) {
    auto event =
        journal::decode(row.get<std::uint16_t>(0), row.get<std::uint16_t>(1), row.bytes(2));
    auto* used = event ? std::get_if<journal::CreditUsed>(&*event) : nullptr;
    if (used == nullptr) return std::nullopt;
    return std::move(*used);
}

/// Takes what an event said of a sale's payment, with the sign it has there.
void add_parts(CreditOfSale& of, const journal::CreditUsed& used) {
    for (const journal::CreditPart& part : used.parts) {
        auto same = std::ranges::find(of.parts, part.lease, &journal::CreditPart::lease);
        if (same == of.parts.end()) {
            of.parts.push_back(part);
            continue;
        }
        same->amount += part.amount;
        same->over += part.over;
    }
}

}  // namespace

std::string feed_of(const Ulid& terminal) {
    return "@" + to_string(terminal);
}

db::Result<void> tell_lease(db::Connection& db, const Ulid& terminal, const Ulid& lease,
                            const LeaseContent& content) {
    return put_at_the_end(db, ChangeKind::lease, feed_of(terminal), thing_of(lease),
                          journal::archive::to_bytes(content));
}

db::Result<void> tell_lease_is_over(db::Connection& db, const Ulid& terminal, const Ulid& lease) {
    return put_at_the_end(db, ChangeKind::lease, feed_of(terminal), thing_of(lease), {});
}

db::Result<void> add_leases(db::Connection& db, KnownAccount& known) {
    auto done = db.each(
        std::string{kHeld} + " AND t.account = $1 ORDER BY t.lease",
        [&](const db::Row& row) {
            known.leases.push_back(read_held(row, known.ahead.currency).lease);
        },
        known.account);
    if (!done) return std::unexpected{std::move(done.error())};
    const Instant never{INT64_MAX};
    std::ranges::stable_sort(known.leases, {},
                             [&](const KnownLease& one) { return one.expires.value_or(never); });
    return {};
}

db::Result<bool> knows_leases(db::Connection& db) {
    bool any = false;
    auto done = db.each(std::string{kHeld} + " LIMIT 1", [&](const db::Row&) { any = true; });
    if (!done) return std::unexpected{std::move(done.error())};
    return any;
}

db::Result<std::vector<journal::GivenUpLease>> leases_to_give_up(db::Connection& db,
                                                                 Currency currency, Instant now) {
    std::vector<journal::GivenUpLease> leases;
    auto done =
        db.each(std::string{kHeld} + " ORDER BY t.account, t.lease", [&](const db::Row& row) {
            const auto [account, lease] = read_held(row, currency);
            const bool over = lease.expires && *lease.expires <= now;
            const bool used_up = lease.left.minor == 0 && lease.floor_left.minor == 0;
            if (lease.until_close || over || used_up) {
                leases.push_back({lease.lease, account, lease.left});
            }
        });
    if (!done) return std::unexpected{std::move(done.error())};
    return leases;
}

db::Result<std::optional<CreditOfSale>> credit_of_sale(db::Connection& db, const Ulid& sale) {
    std::optional<CreditOfSale> found;
    auto done = db.each(
        "SELECT e.kind, e.version, e.payload FROM journal_entry e WHERE e.entry IN (SELECT u.entry "
        "FROM lease_use u WHERE u.sale = $1) ORDER BY e.entry",
        [&](const db::Row& row) {
            const auto used = read_used(row);
            if (!used) return;
            if (!found) found = CreditOfSale{used->account, used->account_number, {}};
            if (used->account == found->account) add_parts(*found, *used);
        },
        sale);
    if (!done) return std::unexpected{std::move(done.error())};
    return found;
}

db::Result<std::optional<journal::CreditUsed>> credit_on_ticket(db::Connection& db,
                                                                const Ulid& sale) {
    // It stands right behind the ticket, in the same transaction.
    constexpr std::int64_t kBehind = 3;
    std::optional<journal::CreditUsed> found;
    auto done = db.each(
        "SELECT kind, version, payload FROM journal_entry WHERE entry > (SELECT entry FROM sale "
        "WHERE sale = $1) ORDER BY entry LIMIT $2",
        [&](const db::Row& row) {
            auto used = read_used(row);
            if (used && used->sale == sale) found = std::move(used);
        },
        sale, kBehind);
    if (!done) return std::unexpected{std::move(done.error())};
    return found;
}

/// Of another currency than the till's, or of nothing: it is for a newer program.
db::Result<PutOutcome> ChangeWriter::put_lease(const Change& change) {
    const auto id = id_of(change.thing);
    if (!id) return PutOutcome::unread;
    std::optional<LeaseContent> content;
    if (!change.content.empty()) {
        auto read = journal::archive::from_bytes<LeaseContent>(change.content);
        const bool fits = read && read->amount.currency == till_.currency &&
                          read->floor.currency == till_.currency && read->amount.minor > 0 &&
                          read->floor.minor >= 0;
        if (!fits) return PutOutcome::unread;
        content = *read;
    }
    auto done = db_.exec("DELETE FROM told_lease WHERE lease = $1", *id);
    if (done && content) {
        done = db_.exec(
            "INSERT INTO told_lease (lease, account, public_key, amount_minor, floor_minor, "
            "expires_at, until_close) VALUES ($1, $2, $3, $4, $5, $6, $7)",
            *id, content->account, content->public_key, content->amount.minor, content->floor.minor,
            content->expires, content->until_close ? 1 : 0);
    }
    if (!done) return std::unexpected{std::move(done.error())};
    return PutOutcome::put;
}

}  // namespace pos::store::feed
