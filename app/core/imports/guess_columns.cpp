#include "app/core/imports/guess_columns.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>

#include "app/core/imports/import_items.hpp"
#include "pos/catalog/barcode.hpp"
#include "pos/locale/fold.hpp"

namespace app::core::imports {

namespace {

using pos::catalog::GtinStatus;
using tabular::MapEntry;

/// What shops and their suppliers call the columns. Earlier fields win where two fit as well.
constexpr std::array kNames{
    FieldNames{
        "barcode",
        "barcode|bar code|ean|ean 13|ean13|ean code|gtin|upc|strichcode|code barre|code barres|"
        "codigo de barras|isbn"},
    FieldNames{
        "number",
        "number|item number|item no|article number|article no|product code|product id|item code|"
        "stock code|stockcode|sku|plu|code|id|no|nr|ref|reference|artikelnummer|artikel nr|artnr|"
        "art nr|artikelnr|nummer|code article|numero|codigo|referencia"},
    FieldNames{
        "cost",
        "cost|cost price|purchase price|wholesale price|buying price|ek|ek preis|einkaufspreis|"
        "einstandspreis|einkauf|prix d achat|prix achat|cout|coste|costo|precio de compra"},
    FieldNames{
        "price",
        "price|sales price|selling price|unit price|unitprice|retail price|preis|vk|vk preis|"
        "verkaufspreis|bruttopreis|ladenpreis|verkauf|prix|prix de vente|prix ttc|precio|pvp|p v p|"
        "precio de venta"},
    FieldNames{
        "department",
        "department|category|product category|group|product group|warengruppe|kategorie|gruppe|"
        "abteilung|rayon|categorie|famille|categoria|departamento|familia"},
    FieldNames{"tax",
               "tax|tax class|tax code|tax rate|vat|vat rate|vat code|mwst|mwst satz|ust|steuer|"
               "steuersatz|steuerklasse|tva|taux tva|iva|tipo iva"},
    FieldNames{"pack", "pack|pack size|case size|packung|vpe|packungsgrosse|colisage|lot|unidades"},
    FieldNames{"unit", "unit|uom|unit of measure|sold by|einheit|mengeneinheit|unite|unidad"},
    FieldNames{"weighed", "weighed|by weight|to weigh|gewogen|waage|wiegen|au poids|pesado"},
    FieldNames{"picture", "picture|image|photo|bild|foto|imagen"},
    FieldNames{
        "name",
        "name|product|product name|item|item name|title|description|article|artikel|"
        "artikelname|bezeichnung|artikelbezeichnung|artikeltext|produkt|produktname|beschreibung|"
        "ware|text|nom|designation|libelle|produit|nombre|producto|descripcion|articulo"},
};

/// Letters and digits of folded text; each run of anything else is one space.
std::string words_of(std::string_view text) {
    std::string words;
    for (const char c : pos::locale::fold(text)) {
        const bool sign = static_cast<unsigned char>(c) < 0x80 && !(c >= '0' && c <= '9') &&
                          !(c >= 'a' && c <= 'z');
        if (!sign) {
            words += c;
        } else if (!words.empty() && words.back() != ' ') {
            words += ' ';
        }
    }
    if (words.ends_with(' ')) words.pop_back();
    return words;
}

/// Whether `words` holds `name` from one word's start to another's end.
bool holds(std::string_view words, std::string_view name) {
    for (auto at = words.find(name); at != std::string_view::npos; at = words.find(name, at + 1)) {
        const bool starts = at == 0 || words[at - 1] == ' ';
        const auto end = at + name.size();
        if (starts && (end == words.size() || words[end] == ' ')) return true;
    }
    return false;
}

/// How well the column's name fits the field: 0 not at all; a whole name best, else the longest
/// part of it.
std::size_t fit(std::string_view words, std::string_view names) {
    constexpr std::size_t kWhole = 1'000;
    constexpr std::size_t kPartBytesMin = 3;  // "no", "id" and "vk" stand within other names
    std::size_t best = 0;
    while (!names.empty()) {
        const auto end = std::min(names.find('|'), names.size());
        const auto name = names.substr(0, end);
        names.remove_prefix(std::min(end + 1, names.size()));
        if (words == name) return kWhole;
        if (name.size() >= kPartBytesMin && holds(words, name)) best = std::max(best, name.size());
    }
    return best;
}

std::string_view cell(const SampleRow& row, std::size_t column) {
    std::string_view text = row[column];
    while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
    while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
    return text;
}

bool is_gtin(std::string_view text) {
    return pos::catalog::gtin_status(text) == GtinStatus::valid;
}

bool is_figure(std::string_view text) {
    return text.find_first_of("0123456789") != std::string_view::npos &&
           text.find_first_not_of("0123456789.,'-+ ") == std::string_view::npos;
}

/// Which part of the cells that are not blank are so, in per cent; 0 if all are blank.
template <class Test>
std::size_t share(std::span<const SampleRow> rows, std::size_t column, Test test) {
    std::size_t filled = 0;
    std::size_t good = 0;
    for (const SampleRow& row : rows) {
        const auto text = cell(row, column);
        if (text.empty()) continue;
        ++filled;
        if (test(text)) ++good;
    }
    return filled == 0 ? 0 : good * 100 / filled;
}

class Guess {
public:
    Guess(std::span<const std::string> columns, std::span<const SampleRow> rows)
        : columns_{columns}, rows_{rows}, taken_(columns.size()) {}

    std::vector<MapEntry> make() {
        by_names(kNames);
        if (!has("barcode")) by_content("barcode", is_gtin);
        if (!has("name")) longest_text();
        if (!has("price")) by_content("price", is_price);
        if (!has("number") && !has("barcode")) by_content("number", is_short_code);
        return std::move(entries_);
    }

    std::vector<MapEntry> make_by_names(std::span<const FieldNames> names) {
        by_names(names);
        return std::move(entries_);
    }

private:
    static constexpr std::size_t kMostOfThem = 80;  // per cent

    static bool is_price(std::string_view text) {
        const auto sign = text.find_last_of(".,");
        return is_figure(text) && sign != std::string_view::npos && text.size() - sign == 3;
    }
    static bool is_short_code(std::string_view text) {
        constexpr std::size_t kLongest = 20;
        return text.size() <= kLongest && text.find(' ') == std::string_view::npos;
    }

    bool has(std::string_view field) const {
        return std::ranges::find(entries_, field, &MapEntry::field) != entries_.end();
    }
    void take(std::string_view field, std::size_t column) {
        const bool unique = std::ranges::count(columns_, columns_[column]) == 1;
        entries_.push_back({std::string{field}, unique && !columns_[column].empty()
                                                    ? columns_[column]
                                                    : "#" + std::to_string(column + 1)});
        taken_[column] = true;
    }
    void by_names(std::span<const FieldNames> names);
    template <class Test>
    void by_content(std::string_view field, Test test) {
        std::size_t best = kMostOfThem;
        std::optional<std::size_t> found;
        for (std::size_t column = 0; column < columns_.size(); ++column) {
            if (taken_[column]) continue;
            const auto good = share(rows_, column, test);
            if (good > best || (good == best && !found)) {
                best = good;
                found = column;
            }
        }
        if (found) take(field, *found);
    }
    void longest_text();

    std::span<const std::string> columns_;
    std::span<const SampleRow> rows_;
    std::vector<bool> taken_;
    std::vector<MapEntry> entries_;
};

void Guess::by_names(std::span<const FieldNames> names) {
    struct Fit {
        std::size_t fit;
        std::size_t field;
        std::size_t column;
    };
    std::vector<Fit> fits;
    for (std::size_t column = 0; column < columns_.size(); ++column) {
        const auto words = words_of(columns_[column]);
        for (std::size_t field = 0; field < names.size(); ++field) {
            if (const auto good = fit(words, names[field].words); good > 0)
                fits.push_back({good, field, column});
        }
    }
    std::ranges::stable_sort(fits, [](const Fit& a, const Fit& b) {
        return a.fit != b.fit ? a.fit > b.fit : a.field < b.field;
    });
    for (const Fit& one : fits) {
        const auto field = names[one.field].field;
        if (!taken_[one.column] && (field == "barcode" || !has(field))) take(field, one.column);
    }
}

/// The column with most letters is what things are called.
void Guess::longest_text() {
    const auto letters = [](std::string_view text) { return !is_figure(text); };
    std::size_t longest = 0;
    std::optional<std::size_t> found;
    for (std::size_t column = 0; column < columns_.size(); ++column) {
        if (taken_[column] || share(rows_, column, letters) < kMostOfThem) continue;
        std::size_t bytes = 0;
        for (const SampleRow& row : rows_) bytes += cell(row, column).size();
        if (bytes > longest) {
            longest = bytes;
            found = column;
        }
    }
    if (found) take("name", *found);
}

/// Of a figure that can be read in one way only: its sign. "1234.567" is no thousand.
std::optional<char> decimal_sign_of(std::string_view text) {
    const auto at = text.find_last_of(".,");
    if (at == std::string_view::npos || !is_figure(text)) return std::nullopt;
    const bool both = text.find(text[at] == ',' ? '.' : ',') != std::string_view::npos;
    const bool repeated = text.find(text[at]) != at;
    constexpr std::size_t kGroup = 3;
    const std::string_view before = text.substr(0, at);
    const std::string_view digits = before.substr(std::min(before.find_first_of("0123456789"), at));
    const bool groups =
        text.size() - at - 1 == kGroup && digits.size() <= kGroup && !digits.starts_with('0');
    if (repeated || (groups && !both)) return std::nullopt;
    return text[at];
}

}  // namespace

std::vector<MapEntry> guess_columns(std::span<const std::string> columns,
                                    std::span<const SampleRow> rows) {
    return Guess{columns, rows}.make();
}

std::vector<MapEntry> guess_by_names(std::span<const FieldNames> fields,
                                     std::span<const std::string> columns) {
    return Guess{columns, {}}.make_by_names(fields);
}

bool is_header(std::span<const std::string> columns) {
    return std::ranges::none_of(
        columns, [](const std::string& name) { return is_gtin(name) || decimal_sign_of(name); });
}

DecimalSign guess_decimal_sign(std::span<const MapEntry> mapping,
                               std::span<const std::string> columns,
                               std::span<const SampleRow> rows,
                               std::span<const std::string_view> figures) {
    bool point = false;
    bool comma = false;
    for (const MapEntry& entry : mapping) {
        if (std::ranges::find(figures, entry.field) == figures.end()) continue;
        const std::array<std::string_view, 1> field{entry.field};
        const auto bound = tabular::bind_columns(std::span{&entry, 1}, field, columns);
        if (!bound || bound->front().empty()) continue;
        for (const SampleRow& row : rows) {
            const auto sign = decimal_sign_of(cell(row, bound->front().front()));
            point = point || sign == '.';
            comma = comma || sign == ',';
        }
    }
    if (point == comma) return DecimalSign::either;
    return point ? DecimalSign::point : DecimalSign::comma;
}

}  // namespace app::core::imports
