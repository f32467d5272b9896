// Goal: the first sheet of a workbook comes out as its spreadsheet shows it, and a file that is no
// sound workbook is refused in words.
// Method: workbooks of a few parts, written here by hand as programs write them, and the same
// damaged byte by byte, which must never be taken for sound in another way than as it was.
#include "app/core/tabular/workbook.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/core/tabular/reader.hpp"

namespace {

using namespace app::core::tabular;
using testing::HasSubstr;

void put(std::string& out, std::size_t value, int bytes) {
    for (int i = 0; i < bytes; ++i) out += static_cast<char>(value >> (8 * i) & 0xFFU);
}

/// An archive whose files are not packed.
std::string zip(const std::vector<std::pair<std::string, std::string>>& files) {
    std::string out;
    std::string directory;
    for (const auto& [name, text] : files) {
        const std::size_t at = out.size();
        std::string head;
        put(head, 20, 2);
        put(head, 0, 2);  // flags
        put(head, 0, 2);  // stored
        put(head, 0, 4);  // time and day
        put(head, 0, 4);  // checksum
        put(head, text.size(), 4);
        put(head, text.size(), 4);
        put(head, name.size(), 2);
        put(head, 0, 2);
        out += "PK\x03\x04" + head + name + text;
        directory += "PK\x01\x02";
        put(directory, 20, 2);
        directory += head;
        put(directory, 0, 2);  // comment
        put(directory, 0, 2);  // disk
        put(directory, 0, 2);
        put(directory, 0, 4);
        put(directory, at, 4);
        directory += name;
    }
    const std::size_t at = out.size();
    out += directory + "PK\x05\x06";
    put(out, 0, 4);
    put(out, files.size(), 2);
    put(out, files.size(), 2);
    put(out, directory.size(), 4);
    put(out, at, 4);
    put(out, 0, 2);
    return out;
}

constexpr const char* kMain = "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"";

std::string workbook(const std::string& rows, const std::string& about = "",
                     const std::string& third_text = "x") {
    const std::string main = kMain;
    return zip(
        {{"[Content_Types].xml", "<Types/>"},
         {"xl/workbook.xml",
          "<workbook " + main +
              " xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\">" +
              about +
              "<sheets><sheet name=\"Goods\" sheetId=\"7\" r:id=\"rId2\"/></sheets></workbook>"},
         {"xl/_rels/workbook.xml.rels",
          "<Relationships><Relationship Id=\"rId1\" Target=\"styles.xml\"/>"
          "<Relationship Id=\"rId2\" Target=\"worksheets/sheet7.xml\"/></Relationships>"},
         {"xl/styles.xml",
          "<styleSheet " + main +
              "><numFmts><numFmt numFmtId=\"164\" formatCode=\"d\\.&quot;x&quot;\"/>"
              "<numFmt numFmtId=\"165\" formatCode=\"[Red]0.00\\ &quot;days&quot;\"/>"
              "<numFmt numFmtId=\"166\" formatCode=\"00000\"/></numFmts><cellXfs><xf "
              "numFmtId=\"0\"/><xf numFmtId=\"14\"/>"
              "<xf numFmtId=\"164\"/><xf numFmtId=\"165\"/><xf "
              "numFmtId=\"166\"/></cellXfs></styleSheet>"},
         {"xl/sharedStrings.xml",
          "<sst " + main +
              "><si><t>Name</t></si><si><r><t>Pen, </t></r><r><t>\"blue\"</t></r></si><si><t>" +
              third_text + "</t></si></sst>"},
         {"xl/worksheets/sheet7.xml",
          "<worksheet " + main + "><sheetData>" + rows + "</sheetData></worksheet>"}});
}

std::expected<std::string, InputError> text_of(const std::string& bytes) {
    auto input = unpacked(memory_input(bytes, 1000), "goods.xlsx");
    if (!input) return std::unexpected{input.error()};
    std::string text;
    std::array<char, 100> piece{};
    for (;;) {
        const auto got = (*input)->read(piece);
        if (!got) return std::unexpected{got.error()};
        if (*got == 0) return text;
        text.append(piece.data(), *got);
    }
}

TEST(Workbook, is_read_as_it_is_shown) {
    const auto text = text_of(workbook(
        "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"C1\" t=\"inlineStr\"><is><t>Price</t>"
        "</is></c></row><row r=\"3\"><c r=\"A3\" t=\"s\"><v>1</v></c><c r=\"B3\">"
        "<v>4006381333931</v></c><c r=\"C3\"><f>1+1</f><v>1.1499999999999999</v></c></row>"
        "<row r=\"4\"><c t=\"str\"><v>x</v></c><c><v>4.006381333931E12</v></c></row>"));
    ASSERT_TRUE(text.has_value()) << to_string(text.error());
    EXPECT_EQ(*text, "Name,,Price\n\n\"Pen, \"\"blue\"\"\",4006381333931,1.15\nx,4006381333931,\n");
}

TEST(Workbook, days_are_no_figures) {
    const std::string rows =
        "<row><c s=\"1\"><v>45000</v></c><c s=\"2\"><v>61</v></c><c s=\"3\"><v>1.5</v></c></row>";
    EXPECT_EQ(text_of(workbook(rows)).value(), "2023-03-15,1900-03-01,1.5\n");
    EXPECT_EQ(text_of(workbook(rows, "<workbookPr date1904=\"1\"/>")).value(),
              "2027-03-16,1904-03-02,1.5\n");
}

TEST(Workbook, keeps_the_zeros_that_a_format_shows_at_the_front) {
    const std::string rows =
        "<row><c s=\"4\"><v>42</v></c><c s=\"4\"><v>4006381333931</v></c><c s=\"4\"><v>1.5</v></c>"
        "<c s=\"4\"><v>-3</v></c><c s=\"4\"/><c s=\"4\"><v/></c><c><v>42</v></c></row>";
    EXPECT_EQ(text_of(workbook(rows)).value(), "00042,4006381333931,1.5,-3,,,42\n");
}

TEST(Workbook, yes_and_no_are_no_figures) {
    const std::string rows = "<row><c t=\"b\"><v>1</v></c><c t=\"b\"><v>0</v></c></row>";
    EXPECT_EQ(text_of(workbook(rows)).value(), "TRUE,FALSE\n");
}

TEST(Workbook, a_formula_without_its_value_is_no_blank) {
    const std::string rows =
        "<row><c><f>B2*1.19</f></c><c "
        "t=\"str\"><f>A1</f><v></v></c><c><f>A1+1</f><v>7</v></c></row>";
    EXPECT_EQ(text_of(workbook(rows)).value(), "=B2*1.19,,7\n");
}

TEST(Workbook, gives_a_table_whose_hash_is_the_file_s) {
    const std::string bytes =
        workbook("<row><c t=\"s\"><v>0</v></c></row><row><c t=\"s\"><v>1</v></c></row>");
    auto input = unpacked(memory_input(bytes), "goods.xlsx");
    ASSERT_TRUE(input.has_value());
    auto reader = Reader::open(std::move(*input), "goods.xlsx", {});
    ASSERT_TRUE(reader.has_value());
    EXPECT_EQ(reader->columns(), std::vector<std::string>{"Name"});
    Row row;
    ASSERT_TRUE(reader->next(row).value());
    EXPECT_EQ(row.fields.front(), "Pen, \"blue\"");
    EXPECT_FALSE(reader->next(row).value());
    auto plain = memory_input(bytes);
    std::string all(bytes.size(), '\0');
    (void)plain->read(all);
    EXPECT_EQ(reader->finish_hash(), plain->finish_hash());
}

TEST(Workbook, of_another_program_is_refused_with_what_to_do) {
    const auto open_document = text_of(
        zip({{"mimetype", "application/vnd.oasis.opendocument.spreadsheet"}, {"content.xml", ""}}));
    ASSERT_FALSE(open_document.has_value());
    EXPECT_EQ(to_string(open_document.error()),
              "goods.xlsx is an OpenDocument file (.ods): save it there as .xlsx or as CSV");
    const auto old = text_of("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1" + std::string(600, '\0'));
    ASSERT_FALSE(old.has_value());
    EXPECT_EQ(old.error().kind, InputErrorKind::other_spreadsheet);
}

TEST(Workbook, that_would_come_to_more_than_is_read_is_refused) {
    const auto refused = [](const std::string& rows, const std::string& text = "x") {
        const auto read = text_of(workbook(rows, "", text));
        return !read.has_value() && to_string(read.error()).ends_with("it is too large");
    };
    const std::string last_column = "<row><c r=\"BXX1\"><v>1</v></c></row>";
    const std::string named = "<row><c t=\"s\"><v>2</v></c></row>";
    const std::string narrow = "<row><c><v>1</v></c></row>";
    const auto times = [](std::size_t count, const std::string& row) {
        std::string rows;
        for (std::size_t i = 0; i < count; ++i) rows += row;
        return rows;
    };
    // A long text that many cells name, cells that are left out, and rows as wide as the widest.
    const std::string megabyte(std::size_t{1} << 20, 'x');
    EXPECT_TRUE(refused(times(300, named), megabyte));
    EXPECT_TRUE(refused(times(5'000, last_column)));
    EXPECT_TRUE(refused(last_column + times(140'000, narrow)));
    EXPECT_FALSE(refused(times(10, named), megabyte));
    EXPECT_FALSE(refused(times(100, last_column)));
    EXPECT_FALSE(refused(times(140'000, narrow)));
}

TEST(Workbook, that_is_broken_is_refused_in_words) {
    const std::string good = workbook("<row><c t=\"s\"><v>0</v></c></row>");
    const auto cut = text_of(good.substr(0, good.size() / 2));
    ASSERT_FALSE(cut.has_value());
    EXPECT_THAT(to_string(cut.error()), HasSubstr("goods.xlsx cannot be unpacked: the workbook "
                                                  "cannot be read: the file is cut off"));
    const auto bare = text_of(zip({{"xl/workbook.xml", "<workbook/>"}}));
    ASSERT_FALSE(bare.has_value());
    EXPECT_THAT(to_string(bare.error()), HasSubstr("it lacks xl/worksheets/sheet1.xml"));
    std::string secret = good;
    secret[secret.find("PK\x01\x02") + 8] = 1;
    EXPECT_THAT(to_string(text_of(secret).error()), HasSubstr("password"));
    EXPECT_FALSE(text_of(workbook("<row><c>")).has_value());
    for (std::size_t at = 4; at < good.size(); at += 7) {
        std::string bad = good;
        bad[at] = static_cast<char>(bad[at] ^ 0x55);
        (void)text_of(bad);  // whatever comes, it is a text or words
    }
}

}  // namespace
