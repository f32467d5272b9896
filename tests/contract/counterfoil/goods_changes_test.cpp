// Goal: goods are taken off sale and lose wrong barcodes, by file and by hand; the journal says of
// each field what it was and what it is. Method: the command, on either engine.
#include <gmock/gmock.h>

#include <nlohmann/json.hpp>

#include "pos/journal/codec.hpp"
#include "tests/contract/counterfoil/command_line.hpp"

namespace {

using app::counterfoil::Exit;
using Json = nlohmann::ordered_json;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

class GoodsChanges : public test::CommandLine {
protected:
    void SetUp() override {
        CommandLine::SetUp();
        init();
        import(
            "number,name,barcode,price,department\n"
            "1,Milk,4006381333931,1.19,Dairy\n"
            "2,Bread,96385074,2.40,Bakery\n");
    }
    Json import(const std::string& table, std::vector<std::string> more = {}) {
        std::vector<std::string> words{"import", "items", file_of("goods.csv", table), "--json"};
        words.insert(words.end(), more.begin(), more.end());
        return Json::parse(done(std::move(words)).out);
    }
    Json item(const std::string& number) {
        return Json::parse(done({"item", number, "--json"}).out);
    }
    /// "key: from -> to" of every change of a setting, in their order.
    std::vector<std::string> changes() {
        std::vector<std::string> found;
        const auto connection = connect({pos::store::db::OpenMode::read_only});
        const auto walked = connection->each(
            "SELECT kind, version, payload FROM journal_entry ORDER BY entry",
            [&](const pos::store::db::Row& row) {
                const auto event = pos::journal::decode(
                    row.get<std::uint16_t>(0), row.get<std::uint16_t>(1), row.get<pos::Bytes>(2));
                const auto* changed =
                    event ? std::get_if<pos::journal::SettingChanged>(&*event) : nullptr;
                if (changed != nullptr)
                    found.push_back(changed->key + ": " + changed->from + " -> " + changed->to);
            });
        EXPECT_TRUE(walked);
        return found;
    }
};

TEST_P(GoodsChanges, AFileTakesGoodsOffSaleAndPutsThemBack) {
    const Json off = import("number,name,sold\n1,Milk,no\n2,Bread,yes\n");
    EXPECT_EQ(off["changed"], 1);
    EXPECT_EQ(off["taken_off_sale"], 1);
    EXPECT_EQ(item("1")["active"], false);
    EXPECT_EQ(item("2")["active"], true);
    EXPECT_THAT(changes(), Contains("item sold 1: yes -> no"));
    // A file that does not say leaves it so.
    import("number,name\n1,Milk\n");
    EXPECT_EQ(item("1")["active"], false);
    EXPECT_EQ(import("number,name,sold\n1,Milk,ja\n")["put_on_sale"], 1);
    EXPECT_EQ(item("1")["active"], true);
    const test::Said odd =
        run({"import", "items", file_of("odd.csv", "number,name,sold\n1,Milk,perhaps\n"), "--db",
             db()});
    EXPECT_EQ(odd.exit, Exit::refused);
    EXPECT_THAT(odd.err, HasSubstr("neither yes nor no"));
}

TEST_P(GoodsChanges, AFileReplacesBarcodesWhereThatIsAskedFor) {
    const std::string table = "number,name,barcode\n1,Milk,20012345\n2,Bread,\n";
    EXPECT_EQ(import(table)["barcodes_removed"], 0);
    EXPECT_THAT(item("1")["barcodes"], testing::SizeIs(2)) << "added alone";
    const Json dry = import(table, {"--replace-barcodes", "--dry-run"});
    EXPECT_EQ(dry["barcodes_removed"], 1);
    EXPECT_THAT(item("1")["barcodes"], testing::SizeIs(2)) << "a dry run writes nothing";
    const Json done_so = import(table, {"--replace-barcodes"});
    EXPECT_EQ(done_so["barcodes_removed"], 1);
    EXPECT_EQ(done_so["changed"], 1);
    EXPECT_EQ(done_so["unchanged"], 1);
    EXPECT_THAT(item("1")["barcodes"], ElementsAre("20012345"));
    EXPECT_THAT(item("2")["barcodes"], ElementsAre("96385074")) << "the file says none: it stays";
    EXPECT_THAT(changes(), Contains("item barcodes 1: 4006381333931, 20012345 -> 20012345"));
    EXPECT_EQ(run({"item", "4006381333931", "--db", db()}).exit, Exit::refused);
    // The import is undone like any other.
    done({"import", "undo"});
    EXPECT_THAT(item("1")["barcodes"], testing::SizeIs(2));
}

TEST_P(GoodsChanges, AWrongBarcodeMovesToTheGoodsItIsOf) {
    const std::string table = "number,name,barcode\n2,Bread,4006381333931\n1,Milk,20012345\n";
    const test::Said swapped = run({"import", "items", file_of("swap.csv", table), "--db", db()});
    EXPECT_EQ(swapped.exit, Exit::refused);
    EXPECT_THAT(swapped.err, HasSubstr("belongs to item 1"));
    const Json moved = import(table, {"--replace-barcodes"});
    EXPECT_EQ(moved["refused"], 0);
    EXPECT_EQ(item("4006381333931")["number"], "2");
    EXPECT_THAT(item("2")["barcodes"], ElementsAre("4006381333931"));
    EXPECT_THAT(item("1")["barcodes"], ElementsAre("20012345"));
    done({"import", "undo"});
    EXPECT_EQ(item("4006381333931")["number"], "1");
    EXPECT_THAT(item("2")["barcodes"], ElementsAre("96385074"));
}

TEST_P(GoodsChanges, TheJournalSaysWhatAFileChangedOfEachItem) {
    import(
        "number,name,price,department\n"
        "1,Whole milk,1.29,Cooled\n"
        "2,Bread,2.40,Bakery\n"
        "3,Tea,3.00,Drinks\n");
    EXPECT_THAT(changes(), Contains("price 1: 1.19 -> 1.29"));
    EXPECT_THAT(changes(), Contains("item name 1: Milk -> Whole milk"));
    EXPECT_THAT(changes(), Contains("item department 1: Dairy -> Cooled"));
    for (const auto& change : changes()) {
        EXPECT_THAT(change, Not(HasSubstr(" 2: "))) << "nothing of it was changed";
        EXPECT_THAT(change, Not(HasSubstr(" 3: "))) << "what is new had nothing before";
    }
    done({"verify"});
}

TEST_P(GoodsChanges, AreMadeByHandToo) {
    done({"item", "1", "--off"});
    EXPECT_EQ(item("1")["active"], false);
    EXPECT_THAT(changes(), Contains("item sold 1: yes -> no"));
    done({"item", "1", "--on", "--remove-barcode", "4006381333931"});
    EXPECT_EQ(item("1")["active"], true);
    EXPECT_TRUE(item("1")["barcodes"].empty());
    EXPECT_THAT(changes(), Contains("item barcodes 1: 4006381333931 -> "));
    EXPECT_THAT(refused(Exit::refused, {"item", "1", "--remove-barcode", "96385074", "--db", db()}),
                HasSubstr("has no barcode 96385074"));
    EXPECT_EQ(item("96385074")["number"], "2");
    refused(Exit::refused, {"item", "none", "--off", "--db", db()});
    refused(Exit::usage, {"item", "1", "--off", "--on", "--db", db()});
    // As often as one likes; what is so already is no change.
    const auto before = changes().size();
    done({"item", "1", "--on"});
    EXPECT_EQ(changes().size(), before);
}

}  // namespace

ON_EITHER_ENGINE(GoodsChanges);
