// Goal: what is offered owes nothing, is shown as it was offered, and becomes an invoice once while
// it is valid. Method: an office on either engine; each refusal by itself.
#include "app/core/billing/quotes.hpp"

#include <gtest/gtest.h>

#include "app/core/billing/invoice_file.hpp"
#include "app/core/invoice/shape.hpp"
#include "tests/contract/billing/billing_office.hpp"

namespace {

namespace billing = app::core::billing;
namespace stored = pos::store::billing;

constexpr const char* kAdvice = R"({"account": "1", "note": "As asked.", "reference": "R1",
  "lines": [
  {"text": "Advice", "quantity": "1.5", "unit": "h", "price": "180.00", "tax_class": "standard"},
  {"text": "Court fee", "price": "53.00"}]})";

class Quotes : public test::BillingOffice {
protected:
    void SetUp() override {
        BillingOffice::SetUp();
        customer("1");
        go_to("2026-11-03");
    }
    app::core::Outcome<billing::WrittenQuote> write(const std::string& json, bool dry_run = false,
                                                    std::optional<pos::Date> valid = {}) {
        auto asked = billing::read_new_invoice(json);
        if (!asked) return std::unexpected{asked.error()};
        auto open = books();
        return billing::write_quote(open, {*asked, valid}, dry_run, clock_.at, random_);
    }
    std::string written(const std::string& json) {
        const auto done = write(json);
        EXPECT_TRUE(done) << done.error().words;
        return done ? done->number : "";
    }
    app::core::Outcome<pos::journal::DocumentIssued> invoice(const std::string& number) {
        auto open = books();
        return billing::invoice_quote(open, number, clock_.at, random_);
    }
    stored::Quote quote(const std::string& number) {
        return stored::quote_of_number(*db_, number).value().value();
    }
    std::string text_of(const std::string& number, const std::string& language) {
        const auto paper = billing::paper_of(*db_, quote(number), {.name = "Kanzlei"});
        EXPECT_TRUE(paper) << paper.error().words;
        return app::core::invoice::write_as(app::core::invoice::Shape::text, *paper, language);
    }
};

TEST_P(Quotes, AreNumberedAndOweNothing) {
    const auto tried = write(kAdvice, true);
    ASSERT_TRUE(tried) << tried.error().words;
    EXPECT_TRUE(tried->number.empty());
    const auto done = write(kAdvice);
    ASSERT_TRUE(done) << done.error().words;
    EXPECT_EQ(done->number, "Q2026-000001");
    EXPECT_EQ(to_string(done->valid_until), "2026-12-03");
    EXPECT_EQ(done->paper.payable.minor, 37'430);
    EXPECT_EQ(open_of("1"), 0);
    EXPECT_TRUE(documents().empty());
    EXPECT_EQ(written(kAdvice), "Q2026-000001");  // the same reference
    const auto rows = stored::list_quotes(*db_, {}).value();
    ASSERT_EQ(rows.size(), 1U);
    EXPECT_EQ(rows[0].account, "1");
    EXPECT_TRUE(rows[0].invoice.empty());
    expect_books_in_order();
}

TEST_P(Quotes, ArePapersInTwoLanguages) {
    const std::string number = written(kAdvice);
    const std::string english = text_of(number, "en");
    for (const char* said :
         {"Quote", "Q2026-000001", "Valid until", "Advice", "374.30", "As asked."}) {
        EXPECT_NE(english.find(said), std::string::npos) << said << '\n' << english;
    }
    EXPECT_EQ(english.find("Due on"), std::string::npos) << english;
    EXPECT_EQ(english.find("Payment"), std::string::npos) << english;
    const std::string german = text_of(number, "de");
    for (const char* said : {"Angebot", "Gültig bis", "374,30"}) {
        EXPECT_NE(german.find(said), std::string::npos) << said << '\n' << german;
    }
    const auto paper = billing::paper_of(*db_, quote(number), {});
    EXPECT_TRUE(app::core::invoice::write_as(app::core::invoice::Shape::pdf, *paper, "de")
                    .starts_with("%PDF"));
}

TEST_P(Quotes, BecomeAnInvoiceOnce) {
    const std::string number = written(kAdvice);
    go_to("2026-12-03");
    const auto issued = invoice(number);
    ASSERT_TRUE(issued) << issued.error().words;
    EXPECT_EQ(issued->number, "I2026-000001");
    EXPECT_EQ(issued->payable.minor, 37'430);
    EXPECT_EQ(open_of("1"), 37'430);
    go_to("2027-03-01");  // valid no more, and an invoice all the same
    const auto again = invoice(number);
    ASSERT_TRUE(again) << again.error().words;
    EXPECT_EQ(again->number, issued->number);
    EXPECT_EQ(documents().size(), 1U);
    EXPECT_EQ(stored::list_quotes(*db_, {}).value()[0].invoice, issued->number);
    expect_books_in_order();
}

TEST_P(Quotes, AreInvoicedInOneTransaction) {
    const std::string first = written(kAdvice);
    const std::string second =
        written(R"({"account": "1", "lines": [{"text": "A", "price": "1.00"}]})");
    ASSERT_TRUE(invoice(first));
    // Now no other quote can be noted as invoiced: then nothing is issued either.
    ASSERT_TRUE(
        db_->script("CREATE UNIQUE INDEX one_only ON quote ((CASE WHEN invoice IS NULL "
                    "THEN NULL ELSE 1 END))"));
    EXPECT_FALSE(invoice(second));
    EXPECT_EQ(documents().size(), 1U);
    ASSERT_TRUE(db_->script("DROP INDEX one_only"));
    go_to("2027-03-01");
    EXPECT_FALSE(invoice(second));
    EXPECT_EQ(documents().size(), 1U);
    expect_books_in_order();
}

TEST_P(Quotes, AreDueAsTheTermsSayOnceTheyAreInvoiced) {
    const std::string number = written(
        R"({"account": "1", "due": "2026-11-05", "lines": [{"text": "A", "price": "1.00"}]})");
    go_to("2026-11-20");
    const auto issued = invoice(number);
    ASSERT_TRUE(issued) << issued.error().words;
    EXPECT_EQ(to_string(issued->due_on), "2026-12-04");
}

TEST_P(Quotes, AreWrittenOnceByTheirReference) {
    const auto until = pos::parse_date("2026-11-10");
    const auto done = write(kAdvice, false, until);
    ASSERT_TRUE(done) << done.error().words;
    const auto other = write(kAdvice, false, pos::parse_date("2026-11-11"));
    ASSERT_FALSE(other);
    EXPECT_EQ(other.error().why, app::core::Why::taken);
    go_to("2026-11-20");  // passed, and there all the same
    for (const auto& said : {until, std::optional<pos::Date>{}}) {
        const auto again = write(kAdvice, false, said);
        ASSERT_TRUE(again) << again.error().words;
        EXPECT_EQ(again->number, done->number);
        EXPECT_EQ(to_string(again->valid_until), "2026-11-10");
    }
}

TEST_P(Quotes, AreRefusedLikeInvoices) {
    const auto refused = [&](const std::string& json, const std::string& words) {
        const auto done = write(json);
        ASSERT_FALSE(done) << json;
        EXPECT_NE(done.error().words.find(words), std::string::npos) << done.error().words;
    };
    refused(R"({"account": "9", "lines": [{"text": "A", "price": "1"}]})", "No account has");
    refused(R"({"account": "1", "lines": []})", "has a line at least");
    const auto passed = write(kAdvice, false, pos::parse_date("2026-11-02"));
    ASSERT_FALSE(passed);
    EXPECT_NE(passed.error().words.find("valid no more"), std::string::npos);
    const std::string number = written(kAdvice);
    refused(R"({"account": "1", "reference": "R1", "lines": [{"text": "A", "price": "1"}]})",
            "says something else");
    const auto nobody = invoice("Q1");
    ASSERT_FALSE(nobody);
    EXPECT_NE(nobody.error().words.find("No quote has the number Q1"), std::string::npos);
    go_to("2026-12-04");
    const auto late = invoice(number);
    ASSERT_FALSE(late);
    EXPECT_NE(late.error().words.find("was valid until 2026-12-03"), std::string::npos);
    EXPECT_TRUE(documents().empty());
}

}  // namespace

ON_EITHER_ENGINE(Quotes);
