#include "app/core/billing/bill_logo.hpp"

#include "app/core/billing/customers.hpp"
#include "app/core/billing/in_transaction.hpp"
#include "app/core/logo.hpp"
#include "app/core/shop_settings.hpp"
#include "pos/store/catalogue/catalogue.hpp"

namespace app::core::billing {

namespace {

constexpr std::string_view kBillLogoSetting = "billing.logo";

/// Empty bytes are none.
Outcome<std::optional<pos::Bytes>> picture_under(pos::store::db::Connection& db,
                                                 std::string_view name) {
    pos::store::Catalogue catalogue{db, {}};
    auto bytes = catalogue.setting(name);
    if (!bytes) return std::unexpected{database(bytes.error())};
    if (!*bytes || (*bytes)->empty()) return std::nullopt;
    return std::move(*bytes);
}

}  // namespace

Outcome<std::optional<pos::Bytes>> read_bill_logo(pos::store::db::Connection& db) {
    auto own = picture_under(db, kBillLogoSetting);
    if (!own || *own) return own;
    return picture_under(db, kLogoSetting);
}

Outcome<bool> has_bill_logo(pos::store::db::Connection& db) {
    const auto own = picture_under(db, kBillLogoSetting);
    if (!own) return std::unexpected{own.error()};
    return own->has_value();
}

Outcome<void> change_bill_logo(BillingBooks& books, pos::BytesView png, pos::Instant now) {
    std::optional<pos::Bytes> wanted;
    if (!png.empty()) wanted.emplace(png.begin(), png.end());
    return in_transaction(books, [&]() -> Outcome<void> {
        const auto before = picture_under(*books.db, kBillLogoSetting);
        if (!before) return std::unexpected{before.error()};
        if (*before == wanted) return {};
        pos::store::CatalogueWriter writer{*books.db};
        if (auto put = writer.put_setting(kBillLogoSetting, png); !put) {
            return std::unexpected{database(put.error())};
        }
        return note_change(books, std::string{kBillLogoSetting}, logo_name(*before),
                           logo_name(wanted), now);
    });
}

}  // namespace app::core::billing
