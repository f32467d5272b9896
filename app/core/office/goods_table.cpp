#include "app/core/office/goods_table.hpp"

#include <utility>
#include <variant>

#include "app/core/imports/refusal.hpp"
#include "app/core/imports/table_trouble.hpp"
#include "app/core/imports/tax_words.hpp"
#include "app/core/office/open_goods.hpp"
#include "app/core/office/undo_goods_import.hpp"
#include "app/core/shop_rules.hpp"
#include "pos/catalog/item.hpp"
#include "pos/locale/zone.hpp"
#include "pos/store/import_notes.hpp"

namespace app::core {

namespace {

using imports::ImportError;

Failure unreadable_goods(std::string words) {
    return {FailureKind::environment, std::move(words), Why::other, "unreadable_table"};
}

Failure failure_of_table(const ImportError& error) {
    if (const auto* input = std::get_if<tabular::InputError>(&error))
        return imports::table_trouble(*input);
    if (const auto* header = std::get_if<tabular::RowDefect>(&error))
        return unreadable_goods(imports::words_of(header->defect));
    if (const auto* map = std::get_if<tabular::MapError>(&error))
        return {FailureKind::usage, to_string(*map), Why::other, "goods_columns"};
    return failure(std::get<pos::store::StoreError>(error));
}

/// A picture is named by its file in the shop's folder alone: nothing is read from where the server
/// runs because a table names it.
std::optional<std::string> named_picture(std::string_view named) {
    const bool is_bare = named.find('/') == std::string_view::npos && named != "." &&
                         named != ".." && named.size() <= pos::catalog::kPictureBytesMax;
    return is_bare ? std::optional{std::string{named}} : std::nullopt;
}

Outcome<imports::ItemFile> look_by(const pos::tax::TaxTable& taxes, pos::Date today,
                                   const GoodsTable& table) {
    imports::ItemImportOptions options{.mapping = table.mapping, .skip_bad = table.skip_bad};
    options.decimal_sign = table.decimal_sign;
    options.keep_picture = named_picture;
    imports::know_taxes(options, taxes, today);
    auto looked = imports::look_at_items(table.table, options);
    if (!looked) return std::unexpected{failure_of_table(looked.error())};
    return std::move(*looked);
}

Outcome<tabular::Reader> open_rows(const GoodsTable& table, const imports::ItemFile& looked) {
    auto rows = table.table.open(looked.how);
    if (!rows) return std::unexpected{imports::table_trouble(rows.error())};
    return std::move(*rows);
}

/// Gives an import up behind its last row that is taken.
class RowLimit {
public:
    explicit RowLimit(const imports::ItemImportListener& listener) : listener_{listener} {}

    imports::ItemImportListener listener() {
        auto limited = listener_;
        limited.on_row = [this](std::uint64_t rows) {
            is_exceeded_ = rows > kGoodsRowsMax;
            if (listener_.on_row) listener_.on_row(rows);
        };
        limited.may_go_on = [this] {
            return !is_exceeded_ && (!listener_.may_go_on || listener_.may_go_on());
        };
        return limited;
    }
    /// What is said of an import that failed.
    Failure failure_of(const ImportError& error) const {
        return is_exceeded_ ? imports::too_many_rows(kGoodsRowsMax) : failure_of_table(error);
    }

private:
    const imports::ItemImportListener& listener_;
    bool is_exceeded_{false};
};

}  // namespace

Outcome<imports::ItemFile> understood_goods(pos::store::Reader& reader, const GoodsTable& table,
                                            pos::Instant now) {
    const auto journals = reader.journals();
    if (!journals) return std::unexpected{failure(journals.error())};
    if (journals->empty()) return refuse("That database is no head office's.");
    const auto& journal = journals->front();
    const auto rules = read_rules(reader, journal);
    if (!rules) return std::unexpected{rules.error()};
    const auto zone = pos::locale::Zone::open(journal.zone);
    if (!zone) return refuse("The time zone of these books is not known here: " + journal.zone);
    return look_by(rules->taxes, zone->local(now).date, table);
}

Outcome<imports::ItemImportReport> preview_goods(pos::store::Reader& reader,
                                                 const GoodsTable& table, pos::Instant now,
                                                 pos::Random& random,
                                                 const imports::ItemImportListener& listener) {
    const auto looked = understood_goods(reader, table, now);
    if (!looked) return std::unexpected{looked.error()};
    auto rows = open_rows(table, *looked);
    if (!rows) return std::unexpected{rows.error()};
    RowLimit limit{listener};
    auto report =
        imports::preview_items(*rows, looked->options, reader, now, random, limit.listener());
    if (!report) return std::unexpected{limit.failure_of(report.error())};
    return std::move(*report);
}

Outcome<imports::ItemImportReport> import_goods(const std::string& where,
                                                const pos::store::StoreOptions& store_options,
                                                const GoodsTable& table, const std::string& by,
                                                pos::Instant now, pos::Random& random,
                                                const imports::ItemImportListener& listener) {
    auto open = open_goods(where, store_options, by, now);
    if (!open) return std::unexpected{open.error()};
    const auto looked = look_by(open->shop.taxes, open->shop.zone.local(now).date, table);
    if (!looked) return std::unexpected{looked.error()};
    auto rows = open_rows(table, *looked);
    if (!rows) return std::unexpected{rows.error()};
    RowLimit limit{listener};
    auto report = imports::import_items(*rows, looked->options, *open->store,
                                        {.when = open->doing.when, .user = open->doing.user}, now,
                                        random, limit.listener());
    if (!report) return std::unexpected{limit.failure_of(report.error())};
    return std::move(*report);
}

Outcome<pos::store::ImportUndone> undo_goods(const std::string& where,
                                             const pos::store::StoreOptions& store_options,
                                             pos::Instant import, const std::string& by,
                                             pos::Instant now) {
    auto open = open_goods(where, store_options, by, now);
    if (!open) return std::unexpected{open.error()};
    const auto last = pos::store::last_import(open->store->reader().connection());
    if (!last) return std::unexpected{failure(pos::store::to_store_error(last.error()))};
    const auto not_last = std::unexpected{Failure{
        FailureKind::refused, "That import was undone already, or another one was made after it.",
        Why::other, "not_last_import"}};
    if (!*last || (*last)->at != import) return not_last;
    auto done = undo_goods_import(*open->store, open->doing);
    if (!done) return std::unexpected{failure(done.error().why.value_or(pos::store::StoreError{}))};
    if (!*done) return not_last;
    return std::move(**done);
}

}  // namespace app::core
