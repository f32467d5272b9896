#include "pos/store/billing/documents.hpp"

#include "pos/journal/codec.hpp"
#include "pos/store/billing/in_list.hpp"
#include "pos/store/billing/one_or_all.hpp"
#include "pos/store/columns.hpp"
#include "pos/store/entries.hpp"
#include "pos/store/signed.hpp"

namespace pos::store::billing {

namespace {

StoredItem read_item(const db::Row& row) {
    StoredItem item;
    row.get(0, item.id);
    item.kind = static_cast<pos::billing::bill::ItemKind>(row.integer(1));
    row.get(2, item.key.subscription);
    row.get(3, item.key.plan);
    item.key.version = static_cast<std::uint32_t>(row.integer(4));
    item.key.phase = static_cast<std::uint32_t>(row.integer(5));
    row.get(6, item.key.charge);
    row.get(7, item.from);
    row.get(8, item.to);
    item.revision = static_cast<std::uint32_t>(row.integer(9));
    row.get(10, item.quantity);
    item.net_minor = row.integer(11);
    item.tax_minor = row.integer(12);
    row.get(13, item.of);
    return item;
}

/// The pattern of LIKE for numbers that begin so.
std::string beginning(std::string_view number) {
    std::string pattern;
    for (const char c : number) {
        if (c == '%' || c == '_' || c == '\\') pattern += '\\';
        pattern += c;
    }
    return pattern + '%';
}

Answer<std::optional<StoredDocument>> read_document(db::Connection& db, std::string_view where,
                                                    const db::Param& key) {
    std::optional<StoredDocument> found;
    Signed written;
    std::int64_t journal = 0;
    bool readable = true;
    const auto on_row = [&](const db::Row& row) {
        StoredDocument& one = found.emplace();
        const EntryKey place = entry_key(row.integer(0));
        one.entry.seq = place.seq;
        read_entry_columns(row, one.entry);
        row.get(7, one.entry.journal_id);
        one.open_minor = row.integer(8);
        written = {one.entry, row.get<journal::PublicKey>(10),
                   row.is_null(9) ? std::nullopt : std::optional{row.get<Hash>(9)}};
        journal = place.journal;
        auto event = journal::decode(one.entry.kind, one.entry.version, one.entry.payload);
        auto* issued = event ? std::get_if<journal::DocumentIssued>(&*event) : nullptr;
        readable = issued != nullptr;
        if (readable) one.issued = std::move(*issued);
        return false;
    };
    const std::array params{key};
    auto done = db.run(
        "SELECT e.entry, e.at, e.kind, e.version, e.payload, e.hash, e.signature, j.journal, "
        "coalesce(o.open_minor, 0), b.hash, j.public_key FROM document d JOIN journal_entry e ON "
        "e.entry = d.entry JOIN journal j ON j.id = e.entry >> 40 LEFT JOIN journal_entry b ON "
        "b.entry = e.entry - 1 LEFT JOIN open_item o ON o.about = d.document WHERE " +
            std::string{where},
        params, on_row);
    if (!done) return store_error(std::move(done.error()));
    if (!readable) return std::unexpected{StoreError{.kind = StoreErrorKind::damaged}};
    if (!found) return found;
    const auto good = is_as_signed(db, written, journal);
    if (!good) return store_error(good.error());
    if (!*good) return std::unexpected{StoreError{.kind = StoreErrorKind::damaged}};
    auto party =
        db.value<Bytes>("SELECT bytes FROM attachment WHERE hash = $1", found->issued.party);
    if (!party) return store_error(std::move(party.error()));
    found->party = std::move(*party);
    return found;
}

}  // namespace

db::Result<std::vector<StoredItem>> items_of(db::Connection& db,
                                             std::span<const Ulid> subscriptions) {
    std::vector<StoredItem> items;
    auto done =
        each_of(db,
                "SELECT item, kind, subscription, plan, version, phase, charge, from_day, to_day, "
                "revision, quantity, net_minor, tax_minor, of_item FROM document_line "
                "WHERE subscription IN (",
                ") ORDER BY subscription, charge, from_day, kind, revision", subscriptions,
                [&](const db::Row& row) { items.push_back(read_item(row)); });
    if (!done) return std::unexpected{std::move(done.error())};
    return items;
}

db::Result<FamilySum> family_of(db::Connection& db, const Ulid& item) {
    const auto sums = db.first<std::int64_t, std::int64_t>(
        "SELECT CAST(coalesce(sum(net_minor), 0) AS BIGINT), CAST(coalesce(sum(tax_minor), 0) AS "
        "BIGINT) FROM document_line WHERE item = $1 OR of_item = $1 OR of_item IN (SELECT item "
        "FROM document_line WHERE of_item = $1)",
        item);
    if (!sums) return std::unexpected{sums.error()};
    const auto [net, tax] = sums->value_or(std::tuple{std::int64_t{0}, std::int64_t{0}});
    return FamilySum{net, tax};
}

db::Result<std::uint32_t> last_revision(db::Connection& db, const Ulid& subscription,
                                        std::string_view charge, Date from,
                                        pos::billing::bill::ItemKind kind) {
    const auto last = db.value<std::int64_t>(
        "SELECT coalesce(max(revision), 0) FROM document_line WHERE subscription = $1 AND "
        "charge = $2 AND from_day = $3 AND kind = $4",
        subscription, charge, from, kind);
    if (!last) return std::unexpected{last.error()};
    return static_cast<std::uint32_t>(last->value_or(0));
}

db::Result<std::vector<StoredItem>> changes_of(db::Connection& db, std::span<const Ulid> items) {
    std::vector<StoredItem> changes;
    auto done = each_of(
        db,
        "SELECT item, kind, coalesce(subscription, account), plan, version, phase, charge, "
        "from_day, to_day, revision, quantity, net_minor, tax_minor, of_item FROM document_line "
        "WHERE of_item IN (",
        ") ORDER BY of_item, entry, line", items,
        [&](const db::Row& row) { changes.push_back(read_item(row)); });
    if (!done) return std::unexpected{std::move(done.error())};
    return changes;
}

Answer<std::vector<DocumentSummary>> list_documents(db::Connection& db,
                                                    const DocumentQuestion& asked) {
    std::vector<DocumentSummary> rows;
    const std::string whose = one_or_all(asked.account.has_value(), "d.account", 1, 7);
    auto done = db.each(
        "SELECT d.document, d.kind, d.number, d.series, d.account, d.run, d.currency, d.issued_on, "
        "d.due_on, d.lines, d.net_minor, d.tax_minor, d.payable_minor, d.corrects, "
        "coalesce(o.open_minor, 0), coalesce(a.number, ''), coalesce(p.name, '') FROM document d "
        "LEFT JOIN open_item o ON o.about = d.document LEFT JOIN billing_account a ON a.account = "
        "d.account LEFT JOIN party p ON p.party = a.party WHERE " +
            whose +
            " AND (d.run = $2 OR CAST($8 AS BIGINT) = 0) AND d.number LIKE $3 ESCAPE '\\' AND "
            "(CAST($4 AS BIGINT) = 0 OR o.open_minor <> 0) ORDER BY d.entry DESC LIMIT $5 OFFSET "
            "$6",
        [&](const db::Row& row) {
            DocumentSummary& one = rows.emplace_back();
            row.get(0, one.row.document);
            one.row.kind = static_cast<journal::DocumentKind>(row.integer(1));
            row.get(2, one.row.number);
            row.get(3, one.row.series);
            row.get(4, one.row.account);
            row.get(5, one.row.run);
            one.row.currency = get_currency(row, 6);
            row.get(7, one.row.issued_on);
            row.get(8, one.row.due_on);
            one.row.lines = static_cast<std::uint32_t>(row.integer(9));
            one.row.net_minor = row.integer(10);
            one.row.tax_minor = row.integer(11);
            one.row.payable_minor = row.integer(12);
            row.get(13, one.row.corrects);
            one.open_minor = row.integer(14);
            row.get(15, one.account_number);
            row.get(16, one.name);
        },
        asked.account, asked.run, beginning(asked.number), asked.open_only ? 1 : 0, asked.limit,
        asked.skip, asked.account ? 1 : 0, asked.run ? 1 : 0);
    if (!done) return store_error(std::move(done.error()));
    return rows;
}

Answer<std::optional<StoredDocument>> document_of_number(db::Connection& db,
                                                         std::string_view number) {
    return read_document(db, "d.number = $1", db::Param{number});
}
Answer<std::optional<StoredDocument>> document_of(db::Connection& db, const Ulid& document) {
    return read_document(db, "d.document = $1", db::Param{document});
}

}  // namespace pos::store::billing
