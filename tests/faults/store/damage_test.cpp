// Goal: a shop's file with damaged pages is refused with advice, or read as it was, and never makes
// the program crash, lie or write into it; a clock that went back is noted; a second writer is told
// who holds the shop.
// Method: bytes overwritten in a file at rest, in turn anywhere, at its head and within what it
// keeps of a sale; the real store on top.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <limits>
#include <vector>

#include "app/core/open_shop.hpp"
#include "pos/journal/kinds.hpp"
#include "pos/store/verify.hpp"
#include "tests/faults/store/shop_under_test.hpp"
#include "tests/support/sanitized.hpp"

namespace {

const pos::store::StoreOptions kOptions{.program = "faults"};
constexpr std::uint64_t kFileHeader = 100;  // bytes, https://www.sqlite.org/fileformat.html
constexpr auto kClockWentBack =
    static_cast<std::uint16_t>(pos::journal::Kind<pos::journal::ClockWentBack>::kNumber);

/// A shop with some sales, all of it in one file; what was promised of it.
test::Promised make_sold_shop(const std::string& where, pos::Random& ids) {
    test::Promised promised;
    auto store = test::make_shop(where, ids);
    EXPECT_TRUE(store.has_value());
    auto till = test::open_till(**store, test::kMorning, ids);
    EXPECT_TRUE(till.has_value());
    for (int i = 1; i <= 60; ++i) {
        const pos::Instant at{test::kMorning.unix_ms + i * 1'000};
        const auto sold = test::sell_one(**till, 100 + i, at, ids);
        EXPECT_TRUE(sold.has_value());
        if (sold) promised.sales.emplace(sold->number, sold->sale);
    }
    EXPECT_TRUE((*store)->checkpoint().has_value());
    return promised;
}

/// Where the file speaks of any of these sales by its id, in its journal, its rows and its indices.
std::vector<std::uint64_t> places_of(const test::Promised& promised, const std::string& file) {
    const std::string bytes = test::read_file(file);
    std::vector<std::uint64_t> places;
    for (const auto& [number, sale] : promised.sales) {
        const std::string id{sale.bytes.begin(), sale.bytes.end()};
        for (auto at = bytes.find(id); at != bytes.npos; at = bytes.find(id, at + 1)) {
            places.push_back(at);
        }
    }
    return places;
}

void write_noise(const std::string& file, std::uint64_t at, std::uint64_t length,
                 std::mt19937_64& dice) {
    std::fstream bytes{file, std::ios::in | std::ios::out | std::ios::binary};
    std::string noise(length, '\0');
    for (char& byte : noise) byte = static_cast<char>(dice());
    bytes.seekp(static_cast<std::streamoff>(at));
    bytes.write(noise.data(), static_cast<std::streamsize>(noise.size()));
}

/// Somewhere before `end` bytes.
void damage_before(std::uint64_t end, const std::string& file, std::mt19937_64& dice) {
    const auto size = std::filesystem::file_size(file);
    const auto at = dice() % std::min(end, size);
    write_noise(file, at, std::min<std::uint64_t>(1 + dice() % 600, size - at), dice);
}

/// Reads everything there is; what it finds may be an error and must not be a crash or a lie.
void read_all(pos::store::Store& store, const test::Promised& promised) {
    for (const auto& [number, sale] : promised.sales) {
        const auto found = store.reader().receipt(number);
        if (!found || !*found) continue;
        EXPECT_EQ((*found)->record.sale, sale) << "another sale passed for " << number;
    }
    (void)store.reader().takings({pos::Date{0}, pos::Date{40'000}}, pos::report::TakingsBy::day);
    (void)store.reader().search("goods", 50);
}

}  // namespace

TEST(Damage, is_recognised_or_does_no_harm) {
    const auto seed = test::fault_seed();
    SCOPED_TRACE("COUNTERFOIL_SEED=" + std::to_string(seed));
    std::mt19937_64 dice{seed};
    test::SeededRandom ids{seed};
    test::TempDir folder;
    const auto sound = folder.file("sound.db");
    const auto where = folder.file("shop.db");
    const auto promised = make_sold_shop(sound, ids);
    std::filesystem::copy_file(sound + ".key", where + ".key");
    const auto places = places_of(promised, sound);
    ASSERT_FALSE(places.empty());
    std::uint64_t refused = 0;
    std::uint64_t noticed = 0;
    const auto rounds = test::fault_rounds(test::kSanitized ? 30 : 150);
    for (std::uint64_t round = 0; round < rounds; ++round) {
        SCOPED_TRACE("round " + std::to_string(round));
        for (const char* rest : {"-wal", "-shm"}) std::filesystem::remove(where + rest);
        std::filesystem::copy_file(sound, where, std::filesystem::copy_options::overwrite_existing);
        switch (round % 3) {
            case 0:
                damage_before(std::numeric_limits<std::uint64_t>::max(), where, dice);
                break;
            case 1:
                damage_before(kFileHeader, where, dice);
                break;
            default:
                write_noise(where, places[dice() % places.size()], sizeof(pos::Ulid), dice);
        }
        const auto bytes_before = test::read_file(where);
        auto store = app::core::open_shop(where, kOptions, test::kMorning);
        if (!store) {
            ++refused;
            EXPECT_FALSE(store.error().words.empty());
            EXPECT_EQ(test::read_file(where), bytes_before) << "a refused file was written";
            continue;
        }
        read_all(**store, promised);
        const auto report = pos::store::verify((*store)->reader().connection(), {},
                                               [](const auto&) { return true; });
        if (!report || !report->is_good()) ++noticed;
    }
    EXPECT_GT(refused, 0U);
    EXPECT_GT(noticed, 0U);
}

TEST(Damage, of_the_clock_is_noted_and_keeps_the_order) {
    test::TempDir folder;
    const auto where = folder.file("shop.db");
    test::SeededRandom ids{test::fault_seed()};
    auto store = test::make_shop(where, ids);
    ASSERT_TRUE(store.has_value());
    auto till = test::open_till(**store, test::kMorning, ids);
    ASSERT_TRUE(till.has_value());
    const pos::Instant noon{test::kMorning.unix_ms + 4 * 3'600'000};
    ASSERT_TRUE(test::sell_one(**till, 100, noon, ids).has_value());
    const auto late = test::sell_one(**till, 200, test::kMorning, ids);
    ASSERT_TRUE(late.has_value());
    EXPECT_EQ(late->number, "B01-T1-000002");
    std::uint64_t notes = 0;
    ASSERT_TRUE((*store)->reader().walk((*store)->journal().journal, 0, [&](const auto& entry) {
        notes += entry.kind == kClockWentBack ? 1U : 0U;
        return true;
    }));
    EXPECT_EQ(notes, 1U);
    test::expect_good_books(**store);
}

TEST(Damage, by_a_second_writer_is_prevented_and_it_is_told_who_sells) {
    test::TempDir folder;
    const auto where = folder.file("shop.db");
    test::SeededRandom ids{test::fault_seed()};
    auto store = test::make_shop(where, ids);
    ASSERT_TRUE(store.has_value());
    const auto second = app::core::open_shop(where, kOptions, test::kMorning);
    ASSERT_FALSE(second.has_value());
    EXPECT_NE(second.error().words.find("faults"), std::string::npos) << second.error().words;
    auto reader = app::core::OpenReader::open(where);
    EXPECT_TRUE(reader.has_value()) << "readers run beside the writer";
}
