#include "app/till/people_link.hpp"

#include <algorithm>
#include <cstdlib>
#include <iterator>

#include "app/core/cashier_rights.hpp"
#include "app/core/office/shop_people.hpp"
#include "app/core/shop_settings.hpp"
#include "app/core/system.hpp"
#include "pos/people/pin.hpp"
#include "pos/store/catalogue/pins.hpp"

namespace till {

namespace {

using pos::store::Answer;
using shell::PinTried;

std::vector<shell::Signer> shown(const std::vector<pos::store::Signer>& signers) {
    std::vector<shell::Signer> out;
    out.reserve(signers.size());
    for (const auto& one : signers) out.push_back({one.user, one.has_pin});
    return out;
}

/// Who signs on, and what cashiers may do, as it is now.
void tell(pos::store::Reader& reader, const PeopleLink::Post& post) {
    const auto signers = pos::store::signers(reader.connection());
    if (!signers) return post(shell::ReadFailed{0, pos::store::to_store_error(signers.error())});
    const auto rights = app::core::read_cashier_rights(reader);
    post(shell::SignersRead{shown(*signers), rights ? std::optional{*rights} : std::nullopt});
}

/// Changes rows of PINs alone, which no journal tells of.
template <class Work>
Answer<void> write(pos::store::Store& store, pos::Instant now, Work work) {
    const auto stored = store.change_catalogue(
        [&](pos::store::CatalogueWriter& to) -> Answer<void> {
            auto done = work(to.connection());
            if (!done) return pos::store::store_error(std::move(done.error()));
            return {};
        },
        {}, now);
    if (!stored) return std::unexpected{stored.error()};
    return {};
}

Answer<PinTried> tried(pos::store::Store& store, const shell::TryPin& wanted, pos::Instant now) {
    using Outcome = PinTried::Outcome;
    const auto known = pos::store::known_pin(store.reader().connection(), wanted.person);
    if (!known) return std::unexpected{pos::store::to_store_error(known.error())};
    PinTried answer{.ask = wanted.ask, .outcome = Outcome::has_none, .user = {}};
    if (!*known || !(*known)->user.active) return answer;
    const auto& pin = **known;
    answer.user = pin.user;
    answer.wait_ms = pos::people::pin_wait_ms(pin.wrong, pin.tried_at, now);
    if (answer.wait_ms > 0) {
        answer.outcome = Outcome::must_wait;
        return answer;
    }
    auto counted = write(
        store, now, [&](auto& db) { return pos::store::count_pin_try(db, wanted.person, now); });
    if (!counted) return std::unexpected{counted.error()};
    if (!pos::people::is_pin(pin.hash, wanted.pin)) {
        answer.outcome = Outcome::wrong;
        answer.wait_ms = pos::people::pin_delay_ms(pin.wrong + 1);
        return answer;
    }
    auto forgotten = write(
        store, now, [&](auto& db) { return pos::store::forget_pin_tries(db, wanted.person); });
    if (!forgotten) return std::unexpected{forgotten.error()};
    answer.outcome = Outcome::right;
    return answer;
}

}  // namespace

app::core::Outcome<PeopleFound> find_people(pos::store::Reader& reader) {
    const auto signers = pos::store::signers(reader.connection());
    if (!signers) {
        return std::unexpected{app::core::failure(pos::store::to_store_error(signers.error()))};
    }
    const auto rights = app::core::read_cashier_rights(reader);
    if (!rights) return std::unexpected{rights.error()};
    PeopleFound found{.signers = shown(*signers), .rights = *rights};
    const auto minutes = app::core::read_till_setting(reader, "lock_minutes", "5");
    if (!minutes) return std::unexpected{minutes.error()};
    const int after = std::atoi(minutes->c_str());
    if (std::ranges::find(shell::kLockMinutes, after) != std::end(shell::kLockMinutes))
        found.lock_minutes = after;
    return found;
}

void PeopleLink::read() {
    store_.look_up([post = post_](pos::store::Reader& reader) { tell(reader, post); });
}

void PeopleLink::read_all(const shell::ReadPeople& ask) {
    store_.look_up([ask, post = post_](pos::store::Reader& reader) {
        auto shop = app::core::read_shop_people(reader);
        if (shop) return post(shell::PeopleRead{ask.ask, std::move(*shop)});
        const auto why = shop.error().why.value_or(pos::store::StoreError{});
        post(shell::ReadFailed{ask.ask, why});
    });
}

void PeopleLink::keep(const shell::KeepPerson& wanted, const app::core::Doing& doing) {
    store_.write([wanted, doing, post = post_](pos::store::Store& store) {
        app::core::SystemRandom random;
        const auto kept = app::core::keep_person(store, doing, wanted.person, wanted.pin, random);
        if (kept) tell(store.reader(), post);
        shell::RecordKept answer{.ask = wanted.ask};
        if (!kept) answer.refused = kept.error();
        post(std::move(answer));
    });
}

void PeopleLink::keep(const shell::KeepRights& wanted, const app::core::Doing& doing) {
    store_.write([wanted, doing, post = post_](pos::store::Store& store) {
        const auto kept = app::core::keep_rights(store, doing, wanted.rights);
        if (kept) tell(store.reader(), post);
        shell::RecordKept answer{.ask = wanted.ask};
        if (!kept) answer.refused = kept.error();
        post(std::move(answer));
    });
}

void PeopleLink::try_pin(const shell::TryPin& wanted, pos::Instant now) {
    store_.write([wanted, now, post = post_](pos::store::Store& store) {
        auto answer = tried(store, wanted, now);
        if (answer) return post(std::move(*answer));
        PinTried failed;
        failed.ask = wanted.ask;
        failed.why = answer.error();
        post(std::move(failed));
    });
}

}  // namespace till
