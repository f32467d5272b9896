#include "app/office/web/brought_table.hpp"

#include <algorithm>
#include <utility>

#include "app/core/office/sign_in.hpp"
#include "pos/locale/clean.hpp"

namespace app::office::web {

namespace {

namespace imports = core::imports;
namespace tabular = core::tabular;
namespace uploads = pos::store::office;

constexpr std::size_t kRowsShown = 10;
constexpr std::size_t kCellBytes = 60;

/// Its start, which says so where it is not all of it.
std::string shown_cell(const std::string& cell) {
    const std::string clean = pos::locale::clean_name(cell);
    const std::string_view start = pos::locale::cut_utf8(clean, kCellBytes);
    return std::string{start} + (start.size() < clean.size() ? "…" : "");
}

}  // namespace

pos::store::Answer<std::optional<std::string>> keep_brought(Call& call) {
    std::string bytes = field(call.form, "table.bytes");
    if (bytes.empty()) return std::optional<std::string>{};
    uploads::Upload upload{core::random_token(call.office.random),
                           pos::locale::clean_name(field(call.form, "table.name")),
                           std::move(bytes), call.user.name, call.now};
    auto kept = uploads::keep_upload(call.db, upload);
    if (!kept) return pos::store::store_error(std::move(kept.error()));
    return std::optional{std::move(upload.token)};
}

pos::store::Answer<BroughtFile> brought_file(Call& call, const std::string& token) {
    auto upload = uploads::upload_of(call.db, token, call.now);
    if (!upload) return pos::store::store_error(std::move(upload.error()));
    if (!*upload || (*upload)->by != call.user.name) return BroughtFile{};
    return std::make_shared<const uploads::Upload>(std::move(**upload));
}

imports::OpenTable opener_of(BroughtFile file) {
    return [file = std::move(file)](
               const tabular::Options& how) -> std::expected<tabular::Reader, tabular::InputError> {
        auto input = tabular::unpacked(tabular::memory_input(file->bytes), file->file_name);
        if (!input) return std::unexpected{input.error()};
        return tabular::Reader::open(
            tabular::no_longer_than(kUnpackedBytesMax, std::move(*input), file->file_name),
            file->file_name, how);
    };
}

bool has_more_rows(const imports::OpenTable& open, const tabular::Options& how, std::size_t rows) {
    auto reader = open(how);
    if (!reader) return false;
    tabular::Row row;
    for (std::size_t read = 0; read <= rows; ++read) {
        const auto more = reader->next(row);
        if (!more || !*more) return false;
    }
    return true;
}

std::string whole_query(const Fields& fields) {
    std::string query;
    for (const auto& [name, value] : fields) {
        query += query.empty() ? '?' : '&';
        query += escape(name) + "=" + escape(value);
    }
    return query;
}

std::string column_name(const std::vector<std::string>& columns, std::size_t column) {
    const std::string& name = columns[column];
    const bool unique = std::ranges::count(columns, name) == 1;
    return unique && !name.empty() ? name : "#" + std::to_string(column + 1);
}

Data column_choices(const std::vector<std::string>& columns, const std::string& chosen) {
    Data choices{Data::type::list};
    for (std::size_t column = 0; column < columns.size(); ++column) {
        Data one;
        one.set("column", column_name(columns, column));
        one.set("chosen", chosen == column_name(columns, column));
        choices.push_back(one);
    }
    return choices;
}

Table first_rows_table(const std::vector<std::string>& columns,
                       const std::vector<imports::SampleRow>& rows, const Words& words) {
    Table table{"preview", words["takeover_preview"], {}, {}, words["takeover_empty"]};
    for (std::size_t column = 0; column < columns.size(); ++column) {
        table.columns.push_back({std::to_string(column), column_name(columns, column)});
    }
    for (const auto& row : rows) {
        if (table.rows.size() == kRowsShown) break;
        auto& cells = table.rows.emplace_back();
        for (const std::string& cell : row) {
            cells.push_back({shown_cell(cell)});
        }
    }
    return table;
}

imports::DecimalSign decimal_sign_of(const Fields& said) {
    const std::string typed = field(said, "decimal");
    if (typed == "comma") return imports::DecimalSign::comma;
    if (typed == "point") return imports::DecimalSign::point;
    return imports::DecimalSign::either;
}

}  // namespace app::office::web
