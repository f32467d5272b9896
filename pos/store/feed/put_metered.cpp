// A till takes in what head office tells of accounts' counters and credit.
#include <algorithm>

#include "pos/billing/meter/counter.hpp"
#include "pos/journal/archive/reader.hpp"
#include "pos/money/decimal.hpp"
#include "pos/store/feed/metered_content.hpp"
#include "pos/store/feed/put_change.hpp"

namespace pos::store::feed {

namespace {

/// What a newer office may say differently: a face that cannot be, a figure that is not on it.
bool makes_sense(const ToldCounter& told) {
    const billing::meter::Counter face{told.serial, told.digits, told.decimals};
    const auto figure = parse_exact(told.figure);
    const bool used = told.used.empty() || (parse_exact(told.used) && told.used_ms > 0);
    return in_range(face) && figure && on_face(face, *figure) && used;
}

}  // namespace

db::Result<PutOutcome> ChangeWriter::put_counters(const Change& change) {
    const auto id = id_of(change.thing);
    if (!id) return PutOutcome::unread;
    CountersContent content;
    if (!change.content.empty()) {
        auto read = journal::archive::from_bytes<CountersContent>(change.content);
        if (!read || !std::ranges::all_of(read->counters, makes_sense)) return PutOutcome::unread;
        content = std::move(*read);
    }
    auto done = db_.exec("DELETE FROM told_counter WHERE account = $1", *id);
    for (const ToldCounter& told : content.counters) {
        if (!done) break;
        done = db_.exec(
            "INSERT INTO told_counter (account, point, meter, serial, digits, decimals, figure, "
            "read_at, used, used_ms, from_at, until_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, "
            "$9, $10, $11, $12) ON CONFLICT (account, point, meter) DO NOTHING",
            *id, told.point, told.meter, told.serial, static_cast<std::int64_t>(told.digits),
            static_cast<std::int64_t>(told.decimals), told.figure, told.read_at, told.used,
            told.used_ms, told.from, told.until);
    }
    if (!done) return std::unexpected{std::move(done.error())};
    return PutOutcome::put;
}

/// A till takes money in its own currency, so it knows no credit in another one.
db::Result<PutOutcome> ChangeWriter::put_credit(const Change& change) {
    const auto id = id_of(change.thing);
    if (!id) return PutOutcome::unread;
    std::optional<CreditContent> content;
    if (!change.content.empty()) {
        auto read = journal::archive::from_bytes<CreditContent>(change.content);
        if (!read || !std::ranges::all_of(read->lots, [&](const ToldLot& lot) {
                return lot.left.currency == till_.currency && lot.left.minor > 0;
            })) {
            return PutOutcome::unread;
        }
        content = std::move(*read);
    }
    auto done = db_.exec("DELETE FROM told_lot WHERE account = $1", *id);
    if (done) done = db_.exec("DELETE FROM told_wallet WHERE account = $1", *id);
    if (done && content) {
        done = db_.exec("INSERT INTO told_wallet (account) VALUES ($1)", *id);
        std::int64_t position = 0;
        for (const ToldLot& lot : content->lots) {
            if (!done) break;
            done = db_.exec(
                "INSERT INTO told_lot (account, position, left_minor, effective_at, expires_at) "
                "VALUES ($1, $2, $3, $4, $5)",
                *id, ++position, lot.left.minor, lot.effective, lot.expires);
        }
    }
    if (!done) return std::unexpected{std::move(done.error())};
    return PutOutcome::put;
}

}  // namespace pos::store::feed
