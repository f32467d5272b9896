#include "app/core/billing/units.hpp"

#include <algorithm>
#include <cstdlib>
#include <map>
#include <tuple>

#include "app/core/billing/in_transaction.hpp"
#include "app/core/billing/lot_terms.hpp"
#include "app/core/billing/whose.hpp"
#include "pos/money/decimal.hpp"
#include "pos/store/billing/wallets.hpp"

namespace app::core::billing {

namespace {

namespace stored = pos::store::billing;
using pos::journal::LotKind;
using pos::journal::UnitsGranted;
using pos::journal::UnitsMove;
using pos::journal::UnitsMoved;
using pos::store::Answer;
using pos::store::store_error;
using stored::StoredUnitLot;

constexpr std::size_t kUnitLength = 40;

Outcome<pos::Quantity> read_units(const std::string& text) {
    const auto amount = pos::parse_quantity(text);
    if (!amount || amount->millionths <= 0 || !in_range(*amount)) {
        return misuse(Why::no_figure, text, "\"" + text + "\" is no amount above zero.");
    }
    return *amount;
}

/// The lot that is asked for, without its id; every field is checked.
Outcome<UnitsGranted> read_unit_lot(BillingBooks& books, const NewLot& asked,
                                    const pos::customer::Account& account, pos::Instant now) {
    UnitsGranted lot;
    lot.account = account.id;
    lot.kind = asked.promotional ? LotKind::promotional : LotKind::paid;
    if (asked.unit.empty() || asked.unit.size() > kUnitLength) {
        return misuse(Why::other, "no_unit", "Say what is counted, such as kWh.");
    }
    lot.unit = asked.unit;
    const auto amount = read_units(asked.amount);
    if (!amount) return std::unexpected{amount.error()};
    lot.amount = *amount;
    if (!asked.method.empty() || !asked.due.empty()) {
        return misuse(Why::other, "units_unpaid",
                      "Units are no money: what they cost is written on a bill.");
    }
    lot.priority = asked.priority;
    const auto zone = pos::locale::Zone::open(account.zone);
    if (!zone) return refuse("The zone " + account.zone + " is unknown.");
    auto terms = read_terms(asked, *zone, now);
    if (!terms) return std::unexpected{terms.error()};
    lot.effective = terms->effective;
    lot.expires = terms->expires;
    lot.scope = std::move(terms->scope);
    if (!asked.rollover.empty()) {
        const auto most = read_units(asked.rollover);
        if (!most) return std::unexpected{most.error()};
        if (!lot.expires) {
            return misuse(Why::other, "credit_endless",
                          "Credit that never expires cannot go on after it.");
        }
        lot.kept_most = *most;
        const std::int64_t lifetime_ms = lot.expires->unix_ms - lot.effective.unix_ms;
        lot.kept_until = pos::Instant{lot.expires->unix_ms + lifetime_ms};
    }
    lot.external_id = asked.external_id;
    lot.note = asked.note;
    lot.when = books.when(now);
    lot.user = books.user();
    return lot;
}

Outcome<GrantedUnits> write_unit_lot(BillingBooks& books, const NewLot& asked, pos::Instant now,
                                     pos::Random& random) {
    const auto customer = find_account(*books.db, asked.account);
    if (!customer) return std::unexpected{customer.error()};
    const auto& account = customer->stored.account;
    auto lot = read_unit_lot(books, asked, account, now);
    if (!lot) return std::unexpected{lot.error()};
    const auto before = stored::unit_lot_of_external_id(*books.db, asked.external_id);
    if (!before) return std::unexpected{database(before.error())};
    const auto money = stored::lot_of_external_id(*books.db, asked.external_id);
    if (!money) return std::unexpected{database(money.error())};
    if (*before || *money) {
        const bool same = *before && (*before)->row.account == account.id &&
                          (*before)->row.amount == lot->amount && (*before)->row.unit == lot->unit;
        if (!same) return other_credit(asked.external_id);
        return GrantedUnits{(*before)->row.lot, account.number, lot->amount, lot->unit, true};
    }
    lot->lot = pos::make_ulid(now, random);
    if (auto done = books.stream->append(*lot, now); !done) {
        return std::unexpected{failure(done.error())};
    }
    return GrantedUnits{lot->lot, account.number, lot->amount, lot->unit, false};
}

Answer<void> append_moves(BillingBooks& books, UnitsMoved moved, pos::Instant now) {
    if (moved.parts.empty()) return {};
    moved.when = books.when(now);
    moved.user = books.user();
    auto done = books.stream->append(moved, now);
    if (!done) return std::unexpected{std::move(done.error())};
    return {};
}

}  // namespace

Outcome<GrantedUnits> grant_units(BillingBooks& books, const NewLot& lot, pos::Instant now,
                                  pos::Random& random) {
    return in_transaction(books, [&]() -> Outcome<GrantedUnits> {
        auto granted = write_unit_lot(books, lot, now, random);
        if (!granted || granted->again) return granted;
        const auto open = find_open_account(*books.db, lot.account);
        if (!open) return std::unexpected{open.error()};
        return granted;
    });
}

Outcome<std::optional<StoredUnitLot>> find_unit_lot(pos::store::db::Connection& db,
                                                    const std::string& lot) {
    const auto id = pos::parse_ulid(lot);
    auto found = id ? stored::unit_lot_of(db, *id) : stored::unit_lot_of_external_id(db, lot);
    if (!found) return std::unexpected{database(found.error())};
    return std::move(*found);
}

Outcome<pos::Quantity> void_units(BillingBooks& books, const std::string& lot,
                                  const std::string& reason, pos::Instant now) {
    return in_transaction(books, [&]() -> Outcome<pos::Quantity> {
        const auto found = find_unit_lot(*books.db, lot);
        if (!found) return std::unexpected{found.error()};
        if (!*found) return refuse(Why::other, "no_credit", "There is no credit " + lot + ".");
        const StoredUnitLot& one = **found;
        const LotState state = state_of(one, now);
        if (state == LotState::expired) {
            return refuse(Why::other, "credit_over", "That credit has expired.");
        }
        if (state == LotState::used_up) {
            return refuse(Why::other, "credit_used_up", "Nothing is left of that credit.");
        }
        const pos::Quantity left{one.left_millionths};
        UnitsMoved moved;
        moved.account = one.row.account;
        moved.move = UnitsMove::voided;
        moved.parts.push_back({one.row.lot, left, false, std::nullopt});
        moved.reason = reason;
        if (auto done = append_moves(books, std::move(moved), now); !done) {
            return std::unexpected{failure(done.error())};
        }
        return state == LotState::counts ? left_of(one, now) : left;
    });
}

const char* word_of(pos::journal::UnitsMove move) {
    switch (move) {
        case UnitsMove::used:
            return "used";
        case UnitsMove::given_back:
            return "given_back";
        case UnitsMove::voided:
            return "voided";
    }
    return "used";
}

pos::billing::wallet::UnitLot rule_of(const StoredUnitLot& lot) {
    const auto& row = lot.row;
    pos::billing::wallet::UnitLot rule{.id = to_string(row.lot),
                                       .priority = row.priority,
                                       .effective = row.effective,
                                       .expires = row.expires,
                                       .kept_until = row.kept_until,
                                       .created = row.granted_at,
                                       .left = lot.left_millionths,
                                       .kept_left = lot.kept_left_millionths,
                                       .scope = codes_of(row.scope)};
    if (lot.voided) {
        rule.expires = rule.expires ? std::min(*rule.expires, *lot.voided) : *lot.voided;
        rule.kept_until.reset();
    }
    return rule;
}

LotState state_of(const StoredUnitLot& lot, pos::Instant at) {
    if (lot.left_millionths <= 0 || lot.voided) return LotState::used_up;
    const auto rule = rule_of(lot);
    if (at < rule.effective) return LotState::to_come;
    if (pos::billing::wallet::available(rule, at) > 0) return LotState::counts;
    return LotState::expired;
}

pos::Quantity left_of(const StoredUnitLot& lot, pos::Instant at) {
    return {pos::billing::wallet::available(rule_of(lot), at)};
}

Answer<UnitWallet> units_at(pos::store::db::Connection& db, const pos::Ulid& account,
                            pos::Instant at) {
    auto lots = stored::unit_lots_of(db, account, at);
    if (!lots) return store_error(lots.error());
    UnitWallet known;
    for (const StoredUnitLot& lot : *lots) {
        pos::Quantity& balance = known.balances[lot.row.unit];
        balance = balance + left_of(lot, at);
    }
    std::ranges::stable_sort(*lots, {}, [at](const StoredUnitLot& lot) {
        const auto end = pos::billing::wallet::end_at(rule_of(lot), at);
        return std::tuple{lot.row.unit, lot.row.priority, end ? end->unix_ms : INT64_MAX,
                          lot.row.granted_at.unix_ms};
    });
    known.lots = std::move(*lots);
    return known;
}

Answer<bool> units_stand(pos::store::db::Connection& db, const UnitsOfBill& bill) {
    const auto head = stored::units_head(db, bill.account);
    if (!head) return store_error(head.error());
    return *head == bill.head;
}

Answer<void> move_units(BillingBooks& books, const UnitsOfBill& bill,
                        const pos::journal::DocumentIssued& issued, pos::Instant now) {
    UnitsMoved used;
    used.account = bill.account;
    used.document = issued.document;
    UnitsMoved back = used;
    back.move = UnitsMove::given_back;
    for (const UnitsOfLine& one : bill.lines) {
        const pos::Ulid item = one.of.value_or(issued.lines[one.line].item);
        const bool more = one.millionths > 0;
        (more ? used : back).parts.push_back({one.lot, {std::abs(one.millionths)}, one.kept, item});
    }
    // First what comes back: of no lot more is ever gone than it held.
    if (auto done = append_moves(books, std::move(back), now); !done) return done;
    return append_moves(books, std::move(used), now);
}

Answer<void> give_back_units(BillingBooks& books, const pos::Ulid& invoice, const pos::Ulid& note,
                             pos::Instant now) {
    const auto units = stored::units_of_document(*books.db, invoice);
    if (!units) return store_error(units.error());
    std::map<pos::Ulid, UnitsMoved> of_account;
    for (const auto& one : *units) {
        if (one.millionths <= 0) continue;
        UnitsMoved& back = of_account[one.account];
        back.account = one.account;
        back.move = UnitsMove::given_back;
        back.document = note;
        back.parts.push_back({one.lot, {one.millionths}, one.kept, one.item});
    }
    for (auto& [account, back] : of_account) {
        if (auto done = append_moves(books, std::move(back), now); !done) return done;
    }
    return {};
}

Answer<std::vector<UnitsUsed>> units_of_lines(pos::store::db::Connection& db,
                                              const pos::journal::DocumentIssued& issued) {
    const auto units = stored::units_of_document(db, issued.document);
    if (!units) return store_error(units.error());
    std::vector<UnitsUsed> used;
    for (const auto& one : *units) {
        const auto line = std::ranges::find_if(
            issued.lines, [&](const auto& each) { return each.item == one.item; });
        const auto changed = std::ranges::find_if(
            issued.lines, [&](const auto& each) { return each.of == one.item; });
        const auto found = line != issued.lines.end() ? line : changed;
        if (found == issued.lines.end()) continue;
        used.push_back({static_cast<std::size_t>(found - issued.lines.begin()),
                        {one.millionths},
                        one.unit,
                        one.note});
    }
    return used;
}

}  // namespace app::core::billing
