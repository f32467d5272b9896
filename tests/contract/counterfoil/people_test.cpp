// Goal: who works at a till, and with what PIN they sign on, is decided from the command line, on
// either engine; nobody can be locked out by it, and each change is in the journal without the PIN.
// Method: command lines as users type them, then what the database says of people and PINs.
#include <gmock/gmock.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "app/core/open_shop.hpp"
#include "app/core/shop_settings.hpp"
#include "pos/people/pin.hpp"
#include "pos/store/catalogue/pins.hpp"
#include "pos/store/office/membership.hpp"
#include "tests/contract/counterfoil/command_line.hpp"

namespace {

using app::counterfoil::Exit;
using Json = nlohmann::ordered_json;
using testing::HasSubstr;
using testing::Not;
using Words = std::vector<std::string>;

class People : public test::CommandLine {
protected:
    void SetUp() override { init({"--cashier", "Anna"}); }
    Words user(Words words) {
        words.insert(words.begin(), "user");
        words.insert(words.end(), {"--db", db()});
        return words;
    }
    void done_with(Words words, const std::string& input) {
        const test::Said said = run(user(std::move(words)), input);
        EXPECT_EQ(said.exit, Exit::done) << said.err;
    }
    std::string refused_with(Words words, const std::string& input) {
        const test::Said said = run(user(std::move(words)), input);
        EXPECT_EQ(said.exit, Exit::refused) << said.err;
        return said.err;
    }
    Json list() { return Json::parse(run(user({"list", "--json"})).out); }
    bool signs_on(const std::string& name, const std::string& pin) {
        auto reader = app::core::OpenReader::open(db());
        EXPECT_TRUE(reader.has_value());
        const auto users = (*reader)->catalogue().users();
        const auto at = std::ranges::find(*users, name, &pos::people::User::name);
        EXPECT_NE(at, users->end());
        const auto known = pos::store::known_pin((*reader)->connection(), at->id);
        return known && *known && pos::people::is_pin((*known)->hash, pin);
    }
};

TEST_P(People, AreAddedWithPinsFromTheInputOrAFile) {
    EXPECT_EQ(list()[0]["has_pin"], false);
    done_with({"pin", "Anna"}, "2580\r\n");
    done_with({"add", "Max Muster"}, "4711\n");
    const auto file = file_of("pin", "9021\nnot this\n");
    done_with({"add", "  Eva\tKlein ", "--role", "manager", "--pin-file", file}, "");
    done_with({"add", "Otto", "--no-pin"}, "");
    EXPECT_TRUE(signs_on("Anna", "2580"));
    EXPECT_TRUE(signs_on("Max Muster", "4711"));
    EXPECT_TRUE(signs_on("Eva Klein", "9021"));
    EXPECT_FALSE(signs_on("Max Muster", "2580"));
    const Json people = list();
    ASSERT_EQ(people.size(), 4U);
    EXPECT_EQ(people[1]["name"], "Eva Klein");
    EXPECT_EQ(people[1]["role"], "manager");
    EXPECT_EQ(people[2]["role"], "cashier");
    EXPECT_EQ(people[3]["has_pin"], false);
    EXPECT_THAT(run(user({"list"})).out, HasSubstr("Max Muster"));
    done({"verify"});
}

TEST_P(People, ChangeAndTheJournalSaysSoWithoutThePin) {
    done_with({"pin", "Anna"}, "2580\n");
    done_with({"add", "Max"}, "4711\n");
    done_with({"pin", "Max"}, "8642\n");
    EXPECT_FALSE(signs_on("Max", "4711"));
    EXPECT_TRUE(signs_on("Max", "8642"));
    done_with({"change", "Max", "--role", "manager"}, "");
    done_with({"change", "Max", "--active", "no"}, "");
    EXPECT_EQ(list()[1]["active"], false);
    auto reader = app::core::OpenReader::open(db());
    std::string changes;
    const auto read = (*reader)->connection().each(
        "SELECT payload FROM journal_entry ORDER BY entry", [&](const pos::store::db::Row& row) {
            pos::Bytes bytes;
            row.get(0, bytes);
            changes.append(reinterpret_cast<const char*>(bytes.data()), bytes.size());
        });
    ASSERT_TRUE(read.has_value());
    for (const char* words :
         {"user.pin", "user.added", "Max, cashier", "Max, manager, deactivated"})
        EXPECT_THAT(changes, HasSubstr(words));
    for (const char* secret : {"2580", "4711", "8642", "argon2"})
        EXPECT_THAT(changes, Not(HasSubstr(secret)));
    done({"verify"});
}

TEST_P(People, RefuseWhatWouldLockTheTill) {
    EXPECT_THAT(refused_with({"add", "Max"}, "4711\n"), HasSubstr("Give a manager a PIN first"));
    EXPECT_EQ(list().size(), 1U) << "nothing of it was done";
    done_with({"add", "Max", "--no-pin"}, "");
    EXPECT_THAT(refused_with({"pin", "Max"}, "4711\n"), HasSubstr("Give a manager a PIN first"));
    done_with({"pin", "Anna"}, "2580\n");
    done_with({"pin", "Max"}, "4711\n");
    EXPECT_THAT(refused_with({"pin", "Anna", "--remove"}, ""),
                HasSubstr("Anna is the last manager with a PIN"));
    done_with({"add", "Eva", "--role", "manager", "--no-pin"}, "");
    for (Words words : {Words{"change", "Anna", "--active", "no"},
                        Words{"change", "Anna", "--role", "cashier"}}) {
        EXPECT_THAT(refused_with(words, ""), HasSubstr("Anna is the last manager with a PIN"));
    }
    done_with({"pin", "Max", "--remove"}, "");
    done_with({"pin", "Anna", "--remove"}, "");
    EXPECT_EQ(list()[0]["has_pin"], false);
    done_with({"change", "Eva", "--active", "no"}, "");
    EXPECT_THAT(refused_with({"change", "Anna", "--active", "no"}, ""),
                HasSubstr("Anna is the last manager"));
}

TEST_P(People, RefusesEachPinAndNameThatIsNone) {
    for (const char* pin : {"123", "1234", "9876", "1111", "12a4", "123456789", "٢٥٨٠"}) {
        EXPECT_THAT(refused_with({"pin", "Anna"}, pin + std::string{"\n"}),
                    HasSubstr("A PIN has 4 to 8 digits"))
            << pin;
    }
    EXPECT_THAT(refused(Exit::usage, user({"pin", "Anna"})), HasSubstr("nothing was given"));
    EXPECT_THAT(
        refused(Exit::environment, user({"pin", "Anna", "--pin-file", file("no such file")})),
        HasSubstr("no such file cannot be read"));
    EXPECT_THAT(refused_with({"pin", "Bert"}, "2580\n"), HasSubstr("Nobody here is called Bert."));
    EXPECT_THAT(refused_with({"pin", "Anna", "--remove"}, ""), HasSubstr("Anna has no PIN."));
    EXPECT_THAT(refused_with({"add", "Anna", "--no-pin"}, ""),
                HasSubstr("Somebody is called Anna already."));
    EXPECT_THAT(refused(Exit::usage, user({"add", " ", "--no-pin"})), HasSubstr("A name has 1 to"));
    EXPECT_THAT(refused(Exit::usage, user({"add", "Max", "--password-stdin"})),
                HasSubstr("At a shop people have PINs"));
    done_with({"add", "Max", "--no-pin"}, "");
    done_with({"change", "Max", "--active", "no"}, "");
    EXPECT_THAT(refused_with({"pin", "Max"}, "2580\n"), HasSubstr("Max works here no more."));
}

TEST_P(People, ComeFromHeadOfficeOnceTheTillHasJoined) {
    {
        auto store = app::core::open_shop(db(), {.program = "test"}, {1'763'900'000'000});
        ASSERT_TRUE(store.has_value());
        const auto joined = pos::store::office::put_membership(
            (*store)->reader().connection(), {.url = "https://office.example", .pin = {}});
        ASSERT_TRUE(joined.has_value());
    }
    EXPECT_THAT(refused_with({"add", "Max", "--no-pin"}, ""), HasSubstr("from head office"));
    EXPECT_THAT(refused_with({"change", "Anna", "--active", "no"}, ""),
                HasSubstr("from head office"));
    done_with({"pin", "Anna"}, "2580\n");
    EXPECT_TRUE(signs_on("Anna", "2580"));
}

TEST_P(People, MayDoAloneWhatTheShopSays) {
    const auto rights = [&] { return Json::parse(run({"permit", "--json", "--db", db()}).out); };
    EXPECT_EQ(rights()["settings"], true);
    EXPECT_EQ(rights()["override_price"], false);
    EXPECT_EQ(rights()["discount_percent"], 100);
    done_with({"pin", "Anna"}, "2580\n");
    EXPECT_EQ(rights()["settings"], false) << "now that somebody can approve";
    EXPECT_EQ(rights()["discount_percent"], 10);
    EXPECT_THAT(done({"permit", "--allow", "settings", "--allow", "move_cash", "--ask", "void_line",
                      "--max-discount", "25"})
                    .out,
                HasSubstr("large_discount (above 25 %)"));
    EXPECT_EQ(rights()["settings"], true);
    EXPECT_EQ(rights()["move_cash"], true);
    EXPECT_EQ(rights()["void_line"], false);
    EXPECT_EQ(rights()["discount_percent"], 25);
    EXPECT_THAT(refused(Exit::usage, {"permit", "--allow", "fly", "--db", db()}),
                HasSubstr("There is no operation fly. There are: discount, override_price"));
    EXPECT_THAT(refused(Exit::usage, {"permit", "--max-discount", "101", "--db", db()}),
                HasSubstr("from 0 to 100"));
    done({"verify"});
}

class FirstStart : public test::CommandLine {
protected:
    Words init(Words words) {
        words.insert(words.begin(), {"init", "--branch", "B01", "--terminal", "T1", "--db", db()});
        return words;
    }
};

TEST_P(FirstStart, ACountrySaysWhatIsUsualThere) {
    const auto pin = file_of("pin", "2580\n");
    const test::Said said =
        run(init({"--country", "CH", "--name", "Laden", "--address", "Marktgasse 1", "--address",
                  "3011 Bern", "--tax-number", "CHE-123.456.789 MWST", "--footer", "Merci!",
                  "--cashier", "Anna", "--pin-file", pin, "--json", "--demo"}));
    ASSERT_EQ(said.exit, Exit::done) << said.err;
    const Json made = Json::parse(said.out);
    EXPECT_EQ(made["currency"], "CHF");
    EXPECT_EQ(made["zone"], "Europe/Zurich");
    const std::string taxes = done({"tax"}).out;
    EXPECT_THAT(taxes, HasSubstr("8.1"));
    EXPECT_THAT(taxes, HasSubstr("2.6"));
    auto reader = app::core::OpenReader::open(db());
    const auto settings = app::core::read_settings(**reader);
    ASSERT_TRUE(settings.has_value());
    EXPECT_EQ(settings->cash.step_minor, 5);
    EXPECT_EQ(settings->name, "Laden");
    EXPECT_EQ(settings->address, (std::vector<std::string>{"Marktgasse 1", "3011 Bern"}));
    EXPECT_EQ(settings->tax_number, "CHE-123.456.789 MWST");
    EXPECT_EQ(settings->footer, std::vector<std::string>{"Merci!"});
    const auto people = Json::parse(run({"user", "list", "--json", "--db", db()}).out);
    EXPECT_EQ(people[0]["name"], "Anna");
    EXPECT_EQ(people[0]["has_pin"], true);
    done({"verify"});
}

TEST_P(FirstStart, WhatIsSaidGoesBeforeTheCountry) {
    const test::Said said = run(init({"--country", "DE", "--zone", "Europe/Busingen", "--currency",
                                      "CHF", "--locale", "de-CH", "--json"}));
    ASSERT_EQ(said.exit, Exit::done) << said.err;
    EXPECT_EQ(Json::parse(said.out)["currency"], "CHF");
    EXPECT_EQ(Json::parse(said.out)["zone"], "Europe/Busingen");
}

TEST_P(FirstStart, RefusesWhatNoShopCanBeMadeOf) {
    EXPECT_THAT(refused(Exit::usage, init({})), HasSubstr("Say where the shop is"));
    EXPECT_THAT(refused(Exit::usage, init({"--country", "XX"})),
                HasSubstr("Nothing is known of the country XX. These are known: "));
    const auto easy = file_of("easy", "1234\n");
    EXPECT_THAT(refused(Exit::refused, init({"--country", "DE", "--pin-file", easy})),
                HasSubstr("A PIN has 4 to 8 digits"));
    const auto empty = file_of("empty", "");
    EXPECT_THAT(refused(Exit::usage, init({"--country", "DE", "--pin-file", empty})),
                HasSubstr("the first line is empty"));
}

ON_EITHER_ENGINE(People);
ON_EITHER_ENGINE(FirstStart);

}  // namespace
