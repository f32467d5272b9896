#include "app/core/people_book.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "app/core/open_shop.hpp"
#include "pos/locale/clean.hpp"

namespace app::core {

namespace {

using pos::people::Role;
using pos::people::User;

bool manages(const User& user) {
    return user.active && user.role == Role::manager;
}

}  // namespace

const char* role_name(Role role) {
    switch (role) {
        case Role::cashier:
            return "cashier";
        case Role::manager:
            return "manager";
    }
    return "";
}

Outcome<std::string> person_name(const std::string& said) {
    std::string name = pos::locale::clean_name(said);
    if (name.empty() || name.size() > kPersonNameBytesMax) {
        return misuse(name.empty() ? Why::name_missing : Why::text_too_long, name,
                      fmt::format("A name has 1 to {} bytes.", kPersonNameBytesMax));
    }
    return name;
}

std::string person_words(const User& user) {
    return fmt::format("{}, {}{}", user.name, role_name(user.role),
                       user.active ? "" : ", deactivated");
}

Outcome<PeopleBook> PeopleBook::open(const std::string& where,
                                     const pos::store::StoreOptions& options, const std::string& by,
                                     pos::Instant now) {
    auto store = open_shop(where, options, now);
    if (!store) return std::unexpected{store.error()};
    auto shop = read_shop((*store)->reader(), (*store)->journal(), by);
    if (!shop) return std::unexpected{shop.error()};
    auto people = (*store)->reader().catalogue().users();
    if (!people) return std::unexpected{failure(pos::store::to_store_error(people.error()))};
    return PeopleBook{std::move(*store), std::move(*shop), std::move(*people)};
}

Outcome<User> PeopleBook::person(const std::string& name) const {
    const auto found = std::ranges::find(people_, name, &User::name);
    if (found == people_.end())
        return refuse(Why::no_person, name, "Nobody here is called " + name + ".");
    return *found;
}

Outcome<void> PeopleBook::add(User user, const Also& also, pos::Instant now) {
    auto name = person_name(user.name);
    if (!name) return std::unexpected{name.error()};
    user.name = std::move(*name);
    if (std::ranges::find(people_, user.name, &User::name) != people_.end()) {
        return refuse(Why::taken, user.name, "Somebody is called " + user.name + " already.");
    }
    auto done = note(
        {"user.added", "", person_words(user)},
        [&](pos::store::CatalogueWriter& to) {
            auto put = to.put(user);
            return put && also ? also(to) : put;
        },
        now);
    if (done) people_.push_back(user);
    return done;
}

Outcome<void> PeopleBook::change(const User& to, const Also& also, pos::Instant now) {
    const auto found = std::ranges::find(people_, to.id, &User::id);
    if (found == people_.end())
        return refuse(Why::no_person, to.name, "Nobody here is called " + to.name + ".");
    if (to == *found) return {};
    if (manages(*found) && !manages(to) && std::ranges::count_if(people_, manages) == 1) {
        return refuse(Why::last_manager, found->name,
                      found->name + " is the last manager. Make somebody else one first.");
    }
    auto done = note(
        {"user.changed", person_words(*found), person_words(to)},
        [&](pos::store::CatalogueWriter& writer) {
            auto put = writer.put(to);
            return put && also ? also(writer) : put;
        },
        now);
    if (done) *found = to;
    return done;
}

Outcome<void> PeopleBook::note(SettingChange what, const Also& work, pos::Instant now) {
    return change_setting(*store_, shop_, std::move(what), work, now);
}

}  // namespace app::core
