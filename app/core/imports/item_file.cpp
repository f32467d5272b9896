#include "app/core/imports/item_file.hpp"

#include <algorithm>
#include <array>
#include <iterator>

#include "app/core/imports/preview_sink.hpp"
#include "app/core/imports/tax_words.hpp"

namespace app::core::imports {

namespace {

using tabular::Reader;

bool is_known_tax(const std::string& text, const ItemImportOptions& shop) {
    return text.find_first_not_of(' ') == std::string::npos ||
           shop.tax_words.contains(tax_word(text)) ||
           (shop.tax_classes && shop.tax_classes->contains(text));
}

/// Leaves the column of taxes out if it holds one that the shop does not know.
void keep_known_taxes(ItemFile& file, const ItemImportOptions& shop) {
    auto& mapping = file.options.mapping;
    const auto tax = std::ranges::find(mapping, "tax", &tabular::MapEntry::field);
    if (tax == mapping.end()) return;
    constexpr std::array<std::string_view, 1> kField{"tax"};
    const auto bound = tabular::bind_columns(std::span{&*tax, 1}, kField, file.columns);
    const bool known = bound && std::ranges::all_of(file.rows, [&](const SampleRow& row) {
                           return is_known_tax(row[bound->front().front()], shop);
                       });
    if (!known) mapping.erase(tax);
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

std::expected<ItemFile, ImportError> look_at_items(const std::string& file,
                                                   const ItemImportOptions& shop) {
    auto start = look_at([&](const tabular::Options& how) { return Reader::open(file, how); });
    if (!start) {
        return std::unexpected{
            std::visit([](auto& why) { return ImportError{why}; }, start.error())};
    }
    ItemFile looked{.file = file,
                    .columns = std::move(start->columns),
                    .how = std::move(start->how),
                    .rows = std::move(start->rows),
                    .options = shop};
    looked.options.mapping = guess_columns(looked.columns, looked.rows);
    looked.options.decimal_sign =
        guess_decimal_sign(looked.options.mapping, looked.columns, looked.rows);
    looked.options.puts_zeros_back = zeros_are_lost(looked);
    keep_known_taxes(looked, shop);
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
