// Goal: an invoice that somebody writes is billed like any other: numbered, taxed as its account
// is, paid ahead, credited line by line; what cannot be meant is refused and nothing is written.
// Method: an office on either engine, as JSON comes in.
#include "app/core/billing/write_invoice.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "app/core/billing/e_invoice.hpp"
#include "app/core/billing/invoice_file.hpp"
#include "app/core/billing/letter.hpp"
#include "pos/billing/invoice/check/check.hpp"
#include "tests/contract/billing/billing_office.hpp"

namespace {

namespace billing = app::core::billing;

constexpr const char* kAdvice = R"({"account": "1", "note": "As agreed.", "lines": [
  {"text": "Advice", "quantity": "1.5", "unit": "h", "price": "180.00", "tax_class": "standard"},
  {"text": "Court fee", "price": "53.00"}]})";

class WriteInvoice : public test::BillingOffice {
protected:
    void SetUp() override {
        BillingOffice::SetUp();
        customer("1");
        go_to("2026-11-03");
    }
    app::core::Outcome<pos::journal::DocumentIssued> write(const std::string& json,
                                                           bool dry_run = false) {
        const auto asked = billing::read_new_invoice(json);
        if (!asked) return std::unexpected{asked.error()};
        auto open = books();
        return billing::write_invoice(open, *asked, dry_run, clock_.at, random_);
    }
    pos::journal::DocumentIssued written(const std::string& json) {
        const auto done = write(json);
        EXPECT_TRUE(done) << done.error().words;
        return done.value_or(pos::journal::DocumentIssued{});
    }
    void expect_refused(const std::string& json, const std::string& words) {
        const auto before = documents().size();
        const auto done = write(json);
        ASSERT_FALSE(done) << json;
        EXPECT_NE(done.error().words.find(words), std::string::npos) << done.error().words;
        EXPECT_EQ(documents().size(), before);
    }
};

TEST_P(WriteInvoice, IsNumberedTaxedAndDueLikeAnyOther) {
    const auto issued = written(kAdvice);
    EXPECT_EQ(issued.number, "I2026-000001");
    EXPECT_EQ(issued.net.minor, 27'000 + 5'300);
    EXPECT_EQ(issued.tax.minor, 5'130);
    EXPECT_EQ(issued.payable.minor, 37'430);
    EXPECT_EQ(to_string(issued.due_on), "2026-11-17");
    const auto stored = document(issued.number);
    ASSERT_EQ(stored.lines.size(), 2U);
    EXPECT_EQ(stored.lines[0].quantity, "1.5");
    EXPECT_EQ(stored.lines[0].unit, "h");
    EXPECT_EQ(stored.lines[0].steps.at(0).price, "180");
    EXPECT_FALSE(stored.lines[0].charge);
    EXPECT_EQ(stored.note, "As agreed.");
    ASSERT_EQ(stored.taxes.size(), 2U);
    EXPECT_EQ(stored.taxes[1].category, "O");
    EXPECT_EQ(open_of("1"), 37'430);
    expect_books_in_order();
}

TEST_P(WriteInvoice, IsAnEInvoiceWhateverItsLinesBear) {
    namespace check = pos::billing::invoice::check;
    billing::Sender sender;
    sender.name = "Kanzlei";
    sender.city = "Berlin";
    sender.country = "DE";
    sender.vat_id = "DE123456789";
    customer("1", {.city = "Berlin", .country = "DE"});
    for (const std::string json :
         {kAdvice, R"({"account": "1", "lines": [{"text": "Court fee", "price": "53.00"}]})"}) {
        const auto stored =
            pos::store::billing::document_of_number(*db_, written(json).number).value();
        const auto bill = billing::e_invoice(*stored, sender, "");
        EXPECT_EQ(bill.taxes.back().category.code, "E");
        EXPECT_EQ(bill.taxes.back().exemption_reason, "Not subject to VAT");
        for (const auto& found : check::check(check::as_reading(bill), check::Rules::en16931)) {
            EXPECT_NE(found.severity, check::Severity::fatal) << found.rule << ' ' << found.words;
        }
    }
}

TEST_P(WriteInvoice, TellsGermansInGermanWhyNoTaxIsDue) {
    customer("2", {.language = "de"});
    const auto issued =
        written(R"({"account": "2", "lines": [{"text": "Gebühr", "price": "53.00"}]})");
    auto stationery = billing::Stationery::read(*db_);
    ASSERT_TRUE(stationery);
    const auto letter = billing::read_letter(*db_, issued.document, {.name = "Kanzlei"},
                                             *stationery, "en-GB", issued.issued_on);
    ASSERT_TRUE(letter) << letter.error().words;
    const std::string reason = "Unterliegt nicht der Umsatzsteuer";
    EXPECT_EQ(letter->invoice.taxes.at(0).exemption_reason, reason);
    EXPECT_EQ(letter->invoice.taxes.at(0).exemption_code, "VATEX-EU-O");
    EXPECT_EQ(letter->page.remarks, std::vector<std::string>{reason});
}

TEST_P(WriteInvoice, SaysWhatItWouldComeToAndKeepsNothing) {
    const auto tried = write(kAdvice, true);
    ASSERT_TRUE(tried) << tried.error().words;
    EXPECT_EQ(tried->payable.minor, 37'430);
    EXPECT_TRUE(tried->number.empty());
    EXPECT_TRUE(documents().empty());
    EXPECT_EQ(written(kAdvice).number, "I2026-000001");
}

TEST_P(WriteInvoice, TakesPricesWithTaxApart) {
    const auto issued = written(R"({"account": "1", "prices": "with_tax", "due": "2026-11-30",
      "lines": [{"text": "Lamp", "quantity": 3, "price": "11.90", "tax_class": "standard"}]})");
    EXPECT_EQ(issued.net.minor, 3'000);
    EXPECT_EQ(issued.payable.minor, 3'570);
    EXPECT_EQ(to_string(issued.due_on), "2026-11-30");
}

TEST_P(WriteInvoice, IsExactWherePricesAreFinerThanACent) {
    const auto issued = written(R"({"account": "1",
      "lines": [{"text": "Sheets", "quantity": "1234.5", "price": "0.00345"}]})");
    EXPECT_EQ(issued.payable.minor, 426);  // 4.259025
}

TEST_P(WriteInvoice, IsPaidByWhatIsAheadAndCanBeCredited) {
    pay({.account = "1", .document = "", .amount = "100.00"});
    const auto issued = written(kAdvice);
    EXPECT_EQ(open_of("1"), 27'430);
    auto open = books();
    const auto note =
        billing::credit(open, {issued.number, {{2, ""}}, "No court"}, clock_.at, random_);
    ASSERT_TRUE(note) << note.error().words;
    EXPECT_EQ(open_of("1"), 27'430 - 5'300);
    expect_books_in_order();
}

TEST_P(WriteInvoice, GivesNoDiscountBackAlone) {
    const auto issued = written(R"({"account": "1", "lines": [
      {"text": "Advice", "price": "100.00"}, {"text": "Discount", "price": "-20.00"}]})");
    ASSERT_EQ(issued.payable.minor, 8'000);
    auto open = books();
    const auto alone =
        billing::credit(open, {issued.number, {{2, ""}}, "Wrong"}, clock_.at, random_);
    ASSERT_FALSE(alone);
    EXPECT_NE(alone.error().words.find("ask for 20.00"), std::string::npos) << alone.error().words;
    EXPECT_EQ(alone.error().about, "credit_of_discount");
    EXPECT_EQ(documents().size(), 1U);
    EXPECT_EQ(open_of("1"), 8'000);
    const auto both =
        billing::credit(open, {issued.number, {{1, ""}, {2, ""}}, "Wrong"}, clock_.at, random_);
    ASSERT_TRUE(both) << both.error().words;
    EXPECT_EQ(document(*both).payable.minor, -8'000);
    EXPECT_EQ(open_of("1"), 0);
    expect_books_in_order();
}

TEST_P(WriteInvoice, GoesToWhoeverPaysAndBearsItsTaxes) {
    customer("2", {.tax = "reverse_charge"});
    customer("3", {.payer = "2"});
    const auto issued = written(R"({"account": "3",
      "lines": [{"text": "Advice", "price": "100.00", "tax_class": "standard"}]})");
    EXPECT_EQ(issued.account_number, "2");
    EXPECT_EQ(issued.payable.minor, 10'000);
    EXPECT_EQ(issued.taxes.at(0).category, "AE");
    EXPECT_NE(issued.lines.at(0).account, issued.account);
    expect_refused(R"({"account": "3", "prices": "with_tax",
      "lines": [{"text": "Advice", "price": "100.00"}]})",
                   "bears no tax");
}

TEST_P(WriteInvoice, NamesQuantityAndPriceOnTheBill) {
    const auto issued = written(kAdvice);
    const auto stored = pos::store::billing::document_of_number(*db_, issued.number);
    const auto bill = billing::e_invoice(**stored, {}, "");
    EXPECT_EQ(bill.lines.at(0).note, "1.5 h × 180");
    EXPECT_EQ(bill.lines.at(1).note, "");
}

TEST_P(WriteInvoice, IsWrittenOnceByItsReference) {
    const auto with = [](const char* reference, const char* price) {
        return fmt::format(R"({{"account": "1", "reference": "{}",
          "lines": [{{"text": "Advice", "price": "{}", "tax_class": "standard"}}]}})",
                           reference, price);
    };
    const auto first = written(with("order 7", "100.00"));
    const auto again = written(with("order 7", "100.00"));
    EXPECT_EQ(again.number, first.number);
    EXPECT_EQ(again.document, first.document);
    EXPECT_EQ(documents().size(), 1U);
    EXPECT_EQ(open_of("1"), 11'900);
    EXPECT_NE(written(with("order 8", "100.00")).number, first.number);
    customer("2");
    auto of_another = with("order 7", "100.00");
    of_another.replace(of_another.find("\"1\""), 3, "\"2\"");
    EXPECT_NE(written(of_another).number, first.number);
    expect_refused(with("order 7", "90.00"), "I2026-000001 was written by the reference order 7");
    expect_refused(with(std::string(101, 'x').c_str(), "1.00"), "at most 100 bytes");
    expect_books_in_order();
}

TEST_P(WriteInvoice, IsRefusedInWordsWhereItCannotBeMeant) {
    expect_refused("nonsense", "no JSON");
    expect_refused(R"({"account": "9", "lines": [{"text": "x", "price": "1"}]})",
                   "No account has the number 9");
    expect_refused(R"({"account": "1"})", "a line at least");
    expect_refused(R"({"account": "1", "lines": [{"price": "1"}]})", "lines[0].text is missing");
    expect_refused(R"({"account": "1", "lines": [{"text": "", "price": "1"}]})", "says what it is");
    expect_refused(R"({"account": "1", "lines": [{"text": "x", "price": "free"}]})",
                   "lines[0].price");
    expect_refused(R"({"account": "1", "lines": [{"text": "x", "price": "1", "vat": "19"}]})",
                   "lines[0].vat");
    expect_refused(R"({"account": "1", "lines": [{"text": "x", "price": "1", "tax_class": "no"}]})",
                   "names the tax class no");
    expect_refused(R"({"account": "1", "lines": [{"text": "x", "price": "-1"}]})",
                   "less than nothing");
    expect_refused(R"({"account": "1", "due": "2026-11-02",
      "lines": [{"text": "x", "price": "1"}]})",
                   "due before");
    expect_refused(R"({"account": "1", "lines": [{"text": "x", "price": "1000000001"}]})", "price");
}

}  // namespace

ON_EITHER_ENGINE(WriteInvoice);
