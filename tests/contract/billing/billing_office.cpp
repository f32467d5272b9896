#include "tests/contract/billing/billing_office.hpp"

#include "app/core/office/change_tax.hpp"
#include "app/core/office/head_office.hpp"

namespace test {

namespace billing = app::core::billing;
namespace stored = pos::store::billing;

namespace {

template <class T>
T must(app::core::Outcome<T> outcome) {
    EXPECT_TRUE(outcome) << outcome.error().words;
    return outcome ? std::move(*outcome) : T{};
}

}  // namespace

std::string BillingOffice::where() const {
    return target_.where;
}

void BillingOffice::SetUp() {
    go_to("2026-11-01");
    const auto made = app::core::init_office(where(), {.currency = "EUR", .zone = "Europe/Berlin"},
                                             options(), clock_.at, random_);
    ASSERT_TRUE(made) << made.error().words;
    app::core::TaxChange vat;
    vat.code = "A";
    vat.percent = "19";
    vat.name = "USt.";
    vat.tax_class = "standard";
    vat.from = "2020-01-01";
    const auto taxed = app::core::change_tax(where(), options(), vat, clock_.at);
    ASSERT_TRUE(taxed) << taxed.error().words;
    db_ = connect({pos::store::db::OpenMode::read_write});
    publish(kGreenPlan);
}

void BillingOffice::go_to(const std::string& day) {
    const auto date = pos::parse_date(day);
    ASSERT_TRUE(date) << day;
    clock_.at = {(std::int64_t{date->days} * 86'400 + 11 * 3'600) * 1'000};
}

billing::BillingBooks BillingOffice::books() {
    auto books = billing::BillingBooks::open(where(), options(), "", clock_.at, random_);
    if (!books) throw std::runtime_error{books.error().words};
    return std::move(*books);
}

void BillingOffice::customer(const std::string& number, billing::CustomerInput input) {
    input.number = number;
    if (input.name.empty()) input.name = "Otto " + number;
    auto open = books();
    must(billing::put_customer(open, input, clock_.at, random_));
}

void BillingOffice::publish(const std::string& json) {
    auto open = books();
    must(billing::publish_plan(open, json, clock_.at));
}

std::string BillingOffice::subscribe(const std::string& account, const std::string& plan,
                                     const std::string& start, const std::string& point) {
    auto open = books();
    billing::NewSubscription asked{.account = account, .plan = plan, .start = start};
    if (!point.empty()) asked.points.push_back(point);
    return must(billing::subscribe(open, asked, clock_.at, random_));
}

void BillingOffice::change(billing::SubscriptionChange change) {
    auto open = books();
    must(billing::change_subscription(open, change, clock_.at));
}

billing::UsageImportReport BillingOffice::use(const std::string& lines, bool skip_bad) {
    auto open = books();
    billing::UsageImportOptions usage{.source = "meters", .meter = "kwh", .skip_bad = skip_bad};
    auto input = app::core::tabular::memory_input(lines, 100);
    return must(billing::import_usage_lines(open, *input, usage, clock_));
}

billing::BillRunReport BillingOffice::bill(const std::string& day, bool dry_run) {
    go_to(day);
    billing::BillRunOptions run{.as_of = *pos::parse_date(day), .dry_run = dry_run};
    return must(billing::run_bills(where(), options(), run, clock_, random_));
}

billing::Payment BillingOffice::pay(billing::NewPayment payment) {
    auto open = books();
    return must(billing::receive_payment(open, payment, clock_.at, random_));
}

std::vector<stored::DocumentSummary> BillingOffice::documents() {
    const auto found = stored::list_documents(*db_, {.account = {}, .run = {}, .limit = 10'000});
    EXPECT_TRUE(found) << found.error().cause.text;
    return found.value_or(std::vector<stored::DocumentSummary>{});
}

pos::journal::DocumentIssued BillingOffice::document(const std::string& number) {
    const auto found = stored::document_of_number(*db_, number);
    EXPECT_TRUE(found && *found) << number;
    return found && *found ? (*found)->issued : pos::journal::DocumentIssued{};
}

std::int64_t BillingOffice::open_of(const std::string& account) {
    const auto sum = db_->value<std::int64_t>(
        "SELECT CAST(coalesce(sum(o.open_minor), 0) AS BIGINT) FROM open_item o JOIN "
        "billing_account a ON a.account = o.account WHERE a.number = $1",
        account);
    EXPECT_TRUE(sum && *sum);
    return sum->value_or(0);
}

void BillingOffice::expect_books_in_order() {
    const auto report =
        pos::store::verify(*db_, {}, [](const pos::store::VerifyProgress&) { return true; });
    ASSERT_TRUE(report) << report.error().cause.text;
    EXPECT_TRUE(report->is_good());
    for (const auto& each : report->differences) {
        ADD_FAILURE() << each.table << " " << each.key << " " << each.column << ": " << each.stored
                      << " for " << each.rebuilt;
    }
}

}  // namespace test
