#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "app/core/logo.hpp"
#include "app/core/office/own_shop.hpp"
#include "app/till/shell/action.hpp"
#include "app/till/shell/effect.hpp"
#include "pos/store/store_thread.hpp"

namespace till {

/// The pictures of the shop's documents, which may become others while the till prints.
///
/// threads: any
class ChangingPictures final : public drivers::printer::Pictures {
public:
    explicit ChangingPictures(app::core::ShopPictures pictures) : pictures_{std::move(pictures)} {}

    std::optional<drivers::printer::Ink> find(std::string_view name) const override {
        const std::scoped_lock lock{mutex_};
        return pictures_.find(name);
    }
    void replace(app::core::ShopPictures pictures) {
        const std::scoped_lock lock{mutex_};
        pictures_ = std::move(pictures);
        ++version_;
    }
    /// How often they were replaced.
    unsigned version() const {
        const std::scoped_lock lock{mutex_};
        return version_;
    }

private:
    mutable std::mutex mutex_;
    app::core::ShopPictures pictures_;
    unsigned version_{0};
};

/// What the shop says about itself, kept on the store's threads; the last change can be taken back
/// as long as this lives. After each change the shell is told that the shop is another one.
///
/// threads: members from the drawing thread; `post` is called from the store's
class ShopLink {
public:
    using Post = std::function<void(shell::Action)>;
    struct Shop {
        pos::journal::JournalRow journal;
        std::filesystem::path beside;  // the folder of the database, looked into for pictures
    };

    /// `store` and `pictures` outlive this.
    ShopLink(pos::store::StoreThread& store, Shop shop, ChangingPictures& pictures, Post post);

    void read(const shell::ReadOwnShop& ask);
    void keep(const shell::KeepOwnShop& wanted, const app::core::Doing& doing);
    void keep(const shell::KeepLogo& wanted, const app::core::Doing& doing);
    void undo(const shell::UndoOwnShop& wanted, const app::core::Doing& doing);
    void look_at_starting_over(const shell::LookAtStartingOver& ask);
    void find_pictures();
    void look_at(const shell::LookAtLogo& wanted);

private:
    struct LogoChange {
        std::optional<pos::Bytes> before;
        std::optional<pos::Bytes> now;
    };
    using Change = std::variant<std::monostate, app::core::ShopChange, LogoChange>;
    /// What the store's thread remembers.
    struct Last {
        Change change;
    };

    pos::store::StoreThread& store_;
    Shop shop_;
    ChangingPictures& pictures_;
    Post post_;
    std::shared_ptr<Last> last_;  // of the store's writing thread alone
};

}  // namespace till
