#include "app/core/office/staff.hpp"

#include <algorithm>

#include "app/core/office_journal.hpp"
#include "app/core/open_shop.hpp"
#include "app/core/people_book.hpp"
#include "app/core/pin_words.hpp"
#include "pos/people/pin.hpp"
#include "pos/store/office/membership.hpp"

namespace app::core {

namespace {

using pos::people::Role;
using pos::people::User;
using pos::store::Signer;

template <class Error>
std::unexpected<Failure> failed(Error error) {
    return std::unexpected{failure(pos::store::to_store_error(std::move(error)))};
}

/// A till's book with the PINs as they are.
struct Staff {
    PeopleBook book;
    std::vector<Signer> signers;

    static Outcome<Staff> open(const std::string& where, const pos::store::StoreOptions& options,
                               const std::string& by, pos::Instant now) {
        auto opened = PeopleBook::open(where, options, by, now);
        if (!opened) return std::unexpected{opened.error()};
        auto found = pos::store::signers(opened->store().reader().connection());
        if (!found) return failed(std::move(found.error()));
        return Staff{std::move(*opened), std::move(*found)};
    }
    /// errors: people come from head office
    Outcome<void> may_change_people() {
        const auto joined = pos::store::office::membership(book.store().reader().connection());
        if (!joined) return std::unexpected{failure(joined.error())};
        if (!*joined) return {};
        return refuse(
            "This till has its people from head office. Add and change them there: counterfoil "
            "user … --db OFFICE. A PIN is given at each till: counterfoil user pin NAME.");
    }
    bool has_pin(const User& user) const {
        return std::ranges::any_of(
            signers, [&](const Signer& one) { return one.has_pin && one.user.id == user.id; });
    }
    /// Whether somebody else could let people in.
    bool other_manager_signs_on(const User& but) const {
        return std::ranges::any_of(signers, [&](const Signer& one) {
            return one.has_pin && one.user.role == Role::manager && one.user.id != but.id;
        });
    }
    bool others_sign_on(const User& but) const {
        return std::ranges::any_of(
            signers, [&](const Signer& one) { return one.has_pin && one.user.id != but.id; });
    }
    /// errors: a cashier's, while no manager has one
    Outcome<void> may_have_pin(const User& user) const {
        if (user.role == Role::manager || other_manager_signs_on(user)) return {};
        return refuse(
            "Give a manager a PIN first: as soon as anybody has one, everybody must sign on, and "
            "somebody must be able to approve.");
    }
    /// errors: the last manager who can sign on, while others do
    Outcome<void> may_go(const User& user) const {
        const bool needed = has_pin(user) && user.role == Role::manager &&
                            !other_manager_signs_on(user) && others_sign_on(user);
        if (!needed) return {};
        return refuse(user.name +
                      " is the last manager with a PIN. Give another manager one first, or take "
                      "the others' PINs away.");
    }
};

pos::store::db::Result<void> put_hash(pos::store::CatalogueWriter& to, const User& user,
                                      const std::string& hash, pos::Instant now) {
    return pos::store::put_pin(to.connection(), user.id, hash, now);
}

}  // namespace

Outcome<bool> is_office(const std::string& where) {
    auto reader = OpenReader::open(where);
    if (!reader) return std::unexpected{reader.error()};
    const auto journals = (*reader)->journals();
    if (!journals) return std::unexpected{failure(journals.error())};
    return std::ranges::find(*journals, kOfficeBranch, &pos::journal::JournalRow::branch) !=
           journals->end();
}

Outcome<void> check_pin(const std::string& pin) {
    if (pos::people::is_good_pin(pin)) return {};
    return refuse(pin_words());
}

Outcome<void> add_staff(const std::string& where, const pos::store::StoreOptions& options,
                        const NewStaff& person, pos::Instant now, pos::Random& random) {
    if (!person.pin.empty()) {
        if (auto good = check_pin(person.pin); !good) return good;
    }
    auto staff = Staff::open(where, options, person.by, now);
    if (!staff) return std::unexpected{staff.error()};
    if (auto ours = staff->may_change_people(); !ours) return ours;
    const User user{.id = pos::make_ulid(now, random), .name = person.name, .role = person.role};
    if (person.pin.empty()) return staff->book.add(user, {}, now);
    if (auto may = staff->may_have_pin(user); !may) return may;
    const std::string hash = pos::people::hash_pin(person.pin);
    return staff->book.add(
        user, [&](pos::store::CatalogueWriter& to) { return put_hash(to, user, hash, now); }, now);
}

Outcome<void> change_staff(const std::string& where, const pos::store::StoreOptions& options,
                           const StaffChange& change, pos::Instant now) {
    auto staff = Staff::open(where, options, change.by, now);
    if (!staff) return std::unexpected{staff.error()};
    if (auto ours = staff->may_change_people(); !ours) return ours;
    const auto found = staff->book.person(change.name);
    if (!found) return std::unexpected{found.error()};
    User now_is = *found;
    now_is.role = change.role.value_or(found->role);
    now_is.active = change.active.value_or(found->active);
    if (!now_is.active || now_is.role != Role::manager) {
        if (auto may = staff->may_go(*found); !may) return may;
    }
    return staff->book.change(now_is, {}, now);
}

Outcome<void> change_pin(const std::string& where, const pos::store::StoreOptions& options,
                         const PinChange& change, pos::Instant now) {
    if (change.pin) {
        if (auto good = check_pin(*change.pin); !good) return good;
    }
    auto staff = Staff::open(where, options, change.by, now);
    if (!staff) return std::unexpected{staff.error()};
    const auto user = staff->book.person(change.name);
    if (!user) return std::unexpected{user.error()};
    if (!user->active) return refuse(user->name + " works here no more.");
    if (!change.pin) {
        if (!staff->has_pin(*user)) return refuse(user->name + " has no PIN.");
        if (auto may = staff->may_go(*user); !may) return may;
        return staff->book.note(
            {"user.pin", user->name, ""},
            [&](pos::store::CatalogueWriter& to) -> pos::store::db::Result<void> {
                const auto removed = pos::store::remove_pin(to.connection(), user->id);
                if (!removed) return std::unexpected{removed.error()};
                return {};
            },
            now);
    }
    if (auto may = staff->may_have_pin(*user); !may) return may;
    const std::string hash = pos::people::hash_pin(*change.pin);
    return staff->book.note(
        {"user.pin", "", user->name},
        [&](pos::store::CatalogueWriter& to) { return put_hash(to, *user, hash, now); }, now);
}

Outcome<std::vector<StaffMember>> list_staff(const std::string& where) {
    auto reader = OpenReader::open(where);
    if (!reader) return std::unexpected{reader.error()};
    const auto users = (*reader)->catalogue().users();
    if (!users) return failed(users.error());
    const auto signers = pos::store::signers((*reader)->connection());
    if (!signers) return failed(signers.error());
    std::vector<StaffMember> staff;
    for (const User& user : *users) {
        const auto one = std::ranges::find(*signers, user.id,
                                           [](const Signer& signer) { return signer.user.id; });
        const bool there = one != signers->end();
        staff.push_back({user, there && one->has_pin, there && one->has_badge});
    }
    return staff;
}

}  // namespace app::core
