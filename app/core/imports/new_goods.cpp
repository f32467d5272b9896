#include "app/core/imports/new_goods.hpp"

#include "app/core/imports/tax_words.hpp"

namespace app::core::imports {

std::expected<ItemImportReport, ImportError> look_at_new_goods(const std::string& file,
                                                               pos::Currency currency,
                                                               pos::Instant now,
                                                               pos::Random& random,
                                                               const ItemImportListener& listener) {
    const auto looked = look_at_items(file, {});
    if (!looked) return std::unexpected{looked.error()};
    auto rows = open_again(*looked);
    if (!rows) return std::unexpected{ImportError{rows.error()}};
    return preview_items(*rows, looked->options, currency, now, random, listener);
}

std::expected<ItemImportReport, ImportError> import_new_goods(const std::string& file,
                                                              pos::store::Store& store,
                                                              const ShopState& shop,
                                                              pos::Instant now, pos::Random& random,
                                                              const ItemImportListener& listener) {
    const auto local = shop.zone.local(now);
    const auto& user = shop.opening.user;
    ItemImportOptions options{.mapping = {}, .skip_bad = true};
    options.tax_classes.emplace();
    for (const auto& one : shop.settings.taxes.classes) options.tax_classes->insert(one.code);
    options.tax_words = tax_words(shop.taxes, local.date);
    const auto looked = look_at_items(file, options);
    if (!looked) return std::unexpected{looked.error()};
    auto rows = open_again(*looked);
    if (!rows) return std::unexpected{ImportError{rows.error()}};
    return import_items(*rows, looked->options, store,
                        {{local, local.date, shop.journal.zone}, {user.id, user.name}}, now, random,
                        listener);
}

}  // namespace app::core::imports
