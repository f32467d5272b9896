#include "app/core/failure.hpp"

#include "app/core/database_words.hpp"
#include "pos/store/db/open.hpp"
#include "pos/store/db/server_name.hpp"

namespace app::core {

int exit_code(FailureKind kind) {
    switch (kind) {
        case FailureKind::refused:
            return 1;
        case FailureKind::usage:
            return 2;
        case FailureKind::environment:
            return 3;
    }
    return 3;
}

std::string shown_database(const std::string& where) {
    const auto target = pos::store::db::parse_db_target(where);
    return pos::store::db::without_passwords(target ? target->where : where);
}

Failure failure(const pos::store::OpenError& error, const std::string& where) {
    return {FailureKind::environment, words_of(error, shown_database(where)), Why::database,
            std::string{name_of(error.kind)}};
}

Failure failure(const pos::store::StoreError& error) {
    const bool refused = error.kind == pos::store::StoreErrorKind::external_number_taken ||
                         error.kind == pos::store::StoreErrorKind::not_projected;
    return {refused ? FailureKind::refused : FailureKind::environment, words_of(error),
            Why::database, std::string{name_of(error.kind)}};
}

}  // namespace app::core
