// Goal: the audit says who did what in the language of the page: what people changed, and what
// stands in no journal; it is found by person, by what it is about and by day. Method: a small
// office asked over HTTP.
#include "pos/store/office/audit.hpp"
#include "tests/contract/office_pages/office_pages.hpp"

namespace {

using nlohmann::json;
using test::Heard;

class OfficeAudit : public test::OfficePages {
protected:
    static bool has(const Heard& page, const std::string& text) {
        return page.body.find(text) != std::string::npos;
    }
    json audit(const std::string& query) const {
        return json::parse(ask("/audit?as=json" + query, cookie_).body)["audit"];
    }
    static bool told(const json& rows, const std::string& begin, const std::string& who) {
        return std::ranges::any_of(rows, [&](const json& row) {
            return row["what"].get<std::string>().starts_with(begin) && row["who"] == who;
        });
    }
    std::string cookie_;
};

TEST_P(OfficeAudit, SaysHowTillsJoinedAndWhatWasExported) {
    till("B01", "T1");
    cookie_ = session();
    EXPECT_EQ(ask("/terminals?as=csv&table=terminals", cookie_).status, 200);
    EXPECT_EQ(ask("/export/taxes.csv", cookie_).status, 200);
    EXPECT_EQ(ask("/export/taxes.json", cookie_, nullptr, {}, true).status, 200);  // no body
    counterfoil({"export", file("all.json"), "--db", db()});
    const json tills = audit("&topic=tills");
    EXPECT_TRUE(told(tills, "Code for till B01-T1 made, valid until", "Manager")) << tills.dump(1);
    EXPECT_TRUE(told(tills, "Till B01-T1 joined, with ", ""));
    EXPECT_TRUE(told(tills, "Branch B01 added", "Manager"));
    const json taken = audit("&topic=exports");
    EXPECT_TRUE(told(taken, "Exported: terminals-terminals.csv", "Manager")) << taken.dump(1);
    EXPECT_TRUE(told(taken, "Exported: counterfoil-taxes.csv", "Manager"));
    EXPECT_FALSE(told(taken, "Exported: counterfoil-taxes.json", "Manager"));
    EXPECT_TRUE(told(taken, "Exported: " + file("all.json"), ""));
    const Heard german = ask("/audit?topic=tills", cookie_ + "; counterfoil_language=de");
    EXPECT_TRUE(has(german, "Kasse B01-T1 ist beigetreten, mit ")) << german.body;
    EXPECT_TRUE(has(german, "Code für Kasse B01-T1 ausgestellt, gültig bis "));
    EXPECT_FALSE(has(german, "joined"));
}

TEST_P(OfficeAudit, IsFoundByPersonByWhatItIsAboutAndByDay) {
    import_goods();
    cookie_ = session();
    const std::string mark = ask("/overview", cookie_).mark();
    EXPECT_EQ(send("/people", cookie_,
                   "mark=" + mark + "&name=Eve&role=manager&password=correct+horse+battery")
                  .status,
              303);
    const std::string eve = session("Eve");
    EXPECT_EQ(
        send("/goods/item", eve, "mark=" + ask("/overview", eve).mark() + "&number=P1&price=1.80")
            .status,
        303);
    EXPECT_TRUE(told(audit("&person=Eve"), "Price of P1: 1.00 GBP → 1.80 GBP", "Eve"));
    for (const auto& row : audit("&person=Eve")) EXPECT_EQ(row["who"], "Eve");
    EXPECT_EQ(audit("&person=Eve&topic=people").size(), 0U);
    EXPECT_TRUE(told(audit("&topic=people"), "Person added: Eve, manager", "Manager"));
    EXPECT_EQ(audit("&day=2001-01-01").size(), 0U);
    EXPECT_GE(audit("&day=no+day").size(), 3U) << "no day is every day";
    const Heard page = ask("/audit?topic=goods", cookie_ + "; counterfoil_language=de");
    EXPECT_TRUE(has(page, "Preis von P1: 1,00 GBP → 1,80 GBP")) << page.body;
    EXPECT_TRUE(has(page, "<option value=\"goods\" selected>Artikel und Preise"));
    EXPECT_TRUE(has(page, "<option value=\"Eve\">"));
    EXPECT_EQ(ask("/audit?topic=nothing&before=1.x", cookie_).status, 200);
}

TEST_P(OfficeAudit, SaysInWordsWhatBillingDid) {
    bill_three();
    cookie_ = session();
    const std::string german = cookie_ + "; counterfoil_language=de";
    const Heard page = ask("/audit?topic=billing", german);
    EXPECT_TRUE(has(page, " für Konto 1001")) << page.body;
    EXPECT_TRUE(has(page, "Ein Journal der Bücher beginnt"));
    for (const char* kind : {"document_issued", "setting_changed", "journal_started", "allocated",
                             "Ein Eintrag einer Art"}) {
        EXPECT_FALSE(has(page, kind)) << kind;
    }
    EXPECT_TRUE(told(audit("&topic=billing"), "Bill ", "Manager"));
}

TEST_P(OfficeAudit, SaysThatANameWasLocked) {
    for (int i = 0; i < 12; ++i) try_to_sign_in("Eve", "wrong");
    for (int i = 0; i < 12; ++i) try_to_sign_in("Manager", "wrong");
    // The one who is locked out cannot look: somebody else does.
    counterfoil({"user", "add", "Ada", "--role", "manager", "--db", db()});
    give_password("Ada", kPassword);
    cookie_ = session("Ada");
    const json rows = audit("&topic=sign_in");
    ASSERT_EQ(rows.size(), 2U) << rows.dump(1);
    EXPECT_TRUE(told(rows, "Signing in as Manager locked", ""));
    EXPECT_TRUE(told(rows, "Signing in locked for a name that nobody has", ""));
}

TEST_P(OfficeAudit, IsNoFileWhileSomeOfItIsNotSortedIn) {
    cookie_ = session();
    EXPECT_EQ(ask("/audit?as=csv&table=audit", cookie_).status, 200);
    ASSERT_TRUE(connect({pos::store::db::OpenMode::read_write})->exec("DROP TABLE audit_reach"));
    EXPECT_TRUE(has(ask("/audit", cookie_), "still being sorted in"));
    const Heard file = ask("/audit?as=csv&table=audit", cookie_);
    EXPECT_EQ(file.status, 413);
    EXPECT_TRUE(has(file, "still being sorted in"));
}

TEST_P(OfficeAudit, IsAFileThoughMoreIsToBeSortedInThanAtOnce) {
    constexpr std::int64_t kGoods = pos::store::office::kAuditSlice + 100;
    for (const char* name : {"Item ", "Piece "}) {
        std::string table = "number,name\n";
        for (std::int64_t i = 0; i < kGoods; ++i) {
            const std::string number = std::to_string(i);
            table += "L" + number + "," + name + number + "\n";
        }
        test::write_file(file("goods.csv"), table);
        counterfoil({"import", "items", file("goods.csv"), "--db", db(), "--quiet"});
    }
    cookie_ = session();
    const auto db = connect({pos::store::db::OpenMode::read_write});
    for (const char* gone : {"DELETE FROM audit_line", "DELETE FROM audit_reach"})
        ASSERT_TRUE(db->exec(gone));
    ASSERT_EQ(ask("/audit?as=json&topic=goods", cookie_).status, 200);
    EXPECT_GT(audit("&topic=goods").size(), static_cast<std::size_t>(kGoods));
}

ON_EITHER_ENGINE(OfficeAudit);

}  // namespace
