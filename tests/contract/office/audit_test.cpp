// Goal: who did what at head office is found by person, by what it was about and by day, the latest
// first, each once, however it came to be put down. Method: both engines; entries written as the
// office's administration writes them, notes as joining and signing in leave them.
#include "pos/store/office/audit.hpp"

#include <algorithm>
#include <set>

#include "app/core/office/shut_doors.hpp"
#include "app/core/office/sign_in.hpp"
#include "pos/people/password.hpp"
#include "pos/store/office/sign_in.hpp"
#include "tests/contract/office/office.hpp"

namespace {

namespace office = pos::store::office;
using office::AuditLine;
using office::AuditTopic;
using test::kMorning;

class Audit : public test::EitherOffice {
protected:
    static pos::Instant later(std::int64_t ms) { return {kMorning.unix_ms + ms}; }
    /// Changes in the office's own journal, a second each, from the first on.
    void change(const std::string& key, const std::string& by, int count, std::int64_t from_ms) {
        auto store = pos::store::Store::open(target_, {.key_file = directory_.file("office.key")},
                                             later(from_ms));
        ASSERT_TRUE(store);
        for (int i = 0; i < count; ++i) {
            pos::store::Batch batch;
            batch.events.emplace_back(pos::journal::SettingChanged{.when = test::at(8, 0, 0),
                                                                   .user = {test::id(1), by},
                                                                   .key = key,
                                                                   .from = "",
                                                                   .to = std::to_string(i)});
            ASSERT_TRUE((*store)->append(std::move(batch), later(from_ms + i * 1'000)));
        }
    }
    void gather_all(std::int64_t slice = 100) {
        for (bool more = true; more;) {
            const auto left = office::gather_audit(*db_, slice);
            ASSERT_TRUE(left);
            more = *left;
        }
    }
    std::vector<AuditLine> lines(const office::AuditQuestion& asked = {}) {
        auto found = office::audit_lines(*db_, asked);
        EXPECT_TRUE(found);
        return found.value_or(std::vector<AuditLine>{});
    }
    std::vector<std::string> notes() {
        std::vector<std::string> said;
        for (const auto& line : lines()) {
            if (!line.note.empty()) said.push_back(line.note + " " + line.about);
        }
        return said;
    }
};

TEST_P(Audit, FindsWhoDidWhatAndWhen) {
    change("price P1", "Anna", 3, 0);
    change("user.added", "Bernd", 2, 10'000);
    change("terminal", "Anna", 1, 20'000);
    gather_all();
    EXPECT_EQ(lines().size(), 7U) << "six changes and the journal's first entry";
    EXPECT_EQ(lines().front().person, "Anna");
    EXPECT_EQ(lines().front().topic, AuditTopic::tills);
    EXPECT_EQ(lines().front().seq, 7U);
    EXPECT_FALSE(lines().front().payload.empty());
    EXPECT_EQ(lines({.person = "Anna"}).size(), 4U);
    EXPECT_EQ(lines({.person = "Ann"}).size(), 0U);
    EXPECT_EQ(lines({.topic = AuditTopic::goods}).size(), 3U);
    EXPECT_EQ(lines({.person = "Bernd", .topic = AuditTopic::people}).size(), 2U);
    EXPECT_EQ(lines({.person = "Bernd", .topic = AuditTopic::goods}).size(), 0U);
    // A day is half open.
    EXPECT_EQ(lines({.from = later(10'000), .until = later(20'000)}).size(), 2U);
    EXPECT_EQ(lines({.from = later(10'000), .until = later(20'001)}).size(), 3U);
}

TEST_P(Audit, GoesOnPageByPageWithoutLeavingOrRepeatingAny) {
    change("price P1", "Anna", 9, 0);
    gather_all();
    std::set<std::int64_t> seen;
    std::optional<office::AuditPlace> before;
    for (int page = 0; page < 5; ++page) {
        const auto some = lines({.before = before, .limit = 2});
        ASSERT_EQ(some.size(), 2U);
        for (const auto& line : some) EXPECT_TRUE(seen.insert(line.place.line).second);
        before = some.back().place;
    }
    EXPECT_TRUE(lines({.before = before, .limit = 2}).empty());
    EXPECT_EQ(seen.size(), 10U);
}

TEST_P(Audit, PutsTheLatestDownFirstAndEachOnce) {
    change("price P1", "Anna", 9, 0);
    // An office that had none of it: a slice holds the latest of them.
    EXPECT_TRUE(office::gather_audit(*db_, 3).value());
    ASSERT_EQ(lines().size(), 3U);
    EXPECT_EQ(lines().front().seq, 10U);
    EXPECT_EQ(lines().back().seq, 8U);
    // What comes meanwhile goes before what is older.
    change("price P2", "Anna", 2, 60'000);
    EXPECT_TRUE(office::gather_audit(*db_, 3).value());
    ASSERT_EQ(lines().size(), 6U);
    EXPECT_EQ(lines().front().seq, 12U);
    EXPECT_EQ(lines().back().seq, 7U);
    gather_all(3);
    EXPECT_EQ(lines().size(), 12U);
    EXPECT_FALSE(office::gather_audit(*db_, 3).value()) << "nothing is left";
    EXPECT_EQ(lines().size(), 12U);
    EXPECT_TRUE(verified().is_good());
}

TEST_P(Audit, NotesHowTillsJoin) {
    joined(test::Till{"B01", "T1", 7});
    const auto said = notes();
    EXPECT_EQ((std::set<std::string>{said.begin(), said.end()}),
              (std::set<std::string>{"joined B01-T1", "code_made B01-T1"}));
    const auto found = lines({.topic = AuditTopic::tills});
    ASSERT_EQ(found.size(), 2U);
    const auto& code = found[0].note == "code_made" ? found[0] : found[1];
    EXPECT_EQ(code.detail, std::to_string(kMorning.unix_ms + 600'000));
    EXPECT_EQ(code.place.at, kMorning);
    // Joining with a code that is none leaves nothing.
    const auto refused =
        office::join(*db_,
                     {test::hash_of_number(3), test::Till{"B01", "T2", 8}.key().public_key(), "B01",
                      "T2", "test"},
                     test::id(9), kMorning);
    ASSERT_TRUE(refused && !*refused);
    EXPECT_EQ(notes().size(), 2U);
}

TEST_P(Audit, NotesOnceThatANameIsLocked) {
    pos::store::CatalogueWriter people{*db_};
    ASSERT_TRUE(people.put({test::id(90), "Anna", pos::people::Role::manager, true}));
    const auto try_often = [&](const char* name) {
        for (std::int64_t i = 0; i < app::core::kTriesOfName + 3; ++i) {
            ASSERT_TRUE(app::core::sign_in(*db_, {name, "wrong"}, kMorning, random_));
        }
    };
    try_often("Anna");
    EXPECT_EQ(notes(), (std::vector<std::string>{"name_locked Anna"}));
    // What nobody is called may be somebody's password.
    try_often("correct horse battery");
    const auto said = notes();
    EXPECT_EQ(said.size(), 2U);
    EXPECT_EQ(std::ranges::count(said, "name_locked "), 1);
}

TEST_P(Audit, CountsWhatGoesOnInOneLineAnHour) {
    const auto count = [&](const char* about, pos::Instant at) {
        EXPECT_TRUE(office::count_audit(*db_,
                                        {.topic = AuditTopic::sign_in,
                                         .note = office::audit_note::kKeysShut,
                                         .person = {},
                                         .about = about,
                                         .detail = {}},
                                        at, 2));
    };
    constexpr std::int64_t kHour_ms = 3'600'000;
    const pos::Instant hour{kMorning.unix_ms / kHour_ms * kHour_ms};
    for (int i = 0; i < 3; ++i) count("192.0.2.1", {hour.unix_ms + i * 60'000});
    count("192.0.2.2", {hour.unix_ms + 1});
    const auto first = lines();
    ASSERT_EQ(first.size(), 2U);
    EXPECT_EQ(first[0].about, "192.0.2.2");
    EXPECT_EQ(first[0].detail, "1");
    EXPECT_EQ(first[1].about, "192.0.2.1");
    EXPECT_EQ(first[1].detail, "3");
    EXPECT_EQ(first[1].place.at, hour) << "the moment of the first";
    // There is room for two addresses in an hour: the others are one line, and the two count on.
    count("192.0.2.3", {hour.unix_ms + 2});
    count("192.0.2.4", {hour.unix_ms + 3});
    count("192.0.2.1", {hour.unix_ms + 4});
    const auto full = lines();
    ASSERT_EQ(full.size(), 3U);
    EXPECT_EQ(full[0].about, "");
    EXPECT_EQ(full[0].detail, "2");
    EXPECT_EQ(full[2].detail, "4");
    // The next hour begins anew.
    count("192.0.2.3", {hour.unix_ms + kHour_ms});
    EXPECT_EQ(lines().front().about, "192.0.2.3");
    EXPECT_EQ(lines().front().detail, "1");
    EXPECT_EQ(lines().size(), 4U);
    const auto told = office::turned_away(*db_, {hour.unix_ms + 2 * kHour_ms}, 10);
    ASSERT_TRUE(told);
    EXPECT_EQ(told->size(), 4U);
    EXPECT_EQ(office::count_turned_away(*db_, {hour.unix_ms + 2 * kHour_ms}).value(), 4);
    const pos::Instant next_day{hour.unix_ms + kHour_ms + office::kTurnedAwayShown_ms};
    EXPECT_EQ(office::count_turned_away(*db_, next_day).value(), 1) << "the last of them alone";
    EXPECT_EQ(office::count_turned_away(*db_, {next_day.unix_ms + 1}).value(), 0);
}

TEST_P(Audit, NotesWhichDoorsWereShut) {
    using syncing::server::Door;
    app::core::ShutDoors doors;
    doors.add({Door::codes, "192.0.2.1", "words"}, kMorning);
    doors.add({Door::keys, "192.0.2.1", "words"}, kMorning);
    doors.add({Door::sign_in, "", "words"}, kMorning);
    EXPECT_TRUE(notes().empty()) << "whoever shuts a door waits for no database";
    ASSERT_TRUE(doors.keep(*db_));
    const auto said = notes();
    EXPECT_EQ(
        (std::set<std::string>{said.begin(), said.end()}),
        (std::set<std::string>{"codes_shut 192.0.2.1", "keys_shut 192.0.2.1", "address_locked "}));
    ASSERT_TRUE(doors.keep(*db_));
    EXPECT_EQ(office::count_turned_away(*db_, kMorning).value(), 3);
    for (const auto& line : lines()) EXPECT_EQ(line.detail, "1") << "nothing is put down twice";
}

TEST_P(Audit, KeepsShutDoorsThatCouldNotBePutDown) {
    app::core::ShutDoors doors;
    const std::size_t more = app::core::ShutDoors::kWaitingMax + 5;
    for (std::size_t i = 0; i < more; ++i)
        doors.add({syncing::server::Door::keys, "192.0.2.1", "words"}, kMorning);
    ASSERT_TRUE(db_->exec("ALTER TABLE audit_line RENAME TO audit_away"));
    EXPECT_FALSE(doors.keep(*db_));
    ASSERT_TRUE(db_->exec("ALTER TABLE audit_away RENAME TO audit_line"));
    ASSERT_TRUE(doors.keep(*db_));
    ASSERT_EQ(lines().size(), 1U);
    EXPECT_EQ(lines().front().detail, std::to_string(app::core::ShutDoors::kWaitingMax));
}

ON_EITHER_ENGINE(Audit);

}  // namespace
