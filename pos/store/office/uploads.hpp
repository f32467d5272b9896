#pragma once

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
/// Keeps one, and forgets those that came in before an instant.
db::Result<void> keep_upload(db::Connection& db, const Upload& upload, Instant forget_before);
db::Result<std::optional<Upload>> upload_of(db::Connection& db, std::string_view token);
db::Result<void> drop_upload(db::Connection& db, std::string_view token);

}  // namespace pos::store::office
