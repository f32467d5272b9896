#include "tests/ui/stage_first_start.hpp"

#include <algorithm>
#include <iterator>

#include "app/till/screens/first_start/first_start_view.hpp"
#include "app/till/ui/assets.hpp"
#include "app/till/ui/languages.hpp"

namespace test {

namespace {

namespace prompt = till::prompt;
namespace first = till::first_start;

/// A price list with net and gross columns, of which one is taken.
till::goods::Table table() {
    till::goods::Table table{
        .doubts = {"These prices are without tax, and this shop’s prices include it. Look at them "
                   "before you sell."},
        .fields = {"Left out", "Number", "Name", "Price"},
        .columns = {{1, "Artikel-Nr."},
                    {2, "Artikelbezeichnung", false, true},
                    {3, "VK netto", true},
                    {0, "Bemerkung"}},
        .rows = {}};
    for (int i = 0; i < 10; ++i) {
        table.rows.push_back({std::to_string(1001 + i), "Vollkornbrot 750 g", "2,79",
                              i == 3 ? "nur donnerstags und samstags" : ""});
    }
    return table;
}

struct Question {
    const char* name;
    first::Step step;
    void (*play)(first::Model&);
    const char* zone{"Europe/Zurich"};
};
constexpr pos::Instant kAskedAt{1'795'867'200'000};  // 2026-11-28
constexpr Question kQuestions[] = {
    {"start_country", first::Step::country, [](first::Model& m) { m.can_replace = true; }},
    {"start_country_dates", first::Step::country, [](first::Model&) {}, "Europe/Stockholm"},
    {"start_country_other", first::Step::country, [](first::Model&) {}, "America/Santiago"},
    {"start_zone", first::Step::zone, [](first::Model&) {}, "America/Los_Angeles"},
    {"start_tax", first::Step::tax, [](first::Model& m) { m.text(first::Field::rate) = "8.25"; },
     "America/Toronto"},
    {"start_tax_elsewhere", first::Step::tax,
     [](first::Model& m) {
         m.text(first::Field::rate) = "nineteen";
         m.refusal = "This is no rate. Type it in per cent, such as 8.25, or leave it empty.";
     },
     "America/Santiago"},
    {"start_logo", first::Step::logo,
     [](first::Model& m) {
         first::logos_found(m, {{{"logo.png", "/media/anna/stick · 26/11/2026, 14:32"},
                                 "/media/anna/stick/logo.png"},
                                {{"shop front.jpg", "/anna/Pictures · 02/10/2026, 09:10"},
                                 "/anna/Pictures/shop front.jpg"}});
         m.logo = 1;
     }},
    {"start_name", first::Step::name, [](first::Model&) {}},
    {"start_address", first::Step::address, [](first::Model& m) { m.capitals = false; }},
    {"start_name_by_hand", first::Step::name, [](first::Model& m) { m.by_hand = true; }},
    {"start_address_by_hand", first::Step::address,
     [](first::Model& m) {
         m.field = 1;
         m.by_hand = true;
     }},
    {"start_manager", first::Step::manager, [](first::Model&) {}},
    {"start_pin", first::Step::pin, [](first::Model&) {}},
    {"start_printer", first::Step::printer,
     [](first::Model& m) {
         first::printers_found(m,
                               {{"Epson TM-T88V", "Ready", "usb:04b8:0202:J2KG012345"},
                                {"Star TSP650II", "No paper", "usb:0519:0003"}},
                               false);
     }},
    {"start_printer_asked", first::Step::printer,
     [](first::Model& m) {
         first::printers_found(m, {{"Epson TM-T88V", "Ready", "usb:04b8:0202:J2KG012345"}}, false);
         m.printer = 1;
         m.page = first::Page::asked;
     }},
    {"start_printer_network", first::Step::printer,
     [](first::Model& m) {
         first::printers_found(m, {}, false);
         m.printer = 1;
         m.text(first::Field::printer) = "192.168.1.50";
         m.page = first::Page::bad;
     }},
    {"start_goods", first::Step::goods, [](first::Model&) {}},
    {"start_goods_file", first::Step::goods,
     [](first::Model& m) {
         m.goods = first::Goods::file;
         m.text(first::Field::file) = "/media/anna/a folder/goods of this autumn.csv";
         m.refusal =
             "There is no such file. Check how it is spelled, or whether its stick is plugged in.";
     }},
    {"start_goods_files", first::Step::goods,
     [](first::Model& m) {
         m.goods = first::Goods::file;
         m.files = {{{"Preisliste Herbst 2026 (endgültig, mit Warengruppen).xlsx",
                      "/media/anna/STICK · 27/11/2026, 14:05"},
                     "/media/anna/STICK/Preisliste.xlsx"},
                    {{"goods.csv", "/media/anna/Downloads · 12/11/2026, 09:30"},
                     "/media/anna/Downloads/goods.csv"}};
     }},
    {"start_goods_path_by_hand", first::Step::goods,
     [](first::Model& m) {
         m.goods = first::Goods::file;
         m.files = {{{"goods.csv", "/media/anna"}, "/media/anna/goods.csv"}};
         m.writing_path = true;
         m.by_hand = true;
         m.full = true;
     }},
    {"start_goods_by_hand", first::Step::goods,
     [](first::Model& m) {
         m.goods = first::Goods::file;
         m.by_hand = true;
     }},
    {"start_goods_reading", first::Step::goods,
     [](first::Model& m) {
         m.goods = first::Goods::file;
         m.text(first::Field::file) = "/media/anna/a folder/goods of this autumn.csv";
         m.busy = first::Busy::looking;
         m.progress = "12,804 rows";
     }},
    {"start_making", first::Step::ready, [](first::Model& m) { m.busy = first::Busy::making; }},
    {"start_ready", first::Step::ready, [](first::Model&) {}},
    {"start_ready_file", first::Step::ready,
     [](first::Model& m) {
         m.goods = first::Goods::file;
         m.found.words = "New: 1,204 · Refused rows: 12 · goods of this autumn.csv";
         m.found.table = table();
         m.found.refused = {{"Row 7 · Price", "“on request” is no price."},
                            {"Row 12 · EAN",
                             "The spreadsheet has rounded this to 4.00E+12. Format the column as "
                             "text and enter it again."}};
         m.found.more_refused = "and 10 more";
     }},
    {"start_ready_column", first::Step::ready,
     [](first::Model& m) {
         m.goods = first::Goods::file;
         m.found.words = "New: 1,204 · goods of this autumn.csv";
         m.found.table = table();
         m.asks.asking = till::goods::Asking{3, 2};
     }},
};

Scene scene_of(const Question& question, const std::string& language) {
    const auto texts = till::ui::Assets{}.texts(language).value();
    auto model = first::begin(question.zone, till::ui::language_of(language), kAskedAt);
    model.step = question.step;
    model.text(first::Field::name) = "Donaudampfschifffahrtsgesellschaftskapitänsmützenladen";
    model.text(first::Field::street) = "Marktgasse 1";
    model.text(first::Field::manager) = "Anna";
    model.pin = {.subject = prompt::Subject::pin,
                 .title = texts[till::ui::TextKey::start_pin],
                 .label = texts[till::ui::TextKey::sign_on_pin]};
    model.pin.secret = true;
    model.pin.may_be_empty = true;
    model.pin.confirm = texts[till::ui::TextKey::start_next];
    question.play(model);
    return [model](till::ui::Frame& frame) { (void)first::draw(frame, model); };
}

}  // namespace

std::vector<std::string> first_start_names() {
    std::vector<std::string> names;
    for (const Question& question : kQuestions) names.emplace_back(question.name);
    return names;
}

std::optional<Scene> first_start(std::string_view name, const std::string& language) {
    const auto* const question = std::ranges::find(kQuestions, name, &Question::name);
    if (question == std::end(kQuestions)) return std::nullopt;
    return scene_of(*question, language);
}

}  // namespace test
