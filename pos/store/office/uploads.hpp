#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "pos/base/clock.hpp"
#include "pos/store/db/connection.hpp"

/// Files that people gave to pages and have not imported yet: rows, so that several processes share
/// them.
namespace pos::store::office {

struct Upload {
    std::string token;
    std::string file_name;
    std::string bytes;
    std::string by;
    Instant at{};
};
/// So long at most one is kept.
inline constexpr std::int64_t kUploadKept_ms = std::int64_t{24} * 60 * 60 * 1'000;

db::Result<void> keep_upload(db::Connection& db, const Upload& upload);
/// Nothing where it is older than that.
db::Result<std::optional<Upload>> upload_of(db::Connection& db, std::string_view token,
                                            Instant now);
/// Drops those that are older.
db::Result<void> forget_uploads(db::Connection& db, Instant now);
db::Result<void> drop_upload(db::Connection& db, std::string_view token);

}  // namespace pos::store::office
