// A table of goods: which of its columns is what, what it would add and change, and which rows are
// refused, before anything is kept.

#include <algorithm>
#include <mutex>
#include <optional>

#include "app/core/office/goods_table.hpp"
#include "app/core/open_shop.hpp"
#include "app/office/web/brought_table.hpp"
#include "app/office/web/goods_import_choose.hpp"
#include "app/office/web/goods_import_words.hpp"
#include "app/office/web/import_desk.hpp"
#include "app/office/web/refusal.hpp"
#include "pos/base/assert.hpp"
#include "pos/store/reader.hpp"

namespace app::office::web {

namespace {

namespace imports = core::imports;
namespace uploads = pos::store::office;
using core::tabular::MapEntry;

/// So many columns of codes at most are offered.
constexpr std::size_t kCodeColumns = 6;
constexpr std::size_t kRowsListed = 200;
/// How often a job says how far it has come.
constexpr std::uint64_t kRowsBetween = 100;

/// What a job tells and gathers while it reads rows.
class TakingGoods {
public:
    explicit TakingGoods(const ImportJob::OnProgress& on_progress) : on_progress_{on_progress} {}

    imports::ItemImportListener listener() {
        return {.on_refusal = [this](const imports::Refusal& one) { keep(taken.refused, one); },
                .on_note = [this](const imports::Note& one) { keep(taken.notes, one); },
                .on_row = [this](std::uint64_t rows) { rows_ = rows; },
                .may_go_on = [this] { return rows_ % kRowsBetween != 0 || on_progress_({rows_}); }};
    }
    GoodsTaken taken;

private:
    template <class One>
    static void keep(std::vector<One>& list, const One& one) {
        if (list.size() < static_cast<std::size_t>(kExportRowsMax)) list.push_back(one);
    }

    const ImportJob::OnProgress& on_progress_;
    std::uint64_t rows_{0};
};

ImportOutcome report_of(TakingGoods& taking, core::Outcome<imports::ItemImportReport> report) {
    if (!report) return std::unexpected{std::move(report.error())};
    taking.taken.report = *report;
    return std::move(taking.taken);
}

std::string slot_of_code(std::size_t index) {
    return index == 0 ? "barcode" : "barcode_" + std::to_string(index + 1);
}

/// One file on its way in, as the address or the form says it is to be read.
class GoodsImportPage {
public:
    GoodsImportPage(Call& call, BroughtFile file)
        : call_{call}, words_{call.words}, file_{std::move(file)} {
        for (const auto& [name, value] : call.is_post() ? call.form : call.query) {
            const bool is_said = name.starts_with("map_") || name == "file" || name == "decimal" ||
                                 name == "skip_bad";
            if (is_said) said_.emplace(name, value);
        }
        table_ = {.table = {.name = file_->file_name, .open = opener_of(file_)},
                  .mapping = mapping_said(),
                  .decimal_sign = decimal_sign_of(said_),
                  .skip_bad = field(said_, "skip_bad") == "yes"};
    }

    /// Whether it can be read.
    bool open() {
        pos::store::Reader reader{call_.db};
        auto looked = core::understood_goods(reader, table_, call_.now);
        if (!looked) {
            refusal_ = in_words(looked.error(), words_);
            return false;
        }
        looked_ = std::move(*looked);
        at_once_ = !has_more_rows(table_.table.open, looked_.how, kRowsAtOnce);
        return true;
    }

    /// Imports it or has it imported. Where to go on, or nothing: then the page is shown.
    std::optional<Answer> carry_out() {
        if (at_once_) {
            auto report = import_job().work([](const ImportProgress&) { return true; });
            return over(report);
        }
        POS_ASSERT(call_.office.imports != nullptr);
        const auto begun = call_.office.imports->start(call_.db, import_job(), call_.now);
        if (!begun) return begun.error();
        if (*begun) return GoTo{address("import")};
        refusal_ = words_["takeover_desk_busy"];
        return std::nullopt;
    }
    /// The same of an import that a desk is at, or was.
    std::optional<Answer> look_at_import() {
        POS_ASSERT(call_.office.imports != nullptr);
        auto standing = call_.office.imports->standing(call_.db, key_of("import"), call_.now);
        if (!standing) return standing.error();
        standing_ = std::move(*standing);
        waits_ = standing_.is_at_work();
        if (!standing_.came_to) return std::nullopt;
        auto gone = over(*standing_.came_to);
        is_over_ = !gone;
        return gone;
    }
    bool has_large_file() const { return !at_once_; }

    /// What it would do, unless something else is shown.
    pos::store::Answer<void> try_it() {
        if (waits_ || is_over_) return {};
        auto standing = looked_by(call_, look_job(), at_once_);
        if (!standing) return std::unexpected{std::move(standing.error())};
        standing_ = std::move(*standing);
        waits_ = !standing_.came_to;
        if (waits_) return {};
        const ImportOutcome& tried = *standing_.came_to;
        if (tried) {
            taken_ = std::get<GoodsTaken>(*tried);
        } else if (refusal_.empty()) {
            refusal_ = in_words(tried.error(), words_);
        }
        return {};
    }

    Answer show() {
        Data data;
        data.set("places", "");
        data.set("title", words_["goods_import"]);
        data.set("about", words_.with("takeover_file", {{"file", file_->file_name}}));
        data.set("refusal", refusal_.empty() ? "" : refusal_html(refusal_));
        data.set("desk",
                 waits_ ? import_desk_html(call_, kGoodsImportPath, file_->token, standing_) : "");
        data.set("mark", call_.mark);
        data.set("file", file_->token);
        data.set("kind", "goods");
        data.set("back", kGoodsImportPath);
        data.set("fields", fields());
        data.set("has_columns", !looked_.columns.empty());
        data.set("comma", field(said_, "decimal") == "comma");
        data.set("point", field(said_, "decimal") == "point");
        data.set("has_dates", false);
        data.set("preview",
                 looked_.columns.empty()
                     ? ""
                     : to_html(first_rows_table(looked_.columns, looked_.rows, words_), words_));
        data.set("doubts", doubts());
        std::vector<Table> tables;
        put_report(data, tables);
        for (const char* text :
             {"takeover_columns", "takeover_columns_about", "takeover_look_again", "takeover_would",
              "takeover_skip_bad", "takeover_import", "takeover_other_file", "takeover_decimal",
              "takeover_by_itself", "takeover_decimal_comma", "takeover_decimal_point"}) {
            data.set(std::string{"t_"} + text, words_[text]);
        }
        Page page{.title = words_["goods_import"],
                  .body = render("billing_import", std::move(data)),
                  .file_name = "refused-rows",
                  .status = refusal_.empty() ? 200 : 409,
                  .refresh_s = waits_ ? kImportRefresh_s : 0};
        page.tables = std::move(tables);
        return page;
    }

private:
    /// Each field's column as the form says it; empty where it says nothing of any.
    std::vector<MapEntry> mapping_said() const {
        std::vector<MapEntry> mapping;
        const auto add = [&](std::string_view name, std::string_view of) {
            std::string column = field(said_, "map_" + std::string{name});
            if (!column.empty()) mapping.push_back({std::string{of}, std::move(column)});
        };
        for (const std::string_view each : imports::kItemFields) {
            if (each != "barcode") {
                add(each, each);
                continue;
            }
            for (std::size_t i = 0; i < kCodeColumns; ++i) add(slot_of_code(i), each);
        }
        return mapping;
    }
    std::string address(const std::string& what) const {
        Fields query = said_;
        query.insert_or_assign("what", what);
        return kGoodsImportPath + whole_query(query);
    }
    std::string key_of(const std::string& what) const {
        Fields query = said_;
        // Refused rows are told of either way.
        if (what == "look") query.erase("skip_bad");
        return "goods " + what + " " + whole_query(query);
    }

    ImportJob look_job() const {
        return {.key = key_of("look"),
                .file = file_->token,
                .is_look = true,
                .by = call_.user.name,
                .work = [where = call_.office.where, table = table_, now = call_.now,
                         &random = call_.office.random](
                            const ImportJob::OnProgress& on_progress) -> ImportOutcome {
                    auto reader = core::OpenReader::open(where);
                    if (!reader) return std::unexpected{reader.error()};
                    TakingGoods taking{on_progress};
                    auto report =
                        core::preview_goods(**reader, table, now, random, taking.listener());
                    return report_of(taking, std::move(report));
                }};
    }
    ImportJob import_job() const {
        return {
            .key = key_of("import"),
            .file = file_->token,
            .by = call_.user.name,
            .work = [&office = call_.office, table = table_, by = call_.user.name,
                     now = call_.now](const ImportJob::OnProgress& on_progress) -> ImportOutcome {
                TakingGoods taking{on_progress};
                const std::scoped_lock lock{office.changing};
                auto report = core::import_goods(office.where, office.store, table, by, now,
                                                 office.random, taking.listener());
                return report_of(taking, std::move(report));
            }};
    }

    /// What an import came to that is over.
    std::optional<Answer> over(const ImportOutcome& report) {
        if (!report) {
            refusal_ = in_words(report.error(), words_);
            return std::nullopt;
        }
        const auto& done = std::get<GoodsTaken>(*report).report;
        if (!done.kept) {
            refusal_ = words_["takeover_nothing_kept"];
            return std::nullopt;
        }
        if (auto gone = uploads::drop_upload(call_.db, file_->token); !gone) {
            return pos::store::to_store_error(gone.error());
        }
        const auto said = [](std::uint64_t count) { return std::to_string(count); };
        return GoTo{kGoodsImportPath + query_of({{"done", "goods"},
                                                 {"added", said(done.added)},
                                                 {"changed", said(done.changed)},
                                                 {"unchanged", said(done.unchanged)},
                                                 {"refused", said(done.refused)}})};
    }

    Data doubts() const {
        auto doubts = looked_.doubts;
        const bool is_told =
            std::ranges::find(doubts, imports::Doubt::letters_unsure) != doubts.end();
        if (taken_ && taken_->report.letters_unsure && !is_told) {
            doubts.push_back(imports::Doubt::letters_unsure);
        }
        Data list{Data::type::list};
        for (const imports::Doubt doubt : doubts) {
            Data one;
            one.set("words", in_words(doubt, words_));
            list.push_back(one);
        }
        return list;
    }

    Data fields() const {
        Data all{Data::type::list};
        const auto add = [&](const std::string& name, const std::string& chosen) {
            Data one;
            one.set("name", name);
            one.set("label", label_of_goods(name, words_));
            one.set("is_required", name == "name");
            one.set("choices", column_choices(looked_.columns, chosen));
            all.push_back(one);
        };
        for (const std::string_view each : imports::kItemFields) {
            std::vector<std::string> columns;
            for (const MapEntry& entry : looked_.options.mapping) {
                if (entry.field == each) columns.push_back(entry.column);
            }
            if (each != "barcode") {
                add(std::string{each}, columns.empty() ? std::string{} : columns.front());
                continue;
            }
            const std::size_t slots =
                std::min(kCodeColumns, std::max<std::size_t>(2, columns.size() + 1));
            for (std::size_t i = 0; i < slots; ++i) {
                add(slot_of_code(i), i < columns.size() ? columns[i] : std::string{});
            }
        }
        return all;
    }

    Data facts() const {
        const auto& report = taken_->report;
        Data all{Data::type::list};
        const auto add = [&](const char* text, std::uint64_t count, bool always) {
            if (count == 0 && !always) return;
            Data one;
            one.set("name", words_[text]);
            one.set("value", words_.locale().integer(static_cast<std::int64_t>(count)));
            all.push_back(one);
        };
        add("takeover_added", report.added, true);
        add("takeover_changed", report.changed, true);
        add("takeover_unchanged", report.unchanged, true);
        add("takeover_refused_rows", report.refused, true);
        add("goods_import_barcodes", report.barcodes_added, false);
        add("goods_import_departments", report.departments_added, false);
        add("goods_import_left_off", report.taken_off_sale, false);
        add("goods_import_put_on", report.put_on_sale, false);
        add("goods_import_untaxed", report.unknown_tax_classes, false);
        return all;
    }

    Table rows_table(const char* key, const char* title, const char* what) const {
        return {key,
                words_[title],
                {{"line", words_["takeover_line"]},
                 {"column", words_["takeover_column"]},
                 {"reason", words_[what]}},
                {},
                {}};
    }
    /// The first of its rows as the page shows them; how many more there are.
    std::string few_html(const Table& table, std::size_t& more) const {
        Table few = table;
        more = few.rows.size() - std::min(few.rows.size(), kRowsListed);
        few.rows.resize(few.rows.size() - more);
        return few.rows.empty() ? "" : to_html(few, words_);
    }

    void put_report(Data& data, std::vector<Table>& tables) const {
        data.set("has_report", taken_.has_value());
        data.set("has_refused", taken_ && !taken_->refused.empty());
        data.set("has_notes", taken_ && !taken_->notes.empty());
        if (!taken_) return;
        const auto count = [&](std::uint64_t value) {
            return words_.locale().integer(static_cast<std::int64_t>(value));
        };
        const auto& report = taken_->report;
        data.set("rows", words_.with("takeover_rows", {{"count", count(report.rows)}}));
        data.set("facts", facts());
        data.set("can_import", report.refused < report.rows);
        Table refused = rows_table("refused", "takeover_refused", "takeover_reason");
        for (const imports::Refusal& one : taken_->refused) {
            refused.rows.push_back({{static_cast<std::int64_t>(one.line)},
                                    {one.column},
                                    {in_words(one, words_), "", "", Mark::danger}});
        }
        Table notes = rows_table("notes", "goods_import_notes", "goods_import_what_became");
        for (const imports::Note& one : taken_->notes) {
            notes.rows.push_back({{static_cast<std::int64_t>(one.line)},
                                  {one.column},
                                  {in_words(one, words_), "", "", Mark::warning}});
        }
        const auto put = [&](const char* name, Table& table) {
            std::size_t more = 0;
            data.set(name, few_html(table, more));
            data.set(std::string{name} + "_more",
                     more == 0 ? "" : words_.with("takeover_more", {{"count", count(more)}}));
            if (!table.rows.empty()) tables.push_back(std::move(table));
        };
        put("refused_rows", refused);
        put("noted_rows", notes);
    }

    Call& call_;
    const Words& words_;
    BroughtFile file_;
    Fields said_;  // the file, and how it is to be read
    core::GoodsTable table_;
    imports::ItemFile looked_;
    bool at_once_{true};
    bool waits_{false};  // for a desk
    ImportStanding standing_;
    bool is_over_{false};  // an import ended, and nothing was kept
    std::optional<GoodsTaken> taken_;
    std::string refusal_;
};

}  // namespace

Answer goods_import_page(Call& call) {
    if (!call.is_manager()) return NoPage{403};
    const Words& words = call.words;
    if (call.is_post() && call.form.contains("table.name")) {
        auto token = keep_brought(call);
        if (!token) return token.error();
        if (!*token) return choose_goods(call, words["takeover_no_file"]);
        return GoTo{kGoodsImportPath + query_of({{"file", **token}})};
    }
    const Fields& said = call.is_post() ? call.form : call.query;
    const std::string what = field(said, "what");
    if (what == "undo") return undo_goods_page(call);
    const std::string token = field(said, "file");
    if (call.is_post() && what == "stop") {
        POS_ASSERT(call.office.imports != nullptr);
        auto stopped = call.office.imports->stop(call.db, token);
        if (!stopped) return std::move(stopped.error());
        return GoTo{kGoodsImportPath};
    }
    if (token.empty()) {
        return choose_goods(call, call.is_post() ? words["takeover_no_file"] : "");
    }
    auto file = brought_file(call, token);
    if (!file) return file.error();
    if (!*file) return choose_goods(call, words["takeover_file_gone"]);
    GoodsImportPage page{call, std::move(*file)};
    if (page.open()) {
        if (call.is_post()) {
            if (auto gone = page.carry_out()) return std::move(*gone);
        } else if (what == "import" && page.has_large_file()) {
            if (auto gone = page.look_at_import()) return std::move(*gone);
        }
        if (auto tried = page.try_it(); !tried) return std::move(tried.error());
    }
    return page.show();
}

}  // namespace app::office::web
