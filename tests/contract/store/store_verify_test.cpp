// Goal: verify() finds every single change to the journal or to what follows from it, names it, and
// finds nothing where nothing was changed.
// Method: a shop's busy days on both engines; then each column of each derived table, each row, and
// each part of an entry is changed once.
#include "pos/store/verify.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "pos/store/compare_tables.hpp"
#include "tests/contract/store/shop.hpp"

namespace {

using namespace pos::store;
using namespace pos::journal;
using test::pounds;

class StoreVerify : public test::EitherShop {
protected:
    void SetUp() override {
        EitherShop::SetUp();
        open_shift();
        sold_ = ticket({{"Tea", "D1", 2, 150}, {"Bread", "D2"}, {"Milk", "D2", 3, 119}});
        sell(sold_);
        SaleRecord back = ticket({{"Tea", "D1", -1, 150}});
        back.lines[0].origin = Origin{sold_.sale, 1, "B01-T1-000001"};
        back.external_number = "C536";
        sell(back);
        append_or_fail(ReceiptReprinted{sold_.sale, "B01-T1-000001", when(), anna(), 1});
        append_or_fail(TenderCorrected{.sale = sold_.sale,
                                       .number = "B01-T1-000001",
                                       .when = when(),
                                       .cashier = anna(),
                                       .shift = shift_,
                                       .amount = sold_.payable,
                                       .from = {TenderKind::cash, "cash", "Cash", ""},
                                       .to = {TenderKind::card, "card", "Card", "4711"},
                                       .from_is_left = true,
                                       .to_is_new = true,
                                       .reason = "mistake"});
        append_or_fail(DrawerOpened{shift_, when(), anna(), "change"});
        append_or_fail(CashMoved{shift_, when(), anna(), pounds(-5'000), "bank"});
        append_or_fail(CardAttempted{sold_.sale, new_id(), when(), anna(), pounds(757),
                                     CardState::approved, "4711"});
        append_or_fail(StockAdjusted{new_id(),
                                     "A1",
                                     when(),
                                     anna(),
                                     "broken",
                                     {{item_id("Milk"), "NMilk", "Milk", pos::pieces(-1)}}});
        append_or_fail(PersonErased{when(), anna(), {pos::Hash{}}});
        close_shift(607);
        open_shift();
        sell(ticket({{"Tea", "D1"}}));
    }
    void append_or_fail(Event event) { ASSERT_TRUE(append(std::move(event))); }
    db::Connection& db() { return store_->reader().connection(); }
    VerifyReport checked() {
        auto report = verify(db(), {}, [](const VerifyProgress&) { return true; });
        EXPECT_TRUE(report) << report.error().cause.text;
        return report ? *report : VerifyReport{};
    }
    void change(const std::string& sql) {
        const auto changed = db().exec(sql);
        ASSERT_TRUE(changed) << sql << ": " << changed.error().text;
        ASSERT_EQ(*changed, 1) << sql;
    }

    static std::vector<std::string> columns_of(const DerivedTable& table) {
        std::vector<std::string> names{""};
        for (const char c : table.columns) {
            if (c == ',') names.emplace_back();
            if (c != ',' && c != ' ') names.back() += c;
        }
        return names;
    }
    void save(std::string_view table) {
        ASSERT_TRUE(db().exec(fmt::format("CREATE TABLE saved_{0} AS SELECT * FROM {0}", table)));
    }
    void restore(std::string_view table) {
        ASSERT_TRUE(db().exec(fmt::format("DELETE FROM {}", table)));
        ASSERT_TRUE(db().exec(fmt::format("INSERT INTO {0} SELECT * FROM saved_{0}", table)));
        ASSERT_TRUE(db().exec(fmt::format("DROP TABLE saved_{}", table)));
    }
    /// Gives the column another value of its type in some row; nothing if it holds none, or if the
    /// table itself does not allow that.
    std::optional<std::string> change_column(const DerivedTable& table, std::size_t index) {
        const auto columns = columns_of(table);
        if (index >= columns.size()) return std::nullopt;
        const std::string& column = columns[index];
        auto kind = db::Param::Kind::null;
        (void)db().each(fmt::format("SELECT {} FROM {}", column, table.name),
                        [&](const db::Row& row) { kind = std::max(kind, row.kind(0)); });
        std::string value;
        switch (kind) {
            case db::Param::Kind::null:
                return std::nullopt;
            case db::Param::Kind::integer:
                value = column + " + 1000";
                break;
            case db::Param::Kind::text:
                value = column + " || 'x'";
                break;
            case db::Param::Kind::bytes:
                value = is_sqlite() ? "x'00112233445566778899aabbccddeeff'"
                                    : "'\\x00112233445566778899aabbccddeeff'::bytea";
                break;
        }
        save(table.name);
        const auto changed = db().exec(fmt::format(
            "UPDATE {0} SET {1} = {2} WHERE {3} = (SELECT {3} FROM {0} WHERE {1} IS NOT NULL "
            "ORDER BY {3} DESC LIMIT 1) AND {1} IS NOT NULL",
            table.name, column, value, columns.front()));
        if (changed && *changed > 0) return column;
        restore(table.name);
        return std::nullopt;
    }
    struct Change {
        const DerivedTable* table;
        std::string column;
    };

    SaleRecord sold_;
};

TEST_P(StoreVerify, FindsNothingInAGoodShop) {
    const VerifyReport report = checked();
    EXPECT_TRUE(report.is_good());
    ASSERT_EQ(report.journals.size(), 1U);
    EXPECT_EQ(report.journals[0].name, "B01-T1");
    EXPECT_EQ(report.journals[0].head, store_->head());
    EXPECT_EQ(report.journals[0].entries, store_->head().seq);
    for (const Difference& d : report.differences) ADD_FAILURE() << d.table << d.key << d.column;
}

TEST_P(StoreVerify, FindsEveryChangedColumn) {
    int changes = 0;
    for (std::size_t pass = 0; pass < 20; ++pass) {
        std::vector<Change> made;
        for (const DerivedTable& table : derived_tables()) {
            if (table.name == "journal") continue;
            if (const auto column = change_column(table, pass)) made.push_back({&table, *column});
        }
        const VerifyReport report = checked();
        for (const Change& change : made) {
            const bool is_key = static_cast<int>(pass) < change.table->key_columns;
            EXPECT_TRUE(std::ranges::any_of(report.differences,
                                            [&](const Difference& d) {
                                                return d.table == change.table->name &&
                                                       d.column == (is_key ? "" : change.column);
                                            }))
                << change.table->name << "." << change.column;
            restore(change.table->name);
            ++changes;
        }
        ASSERT_TRUE(checked().is_good()) << pass;
    }
    EXPECT_GT(changes, 100);
}

TEST_P(StoreVerify, FindsEveryChangedColumnOfAJournal) {
    const DerivedTable& table = derived_tables().front();
    ASSERT_EQ(table.name, "journal");
    const std::string id = is_sqlite() ? "x'00112233445566778899aabbccddeeff'"
                                       : "'\\x00112233445566778899aabbccddeeff'::bytea";
    const std::pair<std::string, std::string> changes[] = {
        {"id", "id + 1"},
        {"journal", id},
        {"journal", is_sqlite() ? "x'00'" : "'\\x00'::bytea"},
        {"started_at", "started_at + 1"},
        {"branch", "branch || 'x'"},
        {"terminal", "terminal || 'x'"},
        {"series", "series || 'x'"},
        {"public_key", is_sqlite() ? "zeroblob(32)" : "decode(repeat('00', 32), 'hex')"},
        {"public_key", is_sqlite() ? "x'00'" : "'\\x00'::bytea"},
        {"currency", "'EUR2'"},
        {"currency", "'no currency'"},
        {"zone", "zone || 'x'"},
        {"program", "program || 'x'"},
        {"predecessor", id},
    };
    std::set<std::string> tried;
    for (const auto& [column, value] : changes) {
        tried.insert(column);
        save("journal");
        change(fmt::format("UPDATE journal SET {} = {}", column, value));
        const VerifyReport report = checked();
        EXPECT_FALSE(report.is_good()) << column << " = " << value;
        const bool is_key = column == "id";
        const auto differs = [&](const Difference& d) {
            return d.table == "journal" && d.column == (is_key ? "" : column);
        };
        if (column == "journal") {  // every entry's hash stands on it
            ASSERT_FALSE(report.entries.empty()) << value;
            EXPECT_EQ(report.entries[0].fault, EntryFault::chain) << value;
            EXPECT_EQ(report.entries[0].seq, 1U) << value;
        } else {
            EXPECT_TRUE(std::ranges::any_of(report.differences, differs))
                << column << " = " << value;
        }
        if (column == "branch" || column == "series") {
            EXPECT_TRUE(report.entries.empty()) << column;
            EXPECT_EQ(report.differences_total, 1U) << column;
        }
        restore("journal");
    }
    EXPECT_EQ(tried.size(), columns_of(table).size());
    EXPECT_TRUE(checked().is_good());
}

TEST_P(StoreVerify, NamesTheValueThatIsWrong) {
    change("UPDATE takings_tender SET gross_minor = gross_minor + 100 WHERE gross_minor = 100");
    const VerifyReport report = checked();
    ASSERT_EQ(report.differences.size(), 1U);
    const Difference& found = report.differences.front();
    EXPECT_EQ(found.table, "takings_tender");
    EXPECT_EQ(found.column, "gross_minor");
    EXPECT_EQ(found.stored, "200");
    EXPECT_EQ(found.rebuilt, "100");
    EXPECT_NE(found.key.find("code cash"), std::string::npos) << found.key;
}

TEST_P(StoreVerify, FindsMissingAndForeignRows) {
    change("DELETE FROM sale_line WHERE line = 3");
    change(
        "INSERT INTO stock (item, journal, quantity_millionths) SELECT attachment, 1, 5 "
        "FROM erased");
    const VerifyReport report = checked();
    ASSERT_EQ(report.differences_total, 2U);
    EXPECT_EQ(report.differences[0].table, "sale_line");
    EXPECT_EQ(report.differences[0].key, "entry 1/3, line 3");
    EXPECT_EQ(report.differences[0].rebuilt, "there");
    EXPECT_EQ(report.differences[1].table, "stock");
    EXPECT_EQ(report.differences[1].stored, "there");
}

TEST_P(StoreVerify, FindsAChangedEntry) {
    const std::string flip = is_sqlite()
                                 ? "CAST(replace(CAST(payload AS TEXT), 'Bread', 'Bromd') AS BLOB)"
                                 : "overlay(payload placing 'X'::bytea from 40)";
    for (const std::string& what :
         {std::string{"at = at + 1"}, std::string{"kind = 11"},
          std::string{"version = version + 1"}, "payload = " + flip,
          std::string{"signature = NULL"},
          std::string{"hash = (SELECT hash FROM journal_entry ORDER BY entry LIMIT 1)"}}) {
        save("journal_entry");
        change("UPDATE journal_entry SET " + what +
               " WHERE kind = 25 AND entry = "
               "(SELECT min(entry) FROM journal_entry WHERE kind = 25)");
        const VerifyReport report = checked();
        ASSERT_FALSE(report.entries.empty()) << what;
        EXPECT_EQ(report.entries[0].fault, EntryFault::chain) << what;
        EXPECT_EQ(report.entries[0].seq, 3U) << what;
        EXPECT_EQ(report.journals[0].head.seq, 2U) << what;
        restore("journal_entry");
    }
    EXPECT_TRUE(checked().is_good());
}

TEST_P(StoreVerify, FindsAMissingEntry) {
    change("DELETE FROM journal_entry WHERE kind = 26");
    const VerifyReport report = checked();
    ASSERT_EQ(report.entries.size(), 2U);  // the chain, and the number that is not the next
    EXPECT_EQ(report.entries[0].chain, ChainFault::gap);
    EXPECT_EQ(report.entries[1].fault, EntryFault::number);
    EXPECT_FALSE(report.differences.empty());
}

TEST_P(StoreVerify, FindsAChangedAttachment) {
    Batch batch;
    batch.events.push_back(DrawerOpened{shift_, when(), anna(), ""});
    batch.attachments.push_back(seal({std::byte{1}}, random_));
    ASSERT_TRUE(store_->append(std::move(batch), tick()));
    EXPECT_TRUE(checked().is_good());
    change(std::string{"UPDATE attachment SET bytes = "} +
           (is_sqlite() ? "x'02'" : "'\\x02'::bytea"));
    EXPECT_EQ(checked().attachments.size(), 1U);
}

TEST_P(StoreVerify, StopsWhenAsked) {
    for (int i = 0; i < 300; ++i) append_or_fail(DrawerOpened{shift_, when(), anna(), ""});
    const auto report = verify(db(), {}, [](const VerifyProgress&) { return false; });
    ASSERT_FALSE(report);
    EXPECT_EQ(report.error().kind, StoreErrorKind::cancelled);
    EXPECT_FALSE(db().in_transaction());
}

ON_EITHER_ENGINE(StoreVerify);

}  // namespace
