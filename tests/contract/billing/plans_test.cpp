// Goal: a plan's mistakes are told with their places, its versions hold from their days on, and
// what a month comes to is known before it is published. Method: an office on either engine, to the
// cent, and each refusal by itself.
#include <gtest/gtest.h>

#include "app/core/billing/causes.hpp"
#include "app/core/billing/plan_file.hpp"
#include "app/core/billing/try_plan.hpp"
#include "app/core/open_shop.hpp"
#include "pos/store/billing/plan_list.hpp"
#include "pos/store/billing/subscriptions.hpp"
#include "tests/contract/billing/billing_office.hpp"

namespace {

namespace billing = app::core::billing;
namespace stored = pos::store::billing;
using billing::PlanProblem;
using pos::billing::plan::Act;

/// The plan of kGreenPlan with another price.
std::string green(const std::string& fee, const std::string& kwh) {
    std::string text = test::kGreenPlan;
    text.replace(text.find("9.90"), 4, fee);
    text.replace(text.find("0.30"), 4, kwh);
    return text;
}

std::vector<PlanProblem> problems_of(const std::string& text) {
    const auto plan = billing::check_plan(text);
    return plan ? std::vector<PlanProblem>{} : plan.error();
}

TEST(PlanCheck, SaysWhatIsWrongAndWhere) {
    EXPECT_TRUE(problems_of(test::kGreenPlan).empty());
    const auto wrong = problems_of(green("much", "0.30"));
    ASSERT_EQ(wrong.size(), 1U);
    EXPECT_EQ(wrong[0], (PlanProblem{"phases[0].charges[0].amount", "is no figure"}));
    std::string text = test::kGreenPlan;
    text.replace(text.find("\"up_to\""), 7, "\"upto\"");
    EXPECT_GE(problems_of(text).size(), 1U);
    EXPECT_EQ(problems_of("{}").front().where, "code");
    EXPECT_EQ(problems_of("[]").front().what, "is no JSON object");
}

TEST(PlanCheck, SaysWhereATextStopsToBeJson) {
    const auto wrong = problems_of("{\n  \"code\": \"A\",\n  \"name\" \"B\"\n}");
    ASSERT_EQ(wrong.size(), 1U);
    EXPECT_EQ(wrong[0].where.substr(0, 6), "line 3") << wrong[0].where;
    EXPECT_NE(wrong[0].what.find("is no JSON"), std::string::npos);
    const auto cut = problems_of("{\n\"code\": ");
    ASSERT_EQ(cut.size(), 1U);
    EXPECT_NE(cut[0].what.find("still missing"), std::string::npos) << cut[0].what;
    EXPECT_FALSE(problems_of("").empty());
    const auto beyond = problems_of(R"({"code": "A", "phases": [1e400]})");
    ASSERT_EQ(beyond.size(), 1U);
    EXPECT_NE(beyond[0].what.find("beyond measure"), std::string::npos) << beyond[0].what;
}

class Plans : public test::BillingOffice {
protected:
    void SetUp() override {
        BillingOffice::SetUp();
        customer("1");
        customer("2");
    }
    std::uint32_t publish_from(const std::string& text, const std::string& day) {
        auto open = books();
        const auto done = billing::publish_plan(open, text, clock_.at, pos::parse_date(day));
        EXPECT_TRUE(done) << done.error().words;
        return done.value_or(0);
    }
    std::uint32_t version_of(const std::string& number) {
        const auto found = stored::subscription_of_number(*db_, number).value();
        return found->acts.back().version;
    }
    app::core::ShopState office() {
        pos::store::Reader reader{*db_};
        return app::core::read_shop(reader, reader.journals()->front(), "").value();
    }
    static pos::billing::plan::Plan plan(const std::string& text) {
        return billing::read_plan(text).value();
    }
    app::core::Outcome<billing::PlanTried> sample(const std::string& text,
                                                  const billing::SampleMonth& month) {
        return billing::try_sample(office(), plan(text), month, clock_.at);
    }
    app::core::Outcome<billing::PlanTried> on(const std::string& text, const std::string& number,
                                              const std::string& month) {
        return billing::try_on(*db_, office(), plan(text), number, month, clock_.at);
    }
    static std::int64_t net(const std::optional<pos::journal::DocumentIssued>& bill) {
        return bill ? bill->net.minor : 0;
    }
};

TEST_P(Plans, HoldFromTheirDaysOn) {
    EXPECT_EQ(publish_from(green("12.00", "0.30"), "2027-01-01"), 2U);
    EXPECT_EQ(publish_from(green("12.00", "0.30"), "2027-01-01"), 2U);  // the same again
    EXPECT_EQ(version_of(subscribe("1", "GREEN", "2026-12-31")), 1U);
    EXPECT_EQ(version_of(subscribe("1", "GREEN", "2027-01-01")), 2U);
    EXPECT_EQ(version_of(subscribe("1", "GREEN", "")), 1U);
    // Named, a version holds whenever it is wanted.
    const auto number = subscribe("2", "GREEN", "2026-11-01");
    change(
        {.number = number, .act = Act::changed, .at = "2026-11-15", .plan = "GREEN", .version = 2});
    EXPECT_EQ(version_of(number), 2U);
    change({.number = number, .act = Act::changed, .at = "2026-12-15", .plan = "GREEN"});
    EXPECT_EQ(version_of(number), 1U);
    // One without a day is what holds from when it is published on.
    publish(green("13.00", "0.30"));
    EXPECT_EQ(version_of(subscribe("2", "GREEN", "2026-11-02")), 3U);
    // It does not do away with the one that was announced before.
    EXPECT_EQ(version_of(subscribe("2", "GREEN", "2026-12-31")), 3U);
    EXPECT_EQ(version_of(subscribe("2", "GREEN", "2027-01-02")), 2U);
    auto open = books();
    const auto over = billing::publish_plan(open, green("14.00", "0.30"), clock_.at,
                                            pos::parse_date("2026-10-31"));
    ASSERT_FALSE(over);
    EXPECT_EQ(over.error().why, app::core::Why::passed);
    std::string other = green("9.90", "0.30");
    other.replace(other.find("GREEN"), 5, "LATER");
    publish_from(other, "2027-06-01");
    const auto none = billing::subscribe(
        open, {.account = "1", .plan = "LATER", .start = "2026-11-10"}, clock_.at, random_);
    ASSERT_FALSE(none);
    EXPECT_EQ(none.error().about, "no_plan");
    expect_books_in_order();
}

TEST_P(Plans, AreListedWithWhoHasThem) {
    publish_from(green("12.00", "0.30"), "2026-11-05");
    const auto first = subscribe("1", "GREEN", "2026-11-01");
    subscribe("1", "GREEN", "2026-11-10");  // to come, by version 2
    const auto moved = subscribe("2", "GREEN", "2026-11-01");
    const auto pinned = [&] {
        std::vector<std::int64_t> counts;
        const auto versions = stored::plan_versions(*db_, clock_.at);
        EXPECT_TRUE(versions);
        for (const auto& one : *versions) counts.push_back(one.pinned);
        return counts;
    };
    EXPECT_EQ(pinned(), (std::vector<std::int64_t>{1, 2}));  // the latest first
    change({.number = moved, .act = Act::changed, .at = "2026-11-20", .plan = "GREEN"});
    EXPECT_EQ(pinned(), (std::vector<std::int64_t>{1, 2}));
    go_to("2026-11-21");
    EXPECT_EQ(pinned(), (std::vector<std::int64_t>{2, 1}));
    change({.number = first, .act = Act::cancelled, .at = ""});
    EXPECT_EQ(pinned(), (std::vector<std::int64_t>{2, 0}));
}

TEST_P(Plans, SayWhatAMonthOfSomebodyMadeUpComesTo) {
    const auto tried = sample(green("10.00", "0.30"), {.used = {{"kwh", "150"}}});
    ASSERT_TRUE(tried) << tried.error().words;
    // 10.00, and 100 kWh at 0.30 and 50 at 0.25.
    EXPECT_EQ(net(tried->then), 1'000 + 3'000 + 1'250);
    EXPECT_EQ(tried->then->tax.minor, 998);
    EXPECT_EQ(to_string(tried->from), "2026-11-01");
    EXPECT_EQ(to_string(tried->to), "2026-12-01");
    EXPECT_EQ(billing::counted_by(plan(green("10.00", "0.30"))),
              (std::map<std::string, std::string>{{"kwh", "kWh"}}));
    // A trial costs nothing until it is over.
    const std::string with_trial =
        R"({"code": "T", "name": "T", "currency": "EUR", "tax_class": "standard", "phases": [
          {"kind": "trial", "length": {"every": "month"}, "charges": []},
          {"charges": [{"code": "fee", "name": "Fee", "model": "recurring", "amount": "7.00",
           "every": "month"}]}]})";
    EXPECT_FALSE(sample(with_trial, {.month = 1})->then);
    EXPECT_EQ(net(sample(with_trial, {.month = 2})->then), 700);
    const auto none = sample(green("10.00", "0.30"), {.used = {{"kwh", "lots"}}});
    ASSERT_FALSE(none);
    EXPECT_EQ(none.error().why, app::core::Why::no_figure);
    EXPECT_FALSE(sample(green("10.00", "0.30"), {.month = 0}));
    const auto odd = sample(R"({"code": "O", "name": "O", "currency": "EUR", "tax_class": "luxury",
        "phases": [{"charges": [{"code": "fee", "name": "Fee", "model": "recurring",
        "amount": "7.00", "every": "month"}]}]})",
                            {});
    ASSERT_FALSE(odd);
    EXPECT_NE(odd.error().words.find("luxury"), std::string::npos) << odd.error().words;
    EXPECT_TRUE(billing::cause_of(odd.error().words)) << "said in other languages, too";
}

TEST_P(Plans, SayWhatCallsOfSomebodyMadeUpComeTo) {
    const std::string calls = R"({"code": "C", "name": "C", "currency": "EUR",
        "tax_class": "standard", "phases": [{"charges": [{"code": "calls", "name": "Calls",
        "meter": "calls", "model": "calls", "every": "month", "deck": [{"prefix": "49",
        "name": "Germany", "connect_fee": "0.05",
        "rates": [{"price": "0.01", "increment": "60"}]}]}]}]})";
    const auto problems = problems_of(calls);
    for (const auto& one : problems) ADD_FAILURE() << one.where << " " << one.what;
    ASSERT_TRUE(problems.empty());
    EXPECT_FALSE(sample(calls, {})->then) << "no calls, no connect fees";
    // A call each hour of November, of a minute: where they go was not said.
    const auto some = sample(calls, {.used = {{"calls", "43200"}}});
    ASSERT_TRUE(some) << some.error().words;
    EXPECT_EQ(net(some->then), 720 * 65);
}

TEST_P(Plans, AreTriedByThePeriodsThatAreBilled) {
    // An account without a day of its own turns over on that of its first subscription; what was
    // added to one, on that of the one it was added to.
    const std::string extra = R"({"code": "EXTRA", "name": "Extra", "currency": "EUR",
        "tax_class": "standard", "phases": [{"charges": [{"code": "fee", "name": "Extra",
        "model": "recurring", "amount": "3.00", "every": "month", "anchor": "base"}]}]})";
    publish(extra);
    const auto first = subscribe("1", "GREEN", "2026-11-05");
    const auto second = subscribe("1", "GREEN", "2026-11-20", "M2");
    auto open = books();
    const auto added = billing::subscribe(
        open, {.account = "1", .plan = "EXTRA", .start = "2026-11-20", .base = first}, clock_.at,
        random_);
    ASSERT_TRUE(added) << added.error().words;
    go_to("2027-01-10");
    for (const auto& [text, number] :
         {std::pair{std::string{test::kGreenPlan}, second}, std::pair{extra, *added}}) {
        const auto tried = on(text, number, "2026-12");
        ASSERT_TRUE(tried) << tried.error().words;
        ASSERT_TRUE(tried->then && tried->now);
        EXPECT_EQ(to_string(tried->then->lines.front().from), "2026-12-05") << number;
        EXPECT_EQ(to_string(tried->now->lines.front().from), "2026-12-05") << number;
    }
    bill("2027-01-10");
    for (const auto& one : documents()) {
        for (const auto& line : document(one.row.number).lines) {
            if (line.from.days < pos::parse_date("2026-12-01")->days) continue;
            EXPECT_EQ(pos::split(line.from).day, 5U) << line.name;
        }
    }
}

TEST_P(Plans, AreTriedAgainstTheVersionOfThatMonth) {
    const auto number = subscribe("1", "GREEN", "2026-11-01");
    publish(green("12.00", "0.30"));
    go_to("2026-12-05");
    change({.number = number, .act = Act::changed, .at = "2026-12-05", .plan = "GREEN"});
    change({.number = number, .act = Act::changed, .at = "2027-02-01", .plan = "GREEN"});
    EXPECT_EQ(on(green("13.00", "0.30"), number, "2026-11")->version, 1U);
    EXPECT_EQ(on(green("13.00", "0.30"), number, "2026-12")->version, 2U);
}

TEST_P(Plans, SayWhatAMonthThatWasUsedWouldHaveComeTo) {
    const auto number = subscribe("1", "GREEN", "2026-11-01", "M1");
    use(R"({"id": "1", "subject": "M1", "at": "2026-11-20 12:00", "quantity": "150"}
{"id": "2", "subject": "M1", "at": "2026-12-02 12:00", "quantity": "7"})");
    bill("2026-12-01");
    go_to("2026-12-05");
    const auto before = documents().size();
    const auto tried = on(green("10.00", "0.20"), number, "");
    ASSERT_TRUE(tried) << tried.error().words;
    EXPECT_EQ(to_string(tried->from), "2026-11-01");
    EXPECT_EQ(net(tried->now), 990 + 3'000 + 1'250);
    EXPECT_EQ(net(tried->then), 1'000 + 2'000 + 1'250);
    EXPECT_EQ(tried->version, 1U);
    const auto next = on(green("10.00", "0.20"), number, "2026-12");
    EXPECT_EQ(net(next->then), 1'000 + 140);
    EXPECT_FALSE(on(green("10.00", "0.20"), number, "2026-10")->then);
    EXPECT_EQ(documents().size(), before);
    EXPECT_EQ(on(green("10.00", "0.20"), "none", "").error().about, "no_subscription");
    EXPECT_EQ(on(green("10.00", "0.20"), number, "soon").error().why, app::core::Why::no_day);
    std::string dollars = green("10.00", "0.20");
    dollars.replace(dollars.find("EUR"), 3, "USD");
    EXPECT_EQ(on(dollars, number, "").error().about, "plan_currency");
    // Its tax is that of whoever pays.
    customer("3", {.tax = "export"});
    customer("1", {.payer = "3"});
    EXPECT_EQ(on(green("10.00", "0.20"), number, "")->then->tax.minor, 0);
}

}  // namespace

ON_EITHER_ENGINE(Plans);
