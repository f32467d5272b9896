// Goal: the keys of a till's keyboard are listed, changed, traded and given back from the command
// line, on either engine; each change is in the journal, and what is refused changes nothing.
// Method: command lines as users type them, then what the shop keeps.
#include <gmock/gmock.h>

#include <nlohmann/json.hpp>

#include "app/core/keys/chosen_keys.hpp"
#include "app/core/open_shop.hpp"
#include "app/core/shop_settings.hpp"
#include "pos/journal/codec.hpp"
#include "tests/contract/counterfoil/command_line.hpp"

namespace {

using app::counterfoil::Exit;
using Json = nlohmann::ordered_json;
using testing::ContainsRegex;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class Keys : public test::CommandLine {
protected:
    std::string key_of(const std::string& operation) {
        const Json all = Json::parse(done({"keys", "--json"}).out);
        for (const Json& one : all)
            if (one["operation"] == operation) return one["key"].get<std::string>();
        return "not listed";
    }
    std::string kept() const {
        auto reader = app::core::OpenReader::open(db());
        EXPECT_TRUE(reader.has_value());
        return app::core::read_till_setting(**reader, app::core::keys::kKeysSetting, "never set")
            .value_or("not read");
    }
    /// "key: from -> to" of every change of a setting, in their order.
    std::vector<std::string> journaled() {
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

TEST_P(Keys, AreListedWithTheirOperations) {
    init();
    const std::string list = done({"keys"}).out;
    EXPECT_THAT(list, ContainsRegex("operation +key +usual"));
    EXPECT_THAT(list, ContainsRegex("exact_cash +F9 +F9"));
    EXPECT_EQ(key_of("bill"), "B");
    EXPECT_EQ(key_of("back"), "not listed") << "it keeps its key";
}

TEST_P(Keys, AreTradedAndGivenBack) {
    init();
    EXPECT_THAT(done({"keys", "exact_cash=F6", "discount=f9"}).out,
                ContainsRegex("exact_cash +F6 +F9"));
    EXPECT_EQ(key_of("exact_cash"), "F6");
    EXPECT_EQ(key_of("discount"), "F9");
    const std::string traded = "discount=F9 exact_cash=F6";
    EXPECT_EQ(kept(), traded);
    done({"keys", "exact_cash=F6"});
    EXPECT_THAT(journaled(), ElementsAre("till.keys:  -> " + traded)) << "what is so is no change";
    done({"keys", "--usual", "exact_cash", "--usual", "discount"});
    EXPECT_EQ(key_of("exact_cash"), "F9");
    EXPECT_EQ(kept(), "");
    EXPECT_THAT(journaled(),
                ElementsAre("till.keys:  -> " + traded, "till.keys: " + traded + " -> "));
    done({"verify"});
}

TEST_P(Keys, ThatCannotBeGivenChangeNothing) {
    init();
    const auto refused_keys = [&](const std::string& change) {
        return refused(Exit::usage, {"keys", change, "--db", db()});
    };
    EXPECT_THAT(refused_keys("exact_cash=F6"), HasSubstr("being that of discount"));
    EXPECT_THAT(refused_keys("exact=F5"), HasSubstr("\"exact\" is nothing that has a key"));
    EXPECT_THAT(refused_keys("exact_cash=F13"), HasSubstr("\"F13\" names no key"));
    EXPECT_THAT(refused_keys("exact_cash=Esc"), HasSubstr("Esc cannot be given"));
    EXPECT_THAT(refused_keys("bill=7"), HasSubstr("7 cannot be given"));
    EXPECT_THAT(refused_keys("back=Ctrl+F1"), HasSubstr("back keeps its key Esc"));
    EXPECT_EQ(kept(), "never set");
    EXPECT_THAT(journaled(), IsEmpty());
}

ON_EITHER_ENGINE(Keys);

}  // namespace
