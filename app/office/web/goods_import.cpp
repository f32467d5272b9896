// A table of goods comes in at a page.

#include <algorithm>
#include <mutex>
#include <utility>

#include "app/core/office/goods_table.hpp"
#include "app/core/open_shop.hpp"
#include "app/office/web/goods_import_choose.hpp"
#include "app/office/web/goods_import_words.hpp"
#include "app/office/web/refusal.hpp"
#include "app/office/web/table_import.hpp"
#include "pos/store/reader.hpp"

namespace app::office::web {

namespace {

namespace imports = core::imports;
using core::tabular::MapEntry;

/// So many columns of codes at most are offered.
constexpr std::size_t kCodeColumns = 6;
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

/// A table of goods on its way in.
class GoodsImportPage final : public TableImport {
public:
    GoodsImportPage(Call& call, BroughtFile file)
        : TableImport{call,
                      std::move(file),
                      {.path = kGoodsImportPath,
                       .title = call.words["goods_import"],
                       .jobs = "goods",
                       .kind = "goods"}},
          table_{.table = {.name = this->file()->file_name, .open = opener_of(this->file())},
                 .mapping = mapping_said(),
                 .decimal_sign = decimal_sign_of(said()),
                 .skip_bad = skips_bad()} {}

private:
    std::expected<imports::LookedAt, std::string> look() override {
        pos::store::Reader reader{call().db};
        auto looked = core::understood_goods(reader, table_, call().now);
        if (!looked) return std::unexpected{in_words(looked.error(), words())};
        mapping_ = std::move(looked->options.mapping);
        doubts_ = std::move(looked->doubts);
        return imports::LookedAt{.columns = std::move(looked->columns),
                                 .how = looked->how,
                                 .rows = std::move(looked->rows)};
    }

    Work work(bool is_look) const override {
        if (is_look) {
            return [where = call().office.where, table = table_, now = call().now,
                    &random = call().office.random](
                       const ImportJob::OnProgress& on_progress) -> ImportOutcome {
                auto reader = core::OpenReader::open(where);
                if (!reader) return std::unexpected{reader.error()};
                TakingGoods taking{on_progress};
                auto report = core::preview_goods(**reader, table, now, random, taking.listener());
                return report_of(taking, std::move(report));
            };
        }
        return [&office = call().office, table = table_, by = call().user.name,
                now = call().now](const ImportJob::OnProgress& on_progress) -> ImportOutcome {
            TakingGoods taking{on_progress};
            const std::scoped_lock lock{office.changing};
            auto report = core::import_goods(office.where, office.store, table, by, now,
                                             office.random, taking.listener());
            return report_of(taking, std::move(report));
        };
    }

    std::vector<ImportField> fields() const override {
        std::vector<ImportField> all;
        const auto add = [&](const std::string& name, const std::string& column) {
            all.push_back({.name = name,
                           .label = label_of_goods(name, words()),
                           .is_required = name == "name",
                           .column = column});
        };
        for (const std::string_view each : imports::kItemFields) {
            std::vector<std::string> columns;
            for (const MapEntry& entry : mapping_) {
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

    std::vector<ImportFigure> figures() const override {
        const auto& report = taken().report;
        return {{"goods_import_barcodes", report.barcodes_added},
                {"goods_import_departments", report.departments_added},
                {"goods_import_left_off", report.taken_off_sale},
                {"goods_import_put_on", report.put_on_sale},
                {"goods_import_untaxed", report.unknown_tax_classes}};
    }
    std::vector<RowSaid> refused() const override { return said_of_rows(taken().refused); }
    std::vector<RowSaid> noted() const override { return said_of_rows(taken().notes); }

    void put_own(Data& data) const override {
        data.set("places", "");
        data.set("has_dates", false);
        data.set("doubts", doubts());
    }

    const GoodsTaken& taken() const { return std::get<GoodsTaken>(*tried()); }

    template <class One>
    std::vector<RowSaid> said_of_rows(const std::vector<One>& rows) const {
        std::vector<RowSaid> said;
        said.reserve(rows.size());
        for (const One& one : rows) said.push_back({one.line, one.column, in_words(one, words())});
        return said;
    }

    /// Each field's column as the form says it; empty where it says nothing of any.
    std::vector<MapEntry> mapping_said() const {
        std::vector<MapEntry> mapping;
        const auto add = [&](std::string_view name, std::string_view of) {
            std::string column = field(said(), "map_" + std::string{name});
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

    Data doubts() const {
        auto doubts = doubts_;
        const bool is_told =
            std::ranges::find(doubts, imports::Doubt::letters_unsure) != doubts.end();
        if (tried() != nullptr && taken().report.letters_unsure && !is_told) {
            doubts.push_back(imports::Doubt::letters_unsure);
        }
        Data list{Data::type::list};
        for (const imports::Doubt doubt : doubts) {
            Data one;
            one.set("words", in_words(doubt, words()));
            list.push_back(one);
        }
        return list;
    }

    core::GoodsTable table_;
    std::vector<MapEntry> mapping_;  // as it is understood
    std::vector<imports::Doubt> doubts_;
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
    if (call.is_post() && what == "stop") return stop_import(call, kGoodsImportPath);
    if (token.empty()) {
        return choose_goods(call, call.is_post() ? words["takeover_no_file"] : "");
    }
    auto file = brought_file(call, token);
    if (!file) return file.error();
    if (!*file) return choose_goods(call, words["takeover_file_gone"]);
    return GoodsImportPage{call, std::move(*file)}.answer();
}

}  // namespace app::office::web
