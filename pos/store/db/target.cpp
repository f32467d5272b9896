#include "pos/store/db/open.hpp"

namespace pos::store::db {

std::expected<DbTarget, TargetError> parse_db_target(std::string_view text) {
    static constexpr std::string_view kSqlite = "sqlite:";
    if (text.empty() || text == kSqlite) return std::unexpected{TargetError::empty};
    if (text.starts_with("postgresql://") || text.starts_with("postgres://")) {
        return DbTarget{Engine::postgresql, std::string{text}};
    }
    if (text.starts_with(kSqlite)) {
        return DbTarget{Engine::sqlite, std::string{text.substr(kSqlite.size())}};
    }
    if (text.find("://") != std::string_view::npos) {
        return std::unexpected{TargetError::unknown_scheme};
    }
    return DbTarget{Engine::sqlite, std::string{text}};
}

}  // namespace pos::store::db
