#include "pos/store/floor/raw_questions.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <utility>

#include "pos/locale/fold.hpp"

namespace pos::store::floor {

namespace {

std::size_t characters(std::string_view text) {
    return static_cast<std::size_t>(std::ranges::count_if(
        text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

int bind_text(sqlite3_stmt* to, int place, std::string_view text) {
    return sqlite3_bind_text64(to, place, text.data(), text.size(), SQLITE_STATIC, SQLITE_UTF8);
}

/// The query in FTS5's own language; true if the index of trigrams answers it.
bool match_into(std::string_view folded, std::string& match) {
    const auto words = locale::words(folded);
    const bool any_long =
        std::ranges::any_of(words, [](const auto& word) { return characters(word.text) >= 3; });
    match.clear();
    for (const auto& word : words) {
        const std::size_t length = characters(word.text);
        if (any_long && length < 3) continue;
        if (!match.empty()) match += " AND ";
        match.append("\"").append(word.text).append("\"");
        if (!any_long && (length == 1 || !word.cjk)) match += " *";
    }
    return any_long;
}

}  // namespace

db::Result<RawQuestions> RawQuestions::open(const std::string& path) {
    auto db = RawDatabase::open(path);
    if (!db) return std::unexpected{std::move(db.error())};
    RawQuestions questions{std::move(*db)};
    if (auto done = questions.prepare_all(); !done) return std::unexpected{std::move(done.error())};
    return questions;
}

db::Result<void> RawQuestions::prepare_all() {
    struct Wanted {
        RawStatement& statement;
        const char* sql;
    };
    const std::array wanted{
        Wanted{item_,
               "SELECT i.item, i.number, i.name, i.department, i.tax_class, i.price_e8, "
               "i.price_tax, i.cost_e8, i.unit, i.open_price, i.discountable, i.picture, i.active, "
               "d.name, b.code, b.pack_millionths FROM barcode b JOIN item i ON i.id = b.item_id "
               "LEFT JOIN department d ON d.code = i.department WHERE b.barcode_key = ?1"},
        Wanted{trigram_[0], "SELECT rowid FROM item_trigram WHERE item_trigram MATCH ?1 LIMIT ?2"},
        Wanted{trigram_[1],
               "SELECT i.id, i.search_text FROM item_trigram t JOIN item i ON i.id = t.rowid "
               "WHERE item_trigram MATCH ?1 AND i.active <> 0 LIMIT ?2"},
        Wanted{start_[0], "SELECT rowid FROM item_start WHERE item_start MATCH ?1 LIMIT ?2"},
        Wanted{start_[1],
               "SELECT i.id, i.search_text FROM item_start s JOIN item i ON i.id = s.rowid "
               "WHERE item_start MATCH ?1 AND i.active <> 0 LIMIT ?2"},
        Wanted{takings_,
               "SELECT business_date, currency, hour, cashier, cashier_name, sales, refunds, "
               "gross_minor, refunded_minor, tax_minor, discount_minor, rounding_minor FROM "
               "takings WHERE business_date BETWEEN ?1 AND ?2"},
        Wanted{departments_,
               "SELECT currency, department, name, quantity_millionths, sales, refunds, "
               "gross_minor, refunded_minor, tax_minor, discount_minor FROM takings_department "
               "WHERE business_date BETWEEN ?1 AND ?2"},
        Wanted{tenders_,
               "SELECT business_date, currency, kind, code, name, payments, sales, refunds, "
               "gross_minor, refunded_minor FROM takings_tender WHERE business_date BETWEEN ?1 AND "
               "?2"}};
    for (const Wanted& one : wanted) {
        auto made = prepare(db_, one.sql);
        if (!made) return std::unexpected{std::move(made.error())};
        one.statement = std::move(*made);
    }
    return {};
}

db::Result<std::size_t> RawQuestions::step_through(sqlite3_stmt* statement, std::size_t rows_max) {
    std::size_t rows = 0;
    int code = SQLITE_ROW;
    const int columns = sqlite3_column_count(statement);
    while (rows < rows_max && (code = sqlite3_step(statement)) == SQLITE_ROW) {
        ++rows;
        for (int column = 0; column < columns; ++column) {
            if (sqlite3_column_type(statement, column) == SQLITE_INTEGER) {
                seen_ += static_cast<std::uint64_t>(sqlite3_column_int64(statement, column));
            } else {
                const void* bytes = sqlite3_column_blob(statement, column);
                if (bytes != nullptr) seen_ += *static_cast<const unsigned char*>(bytes);
                seen_ += static_cast<std::uint64_t>(sqlite3_column_bytes(statement, column));
            }
        }
    }
    sqlite3_reset(statement);
    if (code != SQLITE_ROW && code != SQLITE_DONE) return std::unexpected{db_.error()};
    return rows;
}

db::Result<bool> RawQuestions::item(std::string_view barcode_key) {
    bind_text(item_.get(), 1, barcode_key);
    const auto rows = step_through(item_.get(), std::numeric_limits<std::size_t>::max());
    if (!rows) return std::unexpected{rows.error()};
    return *rows > 0;
}

db::Result<std::size_t> RawQuestions::search(std::string_view folded, std::size_t rows_max,
                                             bool texts) {
    const auto& statements = match_into(folded, match_) ? trigram_ : start_;
    sqlite3_stmt* const statement = statements[texts ? 1 : 0].get();
    bind_text(statement, 1, match_);
    sqlite3_bind_int64(statement, 2, static_cast<std::int64_t>(rows_max));
    return step_through(statement, std::numeric_limits<std::size_t>::max());
}

db::Result<std::size_t> RawQuestions::takings(report::Days days, report::TakingsBy by) {
    using report::TakingsBy;
    std::size_t rows = 0;
    const auto read = [&](const RawStatement& statement) -> db::Result<void> {
        sqlite3_bind_int64(statement.get(), 1, days.from.days);
        sqlite3_bind_int64(statement.get(), 2, days.to.days);
        const auto some = step_through(statement.get(), std::numeric_limits<std::size_t>::max());
        if (!some) return std::unexpected{some.error()};
        rows += *some;
        return {};
    };
    db::Result<void> done;
    switch (by) {
        case TakingsBy::day:
        case TakingsBy::branch_and_day:
            done = read(takings_);
            if (done) done = read(tenders_);
            break;
        case TakingsBy::hour:
        case TakingsBy::cashier:
            done = read(takings_);
            break;
        case TakingsBy::item:  // of lines: no roll-up to measure against
            break;
        case TakingsBy::department:
            done = read(departments_);
            break;
        case TakingsBy::tender:
            done = read(tenders_);
            break;
    }
    if (!done) return std::unexpected{std::move(done.error())};
    return rows;
}

}  // namespace pos::store::floor
