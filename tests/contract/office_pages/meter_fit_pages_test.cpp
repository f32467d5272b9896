// Goal: a manager puts the first counter at a service point, and reads it from then on. Method: an
// office with customers and no counter, asked over HTTP.
#include "tests/contract/office_pages/office_pages.hpp"

namespace {

using nlohmann::json;
using test::Heard;

bool has(const Heard& page, const std::string& text) {
    return page.body.find(text) != std::string::npos;
}

class OfficeFirstMeters : public test::OfficePages {
protected:
    static constexpr const char* kFit = "/billing/meters/fit";

    void SetUp() override {
        OfficePages::SetUp();
        bill_three();
        cookie_ = session();
        mark_ = ask(kFit, cookie_).mark();
    }
    Heard fit(const std::string& form, const std::string& also = {}) const {
        return send(kFit, cookie_ + also, "mark=" + mark_ + "&" + form);
    }
    std::string cookie_;
    std::string mark_;
};

TEST_P(OfficeFirstMeters, AreFittedAndReadThen) {
    EXPECT_TRUE(has(ask("/billing/meters", cookie_), kFit));
    const std::string form =
        "point=M7&meter=m3&serial=A-77&begins=1204.5&digits=5&decimals=1&"
        "multiplier=1&at=" +
        begin_ + "T08:30";
    const Heard done = fit(form);
    ASSERT_EQ(done.status, 303) << done.body;
    EXPECT_EQ(done.header("Location"), "/billing/meters/meter?meter=m3&point=M7&was=taken");
    const json shown =
        json::parse(ask("/billing/meters/meter?point=M7&meter=m3&as=json", cookie_).body);
    ASSERT_EQ(shown["counters"].size(), 1U);
    EXPECT_EQ(shown["counters"][0]["meter_serial"], "A-77");
    EXPECT_EQ(shown["counters"][0]["first_figure"], "1204.5");
    // Pages write the unit as people do.
    EXPECT_TRUE(has(ask("/billing/meters", cookie_), "m³"));
    EXPECT_TRUE(has(ask("/billing/meters/meter?point=M7&meter=m3", cookie_), "M7 · m³"));
    // Another one while that stands is refused.
    EXPECT_EQ(fit("point=M7&meter=m3&serial=B-78&begins=0&digits=6&decimals=0&multiplier=1").status,
              409);
    EXPECT_EQ(send("/billing/meters/meter?point=M7&meter=m3", cookie_,
                   "mark=" + mark_ + "&what=enter&figure=1300&at=" + billed_ + "T08:30")
                  .status,
              303);
}

TEST_P(OfficeFirstMeters, AreRefusedInTheLanguageOfThePage) {
    const std::string rest = "&serial=&multiplier=1";
    for (const auto& [form, words] : std::vector<std::pair<std::string, std::string>>{
             {"point=&meter=kwh&begins=0&digits=6&decimals=0", "Sagen Sie"},
             {"point=M7&meter=kwh&begins=x&digits=6&decimals=0", ""},
             {"point=M7&meter=kwh&begins=0&digits=0&decimals=0", ""}}) {
        const Heard page = fit(form + rest, "; counterfoil_language=de");
        EXPECT_EQ(page.status, 409) << form;
        EXPECT_TRUE(has(page, words)) << form << page.body;
        EXPECT_TRUE(has(page, "role=\"alert\"")) << form;
    }
    EXPECT_EQ(json::parse(ask("/billing/meters?as=json", cookie_).body)["meters"].size(), 0U);
    EXPECT_EQ(send(kFit, cookie_, "point=M7&meter=kwh").status, 403);  // not our form
    send("/people", cookie_,
         "mark=" + mark_ + "&name=Eve&role=cashier&password=correct+horse+battery");
    EXPECT_EQ(ask(kFit, session("Eve")).status, 403);
}

}  // namespace

ON_EITHER_ENGINE(OfficeFirstMeters);
