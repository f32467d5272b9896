// Goal: the page of a bill shows what its customer used, as documents say it and said it then, and
// lists calls one by one so that they add up; it has the company's logo. Method: a head office on
// either engine that bills month by month; pages as poppler reads them.
#include <gtest/gtest.h>

#include <fmt/format.h>

#include "app/core/billing/bill_logo.hpp"
#include "app/core/billing/e_invoice.hpp"
#include "app/core/billing/early_bills.hpp"
#include "app/core/billing/sender.hpp"
#include "app/core/billing/stationery.hpp"
#include "app/core/billing/units.hpp"
#include "app/core/invoice/pdf.hpp"
#include "app/core/shop_settings.hpp"
#include "drivers/printer/png.hpp"
#include "pos/store/catalogue/catalogue.hpp"
#include "tests/contract/billing/billing_office.hpp"
#include "tests/support/child.hpp"
#include "tests/support/temp_dir.hpp"

namespace {

namespace billing = app::core::billing;
namespace stored = pos::store::billing;
using app::core::invoice::Sheet;
using Of = Sheet::Chart::Of;
using Texts = std::vector<std::string>;

const std::string kSpace = "\u00A0";

class BillPage : public test::BillingOffice {
protected:
    Sheet page(const std::string& number, const std::string& language = "en") {
        auto stationery = billing::Stationery::read(*db_);
        if (!stationery) throw std::runtime_error{stationery.error().words};
        const auto document = stored::document_of_number(*db_, number);
        if (!document || !*document) throw std::runtime_error{number};
        const auto invoice = billing::invoice_of(*db_, **document, sender_);
        if (!invoice) throw std::runtime_error{invoice.error().words};
        auto made = stationery->page(*db_, **document, *invoice, language);
        if (!made) throw std::runtime_error{made.error().words};
        return std::move(*made);
    }
    /// The number of the latest document once that day was billed.
    std::string billed(const std::string& day) {
        bill(day);
        const auto all = documents();
        return all.empty() ? "" : all.front().row.number;
    }
    /// Units that were paid ahead, for the account "1".
    void grant(const std::string& amount, const std::string& unit) {
        auto open = books();
        const auto done = billing::grant_units(
            open, {.account = "1", .amount = amount, .unit = unit}, clock_.at, random_);
        EXPECT_TRUE(done) << done.error().words;
    }
    std::string text_of(const Sheet& sheet) {
        const std::string file = directory_.file("page.pdf");
        test::write_file(file, app::core::invoice::render_pdf(sheet));
        const auto read = test::run_program({"/usr/bin/pdftotext", "-layout", file, "-"});
        EXPECT_EQ(read.exit, 0) << read.err;
        return read.out;
    }
    static Texts figures(const Sheet& sheet) {
        Texts all;
        if (sheet.charts.empty()) return all;
        for (const auto& bar : sheet.charts.front().bars) all.push_back(bar.figure);
        return all;
    }
    static std::string month(int after_november_2026, int day) {
        const int since_january = 10 + after_november_2026;
        return fmt::format("{}-{:02}-{:02}", 2026 + since_january / 12, since_january % 12 + 1,
                           day);
    }
    static std::string used(const std::string& id, const std::string& at,
                            const std::string& quantity) {
        return R"({"id": ")" + id + R"(", "subject": "M", "at": ")" + at + R"(", "quantity": ")" +
               quantity + "\"}\n";
    }

    billing::Sender sender_{.name = "Stadtwerke"};
};

TEST_P(BillPage, ComparesAYearOfBillsWithTheYearBefore) {
    customer("1");
    subscribe("1", "GREEN", "2026-11-01", "M");
    const auto use_in = [&](int i) {
        use(used(std::to_string(i), month(i, 10), std::to_string(100 + 10 * i)));
    };
    use_in(0);
    use_in(1);
    EXPECT_TRUE(page(billed(month(1, 1))).charts.empty()) << "one period is no history";
    const Sheet second = page(billed(month(2, 1)));
    ASSERT_EQ(figures(second), (Texts{"100", "110"}));
    EXPECT_EQ(second.charts.front().sentence, "110" + kSpace + "kWh: 10" + kSpace +
                                                  "% more than in the period before (100" + kSpace +
                                                  "kWh).");
    std::string last;
    for (int i = 3; i <= 14; ++i) {
        use_in(i - 1);
        last = billed(month(i, 1));
    }
    const Sheet sheet = page(last);
    ASSERT_EQ(sheet.charts.size(), 1U);
    const auto& chart = sheet.charts.front();
    ASSERT_EQ(chart.bars.size(), 13U);
    EXPECT_EQ(chart.title, "What you used: Electricity (kWh)");
    EXPECT_EQ(chart.bars.front().of, Of::last_year);
    EXPECT_EQ(chart.bars.front().figure, "110");
    EXPECT_EQ(chart.bars.back().of, Of::this_bill);
    EXPECT_EQ(chart.bars.back().figure, "230");
    EXPECT_EQ(chart.sentence, "230" + kSpace + "kWh: 109" + kSpace + "% more than a year ago (110" +
                                  kSpace + "kWh).");
    EXPECT_TRUE(sheet.annexes.empty()) << "what a meter counts is no event";
    const std::string text = text_of(page(last, "de"));
    for (const char* said : {"Ihr Verbrauch: Electricity (kWh)", "Diese Rechnung", "Ein Jahr zuvor",
                             "Dez. 2026", "Dez. 2027", "mehr als vor einem Jahr"})
        EXPECT_NE(text.find(said), std::string::npos) << said << text;
}

TEST_P(BillPage, ShowsWhatDocumentsSaidWhenTheyWereIssued) {
    customer("1");
    subscribe("1", "GREEN", "2026-11-01", "M");
    use(used("1", "2026-11-10", "100") + used("2", "2026-12-10", "50") +
        used("3", "2027-01-10", "70"));
    const std::string first = billed("2026-12-01");
    go_to("2026-12-05");
    use(used("4", "2026-11-20", "20"));  // late
    const std::string second = billed("2027-01-01");
    const Sheet corrected = page(second);
    EXPECT_EQ(figures(corrected), (Texts{"120", "50"}));
    EXPECT_EQ(corrected.charts.front().bars[0].of, Of::this_bill) << "it stands on this bill too";
    const std::string third = billed("2027-02-01");
    EXPECT_EQ(figures(page(third)), (Texts{"120", "50", "70"}));
    // Taken back whole, it is billed anew and counts once.
    auto open = books();
    const auto note = billing::credit(open, {third, {}, "wrong", true, {}}, clock_.now(), random_);
    ASSERT_TRUE(note) << note.error().words;
    EXPECT_TRUE(page(*note).charts.empty());
    bill("2027-02-01");
    const auto all = documents();
    ASSERT_NE(all.front().row.number, third);
    EXPECT_EQ(figures(page(all.front().row.number)), (Texts{"120", "50", "70"}));
    // What came since changes nothing of what was said before.
    EXPECT_TRUE(page(first).charts.empty());
    EXPECT_EQ(figures(page(second)), (Texts{"120", "50"}));
    EXPECT_EQ(figures(page(third)), (Texts{"120", "50", "70"}));
    expect_books_in_order();
}

TEST_P(BillPage, CountsWhatPrepaidUnitsCoveredAsUsed) {
    customer("1");
    subscribe("1", "GREEN", "2026-11-01", "M");
    go_to("2026-10-31");
    grant("40", "kWh");
    use(used("1", "2026-11-10", "140") + used("2", "2026-12-10", "70") +
        used("3", "2027-01-10", "20"));
    bill("2026-12-01");
    const std::string second = billed("2027-01-01");
    const Sheet sheet = page(second);
    EXPECT_EQ(figures(sheet), (Texts{"140", "70"})) << "of 140 there were 40 paid ahead";
    EXPECT_EQ(sheet.charts.front().sentence, "70" + kSpace + "kWh: 50" + kSpace +
                                                 "% less than in the period before (140" + kSpace +
                                                 "kWh).");
    // What comes late finds no units any more and counts with those that there were.
    go_to("2027-01-05");
    use(used("4", "2026-11-20", "10"));
    EXPECT_EQ(figures(page(billed("2027-02-01"))), (Texts{"150", "70", "20"}));
    EXPECT_EQ(figures(page(second)), (Texts{"140", "70"})) << "as it was";
    expect_books_in_order();
}

TEST_P(BillPage, ComparesNoPeriodBeforeItIsOver) {
    customer("1");
    subscribe("1", "GREEN", "2026-11-01", "M");
    use(used("1", "2026-11-10", "100"));
    bill("2026-12-01");
    auto open = books();
    ASSERT_TRUE(billing::put_early_bill(open, {"1", "20.00", false}, clock_.at));
    go_to("2026-12-10");
    use(used("2", "2026-12-05", "80"));  // 24.00
    const auto early =
        billing::bill_early(where(), options(), [] { return true; }, clock_, random_);
    ASSERT_TRUE(early) << early.error().words;
    ASSERT_EQ(early->invoices, 1);
    const Sheet sheet = page(documents().front().row.number);
    EXPECT_EQ(figures(sheet), (Texts{"100", "80"}));
    EXPECT_EQ(sheet.charts.front().sentence, "") << "ten days stand beside no month";
    use(used("3", "2026-12-20", "40"));
    const Sheet whole = page(billed("2027-01-01"));
    EXPECT_EQ(figures(whole), (Texts{"100", "120"}));
    EXPECT_EQ(whole.charts.front().sentence, "120" + kSpace + "kWh: 20" + kSpace +
                                                 "% more than in the period before (100" + kSpace +
                                                 "kWh).");
}

TEST_P(BillPage, ComparesNoUnitWithAnother) {
    customer("1");
    publish(R"({"code": "LARGE", "name": "Large power", "currency": "EUR",
      "tax_class": "standard", "phases": [{"charges": [{"code": "kwh", "name": "Electricity",
      "meter": "kwh", "unit": "MWh", "every": "month", "model": "per_unit",
      "price": "200"}]}]})");
    const std::string number = subscribe("1", "GREEN", "2026-11-01", "M");
    use(used("1", "2026-11-10", "100") + used("2", "2026-12-10", "2") +
        used("3", "2027-01-10", "3"));
    change({.number = number,
            .act = pos::billing::plan::Act::changed,
            .at = "2026-12-01",
            .plan = "LARGE"});
    bill("2026-12-01");
    EXPECT_TRUE(page(billed("2027-01-01")).charts.empty()) << "100 kWh stand beside no MWh";
    const Sheet sheet = page(billed("2027-02-01"));
    EXPECT_EQ(figures(sheet), (Texts{"2", "3"}));
    EXPECT_EQ(sheet.charts.front().title, "What you used: Electricity (MWh)");
}

constexpr const char* kCallPlan = R"({"code": "CALLS", "name": "Telephone", "currency": "EUR",
  "tax_class": "standard", "phases": [{"charges": [{"code": "use", "name": "Calls",
  "meter": "kwh", "unit": "s", "every": "month", "model": "calls", "deck": [
    {"prefix": "49", "name": "Germany", "connect_fee": "0.05",
     "rates": [{"price": "0.10", "per": 60, "increment": 60}]},
    {"prefix": "4917", "name": "Germany, mobile",
     "rates": [{"price": "0.30", "per": 60, "increment": 30},
               {"from": 30, "price": "0.30", "per": 60, "increment": 6}]}]}]}]})";

TEST_P(BillPage, ListsCallsWithWhatEachOfThemCost) {
    customer("1");
    publish(kCallPlan);
    subscribe("1", "CALLS", "2026-11-01", "M");
    const auto call = [](const std::string& id, const std::string& at, int seconds,
                         const std::string& to) {
        return fmt::format(
                   R"({{"id": "{}", "subject": "M", "at": "{}", "quantity": {}, "to": "{}"}})", id,
                   at, seconds, to) +
               "\n";
    };
    use(call("1", "2026-11-10 10:00", 61, "+4917012") +
        call("2", "2026-11-11 23:30", 61, "49301234567"));
    const std::string first = billed("2026-12-01");
    const Sheet sheet = page(first);
    ASSERT_EQ(sheet.annexes.size(), 1U);
    const auto& annex = sheet.annexes.front();
    EXPECT_EQ(annex.title, "One by one: Calls");
    ASSERT_EQ(annex.entries.size(), 2U);
    EXPECT_EQ(annex.entries[0].when, "10/11/2026, 10:00");
    EXPECT_EQ(annex.entries[0].what, "Germany, mobile · +4917012");
    EXPECT_EQ(annex.entries[0].quantity, "1:01");
    EXPECT_EQ(annex.entries[0].price, "0.33");
    EXPECT_EQ(annex.entries[1].what, "Germany · 49301234567");
    EXPECT_EQ(annex.entries[1].price, "0.25");
    const std::string text = text_of(sheet);
    EXPECT_NE(text.find("Germany · 49301234567"), std::string::npos) << text;
    // Of what came late the next bill lists that alone; the first one stays as it was.
    go_to("2026-12-05");
    use(call("3", "2026-11-12 09:00", 60, "49301234567"));
    const Sheet late = page(billed("2027-01-01"));
    ASSERT_EQ(late.annexes.size(), 1U);
    ASSERT_EQ(late.annexes.front().entries.size(), 1U);
    EXPECT_EQ(late.annexes.front().entries[0].when, "12/11/2026, 09:00");
    EXPECT_EQ(late.annexes.front().entries[0].price, "0.15");
    ASSERT_EQ(page(first).annexes.size(), 1U);
    EXPECT_EQ(page(first).annexes.front().entries.size(), 2U);
    // One that was taken back since was on that bill all the same.
    go_to("2027-01-05");
    use("{\"id\": \"1\", \"void\": true}\n");
    ASSERT_EQ(page(first).annexes.size(), 1U);
    EXPECT_EQ(page(first).annexes.front().entries.size(), 2U);
}

TEST_P(BillPage, ListsCallsOfSeveralContractsAndThoseThatUnitsCovered) {
    customer("1");
    publish(kCallPlan);
    subscribe("1", "CALLS", "2026-11-01", "M");
    subscribe("1", "CALLS", "2026-11-01", "N");
    go_to("2026-10-31");
    grant("200", "s");
    std::string records = used("1", "2026-11-10 10:00", "61") + used("2", "2026-11-11 10:00", "61");
    records += R"({"id": "3", "subject": "N", "at": "2026-11-12 10:00", "quantity": "178"})";
    for (const char* const to : {"49301", "49302", "4917012"}) {
        const auto at = records.find("\"}");
        records.replace(at, 2, std::string{"\", \"to\": \""} + to + "\" }");
    }
    use(records);
    const Sheet sheet = page(billed("2026-12-01"));
    // The 200 s covered all but 100 of 300: the lists are whole, and no call has a price of its
    // own.
    ASSERT_EQ(sheet.annexes.size(), 2U);
    EXPECT_EQ(sheet.annexes[0].title, "One by one: Calls");
    EXPECT_NE(sheet.annexes[1].title.find("One by one: Calls · 1-"), std::string::npos)
        << sheet.annexes[1].title;
    std::size_t entries = 0;
    for (const auto& annex : sheet.annexes) {
        EXPECT_EQ(annex.head.price, "");
        entries += annex.entries.size();
    }
    EXPECT_EQ(entries, 3U);
    expect_books_in_order();
}

TEST_P(BillPage, ListsAsManyAsThereIsRoomForAndSaysHowManyMore) {
    customer("1");
    publish(R"({"code": "FLAT", "name": "Telephone", "currency": "EUR", "phases": [{"charges": [
      {"code": "use", "name": "Calls", "meter": "kwh", "unit": "s", "every": "month",
       "model": "calls", "tariff": {"rates": [{"price": "0.60", "per": 60}]}}]}]})");
    subscribe("1", "FLAT", "2026-11-01", "M");
    std::string records;
    for (int i = 0; i < 510; ++i) {
        records += used(std::to_string(i),
                        fmt::format("2026-11-{:02} {:02}:{:02}", 2 + i / 60, i / 60, i % 60), "60");
    }
    use(records);
    const std::string number = billed("2026-12-01");
    sender_.email = "help@example.org";
    const Sheet sheet = page(number);
    ASSERT_EQ(sheet.annexes.size(), 1U);
    EXPECT_EQ(sheet.annexes.front().entries.size(), billing::kEventsListedMax);
    EXPECT_EQ(sheet.annexes.front().entries[0].price, "0.60");
    EXPECT_EQ(sheet.annexes.front().entries[0].what, "0") << "by its id, where nobody was called";
    EXPECT_EQ(sheet.annexes.front().more,
              "10 more are not listed here. Ask us for the whole list: help@example.org.");
    const std::string text = text_of(sheet);
    std::size_t heads = 0;
    for (auto at = text.find("One by one: Calls"); at != std::string::npos;
         at = text.find("One by one: Calls", at + 1))
        ++heads;
    EXPECT_GT(heads, 5U) << "on each of its pages";
    EXPECT_NE(text.find("10 more are not listed here"), std::string::npos);
}

pos::Bytes picture(std::uint8_t shade) {
    drivers::printer::Colours colours{40, 20};
    for (std::size_t i = 0; i < colours.rgb.size(); i += 3) colours.rgb[i] = shade;
    return drivers::printer::write_png(colours, 300);
}

TEST_P(BillPage, HasTheLogoOfBillsOrElseThatOfReceipts) {
    customer("1");
    subscribe("1", "GREEN", "2026-11-01");
    const std::string number = billed("2026-11-01");
    EXPECT_FALSE(page(number).logo);
    EXPECT_FALSE(billing::has_bill_logo(*db_).value());
    {
        pos::store::CatalogueWriter writer{*db_};
        ASSERT_TRUE(writer.put_setting(app::core::kLogoSetting, picture(10)));
    }
    EXPECT_EQ(billing::read_bill_logo(*db_).value(), picture(10));
    auto open = books();
    ASSERT_TRUE(billing::change_bill_logo(open, picture(200), clock_.at));
    ASSERT_TRUE(billing::change_bill_logo(open, picture(200), clock_.at));
    EXPECT_EQ(billing::read_bill_logo(*db_).value(), picture(200));
    EXPECT_TRUE(billing::has_bill_logo(*db_).value());
    const Sheet sheet = page(number);
    ASSERT_TRUE(sheet.logo);
    const std::string with = app::core::invoice::render_pdf(sheet);
    EXPECT_NE(with.find("/Subtype /Image"), std::string::npos);
    EXPECT_EQ(with.find("/SMask"), std::string::npos);
    // Ten bills in one file have it once.
    app::core::invoice::PdfFile file{"bills"};
    for (int i = 0; i < 10; ++i) file.add(sheet);
    const std::string all = file.finish();
    std::size_t images = 0;
    for (auto at = all.find("/Subtype /Image"); at != std::string::npos;
         at = all.find("/Subtype /Image", at + 1))
        ++images;
    EXPECT_EQ(images, 1U);
    ASSERT_TRUE(billing::change_bill_logo(open, {}, clock_.at));
    EXPECT_EQ(billing::read_bill_logo(*db_).value(), picture(10));
    // One that was damaged in the books is left out.
    ASSERT_TRUE(billing::change_bill_logo(open, pos::as_bytes("no picture"), clock_.at));
    EXPECT_FALSE(page(number).logo);
    expect_books_in_order();
}

}  // namespace

ON_EITHER_ENGINE(BillPage);
