// Goal: what is asked for on account is no revenue but in a book of its own, and what is taken back
// of it leaves that book with the tax that it was asked for with.
// Method: a request, its taking back, and both beside a sale in one document.
#include <gtest/gtest.h>

#include <map>

#include "pos/journal/level.hpp"
#include "tests/support/projected_journal.hpp"
#include "tests/support/sample_events.hpp"

using namespace pos::journal;
using test::euro;
using test::id;

namespace {

class ProjectLevel : public testing::Test {
protected:
    void SetUp() override { ASSERT_TRUE(journal_.append(test::sample_shop_events()[0])); }

    /// 47.60, of which 7.60 are tax.
    static DocumentIssued request() {
        DocumentIssued issued = test::sample_document();
        issued.lines.resize(1);
        DocumentLine& line = issued.lines.front();
        line.kind = kLevelLine;
        line.charge.reset();
        line.net = issued.net = euro(4'000);
        line.tax = issued.tax = euro(760);
        issued.payable = euro(4'760);
        issued.taxes = {{"S", "A", "USt.", {19'000'000}, euro(4'000), euro(760), ""}};
        issued.corrects.reset();
        return issued;
    }
    std::map<Book, std::int64_t> books() {
        std::map<Book, std::int64_t> sums;
        std::int64_t all = 0;
        for (const LedgerRow& row : journal_.rows.ledger) {
            sums[row.book] += row.amount_minor;
            all += row.amount_minor;
        }
        EXPECT_EQ(all, 0);
        return sums;
    }

    test::ProjectedJournal journal_;
};

}  // namespace

TEST_F(ProjectLevel, a_request_is_no_revenue) {
    ASSERT_TRUE(journal_.append(request()));
    EXPECT_EQ(books()[Book::receivable], 4'760);
    EXPECT_EQ(books()[Book::on_account], -4'000);
    EXPECT_EQ(books()[Book::tax], -760);
    EXPECT_EQ(books()[Book::revenue], 0);
}

TEST_F(ProjectLevel, what_is_taken_back_leaves_nothing_behind) {
    ASSERT_TRUE(journal_.append(request()));
    DocumentIssued back = request();
    back.document = id(151);
    back.kind = DocumentKind::credit_note;
    back.number = "C2026-000001";
    back.series = "C2026";
    DocumentLine& line = back.lines.front();
    line.kind = kLevelBackLine;
    line.of = line.item;
    line.item = id(154);
    line.net = back.net = back.taxes.front().base = euro(-4'000);
    line.tax = back.tax = back.taxes.front().tax = euro(-760);
    back.payable = euro(-4'760);
    ASSERT_TRUE(journal_.append(back));
    for (const Book book : {Book::receivable, Book::on_account, Book::tax, Book::revenue}) {
        EXPECT_EQ(books()[book], 0) << static_cast<int>(book);
    }
}

TEST_F(ProjectLevel, beside_a_sale_each_line_is_in_its_book) {
    DocumentIssued both = request();
    DocumentLine sold = both.lines.front();
    sold.item = id(155);
    sold.kind = 7;
    both.lines.push_back(sold);
    both.net = both.taxes.front().base = euro(8'000);
    both.tax = both.taxes.front().tax = euro(1'520);
    both.payable = euro(9'520);
    ASSERT_TRUE(journal_.append(both));
    EXPECT_EQ(books()[Book::on_account], -4'000);
    EXPECT_EQ(books()[Book::revenue], -4'000);
    EXPECT_EQ(books()[Book::tax], -1'520);
}
