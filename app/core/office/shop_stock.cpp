#include "app/core/office/shop_stock.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "app/core/office/whose.hpp"
#include "app/core/open_shop.hpp"
#include "app/core/piece_goods.hpp"
#include "app/core/register_service.hpp"
#include "pos/locale/clean.hpp"
#include "pos/money/decimal.hpp"
#include "pos/store/office/known_stock.hpp"
#include "pos/store/office/terminals.hpp"

namespace app::core {

namespace {

constexpr std::size_t kStockTextMax = 100;
constexpr std::size_t kStockLinesMax = 2'000;

Outcome<void> check_shop(pos::store::Store& store) {
    const auto office = pos::store::office::read_office(store.reader().connection());
    if (!office) return std::unexpected{failure(office.error())};
    if (*office) {
        return refuse(
            "This is a head office: say whose stock it is with counterfoil stock adjust "
            "--branch.");
    }
    return check_not_joined(store, "counts and deliveries");
}

Outcome<void> check_said(const StockSaying& saying) {
    if (saying.goods.empty()) return misuse("Say which goods and how many: 1001=12.");
    if (saying.goods.size() > kStockLinesMax)
        return refuse(fmt::format("At most {} goods at once.", kStockLinesMax));
    if (saying.reason.size() > kStockTextMax || saying.reference.size() > kStockTextMax)
        return misuse("The reason or the reference has more than 100 characters.");
    for (const StockFigure& one : saying.goods) {
        const bool wrong =
            saying.counted ? one.quantity.millionths < 0 : one.quantity.millionths <= 0;
        if (wrong || !in_range(one.quantity)) {
            return misuse(fmt::format(
                "{}={}: {}", one.number, to_string(one.quantity),
                saying.counted ? "nothing is counted as less than none."
                               : "what came in is more than none; take away what is broken with "
                                 "a count."));
        }
    }
    return {};
}

/// What the goods are, and what is to be written of them.
struct Prepared {
    std::vector<pos::journal::StockLine> lines;
    std::vector<StockMoved> moved;
};

Outcome<Prepared> prepare(pos::store::Reader& reader, const StockSaying& saying) {
    Prepared prepared;
    for (const StockFigure& one : saying.goods) {
        const auto found = reader.catalogue().by_number(one.number);
        if (!found) return std::unexpected{failure(pos::store::to_store_error(found.error()))};
        if (!*found)
            return refuse(Why::no_item, one.number,
                          fmt::format("There are no goods {}.", one.number));
        const auto& item = (*found)->item;
        if (const auto whole = check_pieces(item, one.quantity); !whole)
            return std::unexpected{whole.error()};
        if (std::ranges::find(prepared.lines, item.id, &pos::journal::StockLine::item) !=
            prepared.lines.end()) {
            return misuse(fmt::format("{} stands there twice.", one.number));
        }
        const auto line = stock_line(reader, item, {saying.counted, one.quantity, saying.reason});
        if (!line)
            return std::unexpected{failure(line.error().why.value_or(pos::store::StoreError{}))};
        const auto before = pos::store::office::known_stock(reader.connection(), item.id);
        if (!before) return std::unexpected{failure(before.error())};
        const auto sum = reader.stock(item.id);
        if (!sum) return std::unexpected{failure(sum.error())};
        prepared.lines.push_back(*line);
        prepared.moved.push_back(
            {item.number, item.name, item.unit, *before, *sum + line->quantity});
    }
    return prepared;
}

}  // namespace

Kept<pos::journal::StockLine> stock_line(pos::store::Reader& reader, const pos::catalog::Item& item,
                                         const StockSaid& said) {
    pos::Quantity added = said.quantity;
    if (said.counted) {
        const auto there = reader.stock(item.id);
        if (!there) return not_kept(there.error());
        added = said.quantity - *there;
    }
    return pos::journal::StockLine{item.id, item.number, item.name, added};
}

Outcome<std::vector<StockMoved>> change_shop_stock(const std::string& where,
                                                   const pos::store::StoreOptions& store_options,
                                                   const StockSaying& saying, pos::Instant now,
                                                   pos::Random& random) {
    if (auto good = check_said(saying); !good) return std::unexpected{good.error()};
    auto store = open_shop(where, store_options, now);
    if (!store) return std::unexpected{store.error()};
    if (auto own = check_shop(**store); !own) return std::unexpected{own.error()};
    auto& reader = (*store)->reader();
    const auto shop = read_shop(reader, (*store)->journal(), saying.by);
    if (!shop) return std::unexpected{shop.error()};
    const auto said_before = reader.has_external_number(saying.reference);
    if (!said_before) return std::unexpected{failure(said_before.error())};
    if (*said_before) return std::vector<StockMoved>{};
    auto prepared = prepare(reader, saying);
    if (!prepared) return std::unexpected{prepared.error()};
    const auto local = shop->zone.local(now);
    const auto& shift = shop->opening.shift;
    const auto& user = shop->opening.user;
    pos::store::Batch batch;
    batch.events.emplace_back(pos::journal::StockAdjusted{
        .adjustment = pos::make_ulid(now, random),
        .external_number = saying.reference,
        .when = {local, shift ? shift->opened.business_date : local.date, shop->journal.zone},
        .user = {user.id, user.name},
        .reason = pos::locale::clean_name(saying.reason),
        .lines = std::move(prepared->lines),
        .branch = {},
        .counted = saying.counted});
    if (auto stored = (*store)->append(std::move(batch), now); !stored)
        return std::unexpected{failure(stored.error())};
    return std::move(prepared->moved);
}

}  // namespace app::core
