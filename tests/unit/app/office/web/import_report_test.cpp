// Goal: what an import came to says the same to every process that reads it from the database, and
// what another version wrote is nothing. Method: one of each kind, there and back.
#include "app/office/web/import_report.hpp"

#include <gtest/gtest.h>

namespace {

using namespace app::office::web;
namespace core = app::core;
namespace imports = core::imports;
namespace takeover = core::billing::takeover;

ImportOutcome there_and_back(const ImportOutcome& outcome) {
    auto read = import_kept(kept_import(outcome));
    EXPECT_TRUE(read);
    return read ? *read : core::refuse("unread");
}

TEST(ImportReport, OfGoodsComesBackWhole) {
    GoodsTaken goods;
    goods.report.rows = 5;
    goods.report.added = 1;
    goods.report.changed = 2;
    goods.report.refused = 2;
    goods.report.departments_added = 3;
    goods.report.letters_unsure = true;
    goods.report.kept = true;
    goods.refused = {{.line = 3,
                      .reason = imports::RowRefusal::broken_row,
                      .column = {},
                      .text = {},
                      .defect = core::tabular::Defect::invalid_utf8},
                     {.line = 4,
                      .reason = imports::RowRefusal::number_of_another,
                      .column = "Nr.",
                      .text = "Käse \"alt\"",
                      .other_line = 2,
                      .other = "P7"}};
    goods.notes = {{5, imports::RowNote::unknown_tax_class, "tax", "luxury"}};

    const ImportOutcome read = there_and_back(goods);
    ASSERT_TRUE(read && std::holds_alternative<GoodsTaken>(*read));
    const auto& back = std::get<GoodsTaken>(*read);
    EXPECT_EQ(back.report.rows, 5U);
    EXPECT_EQ(back.report.added, 1U);
    EXPECT_EQ(back.report.changed, 2U);
    EXPECT_EQ(back.report.unchanged, 0U);
    EXPECT_EQ(back.report.refused, 2U);
    EXPECT_EQ(back.report.departments_added, 3U);
    EXPECT_TRUE(back.report.letters_unsure);
    EXPECT_TRUE(back.report.kept);
    ASSERT_EQ(back.refused.size(), 2U);
    EXPECT_EQ(back.refused[0].line, 3U);
    EXPECT_EQ(back.refused[0].reason, imports::RowRefusal::broken_row);
    EXPECT_EQ(back.refused[0].defect, core::tabular::Defect::invalid_utf8);
    EXPECT_EQ(back.refused[1].reason, imports::RowRefusal::number_of_another);
    EXPECT_EQ(back.refused[1].column, "Nr.");
    EXPECT_EQ(back.refused[1].text, "Käse \"alt\"");
    EXPECT_FALSE(back.refused[1].defect);
    EXPECT_EQ(back.refused[1].other_line, 2U);
    EXPECT_EQ(back.refused[1].other, "P7");
    ASSERT_EQ(back.notes.size(), 1U);
    EXPECT_EQ(back.notes[0].line, 5U);
    EXPECT_EQ(back.notes[0].kind, imports::RowNote::unknown_tax_class);
    EXPECT_EQ(back.notes[0].column, "tax");
    EXPECT_EQ(back.notes[0].text, "luxury");
}

TEST(ImportReport, OfWhatWasKeptElsewhereComesBackWhole) {
    TakenOver taken;
    taken.report.rows = 3;
    taken.report.unchanged = 2;
    taken.report.refused = 1;
    taken.refused = {{7,
                      "Konto",
                      {core::FailureKind::refused, "Nobody.", core::Why::no_account, "10"},
                      {takeover::Reason::rounded, "account"}}};

    const ImportOutcome read = there_and_back(taken);
    ASSERT_TRUE(read && std::holds_alternative<TakenOver>(*read));
    const auto& back = std::get<TakenOver>(*read);
    EXPECT_EQ(back.report.rows, 3U);
    EXPECT_EQ(back.report.unchanged, 2U);
    EXPECT_EQ(back.report.refused, 1U);
    EXPECT_FALSE(back.report.kept);
    ASSERT_EQ(back.refused.size(), 1U);
    EXPECT_EQ(back.refused[0].line, 7U);
    EXPECT_EQ(back.refused[0].column, "Konto");
    EXPECT_EQ(back.refused[0].failure.kind, core::FailureKind::refused);
    EXPECT_EQ(back.refused[0].failure.words, "Nobody.");
    EXPECT_EQ(back.refused[0].failure.why, core::Why::no_account);
    EXPECT_EQ(back.refused[0].failure.about, "10");
    EXPECT_EQ(back.refused[0].why.reason, takeover::Reason::rounded);
    EXPECT_EQ(back.refused[0].why.about, "account");
}

TEST(ImportReport, OfWhatWasUndoneComesBackWhole) {
    const pos::store::ImportUndone undone{{{1'795'400'000'000}, "autumn.csv", 5}, 1, 2, 3, 4};
    const ImportOutcome read = there_and_back(undone);
    ASSERT_TRUE(read && std::holds_alternative<pos::store::ImportUndone>(*read));
    EXPECT_EQ(std::get<pos::store::ImportUndone>(*read), undone);
}

TEST(ImportReport, OfAFailureComesBackWhole) {
    const ImportOutcome read = there_and_back(
        std::unexpected{core::Failure{core::FailureKind::environment, "The disk is full.",
                                      core::Why::database, "store_disk_full"}});
    ASSERT_FALSE(read);
    EXPECT_EQ(read.error().kind, core::FailureKind::environment);
    EXPECT_EQ(read.error().words, "The disk is full.");
    EXPECT_EQ(read.error().why, core::Why::database);
    EXPECT_EQ(read.error().about, "store_disk_full");
}

TEST(ImportReport, IsKeptThoughAFileHadNoLetters) {
    TakenOver taken;
    taken.refused = {{1, "\xff", {core::FailureKind::refused, "\xff"}, {}}};
    EXPECT_TRUE(import_kept(kept_import(taken)));
}

TEST(ImportReport, OfAnotherVersionIsNothing) {
    for (const char* other :
         {"", "{", "[]", "{}", R"({"format":0,"undone":{}})", R"({"format":1})",
          R"({"format":1,"undone":{"at":1}})",
          R"({"format":1,"failure":{"kind":9,"words":"","why":"other","about":""}})",
          R"({"format":1,"failure":{"kind":0,"words":"","why":"none such","about":""}})",
          R"({"format":1,"failure":{"kind":0,"words":3,"why":"other","about":""}})"}) {
        EXPECT_FALSE(import_kept(other)) << other;
    }
}

}  // namespace
