#include "pos/store/office/item_days.hpp"

#include <algorithm>
#include <optional>
#include <utility>
#include <variant>

#include "pos/journal/codec.hpp"
#include "pos/journal/event.hpp"
#include "pos/store/branch_rollup.hpp"
#include "pos/store/columns.hpp"

namespace pos::store::office {

namespace {

/// Reads one day: each branch and currency is one look-up, however many items there are.
db::Result<void> read_day(db::Connection& db, Date day, std::string_view branch,
                          std::string_view number, std::vector<report::TakingsRow>& to) {
    auto done = db.each(
        "SELECT t.branch, t.currency, t.name, t.quantity_millionths, t.sales, t.refunds, "
        "t.gross_minor, t.refunded_minor FROM (SELECT DISTINCT branch, currency FROM journal "
        "WHERE $3 = '' OR branch = $3) j CROSS JOIN branch_takings t WHERE t.part = $4 "
        "AND t.business_date = $1 AND t.branch = j.branch AND t.currency = j.currency "
        "AND t.key = $2 ORDER BY t.branch, t.currency",
        [&](const db::Row& row) {
            report::TakingsRow& one = to.emplace_back();
            one.day = day;
            row.get(0, one.branch);
            one.currency = get_currency(row, 1);
            row.get(2, one.name);
            one.quantity = Quantity{row.integer(3)};
            one.figures.sales = row.integer(4);
            one.figures.refunds = row.integer(5);
            one.figures.gross_minor = row.integer(6);
            one.figures.refunded_minor = row.integer(7);
        },
        day, number, branch, static_cast<std::int64_t>(BranchPart::item));
    if (!done) return std::unexpected{std::move(done.error())};
    return {};
}

/// "price P1 B01 from 2026-12-01 08:30" as the office's journal has it.
bool read_key(std::string_view key, std::string_view number, PriceEdit& to) {
    constexpr std::string_view kPrice = "price ";
    if (!key.starts_with(kPrice)) return false;
    key.remove_prefix(kPrice.size());
    if (!key.starts_with(number)) return false;
    key.remove_prefix(number.size());
    constexpr std::string_view kFrom = " from ";
    if (const auto from = key.find(kFrom); from != key.npos) {
        to.begins = key.substr(from + kFrom.size());
        key = key.substr(0, from);
    }
    if (key.empty()) return true;
    if (key.front() != ' ') return false;
    to.branch = key.substr(1);
    return to.branch.find(' ') == std::string::npos;
}

constexpr std::int64_t kLookedThrough = 50'000;
constexpr auto kKind = static_cast<std::uint16_t>(journal::EventKind::setting_changed);
/// The administration's, and what goes on in its place; the latest first.
constexpr const char* kOfficeJournals =
    "SELECT l.id FROM journal j JOIN journal l ON l.branch = j.branch AND "
    "l.terminal = j.terminal WHERE j.id = (SELECT min(id) FROM journal) ORDER BY l.id DESC";

/// "item name 4711"; nothing for what is no change of that item.
std::optional<ItemEdit> edit_of(const journal::SettingChanged& changed, std::string_view number) {
    ItemEdit edit{.at = {},
                  .by = changed.user.name,
                  .field = "price",
                  .branch = {},
                  .begins = {},
                  .from = changed.from,
                  .to = changed.to};
    PriceEdit price;
    if (read_key(changed.key, number, price)) {
        edit.branch = std::move(price.branch);
        edit.begins = std::move(price.begins);
        return edit;
    }
    constexpr std::string_view kItem = "item ";
    std::string_view key = changed.key;
    if (!key.starts_with(kItem)) return std::nullopt;
    key.remove_prefix(kItem.size());
    const auto space = key.find(' ');
    if (space == key.npos || key.substr(space + 1) != number) return std::nullopt;
    edit.field = key.substr(0, space);
    return edit;
}

}  // namespace

Answer<std::vector<report::TakingsRow>> item_days(db::Connection& db, report::Days days,
                                                  std::string_view branch,
                                                  std::string_view number) {
    std::vector<report::TakingsRow> rows;
    for (Date day = days.from; day <= days.to; ++day.days) {
        auto done = read_day(db, day, branch, number, rows);
        if (!done) return store_error(std::move(done.error()));
    }
    return rows;
}

Answer<std::vector<PriceEdit>> price_edits(db::Connection& db, std::string_view number,
                                           std::size_t limit) {
    const auto journals = db.query<std::int64_t>(kOfficeJournals);
    if (!journals) return store_error(journals.error());
    std::vector<PriceEdit> edits;
    for (const auto& [id] : *journals) {
        auto done = db.each(
            "SELECT e.at, e.version, e.payload FROM journal_entry e WHERE e.entry > $1 "
            "AND e.entry < $2 AND e.kind = $3 ORDER BY e.entry DESC LIMIT $4",
            [&](const db::Row& row) {
                const auto event =
                    journal::decode(kKind, row.get<std::uint16_t>(1), row.get<Bytes>(2));
                const auto* changed =
                    event ? std::get_if<journal::SettingChanged>(&*event) : nullptr;
                PriceEdit edit;
                if (changed != nullptr && read_key(changed->key, number, edit)) {
                    row.get(0, edit.at);
                    edit.by = changed->user.name;
                    edit.from = changed->from;
                    edit.to = changed->to;
                    edits.push_back(std::move(edit));
                }
                return edits.size() < limit;
            },
            entry_number({id, 0}), entry_number({id + 1, 0}), std::int64_t{kKind}, kLookedThrough);
        if (!done) return store_error(std::move(done.error()));
        if (edits.size() >= limit) break;
    }
    return edits;
}

Answer<ItemEdits> item_edits(db::Connection& db, std::string_view number, std::int64_t before,
                             std::size_t limit) {
    const auto journals = db.query<std::int64_t>(kOfficeJournals);
    if (!journals) return store_error(journals.error());
    ItemEdits found;
    std::int64_t looked = 0;
    for (const auto& [id] : *journals) {
        std::int64_t end = entry_number({id + 1, 0});
        if (before > 0) end = std::min(end, before);
        auto done = db.each(
            "SELECT e.at, e.version, e.payload, e.entry FROM journal_entry e WHERE e.entry > $1 "
            "AND e.entry < $2 AND e.kind = $3 ORDER BY e.entry DESC LIMIT $4",
            [&](const db::Row& row) {
                ++looked;
                found.before = row.integer(3);
                const auto event =
                    journal::decode(kKind, row.get<std::uint16_t>(1), row.get<Bytes>(2));
                const auto* changed =
                    event ? std::get_if<journal::SettingChanged>(&*event) : nullptr;
                auto edit = changed == nullptr ? std::nullopt : edit_of(*changed, number);
                if (edit) {
                    row.get(0, edit->at);
                    found.edits.push_back(std::move(*edit));
                }
                return found.edits.size() < limit;
            },
            entry_number({id, 0}), end, std::int64_t{kKind}, kLookedThrough - looked);
        if (!done) return store_error(std::move(done.error()));
        if (found.edits.size() >= limit || looked >= kLookedThrough) return found;
    }
    found.before = 0;
    return found;
}

}  // namespace pos::store::office
