// A file of goods, as its screen shows it.
#include "app/till/shell/goods_words.hpp"
#include "app/till/shell/present_parts.hpp"
#include "app/till/shell/updates.hpp"

namespace till::shell {

namespace {

using ui::TextKey;

std::string figure(std::uint64_t count, const Context& c) {
    return c.locale.integer(static_cast<std::int64_t>(count));
}

void show_counts(goods::Model& s, const GoodsCounts& counts, const Context& c) {
    const auto add = [&](TextKey key, std::uint64_t count, bool always) {
        if (count == 0 && !always) return;
        s.figures.push_back(c.texts[key]);
        s.figures.push_back(figure(count, c));
    };
    add(TextKey::goods_new, counts.added, true);
    add(TextKey::goods_changed, counts.changed, true);
    add(TextKey::goods_unchanged, counts.unchanged, true);
    add(TextKey::goods_departments, counts.departments, false);
    add(TextKey::goods_check_digits, counts.wrong_check_digits, false);
    add(TextKey::goods_refused, counts.refused, true);
}

void show_preview(goods::Model& s, const GoodsPreview& preview, const Context& c) {
    s.table = table_of(preview, c.texts);
    s.refused = refused_rows(preview, c.texts, c.locale);
    s.more_refused = more_refused(preview, c.texts, c.locale);
}

std::string import_words(const GoodsCounts& counts, const Context& c) {
    const auto count = counts.added + counts.changed;
    return c.texts.count(counts.refused > 0 ? TextKey::goods_import_good : TextKey::goods_import,
                         static_cast<std::int64_t>(count), {{"count", figure(count, c)}});
}

}  // namespace

void present_goods(Model& m, const Context& c) {
    const auto& g = m.goods;
    auto& s = m.goods_screen;
    s = {.status = std::move(s.status), .message = std::move(s.message)};
    s.choosing = g.file.empty();
    s.busy = g.asked != 0;
    s.writing = g.writing;
    s.path = g.path;
    s.chosen = g.chosen;
    if (s.choosing) {
        for (const GoodsFile& file : g.files)
            s.files.push_back(place_of(file, local_of(file.written, c), c.locale));
        s.nothing = c.texts[g.found ? TextKey::goods_no_files : TextKey::goods_reading];
        return;
    }
    s.file = g.file;
    s.nothing = c.texts[TextKey::goods_reading];
    if (!g.looked) return;
    if (g.looked->refused) {
        s.nothing = words_for(*g.looked->refused, c.texts);
        return;
    }
    s.done = g.imported.has_value();
    s.asks = g.table;
    const auto& counts = s.done ? g.imported->counts : g.looked->preview.counts;
    show_preview(s, g.looked->preview, c);
    show_counts(s, counts, c);
    s.nothing = c.texts[TextKey::goods_no_rows];
    s.can_import = !s.busy && !s.done && counts.added + counts.changed > 0;
    if (s.done && counts.added + counts.changed > 0 && can_undo_import(m, c))
        s.undo_words = c.texts[TextKey::goods_undo];
    s.import_words = s.done ? c.texts[TextKey::goods_is_in] : import_words(counts, c);
}

}  // namespace till::shell
