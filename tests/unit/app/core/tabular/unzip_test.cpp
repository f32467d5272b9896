// Goal: the one file of a zip archive is read whatever way it was written, and damage, several
// files and what we do not read are told. Method: archives made here, stored and deflated, with
// sizes ahead and behind, in pieces of every size; cut off at every byte of the file, with flipped
// bits.
#include <gtest/gtest.h>
#include <zlib.h>

#include <random>

#include "app/core/tabular/input.hpp"
#include "pos/journal/hash.hpp"

using namespace app::core::tabular;

namespace {

std::string little_endian(std::uint64_t value, int bytes) {
    std::string text;
    for (int i = 0; i < bytes; ++i) text += static_cast<char>(value >> (8 * i) & 0xFFU);
    return text;
}

std::string deflated(const std::string& text) {
    z_stream stream{};
    deflateInit2(&stream, 6, Z_DEFLATED, -15, 8, Z_DEFAULT_STRATEGY);
    std::string out(text.size() + 1000, '\0');
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
    stream.avail_in = static_cast<uInt>(text.size());
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    EXPECT_EQ(deflate(&stream, Z_FINISH), Z_STREAM_END);
    out.resize(stream.total_out);
    deflateEnd(&stream);
    return out;
}

struct How {
    bool deflate{true};
    bool sizes_behind{false};
    bool mark{true};         // of the sizes behind
    bool sizes_of_8{false};  // likewise
    unsigned flags{0};
    unsigned method{99};  // 99: as `deflate` says
};

std::string file(const std::string& name, const std::string& text, const How& how = {}) {
    const std::string data = how.deflate ? deflated(text) : text;
    const auto sum =
        crc32(0, reinterpret_cast<const Bytef*>(text.data()), static_cast<uInt>(text.size()));
    const unsigned method = how.method != 99 ? how.method : (how.deflate ? 8U : 0U);
    const unsigned flags = how.flags | (how.sizes_behind ? 8U : 0U);
    const int width = how.sizes_of_8 ? 8 : 4;
    const std::string sizes =
        how.sizes_behind
            ? std::string(12, '\0')
            : little_endian(sum, 4) + little_endian(data.size(), 4) + little_endian(text.size(), 4);
    std::string made = "PK\x03\x04" + little_endian(20, 2) + little_endian(flags, 2) +
                       little_endian(method, 2) + little_endian(0, 4) + sizes +
                       little_endian(name.size(), 2) + little_endian(3, 2) + name + "abc" + data;
    if (how.sizes_behind) {
        made += (how.mark ? "PK\x07\x08" : "") + little_endian(sum, 4) +
                little_endian(data.size(), width) + little_endian(text.size(), width);
    }
    return made;
}

const std::string kDirectory = "PK\x01\x02 and whatever stands there";

std::string read(const std::string& bytes, std::size_t in = SIZE_MAX, std::size_t out = 777) {
    auto input = unpacked(memory_input(bytes, in), "a.zip");
    if (!input) return to_string(input.error());
    std::string text;
    std::string buffer(out, '\0');
    for (;;) {
        const auto got = (*input)->read(buffer);
        if (!got) return to_string(got.error());
        if (*got == 0) return text;
        text.append(buffer, 0, *got);
    }
}

std::string lorem(std::size_t bytes) {
    std::mt19937_64 random{5};
    std::string text;
    while (text.size() < bytes) text += "row " + std::to_string(random() % 1000) + ",x\n";
    return text;
}

}  // namespace

TEST(Unzip, every_way_of_writing_gives_the_same_text) {
    for (const std::size_t size : {std::size_t{0}, std::size_t{10}, std::size_t{300'000}}) {
        const std::string text = size == 0 ? "" : lorem(size);
        for (const How& how : {How{}, How{.deflate = false}, How{.sizes_behind = true},
                               How{.sizes_behind = true, .mark = false},
                               How{.sizes_behind = true, .sizes_of_8 = true}}) {
            const std::string zip = file("rows.csv", text, how) + kDirectory;
            EXPECT_TRUE(read(zip) == text);
            const std::size_t piece = size < 1'000 ? 1 : 4'096;
            EXPECT_TRUE(read(zip, piece, piece) == text);
            EXPECT_TRUE(read(zip, 1'000, 10'000) == text);
        }
    }
}

TEST(Unzip, folders_ahead_of_the_file_are_passed_over) {
    EXPECT_EQ(read(file("a/", "", {.deflate = false}) + file("a/b.csv", "text") + kDirectory),
              "text");
}

TEST(Unzip, what_is_not_read_is_told) {
    EXPECT_EQ(read(file("a", "one") + file("b", "two") + kDirectory),
              "a.zip cannot be unpacked: the archive holds several files");
    EXPECT_EQ(read("PK\x05\x06" + std::string(18, '\0')),
              "a.zip cannot be unpacked: the archive holds no file");
    EXPECT_EQ(read(file("a/", "", {.deflate = false}) + kDirectory),
              "a.zip cannot be unpacked: the archive holds no file");
    EXPECT_EQ(read(file("a", "one", {.flags = 1}) + kDirectory),
              "a.zip cannot be unpacked: the archive is encrypted");
    EXPECT_EQ(read(file("a", "one", {.method = 12}) + kDirectory),
              "a.zip cannot be unpacked: the archive is packed by method 12, which is not read");
    EXPECT_EQ(read(file("a", "one", {.deflate = false, .sizes_behind = true}) + kDirectory),
              "a.zip cannot be unpacked: the archive is packed by method 0, which is not read");
    std::string large = file("a", "one");
    large.replace(18, 4, "\xFF\xFF\xFF\xFF");
    EXPECT_EQ(read(large), "a.zip cannot be unpacked: the archive is larger than 4 GiB");
}

TEST(Unzip, cut_off_anywhere_is_damaged) {
    const std::string text = lorem(2'000);
    for (const How& how : {How{}, How{.deflate = false}, How{.sizes_behind = true}}) {
        const std::string whole = file("rows.csv", text, how);
        for (std::size_t size = 4; size <= whole.size(); ++size) {
            const std::string said = read(whole.substr(0, size));
            ASSERT_TRUE(said.starts_with("a.zip cannot be unpacked")) << size << said.substr(0, 60);
        }
    }
}

TEST(Unzip, a_flipped_bit_never_gives_other_text_unseen) {
    const std::string text = lorem(2'000);
    for (const How& how : {How{}, How{.deflate = false}}) {
        std::string zip = file("rows.csv", text, how) + kDirectory;
        for (std::size_t at = 41; at + kDirectory.size() < zip.size(); ++at) {
            zip[at] = static_cast<char>(zip[at] ^ 4);
            const std::string said = read(zip, 100, 100);
            EXPECT_TRUE(said == text || said.starts_with("a.zip cannot be unpacked")) << at;
            zip[at] = static_cast<char>(zip[at] ^ 4);
        }
    }
}

TEST(Unzip, the_hash_is_that_of_the_whole_archive) {
    const std::string zip = file("a", "one") + kDirectory;
    auto input = unpacked(memory_input(zip), "a.zip");
    std::string buffer(10, '\0');
    while (input.value()->read(buffer).value() > 0) {
    }
    EXPECT_EQ((*input)->finish_hash(), pos::journal::blake2b(pos::as_bytes(zip)));
}
