#include "tests/faults/store/shop_under_test.hpp"

#include <gtest/gtest.h>

#include "pos/store/verify.hpp"

namespace test {

namespace {

/// The store's error behind a register's; a refusal is a fault of the test.
pos::store::StoreError store_error(const app::core::RegisterService::Error& error) {
    const auto* const store = std::get_if<pos::store::StoreError>(&error);
    EXPECT_NE(store, nullptr) << "the register refused";
    return store != nullptr ? *store : pos::store::StoreError{};
}

}  // namespace

std::uint64_t count_sales(pos::store::Store& store) {
    const auto count = store.reader().connection().value<std::int64_t>("SELECT count(*) FROM sale");
    EXPECT_TRUE(count.has_value() && count->has_value());
    return count && *count ? static_cast<std::uint64_t>(**count) : 0;
}

void expect_good_books(pos::store::Store& store) {
    const auto report =
        pos::store::verify(store.reader().connection(), {}, [](const auto&) { return true; });
    ASSERT_TRUE(report.has_value());
    EXPECT_TRUE(report->is_good())
        << report->entries.size() << " entries and " << report->differences_total
        << " values differ, " << report->pages.size() << " pages are damaged";
}

void expect_kept(pos::store::Store& store, const Promised& promised, std::uint64_t more) {
    const auto there = count_sales(store);
    EXPECT_GE(there, promised.sales.size());
    EXPECT_LE(there, promised.sales.size() + more);
    for (const auto& [number, sale] : promised.sales) {
        const auto found = store.reader().receipt(number);
        ASSERT_TRUE(found.has_value() && found->has_value()) << number << " is lost";
        EXPECT_EQ((*found)->record.sale, sale) << number << " is another sale";
    }
    const auto distinct =
        store.reader().connection().value<std::int64_t>("SELECT count(DISTINCT number) FROM sale");
    EXPECT_EQ(static_cast<std::uint64_t>(distinct.value().value()), there);
}

app::core::Outcome<std::unique_ptr<pos::store::Store>> make_shop(const std::string& where,
                                                                 pos::Random& random) {
    return app::core::init_shop(
        where, {.branch = "B01", .terminal = "T1", .currency = "EUR", .zone = "Europe/Berlin"},
        {.program = "faults", .auto_checkpoint = false}, kMorning, random);
}

std::expected<pos::journal::SaleRecord, pos::store::StoreError> sell_one(
    app::core::RegisterService& till, std::int64_t price_minor, pos::Instant at,
    pos::Random& random) {
    const auto currency = till.shop().journal.currency;
    pos::sale::Item item{.id = pos::make_ulid(at, random),
                         .number = std::to_string(price_minor),
                         .name = "Goods",
                         .price = pos::unit_price({price_minor, currency})};
    auto added = till.tell(pos::sale::AddItem{.item = std::move(item)}, at);
    if (!added) return std::unexpected{store_error(added.error())};
    auto paid = till.tell(pos::sale::ExactCash{}, at);
    if (!paid) return std::unexpected{store_error(paid.error())};
    return till.state().last->record;
}

std::expected<std::unique_ptr<app::core::RegisterService>, pos::store::StoreError> open_till(
    pos::store::Store& store, pos::Instant at, pos::Random& random) {
    auto shop = app::core::read_shop(store.reader(), store.journal(), {});
    EXPECT_TRUE(shop.has_value());
    auto till = std::make_unique<app::core::RegisterService>(store, std::move(*shop), random);
    if (till->state().shift) return till;
    auto open = till->tell(pos::sale::OpenShift{pos::zero(store.journal().currency)}, at);
    if (!open) return std::unexpected{store_error(open.error())};
    return till;
}

}  // namespace test
