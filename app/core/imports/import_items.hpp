#pragma once

#include <array>
#include <cstdint>
#include <expected>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "app/core/imports/figures.hpp"
#include "app/core/imports/item_fields.hpp"
#include "app/core/imports/item_sink.hpp"
#include "app/core/imports/refusal.hpp"
#include "app/core/tabular/mapping.hpp"
#include "app/core/tabular/reader.hpp"
#include "pos/base/clock.hpp"
#include "pos/base/random.hpp"
#include "pos/journal/events/shop.hpp"
#include "pos/store/store.hpp"

namespace app::core::imports {

/// Makes sure that the picture a row names is in the shop; its name there, or nothing if there is
/// no such picture.
using KeepPicture = std::function<std::optional<std::string>(std::string_view named)>;

struct ItemImportOptions {
    std::vector<tabular::MapEntry> mapping;  // empty: columns named as the fields are
    /// Keep the good rows; else one refused row means that nothing is kept.
    bool skip_bad{false};
    /// An item of which the file gives a barcode keeps none that it does not give, and a barcode
    /// that it gives to another item, named by its number, moves there. Else barcodes are added
    /// alone.
    bool replace_barcodes{false};
    DecimalSign decimal_sign{DecimalSign::either};
    /// Eleven digits are a UPC-A without its first zero, where they are one with it: of files in
    /// which a spreadsheet took barcodes for figures. Else each is kept as it is written.
    bool puts_zeros_back{false};
    std::string department{};  // of items that the file gives none
    std::string tax_class{};   // likewise
    /// Those that the shop has, if that is to be looked at.
    std::optional<std::set<std::string>> tax_classes{};
    /// Whether its prices include tax, if that is to be looked at.
    std::optional<bool> prices_with_tax{};
    /// Goods are known by their names where no column has numbers or barcodes; else that is an
    /// error.
    bool known_by_name{false};
    /// What else a file may write for them, such as their names and rates; see tax_words.hpp.
    std::map<std::string, std::string, std::less<>> tax_words{};
    KeepPicture keep_picture{};  // without it a picture is the name that the row says
    /// Only rows that have this text in this column, if set: {column, text}.
    std::optional<tabular::MapEntry> only{};
};

struct ItemImportReport {
    std::uint64_t rows{0};         // read, refused ones included
    std::uint64_t passed_over{0};  // by `only`
    std::uint64_t added{0};
    std::uint64_t changed{0};
    std::uint64_t unchanged{0};
    std::uint64_t refused{0};
    std::uint64_t barcodes_added{0};
    std::uint64_t barcodes_removed{0};
    std::uint64_t taken_off_sale{0};  // of the changed ones
    std::uint64_t put_on_sale{0};     // likewise
    std::uint64_t wrong_check_digits{0};
    std::uint64_t unknown_tax_classes{0};  // rows
    std::uint64_t departments_added{0};
    /// Some of the file's letters may have been read wrongly: see tabular::Reader.
    bool letters_unsure{false};
    /// False: there were refusals and no skip_bad; the catalogue is as before, nothing was added.
    bool kept{false};
    pos::Hash content{};  // of the file
};

/// Told row by row, so that a report needs no memory.
struct ItemImportListener {
    std::function<void(const Refusal&)> on_refusal{};
    std::function<void(const Note&)> on_note{};
    std::function<void(std::uint64_t rows)> on_row{};  // each time one more was read
    /// Asked before each row; false: it is given up, and nothing is kept.
    std::function<bool()> may_go_on{};
};

/// Why an import could not be carried out at all.
using ImportError = std::variant<tabular::InputError, tabular::MapError, tabular::RowDefect,
                                 pos::store::StoreError>;

/// Reads a table of items into `sink`. An item is known by its number, else by a barcode: what is
/// known is changed where the file says something, the rest is added; a row without a price makes
/// an item whose price the till asks for.
///
/// requires: the sink is within a transaction; its owner commits if report.kept
/// errors:   the file cannot be read, the mapping does not fit it, its header is broken, or the
/// sink
///           failed
std::expected<ItemImportReport, ImportError> import_items(tabular::Reader& file,
                                                          const ItemImportOptions& options,
                                                          pos::Currency currency, pos::Instant now,
                                                          pos::Random& random, ItemSink& sink,
                                                          const ItemImportListener& listener);

/// Who imports, for the journal.
struct ImportedBy {
    pos::journal::When when;
    pos::journal::Actor user;
};

/// The same into a shop, in one transaction with the journal's ItemsImported.
std::expected<ItemImportReport, ImportError> import_items(tabular::Reader& file,
                                                          const ItemImportOptions& options,
                                                          pos::store::Store& store,
                                                          const ImportedBy& by, pos::Instant now,
                                                          pos::Random& random,
                                                          const ItemImportListener& listener);

}  // namespace app::core::imports
