#include "app/office/web/export.hpp"
#include "app/core/tabular/cell.hpp"

#include <fmt/format.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>

namespace app::office::web {

namespace {

std::string csv_cell(const Value& value) {
    const std::string text = plain(value);
    return std::holds_alternative<std::string>(value) ? core::tabular::text_cell(text)
                                                      : core::tabular::plain_cell(text);
}

/// source: RFC 4180
std::string to_csv(const Table& table) {
    std::string text;
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
        text += (i == 0 ? "" : ",") + csv_cell(table.columns[i].key);
    }
    text += "\r\n";
    for (const auto& row : table.rows) {
        for (std::size_t i = 0; i < row.size(); ++i) {
            text += (i == 0 ? "" : ",") + csv_cell(row[i].value);
        }
        text += "\r\n";
    }
    return text;
}

std::string to_json(const Page& page) {
    nlohmann::ordered_json json;
    for (const Table& table : page.tables) {
        auto rows = nlohmann::ordered_json::array();
        for (const auto& row : table.rows) {
            nlohmann::ordered_json one;
            for (std::size_t i = 0; i < row.size(); ++i) {
                const auto* const number = std::get_if<std::int64_t>(&row[i].value);
                if (number != nullptr) {
                    one[table.columns[i].key] = *number;
                } else {
                    one[table.columns[i].key] = plain(row[i].value);
                }
            }
            rows.push_back(std::move(one));
        }
        json[table.key] = std::move(rows);
    }
    // Texts come from tills: a byte that is none of UTF-8 is shown as such.
    return json.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
}

/// What a worksheet may be called: 31 characters, and none of []:*?/\.
std::string sheet_name(const Table& table) {
    return table.key.substr(0, 31);
}

/// Amounts with as many decimals as their currencies have.
class AmountFormats {
public:
    explicit AmountFormats(lxw_workbook* book) : book_{book} {}
    lxw_format* of(pos::Currency currency) {
        const auto digits_behind = static_cast<std::size_t>(currency.exponent);
        auto& format = formats_.at(digits_behind);
        if (format != nullptr) return format;
        format = ::workbook_add_format(book_);
        std::string digits = "#,##0";
        if (digits_behind > 0) digits += "." + std::string(digits_behind, '0');
        ::format_set_num_format(format, digits.c_str());
        return format;
    }

private:
    lxw_workbook* book_;
    std::array<lxw_format*, 5> formats_{};  // by exponent
};

void write_sheet(lxw_worksheet& sheet, const Table& table, lxw_format* bold,
                 AmountFormats& amounts) {
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
        const auto column = static_cast<lxw_col_t>(i);
        ::worksheet_write_string(&sheet, 0, column, table.columns[i].title.c_str(), bold);
        ::worksheet_set_column(&sheet, column, column, 18, nullptr);
    }
    ::worksheet_freeze_panes(&sheet, 1, 0);
    lxw_row_t line = 1;
    for (const auto& row : table.rows) {
        for (std::size_t i = 0; i < row.size(); ++i) {
            const auto column = static_cast<lxw_col_t>(i);
            const Value& value = row[i].value;
            const std::string text = plain(value);
            const auto* const money = std::get_if<pos::Money>(&value);
            const bool number = money != nullptr || std::holds_alternative<std::int64_t>(value) ||
                                std::holds_alternative<Figure>(value) ||
                                std::holds_alternative<pos::Quantity>(value);
            if (number) {
                ::worksheet_write_number(&sheet, line, column, std::strtod(text.c_str(), nullptr),
                                         money != nullptr ? amounts.of(money->currency) : nullptr);
            } else {
                ::worksheet_write_string(&sheet, line, column, text.c_str(), nullptr);
            }
        }
        ++line;
    }
}

/// A file of this program's own that is gone with this; the library writes nowhere else.
class Scratch {
public:
    Scratch() {
        const auto folder = std::filesystem::temp_directory_path(ignored_);
        if (ignored_) return;
        std::string path = (folder / "counterfoil-XXXXXX").string();
        const int made = ::mkstemp(path.data());
        if (made < 0) return;
        ::close(made);
        path_ = std::move(path);
    }
    Scratch(const Scratch&) = delete;
    Scratch& operator=(const Scratch&) = delete;
    ~Scratch() { std::filesystem::remove(path_, ignored_); }
    /// Empty where none could be made.
    const std::string& path() const { return path_; }

private:
    std::string path_;
    std::error_code ignored_;
};

/// Nothing where it cannot be written.
std::optional<std::string> to_xlsx(const Page& page) {
    const Scratch scratch;
    if (scratch.path().empty()) return std::nullopt;
    lxw_workbook* const book = ::workbook_new(scratch.path().c_str());
    if (book == nullptr) return std::nullopt;
    lxw_format* const bold = ::workbook_add_format(book);
    ::format_set_bold(bold);
    AmountFormats amounts{book};
    for (const Table& table : page.tables) {
        auto* const sheet = ::workbook_add_worksheet(book, sheet_name(table).c_str());
        if (sheet != nullptr) write_sheet(*sheet, table, bold, amounts);
    }
    if (::workbook_close(book) != LXW_NO_ERROR) return std::nullopt;
    std::ifstream file{scratch.path(), std::ios::binary};
    std::string bytes{std::istreambuf_iterator<char>{file}, {}};
    if (bytes.empty()) return std::nullopt;
    return bytes;
}

}  // namespace

std::optional<Response> exported(const Page& page, const std::string& as,
                                 const std::string& table) {
    Response file;
    if (as == "json") {
        file.body = to_json(page);
        file.content_type = "application/json";
    } else if (as == "xlsx") {
        auto book = to_xlsx(page);
        if (!book) {
            return Response{.status = 503,
                            .content_type = "text/plain; charset=utf-8",
                            .body =
                                "The file cannot be made: the office's folder for temporary "
                                "files is full or cannot be written.\n"};
        }
        file.body = std::move(*book);
        file.content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    } else if (as == "csv") {
        const auto found = std::ranges::find(page.tables, table, &Table::key);
        if (found == page.tables.end()) return std::nullopt;
        file.body = to_csv(*found);
        file.content_type = "text/csv; charset=utf-8; header=present";
    } else {
        return std::nullopt;
    }
    file.headers.emplace_back("Content-Disposition", fmt::format("attachment; filename=\"{}\"",
                                                                 exported_name(page, as, table)));
    return file;
}

std::string exported_name(const Page& page, const std::string& as, const std::string& table) {
    return (as == "csv" ? page.file_name + "-" + table : page.file_name) + "." + as;
}

}  // namespace app::office::web
