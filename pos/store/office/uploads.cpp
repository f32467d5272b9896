#include "pos/store/office/uploads.hpp"

#include "pos/base/bytes.hpp"

namespace pos::store::office {

namespace {

/// What came in before it is too old.
Instant oldest(Instant now) {
    return {now.unix_ms - kUploadKept_ms};
}

}  // namespace

db::Result<void> keep_upload(db::Connection& db, const Upload& upload) {
    auto kept = db.exec(
        "INSERT INTO upload (upload, file_name, content, noted_by, at) VALUES ($1, $2, $3, $4, $5)",
        upload.token, upload.file_name, as_bytes(upload.bytes), upload.by, upload.at);
    if (!kept) return std::unexpected{std::move(kept.error())};
    return {};
}

db::Result<void> forget_uploads(db::Connection& db, Instant now) {
    auto gone = db.exec("DELETE FROM upload WHERE at < $1", oldest(now));
    if (!gone) return std::unexpected{std::move(gone.error())};
    return {};
}

db::Result<std::optional<Upload>> upload_of(db::Connection& db, std::string_view token,
                                            Instant now) {
    std::optional<Upload> found;
    auto done = db.each(
        "SELECT upload, file_name, content, noted_by, at FROM upload WHERE upload = $1 AND at >= "
        "$2",
        [&](const db::Row& row) {
            Upload& one = found.emplace();
            row.get(0, one.token);
            row.get(1, one.file_name);
            const auto bytes = row.bytes(2);
            one.bytes.assign(reinterpret_cast<const char*>(bytes.data()), bytes.size());
            row.get(3, one.by);
            row.get(4, one.at);
        },
        token, oldest(now));
    if (!done) return std::unexpected{std::move(done.error())};
    return found;
}

db::Result<void> drop_upload(db::Connection& db, std::string_view token) {
    auto gone = db.exec("DELETE FROM upload WHERE upload = $1", token);
    if (!gone) return std::unexpected{std::move(gone.error())};
    return {};
}

}  // namespace pos::store::office
