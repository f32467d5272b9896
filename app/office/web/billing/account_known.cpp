#include "app/office/web/billing/account_known.hpp"

#include <array>

#include "pos/store/billing/runs.hpp"

namespace app::office::web::billing {

namespace {

namespace stored = pos::store::billing;

template <class T>
bool keep(pos::store::Answer<T> answer, T& into, std::optional<pos::store::StoreError>& error) {
    if (answer) {
        into = std::move(*answer);
    } else {
        error = answer.error();
    }
    return !error;
}
template <class T>
bool keep(pos::store::db::Result<T> result, T& into, std::optional<pos::store::StoreError>& error) {
    if (result) {
        into = std::move(*result);
    } else {
        error = pos::store::to_store_error(result.error());
    }
    return !error;
}

}  // namespace

std::optional<pos::store::StoreError> read_account(pos::store::db::Connection& db, Known& known,
                                                   const pos::locale::Zone& zone,
                                                   pos::Instant now) {
    std::optional<pos::store::StoreError> error;
    const auto& account = known.customer.stored.account;
    const std::array ids{account.id};
    const bool good =
        keep(stored::subscriptions_of(db, ids), known.subscriptions, error) &&
        keep(stored::open_items(db, account.id), known.open, error) &&
        keep(
            stored::list_documents(db, {.account = account.id, .run = {}, .limit = kDocuments + 1}),
            known.documents, error) &&
        keep(stored::statement(db, {.account = account.id}), known.statement, error) &&
        keep(stored::paid_by(db, ids), known.pays_for, error) &&
        keep(stored::parked_reason(db, account.id), known.parked, error) &&
        keep(core::billing::wallet_at(db, account.id, account.currency, now), known.wallet,
             error) &&
        keep(core::billing::units_at(db, account.id, now), known.units, error) &&
        keep(stored::timeline(db, {.account = account.id, .zone = zone, .limit = kLatest}),
             known.latest, error) &&
        keep(stored::instalments_of_account(db, account.id), known.instalments, error) &&
        keep(stored::levels_of_account(db, account.id), known.levels, error) &&
        keep(stored::list_quotes(db, {.account = account.id, .limit = kDocuments}), known.quotes,
             error) &&
        keep(stored::top_up_rule(db, account.id), known.top_up, error) &&
        keep(stored::payment_method_of(db, account.id), known.method, error) &&
        keep(stored::attempts(db, {.account = account.id, .limit = kAttempts}), known.attempts,
             error) &&
        keep(stored::leases_of(db, account.id, now), known.leases, error) &&
        (!account.payer || keep(stored::account_of(db, *account.payer), known.payer, error));
    if (!good) return error;
    for (const auto& each : known.subscriptions) {
        std::vector<stored::ServicePoint> points;
        if (!keep(stored::service_points(db, each.id), points, error)) return error;
        for (auto& point : points) known.points.emplace_back(each.number, std::move(point));
    }
    return {};
}

}  // namespace app::office::web::billing
