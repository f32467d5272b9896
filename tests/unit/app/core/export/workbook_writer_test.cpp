// Goal: a workbook is written whole, or refused with a reason and nothing left of it.
// Method: a disk that has ever less left, rows that a sheet cannot take, texts at the end of what a
// cell holds; the workbook is read again by our own reader.
#include <gmock/gmock.h>

#include <array>
#include <vector>

#include "app/core/export/table_writer.hpp"
#include "app/core/tabular/reader.hpp"
#include "tests/support/temp_dir.hpp"

using namespace app::core::exports;
using testing::HasSubstr;
namespace fs = std::filesystem;

namespace {

constexpr std::array<Column, 2> kColumns{{{"name", Kind::text}, {"pieces", Kind::count}}};
constexpr Table kTable{"things", "", kColumns};

class Workbooks : public testing::Test {
protected:
    app::core::Outcome<std::unique_ptr<TableWriter>> writer() {
        return workbook_writer(file_.string(), [this](const fs::path& folder) {
            EXPECT_EQ(folder, folder_.path());
            return free_;
        });
    }
    bool nothing_left() const { return fs::is_empty(folder_.path()); }

    test::TempDir folder_;
    fs::path file_{folder_.path() / "all.xlsx"};
    std::uint64_t free_{kFreeBytesMin};
};

const std::array<Cell, 2> kRow{{{"Stift"}, {"7", true}}};

}  // namespace

TEST_F(Workbooks, are_not_begun_on_a_disk_that_is_nearly_full) {
    free_ = (std::uint64_t{63} << 20) + 1;
    const auto refused = writer();
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().kind, app::core::FailureKind::environment);
    EXPECT_THAT(refused.error().words,
                HasSubstr("its disk has 63 MiB left, and a workbook needs more than 64. Make room, "
                          "or write it to another disk."));
    EXPECT_TRUE(nothing_left());
}

TEST_F(Workbooks, are_given_up_when_the_disk_fills_meanwhile) {
    {
        auto book = writer();
        ASSERT_TRUE(book);
        ASSERT_TRUE((*book)->begin(kTable));
        ASSERT_TRUE((*book)->row(kRow));
        free_ = 0;
        app::core::Outcome<void> kept;
        constexpr int kManyRows = 10'000;
        int rows = 0;
        while (kept && rows < kManyRows) {
            kept = (*book)->row(kRow);
            ++rows;
        }
        ASSERT_FALSE(kept) << "the disk is asked again before long";
        EXPECT_THAT(kept.error().words, HasSubstr("its disk has 0 MiB left"));
        const auto ended = (*book)->finish();
        EXPECT_FALSE(ended) << "nor is it put together there";
    }
    EXPECT_TRUE(nothing_left());
}

TEST_F(Workbooks, refuse_a_row_that_a_sheet_cannot_take) {
    {
        auto book = writer();
        ASSERT_TRUE(book);
        ASSERT_TRUE((*book)->begin(kTable));
        constexpr std::size_t kTooMany = 16'385;
        const std::vector<Cell> wide(kTooMany, Cell{"x"});
        const auto kept = (*book)->row(wide);
        ASSERT_FALSE(kept) << "a sheet has 16,384 columns";
        EXPECT_THAT(kept.error().words, HasSubstr("cannot be written: "));
    }
    EXPECT_TRUE(nothing_left());
}

TEST_F(Workbooks, cut_a_text_that_no_cell_holds_between_its_letters) {
    std::string longest;
    while (longest.size() < 40'000) longest += "ß";
    auto book = writer();
    ASSERT_TRUE(book);
    ASSERT_TRUE((*book)->begin(kTable));
    const std::array<Cell, 2> row{{{"x" + longest}, {"1", true}}};
    ASSERT_TRUE((*book)->row(row));
    const std::array<Cell, 2> even{{{longest}, {"2", true}}};
    ASSERT_TRUE((*book)->row(even));
    ASSERT_TRUE((*book)->finish());
    auto reader = app::core::tabular::Reader::open(file_.string(), {});
    ASSERT_TRUE(reader);
    app::core::tabular::Row read;
    ASSERT_TRUE(reader->next(read).value_or(false));
    EXPECT_FALSE(read.defect) << "letters are whole";
    EXPECT_TRUE(read.fields.front().starts_with("xßß"));
    ASSERT_TRUE(reader->next(read).value_or(false));
    EXPECT_FALSE(read.defect);
    EXPECT_EQ(read.fields.front().size(), 32'766U);
}
