#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "app/office/web/billing/desk.hpp"
#include "app/office/web/import_report.hpp"
#include "app/office/web/page.hpp"
#include "pos/store/db/name_lock.hpp"
#include "pos/store/errors.hpp"

namespace app::office::web {

struct ImportProgress {
    std::uint64_t rows{0};  // that it has come to
};

/// The connection of a job, which holds what nobody else may be at meanwhile.
struct ImportSession {
    std::unique_ptr<pos::store::db::Connection> db;
    std::optional<pos::store::db::NameLock> claim{};
};

struct ImportJob {
    std::string key;   // tells it from every other: what is done, with which file, how it is read
    std::string file;  // its token; empty: an import is undone
    bool is_look{false};  // it is only tried
    std::string by;
    /// Told how far it has come; false: it is to end, and nothing is kept.
    using OnProgress = std::function<bool(const ImportProgress&)>;
    std::function<ImportOutcome(const OnProgress&)> work;
    std::shared_ptr<ImportSession> session{};  // the desk's
};

/// How it stands with a job, whichever process is or was at it.
struct ImportStanding {
    std::optional<std::uint64_t> rows{};  // so far; nothing: nobody is at it
    std::shared_ptr<const ImportOutcome> came_to{};

    bool is_at_work() const { return rows.has_value(); }
};

/// Tries and imports tables that people bring to pages, where they are too long for a page to wait.
/// What it is at and what that came to are rows (`pos/store/office/import_jobs`), so that any
/// process tells of it, and one that was started anew.
///
/// owns:    a thread of its own; what it is at ends between two rows when this ends
/// threads: any
class ImportDesk : public billing::Desk<ImportJob, ImportReport, ImportProgress> {
public:
    /// `where` is the office.
    ImportDesk(std::string where, pos::Clock& clock);

    /// Begins it, unless it has come to what it is for already: then its standing says so. False:
    /// this process is at another one, or any is at the same file.
    pos::store::Answer<bool> start(pos::store::db::Connection& db, ImportJob job, pos::Instant now);
    /// Ends what is done with that file, here or in another process.
    pos::store::Answer<void> stop(pos::store::db::Connection& db, const std::string& file);
    pos::store::Answer<ImportStanding> standing(pos::store::db::Connection& db,
                                                const std::string& key, pos::Instant now) const;
    /// Drops what that job came to, so that it is begun anew once it is asked for again; not while
    /// this process is at another, which may hold the database.
    pos::store::Answer<void> forget(pos::store::db::Connection& db, const std::string& key) const;

private:
    class Unkept;
    ImportDesk(std::string where, pos::Clock& clock, std::shared_ptr<Unkept> unkept);
    pos::store::Answer<ImportStanding> kept_standing(pos::store::db::Connection& db,
                                                     const std::string& key,
                                                     pos::Instant now) const;

    std::string where_;
    std::shared_ptr<Unkept> unkept_;  // with the thread, which outlives this
};

/// How it stands with a look, which is begun where nobody has. Nothing that it came to: a desk is
/// at it, or at something else before it, and it is asked for again. One that failed or was stopped
/// is shown once: whoever loads the page again has it tried again.
pos::store::Answer<ImportStanding> looked_by(Call& call, ImportJob job, bool at_once);

/// Imports of so many rows are waited for by their pages.
inline constexpr std::size_t kRowsAtOnce = 1'000;
/// How often pages that wait are asked for again where a browser runs no scripts.
inline constexpr int kImportRefresh_s = 5;

/// What a page says of a desk at work, and the button that ends it where it is that file's.
std::string import_desk_html(const Call& call, const std::string& action, const std::string& file,
                             const ImportStanding& standing);

}  // namespace app::office::web
