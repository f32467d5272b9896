#pragma once

#include <string>
#include <vector>

#include "app/core/billing/bill_run.hpp"
#include "app/core/billing/credit.hpp"
#include "app/core/billing/customers.hpp"
#include "app/core/billing/import_usage.hpp"
#include "app/core/billing/payments.hpp"
#include "app/core/billing/subscribe.hpp"
#include "pos/store/billing/documents.hpp"
#include "pos/store/billing/receivables.hpp"
#include "pos/store/verify.hpp"
#include "tests/contract/store/either_engine.hpp"
#include "tests/support/seeded_random.hpp"

namespace test {

/// A head office in an empty database of either engine that bills: with VAT of 19 %, a plan of a
/// monthly fee and kilowatt-hours in two tiers, and a clock that the test moves.
class BillingOffice : public EitherEngine {
protected:
    struct TestClock final : pos::Clock {
        pos::Instant at{};
        pos::Instant now() override { return at; }
    };

    void SetUp() override;

    /// Midday in Berlin.
    void go_to(const std::string& day);
    app::core::billing::BillingBooks books();

    void customer(const std::string& number, app::core::billing::CustomerInput input = {});
    void publish(const std::string& json);
    /// The subscription's number.
    std::string subscribe(const std::string& account, const std::string& plan,
                          const std::string& start, const std::string& point = "");
    void change(app::core::billing::SubscriptionChange change);
    app::core::billing::UsageImportReport use(const std::string& lines, bool skip_bad = false);
    app::core::billing::BillRunReport bill(const std::string& day, bool dry_run = false);
    app::core::billing::Payment pay(app::core::billing::NewPayment payment);

    std::vector<pos::store::billing::DocumentSummary> documents();
    pos::journal::DocumentIssued document(const std::string& number);
    std::int64_t open_of(const std::string& account);
    /// Every promise that verify() looks at holds.
    void expect_books_in_order();

    std::string where() const;
    pos::store::StoreOptions options() const {
        return {.program = "test", .key_file = directory_.file("office.key")};
    }

    TestClock clock_;
    SeededRandom random_{7};
    std::unique_ptr<pos::store::db::Connection> db_;
};

inline constexpr const char* kGreenPlan = R"({"code": "GREEN", "name": "Green power",
  "currency": "EUR", "tax_class": "standard", "phases": [{"charges": [
    {"code": "fee", "name": "Basic fee", "model": "recurring", "amount": "9.90", "every": "month"},
    {"code": "kwh", "name": "Electricity", "meter": "kwh", "unit": "kWh", "every": "month",
     "model": "graduated", "tiers": [{"up_to": "100", "price": "0.30"}, {"price": "0.25"}]}]}]})";

}  // namespace test
