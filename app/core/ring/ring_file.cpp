#include "app/core/ring/ring_file.hpp"

#include <algorithm>
#include <unordered_map>

#include "app/core/ring/row.hpp"
#include "pos/catalog/item.hpp"
#include "pos/locale/clean.hpp"

namespace app::core::ring {

namespace {

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

/// Whether a defect is in one field, and not in how many there are.
bool is_of_a_field(tabular::Defect defect) {
    switch (defect) {
        case tabular::Defect::too_long:
        case tabular::Defect::too_many_fields:
        case tabular::Defect::too_few_fields:
            return false;
        case tabular::Defect::field_too_long:
        case tabular::Defect::unclosed_quote:
        case tabular::Defect::text_behind_quote:
        case tabular::Defect::zero_byte:
        case tabular::Defect::invalid_utf8:
            return true;
    }
    return false;
}

/// The receipt number of a broken row, as far as it can be trusted: of a row with too many or too
/// few fields, and of one with a defect in another field.
std::optional<std::string_view> number_of(const tabular::Row& row, const tabular::Bound& bound) {
    const auto& columns = bound[Field::receipt];
    const auto is_sound = [&](std::size_t column) {
        return column < row.fields.size() && column != row.defect->field &&
               pos::locale::clean_name(row.fields[column]) == row.fields[column];
    };
    if (row.defect->defect == tabular::Defect::text_behind_quote) return std::nullopt;
    if (!std::ranges::all_of(columns, is_sound)) return std::nullopt;
    const std::string_view number = Cells{row, bound}[Field::receipt];
    return number.empty() ? std::nullopt : std::optional{number};
}

/// Gathers rows into tickets.
class Gatherer {
public:
    Gatherer(const ReadOptions& options, const tabular::Bound& bound,
             const std::vector<std::string>& columns)
        : options_{options}, columns_{columns}, rows_{options} {
        for (std::size_t field = 0; field < bound.size(); ++field) {
            if (!bound[field].empty()) file_.columns[field] = name_of(bound[field].front());
        }
    }

    void take(const Cells& cells, std::uint64_t line) {
        const std::string_view number = cells[Field::receipt];
        if (number.empty()) {
            return lose({line, {}, "it has no receipt number", file_.columns[Field::receipt]});
        }
        const std::size_t place = place_of(number, line);
        if (line_lost_ != 0) spoil(place, line, line_lost_);
        line_lost_ = 0;
        last_place_ = place;
        Ticket& ticket = file_.tickets[place];
        if (ticket.line == line) {
            if (auto wrong = begin(ticket, cells)) return refuse(place, line, *wrong, cells);
        }
        auto row = rows_.read(cells, line);
        if (!row) return refuse(place, line, row.error(), cells);
        ticket.rows.push_back(std::move(*row));
    }

    void take_broken(const tabular::Row& row, const tabular::Bound& bound) {
        const auto number = number_of(row, bound);
        const std::uint64_t line = row.defect->line;
        std::string column = is_of_a_field(row.defect->defect) ? name_of(row.defect->field) : "";
        if (!number) return lose({line, {}, words_of(*row.defect), std::move(column)});
        last_place_ = place_of(*number, line);
        refuse(*last_place_, {line, {}, words_of(*row.defect), std::move(column)});
    }

    ReadFile finish(std::uint64_t rows) {
        std::size_t kept = 0;
        for (std::size_t i = 0; i < file_.tickets.size(); ++i) {
            if (refused_[i]) ++file_.refused_receipts;
            if (!refused_[i]) std::swap(file_.tickets[kept++], file_.tickets[i]);
        }
        file_.tickets.resize(kept);
        file_.rows = rows;
        return std::move(file_);
    }

private:
    std::size_t place_of(std::string_view number, std::uint64_t line) {
        const auto [at, fresh] = places_.try_emplace(std::string{number}, file_.tickets.size());
        if (fresh) {
            file_.tickets.push_back({.number = at->first, .line = line});
            refused_.push_back(false);
        }
        return at->second;
    }

    /// Of a column of the file, as its header has it.
    std::string name_of(std::size_t column) const {
        return column < columns_.size() ? columns_[column] : std::string{};
    }

    void refuse(std::size_t place, Refusal refusal) {
        refused_[place] = true;
        refusal.receipt = file_.tickets[place].number;
        file_.refusals.push_back(std::move(refusal));
    }
    void refuse(std::size_t place, std::uint64_t line, const RowFault& fault, const Cells& cells) {
        const auto column = cells.column_of(fault.field);
        refuse(place, {line, {}, fault.reason, column ? name_of(*column) : std::string{}});
    }

    /// A row whose receipt nobody knows.
    void lose(Refusal refusal) {
        const std::uint64_t line = refusal.line;
        file_.refusals.push_back(std::move(refusal));
        ++file_.refused_receipts;
        if (last_place_ && line_lost_ == 0) spoil(*last_place_, line, line);
        line_lost_ = line;
    }

    /// The receipt may lack the row on line `lost`.
    void spoil(std::size_t place, std::uint64_t line, std::uint64_t lost) {
        if (refused_[place]) return;
        refuse(place, {line, {}, "the row on line " + std::to_string(lost) + " may belong to it"});
    }

    /// What its first row says of the whole receipt; else what is wrong with it.
    std::optional<RowFault> begin(Ticket& ticket, const Cells& cells) const {
        const auto time = parse_time(cells[Field::at], options_.date_format);
        if (!time) {
            return RowFault{Field::at,
                            "the time \"" + std::string{cells[Field::at]} + "\" cannot be read"};
        }
        ticket.date = time->date;
        ticket.second_of_day = time->second_of_day;
        if (pos::locale::clean_name(ticket.number) != ticket.number) {
            return RowFault{Field::receipt, "its receipt number has characters that no number has"};
        }
        ticket.customer = pos::locale::clean_name(cells[Field::customer]);
        if (ticket.customer.size() > pos::catalog::kNumberBytesMax) {
            return RowFault{Field::customer, "the customer is longer than " +
                                                 std::to_string(pos::catalog::kNumberBytesMax) +
                                                 " bytes"};
        }
        return std::nullopt;
    }

    const ReadOptions& options_;
    const std::vector<std::string>& columns_;
    RowReader rows_;
    ReadFile file_;
    std::vector<bool> refused_;
    std::unordered_map<std::string, std::size_t> places_;
    std::optional<std::size_t> last_place_;  // of the row before
    std::uint64_t line_lost_{0};             // of a row just before, whose receipt is not known
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

std::expected<ReadFile, ReadError> read(tabular::Reader& file, const ReadOptions& options,
                                        const OnRead& on_read) {
    if (file.header_defect()) return std::unexpected{ReadError{*file.header_defect()}};
    const auto bound = bind(file, options);
    if (!bound) return std::unexpected{ReadError{bound.error()}};
    Gatherer gatherer{options, *bound, file.columns()};
    tabular::Row row;
    std::uint64_t rows = 0;
    for (;;) {
        const auto more = file.next(row);
        if (!more) return std::unexpected{ReadError{more.error()}};
        if (!*more) break;
        ++rows;
        if (row.defect) {
            gatherer.take_broken(row, *bound);
        } else {
            gatherer.take(Cells{row, *bound}, row.line);
        }
        if (on_read && rows % 1024 == 0) on_read(file.progress(), rows);
    }
    return gatherer.finish(rows);
}

}  // namespace app::core::ring
