// Goal: a table that somebody brought is named, asked for and measured as its page needs it.
// Method: small tables in memory.
#include "app/office/web/brought_table.hpp"

#include <gtest/gtest.h>

namespace {

using namespace app::office::web;

BroughtFile file_of(std::string bytes) {
    pos::store::office::Upload upload;
    upload.file_name = "list.csv";
    upload.bytes = std::move(bytes);
    return std::make_shared<const pos::store::office::Upload>(std::move(upload));
}

TEST(BroughtTable, KeepsInAnAddressWhatIsEmpty) {
    EXPECT_EQ(whole_query({}), "");
    const Fields said{{"file", "ab"}, {"map_name", "Name & co"}, {"map_price", ""}};
    const std::string query = whole_query(said);
    EXPECT_EQ(query.substr(0, 9), "?file=ab&");
    EXPECT_EQ(read_fields(query.substr(1)), said);
}

TEST(BroughtTable, NamesColumnsByTheirHeadersWhereTheyDiffer) {
    const std::vector<std::string> columns{"a", "b", "a", ""};
    EXPECT_EQ(column_name(columns, 0), "#1");
    EXPECT_EQ(column_name(columns, 1), "b");
    EXPECT_EQ(column_name(columns, 2), "#3");
    EXPECT_EQ(column_name(columns, 3), "#4");
}

TEST(BroughtTable, KnowsWhetherThereAreMoreRows) {
    const auto open = opener_of(file_of("number,name\n1,Milk\n2,Tea\n3,Salt\n"));
    EXPECT_TRUE(has_more_rows(open, {}, 2));
    EXPECT_FALSE(has_more_rows(open, {}, 3));
    EXPECT_FALSE(has_more_rows(opener_of(file_of("")), {}, 0));
}

TEST(BroughtTable, ReadsNoMoreThanAFileMayHaveInIt) {
    std::string bytes = "number,name\n";
    const std::string line = "1," + std::string(1'000, 'x') + "\n";
    while (bytes.size() <= kUnpackedBytesMax) bytes += line;
    const auto open = opener_of(file_of(std::move(bytes)));
    auto reader = open({});
    ASSERT_TRUE(reader);
    app::core::tabular::Row row;
    auto more = reader->next(row);
    while (more && *more) more = reader->next(row);
    ASSERT_FALSE(more);
    EXPECT_EQ(more.error().kind, app::core::tabular::InputErrorKind::too_long);
}

TEST(BroughtTable, ShowsTenRows) {
    const Words& words = Words::all().front();
    const std::vector<app::core::imports::SampleRow> rows(12, {"1", std::string(80, 'x')});
    const Table table = first_rows_table({"number", "name"}, rows, words);
    ASSERT_EQ(table.rows.size(), 10U);
    EXPECT_EQ(table.columns[1].title, "name");
    EXPECT_EQ(std::get<std::string>(table.rows[0][0].value), "1");
    EXPECT_EQ(std::get<std::string>(table.rows[0][1].value), std::string(60, 'x') + "…");
}

TEST(BroughtTable, ShowsAllOfACellThatFits) {
    const Table table = first_rows_table({"name"}, {{std::string(60, 'x')}}, Words::all().front());
    ASSERT_EQ(table.rows.size(), 1U);
    EXPECT_EQ(std::get<std::string>(table.rows[0][0].value), std::string(60, 'x'));
}

TEST(BroughtTable, TakesTheDecimalSignThatIsSaid) {
    using app::core::imports::DecimalSign;
    EXPECT_EQ(decimal_sign_of({{"decimal", "comma"}}), DecimalSign::comma);
    EXPECT_EQ(decimal_sign_of({{"decimal", "point"}}), DecimalSign::point);
    EXPECT_EQ(decimal_sign_of({{"decimal", "?"}}), DecimalSign::either);
    EXPECT_EQ(decimal_sign_of({}), DecimalSign::either);
}

}  // namespace
