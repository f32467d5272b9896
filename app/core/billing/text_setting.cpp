#include "app/core/billing/text_setting.hpp"

#include "app/core/billing/customers.hpp"
#include "app/core/billing/in_transaction.hpp"
#include "pos/store/catalogue/catalogue.hpp"

namespace app::core::billing {

Outcome<std::string> read_text_setting(pos::store::db::Connection& db, const char* name) {
    pos::store::Catalogue catalogue{db, {}};
    const auto bytes = catalogue.setting(name);
    if (!bytes) return std::unexpected{database(bytes.error())};
    if (!*bytes) return std::string{};
    return std::string{reinterpret_cast<const char*>((*bytes)->data()), (*bytes)->size()};
}

Outcome<void> put_text_setting(BillingBooks& books, const char* name, const std::string& before,
                               const std::string& text, pos::Instant now) {
    pos::store::CatalogueWriter writer{*books.db};
    auto put = writer.put_setting(name, pos::as_bytes(text));
    if (!put) return std::unexpected{database(put.error())};
    return note_change(books, name, before, text, now);
}

}  // namespace app::core::billing
