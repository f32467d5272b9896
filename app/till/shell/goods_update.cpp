// Goods from a file: which one, a look at it, and taking it in.
#include <algorithm>

#include "app/till/shell/goods_words.hpp"
#include "app/till/shell/tell.hpp"
#include "app/till/shell/updates.hpp"

namespace till::shell {

namespace {

using ui::TextKey;

void look_at(Model& m, std::string path, Effects& effects) {
    auto& g = m.goods;
    g.file = std::move(path);
    g.writing = false;
    g.mapping.clear();
    g.table = {};
    g.looked.reset();
    g.imported.reset();
    g.asked = ++m.asked;
    effects.emplace_back(LookAtGoods{g.asked, g.file, {}});
}

/// What a column of the file is: it is read anew with that, and shown as it was until then.
void ask_about_columns(Model& m, const goods::TableAction& action, const Context& c,
                       Effects& effects) {
    auto& g = m.goods;
    const bool ready = g.asked == 0 && g.looked && !g.looked->refused && !g.imported;
    if (!ready) return;
    const auto& preview = g.looked->preview;
    const auto decided = goods::update(g.table, table_of(preview, c.texts), action);
    if (!decided) return;
    auto mapping = mapping_of(preview, *decided);
    if (!mapping) return say(m, common::Level::warning, c.texts[TextKey::goods_name_stays]);
    g.mapping = std::move(*mapping);
    g.asked = ++m.asked;
    effects.emplace_back(LookAtGoods{g.asked, g.file, g.mapping});
}

void enter(Model& m, Effects& effects) {
    auto& g = m.goods;
    if (!g.path.empty()) return look_at(m, g.path, effects);
    if (g.chosen < g.files.size()) look_at(m, g.files[g.chosen].path, effects);
}

void import_it(Model& m, Effects& effects) {
    auto& g = m.goods;
    const bool ready = g.asked == 0 && g.looked && !g.looked->refused && !g.imported;
    if (!ready) return;
    g.asked = ++m.asked;
    effects.emplace_back(ImportGoods{g.asked, g.file, g.mapping});
}

void go_back(Model& m, Effects& effects) {
    auto& g = m.goods;
    if (g.file.empty()) return go_home(m);
    g.file.clear();
    g.asked = 0;
    g.looked.reset();
    g.imported.reset();
    effects.emplace_back(FindGoodsFiles{});
}

}  // namespace

void open_goods(Model& m, std::string path, const Context& c, Effects& effects) {
    using pos::people::Operation;
    m.goods.wanted = path;
    if (tell(m, pos::sale::OpenSettings{Operation::goods}, c, effects))
        show_goods(m, path, effects);
}

void show_goods(Model& m, const std::string& path, Effects& effects) {
    m.goods = {};
    go_to(m, Screen::goods);
    effects.emplace_back(FindGoodsFiles{});
    if (!path.empty()) look_at(m, path, effects);
}

void apply(Model& m, const goods::Action& action, const Context& c, Effects& effects) {
    m.said.reset();
    auto& g = m.goods;
    if (const auto* chosen = std::get_if<goods::FileChosen>(&action)) {
        if (chosen->index >= g.files.size()) return;
        g.path.clear();
        g.chosen = chosen->index;
        enter(m, effects);
    } else if (const auto* moved_by = std::get_if<goods::Moved>(&action)) {
        const int last = std::max(static_cast<int>(g.files.size()) - 1, 0);
        const int from = g.writing ? -1 : static_cast<int>(g.chosen);
        g.writing = false;
        g.path.clear();
        g.chosen = static_cast<std::size_t>(std::clamp(from + moved_by->by, 0, last));
    } else if (std::holds_alternative<goods::PathWanted>(action)) {
        g.writing = true;
    } else if (const auto* typed = std::get_if<goods::PathTyped>(&action)) {
        g.path = typed->text;
        g.writing = true;
    } else if (std::holds_alternative<goods::Entered>(action)) {
        enter(m, effects);
    } else if (std::holds_alternative<goods::ImportPressed>(action)) {
        import_it(m, effects);
    } else if (std::holds_alternative<goods::UndoPressed>(action)) {
        if (!m.goods_screen.undo_words.empty()) undo_import(m, c, effects);
    } else if (const auto* asked = std::get_if<goods::TableAction>(&action)) {
        ask_about_columns(m, *asked, c, effects);
    } else {
        go_back(m, effects);
    }
}

void apply(Model& m, const GoodsFilesFound& found, const Context&, Effects&) {
    m.goods.files = found.files;
    m.goods.found = true;
    m.goods.chosen = 0;
}

void apply(Model& m, const GoodsLooked& looked, const Context&, Effects&) {
    if (looked.ask != m.goods.asked) return;
    m.goods.asked = 0;
    m.goods.looked = looked;
}

void apply(Model& m, const GoodsImported& done, const Context& c, Effects& effects) {
    if (done.ask != m.goods.asked) return;
    m.goods.asked = 0;
    if (done.refused) {
        m.goods.looked->refused = done.refused;
        return refuse(m, c.texts[TextKey::goods_not_imported], effects);
    }
    m.goods.imported = done;
    const auto count = [&](std::uint64_t of) {
        return c.locale.integer(static_cast<std::int64_t>(of));
    };
    say(m, common::Level::good,
        c.texts.with(TextKey::goods_imported, {{"added", count(done.counts.added)},
                                               {"changed", count(done.counts.changed)}}));
    effects.emplace_back(ReadLastImport{});
    // Tiles and whatever else was read of the goods before.
    apply(m, CatalogueChanged{}, c, effects);
}

/// Where somebody looks at files anyway; elsewhere it would be a stray hand in a sale.
void apply(Model& m, const FileDropped& dropped, const Context& c, Effects& effects) {
    if (m.screen == Screen::shop) return drop_picture(m, dropped.path, effects);
    const bool here = m.screen == Screen::goods || m.screen == Screen::settings;
    if (!here || m.office.joined)
        return say(m, common::Level::warning, c.texts[TextKey::goods_dropped]);
    if (m.screen != Screen::goods) return open_goods(m, dropped.path, c, effects);
    look_at(m, dropped.path, effects);
}

}  // namespace till::shell
