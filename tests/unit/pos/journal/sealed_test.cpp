// Goal: an attachment is recognised by its hash, and the hash alone tells nothing about a person.
#include "pos/journal/sealed.hpp"

#include <gtest/gtest.h>

#include "pos/journal/archive/reader.hpp"
#include "pos/journal/archive/writer.hpp"
#include "pos/journal/hash.hpp"
#include "tests/support/seeded_random.hpp"

using namespace pos::journal;
using pos::Bytes;

namespace {

Bytes text(std::string_view text) {
    const auto view = pos::as_bytes(text);
    return {view.begin(), view.end()};
}

}  // namespace

TEST(Sealed, the_hash_is_over_tag_salt_and_bytes) {
    test::SeededRandom random{1};
    const Sealed sealed = seal(text("Otto M."), random);
    Bytes all = text("counterfoil attachment v1");
    all.insert(all.end(), sealed.attachment.salt.begin(), sealed.attachment.salt.end());
    all.insert(all.end(), sealed.attachment.bytes.begin(), sealed.attachment.bytes.end());
    EXPECT_EQ(sealed.hash, blake2b(all));
    EXPECT_EQ(sealed.attachment.bytes, text("Otto M."));
}

TEST(Sealed, only_the_attachment_itself_matches) {
    test::SeededRandom random{1};
    const Sealed sealed = seal(text("Otto M."), random);
    EXPECT_TRUE(matches(sealed.hash, sealed.attachment));
    Attachment changed = sealed.attachment;
    changed.bytes[0] ^= std::byte{1};
    EXPECT_FALSE(matches(sealed.hash, changed));
    changed = sealed.attachment;
    changed.salt[31] ^= std::byte{1};
    EXPECT_FALSE(matches(sealed.hash, changed));
}

TEST(Sealed, the_same_person_is_sealed_differently_each_time) {
    test::SeededRandom random{1};
    EXPECT_NE(seal(text("Otto M."), random).hash, seal(text("Otto M."), random).hash);
}

TEST(Sealed, an_attachment_travels_as_an_archive) {
    test::SeededRandom random{1};
    const Attachment sent = seal(text("Otto M."), random).attachment;
    EXPECT_EQ(archive::from_bytes<Attachment>(archive::to_bytes(sent)).value(), sent);
}
