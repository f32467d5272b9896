#include "app/core/office/people.hpp"

#include <fmt/format.h>

#include <array>

#include "app/core/office/head_office.hpp"
#include "app/core/office/sign_in.hpp"
#include "app/core/people_book.hpp"
#include "pos/locale/clean.hpp"
#include "pos/people/password.hpp"
#include "pos/store/office/sign_in.hpp"

namespace app::core {

namespace {

namespace office = pos::store::office;
using pos::people::User;

Outcome<PeopleBook> open_book(const std::string& where, const pos::store::StoreOptions& options,
                              const std::string& by, pos::Instant now) {
    if (auto opened = open_office(where); !opened) return std::unexpected{opened.error()};
    return PeopleBook::open(where, options, by, now);
}

pos::store::db::Result<void> put_password(pos::store::CatalogueWriter& to, const User& user,
                                          const std::string& password, pos::Instant now) {
    auto forgotten = office::forget_tries(to.connection(), name_subject(user.name));
    if (!forgotten) return forgotten;
    return office::put_password(to.connection(), user.id, pos::people::hash_password(password),
                                now);
}

}  // namespace

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
    return refuse(Why::weak_password, std::to_string(pos::people::kPasswordMin),
                  fmt::format("A password has at least {} characters and at most {} bytes.",
                              pos::people::kPasswordMin, pos::people::kPasswordBytesMax));
}

Outcome<void> add_person(const std::string& where, const pos::store::StoreOptions& store_options,
                         const NewPerson& person, pos::Instant now, pos::Random& random) {
    if (!person.password.empty()) {
        if (auto good = check_password(person.password); !good) return good;
    }
    auto book = open_book(where, store_options, person.by, now);
    if (!book) return std::unexpected{book.error()};
    const User user{.id = pos::make_ulid(now, random),
                    .name = pos::locale::clean_name(person.name),
                    .role = person.role};
    PeopleBook::Also also;
    if (!person.password.empty()) {
        also = [&](pos::store::CatalogueWriter& to) {
            return put_password(to, user, person.password, now);
        };
    }
    return book->add(user, also, now);
}

Outcome<void> change_person(const std::string& where, const pos::store::StoreOptions& store_options,
                            const PersonChange& change, pos::Instant now) {
    if (change.password) {
        if (auto good = check_password(*change.password); !good) return good;
    }
    auto book = open_book(where, store_options, change.by, now);
    if (!book) return std::unexpected{book.error()};
    const auto found = book->person(change.name);
    if (!found) return std::unexpected{found.error()};
    User now_is = *found;
    now_is.role = change.role.value_or(found->role);
    now_is.active = change.active.value_or(found->active);
    const auto end_sessions = [&](pos::store::CatalogueWriter& to) {
        if (now_is.active) return pos::store::db::Result<void>{};
        return office::end_sessions_of(to.connection(), now_is.id);
    };
    if (auto done = book->change(now_is, end_sessions, now); !done) return done;
    if (!change.password) return {};
    return book->note(
        {"user.password", "", now_is.name},
        [&](pos::store::CatalogueWriter& to) {
            return put_password(to, now_is, *change.password, now);
        },
        now);
}

}  // namespace app::core
