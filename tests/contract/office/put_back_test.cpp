// Goal: an office whose database was put back by hand gives no number out twice, and what people
// put back by other means than ours is told apart from what it was. Method: documents' journals of
// the office on either engine, whose rows are taken back to what a copy would hold.
#include <filesystem>

#include "pos/store/feed/mark.hpp"
#include "pos/store/feed/publish.hpp"
#include "pos/store/office/reached.hpp"
#include "pos/store/office/stream.hpp"
#include "pos/store/renew.hpp"
#include "tests/contract/office/office.hpp"

namespace {

namespace office = pos::store::office;
using pos::Ulid;

class PutBack : public test::EitherOffice {
protected:
    office::Stream open() {
        auto stream = office::Stream::open(*db_, {key_, "contract test"}, now_, random_);
        EXPECT_TRUE(stream) << stream.error().cause.cause.text;
        return std::move(*stream);
    }
    /// The number of a new document, as it is printed.
    std::string issue(office::Stream& stream) {
        EXPECT_TRUE(stream.begin());
        const std::string series = "I2026" + stream.suffix();
        const auto number = stream.draw_number(series);
        EXPECT_TRUE(number);
        EXPECT_TRUE(stream.append(
            pos::journal::SettingChanged{
                .when = test::at(9, 0, 0), .user = test::anna(), .key = "document", .to = series},
            now_));
        EXPECT_TRUE(stream.commit());
        return office::document_number(series, number.value_or(0));
    }
    struct Copy {
        std::int64_t stream;
        std::int64_t seq;
        pos::Hash hash;
        std::int64_t last;
    };
    /// What a copy of now would hold of one journal.
    Copy copy(const office::Stream& stream) {
        const auto head = *db_->first<std::int64_t, pos::Hash>(
                                  "SELECT head_seq, head_hash FROM stream WHERE "
                                  "number = $1",
                                  stream.number())
                               .value();
        const auto last = db_->value<std::int64_t>("SELECT last FROM number_series").value();
        return {stream.number(), std::get<0>(head), std::get<1>(head), last.value_or(0)};
    }
    void put_back(const Copy& copy) {
        const std::int64_t first = (copy.stream << 40) + copy.seq;
        ASSERT_TRUE(db_->exec("DELETE FROM journal_entry WHERE entry > $1", first));
        ASSERT_TRUE(db_->exec("DELETE FROM stream"));
        ASSERT_TRUE(db_->exec("DELETE FROM journal WHERE id > $1", copy.stream));
        ASSERT_TRUE(
            db_->exec("INSERT INTO stream (number, head_seq, head_hash) VALUES ($1, $2, "
                      "$3)",
                      copy.stream, copy.seq, copy.hash));
        ASSERT_TRUE(db_->exec("DELETE FROM number_series"));
        ASSERT_TRUE(
            db_->exec("INSERT INTO number_series (series, last) VALUES ('I2026', $1)", copy.last));
        ASSERT_TRUE(db_->exec("UPDATE office SET epoch = $1, suffix = ''", test::id(200)));
    }
    Ulid epoch() { return office::read_office(*db_).value()->epoch; }

    pos::Instant now_{test::kMorning};
    std::string key_{directory_.file("office.key.billing")};
};

TEST_P(PutBack, GivesNoNumberOutTwice) {
    auto stream = open();
    EXPECT_FALSE(stream.found_older());
    EXPECT_EQ(issue(stream), "I2026-000001");
    const Copy older = copy(stream);
    EXPECT_EQ(issue(stream), "I2026-000002");
    const Ulid before = epoch();
    put_back(older);

    auto after = open();
    EXPECT_TRUE(after.found_older());
    EXPECT_NE(after.journal(), stream.journal());
    EXPECT_NE(epoch(), before);
    ASSERT_EQ(after.suffix().size(), 5U);
    EXPECT_EQ(issue(after), "I2026" + after.suffix() + "-000001");
    EXPECT_TRUE(std::filesystem::exists(key_ + "." + to_string(stream.journal())));
    // It is found once.
    auto again = open();
    EXPECT_FALSE(again.found_older());
    EXPECT_EQ(again.journal(), after.journal());
    EXPECT_EQ(again.suffix(), after.suffix());

    // The same copy once more: what was begun since is lost with it, and so are its numbers.
    put_back(older);
    auto twice = open();
    EXPECT_TRUE(twice.found_older());
    EXPECT_NE(twice.suffix(), after.suffix());
    EXPECT_EQ(issue(twice), "I2026" + twice.suffix() + "-000001");
}

TEST_P(PutBack, IsNotSeenWhereNothingWasSignedSince) {
    auto stream = open();
    issue(stream);
    put_back(copy(stream));
    auto after = open();
    EXPECT_FALSE(after.found_older());
    EXPECT_EQ(issue(after), "I2026-000002");
}

TEST_P(PutBack, IsSeenByAnotherContinuationOfTheSameLength) {
    auto stream = open();
    issue(stream);
    ASSERT_TRUE(db_->exec("UPDATE stream SET head_hash = $1", test::hash_of_number(9)));
    ASSERT_TRUE(
        db_->exec("UPDATE journal_entry SET hash = $1 WHERE entry = (SELECT max(entry) "
                  "FROM journal_entry)",
                  test::hash_of_number(9)));
    EXPECT_TRUE(open().found_older());
}

TEST_P(PutBack, BelievesNoNoteOfAnotherOfficeOrHalfOfOne) {
    auto stream = open();
    issue(stream);
    const auto noted = office::read_reached(key_);
    ASSERT_TRUE(noted);
    EXPECT_EQ(noted->journal, stream.journal());
    auto other = *noted;
    other.office = test::id(7);
    other.head.seq += 9;
    EXPECT_FALSE(office::is_behind(*db_, other).value());
    other.office = noted->office;
    EXPECT_TRUE(office::is_behind(*db_, other).value());
    // An earlier place never takes a later one's.
    auto earlier = *noted;
    --earlier.head.seq;
    office::note_reached(key_, earlier);
    EXPECT_EQ(office::read_reached(key_), noted);
    std::filesystem::resize_file(key_ + ".reached", 70);
    EXPECT_FALSE(office::read_reached(key_));
    EXPECT_FALSE(open().found_older());
    EXPECT_EQ(office::read_reached(key_), noted);
    std::filesystem::remove(key_ + ".reached");
    EXPECT_FALSE(office::read_reached(key_));
}

TEST_P(PutBack, IsToldApartByWhoPutItBack) {
    auto stream = open();
    ASSERT_TRUE(stream.begin());
    ASSERT_TRUE(stream.append(
        pos::journal::SettingChanged{
            .when = test::at(9, 0, 0), .user = test::anna(), .key = "payment_days", .to = "14"},
        now_));
    ASSERT_TRUE(stream.commit());
    const Ulid before = epoch();
    const std::string key = directory_.file("office.key");
    const pos::store::StoreOptions options{.program = "test", .key_file = key};
    const std::string old_key = test::read_file(key);
    const auto renewed = pos::store::renew(target_, options, {}, now_, random_);
    ASSERT_TRUE(renewed) << renewed.error().cause.text;
    EXPECT_EQ(renewed->series.size(), std::string{"ADMINb"}.size() + 4);
    EXPECT_TRUE(renewed->series.starts_with("ADMINb"));
    EXPECT_NE(epoch(), before);
    EXPECT_EQ(test::read_file(key + ".old-1"), old_key);
    EXPECT_NE(test::read_file(key), old_key);
    auto after = open();
    EXPECT_FALSE(after.found_older());
    EXPECT_EQ("ADMIN" + after.suffix(), renewed->series);
    // It goes on under its new key, and says whose books it follows.
    const auto store = pos::store::Store::open(target_, options, now_);
    ASSERT_TRUE(store) << store.error().cause.text;
    EXPECT_EQ((*store)->journal().journal, renewed->journal);
    EXPECT_EQ((*store)->journal().predecessor, renewed->predecessor.journal);
    const auto held = pos::store::renew(target_, options, {}, now_, random_);
    ASSERT_FALSE(held);
    EXPECT_EQ(held.error().kind, pos::store::OpenErrorKind::in_use);
    EXPECT_TRUE(verified().is_good());
}

TEST_P(PutBack, IsNotToldByAMarkThatIsTooFarBackToBeKept) {
    namespace feed = pos::store::feed;
    constexpr auto kKept = static_cast<std::uint64_t>(feed::kMarksKept);
    const std::uint64_t first = feed::head(*db_).value() + 1;
    ASSERT_TRUE(feed::put_mark(*db_, first, test::hash_of_number(1)));
    const auto mark = feed::mark_over(*db_, first).value();
    ASSERT_EQ(mark.number, first);
    ASSERT_TRUE(feed::put_mark(*db_, first + kKept, test::hash_of_number(2)));
    EXPECT_EQ(feed::vouched(*db_, first, mark).value(), feed::Vouched::ours);
    ASSERT_TRUE(feed::put_mark(*db_, first + kKept + 1, test::hash_of_number(3)));
    EXPECT_EQ(feed::vouched(*db_, first, mark).value(), feed::Vouched::unknown) << "not lost";
}

TEST_P(PutBack, NotesTheSeriesBesideTheBackup) {
    const std::string key = directory_.file("office.key");
    const pos::store::StoreOptions options{.program = "test", .key_file = key};
    const std::string backup = directory_.file("office.dump");
    for (const char* series : {"ADMINb", "ADMINc"}) {
        const auto renewed = pos::store::renew(target_, options, backup, now_, random_);
        ASSERT_TRUE(renewed) << renewed.error().cause.text;
        EXPECT_EQ(renewed->series, series);
    }
    EXPECT_EQ(test::read_file(backup + ".series"), "ADMINb\nADMINc\n");
}

}  // namespace

ON_EITHER_ENGINE(PutBack);
