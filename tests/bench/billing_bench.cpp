// Rating in memory: usage records under graduated tiers, and calls by the longest of as many
// prefixes as a real deck has. Beside each stands its floor: the same look-up and arithmetic in
// bare 64-bit integers, which keep no lines, no policies and nothing that could be explained.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "app/core/bench/seeded.hpp"
#include "pos/billing/call/prefixes.hpp"
#include "pos/billing/call/rate_call.hpp"
#include "pos/billing/rate.hpp"

namespace billing = pos::billing;
namespace call = pos::billing::call;
using app::core::bench::Seeded;

namespace {

struct Tier {
    std::int64_t up_to;
    std::int64_t price_e6;
    std::int64_t flat_e6;
};
constexpr std::array<Tier, 4> kTiers{{{100, 100'000, 5'000'000},
                                      {1'000, 80'000, 3'000'000},
                                      {10'000, 50'000, 0},
                                      {INT64_MAX, 20'000, 0}}};

billing::Charge graduated() {
    billing::models::Graduated model;
    for (const Tier& tier : kTiers) {
        billing::models::Tier made;
        if (tier.up_to != INT64_MAX) made.up_to = pos::exactly(tier.up_to);
        made.price = pos::Exact{pos::Wide{tier.price_e6} * (pos::kExactScale / 1'000'000)};
        if (tier.flat_e6 != 0) {
            made.flat = pos::Exact{pos::Wide{tier.flat_e6} * (pos::kExactScale / 1'000'000)};
        }
        model.tiers.push_back(made);
    }
    return {.model = model};
}

/// A record: what was used, and what was used before it in its period.
struct Record {
    std::int64_t quantity;
    std::int64_t before;
};

std::vector<Record> records() {
    Seeded random{1};
    std::vector<Record> made;
    for (int i = 0; i < 4'096; ++i) {
        made.push_back({1 + static_cast<std::int64_t>(random.below(500)),
                        static_cast<std::int64_t>(random.below(12'000))});
    }
    return made;
}

void rate_graduated_records(benchmark::State& state) {
    const billing::Charge charge = graduated();
    std::vector<billing::Usage> usages;
    for (const Record& record : records()) {
        usages.push_back({.quantity = pos::exactly(record.quantity),
                          .before = pos::exactly(record.before),
                          .part = billing::Part::middle});
    }
    billing::Rated rated;
    std::size_t at = 0;
    for (auto _ : state) {
        const auto done = rate(charge, usages[at++ % usages.size()], rated);
        benchmark::DoNotOptimize(done);
        benchmark::DoNotOptimize(rated.total);
    }
    state.SetItemsProcessed(state.iterations());
}
BENCHMARK(rate_graduated_records);

void floor_of_graduated_records(benchmark::State& state) {
    const std::vector<Record> given = records();
    std::size_t at = 0;
    for (auto _ : state) {
        const Record& record = given[at++ % given.size()];
        const std::int64_t to = record.before + record.quantity;
        std::int64_t start = 0;
        std::int64_t cents = 0;
        for (const Tier& tier : kTiers) {
            const std::int64_t begin = std::max(start, record.before);
            const std::int64_t end = std::min(tier.up_to, to);
            if (begin < end) {
                cents += ((end - begin) * tier.price_e6 + 5'000) / 10'000;
                if (begin == start) cents += tier.flat_e6 / 10'000;
            }
            if (tier.up_to >= to) break;
            start = tier.up_to;
        }
        benchmark::DoNotOptimize(cents);
    }
    state.SetItemsProcessed(state.iterations());
}
BENCHMARK(floor_of_graduated_records);

/// So many prefixes of each length, from one digit on: as in a deck of 36,205 that is in use.
constexpr std::array<int, 11> kLengths{1,      46,    228,   1'025, 3'025, 5'510,
                                       11'594, 6'805, 7'117, 838,   16};

struct Deck {
    call::Prefixes prefixes;
    std::vector<call::Tariff> tariffs;
    std::vector<std::int64_t> per_minute_e5;
    std::vector<std::string> numbers;
    std::vector<std::int64_t> seconds;
};

const Deck& deck() {
    static const Deck made = [] {
        Deck deck;
        Seeded random{2};
        std::vector<std::string> all;
        for (std::size_t length = 1; length <= kLengths.size(); ++length) {
            for (int i = 0; i < kLengths[length - 1];) {
                std::string prefix = all.empty() || length < 4 ? "" : all[random.below(all.size())];
                prefix.resize(std::min(prefix.size(), length - 1));
                while (prefix.size() < length) prefix += static_cast<char>('0' + random.below(10));
                if (!deck.prefixes.add(prefix, static_cast<std::uint32_t>(all.size()))) continue;
                all.push_back(prefix);
                const auto price = static_cast<std::int64_t>(random.below(50'000));
                deck.per_minute_e5.push_back(price);
                call::Tariff tariff{.increment_price = call::IncrementPrice::exact,
                                    .total_mode = pos::RoundingMode::half_even,
                                    .total_decimals = 5};
                tariff.rates = {{{},
                                 pos::Exact{pos::Wide{price} * (pos::kExactScale / 100'000)},
                                 pos::exactly(60),
                                 pos::exactly(6)}};
                deck.tariffs.push_back(tariff);
                ++i;
            }
        }
        for (int i = 0; i < 8'192; ++i) {
            std::string number = all[random.below(all.size())];
            while (number.size() < 12) number += static_cast<char>('0' + random.below(10));
            deck.numbers.push_back(number);
            deck.seconds.push_back(1 + static_cast<std::int64_t>(random.below(1'800)));
        }
        return deck;
    }();
    return made;
}

void rate_calls_by_prefix(benchmark::State& state) {
    const Deck& given = deck();
    call::RatedCall rated;
    std::size_t at = 0;
    for (auto _ : state) {
        const std::size_t i = at++ % given.numbers.size();
        const auto match = given.prefixes.longest(given.numbers[i]);
        const auto done = rate_units(given.tariffs[match->value],
                                     {.seconds = pos::exactly(given.seconds[i])}, rated);
        benchmark::DoNotOptimize(done);
        benchmark::DoNotOptimize(rated.cost);
    }
    state.SetItemsProcessed(state.iterations());
    state.counters["prefixes"] = static_cast<double>(given.prefixes.size());
}
BENCHMARK(rate_calls_by_prefix);

void floor_of_calls_by_prefix(benchmark::State& state) {
    const Deck& given = deck();
    std::size_t at = 0;
    for (auto _ : state) {
        const std::size_t i = at++ % given.numbers.size();
        const auto match = given.prefixes.longest(given.numbers[i]);
        const std::int64_t billed = (given.seconds[i] + 5) / 6 * 6;
        const std::int64_t cost = (given.per_minute_e5[match->value] * billed + 30) / 60;
        benchmark::DoNotOptimize(cost);
    }
    state.SetItemsProcessed(state.iterations());
}
BENCHMARK(floor_of_calls_by_prefix);

}  // namespace
