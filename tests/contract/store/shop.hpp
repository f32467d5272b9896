#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "pos/store/store.hpp"
#include "tests/contract/store/either_engine.hpp"
#include "tests/support/seeded_random.hpp"

namespace test {

inline constexpr pos::Currency kPound{{'G', 'B', 'P'}, 2};
inline constexpr pos::Instant kOpening{1'290'000'000'000};
inline constexpr std::uint64_t kSeed = 20'101'201;

inline pos::Money pounds(std::int64_t pence) {
    return {pence, kPound};
}

/// A shop in an empty database of either engine, and the events that happen in one.
class EitherShop : public EitherEngine {
protected:
    EitherShop() { options_.key_file = directory_.file("shop.key"); }
    void SetUp() override { create(); }

    void create() {
        auto made = pos::store::Store::create(target_, {"B01", "T1", kPound, "Europe/London"},
                                              options_, kOpening, random_);
        ASSERT_TRUE(made) << static_cast<int>(made.error().kind) << " " << made.error().cause.text;
        store_ = std::move(*made);
    }
    void open() {
        store_.reset();
        auto opened = pos::store::Store::open(target_, options_, kOpening);
        ASSERT_TRUE(opened) << static_cast<int>(opened.error().kind) << " "
                            << opened.error().cause.text;
        store_ = std::move(*opened);
    }
    pos::store::OpenErrorKind why_not_open() {
        const auto opened = pos::store::Store::open(target_, options_, kOpening);
        EXPECT_FALSE(opened);
        return opened ? pos::store::OpenErrorKind::failed : opened.error().kind;
    }

    pos::Ulid new_id() { return pos::make_ulid(now_, random_); }
    pos::Instant tick() { return now_ = {now_.unix_ms + 1'000}; }
    pos::journal::When when() const;
    pos::journal::Actor anna() const {
        return {*pos::parse_ulid("01ARZ3NDEKTSV4RRFFQ69G5FAV"), "Anna"};
    }

    struct Goods {
        std::string name;
        std::string department;
        std::int64_t pieces{1};
        std::int64_t pence{100};
    };
    /// A ticket of these goods with VAT of a fifth in it, paid in cash. Pieces below 0 come back.
    pos::journal::SaleRecord ticket(const std::vector<Goods>& goods);
    pos::Ulid item_id(std::string_view name) const;

    pos::store::Answer<pos::store::Stored> append(pos::journal::Event event) {
        pos::store::Batch batch;
        batch.events.push_back(std::move(event));
        return store_->append(std::move(batch), tick());
    }
    /// Stores the ticket as sale or refund, by its payable; stops the test if that fails.
    pos::store::StoredEvent sell(pos::journal::SaleRecord record);
    pos::Ulid open_shift(std::int64_t float_pence = 10'000);
    pos::store::StoredEvent close_shift(std::int64_t net_pence);

    SeededRandom random_{kSeed};
    pos::store::StoreOptions options_{.program = "contract test"};
    std::unique_ptr<pos::store::Store> store_;
    pos::Instant now_ = kOpening;
    pos::Ulid shift_{};
};

}  // namespace test
