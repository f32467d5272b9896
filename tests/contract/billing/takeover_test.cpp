// Goal: what was kept elsewhere before is taken over once, whole or row by row, and balances.
// Method: an office on either engine reads small tables, again and again; each refusal by itself.
#include "app/core/billing/takeover/take_over.hpp"

#include <gtest/gtest.h>

#include "app/core/billing/e_invoice.hpp"
#include "app/core/billing/open_balance.hpp"
#include "app/core/imports/look_at.hpp"
#include "pos/journal/opening.hpp"
#include "pos/store/billing/customers.hpp"
#include "pos/store/billing/meters.hpp"
#include "pos/store/billing/subscriptions.hpp"
#include "tests/contract/billing/billing_office.hpp"

namespace {

namespace billing = app::core::billing;
namespace takeover = app::core::billing::takeover;
namespace stored = pos::store::billing;
using takeover::Kind;

class TakeOver : public test::BillingOffice {
protected:
    app::core::Outcome<takeover::Report> read(Kind kind, const std::string& table,
                                              takeover::Options options = {}) {
        refused_.clear();
        const auto open_table = [&](app::core::tabular::Options how) {
            return app::core::tabular::Reader::open(app::core::tabular::memory_input(table),
                                                    "a.csv", how);
        };
        const auto looked = app::core::imports::look_at(open_table);
        EXPECT_TRUE(looked);
        auto file = open_table(looked->how);
        EXPECT_TRUE(file);
        options.kind = kind;
        options.mapping = takeover::guess(kind, file->columns(), options.mapping);
        options.on_refusal = [&](const takeover::Refused& one) {
            refused_.push_back(std::to_string(one.line) + ": " + to_string(one));
        };
        auto open = books();
        return takeover::take_over(open, *file, options, clock_.at, random_);
    }
    takeover::Report taken(Kind kind, const std::string& table, takeover::Options options = {}) {
        const auto done = read(kind, table, std::move(options));
        EXPECT_TRUE(done) << done.error().words;
        for (const std::string& one : refused_) ADD_FAILURE() << one;
        return done.value_or(takeover::Report{});
    }
    /// The one row behind the header is refused in these words, and nothing is kept.
    void expect_refused(Kind kind, const std::string& table, const std::string& words,
                        takeover::Options options = {}) {
        const std::int64_t before = entries();
        const auto done = read(kind, table, std::move(options));
        ASSERT_TRUE(done) << done.error().words;
        EXPECT_FALSE(done->kept);
        EXPECT_EQ(done->added + done->changed, 0U);
        ASSERT_EQ(refused_.size(), 1U) << table;
        EXPECT_NE(refused_.front().find(words), std::string::npos) << refused_.front();
        EXPECT_EQ(entries(), before);
    }
    static pos::Instant berlin(const std::string& time) {
        return billing::read_time(time, *pos::locale::Zone::open("Europe/Berlin")).value();
    }
    std::string owner_of(const std::string& point) {
        const auto owners = stored::owners_of_point(*db_, point);
        EXPECT_TRUE(owners);
        return owners && !owners->empty() ? owners->back().number : "";
    }
    std::int64_t entries() {
        return db_->value<std::int64_t>("SELECT count(*) FROM journal_entry")->value();
    }
    std::int64_t in_book(pos::journal::Book book) {
        const auto totals = stored::book_totals(*db_);
        EXPECT_TRUE(totals);
        for (const auto& total : *totals) {
            if (total.book == book) return total.amount_minor;
        }
        return 0;
    }
    void expect_counts(const takeover::Report& done, std::uint64_t added, std::uint64_t changed,
                       std::uint64_t unchanged) {
        EXPECT_EQ(done.added, added);
        EXPECT_EQ(done.changed, changed);
        EXPECT_EQ(done.unchanged, unchanged);
        EXPECT_TRUE(done.kept);
    }
    std::vector<std::string> refused_;
};

constexpr const char* kCustomers =
    "Kundennummer;Name;Art;Straße;PLZ;Ort;Land;E-Mail;Zahlungsziel;Regulierer\n"
    "10;Tochter GmbH;Firma;Ring 1;10115;Berlin;Deutschland;;30;11\n"
    "11;Mutter AG;Firma;Ring 2;10115;Berlin;de;an@mutter.example;;\n"
    "12;Otto Müller;Privat;Weg 3;20095;Hamburg;DE;otto@example.org;14;\n";

TEST_P(TakeOver, KeepsNothingOfWhatIsGivenUp) {
    const std::int64_t before = entries();
    takeover::Options options;
    options.may_go_on = [](std::uint64_t rows) { return rows < 1; };
    const auto done = read(Kind::customers, "number,name\n1,Otto\n2,Eva\n", options);
    ASSERT_FALSE(done);
    EXPECT_EQ(done.error().about, "store_cancelled");
    EXPECT_EQ(entries(), before);
    EXPECT_EQ(taken(Kind::customers, "number,name\n1,Otto\n2,Eva\n").added, 2U);
}

TEST_P(TakeOver, AnEmptyFileIsNoMistakeOfTheCommand) {
    for (const Kind kind : {Kind::customers, Kind::contracts, Kind::meters, Kind::balances}) {
        const auto empty = read(kind, "");
        ASSERT_FALSE(empty);
        EXPECT_EQ(empty.error().kind, app::core::FailureKind::refused);
        EXPECT_NE(empty.error().words.find("the file is empty"), std::string::npos);
        const auto other = read(kind, "one,two\n1,2\n");
        ASSERT_FALSE(other);
        EXPECT_EQ(other.error().kind, app::core::FailureKind::usage);
    }
}

TEST_P(TakeOver, KnowsCustomersByTheirNumbers) {
    expect_counts(taken(Kind::customers, kCustomers), 3, 0, 0);
    const auto child = stored::account_of_number(*db_, "10").value();
    ASSERT_TRUE(child);
    EXPECT_EQ(child->party.name, "Tochter GmbH");
    EXPECT_EQ(child->party.kind, pos::customer::PartyKind::organisation);
    EXPECT_EQ(child->party.country, "DE");
    EXPECT_EQ(child->stored.account.terms_days, 30);
    EXPECT_TRUE(child->stored.account.payer);  // who stands behind it in the file
    EXPECT_EQ(stored::account_of_number(*db_, "12").value()->party.email, "otto@example.org");

    const std::int64_t before = entries();
    expect_counts(taken(Kind::customers, kCustomers), 0, 0, 3);
    EXPECT_EQ(entries(), before);
    expect_counts(taken(Kind::customers, "number,name,city\n12,Otto Müller,Bremen\n"), 0, 1, 0);
    const auto otto = stored::account_of_number(*db_, "12").value();
    EXPECT_EQ(otto->party.city, "Bremen");
    EXPECT_EQ(otto->party.email, "otto@example.org");  // what a file does not say stays
    expect_books_in_order();
}

TEST_P(TakeOver, KnowsWhatInvoicesSayForPrograms) {
    expect_counts(taken(Kind::customers,
                        "number,name,country,Leitweg-ID,Bestellnummer,Rahmenvertrag,Peppol-ID\n"
                        "20,Amt,DE,992-90009-96,4711,R 8,0204:992-90009-96\n"),
                  1, 0, 0);
    const auto office = stored::account_of_number(*db_, "20").value();
    ASSERT_TRUE(office);
    const auto& references = office->stored.account.references;
    EXPECT_EQ(references.buyer_reference, "992-90009-96");
    EXPECT_EQ(references.order_reference, "4711");
    EXPECT_EQ(references.contract_reference, "R 8");
    EXPECT_EQ(references.e_address, "992-90009-96");
    EXPECT_EQ(references.e_address_scheme, "0204");
    // What a file does not say stays; "-" takes away.
    expect_counts(taken(Kind::customers, "number,name,Bestellnummer\n20,Amt,-\n"), 0, 1, 0);
    const auto later = stored::account_of_number(*db_, "20").value()->stored.account.references;
    EXPECT_EQ(later.order_reference, "");
    EXPECT_EQ(later.buyer_reference, "992-90009-96");
    expect_refused(Kind::customers, "number,name,Leitweg-ID\n21,Amt,992-90009-97\n",
                   "no Leitweg-ID");
    expect_refused(Kind::customers, "number,name,Peppol-ID\n21,Amt,0204:992-90009-97\n",
                   "no address of the scheme 0204");
}

TEST_P(TakeOver, KeepsAllOfAFileOrNothing) {
    const std::string table = "number,name,email\n1,Otto,otto@example.org\n2,,\n3,Eva,nobody\n";
    auto done = read(Kind::customers, table);
    ASSERT_TRUE(done);
    EXPECT_FALSE(done->kept);
    EXPECT_EQ(done->rows, 3U);
    EXPECT_EQ(done->refused, 2U);
    ASSERT_EQ(refused_.size(), 2U);
    EXPECT_EQ(refused_[0], "3: name: the name is blank");
    EXPECT_TRUE(refused_[1].starts_with("4: ")) << refused_[1];
    EXPECT_FALSE(stored::account_of_number(*db_, "1").value());

    done = read(Kind::customers, table, {.skip_bad = true, .dry_run = true});
    ASSERT_TRUE(done);
    EXPECT_EQ(done->added, 1U);
    EXPECT_FALSE(stored::account_of_number(*db_, "1").value());
    done = read(Kind::customers, table, {.skip_bad = true});
    ASSERT_TRUE(done);
    EXPECT_TRUE(done->kept);
    EXPECT_TRUE(stored::account_of_number(*db_, "1").value());
    EXPECT_FALSE(stored::account_of_number(*db_, "3").value());
}

TEST_P(TakeOver, ReadsFromTheColumnsThatItIsTold) {
    const std::string table = "A,B,C\n7,Otto,+49 30\n";
    const auto none = read(Kind::customers, table);
    ASSERT_FALSE(none);
    EXPECT_NE(none.error().words.find("number"), std::string::npos) << none.error().words;
    const auto wrong = read(Kind::customers, table, {.mapping = {{"number", "D"}}});
    ASSERT_FALSE(wrong);
    EXPECT_NE(wrong.error().words.find("D"), std::string::npos) << wrong.error().words;
    expect_counts(taken(Kind::customers, table, {.mapping = {{"number", "A"}, {"name", "B"}}}), 1,
                  0, 0);
    EXPECT_EQ(stored::account_of_number(*db_, "7").value()->party.phone, "");
    // A guess that is taken back.
    expect_counts(
        taken(Kind::customers, "number,name,phone\n8,Eva,1\n", {.mapping = {{"phone", ""}}}), 1, 0,
        0);
    EXPECT_EQ(stored::account_of_number(*db_, "8").value()->party.phone, "");
}

TEST_P(TakeOver, RefusesCustomersRowByRow) {
    expect_refused(Kind::customers, "number,name\n1,\n", "the name is blank");
    expect_refused(Kind::customers, "number,name\n1,Otto,more\n", "more fields than");
    expect_refused(Kind::customers, "number,name,kind\n1,Otto,dog\n", "\"dog\" is none of person");
    expect_refused(Kind::customers, "number,name,tax\n1,Otto,some\n", "is none of domestic");
    expect_refused(Kind::customers, "number,name,delivery\n1,Otto,dove\n", "is none of print");
    expect_refused(Kind::customers, "number,name,country\n1,Otto,Nowhere\n",
                   "country: The country is not two");
    expect_refused(Kind::customers, "number,name,email\n1,Otto,nobody\n",
                   "email: The e-mail address has no @");
    expect_refused(Kind::customers, "number,name,currency\n1,Otto,XXQ\n", "currency XXQ is none");
    expect_refused(Kind::customers, "number,name,payer\n1,Otto,99\n",
                   "No account has the number 99");
    // What spreadsheets leave of formulas that failed, and of long numbers.
    expect_refused(Kind::customers, "number,name,email\n1,Otto,#N/A\n",
                   "email: #N/A stands where a value should");
    expect_refused(Kind::customers, "number,name\n#REF!,Otto\n", "number: #REF! stands where");
    expect_refused(Kind::customers, "number,name\n4.93012E+11,Otto\n",
                   "number: 4.93012E+11 was a number before a spreadsheet rounded it");
    expect_refused(Kind::customers, "number,name\n1,Otto\n1,Eva\n",
                   "3: the same stands on line 2 already");
}

TEST_P(TakeOver, TakesContractsWithTheirPlans) {
    customer("1");
    const std::string table =
        "Vertrag;Konto;Tarif;Beginn;Ende;Zählpunkt\n"
        "V1;1;GREEN;01.11.2026;;DE001; DE002\n";
    const std::string quoted =
        "Vertrag,Konto,Tarif,Beginn,Ende,Zählpunkt\n"
        "V1,1,GREEN,01.11.2026,,\"DE001; DE002\"\n";
    EXPECT_FALSE(read(Kind::contracts, table)->kept);  // a field too many
    expect_counts(taken(Kind::contracts, quoted), 1, 0, 0);
    const auto there = stored::subscription_of_number(*db_, "V1").value();
    ASSERT_TRUE(there);
    EXPECT_EQ(there->acts.front().plan, "GREEN");
    EXPECT_EQ(stored::service_points(*db_, there->id)->size(), 2U);
    const std::int64_t before = entries();
    expect_counts(taken(Kind::contracts, quoted), 0, 0, 1);
    EXPECT_EQ(entries(), before);

    const std::string ends =
        "number,account,plan,start,end,points\nV1,1,GREEN,2026-11-01,2026-12-31,DE003\n";
    expect_counts(taken(Kind::contracts, ends), 0, 1, 0);
    expect_counts(taken(Kind::contracts, ends), 0, 0, 1);
    const auto over = stored::subscription_of_number(*db_, "V1").value();
    EXPECT_EQ(over->acts.back().act, pos::billing::plan::Act::cancelled);
    EXPECT_EQ(over->acts.back().at, berlin("2027-01-01"));  // behind the last day
    EXPECT_EQ(stored::service_points(*db_, there->id)->size(), 3U);
    bill("2026-12-01");
    EXPECT_EQ(documents().size(), 1U);
    expect_books_in_order();
}

TEST_P(TakeOver, RefusesContractsRowByRow) {
    customer("1");
    customer("2");
    const std::string head = "number,account,plan,start,end,version\n";
    expect_counts(taken(Kind::contracts, head + "V1,1,GREEN,2026-11-01,2026-12-31,\n"), 1, 0, 0);
    const auto refused = [&](const std::string& row, const std::string& words) {
        expect_refused(Kind::contracts, head + row + "\n", words);
    };
    refused("V2,9,GREEN,2026-11-01,,", "No account has the number 9");
    refused("V2,1,RED,2026-11-01,,", "There is no plan RED");
    refused("V2,1,GREEN,soon,,", "start: \"soon\" is no day");
    refused("V2,1,GREEN,2020-01-01,,", "start: 2020-01-01 is more than 400 days ago");
    refused("V2,1,GREEN,2026-11-01,,two", "version: \"two\" is no whole number");
    refused("V2,1,GREEN,2026-11-10,2026-11-01,", "end: ");
    refused("V1,2,GREEN,2026-11-01,2026-12-31,", "another account, plan or start");
    refused("V1,1,GREEN,2026-11-02,2026-12-31,", "another account, plan or start");
    refused("V1,1,GREEN,2026-11-01,2027-01-31,", "ends on another day already");
    refused("V2,1,GREEN,03/04/2026,,", "the day or the month first");
    expect_counts(taken(Kind::contracts, head + "V2,1,GREEN,11/03/2026,,\n",
                        {.dates = app::core::meter::DateOrder::month_first}),
                  1, 0, 0);
}

TEST_P(TakeOver, TakesNoPointFromAnotherContract) {
    customer("1");
    const std::string head = "number,account,plan,start,end,points\n";
    expect_counts(taken(Kind::contracts, head + "V1,1,GREEN,2026-11-01,,DE001\n"), 1, 0, 0);
    for (const char* start : {"2026-10-01", "2026-11-01", "2026-11-20"}) {
        const std::string row = "V2,1,GREEN," + std::string{start} + ",,DE002;DE001\n";
        expect_refused(Kind::contracts, head + row, "points: Contract V1 has DE001");
    }
    EXPECT_EQ(owner_of("DE001"), "V1");
    EXPECT_EQ(owner_of("DE002"), "");
    // Nor by two rows of one file, nor by one that is there already.
    expect_refused(Kind::contracts,
                   head + "V3,1,GREEN,2026-11-01,,DE003\nV4,1,GREEN,2026-11-01,,DE003\n",
                   "3: points: Contract V3 has DE003");
    expect_counts(taken(Kind::contracts, head + "V2,1,GREEN,2026-11-01,,DE002\n"), 1, 0, 0);
    expect_refused(Kind::contracts, head + "V2,1,GREEN,2026-11-01,,DE001\n",
                   "points: Contract V1 has DE001");
    expect_refused(Kind::meters,
                   "point,contract,meter,serial,figure,at\nDE001,V2,kwh,1,0,2026-11-01\n",
                   "contract: Contract V1 has DE001");
    EXPECT_EQ(owner_of("DE001"), "V1");
    // Once the one is over, the next may have it: who moved out before, and who moves in.
    expect_counts(taken(Kind::contracts, head + "V1,1,GREEN,2026-11-01,2026-11-30,DE001\n"
                                                "V5,1,GREEN,2026-12-01,,DE001\n"
                                                "V0,1,GREEN,2026-10-01,2026-10-31,DE001\n"),
                  2, 1, 0);
    EXPECT_EQ(owner_of("DE001"), "V5");
    expect_counts(taken(Kind::contracts, head + "V1,1,GREEN,2026-11-01,2026-11-30,DE001\n"), 0, 0,
                  1);
    EXPECT_EQ(owner_of("DE001"), "V5");
    expect_books_in_order();
}

TEST_P(TakeOver, LeavesNothingOfARefusedRow) {
    customer("1");
    // The second row counts on the first one, which is refused after it was written.
    const std::string table =
        "number,account,plan,start,end,base\n"
        "V1,1,GREEN,2026-11-10,2026-11-01,\n"
        "V2,1,GREEN,2026-11-10,,V1\n"
        "V3,1,GREEN,2026-11-10,,\n";
    const auto done = read(Kind::contracts, table, {.skip_bad = true});
    ASSERT_TRUE(done) << done.error().words;
    expect_counts(*done, 1, 0, 0);
    ASSERT_EQ(refused_.size(), 2U);
    EXPECT_NE(refused_[1].find("3: "), std::string::npos) << refused_[1];
    EXPECT_NE(refused_[1].find("No subscription has the number V1"), std::string::npos)
        << refused_[1];
    EXPECT_FALSE(stored::subscription_of_number(*db_, "V1").value());
    EXPECT_TRUE(stored::subscription_of_number(*db_, "V3").value());
    expect_books_in_order();
}

TEST_P(TakeOver, HonoursTheOffsetsOfDates) {
    customer("1");
    const std::string head = "number,account,plan,start,end\n";
    taken(Kind::contracts, head + "V1,1,GREEN,2026-10-31T23:00:00Z,2026-12-31T00:00:00-05:00\n");
    const auto there = stored::subscription_of_number(*db_, "V1").value();
    ASSERT_TRUE(there);
    EXPECT_EQ(there->acts.front().at, berlin("2026-11-01"));
    EXPECT_EQ(there->acts.back().at, berlin("2026-12-31 06:00"));
    taken(Kind::meters, "point,meter,serial,figure,at\nDE001,kwh,1,0,2026-10-31T23:00:00Z\n");
    const auto meter = stored::register_of(*db_, "DE001", "kwh").value();
    ASSERT_TRUE(meter);
    EXPECT_EQ(meter->counters.back().readings.front().at, berlin("2026-11-01"));
    taken(Kind::balances,
          "account,amount,reference,on,due\n1,5.00,A,2026-10-01,2026-10-14T22:00:00Z\n");
    EXPECT_EQ(to_string(document("B2026-000001").due_on), "2026-10-15");
}

TEST_P(TakeOver, AsksForTheDecimalSignWhereNothingShowsIt) {
    const std::string head = "point,meter,serial,figure,at\n";
    const std::string either = "DE001,kwh,1,12.345,2026-11-01\n";
    expect_refused(Kind::meters, head + either, "figure: \"12.345\" may be thousands or decimals");
    // Far behind, and one that no thousands are in.
    std::string many = head + either;
    for (int row = 2; row < 400; ++row) {
        many += "DE" + std::to_string(1000 + row) + ",kwh,1,7,2026-11-01\n";
    }
    taken(Kind::meters, many + "DE9,kwh,1,1234.567,2026-11-01\n", {.dry_run = true});
    taken(Kind::meters, head + either, {.decimal_sign = app::core::imports::DecimalSign::comma});
    const auto there = stored::register_of(*db_, "DE001", "kwh").value();
    ASSERT_TRUE(there);
    EXPECT_EQ(to_string(there->counters.back().readings.front().figure), "12345");
}

TEST_P(TakeOver, FitsMetersWithTheirFirstReadings) {
    customer("1");
    subscribe("1", "GREEN", "2026-11-01");
    const std::string table =
        "Zählpunkt;Vertrag;Sparte;Zählernummer;Zählerstand;Ablesedatum\n"
        "DE001;1-1;kwh;4711;1.234,5;01.11.2026\n";
    expect_counts(taken(Kind::meters, table), 1, 0, 0);
    const auto there = stored::register_of(*db_, "DE001", "kwh").value();
    ASSERT_TRUE(there);
    EXPECT_EQ(to_string(there->counters.back().readings.front().figure), "1234.5");
    EXPECT_EQ(there->counters.back().counter.serial, "4711");
    EXPECT_EQ(stored::owners_of_point(*db_, "DE001")->size(), 1U);
    const std::int64_t before = entries();
    expect_counts(taken(Kind::meters, table), 0, 0, 1);
    EXPECT_EQ(entries(), before);

    const std::string head = "point,contract,meter,serial,figure,at\n";
    const auto refused = [&](const std::string& row, const std::string& words) {
        expect_refused(Kind::meters, head + row + "\n", words);
    };
    refused("DE001,,kwh,4711,1300,2026-11-01", "with another first reading");
    refused("DE001,,kwh,4712,1300,2026-11-01", "serial: Meter 4711 stands at DE001");
    refused("DE002,9-9,kwh,1,0,2026-11-01", "contract: No contract has the number 9-9");
    refused("DE002,,kwh,1,much,2026-11-01", "figure: \"much\" is no figure");
    refused("DE002,,kwh,1,0,never", "at: \"never\" is no day");
    expect_refused(Kind::meters, "point,meter,serial,figure,at,digits\nD,kwh,1,0,2026-11-01,six\n",
                   "digits: \"six\" is no whole number");
    expect_books_in_order();
}

TEST_P(TakeOver, OpensBalancesThatTheBooksBear) {
    customer("1");
    customer("2");
    const std::string table =
        "Konto;Rechnungsnummer;Rechnungsdatum;Fällig;Betrag\n"
        "1;R-4711;15.09.2026;15.10.2026;1.119,00\n"
        "1;R-4712;20.10.2026;;20,00\n"
        "2;;;;-30,50\n";
    expect_counts(taken(Kind::balances, table), 3, 0, 0);
    EXPECT_EQ(open_of("1"), 113'900);
    EXPECT_EQ(open_of("2"), -3'050);
    EXPECT_EQ(in_book(pos::journal::Book::receivable), 110'850);
    EXPECT_EQ(in_book(pos::journal::kOpeningBook), -110'850);
    EXPECT_EQ(in_book(pos::journal::Book::revenue), 0);
    const auto account = stored::account_of_number(*db_, "1").value();
    const auto said = stored::statement(*db_, {.account = account->stored.account.id}).value();
    ASSERT_EQ(said.size(), 2U);
    EXPECT_EQ(said[0].number, "B2026-000001");
    EXPECT_EQ(said[0].amount_minor, 111'900);
    const auto first = document("B2026-000001");
    EXPECT_EQ(to_string(first.due_on), "2026-10-15");
    EXPECT_EQ(first.lines.at(0).name, "Offen von früher: R-4711");
    const std::int64_t before = entries();
    expect_counts(taken(Kind::balances, table), 0, 0, 3);
    EXPECT_EQ(entries(), before);

    // Paid like any other debt; written off like any other; never an invoice.
    pay({.account = "1", .document = "B2026-000001", .amount = "1119.00"});
    EXPECT_EQ(open_of("1"), 2'000);
    const auto whole = stored::document_of_number(*db_, "B2026-000002").value();
    const auto invoice = billing::invoice_of(*db_, *whole, {});
    ASSERT_FALSE(invoice);
    EXPECT_NE(invoice.error().words.find("is an opening balance"), std::string::npos);
    auto open = books();
    const auto credited = billing::credit(open, {"B2026-000002", {}, ""}, clock_.at, random_);
    ASSERT_FALSE(credited);
    EXPECT_NE(credited.error().words.find("is an opening balance"), std::string::npos);
    expect_books_in_order();
}

TEST_P(TakeOver, NamesOpeningBalancesAsTheirReadersSpeak) {
    customer("1", {.language = "de"});
    customer("2", {.language = "en"});
    const std::string table =
        "account,reference,amount,text\n1,,40.00,\n2,R-2,30.00,\n2,,40.00,\n2,R-3,5.00,Mine\n";
    expect_counts(taken(Kind::balances, table), 4, 0, 0);
    EXPECT_EQ(document("B2026-000001").lines.at(0).name, "Offen von früher");
    EXPECT_EQ(document("B2026-000002").lines.at(0).name, "Opening balance: R-2");
    EXPECT_EQ(document("B2026-000003").lines.at(0).name, "Opening balance");
    EXPECT_EQ(document("B2026-000004").lines.at(0).name, "Mine");
}

TEST_P(TakeOver, LetsWhatIsAheadPayOpeningBalances) {
    customer("1");
    pay({.account = "1", .document = "", .amount = "50.00"});
    taken(Kind::balances, "account,reference,amount\n1,A,30.00\n1,B,40.00\n");
    EXPECT_EQ(open_of("1"), 2'000);
    const auto account = stored::account_of_number(*db_, "1").value();
    const auto open = stored::open_items(*db_, account->stored.account.id).value();
    ASSERT_EQ(open.size(), 1U);
    EXPECT_EQ(open[0].number, "B2026-000002");
    expect_books_in_order();
}

TEST_P(TakeOver, RefusesBalancesRowByRow) {
    customer("1");
    const std::string head = "account,amount,reference,on,due\n";
    taken(Kind::balances, head + "1,10.00,A,2026-10-01,\n");
    const auto refused = [&](const std::string& row, const std::string& words) {
        expect_refused(Kind::balances, head + row + "\n", words);
    };
    refused("9,10.00,B,,", "No account has the number 9");
    refused("1,nothing,B,,", "amount: \"nothing\" is no figure");
    refused("1,0,B,,", "is no amount");
    refused("1,1010.005,B,,", "is no amount");
    refused("1,\"1,299\",B,,", "may be thousands or decimals");
    refused("1,10.00,B,yesterday,", "on: \"yesterday\" is no day");
    refused("1,10.00,B,2027-01-01,", "is still to come");
    refused("1,11.00,A,2026-10-01,", "says another amount or day");
    refused("1,10.00,A,2026-10-02,", "says another amount or day");
    refused("1,10.00," + std::string(101, 'R') + ",,", "too long");
}

}  // namespace

ON_EITHER_ENGINE(TakeOver);
