// Goal: a manager brings a spreadsheet, sees what it would do and which rows are refused, changes
// what a column is taken for, and imports it once however often the form is sent. Method: a small
// office asked over HTTP, as a browser sends forms with files, in both languages.
#include "tests/contract/office_pages/office_pages.hpp"

namespace {

using test::Heard;

bool has(const Heard& page, const std::string& text) {
    return page.body.find(text) != std::string::npos;
}

class OfficeImports : public test::OfficePages {
protected:
    static constexpr const char* kPath = "/billing/import";

    void SetUp() override {
        OfficePages::SetUp();
        cookie_ = session();
        mark_ = ask(kPath, cookie_).mark();
    }
    Heard bring(const std::string& kind, const std::string& name, const std::string& bytes,
                const std::string& cookies = {}) {
        const std::string part = "--x\r\nContent-Disposition: form-data; name=";
        const std::string body = part + "\"mark\"\r\n\r\n" + mark_ + "\r\n" + part +
                                 "\"kind\"\r\n\r\n" + kind + "\r\n" + part +
                                 "\"table\"; filename=\"" + name +
                                 "\"\r\nContent-Type: text/csv\r\n\r\n" + bytes + "\r\n--x--\r\n";
        return ask(kPath, cookies.empty() ? cookie_ : cookies, &body,
                   {"Content-Type: multipart/form-data; boundary=x"});
    }
    /// Where the file is looked at.
    std::string brought(const std::string& kind, const std::string& bytes) {
        const Heard answer = bring(kind, "list.csv", bytes);
        EXPECT_EQ(answer.status, 303) << answer.body;
        return answer.header("Location");
    }
    Heard keep(const std::string& place, const std::string& also = {},
               const std::string& cookies = {}) {
        const std::string query = place.substr(place.find('?') + 1);
        return send(kPath, cookies.empty() ? cookie_ : cookies,
                    "mark=" + mark_ + "&" + query + also);
    }
    /// Somebody else's cookie; what is sent from now on is theirs.
    std::string hand_over(const std::string& name, const std::string& role) {
        const test::Somebody other = somebody({cookie_, mark_}, name, role);
        mark_ = other.mark;
        return other.cookie;
    }
    /// What the button that imports sends.
    static std::string hidden(const Heard& page) {
        const std::string begin = "<input type=\"hidden\" name=\"";
        const auto form = page.body.find("id=\"would\"");
        const auto end = page.body.find("</form>", form);
        std::string sent;
        for (auto at = page.body.find(begin, form); at < end; at = page.body.find(begin, at + 1)) {
            const auto name = at + begin.size();
            const auto behind = page.body.find("\" value=\"", name);
            const auto value = behind + 9;
            sent += (sent.empty() ? "" : "&") + page.body.substr(name, behind - name) + "=" +
                    page.body.substr(value, page.body.find('"', value) - value);
        }
        return sent;
    }
    std::size_t customers() const {
        return json_of({"customer", "list", "--limit", "5000", "--json", "--db", db()}).size();
    }
    std::string cookie_;
    std::string mark_;
};

constexpr const char* kList =
    "Kundennummer;Name;Ort;Telefon\n10;Otto;Köln;0221\n11;Eva;Bonn;0228\n";

TEST_P(OfficeImports, ShowsWhatAFileWouldDoAndDoesItOnce) {
    const std::string place = brought("customers", kList);
    const Heard look = ask(place, cookie_);
    EXPECT_EQ(look.status, 200);
    EXPECT_TRUE(has(look, "list.csv"));
    EXPECT_TRUE(has(look, "<h1>Customers: nothing is kept yet</h1>"));
    EXPECT_TRUE(has(ask(place, cookie_ + "; counterfoil_language=de"),
                    "<h1>Kunden: noch nichts übernommen</h1>"));
    EXPECT_TRUE(has(look, "Köln"));
    EXPECT_TRUE(has(look, "<dt>Added</dt><dd>2</dd>"));
    EXPECT_TRUE(has(look, "<option value=\"Kundennummer\" selected>"));
    EXPECT_EQ(customers(), 0U);

    const Heard kept = keep(place);
    ASSERT_EQ(kept.status, 303) << kept.body;
    EXPECT_EQ(customers(), 2U);
    EXPECT_TRUE(has(ask(kept.header("Location"), cookie_), "2 added, 0 changed"));
    const Heard again = keep(place);
    EXPECT_EQ(again.status, 409);
    EXPECT_TRUE(has(again, "That file is here no more"));

    const Heard same = ask(brought("customers", kList), cookie_);
    EXPECT_TRUE(has(same, "<dt>Added</dt><dd>0</dd>"));
    EXPECT_TRUE(has(same, "<dt>As they were</dt><dd>2</dd>"));
}

TEST_P(OfficeImports, TakesColumnsForWhatTheyAreSaidToBe) {
    const std::string place = brought("customers", "A,B,C\n10,Otto,0221\n");
    const Heard lost = ask(place, cookie_);
    EXPECT_EQ(lost.status, 409);
    EXPECT_TRUE(has(lost, "Nothing is said of: Customer number."));
    const std::string told = "&map_number=A&map_name=B&map_phone=C";
    const Heard found = ask(place + told, cookie_);
    EXPECT_EQ(found.status, 200);
    EXPECT_TRUE(has(found, "<dt>Added</dt><dd>1</dd>"));
    EXPECT_EQ(keep(place, told).status, 303);
    EXPECT_EQ(customers(), 1U);
}

TEST_P(OfficeImports, ImportsAsThePageLookedAtIt) {
    const std::string place = brought("customers", "number,name,C,phone\n10,Otto,Eva,0221\n");
    const Heard look = ask(place + "&map_number=number&map_name=C&map_phone=", cookie_);
    EXPECT_TRUE(has(look, "<dt>Added</dt><dd>1</dd>"));
    EXPECT_EQ(send(kPath, cookie_, hidden(look)).status, 303);
    const auto list = json_of({"customer", "list", "--json", "--db", db()});
    ASSERT_EQ(list.size(), 1U);
    EXPECT_EQ(list[0]["name"], "Eva");
    // The column that was said to be nothing was not guessed again.
    const Heard then = ask(brought("customers", "number,name,phone\n10,Eva,\n"), cookie_);
    EXPECT_TRUE(has(then, "<dt>As they were</dt><dd>1</dd>"));
}

TEST_P(OfficeImports, AreForManagersAlone) {
    const std::string place = brought("customers", kList);
    const std::string eve = hand_over("Eve", "cashier");
    EXPECT_EQ(ask(kPath, eve).status, 403);
    EXPECT_EQ(ask(place, eve).status, 403);
    EXPECT_EQ(bring("customers", "a.csv", kList, eve).status, 403);
    EXPECT_EQ(keep(place, "", eve).status, 403);
    EXPECT_FALSE(has(ask("/billing", eve), kPath));
    EXPECT_EQ(customers(), 0U);
}

TEST_P(OfficeImports, AreOfWhoeverBroughtTheFile) {
    const std::string place = brought("customers", kList);
    const std::string mine = mark_;
    const std::string ada = hand_over("Ada", "manager");
    for (const Heard& theirs : {ask(place, ada), keep(place, "", ada)}) {
        EXPECT_EQ(theirs.status, 409);
        EXPECT_TRUE(has(theirs, "That file is here no more"));
        EXPECT_FALSE(has(theirs, "Otto"));
    }
    EXPECT_EQ(customers(), 0U);
    mark_ = mine;
    EXPECT_EQ(keep(place).status, 303);
    EXPECT_EQ(customers(), 2U);
}

TEST_P(OfficeImports, NamesEveryRefusedRowInTheLanguageOfThePage) {
    const std::string german = cookie_ + "; counterfoil_language=de";
    const std::string place =
        brought("customers", "number,name,kind\n1,Otto,\n2,,\n3,Eva,cat\n1,Otto,\n");
    const Heard look = ask(place, german);
    EXPECT_TRUE(has(look, "<dt>Abgelehnt</dt><dd>3</dd>"));
    EXPECT_TRUE(has(look, "Nichts gesagt ist zu: Name."));
    EXPECT_TRUE(has(look, "„cat“ ist kein Wort, das hier bekannt ist."));
    EXPECT_TRUE(has(look, "Dasselbe steht schon in Zeile 2."));
    const Heard refused = keep(place, "", german);
    EXPECT_EQ(refused.status, 409);
    EXPECT_TRUE(has(refused, "Nichts wurde behalten."));
    EXPECT_EQ(customers(), 0U);
    EXPECT_EQ(keep(place, "&skip_bad=yes").status, 303);
    EXPECT_EQ(customers(), 1U);
}

TEST_P(OfficeImports, SaysWhatIsWrongWithCustomersInTheLanguageOfThePage) {
    const std::string place = brought(
        "customers", "number,name,city,Land,Mail\n1,Otto,,,nobody\n2,Eva,,Nowhere,\n3,Ida," +
                         std::string(201, 'x') + ",,\n" + std::string(41, 'K') + ",Uwe,,,\n");
    const Heard look =
        ask(place + "&map_country=Land&map_email=Mail", cookie_ + "; counterfoil_language=de");
    EXPECT_TRUE(has(look, "<dt>Abgelehnt</dt><dd>4</dd>"));
    for (const char* wrong :
         {"Die E-Mail-Adresse hat kein @ mit etwas auf beiden Seiten.",
          "Das Land besteht nicht aus zwei Buchstaben wie DE.",
          "Ein Feld hat mehr als 200 Zeichen.", "Die Kundennummer hat mehr als 40 Zeichen."}) {
        EXPECT_TRUE(has(look, wrong)) << wrong;
    }
    EXPECT_FALSE(has(look, "Das wurde abgelehnt"));
    // The column is named as the file has it.
    EXPECT_TRUE(has(look, ">Mail</td>"));
    EXPECT_TRUE(has(look, ">Land</td>"));
}

TEST_P(OfficeImports, OpensBalancesThatTheAccountShows) {
    counterfoil({"customer", "put", "1", "--name", "Otto", "--db", db()});
    const std::string place =
        brought("balances", "Konto;Rechnungsnummer;Betrag\n1;R-4711;\"1.119,00\"\n");
    ASSERT_EQ(keep(place).status, 303);
    const Heard account = ask("/billing/account/1", cookie_);
    EXPECT_TRUE(has(account, "B20"));
    EXPECT_TRUE(has(account, "1,119.00"));
    EXPECT_TRUE(has(account, "Opening balance"));
    EXPECT_TRUE(has(ask("/billing/receivables", cookie_), "Opening balances"));
}

TEST_P(OfficeImports, OfManyRowsAreReadAtADesk) {
    std::string table = "number,name\n";
    for (int i = 0; i < 1'100; ++i) table += std::to_string(i) + ",Customer\n";
    const std::string place = brought("customers", table);
    EXPECT_TRUE(has(at_rest(place, cookie_), "<dt>Added</dt><dd>1,100</dd>"));
    EXPECT_EQ(customers(), 0U);
    const Heard begun = keep(place);
    ASSERT_EQ(begun.status, 303) << begun.body;
    EXPECT_NE(begun.header("Location").find("what=import"), std::string::npos);
    const Heard kept = at_rest(begun.header("Location"), cookie_);
    ASSERT_EQ(kept.status, 303) << kept.body;
    EXPECT_TRUE(has(ask(kept.header("Location"), cookie_), "1,100 added, 0 changed"));
    EXPECT_EQ(customers(), 1'100U);
    EXPECT_EQ(keep(place).status, 409);
}

TEST_P(OfficeImports, SayWhyAFileIsNotTakenInTheLanguageOfThePage) {
    const std::string german = cookie_ + "; counterfoil_language=de";
    const std::string compound{"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"};
    const Heard old = ask(brought("customers", compound + std::string(600, 'x')), german);
    EXPECT_EQ(old.status, 409);
    EXPECT_TRUE(has(old, "etwa .xls, .ods oder PDF"));
    std::string table = "number,name\n";
    for (int i = 0; i < 50'001; ++i) table += "1,Otto\n";
    const Heard long_one = at_rest(brought("customers", table), german);
    EXPECT_EQ(long_one.status, 409);
    EXPECT_TRUE(has(long_one, "mehr Zeilen, als auf einmal angenommen werden"));
}

TEST_P(OfficeImports, SayThatTheyAreBeingStopped) {
    const Heard stopped = keep(brought("customers", kList), "&what=stop");
    ASSERT_EQ(stopped.status, 303);
    EXPECT_TRUE(has(ask(stopped.header("Location"), cookie_), "The import is being stopped"));
    EXPECT_EQ(customers(), 0U);
}

TEST_P(OfficeImports, RefusesWhatIsNoFileOfOurs) {
    EXPECT_EQ(bring("customers", "a.csv", "").status, 409);
    EXPECT_EQ(bring("cats", "a.csv", "a,b\n1,2\n").status, 409);
    const Heard broken = ask(brought("customers", "\"number,name\n1,2\n"), cookie_);
    EXPECT_EQ(broken.status, 409);
    EXPECT_TRUE(has(broken, "The file cannot be read"));
    EXPECT_EQ(ask(std::string{kPath} + "?file=nothing&kind=customers", cookie_).status, 409);
    // A form of nobody's, and one for another page.
    mark_ = "0";
    EXPECT_EQ(bring("customers", "a.csv", kList).status, 403);
    const std::string body = "--x\r\n\r\n";
    EXPECT_EQ(
        ask("/billing/write", cookie_, &body, {"Content-Type: multipart/form-data; boundary=x"})
            .status,
        403);
}

}  // namespace

ON_EITHER_ENGINE(OfficeImports);
