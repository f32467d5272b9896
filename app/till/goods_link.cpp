#include "app/till/goods_link.hpp"

#include <utility>

#include "app/core/imports/item_file.hpp"
#include "app/core/imports/tax_words.hpp"
#include "app/core/pictures.hpp"
#include "app/core/shop_rules.hpp"
#include "app/core/system.hpp"
#include "app/till/shell/goods_words.hpp"

namespace till {

namespace {

namespace imports = app::core::imports;
using pos::store::Reader;
using shell::GoodsRefused;
using shell::GoodsTrouble;

/// What the shop says to whoever reads a file for it.
std::expected<imports::ItemImportOptions, GoodsRefused> options_of(Reader& reader,
                                                                   const GoodsLink::Shop& shop,
                                                                   const std::string& file,
                                                                   pos::Instant now) {
    const auto rules = app::core::read_rules(reader, shop.journal);
    if (!rules) return std::unexpected{GoodsRefused{GoodsTrouble::store}};
    imports::ItemImportOptions options{.mapping = {}, .skip_bad = true};
    imports::know_taxes(options, rules->taxes, shop.zone.local(now).date);
    const auto from = std::filesystem::path{file}.parent_path();
    options.keep_picture =
        [from, to = shop.pictures](std::string_view named) -> std::optional<std::string> {
        auto kept = app::core::keep_picture(named, from, to);
        if (!kept) return std::nullopt;
        return std::move(*kept);
    };
    return options;
}

/// A file, and which of its columns is what, where somebody has said so.
struct Table {
    const std::string& path;
    const shell::GoodsMapping& mapping;
};

std::expected<imports::ItemFile, GoodsRefused> understood(Reader& reader,
                                                          const GoodsLink::Shop& shop,
                                                          const Table& table, pos::Instant now) {
    auto options = options_of(reader, shop, table.path, now);
    if (!options) return std::unexpected{options.error()};
    options->mapping = table.mapping;
    auto looked = imports::look_at_items(table.path, *options);
    if (!looked) return std::unexpected{shell::refused_by(looked.error())};
    return std::move(*looked);
}

std::expected<shell::GoodsPreview, GoodsRefused> looked_at(Reader& reader,
                                                           const GoodsLink::Shop& shop,
                                                           const Table& table, pos::Instant now) {
    const auto file = understood(reader, shop, table, now);
    if (!file) return std::unexpected{file.error()};
    auto rows = imports::open_again(*file);
    if (!rows) return std::unexpected{shell::refused_by(imports::ImportError{rows.error()})};
    std::vector<imports::Refusal> refused;
    const imports::ItemImportListener listener{.on_refusal = [&](const imports::Refusal& refusal) {
        if (refused.size() < shell::kGoodsRefusedShown) refused.push_back(refusal);
    }};
    app::core::SystemRandom random;
    const auto report = imports::preview_items(*rows, file->options, reader, now, random, listener);
    if (!report) return std::unexpected{shell::refused_by(report.error())};
    return shell::preview_of(*file, *report, std::move(refused));
}

std::expected<shell::GoodsCounts, GoodsRefused> taken_in(pos::store::Store& store,
                                                         const GoodsLink::Shop& shop,
                                                         const Table& table,
                                                         const pos::journal::Actor& user,
                                                         pos::Instant now) {
    const auto file = understood(store.reader(), shop, table, now);
    if (!file) return std::unexpected{file.error()};
    auto rows = imports::open_again(*file);
    if (!rows) return std::unexpected{shell::refused_by(imports::ImportError{rows.error()})};
    app::core::SystemRandom random;
    const auto local = shop.zone.local(now);
    const auto report =
        imports::import_items(*rows, file->options, store,
                              {{local, local.date, shop.journal.zone}, user}, now, random, {});
    if (!report) return std::unexpected{shell::refused_by(report.error())};
    return shell::counts_of(*report);
}

}  // namespace

void GoodsLink::find() {
    store_.read([beside = shop_.beside, post = post_](Reader&) {
        post(shell::GoodsFilesFound{find_goods_files(beside)});
    });
}

void GoodsLink::look_at(const shell::LookAtGoods& wanted, pos::Instant now) {
    store_.read([wanted, now, shop = shop_, post = post_](Reader& reader) {
        auto preview = looked_at(reader, shop, {wanted.path, wanted.mapping}, now);
        if (preview) return post(shell::GoodsLooked{wanted.ask, std::move(*preview)});
        post(shell::GoodsLooked{wanted.ask, {}, preview.error()});
    });
}

void GoodsLink::import(const shell::ImportGoods& wanted, const pos::journal::Actor& user,
                       pos::Instant now) {
    store_.write([wanted, user, now, shop = shop_, post = post_](pos::store::Store& store) {
        const auto counts = taken_in(store, shop, {wanted.path, wanted.mapping}, user, now);
        if (counts) return post(shell::GoodsImported{wanted.ask, *counts});
        post(shell::GoodsImported{wanted.ask, {}, counts.error()});
    });
}

}  // namespace till
