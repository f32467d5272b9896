#include "pos/store/billing/levels.hpp"

#include <fmt/format.h>

#include "pos/billing/bill/item.hpp"
#include "pos/store/billing/in_list.hpp"
#include "pos/store/billing/level_sql.hpp"

namespace pos::store::billing {

namespace {

using pos::billing::bill::ItemKind;

constexpr std::string_view kLevel =
    "SELECT agreement, account, currency, tax_class, day, months, payments, starts_on, ends_on, "
    "renews, agreed_on, agreed_by, at, settled_on, document, credit_note FROM level_agreement ";

LevelAgreement level_of(const db::Row& row) {
    LevelAgreement one;
    row.get(0, one.id);
    row.get(1, one.account);
    row.get(2, one.currency);
    row.get(3, one.tax_class);
    one.day = static_cast<unsigned>(row.integer(4));
    one.months = static_cast<unsigned>(row.integer(5));
    one.payments = static_cast<unsigned>(row.integer(6));
    row.get(7, one.starts_on);
    row.get(8, one.ends_on);
    one.renews = row.integer(9) != 0;
    row.get(10, one.agreed_on);
    row.get(11, one.by);
    row.get(12, one.at);
    row.get(13, one.settled_on);
    row.get(14, one.document);
    row.get(15, one.credit_note);
    return one;
}

/// What was said of their amounts, and what was asked for.
db::Result<void> read_parts(db::Connection& db, std::span<LevelAgreement*> levels) {
    std::map<Ulid, LevelAgreement*> by_id;
    std::vector<Ulid> ids;
    for (LevelAgreement* one : levels) {
        by_id[one->id] = one;
        ids.push_back(one->id);
    }
    auto amounts = each_of(db,
                           "SELECT agreement, from_day, amount_minor, noted_by, at FROM "
                           "level_amount WHERE agreement IN (",
                           ") ORDER BY agreement, from_day", ids, [&](const db::Row& row) {
                               LevelAmount& amount =
                                   by_id[row.get<Ulid>(0)]->amounts.emplace_back();
                               row.get(1, amount.from);
                               amount.amount_minor = row.integer(2);
                               row.get(3, amount.by);
                               row.get(4, amount.at);
                           });
    if (!amounts) return amounts;
    return each_of(
        db,
        "SELECT r.agreement, r.position, r.due_on, r.document, coalesce(d.number, ''), "
        "coalesce(o.open_minor, 0) FROM level_request r LEFT JOIN "
        "document d ON d.document = r.document LEFT JOIN open_item o ON o.about = r.document WHERE "
        "r.agreement IN (",
        ") ORDER BY r.agreement, r.position", ids, [&](const db::Row& row) {
            LevelRequest& request = by_id[row.get<Ulid>(0)]->requests.emplace_back();
            request.position = static_cast<unsigned>(row.integer(1));
            row.get(2, request.due_on);
            row.get(3, request.document);
            row.get(4, request.number);
            request.open_minor = row.integer(5);
        });
}

db::Result<std::vector<LevelAgreement>> with_parts(db::Connection& db,
                                                   std::vector<LevelAgreement> levels) {
    std::vector<LevelAgreement*> each;
    for (LevelAgreement& one : levels) each.push_back(&one);
    if (auto read = read_parts(db, each); !read) return std::unexpected{std::move(read.error())};
    return levels;
}

}  // namespace

db::Result<void> add_level(db::Connection& db, const LevelAgreement& level) {
    auto added = db.exec(
        "INSERT INTO level_agreement (agreement, account, currency, tax_class, day, months, "
        "payments, starts_on, ends_on, renews, agreed_on, agreed_by, at) VALUES ($1, $2, $3, $4, "
        "$5, $6, $7, $8, $9, $10, $11, $12, $13)",
        level.id, level.account, level.currency, level.tax_class, std::int64_t{level.day},
        std::int64_t{level.months}, std::int64_t{level.payments}, level.starts_on, level.ends_on,
        std::int64_t{level.renews ? 1 : 0}, level.agreed_on, level.by, level.at);
    if (!added) return std::unexpected{std::move(added.error())};
    for (const LevelAmount& amount : level.amounts) {
        if (auto put = put_level_amount(db, level.id, amount); !put) return put;
    }
    return {};
}

db::Result<void> put_level_amount(db::Connection& db, const Ulid& level,
                                  const LevelAmount& amount) {
    auto done = db.exec(
        "INSERT INTO level_amount (agreement, from_day, amount_minor, noted_by, at) VALUES ($1, "
        "$2, $3, $4, $5) ON CONFLICT (agreement, from_day) DO UPDATE SET amount_minor = "
        "excluded.amount_minor, noted_by = excluded.noted_by, at = excluded.at",
        level, amount.from, amount.amount_minor, amount.by, amount.at);
    if (!done) return std::unexpected{std::move(done.error())};
    return {};
}

db::Result<void> end_level(db::Connection& db, const Ulid& level, Date ends_on) {
    auto done = db.exec("UPDATE level_agreement SET ends_on = $2, renews = 0 WHERE agreement = $1",
                        level, ends_on);
    if (!done) return std::unexpected{std::move(done.error())};
    return {};
}

db::Result<void> add_level_request(db::Connection& db, const Ulid& level, unsigned position,
                                   Date due_on, const Ulid& document) {
    auto done = db.exec(
        "INSERT INTO level_request (agreement, position, due_on, document) VALUES ($1, $2, $3, $4)",
        level, std::int64_t{position}, due_on, document);
    if (!done) return std::unexpected{std::move(done.error())};
    return {};
}

db::Result<void> settle_level(db::Connection& db, const LevelSettled& settled) {
    auto done = db.exec(
        "UPDATE level_agreement SET ends_on = $2, settled_on = $3, document = $4, credit_note = $5 "
        "WHERE agreement = $1",
        settled.level, settled.ends_on, settled.settled_on, settled.document, settled.credit_note);
    if (!done) return std::unexpected{std::move(done.error())};
    return {};
}

db::Result<std::map<Ulid, LevelAgreement>> levels_among(db::Connection& db,
                                                        std::span<const Ulid> accounts) {
    std::map<Ulid, LevelAgreement> found;
    auto read = each_of(db, fmt::format("{}WHERE settled_on IS NULL AND account IN (", kLevel), ")",
                        accounts, [&](const db::Row& row) {
                            LevelAgreement one = level_of(row);
                            const Ulid account = one.account;
                            found[account] = std::move(one);
                        });
    if (!read) return std::unexpected{std::move(read.error())};
    std::vector<LevelAgreement*> each;
    for (auto& [account, one] : found) each.push_back(&one);
    if (auto parts = read_parts(db, each); !parts) {
        return std::unexpected{std::move(parts.error())};
    }
    return found;
}

db::Result<std::vector<LevelAgreement>> levels_of_account(db::Connection& db, const Ulid& account) {
    std::vector<LevelAgreement> found;
    auto read = db.each(
        fmt::format("{}WHERE account = $1 ORDER BY starts_on DESC, at DESC, agreement DESC",
                    kLevel),
        [&](const db::Row& row) { found.push_back(level_of(row)); }, account);
    if (!read) return std::unexpected{std::move(read.error())};
    return with_parts(db, std::move(found));
}

db::Result<std::vector<LevelAgreement>> running_levels(db::Connection& db) {
    std::vector<LevelAgreement> found;
    auto read =
        db.each(fmt::format("{}WHERE settled_on IS NULL ORDER BY starts_on, agreement", kLevel),
                [&](const db::Row& row) { found.push_back(level_of(row)); });
    if (!read) return std::unexpected{std::move(read.error())};
    return with_parts(db, std::move(found));
}

db::Result<std::vector<LevelDocument>> levels_behind(db::Connection& db, const Ulid& document) {
    std::vector<LevelDocument> found;
    auto read = db.each(
        level_sql::kBehind,
        [&](const db::Row& row) {
            LevelDocument& one = found.emplace_back();
            row.get(0, one.number);
            row.get(1, one.issued_on);
        },
        document);
    if (!read) return std::unexpected{std::move(read.error())};
    return found;
}

db::Result<std::int64_t> deducted_by_level(db::Connection& db, const Ulid& document) {
    const auto minor = db.value<std::int64_t>(level_sql::kDeducted, document);
    if (!minor) return std::unexpected{minor.error()};
    return minor->value_or(0);
}

db::Result<std::vector<pos::billing::level::Spent>> billed_within(db::Connection& db,
                                                                  const Ulid& account, Date from,
                                                                  Date to) {
    std::vector<pos::billing::level::Spent> billed;
    auto read = db.each(
        "SELECT l.from_day, l.to_day, l.net_minor + l.tax_minor FROM document d JOIN document_line "
        "l ON l.entry = d.entry WHERE d.account = $1 AND l.subscription IS NOT NULL AND l.kind <> "
        "$4 AND l.to_day > $2 AND l.from_day < $3 AND l.to_day > l.from_day",
        [&](const db::Row& row) {
            auto& one = billed.emplace_back();
            row.get(0, one.from);
            row.get(1, one.to);
            one.minor = row.integer(2);
        },
        account, from, to, ItemKind::one_time);
    if (!read) return std::unexpected{std::move(read.error())};
    return billed;
}

}  // namespace pos::store::billing
