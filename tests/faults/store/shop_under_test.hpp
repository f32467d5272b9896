#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>

#include "app/core/init.hpp"
#include "app/core/register_service.hpp"
#include "pos/store/store.hpp"
#include "tests/support/fault_seed.hpp"
#include "tests/support/seeded_random.hpp"
#include "tests/support/temp_dir.hpp"

namespace test {

inline constexpr pos::Instant kMorning{1'788'856'200'000};

/// What was promised of a shop, from the answers that its till was given.
struct Promised {
    std::map<std::string, pos::Ulid> sales;  // by receipt number
    std::int64_t total_minor{0};
};

/// Whether each of these sales is there once, the receipts have no gap and the books hold. `more`
/// is how many sales may be there without having been promised: a fault came before the answer.
void expect_kept(pos::store::Store& store, const Promised& promised, std::uint64_t more);

/// The whole of verify() says that the books hold.
void expect_good_books(pos::store::Store& store);

/// How many sales there are.
std::uint64_t count_sales(pos::store::Store& store);

/// Makes an empty shop at `where`.
app::core::Outcome<std::unique_ptr<pos::store::Store>> make_shop(const std::string& where,
                                                                 pos::Random& random);

/// Sells one piece at that price for exact cash; the receipt's number once it is durable.
std::expected<pos::journal::SaleRecord, pos::store::StoreError> sell_one(
    app::core::RegisterService& till, std::int64_t price_minor, pos::Instant at,
    pos::Random& random);

/// A register over that store, its day opened.
std::expected<std::unique_ptr<app::core::RegisterService>, pos::store::StoreError> open_till(
    pos::store::Store& store, pos::Instant at, pos::Random& random);

}  // namespace test
