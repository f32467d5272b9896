// The shift under way, put together from its roll-ups, and the Z reports of those that are over.
#include <algorithm>

#include "pos/journal/codec.hpp"
#include "pos/store/entries.hpp"
#include "pos/store/reader.hpp"

namespace pos::store {

namespace {

std::unexpected<StoreError> damaged(const char* what) {
    return std::unexpected{
        StoreError{.kind = StoreErrorKind::damaged, .cause = {db::DbErrorKind::damaged, "", what}}};
}

/// Where a shift's roll-ups and tickets stand.
struct OpenShift {
    std::int64_t journal{0};
    Ulid shift{};
    std::uint64_t opened_seq{0};
    Date business_date{};
    Currency currency{};
};

Answer<std::optional<OpenShift>> find_open(db::Connection& db, std::int64_t journal) {
    std::optional<OpenShift> found;
    const auto done = db.each(
        "SELECT shift, opened_seq, business_date, currency, closed_seq FROM shift "
        "WHERE journal = $1 ORDER BY opened_seq DESC LIMIT 1",
        [&](const db::Row& row) {
            if (!row.is_null(4)) return;
            found = OpenShift{journal, row.get<Ulid>(0), row.get<std::uint32_t>(1),
                              row.get<Date>(2), get_currency(row, 3)};
        },
        journal);
    if (!done) return store_error(done.error());
    return found;
}

/// Fills in what the roll-ups of one shift say.
class FiguresReader {
public:
    FiguresReader(db::Connection& db, const OpenShift& place, shift::Shift& to)
        : db_{db}, place_{place}, figures_{to.figures} {}

    db::Result<void> read() {
        for (auto part : {&FiguresReader::read_takings, &FiguresReader::read_tenders,
                          &FiguresReader::read_taxes, &FiguresReader::read_departments,
                          &FiguresReader::read_bills}) {
            if (auto done = (this->*part)(); !done) return std::unexpected{done.error()};
        }
        return {};
    }

private:
    using Done = db::Result<std::int64_t>;
    Money money(const db::Row& row, int column) const {
        return {row.integer(column), place_.currency};
    }
    template <class F>
    Done each(std::string_view sql, F&& on_row) {
        return db_.each(sql, on_row, place_.business_date, place_.journal, place_.shift);
    }

    Done read_takings() {
        journal::Takings sum;
        journal::TillCounts counts;
        auto done = each(
            "SELECT sales, refunds, gross_minor, refunded_minor, tax_minor, discount_minor, "
            "rounding_minor, cancelled, voided_lines, drawer_openings, cash_moved_minor "
            "FROM takings WHERE business_date >= $1 AND journal = $2 AND shift = $3",
            [&](const db::Row& row) {
                sum += {row.integer(0), row.integer(1), row.integer(2), row.integer(3),
                        row.integer(4), row.integer(5), row.integer(6)};
                counts += {.cancelled = row.integer(7),
                           .voided_lines = row.integer(8),
                           .drawer_openings = row.integer(9),
                           .cash_moved_minor = row.integer(10)};
            });
        const auto amount = [&](std::int64_t minor) { return Money{minor, place_.currency}; };
        figures_.sales = static_cast<std::uint32_t>(sum.sales);
        figures_.refunds = static_cast<std::uint32_t>(sum.refunds);
        figures_.gross = amount(sum.gross_minor);
        figures_.refunded = amount(sum.refunded_minor);
        figures_.net = amount(sum.net_minor());
        figures_.tax = amount(sum.tax_minor);
        figures_.discount = amount(sum.discount_minor);
        figures_.rounding = amount(sum.rounding_minor);
        figures_.cancelled = static_cast<std::uint32_t>(counts.cancelled);
        figures_.voided_lines = static_cast<std::uint32_t>(counts.voided_lines);
        figures_.drawer_openings = static_cast<std::uint32_t>(counts.drawer_openings);
        figures_.cash_moved = amount(counts.cash_moved_minor);
        figures_.tenders.front().expected += figures_.cash_moved;
        return done;
    }

    Done read_tenders() {
        return each(
            "SELECT kind, code, name, payments, gross_minor, refunded_minor FROM takings_tender "
            "WHERE business_date >= $1 AND journal = $2 AND shift = $3 "
            "ORDER BY kind, code, business_date",
            [&](const db::Row& row) {
                const auto kind = static_cast<journal::TenderKind>(row.integer(0));
                if (!in_range(kind)) row.fault(0, "no such kind of tender");
                auto& tender = tender_of(kind, row.get<std::string>(1), row.get<std::string>(2));
                tender.count += row.get<std::uint32_t>(3);
                tender.expected += money(row, 4) - money(row, 5);
            });
    }
    journal::TenderCount& tender_of(journal::TenderKind kind, std::string code, std::string name) {
        const auto found = std::ranges::find(figures_.tenders, code, &journal::TenderCount::code);
        if (found != figures_.tenders.end()) return *found;
        const Money nothing = zero(place_.currency);
        return figures_.tenders.emplace_back(journal::TenderCount{
            kind, std::move(code), std::move(name), 0, nothing, nothing, nothing});
    }

    Done read_taxes() {
        return each(
            "SELECT code, kind, rate_e8, amount_e8, included, name, base_minor, tax_minor "
            "FROM takings_tax WHERE business_date >= $1 AND journal = $2 AND shift = $3 "
            "ORDER BY code, kind, rate_e8, amount_e8, included, business_date",
            [&](const db::Row& row) {
                journal::TaxGroup tax;
                row.get(0, tax.code);
                tax.kind = static_cast<tax::TaxKind>(row.integer(1));
                if (!in_range(tax.kind)) row.fault(1, "no such kind of tax");
                tax.rate = Rate{row.integer(2)};
                row.get(3, tax.amount_e8);
                tax.included = row.integer(4) != 0;
                row.get(5, tax.name);
                tax.base = money(row, 6);
                tax.tax = money(row, 7);
                add_tax(std::move(tax));
            });
    }
    void add_tax(journal::TaxGroup&& tax) {
        if (!figures_.taxes.empty()) {
            journal::TaxGroup& last = figures_.taxes.back();
            if (last.code == tax.code && last.kind == tax.kind && last.rate == tax.rate &&
                last.amount_e8 == tax.amount_e8 && last.included == tax.included) {
                last.base += tax.base;
                last.tax += tax.tax;
                return;
            }
        }
        figures_.taxes.push_back(std::move(tax));
    }

    Done read_departments() {
        return each(
            "SELECT department, name, quantity_millionths, gross_minor, refunded_minor "
            "FROM takings_department WHERE business_date >= $1 AND journal = $2 AND shift = $3 "
            "ORDER BY department, business_date",
            [&](const db::Row& row) {
                auto& all = figures_.departments;
                if (all.empty() || all.back().code != row.text(0)) {
                    all.push_back({row.get<std::string>(0), {}, {}, zero(place_.currency)});
                }
                row.get(1, all.back().name);
                all.back().quantity = all.back().quantity + Quantity{row.integer(2)};
                all.back().net_payable += money(row, 3) - money(row, 4);
            });
    }

    /// Whether bills were paid or credit was bought stands in the event alone.
    Done read_bills() {
        return db_.each(
            "SELECT e.kind, e.version, e.payload, b.payable_minor FROM bill_payment b JOIN "
            "journal_entry e ON e.entry = b.entry WHERE b.entry > $1 AND b.entry < $2 AND "
            "b.shift = $3",
            [&](const db::Row& row) {
                const auto event = journal::decode(row.get<std::uint16_t>(0),
                                                   row.get<std::uint16_t>(1), row.bytes(2));
                const auto* record = event ? journal::ticket_of(*event) : nullptr;
                if (record == nullptr || !record->bill) return row.fault(2, "no payment of a bill");
                const bool credit = record->bill->top_up.has_value();
                ++(credit ? figures_.credits : figures_.bills);
                (credit ? figures_.credit_bought : figures_.bills_paid) += money(row, 3);
            },
            entry_number({place_.journal, place_.opened_seq}),
            entry_number({place_.journal + 1, 0}), place_.shift);
    }

    db::Connection& db_;
    const OpenShift& place_;
    journal::ShiftFigures& figures_;
};

/// Number of the first or last ticket of a shift that is still open; empty if there is none.
db::Result<std::string> ticket_number(db::Connection& db, const OpenShift& place,
                                      std::string_view sql) {
    auto number = db.value<std::string>(sql, entry_number({place.journal, place.opened_seq}),
                                        entry_number({place.journal + 1, 0}), place.shift);
    if (!number) return std::unexpected{std::move(number.error())};
    return number->value_or("");
}

std::optional<ZReport> z_report_in(const journal::Entry& entry) {
    auto event = journal::decode(entry.kind, entry.version, entry.payload);
    if (!event || !std::holds_alternative<journal::ShiftClosed>(*event)) return std::nullopt;
    return ZReport{entry.journal_id, entry.seq, entry.at,
                   std::move(std::get<journal::ShiftClosed>(*event))};
}

}  // namespace

Answer<std::optional<shift::Shift>> Reader::open_shift(const Ulid& journal,
                                                       std::string_view cash_code,
                                                       std::string_view cash_name) {
    const auto number = journal_number(db_, journal);
    if (!number) return store_error(number.error());
    if (!*number) return std::optional<shift::Shift>{};
    const auto place = find_open(db_, **number);
    if (!place) return std::unexpected{place.error()};
    if (!*place) return std::optional<shift::Shift>{};

    const auto entry = this->entry(journal, (*place)->opened_seq);
    if (!entry) return std::unexpected{entry.error()};
    if (!*entry) return damaged("a shift without its entry");
    const auto event = journal::decode((*entry)->kind, (*entry)->version, (*entry)->payload);
    if (!event || !std::holds_alternative<journal::ShiftOpened>(*event)) {
        return damaged("a shift whose entry is no opening");
    }
    shift::Shift shift = shift::open(std::get<journal::ShiftOpened>(*event), std::string{cash_code},
                                     std::string{cash_name});
    if (auto read = FiguresReader{db_, **place, shift}.read(); !read) {
        return store_error(read.error());
    }
    auto first = ticket_number(db_, **place,
                               "SELECT number FROM sale WHERE entry > $1 AND entry < $2 "
                               "AND shift = $3 ORDER BY entry LIMIT 1");
    auto last = ticket_number(db_, **place,
                              "SELECT number FROM sale WHERE entry > $1 AND entry < $2 "
                              "AND shift = $3 ORDER BY entry DESC LIMIT 1");
    if (!first) return store_error(first.error());
    if (!last) return store_error(last.error());
    shift.first_receipt = std::move(*first);
    shift.last_receipt = std::move(*last);
    return std::optional{std::move(shift)};
}

Answer<std::optional<ZReport>> Reader::z_report(const Ulid& journal, std::uint32_t z_number) {
    const auto number = journal_number(db_, journal);
    if (!number) return store_error(number.error());
    if (!*number) return std::optional<ZReport>{};
    const auto seq = db_.value<std::uint32_t>(
        "SELECT closed_seq FROM shift WHERE journal = $1 AND z_number = $2", **number, z_number);
    if (!seq) return store_error(seq.error());
    if (!*seq) return std::optional<ZReport>{};
    const auto entry = this->entry(journal, **seq);
    if (!entry) return std::unexpected{entry.error()};
    if (!*entry) return damaged("a Z report without its entry");
    auto report = z_report_in(**entry);
    if (!report) return damaged("a Z report whose entry is none");
    return report;
}

Answer<std::optional<ZReport>> Reader::z_report_of(const Ulid& shift) {
    std::optional<ZReport> report;
    const auto done = db_.each(
        "SELECT e.entry, e.at, e.kind, e.version, e.payload, e.hash, e.signature, j.journal "
        "FROM shift s JOIN journal_entry e ON e.entry = ((s.journal << 40) | s.closed_seq) "
        "JOIN journal j ON j.id = s.journal "
        "WHERE s.shift = $1 AND s.closed_seq IS NOT NULL",
        [&](const db::Row& row) {
            report = z_report_in(read_entry(row, row.get<Ulid>(7)));
            if (!report) row.fault(4, "no Z report");
        },
        shift);
    if (!done) return store_error(done.error());
    return report;
}

Answer<std::vector<ZReport>> Reader::z_reports(report::Days days) {
    std::vector<ZReport> reports;
    const auto done = db_.each(
        "SELECT e.entry, e.at, e.kind, e.version, e.payload, e.hash, e.signature, j.journal "
        "FROM shift s JOIN journal_entry e ON e.entry = ((s.journal << 40) | s.closed_seq) "
        "JOIN journal j ON j.id = s.journal "
        "WHERE s.business_date BETWEEN $1 AND $2 AND s.closed_seq IS NOT NULL "
        "ORDER BY s.business_date, s.journal, s.z_number",
        [&](const db::Row& row) {
            auto report = z_report_in(read_entry(row, row.get<Ulid>(7)));
            if (!report) return row.fault(4, "no Z report");
            reports.push_back(std::move(*report));
        },
        days.from, days.to);
    if (!done) return store_error(done.error());
    return reports;
}

}  // namespace pos::store
