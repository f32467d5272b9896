#include "tests/ui/stage_act.hpp"
#include "tests/ui/stage_moves.hpp"

namespace test {

namespace {

namespace backups = till::backups;
namespace editor = till::editor;
namespace exports = till::exports;
namespace settings = till::settings;
namespace shell = till::shell;
namespace shop = till::shop;
using shell::BackupTrouble;
using shell::BackupWork;
using till::sell::Key;
using Till = ShellDriver;

void act(Till& till, const shop::Action& action) {
    till.act(action);
    till.answer_all();
}
void fill(Till& till, const editor::Action& action) {
    act(till, shop::Filled{action});
}
void type_in(Till& till, std::size_t entry, const std::string& text) {
    fill(till, editor::EntryTyped{entry, text});
}
void act(Till& till, const backups::Action& action) {
    till.act(action);
    till.answer_all();
}

// ---- the shop ----

constexpr std::size_t kCountry = 5;
constexpr std::size_t kCoin = 9;

void german(Till& till) {
    till.own_shop.sheet = {.name = "Feinkost am Markt",
                           .address = {"Hauptstraße 12", "10115 Berlin"},
                           .tax_number = "DE 123456789",
                           .footer = {"Vielen Dank für Ihren Einkauf!"},
                           .country = "DE",
                           .locale = "de",
                           .cash_step_minor = 1};
}
void in_settings(Till& till) {
    till.open_till();
    till.press(Key::settings);
    till.answer_all();
}
void open_shop(Till& till) {
    in_settings(till);
    till.act(settings::Action{settings::ShopPressed{}});
    till.answer_all();
}
void usual_shop(Till& till) {
    german(till);
    open_shop(till);
}
void long_shop(Till& till) {
    german(till);
    till.own_shop.sheet.name =
        "Feinkost- und Delikatessenhandlung Donaudampfschifffahrtsgesellschaft & Söhne mbH";
    till.own_shop.sheet.address = {"Im Hinterhof der ehemaligen Spinnerei, zweiter Aufgang links",
                                   "Alte Landstraße 1248 b", "98765 Sankt Johann im Pongau",
                                   "Österreich · Austria · אוסטריה"};
    till.own_shop.sheet.footer = {"Umtausch binnen 14 Tagen gegen Vorlage dieses Belegs.",
                                  "Montag bis Freitag 8–19 Uhr, samstags 8–14 Uhr",
                                  "www.feinkost-und-delikatessen-am-markt.example"};
    open_shop(till);
}
void another_country(Till& till) {
    usual_shop(till);
    for (int i = 0; i < 3; ++i) fill(till, editor::EntryWanted{kCountry});
    const auto& countries = till.model.shop_desk.form.countries;
    const auto at = std::ranges::find(countries, "AT") - countries.begin();
    fill(till, editor::Picked{static_cast<std::size_t>(at)});
}
void pictures(Till& till) {
    const pos::Instant lately{1'795'000'000'000};
    till.pictures = {
        {"/anna/Downloads/logo.png", "logo.png", "/anna/Downloads", lately},
        {"/media/anna/STICK/Entwurf 7 endgültig, wirklich, korrigiert von Maximiliane.jpeg",
         "Entwurf 7 endgültig, wirklich, korrigiert von Maximiliane.jpeg", "/media/anna/STICK",
         lately},
        {"/anna/Pictures/shop.png", "shop.png", "/anna/Pictures", lately},
        {"/anna/Pictures/photo.jpg", "photo.jpg", "/anna/Pictures", lately}};
    till.bad_pictures["/anna/Pictures/photo.jpg"] = app::core::LogoFault::too_many_dots;
    usual_shop(till);
    act(till, shop::LogoPressed{});
}

// ---- backups ----

constexpr pos::Instant kLately{1'790'000'000'000 - 25 * 60'000};

void open_backups(Till& till) {
    till.model.backups_possible = true;
    in_settings(till);
    till.act(settings::Action{settings::BackupsPressed{}});
    till.answer_all();
}
shell::BackupChanged on_stick() {
    shell::BackupChanged changed{.wanted = true,
                                 .last = kLately,
                                 .folder = "/media/anna/STICK/Counterfoil",
                                 .free_bytes = 11'200'000'000};
    for (std::int64_t i = 0; i < 14; ++i)
        changed.kept.push_back({{kLately.unix_ms - i * 5'600'000},
                                static_cast<std::uint64_t>(4'812'000 - 13'000 * i)});
    return changed;
}
void tell(Till& till, shell::BackupChanged changed) {
    till.act(std::move(changed));
}
void with_backups(Till& till) {
    till.model.backups_possible = true;
    tell(till, on_stick());
    open_backups(till);
}
void places(Till& till) {
    till.backup_places = {{"/media/anna/STICK/Counterfoil", "STICK", 11'200'000'000, false},
                          {"/media/anna/Sicherungsplatte der Buchhaltung 2026/Counterfoil",
                           "Sicherungsplatte der Buchhaltung 2026", 980'400'000'000, false},
                          {"/anna/Counterfoil", "anna", 52'000'000'000, true}};
    open_backups(till);
    act(till, backups::WherePressed{});
}
void trouble(Till& till, BackupTrouble what) {
    with_backups(till);
    auto changed = on_stick();
    changed.trouble = what;
    changed.why = "open_newer_schema";
    tell(till, std::move(changed));
}

// ---- exports ----

void act(Till& till, const exports::Action& action) {
    till.act(action);
    till.answer_all();
}
void open_exports(Till& till) {
    with_backups(till);
    act(till, backups::ExportPressed{});
}
void export_places(Till& till) {
    places(till);
    act(till, backups::BackPressed{});
    act(till, backups::ExportPressed{});
    act(till, exports::WherePressed{});
}
void exporting(Till& till) {
    export_places(till);
    act(till, exports::Action{exports::Entered{}});
    till.act(shell::ExportChanged{.working = true, .rows = 48'200});
}
void export_ended(Till& till, shell::ExportChanged how) {
    exporting(till);
    till.act(std::move(how));
}

constexpr Act kActs[] = {
    {"shop", usual_shop},
    {"shop_long", long_shop},
    {"shop_not_read",
     [](Till& t) {
         in_settings(t);
         t.act(settings::Action{settings::ShopPressed{}});
     }},
    {"shop_by_hand", [](Till& t) { usual_shop(t), fill(t, editor::EntryWanted{0}); }},
    {"shop_another_country", another_country},
    {"shop_countries", [](Till& t) { usual_shop(t), fill(t, editor::EntryWanted{kCountry}); }},
    {"shop_refused",
     [](Till& t) {
         usual_shop(t), type_in(t, kCoin, "gar nichts");
         act(t, shop::SavePressed{});
     }},
    {"shop_over",
     [](Till& t) {
         t.model.backups_possible = true;
         usual_shop(t), act(t, shop::OverPressed{});
     }},
    {"shop_over_refused",
     [](Till& t) {
         t.model.backups_possible = true;
         t.not_started_over = app::core::Failure{app::core::FailureKind::refused, "In English.",
                                                 app::core::Why::has_sold};
         usual_shop(t), act(t, shop::OverPressed{});
     }},
    {"shop_kept",
     [](Till& t) {
         usual_shop(t), type_in(t, 0, "Feinkost am Dom");
         act(t, shop::SavePressed{});
     }},
    {"shop_of_office",
     [](Till& t) {
         t.own_shop.from_office = true;
         long_shop(t);
     }},
    {"shop_logo", pictures},
    {"shop_logo_has_one",
     [](Till& t) {
         t.own_shop.logo = std::make_shared<const pos::Bytes>(3, std::byte{1});
         pictures(t);
         act(t, shop::Moved{1});
     }},
    {"shop_logo_refused", [](Till& t) { pictures(t), act(t, shop::FileTapped{3}); }},
    {"shop_logo_none", [](Till& t) { usual_shop(t), act(t, shop::LogoPressed{}); }},
    {"shop_logo_dropped",
     [](Till& t) {
         usual_shop(t);
         t.act(shell::FileDropped{"/anna/Desktop/Neues Logo.png"});
         t.answer_all();
     }},
    {"backups_off", open_backups},
    {"backups", with_backups},
    {"backups_tried",
     [](Till& t) {
         with_backups(t), act(t, backups::NowPressed{});
         auto changed = on_stick();
         changed.work = BackupWork::trying;
         tell(t, changed);
         changed.work = BackupWork::nothing;
         changed.tried = changed.last;
         tell(t, changed);
     }},
    {"backups_copying",
     [](Till& t) {
         with_backups(t), act(t, backups::NowPressed{});
         auto changed = on_stick();
         changed.work = BackupWork::copying;
         changed.percent = 43;
         tell(t, std::move(changed));
     }},
    {"backups_trying",
     [](Till& t) {
         with_backups(t);
         auto changed = on_stick();
         changed.work = BackupWork::trying;
         changed.percent = 100;
         tell(t, std::move(changed));
     }},
    {"backups_no_folder", [](Till& t) { trouble(t, BackupTrouble::no_folder); }},
    {"backups_disk_full", [](Till& t) { trouble(t, BackupTrouble::disk_full); }},
    {"backups_not_restored", [](Till& t) { trouble(t, BackupTrouble::not_restored); }},
    {"backups_first",
     [](Till& t) {
         t.model.backups_possible = true;
         tell(t, {.wanted = true,
                  .folder = "/anna/Counterfoil",
                  .free_bytes = 52'000'000'000,
                  .on_shops_disk = true});
         open_backups(t);
     }},
    {"sell_no_backup", [](Till& t) { t.model.backups_possible = true, usual(t); }},
    {"backups_places", places},
    {"backups_no_places", [](Till& t) { open_backups(t), act(t, backups::WherePressed{}); }},
    {"backups_place_refused",
     [](Till& t) {
         t.bad_folders["/media/anna/STICK/Counterfoil"] = BackupTrouble::cannot_write;
         with_backups(t);
         t.backup_places = {{"/media/anna/STICK/Counterfoil", "STICK", 11'200'000'000, false}};
         act(t, backups::WherePressed{});
         act(t, backups::Action{backups::Entered{}});
     }},
    {"backups_taken",
     [](Till& t) {
         places(t), act(t, backups::Action{backups::Entered{}});
         tell(t, on_stick());
     }},
    {"export", open_exports},
    {"export_places", export_places},
    {"export_no_places", [](Till& t) { open_exports(t), act(t, exports::WherePressed{}); }},
    {"export_running", exporting},
    {"export_done",
     [](Till& t) {
         export_ended(t, {.rows = 512'480,
                          .to = "/media/anna/STICK/Counterfoil/"
                                "B01-T1-export-2026-11-28-140501Z.xlsx",
                          .bytes = 48'120'000});
     }},
    {"export_disk_full", [](Till& t) { export_ended(t, {.why = "disk_full"}); }},
    {"export_no_folder", [](Till& t) { export_ended(t, {.why = "no_folder"}); }},
    {"export_stopped", [](Till& t) { export_ended(t, {.why = "stopped"}); }},
    {"export_server",
     [](Till& t) {
         in_settings(t);
         t.act(settings::Action{settings::BackupsPressed{}});
         act(t, backups::ExportPressed{});
     }},
    {"backups_server",
     [](Till& t) {
         in_settings(t);
         t.act(settings::Action{settings::BackupsPressed{}});
     }},
};

}  // namespace

std::span<const Act> shop_acts() {
    return kActs;
}

}  // namespace test
