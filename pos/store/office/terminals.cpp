#include "pos/store/office/terminals.hpp"

#include <algorithm>
#include <span>
#include <utility>

#include "pos/base/saturate.hpp"
#include "pos/store/columns.hpp"
#include "pos/store/office/audit.hpp"

namespace pos::store::office {

namespace {

constexpr std::int64_t kDay_ms = 86'400'000;

#define TERMINAL_COLUMNS                                                                     \
    "SELECT terminal, branch, code, public_key, program, enrolled_at, revoked_at, seen_at, " \
    "clock_error_ms FROM terminal "

Terminal read_terminal(const db::Row& row) {
    Terminal terminal;
    row.get(0, terminal.terminal);
    row.get(1, terminal.branch);
    row.get(2, terminal.code);
    row.get(3, terminal.public_key);
    row.get(4, terminal.program);
    row.get(5, terminal.enrolled_at);
    row.get(6, terminal.revoked_at);
    row.get(7, terminal.seen_at);
    row.get(8, terminal.clock_error_ms);
    return terminal;
}

db::Result<std::optional<Terminal>> terminal_of(db::Connection& db, const journal::PublicKey& key) {
    std::optional<Terminal> found;
    auto done = db.each(
        TERMINAL_COLUMNS "WHERE public_key = $1",
        [&](const db::Row& row) { found = read_terminal(row); }, key);
    if (!done) return std::unexpected{std::move(done.error())};
    return found;
}

struct CodeRow {
    EnrolCode code;
    std::optional<Ulid> used_by;
};

/// Finds the code and holds its row, so that it is used once.
db::Result<std::optional<CodeRow>> hold_code(db::Connection& db, const Hash& hash) {
    std::optional<CodeRow> found;
    auto done = db.each(
        "UPDATE enrol_code SET hash = hash WHERE hash = $1 "
        "RETURNING branch, code, expires_at, used_by",
        [&](const db::Row& row) {
            CodeRow& code = found.emplace();
            code.code.hash = hash;
            row.get(0, code.code.branch);
            row.get(1, code.code.terminal);
            row.get(2, code.code.expires_at);
            row.get(3, code.used_by);
        },
        hash);
    if (!done) return std::unexpected{std::move(done.error())};
    return found;
}

/// What the office counts in: what its own journal, the first one, says.
db::Result<std::string> own_currency(db::Connection& db) {
    std::string code;
    const auto done = db.each("SELECT currency FROM journal ORDER BY id LIMIT 1",
                              [&](const db::Row& row) { code = code_of(get_currency(row, 0)); });
    if (!done) return std::unexpected{done.error()};
    return code;
}

std::optional<JoinRefused> refusal(const std::optional<CodeRow>& code,
                                   const std::optional<Terminal>& known, const Joining& joining,
                                   const std::string& currency, Instant now) {
    if (!code) return JoinRefused{JoinRefusal::code_unknown};
    const bool used_by_it = known && code->used_by == known->terminal;
    if (code->used_by && !used_by_it) return JoinRefused{JoinRefusal::code_used};
    if (!used_by_it && now > code->code.expires_at) return JoinRefused{JoinRefusal::code_expired};
    const bool its_place =
        code->code.branch == joining.branch && code->code.terminal == joining.terminal;
    if (!its_place && !joining.where_the_code_says) {
        return JoinRefused{JoinRefusal::other_place, code->code.branch, code->code.terminal};
    }
    if (!joining.currency.empty() && joining.currency != currency) {
        return JoinRefused{JoinRefusal::other_currency, code->code.branch, code->code.terminal,
                           currency};
    }
    if (known && known->revoked_at) return JoinRefused{JoinRefusal::key_revoked};
    return std::nullopt;
}

/// That somebody may join; the code itself stays out of it.
db::Result<void> note_code(db::Connection& db, const EnrolCode& code, Instant now) {
    Ulid id;
    std::ranges::copy(std::span{code.hash}.first(sizeof id.bytes),
                      std::as_writable_bytes(std::span{id.bytes}).begin());
    return note_audit(db,
                      {.topic = AuditTopic::tills,
                       .note = audit_note::kCodeMade,
                       .person = code.by,
                       .about = code.branch + "-" + code.terminal,
                       .detail = std::to_string(code.expires_at.unix_ms)},
                      id, now);
}

db::Result<void> note_joined(db::Connection& db, const Terminal& joined, Instant now) {
    return note_audit(db,
                      {.topic = AuditTopic::tills,
                       .note = audit_note::kJoined,
                       .person = {},
                       .about = joined.branch + "-" + joined.code,
                       .detail = joined.program},
                      joined.terminal, now);
}

constexpr const char* kJournalsOfPlace =
    "SELECT s.journal FROM sent_journal s JOIN terminal t ON t.terminal = s.terminal "
    "WHERE t.branch = $1 AND t.code = $2 AND s.head_seq > 0";

/// Whether the office has journals of that place, and none of them is one of `past`.
db::Result<bool> is_a_strangers(db::Connection& db, const EnrolCode& place,
                                const std::vector<Ulid>& past) {
    bool any = false;
    bool shared = false;
    auto done = db.each(
        kJournalsOfPlace,
        [&](const db::Row& row) {
            any = true;
            shared = shared || std::ranges::find(past, row.get<Ulid>(0)) != past.end();
        },
        place.branch, place.terminal);
    if (!done) return std::unexpected{std::move(done.error())};
    return any && !shared;
}

}  // namespace

Answer<std::optional<Office>> read_office(db::Connection& db) {
    std::optional<Office> found;
    auto done = db.each("SELECT epoch, secret FROM office", [&](const db::Row& row) {
        found.emplace();
        row.get(0, found->epoch);
        row.get(1, found->secret);
    });
    if (!done) return store_error(std::move(done.error()));
    return found;
}

db::Result<void> put_office(db::Connection& db, const Office& office) {
    auto done = db.exec(
        "INSERT INTO office (office, epoch, secret, journals) "
        "SELECT 1, $1, $2, coalesce(max(id), 0) FROM journal",
        office.epoch, office.secret);
    if (!done) return std::unexpected{std::move(done.error())};
    return {};
}

Answer<std::vector<Branch>> branches(db::Connection& db) {
    std::vector<Branch> found;
    auto done = db.each("SELECT code, name FROM branch ORDER BY code", [&](const db::Row& row) {
        found.push_back({std::string{row.text(0)}, std::string{row.text(1)}});
    });
    if (!done) return store_error(std::move(done.error()));
    return found;
}

db::Result<bool> add_branch(db::Connection& db, const Branch& branch, Instant now) {
    auto added = db.exec(
        "INSERT INTO branch (code, name, added_at) VALUES ($1, $2, $3) "
        "ON CONFLICT (code) DO NOTHING",
        branch.code, branch.name, now);
    if (!added) return std::unexpected{std::move(added.error())};
    return *added == 1;
}

Answer<std::optional<Terminal>> terminal(db::Connection& db, const Ulid& terminal) {
    std::optional<Terminal> found;
    auto done = db.each(
        TERMINAL_COLUMNS "WHERE terminal = $1",
        [&](const db::Row& row) { found = read_terminal(row); }, terminal);
    if (!done) return store_error(std::move(done.error()));
    return found;
}

Answer<std::optional<Terminal>> terminal_with_key(db::Connection& db,
                                                  const journal::PublicKey& key) {
    auto found = terminal_of(db, key);
    if (!found) return store_error(std::move(found.error()));
    return std::move(*found);
}

Answer<std::optional<Terminal>> terminal_of_journal(db::Connection& db, const Ulid& journal) {
    std::optional<Terminal> found;
    auto done = db.each(
        TERMINAL_COLUMNS
        "WHERE terminal = (SELECT s.terminal FROM sent_journal s WHERE s.journal = $1)",
        [&](const db::Row& row) { found = read_terminal(row); }, journal);
    if (!done) return store_error(std::move(done.error()));
    return found;
}

Answer<bool> is_key_of_office(db::Connection& db, const journal::PublicKey& key) {
    const auto own = db.value<std::int64_t>(
        "SELECT count(*) FROM journal WHERE public_key = $1 "
        "AND id NOT IN (SELECT number FROM sent_journal)",
        key);
    if (!own) return store_error(own.error());
    return own->value_or(0) > 0;
}

Answer<std::vector<Terminal>> terminals(db::Connection& db) {
    std::vector<Terminal> found;
    auto done = db.each(TERMINAL_COLUMNS "ORDER BY branch, code, enrolled_at, terminal",
                        [&](const db::Row& row) { found.push_back(read_terminal(row)); });
    if (!done) return store_error(std::move(done.error()));
    return found;
}

Answer<bool> is_in_use(db::Connection& db, std::string_view branch, std::string_view code) {
    bool used = false;
    auto done = db.each(kJournalsOfPlace, [&](const db::Row&) { used = true; }, branch, code);
    if (!done) return store_error(std::move(done.error()));
    return used;
}

Answer<std::vector<Progress>> progress(db::Connection& db) {
    std::vector<Progress> found;
    auto done = db.each(
        "SELECT s.terminal, s.head_seq - coalesce((SELECT t.after_seq FROM tail t "
        "WHERE t.number = s.number), 0), s.received_at, "
        "CASE WHEN s.told_seq > s.head_seq THEN s.told_seq - s.head_seq ELSE 0 END, "
        "s.heard_at, s.told_at FROM sent_journal s "
        "ORDER BY s.number",
        [&](const db::Row& row) {
            Progress& journal = found.emplace_back();
            row.get(0, journal.terminal);
            journal.head_seq = static_cast<std::uint64_t>(row.integer(1));
            row.get(2, journal.received_at);
            journal.unsent = static_cast<std::uint64_t>(row.integer(3));
            journal.heard_at =
                std::max({journal.received_at, row.get<Instant>(4), row.get<Instant>(5)});
        });
    if (!done) return store_error(std::move(done.error()));
    return found;
}

Answer<void> note_told(db::Connection& db, const Ulid& journal, std::uint64_t last_seq,
                       Instant now) {
    constexpr std::int64_t kMinute_ms = 60'000;
    auto done = db.exec(
        "UPDATE sent_journal SET told_seq = $2, told_at = $3 WHERE journal = $1 AND "
        "head_seq < $2 AND told_seq <> $2 AND told_at <= $4",
        journal, static_cast<std::int64_t>(last_seq), now,
        Instant{subtract_saturating(now.unix_ms, kMinute_ms)});
    if (!done) return store_error(std::move(done.error()));
    return {};
}

Answer<void> note_seen(db::Connection& db, const Ulid& terminal, Instant now,
                       std::int64_t clock_error_ms) {
    auto done = db.exec("UPDATE terminal SET seen_at = $2, clock_error_ms = $3 WHERE terminal = $1",
                        terminal, now, clock_error_ms);
    if (!done) return store_error(std::move(done.error()));
    return {};
}

db::Result<std::int64_t> revoke(db::Connection& db, std::string_view branch, std::string_view code,
                                Instant now) {
    return db.exec(
        "UPDATE terminal SET revoked_at = $3 "
        "WHERE branch = $1 AND code = $2 AND revoked_at IS NULL",
        branch, code, now);
}

Answer<bool> put_enrol_code(db::Connection& db, const EnrolCode& code, Instant now) {
    auto begun = db::Transaction::begin(db, db::TransactionKind::write);
    if (!begun) return store_error(std::move(begun.error()));
    const auto known =
        db.value<std::string>("SELECT code FROM branch WHERE code = $1", code.branch);
    if (!known) return store_error(known.error());
    if (!*known) return false;
    auto done =
        db.exec("DELETE FROM enrol_code WHERE expires_at < $1", Instant{now.unix_ms - kDay_ms});
    if (done) {
        done = db.exec(
            "INSERT INTO enrol_code (hash, branch, code, made_at, expires_at) "
            "VALUES ($1, $2, $3, $4, $5)",
            code.hash, code.branch, code.terminal, now, code.expires_at);
    }
    if (!done) return store_error(std::move(done.error()));
    if (auto noted = note_code(db, code, now); !noted) {
        return store_error(std::move(noted.error()));
    }
    if (auto kept = begun->commit(); !kept) return store_error(std::move(kept.error()));
    return true;
}

Answer<std::expected<Terminal, JoinRefused>> join(db::Connection& db, const Joining& joining,
                                                  const Ulid& new_terminal, Instant now) {
    auto begun = db::Transaction::begin(db, db::TransactionKind::write);
    if (!begun) return store_error(std::move(begun.error()));
    const auto code = hold_code(db, joining.code_hash);
    if (!code) return store_error(code.error());
    auto known = terminal_of(db, joining.public_key);
    if (!known) return store_error(known.error());
    const auto currency = own_currency(db);
    if (!currency) return store_error(currency.error());
    if (auto why = refusal(*code, *known, joining, *currency, now)) {
        return std::expected<Terminal, JoinRefused>{std::unexpected{std::move(*why)}};
    }
    if (!*known && joining.past) {
        const auto taken = is_a_strangers(db, (*code)->code, *joining.past);
        if (!taken) return store_error(taken.error());
        if (*taken) {
            return std::expected<Terminal, JoinRefused>{std::unexpected{JoinRefused{
                JoinRefusal::place_in_use, (*code)->code.branch, (*code)->code.terminal}}};
        }
    }

    Terminal joined{.terminal = new_terminal,
                    .branch = (*code)->code.branch,
                    .code = (*code)->code.terminal,
                    .public_key = joining.public_key,
                    .program = joining.program,
                    .enrolled_at = now,
                    .revoked_at = std::nullopt,
                    .seen_at = now};
    db::Result<std::int64_t> done{0};
    const bool was_there = known->has_value();
    if (was_there) {
        joined = std::move(**known);
    } else {
        done = db.exec(
            "INSERT INTO terminal (terminal, branch, code, public_key, program, enrolled_at, "
            "seen_at, clock_error_ms) VALUES ($1, $2, $3, $4, $5, $6, $6, 0)",
            joined.terminal, joined.branch, joined.code, joined.public_key, joined.program, now);
    }
    if (done) {
        done = db.exec("UPDATE enrol_code SET used_by = $2 WHERE hash = $1", joining.code_hash,
                       joined.terminal);
    }
    if (!done) return store_error(std::move(done.error()));
    if (!was_there) {
        if (auto noted = note_joined(db, joined, now); !noted) {
            return store_error(std::move(noted.error()));
        }
    }
    if (auto kept = begun->commit(); !kept) return store_error(std::move(kept.error()));
    return joined;
}

}  // namespace pos::store::office
