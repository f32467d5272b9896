#include "app/core/office/sign_in.hpp"

#include <array>
#include <utility>

#include "pos/journal/hash.hpp"
#include "pos/people/password.hpp"
#include "pos/store/office/audit.hpp"
#include "pos/store/office/sign_in.hpp"

namespace app::core {

namespace {

namespace office = pos::store::office;

constexpr std::int64_t kSeenStep_ms = 60'000;
constexpr std::size_t kTokenBytes = 32;

pos::Hash tagged(std::string_view tag, std::string_view text) {
    pos::journal::Hasher hasher;
    hasher.update(pos::as_bytes(tag));
    hasher.update(pos::as_bytes(std::string_view{"\0", 1}));
    hasher.update(pos::as_bytes(text));
    return hasher.finish();
}

pos::Hash session_hash(std::string_view token) {
    return tagged("counterfoil session v1", token);
}

}  // namespace

std::string random_token(pos::Random& random) {
    std::array<std::byte, kTokenBytes> bytes{};
    random.fill(bytes);
    return pos::to_hex(bytes);
}

std::string form_mark(std::string_view token) {
    return pos::to_hex(tagged("counterfoil form v1", token));
}

bool is_form_mark(std::string_view mark, std::string_view token) {
    const std::string right = form_mark(token);
    if (mark.size() != right.size() || token.empty()) return false;
    unsigned differing = 0;
    for (std::size_t i = 0; i < right.size(); ++i) {
        differing |= static_cast<unsigned>(mark[i] ^ right[i]);
    }
    return differing == 0;
}

pos::Hash name_subject(std::string_view name) {
    return tagged("counterfoil tries of name v1", name);
}

namespace {

using Checked = std::expected<pos::people::User, SignInRefusal>;

/// That a name is shut from now on; one that nobody has is not written down, since people type
/// their passwords there.
pos::store::Answer<void> note_locked(pos::store::db::Connection& db, const std::string& name,
                                     pos::Instant now) {
    const auto person = office::known_person(db, name);
    if (!person) return std::unexpected{person.error()};
    auto noted = office::count_audit(db,
                                     {.topic = office::AuditTopic::sign_in,
                                      .note = office::audit_note::kNameLocked,
                                      .person = {},
                                      .about = *person ? name : std::string{},
                                      .detail = {}},
                                     now);
    if (!noted) return pos::store::store_error(std::move(noted.error()));
    return {};
}

/// Counts the try first, so that many at once gain nothing; one that is right counts no more.
pos::store::Answer<Checked> check(pos::store::db::Connection& db, const Credentials& given,
                                  pos::Instant now) {
    const pos::Instant since{now.unix_ms - kTriesWithin_ms};
    const pos::Hash subject = name_subject(given.name);
    // A guesser who is locked out writes nothing more.
    const auto before = office::tries(db, subject, since);
    if (!before) return std::unexpected{before.error()};
    if (*before > kTriesOfName) return Checked{std::unexpected{SignInRefusal::locked}};
    const auto tries = office::count_try(db, subject, now, since);
    if (!tries) return std::unexpected{tries.error()};
    if (*tries > kTriesOfName) {
        // The first that is refused is noted, once a lock.
        if (*tries == kTriesOfName + 1) {
            if (auto noted = note_locked(db, given.name, now); !noted) {
                return std::unexpected{std::move(noted.error())};
            }
        }
        return Checked{std::unexpected{SignInRefusal::locked}};
    }
    const auto person = office::known_person(db, given.name);
    if (!person) return std::unexpected{person.error()};
    const std::string known = *person ? (*person)->password_hash : std::string{};
    const bool right = pos::people::is_password(known, given.password);
    if (!right || !(*person)->user.active) return Checked{std::unexpected{SignInRefusal::wrong}};

    if (auto done = office::forget_tries_before(db, since); !done) {
        return std::unexpected{std::move(done.error())};
    }
    if (auto done = office::forget_tries(db, subject); !done) {
        return pos::store::store_error(std::move(done.error()));
    }
    return Checked{(*person)->user};
}

}  // namespace

pos::store::Answer<bool> is_own_password(pos::store::db::Connection& db, const Credentials& given,
                                         pos::Instant now) {
    const auto checked = check(db, given, now);
    if (!checked) return std::unexpected{checked.error()};
    return checked->has_value();
}

pos::store::Answer<std::expected<NewSession, SignInRefusal>> sign_in(pos::store::db::Connection& db,
                                                                     const Credentials& given,
                                                                     pos::Instant now,
                                                                     pos::Random& random) {
    const auto checked = check(db, given, now);
    if (!checked) return std::unexpected{checked.error()};
    if (!*checked) {
        return std::expected<NewSession, SignInRefusal>{std::unexpected{checked->error()}};
    }
    auto forgotten = office::forget_sessions(db, {now.unix_ms - kSessionMax_ms},
                                             {now.unix_ms - kSessionIdle_ms});
    if (!forgotten) return std::unexpected{std::move(forgotten.error())};
    NewSession made{random_token(random), **checked};
    if (auto put = office::put_session(db, session_hash(made.token), made.user.id, now); !put) {
        return std::unexpected{std::move(put.error())};
    }
    return made;
}

pos::store::Answer<std::optional<pos::people::User>> session_user(pos::store::db::Connection& db,
                                                                  std::string_view token,
                                                                  pos::Instant now) {
    if (token.size() != 2 * kTokenBytes) return std::optional<pos::people::User>{};
    const pos::Hash hash = session_hash(token);
    auto found = office::session(db, hash);
    if (!found) return std::unexpected{std::move(found.error())};
    if (!*found) return std::optional<pos::people::User>{};
    const office::Session& session = **found;
    if (now.unix_ms - session.made_at.unix_ms >= kSessionMax_ms ||
        now.unix_ms - session.seen_at.unix_ms >= kSessionIdle_ms) {
        return std::optional<pos::people::User>{};
    }
    // A page that is only read need not wait for a writer: the next one notes it.
    if (now.unix_ms - session.seen_at.unix_ms >= kSeenStep_ms) {
        auto noted = office::note_session_seen(db, hash, now);
        const bool waits = !noted && noted.error().kind == pos::store::StoreErrorKind::busy;
        if (!noted && !waits) return std::unexpected{std::move(noted.error())};
    }
    return session.user;
}

pos::store::Answer<void> sign_out(pos::store::db::Connection& db, std::string_view token) {
    return office::end_session(db, session_hash(token));
}

}  // namespace app::core
