#include "tests/ui/stage_act.hpp"

#include "tests/ui/stage_moves.hpp"

namespace test {

namespace {

using till::sell::Key;

namespace goods = till::goods;

void goods_files(Till& till, bool some) {
    usual(till);
    till.press(Key::settings);
    till.act(till::settings::Action{till::settings::GoodsPressed{}});
    till::shell::GoodsFilesFound found;
    if (some) {
        found.files = {
            {"/media/anna/STICK/Preisliste Herbst 2026 (endgültig, mit Warengruppen).xlsx",
             "Preisliste Herbst 2026 (endgültig, mit Warengruppen).xlsx",
             "/media/anna/STICK",
             {1'790'000'000'000}},
            {"/media/anna/Downloads/goods.csv",
             "goods.csv",
             "/media/anna/Downloads",
             {1'789'000'000'000}},
            {"/media/anna/x.tsv", "x.tsv", "/media/anna", {1'700'000'000'000}}};
    }
    till.act(found);
}
app::core::imports::Refusal refusal(std::uint64_t line, const char* column,
                                    app::core::imports::RowRefusal reason, const char* text) {
    app::core::imports::Refusal refusal;
    refusal.line = line;
    refusal.column = column;
    refusal.reason = reason;
    refusal.text = text;
    refusal.other_line = 12;
    refusal.other = "4711";
    return refusal;
}
void goods_preview(Till& till, bool refused) {
    using enum app::core::imports::RowRefusal;
    goods_files(till, true);
    till.act(goods::Action{goods::Entered{}});
    till::shell::GoodsLooked looked{.ask = till.model.goods.asked, .preview = {}};
    auto& preview = looked.preview;
    preview.start.columns = {{"number", "Artikel-Nr.", 0}, {"name", "Artikelbezeichnung", 1},
                             {"barcode", "EAN", 2},        {"price", "VK brutto", 4},
                             {"department", "Gruppe", 5},  {"tax", "MwSt", 6},
                             {"", "VK netto", 3}};
    for (int i = 0; i < 10; ++i) {
        preview.start.rows.push_back({std::to_string(1001 + i),
                                      i == 4
                                          ? "Donaudampfschifffahrtsgesellschaftskapitänsmütze, blau"
                                          : "Vollkornbrot 750 g",
                                      "4006381333931", "1.299,00", "Backwaren", "7 %", "1.214,02"});
    }
    preview.counts = {.rows = 1'207, .added = 1'180, .changed = 20, .departments = 3};
    if (refused) {
        preview.doubts = {app::core::imports::Doubt::only_without_tax,
                          app::core::imports::Doubt::letters_unsure};
        preview.counts.refused = 207;
        preview.refused = {refusal(4, "VK brutto", bad_price, "auf Anfrage"),
                           refusal(19, "EAN", rounded_barcode, "4,00E+12"),
                           refusal(20, "EAN", duplicate_barcode, "4006381333931"),
                           refusal(1'021, "EAN", number_of_another, "4006381333931")};
    }
    till.act(looked);
}

constexpr pos::Instant kImported{1'795'356'300'000};  // 14:05 of the stage's day

/// Taken in, and it can be undone.
void imported(Till& till) {
    till.last_import = {kImported, "Preisliste Herbst 2026.xlsx", 1'200};
    till.undone = {.import = *till.last_import, .restored = 18, .taken_off = 1'180, .left = 2};
    till.act(goods::Action{goods::ImportPressed{}});
    till.act(till::shell::GoodsImported{.ask = till.model.goods.asked,
                                        .counts = till.model.goods.looked->preview.counts});
    till.answer_all();
}

constexpr Act kActs[] = {
    {"goods_files", [](Till& t) { goods_files(t, true); }},
    {"goods_no_files", [](Till& t) { goods_files(t, false); }},
    {"goods_preview", [](Till& t) { goods_preview(t, false); }},
    {"goods_refused", [](Till& t) { goods_preview(t, true); }},
    {"goods_column",
     [](Till& t) {
         goods_preview(t, false);
         t.act(goods::Action{goods::TableAction{goods::HeadingTapped{3}}});
     }},
    {"goods_more_columns",
     [](Till& t) {
         goods_preview(t, false);
         t.act(goods::Action{goods::TableAction{goods::ColumnsTurned{}}});
     }},
    {"goods_imported",
     [](Till& t) {
         goods_preview(t, false);
         imported(t);
     }},
    {"goods_undone",
     [](Till& t) {
         goods_preview(t, false);
         imported(t);
         t.act(goods::Action{goods::UndoPressed{}});
         t.answer_all();
     }},
    {"goods_trouble",
     [](Till& t) {
         goods_files(t, true);
         t.act(goods::Action{goods::Entered{}});
         t.act(till::shell::GoodsLooked{.ask = t.model.goods.asked,
                                        .preview = {},
                                        .refused = {{till::shell::GoodsTrouble::no_table}}});
     }},
};

}  // namespace

std::span<const Act> file_acts() {
    return kActs;
}

}  // namespace test
