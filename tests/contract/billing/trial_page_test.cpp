// Goal: what a run would bill is shown while it may still be so, and to whoever may act on it; why
// it could not be worked out is said in the language of the page. Method: the page over a desk of
// its own, with a clock of the test's.
#include <gtest/gtest.h>

#include <thread>

#include "app/office/web/billing/parts.hpp"
#include "app/office/web/billing/run_desk.hpp"
#include "tests/contract/billing/billing_office.hpp"

namespace {

namespace web = app::office::web;
using web::billing::RunDesk;

class TrialPage : public test::BillingOffice {
protected:
    void SetUp() override {
        BillingOffice::SetUp();
        customer("1");
        subscribe("1", "GREEN", "2026-11-01");
        publish(R"({"code": "ODD", "name": "Odd", "currency": "EUR", "tax_class": "luxury",
            "phases": [{"charges": [{"code": "fee", "name": "Fee", "model": "recurring",
            "amount": "5.00", "every": "month"}]}]})");
        customer("2");
        subscribe("2", "ODD", "2026-11-01");
        office_.runs = &desk_;
    }
    void try_run(const std::string& by = {}) {
        ASSERT_TRUE(desk_.start(
            {.as_of = *pos::parse_date("2026-12-01"), .dry_run = true, .by = by, .at = clock_.at}));
        while (desk_.state().now) std::this_thread::yield();
    }
    std::string page(bool manager = true, const char* language = "en") {
        const web::Request request{.method = "GET", .path = "/billing/runs"};
        web::Call call{.request = request,
                       .office = office_,
                       .db = *db_,
                       .words = web::Words::choose(language, ""),
                       .now = clock_.at,
                       .path = "/billing/runs",
                       .query = {},
                       .form = {}};
        call.user.role = manager ? pos::people::Role::manager : pos::people::Role::cashier;
        const web::Answer answer = web::billing::runs_page(call);
        const auto* const shown = std::get_if<web::Page>(&answer);
        EXPECT_NE(shown, nullptr);
        return shown == nullptr ? std::string{} : shown->body;
    }
    bool says(const std::string& words, bool manager = true, const char* language = "en") {
        return page(manager, language).find(words) != std::string::npos;
    }

    test::SeededRandom pages_{31};
    test::SeededRandom runs_{32};
    web::Office office_{.where = where(), .store = options(), .clock = clock_, .random = pages_};
    RunDesk desk_{{where(), options(), clock_, runs_}};
};

TEST_P(TrialPage, IsShownForAnHour) {
    try_run();
    EXPECT_TRUE(says("id=\"trial\""));
    EXPECT_FALSE(says("id=\"trial\"", false));
    clock_.at.unix_ms += 60 * 60'000;
    EXPECT_TRUE(says("id=\"trial\""));
    clock_.at.unix_ms += 1;
    EXPECT_FALSE(says("id=\"trial\""));
}

TEST_P(TrialPage, SaysWhyAnAccountCouldNotBeBilledInItsLanguage) {
    try_run();
    EXPECT_TRUE(says("charge fee names the tax class luxury, which there is not<"));
    EXPECT_TRUE(says("Posten fee nennt die Steuerklasse luxury, die es nicht gibt<", true, "de"));
}

TEST_P(TrialPage, SaysToManagersWhyItFailed) {
    try_run("Nobody");
    EXPECT_TRUE(says("What would be billed could not be worked out:"));
    EXPECT_TRUE(says("Was berechnet würde, ließ sich nicht ausrechnen:", true, "de"));
    EXPECT_FALSE(says("could not be worked out", false));
    EXPECT_FALSE(says("class=\"refusal\"", false));
    clock_.at.unix_ms += 60 * 60'000 + 1;
    EXPECT_FALSE(says("could not be worked out"));
}

}  // namespace

ON_EITHER_ENGINE(TrialPage);
