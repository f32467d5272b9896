#include "pos/store/feed/transfers.hpp"

#include <optional>
#include <string>
#include <utility>

#include "pos/journal/archive/reader.hpp"
#include "pos/journal/archive/writer.hpp"
#include "pos/journal/events/billing.hpp"
#include "pos/store/came_back.hpp"
#include "pos/store/columns.hpp"
#include "pos/store/feed/put_change.hpp"
#include "pos/store/feed/put_row.hpp"

namespace pos::store::feed {

db::Result<Bytes> transfers_of(db::Connection& db, const Ulid& account, Currency currency) {
    TransfersContent content;
    auto done = db.each(
        "SELECT d.document, d.number FROM document d JOIN open_item o ON o.about = d.document "
        "WHERE d.account = $1 AND d.kind = 1 AND d.currency = $2 AND ((d.pay_by <= $3 AND NOT (" +
            std::string{kCollectedAgain} + ")) OR (" + std::string{kCameBack} + ")) AND NOT " +
            std::string{kWithBank} + " AND o.open_minor > 0 ORDER BY d.due_on, d.entry LIMIT 100",
        [&](const db::Row& row) {
            ToldTransfer& one = content.bills.emplace_back();
            row.get(0, one.document);
            row.get(1, one.reference);
        },
        account, currency_text(currency), journal::PayBy::transfer);
    if (!done) return std::unexpected{std::move(done.error())};
    return content.bills.empty() ? Bytes{} : journal::archive::to_bytes(content);
}

db::Result<void> tell_payee(db::Connection& db, const PayeeContent& payee) {
    const Bytes content = payee.iban.empty() ? Bytes{} : journal::archive::to_bytes(payee);
    const Bytes thing = thing_of(kPayee);
    const auto said = db.value<Bytes>(
        "SELECT content FROM change_row WHERE kind = $1 AND thing = $2 AND branch = ''",
        ChangeKind::payee, thing);
    if (!said) return std::unexpected{said.error()};
    if (said->value_or(Bytes{}) == content) return {};
    auto work = db::Transaction::begin(db, db::TransactionKind::write);
    if (!work) return std::unexpected{std::move(work.error())};
    if (auto put = put_at_the_end(db, ChangeKind::payee, "", thing, content); !put) return put;
    return work->commit();
}

db::Result<void> add_transfers(db::Connection& db, KnownAccount& known) {
    auto done = db.each(
        "SELECT document, reference FROM told_transfer WHERE account = $1 ORDER BY reference",
        [&](const db::Row& row) {
            ToldTransfer& one = known.transfers.emplace_back();
            row.get(0, one.document);
            row.get(1, one.reference);
        },
        known.account);
    if (done) {
        done = db.each("SELECT name, iban, bic FROM told_payee", [&](const db::Row& row) {
            PayeeContent& payee = known.payee.emplace();
            row.get(0, payee.name);
            row.get(1, payee.iban);
            row.get(2, payee.bic);
        });
    }
    if (!done) return std::unexpected{std::move(done.error())};
    return {};
}

db::Result<PutOutcome> ChangeWriter::put_transfers(const Change& change) {
    const auto id = id_of(change.thing);
    if (!id) return PutOutcome::unread;
    TransfersContent content;
    if (!change.content.empty()) {
        auto read = journal::archive::from_bytes<TransfersContent>(change.content);
        if (!read) return PutOutcome::unread;
        content = std::move(*read);
    }
    auto done = db_.exec("DELETE FROM told_transfer WHERE account = $1", *id);
    for (const ToldTransfer& told : content.bills) {
        if (!done) break;
        done = db_.exec(
            "INSERT INTO told_transfer (document, account, reference) VALUES ($1, $2, $3) ON "
            "CONFLICT (document) DO UPDATE SET account = excluded.account, reference = "
            "excluded.reference",
            told.document, *id, told.reference);
    }
    if (!done) return std::unexpected{std::move(done.error())};
    return PutOutcome::put;
}

db::Result<PutOutcome> ChangeWriter::put_payee(const Change& change) {
    std::optional<PayeeContent> content;
    if (!change.content.empty()) {
        auto read = journal::archive::from_bytes<PayeeContent>(change.content);
        if (!read || read->iban.empty()) return PutOutcome::unread;
        content = std::move(*read);
    }
    auto done = db_.exec("DELETE FROM told_payee");
    if (done && content) {
        done =
            db_.exec("INSERT INTO told_payee (told_payee, name, iban, bic) VALUES (1, $1, $2, $3)",
                     content->name, content->iban, content->bic);
    }
    if (!done) return std::unexpected{std::move(done.error())};
    return PutOutcome::put;
}

}  // namespace pos::store::feed
