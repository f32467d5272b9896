#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "app/core/office/backup_at_office.hpp"
#include "app/core/office/replace_till.hpp"
#include "app/till/screens/common/choose.hpp"
#include "app/till/shop_copies.hpp"
#include "app/till/ui/texts.hpp"
#include "pos/locale/locale.hpp"
#include "pos/locale/zone.hpp"
#include "pos/store/restore.hpp"

namespace till {

/// How what is said of backups is written.
struct ReplaceWording {
    const ui::Texts& texts;
    const pos::locale::Locale& locale;
    pos::locale::Zone zone;
    pos::Instant now{};
};

/// A copy that was found, with what could be read of it.
struct FoundCopy {
    ShopCopy copy;
    std::optional<app::core::BackupContent> content{};
};

/// What was rescued lacks nothing unless the same till was backed up after it, and so sold on: that
/// is then a copy like others.
void doubt_rescued(std::vector<FoundCopy>& found);

/// What a backup holds and lacks, in words.
struct BackupWords {
    std::vector<std::string> facts;    // two by two
    std::vector<std::string> missing;  // sentences
};

/// "Friday 27 November, 14:05 · 2 hours ago", and whose it is.
common::Place place_of(const FoundCopy& found, const ReplaceWording& wording);

/// Of one that was proved.
struct ProvedCopy {
    FoundCopy found;
    app::core::AtOffice office;
};
BackupWords words_of(const ProvedCopy& proved, const ReplaceWording& wording);
/// Why such a file is none that can be used.
std::string refused_words(const std::filesystem::path& file, const app::core::Failure& why,
                          const ui::Texts& texts);
/// The same once it is in place.
BackupWords words_of(const ProvedCopy& proved, const pos::store::Restored& restored,
                     const ReplaceWording& wording);
/// Of a till whose place was taken with a code.
BackupWords words_of(const app::core::Replaced& done, const ReplaceWording& wording);

}  // namespace till
