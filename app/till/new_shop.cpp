#include "app/till/new_shop.hpp"

#include <utility>

#include "app/core/countries.hpp"
#include "app/core/imports/item_file.hpp"
#include "app/core/imports/tax_words.hpp"
#include "app/core/register_service.hpp"
#include "app/till/shell/goods_words.hpp"

namespace till {

namespace {

using app::core::Failure;
using shell::GoodsRefused;
using shell::GoodsTrouble;
namespace imports = app::core::imports;

/// Takes the good rows into the shop that was just made.
std::expected<void, GoodsRefused> import_new_goods(const std::string& file,
                                                   pos::store::Store& store,
                                                   const app::core::ShopState& shop,
                                                   const Making& making) {
    const auto local = shop.zone.local(making.now);
    const auto& user = shop.opening.user;
    imports::ItemImportOptions options{.mapping = {}, .skip_bad = true};
    options.tax_classes.emplace();
    for (const auto& one : shop.settings.taxes.classes) options.tax_classes->insert(one.code);
    options.tax_words = imports::tax_words(shop.taxes, local.date);
    const auto looked = imports::look_at_items(file, options);
    if (!looked) return std::unexpected{shell::refused_by(looked.error())};
    auto rows = imports::open_again(*looked);
    if (!rows) return std::unexpected{shell::refused_by(rows.error())};
    const auto done =
        imports::import_items(*rows, looked->options, store,
                              {{local, local.date, shop.journal.zone}, {user.id, user.name}},
                              making.now, making.random, {.on_row = making.rows_read});
    if (!done) return std::unexpected{shell::refused_by(done.error())};
    return {};
}

/// Keeps what this till is to look and work like.
std::expected<void, pos::store::StoreError> keep_settings(
    pos::store::Store& store, const std::vector<app::core::TillSetting>& settings,
    const app::core::ShopState& shop, pos::Instant now) {
    const auto local = shop.zone.local(now);
    const auto& user = shop.opening.user;
    for (const auto& setting : settings) {
        auto kept = app::core::write_till_setting(
            store, setting, {local, local.date, shop.journal.zone}, {user.id, user.name}, now);
        if (!kept) return std::unexpected{std::move(kept.error())};
    }
    return {};
}

/// Whether the file is as it was shown.
std::expected<void, GoodsRefused> look_again(const NewShop::File& file, pos::Currency currency,
                                             const Making& making) {
    const auto now = look_at_new_goods(file.path, currency, making);
    if (!now) return std::unexpected{now.error()};
    if (now->content != file.shown)
        return std::unexpected{GoodsRefused{GoodsTrouble::other_than_shown}};
    return {};
}

}  // namespace

std::expected<NewGoods, GoodsRefused> look_at_new_goods(const std::string& file,
                                                        pos::Currency currency,
                                                        const Making& making) {
    const auto looked = imports::look_at_items(file, {});
    if (!looked) return std::unexpected{shell::refused_by(looked.error())};
    auto rows = imports::open_again(*looked);
    if (!rows) return std::unexpected{shell::refused_by(rows.error())};
    NewGoods seen;
    auto& refused = seen.preview.refused;
    const imports::ItemImportListener listener{
        .on_refusal =
            [&](const imports::Refusal& one) {
                if (refused.size() < shell::kGoodsRefusedShown) refused.push_back(one);
            },
        .on_row = making.rows_read};
    const auto report = imports::preview_items(*rows, looked->options, currency, making.now,
                                               making.random, listener);
    if (!report) return std::unexpected{shell::refused_by(report.error())};
    seen.preview.counts = shell::counts_of(*report);
    seen.content = report->content;
    return seen;
}

std::expected<MadeShop, NotMade> make_shop(const std::string& where, const NewShop& wanted,
                                           const pos::store::StoreOptions& options,
                                           const Making& making) {
    if (wanted.goods) {
        const auto country = app::core::find_country(wanted.shop.country);
        const auto currency = pos::currency_of(country ? country->currency : wanted.shop.currency);
        const auto same = look_again(*wanted.goods, currency.value_or(pos::Currency{}), making);
        if (!same) return std::unexpected{NotMade{same.error()}};
    }
    const auto store = app::core::init_shop(where, wanted.shop, options, making.now, making.random);
    if (!store) return std::unexpected{NotMade{store.error()}};
    const auto shop = app::core::read_shop((*store)->reader(), (*store)->journal(), {});
    if (!shop) return std::unexpected{NotMade{shop.error()}};
    MadeShop made;
    if (auto kept = keep_settings(**store, wanted.settings, *shop, making.now); !kept)
        made.setting = std::move(kept.error());
    if (!wanted.goods) return made;
    if (auto in = import_new_goods(wanted.goods->path, **store, *shop, making); !in)
        made.goods = std::move(in.error());
    return made;
}

}  // namespace till
