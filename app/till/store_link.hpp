#pragma once

#include <functional>
#include <memory>
#include <optional>

#include "app/core/paperwork.hpp"
#include "app/core/register_service.hpp"
#include "app/till/shell/effect.hpp"
#include "app/till/shell/model.hpp"
#include "pos/store/store_thread.hpp"

namespace till {

/// Carries the shell's questions and writes to the store's threads and posts the answers back.
///
/// threads: members from the drawing thread; `post` is called from the store's
class StoreLink {
public:
    using Post = std::function<void(shell::Action)>;

    /// `shop` is copied; `store` outlives this.
    StoreLink(pos::store::StoreThread& store, const app::core::ShopState& shop, Post post);

    void find_code(const shell::FindCode& ask, const pos::LocalTime& now);
    void find_item(const shell::FindItem& ask, const pos::LocalTime& now);
    void read_ticket(const shell::ReadTicket& ask, const pos::LocalTime& now);
    void read_shop(const shell::ReadShop& ask);
    /// What is looked up from here on is sold by what that question found. Nothing for one that
    /// was asked anew.
    struct NewShop {
        app::core::ShopSettings settings;
        app::core::Paperwork paperwork;
    };
    std::optional<NewShop> take_shop(const shell::TakeShop& take);
    void search(const shell::Search& ask);
    void read_tabs();
    void read_tiles(const shell::ReadTiles& ask);
    void read_looks(const shell::ReadLooks& ask);
    void read_takings(const shell::ReadTakings& ask);
    /// Called on the store's thread once documents to print are durable.
    using OnQueued = std::function<void()>;
    /// The register's effect as a batch; carts as they are now.
    void store(const pos::sale::Store& effect, pos::store::Batch batch, pos::Instant at,
               OnQueued on_queued);
    /// A document that belongs to no batch of the register's.
    void queue(pos::store::PrintJob job, pos::Instant at, OnQueued on_queued);
    void save_setting(const shell::SaveSetting& setting, const pos::journal::When& when,
                      const pos::journal::Actor& user, pos::Instant at);

private:
    struct Shared;
    struct Read;
    pos::store::StoreThread& store_;
    pos::journal::JournalRow journal_;
    std::shared_ptr<const Shared> shared_;
    std::shared_ptr<Read> read_;  // what was read last
};

}  // namespace till
