// Goal: a file of a page holds every row of what was chosen, also those that the page shows further
// on; tills are found among many. Method: an office asked over HTTP, with sales brought by `sync`.
#include <csignal>
#include <cstdlib>

#include <algorithm>
#include <filesystem>

#include "tests/contract/office_pages/office_pages.hpp"

namespace {

using test::Heard;

class OfficeExports : public test::OfficePages {
protected:
    static bool has(const Heard& page, const std::string& text) {
        return page.body.find(text) != std::string::npos;
    }
    static std::ptrdiff_t lines(const Heard& file) { return std::ranges::count(file.body, '\n'); }
};

TEST_P(OfficeExports, HoldMoreThanAPageShows) {
    auto& one = till("B01", "T1");
    sell(one, 130);
    drain(one);
    const std::string cookie = session();
    const std::string period = "from=2010-01-01&to=2010-12-31";
    const Heard receipts = ask("/receipts?as=csv&table=receipts&" + period, cookie);
    EXPECT_EQ(receipts.status, 200);
    EXPECT_EQ(lines(receipts), 131) << "130 and the names of the columns";
    EXPECT_TRUE(has(receipts, "B01-T1-000001") && has(receipts, "B01-T1-000130"));
    // From the second page on it is the same file.
    const Heard again = ask("/receipts?skip=100&as=csv&table=receipts&" + period, cookie);
    EXPECT_EQ(lines(again), 131);

    std::string rows = "number,name,price\n";
    for (int i = 0; i < 150; ++i)
        rows += "X" + std::to_string(i) + ",Thing " + std::to_string(i) + ",1.00\n";
    test::write_file(file("many.csv"), rows);
    counterfoil({"import", "items", file("many.csv"), "--db", db(), "--quiet"});
    std::string dearer = rows;
    for (auto at = dearer.find(",1.00"); at != dearer.npos; at = dearer.find(",1.00", at))
        dearer.replace(at, 5, ",1.10");
    test::write_file(file("many.csv"), dearer);
    counterfoil({"import", "items", file("many.csv"), "--db", db(), "--quiet"});
    const Heard audit = ask("/audit?as=csv&table=audit", cookie);
    EXPECT_GE(lines(audit), 153) << "150 prices, two files and the first entry";
    EXPECT_TRUE(has(audit, "X0: 1.00"));
    EXPECT_TRUE(has(audit, "X149: 1.00"));
}

TEST_P(OfficeExports, HoldEverythingForManagersAlone) {
    auto& one = till("B01", "T1");
    sell(one, 130);
    drain(one);
    const std::string cookie = session();
    const Heard page = ask("/export", cookie);
    EXPECT_EQ(page.status, 200);
    EXPECT_TRUE(has(page, "href=\"/export/everything.json\"")) << page.body;
    EXPECT_TRUE(has(page, "Lines of receipts")) << page.body;
    EXPECT_TRUE(has(page, "href=\"/export/receipt_lines.csv\""));
    const Heard receipts = ask("/export/receipts.csv", cookie);
    EXPECT_EQ(receipts.status, 200);
    EXPECT_EQ(lines(receipts), 131);
    EXPECT_EQ(receipts.header("Content-Length"), std::to_string(receipts.body.size()));
    EXPECT_NE(receipts.header("Content-Disposition").find("counterfoil-receipts.csv"),
              std::string::npos);
    const auto all = nlohmann::json::parse(ask("/export/everything.json", cookie).body);
    EXPECT_EQ(all["receipts"].size(), 130U);
    EXPECT_TRUE(all.contains("taxes") && all.contains("settings") && all.contains("journal"));
    EXPECT_EQ(nlohmann::json::parse(ask("/export/receipts.json", cookie).body).size(), 1U);
    EXPECT_TRUE(ask("/export/everything.xlsx", cookie).body.starts_with("PK"));
    EXPECT_TRUE(ask("/export/taxes.csv", cookie).body.starts_with("code,name,kind,percent,"));
    for (const char* path : {"/export/nothing.csv", "/export/", "/export/../office.db",
                             "/export/receipts", "/export/everything.csv", "/exports"}) {
        EXPECT_EQ(ask(path, cookie).status, 404) << path;
    }
    EXPECT_EQ(ask("/export/receipts.csv").status, 303);
    EXPECT_EQ(
        send("/people", cookie,
             "mark=" + page.mark() + "&name=Clerk&role=cashier&password=correct+horse+battery")
            .status,
        303);
    const std::string clerk = session("Clerk");
    EXPECT_EQ(ask("/export", clerk).status, 403);
    EXPECT_EQ(ask("/export/receipts.csv", clerk).status, 403);
}

TEST_P(OfficeExports, LeaveNothingBehindAndSayToTheServerWhyOneFailed) {
    // A server that was killed left something there.
    const std::filesystem::path place{file("temporary")};
    std::filesystem::create_directories(place / "counterfoil-export-Ab3dE6" / "tables");
    ASSERT_EQ(::setenv("TMPDIR", place.c_str(), 1), 0);
    restart_office({});
    ASSERT_EQ(::unsetenv("TMPDIR"), 0);
    base_ = "http://127.0.0.1:" + std::to_string(office_port_);
    EXPECT_TRUE(std::filesystem::is_empty(place));
    const std::string cookie = session();
    EXPECT_EQ(ask("/export/taxes.csv", cookie).status, 200);
    EXPECT_TRUE(std::filesystem::is_empty(place));

    std::filesystem::remove_all(place);
    const Heard failed = ask("/export/taxes.csv", cookie);
    EXPECT_EQ(failed.status, 503);
    // Whoever asks for the head alone has nothing written.
    const Heard head = ask("/export/taxes.csv", cookie, nullptr, {}, true);
    EXPECT_EQ(head.status, 200);
    EXPECT_TRUE(head.body.empty());
    EXPECT_NE(head.header("Content-Disposition").find("counterfoil-taxes.csv"), std::string::npos);
    office_->kill(SIGTERM);
    const auto ended = office_->wait();
    EXPECT_NE(ended.err.find("The export taxes.csv failed: no_temporary_folder\n"),
              std::string::npos)
        << ended.err;
    start_office();
}

TEST_P(OfficeExports, FindATillAmongMany) {
    till("B01", "T1");
    till("B01", "T2");
    till("B02", "T1");
    const std::string cookie = session();
    EXPECT_TRUE(has(ask("/terminals", cookie), "Tills shown: 3 of 3"));
    const Heard found = ask("/terminals?till=b01-t2", cookie);
    EXPECT_TRUE(has(found, "Tills shown: 1 of 1"));
    EXPECT_TRUE(has(found, "B01-T2"));
    EXPECT_FALSE(has(found, "B02-T1"));
    EXPECT_TRUE(has(ask("/terminals?till=t1", cookie), "Tills shown: 2 of 2"));
    EXPECT_TRUE(has(ask("/terminals?skip=100", cookie), "Tills shown: 0 of 3"));
    EXPECT_FALSE(has(ask("/terminals?as=csv&table=terminals&till=B02", cookie), "B01-T1"));
}

}  // namespace

ON_EITHER_ENGINE(OfficeExports);
