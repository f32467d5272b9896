// Goal: what a shop's codes mean can be seen and changed from the command line, on either engine,
// and each change is in the journal. Method: command lines as users type them, then the item that a
// code leads to.
#include <gmock/gmock.h>

#include <nlohmann/json.hpp>

#include "app/core/open_shop.hpp"
#include "tests/contract/counterfoil/command_line.hpp"

namespace {

using app::counterfoil::Exit;
using Json = nlohmann::ordered_json;
using testing::Contains;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

class Codes : public test::CommandLine {
protected:
    std::optional<std::string> holder_of(const std::string& badge) {
        auto reader = app::core::OpenReader::open(db());
        EXPECT_TRUE(reader.has_value());
        const auto user = (*reader)->catalogue().user_of_badge(badge);
        EXPECT_TRUE(user.has_value());
        if (!*user) return std::nullopt;
        return (*user)->name;
    }
};

TEST_P(Codes, LabelsOfACountryAreChosenAndOnesOwnComeBeforeThem) {
    init();
    // In Britain the price has a check digit of its own; in Sweden 23 is a weight in grams.
    EXPECT_THAT(done({"labels"}).out, HasSubstr("20PPPPPKVVVVC price 2\n"));
    const std::string swedish = done({"labels", "--country", "SE"}).out;
    EXPECT_THAT(swedish, HasSubstr("23PPPPPPVVVVC weight 3\n"));
    EXPECT_THAT(swedish, Not(HasSubstr("K")));
    EXPECT_THAT(swedish, HasSubstr("B01-* receipt\n"));
    EXPECT_EQ(done({"labels"}).out, swedish);

    const auto items =
        file_of("items.csv", "number,name,price,unit\n123456,Cheese,12.00,kg\n12345,Ham,9.00,kg\n");
    done({"import", "items", items});
    EXPECT_THAT(done({"item", "2312345605009"}).out, HasSubstr("quantity: 0.5"));

    const std::string own = "23PPPPPVVVVVC price 2";
    EXPECT_THAT(done({"labels", "--add", own, "--add", "M-### customer"}).out, StartsWith(own));
    EXPECT_THAT(done({"item", "2312345605009"}).out, HasSubstr("label_price: 605.00"))
        << "the newest rule comes first";
    const Json json = Json::parse(done({"labels", "--json"}).out);
    EXPECT_EQ(json["labels"][0], own);
    EXPECT_THAT(json["codes"], Contains("M-### customer"));
    EXPECT_THAT(done({"labels", "--take", own}).out, Not(HasSubstr(own)));
    EXPECT_THAT(done({"item", "2312345605009"}).out, HasSubstr("quantity: 0.5"));
    done({"verify"});
}

TEST_P(Codes, TaxesAreSeenAndChangedFromADayOn) {
    init();
    EXPECT_THAT(done({"tax"}).out, StartsWith("No taxes."));
    const Json first = Json::parse(
        done({"tax", "A", "20", "--name", "VAT", "--class", "standard", "--default", "--json"})
            .out);
    EXPECT_EQ(first["taxes"][0]["percent"], "20");
    EXPECT_EQ(first["class_of_goods_that_say_none"], "standard");
    EXPECT_THAT(done({"tax", "A", "22.5", "--from", "2100-01-01"}).out, HasSubstr("22.5"));
    const Json json = Json::parse(done({"tax", "--json"}).out);
    ASSERT_EQ(json["taxes"].size(), 2U);
    EXPECT_EQ(json["taxes"][0]["until"], "2100-01-01");
    EXPECT_EQ(json["taxes"][1]["name"], "VAT");

    EXPECT_THAT(refused(Exit::usage, {"tax", "A", "much", "--db", db()}),
                HasSubstr("no percentage"));
    EXPECT_THAT(refused(Exit::usage, {"tax", "A", "20", "--remove", "--db", db()}),
                HasSubstr("--remove"));
    const auto items = file_of("items.csv", "number,name,price,tax\nP1,Pear,1.00,standard\n");
    done({"import", "items", items});
    EXPECT_THAT(refused(Exit::refused, {"tax", "A", "--remove", "--db", db()}),
                HasSubstr("1 goods"));
    EXPECT_EQ(Json::parse(done({"tax", "--json"}).out), json);
    done({"tax", "B", "5", "--class", "reduced"});
    EXPECT_THAT(done({"tax", "B", "--remove"}).out, Not(HasSubstr("reduced")));

    done({"tax", "C", "5", "--name", "GST", "--class", "town", "--added", "--from", "2020-01-01"});
    const Json earlier = Json::parse(done({"tax", "C", "4", "--from", "2010-01-01", "--json"}).out);
    const Json& what_it_was = earlier["taxes"][2];
    EXPECT_EQ(what_it_was["percent"], "4");
    EXPECT_EQ(what_it_was["until"], "2020-01-01");
    EXPECT_EQ(what_it_was["name"], "GST") << "the same tax before the first of its rates";
    EXPECT_EQ(what_it_was["included"], false);
    done({"verify"});
}

TEST_P(Codes, RulesThatMakeNoSenseSayWhyAndChangeNothing) {
    init();
    const std::string before = done({"labels"}).out;
    const std::pair<const char*, const char*> wrong[] = {
        {"28PPPPPVVVVVC price 9", "decimals"},
        {"28PPPPPC price 2", "V side by side"},
        {"PPPPVVVV price 2", "starts with the digits"},
        {"* customer", "2 to 40"},
        {"#1 customer", "starts with what it is known by"},
        {"042* friend", "gift_card"},
        {"a*b badge", "at the end"},
    };
    for (const auto& [rule, why] : wrong) {
        EXPECT_THAT(refused(Exit::usage, {"labels", "--db", db(), "--add", rule}), HasSubstr(why))
            << rule;
    }
    EXPECT_THAT(refused(Exit::usage, {"labels", "--db", db(), "--country", "Sweden"}),
                HasSubstr("SE"));
    EXPECT_THAT(refused(Exit::refused, {"labels", "--db", db(), "--take", "77* coupon"}),
                HasSubstr("no rule"));
    EXPECT_EQ(done({"labels"}).out, before);
}

TEST_P(Codes, ABadgeIsGivenPassedOnAndTakenBack) {
    init({"--cashier", "Anna"});
    EXPECT_THAT(refused(Exit::refused, {"badge", "0411", "--db", db(), "--person", "Bert"}),
                HasSubstr("There are: Anna."));
    refused(Exit::usage, {"badge", "0411", "--db", db()});
    EXPECT_THAT(refused(Exit::refused, {"badge", "0411", "--db", db(), "--take"}),
                HasSubstr("Nobody has"));
    done({"badge", "0411", "--person", "Anna"});
    EXPECT_EQ(holder_of("0411"), "Anna");
    done({"badge", "0411", "--take"});
    EXPECT_EQ(holder_of("0411"), std::nullopt);
    done({"verify"});
}

TEST_P(Codes, HowScannersSendIsShownAndChanged) {
    init();
    EXPECT_EQ(done({"scanner"}).out, "layout=us end=enter\n");
    EXPECT_EQ(done({"scanner", "--layout", "de", "--prefix", "~ ", "--end", "pause"}).out,
              "layout=de prefix=~%20 end=pause\n");
    EXPECT_EQ(done({"scanner", "--suffix", "%", "--prefix", ""}).out,
              "layout=de suffix=%25 end=pause\n");
    EXPECT_EQ(done({"scanner"}).out, "layout=de suffix=%25 end=pause\n");
    EXPECT_THAT(refused(Exit::usage, {"scanner", "--db", db(), "--layout", "xx"}), HasSubstr("de"));
    done({"verify"});
}

ON_EITHER_ENGINE(Codes);

}  // namespace
