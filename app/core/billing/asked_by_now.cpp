#include "app/core/billing/asked_by_now.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "app/core/billing/in_transaction.hpp"
#include "app/core/billing/provider_setup.hpp"
#include "app/core/billing/sender.hpp"
#include "pos/store/billing/attempts.hpp"
#include "pos/store/billing/debits.hpp"
#include "pos/store/billing/payment_methods.hpp"

namespace app::core::billing {

namespace {

namespace stored = pos::store::billing;
using pos::journal::DocumentIssued;
using pos::journal::PayBy;

Outcome<bool> is_still_collected(pos::store::db::Connection& db, const DocumentIssued& issued,
                                 pos::Date on) {
    const auto back = stored::came_back(db, {&issued.document, 1});
    if (!back) return std::unexpected{database(back.error())};
    if (!back->empty()) return false;
    const auto mandate = stored::mandate_of(db, issued.asked->mandate);
    if (!mandate) return std::unexpected{database(mandate.error())};
    return *mandate && (*mandate)->account == issued.account && (*mandate)->is_in_force(on);
}

Outcome<bool> is_still_charged(pos::store::db::Connection& db, const DocumentIssued& issued,
                               pos::Date on) {
    constexpr auto kFor = pos::billing::attempt::Purpose::invoice;
    const auto open = stored::open_attempt(db, kFor, issued.document);
    if (!open) return std::unexpected{database(open.error())};
    if (*open) return true;
    const auto back = stored::ever_came_back(db, issued.document);
    if (!back) return std::unexpected{database(back.error())};
    if (*back) return false;
    const auto provider = read_provider(db);
    if (!provider) return std::unexpected{provider.error()};
    const auto method = stored::payment_method_of(db, issued.account);
    if (!method) return std::unexpected{database(method.error())};
    const auto before = stored::tries_before(db, kFor, issued.document);
    if (!before) return std::unexpected{database(before.error())};
    if (provider->url.empty() || !*method) return false;
    return (*method)->collects && (*method)->provider == provider->name &&
           (!(*method)->valid_until || *(*method)->valid_until >= on) &&
           before->count < static_cast<std::int64_t>(days_of(*provider).size());
}

/// With which mandate the bank collects it just now; nothing where it does not.
Outcome<std::optional<AskedPayment>> on_its_way(pos::store::db::Connection& db,
                                                const DocumentIssued& issued) {
    const auto ordered = stored::with_bank(db, {&issued.document, 1});
    if (!ordered) return std::unexpected{database(ordered.error())};
    if (ordered->empty()) return std::nullopt;
    const std::string& reference = ordered->begin()->second;
    const auto sender = read_sender(db);
    if (!sender) return std::unexpected{sender.error()};
    const auto mandate = stored::mandate_of(db, reference);
    if (!mandate) return std::unexpected{database(mandate.error())};
    return AskedPayment{.how = {PayBy::direct_debit, reference, sender->creditor},
                        .debited = *mandate ? (*mandate)->holder.iban : std::string{}};
}

/// With which mandate the next order collects what came back; nothing where none does, or nobody
/// said that it is to be collected again.
Outcome<std::optional<AskedPayment>> collected_again(pos::store::db::Connection& db,
                                                     const DocumentIssued& issued, pos::Date on) {
    const auto again = stored::is_collected_again(db, issued.document);
    if (!again) return std::unexpected{database(again.error())};
    if (!*again) return std::nullopt;
    const auto sender = read_sender(db);
    if (!sender) return std::unexpected{sender.error()};
    const auto mandates = stored::mandates_among(db, {&issued.account, 1});
    if (!mandates) return std::unexpected{database(mandates.error())};
    const stored::Mandate* holds = stored::mandate_in_force(*mandates, on);
    if (holds == nullptr || sender->iban.empty() || sender->creditor.empty()) return std::nullopt;
    return AskedPayment{.how = {PayBy::direct_debit, holds->reference, sender->creditor},
                        .debited = holds->holder.iban};
}

}  // namespace

Outcome<AskedPayment> asked_by_now(pos::store::db::Connection& db,
                                   const stored::StoredDocument& document, pos::Date today) {
    const DocumentIssued& issued = document.issued;
    const AskedPayment transfer{.how = {PayBy::transfer, "", ""}};
    const AskedPayment asked{.how = issued.asked.value_or(transfer.how)};
    if (document.open_minor <= 0) return asked;
    auto ordered = on_its_way(db, issued);
    if (!ordered) return std::unexpected{ordered.error()};
    if (*ordered) return std::move(**ordered);
    const pos::Date on = std::max(today, issued.due_on);
    auto again = collected_again(db, issued, on);
    if (!again) return std::unexpected{again.error()};
    if (*again) return std::move(**again);
    const bool debited = asked.how.by == PayBy::direct_debit;
    if (!debited && asked.how.by != PayBy::provider) return asked;
    const auto holds =
        debited ? is_still_collected(db, issued, on) : is_still_charged(db, issued, on);
    if (!holds) return std::unexpected{holds.error()};
    return *holds ? asked : transfer;
}

}  // namespace app::core::billing
