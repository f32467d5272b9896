// Goal: prove that packed and differently encoded files give the same text, that damage is seen and
// that the hash is the file's.
// Method: the same text packed and encoded in every way, in pieces of every size; files cut off at
// every byte and with flipped bits; a real pipe.
#include "app/core/tabular/input.hpp"

#include <gtest/gtest.h>
#include <unistd.h>
#include <zlib.h>
#include <zstd.h>
#include <random>

#include "app/core/tabular/encoding.hpp"
#include "pos/journal/hash.hpp"
#include "tests/support/temp_dir.hpp"

using namespace app::core::tabular;

namespace {

std::string gzip(const std::string& text) {
    z_stream stream{};
    deflateInit2(&stream, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
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

std::string zstd(const std::string& text) {
    std::string out(ZSTD_compressBound(text.size()), '\0');
    out.resize(ZSTD_compress(out.data(), out.size(), text.data(), text.size(), 3));
    return out;
}

std::expected<std::string, InputErrorKind> read_all(Input& input, std::size_t piece = 1000) {
    std::string text;
    std::string buffer(piece, '\0');
    for (;;) {
        const auto got = input.read(buffer);
        if (!got) return std::unexpected{got.error().kind};
        if (*got == 0) return text;
        text.append(buffer, 0, *got);
    }
}

std::string unpack(const std::string& bytes, std::size_t in, std::size_t out) {
    auto input = unpacked(memory_input(bytes, in), "test");
    if (!input) return "error";
    return read_all(**input, out).value_or("error");
}

std::string decode(std::string_view bytes, Encoding encoding = Encoding::automatic,
                   std::size_t piece = SIZE_MAX) {
    return read_all(*as_utf8(memory_input(bytes, piece), encoding), 7).value_or("error");
}

std::string lorem(std::size_t bytes) {
    std::mt19937_64 random{5};
    std::string text;
    while (text.size() < bytes) text += "row " + std::to_string(random() % 1000) + ",x\n";
    return text;
}

std::string utf16(std::u16string_view text, bool big) {
    std::string out;
    for (const char16_t unit : text) {
        const char low = static_cast<char>(unit & 0xFF);
        const char high = static_cast<char>(unit >> 8);
        out += big ? high : low;
        out += big ? low : high;
    }
    return out;
}

}  // namespace

TEST(Unpack, packed_and_plain_give_the_same_text) {
    for (const std::size_t size : {0UL, 1UL, 10UL, 5000UL, 600'000UL}) {
        const std::string text = size == 0 ? "" : lorem(size);
        for (const std::size_t piece : {std::size_t{1}, std::size_t{100}, std::size_t{1} << 20}) {
            if (piece == 1 && size > 10'000) continue;
            EXPECT_TRUE(unpack(text, piece, 777) == text);
            EXPECT_TRUE(unpack(gzip(text), piece, 777) == text);
            EXPECT_TRUE(unpack(zstd(text), piece, 777) == text);
            EXPECT_TRUE(unpack(zstd(text), piece, 1) == text);
        }
    }
}

TEST(Unpack, several_members_in_a_row_are_one_file) {
    EXPECT_EQ(unpack(gzip("one ") + gzip("") + gzip("two"), 3, 5), "one two");
    EXPECT_EQ(unpack(zstd("one ") + zstd("") + zstd("two"), 3, 5), "one two");
}

TEST(Unpack, a_file_that_is_longer_than_it_may_be_is_not_read_on) {
    const std::string text(10'000, ' ');
    const std::string packed = gzip(text);
    const auto read = [&](std::size_t most) {
        auto input = unpacked(memory_input(packed), "test");
        return read_all(*no_longer_than(most, std::move(*input), "test"), 777);
    };
    EXPECT_EQ(read(10'000), text);
    const auto refused = read(9'999);
    ASSERT_FALSE(refused.has_value());
    EXPECT_EQ(refused.error(), InputErrorKind::too_long);
}

TEST(Unpack, a_file_cut_off_anywhere_is_damaged) {
    const std::string text = lorem(2000);
    for (const std::string& packed : {gzip(text), zstd(text)}) {
        for (std::size_t size = 4; size < packed.size(); ++size) {
            auto input = unpacked(memory_input(std::string_view{packed}.substr(0, size)), "test");
            ASSERT_TRUE(input.has_value());
            const auto read = read_all(**input);
            ASSERT_FALSE(read.has_value()) << size;
            EXPECT_EQ(read.error(), InputErrorKind::bad_compression);
        }
    }
    EXPECT_EQ(unpack(gzip(text) + "trailing", 100, 100), "error");
}

TEST(Unpack, a_flipped_bit_never_gives_other_text_unseen) {
    const std::string text = lorem(2000);
    std::string packed = gzip(text);  // zstd frames carry no check sum by default
    for (std::size_t at = 10; at < packed.size(); ++at) {
        packed[at] = static_cast<char>(packed[at] ^ 4);
        const std::string out = unpack(packed, 100, 100);
        EXPECT_TRUE(out == text || out == "error") << at;
        packed[at] = static_cast<char>(packed[at] ^ 4);
    }
}

TEST(OpenInput, reads_files_pipes_and_tells_what_is_none) {
    const test::TempDir folder;
    const std::string text = lorem(3000);
    const std::string path = folder.file("rows.txt");  // packed whatever its name says
    test::write_file(path, gzip(text));
    auto input = open_input(path);
    ASSERT_TRUE(input.has_value());
    EXPECT_EQ(read_all(**input), text);
    EXPECT_EQ((*input)->progress().bytes_read, gzip(text).size());
    EXPECT_EQ((*input)->progress().bytes_total, gzip(text).size());
    EXPECT_EQ((*input)->finish_hash(), pos::journal::blake2b(pos::as_bytes(gzip(text))));

    EXPECT_EQ(open_input(folder.file("none")).error().kind, InputErrorKind::not_found);
    EXPECT_EQ(open_input(folder.path().string()).error().kind, InputErrorKind::is_a_folder);
    EXPECT_EQ(to_string(open_input("none").error()), "none does not exist");
}

TEST(OpenInput, reads_standard_input) {
    int ends[2];
    ASSERT_EQ(::pipe(ends), 0);
    const int kept = ::dup(STDIN_FILENO);
    ASSERT_EQ(::dup2(ends[0], STDIN_FILENO), STDIN_FILENO);
    const std::string packed = zstd("a,b\n1,2\n");
    ASSERT_EQ(::write(ends[1], packed.data(), packed.size()), static_cast<ssize_t>(packed.size()));
    ::close(ends[1]);
    auto input = open_input("-");
    ASSERT_TRUE(input.has_value());
    EXPECT_EQ(read_all(**input), "a,b\n1,2\n");
    EXPECT_FALSE((*input)->progress().bytes_total.has_value());
    ::dup2(kept, STDIN_FILENO);
    ::close(kept);
    ::close(ends[0]);
}

TEST(Encoding, is_told_by_mark_by_zeros_and_by_what_fits) {
    const std::u16string_view text = u"name,price\nCafé 🥐,3.20\nחלב,5\n";
    const std::string wanted = "name,price\nCafé 🥐,3.20\nחלב,5\n";
    for (const std::size_t piece : {std::size_t{1}, std::size_t{3}, SIZE_MAX}) {
        EXPECT_EQ(decode(wanted, Encoding::automatic, piece), wanted);
        EXPECT_EQ(decode("\xEF\xBB\xBF" + wanted, Encoding::automatic, piece), wanted);
        EXPECT_EQ(decode("\xFF\xFE" + utf16(text, false), Encoding::automatic, piece), wanted);
        EXPECT_EQ(decode("\xFE\xFF" + utf16(text, true), Encoding::automatic, piece), wanted);
        EXPECT_EQ(decode(utf16(text, false), Encoding::automatic, piece), wanted);
        EXPECT_EQ(decode(utf16(text, true), Encoding::automatic, piece), wanted);
        EXPECT_EQ(decode("Caf\xE9 \x80 5\n", Encoding::automatic, piece), "Café € 5\n");
        EXPECT_EQ(decode("Caf\xE9", Encoding::cp1252, piece), "Café");
        EXPECT_EQ(decode("Caf\xC3\xA9", Encoding::cp1252, piece), "CafÃ©");
        EXPECT_EQ(decode("", Encoding::automatic, piece), "");
        EXPECT_EQ(decode("\xEF\xBB\xBF", Encoding::automatic, piece), "");
    }
}

TEST(Encoding, hebrew_of_windows_is_told_from_western_letters) {
    const std::string hebrew =
        "\xF9\xED;\xEE\xE7\xE9\xF8\n\xE7\xEC\xE1 3%;5.90\n\xE7\xEE\xE0\xE4;8.50 \xA4\n";
    EXPECT_EQ(decode(hebrew), "שם;מחיר\nחלב 3%;5.90\nחמאה;8.50 ₪\n");
    EXPECT_EQ(decode("\xE7\xEC\xE1", Encoding::cp1255), "חלב");
    EXPECT_EQ(decode("\xC0\xCA\xD7\xFF", Encoding::cp1255), "\u05B0\uFFFD\u05F3\uFFFD");
    // Names of Western languages, however many accents they have.
    EXPECT_EQ(decode("Cr\xE8me br\xFBl\xE9\x65, \xE9t\xE9, \xC9t\xE9"), "Crème brûlée, été, Été");
    EXPECT_EQ(decode("\xD6l, Gr\xFC\xDF\x65, M\xFCsli"), "Öl, Grüße, Müsli");
}

TEST(Encoding, says_where_letters_may_be_others) {
    const auto sure = [](std::string_view bytes) {
        const auto input = as_utf8(memory_input(bytes), Encoding::automatic);
        EXPECT_TRUE(read_all(*input));
        return input->letters_are_sure();
    };
    EXPECT_TRUE(sure("Milk, 5 m\xB3, Caf\xE9"));
    EXPECT_TRUE(sure("\xE7\xEC\xE1")) << "Hebrew";
    EXPECT_TRUE(sure("חלב"));
    EXPECT_FALSE(sure("\xCC\xEE\xEB\xEE\xEA\xEE, \xD5\xEB\xE5\xE1, \xD7\xE0\xE9")) << "cp1251";
    EXPECT_FALSE(sure("\xC3\xDC\xEB\xE1, \xF8\xF9\xEC\xDF")) << "cp1253";
    EXPECT_FALSE(sure("Mas\xB3o")) << "cp1250";
}

TEST(Encoding, one_broken_character_does_not_make_a_file_cp1252) {
    const std::string text = "Crème, Brûlée, Café, Caf\xC3, Thé\n";
    EXPECT_EQ(decode(text), text);  // passed through: the reader reports its place
}

TEST(Encoding, the_first_accents_may_come_late) {
    const std::string ascii = lorem(300'000);
    EXPECT_TRUE(decode(ascii + "Caf\xE9\n") == ascii + "Café\n");
    EXPECT_TRUE(decode(ascii + "Café\n") == ascii + "Café\n");
}

TEST(Encoding, half_a_utf16_character_is_invalid_and_seen) {
    using namespace std::string_view_literals;
    EXPECT_EQ(decode("\xFF\xFE\x00\xD8\x41\x00"sv),
              "\xED\xA0\x80"
              "A");
    EXPECT_EQ(decode("\xFF\xFE\x41\x00\x42"sv), "A\xFF");
    EXPECT_EQ(decode("\xFF\xFE\x00\xD8"sv), "\xED\xA0\x80");
}
