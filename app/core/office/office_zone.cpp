#include "app/core/office/office_zone.hpp"

#include "pos/base/assert.hpp"
#include "pos/store/reader.hpp"

namespace app::core {

pos::store::Answer<pos::locale::Zone> office_zone(pos::store::db::Connection& db) {
    pos::store::Reader reader{db};
    const auto journals = reader.journals();
    if (!journals) return std::unexpected{journals.error()};
    for (const auto& journal : *journals) {
        auto zone = pos::locale::Zone::open(journal.zone);
        if (zone && journal.branch == "OFFICE") return std::move(*zone);
    }
    auto utc = pos::locale::Zone::open("UTC");
    POS_ASSERT(utc);
    return std::move(*utc);
}

}  // namespace app::core
