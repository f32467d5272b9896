// Goal: lines of the audit name accounts and customers by their numbers, and the database is asked
// for these many at once, however many lines a file has. Method: an office on either engine, and
// somebody who counts what it is asked.
#include "app/office/web/audit_told.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "app/core/billing/invoice_file.hpp"
#include "app/core/billing/quotes.hpp"
#include "tests/contract/billing/billing_office.hpp"
#include "tests/support/overheard.hpp"

namespace {

namespace office = pos::store::office;

class AuditTold : public test::BillingOffice {
protected:
    std::vector<office::AuditLine> lines() {
        EXPECT_TRUE(office::gather_audit(*db_, 10'000));
        return office::audit_lines(*db_, {.limit = 10'000}).value();
    }
    std::vector<std::string> told(const std::vector<office::AuditLine>& of) {
        questions_ = 0;
        test::Overheard heard{*db_, [&](const test::Question&) { ++questions_; }};
        const auto said = app::office::web::audit_told(
            heard, of, pos::locale::Zone::open("Europe/Berlin").value(),
            app::office::web::Words::choose("en", ""));
        EXPECT_TRUE(said);
        return said.value_or(std::vector<std::string>{});
    }
    std::size_t questions_{0};
};

TEST_P(AuditTold, NamesWhoIsMeantWithoutAQuestionForEachLine) {
    for (const char* number : {"4711", "4712", "4713"}) {
        customer(number);
        pay({.account = number, .document = "", .amount = "5.00"});
    }
    const auto all = lines();
    const auto said = told(all);
    EXPECT_LE(questions_, 2U) << "accounts and customers";
    ASSERT_EQ(said.size(), all.size());
    for (const char* number : {"4711", "4712", "4713"}) {
        const std::string end = std::string{"received for account "} + number;
        EXPECT_EQ(std::ranges::count_if(said, [&](const auto& one) { return one.ends_with(end); }),
                  1)
            << end;
    }
    std::vector<office::AuditLine> many;
    while (many.size() <= 2'000) many.insert(many.end(), all.begin(), all.end());
    const auto said_often = told(many);
    EXPECT_LE(questions_, 2U);
    ASSERT_EQ(said_often.size(), many.size());
    EXPECT_TRUE(std::ranges::equal(said, std::span{said_often}.last(said.size())));
}

TEST_P(AuditTold, HasAmountsWithTheirCurrency) {
    customer("4711");
    const auto asked = app::core::billing::read_new_invoice(
        R"({"account": "4711", "lines": [{"text": "Advice", "price": "180.00"}]})");
    ASSERT_TRUE(asked) << asked.error().words;
    auto open = books();
    const auto done =
        app::core::billing::write_quote(open, {*asked, {}}, false, clock_.at, random_);
    ASSERT_TRUE(done) << done.error().words;
    const auto said = told(lines());
    const std::string end = "of 180.00 EUR for account 4711";
    EXPECT_TRUE(std::ranges::any_of(said, [&](const auto& one) { return one.ends_with(end); }))
        << said.back();
}

}  // namespace

ON_EITHER_ENGINE(AuditTold);
