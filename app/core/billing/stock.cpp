#include "app/core/billing/stock.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "app/core/billing/in_transaction.hpp"
#include "app/core/piece_goods.hpp"
#include "pos/locale/clean.hpp"
#include "pos/money/decimal.hpp"
#include "pos/store/catalogue/catalogue.hpp"
#include "pos/store/office/stock.hpp"
#include "pos/store/office/terminals.hpp"

namespace app::core::billing {

namespace {

namespace office = pos::store::office;

constexpr std::size_t kTextMax = 100;

/// requires: an open transaction of the books, which holds what other corrections wait for
Outcome<pos::Quantity> put(BillingBooks& books, const StockChange& change,
                           const pos::catalog::Item& item, pos::Quantity quantity, pos::Instant now,
                           pos::Random& random) {
    const auto before = office::branch_stock_of(*books.db, change.branch, item.id);
    if (!before) return std::unexpected{failure(before.error())};
    if (!change.reference.empty()) {
        const auto done = office::was_adjusted(*books.db, change.reference);
        if (!done) return std::unexpected{failure(done.error())};
        if (*done) return *before;
    }
    const pos::Quantity added = change.counted ? quantity - *before : quantity;
    if (added.millionths == 0) {
        if (!change.counted) return *before;
        // The first count is written even so: tills go by it from then on.
        const auto counted = office::was_counted(*books.db, change.branch, item.id);
        if (!counted) return std::unexpected{failure(counted.error())};
        if (*counted) return *before;
    }
    pos::journal::StockAdjusted event{pos::make_ulid(now, random),
                                      change.reference,
                                      books.when(now),
                                      books.user(),
                                      pos::locale::clean_name(change.reason),
                                      {{item.id, item.number, item.name, added}},
                                      change.branch,
                                      change.counted};
    const auto written = books.stream->append(event, now);
    if (!written) return std::unexpected{failure(written.error())};
    return *before + added;
}

}  // namespace

Outcome<pos::Quantity> adjust_stock(BillingBooks& books, const StockChange& change,
                                    pos::Instant now, pos::Random& random) {
    const auto quantity = pos::parse_quantity(change.quantity);
    if (!quantity || !in_range(*quantity)) {
        return misuse(Why::no_figure, change.quantity,
                      fmt::format("quantity {} is none: write 3, -3 or 1.204.", change.quantity));
    }
    const std::string reason = pos::locale::clean_name(change.reason);
    if (reason.empty())
        return misuse(Why::reason_missing, {}, "Say a reason: breakage, count, delivery …");
    if (reason.size() > kTextMax || change.reference.size() > kTextMax) {
        return misuse(Why::text_too_long, reason,
                      "The reason or the reference has more than 100 characters.");
    }
    const auto branches = office::branches(*books.db);
    if (!branches) return std::unexpected{failure(branches.error())};
    if (std::ranges::find(*branches, change.branch, &office::Branch::code) == branches->end()) {
        return refuse(Why::no_branch, change.branch,
                      fmt::format("There is no branch {}.", change.branch));
    }
    pos::store::Catalogue catalogue{*books.db, books.office.journal.currency};
    const auto item = catalogue.by_number(change.number);
    if (!item) return std::unexpected{database(item.error())};
    if (!*item)
        return refuse(Why::no_item, change.number,
                      fmt::format("There are no goods {}.", change.number));
    if (const auto whole = check_pieces((*item)->item, *quantity); !whole)
        return std::unexpected{whole.error()};
    return in_transaction(books, [&]() -> Outcome<pos::Quantity> {
        return put(books, change, (*item)->item, *quantity, now, random);
    });
}

}  // namespace app::core::billing
