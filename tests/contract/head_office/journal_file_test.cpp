// Goal: a journal that is carried to head office in a file comes in as if it had come over the
// network: once, with forks set aside, from those who are welcome. Method: the built programs on
// both engines; files are cut and changed at seeded places.
#include <filesystem>
#include <fstream>
#include <iterator>

#include "tests/contract/head_office/head_office.hpp"

namespace {

using nlohmann::json;

class JournalFile : public test::HeadOffice {
protected:
    std::string exported(const test::TillOnDisk& till, std::vector<std::string> more = {}) {
        std::string path = file("stick" + std::to_string(++files_));
        std::vector<std::string> words{"journal", "export", "--db", till.db, "--out", path};
        words.insert(words.end(), more.begin(), more.end());
        counterfoil(words);
        // What was sold is nobody else's to read.
        namespace fs = std::filesystem;
        EXPECT_EQ(fs::status(path).permissions(), fs::perms::owner_read | fs::perms::owner_write);
        return path;
    }
    json imported(const std::string& path, int exit = 0) const {
        const auto ended = counterfoil({"journal", "import", path, "--db", db(), "--json"}, exit);
        return ended.out.empty() ? json{} : json::parse(ended.out);
    }
    std::string refused(const std::string& path) const {
        return counterfoil({"journal", "import", path, "--db", db()}, 1).err;
    }
    static std::string contents(const std::string& path) {
        std::ifstream in{path, std::ios::binary};
        return {std::istreambuf_iterator<char>{in}, {}};
    }
    static void put(const std::string& path, const std::string& bytes) {
        std::ofstream{path, std::ios::binary | std::ios::trunc} << bytes;
    }

    int files_{0};
};

TEST_P(JournalFile, ComesInOnceHoweverOftenAndBesideTheNetwork) {
    auto& one = till("B01", "T1");
    sell(one, 30);
    const std::string stick = exported(one);
    const json first = imported(stick);
    ASSERT_EQ(first.size(), 1U);
    EXPECT_EQ(first[0]["fate"], "taken");
    EXPECT_EQ(first[0]["branch"], "B01");
    EXPECT_GE(first[0]["added"], 60);
    EXPECT_EQ(first[0]["again"], 0);
    const json second = imported(stick);
    EXPECT_EQ(second[0]["added"], 0);
    EXPECT_EQ(second[0]["again"], first[0]["added"]);
    expect_balance();
    // The network goes on where the file ended, and the next file where the network did.
    EXPECT_EQ(drain(one)["sent"], 0);
    sell(one, 5);
    drain(one);
    sell(one, 5);
    const auto seen = first[0]["added"].get<int>();
    imported(exported(one, {"--after", std::to_string(seen)}));
    EXPECT_EQ(drain(one)["sent"], 0);
    EXPECT_TRUE(outside_the_books().empty());
    expect_balance();
}

TEST_P(JournalFile, IsAskedForFromWhereTheOfficeIs) {
    auto& one = till("B01", "T1");
    sell(one, 10);
    const json told = imported(exported(one, {"--after", "7"}), 1);
    EXPECT_EQ(told[0]["fate"], "elsewhere");
    EXPECT_EQ(told[0]["wanted_after"], 0);
    imported(exported(one));
    expect_balance();
}

TEST_P(JournalFile, IsTakenNotAtAllOnceItIsDamaged) {
    auto& one = till("B01", "T1");
    sell(one, 20);
    const std::string good = contents(exported(one));
    const std::string path = file("damaged");
    for (int round = 0; round < 12; ++round) {
        std::string bytes = good;
        if (round % 3 == 0) {
            bytes.resize(random_() % bytes.size());
        } else {
            // Of the length of the first batch on: what is before is looked at below.
            auto& byte = bytes[40 + random_() % (bytes.size() - 40)];
            byte = static_cast<char>(static_cast<unsigned char>(byte) ^ (1 + random_() % 255));
        }
        put(path, bytes);
        const std::string words = refused(path);
        EXPECT_NE(words.find("byte "), words.npos) << words;
    }
    put(path, good + "x");
    EXPECT_NE(refused(path).find("behind the file's end"), std::string::npos);
    put(path, "receipt,sku,name\n");
    EXPECT_NE(refused(path).find("no journal file"), std::string::npos);
    counterfoil({"journal", "import", file("nowhere"), "--db", db()}, 3);
    EXPECT_TRUE(in_the_books().empty());
    put(path, good);
    imported(path);
    expect_balance();
}

TEST_P(JournalFile, IsTakenOfThoseAloneWhoAreWelcome) {
    auto& one = till("B01", "T1");
    sell(one, 3);
    const std::string stick = exported(one);
    // Signed by somebody else, as its header says: the signatures do not hold.
    std::string forged = contents(stick);
    forged[10] = static_cast<char>(forged[10] ^ 1);
    put(file("forged"), forged);
    EXPECT_NE(refused(file("forged")).find("not signed by"), std::string::npos);
    counterfoil({"terminal", "revoke", "--branch", "B01", "--terminal", "T1", "--db", db()});
    EXPECT_NE(refused(stick).find("revoked"), std::string::npos);
    EXPECT_TRUE(in_the_books().empty());
}

TEST_P(JournalFile, LetsATillJoinThatHasNeverSeenANetwork) {
    auto& one = *tills_.emplace_back(
        std::make_unique<test::TillOnDisk>("B02", "T7", file("lonely.db"), test::Sums{}));
    counterfoil({"init", "--db", one.db, "--branch", "B02", "--terminal", "T7", "--currency", "GBP",
                 "--zone", "Europe/London"});
    sell(one, 5);
    const std::string stick = exported(one);
    EXPECT_NE(refused(stick).find("does not know the till"), std::string::npos);
    const json code =
        json_of({"enrol-code", "--branch", "B02", "--terminal", "T7", "--db", db(), "--json"});
    counterfoil({"journal", "import", stick, "--db", db(), "--code", "WRONG"}, 1);
    counterfoil(
        {"journal", "import", stick, "--db", db(), "--code", code["code"].get<std::string>()});
    sell(one, 5);
    imported(exported(one));
    EXPECT_TRUE(outside_the_books().empty());
    expect_balance();
}

TEST_P(JournalFile, SetsAForkAsideAndBringsItBackToAnOlderOffice) {
    auto& one = till("B01", "T1");
    sell(one, 4);
    drain(one);
    auto& two = copy_of(one);
    sell(one, 4);
    sell(two, 6);
    drain(one);
    const std::string older = back_up_office();
    const json aside = imported(exported(two));
    EXPECT_GT(aside[0]["set_aside"], 0);
    EXPECT_EQ(imported(exported(two))[0]["set_aside"], 0);
    expect_balance();

    const std::string kept = file("outside");
    counterfoil({"journal", "export", "--outside", "--db", db(), "--out", kept});
    EXPECT_EQ(imported(kept)[0]["again"], aside[0]["set_aside"]);
    // The copy is gone, and so is the office: what it had set aside is in the file alone.
    restore_office(older);
    EXPECT_TRUE(outside_the_books().empty());
    EXPECT_EQ(imported(kept)[0]["set_aside"], aside[0]["set_aside"]);
    expect_balance();
}

TEST_P(JournalFile, IsNotWrittenOverAnother) {
    auto& one = till("B01", "T1");
    sell(one, 1);
    const std::string stick = exported(one);
    const auto again = counterfoil({"journal", "export", "--db", one.db, "--out", stick}, 1);
    EXPECT_NE(again.err.find("--replace"), std::string::npos);
    counterfoil({"journal", "export", "--db", one.db, "--out", stick, "--replace"});
    EXPECT_FALSE(std::filesystem::exists(stick + ".part"));
    counterfoil({"journal", "export", "--db", one.db, "--out", file("a"), "--after", "99999"}, 1);
    counterfoil({"journal", "export", "--db", db(), "--out", file("a")}, 1);
    counterfoil({"journal", "export", "--outside", "--db", db(), "--out", file("a")}, 1);
    EXPECT_FALSE(std::filesystem::exists(file("a")));
}

ON_EITHER_ENGINE(JournalFile);

}  // namespace
