#pragma once

#include <memory>
#include <string>
#include <vector>

#include "app/core/failure.hpp"
#include "app/core/open_shop.hpp"
#include "pos/store/office/open.hpp"

namespace app::core {

struct NewOfficeOptions {
    std::string currency;  // ISO 4217
    std::string zone;      // IANA
    std::string name{"Head office"};
    std::string manager{"Manager"};
    std::string password;  // the manager's, to sign in with; empty: none yet
};

/// Makes a head office at `where`: its database, its key, and the journal in which it notes what
/// its own people change.
Outcome<void> init_office(const std::string& where, const NewOfficeOptions& options,
                          const pos::store::StoreOptions& store_options, pos::Instant now,
                          pos::Random& random);

/// Opens it, beside whoever serves.
Outcome<pos::store::office::OpenOffice> open_office(const std::string& where);

/// Adds a branch and notes it in the office's journal.
///
/// errors: a code that is none, a branch that is there already
struct NewBranch {
    std::string code;  // "B01"
    std::string name;
    std::string by;  // who adds it; empty: the first manager
};
Outcome<void> add_branch(const std::string& where, const pos::store::StoreOptions& store_options,
                         const NewBranch& branch, pos::Instant now);

/// Takes nothing from a till any more, at once, and notes it in the office's journal. What it has
/// sent stays. It can join again with another key and a new code.
///
/// errors: no such till, or none that is still welcome
struct Revocation {
    std::string branch;
    std::string terminal;
    std::string by;  // who revokes it; empty: the first manager
};
Outcome<void> revoke_terminal(const std::string& where,
                              const pos::store::StoreOptions& store_options,
                              const Revocation& which, pos::Instant now);

/// A code with which one terminal joins, once and within `minutes`. Who made it stands in the
/// audit, the code does not.
struct NewEnrolCode {
    std::string branch;
    std::string terminal;
    int minutes{30};
    std::string by{};  // who makes it; empty: the first manager
};
struct EnrolCode {
    std::string code;  // "K3QX-7M2P-9TWZ"
    pos::Instant expires_at{};
    bool place_in_use{false};  // the office has sales of a till of that place
};
Outcome<EnrolCode> make_enrol_code(const std::string& where, const NewEnrolCode& asked,
                                   pos::Instant now, pos::Random& random);

/// That somebody who has the database itself wrote what it holds into `file`; of a till's database
/// nothing is noted.
Outcome<void> note_export(const std::string& where, const std::string& file, pos::Instant now,
                          pos::Random& random);

}  // namespace app::core
