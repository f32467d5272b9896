#include "pos/store/office/uploads.hpp"

#include "pos/base/bytes.hpp"

namespace pos::store::office {

db::Result<void> keep_upload(db::Connection& db, const Upload& upload, Instant forget_before) {
    auto gone = db.exec("DELETE FROM upload WHERE at < $1", forget_before);
    if (!gone) return std::unexpected{std::move(gone.error())};
    auto kept = db.exec(
        "INSERT INTO upload (upload, file_name, content, noted_by, at) VALUES ($1, $2, $3, $4, $5)",
        upload.token, upload.file_name, as_bytes(upload.bytes), upload.by, upload.at);
    if (!kept) return std::unexpected{std::move(kept.error())};
    return {};
}

db::Result<std::optional<Upload>> upload_of(db::Connection& db, std::string_view token) {
    std::optional<Upload> found;
    auto done = db.each(
        "SELECT upload, file_name, content, noted_by, at FROM upload WHERE upload = $1",
        [&](const db::Row& row) {
            Upload& one = found.emplace();
            row.get(0, one.token);
            row.get(1, one.file_name);
            const auto bytes = row.bytes(2);
            one.bytes.assign(reinterpret_cast<const char*>(bytes.data()), bytes.size());
            row.get(3, one.by);
            row.get(4, one.at);
        },
        token);
    if (!done) return std::unexpected{std::move(done.error())};
    return found;
}

db::Result<void> drop_upload(db::Connection& db, std::string_view token) {
    auto gone = db.exec("DELETE FROM upload WHERE upload = $1", token);
    if (!gone) return std::unexpected{std::move(gone.error())};
    return {};
}

}  // namespace pos::store::office
