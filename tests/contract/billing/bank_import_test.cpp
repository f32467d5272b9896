// Goal: a bank's file becomes payments once, whatever it overlaps with; what is not sure is told to
// a person and nothing of it is taken; a file that does not add up is not taken at all.
// Method: an office on either engine with three invoices of two accounts, and statements made here.
#include <gtest/gtest.h>

#include "app/core/billing/bank_import.hpp"
#include "app/core/billing/bank_match.hpp"
#include "app/core/billing/in_transaction.hpp"
#include "app/core/billing/open_balance.hpp"
#include "app/core/billing/sender.hpp"
#include "tests/contract/billing/billing_office.hpp"

namespace {

using app::core::billing::BankFate;
using app::core::billing::BankImportOptions;
using app::core::billing::BankImportReport;

constexpr const char* kOurs = "DE89370400440532013000";
constexpr const char* kPayer = "DE75512108001245126199";

struct Said {
    std::string amount;  // "11.78"; with a minus: a debit
    std::string text;
    std::string day{"2026-12-02"};
    std::string end_to_end{"NOTPROVIDED"};
    std::string iban{};
    std::string more{};  // elements of the entry
    std::string currency{"EUR"};
};

std::string camt(const std::vector<Said>& entries, const std::string& closing,
                 const std::string& account = kOurs) {
    const auto balance = [](const char* code, std::string amount) {
        const bool debit = amount.starts_with('-');
        if (debit) amount.erase(0, 1);
        return std::string{"<Bal><Tp><CdOrPrtry><Cd>"} + code + "</Cd></CdOrPrtry></Tp>" +
               "<Amt Ccy=\"EUR\">" + amount + "</Amt><CdtDbtInd>" + (debit ? "DBIT" : "CRDT") +
               "</CdtDbtInd><Dt><Dt>2026-12-02</Dt></Dt></Bal>";
    };
    std::string xml =
        "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.08\"><BkToCstmrStmt>"
        "<Stmt><Id>S</Id><Acct><Id><IBAN>" +
        account + "</IBAN></Id></Acct>" + balance("OPBD", "100.00") + balance("CLBD", closing);
    for (const Said& one : entries) {
        const bool debit = one.amount.starts_with('-');
        xml += "<Ntry><Amt Ccy=\"" + one.currency + "\">" + one.amount.substr(debit ? 1 : 0) +
               "</Amt><CdtDbtInd>" + (debit ? "DBIT" : "CRDT") + "</CdtDbtInd>" + one.more +
               "<Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>" + one.day +
               "</Dt></BookgDt><NtryDtls><TxDtls><Refs><EndToEndId>" + one.end_to_end +
               "</EndToEndId></Refs><RltdPties><DbtrAcct><Id><IBAN>" + one.iban +
               "</IBAN></Id></DbtrAcct></RltdPties><RmtInf><Ustrd>" + one.text +
               "</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>";
    }
    return xml + "</Stmt></BkToCstmrStmt></Document>";
}

class BankImport : public test::BillingOffice {
protected:
    void SetUp() override {
        BillingOffice::SetUp();
        customer("10001");
        customer("10002");
        subscribe("10001", "GREEN", "2026-11-01");
        bill("2026-11-01");  // I2026-000001: 11.78
        subscribe("10002", "GREEN", "2026-12-01");
        bill("2026-12-01");  // two more, one of each account
        for (const auto& one : documents()) {
            if (one.account_number == "10002") other_ = one.row.number;
            if (one.account_number == "10001" && one.row.number != first_) second_ = one.row.number;
        }
        ASSERT_FALSE(other_.empty() || second_.empty());
        go_to("2026-12-05");
    }
    app::core::Outcome<BankImportReport> import(const std::string& file,
                                                BankImportOptions options = {}) {
        const auto read = pos::billing::bank::read(file);
        EXPECT_TRUE(read) << to_string(read.error());
        auto open = books();
        return app::core::billing::import_bank_file(open, *read, options, clock_.at, random_);
    }
    BankImportReport taken(const std::string& file, BankImportOptions options = {}) {
        auto done = import(file, options);
        EXPECT_TRUE(done) << done.error().words;
        return done ? std::move(*done) : BankImportReport{};
    }
    std::int64_t open(const std::string& number) {
        return pos::store::billing::document_of_number(*db_, number)->value().open_minor;
    }

    const std::string first_{"I2026-000001"};
    std::string second_;
    std::string other_;
};

TEST_P(BankImport, WhatNamesAnInvoiceIsTakenOnce) {
    const std::string file = camt({{"11.78", "Rechnung i 2026 - 000001, danke"}}, "111.78");
    const auto once = taken(file);
    ASSERT_EQ(once.count(BankFate::taken), 1U);
    EXPECT_EQ(once.lines[0].account, "10001");
    EXPECT_EQ(once.lines[0].documents, std::vector<std::string>{first_});
    EXPECT_EQ(once.lines[0].allocated, "11.78");
    EXPECT_EQ(open(first_), 0);
    const auto twice = taken(file);
    EXPECT_EQ(twice.count(BankFate::taken), 0U);
    ASSERT_EQ(twice.count(BankFate::again), 1U);
    EXPECT_EQ(twice.lines[0].account, "10001");
    EXPECT_EQ(open_of("10001"), 1178);
    expect_books_in_order();
}

TEST_P(BankImport, FindsOpeningBalancesByTheirNumbers) {
    for (const char* amount : {"50.00", "-7.00"}) {
        auto opened = books();
        const auto done = app::core::billing::in_transaction(opened, [&] {
            return app::core::billing::write_balance(opened, {"10001", amount, amount, "", "", ""},
                                                     clock_.at, random_);
        });
        ASSERT_TRUE(done) << done.error().words;
    }
    const auto paid = taken(camt({{"50.00", "Alter Saldo B2026-000001"}}, "150.00"));
    ASSERT_EQ(paid.count(BankFate::taken), 1U);
    EXPECT_EQ(paid.lines[0].documents, std::vector<std::string>{"B2026-000001"});
    EXPECT_EQ(open("B2026-000001"), 0);
    EXPECT_EQ(open(first_), 1178);
    // What was paid ahead is no debt that anybody pays.
    const auto ahead = taken(camt({{"7.00", "B2026-000002"}}, "107.00"));
    EXPECT_EQ(ahead.count(BankFate::taken), 0U);
    expect_books_in_order();
}

TEST_P(BankImport, OneThatOverlapsAddsWhatIsNew) {
    taken(camt({{"1.00", first_}, {"2.00", first_}}, "103.00"));
    const auto next = taken(camt({{"2.00", first_}, {"3.00", first_}}, "105.00"));
    EXPECT_EQ(next.count(BankFate::again), 1U);
    EXPECT_EQ(next.count(BankFate::taken), 1U);
    EXPECT_EQ(open(first_), 1178 - 600);
}

TEST_P(BankImport, TwoEqualPaymentsAreTwo) {
    const Said one{.amount = "5.00", .text = first_, .end_to_end = "SAME"};
    EXPECT_EQ(taken(camt({one}, "105.00")).count(BankFate::taken), 1U);
    const auto both = taken(camt({one, one}, "110.00"));
    EXPECT_EQ(both.count(BankFate::again), 1U);
    EXPECT_EQ(both.count(BankFate::taken), 1U);
    EXPECT_EQ(open(first_), 178);
    // An end-to-end id that others have as well is no key.
    const auto other = taken(camt({{"1.00", first_, "2026-12-02", "SAME"}}, "101.00"));
    EXPECT_EQ(other.count(BankFate::taken), 1U);
    // And another day is another payment.
    Said later = one;
    later.day = "2026-12-03";
    EXPECT_EQ(taken(camt({later}, "105.00")).count(BankFate::taken), 1U);
}

TEST_P(BankImport, SeveralInvoicesInOneTextArePaidInItsOrder) {
    const auto done = taken(camt({{"15.00", second_ + "/" + first_}}, "115.00"));
    ASSERT_EQ(done.count(BankFate::taken), 1U);
    EXPECT_EQ(done.lines[0].documents, (std::vector<std::string>{second_, first_}));
    EXPECT_EQ(open(second_), 0);
    EXPECT_EQ(open(first_), 1178 - 322);
    expect_books_in_order();
}

TEST_P(BankImport, InvoicesOfTwoAccountsAreForAPerson) {
    const auto done = taken(camt({{"23.56", first_ + " " + other_}}, "123.56"));
    ASSERT_EQ(done.count(BankFate::unknown), 1U);
    EXPECT_NE(done.lines[0].reason.find("more than one account"), std::string::npos);
    EXPECT_EQ(open_of("10001"), 2 * 1178);
}

TEST_P(BankImport, AnAccountNumberIsEnough) {
    const auto done = taken(camt({{"30.00", "Strom Kundennr. 10001 Dez."}}, "130.00"));
    ASSERT_EQ(done.count(BankFate::taken), 1U);
    EXPECT_EQ(open_of("10001"), 2 * 1178 - 3000);
}

TEST_P(BankImport, ALikenessIsOnlyProposed) {
    const auto first = taken(camt({{"1.00", first_, "2026-12-02", "", kPayer}}, "101.00")).lines;
    ASSERT_EQ(first.size(), 1U);
    EXPECT_EQ(first[0].external_id.find(kPayer), std::string::npos);
    const auto done =
        taken(camt({{"4.00", "power", "2026-12-03", "", kPayer}, {"10.78", "power"}}, "114.78"));
    ASSERT_EQ(done.count(BankFate::proposed), 2U);
    EXPECT_EQ(done.lines[0].account, "10001");
    EXPECT_EQ(done.lines[1].documents, std::vector<std::string>{first_});
    EXPECT_EQ(open_of("10001"), 2 * 1178 - 100);
    // Two invoices have 11.78 open: that tells nobody.
    EXPECT_EQ(taken(camt({{"11.78", "power"}}, "111.78")).count(BankFate::unknown), 1U);
}

TEST_P(BankImport, WhatIsNobodysIsTold) {
    const auto done = taken(camt({{"99.00", "Spende"}, {"-5.00", "Gebuehr"}}, "194.00"));
    ASSERT_EQ(done.count(BankFate::unknown), 1U);
    EXPECT_EQ(done.count(BankFate::debit), 1U);
    EXPECT_EQ(done.lines[0].text, "Spende");
    // A person says whose it is, under the bank's id: it is not asked again.
    pay({.account = "10002",
         .document = "",
         .amount = "99.00",
         .external_id = done.lines[0].external_id});
    EXPECT_EQ(taken(camt({{"99.00", "Spende"}}, "199.00")).count(BankFate::again), 1U);
}

TEST_P(BankImport, WhatComesBackIsForAPerson) {
    const auto done =
        taken(camt({{"-11.78", first_, "2026-12-02", "", "", "<RvslInd>true</RvslInd>"}}, "88.22"));
    EXPECT_EQ(done.count(BankFate::returned), 1U);
    EXPECT_EQ(open(first_), 1178);
}

TEST_P(BankImport, ADryRunTakesNothing) {
    const std::string file = camt({{"11.78", first_}}, "111.78");
    const auto dry = taken(file, {.dry_run = true});
    EXPECT_EQ(dry.count(BankFate::taken), 1U);
    EXPECT_EQ(dry.lines[0].allocated, "11.78");
    EXPECT_EQ(open(first_), 1178);
    EXPECT_EQ(taken(file).count(BankFate::taken), 1U);
    expect_books_in_order();
}

TEST_P(BankImport, ADryRunHoldsNobodyUpAndWaitsForNobody) {
    auto other = books();
    ASSERT_TRUE(other.stream->begin());  // somebody writes into the books meanwhile
    EXPECT_EQ(taken(camt({{"11.78", first_}}, "111.78"), {.dry_run = true}).count(BankFate::taken),
              1U);
    other.stream->give_up();
}

TEST_P(BankImport, ADryRunForeseesWhatTheLinesBeforePay) {
    // Of three invoices with 11.78 open one is paid, one in part by what is left over of 15.00,
    // and what names nothing is the third one's or fits what is left.
    std::string file = camt({{"15.00", first_, "2026-12-02", "", kPayer},
                             {"11.78", "power"},
                             {"8.56", "power"},
                             {"1.00", "power", "2026-12-02", "", kPayer},
                             {"40.00", "Kundennr. 10001"},
                             {"8.56", "more power"}},
                            "184.90");
    // Told twice, as reports in the course of a day are.
    for (const auto& [from, to] : {std::pair{"camt.053.001.08", "camt.052.001.08"},
                                   std::pair{"BkToCstmrStmt", "BkToCstmrAcctRpt"},
                                   std::pair{"<Stmt>", "<Rpt>"}, std::pair{"</Stmt>", "</Rpt>"}}) {
        for (auto at = file.find(from); at != file.npos; at = file.find(from, at + 1)) {
            file.replace(at, std::string_view{from}.size(), to);
        }
    }
    const std::size_t first = file.find("<Rpt>");
    const std::size_t last = file.find("</Rpt>") + 6;
    std::string later = file.substr(first, last - first);
    later.replace(later.find("<Id>S</Id>"), 10, "<Id>T</Id>");
    file.insert(last, later);

    const auto dry = taken(file, {.dry_run = true});
    EXPECT_EQ(open(first_), 1178);
    const auto done = taken(file);
    ASSERT_EQ(dry.lines.size(), 12U);
    ASSERT_EQ(done.lines.size(), 12U);
    for (std::size_t i = 0; i < done.lines.size(); ++i) {
        EXPECT_EQ(dry.lines[i].fate, done.lines[i].fate) << i;
        EXPECT_EQ(dry.lines[i].account, done.lines[i].account) << i;
        EXPECT_EQ(dry.lines[i].documents, done.lines[i].documents) << i;
        EXPECT_EQ(dry.lines[i].allocated, done.lines[i].allocated) << i;
        EXPECT_EQ(dry.lines[i].reason, done.lines[i].reason) << i;
    }
    EXPECT_EQ(done.lines[1].documents, std::vector<std::string>{other_});
    EXPECT_EQ(done.lines[2].documents, std::vector<std::string>{second_});
    EXPECT_EQ(done.lines[4].allocated, "8.56");
    EXPECT_EQ(done.lines[5].fate, BankFate::unknown);
    EXPECT_EQ(done.lines[6].fate, BankFate::again);
    expect_books_in_order();
}

TEST_P(BankImport, AnotherCurrencyIsForAPerson) {
    Said said{"11.78", first_};
    said.currency = "CHF";
    const auto done = taken(camt({said}, "111.78"), {.unbalanced = true});
    ASSERT_EQ(done.count(BankFate::unknown), 1U);
    EXPECT_NE(done.lines[0].reason.find("EUR"), std::string::npos);
    EXPECT_EQ(open(first_), 1178);
}

TEST_P(BankImport, WhatDoesNotAddUpIsNotTaken) {
    const std::string file = camt({{"11.78", first_}, {"1.00", second_}}, "112.79");
    const auto refused = import(file);
    ASSERT_FALSE(refused);
    EXPECT_NE(refused.error().words.find("0.01 apart"), std::string::npos);
    EXPECT_EQ(open(first_), 1178);
    const auto forced = taken(file, {.unbalanced = true});
    EXPECT_EQ(forced.count(BankFate::taken), 2U);
    EXPECT_EQ(forced.remarks.size(), 1U);
}

TEST_P(BankImport, ADayToComeIsForAPerson) {
    const auto done = taken(camt({{"11.78", first_, "2026-12-06"}}, "111.78"));
    ASSERT_EQ(done.count(BankFate::unknown), 1U);
    EXPECT_NE(done.lines[0].reason.find("still to come"), std::string::npos);
    go_to("2026-12-06");
    EXPECT_EQ(taken(camt({{"11.78", first_, "2026-12-06"}}, "111.78")).count(BankFate::taken), 1U);
}

TEST_P(BankImport, AStatementThatIsCutOffIsRefused) {
    const std::string cut =
        ":20:X\n:25:1\n:28C:1/1\n:60F:C261201EUR10,00\n"
        ":61:2612021202CR2,50NTRFNONREF\n:86:I2026-000001\n";
    EXPECT_FALSE(import(cut));
    EXPECT_EQ(open(first_), 1178);
}

TEST_P(BankImport, OneFaultOfAFileKeepsAllOfItOut) {
    // The second statement does not add up: the first one's payment is not kept either.
    std::string file = camt({{"11.78", first_}}, "111.78");
    const std::string other = camt({{"1.00", second_}}, "100.00");
    const std::size_t from = other.find("<Stmt>");
    file.insert(file.rfind("</BkToCstmrStmt>"),
                other.substr(from, other.rfind("</BkToCstmrStmt>") - from));
    EXPECT_FALSE(import(file));
    EXPECT_EQ(open(first_), 1178);
}

TEST_P(BankImport, AStatementOfSomebodyElseIsRefused) {
    {
        auto open = books();
        ASSERT_TRUE(app::core::billing::change_sender(open, {.iban = kOurs}, clock_.at));
    }
    EXPECT_FALSE(import(camt({{"11.78", first_}}, "111.78", kPayer)));
    EXPECT_EQ(taken(camt({{"1.00", first_}}, "101.00")).count(BankFate::taken), 1U);
    const std::string old =
        ":20:X\n:25:37040044/532013000EUR\n:28C:1/1\n:60F:C261201EUR10,00\n"
        ":61:2612021202CR2,50NTRFNONREF//B1\n:86:166?00GUTSCHRIFT?20SVWZ+I2026-00?210001 Dank"
        "e?31" +
        std::string{kPayer} + "?32Otto\n:62F:C261202EUR12,50\n-\n";
    const auto done = taken(old);
    ASSERT_EQ(done.count(BankFate::taken), 1U);
    EXPECT_EQ(done.lines[0].iban, kPayer);
    EXPECT_EQ(open(first_), 1178 - 100 - 250);
}

TEST_P(BankImport, ABatchIsItsPaymentsWhereTheyAddUp) {
    const auto batch = [&](const std::string& second_amount) {
        const auto detail = [](const std::string& amount, const std::string& text) {
            return "<TxDtls><Amt Ccy=\"EUR\">" + amount +
                   "</Amt><CdtDbtInd>CRDT</CdtDbtInd><RmtInf><Ustrd>" + text +
                   "</Ustrd></RmtInf></TxDtls>";
        };
        std::string file = camt({{"3.00", "X"}}, "103.00");
        const std::size_t from = file.find("<TxDtls>");
        file.replace(from, file.find("</NtryDtls>") - from,
                     detail("1.00", first_) + detail(second_amount, other_));
        return file;
    };
    EXPECT_EQ(taken(batch("2.01")).count(BankFate::unknown), 1U);
    EXPECT_EQ(taken(batch("2.00")).count(BankFate::taken), 2U);
    EXPECT_EQ(open(first_), 1178 - 100);
    EXPECT_EQ(open(other_), 1178 - 200);
}

}  // namespace

ON_EITHER_ENGINE(BankImport);
