// Goal: a manager brings a table of goods, sees what it would do and which rows are refused,
// imports it once however often the form is sent, and takes it back; tills have it with the next
// sync, and no page waits for a long one. Method: an office asked over HTTP, as a browser sends
// forms with files, in both languages.
#include "pos/store/office/import_jobs.hpp"
#include "tests/contract/office_pages/office_pages.hpp"

namespace {

using test::Heard;

bool has(const Heard& page, const std::string& text) {
    return page.body.find(text) != std::string::npos;
}

constexpr const char* kAutumn =
    "Artikelnummer;Bezeichnung;Preis;Warengruppe\nP0;Apfel;0,75;Obst\nP7;Birne;1,25;Obst\n";

class OfficeGoodsImports : public test::OfficePages {
protected:
    static constexpr const char* kPath = "/goods/import";

    void SetUp() override {
        OfficePages::SetUp();
        import_goods();
        cookie_ = session();
        mark_ = ask(kPath, cookie_).mark();
    }
    /// Where the file is looked at.
    std::string brought(const std::string& bytes) const {
        const Heard answer = bring_file(kPath, cookie_, mark_, {"table", "autumn.csv", bytes});
        EXPECT_EQ(answer.status, 303) << answer.body;
        return answer.header("Location");
    }
    Heard keep(const std::string& place, const std::string& also = {},
               const std::string& cookies = {}) const {
        return send(kPath, cookies.empty() ? cookie_ : cookies,
                    "mark=" + mark_ + "&" + place.substr(place.find('?') + 1) + also);
    }
    Heard undo(const std::string& import) const {
        return send(kPath, cookie_, "mark=" + mark_ + "&what=undo&import=" + import);
    }
    /// Another process, after the one before it was killed.
    void start_anew() {
        kill_office();
        start_office();
        base_ = "http://127.0.0.1:" + std::to_string(office_port_);
    }
    /// So many goods, and one that is refused.
    static std::string many_and_a_bad_one() {
        std::string table = "number,name\n";
        for (int i = 0; i < 1'100; ++i) table += "L" + std::to_string(i) + ",Item\n";
        return table + "L9999,\n";
    }
    nlohmann::json item(const std::string& number) const {
        return json_of({"item", number, "--db", db(), "--json"});
    }
    /// Somebody else's cookie; what is sent from now on is theirs.
    std::string hand_over(const std::string& name, const std::string& role) {
        const test::Somebody other = somebody({cookie_, mark_}, name, role);
        mark_ = other.mark;
        return other.cookie;
    }

    std::string cookie_;
    std::string mark_;
};

TEST_P(OfficeGoodsImports, ShowWhatAFileWouldDoAndDoItOnce) {
    EXPECT_TRUE(has(ask("/goods", cookie_), kPath));
    const std::string place = brought(kAutumn);
    const Heard look = ask(place, cookie_);
    EXPECT_EQ(look.status, 200);
    EXPECT_TRUE(has(look, "autumn.csv"));
    EXPECT_TRUE(has(look, "<h1>Import goods: nothing is kept yet</h1>"));
    EXPECT_TRUE(has(look, "Birne"));
    EXPECT_TRUE(has(look, "<option value=\"Bezeichnung\" selected>"));
    EXPECT_TRUE(has(look, "<dt>Added</dt><dd>1</dd>"));
    EXPECT_TRUE(has(look, "<dt>Changed</dt><dd>1</dd>"));
    EXPECT_TRUE(has(look, "<dt>Departments added</dt><dd>1</dd>"));
    EXPECT_EQ(item("P0")["name"], "Apple") << "looked at alone";

    const Heard kept = keep(place);
    ASSERT_EQ(kept.status, 303) << kept.body;
    const Heard done = ask(kept.header("Location"), cookie_);
    EXPECT_TRUE(has(done, "1 added, 1 changed"));
    EXPECT_TRUE(has(done, "Goods added or changed: 2"));
    EXPECT_EQ(item("P0")["name"], "Apfel");
    EXPECT_EQ(item("P7")["department"], "Obst");
    const Heard audit = ask("/audit", cookie_);
    EXPECT_TRUE(has(audit, "Price of P0: 0.50 GBP → 0.75 GBP"));
    EXPECT_TRUE(has(audit, "autumn.csv"));
    const Heard again = keep(place);
    EXPECT_EQ(again.status, 409);
    EXPECT_TRUE(has(again, "That file is here no more"));
}

TEST_P(OfficeGoodsImports, AreDoneByOneProcessAtATime) {
    const std::string place = brought(kAutumn);
    auto theirs = connect({pos::store::db::OpenMode::read_write});
    auto claim =
        pos::store::office::claim_import(*theirs, place.substr(place.find("file=") + 5)).value();
    ASSERT_TRUE(claim);
    const Heard busy = keep(place);
    EXPECT_EQ(busy.status, 409);
    EXPECT_TRUE(has(busy, "Another import is under way"));
    EXPECT_EQ(item("P0")["name"], "Apple");
    claim.reset();
    EXPECT_EQ(keep(place).status, 303);
    EXPECT_EQ(item("P0")["name"], "Apfel");
}

TEST_P(OfficeGoodsImports, GoDownToTills) {
    auto& one = till("B01", "T1");
    drain(one);
    ASSERT_EQ(keep(brought(kAutumn)).status, 303);
    drain(one);
    EXPECT_EQ(json_of({"item", "P7", "--db", one.db, "--json"})["name"], "Birne");
}

TEST_P(OfficeGoodsImports, TakeColumnsForWhatTheyAreSaidToBe) {
    const std::string place = brought("number,name,other,price\nP0,Apple,Green apple,0.50\n");
    const Heard lost = ask(place + "&map_number=number&map_price=price", cookie_);
    EXPECT_EQ(lost.status, 409);
    EXPECT_TRUE(has(lost, "Say which column has the names"));
    const std::string told = "&map_number=number&map_name=other&map_price=price";
    EXPECT_TRUE(has(ask(place + told, cookie_), "<dt>Changed</dt><dd>1</dd>"));
    EXPECT_EQ(keep(place, told).status, 303);
    EXPECT_EQ(item("P0")["name"], "Green apple");
}

TEST_P(OfficeGoodsImports, TakeSeveralColumnsOfBarcodes) {
    const std::string place = brought("number,name,a,b\nP0,Apple,4006381333931,20012345\n");
    EXPECT_EQ(keep(place, "&map_number=number&map_name=name&map_barcode=a&map_barcode_2=b").status,
              303);
    EXPECT_EQ(item("P0")["barcodes"].size(), 2U);
}

TEST_P(OfficeGoodsImports, NameEveryRefusedRowInTheLanguageOfThePage) {
    const std::string german = cookie_ + "; counterfoil_language=de";
    const std::string place = brought("number,name,price\nP0,Apple,0.60\nP5,,1.00\nP6,Plum,abc\n");
    const auto before = item("P0")["price"];
    const Heard look = ask(place, german);
    EXPECT_TRUE(has(look, "<dt>Abgelehnt</dt><dd>2</dd>"));
    EXPECT_TRUE(has(look, "Der Name fehlt."));
    EXPECT_TRUE(has(look, "„abc“ ist kein Preis."));
    const Heard refused = keep(place, "", german);
    EXPECT_EQ(refused.status, 409);
    EXPECT_TRUE(has(refused, "Nichts wurde behalten."));
    EXPECT_EQ(item("P0")["price"], before);
    EXPECT_EQ(keep(place, "&skip_bad=yes").status, 303);
    EXPECT_NE(item("P0")["price"], before);
}

TEST_P(OfficeGoodsImports, TellWhatIsKeptOtherwise) {
    const Heard look =
        ask(brought("number,name,barcode,tax\nP8,Fig,4006381333932,luxury\n"), cookie_);
    EXPECT_TRUE(has(look, "The column of taxes is left out"));
    EXPECT_TRUE(has(look, "Rows that are kept otherwise than they stand there"));
    EXPECT_TRUE(has(look, "The check digit of 4006381333932 is wrong"));
    const std::string place = brought("number,name,picture\nP8,Fig,/etc/passwd\n");
    ASSERT_EQ(keep(place).status, 303) << "a picture that is none is no reason to refuse a row";
    EXPECT_TRUE(has(ask("/goods/item?number=P8", cookie_), "Fig"));
    EXPECT_FALSE(has(ask("/goods?as=json", cookie_), "passwd"));
}

TEST_P(OfficeGoodsImports, AreForManagersAlone) {
    const std::string place = brought(kAutumn);
    const std::string eve = hand_over("Eve", "cashier");
    EXPECT_EQ(ask(kPath, eve).status, 403);
    EXPECT_EQ(ask(place, eve).status, 403);
    EXPECT_EQ(bring_file(kPath, eve, mark_, {"table", "a.csv", kAutumn}).status, 403);
    EXPECT_EQ(keep(place, "", eve).status, 403);
    EXPECT_FALSE(has(ask("/goods", eve), kPath));
    EXPECT_EQ(item("P0")["name"], "Apple");
}

TEST_P(OfficeGoodsImports, AreOfWhoeverBroughtTheFile) {
    const std::string place = brought(kAutumn);
    const std::string ada = hand_over("Ada", "manager");
    for (const Heard& theirs : {ask(place, ada), keep(place, "", ada)}) {
        EXPECT_EQ(theirs.status, 409);
        EXPECT_TRUE(has(theirs, "That file is here no more"));
        EXPECT_FALSE(has(theirs, "Birne"));
    }
    EXPECT_EQ(item("P0")["name"], "Apple");
}

TEST_P(OfficeGoodsImports, RefuseWhatIsNoFileOfOurs) {
    EXPECT_EQ(bring_file(kPath, cookie_, mark_, {"table", "a.csv", ""}).status, 409);
    const Heard broken = ask(brought("\"number,name\n1,2\n"), cookie_);
    EXPECT_EQ(broken.status, 409);
    EXPECT_TRUE(has(broken, "The file cannot be read"));
    EXPECT_EQ(ask(std::string{kPath} + "?file=nothing", cookie_).status, 409);
    EXPECT_EQ(bring_file(kPath, cookie_, "0", {"table", "a.csv", kAutumn}).status, 403);
    const std::string place = brought(kAutumn);
    mark_ = "0";
    EXPECT_EQ(keep(place).status, 403);
    EXPECT_EQ(undo("1").status, 403);
    EXPECT_EQ(item("P0")["name"], "Apple");
}

TEST_P(OfficeGoodsImports, SayWhatIsToBeDoneWithAFileOfAnotherKind) {
    const std::string german = cookie_ + "; counterfoil_language=de";
    const std::string compound{"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"};
    const std::string place = brought(compound + std::string(600, 'x'));
    const Heard old = ask(place, cookie_);
    EXPECT_EQ(old.status, 409);
    EXPECT_TRUE(has(old, "such as .xls, .ods or PDF: save it as .xlsx or CSV"));
    EXPECT_TRUE(has(ask(place, german), "etwa .xls, .ods oder PDF"));
}

TEST_P(OfficeGoodsImports, HaveNoMoreRowsThanAreTakenAtOnce) {
    std::string table = "number,name\n";
    for (int i = 0; i < 200'001; ++i) table += "1,\n";
    const Heard look = at_rest(brought(table), cookie_);
    EXPECT_EQ(look.status, 409);
    EXPECT_TRUE(has(look, "more rows than are taken at once"));
}

TEST_P(OfficeGoodsImports, SayThatTheyAreBeingStopped) {
    const std::string place = brought(kAutumn);
    const Heard stopped = keep(place, "&what=stop");
    ASSERT_EQ(stopped.status, 303);
    EXPECT_TRUE(has(ask(stopped.header("Location"), cookie_), "The import is being stopped"));
    EXPECT_EQ(item("P0")["name"], "Apple");
}

TEST_P(OfficeGoodsImports, AreTakenBackOnce) {
    ASSERT_EQ(keep(brought(kAutumn)).status, 303);
    const Heard page = ask(kPath, cookie_);
    EXPECT_TRUE(has(page, "The last import"));
    const std::string import = page.hidden("import");
    const Heard undone = undo(import);
    ASSERT_EQ(undone.status, 303) << undone.body;
    EXPECT_TRUE(
        has(ask(undone.header("Location"), cookie_),
            "Goods as they were before: 1, no longer sold: 1, changed since and left so: 0."));
    EXPECT_EQ(item("P0")["name"], "Apple");
    EXPECT_EQ(item("P7")["active"], false);
    EXPECT_FALSE(has(ask(kPath, cookie_), "The last import"));
    const Heard again = undo(import);
    EXPECT_EQ(again.status, 409);
    EXPECT_TRUE(has(again, "That import was taken back already"));
}

TEST_P(OfficeGoodsImports, AreTakenBackWhileTheyAreTheLast) {
    ASSERT_EQ(keep(brought(kAutumn)).status, 303);
    const std::string first = ask(kPath, cookie_).hidden("import");
    ASSERT_EQ(keep(brought("number,name\nP9,Quince\n")).status, 303);
    EXPECT_EQ(undo(first).status, 409);
    EXPECT_EQ(undo("nothing").status, 409);
    EXPECT_EQ(item("P0")["name"], "Apfel");
    EXPECT_EQ(item("P9")["active"], true);
}

TEST_P(OfficeGoodsImports, OfManyRowsAreReadAtADesk) {
    std::string table = "number,name,price\n";
    for (int i = 0; i < 1'200; ++i) {
        table += "L" + std::to_string(i) + ",Item " + std::to_string(i) + ",1.00\n";
    }
    const std::string place = brought(table);
    const Heard look = at_rest(place, cookie_);
    EXPECT_TRUE(has(look, "<dt>Added</dt><dd>1,200</dd>")) << look.body;
    const Heard begun = keep(place);
    ASSERT_EQ(begun.status, 303) << begun.body;
    EXPECT_NE(begun.header("Location").find("what=import"), std::string::npos);
    const Heard kept = at_rest(begun.header("Location"), cookie_);
    ASSERT_EQ(kept.status, 303) << kept.body;
    EXPECT_TRUE(has(ask(kept.header("Location"), cookie_), "1,200 added, 0 changed"));
    EXPECT_EQ(item("L1199")["name"], "Item 1199");
    EXPECT_EQ(keep(place).status, 409);

    const Heard back = undo(ask(kPath, cookie_).hidden("import"));
    ASSERT_EQ(back.status, 303) << back.body;
    const Heard undone = at_rest(back.header("Location"), cookie_);
    ASSERT_EQ(undone.status, 303) << undone.body;
    EXPECT_TRUE(has(ask(undone.header("Location"), cookie_), "no longer sold: 1,200,"));
    EXPECT_EQ(item("L1199")["active"], false);
}

TEST_P(OfficeGoodsImports, OfManyRowsKeepNothingOfARefusedOne) {
    const std::string place = brought(many_and_a_bad_one());
    const Heard begun = keep(place);
    ASSERT_EQ(begun.status, 303) << begun.body;
    const Heard refused = at_rest(begun.header("Location"), cookie_);
    EXPECT_EQ(refused.status, 409);
    EXPECT_TRUE(has(refused, "Nothing was kept."));
    // It is looked at anew from there.
    EXPECT_TRUE(has(at_rest(place, cookie_), "<dt>Refused</dt><dd>1</dd>"));
    counterfoil({"item", "L5", "--db", db()}, 1);
}

TEST_P(OfficeGoodsImports, OfManyRowsAreTriedAgainWhereThatFailed) {
    const std::string place = brought(many_and_a_bad_one()) + "&map_number=number";
    const Heard failed = at_rest(place + "&by=script", cookie_);
    EXPECT_EQ(failed.status, 409);
    EXPECT_TRUE(has(failed, "Say which column has the names")) << failed.body;
    const Heard loaded = ask(place, cookie_);
    EXPECT_FALSE(has(loaded, "data-refresh")) << "a script asked, nobody has seen it";
    EXPECT_TRUE(has(loaded, "Say which column has the names"));
    EXPECT_TRUE(has(ask(place, cookie_), "data-refresh")) << "it is tried again";
    EXPECT_TRUE(has(at_rest(place, cookie_), "Say which column has the names"));
}

TEST_P(OfficeGoodsImports, OfManyRowsOutliveTheirProcess) {
    const std::string place = brought(many_and_a_bad_one());
    EXPECT_TRUE(has(at_rest(place, cookie_), "<dt>Refused</dt><dd>1</dd>"));
    start_anew();
    const Heard look = ask(place, cookie_);
    EXPECT_FALSE(has(look, "data-refresh")) << "it was looked at already";
    EXPECT_TRUE(has(look, "<dt>Refused</dt><dd>1</dd>"));
    EXPECT_TRUE(has(look, "The name is missing"));

    const Heard begun = keep(place);
    ASSERT_EQ(begun.status, 303) << begun.body;
    const std::string import = begun.header("Location");
    EXPECT_TRUE(has(at_rest(import, cookie_), "Nothing was kept."));
    start_anew();
    const Heard refused = ask(import, cookie_);
    EXPECT_EQ(refused.status, 409);
    EXPECT_TRUE(has(refused, "Nothing was kept."));
}

TEST_P(OfficeGoodsImports, OfManyRowsAreToldOfByEveryProcess) {
    const auto [second, port] = serve();
    ASSERT_TRUE(second);
    const std::string first = base_;
    const std::string other = "http://127.0.0.1:" + std::to_string(port);
    std::string table = "number,name\n";
    for (int i = 0; i < 1'100; ++i) table += "L" + std::to_string(i) + ",Item\n";
    const std::string place = brought(table);
    EXPECT_TRUE(has(at_rest(place, cookie_), "<dt>Added</dt><dd>1,100</dd>"));
    base_ = other;
    const Heard look = ask(place, cookie_);
    EXPECT_FALSE(has(look, "data-refresh"));
    EXPECT_TRUE(has(look, "<dt>Added</dt><dd>1,100</dd>"));
    const Heard begun = keep(place);
    ASSERT_EQ(begun.status, 303) << begun.body;
    // On SQLite whoever imports holds the only lock to write, which a page may want.
    if (!is_sqlite()) base_ = first;
    const Heard kept = at_rest(begun.header("Location"), cookie_);
    ASSERT_EQ(kept.status, 303) << kept.body;
    EXPECT_TRUE(has(ask(kept.header("Location"), cookie_), "1,100 added, 0 changed"));
    base_ = first;
    EXPECT_EQ(keep(place).status, 409) << "it was imported";
}

}  // namespace

ON_EITHER_ENGINE(OfficeGoodsImports);
