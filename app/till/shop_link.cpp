#include "app/till/shop_link.hpp"

#include <utility>

#include "app/core/office/start_over.hpp"
#include "app/till/found_files.hpp"

namespace till {

namespace {

using app::core::Kept;
using pos::store::Reader;
using pos::store::Store;

std::optional<pos::Bytes> bytes_of(const shell::Logo& logo) {
    if (!logo) return std::nullopt;
    return *logo;
}

/// Receipts that are printed from here on have the logo as the store has it.
void renew(Reader& reader, ChangingPictures& pictures) {
    if (auto read = app::core::ShopPictures::read(reader)) pictures.replace(std::move(*read));
}

/// Tells what became of a change; a good one is followed by all that goes by the shop.
template <class T>
void answer(const ShopLink::Post& post, std::uint64_t ask, const Kept<T>& kept) {
    if (kept) post(shell::CatalogueChanged{});
    shell::OwnShopKept told{.ask = ask};
    if (!kept) told.refused = kept.error();
    post(std::move(told));
}

}  // namespace

ShopLink::ShopLink(pos::store::StoreThread& store, Shop shop, ChangingPictures& pictures, Post post)
    : store_{store},
      shop_{std::move(shop)},
      pictures_{pictures},
      post_{std::move(post)},
      last_{std::make_shared<Last>()} {}

void ShopLink::read(const shell::ReadOwnShop& ask) {
    store_.look_up([ask, journal = shop_.journal, post = post_](Reader& reader) {
        auto shop = app::core::read_own_shop(reader, journal);
        if (shop) return post(shell::OwnShopRead{ask.ask, std::move(*shop)});
        post(shell::ReadFailed{ask.ask, shop.error().why.value_or(pos::store::StoreError{})});
    });
}

void ShopLink::keep(const shell::KeepOwnShop& wanted, const app::core::Doing& doing) {
    store_.write([wanted, doing, last = last_, post = post_](Store& store) {
        auto kept = app::core::keep_own_shop(store, doing, wanted.sheet);
        if (kept) last->change = *kept;
        answer(post, wanted.ask, kept);
    });
}

void ShopLink::keep(const shell::KeepLogo& wanted, const app::core::Doing& doing) {
    store_.write([wanted, doing, last = last_, &pictures = pictures_, post = post_](Store& store) {
        auto now = bytes_of(wanted.logo);
        auto before = app::core::keep_own_logo(store, doing, now);
        if (before) {
            renew(store.reader(), pictures);
            last->change = LogoChange{*before, std::move(now)};
        }
        answer(post, wanted.ask, before);
    });
}

void ShopLink::undo(const shell::UndoOwnShop& wanted, const app::core::Doing& doing) {
    store_.write([wanted, doing, last = last_, &pictures = pictures_, post = post_](Store& store) {
        const auto change = std::exchange(last->change, std::monostate{});
        if (const auto* sheet = std::get_if<app::core::ShopChange>(&change))
            return answer(post, wanted.ask, app::core::undo_own_shop(store, doing, *sheet));
        Kept<std::optional<pos::Bytes>> done =
            app::core::not_kept(app::core::RecordFault::changed_since);
        if (const auto* logo = std::get_if<LogoChange>(&change)) {
            const auto there = app::core::read_logo(store.reader());
            if (there && *there == logo->now)
                done = app::core::keep_own_logo(store, doing, logo->before);
            if (done) renew(store.reader(), pictures);
        }
        answer(post, wanted.ask, done);
    });
}

void ShopLink::look_at_starting_over(const shell::LookAtStartingOver& ask) {
    store_.look_up([ask, post = post_](Reader& reader) {
        shell::StartingOverLooked looked{.ask = ask.ask};
        if (auto may = app::core::may_start_over(reader); !may) looked.why = may.error();
        post(std::move(looked));
    });
}

void ShopLink::find_pictures() {
    store_.read([beside = shop_.beside, post = post_](Reader&) {
        post(shell::PicturesFound{till::find_pictures(beside)});
    });
}

void ShopLink::look_at(const shell::LookAtLogo& wanted) {
    store_.read([wanted, post = post_](Reader&) {
        auto png = app::core::logo_of_file(wanted.path);
        shell::LogoLooked looked{.ask = wanted.ask, .logo = {}};
        if (png) {
            looked.logo = std::make_shared<const pos::Bytes>(std::move(*png));
        } else {
            looked.fault = png.error();
        }
        post(std::move(looked));
    });
}

}  // namespace till
