// Goal: every command does its work on either engine, with its data on one stream, its words on the
// other and the exit code that says how it ended. Method: command lines as users type them.
#include <gmock/gmock.h>
#include <sys/stat.h>

#include <filesystem>
#include <nlohmann/json.hpp>

#include "app/core/open_shop.hpp"
#include "drivers/printer/png.hpp"
#include "tests/contract/counterfoil/command_line.hpp"

namespace {

using app::counterfoil::Exit;
using Json = nlohmann::ordered_json;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;
namespace fs = std::filesystem;

std::vector<std::string> keys_of(const Json& object) {
    std::vector<std::string> keys;
    for (const auto& [key, value] : object.items()) keys.push_back(key);
    return keys;
}

class Commands : public test::CommandLine {
protected:
    std::string png(const std::string& name, unsigned width, unsigned height, bool inked) const {
        drivers::printer::Ink ink{width, height};
        for (std::size_t i = 0; inked && i < ink.dots.size(); i += 3) ink.dots[i] = 255;
        const auto bytes = drivers::printer::write_png(ink, 203);
        return file_of(name, {reinterpret_cast<const char*>(bytes.data()), bytes.size()});
    }
};

TEST_P(Commands, InitSaysWhereShopAndKeyAre) {
    const Json json = Json::parse(init({"--json"}).out);
    EXPECT_THAT(keys_of(json),
                ElementsAre("db", "key", "journal", "branch", "terminal", "currency", "zone"));
    EXPECT_EQ(json["db"], target_.where);
    EXPECT_EQ(json["currency"], "GBP");
    const std::string key = json["key"];
    struct stat status{};
    ASSERT_EQ(::stat(key.c_str(), &status), 0) << key;
    EXPECT_EQ(status.st_mode & 0777, 0600U);
    EXPECT_THAT(refused(Exit::refused, {"init", "--db", db(), "--branch", "B01", "--terminal", "T1",
                                        "--currency", "GBP", "--zone", "UTC"}),
                AnyOf(HasSubstr("exists already"), HasSubstr("holds a shop already")));
}

TEST_P(Commands, InitTakesWhatTheFirstStartAsks) {
    const auto goods = file_of("goods.csv", "number;name;price\n1;Pen;1,20\n2;Card;gratis\n");
    const auto logo = png("logo.png", 64, 32, true);
    const auto asked = [&](const std::vector<std::string>& more) {
        std::vector<std::string> words{"init",       "--db", db(),        "--branch", "B01",
                                       "--terminal", "T1",   "--country", "DE"};
        words.insert(words.end(), more.begin(), more.end());
        return words;
    };
    EXPECT_THAT(refused(Exit::refused, asked({"--goods", goods})),
                AllOf(HasSubstr("goods.csv:3: "), HasSubstr("--skip-bad")));
    EXPECT_THAT(refused(Exit::environment, asked({"--goods", goods + ".none"})),
                HasSubstr("goods.csv.none"));
    EXPECT_THAT(refused(Exit::usage, asked({"--language", "tlh"})), HasSubstr("tlh"));
    EXPECT_THAT(refused(Exit::usage, asked({"--printer", "parrot:1"})), HasSubstr("parrot"));
    EXPECT_THAT(refused(Exit::environment, asked({"--logo", logo + ".none"})),
                HasSubstr("logo.png.none"));
    EXPECT_THAT(refused(Exit::usage, asked({"--goods", goods, "--demo"})), HasSubstr("--demo"));
    EXPECT_THAT(refused(Exit::usage, asked({"--skip-bad"})), HasSubstr("--goods"));
    const auto made = run(asked({"--goods", goods, "--skip-bad", "--logo", logo, "--printer",
                                 "tcp:192.168.1.50", "--printer-profile", "generic-58mm",
                                 "--language", "fr", "--backups", "/media/stick"}));
    ASSERT_EQ(made.exit, Exit::done) << made.err;
    EXPECT_THAT(made.err, HasSubstr("1 item came in, 1 row was refused"));
    EXPECT_THAT(done({"search", "pen"}).out, HasSubstr("1.20"));
    done({"logo", "--out", file("again.png")});
    EXPECT_TRUE(fs::exists(file("again.png")));
    const Json devices = Json::parse(done({"attach", "--json"}).out);
    EXPECT_EQ(devices["printer"], "tcp:192.168.1.50");
    EXPECT_EQ(devices["printer-profile"], "generic-58mm");
    EXPECT_EQ(devices["backups"], "/media/stick");
}

TEST_P(Commands, AKeyMayLieElsewhere) {
    const std::string key = file("elsewhere.key");
    init({"--key", key, "--demo"});
    EXPECT_TRUE(fs::exists(key));
    const auto items = file_of("items.csv", "number,name\n9001,Ink\n");
    EXPECT_THAT(refused(Exit::environment, {"import", "items", items, "--db", db()}),
                HasSubstr("is missing"));
    done({"import", "items", items, "--key", key});
    EXPECT_THAT(done({"search", "ink"}).out, HasSubstr("9001"));
}

TEST_P(Commands, DevicesAreNamedOnceAndCheckedBeforeTheyAreKept) {
    init();
    EXPECT_EQ(Json::parse(done({"attach", "--json"}).out)["card"], "");
    done({"attach", "--card", "tcp:192.168.1.60", "--card-password", "123456", "--scale", "usb",
          "--display", "window", "--drawer", "printer:5"});
    const Json json = Json::parse(done({"attach", "--json"}).out);
    EXPECT_EQ(json["card"], "tcp:192.168.1.60");
    EXPECT_EQ(json["card-password"], "(set)");
    EXPECT_EQ(json["scale"], "usb");
    EXPECT_EQ(json["drawer"], "printer:5");
    EXPECT_THAT(refused(Exit::refused, {"attach", "--db", db(), "--scale", "abacus@usb:1"}),
                Not(HasSubstr("journal")));
    EXPECT_THAT(refused(Exit::refused, {"attach", "--db", db(), "--drawer-warn", "soon"}),
                HasSubstr("seconds"));
    done({"attach", "--card", "none"});
    EXPECT_EQ(Json::parse(done({"attach", "--json"}).out)["card"], "none");
}

TEST_P(Commands, ItemsAreImportedSearchedAndLookedUp) {
    init();
    const auto items = file_of("items.csv",
                               "Code;Name;Preis;Art\n"
                               "4006381333931;Füller;12,50;pen\n"
                               "4006381333932;Tinte, blau;1.299,00;pen\n"
                               "7;Papier;0,0125;\n");
    const auto said =
        done({"import", "items", items, "--map", "barcode=Code", "--map", "name=Name", "--map",
              "price=Preis", "--map", "tax=Art", "--decimal", "comma", "--json"});
    EXPECT_EQ(said.err, "");
    const Json json = Json::parse(said.out);
    EXPECT_THAT(keys_of(json),
                ElementsAre("rows", "passed_over", "added", "changed", "unchanged", "refused",
                            "barcodes_added", "barcodes_removed", "taken_off_sale", "put_on_sale",
                            "wrong_check_digits", "unknown_tax_classes", "departments_added",
                            "kept", "refusals", "notes"));
    EXPECT_EQ(json["added"], 3);
    EXPECT_EQ(json["wrong_check_digits"], 1);
    EXPECT_EQ(json["unknown_tax_classes"], 2);
    ASSERT_EQ(json["notes"].size(), 2U);
    EXPECT_EQ(json["notes"][0]["line"], 2);
    EXPECT_EQ(json["notes"][1]["reason"],
              "Code: the check digit of 4006381333932 is wrong; kept as a free code");

    const Json found = Json::parse(done({"search", "fuller", "--json"}).out);
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0]["price"], "12.50");
    const Json item = Json::parse(done({"item", "4006381333932", "--json"}).out);
    EXPECT_EQ(item["name"], "Tinte, blau");
    EXPECT_EQ(item["price"], "1299.00");
    EXPECT_THAT(done({"item", "7"}).out, HasSubstr("price: 0.0125\n"));
    EXPECT_THAT(refused(Exit::refused, {"item", "8", "--db", db()}), HasSubstr("No item"));
    EXPECT_EQ(run({"search", "zebra", "--db", db()}).exit, Exit::refused);
    EXPECT_THAT(run({"search", "zebra", "--db", db()}).err, HasSubstr("zebra"));
}

TEST_P(Commands, OnlyTheRowsAskedForAreImported) {
    init();
    const auto items =
        file_of("items.csv", "chain,barcode,name\nX,7,Seven\nY,7,Other\nX,8,Eight\n");
    const Json json =
        Json::parse(done({"import", "items", items, "--only", "chain=X", "--json"}).out);
    EXPECT_EQ(json["added"], 2);
    EXPECT_EQ(json["passed_over"], 1);
    EXPECT_THAT(done({"item", "7"}).out, HasSubstr("Seven"));
}

TEST_P(Commands, ADryRunSaysWhatAnImportWouldDoAndDoesNothing) {
    init();
    const auto before = file_of("before.csv", "number,name,price\n1,One,1\n2,Two,2\n");
    done({"import", "items", before});
    const auto items = file_of("items.csv",
                               "number,name,price,department,barcode\n1,One,1.50,New,\n2,Two,2,,\n"
                               "3,Three,x,,\n4,Four,4,New,4006381333931\n4,Four,4,New,7\n"
                               "5,Five,5,,4.00E+12\n");
    const auto counts = [](const Json& json) {
        std::string text;
        for (const char* name : {"rows", "added", "changed", "unchanged", "refused",
                                 "barcodes_added", "departments_added"})
            text += json[name].dump() + " ";
        return text;
    };
    const auto said =
        run({"import", "items", items, "--skip-bad", "--dry-run", "--json", "--db", db()});
    const Json dry = Json::parse(said.out);
    EXPECT_EQ(dry["kept"], false);
    EXPECT_THAT(said.err, HasSubstr("Nothing was written"));
    EXPECT_EQ(run({"item", "4", "--db", db()}).exit, Exit::refused);
    EXPECT_THAT(done({"item", "1"}).out, HasSubstr("price: 1.00\n"));
    const Json wet = Json::parse(done({"import", "items", items, "--skip-bad", "--json"}).out);
    EXPECT_EQ(counts(dry), counts(wet));
    EXPECT_EQ(counts(wet), "6 1 2 1 2 2 1 ");
    EXPECT_THAT(dry["refusals"][1]["reason"].get<std::string>(), HasSubstr("was rounded"));
    EXPECT_EQ(run({"import", "items", items, "--dry-run", "--db", db()}).exit, Exit::refused);
}

TEST_P(Commands, ColumnsAreGuessedWhereNobodyNamesThem) {
    init({"--country", "GB"});
    const auto items = file_of("goods.csv",
                               "SKU;Title;EAN;Sales price;VAT\n"
                               "A1;Pen, blue;4006381333931;1,20;20%\nA2;Rubber;;0,80;20 %\n");
    const auto said = run({"import", "items", items, "--db", db()});
    EXPECT_EQ(said.exit, Exit::done) << said.err;
    EXPECT_THAT(said.err,
                HasSubstr("barcode=EAN, number=SKU, price=Sales price, tax=VAT, name=Title; "
                          "say otherwise with --map."));
    const Json pen = Json::parse(done({"item", "4006381333931", "--json"}).out);
    EXPECT_EQ(pen["price"], "1.20");
    EXPECT_EQ(pen["tax"], "standard");
    const auto bare = file_of("bare.csv", "Ruler,1.10,9783161484100\nGlue,2.30,4006381333924\n");
    done({"import", "items", bare});
    EXPECT_THAT(done({"item", "9783161484100"}).out, HasSubstr("name: Ruler"));
}

TEST_P(Commands, ADryRunShowsTheFirstRowsAndAPriceListIsSoldAtPricesWithTax) {
    init({"--country", "DE"});
    const auto items = file_of("goods.csv",
                               "Nr;Name;VK netto;VK brutto;Regal\n1;Milch;1,11;1,19;A\n"
                               "2;Brot;2,00;2,14;B\n");
    const auto dry = run({"import", "items", items, "--dry-run", "--db", db()});
    EXPECT_EQ(dry.exit, Exit::done) << dry.err;
    EXPECT_THAT(dry.out, HasSubstr("number | name | price\nNr | Name | VK brutto\n"
                                   "1 | Milch | 1,19\n2 | Brot | 2,14\n"
                                   "Not taken: VK netto, Regal\n"));
    EXPECT_THAT(dry.out, HasSubstr("2 rows: 2 items added"));
    EXPECT_THAT(dry.err, HasSubstr("price=VK brutto"));
    EXPECT_THAT(dry.err, Not(HasSubstr("without tax")));
    done({"import", "items", items});
    EXPECT_THAT(done({"item", "1"}).out, HasSubstr("price: 1.19\n"));

    const auto net = file_of("net.csv", "Nr;Name;VK netto\n3;Eier;2,50\n");
    EXPECT_THAT(run({"import", "items", net, "--db", db()}).err, HasSubstr("are without tax"));
    const auto plain = file_of("plain.csv", "number,name,price\n4,Salz,0.99\n");
    const auto shown = run({"import", "items", plain, "--dry-run", "--db", db()});
    EXPECT_THAT(shown.out, HasSubstr("number | name | price\nnumber | name | price\n4 | Salz"));
}

TEST_P(Commands, GoodsWithoutNumbersAreKnownByTheirNames) {
    init({"--country", "DE"});
    const auto items = file_of("goods.csv", "Artikel;Einkauf;Verkauf\nMilch;0,60;1,19\n");
    const auto said = run({"import", "items", items, "--db", db()});
    EXPECT_EQ(said.exit, Exit::done) << said.err;
    EXPECT_THAT(said.err, HasSubstr("neither numbers nor barcodes"));
    EXPECT_THAT(done({"search", "milch"}).out, HasSubstr("1.19"));
    const auto dearer = file_of("dearer.csv", "Artikel;Verkauf\nMilch;1,29\n");
    const Json again = Json::parse(done({"import", "items", dearer, "--json"}).out);
    EXPECT_EQ(again["changed"], 1);
    EXPECT_EQ(again["added"], 0);
}

TEST_P(Commands, WhatIsNoTableIsSaidToBeNone) {
    init({"--country", "DE"});
    std::string bytes;
    for (unsigned i = 0; i < 20'000; ++i) bytes += static_cast<char>((i * 2'654'435'761U) >> 24);
    const auto noise = file_of("m.xlsx", bytes);
    EXPECT_THAT(refused(Exit::environment, {"import", "items", noise, "--dry-run", "--db", db()}),
                AllOf(HasSubstr("is no spreadsheet and no table of text: save it as"),
                      Not(HasSubstr("column"))));
    const auto paper = file_of("list.pdf", "%PDF-1.7\n1 0 obj\n");
    EXPECT_THAT(refused(Exit::environment, {"import", "items", paper, "--db", db()}),
                HasSubstr("is a PDF file: save it there as .xlsx or as CSV"));
}

TEST_P(Commands, HebrewOfWindowsIsReadAndOtherLettersAreSaid) {
    init({"--country", "IL"});
    const auto hebrew = file_of("goods.csv",
                                "\xEE\xF7\x22\xE8;\xF9\xED;\xEE\xE7\xE9\xF8\n"
                                "7;\xE7\xEC\xE1 3%;5.90\n8;\xE7\xEE\xE0\xE4;8.50\n");
    const auto said = run({"import", "items", hebrew, "--db", db()});
    EXPECT_EQ(said.exit, Exit::done) << said.err;
    EXPECT_THAT(done({"item", "7"}).out, HasSubstr("name: חלב 3%"));
    EXPECT_THAT(said.err, Not(HasSubstr("read wrongly")));
    const auto russian = file_of("other.csv", "number;name\n9;\xCC\xEE\xEB\xEE\xEA\xEE\n");
    EXPECT_THAT(run({"import", "items", russian, "--db", db()}).err, HasSubstr("read wrongly"));
}

TEST_P(Commands, ABadRowKeepsAllOutUnlessItIsSkipped) {
    init();
    const auto items = file_of("items.csv", "number,name,price\n1,One,1\n2,Two,-1\n");
    const auto said = run({"import", "items", items, "--db", db()});
    EXPECT_EQ(said.exit, Exit::refused);
    EXPECT_THAT(said.err, HasSubstr("items.csv:3: price: the price -1 is below zero\n"));
    EXPECT_THAT(said.err, HasSubstr("Nothing was kept."));
    EXPECT_THAT(said.out, HasSubstr("2 rows: 0 items added"));
    EXPECT_EQ(run({"item", "1", "--db", db()}).exit, Exit::refused);
    done({"import", "items", items, "--skip-bad"});
    done({"item", "1"});
}

TEST_P(Commands, ALogoStandsAtTheHeadOfReceipts) {
    init();
    ring_some();
    const std::vector<std::string> receipt{"receipt", "B01-T1-000001", "--format", "escpos"};
    const auto plain = done(receipt).out;
    const auto plain_picture = done({"receipt", "B01-T1-000001", "--format", "png"}).out;
    EXPECT_THAT(refused(Exit::refused, {"logo", "--out", "-", "--db", db()}), HasSubstr("no logo"));

    done({"logo", png("logo.png", 1200, 300, true)});
    EXPECT_GT(done(receipt).out.size(), plain.size() + 576 / 8 * 144);
    EXPECT_GT(done({"receipt", "B01-T1-000001", "--format", "png"}).out.size(),
              plain_picture.size());
    const auto kept = done({"logo", "--out", "-"}).out;
    const auto ink = drivers::printer::read_png(pos::as_bytes(kept));
    ASSERT_TRUE(ink);
    EXPECT_EQ(ink->width, 576U);  // no larger than it can be printed
    EXPECT_EQ(ink->height, 144U);
    done({"logo", png("tall.png", 100, 3200, true)});
    EXPECT_EQ(drivers::printer::read_png(pos::as_bytes(done({"logo", "--out", "-"}).out))->height,
              320U);
    done({"verify"});

    done({"logo", "--remove"});
    EXPECT_EQ(done(receipt).out, plain);
}

TEST_P(Commands, ALogoThatCannotBePrintedIsRefused) {
    init();
    const auto why = [&](Exit exit, const std::string& logo) {
        return refused(exit, {"logo", logo, "--db", db()});
    };
    EXPECT_THAT(why(Exit::refused, file_of("words.png", "no picture")), HasSubstr("no PNG"));
    EXPECT_THAT(why(Exit::refused, file_of("large.png", std::string(5 << 20, 'x'))),
                HasSubstr("4 MiB"));
    EXPECT_THAT(why(Exit::refused, png("wide.png", 5000, 2, true)), HasSubstr("4096"));
    EXPECT_THAT(why(Exit::refused, png("blank.png", 50, 50, false)), HasSubstr("blank"));
    EXPECT_THAT(why(Exit::environment, file("missing.png")), HasSubstr("cannot be read"));
    EXPECT_THAT(refused(Exit::usage, {"logo", "--db", db()}), HasSubstr("--remove"));
    EXPECT_THAT(refused(Exit::refused, {"logo", "--out", "-", "--db", db()}), HasSubstr("no logo"));
}

TEST_P(Commands, AReceiptIsForThePrinterThatIsNamed) {
    init();
    ring_some();
    const auto bytes = [&](const std::string& profile) {
        return done({"receipt", "B01-T1-000001", "--format", "escpos", "--profile", profile}).out;
    };
    EXPECT_THAT(bytes("star-tsp650"), HasSubstr("\x1B\x64\x01"));  // its partial cut
    EXPECT_THAT(bytes("epson-tm-t88"), HasSubstr("\x1DV\x01"));
    EXPECT_THAT(refused(Exit::usage, {"receipt", "1", "--profile", "nobody", "--db", db()}),
                HasSubstr("epson-tm-t88"));
}

TEST_P(Commands, RingAnswersForMachines) {
    init();
    const auto sales = file_of("sales.csv",
                               "receipt,sku,name,quantity,price,at\n"
                               "1,A,Apple,2,1.50,2010-12-01 08:26:00\n"
                               "2,A,Apple,1,-1,2010-12-01 08:27:00\n");
    const auto none = run({"ring", sales, "--db", db(), "--json"});
    EXPECT_EQ(none.exit, Exit::refused);
    EXPECT_THAT(none.err, HasSubstr("Nothing was rung up."));
    EXPECT_THAT(none.err, HasSubstr(":3: receipt 2, column price: a price is below zero"));
    EXPECT_EQ(Json::parse(none.out)["sales"], 0);
    EXPECT_EQ(run({"receipt", "1", "--db", db()}).exit, Exit::refused);

    const Json json = Json::parse(done({"ring", sales, "--skip-bad", "--json"}).out);
    EXPECT_THAT(keys_of(json),
                ElementsAre("rows", "receipts", "sales", "refunds", "stock_adjustments", "refused",
                            "skipped", "items_added", "refusals"));
    EXPECT_EQ(json["receipts"], 2);
    EXPECT_EQ(json["sales"], 1);
    EXPECT_EQ(json["refused"], 1);
    ASSERT_EQ(json["refusals"].size(), 1U);
    EXPECT_THAT(keys_of(json["refusals"][0]), ElementsAre("line", "receipt", "reason", "column"));
    EXPECT_EQ(json["refusals"][0]["line"], 3);
    EXPECT_EQ(json["refusals"][0]["receipt"], "2");
    EXPECT_EQ(json["refusals"][0]["column"], "price");
    EXPECT_EQ(Json::parse(done({"ring", sales, "--skip-bad", "--json"}).out)["skipped"], 1);
}

TEST_P(Commands, TakingsComeInEveryBreakdownAndFormat) {
    init();
    ring_some();
    const Json days = Json::parse(done({"takings", "--from", "2010-12-01", "--to", "2010-12-01",
                                        "--by", "day", "--format", "json"})
                                      .out);
    ASSERT_EQ(days.size(), 1U);
    EXPECT_THAT(keys_of(days[0]),
                ElementsAre("day", "currency", "sales", "refunds", "gross", "refunded", "net",
                            "tax", "discount", "rounding", "tenders"));
    EXPECT_EQ(days[0], Json::parse(R"({"day":"2010-12-01","currency":"GBP","sales":1,"refunds":1,
        "gross":"5.00","refunded":"1.50","net":"3.50","tax":"0.00","discount":"0.00",
        "rounding":"0.00","tenders":[{"tender":"cash","name":"Cash","kind":"cash","payments":2,
        "gross":"5.00","refunded":"1.50","net":"3.50"}]})"));
    EXPECT_EQ(Json::parse(done({"takings", "--json"}).out).size(), 2U);

    const Json hours = Json::parse(done({"takings", "--by", "hour", "--json"}).out);
    ASSERT_EQ(hours.size(), 2U);
    EXPECT_EQ(hours[0]["hour"], 8);
    EXPECT_EQ(hours[0]["gross"], "11.00");
    EXPECT_EQ(hours[1]["refunded"], "1.50");
    const Json departments = Json::parse(done({"takings", "--by", "department", "--json"}).out);
    ASSERT_EQ(departments.size(), 2U);
    EXPECT_EQ(departments[0]["department"], "Bakery");
    EXPECT_EQ(departments[0]["net"], "8.00");
    EXPECT_EQ(departments[1]["quantity"], "1");
    EXPECT_EQ(departments[1]["net"], "1.50");
    EXPECT_EQ(done({"takings", "--by", "tender", "--format", "csv"}).out,
              "tender,name,payments,currency,sales,refunds,gross,refunded,net\n"
              "cash,Cash,3,GBP,2,1,11.00,1.50,9.50\n");
    EXPECT_THAT(done({"takings", "--by", "cashier"}).out, HasSubstr("Manager  GBP"));
    EXPECT_EQ(Json::parse(done({"takings", "--from", "2011-01-01", "--json"}).out).size(), 0U);
}

TEST_P(Commands, AReceiptIsFoundByEitherNumber) {
    init();
    ring_some();
    const auto text = done({"receipt", "C2"}).out;
    EXPECT_THAT(text, HasSubstr("B01-T1-000002"));
    EXPECT_EQ(done({"receipt", "B01-T1-000002"}).out, text);
    EXPECT_THAT(text, Not(HasSubstr("DUPLICATE")));
    EXPECT_THAT(refused(Exit::refused, {"receipt", "99", "--db", db()}), HasSubstr("99"));
    const std::string png = done({"receipt", "1", "--format", "png"}).out;
    EXPECT_TRUE(png.starts_with("\x89PNG")) << png.size();
    EXPECT_TRUE(done({"receipt", "1", "--format", "escpos"}).out.starts_with("\x1B@"));
    EXPECT_EQ(done({"receipt", "1", "--out", file("1.txt")}).out, "");
    EXPECT_EQ(test::read_file(file("1.txt")), done({"receipt", "1"}).out);
    EXPECT_NE(done({"receipt", "1", "--paper", "58"}).out, done({"receipt", "1"}).out);
    refused(Exit::environment, {"receipt", "1", "--db", db(), "--out", file("no/folder.txt")});
}

TEST_P(Commands, AReprintIsMarkedAndJournalled) {
    init();
    ring_some();
    const auto entries = [&] {
        return Json::parse(done({"verify", "--json"}).out)["journals"][0]["entries"].get<int>();
    };
    const int before = entries();
    EXPECT_THAT(done({"receipt", "1", "--reprint"}).out, HasSubstr("DUPLICATE 1"));
    EXPECT_THAT(done({"receipt", "1", "--reprint"}).out, HasSubstr("DUPLICATE 2"));
    EXPECT_THAT(done({"receipt", "4", "--reprint"}).out, HasSubstr("DUPLICATE 1"));
    EXPECT_EQ(entries(), before + 3);
    EXPECT_THAT(done({"receipt", "1"}).out, Not(HasSubstr("DUPLICATE")));
    EXPECT_EQ(entries(), before + 3);
    refused(Exit::refused, {"receipt", "1", "--db", db(), "--reprint", "--cashier", "Nobody"});
    EXPECT_EQ(entries(), before + 3);
}

TEST_P(Commands, VerifyNamesADifference) {
    init();
    ring_some();
    EXPECT_THAT(done({"verify"}).out, HasSubstr("The books are whole."));
    ASSERT_TRUE(
        connect()->exec("UPDATE sale SET payable_minor = 1 WHERE number = "
                        "'B01-T1-000001'"));
    const auto said = run({"verify", "--db", db()});
    EXPECT_EQ(said.exit, Exit::refused);
    EXPECT_THAT(said.out, HasSubstr("payable_minor"));
    EXPECT_THAT(said.out, HasSubstr("The books are not whole."));
    EXPECT_EQ(Json::parse(run({"verify", "--db", db(), "--json"}).out)["good"], false);
}

TEST_P(Commands, ABackupIsPutBackUnderANewSeries) {
    init();
    ring_some();
    const std::string backup = file("backup.db");
    if (!is_sqlite()) GTEST_SKIP() << "a server's own tools do it: see below";
    done({"backup", "--to", backup, "--json"});
    refused(Exit::refused, {"backup", "--db", db(), "--to", backup});
    done({"backup", "--to", backup, "--replace"});
    // Nothing that belongs to a shop is written over, nor any other file.
    for (const char* end : {"-wal", ".key", ".lock"}) {
        EXPECT_THAT(refused(Exit::refused,
                            {"backup", "--db", db(), "--to", target_.where + end, "--replace"}),
                    HasSubstr("could destroy one"));
    }
    EXPECT_THAT(refused(Exit::refused, {"backup", "--db", db(), "--to",
                                        file_of("notes.txt", "milk, eggs"), "--replace"}),
                HasSubstr("is no earlier backup"));
    EXPECT_EQ(test::read_file(file("notes.txt")), "milk, eggs");
    // Nor is it sold from: the same key beside it does not make a shop of it.
    fs::copy_file(target_.where + ".key", backup + ".key");
    EXPECT_THAT(refused(Exit::environment, {"ring", file("sales.csv"), "--db", backup}),
                HasSubstr("is a backup: "));
    fs::remove(backup + ".key");
    const std::string again = file("again.db");
    const auto said = run({"restore", backup, "--db", again, "--json"});
    ASSERT_EQ(said.exit, Exit::done) << said.err;
    EXPECT_EQ(Json::parse(said.out)["series"], "T1b");
    EXPECT_EQ(run({"receipt", "1", "--db", again}).exit, Exit::done);
    refused(Exit::refused, {"restore", backup, "--db", again});
    EXPECT_EQ(run({"restore", backup, "--db", again, "--set-aside"}).exit, Exit::done);
    EXPECT_THAT(run({"restore", again + ".bak", "--db", again + "2"}).err,
                HasSubstr("There is no backup at"));
}

TEST_P(Commands, WriteNothingOverAShop) {
    init();
    ring_some();
    if (!is_sqlite()) GTEST_SKIP() << "its shop is no file";
    const std::string key = test::read_file(target_.where + ".key");
    const std::string shop = test::read_file(target_.where);
    for (const std::string end : {"", ".key", ".lock", "-wal"}) {
        EXPECT_THAT(
            refused(Exit::refused, {"receipt", "1", "--db", db(), "--out", target_.where + end}),
            HasSubstr("is left as it is; choose another name"))
            << end;
    }
    EXPECT_THAT(refused(Exit::refused, {"journal", "export", "--db", db(), "--out",
                                        target_.where + ".key", "--replace"}),
                HasSubstr("is left as it is"));
    EXPECT_EQ(test::read_file(target_.where + ".key"), key);
    EXPECT_EQ(test::read_file(target_.where), shop);
}

TEST_P(Commands, AnOlderCopyPutBackByHandSellsNothing) {
    init();
    if (!is_sqlite()) GTEST_SKIP() << "see the store's own test";
    const std::string kept = test::read_file(target_.where);
    ring_some();
    test::write_file(target_.where, kept);
    EXPECT_THAT(refused(Exit::environment, {"ring", file("sales.csv"), "--db", db()}),
                HasSubstr("would be given a second time"));
    EXPECT_EQ(run({"restore", target_.where, "--db", db(), "--set-aside"}).exit, Exit::done);
    done({"ring", file("sales.csv"), "--refund-prefix", "C"});
    EXPECT_THAT(run({"receipt", "1", "--db", db()}).out, HasSubstr("B01-T1b-000001"));
}

TEST_P(Commands, ABackupOfAServersDatabaseIsPutBackUnderANewSeries) {
    if (is_sqlite()) GTEST_SKIP() << "a file is copied";
    init();
    ring_some();
    const std::string backup = file("backup.dump");
    done({"backup", "--to", backup, "--json"});
    using std::filesystem::perms;
    EXPECT_EQ(
        std::filesystem::status(backup).permissions() & (perms::group_all | perms::others_all),
        perms::none);
    EXPECT_FALSE(std::filesystem::exists(backup + ".part"));
    refused(Exit::refused, {"backup", "--db", db(), "--to", backup});
    done({"backup", "--to", backup, "--replace"});
    const std::string other = file_of("other", "Receipts of May");
    refused(Exit::refused, {"backup", "--db", db(), "--to", other, "--replace"});
    EXPECT_EQ(test::read_file(other), "Receipts of May");
    // What holds something is left as it is.
    EXPECT_THAT(refused(Exit::refused, {"restore", backup, "--db", db()}),
                HasSubstr("holds something already"));
    const std::string fresh = test::PostgresServer::shared().fresh_database();
    EXPECT_THAT(refused(Exit::refused, {"restore", other, "--db", fresh}),
                HasSubstr("is no backup of a server's database"));
    EXPECT_THAT(refused(Exit::environment, {"restore", file("none"), "--db", fresh}),
                HasSubstr("There is no backup at"));
    EXPECT_THAT(refused(Exit::refused, {"restore", backup, "--db", file("shop.db")}),
                HasSubstr("is of a server's database"));
    refused(Exit::usage, {"restore", "--db", fresh});
    refused(Exit::usage, {"restore", backup, "--renew", "--db", fresh});
    refused(Exit::usage, {"restore", backup, "--set-aside", "--db", fresh});
    // One that was cut off leaves nothing behind.
    const std::string whole = test::read_file(backup);
    const std::string cut = file_of("cut.dump", whole.substr(0, whole.size() / 2));
    EXPECT_THAT(refused(Exit::environment, {"restore", cut, "--db", fresh}),
                HasSubstr("nothing of it is there"));

    const auto said = run({"restore", backup, "--db", fresh, "--json"});
    ASSERT_EQ(said.exit, Exit::done) << said.err;
    EXPECT_EQ(Json::parse(said.out)["series"], "T1b");
    EXPECT_EQ(run({"receipt", "1", "--db", fresh}).exit, Exit::done);
    EXPECT_EQ(run({"verify", "--db", fresh}).exit, Exit::done);
    // The second time another one, since the first may have been used.
    const std::string second = test::PostgresServer::shared().fresh_database();
    const auto again = run({"restore", backup, "--db", second, "--json"});
    ASSERT_EQ(again.exit, Exit::done) << again.err;
    EXPECT_EQ(Json::parse(again.out)["series"], "T1c");
}

TEST_P(Commands, ADatabaseThatWasPutBackByHandIsRenewed) {
    init();
    ring_some();
    const auto said = run({"restore", "--renew", "--db", db(), "--json"});
    ASSERT_EQ(said.exit, Exit::done) << said.err;
    const std::string series = Json::parse(said.out)["series"];
    // Nobody knows which were given after the copy: the series ends in what no other has.
    EXPECT_TRUE(series.starts_with("T1b"));
    EXPECT_EQ(series.size(), 7U);
    EXPECT_EQ(run({"verify", "--db", db()}).exit, Exit::done);
    EXPECT_EQ(run({"receipt", "1", "--db", db()}).exit, Exit::done);
    refused(Exit::usage, {"restore", "--renew", "--set-aside", "--db", db()});
}

TEST_P(Commands, ReadersWorkBesideAWriterAndASecondWriterIsToldOfIt) {
    init();
    ring_some();
    const auto options = app::core::with_key_file({.program = "till 7"}, db());
    const auto writer = app::core::open_shop(db(), *options, pos::Instant{1'763'900'000'000});
    ASSERT_TRUE(writer.has_value()) << writer.error().words;
    done({"takings"});
    done({"receipt", "1"});
    done({"search", "apple"});
    done({"verify"});
    const auto sales = file("sales.csv");
    EXPECT_THAT(refused(Exit::environment, {"ring", sales, "--db", db()}),
                HasSubstr("in use by till 7 (process "));
    refused(Exit::environment, {"import", "items", sales, "--db", db()});
    refused(Exit::environment, {"receipt", "1", "--db", db(), "--reprint"});
}

ON_EITHER_ENGINE(Commands);

}  // namespace
