#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "app/core/change_setting.hpp"
#include "pos/people/user.hpp"

namespace app::core {

/// "manager"
const char* role_name(pos::people::Role role);
/// "Anna, manager", "Otto, cashier, deactivated": for the journal.
std::string person_words(const pos::people::User& user);

inline constexpr std::size_t kPersonNameBytesMax = 60;
/// A person's name as it is kept.
///
/// errors: none is left of it, or it is too long
Outcome<std::string> person_name(const std::string& said);

/// Who works at a database, a shop's or a head office's, open for changes in somebody's name. Each
/// change is journaled; no journal holds what somebody signs on with.
class PeopleBook {
public:
    /// Part of the transaction that makes the change; may be empty.
    using Also = std::function<pos::store::db::Result<void>(pos::store::CatalogueWriter&)>;

    /// `by` is who makes the changes; empty: the first manager.
    static Outcome<PeopleBook> open(const std::string& where,
                                    const pos::store::StoreOptions& options, const std::string& by,
                                    pos::Instant now);

    pos::store::Store& store() { return *store_; }
    const std::vector<pos::people::User>& people() const { return people_; }
    /// errors: nobody of that name
    Outcome<pos::people::User> person(const std::string& name) const;

    /// errors: no name or too long a one, one that somebody has already
    Outcome<void> add(pos::people::User user, const Also& also, pos::Instant now);
    /// Of somebody who is there already; without a difference nothing is done.
    ///
    /// errors: the last manager, who would be none any more
    Outcome<void> change(const pos::people::User& to, const Also& also, pos::Instant now);
    /// Something else about people, journaled as `what`.
    Outcome<void> note(SettingChange what, const Also& work, pos::Instant now);

private:
    PeopleBook(std::unique_ptr<pos::store::Store> store, ShopState shop,
               std::vector<pos::people::User> people)
        : store_{std::move(store)}, shop_{std::move(shop)}, people_{std::move(people)} {}

    std::unique_ptr<pos::store::Store> store_;
    ShopState shop_;
    std::vector<pos::people::User> people_;
};

}  // namespace app::core
