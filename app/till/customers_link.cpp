#include "app/till/customers_link.hpp"

#include <utility>

#include "app/core/system.hpp"
#include "pos/store/feed/leases.hpp"
#include "pos/store/feed/told_accounts.hpp"
#include "pos/store/parties/compose.hpp"
#include "pos/store/parties/find.hpp"
#include "pos/store/parties/parties.hpp"

namespace till {

namespace {

namespace parties = pos::store::parties;

/// What is known of the customer to be saved; of a new one its new id. Nothing: it was merged or
/// erased meanwhile.
pos::store::Answer<std::optional<pos::customer::Known>> known_before(
    pos::store::Store& store, const pos::customer::Party& party, pos::Instant now,
    pos::Random& random) {
    if (!party.id) {
        pos::customer::Known nobody;
        nobody.party.id = pos::make_ulid(now, random);
        return nobody;
    }
    auto known = parties::known(store.reader().connection(), party.id);
    if (!known) return pos::store::store_error(std::move(known.error()));
    if (!*known || (*known)->into || (*known)->erased) return std::nullopt;
    return std::move(*known);
}

/// The customer as it is afterwards.
pos::store::Answer<std::optional<pos::customer::Party>> save(pos::store::Store& store,
                                                             pos::customer::Party party,
                                                             const CustomersLink::Doing& doing) {
    app::core::SystemRandom random;
    const auto before = known_before(store, party, doing.at, random);
    if (!before) return std::unexpected{before.error()};
    if (!*before) return std::nullopt;
    party.id = (*before)->party.id;
    if (party.number.empty()) {
        auto number = parties::next_number(store.reader().connection(),
                                           store.journal().branch + "-" + store.journal().series);
        if (!number) return pos::store::store_error(std::move(number.error()));
        party.number = std::move(*number);
    }
    const auto composed =
        parties::edit(**before, party, {doing.when, doing.user, doing.at}, random);
    if (!composed) return party;
    pos::store::Batch batch;
    batch.events.emplace_back(composed->event);
    if (composed->sealed) batch.attachments.push_back(*composed->sealed);
    if (auto stored = store.append(std::move(batch), doing.at); !stored) {
        return std::unexpected{std::move(stored.error())};
    }
    return party;
}

/// A search that gave way to the next one is no failure.
void failed(const CustomersLink::Post& post, std::uint64_t ask,
            const pos::store::StoreError& error) {
    if (error.kind == pos::store::StoreErrorKind::cancelled) return;
    post(shell::ReadFailed{ask, error});
}

}  // namespace

void CustomersLink::find_customers(const shell::FindCustomers& ask) {
    constexpr std::int64_t kShown = 100;
    store_.read([ask, post = post_](pos::store::Reader& reader) {
        auto found =
            parties::list(reader.connection(), {.words = ask.words, .skip = 0, .limit = kShown});
        if (!found) return failed(post, ask.ask, pos::store::to_store_error(found.error()));
        post(shell::CustomersFound{ask.ask, std::move(*found)});
    });
}

void CustomersLink::read_customer(const shell::ReadCustomer& ask) {
    store_.look_up([ask, post = post_](pos::store::Reader& reader) {
        auto party = parties::of_number(reader.connection(), ask.number);
        if (!party) return failed(post, 0, pos::store::to_store_error(party.error()));
        post(shell::CustomerRead{ask.number, std::move(*party)});
    });
}

void CustomersLink::find_accounts(const shell::FindAccounts& ask) {
    constexpr std::int64_t kShown = 50;
    store_.read([ask, post = post_](pos::store::Reader& reader) {
        auto found = pos::store::feed::find_accounts(reader.connection(), ask.words, kShown);
        if (!found) return failed(post, ask.ask, found.error());
        const auto as_of = pos::store::feed::heard_all_at(reader.connection());
        if (!as_of) return failed(post, ask.ask, as_of.error());
        post(shell::AccountsFound{ask.ask, std::move(*found), *as_of});
    });
}

void CustomersLink::ask_for_accounts(pos::Instant now) {
    store_.look_up([post = post_, currency = currency_, now](pos::store::Reader& reader) {
        auto& db = reader.connection();
        const auto any = pos::store::feed::knows_accounts(db);
        if (!any) return failed(post, 0, any.error());
        const auto credit = pos::store::feed::knows_leases(db);
        if (!credit) return failed(post, 0, pos::store::to_store_error(credit.error()));
        auto leases = pos::store::feed::leases_to_give_up(db, currency, now);
        if (!leases) return failed(post, 0, pos::store::to_store_error(leases.error()));
        post(shell::AccountsKnown{*any, *credit, std::move(*leases)});
    });
}

void CustomersLink::save_customer(const shell::SaveCustomer& save_this, const Doing& doing) {
    store_.write([=, post = post_](pos::store::Store& store) {
        auto saved = save(store, save_this.party, doing);
        if (saved) {
            post(shell::CustomerSaved{save_this.ask, std::move(*saved), std::nullopt});
        } else {
            post(shell::CustomerSaved{save_this.ask, std::nullopt, saved.error()});
        }
    });
}

}  // namespace till
