// Goal: prove that a table is read as it was written, whatever its fields hold and however its
// bytes arrive, and that a bad row is named by line and field while the rows around it are kept.
// Method: hand-made files; each defect in turn; then seeded tables written, cut into pieces of
// every size, and read back.
#include "app/core/tabular/reader.hpp"

#include <gtest/gtest.h>
#include <algorithm>
#include <random>

using namespace app::core::tabular;

namespace {

using Fields = std::vector<std::string>;

struct Read {
    Fields columns;
    char separator{};
    std::vector<Fields> rows;
    std::vector<std::uint64_t> lines;
    std::vector<RowDefect> defects;
    std::optional<RowDefect> header_defect;
};

Read read(std::string_view text, Options options = {}, std::size_t piece = SIZE_MAX) {
    auto reader = Reader::open(memory_input(text, piece), "test", std::move(options));
    EXPECT_TRUE(reader.has_value());
    Read result{reader->columns(), reader->separator(), {}, {}, {}, reader->header_defect()};
    Row row;
    for (;;) {
        const auto more = reader->next(row);
        EXPECT_TRUE(more.has_value());
        if (!more || !*more) return result;
        if (row.defect) {
            result.defects.push_back(*row.defect);
        } else {
            result.rows.emplace_back(row.fields.begin(), row.fields.end());
            result.lines.push_back(row.line);
        }
    }
}

RowDefect only_defect(std::string_view text, Options options = {}) {
    const Read result = read(text, std::move(options));
    EXPECT_EQ(result.defects.size(), 1U);
    return result.defects.empty() ? RowDefect{} : result.defects.front();
}

}  // namespace

TEST(Reader, reads_names_and_rows) {
    const Read result = read("a,b\r\n1,2\r\n3,4\r\n");
    EXPECT_EQ(result.columns, (Fields{"a", "b"}));
    EXPECT_EQ(result.rows, (std::vector<Fields>{{"1", "2"}, {"3", "4"}}));
    EXPECT_EQ(result.lines, (std::vector<std::uint64_t>{2, 3}));
}

TEST(Reader, lines_may_end_with_a_carriage_return_alone) {
    const std::string text = "Title\ra;b\r1;\"two\r\"\r\r3;4";
    for (const std::size_t piece : {std::size_t{1}, std::size_t{6}, SIZE_MAX}) {
        const Read result = read(text, {.lines_above = 1}, piece);
        EXPECT_EQ(result.columns, (Fields{"a", "b"}));
        EXPECT_EQ(result.rows, (std::vector<Fields>{{"1", "two\n"}, {"3", "4"}}));
        EXPECT_EQ(result.lines, (std::vector<std::uint64_t>{3, 6}));
    }
    EXPECT_EQ(read("a\r").columns, Fields{"a"});
    EXPECT_EQ(read("a,b\nx\ry,2\n").rows, (std::vector<Fields>{{"x\ry", "2"}}))
        << "a sign like others in a file with other line ends";
}

TEST(Reader, a_line_end_of_two_signs_may_come_in_two_pieces) {
    Options options;
    options.limits.record_bytes_max = 3;
    const Read result = read("a,b\r\n1,\r\n", options, 1);
    EXPECT_EQ(result.columns, (Fields{"a", "b"}));
    EXPECT_EQ(result.rows, (std::vector<Fields>{{"1", ""}}));
}

TEST(Reader, passes_over_the_lines_above_the_header) {
    const std::string text = "Prices; \"of autumn\n\na;b\n1;2\n";
    for (const std::size_t piece : {std::size_t{1}, std::size_t{7}, SIZE_MAX}) {
        const Read result = read(text, {.lines_above = 1}, piece);
        EXPECT_EQ(result.columns, (Fields{"a", "b"}));
        EXPECT_EQ(result.rows, (std::vector<Fields>{{"1", "2"}}));
        EXPECT_EQ(result.lines, (std::vector<std::uint64_t>{4})) << "as an editor counts them";
    }
    EXPECT_TRUE(read("a;b\n", {.lines_above = 3}).columns.empty()) << "there are not so many";
}

TEST(Reader, the_last_line_needs_no_end) {
    EXPECT_EQ(read("a,b\n1,2").rows, (std::vector<Fields>{{"1", "2"}}));
    EXPECT_EQ(read("a,b\n1,").rows, (std::vector<Fields>{{"1", ""}}));
    EXPECT_EQ(read("a,b\n1,\"2\"").rows, (std::vector<Fields>{{"1", "2"}}));
}

TEST(Reader, quotes_hold_separators_line_ends_and_quotes) {
    const Read result =
        read("a,b\n\"x, \"\"y\"\"\",\"two\r\nlines\"\n\"\",last\nin\"ch,5\"\" pipe\n");
    EXPECT_EQ(result.rows,
              (std::vector<Fields>{
                  {"x, \"y\"", "two\r\nlines"}, {"", "last"}, {"in\"ch", "5\"\" pipe"}}));
    EXPECT_EQ(result.lines, (std::vector<std::uint64_t>{2, 4, 5}));
}

TEST(Reader, tab_separated_files_may_hold_loose_quotes) {
    const Read result = read("a\tb\n\"Best\" tea\t1\n\"open\t2\n\"a\tb\"\t3\n\"x\"\"y\"\t4\n");
    EXPECT_EQ(result.separator, '\t');
    EXPECT_EQ(result.rows,
              (std::vector<Fields>{
                  {"\"Best\" tea", "1"}, {"\"open", "2"}, {"a\tb", "3"}, {"x\"y", "4"}}));
}

TEST(Reader, the_separator_is_seen_in_the_header) {
    EXPECT_EQ(read("a;b,c;d\n1;2;3\n").separator, ';');
    EXPECT_EQ(read("a|b\n1|2\n").separator, '|');
    EXPECT_EQ(read("\"a;b;c\",d\n1,2\n").separator, ',');
    EXPECT_EQ(read("alone\n1\n").separator, ',');
    EXPECT_EQ(read("4006381333931;1,20\n4006381333948;2,40\n").separator, ';') << "no header";
    EXPECT_EQ(read("2024,2025\n1,2\n").separator, ',') << "nothing else parts";
    EXPECT_EQ(read("a;b\n1,5,7;2\n").separator, ';');
    EXPECT_EQ(read("sep=;\na,x;b\n1;2\n").rows, (std::vector<Fields>{{"1", "2"}}));
    EXPECT_EQ(read("sep=;\na;b\n1;2\n").lines, (std::vector<std::uint64_t>{3}));
    EXPECT_EQ(read("a,b\tc\n1,2\t3\n", {.format = Format::tsv}).columns, (Fields{"a,b", "c"}));
    EXPECT_EQ(read("a\tb\tc,d\n", {.format = Format::csv}).columns, (Fields{"a b c", "d"}));
}

TEST(Reader, a_file_may_have_no_header) {
    const Read result = read("\n1,2\n3,4\n", {.header = false});
    EXPECT_EQ(result.columns, (Fields{"1", "2"}));
    EXPECT_EQ(result.rows, (std::vector<Fields>{{"1", "2"}, {"3", "4"}}));
    EXPECT_EQ(result.lines, (std::vector<std::uint64_t>{2, 3}));
}

TEST(Reader, empty_lines_and_files_are_no_rows) {
    EXPECT_TRUE(read("").columns.empty());
    EXPECT_TRUE(read("\n\r\n\n").columns.empty());
    EXPECT_TRUE(read("a,b").rows.empty());
    const Read result = read("\n\na,b\n\n1,2\n,\n\r\n3,4\n\n");
    EXPECT_EQ(result.columns, (Fields{"a", "b"}));
    EXPECT_EQ(result.lines, (std::vector<std::uint64_t>{5, 8}));
}

TEST(Reader, a_separator_at_the_end_of_each_line_is_no_column) {
    const Read result = read("a,b,\n1,2,\n3,4\n");
    EXPECT_EQ(result.columns, (Fields{"a", "b"}));
    EXPECT_EQ(result.rows.size(), 2U);
}

TEST(Reader, what_is_no_text_is_no_table) {
    std::string noise;
    for (unsigned i = 0; i < 20'000; ++i) noise += static_cast<char>((i * 2'654'435'761U) >> 24);
    const auto none = Reader::open(memory_input(noise), "m.xlsx", {});
    ASSERT_FALSE(none);
    EXPECT_EQ(none.error().kind, InputErrorKind::no_table);
    EXPECT_EQ(to_string(none.error()),
              "m.xlsx is no spreadsheet and no table of text: save it as .xlsx or as CSV in the "
              "program it comes from");
    std::string rows = "name,note\n";
    for (int i = 0; i < 400; ++i) rows += "Milk,a note of some length\n";
    rows += "Salt,\x01\x02\x03\x04\x05\x06\x07\x08\x0E\x0F\x10\x11\x12\x13\x14\x15\x16\n";
    EXPECT_TRUE(Reader::open(memory_input(rows), "goods.csv", {})) << "one broken row";
}

TEST(Reader, each_defect_is_named_by_line_and_field) {
    using enum Defect;
    EXPECT_EQ(only_defect("a,b\n1,2\n3\n5,6\n"), (RowDefect{too_few_fields, 3, 1}));
    EXPECT_EQ(only_defect("a,b\n1,2,3\n"), (RowDefect{too_many_fields, 2, 2}));
    EXPECT_EQ(only_defect("a,b\n1,\"2\"x\n"), (RowDefect{text_behind_quote, 2, 1}));
    EXPECT_EQ(only_defect("a,b\n1,2\n1,\"2\n3,4\n"), (RowDefect{unclosed_quote, 3, 1}));
    EXPECT_EQ(only_defect("a,b\n1,\"2"), (RowDefect{unclosed_quote, 2, 1}));
    EXPECT_EQ(only_defect(std::string_view{"a,b\n1,x\0y\n", 10}), (RowDefect{zero_byte, 2, 1}));
    EXPECT_EQ(only_defect("a,b\nok,Caf\xC3\xA9\nCaf\xC3,2\n"), (RowDefect{invalid_utf8, 3, 0}));
    EXPECT_EQ(only_defect("a,b\n1,12345\n", {.limits = {100, 4}}),
              (RowDefect{field_too_long, 2, 1}));
    EXPECT_EQ(only_defect("a,b\n1,12345678901\n1,2\n", {.limits = {10, 100}}),
              (RowDefect{too_long, 2, 0}));
    std::string wide = "a\n";
    for (std::size_t field = 0; field < kFieldsMax + 5; ++field) wide += "x,";
    EXPECT_EQ(only_defect(wide, {.format = Format::csv}).defect, too_many_fields);
}

TEST(Reader, rows_around_a_bad_one_are_kept) {
    EXPECT_EQ(read("a,b\n1,2\n1,\"2\n3,4\n5,6\n").rows,
              (std::vector<Fields>{{"1", "2"}, {"3", "4"}, {"5", "6"}}));
    const std::string longest(500'000, 'x');
    for (const std::string& text :
         {"a,b\n1,2\n" + longest + "\n3,4\n", "a,b\n1,2\n\"" + longest + "\n3,4\n",
          "a,b\n1,2\n1,\"x\n\"\"" + longest + "\"\n3,4\n"}) {
        const Read result = read(text, {.limits = {1000, 1000}});
        EXPECT_EQ(result.rows, (std::vector<Fields>{{"1", "2"}, {"3", "4"}}));
        EXPECT_FALSE(result.defects.empty());
    }
    const Read tail = read("a,b\n1,2\n" + longest, {.limits = {1000, 1000}});
    EXPECT_EQ(tail.defects, (std::vector<RowDefect>{{Defect::too_long, 3, 0}}));
}

TEST(Reader, a_bad_header_gives_no_rows) {
    const Read result = read("a,\"b\n1,2\n");
    EXPECT_EQ(result.header_defect, (RowDefect{Defect::unclosed_quote, 1, 1}));
    EXPECT_TRUE(result.rows.empty());
}

TEST(Reader, progress_is_told_as_the_file_is_read) {
    std::string text = "a,b\n";
    for (int row = 0; row < 100'000; ++row) text += "1234567,abcdefgh\n";
    std::vector<std::uint64_t> told;
    Options options;
    options.on_progress = [&](const Progress& progress) { told.push_back(progress.bytes_read); };
    read(text, std::move(options));
    EXPECT_GE(told.size(), 5U);
    EXPECT_TRUE(std::ranges::is_sorted(told));
    EXPECT_EQ(told.back(), text.size());
}

TEST(Reader, any_table_is_read_back_in_pieces_of_any_size) {
    std::mt19937_64 random{2026};
    const auto pick = [&](std::size_t below) { return random() % below; };
    const std::vector<std::string> bits{"a",    "Z",  "7", ",",   ";",  "\"", "\"\"", "\n",
                                        "\r\n", "\t", "é", "חלב", "可", " ",  "\r"};
    for (int round = 0; round < 400; ++round) {
        SCOPED_TRACE(round);
        const std::size_t width = 2 + pick(4);
        std::vector<Fields> rows(pick(12));
        std::string text;
        for (std::size_t column = 0; column < width; ++column) {
            text += (column > 0 ? ",c" : "c") + std::to_string(column);
        }
        text += "\n";
        for (Fields& fields : rows) {
            for (std::size_t column = 0; column < width; ++column) {
                std::string field{column == 0 ? "x" : ""};
                for (std::size_t left = pick(6); left > 0; --left) field += bits[pick(bits.size())];
                text += column > 0 ? "," : "";
                const bool needed = field.find_first_of(",\"\r\n") != std::string::npos;
                if (needed || pick(3) == 0) {
                    text += '"';
                    for (const char c : field) text += c == '"' ? "\"\"" : std::string(1, c);
                    text += '"';
                } else {
                    text += field;
                }
                fields.push_back(std::move(field));
            }
            text += pick(2) == 0 ? "\n" : "\r\n";
        }
        for (const std::size_t piece : {std::size_t{1}, 1 + pick(20), SIZE_MAX}) {
            const Read result = read(text, {.encoding = Encoding::utf8}, piece);
            ASSERT_TRUE(result.rows == rows) << text;
            ASSERT_TRUE(result.defects.empty()) << text;
        }
    }
}
