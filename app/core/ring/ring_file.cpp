#include "app/core/ring/ring_file.hpp"

#include <array>
#include <unordered_map>

#include "pos/catalog/item.hpp"
#include "pos/locale/clean.hpp"
#include "pos/locale/typed.hpp"
#include "pos/money/decimal.hpp"

namespace app::core::ring {

namespace {

enum Field : std::size_t { receipt, sku, name, quantity, price, at, customer, department, tax };

/// The fields of one row by name, blanks at the ends dropped.
class Fields {
public:
    Fields(const tabular::Row& row, const tabular::Bound& bound) : row_{row}, bound_{bound} {}
    std::string_view operator[](Field field) const {
        for (const std::size_t column : bound_[field]) {
            std::string_view text =
                column < row_.fields.size() ? row_.fields[column] : std::string_view{};
            while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
            while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
            if (!text.empty()) return text;
        }
        return {};
    }

private:
    const tabular::Row& row_;
    const tabular::Bound& bound_;
};

std::optional<std::int64_t> figure(std::string_view text, unsigned decimals) {
    if (const auto plain = pos::parse_decimal(text, decimals)) return *plain;
    const auto typed = pos::locale::to_plain_decimal(text);
    if (!typed) return std::nullopt;
    const auto read = pos::parse_decimal(*typed, decimals);
    if (!read) return std::nullopt;
    return *read;
}

std::string cut(std::string text, std::size_t bytes_max) {
    text.resize(pos::locale::cut_utf8(text, bytes_max).size());
    return text;
}

/// The row, or why it cannot be taken.
std::expected<Row, std::string> read_row(const Fields& fields, std::uint64_t line,
                                         pos::Currency currency) {
    Row row{.line = line};
    const auto amount = figure(fields[Field::quantity], 6);
    if (!amount || !in_range(pos::Quantity{*amount})) {
        return std::unexpected{"the quantity \"" + std::string{fields[Field::quantity]} +
                               "\" cannot be read"};
    }
    row.quantity = {*amount};
    const auto each = figure(fields[Field::price], 8);
    if (!each || !in_range(pos::UnitPrice{*each, currency})) {
        return std::unexpected{"the price \"" + std::string{fields[Field::price]} +
                               "\" cannot be read"};
    }
    row.price = {*each, currency};
    row.sku = cut(pos::locale::clean_name(fields[Field::sku]), pos::catalog::kNumberBytesMax);
    row.name = cut(pos::locale::clean_name(fields[Field::name]), pos::catalog::kNameBytesMax);
    if (row.sku.empty()) row.sku = cut(row.name, pos::catalog::kNumberBytesMax);
    if (row.name.empty()) row.name = row.sku;
    if (row.sku.empty()) return std::unexpected{std::string{"it names no item"}};
    row.department =
        cut(pos::locale::clean_name(fields[Field::department]), pos::catalog::kCodeBytesMax);
    row.tax_class = cut(pos::locale::clean_name(fields[Field::tax]), pos::catalog::kCodeBytesMax);
    return row;
}

std::string words_of(const tabular::RowDefect& defect) {
    switch (defect.defect) {
        case tabular::Defect::too_long:
            return "the row is too long";
        case tabular::Defect::field_too_long:
            return "a field is too long";
        case tabular::Defect::too_many_fields:
            return "it has more fields than the header";
        case tabular::Defect::too_few_fields:
            return "it has fewer fields than the header";
        case tabular::Defect::unclosed_quote:
            return "a quote is never closed";
        case tabular::Defect::text_behind_quote:
            return "there is text behind a closing quote";
        case tabular::Defect::zero_byte:
            return "it has a zero byte";
        case tabular::Defect::invalid_utf8:
            return "its text is damaged";
    }
    return "it cannot be read";
}

/// Gathers rows into tickets.
class Gatherer {
public:
    explicit Gatherer(const ReadOptions& options) : options_{options} {}

    void take(const Fields& fields, std::uint64_t line) {
        const std::string number{fields[Field::receipt]};
        if (number.empty()) return refuse(line, number, "it has no receipt number");
        const auto [at, fresh] = places_.try_emplace(number, file_.tickets.size());
        if (fresh) {
            file_.tickets.push_back({.number = number, .line = line});
            refused_.push_back(false);
        }
        Ticket& ticket = file_.tickets[at->second];
        if (fresh && !begin(ticket, fields)) {
            refused_[at->second] = true;
            return refuse(line, number,
                          "the time \"" + std::string{fields[Field::at]} + "\" cannot be read");
        }
        auto row = read_row(fields, line, options_.currency);
        if (!row) {
            refused_[at->second] = true;
            return refuse(line, number, row.error());
        }
        ticket.rows.push_back(std::move(*row));
    }
    void refuse(std::uint64_t line, std::string receipt, std::string reason) {
        file_.refusals.push_back({line, std::move(receipt), std::move(reason)});
    }
    ReadFile finish(std::uint64_t rows) {
        std::size_t kept = 0;
        for (std::size_t i = 0; i < file_.tickets.size(); ++i) {
            if (!refused_[i]) std::swap(file_.tickets[kept++], file_.tickets[i]);
        }
        file_.tickets.resize(kept);
        file_.rows = rows;
        return std::move(file_);
    }

private:
    bool begin(Ticket& ticket, const Fields& fields) const {
        const auto time = parse_time(fields[Field::at], options_.date_format);
        if (!time) return false;
        ticket.date = time->date;
        ticket.second_of_day = time->second_of_day;
        ticket.customer =
            cut(pos::locale::clean_name(fields[Field::customer]), pos::catalog::kNumberBytesMax);
        return true;
    }

    const ReadOptions& options_;
    ReadFile file_;
    std::vector<bool> refused_;
    std::unordered_map<std::string, std::size_t> places_;
};

std::expected<tabular::Bound, tabular::MapError> bind(const tabular::Reader& file,
                                                      const ReadOptions& options) {
    auto mapping = options.mapping;
    if (mapping.empty()) {
        for (const auto field : kFields) {
            for (const auto& column : file.columns()) {
                if (column == field) mapping.push_back({std::string{field}, column});
            }
        }
    }
    auto bound = tabular::bind_columns(mapping, kFields, file.columns());
    if (!bound) return bound;
    const auto missing = [&](Field field) {
        return std::unexpected{
            tabular::MapError{.kind = tabular::MapErrorKind::missing_field,
                              .text = std::string{kFields[field]},
                              .known = file.columns(),
                              .near = tabular::near_misses(kFields[field], file.columns())}};
    };
    for (const Field field : {Field::receipt, Field::quantity, Field::price, Field::at}) {
        if ((*bound)[field].empty()) return missing(field);
    }
    if ((*bound)[Field::sku].empty() && (*bound)[Field::name].empty()) return missing(Field::sku);
    return bound;
}

}  // namespace

std::optional<WallClock> parse_time(std::string_view text, std::string_view format) {
    int year = 0;
    std::array<unsigned, 5> parts{1, 1, 0, 0, 0};  // month, day, hour, minute, second
    constexpr std::string_view kParts = "mdHMS";
    const auto number = [&](std::size_t digits_max) -> std::optional<unsigned> {
        std::size_t digits = 0;
        unsigned value = 0;
        while (digits < digits_max && digits < text.size() && text[digits] >= '0' &&
               text[digits] <= '9') {
            value = value * 10 + static_cast<unsigned>(text[digits++] - '0');
        }
        text.remove_prefix(digits);
        return digits == 0 ? std::nullopt : std::optional{value};
    };
    for (std::size_t i = 0; i < format.size(); ++i) {
        if (format[i] != '%' || i + 1 == format.size()) {
            if (text.empty() || text.front() != format[i]) return std::nullopt;
            text.remove_prefix(1);
            continue;
        }
        const char what = format[++i];
        const auto value = number(what == 'Y' ? 4 : 2);
        if (!value) return std::nullopt;
        const auto part = kParts.find(what);
        if (what == 'Y') {
            year = static_cast<int>(*value);
        } else if (what == 'y') {
            year = 2000 + static_cast<int>(*value);
        } else if (part != std::string_view::npos) {
            parts[part] = *value;
        } else {
            return std::nullopt;
        }
    }
    if (!text.empty() || parts[2] > 23 || parts[3] > 59 || parts[4] > 59) return std::nullopt;
    std::array<char, 16> iso{};
    std::snprintf(iso.data(), iso.size(), "%04d-%02u-%02u", year % 10000, parts[0] % 100,
                  parts[1] % 100);
    const auto date = pos::parse_date(iso.data());
    if (!date) return std::nullopt;
    return WallClock{*date, static_cast<std::int32_t>(parts[2] * 3600 + parts[3] * 60 + parts[4])};
}

std::expected<ReadFile, ReadError> read(tabular::Reader& file, const ReadOptions& options,
                                        const OnRead& on_read) {
    if (file.header_defect()) return std::unexpected{ReadError{*file.header_defect()}};
    const auto bound = bind(file, options);
    if (!bound) return std::unexpected{ReadError{bound.error()}};
    Gatherer gatherer{options};
    tabular::Row row;
    std::uint64_t rows = 0;
    for (;;) {
        const auto more = file.next(row);
        if (!more) return std::unexpected{ReadError{more.error()}};
        if (!*more) break;
        ++rows;
        if (row.defect) {
            gatherer.refuse(row.defect->line, {}, words_of(*row.defect));
        } else {
            gatherer.take(Fields{row, *bound}, row.line);
        }
        if (on_read && rows % 1024 == 0) on_read(file.progress(), rows);
    }
    return gatherer.finish(rows);
}

}  // namespace app::core::ring
