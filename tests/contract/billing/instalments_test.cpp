// Goal: what is agreed in parts comes to what is open, is paid in order, is left alone while every
// part is paid by its day, and comes back where one is missed. Method: an office on either engine,
// days going by, and each refusal by itself.
#include "app/core/billing/instalments.hpp"

#include <gtest/gtest.h>

#include "app/core/billing/debits.hpp"
#include "app/core/billing/reminders.hpp"
#include "app/core/billing/sender.hpp"
#include "app/core/billing/write_invoice.hpp"
#include "pos/store/billing/customers.hpp"
#include "tests/contract/billing/billing_office.hpp"

namespace {

namespace billing = app::core::billing;
namespace stored = pos::store::billing;
using billing::InstalmentFault;
using billing::NewInstalments;

class Instalments : public test::BillingOffice {
protected:
    void SetUp() override {
        BillingOffice::SetUp();
        customer("1");
        customer("2");
    }
    std::string invoice(const std::string& price, const std::string& account = "1") {
        auto open = books();
        billing::NewInvoice asked;
        asked.account = account;
        asked.lines.push_back({.text = "Work", .unit = "", .price = price, .tax_class = ""});
        const auto done = billing::write_invoice(open, asked, false, clock_.at, random_);
        EXPECT_TRUE(done) << done.error().words;
        return done ? done->number : "";
    }
    stored::InstalmentPlan agreed(const NewInstalments& asked) {
        auto open = books();
        const auto done = billing::agree_instalments(open, asked, false, clock_.at, random_);
        EXPECT_TRUE(done) << done.error().words;
        return done.value_or(stored::InstalmentPlan{});
    }
    void expect_refused(const NewInstalments& asked, InstalmentFault fault,
                        const std::string& words) {
        auto open = books();
        InstalmentFault was = InstalmentFault::none;
        const auto done = billing::agree_instalments(open, asked, false, clock_.at, random_, &was);
        ASSERT_FALSE(done) << words;
        EXPECT_EQ(was, fault) << done.error().words;
        EXPECT_NE(done.error().words.find(words), std::string::npos) << done.error().words;
    }
    stored::InstalmentPlan plan_of(const std::string& account) {
        const auto whose = stored::account_of_number(*db_, account).value();
        const auto plans = stored::instalments_of_account(*db_, whose->stored.account.id).value();
        EXPECT_FALSE(plans.empty());
        return plans.empty() ? stored::InstalmentPlan{} : plans.front();
    }
    pos::Ulid account_id(const std::string& number) {
        return stored::account_of_number(*db_, number).value()->stored.account.id;
    }
    std::vector<std::string> reminded() {
        auto open = books();
        const auto done = billing::remind(open, {}, clock_.at, random_);
        EXPECT_TRUE(done) << done.error().words;
        std::vector<std::string> numbers;
        for (const auto& one : *done) numbers.push_back(one.number);
        return numbers;
    }
    void levels() {
        auto open = books();
        EXPECT_TRUE(billing::change_levels(
            open,
            {{.days = 7, .fee = "0", .name = "First"}, {.days = 14, .fee = "0", .name = "Second"}},
            clock_.at));
    }
};

TEST_P(Instalments, ComeToWhatIsOpenToTheCent) {
    invoice("60.00");
    invoice("40.00");
    const auto plan = agreed({.account = "1", .parts = 3, .first = "2026-11-30"});
    EXPECT_EQ(plan.amount_minor, 10'000);
    ASSERT_EQ(plan.parts.size(), 3U);
    EXPECT_EQ(plan.parts[0].amount_minor, 3'334);
    EXPECT_EQ(plan.parts[1].amount_minor, 3'333);
    EXPECT_EQ(plan.parts[2].amount_minor, 3'333);
    EXPECT_EQ(to_string(plan.parts[1].due_on), "2026-12-30");
    EXPECT_EQ(to_string(plan.parts[2].due_on), "2027-01-30");
    EXPECT_EQ(plan.documents.size(), 2U);
    EXPECT_EQ(to_string(billing::months_later(*pos::parse_date("2027-01-31"), 1)), "2027-02-28");
    expect_books_in_order();
}

TEST_P(Instalments, AreToldOfManyInvoicesAtOnce) {
    const std::string first = invoice("60.00");
    const std::string second = invoice("40.00");
    invoice("10.00", "2");
    const auto missed =
        agreed({.account = "1", .documents = {first}, .named = {{"2026-11-30", "60.00"}}});
    const auto kept =
        agreed({.account = "1", .documents = {second}, .named = {{"2026-12-31", "40.00"}}});
    const auto open = stored::open_items(*db_, account_id("2")).value();
    ASSERT_EQ(open.size(), 1U);
    const std::vector<pos::Ulid> documents{kept.documents.front().document, open.front().about,
                                           pos::Ulid{}, missed.documents.front().document,
                                           kept.documents.front().document};
    const pos::Date day = *pos::parse_date("2026-12-05");
    const auto deferrals = billing::deferrals_of(*db_, documents, day);
    ASSERT_TRUE(deferrals) << deferrals.error().words;
    ASSERT_EQ(deferrals->size(), documents.size());
    for (const std::size_t deferred : {0U, 4U}) {
        EXPECT_TRUE((*deferrals)[deferred].is_deferred);
        EXPECT_EQ((*deferrals)[deferred].plan, kept.id);
    }
    for (const std::size_t of_none : {1U, 2U}) {
        EXPECT_FALSE((*deferrals)[of_none].is_deferred);
        EXPECT_FALSE((*deferrals)[of_none].plan);
    }
    EXPECT_FALSE((*deferrals)[3].is_deferred);
    EXPECT_EQ((*deferrals)[3].due_on, pos::parse_date("2026-11-30"));
    EXPECT_EQ((*deferrals)[3].plan, missed.id);
    EXPECT_EQ(billing::deferral_of(*db_, documents[3], day)->plan, missed.id);
    EXPECT_TRUE(billing::deferrals_of(*db_, {}, day)->empty());
}

TEST_P(Instalments, ArePaidInTheirOrderAndOpenAgainIfMoneyGoesBack) {
    const std::string first = invoice("60.00");
    const std::string second = invoice("40.00");
    agreed({.account = "1",
            .named = {{"2026-11-30", "50.00"}, {"2026-12-15", "20.00"}, {"2027-01-01", "30.00"}}});
    pay({.account = "1", .document = second, .amount = "40.00"});
    auto plan = plan_of("1");
    EXPECT_EQ(plan.parts[0].paid_minor, 4'000);
    EXPECT_EQ(plan.parts[1].paid_minor, 0);
    const auto payment = pay({.account = "1", .document = "", .amount = "35.00"});
    plan = plan_of("1");
    EXPECT_EQ(plan.parts[0].paid_minor, 5'000);
    EXPECT_EQ(plan.parts[1].paid_minor, 2'000);
    EXPECT_EQ(plan.parts[2].paid_minor, 500);
    EXPECT_TRUE(plan.is_running());
    auto open = books();
    ASSERT_TRUE(billing::return_payment(open, to_string(payment.payment), "bounced", clock_.at));
    EXPECT_EQ(plan_of("1").parts[0].paid_minor, 4'000);
    pay({.account = "1", .document = first, .amount = "60.00"});
    EXPECT_TRUE(plan_of("1").is_paid());
    expect_books_in_order();
}

TEST_P(Instalments, AreLeftAloneUntilAPartIsMissed) {
    const std::string number = invoice("90.00");  // due on 2026-11-15
    const std::string other = invoice("10.00", "2");
    levels();
    agreed({.account = "1", .parts = 3, .first = "2026-12-01"});
    go_to("2026-11-30");
    EXPECT_EQ(reminded(), std::vector<std::string>{other});
    pay({.account = "1", .document = "", .amount = "30.00"});
    go_to("2026-12-31");
    EXPECT_EQ(reminded(), std::vector<std::string>{other});  // its second level alone
    // The part of 2027-01-01 is missed: a week later its customer would be reminded, no sooner.
    go_to("2027-01-07");
    EXPECT_TRUE(reminded().empty());
    EXPECT_TRUE(plan_of("1").is_running());
    pay({.account = "1", .document = "", .amount = "30.00"});  // and makes it good
    go_to("2027-01-31");
    EXPECT_TRUE(reminded().empty());
    // The last part is missed and reminded of: what is left is due whole, and stays so.
    go_to("2027-02-08");
    EXPECT_EQ(reminded(), std::vector<std::string>{number});
    EXPECT_FALSE(plan_of("1").is_running());
    EXPECT_EQ(plan_of("1").end, stored::PlanEnd::broken);
    EXPECT_EQ(open_of("1"), 3'000);
    go_to("2027-02-15");
    EXPECT_EQ(reminded(), std::vector<std::string>{number});  // its second level
    expect_books_in_order();
}

TEST_P(Instalments, ThatAreBrokenFallDueWhole) {
    const std::string first = invoice("60.00");
    const std::string second = invoice("40.00");
    levels();
    agreed({.account = "1", .parts = 4, .first = "2026-12-01"});
    go_to("2026-12-08");
    {
        auto open = books();
        billing::ReminderRun preview;
        preview.dry_run = true;
        EXPECT_EQ(billing::remind(open, preview, clock_.at, random_)->size(), 2U);
    }
    EXPECT_TRUE(plan_of("1").is_running());
    EXPECT_EQ(reminded(), (std::vector<std::string>{first, second}));
    EXPECT_EQ(plan_of("1").end, stored::PlanEnd::broken);
    // Paying a part makes nothing good any more.
    pay({.account = "1", .document = "", .amount = "25.00"});
    go_to("2026-12-15");
    EXPECT_EQ(reminded(), (std::vector<std::string>{first, second}));
}

TEST_P(Instalments, AreNotCollectedUntilAPartIsMissed) {
    auto open = books();
    billing::Sender sender{.name = "Stadtwerke Müller"};
    sender.iban = "DE02120300000000202051";
    sender.creditor = "DE98ZZZ09999999999";
    ASSERT_TRUE(billing::change_sender(open, sender, clock_.at));
    billing::MandateInput mandate;
    mandate.reference = "M1";
    mandate.account = "1";
    mandate.iban = "DE89 3704 0044 0532 0130 00";
    mandate.signed_on = "2026-10-01";
    ASSERT_TRUE(billing::put_mandate(open, mandate, clock_.at));
    invoice("90.00");  // due on 2026-11-15
    agreed({.account = "1", .parts = 3, .first = "2026-12-01"});
    const auto collect = [&](const std::string& day) {
        auto now = books();
        const auto done =
            billing::order_collections(now, {*pos::parse_date(day), false}, clock_.at, random_);
        EXPECT_TRUE(done) << done.error().words;
        return done ? done->collections : -1;
    };
    go_to("2026-12-01");
    EXPECT_EQ(collect("2026-12-03"), 0);
    go_to("2026-12-02");
    EXPECT_EQ(collect("2026-12-04"), 1);
}

TEST_P(Instalments, AreGivenUpSoThatTheInvoiceIsDueAsItWas) {
    const std::string number = invoice("90.00");
    levels();
    agreed({.account = "1", .parts = 3, .first = "2026-12-01"});
    expect_refused({.account = "1", .parts = 2, .first = "2026-12-01"},
                   InstalmentFault::agreed_already, number + " already");
    go_to("2026-11-30");
    auto open = books();
    ASSERT_TRUE(billing::end_instalments(open, "1", clock_.at));
    EXPECT_EQ(reminded(), std::vector<std::string>{number});
    EXPECT_TRUE(plan_of("1").ended_on);
    EXPECT_EQ(plan_of("1").end, stored::PlanEnd::given_up);
    InstalmentFault fault = InstalmentFault::none;
    const auto again = billing::end_instalments(open, "1", clock_.at, &fault);
    ASSERT_FALSE(again);
    EXPECT_EQ(fault, InstalmentFault::none_runs);
    EXPECT_NE(again.error().words.find("No instalments are agreed"), std::string::npos);
    agreed({.account = "1", .parts = 2, .first = "2026-12-01"});
}

TEST_P(Instalments, AreRefusedWhereTheyMakeNoSense) {
    expect_refused({.account = "1", .parts = 3, .first = "2026-12-01"},
                   InstalmentFault::nothing_open, "Nothing is open of account 1");
    const std::string number = invoice("90.00");
    const std::string others = invoice("90.00", "2");
    const std::string first = "2026-12-01";
    expect_refused({.account = "9", .parts = 3, .first = first}, InstalmentFault::none,
                   "No account has the number 9");
    expect_refused({.account = "1", .documents = {"I1"}, .parts = 3, .first = first},
                   InstalmentFault::none, "No document has the number I1");
    expect_refused({.account = "1", .documents = {others}, .parts = 3, .first = first},
                   InstalmentFault::none, "is not a document of account 1");
    expect_refused({.account = "1", .parts = 0, .first = first}, InstalmentFault::no_parts,
                   "1 to 60 parts");
    expect_refused({.account = "1", .parts = 61, .first = first}, InstalmentFault::no_parts,
                   "1 to 60 parts");
    expect_refused({.account = "1", .parts = 2, .first = "soon"}, InstalmentFault::none,
                   "\"soon\" is no day");
    expect_refused({.account = "1", .parts = 2, .first = "2026-10-31"}, InstalmentFault::wrong_days,
                   "none before today");
    expect_refused({.account = "1", .named = {{first, "40.00"}, {first, "50.00"}}},
                   InstalmentFault::wrong_days, "later than the one before");
    expect_refused({.account = "1", .named = {{first, "40.00"}, {"2027-01-01", "49.99"}}},
                   InstalmentFault::wrong_sum, "come to 89.99, and 90.00 are open");
    expect_refused({.account = "1", .named = {{first, "0"}}}, InstalmentFault::part_amount,
                   "\"0\" is no part");
    pay({.account = "1", .document = number, .amount = "90.00"});
    expect_refused({.account = "1", .documents = {number}, .parts = 2, .first = first},
                   InstalmentFault::nothing_open, "Nothing is open of " + number);
}

}  // namespace

ON_EITHER_ENGINE(Instalments);
