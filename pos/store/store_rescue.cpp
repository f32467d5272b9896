// A database whose file was removed or replaced while it was open: what it held is kept.
#include <filesystem>
#include <utility>

#include "pos/store/db/copy_database.hpp"
#include "pos/store/store_core.hpp"

namespace pos::store {

namespace {

constexpr int kPagesPerStep = 256;
constexpr int kNamesMax = 100;

/// A name beside `path` that nothing has.
std::string free_name(const std::string& path) {
    const std::string first = path + std::string{kRescued};
    std::string name = first;
    std::error_code none;
    for (int i = 2; std::filesystem::exists(name, none) && i < kNamesMax; ++i)
        name = first + "-" + std::to_string(i);
    return name;
}

}  // namespace

void Store::Core::rescue(StoreError& why) {
    auto& from = static_cast<db::SqliteConnection&>(*db);
    std::error_code none;
    if (const auto folder = std::filesystem::path{target.where}.parent_path(); !folder.empty())
        std::filesystem::create_directories(folder, none);
    const std::string to = free_name(target.where);
    const std::string part = to + ".part";
    db::remove_database(part);  // of a copy that was cut off
    const auto every_page = [](const db::CopyProgress&) { return true; };
    auto copied = db::copy_to_part(from, part, kPagesPerStep, every_page);
    std::expected<void, db::CopyError> placed;
    if (copied) {
        placed = db::put_in_place(part, to, false);
        if (!placed) db::remove_database(part);
    } else {
        placed = std::unexpected{std::move(copied.error())};
    }
    why.cause.code = placed ? "rescued" : "";
    why.cause.text = placed ? to : placed.error().cause.text;
}

Answer<void> Store::require_in_place() {
    auto& closed_by = core_->closed_by;
    const bool was_gone = closed_by && closed_by->kind == StoreErrorKind::gone;
    if (was_gone && !is_rescued(*closed_by)) core_->rescue(*closed_by);
    if (closed_by) return std::unexpected{*closed_by};
    if (core_->target.engine != db::Engine::sqlite) return {};
    if (static_cast<const db::SqliteConnection&>(*core_->db).is_in_place()) return {};
    StoreError gone{.kind = StoreErrorKind::gone,
                    .cause = {db::DbErrorKind::gone, "", core_->target.where}};
    core_->rescue(gone);
    closed_by = gone;
    return std::unexpected{std::move(gone)};
}

}  // namespace pos::store
