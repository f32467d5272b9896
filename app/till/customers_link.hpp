#pragma once

#include <functional>
#include <utility>

#include "app/till/shell/action.hpp"
#include "app/till/shell/effect.hpp"
#include "pos/store/store_thread.hpp"

namespace till {

/// Finds customers and head office's accounts, and keeps customers, on the store's threads.
///
/// threads: members from the drawing thread; `post` is called from the store's
class CustomersLink {
public:
    using Post = std::function<void(shell::Action)>;

    /// `store` outlives this.
    CustomersLink(pos::store::StoreThread& store, pos::Currency currency, Post post)
        : store_{store}, currency_{currency}, post_{std::move(post)} {}

    void find_customers(const shell::FindCustomers& ask);
    void read_customer(const shell::ReadCustomer& ask);
    void find_accounts(const shell::FindAccounts& ask);
    void ask_for_accounts(pos::Instant now);
    /// Who does it, when.
    struct Doing {
        pos::journal::When when;
        pos::journal::Actor user;
        pos::Instant at{};
    };
    void save_customer(const shell::SaveCustomer& save, const Doing& doing);

private:
    pos::store::StoreThread& store_;
    pos::Currency currency_;
    Post post_;
};

}  // namespace till
