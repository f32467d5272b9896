// Goal: the last import of goods is undone as a whole: goods are what they were, what it added is
// no longer sold, what somebody has changed since stays, and a kill in between leaves one or the
// other. Method: small tables and many made-up ones, in a shop on either engine.
#include <gmock/gmock.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <nlohmann/json.hpp>
#include <random>

#include "app/core/office/undo_goods_import.hpp"
#include "app/core/open_shop.hpp"
#include "pos/journal/codec.hpp"
#include "tests/contract/counterfoil/command_line.hpp"

namespace {

using app::counterfoil::Exit;
using Json = nlohmann::ordered_json;
using testing::HasSubstr;

constexpr const char* kHead = "number,name,barcode,price,cost,department,tax,unit,pack\n";
const std::string kBefore = std::string{kHead} +
                            "1,Milk,4006381333931,1.19,0.70,Dairy,standard,,\n"
                            "2,Bread,96385074,2.40,,Bakery,standard,,\n"
                            "3,Cheese,4711,19.90,,Dairy,standard,kg,\n"
                            "4,Tea,4712,3.00,,Drinks,standard,,6\n"
                            "5,Soap,4713,0.99,,,,,\n";

class ImportUndo : public test::CommandLine {
protected:
    void import(const std::string& table, std::vector<std::string> more = {}) {
        std::vector<std::string> words{"import", "items", file_of("goods.csv", table)};
        words.insert(words.end(), more.begin(), more.end());
        done(std::move(words));
    }
    Json undo(std::vector<std::string> more = {}) {
        std::vector<std::string> words{"import", "undo", "--json"};
        words.insert(words.end(), more.begin(), more.end());
        return Json::parse(done(std::move(words)).out);
    }
    std::string nothing_to_undo() {
        return refused(Exit::refused, {"import", "undo", "--db", db()});
    }
    /// The goods that an SQL condition holds for, with their codes; then the departments.
    std::vector<std::string> goods(const std::string& where = "1 = 1") {
        std::vector<std::string> all;
        const auto connection = connect({pos::store::db::OpenMode::read_only});
        const auto items = connection->each(
            "SELECT item, number, name, department, tax_class, price_e8, price_tax, cost_e8, unit, "
            "open_price, discountable, picture, active, id FROM item WHERE " +
                where + " ORDER BY id",
            [&](const pos::store::db::Row& row) {
                auto& words = all.emplace_back(to_string(row.get<pos::Ulid>(0)));
                for (const int text : {1, 2, 3, 4, 8, 11}) words.append("|").append(row.text(text));
                for (const int figure : {5, 6, 9, 10, 12})
                    words.append("|").append(std::to_string(row.integer(figure)));
                words += row.is_null(7) ? "|" : "|" + std::to_string(row.integer(7));
            });
        EXPECT_TRUE(items) << items.error().text;
        const auto codes = connection->each(
            "SELECT b.code, b.barcode_key, i.item, b.pack_millionths FROM barcode b JOIN item i ON "
            "i.id = b.item_id ORDER BY b.barcode_key",
            [&](const pos::store::db::Row& row) {
                all.push_back(std::string{row.text(0)} + "|" + std::string{row.text(1)} + "|" +
                              to_string(row.get<pos::Ulid>(2)) + "|" +
                              std::to_string(row.is_null(3) ? 0 : row.integer(3)));
            });
        EXPECT_TRUE(codes) << codes.error().text;
        const auto departments = connection->each(
            "SELECT code, name, position, tile_pair FROM department ORDER BY code",
            [&](const pos::store::db::Row& row) {
                all.push_back(std::string{row.text(0)} + "|" + std::string{row.text(1)} + "|" +
                              std::to_string(row.integer(2)));
            });
        EXPECT_TRUE(departments) << departments.error().text;
        return all;
    }
    std::int64_t count(const std::string& sql) {
        const auto connection = connect();
        const auto value = connection->value<std::int64_t>(sql);
        EXPECT_TRUE(value) << sql;
        return value ? value->value_or(-1) : -1;
    }
    void change(const std::string& sql) {
        const auto changed = connect()->exec(sql);
        ASSERT_TRUE(changed) << changed.error().text;
    }
    /// What the journal says of settings that were changed.
    std::string journal() {
        const auto store = app::core::open_shop(db(), {.program = "reads"}, {1'763'900'000'000});
        if (!store) return {};
        std::string said;
        const auto walked = (*store)->reader().walk(
            (*store)->journal().journal, 0, [&](const pos::journal::Entry& entry) {
                const auto event = pos::journal::decode(entry.kind, entry.version, entry.payload);
                const auto* changed =
                    event ? std::get_if<pos::journal::SettingChanged>(&*event) : nullptr;
                if (changed != nullptr)
                    said += changed->key + ": " + changed->from + ": " + changed->to + "\n";
                return true;
            });
        EXPECT_TRUE(walked);
        return said;
    }
};

TEST_P(ImportUndo, GoodsAreWhatTheyWereBefore) {
    init();
    import(kBefore);
    const auto before = goods();
    // Each field; a further code and another pack; a number that a code leads to, and one that was
    // given up before.
    import(std::string{kHead} +
           "1,Whole milk,4006381333931,1.29,0.80,Fresh,standard,,\n"
           "2,Bread,14006381333938,2.40,,Bakery,standard,,12\n"
           "3,Cheese,4711,0.02,,Dairy,standard,g,\n"
           "9,Tea,4712,3.50,,Drinks,standard,,10\n"
           "4,Coffee,4714,7.00,,Drinks,standard,,\n"
           "10,Salt,4715,0.49,,Kitchen,standard,,\n");
    ASSERT_NE(goods(), before);
    const Json json = undo();
    EXPECT_EQ(goods("active <> 0"), before);
    EXPECT_EQ(json["file"], "goods.csv");
    EXPECT_EQ(json["items"], 6);
    EXPECT_EQ(json["as_before"], 4);
    EXPECT_EQ(json["no_longer_sold"], 2);
    EXPECT_EQ(json["left"], 0);
    EXPECT_EQ(json["departments_removed"], 2);
    EXPECT_EQ(json["undone"], true);
    EXPECT_THAT(journal(), HasSubstr("import of goods.csv"));
    EXPECT_THAT(run({"search", "whole", "--db", db()}).out, Not(HasSubstr("Whole milk")));
    EXPECT_THAT(run({"search", "milk", "--db", db()}).out, HasSubstr("Milk"));
}

TEST_P(ImportUndo, TheFirstImportOfAShopIsUndone) {
    init();
    import(kBefore);
    EXPECT_EQ(undo()["no_longer_sold"], 5);
    EXPECT_EQ(count("SELECT count(*) FROM item WHERE active <> 0"), 0);
    EXPECT_EQ(count("SELECT count(*) FROM barcode"), 0);
    EXPECT_EQ(count("SELECT count(*) FROM department"), 0);
}

TEST_P(ImportUndo, WhatWasChangedSinceStaysAndIsCounted) {
    init();
    import(kBefore);
    import(std::string{kHead} +
           "1,Whole milk,,1.29,,,,,\n2,Rye bread,,2.60,,,,,\n3,Old cheese,,20.90,,,,,\n"
           "20,Salt,4715,0.49,,,,,\n21,Pepper,4716,0.99,,,,,\n");
    change("UPDATE item SET price_e8 = 133000000 WHERE number = '1'");
    change(
        "INSERT INTO barcode (barcode_key, code, item_id, kind, pack_millionths) "
        "SELECT '777', '777', id, 1, NULL FROM item WHERE number = '2'");
    change("UPDATE item SET name = 'Sea salt' WHERE number = '20'");
    const Json json = undo();
    EXPECT_EQ(json["left"], 3);
    EXPECT_EQ(json["as_before"], 1);
    EXPECT_EQ(json["no_longer_sold"], 1);
    EXPECT_EQ(count("SELECT count(*) FROM item WHERE number = '1' AND name = 'Whole milk' AND "
                    "price_e8 = 133000000"),
              1);
    EXPECT_EQ(count("SELECT count(*) FROM item WHERE name = 'Rye bread'"), 1);
    EXPECT_EQ(count("SELECT count(*) FROM item WHERE name = 'Sea salt' AND active <> 0"), 1);
    EXPECT_EQ(count("SELECT count(*) FROM item WHERE name = 'Cheese'"), 1);
    EXPECT_EQ(count("SELECT count(*) FROM item WHERE name = 'Pepper' AND active <> 0"), 0);
    EXPECT_THAT(journal(), HasSubstr("3 left as changed since"));
}

TEST_P(ImportUndo, ANumberOrACodeThatIsOthersByNowStaysTheirs) {
    init();
    import(kBefore);
    import(std::string{kHead} + "90,Tea,4712,3.50,,,,,\n");
    import(std::string{kHead} + "91,Tea,4712,3.60,,,,,\n");
    change("UPDATE item SET number = '90' WHERE number = '5'");
    EXPECT_EQ(undo()["left"], 1);
    EXPECT_EQ(count("SELECT count(*) FROM item WHERE number = '90' AND name = 'Soap'"), 1);
    EXPECT_EQ(count("SELECT count(*) FROM item WHERE number = '91' AND name = 'Tea'"), 1);
}

TEST_P(ImportUndo, ItIsDoneOnceAndOnlyForTheLast) {
    init();
    EXPECT_THAT(nothing_to_undo(), HasSubstr("There is no import of goods to undo"));
    import(kBefore);
    import(std::string{kHead} + "1,Whole milk,,1.29,,,,,\n");
    const auto table = std::string{kHead} + "1,Whole milk,,1.29,,,,,\n";
    import(table);  // once more: it changes nothing, so what is undone is the one before
    EXPECT_EQ(undo()["as_before"], 1);
    EXPECT_THAT(nothing_to_undo(), HasSubstr("has been undone"));
    EXPECT_EQ(count("SELECT count(*) FROM item WHERE active <> 0"), 5);
    EXPECT_EQ(count("SELECT count(*) FROM imported_item"), 0);
}

TEST_P(ImportUndo, AnImportThatWasGivenUpLeavesTheOneBefore) {
    init();
    import(kBefore);
    const auto bad =
        file_of("bad.csv", std::string{kHead} + "1,Whole milk,,1.29,,,,,\n2,,,,,,,,\n");
    EXPECT_EQ(run({"import", "items", bad, "--db", db()}).exit, Exit::refused);
    EXPECT_EQ(undo()["no_longer_sold"], 5);
}

TEST_P(ImportUndo, ADryRunSaysItAndWritesNothing) {
    init();
    import(kBefore);
    const auto before = goods();
    const Json json = undo({"--dry-run"});
    EXPECT_EQ(json["no_longer_sold"], 5);
    EXPECT_EQ(json["undone"], false);
    EXPECT_EQ(goods(), before);
    EXPECT_EQ(undo()["no_longer_sold"], 5);
}

TEST_P(ImportUndo, GoodsThatWereTakenOffSaleComeBackWithTheNextImport) {
    init();
    import(kBefore);
    const auto before = goods();
    undo();
    const auto again = file_of("again.csv", kBefore);
    const auto look = Json::parse(done({"import", "items", again, "--dry-run", "--json"}).out);
    const auto json = Json::parse(done({"import", "items", again, "--json"}).out);
    EXPECT_EQ(json["added"], 5);
    EXPECT_EQ(look["added"], 5) << "what it says before is what it does";
    EXPECT_EQ(goods(), before);
    EXPECT_EQ(undo()["no_longer_sold"], 5);
    EXPECT_EQ(count("SELECT count(*) FROM item WHERE active <> 0"), 0);
    // What a manager took off sale himself stays off sale.
    import(kBefore);
    change("UPDATE item SET active = 0 WHERE number = '1'");
    import(kBefore);
    EXPECT_EQ(count("SELECT count(*) FROM item WHERE active <> 0"), 4);
}

TEST_P(ImportUndo, AKillInBetweenLeavesItAsImported) {
    init();
    import(kBefore);
    import(std::string{kHead} +
           "1,Whole milk,,1.29,,,,,\n2,Rye bread,,2.60,,,,,\n6,Salt,,1,,,,,\n");
    const auto imported = goods();
    const pid_t child = ::fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
        auto store = app::core::open_shop(db(), {.program = "killed"}, {1'763'800'000'000});
        if (!store) ::_exit(1);
        (void)app::core::undo_goods_import(**store, {.at = {1'763'800'000'000}},
                                           {.on_item = [](std::int64_t done) {
                                               if (done == 2) ::kill(::getpid(), SIGKILL);
                                           }});
        ::_exit(2);
    }
    int status = 0;
    ASSERT_EQ(::waitpid(child, &status, 0), child);
    ASSERT_TRUE(WIFSIGNALED(status)) << WEXITSTATUS(status);
    EXPECT_EQ(goods(), imported);
    const Json json = undo();
    EXPECT_EQ(json["as_before"], 2);
    EXPECT_EQ(json["no_longer_sold"], 1);
}

/// Made-up tables of few numbers and few codes, so that rows meet each other in every way.
TEST_P(ImportUndo, WhateverAnImportDidIsUndone) {
    init();
    std::mt19937 dice{20'261'127};
    const auto roll = [&](std::uint32_t below) { return dice() % below; };
    const auto table = [&] {
        std::string rows = kHead;
        for (std::uint32_t i = 0; i < 14; ++i) {
            rows += roll(4) > 0 ? std::to_string(roll(8)) : std::string{};
            rows += ",Item " + std::to_string(roll(5)) + ",";
            rows += roll(3) > 0 ? "C" + std::to_string(roll(8)) : std::string{};
            rows += "," + std::to_string(roll(3)) + ".50,,";
            rows += roll(2) > 0 ? "D" + std::to_string(roll(4)) : std::string{};
            rows += ",,,";
            rows += roll(3) == 0 ? std::to_string(2 + roll(3)) : std::string{};
            rows += "\n";
        }
        return rows;
    };
    const int rounds = is_sqlite() ? 60 : 12;
    for (int round = 0; round < rounds; ++round) {
        SCOPED_TRACE(round);
        import(table(), {"--skip-bad"});
        const auto before = goods("active <> 0");
        const auto second = table();
        const Json json = Json::parse(
            done({"import", "items", file_of("b.csv", second), "--skip-bad", "--json"}).out);
        if (json["added"] == 0 && json["changed"] == 0) continue;
        const Json undone = undo();
        ASSERT_EQ(undone["left"], 0) << second;
        ASSERT_EQ(goods("active <> 0"), before) << second;
    }
}

ON_EITHER_ENGINE(ImportUndo);

}  // namespace
