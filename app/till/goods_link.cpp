#include "app/till/goods_link.hpp"

#include <algorithm>
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
    options.tax_classes.emplace();
    for (const auto& one : rules->settings.taxes.classes) options.tax_classes->insert(one.code);
    options.tax_words = imports::tax_words(rules->taxes, shop.zone.local(now).date);
    const auto from = std::filesystem::path{file}.parent_path();
    options.keep_picture =
        [from, to = shop.pictures](std::string_view named) -> std::optional<std::string> {
        auto kept = app::core::keep_picture(named, from, to);
        if (!kept) return std::nullopt;
        return std::move(*kept);
    };
    return options;
}

std::expected<imports::ItemFile, GoodsRefused> understood(Reader& reader,
                                                          const GoodsLink::Shop& shop,
                                                          const std::string& file,
                                                          pos::Instant now) {
    const auto options = options_of(reader, shop, file, now);
    if (!options) return std::unexpected{options.error()};
    auto looked = imports::look_at_items(file, *options);
    if (!looked) return std::unexpected{shell::refused_by(looked.error())};
    return std::move(*looked);
}

/// The first rows, by the columns that count.
void show_rows(const imports::ItemFile& file, shell::GoodsPreview& preview) {
    std::vector<std::size_t> places;
    auto mapping = file.options.mapping;
    const auto place_of = [](const app::core::tabular::MapEntry& entry) {
        return std::ranges::find(imports::kItemFields, entry.field);
    };
    std::ranges::stable_sort(mapping, {}, place_of);
    for (const auto& entry : mapping) {
        const std::array<std::string_view, 1> field{entry.field};
        const auto bound =
            app::core::tabular::bind_columns(std::span{&entry, 1}, field, file.columns);
        if (!bound || bound->front().empty()) continue;
        places.push_back(bound->front().front());
        preview.columns.push_back({entry.field, entry.column});
    }
    for (const auto& row : file.rows) {
        if (preview.rows.size() == shell::kGoodsRowsShown) return;
        auto& shown = preview.rows.emplace_back();
        for (const std::size_t place : places) shown.push_back(row[place]);
    }
}

std::expected<shell::GoodsPreview, GoodsRefused> looked_at(Reader& reader,
                                                           const GoodsLink::Shop& shop,
                                                           const std::string& path,
                                                           pos::Instant now) {
    const auto file = understood(reader, shop, path, now);
    if (!file) return std::unexpected{file.error()};
    shell::GoodsPreview preview;
    show_rows(*file, preview);
    auto rows = imports::open_again(*file);
    if (!rows) return std::unexpected{shell::refused_by(imports::ImportError{rows.error()})};
    const imports::ItemImportListener listener{.on_refusal = [&](const imports::Refusal& refusal) {
        if (preview.refused.size() < shell::kGoodsRefusedShown) preview.refused.push_back(refusal);
    }};
    app::core::SystemRandom random;
    const auto report = imports::preview_items(*rows, file->options, reader, now, random, listener);
    if (!report) return std::unexpected{shell::refused_by(report.error())};
    preview.counts = shell::counts_of(*report);
    return preview;
}

std::expected<shell::GoodsCounts, GoodsRefused> taken_in(pos::store::Store& store,
                                                         const GoodsLink::Shop& shop,
                                                         const std::string& path,
                                                         const pos::journal::Actor& user,
                                                         pos::Instant now) {
    const auto file = understood(store.reader(), shop, path, now);
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
        auto preview = looked_at(reader, shop, wanted.path, now);
        if (preview) return post(shell::GoodsLooked{wanted.ask, std::move(*preview)});
        post(shell::GoodsLooked{wanted.ask, {}, preview.error()});
    });
}

void GoodsLink::import(const shell::ImportGoods& wanted, const pos::journal::Actor& user,
                       pos::Instant now) {
    store_.write([wanted, user, now, shop = shop_, post = post_](pos::store::Store& store) {
        const auto counts = taken_in(store, shop, wanted.path, user, now);
        if (counts) return post(shell::GoodsImported{wanted.ask, *counts});
        post(shell::GoodsImported{wanted.ask, {}, counts.error()});
    });
}

}  // namespace till
