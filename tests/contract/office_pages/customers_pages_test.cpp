// Goal: people at head office find customers, add, change, merge and forget them, and see who
// changed what, wherever it was changed. Method: a small office that the built programs fill, asked
// over HTTP by hand, and once with Debian's Chromium as a person does it.
#include <algorithm>
#include <regex>

#include "tests/contract/office_pages/browser.hpp"
#include "tests/contract/office_pages/office_pages.hpp"

namespace {

using nlohmann::json;
using test::Heard;

bool has(const Heard& page, const std::string& text) {
    return page.body.find(text) != std::string::npos;
}

/// What a hidden or visible input of a form holds.
std::string input(const Heard& page, const std::string& name) {
    const std::regex wanted{"name=\"" + name + "\"[^>]* value=\"([^\"]*)\""};
    std::smatch found;
    return std::regex_search(page.body, found, wanted) ? found[1].str() : std::string{};
}

class OfficeCustomers : public test::OfficePages {
protected:
    void SetUp() override {
        OfficePages::SetUp();
        if (HasFatalFailure()) return;
        cookie_ = session();
        mark_ = ask("/overview", cookie_).mark();
    }
    json exported(const std::string& path) const {
        const char* sign = path.find('?') == std::string::npos ? "?" : "&";
        return json::parse(ask(path + sign + "as=json", cookie_).body);
    }
    long post(const std::string& path, const std::string& form) const {
        return send(path, cookie_, "mark=" + mark_ + "&" + form).status;
    }
    /// The id of the only customer that a search finds.
    std::string id_of(const std::string& words) const {
        const json found = exported("/customers?words=" + words)["customers"];
        EXPECT_EQ(found.size(), 1U) << words;
        return found.empty() ? std::string{} : found[0]["id"].get<std::string>();
    }
    void add(const std::vector<std::string>& words) const {
        std::vector<std::string> all{"customer", "add"};
        all.insert(all.end(), words.begin(), words.end());
        all.insert(all.end(), {"--db", db()});
        counterfoil(all);
    }
    static std::string page_of(const char* what, const std::string& id) {
        return std::string{"/customers/"} + what + "?id=" + id;
    }
    /// Everything that the form shows, with some of it changed.
    std::string form_of(const Heard& page, const json& changes) const {
        std::string form = "seen=" + input(page, "seen") + "&kind=person";
        for (const char* name : {"name", "street", "postcode", "city", "region", "country", "email",
                                 "phone", "tax_number", "language"}) {
            const std::string value =
                changes.contains(name) ? changes[name].get<std::string>() : input(page, name);
            form += "&" + std::string{name} + "=" + std::regex_replace(value, std::regex{" "}, "+");
        }
        return form;
    }

    std::string cookie_;
    std::string mark_;
};

TEST_P(OfficeCustomers, AreFoundByWhateverIsKnownOfThem) {
    EXPECT_TRUE(has(ask("/customers", cookie_), "No customer yet."));
    add({"K1", "--name", "Otto <b>Bold</b>", "--city", "Leeds", "--phone", "0170 1234", "--email",
         "otto@example.org"});
    add({"K2", "--name", "Mary", "--city", "York"});
    const Heard list = ask("/customers", cookie_);
    EXPECT_EQ(list.status, 200);
    EXPECT_TRUE(has(list, "Customers found: 2"));
    EXPECT_FALSE(has(list, "<b>Bold"));
    EXPECT_TRUE(has(list, "Otto &lt;b&gt;Bold&lt;/b&gt;"));
    for (const char* words : {"otto", "k1", "01701234", "0170+1234", "OTTO%40example", "leeds"}) {
        const json found = exported(std::string{"/customers?words="} + words)["customers"];
        ASSERT_EQ(found.size(), 1U) << words;
        EXPECT_EQ(found[0]["number"], "K1") << words;
    }
    EXPECT_TRUE(has(ask("/customers?words=zzz", cookie_), "Try a part of the name"));
    EXPECT_EQ(exported("/customers?skip=1")["customers"].size(), 1U);
    const Heard csv = ask("/customers?as=csv&table=customers", cookie_);
    EXPECT_TRUE(
        csv.body.starts_with("number,kind,name,street,postcode,city,region,country,email,"
                             "phone,tax_number,language,id\r\n"));
    EXPECT_EQ(ask("/customers/customer?id=01ARZ3NDEKTSV4RRFFQ69G5FAV", cookie_).status, 404);
    EXPECT_EQ(ask("/customers/customer?id=x", cookie_).status, 404);
    EXPECT_EQ(ask("/customers/nothing", cookie_).status, 404);
}

TEST_P(OfficeCustomers, ListAsManyAsThereAre) {
    for (int i = 0; i < 53; ++i) {
        add({"N" + std::to_string(100 + i), "--name", "Person " + std::to_string(100 + i)});
    }
    const Heard page = ask("/customers", cookie_);
    EXPECT_TRUE(has(page, "/customers?skip=50"));
    EXPECT_FALSE(has(page, "Person 150"));
    EXPECT_TRUE(has(ask("/customers?skip=50", cookie_), "Person 150"));
    EXPECT_FALSE(has(ask("/customers?skip=50", cookie_), "skip=100"));
    // A file has all of them.
    EXPECT_EQ(exported("/customers")["customers"].size(), 53U);
}

TEST_P(OfficeCustomers, AreAddedOnceAndChanged) {
    const Heard blank = ask("/customers/new", cookie_);
    const std::string id = input(blank, "id");
    EXPECT_EQ(post("/customers/new", "id=" + id + "&name="), 409);
    EXPECT_EQ(post("/customers/new", "id=" + id + "&name=Otto&email=otto"), 409);
    EXPECT_EQ(post("/customers/new", "id=" + id + "&name=Otto&country=Germany"), 409);
    EXPECT_EQ(post("/customers/new", "id=x&name=Otto"), 403);
    EXPECT_EQ(exported("/customers")["customers"].size(), 0U);
    const std::string form = "id=" + id + "&name=Otto+M%C3%BCller&country=de&kind=organisation";
    EXPECT_EQ(post("/customers/new", form), 303);
    // Sent twice it counts once.
    EXPECT_EQ(post("/customers/new", form), 303);
    const json all = exported("/customers")["customers"];
    ASSERT_EQ(all.size(), 1U);
    EXPECT_EQ(all[0]["number"], "OFFICE-C0001");
    EXPECT_EQ(all[0]["kind"], "organisation");
    EXPECT_EQ(all[0]["country"], "DE");
    // A number that another one has.
    const std::string other = input(ask("/customers/new", cookie_), "id");
    EXPECT_EQ(post("/customers/new", "id=" + other + "&name=Eve&number=OFFICE-C0001"), 409);

    const Heard edit = ask(page_of("edit", id), cookie_);
    EXPECT_EQ(input(edit, "name"), "Otto Müller");
    EXPECT_EQ(post(page_of("edit", id), form_of(edit, {{"name", ""}})), 409);
    EXPECT_EQ(post(page_of("edit", id), form_of(edit, {{"city", "Berlin"}})), 303);
    EXPECT_TRUE(has(ask(page_of("customer", id), cookie_), "Berlin, Germany"));
    EXPECT_TRUE(has(ask(page_of("customer", id), cookie_ + "; counterfoil_language=de"),
                    "Berlin, Deutschland"));
    counterfoil({"verify", "--db", db()});
}

TEST_P(OfficeCustomers, KeepWhatOthersChangedMeanwhile) {
    add({"K1", "--name", "Otto", "--email", "old@example.org", "--city", "Leeds", "--street",
         "High Street 1"});
    const std::string id = id_of("otto");
    const Heard edit = ask(page_of("edit", id), cookie_);
    counterfoil(
        {"customer", "edit", "K1", "--email", "new@example.org", "--city", "York", "--db", db()});
    // Of what the form showed, the telephone alone was changed.
    EXPECT_EQ(post(page_of("edit", id), form_of(edit, {{"phone", "030 1234"}})), 303);
    json now = exported("/customers")["customers"][0];
    EXPECT_EQ(now["phone"], "030 1234");
    EXPECT_EQ(now["email"], "new@example.org");
    EXPECT_EQ(now["city"], "York");
    // Who changes a part of an address says all of it: no third address is made of two.
    EXPECT_EQ(post(page_of("edit", id),
                   form_of(edit, {{"phone", "030 1234"}, {"street", "Low Street 2"}})),
              303);
    now = exported("/customers")["customers"][0];
    EXPECT_EQ(now["street"], "Low Street 2");
    EXPECT_EQ(now["city"], "Leeds");
    EXPECT_EQ(now["email"], "new@example.org");

    // Both versions of each field stand in its history.
    const json history = exported(page_of("customer", id))["history"];
    const auto told = [&](const char* field, const char* became, const char* state) {
        return std::ranges::any_of(history, [&](const json& row) {
            return row["field"] == field && row["became"] == became && row["state"] == state &&
                   row["who"] == "Manager";
        });
    };
    EXPECT_TRUE(told("E-mail", "old@example.org", "replaced")) << history.dump(1);
    EXPECT_TRUE(told("E-mail", "new@example.org", "stands"));
    EXPECT_TRUE(told("Address", "High Street 1, York", "replaced"));
    EXPECT_TRUE(told("Address", "Low Street 2, Leeds", "stands"));
    const json audit = exported("/audit?topic=customers")["audit"];
    EXPECT_EQ(audit[0]["what"], "Customer K1: Address");
    EXPECT_EQ(audit[0]["who"], "Manager");
    EXPECT_EQ(audit.dump().find("example.org"), std::string::npos) << "personal";
}

TEST_P(OfficeCustomers, ShowWhatTheyBoughtAndWhatTheyAreBilled) {
    bill_three();
    auto& one = till("B01", "T1");
    sell(one, 2);
    drain(one);
    ASSERT_TRUE(connect({pos::store::db::OpenMode::read_write})
                    ->exec("UPDATE sale SET customer = '1001' WHERE number = 'B01-T1-000002'"));
    const std::string id = id_of("bold");
    const Heard page = ask(page_of("customer", id), cookie_);
    EXPECT_TRUE(has(page, "href=\"/billing/account/1001\""));
    EXPECT_TRUE(has(page, "href=\"/receipts/B01-T1-000002\""));
    EXPECT_FALSE(has(page, "B01-T1-000001"));
    const json all = exported(page_of("customer", id));
    EXPECT_EQ(all["bought"].size(), 1U);
    ASSERT_EQ(all["documents"].size(), 1U);
    EXPECT_EQ(all["documents"][0]["payable"], "68.92");
    // Whoever is billed is kept.
    const Heard erase = ask(page_of("erase", id), cookie_);
    EXPECT_TRUE(has(erase, "is billed on account 1001"));
    EXPECT_EQ(post(page_of("erase", id), "x=1"), 409);
    EXPECT_EQ(exported("/customers?words=bold")["customers"].size(), 1U);
}

TEST_P(OfficeCustomers, ThatMayBeOneAreShownAndMerged) {
    EXPECT_TRUE(has(ask("/customers/duplicates", cookie_), "No two customers look like one."));
    add({"K1", "--name", "Otto Bold", "--email", "otto@example.org", "--postcode", "1"});
    add({"K2", "--name", "O. Bold", "--email", "Otto@example.org", "--phone", "030 12345"});
    add({"K3", "--name", "Mary"});
    const json pairs = exported("/customers/duplicates")["duplicates"];
    ASSERT_EQ(pairs.size(), 1U);
    EXPECT_EQ(pairs[0]["alike"], "e-mail");
    const std::string one = pairs[0]["id"];
    const std::string other = pairs[0]["other_id"];
    const std::string merge = "/customers/merge?one=" + one + "&other=" + other;
    EXPECT_TRUE(has(ask("/customers/duplicates", cookie_),
                    "/customers/merge?one=" + one + "&amp;other=" + other));
    const Heard page = ask(merge, cookie_);
    EXPECT_EQ(page.status, 200);
    EXPECT_TRUE(has(page, "From then on K2 is K1"));
    EXPECT_TRUE(has(page, "O. Bold (not kept)"));
    EXPECT_TRUE(has(ask(merge + "&stays=other", cookie_), "From then on K1 is K2"));
    // By a number that was typed.
    EXPECT_TRUE(has(ask("/customers/merge?one=" + one + "&with=K2", cookie_), "K2 is K1"));
    EXPECT_EQ(ask("/customers/merge?one=" + one + "&with=K9", cookie_).status, 409);
    EXPECT_EQ(ask("/customers/merge?one=" + one + "&with=K1", cookie_).status, 409);

    EXPECT_EQ(post(merge + "&stays=other", "x=1"), 303);
    EXPECT_EQ(post(merge + "&stays=other", "x=1"), 409);
    const json left = exported("/customers?words=bold")["customers"];
    ASSERT_EQ(left.size(), 1U);
    EXPECT_EQ(left[0]["number"], "K2");
    EXPECT_EQ(left[0]["postcode"], "1");
    EXPECT_EQ(left[0]["phone"], "030 12345");
    // An address of the one that went leads to the one that stays.
    EXPECT_EQ(ask(page_of("customer", one), cookie_).header("Location"),
              page_of("customer", other));
    EXPECT_TRUE(has(ask(page_of("customer", other), cookie_), "<dd>K1</dd>"));
    const json audit = exported("/audit?topic=customers")["audit"];
    EXPECT_EQ(audit[0]["what"], "Customer K1 is K2 from then on");
    counterfoil({"verify", "--db", db()});
}

TEST_P(OfficeCustomers, AreForgottenOnlyOnceThatWasConfirmed) {
    add({"K1", "--name", "Otto Bold", "--email", "otto@example.org"});
    const std::string id = id_of("otto");
    EXPECT_TRUE(has(ask(page_of("erase", id), cookie_), "Erase Otto Bold?"));
    EXPECT_EQ(exported("/customers")["customers"].size(), 1U);
    EXPECT_EQ(post(page_of("erase", id), "x=1"), 303);
    EXPECT_EQ(exported("/customers")["customers"].size(), 0U);
    const Heard gone = ask(page_of("customer", id), cookie_);
    EXPECT_EQ(gone.status, 200);
    EXPECT_TRUE(has(gone, "Erased customer"));
    EXPECT_FALSE(has(gone, "Otto"));
    EXPECT_FALSE(has(gone, "otto@"));
    EXPECT_EQ(ask(page_of("edit", id), cookie_).status, 303);
    EXPECT_TRUE(has(ask("/audit", cookie_), "Customer K1 erased"));
    counterfoil({"verify", "--db", db()});
}

TEST_P(OfficeCustomers, AreReadByEverybodyAndChangedByManagers) {
    add({"K1", "--name", "Otto"});
    const std::string id = id_of("otto");
    EXPECT_EQ(post("/people", "name=Eve&role=cashier&password=correct+horse+battery"), 303);
    const std::string eve = session("Eve");
    const std::string mark = ask("/overview", eve).mark();
    for (const std::string& path : {std::string{"/customers"}, page_of("customer", id),
                                    std::string{"/customers/duplicates"}}) {
        const Heard page = ask(path, eve);
        EXPECT_EQ(page.status, 200) << path;
        EXPECT_FALSE(has(page, "/customers/new")) << path;
        EXPECT_FALSE(has(page, "/customers/edit")) << path;
        EXPECT_FALSE(has(page, "/customers/erase")) << path;
    }
    // Who changed what is for managers, as the audit is.
    EXPECT_FALSE(
        json::parse(ask(page_of("customer", id) + "&as=json", eve).body).contains("history"));
    for (const std::string& path :
         {std::string{"/customers/new"}, page_of("edit", id), page_of("erase", id),
          "/customers/merge?one=" + id + "&other=" + id}) {
        EXPECT_EQ(ask(path, eve).status, 403) << path;
        EXPECT_EQ(send(path, eve, "mark=" + mark + "&name=Eve").status, 403) << path;
        EXPECT_EQ(send(path, cookie_, "mark=" + mark + "&name=Eve").status, 403) << path;
    }
    EXPECT_EQ(exported("/customers")["customers"][0]["name"], "Otto");
}

TEST_P(OfficeCustomers, AreAddedMergedAndErasedInABrowser) {
    if (!test::Browser::is_there())
        GTEST_SKIP() << "chromium and chromium-driver are not installed";
    add({"K1", "--name", "Otto Bold", "--email", "otto@example.org"});
    test::Browser browser{"en"};
    browser.open(base_ + "/sign-in");
    browser.type("#name", "Manager");
    browser.type("#password", kPassword);
    browser.click("button[type=submit]");
    EXPECT_TRUE(browser.comes_to(base_ + "/overview")) << browser.url();
    browser.open(base_ + "/customers");
    browser.click("a[href='/customers/new']");
    EXPECT_TRUE(browser.comes_to(base_ + "/customers/new")) << browser.url();
    browser.type("#name", "Otto B.");
    browser.type("#email", "otto@example.org");
    browser.click("main form button");
    ASSERT_TRUE(browser.comes_to_heading("Otto B."));
    browser.open(base_ + "/customers/duplicates");
    EXPECT_EQ(browser.count("tbody tr"), 1U);
    browser.click("tbody td a[href^='/customers/merge']");
    ASSERT_TRUE(browser.comes_to_heading("Merge"));
    browser.click("main form button");
    ASSERT_TRUE(browser.comes_to_heading("Otto Bold"));
    browser.click("a[href^='/customers/erase']");
    ASSERT_TRUE(browser.comes_to_heading("Erase Otto Bold?"));
    browser.click("button.danger");
    ASSERT_TRUE(browser.comes_to_heading("Erased customer"));
    EXPECT_EQ(exported("/customers")["customers"].size(), 0U);
    for (const auto& complaint : browser.complaints()) ADD_FAILURE() << complaint;
}

}  // namespace

ON_EITHER_ENGINE(OfficeCustomers);
