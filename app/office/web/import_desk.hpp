#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "app/core/billing/takeover/take_over.hpp"
#include "app/core/imports/import_items.hpp"
#include "app/office/web/billing/desk.hpp"
#include "app/office/web/page.hpp"
#include "pos/store/last_import.hpp"

namespace app::office::web {

/// A table of goods that was tried or imported, with the rows that were refused and those that were
/// kept otherwise than they stand there: kExportRowsMax of each at most.
struct GoodsTaken {
    core::imports::ItemImportReport report;
    std::vector<core::imports::Refusal> refused;
    std::vector<core::imports::Note> notes;
};
/// The same of what was kept elsewhere before.
struct TakenOver {
    core::billing::takeover::Report report;
    std::vector<core::billing::takeover::Refused> refused;
};
using ImportReport = std::variant<GoodsTaken, TakenOver, pos::store::ImportUndone>;

struct ImportProgress {
    std::uint64_t rows{0};  // that it has come to
};

struct ImportJob {
    std::string key;   // tells it from every other: what is done, with which file, how it is read
    std::string file;  // its token; empty: an import is undone
    std::string by;
    /// Told how far it has come; false: it is to end, and nothing is kept.
    using OnProgress = std::function<bool(const ImportProgress&)>;
    std::function<core::Outcome<ImportReport>(const OnProgress&)> work;
};

/// Tries and imports tables that people bring to pages, where they are too long for a page to wait.
///
/// owns:    a thread of its own; what it is at ends between two rows when this ends
/// threads: any
class ImportDesk : public billing::Desk<ImportJob, ImportReport, ImportProgress> {
public:
    explicit ImportDesk(pos::Clock& clock);

    /// Ends what is done with that file. False: nothing is.
    bool stop(const std::string& file);

    /// What a job came to that ended here and may still be so; nothing: it was not done here, or
    /// others were since.
    std::shared_ptr<const Ended> ended(const std::string& key, pos::Instant now) const;
};

/// What a look came to. Nothing: a desk is at it, or at something else before it, and it is asked
/// for again.
std::shared_ptr<const ImportDesk::Ended> looked_by(Call& call, ImportJob job, bool at_once);

/// Imports of so many rows are waited for by their pages.
inline constexpr std::size_t kRowsAtOnce = 1'000;
/// How often pages that wait are asked for again where a browser runs no scripts.
inline constexpr int kImportRefresh_s = 5;

/// What a page says of a desk at work, and the button that ends it where it is that file's.
std::string import_desk_html(const Call& call, const std::string& action, const std::string& file);

}  // namespace app::office::web
