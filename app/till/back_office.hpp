#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "app/core/records.hpp"
#include "app/till/backup_link.hpp"
#include "app/till/export_link.hpp"
#include "app/till/goods_link.hpp"
#include "app/till/items_link.hpp"
#include "app/till/people_link.hpp"
#include "app/till/shop_link.hpp"

namespace till {

/// What a manager looks after at the till: people, goods, the shop itself, its backups
/// and exports.
///
/// threads: members from the drawing thread; `post` is called from others
class BackOffice {
public:
    using Post = std::function<void(shell::Action)>;
    struct Shop {
        pos::journal::JournalRow journal;
        pos::locale::Zone zone;
        std::filesystem::path beside;    // the folder of the database
        std::filesystem::path pictures;  // of goods; empty: none are kept
    };
    /// Who does it, and when.
    using Who = std::function<app::core::Doing()>;

    /// `store` and `logo` outlive this.
    BackOffice(pos::store::StoreThread& store, const Shop& shop, ChangingPictures& logo, Who who,
               Post post);

    /// Begins to keep backups of that file, which only a shop of this machine's has.
    void start_backups(BackupLink::Parts parts);
    void stop_backups() { backups_.reset(); }
    /// What the shop has can be exported from then on.
    void start_exports(ExportLink::Parts parts);
    void stop_exports() { exports_.reset(); }
    /// The day was closed.
    void closed();

    void carry_out(const shell::ReadSigners&) { people_.read(); }
    void carry_out(const shell::TryPin& wanted) { people_.try_pin(wanted, who_().at); }
    void carry_out(const shell::ReadPeople& ask) { people_.read_all(ask); }
    void carry_out(const shell::KeepPerson& wanted) { people_.keep(wanted, who_()); }
    void carry_out(const shell::KeepRights& wanted) { people_.keep(wanted, who_()); }
    void carry_out(const shell::ReadItem& ask) { items_.read(ask); }
    void carry_out(const shell::KeepItem& wanted) { items_.keep(wanted, who_()); }
    void carry_out(const shell::ReadLastImport&) { items_.read_last_import(); }
    void carry_out(const shell::UndoImport& wanted) { items_.undo_import(wanted, who_()); }
    void carry_out(const shell::ReadGroups& ask) { items_.read_groups(ask); }
    void carry_out(const shell::KeepDepartment& wanted) { items_.keep(wanted, who_()); }
    void carry_out(const shell::KeepTax& wanted) { items_.keep(wanted, who_()); }
    void carry_out(const shell::UndoGroup& wanted) { items_.undo(wanted, who_()); }
    void carry_out(const shell::KeepStockPolicy& wanted) { items_.keep(wanted, who_()); }
    void carry_out(const shell::FindGoodsFiles&) { goods_.find(); }
    void carry_out(const shell::LookAtGoods& wanted) { goods_.look_at(wanted, who_().at); }
    void carry_out(const shell::ImportGoods& wanted);
    void carry_out(const shell::ReadOwnShop& ask) { shop_.read(ask); }
    void carry_out(const shell::KeepOwnShop& wanted) { shop_.keep(wanted, who_()); }
    void carry_out(const shell::KeepLogo& wanted) { shop_.keep(wanted, who_()); }
    void carry_out(const shell::UndoOwnShop& wanted) { shop_.undo(wanted, who_()); }
    void carry_out(const shell::LookAtStartingOver& ask) { shop_.look_at_starting_over(ask); }
    void carry_out(const shell::FindPictures&) { shop_.find_pictures(); }
    void carry_out(const shell::LookAtLogo& wanted) { shop_.look_at(wanted); }
    void carry_out(const shell::UseBackups& wanted);
    void carry_out(const shell::BackUpNow&) { closed(); }
    void carry_out(const shell::FindBackupPlaces&);
    void carry_out(const shell::ExportShop& wanted);
    void carry_out(const shell::StopExport&);
    void carry_out(const shell::FindExportPlaces&);

private:
    Who who_;
    Post post_;
    PeopleLink people_;
    GoodsLink goods_;
    ItemsLink items_;
    ShopLink shop_;
    std::unique_ptr<BackupLink> backups_;
    std::unique_ptr<ExportLink> exports_;
};

/// Whether an effect is one of these.
template <class What>
concept OfBackOffice = requires(BackOffice& office, const What& what) { office.carry_out(what); };

}  // namespace till
