// Prices that begin at an instant.
#include "pos/base/assert.hpp"
#include "pos/store/catalogue/catalogue.hpp"

namespace pos::store {

namespace {

PriceFrom read_price(const db::Row& row, Currency currency) {
    PriceFrom price;
    row.get(0, price.item);
    row.get(1, price.branch);
    row.get(2, price.starts_at);
    price.price = {row.integer(3), currency};
    return price;
}

}  // namespace

db::Result<std::vector<PriceFrom>> Catalogue::prices(const Ulid& item) {
    std::vector<PriceFrom> prices;
    const auto done = db_.each(
        "SELECT item, branch, starts_at, price_e8 FROM item_price WHERE item = $1 "
        "ORDER BY branch, starts_at",
        [&](const db::Row& row) { prices.push_back(read_price(row, currency_)); }, item);
    if (!done) return std::unexpected{done.error()};
    return prices;
}

db::Result<void> CatalogueWriter::put_price(const PriceFrom& price) {
    POS_ASSERT(price.price.e8 >= 0 && in_range(price.price));
    const auto done = db_.exec(
        "INSERT INTO item_price (item, branch, starts_at, price_e8) VALUES ($1, $2, $3, $4) "
        "ON CONFLICT (item, branch, starts_at) DO UPDATE SET price_e8 = excluded.price_e8",
        price.item, price.branch, price.starts_at, price.price.e8);
    if (!done) return std::unexpected{done.error()};
    if (touched_) touched_->prices.emplace(price.item, price.branch);
    return {};
}

db::Result<bool> CatalogueWriter::remove_price(const Ulid& item, std::string_view branch,
                                               Instant starts_at) {
    const auto done =
        db_.exec("DELETE FROM item_price WHERE item = $1 AND branch = $2 AND starts_at = $3", item,
                 branch, starts_at);
    if (!done) return std::unexpected{done.error()};
    if (*done > 0 && touched_) touched_->prices.emplace(item, std::string{branch});
    return *done > 0;
}

db::Result<void> CatalogueWriter::settle_prices(Instant now) {
    // Of each item and branch the latest that has begun, and how many have.
    struct Begun {
        PriceFrom price;
        std::int64_t count{0};
    };
    std::vector<Begun> begun;
    auto done = db_.each(
        "SELECT item, branch, starts_at, price_e8 FROM item_price WHERE starts_at <= $1 "
        "ORDER BY item, branch, starts_at",
        [&](const db::Row& row) {
            auto price = read_price(row, {});
            if (begun.empty() || begun.back().price.item != price.item ||
                begun.back().price.branch != price.branch) {
                begun.emplace_back();
            }
            begun.back().price = std::move(price);
            ++begun.back().count;
        },
        now);
    if (!done) return std::unexpected{done.error()};
    for (const auto& [price, count] : begun) {
        const bool of_all = price.branch.empty();
        if (!of_all && count == 1) continue;  // it goes on
        if (of_all) {
            done = db_.exec("UPDATE item SET price_e8 = $2 WHERE item = $1", price.item,
                            price.price.e8);
            if (!done) return std::unexpected{done.error()};
        }
        done =
            db_.exec("DELETE FROM item_price WHERE item = $1 AND branch = $2 AND starts_at < $3",
                     price.item, price.branch, Instant{price.starts_at.unix_ms + (of_all ? 1 : 0)});
        if (!done) return std::unexpected{done.error()};
        if (!touched_) continue;
        if (of_all) touched_->items.insert(price.item);
        touched_->prices.emplace(price.item, price.branch);
    }
    return {};
}

}  // namespace pos::store
