// Goal: a clerk reads what happened to an account, by sorts and page by page, writes notes, and
// finds accounts from anywhere. Method: a small office asked over HTTP, in both languages.
#include "tests/contract/office_pages/office_pages.hpp"

namespace {

using nlohmann::json;
using test::Heard;

bool has(const Heard& page, const std::string& text) {
    return page.body.find(text) != std::string::npos;
}

class OfficeTimelines : public test::OfficePages {
protected:
    void SetUp() override {
        OfficePages::SetUp();
        bill_three();
        cookie_ = session();
    }
    json timeline(const std::string& more = {}) const {
        return json::parse(
            ask("/billing/timeline?account=1001" + more + "&as=json", cookie_).body)["timeline"];
    }
    std::string cookie_;
};

TEST_P(OfficeTimelines, TellWhatHappenedBySorts) {
    EXPECT_TRUE(has(ask("/billing/account/1001", cookie_), "/billing/timeline?account=1001"));
    const Heard page = ask("/billing/timeline?account=1001", cookie_);
    EXPECT_TRUE(has(page, "Subscription begins"));
    EXPECT_TRUE(has(page, "/billing/document/"));
    EXPECT_TRUE(has(page, "1001 Otto &lt;b&gt;Bold&lt;/b&gt;"));
    const json all = timeline();
    ASSERT_EQ(all.size(), 3U);  // a start, a day of usage, an invoice
    EXPECT_EQ(timeline("&only=invoices").size(), 1U);
    EXPECT_EQ(timeline("&only=invoices")[0]["what"], "invoice");
    const json used = timeline("&only=usage");
    ASSERT_EQ(used.size(), 1U);
    EXPECT_EQ(used[0]["amount"], "130.5");
    EXPECT_TRUE(timeline("&only=notes").empty());
    EXPECT_TRUE(has(ask("/billing/timeline?account=1001&only=notes", cookie_),
                    "Nothing of that sort has happened."));
    // A place that is none, and a sort that there is not, are no errors.
    EXPECT_EQ(timeline("&behind=nowhere&only=nothing").size(), 3U);
    EXPECT_EQ(ask("/billing/timeline?account=none", cookie_).status, 404);
    EXPECT_TRUE(has(ask("/billing/timeline?account=1001", cookie_ + "; counterfoil_language=de"),
                    "Vertrag beginnt"));
    counterfoil({"meter", "fit", "M1", "kwh", "--serial", "A-77", "--at", begin_, "--db", db()});
    const Heard read = ask("/billing/timeline?account=1001&only=readings", cookie_);
    EXPECT_TRUE(has(read, "kwh · read by us"));
    EXPECT_TRUE(has(read, ">Readings</a>"));
}

TEST_P(OfficeTimelines, GoBackPageByPage) {
    std::string lines;
    for (int i = 0; i < 60; ++i) {
        const int day = 1 + i % 28;
        lines += R"({"id": "u)" + std::to_string(i) + R"(", "subject": "M1", "at": ")" +
                 test::day_ago(3 - i / 28, static_cast<unsigned>(day)) +
                 R"( 12:00", "quantity": "1"})" + "\n";
    }
    test::write_file(file("more.jsonl"), lines);
    counterfoil({"usage", "import", file("more.jsonl"), "--source", "more", "--meter", "kwh",
                 "--as", "lines", "--db", db()});
    const Heard page = ask("/billing/timeline?account=1001&only=usage", cookie_);
    const auto at = page.body.find("behind=");
    ASSERT_NE(at, std::string::npos);
    const std::string behind = page.body.substr(at, page.body.find_first_of("&\"", at) - at);
    const Heard next = ask("/billing/timeline?account=1001&only=usage&" + behind, cookie_);
    EXPECT_TRUE(has(next, "The latest"));
    EXPECT_FALSE(has(next, "Earlier"));
    EXPECT_TRUE(has(next, "130.5"));
    EXPECT_EQ(timeline("&only=usage").size(), 61U);
    EXPECT_EQ(timeline().size(), 6U);  // a start, a bill and four months of usage
    const auto said = json_of({"customer", "timeline", "1001", "--only", "usage", "--limit", "5",
                               "--json", "--db", db()});
    EXPECT_EQ(said.size(), 5U);
    EXPECT_FALSE(said[0].contains("currency"));
    const auto bills =
        json_of({"customer", "timeline", "1001", "--only", "invoices", "--json", "--db", db()});
    ASSERT_EQ(bills.size(), 1U);
    EXPECT_EQ(bills[0]["currency"], "GBP");
}

TEST_P(OfficeTimelines, KeepWhatClerksWriteDownOnce) {
    const Heard page = ask("/billing/timeline?account=1001", cookie_);
    const std::string form = "mark=" + page.mark() + "&account=1001&once=" + page.hidden("once") +
                             "&note=Called+about+%3Cb%3Ethe%3C%2Fb%3E+bill";
    EXPECT_EQ(send("/billing/timeline", cookie_, form).status, 303);
    EXPECT_EQ(send("/billing/timeline", cookie_, form).status, 303);
    const json notes = timeline("&only=notes");
    ASSERT_EQ(notes.size(), 1U);
    EXPECT_EQ(notes[0]["about"], "Called about <b>the</b> bill");
    EXPECT_EQ(notes[0]["by"], "Manager");
    EXPECT_FALSE(has(ask("/billing/timeline?account=1001", cookie_), "<b>the"));
    const Heard empty =
        send("/billing/timeline", cookie_ + "; counterfoil_language=de",
             "mark=" + page.mark() + "&account=1001&once=" + page.hidden("once") + "&note=+");
    EXPECT_EQ(empty.status, 409);
    EXPECT_TRUE(has(empty, "Die Notiz ist leer."));
    EXPECT_EQ(send("/people", cookie_,
                   "mark=" + page.mark() + "&name=Eve&role=cashier&password=correct+horse+battery")
                  .status,
              303);
    const std::string eve = session("Eve");
    const Heard hers = ask("/billing/timeline?account=1001", eve);
    EXPECT_TRUE(has(hers, "Called about"));
    EXPECT_FALSE(has(hers, "name=\"note\""));
    EXPECT_EQ(send("/billing/timeline", eve,
                   "mark=" + ask("/overview", eve).mark() + "&account=1001&once=1&note=x")
                  .status,
              403);
}

TEST_P(OfficeTimelines, TellWhatWasPaidBackFromWhatBounced) {
    counterfoil({"payment", "receive", "--account", "1001", "100.00", "--db", db()});
    counterfoil({"payment", "refund", "1001", "--amount", "10.00", "--db", db()});
    const json paid = timeline("&only=payments");
    ASSERT_EQ(paid.size(), 2U);
    EXPECT_EQ(paid[0]["what"], "refund");
    EXPECT_EQ(paid[0]["amount"], "10.00");
    const Heard page = ask("/billing/timeline?account=1001", cookie_ + "; counterfoil_language=de");
    EXPECT_TRUE(has(page, "Zurückgezahlt"));
    EXPECT_FALSE(has(page, "Geld ging zurück"));
}

TEST_P(OfficeTimelines, SayWhereASearchShowsTheFirstOnesAlone) {
    EXPECT_FALSE(has(ask("/search?words=100", cookie_), "Only the first"));
    std::string people = "number,name\n";
    for (int i = 100; i < 121; ++i) {
        people += std::to_string(i) + ",Petra Plenty " + std::to_string(i) + "\n";
    }
    test::write_file(file("people.csv"), people);
    counterfoil({"import", "customers", file("people.csv"), "--db", db()});
    const Heard many = ask("/search?words=plenty", cookie_);
    EXPECT_TRUE(has(many, "Only the first 20 of each sort are shown"));
    EXPECT_EQ(ask(many.link("/billing/accounts?"), cookie_).status, 200);
    EXPECT_TRUE(has(ask("/search?words=plenty", cookie_ + "; counterfoil_language=de"),
                    "nur die ersten 20"));
}

TEST_P(OfficeTimelines, AreFoundFromEveryPage) {
    for (const char* path : {"/overview", "/goods", "/billing/runs", "/settings", "/search"}) {
        EXPECT_TRUE(has(ask(path, cookie_), "action=\"/search\"")) << path;
    }
    EXPECT_EQ(ask("/search?words=1001", cookie_).header("Location"), "/billing/account/1001");
    EXPECT_EQ(ask("/search?words=york", cookie_).header("Location"), "/billing/account/1002");
    const auto document =
        json::parse(ask("/billing/account/1001?as=json", cookie_).body)["documents"][0]["number"]
            .get<std::string>();
    EXPECT_EQ(ask("/search?words=" + document, cookie_).header("Location"),
              "/billing/document/" + document);
    const Heard some = ask("/search?words=100", cookie_);
    EXPECT_EQ(some.status, 200);
    EXPECT_TRUE(has(some, "/billing/account/1001"));
    EXPECT_TRUE(has(some, "/billing/subscription?number=1002-1"));
    EXPECT_TRUE(has(some, "Otto &lt;b&gt;Bold"));
    counterfoil({"meter", "fit", "M1", "kwh", "--serial", "A-77", "--at", begin_, "--db", db()});
    EXPECT_TRUE(has(ask("/search?words=a-77", cookie_), "/billing/meters/meter?meter=kwh"));
    counterfoil({"customer", "add", "K1", "--name", "Paul Plain", "--db", db()});
    EXPECT_TRUE(has(ask("/search?words=plain", cookie_), "/customers/customer?id="));
    counterfoil({"payment", "receive", "--account", "1001", "3.00", "--reference", "Rent <7>",
                 "--db", db()});
    const Heard paid = ask("/search?words=Rent", cookie_);
    EXPECT_EQ(paid.status, 200);
    EXPECT_TRUE(has(paid, "Rent &lt;7&gt;"));
    EXPECT_TRUE(has(paid, "/billing/account/1001"));
    test::write_file(file("offer.json"),
                     R"({"account": "1002", "lines": [{"text": "Advice", "price": "10.00"}]})");
    counterfoil({"quote", "write", file("offer.json"), "--db", db()});
    const std::string quote = json_of({"quote", "list", "--json", "--db", db()})[0]["number"];
    EXPECT_EQ(ask("/search?words=" + quote, cookie_).header("Location"),
              "/billing/quotes/quote?number=" + quote);
    counterfoil({"debit", "mandate", "MD-1", "--account", "1001", "--iban",
                 "DE89370400440532013000", "--signed", begin_, "--db", db()});
    EXPECT_TRUE(has(ask("/search?words=de89+3704", cookie_), "MD-1"));
    const Heard none = ask("/search?words=zzz", cookie_ + "; counterfoil_language=de");
    EXPECT_EQ(none.status, 200);
    EXPECT_TRUE(has(none, "Von „zzz“ ist nichts bekannt"));
    EXPECT_EQ(ask("/search?words=1001").header("Location"), "/sign-in");
}

}  // namespace

ON_EITHER_ENGINE(OfficeTimelines);
