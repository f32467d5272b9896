// Goal: what was committed for a year is made up for at its end, to the cent and once, whatever
// became of the subscription, its price and its usage; people see it ahead in a dry run, and may
// credit or void it. Method: an office on either engine bills a year month by month: ten kilowatt-
// hours a month at 1.00, of 365.00 that are committed, one a day.
#include <gtest/gtest.h>

#include <fmt/format.h>

#include "app/core/billing/credit.hpp"
#include "app/core/billing/plan_file.hpp"
#include "app/core/billing/step_place.hpp"
#include "pos/billing/bill/item.hpp"
#include "tests/contract/billing/billing_office.hpp"

namespace {

namespace billing = app::core::billing;
using pos::billing::LineKind;
using pos::billing::bill::ItemKind;
using pos::billing::plan::Act;

std::string plan_text(const std::string& amount, const std::string& price,
                      const std::string& more = "") {
    return R"({"code": "YEAR", "name": "A year", "currency": "EUR", "tax_class": "standard",
      "phases": [{"charges": [
        {"code": "kwh", "name": "Power", "meter": "kwh", "unit": "kWh", "every": "month",
         "model": "per_unit", "price": ")" +
           price +
           R"("}, {"code": "year", "name": "Committed", "model": "commitment", "amount": ")" +
           amount + R"(", "every": "year")" + more + "}]}]}";
}

class Commitments : public test::BillingOffice {
protected:
    void SetUp() override {
        BillingOffice::SetUp();
        customer("1");
    }
    /// So many months behind November 2026.
    static std::string day(int month, int of_month) {
        const int since_january = 10 + month;
        return fmt::format("{}-{:02}-{:02}", 2026 + since_january / 12, since_january % 12 + 1,
                           of_month);
    }
    void use_ten(int month, const std::string& quantity = "10", const std::string& more = "") {
        use(fmt::format(R"({{"id": "{}{}", "subject": "M", "at": "{}", "quantity": "{}"}})", month,
                        more, day(month, 10), quantity));
    }
    void begin(const std::string& plan) {
        publish(plan);
        number_ = subscribe("1", "YEAR", "2026-11-01", "M");
    }
    /// Months are used and billed, from `first` on and before `end`.
    void live(int first, int end) {
        for (int month = first; month < end; ++month) {
            go_to(day(month, 20));
            use_ten(month);
            EXPECT_EQ(bill(day(month + 1, 1)).invoices, 1);
        }
    }
    pos::journal::DocumentIssued newest() { return document(documents().front().row.number); }
    std::string newest_number() { return documents().front().row.number; }
    static const pos::journal::DocumentLine* of_year(const pos::journal::DocumentIssued& issued) {
        for (const auto& line : issued.lines) {
            if (line.charge && line.charge->charge == "year") return &line;
        }
        return nullptr;
    }
    /// What the newest bill asks for the commitment, in cents; 0 without such a line.
    std::int64_t asked() {
        const auto issued = newest();
        const auto* line = of_year(issued);
        return line == nullptr ? 0 : line->net.minor;
    }
    void expect_nothing_more(const std::string& on) {
        const auto report = bill(on);
        EXPECT_EQ(report.invoices, 0);
        EXPECT_EQ(report.credit_notes, 0);
        expect_books_in_order();
    }
    app::core::Outcome<std::string> credit_of(const billing::NewCredit& wanted) {
        auto open = books();
        return billing::credit(open, wanted, clock_.at, random_);
    }

    std::string number_;
};

TEST_P(Commitments, AreMadeUpForAtTheEndOfTheYear) {
    begin(plan_text("365.00", "1.00"));
    live(0, 11);
    EXPECT_EQ(asked(), 0);
    go_to(day(11, 20));
    use_ten(11);
    const auto ahead = bill(day(12, 1), true);
    ASSERT_EQ(ahead.previews.size(), 1U);
    ASSERT_NE(of_year(ahead.previews[0].document), nullptr);
    EXPECT_EQ(of_year(ahead.previews[0].document)->net.minor, 24'500);
    EXPECT_EQ(bill(day(12, 1)).invoices, 1);
    const auto issued = newest();
    ASSERT_EQ(issued.lines.size(), 2U);
    EXPECT_EQ(issued.net.minor, 25'500);
    EXPECT_EQ(issued.tax.minor, 4'845);
    const auto& line = issued.lines[1];
    EXPECT_EQ(line.kind, static_cast<std::uint8_t>(ItemKind::committed));
    EXPECT_EQ(line.name, "Committed");
    EXPECT_EQ(to_string(line.from), "2026-11-01");
    EXPECT_EQ(to_string(line.to), "2027-11-01");
    ASSERT_EQ(line.steps.size(), 2U);
    EXPECT_EQ(line.steps[0].kind, static_cast<std::uint8_t>(LineKind::committed));
    EXPECT_EQ(line.steps[0].amount, "365");
    EXPECT_EQ(line.steps[1].kind, static_cast<std::uint8_t>(LineKind::counted));
    EXPECT_EQ(line.steps[1].amount, "-120");
    const auto plan = billing::read_plan(plan_text("365.00", "1.00"));
    ASSERT_TRUE(plan);
    const auto& phase = plan->phases[0];
    EXPECT_EQ(billing::step_place(phase, phase.charges[1], line.steps[1]).name, "Power");
    expect_nothing_more(day(12, 1));
    // Another year, another line.
    live(12, 24);
    EXPECT_EQ(asked(), 24'500);
}

TEST_P(Commitments, AreMadeUpForBySharesWhereTheSubscriptionEnds) {
    begin(plan_text("365.00", "1.00"));
    live(0, 5);
    go_to(day(5, 20));
    use_ten(5);
    change({.number = number_, .act = Act::cancelled, .at = day(6, 1)});
    EXPECT_EQ(bill(day(6, 1)).invoices, 1);
    EXPECT_EQ(asked(), 12'100);  // 181 days, of which 60 were used
    expect_nothing_more(day(7, 1));
}

TEST_P(Commitments, AreDueWholeWhereThePlanSaysSo) {
    begin(plan_text("365.00", "1.00", R"(, "proration": {"trailing": "billed_whole"})"));
    live(0, 5);
    go_to(day(5, 20));
    use_ten(5);
    change({.number = number_, .act = Act::cancelled, .at = day(6, 1)});
    EXPECT_EQ(bill(day(6, 1)).invoices, 1);
    EXPECT_EQ(asked(), 30'500);
    expect_nothing_more(day(7, 1));
}

TEST_P(Commitments, GoOnWithAnotherPrice) {
    begin(plan_text("365.00", "1.00"));
    live(0, 6);
    publish(plan_text("730.00", "2.00"));
    change({.number = number_, .act = Act::changed, .at = day(6, 1), .plan = "YEAR", .version = 2});
    live(6, 12);
    // 181 days at 1.00 and 184 at 2.00; 60.00 and 120.00 were used.
    EXPECT_EQ(asked(), 36'900);
    const auto issued = newest();
    ASSERT_NE(of_year(issued), nullptr);
    EXPECT_EQ(of_year(issued)->charge->version, 2U);
    EXPECT_EQ(of_year(issued)->steps.size(), 3U);
    expect_nothing_more(day(12, 2));
}

TEST_P(Commitments, GiveBackWhatCameLate) {
    begin(plan_text("365.00", "1.00"));
    live(0, 12);
    EXPECT_EQ(asked(), 24'500);
    go_to(day(12, 2));
    use_ten(11, "5", "late");
    bill(day(12, 2));
    const auto issued = newest();
    ASSERT_EQ(issued.lines.size(), 2U);
    EXPECT_EQ(issued.net.minor, 0);
    EXPECT_EQ(asked(), -500);
    ASSERT_NE(of_year(issued), nullptr);
    EXPECT_EQ(of_year(issued)->kind, static_cast<std::uint8_t>(ItemKind::late));
    EXPECT_EQ(of_year(issued)->billed_before, "245");
    expect_nothing_more(day(12, 3));
}

TEST_P(Commitments, AreNotAskedForAgainOnceTheyWereCredited) {
    begin(plan_text("365.00", "1.00"));
    live(0, 12);
    const auto note = credit_of({newest_number(), {{2, ""}}, "Goodwill"});
    ASSERT_TRUE(note) << note.error().words;
    EXPECT_EQ(document(*note).net.minor, -24'500);
    expect_nothing_more(day(12, 2));
    go_to(day(12, 3));
    use_ten(11, "5", "late");
    bill(day(12, 3));
    EXPECT_EQ(newest().net.minor, 500);
    EXPECT_EQ(asked(), 0);
    expect_nothing_more(day(12, 4));
}

TEST_P(Commitments, AreBilledAnewOnceTheyWereVoided) {
    begin(plan_text("365.00", "1.00"));
    live(0, 12);
    ASSERT_TRUE(credit_of({newest_number(), {}, "Wrong", true}));
    EXPECT_EQ(bill(day(12, 2)).invoices, 1);
    EXPECT_EQ(newest().net.minor, 25'500);
    EXPECT_EQ(asked(), 24'500);
    const auto issued = newest();
    ASSERT_NE(of_year(issued), nullptr);
    EXPECT_EQ(of_year(issued)->revision, 1U);
    expect_nothing_more(day(12, 3));
}

TEST(CommitmentPlan, IsReadAndItsMistakesAreNamed) {
    const auto wrong = [](const std::string& text) {
        const auto plan = billing::check_plan(text);
        return plan ? std::string{} : plan.error().front().where + " " + plan.error().front().what;
    };
    const auto plan = billing::check_plan(plan_text("1.00", "1.00", R"(, "covers": ["kwh"])"));
    ASSERT_TRUE(plan);
    ASSERT_TRUE(plan->phases[0].charges[1].commits);
    EXPECT_EQ(plan->phases[0].charges[1].commits->covers, std::vector<std::string>{"kwh"});
    EXPECT_EQ(wrong(plan_text("-1.00", "1.00")), "phases[0].charges[1].amount is below zero");
    EXPECT_EQ(wrong(plan_text("1.00", "1.00", R"(, "covers": [])")),
              "phases[0].charges[1].covers is empty");
    EXPECT_EQ(wrong(plan_text("1.00", "1.00", R"(, "covers": ["gas"])")),
              "plan phase 1, charge year: it covers a charge that the phase has not, or another "
              "commitment");
    EXPECT_EQ(wrong(plan_text("1.00", "1.00", R"(, "minimum": "5.00")")),
              "phases[0].charges[1].minimum is not known here");
    EXPECT_EQ(wrong(plan_text("1.00", "1.00", R"(, "proration": {"by": "seconds"})")),
              "phases[0].charges[1].proration.by is for fees: a commitment counts days");
    EXPECT_EQ(wrong("{\n  \"code\": \"A\",\n  \"code\": \"B\"}"),
              "code stands there twice: line 3, column 3");
}

TEST(StepPlaces, SayWhereCallsWentAndWhatTheirPriceIsFor) {
    const auto plan = billing::read_plan(R"({"code": "CALLS", "name": "Calls", "currency": "EUR",
      "phases": [{"charges": [{"code": "use", "name": "Calls", "meter": "s", "unit": "s",
        "every": "month", "model": "calls", "deck": [
          {"prefix": "49", "name": "Germany", "rates": [{"price": "0.10", "per": 60}]},
          {"prefix": "1", "rates": [{"price": "0.01"}]}]}]}]})");
    ASSERT_TRUE(plan) << plan.error().words;
    const auto& phase = plan->phases[0];
    pos::journal::PricingStep step;
    step.kind = static_cast<std::uint8_t>(LineKind::call_time);
    step.tier = 1;
    step.price = "0.1";
    EXPECT_EQ(billing::step_place(phase, phase.charges[0], step),
              (billing::StepPlace{"49 Germany", "60"}));
    step.tier = 2;
    step.price = "0.01";
    EXPECT_EQ(billing::step_place(phase, phase.charges[0], step), (billing::StepPlace{"1", ""}));
    step.tier = 3;
    EXPECT_EQ(billing::step_place(phase, phase.charges[0], step), billing::StepPlace{});
}

}  // namespace

ON_EITHER_ENGINE(Commitments);
