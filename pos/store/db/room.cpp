#include "pos/store/db/room.hpp"

#include <filesystem>
#include <string>

namespace pos::store::db {

std::optional<std::uint64_t> room_left(Connection& db) {
    if (db.engine() != Engine::sqlite) return std::nullopt;
    const auto file =
        db.value<std::string>("SELECT file FROM pragma_database_list WHERE name = 'main'");
    if (!file || !*file || (*file)->empty()) return std::nullopt;
    std::error_code failed;
    const auto space = std::filesystem::space(std::filesystem::path{**file}.parent_path(), failed);
    if (failed) return std::nullopt;
    return space.available;
}

}  // namespace pos::store::db
