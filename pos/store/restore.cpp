#include "pos/store/restore.hpp"

#include <filesystem>

#include "pos/base/assert.hpp"
#include "pos/journal/key_file.hpp"
#include "pos/store/catalogue/catalogue.hpp"
#include "pos/store/db/sqlite_file.hpp"
#include "pos/store/restore_parts.hpp"
#include "pos/store/set_aside.hpp"
#include "pos/store/store_core.hpp"

namespace pos::store {

namespace {

namespace fs = std::filesystem;
using Place = RestoreError::Place;

std::unexpected<RestoreError> refuse(Place place, OpenError error) {
    return std::unexpected{RestoreError{place, std::move(error)}};
}
std::unexpected<RestoreError> refuse(Place place, OpenErrorKind kind, std::string text) {
    return refuse(place, {.kind = kind, .cause = {db::DbErrorKind::mistake, "", std::move(text)}});
}
std::unexpected<RestoreError> refuse(Place place, db::DbError error) {
    return refuse(place, to_open_error(std::move(error)));
}

std::unexpected<RestoreError> refuse_copy(db::CopyError&& error) {
    OpenError seen = to_open_error(std::move(error.cause));
    seen.damage = std::move(error.damage);
    switch (error.kind) {
        case db::CopyError::Kind::source:
            return refuse(Place::backup, std::move(seen));
        case db::CopyError::Kind::damaged:
            seen.kind = OpenErrorKind::damaged;
            return refuse(Place::backup, std::move(seen));
        case db::CopyError::Kind::stopped:
            return refuse(Place::stopped, std::move(seen));
        case db::CopyError::Kind::exists:
        case db::CopyError::Kind::a_shop:
        case db::CopyError::Kind::no_copy:
        case db::CopyError::Kind::taken_name:
            seen.kind = OpenErrorKind::exists;
            break;
        case db::CopyError::Kind::cannot_write:
            seen.kind = OpenErrorKind::read_only;
            break;
        case db::CopyError::Kind::disk_full:
            seen.kind = OpenErrorKind::disk_full;
            break;
    }
    return refuse(Place::target, std::move(seen));
}

/// The unfinished shop, removed unless it got its name.
struct Part {
    std::string path;
    bool done{false};
    ~Part() {
        if (!done) db::remove_database(path);
    }
};

class Restoration {
public:
    Restoration(const std::string& backup, const db::DbTarget& target,
                const RestoreOptions& options, Instant now, Random& random)
        : backup_{backup},
          target_{target},
          options_{options},
          now_{now},
          random_{random},
          key_file_{key_file_of(target, options.store)},
          key_{journal::SigningKey::generate(random)} {}

    std::expected<Restored, RestoreError> run(db::OnCopyStep on_step);

private:
    std::expected<void, RestoreError> check_place() const;
    void clear_away_unfinished();
    std::expected<void, RestoreError> give_name(Part& part);
    std::set<std::string> used_series(const journal::JournalRow& of) const;
    std::expected<void, RestoreError> start_anew(const std::string& part);
    std::expected<void, RestoreError> put_in_place(Part& part);

    const std::string& backup_;
    const db::DbTarget& target_;
    const RestoreOptions& options_;
    Instant now_;
    Random& random_;
    std::string key_file_;
    journal::SigningKey key_;
    Restored restored_;
};

std::expected<void, RestoreError> Restoration::check_place() const {
    if (options_.set_aside) return {};
    std::error_code none;
    if (db::has_log_beside(target_.where)) {
        return refuse(Place::target, OpenErrorKind::log_left, target_.where);
    }
    if (fs::exists(key_file_, none)) {
        return refuse(Place::target, OpenErrorKind::key_exists, key_file_);
    }
    return {};
}

std::set<std::string> Restoration::used_series(const journal::JournalRow& of) const {
    std::set<std::string> used;
    add_noted_series(backup_, used);
    // The shop that is replaced may have been restored before; if it can still be read, ask it.
    if (auto old = db::open(target_, {.mode = db::OpenMode::read_only})) {
        (void)add_series(**old, of, used);
    }
    return used;
}

std::expected<void, RestoreError> Restoration::start_anew(const std::string& part) {
    auto opened =
        open_migrated({db::Engine::sqlite, part}, db::OpenMode::read_write, options_.store);
    if (!opened) return refuse(Place::backup, std::move(opened.error()));
    db::Connection& db = **opened;
    const auto last = last_journal(db);
    if (!last) return refuse(Place::backup, last.error());
    if (!*last) return refuse(Place::backup, OpenErrorKind::no_journal, {});
    const journal::JournalRow& row = (*last)->row;
    std::set<std::string> used = used_series(row);
    if (auto added = add_series(db, row, used); !added) {
        return refuse(Place::backup, std::move(added.error()));
    }
    restored_.predecessor = (*last)->end;
    restored_.journal = make_ulid(now_, random_);
    // Noted before the shop has its name: after it, the next restore of this backup must know.
    restored_.series = draw_series(row.terminal, used, backup_, restored_.journal);
    const journal::JournalStarted started{.branch = row.branch,
                                          .terminal = row.terminal,
                                          .series = restored_.series,
                                          .public_key = key_.public_key(),
                                          .currency = row.currency,
                                          .zone = row.zone,
                                          .program = options_.store.program,
                                          .predecessor = (*last)->end};
    auto begun = start_journal(
        db, key_, restored_.journal, started,
        [&](CatalogueWriter& to) { return tell_apart(to.connection(), now_, random_); }, now_);
    if (!begun) return refuse(Place::target, std::move(begun.error().cause));
    if (auto whole = close_whole(std::move(*opened), part); !whole) {
        return refuse(Place::target, std::move(whole.error()));
    }
    return {};
}

/// What a restore left that was cut off: its part, and the key that was made with it.
void Restoration::clear_away_unfinished() {
    std::vector<std::string> parts{target_.where + ".part"};
    for (int last = set_aside_number(target_.where, key_file_); last > 0; --last) {
        parts.push_back(new_name(target_.where, last));
    }
    for (const std::string& part : parts) {
        std::error_code ignored;
        if (is_key_of(key_file_, part)) fs::remove(key_file_, ignored);
        // A finished part is one file; what lies beside it now came from looking into it.
        for (const std::string_view beside : db::kFilesBeside) {
            fs::remove(part + std::string{beside}, ignored);
        }
    }
    db::remove_database(target_.where + ".part");
}

/// Sets the old shop aside and gives the new one its place.
std::expected<void, RestoreError> Restoration::put_in_place(Part& part) {
    OldShop old;
    if (options_.set_aside) {
        const int number = set_aside_number(target_.where, key_file_);
        const std::string placed = new_name(target_.where, number);
        if (auto named = db::put_in_place(part.path, placed, true); !named) {
            return refuse_copy(std::move(named.error()));
        }
        part.path = placed;
        if (const auto failed = old.move_away(target_.where, key_file_, std::to_string(number))) {
            return refuse(Place::target, OpenErrorKind::read_only, failed.message());
        }
    }
    auto placed = give_name(part);
    if (!placed) old.put_back();
    for (const auto& [from, to] : old.moved()) restored_.set_aside.push_back(to);
    return placed;
}

std::expected<void, RestoreError> Restoration::give_name(Part& part) {
    if (auto saved = journal::create_key_file(key_file_, key_); !saved) {
        OpenError error{.kind = OpenErrorKind::read_only, .key = saved.error()};
        if (saved.error() == journal::KeyFileError::exists) error.kind = OpenErrorKind::key_exists;
        if (saved.error() == journal::KeyFileError::disk_full) {
            error.kind = OpenErrorKind::disk_full;
        }
        error.cause.text = key_file_;
        return refuse(Place::target, std::move(error));
    }
    if (auto placed = db::put_in_place(part.path, target_.where, false); !placed) {
        std::error_code ignored;
        fs::remove(key_file_, ignored);  // nothing that is kept was signed with it
        return refuse_copy(std::move(placed.error()));
    }
    part.done = true;
    return {};
}

std::expected<Restored, RestoreError> Restoration::run(db::OnCopyStep on_step) {
    std::error_code none;
    if (!options_.set_aside && fs::exists(target_.where, none)) {
        // Before the lock, whose file must not appear beside somebody else's.
        return refuse(Place::target, OpenErrorKind::exists, target_.where);
    }
    if (!fs::exists(backup_, none)) return refuse(Place::backup, OpenErrorKind::missing, backup_);
    auto lock = take_lock(target_, nullptr, "", options_.store, now_);
    if (!lock) return refuse(Place::target, std::move(lock.error()));
    clear_away_unfinished();
    if (auto free = check_place(); !free) return std::unexpected{std::move(free.error())};
    Part part{target_.where + ".part"};
    auto copied = db::copy_to_part(backup_, part.path, db::CopyOptions{}.pages_per_step, on_step);
    if (!copied) return refuse_copy(std::move(copied.error()));
    if (auto done = start_anew(part.path); !done) return std::unexpected{std::move(done.error())};
    if (auto done = put_in_place(part); !done) return std::unexpected{std::move(done.error())};
    for (int last = set_aside_number(target_.where, key_file_); last > 0; --last) {
        db::remove_database(new_name(target_.where, last));  // of a restore that was cut off
    }
    return std::move(restored_);
}

}  // namespace

std::string next_series(const std::string& terminal, const std::set<std::string>& used) {
    constexpr int kLetters = 25;  // b … z
    const auto series = [&](int number) {
        return terminal + std::string(static_cast<std::size_t>(number / kLetters), 'z') +
               static_cast<char>('b' + number % kLetters);
    };
    int next = 0;
    // Behind the highest, so that a gap is not filled with what somebody may remember.
    for (int number = 0; number < 100 * kLetters; ++number) {
        if (used.contains(series(number))) next = number + 1;
    }
    return series(next);
}

std::expected<Restored, RestoreError> restore(const std::string& backup, const db::DbTarget& target,
                                              const RestoreOptions& options, Instant now,
                                              Random& random, db::OnCopyStep on_step) {
    POS_ASSERT(target.engine == db::Engine::sqlite);
    return Restoration{backup, target, options, now, random}.run(on_step);
}

}  // namespace pos::store
