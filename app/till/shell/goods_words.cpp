#include "app/till/shell/goods_words.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "app/till/shell/trouble.hpp"

namespace till::shell {

namespace {

using app::core::imports::Doubt;
using app::core::imports::Refusal;
using app::core::imports::RowRefusal;
using app::core::tabular::Defect;
using app::core::tabular::InputError;
using app::core::tabular::InputErrorKind;
using app::core::tabular::MapError;
using ui::TextKey;

TextKey words_for(Defect defect) {
    switch (defect) {
        case Defect::too_many_fields:
        case Defect::too_few_fields:
            return TextKey::goods_row_fields;
        case Defect::unclosed_quote:
        case Defect::text_behind_quote:
            return TextKey::goods_row_quote;
        case Defect::too_long:
        case Defect::field_too_long:
        case Defect::zero_byte:
        case Defect::invalid_utf8:
            return TextKey::goods_row_unreadable;
    }
    return TextKey::goods_row_unreadable;
}

TextKey words_for(const Refusal& refusal) {
    switch (refusal.reason) {
        case RowRefusal::broken_row:
            return words_for(refusal.defect.value_or(Defect::too_long));
        case RowRefusal::no_name:
            return TextKey::goods_row_no_name;
        case RowRefusal::name_too_long:
        case RowRefusal::text_too_long:
            return TextKey::goods_row_too_long;
        case RowRefusal::no_number_or_barcode:
            return TextKey::goods_row_no_code;
        case RowRefusal::bad_number:
            return TextKey::goods_row_bad_number;
        case RowRefusal::bad_barcode:
            return TextKey::goods_row_bad_barcode;
        case RowRefusal::rounded_barcode:
        case RowRefusal::rounded_number:
            return TextKey::goods_row_rounded;
        case RowRefusal::made_a_date:
            return TextKey::goods_row_made_a_date;
        case RowRefusal::error_value:
            return TextKey::goods_row_error_value;
        case RowRefusal::bad_price:
        case RowRefusal::bad_cost:
            return TextKey::goods_row_bad_price;
        case RowRefusal::ambiguous_price:
        case RowRefusal::ambiguous_cost:
            return TextKey::goods_row_ambiguous;
        case RowRefusal::negative_price:
            return TextKey::goods_row_negative;
        case RowRefusal::price_out_of_range:
        case RowRefusal::price_too_fine:
            return TextKey::goods_row_price_range;
        case RowRefusal::bad_pack:
            return TextKey::goods_row_bad_pack;
        case RowRefusal::bad_sold:
        case RowRefusal::bad_weighed:
            return TextKey::goods_row_bad_weighed;
        case RowRefusal::duplicate_barcode:
            return TextKey::goods_row_barcode_twice;
        case RowRefusal::duplicate_number:
            return TextKey::goods_row_number_twice;
        case RowRefusal::barcode_of_another:
            return TextKey::goods_row_barcode_taken;
        case RowRefusal::number_of_another:
            return TextKey::goods_row_number_taken;
    }
    return TextKey::goods_row_unreadable;
}

TextKey words_for(GoodsTrouble trouble) {
    switch (trouble) {
        case GoodsTrouble::not_there:
            return TextKey::goods_not_there;
        case GoodsTrouble::is_a_folder:
            return TextKey::goods_is_a_folder;
        case GoodsTrouble::cannot_read:
            return TextKey::goods_cannot_read;
        case GoodsTrouble::other_spreadsheet:
            return TextKey::goods_other_spreadsheet;
        case GoodsTrouble::damaged:
            return TextKey::goods_damaged;
        case GoodsTrouble::empty:
            return TextKey::goods_empty;
        case GoodsTrouble::broken_header:
            return TextKey::goods_broken_header;
        case GoodsTrouble::no_table:
            return TextKey::goods_no_table;
        case GoodsTrouble::no_name:
            return TextKey::goods_no_name;
        case GoodsTrouble::other_than_shown:
            return TextKey::goods_other_than_shown;
        case GoodsTrouble::store:
            return TextKey::said_not_read;
    }
    return TextKey::goods_cannot_read;
}

/// A row that was not taken: where it stands, and why.
goods::Refused refused_row(const Refusal& refusal, const ui::Texts& texts,
                           const pos::locale::Locale& locale) {
    const auto figure = [&](std::uint64_t count) {
        return locale.integer(static_cast<std::int64_t>(count));
    };
    goods::Refused row;
    row.place = texts.with(TextKey::goods_row, {{"row", figure(refusal.line)}});
    if (!refusal.column.empty()) row.place += " · " + refusal.column;
    row.why = texts.with(
        words_for(refusal),
        {{"text", refusal.text}, {"row", figure(refusal.other_line)}, {"other", refusal.other}});
    return row;
}

GoodsTrouble trouble_of(const InputError& error) {
    switch (error.kind) {
        case InputErrorKind::not_found:
            return GoodsTrouble::not_there;
        case InputErrorKind::is_a_folder:
            return GoodsTrouble::is_a_folder;
        case InputErrorKind::cannot_read:
            return GoodsTrouble::cannot_read;
        case InputErrorKind::other_spreadsheet:
            return GoodsTrouble::other_spreadsheet;
        case InputErrorKind::no_table:
            return GoodsTrouble::no_table;
        case InputErrorKind::bad_compression:
        case InputErrorKind::too_long:  // said of no file here
            return GoodsTrouble::damaged;
    }
    return GoodsTrouble::cannot_read;
}

struct FieldWords {
    TextKey words;
    bool figures{false};
    bool wide{false};
};
/// In the order of kItemFields.
constexpr std::array<FieldWords, app::core::imports::kItemFields.size()> kFieldWords{{
    {TextKey::goods_field_number},
    {TextKey::goods_field_name, false, true},
    {TextKey::goods_field_barcode},
    {TextKey::goods_field_price, true},
    {TextKey::goods_field_cost, true},
    {TextKey::goods_field_department},
    {TextKey::goods_field_tax},
    {TextKey::goods_field_unit},
    {TextKey::goods_field_weighed},
    {TextKey::goods_field_pack, true},
    {TextKey::goods_field_picture},
    {TextKey::goods_field_sold},
}};

TextKey words_for(Doubt doubt) {
    switch (doubt) {
        case Doubt::only_without_tax:
            return TextKey::goods_doubt_without_tax;
        case Doubt::only_with_tax:
            return TextKey::goods_doubt_with_tax;
        case Doubt::unknown_taxes:
            return TextKey::goods_doubt_taxes;
        case Doubt::known_by_name:
            return TextKey::goods_doubt_by_name;
        case Doubt::letters_unsure:
            return TextKey::goods_doubt_letters;
    }
    return TextKey::goods_doubt_letters;
}

}  // namespace

GoodsPreview preview_of(const app::core::imports::ItemFile& file,
                        const app::core::imports::ItemImportReport& report,
                        std::vector<Refusal> refused) {
    GoodsPreview preview{.start = app::core::imports::shown_rows(file),
                         .doubts = file.doubts,
                         .counts = counts_of(report),
                         .refused = std::move(refused)};
    // Of letters further down the start knew nothing.
    const bool said =
        std::ranges::find(preview.doubts, Doubt::letters_unsure) != preview.doubts.end();
    if (report.letters_unsure && !said) preview.doubts.push_back(Doubt::letters_unsure);
    return preview;
}

common::Place place_of(const GoodsFile& file, const pos::LocalTime& written,
                       const pos::locale::Locale& locale) {
    return {file.name,
            file.folder + " · " + locale.date(written.date) + ", " + locale.time(written)};
}

goods::Table table_of(const GoodsPreview& preview, const ui::Texts& texts) {
    using app::core::imports::kItemFields;
    goods::Table table;
    for (const Doubt doubt : preview.doubts) table.doubts.push_back(texts[words_for(doubt)]);
    table.fields.push_back(texts[TextKey::goods_column_none]);
    for (const FieldWords& field : kFieldWords) table.fields.push_back(texts[field.words]);
    for (const auto& [field, name, place] : preview.start.columns) {
        goods::Column column{.column = name};
        const auto known = std::ranges::find(kItemFields, field);
        if (known != kItemFields.end()) {
            const auto at = static_cast<std::size_t>(known - kItemFields.begin());
            column.field = at + 1;
            column.figures = kFieldWords[at].figures;
            column.wide = kFieldWords[at].wide;
        }
        table.columns.push_back(std::move(column));
    }
    table.rows = preview.start.rows;
    return table;
}

std::optional<GoodsMapping> mapping_of(const GoodsPreview& preview, const goods::Decided& decided) {
    using app::core::imports::kItemFields;
    const std::string_view field =
        decided.field == 0 ? std::string_view{} : kItemFields.at(decided.field - 1);
    auto mapping = app::core::imports::mapping_with(preview.start.columns, decided.column, field);
    const auto name = std::ranges::find(mapping, "name", &app::core::tabular::MapEntry::field);
    if (name == mapping.end()) return std::nullopt;
    return mapping;
}

GoodsCounts counts_of(const app::core::imports::ItemImportReport& report) {
    return {.rows = report.rows,
            .added = report.added,
            .changed = report.changed,
            .unchanged = report.unchanged,
            .refused = report.refused,
            .departments = report.departments_added,
            .wrong_check_digits = report.wrong_check_digits};
}

GoodsRefused refused_by(const app::core::imports::ImportError& error) {
    if (const auto* input = std::get_if<InputError>(&error)) return {trouble_of(*input)};
    if (const auto* map = std::get_if<MapError>(&error)) {
        if (map->is_of_an_empty_file()) return {GoodsTrouble::empty};
        // A column that somebody has chosen is gone.
        if (map->kind != app::core::tabular::MapErrorKind::missing_field)
            return {GoodsTrouble::other_than_shown};
        return {GoodsTrouble::no_name};
    }
    if (const auto* store = std::get_if<pos::store::StoreError>(&error))
        return {GoodsTrouble::store, *store};
    return {GoodsTrouble::broken_header};
}

std::string words_for(const GoodsRefused& refused, const ui::Texts& texts) {
    const TextKey key = words_for(refused.what);
    if (!refused.why) return texts[key];
    return texts.with(key, {{"why", words_for(*refused.why, texts)}});
}

std::vector<goods::Refused> refused_rows(const GoodsPreview& preview, const ui::Texts& texts,
                                         const pos::locale::Locale& locale) {
    std::vector<goods::Refused> rows;
    for (const Refusal& refusal : preview.refused)
        rows.push_back(refused_row(refusal, texts, locale));
    return rows;
}

std::string more_refused(const GoodsPreview& preview, const ui::Texts& texts,
                         const pos::locale::Locale& locale) {
    const auto beyond = static_cast<std::int64_t>(preview.counts.refused - preview.refused.size());
    if (beyond <= 0) return {};
    return texts.with(TextKey::goods_more_refused, {{"count", locale.integer(beyond)}});
}

}  // namespace till::shell
