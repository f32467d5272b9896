#include "app/core/billing/asked_by_now.hpp"

#include <algorithm>

#include "app/core/billing/in_transaction.hpp"
#include "app/core/billing/provider_setup.hpp"
#include "pos/store/billing/attempts.hpp"
#include "pos/store/billing/debits.hpp"
#include "pos/store/billing/payment_methods.hpp"

namespace app::core::billing {

namespace {

namespace stored = pos::store::billing;
using pos::journal::DocumentIssued;
using pos::journal::PayBy;
using pos::journal::PaymentAsked;

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

}  // namespace

Outcome<PaymentAsked> asked_by_now(pos::store::db::Connection& db,
                                   const stored::StoredDocument& document, pos::Date today) {
    const DocumentIssued& issued = document.issued;
    const PaymentAsked transfer{PayBy::transfer, "", ""};
    const PaymentAsked asked = issued.asked.value_or(transfer);
    const bool debited = asked.by == PayBy::direct_debit;
    if (document.open_minor <= 0 || (!debited && asked.by != PayBy::provider)) return asked;
    const auto on_its_way = stored::is_being_debited(db, issued.document);
    if (!on_its_way) return std::unexpected{database(on_its_way.error())};
    if (*on_its_way) return asked;
    const pos::Date on = std::max(today, issued.due_on);
    const auto holds =
        debited ? is_still_collected(db, issued, on) : is_still_charged(db, issued, on);
    if (!holds) return std::unexpected{holds.error()};
    return *holds ? asked : transfer;
}

}  // namespace app::core::billing
