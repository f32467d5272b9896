// Goal: a manager finds any counter, enters what it showed and exchanges it, and what was used
// follows. Method: a small office with two counters, asked over HTTP; figures worked out by hand.
#include "tests/contract/office_pages/office_pages.hpp"

namespace {

using nlohmann::json;
using test::Heard;

bool has(const Heard& page, const std::string& text) {
    return page.body.find(text) != std::string::npos;
}

class OfficeMeters : public test::OfficePages {
protected:
    static constexpr const char* kMeter = "/billing/meters/meter?point=M1&meter=kwh";

    void SetUp() override {
        OfficePages::SetUp();
        bill_three();
        counterfoil({"meter", "fit", "M1", "kwh", "--serial", "A-77", "--figure", "100", "--at",
                     begin_, "--db", db()});
        counterfoil({"meter", "fit", "M2", "m3", "--serial", "B-78", "--at", begin_, "--db", db()});
        cookie_ = session();
        mark_ = ask("/overview", cookie_).mark();
    }
    Heard post(const std::string& form, const std::string& also = {}) const {
        return send(kMeter, cookie_ + also, "mark=" + mark_ + "&" + form);
    }
    json exported(const std::string& path) const {
        const char* sign = path.find('?') == std::string::npos ? "?" : "&";
        return json::parse(ask(path + sign + "as=json", cookie_).body);
    }

    std::string cookie_;
    std::string mark_;
};

TEST_P(OfficeMeters, AreFoundByPointNumberOrCustomer) {
    const json all = exported("/billing/meters")["meters"];
    ASSERT_EQ(all.size(), 2U);
    EXPECT_EQ(all[0]["meter_point"], "M1");
    EXPECT_EQ(all[0]["figure"], "100");
    EXPECT_EQ(all[0]["account"], "1001");
    EXPECT_EQ(all[1]["account"], "");
    for (const char* words : {"m1", "a-77", "A-7", "otto", "1001"}) {
        const json found = exported(std::string{"/billing/meters?words="} + words)["meters"];
        ASSERT_EQ(found.size(), 1U) << words;
        EXPECT_EQ(found[0]["meter_serial"], "A-77");
    }
    EXPECT_EQ(exported("/billing/meters?skip=1")["meters"].size(), 1U);
    EXPECT_TRUE(has(ask("/billing/meters?words=zzz", cookie_), "No meter is like that"));
    EXPECT_TRUE(has(ask("/billing/meters", cookie_), "Meters found: 2"));
    EXPECT_EQ(ask("/billing/meters/meter?point=M1&meter=m3", cookie_).status, 404);
}

TEST_P(OfficeMeters, TakeWhatTheyShowed) {
    const Heard taken =
        post("what=enter&figure=150&by=customer&at=" + test::day_ago(4, 2) + "T08:30");
    EXPECT_EQ(taken.status, 303) << taken.body;
    EXPECT_EQ(post("what=enter&figure=150&by=customer&at=" + test::day_ago(4, 2) + "T08:30")
                  .header("Location"),
              std::string{"/billing/meters/meter?meter=kwh&point=M1&was=again"});
    json readings = exported(kMeter)["readings"];
    ASSERT_EQ(readings.size(), 2U);
    EXPECT_EQ(readings[0]["figure"], "150");
    EXPECT_EQ(readings[0]["used"], "50");
    EXPECT_EQ(readings[0]["read_by"], "customer");
    EXPECT_EQ(readings[0]["read_at"], test::day_ago(4, 2) + "T08:30:00");
    EXPECT_EQ(readings[1]["state"], "fitted");

    EXPECT_EQ(post("what=enter&figure=").status, 409);
    EXPECT_EQ(post("what=enter&figure=abc").status, 409);
    EXPECT_EQ(post("what=enter&figure=151&at=2100-01-01T00:00").status, 409);
    EXPECT_EQ(post("what=enter&figure=12345678&at=" + test::day_ago(3, 2)).status, 409);
    // Odd, and so taken once somebody has looked.
    const Heard odd = post("what=enter&figure=90000&at=" + test::day_ago(3, 2) + "T08:30");
    EXPECT_EQ(odd.status, 409);
    EXPECT_TRUE(has(odd, "name=\"sure\""));
    EXPECT_FALSE(has(odd, "--sure"));
    EXPECT_TRUE(has(odd, "value=\"90000\""));
    EXPECT_EQ(post("what=enter&sure=1&figure=90000&at=" + test::day_ago(3, 2) + "T08:30").status,
              303);
    EXPECT_EQ(exported(kMeter)["readings"].size(), 3U);
    EXPECT_TRUE(has(ask("/audit", cookie_), "Meter M1 kwh: 90000"));
    counterfoil({"verify", "--db", db()});
}

TEST_P(OfficeMeters, ShowWhatWasUsedRoundedAndHandItOutWhole) {
    ASSERT_EQ(post("what=exchange&sure=1&final=150&serial=C-79&begins=0&digits=5&decimals=0"
                   "&multiplier=0.12345&at=" +
                   test::day_ago(4, 2) + "T08:30")
                  .status,
              303);
    ASSERT_EQ(post("what=enter&sure=1&figure=50&at=" + test::day_ago(3, 2) + "T08:30").status, 303);
    EXPECT_EQ(exported(kMeter)["readings"][0]["used"], "6.1725");
    const Heard page = ask(kMeter, cookie_);
    EXPECT_TRUE(has(page, ">6.173<")) << page.body;
    EXPECT_FALSE(has(page, "6.1725"));
}

TEST_P(OfficeMeters, AreExchanged) {
    const std::string next =
        "&serial=C-79&begins=7,5&digits=5&decimals=1&multiplier=1&at=" + test::day_ago(4, 2) +
        "T08:30";
    const std::string german = "; counterfoil_language=de";
    EXPECT_EQ(post("what=exchange&final=150" + next).status, 409);  // an English page: 7.5
    EXPECT_EQ(post("what=exchange&final=&begins=7,5" + next, german).status, 409);
    EXPECT_EQ(post("what=exchange&final=150&digits=13" + next, german).status, 409);
    EXPECT_EQ(exported(kMeter)["counters"].size(), 1U);
    EXPECT_EQ(post("what=exchange&final=150" + next, german).status, 303);
    const json page = exported(kMeter);
    ASSERT_EQ(page["counters"].size(), 2U);
    EXPECT_EQ(page["counters"][0]["state"], "removed");
    EXPECT_EQ(page["counters"][1]["meter_serial"], "C-79");
    EXPECT_EQ(page["counters"][1]["first_figure"], "7.5");
    EXPECT_EQ(page["readings"][0]["figure"], "7.5");
    EXPECT_EQ(page["readings"][1]["used"], "50");
    EXPECT_EQ(exported("/billing/meters?words=C-79")["meters"][0]["figure"], "7.5");
    // The one that is gone is still found, by its point.
    EXPECT_EQ(exported("/billing/meters?words=A-77")["meters"][0]["meter_serial"], "C-79");
    EXPECT_TRUE(has(ask(kMeter, cookie_ + german), "Stellen: 5, Nachkommastellen: 1"));
}

TEST_P(OfficeMeters, AreForManagersToRead) {
    EXPECT_EQ(send("/people", cookie_,
                   "mark=" + mark_ + "&name=Eve&role=cashier&password=correct+horse+battery")
                  .status,
              303);
    const std::string eve = session("Eve");
    EXPECT_FALSE(has(ask(kMeter, eve), "name=\"figure\""));
    const std::string mark = ask("/overview", eve).mark();
    EXPECT_EQ(send(kMeter, eve, "mark=" + mark + "&what=enter&figure=150").status, 403);
    EXPECT_EQ(send(kMeter, cookie_, "mark=0&what=enter&figure=150").status, 403);
    EXPECT_EQ(exported(kMeter)["readings"].size(), 1U);
}

}  // namespace

ON_EITHER_ENGINE(OfficeMeters);
