#pragma once

#include <algorithm>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "app/till/shell/action.hpp"
#include "app/till/shell/effect.hpp"
#include "pos/base/ulid.hpp"
#include "pos/sale/register.hpp"

namespace test {

/// What the manager of a till without a store looks after, and the answers to whoever asks about
/// it: people, goods and their groups, and the shop itself.
class KnownShop {
public:
    virtual ~KnownShop() = default;

    /// Of the next change.
    std::optional<app::core::RecordRefusal> next_refusal;
    std::map<std::string, std::string> pins;  // by the name of whose they are
    pos::sale::Setup shop_setup;              // what the shop is told about itself

    app::core::ShopPeople people;
    app::core::GoodsChoices choices;
    app::core::ShopGroups groups;
    std::vector<app::core::GroupKept> undone_groups;
    std::vector<app::core::ItemSheet> sheets;
    std::optional<app::core::StockSaid> last_said;      // of an item's stock
    std::optional<pos::store::LastImport> last_import;  // that can be undone
    pos::store::ImportUndone undone;                    // what becomes of its goods then

    /// What the shop says about itself, the pictures that lie about, and where backups may go.
    app::core::OwnShop own_shop{.sheet = {.name = "Corner shop",
                                          .address = {"12 High Street", "London N1 9GU"},
                                          .tax_number = "GB 123 4567 89",
                                          .footer = {"Thank you for your visit!"},
                                          .country = "GB",
                                          .locale = "en-GB",
                                          .cash_step_minor = 1},
                                .logo = {}};
    std::vector<app::core::OwnShop> shops_before;
    std::optional<app::core::Failure> not_started_over;  // why it may not
    int started_over{0};
    std::vector<till::shell::GoodsFile> pictures;
    std::map<std::string, app::core::LogoFault> bad_pictures;  // by path
    int paper_height_px{1'020};
    std::vector<till::shell::BackupPlace> backup_places;
    std::map<std::string, till::shell::BackupTrouble> bad_folders;

    /// The till hears who works here, as it does after each change.
    void tell_people() {
        std::vector<till::shell::Signer> signers;
        for (const auto& one : people.people)
            if (one.user.active) signers.push_back({one.user, one.has_pin});
        act(till::shell::SignersRead{std::move(signers), people.rights});
    }

protected:
    virtual void act(const till::shell::Action& action) = 0;
    virtual pos::Ulid new_id() = 0;

    /// Whether it was asked about people or goods; answers if so.
    bool answer_record(const till::shell::Effect& effect) {
        namespace shell = till::shell;
        if (const auto* all = std::get_if<shell::ReadPeople>(&effect)) {
            act(shell::PeopleRead{all->ask, people});
        } else if (const auto* person = std::get_if<shell::KeepPerson>(&effect)) {
            keep(*person);
        } else if (const auto* rights = std::get_if<shell::KeepRights>(&effect)) {
            people.rights = rights->rights;
            tell_people();
            act(shell::RecordKept{rights->ask});
        } else if (const auto* item = std::get_if<shell::ReadItem>(&effect)) {
            shell::ItemRead read{.ask = item->ask, .code = item->code, .choices = choices};
            for (const auto& sheet : sheets) {
                const bool coded =
                    std::ranges::find(sheet.codes, item->code, &app::core::ItemCode::text) !=
                    sheet.codes.end();
                if (sheet.item.id == item->item || coded) read.sheet = sheet;
            }
            act(read);
        } else if (std::holds_alternative<shell::ReadLastImport>(effect)) {
            act(shell::LastImportRead{last_import});
        } else if (const auto* undo = std::get_if<shell::UndoImport>(&effect)) {
            shell::ImportUndone answer{.ask = undo->ask};
            answer.refused = std::exchange(next_refusal, std::nullopt);
            if (!answer.refused && std::exchange(last_import, std::nullopt)) answer.done = undone;
            act(answer);
        } else if (const auto* sheet = std::get_if<shell::KeepItem>(&effect)) {
            keep(*sheet);
        } else if (const auto* all_groups = std::get_if<shell::ReadGroups>(&effect)) {
            act(shell::GroupsRead{all_groups->ask, groups});
        } else if (const auto* department = std::get_if<shell::KeepDepartment>(&effect)) {
            shell::RecordKept answer{.ask = department->ask,
                                     .refused = std::exchange(next_refusal, std::nullopt)};
            if (!answer.refused)
                answer.group = app::core::DepartmentKept{{}, department->department};
            act(answer);
        } else if (const auto* group = std::get_if<shell::UndoGroup>(&effect)) {
            undone_groups.push_back(group->kept);
            act(shell::RecordKept{.ask = group->ask,
                                  .refused = std::exchange(next_refusal, std::nullopt)});
        } else if (const auto* policy = std::get_if<shell::KeepStockPolicy>(&effect)) {
            shell::RecordKept answer{.ask = policy->ask,
                                     .refused = std::exchange(next_refusal, std::nullopt)};
            if (!answer.refused) {
                shop_setup.stock = policy->policy;
                act(shell::CatalogueChanged{});
            }
            act(answer);
        } else if (const auto* tax = std::get_if<shell::KeepTax>(&effect)) {
            shell::RecordKept answer{.ask = tax->ask,
                                     .refused = std::exchange(next_refusal, std::nullopt)};
            if (!answer.refused) answer.group = app::core::TaxesKept{};
            act(answer);
        } else {
            return false;
        }
        return true;
    }

    /// Whether it was asked about the shop or where files may go; answers if so.
    bool answer_shop(const till::shell::Effect& effect) {
        namespace shell = till::shell;
        if (const auto* all = std::get_if<shell::ReadOwnShop>(&effect)) {
            act(shell::OwnShopRead{all->ask, own_shop});
        } else if (const auto* sheet = std::get_if<shell::KeepOwnShop>(&effect)) {
            auto now = own_shop;
            now.sheet = sheet->sheet;
            keep_shop(sheet->ask, std::move(now));
        } else if (const auto* logo = std::get_if<shell::KeepLogo>(&effect)) {
            auto now = own_shop;
            now.logo = logo->logo;
            keep_shop(logo->ask, std::move(now));
        } else if (const auto* undo = std::get_if<shell::UndoOwnShop>(&effect)) {
            shell::OwnShopKept kept{.ask = undo->ask,
                                    .refused = std::exchange(next_refusal, std::nullopt)};
            if (!kept.refused && !shops_before.empty()) {
                own_shop = shops_before.back();
                shops_before.pop_back();
            }
            act(kept);
        } else if (const auto* over = std::get_if<shell::LookAtStartingOver>(&effect)) {
            act(shell::StartingOverLooked{over->ask, not_started_over});
        } else if (std::holds_alternative<shell::StartOver>(effect)) {
            ++started_over;
        } else if (std::holds_alternative<shell::FindPictures>(effect)) {
            act(shell::PicturesFound{pictures});
        } else if (const auto* look = std::get_if<shell::LookAtLogo>(&effect)) {
            shell::LogoLooked looked{.ask = look->ask, .logo = {}};
            if (const auto bad = bad_pictures.find(look->path); bad != bad_pictures.end()) {
                looked.fault = bad->second;
            } else {
                looked.logo = std::make_shared<const pos::Bytes>(look->path.size(), std::byte{1});
            }
            act(looked);
        } else if (const auto* paper = std::get_if<shell::DrawPaper>(&effect)) {
            act(shell::PaperDrawn{paper->ask, 640, paper_height_px});
        } else if (const auto* use = std::get_if<shell::UseBackups>(&effect)) {
            const auto bad = bad_folders.find(use->folder);
            act(shell::BackupsUsed{
                use->ask, use->folder,
                bad == bad_folders.end() ? shell::BackupTrouble::none : bad->second});
        } else if (std::holds_alternative<shell::FindBackupPlaces>(effect)) {
            act(shell::BackupPlacesFound{backup_places});
        } else if (std::holds_alternative<shell::FindExportPlaces>(effect)) {
            act(shell::ExportPlacesFound{backup_places});
        } else {
            return false;
        }
        return true;
    }

private:
    void keep_shop(std::uint64_t ask, app::core::OwnShop now) {
        till::shell::OwnShopKept kept{.ask = ask,
                                      .refused = std::exchange(next_refusal, std::nullopt)};
        if (!kept.refused) shops_before.push_back(std::exchange(own_shop, std::move(now)));
        act(kept);
    }
    void keep(const till::shell::KeepPerson& wanted) {
        if (next_refusal) {
            return act(till::shell::RecordKept{
                .ask = wanted.ask, .refused = std::exchange(next_refusal, std::nullopt)});
        }
        auto person = wanted.person;
        auto known = std::ranges::find(people.people, person.id,
                                       [](const auto& one) { return one.user.id; });
        if (known == people.people.end() || !person.id) {
            person.id = new_id();
            known = people.people.insert(people.people.end(), {person, false});
        }
        known->user = person;
        known->has_pin = known->has_pin || wanted.pin.has_value();
        if (wanted.pin) pins[person.name] = *wanted.pin;
        tell_people();
        act(till::shell::RecordKept{wanted.ask});
    }
    void keep(const till::shell::KeepItem& wanted) {
        till::shell::RecordKept kept{.ask = wanted.ask,
                                     .refused = std::exchange(next_refusal, std::nullopt)};
        if (kept.refused) return act(kept);
        auto sheet = wanted.sheet;
        kept.before.emplace();
        auto known =
            std::ranges::find(sheets, sheet.item.id, [](const auto& one) { return one.item.id; });
        sheet.stock = known == sheets.end() ? std::nullopt : known->stock;
        if (const auto said = std::exchange(sheet.said, std::nullopt)) {
            last_said = said;
            if (said->counted)
                sheet.stock = said->quantity;
            else if (sheet.stock)
                sheet.stock = *sheet.stock + said->quantity;
        }
        if (known == sheets.end()) {
            sheet.item.id = new_id();
            sheets.push_back(sheet);
        } else {
            kept.before = std::exchange(*known, sheet);
        }
        kept.now = sheet;
        act(kept);
    }
};

}  // namespace test
