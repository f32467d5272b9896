#include "pos/store/office/stream_rows.hpp"

#include <array>
#include <set>
#include <string_view>

namespace pos::store::office {

using namespace journal;

namespace {

/// Writes all of them to a table in bulk; none is no work.
template <std::size_t N, class Rows, class Write>
db::Result<void> in_bulk(db::Connection& db, std::string_view table,
                         const std::array<std::string_view, N>& columns, const Rows& rows,
                         Write write) {
    if (rows.empty()) return {};
    auto bulk = db.bulk_insert(table, columns);
    if (!bulk) return std::unexpected{std::move(bulk.error())};
    for (const auto& row : rows) {
        if (auto put = write(**bulk, row); !put) return put;
    }
    return (*bulk)->finish();
}

}  // namespace

void StreamRows::enter(const Ulid& journal, EntryKey key) {
    tables().enter(journal, key);
    entry_ = entry_number(key);
}

void StreamRows::add_entry(EntryKey key, const Entry& entry) {
    entries_.push_back({entry_number(key), entry});
}

void StreamRows::add_attachment(EntryKey key, const journal::Sealed& sealed) {
    attachments_.push_back({entry_number(key), sealed.hash, sealed.attachment});
}

void StreamRows::add(const OpenItemDelta& delta) {
    const auto [found, is_new] = open_items_.emplace(delta.about, delta);
    if (is_new) return;
    found->second.open_minor += delta.open_minor;
    found->second.due_on = std::max(found->second.due_on, delta.due_on);
}

void StreamRows::clear() {
    entries_.clear();
    attachments_.clear();
    documents_.clear();
    lines_.clear();
    ledger_.clear();
    open_items_.clear();
    tables().reset();
}

db::Result<void> StreamRows::write() {
    if (tables().error()) return std::unexpected{*tables().error()};
    for (auto step :
         {&StreamRows::write_entries, &StreamRows::write_attachments, &StreamRows::write_documents,
          &StreamRows::write_lines, &StreamRows::write_ledger, &StreamRows::write_open_items}) {
        if (auto done = (this->*step)(); !done) return done;
    }
    clear();
    return {};
}

db::Result<void> StreamRows::write_entries() {
    constexpr std::array<std::string_view, 7> kColumns{"entry",   "at",   "kind",     "version",
                                                       "payload", "hash", "signature"};
    return in_bulk(db_, "journal_entry", kColumns, entries_, [](db::BulkInsert& to, const auto& e) {
        return to.row(e.entry, e.row.at, e.row.kind, e.row.version, e.row.payload, e.row.hash,
                      e.row.signature);
    });
}

db::Result<void> StreamRows::write_attachments() {
    constexpr std::array<std::string_view, 4> kColumns{"hash", "entry", "salt", "bytes"};
    return in_bulk(
        db_, "attachment", kColumns, attachments_, [](db::BulkInsert& to, const Sealed& one) {
            return to.row(one.hash, one.entry, one.attachment.salt, one.attachment.bytes);
        });
}

db::Result<void> StreamRows::write_documents() {
    constexpr std::array<std::string_view, 16> kColumns{
        "entry",     "document",      "kind",      "number", "series", "account",
        "run",       "currency",      "issued_on", "due_on", "lines",  "net_minor",
        "tax_minor", "payable_minor", "corrects",  "pay_by"};
    return in_bulk(db_, "document", kColumns, documents_, [](db::BulkInsert& to, const auto& one) {
        const DocumentRow& row = one.row;
        return to.row(one.entry, row.document, row.kind, row.number, row.series, row.account,
                      row.run, currency_text(row.currency), row.issued_on, row.due_on, row.lines,
                      row.net_minor, row.tax_minor, row.payable_minor, row.corrects, row.pay_by);
    });
}

db::Result<void> StreamRows::write_lines() {
    constexpr std::array<std::string_view, 17> kColumns{
        "entry",    "line",     "item",      "kind",      "account",  "subscription",
        "plan",     "version",  "phase",     "charge",    "from_day", "to_day",
        "revision", "quantity", "net_minor", "tax_minor", "of_item"};
    static const BilledCharge kNone;
    return in_bulk(db_, "document_line", kColumns, lines_, [](db::BulkInsert& to, const auto& one) {
        const DocumentLineRow& row = one.row;
        const BilledCharge& charge = row.charge ? *row.charge : kNone;
        const std::optional<Ulid> subscription =
            row.charge ? std::optional{charge.subscription} : std::nullopt;
        return to.row(one.entry, row.line, row.item, row.kind, row.account, subscription,
                      charge.plan, charge.version, charge.phase, charge.charge, row.from, row.to,
                      row.revision, row.quantity, row.net_minor, row.tax_minor, row.of);
    });
}

db::Result<void> StreamRows::write_ledger() {
    constexpr std::array<std::string_view, 8> kColumns{
        "entry", "position", "account", "book", "on_day", "currency", "amount_minor", "about"};
    return in_bulk(db_, "ledger", kColumns, ledger_, [](db::BulkInsert& to, const auto& one) {
        const LedgerRow& row = one.row;
        return to.row(one.entry, row.position, row.account, row.book, row.on,
                      currency_text(row.currency), row.amount_minor, row.about);
    });
}

/// Those of this transaction's documents are new; others are added to.
db::Result<void> StreamRows::write_open_items() {
    std::set<Ulid> made;
    for (const auto& one : documents_) made.insert(one.row.document);
    std::vector<OpenItemDelta> fresh;
    for (const auto& [about, delta] : open_items_) {
        if (made.contains(about)) {
            fresh.push_back(delta);
        } else {
            tables().add(delta);
        }
    }
    if (tables().error()) return std::unexpected{*tables().error()};
    constexpr std::array<std::string_view, 5> kColumns{"about", "account", "currency", "due_on",
                                                       "open_minor"};
    return in_bulk(db_, "open_item", kColumns, fresh,
                   [](db::BulkInsert& to, const OpenItemDelta& row) {
                       return to.row(row.about, row.account, currency_text(row.currency),
                                     row.due_on, row.open_minor);
                   });
}

}  // namespace pos::store::office
