#pragma once

#include <filesystem>
#include <functional>

#include "app/core/records.hpp"
#include "app/till/shell/action.hpp"
#include "app/till/shell/effect.hpp"
#include "pos/store/store_thread.hpp"

namespace till {

/// Reads and keeps goods, departments and taxes, one by one, on the store's threads. After each
/// change the shell is told that the catalogue is another one.
///
/// threads: members from the drawing thread; `post` is called from the store's
class ItemsLink {
public:
    using Post = std::function<void(shell::Action)>;

    /// `store` outlives this; `pictures` is the folder of the goods', and may be empty.
    ItemsLink(pos::store::StoreThread& store, std::filesystem::path pictures, Post post)
        : store_{store}, pictures_{std::move(pictures)}, post_{std::move(post)} {}

    void read(const shell::ReadItem& ask);
    void read_last_import();
    void undo_import(const shell::UndoImport& wanted, const app::core::Doing& doing);
    void read_groups(const shell::ReadGroups& ask);
    void keep(const shell::KeepItem& wanted, const app::core::Doing& doing);
    void keep(const shell::KeepDepartment& wanted, const app::core::Doing& doing);
    void keep(const shell::KeepTax& wanted, const app::core::Doing& doing);
    void undo(const shell::UndoGroup& wanted, const app::core::Doing& doing);
    void keep(const shell::KeepStockPolicy& wanted, const app::core::Doing& doing);

private:
    pos::store::StoreThread& store_;
    std::filesystem::path pictures_;
    Post post_;
};

}  // namespace till
