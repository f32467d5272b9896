#pragma once

#include <string>

#include "app/core/failure.hpp"
#include "pos/base/clock.hpp"
#include "pos/base/random.hpp"
#include "pos/store/restore.hpp"

/// A backup of a shop or head office on a server: what pg_dump writes in its own format, put back
/// by pg_restore. Both must be installed where the command runs, not where the server does.
namespace app::core {

/// Copies a database of a server, while it works, into one file: as it is at one moment, mode 0600.
/// It is proved by reading every row of it back, and has its name only then. `replace` takes the
/// place of an earlier one.
///
/// errors: no shop there, no tool, an older one than the server, what the tool says; `to` is there
Outcome<void> back_up_server(const std::string& where, const std::string& to, bool replace);

/// Puts such a file into a database that holds nothing, whole or not at all, and tells it apart
/// from what it was (see pos::store::renew).
///
/// errors: no such file, or no such backup; a database that holds something; as above
Outcome<pos::store::Restored> restore_on_server(const std::string& backup, const std::string& where,
                                                const pos::store::StoreOptions& options,
                                                pos::Instant now, pos::Random& random);

/// The second half alone, on either engine, for a database that was put back by other means.
Outcome<pos::store::Restored> renew_shop(const std::string& where,
                                         const pos::store::StoreOptions& options, pos::Instant now,
                                         pos::Random& random);

/// Whether pg_dump has written a file.
bool is_server_backup(const std::string& file);

}  // namespace app::core
