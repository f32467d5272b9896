#pragma once

#include <functional>
#include <vector>

#include "app/core/failure.hpp"
#include "app/core/records.hpp"
#include "app/till/shell/effect.hpp"
#include "app/till/shell/model.hpp"
#include "pos/people/rights.hpp"
#include "pos/store/store_thread.hpp"

namespace till {

/// Who works here, as the till finds it when it starts.
struct PeopleFound {
    std::vector<shell::Signer> signers;
    pos::people::Rights rights;
    int lock_minutes{5};
};
app::core::Outcome<PeopleFound> find_people(pos::store::Reader& reader);

/// Tries PINs and asks who works here, on the store's threads.
///
/// threads: members from the drawing thread; `post` is called from the store's
class PeopleLink {
public:
    using Post = std::function<void(shell::Action)>;

    /// `store` outlives this.
    PeopleLink(pos::store::StoreThread& store, Post post) : store_{store}, post_{std::move(post)} {}

    void read();
    /// A try is counted before it is looked at, so that switching the till off saves nobody a
    /// delay.
    void try_pin(const shell::TryPin& wanted, pos::Instant now);

    // Everybody, for who looks after them; what is changed counts at once.
    void read_all(const shell::ReadPeople& ask);
    void keep(const shell::KeepPerson& wanted, const app::core::Doing& doing);
    void keep(const shell::KeepRights& wanted, const app::core::Doing& doing);

private:
    pos::store::StoreThread& store_;
    Post post_;
};

}  // namespace till
