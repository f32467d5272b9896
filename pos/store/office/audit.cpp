#include "pos/store/office/audit.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include "pos/journal/codec.hpp"
#include "pos/journal/event.hpp"
#include "pos/journal/hash.hpp"
#include "pos/store/columns.hpp"
#include "pos/store/entries.hpp"
#include "pos/store/office/hold_office.hpp"

namespace pos::store::office {

namespace {

/// A journal of the office's own, and how far its entries have been put down.
struct Reached {
    std::int64_t number{0};
    bool of_billing{false};
    std::int64_t from{0};
    std::int64_t to{0};
    std::int64_t head{0};

    bool is_all() const { return to >= head && from <= 1; }
    std::int64_t entry(std::int64_t seq) const {
        return entry_number({number, static_cast<std::uint64_t>(seq)});
    }
};

db::Result<std::vector<Reached>> reached_so_far(db::Connection& db) {
    std::vector<Reached> found;
    auto done = db.each(
        "SELECT j.id, j.terminal, coalesce(r.from_seq, 0), coalesce(r.to_seq, 0), "
        "coalesce((SELECT e.entry FROM journal_entry e WHERE e.entry > (j.id << 40) AND "
        "e.entry < ((j.id + 1) << 40) ORDER BY e.entry DESC LIMIT 1), 0) "
        "FROM journal j LEFT JOIN audit_reach r ON r.number = j.id "
        "WHERE j.branch = 'OFFICE' ORDER BY j.id",
        [&](const db::Row& row) {
            Reached& one = found.emplace_back();
            one.number = row.integer(0);
            one.of_billing = row.text(1).starts_with(kStreamTerminal);
            one.from = row.integer(2);
            one.to = row.integer(3);
            one.head = static_cast<std::int64_t>(entry_key(row.integer(4)).seq);
            // Nothing is put down yet: the latest first.
            if (one.from == 0) {
                one.from = one.head + 1;
                one.to = one.head;
            }
        });
    if (!done) return std::unexpected{std::move(done.error())};
    return found;
}

/// Who did it; empty of what nobody did.
std::string person_of(const journal::Event& event) {
    return std::visit(
        []<class T>(const T& e) -> std::string {
            if constexpr (requires { e.user.name; }) return e.user.name;
            return {};
        },
        static_cast<const journal::Event::variant&>(event));
}

AuditTopic topic_of_setting(const std::string& key, bool of_billing) {
    static constexpr std::array<std::pair<std::string_view, AuditTopic>, 13> kBegins{{
        {"price ", AuditTopic::goods},
        {"promotion ", AuditTopic::goods},
        {"item ", AuditTopic::goods},
        {"department ", AuditTopic::goods},
        {"tax ", AuditTopic::goods},
        {"user.", AuditTopic::people},
        {"badge", AuditTopic::people},
        {"branch", AuditTopic::tills},
        {"terminal", AuditTopic::tills},
        {"parked entry ", AuditTopic::tills},
        {"customer ", AuditTopic::customers},
        {"account ", AuditTopic::customers},
        {"usage source ", AuditTopic::people},
    }};
    for (const auto& [begin, topic] : kBegins)
        if (key.starts_with(begin)) return topic;
    return of_billing ? AuditTopic::billing : AuditTopic::settings;
}

AuditTopic topic_of(const journal::Event& event, bool of_billing) {
    if (const auto* changed = std::get_if<journal::SettingChanged>(&event)) {
        return topic_of_setting(changed->key, of_billing);
    }
    if (std::holds_alternative<journal::CustomerEdited>(event) ||
        std::holds_alternative<journal::PersonErased>(event)) {
        return AuditTopic::customers;
    }
    if (std::holds_alternative<journal::StockAdjusted>(event)) return AuditTopic::stock;
    if (std::holds_alternative<journal::ItemEdited>(event) ||
        std::holds_alternative<journal::ItemsImported>(event)) {
        return AuditTopic::goods;
    }
    return of_billing ? AuditTopic::billing : AuditTopic::settings;
}

struct Found {
    std::int64_t entry{0};
    Instant at{};
    AuditTopic topic{AuditTopic::settings};
    std::string person;
};

/// The entries from one number to another one, both included.
db::Result<void> put_down(db::Connection& db, const Reached& of, std::int64_t from,
                          std::int64_t to) {
    std::vector<Found> found;
    auto read = db.each(
        "SELECT entry, at, kind, version, payload FROM journal_entry "
        "WHERE entry >= $1 AND entry <= $2 ORDER BY entry",
        [&](const db::Row& row) {
            Found& one = found.emplace_back();
            one.entry = row.integer(0);
            row.get(1, one.at);
            const auto event =
                journal::decode(row.get<std::uint16_t>(2), row.get<std::uint16_t>(3), row.bytes(4));
            if (!event) return;  // of a newer program: the page says so
            one.topic = topic_of(*event, of.of_billing);
            one.person = person_of(*event);
        },
        of.entry(from), of.entry(to));
    if (!read) return std::unexpected{std::move(read.error())};
    for (const Found& one : found) {
        auto put = db.exec(
            "INSERT INTO audit_line (line, at, topic, person, note, about, detail) "
            "VALUES ($1, $2, $3, $4, '', '', '') ON CONFLICT (line) DO NOTHING",
            one.entry, one.at, one.topic, one.person);
        if (!put) return std::unexpected{std::move(put.error())};
    }
    return {};
}

db::Result<void> note_reach(db::Connection& db, const Reached& to) {
    auto put = db.exec(
        "INSERT INTO audit_reach (number, from_seq, to_seq) VALUES ($1, $2, $3) "
        "ON CONFLICT (number) DO UPDATE SET "
        "from_seq = CASE WHEN excluded.from_seq < audit_reach.from_seq THEN excluded.from_seq "
        "ELSE audit_reach.from_seq END, "
        "to_seq = CASE WHEN excluded.to_seq > audit_reach.to_seq THEN excluded.to_seq "
        "ELSE audit_reach.to_seq END",
        to.number, to.from, to.to);
    if (!put) return std::unexpected{std::move(put.error())};
    return {};
}

/// Of one journal, at most `left` entries, which are taken off it.
db::Result<void> gather(db::Connection& db, Reached& one, std::int64_t& left) {
    const std::int64_t news = std::min(one.head - one.to, left);
    if (news > 0) {
        if (auto put = put_down(db, one, one.to + 1, one.to + news); !put) return put;
        one.to += news;
        left -= news;
    }
    const std::int64_t olds = std::min(one.from - 1, left);
    if (olds > 0) {
        if (auto put = put_down(db, one, one.from - olds, one.from - 1); !put) return put;
        one.from -= olds;
        left -= olds;
    }
    return note_reach(db, one);
}

constexpr std::int64_t kHour_ms = 3'600'000;

/// The number of a note's line, below every entry's.
std::int64_t line_of_note(BytesView bytes) {
    std::uint64_t number = 0;
    for (const std::byte one : bytes.first(8))
        number = number << 8 | std::to_integer<unsigned>(one);
    return ~static_cast<std::int64_t>(number & INT64_MAX);
}

/// It follows from what is counted in it, so that processes that count at once find the same.
std::int64_t line_of_count(const AuditNote& note, std::int64_t hour) {
    journal::Hasher hasher;
    for (const std::string_view text : {std::string_view{"counterfoil audit count v1"}, note.note,
                                        std::string_view{note.about}}) {
        hasher.update(as_bytes(text));
        hasher.update(as_bytes(std::string_view{"\0", 1}));
    }
    hasher.update(as_bytes(std::to_string(hour)));
    const Hash hash = hasher.finish();
    return line_of_note(hash);
}

/// Whether it has a line in that hour, or there is room for one.
db::Result<bool> may_have_line(db::Connection& db, const AuditNote& note, std::int64_t hour,
                               std::int64_t abouts_max) {
    const auto has = db.value<std::int64_t>("SELECT count(*) FROM audit_line WHERE line = $1",
                                            line_of_count(note, hour));
    if (!has) return std::unexpected{has.error()};
    if (has->value_or(0) > 0) return true;
    const auto others = db.value<std::int64_t>(
        "SELECT count(*) FROM audit_line WHERE topic = $1 AND at >= $2 AND at < $3 AND note = $4",
        note.topic, hour * kHour_ms, (hour + 1) * kHour_ms, note.note);
    if (!others) return std::unexpected{others.error()};
    return others->value_or(0) < abouts_max;
}

}  // namespace

std::string_view audit_topic_name(AuditTopic topic) {
    switch (topic) {
        case AuditTopic::settings:
            return "settings";
        case AuditTopic::people:
            return "people";
        case AuditTopic::tills:
            return "tills";
        case AuditTopic::goods:
            return "goods";
        case AuditTopic::customers:
            return "customers";
        case AuditTopic::stock:
            return "stock";
        case AuditTopic::billing:
            return "billing";
        case AuditTopic::exports:
            return "exports";
        case AuditTopic::sign_in:
            return "sign_in";
    }
    return "";
}

db::Result<void> note_audit(db::Connection& db, const AuditNote& note, const Ulid& id, Instant at) {
    auto put = db.exec(
        "INSERT INTO audit_line (line, at, topic, person, note, about, detail) "
        "VALUES ($1, $2, $3, $4, $5, $6, $7)",
        line_of_note(std::as_bytes(std::span{id.bytes}).subspan(8)), at, note.topic, note.person,
        note.note, note.about, note.detail);
    if (!put) return std::unexpected{std::move(put.error())};
    return {};
}

db::Result<void> count_audit(db::Connection& db, const AuditNote& given, Instant at,
                             std::optional<std::int64_t> abouts_max) {
    AuditNote note = given;
    const std::int64_t hour = at.unix_ms / kHour_ms;
    if (abouts_max && !note.about.empty()) {
        const auto may = may_have_line(db, note, hour, *abouts_max);
        if (!may) return std::unexpected{may.error()};
        if (!*may) note.about.clear();
    }
    auto put = db.exec(
        "INSERT INTO audit_line (line, at, topic, person, note, about, detail) "
        "VALUES ($1, $2, $3, $4, $5, $6, '1') ON CONFLICT (line) DO UPDATE SET "
        "detail = CAST(CAST(audit_line.detail AS BIGINT) + 1 AS TEXT)",
        line_of_count(note, hour), at, note.topic, note.person, note.note, note.about);
    if (!put) return std::unexpected{std::move(put.error())};
    return {};
}

Answer<std::int64_t> count_turned_away(db::Connection& db, Instant now) {
    const Instant since{now.unix_ms - kTurnedAwayShown_ms};
    const auto found =
        db.value<std::int64_t>("SELECT count(*) FROM audit_line WHERE topic = $1 AND at >= $2",
                               AuditTopic::sign_in, since);
    if (!found) return store_error(found.error());
    return found->value_or(0);
}

std::int64_t times_of(const AuditLine& line) {
    std::int64_t times = 1;
    std::from_chars(line.detail.data(), line.detail.data() + line.detail.size(), times);
    return times;
}

Answer<std::vector<AuditLine>> turned_away(db::Connection& db, Instant now, std::int64_t limit) {
    return audit_lines(db, {.topic = AuditTopic::sign_in,
                            .from = {now.unix_ms - kTurnedAwayShown_ms},
                            .limit = limit});
}

Answer<bool> gather_audit(db::Connection& db, std::int64_t limit) {
    const auto seen = reached_so_far(db);
    if (!seen) return store_error(seen.error());
    // Mostly there is nothing to write, and nobody waits for a writer.
    if (std::ranges::all_of(*seen, &Reached::is_all)) return false;
    auto begun = db::Transaction::begin(db, db::TransactionKind::write);
    if (!begun) return store_error(std::move(begun.error()));
    // Whoever gathers waits here for whoever does: of two that began at different heads of a
    // journal neither would put down what lies between.
    if (auto held = hold_office(db); !held) return store_error(std::move(held.error()));
    auto journals = reached_so_far(db);
    if (!journals) return store_error(std::move(journals.error()));
    std::int64_t left = limit;
    for (Reached& one : *journals) {
        if (one.is_all()) continue;
        if (auto done = gather(db, one, left); !done) return store_error(std::move(done.error()));
    }
    if (auto kept = begun->commit(); !kept) return store_error(std::move(kept.error()));
    return !std::ranges::all_of(*journals, &Reached::is_all);
}

Answer<std::vector<AuditLine>> audit_lines(db::Connection& db, const AuditQuestion& asked) {
    std::string sql =
        "SELECT l.line, l.at, l.topic, l.person, l.note, l.about, l.detail, e.kind, e.version, "
        "e.payload FROM audit_line l LEFT JOIN journal_entry e ON e.entry = l.line "
        "WHERE l.at >= $1 AND (l.at, l.line) < ($2, $3)";
    AuditPlace before{asked.until, INT64_MIN};
    if (asked.before && asked.before->at < asked.until) before = *asked.before;
    std::vector<db::Param> values{db::Param{asked.from}, db::Param{before.at},
                                  db::Param{before.line}, db::Param{asked.limit}};
    if (!asked.person.empty()) {
        values.emplace_back(asked.person);
        sql += " AND l.person = $" + std::to_string(values.size());
    }
    if (asked.topic) {
        values.emplace_back(*asked.topic);
        sql += " AND l.topic = $" + std::to_string(values.size());
    }
    sql += " ORDER BY l.at DESC, l.line DESC LIMIT $4";
    std::vector<AuditLine> lines;
    auto done = db.run(sql, values, [&](const db::Row& row) {
        AuditLine& one = lines.emplace_back();
        row.get(0, one.place.line);
        row.get(1, one.place.at);
        one.topic = static_cast<AuditTopic>(row.integer(2));
        row.get(3, one.person);
        row.get(4, one.note);
        row.get(5, one.about);
        row.get(6, one.detail);
        if (one.place.line <= 0 || row.is_null(7)) return true;
        one.seq = entry_key(one.place.line).seq;
        row.get(7, one.kind);
        row.get(8, one.version);
        row.get(9, one.payload);
        return true;
    });
    if (!done) return store_error(std::move(done.error()));
    return lines;
}

}  // namespace pos::store::office
