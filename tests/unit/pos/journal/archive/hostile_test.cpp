// Goal: no input makes the reader crash, hang or allocate more than a small multiple of its size.
// Method: count every allocation; inputs built to be the worst there are, then seeded mutations.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <new>
#include <random>

#include "pos/journal/archive/reader.hpp"
#include "pos/journal/archive/writer.hpp"
#include "tests/support/archive_samples.hpp"

namespace {
std::size_t allocated = 0;  // the sum of all allocations, not the peak
}  // namespace

// Not inlined: g++ would pair malloc with delete and see a mismatch.
[[gnu::noinline]] void* operator new(std::size_t size) {
    allocated += size;
    if (void* const memory = std::malloc(size)) return memory;
    throw std::bad_alloc{};
}
[[gnu::noinline]] void operator delete(void* memory) noexcept {
    std::free(memory);
}
[[gnu::noinline]] void operator delete(void* memory, std::size_t) noexcept {
    std::free(memory);
}

using namespace pos::journal::archive;
using pos::Bytes;
using test::TicketV0;
using test::TicketV1;

namespace {

constexpr std::size_t kAllocatedPerByteMax = 6;

/// Reads, holds the memory it took against the size of the input, writes what was accepted again.
template <class T>
bool survives(const Bytes& input) {
    allocated = 0;
    const auto value = from_bytes<T>(input);
    EXPECT_LE(allocated, kAllocatedPerByteMax * input.size());
    if (!value) return false;
    const Bytes again = to_bytes(*value);
    if (again.size() == input.size()) {
        EXPECT_EQ(again, input) << "one value, two encodings";
    }
    EXPECT_EQ(from_bytes<T>(again).value(), *value);
    return true;
}

class Mutator {
public:
    explicit Mutator(std::uint64_t seed) : random_{seed} {}

    std::size_t pick(std::size_t below) { return static_cast<std::size_t>(random_() % below); }
    void mutate(Bytes& input) {
        for (std::size_t edits = 1 + pick(4); edits > 0 && !input.empty(); --edits) edit(input);
    }

private:
    void edit(Bytes& input) {
        static constexpr std::uint32_t kCounts[] = {0, 1, 0x7fffffff, 0xffffffff, 0x10000};
        const std::size_t at = pick(input.size());
        const auto here = input.begin() + static_cast<std::ptrdiff_t>(at);
        const auto some = static_cast<std::ptrdiff_t>(std::min(pick(9), input.size() - at));
        switch (pick(6)) {
            case 0:
                input[at] = static_cast<std::byte>(random_());
                break;
            case 1:
                input[at] ^= static_cast<std::byte>(1U << pick(8));
                break;
            case 2:
                input.resize(at);
                break;
            case 3:
                input.insert(here, pick(9), static_cast<std::byte>(random_()));
                break;
            case 4:
                input.erase(here, here + some);
                break;
            case 5:
                if (input.size() - at >= 4) std::memcpy(&input[at], &kCounts[pick(5)], 4);
                break;
        }
    }
    std::mt19937_64 random_;
};

}  // namespace

TEST(ArchiveHostile, a_huge_count_allocates_nothing) {
    Bytes input(4 + 100, std::byte{0xff});
    allocated = 0;
    EXPECT_EQ(from_bytes<std::vector<std::uint64_t>>(input).error(), ReadError::truncated);
    EXPECT_EQ(from_bytes<std::string>(input).error(), ReadError::truncated);
    EXPECT_EQ(from_bytes<Bytes>(input).error(), ReadError::truncated);
    EXPECT_EQ(allocated, 0U);
}

TEST(ArchiveHostile, lists_in_lists_share_the_bytes_that_are_left) {
    Bytes input(6000);  // every level claims all bytes left; only the first may have them
    for (std::size_t at = 0; at < 31 * 5; at += 5) {
        const auto count = static_cast<std::uint32_t>((input.size() - at - 6) / 6);
        std::memcpy(&input[at + 1], &count, sizeof count);
    }
    allocated = 0;
    EXPECT_EQ(from_bytes<test::Tree>(input).error(), ReadError::truncated);
    EXPECT_LE(allocated, kAllocatedPerByteMax * input.size());
}

TEST(ArchiveHostile, as_many_items_as_fit_each_as_small_as_it_can_be) {
    TicketV0 ticket;
    ticket.lines.resize(10'000);
    for (auto& line : ticket.lines) line.article.clear();
    EXPECT_TRUE(survives<TicketV0>(to_bytes(ticket)));
}

TEST(ArchiveHostile, mutated_bytes_are_refused_or_have_one_encoding) {
    const Bytes good[] = {to_bytes(test::sample_ticket<TicketV0>(10)),
                          to_bytes(test::sample_ticket<TicketV1>(10))};
    Mutator mutator{20260101};
    unsigned accepted = 0;
    for (unsigned round = 0; round < 20'000 && !HasFailure(); ++round) {
        SCOPED_TRACE(round);
        Bytes input = good[mutator.pick(2)];
        mutator.mutate(input);
        accepted += survives<TicketV1>(input) ? 1 : 0;
    }
    EXPECT_GT(accepted, 1000U);  // else the mutations were too coarse to test anything
}
