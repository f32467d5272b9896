#pragma once

#include <expected>
#include <optional>
#include <string>
#include <string_view>

#include "pos/base/bytes.hpp"
#include "pos/base/clock.hpp"
#include "pos/base/random.hpp"
#include "pos/people/user.hpp"
#include "pos/store/db/connection.hpp"
#include "pos/store/errors.hpp"

/// Signing in at head office's pages. Sessions and what is counted against guessers stand in the
/// database, so that several office processes share them.
namespace app::core {

/// A session ends this long after it was last used, and this long after it began.
inline constexpr std::int64_t kSessionIdle_ms = std::int64_t{60} * 60 * 1'000;
inline constexpr std::int64_t kSessionMax_ms = std::int64_t{12} * 60 * 60 * 1'000;
/// So often may one name be tried within that time, from wherever. What comes from one address is
/// counted by whoever is asked over the network (`sync/server/try_limit`).
inline constexpr std::int64_t kTriesOfName = 10;
inline constexpr std::int64_t kTriesWithin_ms = std::int64_t{15} * 60 * 1'000;

struct Credentials {
    std::string name;
    std::string password;
};
enum class SignInRefusal {
    locked,  // too many tries: nothing was compared
    wrong,   // name or password, or somebody who may not
};
struct NewSession {
    std::string token;  // for the browser alone: never logged, never stored
    pos::people::User user;
};
/// A new session with a token that is not related to any other. Each try is counted before the
/// password is looked at, so that many at once gain nothing. That a name is locked stands in the
/// audit.
pos::store::Answer<std::expected<NewSession, SignInRefusal>> sign_in(pos::store::db::Connection& db,
                                                                     const Credentials& given,
                                                                     pos::Instant now,
                                                                     pos::Random& random);

/// Whether that is the password of somebody who has signed in already; tries are counted as those
/// of signing in are.
pos::store::Answer<bool> is_own_password(pos::store::db::Connection& db, const Credentials& given,
                                         pos::Instant now);

/// Whose session that is; nothing if it has ended or never was.
pos::store::Answer<std::optional<pos::people::User>> session_user(pos::store::db::Connection& db,
                                                                  std::string_view token,
                                                                  pos::Instant now);
pos::store::Answer<void> sign_out(pos::store::db::Connection& db, std::string_view token);

/// A token that nobody can guess.
std::string random_token(pos::Random& random);
/// What a form must carry beside the browser's token: it follows from the token, but not the token
/// from it.
std::string form_mark(std::string_view token);
bool is_form_mark(std::string_view mark, std::string_view token);

/// What tries of a name are counted under.
pos::Hash name_subject(std::string_view name);

}  // namespace app::core
