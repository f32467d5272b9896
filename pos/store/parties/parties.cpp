#include "pos/store/parties/parties.hpp"

#include "pos/journal/archive/reader.hpp"
#include "pos/journal/archive/writer.hpp"
#include "pos/store/db/utf8.hpp"
#include "pos/store/parties/search_text.hpp"

namespace pos::store::parties {

using customer::Field;
using customer::Known;
using customer::Party;

namespace {

template <class T>
db::Result<void> nothing(const db::Result<T>& done) {
    if (!done) return std::unexpected{done.error()};
    return {};
}

/// Texts as columns take them, whoever wrote them.
Party storable(Party party) {
    for (std::string* text :
         {&party.number, &party.name, &party.street, &party.postcode, &party.city, &party.region,
          &party.country, &party.email, &party.phone, &party.tax_number, &party.language}) {
        if (!db::is_storable_text(*text)) *text = db::storable_text(*text);
    }
    return party;
}

db::Result<void> read_stamps(db::Connection& db, Known& known) {
    return nothing(db.each(
        "SELECT field, at, journal, seq FROM party_stamp WHERE party = $1",
        [&](const db::Row& row) {
            const auto field = static_cast<Field>(row.integer(0));
            if (!in_range(field)) return;
            customer::Stamp& stamp = known.stamp(field);
            row.get(1, stamp.at);
            row.get(2, stamp.journal);
            stamp.seq = static_cast<std::uint64_t>(row.integer(3));
        },
        known.party.id));
}

db::Result<void> write(db::Connection& db, const Known& known, Instant now) {
    const Party& party = known.party;
    return nothing(db.exec(
        "INSERT INTO party (party, number, kind, name, street, postcode, city, region, country, "
        "email, phone, tax_number, language, search, changed_at, into_party, erased) VALUES "
        "($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17) "
        "ON CONFLICT (party) DO UPDATE SET number = excluded.number, kind = excluded.kind, "
        "name = excluded.name, street = excluded.street, postcode = excluded.postcode, "
        "city = excluded.city, region = excluded.region, country = excluded.country, "
        "email = excluded.email, phone = excluded.phone, tax_number = excluded.tax_number, "
        "language = excluded.language, search = excluded.search, "
        "changed_at = excluded.changed_at, into_party = excluded.into_party, "
        "erased = excluded.erased",
        party.id, party.number, party.kind, party.name, party.street, party.postcode, party.city,
        party.region, party.country, party.email, party.phone, party.tax_number, party.language,
        search_text(party), now, known.into, known.erased));
}

db::Result<void> write_stamps(db::Connection& db, const Known& known) {
    auto gone = db.exec("DELETE FROM party_stamp WHERE party = $1", known.party.id);
    if (!gone) return std::unexpected{std::move(gone.error())};
    for (const Field field : known.stated.list()) {
        const customer::Stamp& stamp = known.stamp(field);
        if (stamp == customer::Stamp{}) continue;
        auto put = db.exec(
            "INSERT INTO party_stamp (party, field, at, journal, seq) VALUES ($1, $2, $3, $4, $5)",
            known.party.id, field, stamp.at, stamp.journal, static_cast<std::int64_t>(stamp.seq));
        if (!put) return std::unexpected{std::move(put.error())};
    }
    return {};
}

db::Result<std::optional<Party>> sealed_content(db::Connection& db, const Hash& hash) {
    const auto bytes = db.value<Bytes>("SELECT bytes FROM attachment WHERE hash = $1", hash);
    if (!bytes) return std::unexpected{bytes.error()};
    if (!*bytes) return std::optional<Party>{};
    return party_from(**bytes);
}

/// What was changed of a customer after it was found to be another one, as a change of that one.
std::optional<Known> for_the_other(const Known& merged, const Known& stated) {
    if (!merged.into || *merged.into == merged.party.id) return std::nullopt;
    Known other;
    other.party = stated.party;
    other.party.id = *merged.into;
    for (const Field field : stated.stated.list()) {
        if (!is_personal(field) || field == Field::number) continue;
        if (stated.stamp(field).at <= merged.stamp(Field::merged).at) continue;
        other.stated.add(field);
        other.stamp(field) = stated.stamp(field);
    }
    if (other.stated.none()) return std::nullopt;
    return other;
}

/// From each customer to the one that it was found to be, and on from there.
db::Result<void> pass_on(db::Connection& db, Known merged, Known stated, Instant now,
                         std::set<Ulid>& touched) {
    constexpr int kSteps = 64;  // no circle is made; if there is one, it ends here
    for (int step = 0; step < kSteps; ++step) {
        auto onward = for_the_other(merged, stated);
        if (!onward) return {};
        const auto theirs = take(db, *onward, now);
        if (!theirs) return std::unexpected{theirs.error()};
        if (*theirs) touched.insert(onward->party.id);
        auto next = known(db, onward->party.id);
        if (!next) return std::unexpected{std::move(next.error())};
        if (!*next) return {};
        merged = std::move(**next);
        stated = std::move(*onward);
    }
    return {};
}

}  // namespace

Bytes content_of(const Party& party) {
    return journal::archive::to_bytes(party);
}

std::optional<Party> party_from(BytesView bytes) {
    auto read = journal::archive::from_bytes<Party>(bytes);
    if (!read) return std::nullopt;
    return storable(std::move(*read));
}

Party read_party(const db::Row& row, int column) {
    Party party;
    row.get(column, party.id);
    row.get(column + 1, party.number);
    party.kind = static_cast<customer::PartyKind>(row.integer(column + 2));
    row.get(column + 3, party.name);
    row.get(column + 4, party.street);
    row.get(column + 5, party.postcode);
    row.get(column + 6, party.city);
    row.get(column + 7, party.region);
    row.get(column + 8, party.country);
    row.get(column + 9, party.email);
    row.get(column + 10, party.phone);
    row.get(column + 11, party.tax_number);
    row.get(column + 12, party.language);
    return party;
}

db::Result<std::optional<Known>> known(db::Connection& db, const Ulid& party) {
    std::optional<Known> found;
    auto done = db.each(
        "SELECT party, number, kind, name, street, postcode, city, region, country, email, phone, "
        "tax_number, language, into_party, erased FROM party WHERE party = $1",
        [&](const db::Row& row) {
            Known& one = found.emplace();
            one.party = read_party(row, 0);
            row.get(13, one.into);
            one.erased = row.integer(14) != 0;
            // A row says all of a customer; what has no stamp is from before there were any.
            one.stated = customer::Fields::all();
        },
        party);
    if (!done) return std::unexpected{std::move(done.error())};
    if (found) {
        if (auto read = read_stamps(db, *found); !read) return std::unexpected{read.error()};
    }
    return found;
}

db::Result<bool> take(db::Connection& db, const Known& more, Instant now) {
    auto before = known(db, more.party.id);
    if (!before) return std::unexpected{std::move(before.error())};
    Known after = before->value_or(Known{});
    after.party.id = more.party.id;
    const customer::Fields changed = merge(after, more);
    if (changed.none()) return false;
    if (auto put = write(db, after, now); !put) return std::unexpected{std::move(put.error())};
    if (auto put = write_stamps(db, after); !put) return std::unexpected{std::move(put.error())};
    return true;
}

Known stated_by(const Edit& edit, const std::optional<Party>& content) {
    Known stated;
    if (content) stated.party = *content;
    stated.party.id = edit.event.customer;
    for (const journal::EditedField& one : edit.event.fields) {
        if (is_personal(one.field) && !content) continue;
        if (one.field == Field::merged) stated.into = edit.event.into;
        if (one.field == Field::erased) stated.erased = true;
        stated.stated.add(one.field);
        stated.stamp(one.field) = {one.at, edit.journal, edit.seq};
    }
    return stated;
}

db::Result<void> take_edit(db::Connection& db, const Edit& edit, Instant now,
                           std::set<Ulid>& touched) {
    std::optional<Party> content;
    if (edit.event.content) {
        auto read = sealed_content(db, *edit.event.content);
        if (!read) return std::unexpected{std::move(read.error())};
        content = std::move(*read);
    }
    return take_edit(db, edit, content, now, touched);
}

db::Result<void> take_edit(db::Connection& db, const Edit& edit,
                           const std::optional<Party>& content, Instant now,
                           std::set<Ulid>& touched) {
    const Known stated = stated_by(edit, content);
    const auto other = take(db, stated, now);
    if (!other) return std::unexpected{other.error()};
    if (*other) touched.insert(edit.event.customer);
    auto now_known = known(db, edit.event.customer);
    if (!now_known) return std::unexpected{std::move(now_known.error())};
    if (!*now_known) return {};
    if ((*now_known)->erased && edit.event.content) {
        return nothing(db.exec("DELETE FROM attachment WHERE hash = $1", *edit.event.content));
    }
    return pass_on(db, std::move(**now_known), stated, now, touched);
}

db::Result<void> hold(db::Connection& db) {
    return nothing(db.exec("UPDATE change_head SET number = number WHERE change_head = 1"));
}

db::Result<void> drop(db::Connection& db, const Ulid& party) {
    if (auto gone = db.exec("DELETE FROM party_stamp WHERE party = $1", party); !gone) {
        return std::unexpected{std::move(gone.error())};
    }
    return nothing(db.exec("DELETE FROM party WHERE party = $1", party));
}

db::Result<std::vector<Hash>> unseal(db::Connection& db, const Ulid& party) {
    std::vector<Hash> hashes;
    auto done = db.each(
        "SELECT DISTINCT a.hash FROM customer_edit e JOIN attachment a ON a.hash = e.content "
        "WHERE e.customer = $1 ORDER BY a.hash",
        [&](const db::Row& row) { hashes.push_back(row.get<Hash>(0)); }, party);
    if (!done) return std::unexpected{std::move(done.error())};
    for (const Hash& hash : hashes) {
        auto gone = db.exec("DELETE FROM attachment WHERE hash = $1", hash);
        if (!gone) return std::unexpected{std::move(gone.error())};
    }
    return hashes;
}

}  // namespace pos::store::parties
