// What the work is made of: pricing, bytes, hash and signature, folding.
#include <benchmark/benchmark.h>

#include <string>

#include "app/core/bench/goods.hpp"
#include "app/core/bench/seeded.hpp"
#include "app/core/bench/shop.hpp"
#include "pos/journal/chain.hpp"
#include "pos/locale/fold.hpp"
#include "pos/sale/cart_bytes.hpp"
#include "pos/sale/price_cart.hpp"

namespace bench = app::core::bench;

namespace {

constexpr pos::Currency kEuro{{'E', 'U', 'R'}, 2};

pos::sale::Setup setup() {
    pos::sale::Setup made;
    made.currency = kEuro;
    return made;
}

/// A cart of so many lines of goods, taxed at a fifth.
pos::sale::Cart cart(std::int64_t lines) {
    bench::Seeded random{1};
    pos::sale::Cart made;
    made.sale = pos::make_ulid(bench::kOpening, random);
    for (std::int64_t i = 0; i < lines; ++i) {
        const auto one = bench::goods(static_cast<std::uint64_t>(i));
        pos::sale::CartLine line;
        line.line = ++made.line_last;
        line.item.id = pos::make_ulid(bench::kOpening, random);
        line.item.number = one.barcode;
        line.item.name = one.name;
        line.item.department = one.department;
        line.item.taxes = {
            {.code = "A", .name = "VAT 20 %", .rate = pos::percent(20), .included = true}};
        line.price = pos::unit_price({one.price_minor, kEuro});
        line.quantity = pos::pieces(1 + i % 3);
        made.lines.push_back(std::move(line));
    }
    return made;
}

void price_cart(benchmark::State& state) {
    const auto how = setup();
    const auto made = cart(state.range(0));
    for (auto _ : state) benchmark::DoNotOptimize(pos::sale::price(how, made));
}
BENCHMARK(price_cart)->Arg(1)->Arg(10)->Arg(50);

/// The same with promotions: each of the goods in a mixed 3 for 2 and a second at half price, at
/// ten percent less with others, and in an amount off the basket.
void price_promoted_cart(benchmark::State& state) {
    using pos::pricing::PromotionKind;
    const auto how = setup();
    auto made = cart(state.range(0));
    std::vector<pos::pricing::Promotion> promotions(4);
    for (std::uint8_t at = 0; at < 4; ++at) promotions[at].id.bytes[0] = at;
    promotions[0].rule = {.kind = PromotionKind::n_for_m, .pieces = 3, .paid = 2};
    promotions[1].rule = {.kind = PromotionKind::nth_off, .rate = pos::percent(50), .pieces = 2};
    promotions[2].rule = {.rate = pos::percent(10), .combinable = true};
    promotions[3].rule = {.kind = PromotionKind::spend_amount,
                          .price = {500, kEuro},
                          .spend = {5'000, kEuro},
                          .combinable = true};
    for (auto& line : made.lines) line.item.promotions = promotions;
    for (auto _ : state) benchmark::DoNotOptimize(pos::sale::price(how, made));
}
BENCHMARK(price_promoted_cart)->Arg(1)->Arg(10)->Arg(50);

void cart_to_bytes(benchmark::State& state) {
    const auto made = cart(state.range(0));
    for (auto _ : state) benchmark::DoNotOptimize(pos::sale::cart_bytes(made));
}
BENCHMARK(cart_to_bytes)->Arg(10)->Arg(50);

void hash_and_sign(benchmark::State& state) {
    bench::Seeded random{2};
    const auto key = pos::journal::SigningKey::generate(random);
    const pos::Bytes payload(static_cast<std::size_t>(state.range(0)));
    for (auto _ : state) {
        const auto hash = pos::journal::hash_after({}, {1, bench::kOpening, 1, 1, payload});
        benchmark::DoNotOptimize(pos::journal::sign_hash(key, hash));
    }
}
BENCHMARK(hash_and_sign)->Arg(2'000);

void fold_names(benchmark::State& state) {
    std::vector<std::string> names;
    for (std::uint64_t i = 0; i < 1'000; ++i) names.push_back(bench::goods(i).name);
    std::string folded;
    std::size_t at = 0;
    for (auto _ : state) {
        pos::locale::fold_into(names[at++ % names.size()], folded);
        benchmark::DoNotOptimize(folded.data());
    }
}
BENCHMARK(fold_names);

}  // namespace
