#include "pos/store/paid_tenders.hpp"

#include <algorithm>
#include <cstdlib>
#include <string>
#include <utility>

#include "pos/store/entries.hpp"

namespace pos::store {

namespace {

struct Booked {
    std::int64_t amount_minor{0};
    std::string reference;
};

Answer<std::vector<Booked>> booked(db::Connection& db, const Ulid& sale) {
    std::vector<Booked> found;
    const auto done = db.each(
        "SELECT amount_minor, reference FROM card_attempt WHERE sale = $1 AND state = $2",
        [&](const db::Row& row) {
            auto& one = found.emplace_back();
            one.amount_minor = row.integer(0);
            row.get(1, one.reference);
        },
        sale, journal::CardState::settled);
    if (!done) return store_error(done.error());
    return found;
}

/// A payment by other means than was entered: nothing was handed over but its amount.
void put_right(journal::Tender& tender) {
    const Money nothing = zero(tender.amount.currency);
    const bool paid_out = tender.amount < nothing;
    tender.given = paid_out ? nothing : tender.amount;
    tender.change = paid_out ? -tender.amount : nothing;
}

Answer<void> take_in_corrections(db::Connection& db, const Ulid& sale,
                                 std::vector<sale::PaidTender>& tenders) {
    const auto done = db.each(
        "SELECT position, kind, code, name, reference FROM tender_correction WHERE sale = $1 "
        "ORDER BY entry",
        [&](const db::Row& row) {
            const std::int64_t position = row.integer(0);
            if (position < 1 || position > static_cast<std::int64_t>(tenders.size())) return;
            sale::PaidTender& paid = tenders[static_cast<std::size_t>(position - 1)];
            paid.tender.kind = static_cast<journal::TenderKind>(row.integer(1));
            if (!in_range(paid.tender.kind)) row.fault(1, "no such kind of tender");
            row.get(2, paid.tender.code);
            row.get(3, paid.tender.name);
            row.get(4, paid.tender.reference);
            put_right(paid.tender);
        },
        sale);
    if (!done) return store_error(done.error());
    return {};
}

}  // namespace

Answer<std::optional<Receipt>> last_sale(Reader& reader, const Ulid& journal) {
    auto& db = reader.connection();
    const auto number = journal_number(db, journal);
    if (!number) return store_error(number.error());
    if (!*number) return std::optional<Receipt>{};
    const auto sale = db.value<Ulid>(
        "SELECT sale FROM sale WHERE entry > $1 AND entry < $2 AND kind = $3 "
        "ORDER BY entry DESC LIMIT 1",
        entry_number({**number, 0}), entry_number({**number + 1, 0}), journal::TicketKind::sale);
    if (!sale) return store_error(sale.error());
    if (!*sale) return std::optional<Receipt>{};
    return reader.receipt(**sale);
}

Answer<std::vector<sale::PaidTender>> paid_tenders(Reader& reader,
                                                   const journal::SaleRecord& record) {
    std::vector<sale::PaidTender> tenders;
    for (const journal::Tender& tender : record.tenders) tenders.push_back({.tender = tender});
    auto& db = reader.connection();
    const auto by_terminal = booked(db, record.sale);
    if (!by_terminal) return std::unexpected{by_terminal.error()};
    for (sale::PaidTender& paid : tenders) {
        paid.on_terminal = paid.tender.kind == journal::TenderKind::card &&
                           std::ranges::any_of(*by_terminal, [&](const Booked& one) {
                               return one.reference == paid.tender.reference &&
                                      one.amount_minor == std::abs(paid.tender.amount.minor);
                           });
    }
    if (auto done = take_in_corrections(db, record.sale, tenders); !done) {
        return std::unexpected{done.error()};
    }
    return tenders;
}

}  // namespace pos::store
