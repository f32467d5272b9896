#include "app/core/imports/guess_columns.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>

#include "app/core/imports/column_words.hpp"
#include "pos/catalog/barcode.hpp"

namespace app::core::imports {

namespace {

using pos::catalog::GtinStatus;
using tabular::MapEntry;

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

/// One way to read a column.
struct Fit {
    std::size_t fit;    // see NameFit
    std::size_t field;  // of the names
    std::size_t place;  // within the field, the better ones first
    std::size_t column;
    TaxInPrice tax{TaxInPrice::unsaid};
};

class Guess {
public:
    Guess(std::span<const std::string> columns, std::span<const SampleRow> rows)
        : columns_{columns}, rows_{rows}, taken_(columns.size()) {}

    std::vector<MapEntry> make(std::optional<bool> prices_with_tax) {
        by_item_names(prices_with_tax.value_or(true));
        if (!has("barcode")) by_content("barcode", is_gtin);
        if (!has("name")) longest_text();
        if (!has("price")) by_content("price", is_price);
        if (!has("number")) number_by_name();
        if (!has("number") && !has("barcode")) by_content("number", is_short_code);
        return std::move(entries_);
    }

    std::vector<MapEntry> make_by_names(std::span<const FieldNames> names) {
        std::vector<Fit> fits;
        for (std::size_t column = 0; column < columns_.size(); ++column) {
            const auto words = column_words(columns_[column]);
            for (std::size_t field = 0; field < names.size(); ++field)
                add_fit(fits, {name_fit(words, names[field].words).fit, field, 0, column});
        }
        take_best(std::move(fits), names);
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
    static void add_fit(std::vector<Fit>& fits, const Fit& fit) {
        if (fit.fit > 0) fits.push_back(fit);
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
    void by_item_names(bool prices_with_tax);
    void take_best(std::vector<Fit> fits, std::span<const FieldNames> names);
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
    void number_by_name();

    std::span<const std::string> columns_;
    std::span<const SampleRow> rows_;
    std::vector<bool> taken_;
    std::vector<MapEntry> entries_;
};

/// Of one field with net and gross columns those that are wanted, where there is one of them; and
/// what says nothing of tax before what says otherwise.
void keep_side(std::vector<Fit>& fits, std::size_t field, TaxInPrice wanted) {
    const bool there = std::ranges::any_of(
        fits, [&](const Fit& fit) { return fit.field == field && fit.tax == wanted; });
    if (there) {
        std::erase_if(fits,
                      [&](const Fit& fit) { return fit.field == field && fit.tax != wanted; });
        return;
    }
    constexpr std::size_t kBehindAllNames = 1'000;
    for (Fit& fit : fits)
        if (fit.field == field && fit.tax != TaxInPrice::unsaid) fit.place += kBehindAllNames;
}

void Guess::by_item_names(bool prices_with_tax) {
    constexpr std::size_t kBareSide = kWholeName / 2;  // "Brutto" beside "Netto"
    const auto names = item_column_names();
    std::vector<Fit> fits;
    for (std::size_t column = 0; column < columns_.size(); ++column) {
        const auto words = column_words(columns_[column]);
        const auto [rest, tax] = without_tax_words(words);
        std::size_t as_cost = 0;
        for (std::size_t field = 0; field < names.size(); ++field) {
            const auto& [name, known] = names[field];
            if (name != "cost" && name != "price") {
                const auto found = name_fit(words, known);
                // What tells of the tax in a price is no tax.
                const bool of_price =
                    name == "tax" && tax != TaxInPrice::unsaid && found.fit < kWholeName;
                if (!of_price) add_fit(fits, {found.fit, field, found.place, column});
                continue;
            }
            const auto found = name_fit(rest, known);
            if (name == "cost") as_cost = found.fit;  // which stands before the price
            if (name == "cost" || found.fit >= as_cost)
                add_fit(fits, {found.fit, field, found.place, column, tax});
            const bool bare = name == "price" && rest.empty() && tax != TaxInPrice::unsaid &&
                              share(rows_, column, is_figure) >= kMostOfThem;
            if (bare) fits.push_back({kBareSide, field, 0, column, tax});
        }
    }
    for (std::size_t field = 0; field < names.size(); ++field) {
        if (names[field].field == "price")
            keep_side(fits, field, prices_with_tax ? TaxInPrice::with : TaxInPrice::without);
        if (names[field].field == "cost") keep_side(fits, field, TaxInPrice::without);
    }
    take_best(std::move(fits), names);
}

void Guess::take_best(std::vector<Fit> fits, std::span<const FieldNames> names) {
    std::ranges::stable_sort(fits, [](const Fit& a, const Fit& b) {
        if (a.fit != b.fit) return a.fit > b.fit;
        return a.field != b.field ? a.field < b.field : a.place < b.place;
    });
    for (const Fit& one : fits) {
        const auto field = names[one.field].field;
        if (!taken_[one.column] && (field == "barcode" || !has(field))) take(field, one.column);
    }
}

/// "Item" beside "Name".
void Guess::number_by_name() {
    for (std::size_t column = 0; column < columns_.size(); ++column) {
        if (taken_[column] || !may_be_a_number(column_words(columns_[column]))) continue;
        return take("number", column);
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
                                    std::span<const SampleRow> rows,
                                    std::optional<bool> prices_with_tax) {
    return Guess{columns, rows}.make(prices_with_tax);
}

std::vector<MapEntry> guess_by_names(std::span<const FieldNames> fields,
                                     std::span<const std::string> columns) {
    return Guess{columns, {}}.make_by_names(fields);
}

std::vector<MapEntry> guess_beside(std::span<const FieldNames> fields,
                                   std::span<const std::string> columns,
                                   std::span<const MapEntry> said) {
    auto mapping = guess_by_names(fields, columns);
    std::erase_if(mapping, [&](const MapEntry& guessed) {
        return std::ranges::any_of(said, [&](const MapEntry& entry) {
            return entry.field == guessed.field || entry.column == guessed.column;
        });
    });
    for (const MapEntry& entry : said) {
        if (!entry.column.empty()) mapping.push_back(entry);
    }
    return mapping;
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
