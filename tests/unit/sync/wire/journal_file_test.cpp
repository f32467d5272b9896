// Goal: a journal file reads as it was written, and whatever is wrong with one is named with its
// place. Method: a file of three batches; every truncation; each part of the frame changed.
#include "sync/wire/journal_file.hpp"

#include <gtest/gtest.h>

#include <sstream>

#include "tests/support/batch_samples.hpp"

using namespace syncing::wire;
using pos::Bytes;

namespace {

class WireJournalFile : public ::testing::Test {
protected:
    WireJournalFile() : journal_{test::sample_journal()} {
        Place place = journal_.place;
        for (std::size_t i = 0; i < 3; ++i) {
            const std::span<const pos::journal::SealedEntry> one{&journal_.entries[i], 1};
            batches_.push_back(write_batch(place, one, journal_.key).value());
            place.after = {one[0].entry.seq, one[0].entry.hash};
        }
    }
    std::string written() const {
        std::ostringstream out;
        JournalFileWriter writer{out, journal_.key.public_key()};
        for (const Bytes& batch : batches_) writer.add(batch);
        writer.finish();
        return out.str();
    }
    static std::expected<std::vector<Bytes>, FileError> read(const std::string& file) {
        std::istringstream in{file};
        auto reader = JournalFileReader::open(in);
        if (!reader) return std::unexpected{reader.error()};
        std::vector<Bytes> batches;
        for (;;) {
            auto batch = reader->next();
            if (!batch) return std::unexpected{batch.error()};
            if (!*batch) return batches;
            batches.push_back(std::move(**batch));
        }
    }
    static FileError error_of(const std::string& file) {
        const auto read_in = read(file);
        EXPECT_FALSE(read_in);
        return read_in ? FileError{} : read_in.error();
    }
    static FileDefect defect_with(std::string file, std::size_t at, char byte) {
        file[at] = byte;
        return error_of(file).defect;
    }
    std::size_t begin_of(std::size_t batch) const {
        std::size_t at = 40;
        for (std::size_t i = 0; i < batch; ++i) at += 4 + batches_[i].size();
        return at;
    }

    test::SampleJournal journal_;
    std::vector<Bytes> batches_;
};

TEST_F(WireJournalFile, reads_as_it_was_written) {
    EXPECT_EQ(read(written()), batches_);
    batches_.clear();
    EXPECT_EQ(read(written()), batches_);
}

TEST_F(WireJournalFile, is_never_whole_when_it_is_cut) {
    const std::string file = written();
    for (std::size_t size = 0; size < file.size(); ++size) {
        const FileError error = error_of(file.substr(0, size));
        EXPECT_EQ(error.defect, size < 4 ? FileDefect::not_a_journal_file : FileDefect::cut_off)
            << size;
        EXPECT_LE(error.at, size);
    }
}

TEST_F(WireJournalFile, names_what_is_wrong_and_where) {
    const std::string file = written();
    EXPECT_EQ(defect_with(file, 0, 'X'), FileDefect::not_a_journal_file);
    EXPECT_EQ(defect_with(file, 4, 2), FileDefect::newer_version);
    EXPECT_EQ(defect_with(file, 4, 0), FileDefect::not_a_journal_file);
    EXPECT_EQ(defect_with(file, 6, 1), FileDefect::reserved_bytes);
    EXPECT_EQ(defect_with(file, begin_of(0) + 3, 1), FileDefect::batch_too_large);
    EXPECT_EQ(defect_with(file, begin_of(3) + 4, 2), FileDefect::batches_differ);
    EXPECT_EQ(error_of(file + "x").defect, FileDefect::trailing_bytes);

    std::string changed = file;
    changed[begin_of(1) + 4 + 120] ^= 1;
    const FileError error = error_of(changed);
    EXPECT_EQ(error.defect, FileDefect::batch_refused);
    EXPECT_EQ(error.refusal, Refusal::wrong_signature);
    EXPECT_EQ(error.batch, 2U);
    EXPECT_EQ(error.at, begin_of(1));
    // Another sender than the one who signed.
    changed = file;
    changed[8] ^= 1;
    EXPECT_EQ(error_of(changed).refusal, Refusal::wrong_signature);
}

TEST(WireBatchFit, leaves_out_what_is_too_much) {
    test::SampleJournal journal = test::empty_journal();
    test::SeededRandom random{3};
    for (int i = 0; i < 8; ++i) {
        Bytes noise(300'000);
        random.fill(noise);
        test::append(journal, {20, 1, noise});
    }
    const auto some = write_what_fits(journal.place, journal.entries, journal.key);
    ASSERT_TRUE(some);
    EXPECT_EQ(some->count, 2U);
    EXPECT_EQ(read_batch(some->bytes, journal.key.public_key())->entries.size(), 2U);
    Bytes noise(1'100'000);
    random.fill(noise);
    test::append(journal, {20, 1, noise});
    const std::span last{&journal.entries.back(), 1};
    const Place place{
        journal.place.journal, journal.place.journal_key, {8, journal.entries[7].entry.hash}};
    EXPECT_EQ(write_what_fits(place, last, journal.key).error(), WriteError::entry_too_large);
}

}  // namespace
