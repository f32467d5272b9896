#include "app/core/billing/debits.hpp"

#include <algorithm>
#include <iterator>
#include <map>
#include <set>

#include "app/core/billing/customers.hpp"
#include "app/core/billing/in_transaction.hpp"
#include "app/core/billing/instalments.hpp"
#include "app/core/billing/payments.hpp"
#include "app/core/billing/sender.hpp"
#include "app/core/billing/whose.hpp"
#include "pos/locale/plain_latin.hpp"
#include "pos/money/decimal.hpp"
#include "pos/store/billing/customers.hpp"
#include "pos/store/billing/receivables.hpp"
#include "pos/store/billing/refunds.hpp"
#include "pos/store/feed/metered.hpp"

namespace app::core::billing {

namespace {

namespace stored = pos::store::billing;
namespace bank = pos::billing::bank;
using stored::DebitState;

constexpr std::size_t kReferenceMax = 35;
/// So many go into one file; the rest into the next.
constexpr std::int64_t kCollectionsMax = 20'000;

std::string without_spaces(std::string text) {
    std::erase(text, ' ');
    return text;
}

bank::Sequence sequence_of(const stored::Mandate& mandate) {
    if (mandate.one_time) return bank::Sequence::once;
    if (mandate.ends_with_next) return bank::Sequence::last;
    return mandate.collected == 0 ? bank::Sequence::first : bank::Sequence::recurring;
}

pos::Currency euro() {
    return *pos::currency_of("EUR");
}

/// All of an order, or a refusal.
Outcome<std::vector<stored::DebitRow>> order_of(BillingBooks& books, const std::string& message) {
    auto rows = stored::debits(*books.db, message, kCollectionsMax);
    if (!rows) return std::unexpected{failure(rows.error())};
    if (message.empty() || rows->empty())
        return refuse(Why::other, "no_collection", "No collection is known as " + message + ".");
    std::ranges::sort(*rows, {}, [](const stored::DebitRow& row) { return row.debit.debit; });
    return std::move(*rows);
}

bank::DebitScheme scheme_of(const CollectOptions& options) {
    return options.b2b ? bank::DebitScheme::b2b : bank::DebitScheme::core;
}

/// Why each is not collected after all, in their order; empty: it is.
Outcome<std::vector<std::string>> reasons_of(pos::store::db::Connection& db,
                                             const std::vector<stored::Collectable>& found,
                                             pos::Date today) {
    std::vector<pos::Ulid> documents;
    for (const stored::Collectable& one : found) documents.push_back(one.document);
    const auto deferrals = deferrals_of(db, documents, today);
    if (!deferrals) return std::unexpected{deferrals.error()};
    std::vector<std::string> reasons;
    std::set<std::string> used_up;
    for (std::size_t i = 0; i < found.size(); ++i) {
        const stored::Collectable& one = found[i];
        std::string& reason = reasons.emplace_back();
        if ((*deferrals)[i].is_deferred) {
            reason = "instalments";
        } else if ((one.mandate.one_time || one.mandate.ends_with_next) &&
                   !used_up.insert(one.mandate.reference).second) {
            // A mandate for one time, or for the last, pays one invoice, even of several that are
            // due.
            reason = "mandate_over";
        }
    }
    return reasons;
}

/// Whose they are, by their accounts.
Outcome<std::map<pos::Ulid, stored::Customer>> debtors_of(
    pos::store::db::Connection& db, const std::vector<stored::Collectable>& found) {
    std::vector<pos::Ulid> accounts;
    for (const stored::Collectable& one : found) accounts.push_back(one.mandate.account);
    auto known = stored::accounts_of(db, accounts);
    if (!known) return std::unexpected{database(known.error())};
    std::map<pos::Ulid, stored::Customer> debtors;
    for (stored::Customer& one : *known) {
        const pos::Ulid id = one.stored.account.id;
        debtors.emplace(id, std::move(one));
    }
    return debtors;
}

Outcome<bool> move_on(BillingBooks& books, stored::Debit debit, DebitState state,
                      const std::string& said, pos::Instant now) {
    const DebitState was = debit.state;
    debit.state = state;
    debit.said = said;
    debit.at = now;
    auto changed = stored::change_debit(*books.db, debit, was);
    if (!changed) return std::unexpected{database(changed.error())};
    return *changed;
}

/// Tills are to hear which bills of these accounts are to be transferred by now.
Outcome<void> tell_tills(BillingBooks& books, const std::set<pos::Ulid>& accounts) {
    for (const pos::Ulid& account : accounts) {
        auto told = pos::store::feed::tell_of_account(*books.db, account);
        if (!told) return std::unexpected{database(told.error())};
    }
    return {};
}

std::unexpected<Failure> no_mandate(const std::string& reference) {
    return refuse(Why::other, "no_mandate", "There is no mandate " + reference + ".");
}

/// What a collection had paid is open again. In books of before, its payment may have gone back
/// without it.
Outcome<void> undo_payment(BillingBooks& books, const std::string& debit, const std::string& reason,
                           pos::Instant now) {
    const auto paid = stored::payment_of_external_id(*books.db, debit);
    if (!paid) return std::unexpected{database(paid.error())};
    if (*paid) {
        const auto before = stored::was_returned(*books.db, (*paid)->payment);
        if (!before) return std::unexpected{database(before.error())};
        if (*before) return {};
    }
    const auto back = write_return(books, debit, reason, now);
    if (!back) return std::unexpected{back.error()};
    return {};
}

}  // namespace

Outcome<void> put_mandate(BillingBooks& books, const MandateInput& input, pos::Instant now) {
    if (input.reference.empty() || input.reference.size() > kReferenceMax ||
        pos::locale::plain_latin(input.reference, kReferenceMax) != input.reference) {
        return misuse("\"" + input.reference +
                      "\" is no reference of a mandate: up to 35 letters without accents, digits, "
                      "and / - ? : ( ) . , ' +.");
    }
    const std::string iban = without_spaces(input.iban);
    if (!is_iban(iban)) return misuse(input.iban + " is no IBAN: its check digits are wrong.");
    const auto signed_on = pos::parse_date(input.signed_on);
    if (!signed_on) return misuse("\"" + input.signed_on + "\" is no day, such as 2026-11-01.");
    const pos::Date today = books.office.zone.local(now).date;
    if (*signed_on > today) return misuse(input.signed_on + " is still to come.");
    return in_transaction(books, [&]() -> Outcome<void> {
        const auto account = find_account(*books.db, input.account);
        if (!account) return std::unexpected{account.error()};
        const auto before = stored::mandate_of(*books.db, input.reference);
        if (!before) return std::unexpected{database(before.error())};
        stored::Mandate mandate{
            .reference = input.reference,
            .account = account->stored.account.id,
            .holder = {input.holder.empty() ? account->party.name : input.holder, iban,
                       without_spaces(input.bic)},
            .scheme = input.b2b ? bank::DebitScheme::b2b : bank::DebitScheme::core,
            .one_time = input.one_time,
            .signed_on = *signed_on,
            .collected = *before ? (*before)->collected : 0,
            .ended_on = {},
            .ends_with_next = false,
            .at = now};
        const auto put = stored::put_mandate(*books.db, mandate);
        if (!put) return std::unexpected{database(put.error())};
        if (!*put) return refuse("The mandate " + input.reference + " is of another account.");
        return note_change(books, "billing.mandate", "", input.reference, now);
    });
}

Outcome<void> end_mandate(BillingBooks& books, const std::string& reference, const std::string& on,
                          pos::Instant now) {
    const pos::Date today = books.office.zone.local(now).date;
    const auto day = on.empty() ? std::optional{today} : pos::parse_date(on);
    if (!day) return misuse("\"" + on + "\" is no day, such as 2026-11-01.");
    return in_transaction(books, [&]() -> Outcome<void> {
        auto found = stored::mandate_of(*books.db, reference);
        if (!found) return std::unexpected{database(found.error())};
        if (!*found) return no_mandate(reference);
        (*found)->ended_on = *day;
        (*found)->ends_with_next = false;
        (*found)->at = now;
        const auto put = stored::put_mandate(*books.db, **found);
        if (!put) return std::unexpected{database(put.error())};
        return note_change(books, "billing.mandate", reference, "ends " + to_string(*day), now);
    });
}

Outcome<void> end_mandate_with_next(BillingBooks& books, const std::string& reference,
                                    pos::Instant now) {
    const pos::Date today = books.office.zone.local(now).date;
    return in_transaction(books, [&]() -> Outcome<void> {
        auto found = stored::mandate_of(*books.db, reference);
        if (!found) return std::unexpected{database(found.error())};
        if (!*found) return no_mandate(reference);
        stored::Mandate& mandate = **found;
        if (mandate.one_time) {
            return refuse(Why::other, "mandate_for_one",
                          "The mandate " + reference +
                              " is for one collection alone: it ends with that by itself.");
        }
        if (!mandate.is_in_force(today))
            return refuse(Why::ended, reference, reference + " ended.");
        if (mandate.ends_with_next) return {};
        mandate.ends_with_next = true;
        mandate.at = now;
        const auto put = stored::put_mandate(*books.db, mandate);
        if (!put) return std::unexpected{database(put.error())};
        return note_change(books, "billing.mandate", reference, "ends with its next collection",
                           now);
    });
}

Outcome<std::vector<Looked>> look_at_collections(pos::store::db::Connection& db,
                                                 const CollectOptions& options, pos::Date today) {
    const auto found =
        stored::collectable(db, options.collect_on, scheme_of(options), today, kCollectionsMax);
    if (!found) return std::unexpected{database(found.error())};
    const auto reasons = reasons_of(db, *found, today);
    if (!reasons) return std::unexpected{reasons.error()};
    const auto others =
        stored::not_collectable(db, options.collect_on, scheme_of(options), today, kCollectionsMax);
    if (!others) return std::unexpected{database(others.error())};
    const auto debtors = debtors_of(db, *found);
    if (!debtors) return std::unexpected{debtors.error()};
    std::vector<Looked> taken;
    std::vector<Looked> left;
    for (std::size_t i = 0; i < found->size(); ++i) {
        const stored::Collectable& one = (*found)[i];
        Looked looked{.number = one.number,
                      .account = {},
                      .name = {},
                      .amount = {one.open_minor, euro()},
                      .mandate = one.mandate.reference,
                      .reason = (*reasons)[i]};
        const auto debtor = debtors->find(one.mandate.account);
        if (debtor != debtors->end()) {
            looked.account = debtor->second.stored.account.number;
            looked.name = debtor->second.party.name;
        }
        if (!looked.reason.empty()) looked.mandate.clear();
        (looked.reason.empty() ? taken : left).push_back(std::move(looked));
    }
    for (const stored::NotCollectable& one : *others) {
        left.push_back(
            {one.number, one.account, one.name, {one.open_minor, euro()}, "", one.reason});
    }
    std::ranges::move(left, std::back_inserter(taken));
    return taken;
}

Outcome<CollectReport> order_collections(BillingBooks& books, const CollectOptions& options,
                                         pos::Instant now, pos::Random& random) {
    const auto sender = read_sender(*books.db);
    if (!sender) return std::unexpected{sender.error()};
    if (sender->iban.empty() || sender->creditor.empty()) {
        return refuse(Why::other, "no_collector",
                      "Nobody said who collects: `counterfoil sender --iban … --creditor …`, the "
                      "creditor identifier being the central bank's.");
    }
    const pos::Date today = books.office.zone.local(now).date;
    if (options.collect_on <= today)
        return misuse(Why::other, "collect_too_soon",
                      to_string(options.collect_on) + " is not to come: banks want a day ahead.");
    return in_transaction(books, [&]() -> Outcome<CollectReport> {
        const auto found = stored::collectable(*books.db, options.collect_on, scheme_of(options),
                                               today, kCollectionsMax);
        if (!found) return std::unexpected{database(found.error())};
        const auto reasons = reasons_of(*books.db, *found, today);
        if (!reasons) return std::unexpected{reasons.error()};
        CollectReport report{.message = {}, .collections = 0, .sum = {0, euro()}};
        if (found->empty()) return report;
        // The last digits of an id of this moment: short, and no two are alike.
        report.message = "DD-" + to_string(pos::make_ulid(now, random));
        std::set<pos::Ulid> accounts;
        for (std::size_t i = 0; i < found->size(); ++i) {
            const stored::Collectable& one = (*found)[i];
            if (!(*reasons)[i].empty()) continue;
            auto mandate = stored::mandate_of(*books.db, one.mandate.reference);
            if (!mandate) return std::unexpected{database(mandate.error())};
            if (!*mandate) continue;
            const stored::Debit debit{.debit = pos::make_ulid(now, random),
                                      .document = one.document,
                                      .mandate = one.mandate.reference,
                                      .sequence = sequence_of(**mandate),
                                      .amount_minor = one.open_minor,
                                      .collect_on = options.collect_on,
                                      .message = report.message,
                                      .state = DebitState::ordered,
                                      .said = {},
                                      .at = now};
            const auto put = stored::put_debit(*books.db, debit);
            if (!put) return std::unexpected{database(put.error())};
            if (!*put) continue;
            ++(*mandate)->collected;
            if (debit.sequence == bank::Sequence::last) (*mandate)->ended_on = today;
            const auto used = stored::put_mandate(*books.db, **mandate);
            if (!used) return std::unexpected{database(used.error())};
            accounts.insert((*mandate)->account);
            ++report.collections;
            report.sum.minor += one.open_minor;
        }
        if (report.collections == 0)
            return CollectReport{.message = {}, .collections = 0, .sum = report.sum};
        auto noted = note_change(books, "billing.collect", "", report.message, now);
        if (!noted) return std::unexpected{noted.error()};
        auto told = tell_tills(books, accounts);
        if (!told) return std::unexpected{told.error()};
        return report;
    });
}

Outcome<std::string> collection_file(BillingBooks& books, const std::string& message) {
    const auto rows = order_of(books, message);
    if (!rows) return std::unexpected{rows.error()};
    const auto sender = read_sender(*books.db);
    if (!sender) return std::unexpected{sender.error()};
    bank::CollectionOrder order{.message = message,
                                .made_at = rows->front().debit.at,
                                .to = {holder_of(*sender), sender->iban, sender->bic},
                                .creditor = sender->creditor,
                                .collect_on = rows->front().debit.collect_on,
                                .scheme = bank::DebitScheme::core,
                                .collections = {}};
    for (const stored::DebitRow& row : *rows) {
        const auto mandate = stored::mandate_of(*books.db, row.debit.mandate);
        if (!mandate) return std::unexpected{database(mandate.error())};
        if (!*mandate)
            return refuse("The mandate " + row.debit.mandate + " is not there any more.");
        order.scheme = (*mandate)->scheme;
        order.collections.push_back({to_string(row.debit.debit), row.debit.amount_minor,
                                     row.debit.mandate, (*mandate)->signed_on, row.debit.sequence,
                                     (*mandate)->holder, row.number});
    }
    return bank::to_pain_008(order);
}

Outcome<std::int64_t> settle_collections(BillingBooks& books, const std::string& message,
                                         pos::Instant now, pos::Random& random) {
    return in_transaction(books, [&]() -> Outcome<std::int64_t> {
        const auto rows = order_of(books, message);
        if (!rows) return std::unexpected{rows.error()};
        std::int64_t fresh = 0;
        PaidSoFar so_far;
        for (const stored::DebitRow& row : *rows) {
            if (row.debit.state != DebitState::ordered) continue;
            const auto moved = move_on(books, row.debit, DebitState::paid, "", now);
            if (!moved) return std::unexpected{moved.error()};
            if (!*moved) continue;
            const auto paid =
                take_payment(books,
                             {.account = row.account,
                              .document = row.number,
                              .amount = to_string(pos::Money{row.debit.amount_minor, euro()}),
                              .method = "bank",
                              .reference = message,
                              .external_id = to_string(row.debit.debit),
                              .received_on = {},
                              .also = {}},
                             now, random, so_far);
            if (!paid) return std::unexpected{paid.error()};
            ++fresh;
        }
        return fresh;
    });
}

Outcome<void> return_collection(BillingBooks& books, const std::string& debit,
                                const std::string& reason, pos::Instant now) {
    const auto id = pos::parse_ulid(debit);
    // In one piece, and behind whoever is just settling it.
    return in_transaction(books, [&]() -> Outcome<void> {
        const auto found = id ? stored::debit_of(*books.db, *id)
                              : pos::store::Answer<std::optional<stored::DebitRow>>{std::nullopt};
        if (!found) return std::unexpected{failure(found.error())};
        if (!*found) {
            return refuse(Why::other, "no_debit", "Nothing was collected as " + debit + ".");
        }
        const stored::Debit& one = (*found)->debit;
        if (one.state == DebitState::returned) {
            return refuse(Why::other, "debit_came_back", debit + " came back before.");
        }
        if (one.state == DebitState::withdrawn) {
            return refuse(Why::other, "debit_withdrawn", debit + " was withdrawn.");
        }
        // A bank may refuse it before it ever credited it.
        if (one.state == DebitState::paid) {
            auto undone = undo_payment(books, to_string(one.debit), reason, now);
            if (!undone) return undone;
        }
        const auto moved = move_on(books, one, DebitState::returned, reason, now);
        if (!moved) return std::unexpected{moved.error()};
        if (!*moved) return refuse(debit + " was changed by somebody else just now.");
        const auto mandate = stored::mandate_of(*books.db, one.mandate);
        if (!mandate) return std::unexpected{database(mandate.error())};
        if (!*mandate) return {};
        return tell_tills(books, {(*mandate)->account});
    });
}

Outcome<std::int64_t> withdraw_collections(BillingBooks& books, const std::string& message,
                                           pos::Instant now) {
    return in_transaction(books, [&]() -> Outcome<std::int64_t> {
        const auto rows = order_of(books, message);
        if (!rows) return std::unexpected{rows.error()};
        std::int64_t withdrawn = 0;
        std::set<pos::Ulid> accounts;
        for (const stored::DebitRow& row : *rows) {
            if (row.debit.state != DebitState::ordered) continue;
            const auto moved = move_on(books, row.debit, DebitState::withdrawn, "", now);
            if (!moved) return std::unexpected{moved.error()};
            if (!*moved) continue;
            ++withdrawn;
            // It was not used after all.
            auto mandate = stored::mandate_of(*books.db, row.debit.mandate);
            if (!mandate) return std::unexpected{database(mandate.error())};
            if (*mandate) accounts.insert((*mandate)->account);
            if (!*mandate || (*mandate)->collected == 0) continue;
            --(*mandate)->collected;
            // Unless somebody has ended it since.
            const bool was_last = row.debit.sequence == bank::Sequence::last;
            if (was_last && (*mandate)->ends_with_next) (*mandate)->ended_on.reset();
            const auto put = stored::put_mandate(*books.db, **mandate);
            if (!put) return std::unexpected{database(put.error())};
        }
        auto told = tell_tills(books, accounts);
        if (!told) return std::unexpected{told.error()};
        return withdrawn;
    });
}

}  // namespace app::core::billing
