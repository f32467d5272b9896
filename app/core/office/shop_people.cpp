#include "app/core/office/shop_people.hpp"

#include <algorithm>

#include "app/core/cashier_rights.hpp"
#include "app/core/people_book.hpp"
#include "pos/locale/clean.hpp"
#include "pos/people/pin.hpp"
#include "pos/store/catalogue/pins.hpp"
#include "pos/store/office/membership.hpp"

namespace app::core {

namespace {

using pos::people::Role;
using pos::people::User;
using pos::store::CatalogueWriter;

bool manages(const User& user) {
    return user.active && user.role == Role::manager;
}

pos::journal::SettingChanged noted(const Doing& doing, std::string key, std::string from,
                                   std::string to) {
    return {.when = doing.when,
            .user = doing.user,
            .key = std::move(key),
            .from = std::move(from),
            .to = std::move(to)};
}

/// What the others are, once this one is as wanted.
struct Others {
    bool manager{false};           // somebody else is one
    bool manager_signs_on{false};  // and has a PIN
    bool sign_on{false};           // anybody else has one
    bool had_pin{false};           // this one has, working here or not
};
Others others_of(const ShopPeople& shop, const pos::Ulid& but) {
    Others others;
    for (const Person& one : shop.people) {
        if (one.user.id == but) {
            others.had_pin = one.has_pin;
        } else if (one.user.active) {
            others.manager |= manages(one.user);
            others.manager_signs_on |= manages(one.user) && one.has_pin;
            others.sign_on |= one.has_pin;
        }
    }
    return others;
}

/// Whether the shop may be so afterwards.
Kept<void> check_shop(const Others& others, const User& before, const User& now, bool new_pin) {
    // Whoever comes back signs on by the PIN that they had.
    const bool signs_on_now = new_pin || (!before.active && now.active && others.had_pin);
    if (manages(before) && !manages(now)) {
        if (!others.manager) return not_kept(RecordFault::last_manager, before.name);
        const bool asks = others.sign_on || (now.active && others.had_pin);
        if (others.had_pin && asks && !others.manager_signs_on)
            return not_kept(RecordFault::last_manager_pin, before.name);
    }
    if (signs_on_now && now.role != Role::manager && !others.manager_signs_on)
        return not_kept(RecordFault::manager_pin_first, now.name);
    return {};
}

Kept<void> check_name(const ShopPeople& shop, const User& person) {
    if (person.name.empty()) return not_kept(RecordFault::name_missing);
    if (person.name.size() > kPersonNameBytesMax)
        return not_kept(RecordFault::text_too_long, person.name);
    const bool taken = std::ranges::any_of(shop.people, [&](const Person& one) {
        return one.user.id != person.id && one.user.name == person.name;
    });
    if (taken) return not_kept(RecordFault::name_taken, person.name);
    return {};
}

}  // namespace

Kept<ShopPeople> read_shop_people(pos::store::Reader& reader) {
    const auto users = reader.catalogue().users();
    if (!users) return not_kept(pos::store::to_store_error(users.error()));
    const auto with_pin = pos::store::people_with_pins(reader.connection());
    if (!with_pin) return not_kept(pos::store::to_store_error(with_pin.error()));
    const auto joined = pos::store::office::membership(reader.connection());
    if (!joined) return not_kept(joined.error());
    const auto rights = read_cashier_rights(reader);
    if (!rights)
        return not_kept(pos::store::StoreError{.kind = pos::store::StoreErrorKind::damaged});
    ShopPeople shop{.people = {}, .rights = *rights, .from_office = joined->has_value()};
    for (const User& user : *users) shop.people.push_back({user, with_pin->contains(user.id)});
    return shop;
}

Kept<User> keep_person(pos::store::Store& store, const Doing& doing, User person,
                       const std::optional<std::string>& pin, pos::Random& random) {
    const auto shop = read_shop_people(store.reader());
    if (!shop) return std::unexpected{shop.error()};
    const bool is_new = !person.id;
    person.name = pos::locale::clean_name(person.name);
    User before;
    if (!is_new) {
        const auto found = std::ranges::find(shop->people, person.id,
                                             [](const Person& one) { return one.user.id; });
        if (found == shop->people.end()) return not_kept(RecordFault::gone, person.name);
        before = found->user;
    }
    if (shop->from_office && person != before) return not_kept(RecordFault::of_office);
    if (auto good = check_name(*shop, person); !good) return std::unexpected{good.error()};
    const bool new_pin = pin.has_value();
    if (new_pin && !person.active) return not_kept(RecordFault::pin_of_inactive, person.name);
    if (new_pin && !pos::people::is_good_pin(*pin)) return not_kept(RecordFault::weak_pin);
    const Others others = others_of(*shop, person.id);
    if (is_new) before.active = false;
    if (auto may = check_shop(others, before, person, new_pin); !may)
        return std::unexpected{may.error()};
    pos::store::Batch batch;
    if (is_new) {
        person.id = pos::make_ulid(doing.at, random);
        batch.events.emplace_back(noted(doing, "user.added", "", person_words(person)));
    } else if (person != before) {
        batch.events.emplace_back(
            noted(doing, "user.changed", person_words(before), person_words(person)));
    }
    if (new_pin) batch.events.emplace_back(noted(doing, "user.pin", "", person.name));
    if (batch.events.empty()) return person;
    const std::string hash = new_pin ? pos::people::hash_pin(*pin) : std::string{};
    const auto work = [&](CatalogueWriter& to) -> pos::store::Answer<void> {
        auto put = shop->from_office ? pos::store::db::Result<void>{} : to.put(person);
        if (put && new_pin) put = pos::store::put_pin(to.connection(), person.id, hash, doing.at);
        if (!put) return pos::store::store_error(std::move(put.error()));
        return {};
    };
    const auto stored = store.change_catalogue(work, std::move(batch), doing.at);
    if (!stored) return not_kept(stored.error());
    return person;
}

Kept<void> keep_rights(pos::store::Store& store, const Doing& doing,
                       const pos::people::Rights& rights) {
    const auto kept = write_cashier_rights(store, rights, doing.when, doing.user, doing.at);
    if (!kept) return not_kept(kept.error());
    return {};
}

}  // namespace app::core
