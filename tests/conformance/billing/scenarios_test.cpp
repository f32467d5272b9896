// Goal: agree with published end-to-end scenarios: trials, changes of plan, cancellations, pauses,
// other bill-cycle days, usage, zones, what is given back and credited.
// Method: each scenario's account lives through its steps against the engine that proposes a bill;
// the test alone turns proposals into documents and credit.
#include <gtest/gtest.h>

#include "tests/conformance/billing/scenario.hpp"

namespace {

const char* const kFile = "scenarios-killbill.json";

}  // namespace

TEST(BillingScenarios, published_cases) {
    const auto cases = tests::published_cases(kFile);
    if (cases.empty()) GTEST_SKIP() << "COUNTERFOIL_DATA is not set";
    tests::run_cases("billing", kFile, cases,
                     [](const tests::Json& json) { return tests::Scenario{json}.run(); });
}
