#include "app/till/back_office.hpp"

#include <utility>

namespace till {

BackOffice::BackOffice(pos::store::StoreThread& store, const Shop& shop, ChangingPictures& logo,
                       Who who, Post post)
    : who_{std::move(who)},
      post_{post},
      people_{store, post},
      goods_{store, {shop.journal, shop.zone, shop.beside, shop.pictures}, post},
      items_{store, shop.pictures, post},
      shop_{store, {shop.journal, shop.beside}, logo, post} {}

void BackOffice::start_backups(BackupLink::Parts parts) {
    backups_ = std::make_unique<BackupLink>(std::move(parts), post_);
}

void BackOffice::start_exports(ExportLink::Parts parts) {
    exports_ = std::make_unique<ExportLink>(std::move(parts), post_);
}

void BackOffice::closed() {
    if (backups_) backups_->closed();
}

void BackOffice::carry_out(const shell::ImportGoods& wanted) {
    const auto doing = who_();
    goods_.import(wanted, doing.user, doing.at);
}

void BackOffice::carry_out(const shell::UseBackups& wanted) {
    if (backups_) backups_->use(wanted);
}

void BackOffice::carry_out(const shell::FindBackupPlaces&) {
    if (backups_) backups_->find_places();
}

void BackOffice::carry_out(const shell::ExportShop& wanted) {
    if (exports_) exports_->write(wanted);
}

void BackOffice::carry_out(const shell::StopExport&) {
    if (exports_) exports_->stop();
}

void BackOffice::carry_out(const shell::FindExportPlaces&) {
    if (exports_) exports_->find_places();
}

}  // namespace till
