#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "app/core/billing/takeover/take_over.hpp"
#include "app/core/failure.hpp"
#include "app/core/imports/import_items.hpp"
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
using ImportOutcome = core::Outcome<ImportReport>;

/// What an import came to, as it waits in the database for pages of any process. The hash of the
/// file is not among it.
std::string kept_import(const ImportOutcome& outcome);
/// Nothing where another version of this program wrote it otherwise: it is looked at anew then.
std::optional<ImportOutcome> import_kept(std::string_view kept);

}  // namespace app::office::web
