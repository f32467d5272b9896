#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/core/failure.hpp"
#include "pos/base/random.hpp"
#include "pos/people/user.hpp"
#include "pos/store/catalogue/pins.hpp"
#include "pos/store/store.hpp"

/// Who works at a shop's till, and the PINs with which they sign on. A till that has joined a head
/// office has its people from there; PINs are given at each till.
namespace app::core {

/// Whether that is a head office's database; else a shop's.
Outcome<bool> is_office(const std::string& where);

/// Sees that it may be used at all.
///
/// errors: too short, too long, no digits, too easy to guess
Outcome<void> check_pin(const std::string& pin);

struct NewStaff {
    std::string name;
    pos::people::Role role{pos::people::Role::cashier};
    std::string pin;  // empty: cannot sign on yet
    std::string by;   // who adds them; empty: the first manager
};
/// errors: people come from head office; no name, or one that is there; a PIN that is none; the
///         first PIN of a till that would not be a manager's
Outcome<void> add_staff(const std::string& where, const pos::store::StoreOptions& options,
                        const NewStaff& person, pos::Instant now, pos::Random& random);

/// What becomes of somebody; what is left out stays as it is.
struct StaffChange {
    std::string name;
    std::optional<pos::people::Role> role;
    std::optional<bool> active;
    std::string by;
};
/// errors: people come from head office; nobody of that name; the last manager, or the last one
///         with a PIN while others sign on with theirs
Outcome<void> change_staff(const std::string& where, const pos::store::StoreOptions& options,
                           const StaffChange& change, pos::Instant now);

struct PinChange {
    std::string name;
    std::optional<std::string> pin;  // nothing: signs on no more
    std::string by;
};
/// A new PIN ends whatever wait wrong ones led to.
///
/// errors: nobody of that name; a PIN that is none; the first PIN that would not be a manager's;
///         the last manager's, taken away while others sign on with theirs
Outcome<void> change_pin(const std::string& where, const pos::store::StoreOptions& options,
                         const PinChange& change, pos::Instant now);

struct StaffMember {
    pos::people::User user;
    bool has_pin{false};
    bool has_badge{false};
};
/// Everybody, also who works here no more; by name.
Outcome<std::vector<StaffMember>> list_staff(const std::string& where);

}  // namespace app::core
