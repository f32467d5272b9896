#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>

#include "app/core/backups.hpp"
#include "pos/base/ulid.hpp"
#include "pos/store/db/connection.hpp"

namespace app::core {

/// What a backup of a till holds.
struct BackupContent {
    std::string shop;         // its name; empty: it has none
    std::string till;         // "B01-T1"
    std::string series;       // of its last receipts: "B01-T1b"
    std::string zone;         // of the place
    std::string last_number;  // of the last receipt; empty: nothing was sold
    pos::Instant last_sale{};
    pos::Ulid journal{};  // the one that ends with it
    std::uint64_t last_seq{0};
    pos::Instant last_entry{};  // when the last thing was booked
    std::string office;         // address of the head office; empty: it has joined none
    // Of one that was proved.
    std::int64_t items{0};
    std::int64_t receipts{0};
};

/// Reads that from the file itself, to tell one backup from another in a list.
///
/// errors: no database of ours, or no till's
Outcome<BackupContent> read_backup(const std::filesystem::path& backup);

/// Whether the shop in one file is an earlier state of that in another: its books go on there.
/// Whoever sold from it would give numbers again. Where one of them cannot be read it is not.
bool is_earlier_state(const std::filesystem::path& shop, const std::filesystem::path& of);

/// Asked of the proved backup before it is thrown away.
using AskBackup =
    std::function<void(pos::store::db::Connection& shop, const BackupContent& content)>;

/// Puts it back where nobody sees it, as try_backup does, and says what is in it then.
///
/// errors: as try_backup; no till's backup
Outcome<BackupContent> prove_backup(const std::filesystem::path& backup, pos::Instant now,
                                    pos::Random& random, const GiveUp& give_up,
                                    const OnPercent& on_percent, const AskBackup& ask = {});

}  // namespace app::core
