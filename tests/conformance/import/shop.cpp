#include "tests/conformance/import/shop.hpp"

#include "pos/money/decimal.hpp"

namespace test {

using namespace app::core;

namespace {
constexpr pos::Instant kNow{1'763'800'000'000};
}  // namespace

void ImportData::SetUp() {
    const char* const data = std::getenv("COUNTERFOIL_DATA");
    if (data == nullptr) GTEST_SKIP() << "COUNTERFOIL_DATA names no folder of real data";
    data_ = data;
}

void ImportData::open_shop(const char* currency) {
    store.reset();
    folder_ = std::make_unique<TempDir>();
    const pos::store::db::DbTarget target{pos::store::db::Engine::sqlite, folder_->file("shop.db")};
    auto made = pos::store::Store::create(
        target, {"B01", "T1", *pos::currency_of(currency), "Europe/Zagreb"}, {}, kNow, random_);
    ASSERT_TRUE(made.has_value());
    store = std::move(*made);
}

ImportData::Result ImportData::import(const std::string& path,
                                      const std::vector<std::string>& mapping,
                                      const std::string& only) {
    imports::ItemImportOptions options;
    options.skip_bad = true;
    for (const std::string& entry : mapping) {
        options.mapping.push_back(*tabular::parse_map_entry(entry));
    }
    if (!only.empty()) options.only = *tabular::parse_map_entry(only);
    Result result;
    const imports::ItemImportListener listener{[&](const imports::Refusal& refusal) {
                                                   ++result.refusals[refusal.reason];
                                                   result.refused_lines.push_back(refusal.line);
                                               },
                                               {}};
    auto file = tabular::Reader::open(path, {});
    EXPECT_TRUE(file.has_value()) << path;
    const std::uint64_t entries = store->head().seq;
    const auto imports_before = entries_of(pos::journal::EventKind::items_imported);
    const auto changes_before = entries_of(pos::journal::EventKind::setting_changed);
    const auto report = imports::import_items(*file, options, *store, {}, kNow, random_, listener);
    EXPECT_TRUE(report.has_value());
    if (!report) return result;
    result.report = *report;
    EXPECT_TRUE(report->kept);
    // The journal knows of it, and of each field of goods there were what it was and is.
    EXPECT_EQ(entries_of(pos::journal::EventKind::items_imported), imports_before + 1);
    const auto changes = entries_of(pos::journal::EventKind::setting_changed) - changes_before;
    EXPECT_GE(changes, report->changed);
    EXPECT_EQ(changes > 0, report->changed > 0);
    EXPECT_EQ(store->head().seq, entries + 1 + changes);
    EXPECT_EQ(
        report->added + report->changed + report->unchanged + report->refused + report->passed_over,
        report->rows);
    return result;
}

std::uint64_t ImportData::entries_of(pos::journal::EventKind kind) {
    return static_cast<std::uint64_t>(number("SELECT count(*) FROM journal_entry WHERE kind = " +
                                             std::to_string(static_cast<int>(kind))));
}

std::int64_t ImportData::number(const std::string& sql) {
    const auto value = reader().connection().value<std::int64_t>(sql);
    EXPECT_TRUE(value.has_value()) << sql;
    return value ? value->value_or(0) : 0;
}

std::vector<std::vector<std::string>> rows_of(const std::string& path, char separator) {
    auto input = *tabular::open_input(path);
    std::string text;
    std::string buffer(1 << 20, '\0');
    for (std::size_t got = 1; got > 0;) {
        got = *input->read(buffer);
        text.append(buffer, 0, got);
    }
    std::vector<std::vector<std::string>> rows;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find('\n', at), text.size());
        auto& fields = rows.emplace_back();
        for (std::size_t start = at; start <= end;) {
            const std::size_t stop = std::min(text.find(separator, start), end);
            fields.push_back(text.substr(start, stop - start));
            start = stop + 1;
        }
        at = end + 1;
    }
    return rows;
}

std::int64_t e8(const std::string& decimal) {
    return pos::parse_decimal(decimal, 8).value();
}

}  // namespace test
