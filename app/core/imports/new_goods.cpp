#include "app/core/imports/new_goods.hpp"

#include <utility>

#include "app/core/imports/tax_words.hpp"
#include "pos/base/assert.hpp"
#include "pos/locale/zone.hpp"

namespace app::core::imports {

ItemImportOptions options_of_new_shop(const Country& country, std::string locale,
                                      pos::Instant now) {
    ShopSettings settings;
    settings.locale = locale.empty() ? country.locale : std::move(locale);
    set_country(settings, country);
    const auto taxes = pos::tax::TaxTable::make(settings.taxes);
    const auto zone = pos::locale::Zone::open(country.zone);
    POS_ASSERT(taxes.has_value() && zone.has_value());  // of our own table
    ItemImportOptions options{.mapping = {}, .skip_bad = true};
    know_taxes(options, *taxes, zone->local(now).date);
    return options;
}

std::expected<NewGoodsSeen, ImportError> look_at_new_goods(const std::string& file,
                                                           const ItemImportOptions& shop,
                                                           pos::Currency currency, pos::Instant now,
                                                           pos::Random& random,
                                                           const ItemImportListener& listener) {
    auto looked = look_at_items(file, shop);
    if (!looked) return std::unexpected{looked.error()};
    auto rows = open_again(*looked);
    if (!rows) return std::unexpected{ImportError{rows.error()}};
    auto report = preview_items(*rows, looked->options, currency, now, random, listener);
    if (!report) return std::unexpected{report.error()};
    return NewGoodsSeen{std::move(*looked), std::move(*report)};
}

std::expected<ItemImportReport, ImportError> import_new_goods(const NewGoodsFile& file,
                                                              pos::store::Store& store,
                                                              const ShopState& shop,
                                                              pos::Instant now, pos::Random& random,
                                                              const ItemImportListener& listener) {
    const auto local = shop.zone.local(now);
    const auto& user = shop.opening.user;
    ItemImportOptions options{.mapping = file.mapping, .skip_bad = true};
    know_taxes(options, shop.taxes, local.date);
    const auto looked = look_at_items(file.path, options);
    if (!looked) return std::unexpected{looked.error()};
    auto rows = open_again(*looked);
    if (!rows) return std::unexpected{ImportError{rows.error()}};
    return import_items(*rows, looked->options, store,
                        {{local, local.date, shop.journal.zone}, {user.id, user.name}}, now, random,
                        listener);
}

}  // namespace app::core::imports
