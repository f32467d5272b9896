#pragma once

#include <optional>
#include <string>

#include "app/core/failure.hpp"
#include "pos/base/random.hpp"
#include "pos/people/user.hpp"
#include "pos/store/store.hpp"

/// Who works at head office, and with what they sign in at its pages. Each change is noted in the
/// office's journal in the name of whoever makes it.
namespace app::core {

/// A password that nobody can guess, to be read out once: "K3QX-7M2P-9TWZ-04HD".
std::string random_password(pos::Random& random);

/// Sees that it may be used at all.
///
/// errors: too short, too long
Outcome<void> check_password(const std::string& password);

struct NewPerson {
    std::string name;
    pos::people::Role role{pos::people::Role::cashier};
    std::string password;  // empty: may not sign in yet
    std::string by;        // who adds them; empty: the first manager
};
/// errors: no name, one that is there already, a password that is none
Outcome<void> add_person(const std::string& where, const pos::store::StoreOptions& store_options,
                         const NewPerson& person, pos::Instant now, pos::Random& random);

/// What becomes of somebody; what is left out stays as it is.
struct PersonChange {
    std::string name;
    std::optional<pos::people::Role> role;
    std::optional<bool> active;
    std::optional<std::string> password;
    std::string by;
};
/// A new password and a deactivation end whatever they have signed in to.
///
/// errors: nobody of that name, a password that is none, the last manager
Outcome<void> change_person(const std::string& where, const pos::store::StoreOptions& store_options,
                            const PersonChange& change, pos::Instant now);

}  // namespace app::core
