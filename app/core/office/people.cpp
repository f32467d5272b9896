#include "app/core/office/people.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "app/core/change_setting.hpp"
#include "app/core/office/head_office.hpp"
#include "app/core/office/sign_in.hpp"
#include "pos/locale/clean.hpp"
#include "pos/people/password.hpp"
#include "pos/store/office/sign_in.hpp"

namespace app::core {

namespace {

namespace office = pos::store::office;
using pos::people::Role;
using pos::people::User;
using Work = std::function<pos::store::db::Result<void>(pos::store::CatalogueWriter&)>;

constexpr std::size_t kNameBytesMax = 60;

/// The office's books, open for one change in somebody's name.
struct Books {
    std::unique_ptr<pos::store::Store> store;
    ShopState shop;
    std::vector<User> people;

    static Outcome<Books> open(const std::string& where, const pos::store::StoreOptions& options,
                               const std::string& by, pos::Instant now) {
        if (auto opened = open_office(where); !opened) return std::unexpected{opened.error()};
        auto store = open_shop(where, options, now);
        if (!store) return std::unexpected{store.error()};
        auto shop = read_shop((*store)->reader(), (*store)->journal(), by);
        if (!shop) return std::unexpected{shop.error()};
        auto people = (*store)->reader().catalogue().users();
        if (!people) return std::unexpected{failure(pos::store::to_store_error(people.error()))};
        return Books{std::move(*store), std::move(*shop), std::move(*people)};
    }
    Outcome<void> change(SettingChange what, const Work& work, pos::Instant now) {
        return change_setting(*store, shop, std::move(what), work, now);
    }
};

pos::store::db::Result<void> put_password(pos::store::CatalogueWriter& to, const User& user,
                                          const std::string& password, pos::Instant now) {
    auto forgotten = office::forget_tries(to.connection(), name_subject(user.name));
    if (!forgotten) return forgotten;
    return office::put_password(to.connection(), user.id, pos::people::hash_password(password),
                                now);
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

std::string random_password(pos::Random& random) {
    constexpr std::string_view kLetters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    std::array<std::byte, 16> bytes{};
    random.fill(bytes);
    std::string password;
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        if (i > 0 && i % 4 == 0) password += '-';
        password += kLetters[std::to_integer<std::size_t>(bytes[i]) % kLetters.size()];
    }
    return password;
}

Outcome<void> check_password(const std::string& password) {
    if (pos::people::is_good_password(password)) return {};
    return refuse(fmt::format("A password has at least {} characters and at most {} bytes.",
                              pos::people::kPasswordMin, pos::people::kPasswordBytesMax));
}

Outcome<void> add_person(const std::string& where, const pos::store::StoreOptions& store_options,
                         const NewPerson& person, pos::Instant now, pos::Random& random) {
    const User user{.id = pos::make_ulid(now, random),
                    .name = pos::locale::clean_name(person.name),
                    .role = person.role};
    if (user.name.empty() || user.name.size() > kNameBytesMax) {
        return misuse(fmt::format("A name has 1 to {} bytes.", kNameBytesMax));
    }
    if (!person.password.empty()) {
        if (auto good = check_password(person.password); !good) return good;
    }
    auto books = Books::open(where, store_options, person.by, now);
    if (!books) return std::unexpected{books.error()};
    if (std::ranges::find(books->people, user.name, &User::name) != books->people.end()) {
        return refuse("Somebody is called " + user.name + " already.");
    }
    return books->change(
        {"user.added", "", fmt::format("{}, {}", user.name, role_name(user.role))},
        [&](pos::store::CatalogueWriter& to) {
            auto put = to.put(user);
            if (!put || person.password.empty()) return put;
            return put_password(to, user, person.password, now);
        },
        now);
}

Outcome<void> change_person(const std::string& where, const pos::store::StoreOptions& store_options,
                            const PersonChange& change, pos::Instant now) {
    if (change.password) {
        if (auto good = check_password(*change.password); !good) return good;
    }
    auto books = Books::open(where, store_options, change.by, now);
    if (!books) return std::unexpected{books.error()};
    const auto found = std::ranges::find(books->people, change.name, &User::name);
    if (found == books->people.end()) return refuse("Nobody here is called " + change.name + ".");
    User now_is = *found;
    now_is.role = change.role.value_or(found->role);
    now_is.active = change.active.value_or(found->active);
    const auto manages = [](const User& user) { return user.active && user.role == Role::manager; };
    if (manages(*found) && !manages(now_is) && std::ranges::count_if(books->people, manages) == 1) {
        return refuse(found->name + " is the last manager. Make somebody else one first.");
    }
    if (now_is != *found) {
        const auto words = [](const User& user) {
            return fmt::format("{}, {}{}", user.name, role_name(user.role),
                               user.active ? "" : ", deactivated");
        };
        auto done = books->change(
            {"user.changed", words(*found), words(now_is)},
            [&](pos::store::CatalogueWriter& to) {
                auto put = to.put(now_is);
                if (!put || now_is.active) return put;
                return office::end_sessions_of(to.connection(), now_is.id);
            },
            now);
        if (!done) return done;
    }
    if (!change.password) return {};
    return books->change(
        {"user.password", "", now_is.name},
        [&](pos::store::CatalogueWriter& to) {
            return put_password(to, now_is, *change.password, now);
        },
        now);
}

}  // namespace app::core
