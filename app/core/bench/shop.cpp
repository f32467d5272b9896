#include "app/core/bench/shop.hpp"

#include <fmt/format.h>

#include <set>

#include "app/core/bench/goods.hpp"
#include "app/core/demo.hpp"
#include "app/core/init.hpp"

namespace app::core::bench {

namespace {

using pos::store::Answer;
using pos::store::CatalogueWriter;

constexpr const char* kZone = "Europe/Berlin";

pos::store::StoreOptions options() {
    return {.program = "counterfoil bench", .auto_checkpoint = false};
}

template <class T>
Answer<void> answer(const pos::store::db::Result<T>& done) {
    if (!done) return std::unexpected{pos::store::to_store_error(done.error())};
    return {};
}

template <class Work>
Outcome<void> change(pos::store::Store& store, Work&& work) {
    const auto done = store.change_catalogue(work, {}, kOpening);
    if (!done) return std::unexpected{failure(done.error())};
    return {};
}

}  // namespace

Failure failure_of(const pos::store::db::DbError& error) {
    return failure(pos::store::to_store_error(error));
}

Outcome<std::unique_ptr<pos::store::Store>> make_shop(const std::string& where, Seeded& random) {
    auto store = init_shop(
        where,
        {.branch = "B01", .terminal = "T1", .currency = "EUR", .zone = kZone, .name = "Bench"},
        options(), kOpening, random);
    if (!store) return store;
    auto settings = read_settings((*store)->reader());
    if (!settings) return std::unexpected{settings.error()};
    demo_settings(*settings, kZone);
    const auto done = change(**store, [&](CatalogueWriter& catalogue) {
        return answer(catalogue.put_setting("shop", to_bytes(*settings)));
    });
    if (!done) return std::unexpected{done.error()};
    return store;
}

Outcome<std::unique_ptr<pos::store::Store>> open_again(const std::string& where) {
    return open_shop(where, options(), kOpening);
}

Outcome<void> put_goods(pos::store::Store& store, std::uint64_t from, std::uint64_t to,
                        Seeded& random) {
    const pos::Currency currency = store.journal().currency;
    return change(store, [&](CatalogueWriter& catalogue) -> Answer<void> {
        std::set<std::string> departments;
        for (std::uint64_t number = from; number < to; ++number) {
            Goods one = goods(number);
            if (departments.insert(one.department).second) {
                const auto place = static_cast<std::int32_t>(departments.size());
                auto put = answer(catalogue.put(
                    pos::catalog::Department{one.department, one.department, place, place}));
                if (!put) return put;
            }
            const pos::catalog::Item item{.id = pos::make_ulid(kOpening, random),
                                          .number = one.barcode,
                                          .name = std::move(one.name),
                                          .department = std::move(one.department),
                                          .tax_class = std::move(one.tax_class),
                                          .price = pos::unit_price({one.price_minor, currency})};
            if (auto put = answer(catalogue.put(item)); !put) return put;
            const auto barcode = pos::catalog::make_barcode(one.barcode, item.id);
            if (auto put = answer(catalogue.put(*barcode)); !put) return put;
        }
        return {};
    });
}

Outcome<void> put_favourites(pos::store::Store& store, std::int64_t count) {
    return change(store, [&](CatalogueWriter& catalogue) -> Answer<void> {
        for (std::int64_t row = 1; row <= count; ++row) {
            const auto item = store.reader().catalogue().by_row(row);
            if (!item) return std::unexpected{pos::store::to_store_error(item.error())};
            if (!*item) return {};
            if (auto put = answer(catalogue.set_favourite((*item)->item.id, row)); !put) return put;
        }
        return {};
    });
}

Outcome<std::unique_ptr<RegisterService>> open_till(pos::store::Store& store, pos::Random& random,
                                                    pos::Instant at) {
    auto shop = read_shop(store.reader(), store.journal(), {});
    if (!shop) return std::unexpected{shop.error()};
    const bool is_open = shop->opening.shift.has_value();
    auto service = std::make_unique<RegisterService>(store, std::move(*shop), random);
    if (is_open) return service;
    const pos::sale::OpenShift open{{10'000, store.journal().currency}, std::nullopt};
    if (auto opened = tell(*service, open, at); !opened) return std::unexpected{opened.error()};
    return service;
}

Outcome<void> tell(RegisterService& service, const pos::sale::Command& command, pos::Instant at) {
    const auto done = service.tell(command, at);
    if (done) return {};
    if (const auto* refusal = std::get_if<pos::sale::Refusal>(&done.error()))
        return refuse(fmt::format("The register refuses: {}.", name_of(*refusal)));
    return std::unexpected{failure(std::get<pos::store::StoreError>(done.error()))};
}

}  // namespace app::core::bench
