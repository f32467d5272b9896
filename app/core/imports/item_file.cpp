#include "app/core/imports/item_file.hpp"

#include <algorithm>
#include <array>
#include <iterator>

#include "app/core/imports/preview_sink.hpp"
#include "app/core/imports/tax_words.hpp"
#include "app/core/imports/trim.hpp"
#include "app/core/imports/words.hpp"

namespace app::core::imports {

namespace {

using tabular::Reader;

bool is_known_tax(const std::string& text, const ItemImportOptions& shop) {
    return text.find_first_not_of(' ') == std::string::npos ||
           shop.tax_words.contains(tax_word(text)) ||
           (shop.tax_classes && shop.tax_classes->contains(text));
}

/// Leaves the column of a field out if it holds something that is not `known`; whether it did.
template <class Known>
bool leave_unknown(ItemFile& file, std::string_view field, Known known) {
    auto& mapping = file.options.mapping;
    const auto guessed = std::ranges::find(mapping, field, &tabular::MapEntry::field);
    if (guessed == mapping.end()) return false;
    const std::array<std::string_view, 1> fields{field};
    const auto bound = tabular::bind_columns(std::span{&*guessed, 1}, fields, file.columns);
    const bool all = bound && std::ranges::all_of(file.rows, [&](const SampleRow& row) {
                         return known(row[bound->front().front()]);
                     });
    if (!all) mapping.erase(guessed);
    return !all;
}

bool has_field(const ItemFile& file, std::string_view field) {
    const auto& mapping = file.options.mapping;
    return std::ranges::find(mapping, field, &tabular::MapEntry::field) != mapping.end();
}

/// What the names of the price's columns say of tax.
TaxInPrice tax_of_prices(const ItemFile& file) {
    constexpr std::array<std::string_view, 1> kField{"price"};
    for (const auto& entry : file.options.mapping) {
        if (entry.field != kField.front()) continue;
        const auto bound = tabular::bind_columns(std::span{&entry, 1}, kField, file.columns);
        if (bound) return tax_in_price(file.columns[bound->front().front()]);
    }
    return TaxInPrice::unsaid;
}

std::vector<Doubt> doubts_of(const ItemFile& file, bool taxes_left, bool letters_are_sure) {
    std::vector<Doubt> doubts;
    const auto tax = tax_of_prices(file);
    if (const auto with_tax = file.options.prices_with_tax) {
        if (*with_tax && tax == TaxInPrice::without) doubts.push_back(Doubt::only_without_tax);
        if (!*with_tax && tax == TaxInPrice::with) doubts.push_back(Doubt::only_with_tax);
    }
    if (taxes_left) doubts.push_back(Doubt::unknown_taxes);
    const bool codes = has_field(file, "number") || has_field(file, "barcode");
    if (!codes && has_field(file, "name")) doubts.push_back(Doubt::known_by_name);
    if (!letters_are_sure) doubts.push_back(Doubt::letters_unsure);
    return doubts;
}

/// Whether the barcodes may have been figures somewhere: none of the first begins with a zero.
bool zeros_are_lost(const ItemFile& file) {
    constexpr std::array<std::string_view, 1> kField{"barcode"};
    std::vector<tabular::MapEntry> entries;
    std::ranges::copy_if(file.options.mapping, std::back_inserter(entries),
                         [](const auto& entry) { return entry.field == "barcode"; });
    const auto bound = tabular::bind_columns(entries, kField, file.columns);
    if (entries.empty() || !bound) return false;
    return std::ranges::none_of(file.rows, [&](const SampleRow& row) {
        return std::ranges::any_of(bound->front(), [&](std::size_t column) {
            return std::string_view{row[column]}.starts_with('0');
        });
    });
}

std::expected<ItemImportReport, ImportError> preview(tabular::Reader& file,
                                                     const ItemImportOptions& options,
                                                     pos::Currency currency, PreviewSink& sink,
                                                     pos::Instant now, pos::Random& random,
                                                     const ItemImportListener& listener) {
    auto wanted = options;
    wanted.keep_picture = {};
    wanted.skip_bad = true;
    auto report = import_items(file, wanted, currency, now, random, sink, listener);
    if (!report) return report;
    report->departments_added = sink.departments_added();
    report->kept = options.skip_bad || report->refused == 0;
    return report;
}

}  // namespace

std::string to_string(Doubt doubt) {
    switch (doubt) {
        case Doubt::only_without_tax:
            return "The file's prices are without tax, and this shop's include it: look at them "
                   "before you sell.";
        case Doubt::only_with_tax:
            return "The file's prices include tax, and this shop adds it to them: look at them "
                   "before you sell.";
        case Doubt::unknown_taxes:
            return "The column of taxes is left out: it has some that this shop does not know.";
        case Doubt::known_by_name:
            return "The file has neither numbers nor barcodes: its goods are told apart by their "
                   "names.";
        case Doubt::letters_unsure:
            return "The file's letters may have been read wrongly: look at the names, or save it "
                   "as UTF-8.";
    }
    return {};
}

std::expected<ItemFile, ImportError> look_at_items(const std::string& file,
                                                   const ItemImportOptions& shop,
                                                   const tabular::Options& how) {
    const auto open = [&](const tabular::Options& found) {
        auto options = found;
        options.format = how.format;
        options.encoding = how.encoding;
        return Reader::open(file, options);
    };
    auto looked = look_at_items({.name = file, .open = open}, shop);
    if (!looked) return looked;
    looked->how.format = how.format;
    looked->how.encoding = how.encoding;
    return looked;
}

std::expected<ItemFile, ImportError> look_at_items(const ItemTable& table,
                                                   const ItemImportOptions& shop) {
    auto start = look_at(table.open);
    if (!start) {
        return std::unexpected{
            std::visit([](auto& why) { return ImportError{why}; }, start.error())};
    }
    ItemFile looked{.file = table.name,
                    .columns = std::move(start->columns),
                    .how = std::move(start->how),
                    .rows = std::move(start->rows),
                    .options = shop};
    auto& options = looked.options;
    if (options.mapping.empty())
        options.mapping = guess_columns(looked.columns, looked.rows, options.prices_with_tax);
    if (options.decimal_sign == DecimalSign::either)
        options.decimal_sign = guess_decimal_sign(options.mapping, looked.columns, looked.rows);
    options.puts_zeros_back = zeros_are_lost(looked);
    options.known_by_name = true;
    const bool taxes_left = leave_unknown(
        looked, "tax", [&](const std::string& text) { return is_known_tax(text, shop); });
    // "Units sold" says something else.
    leave_unknown(looked, "sold",
                  [](const std::string& text) { return is_sold(trim(text)).has_value(); });
    looked.doubts = doubts_of(looked, taxes_left, start->letters_are_sure);
    return looked;
}

std::expected<Reader, tabular::InputError> open_again(const ItemFile& file) {
    return Reader::open(file.file, file.how);
}

std::expected<ItemImportReport, ImportError> preview_items(tabular::Reader& file,
                                                           const ItemImportOptions& options,
                                                           pos::store::Reader& shop,
                                                           pos::Instant now, pos::Random& random,
                                                           const ItemImportListener& listener) {
    auto sink = PreviewSink::open(shop);
    if (!sink) return std::unexpected{ImportError{sink.error()}};
    return preview(file, options, shop.catalogue().currency(), *sink, now, random, listener);
}

std::expected<ItemImportReport, ImportError> preview_items(tabular::Reader& file,
                                                           const ItemImportOptions& options,
                                                           pos::Currency currency, pos::Instant now,
                                                           pos::Random& random,
                                                           const ItemImportListener& listener) {
    auto sink = PreviewSink::of_new_shop();
    return preview(file, options, currency, sink, now, random, listener);
}

}  // namespace app::core::imports
