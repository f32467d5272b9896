// Goal: what the fuzzers found once stays found, also where there is no libFuzzer.
// Method: every file of the target's corpus, then seeded mutations of them, each in a buffer of its
// exact size, so that the address sanitizer sees one byte too far.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <random>
#include <string>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

using Sample = std::vector<std::uint8_t>;

std::vector<std::filesystem::path> corpus_files() {
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::directory_iterator{COUNTERFOIL_FUZZ_CORPUS}) {
        if (entry.is_regular_file()) files.push_back(entry.path());
    }
    std::ranges::sort(files);  // the file system's order is not the same everywhere
    return files;
}

Sample contents_of(const std::filesystem::path& path) {
    std::ifstream file{path, std::ios::binary};
    return Sample{std::istreambuf_iterator<char>{file}, {}};
}

void run(const Sample& input) {
    const std::unique_ptr<std::uint8_t[]> exact{new std::uint8_t[input.size()]};
    std::ranges::copy(input, exact.get());
    EXPECT_EQ(LLVMFuzzerTestOneInput(exact.get(), input.size()), 0);
}

void edit(Sample& input, std::mt19937_64& random) {
    static constexpr std::uint32_t kCounts[] = {0, 1, 0x7fffffff, 0xffffffff, 0x10000};
    const auto pick = [&](std::size_t below) { return static_cast<std::size_t>(random() % below); };
    const std::size_t at = pick(input.size());
    const auto here = input.begin() + static_cast<std::ptrdiff_t>(at);
    const auto some = static_cast<std::ptrdiff_t>(std::min(pick(17), input.size() - at));
    switch (pick(7)) {
        case 0:
            input[at] = static_cast<std::uint8_t>(random());
            break;
        case 1:
            input[at] = static_cast<std::uint8_t>(input[at] ^ 1U << pick(8));
            break;
        case 2:
            input.resize(at);
            break;
        case 3:
            input.insert(here, pick(9), static_cast<std::uint8_t>(random()));
            break;
        case 4:
            input.erase(here, here + some);
            break;
        case 5: {
            const Sample copied(here, here + some);
            const auto to = static_cast<std::ptrdiff_t>(pick(input.size()));
            input.insert(input.begin() + to, copied.begin(), copied.end());
            break;
        }
        case 6:
            if (input.size() - at >= 4) std::memcpy(&input[at], &kCounts[pick(5)], 4);
            break;
    }
}

std::uint64_t seed() {
    const char* const wish = std::getenv("POS_SEED");
    return wish != nullptr ? std::strtoull(wish, nullptr, 10) : 1;
}

}  // namespace

TEST(Fuzz, corpus) {
    const auto files = corpus_files();
    ASSERT_FALSE(files.empty()) << COUNTERFOIL_FUZZ_CORPUS;
    for (const auto& file : files) {
        SCOPED_TRACE(file);
        run(contents_of(file));
    }
    run({});
}

TEST(Fuzz, mutations_of_the_corpus) {
    std::mt19937_64 random{seed()};
    std::vector<Sample> inputs;
    for (const auto& file : corpus_files()) inputs.push_back(contents_of(file));
    std::erase_if(inputs, [](const Sample& input) { return input.empty(); });
    ASSERT_FALSE(inputs.empty());
    for (unsigned round = 0; round < 4'000; ++round) {
        SCOPED_TRACE("POS_SEED=" + std::to_string(seed()) + " round " + std::to_string(round));
        Sample input = inputs[static_cast<std::size_t>(random() % inputs.size())];
        for (auto edits = 1 + random() % 4; edits > 0 && !input.empty(); --edits) {
            edit(input, random);
        }
        run(input);
    }
}
