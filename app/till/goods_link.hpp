#pragma once

#include <filesystem>
#include <functional>
#include <string>

#include "app/core/register_service.hpp"
#include "app/till/shell/action.hpp"
#include "app/till/shell/effect.hpp"
#include "pos/journal/events/place.hpp"
#include "pos/store/store_thread.hpp"

namespace till {

/// Finds files of goods, looks at one and takes it in, on the store's threads.
///
/// threads: members from the drawing thread; `post` is called from the store's
class GoodsLink {
public:
    using Post = std::function<void(shell::Action)>;
    struct Shop {
        pos::journal::JournalRow journal;
        pos::locale::Zone zone;
        std::filesystem::path beside;    // the folder of the database, looked into as well
        std::filesystem::path pictures;  // empty: none are kept
    };

    /// `store` outlives this.
    GoodsLink(pos::store::StoreThread& store, Shop shop, Post post)
        : store_{store}, shop_{std::move(shop)}, post_{std::move(post)} {}

    void find();
    void look_at(const shell::LookAtGoods& wanted, pos::Instant now);
    /// Keeps the good rows, journaled in that name.
    void import(const shell::ImportGoods& wanted, const pos::journal::Actor& user,
                pos::Instant now);

private:
    pos::store::StoreThread& store_;
    Shop shop_;
    Post post_;
};

/// Tables that lie in the folders where people put files, on plugged-in sticks and in `beside`;
/// the newest first, fifty at most.
std::vector<shell::GoodsFile> find_goods_files(const std::filesystem::path& beside);

}  // namespace till
