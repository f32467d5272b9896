#include "pos/store/office/outside.hpp"

#include <map>
#include <optional>
#include <tuple>
#include <utility>

#include "pos/base/saturate.hpp"
#include "pos/journal/codec.hpp"

namespace pos::store::office {

namespace {

using Key = std::tuple<Outside, std::string, std::string, Date, Currency>;

class Sums {
public:
    /// A row of: branch, terminal, kind, version, payload.
    void take(Outside why, const db::Row& row) {
        (why == Outside::set_aside ? found_.entries_set_aside : found_.entries_parked) += 1;
        const auto event =
            journal::decode(row.get<std::uint16_t>(2), row.get<std::uint16_t>(3), row.bytes(4));
        if (!event) return;
        journal::Takings figures;
        const journal::SaleRecord* record = nullptr;
        if (const auto* sale = std::get_if<journal::SaleCompleted>(&*event)) {
            record = &sale->record;
            figures = {.sales = 1, .gross_minor = record->payable.minor};
        } else if (const auto* refund = std::get_if<journal::SaleRefunded>(&*event)) {
            record = &refund->record;
            figures = {.refunds = 1,
                       .refunded_minor = subtract_saturating(0, record->payable.minor)};
        }
        if (record == nullptr) return;
        figures.tax_minor = record->tax.minor;
        figures.discount_minor = record->discount.minor;
        figures.rounding_minor = record->rounding.minor;
        Sum& sum = sums_[{why, row.get<std::string>(0), row.get<std::string>(1),
                          record->when.business_date, record->currency}];
        sum.figures += figures;
        for (const auto& tender : record->tenders) add(sum, tender, figures.refunds > 0);
    }
    OutsideTheBooks found() && {
        for (auto& [key, sum] : sums_) {
            const auto& [why, branch, terminal, day, currency] = key;
            OutsideRow row{why, branch, terminal, day, currency, sum.figures, {}};
            for (auto& [code, total] : sum.tenders) row.tenders.push_back(std::move(total));
            found_.rows.push_back(std::move(row));
        }
        return std::move(found_);
    }

private:
    struct Sum {
        journal::Takings figures;
        std::map<std::string, report::TenderTotal> tenders;  // by code
    };
    static void add(Sum& sum, const journal::Tender& tender, bool is_refund) {
        report::TenderTotal& total = sum.tenders[tender.code];
        total.kind = tender.kind;
        total.code = tender.code;
        total.name = tender.name;
        total.payments += 1;
        if (is_refund) {
            total.refunded_minor = subtract_saturating(total.refunded_minor, tender.amount.minor);
        } else {
            total.gross_minor = add_saturating(total.gross_minor, tender.amount.minor);
        }
    }

    std::map<Key, Sum> sums_;
    OutsideTheBooks found_;
};

}  // namespace

Answer<OutsideTheBooks> outside_the_books(db::Connection& db) {
    Sums sums;
    const auto taking = [&](Outside why) {
        return [&sums, why](const db::Row& row) {
            sums.take(why, row);
            return true;
        };
    };
    const auto snapshot = db::Transaction::begin(db, db::TransactionKind::read);
    if (!snapshot) return store_error(snapshot.error());
    // A number of a journal stands above the 40 bits of an entry's own.
    auto done = db.stream(
        "SELECT t.branch, t.code, e.kind, e.version, e.payload FROM fork_entry e "
        "JOIN fork f ON f.fork = e.fork JOIN sent_journal s ON s.number = f.number "
        "JOIN terminal t ON t.terminal = s.terminal WHERE e.tail = 0",
        {}, taking(Outside::set_aside));
    if (done) {
        done = db.stream(
            "SELECT t.branch, t.code, e.kind, e.version, e.payload FROM parked_entry p "
            "JOIN journal_entry e ON e.entry = p.entry "
            "JOIN sent_journal s ON s.number = p.entry >> 40 "
            "JOIN terminal t ON t.terminal = s.terminal",
            {}, taking(Outside::parked));
    }
    if (!done) return store_error(std::move(done.error()));
    return std::move(sums).found();
}

}  // namespace pos::store::office
