#include "app/core/read_office.hpp"

#include "pos/store/reader.hpp"

namespace app::core {

Outcome<ShopState> read_office(pos::store::db::Connection& db) {
    pos::store::Reader reader{db};
    const auto journals = reader.journals();
    if (!journals) return std::unexpected{failure(journals.error())};
    if (journals->empty()) {
        return refuse("That database is no head office's.");
    }
    return read_shop(reader, journals->front(), "");
}

}  // namespace app::core
