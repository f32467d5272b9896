// Where a table of goods is chosen, and the last import is taken back.
#include "app/office/web/goods_import_choose.hpp"

#include <charconv>
#include <mutex>

#include "app/core/imports/item_fields.hpp"
#include "app/core/office/goods_table.hpp"
#include "app/office/web/figures.hpp"
#include "app/office/web/refusal.hpp"
#include "app/office/web/table_import.hpp"
#include "pos/base/assert.hpp"
#include "pos/store/import_notes.hpp"

namespace app::office::web {

namespace {

/// What was done, from the address that said so.
std::string goods_done_words(const Call& call) {
    const Words& words = call.words;
    const std::string done = field(call.query, "done");
    if (done == "goods" || done == "stopped") return imported_words(call);
    if (done != "undone") return {};
    const auto count = [&](const char* name) {
        const auto figure = scaled_figure(field(call.query, name), 0, words);
        return words.locale().integer(figure.value_or(0));
    };
    return words.with(
        "goods_import_undone",
        {{"restored", count("restored")}, {"off", count("off")}, {"left", count("left")}});
}

pos::store::Answer<std::string> last_html(const Call& call) {
    const Words& words = call.words;
    const auto last = pos::store::last_import(call.db);
    if (!last) return pos::store::store_error(last.error());
    if (!*last) return std::string{};
    const auto zone = office_zone(call.db);
    if (!zone) return std::unexpected{zone.error()};
    Data data;
    data.set("title", words["goods_import_last"]);
    data.set("about", words.with("goods_import_last_about",
                                 {{"file", (*last)->source},
                                  {"when", words.locale().date_time(zone->local((*last)->at))},
                                  {"count", words.locale().integer((*last)->goods)}}));
    data.set("action", kGoodsImportPath);
    data.set("mark", call.mark);
    data.set("import", std::to_string((*last)->at.unix_ms));
    data.set("t_undo", words["goods_import_undo"]);
    data.set("t_undo_about", words["goods_import_undo_about"]);
    return render("goods_import_last", std::move(data));
}

/// Undoing the import that was made at that moment.
ImportJob undo_job(Call& call, pos::Instant import) {
    return {.key = "goods undo " + std::to_string(import.unix_ms),
            .file = {},
            .by = call.user.name,
            .work = [&office = call.office, import, by = call.user.name,
                     now = call.now](const ImportJob::OnProgress&) -> ImportOutcome {
                const std::scoped_lock lock{office.changing};
                auto undone = core::undo_goods(office.where, office.store, import, by, now);
                if (!undone) return std::unexpected{undone.error()};
                return std::move(*undone);
            }};
}

Answer undone_page(Call& call, const ImportOutcome& report) {
    if (!report) return choose_goods(call, in_words(report.error(), call.words));
    const auto& done = std::get<pos::store::ImportUndone>(*report);
    return GoTo{kGoodsImportPath + query_of({{"done", "undone"},
                                             {"restored", std::to_string(done.restored)},
                                             {"off", std::to_string(done.taken_off)},
                                             {"left", std::to_string(done.left)}})};
}

}  // namespace

std::string label_of_goods(std::string_view field, const Words& words) {
    if (field.starts_with("barcode_")) return words["goods_more_barcodes"];
    return words["goods_" + std::string{field}];
}

Answer choose_goods(Call& call, const std::string& refusal, const ImportStanding& standing) {
    const Words& words = call.words;
    const bool waits = standing.is_at_work();
    std::string columns;
    for (const std::string_view each : core::imports::kItemFields) {
        columns += (columns.empty() ? "" : ", ") + label_of_goods(each, words);
    }
    auto last = waits ? pos::store::Answer<std::string>{std::string{}} : last_html(call);
    if (!last) return last.error();
    const std::string done = goods_done_words(call);
    Data data;
    data.set("title", words["goods_import"]);
    data.set("about", words["goods_import_about"]);
    data.set("refusal", refusal.empty() ? "" : refusal_html(refusal));
    data.set("done", done);
    data.set("has_done", !done.empty());
    data.set("desk", waits ? import_desk_html(call, kGoodsImportPath, "", standing) : "");
    data.set("last", *last);
    data.set("mark", call.mark);
    data.set("action", kGoodsImportPath);
    data.set("columns", columns);
    for (const char* text : {"goods", "takeover_choose", "takeover_look", "takeover_what",
                             "goods_import_choose_about", "goods_import_known"}) {
        data.set(std::string{"t_"} + text, words[text]);
    }
    return Page{.title = words["goods_import"],
                .body = render("goods_import", std::move(data)),
                .status = refusal.empty() ? 200 : 409,
                .refresh_s = waits ? kImportRefresh_s : 0};
}

Answer undo_goods_page(Call& call) {
    const Fields& said = call.is_post() ? call.form : call.query;
    const std::string import = field(said, "import");
    std::int64_t at = 0;
    const auto read = std::from_chars(import.data(), import.data() + import.size(), at);
    if (read.ec != std::errc{}) return choose_goods(call, call.words["form_expired"]);
    ImportJob job = undo_job(call, {at});
    if (call.is_post()) {
        const auto last = pos::store::last_import(call.db);
        if (!last) return pos::store::to_store_error(last.error());
        const bool is_large = *last && (*last)->goods > static_cast<std::int64_t>(kRowsAtOnce);
        if (!is_large) return undone_page(call, job.work([](const auto&) { return true; }));
        POS_ASSERT(call.office.imports != nullptr);
        const auto begun = call.office.imports->start(call.db, std::move(job), call.now);
        if (!begun) return begun.error();
        if (!*begun) return choose_goods(call, call.words["takeover_desk_busy"]);
        return GoTo{kGoodsImportPath + query_of({{"what", "undo"}, {"import", import}})};
    }
    POS_ASSERT(call.office.imports != nullptr);
    const auto standing = call.office.imports->standing(call.db, job.key, call.now);
    if (!standing) return standing.error();
    if (standing->is_at_work()) return choose_goods(call, "", *standing);
    return standing->came_to ? undone_page(call, *standing->came_to) : choose_goods(call, "");
}

}  // namespace app::office::web
