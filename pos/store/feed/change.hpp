#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "pos/base/bytes.hpp"
#include "pos/base/clock.hpp"
#include "pos/base/ulid.hpp"
#include "pos/catalog/barcode.hpp"
#include "pos/catalog/item.hpp"
#include "pos/people/user.hpp"
#include "pos/store/feed/mark.hpp"

/// What head office publishes and tills apply: a numbered list in which each thing (an item, a
/// person) stands once, with all that is known of it, at the place of its latest change.
namespace pos::store::feed {

/// Stored and sent: never changed, never used again.
enum class ChangeKind : std::uint16_t {
    department = 1,  // its code
    item = 2,        // its id; with its barcodes and its place among the favourites
    prices = 3,      // an item's id: what it costs from which instants on
    user = 4,        // their id; with their badges
    setting = 5,     // its name
    customer = 6,    // their id; see customer_content.hpp
    promotion = 7,   // its id
    account = 8,     // its id; see account_content.hpp
    counters = 9,    // an account's id; see metered_content.hpp
    credit = 10,     // an account's id; likewise
    stock = 11,      // a counted item's id: what the branch has of it
    lease = 14,      // its id, in one terminal's feed alone; see lease_content.hpp
    transfers = 15,  // an account's id; see transfer_content.hpp
    payee = 16,      // kPayee; likewise
};

/// Whom the shop sells to, and what stands on their accounts.
constexpr bool is_of_customers(ChangeKind kind) {
    return kind == ChangeKind::customer || kind == ChangeKind::account ||
           kind == ChangeKind::counters || kind == ChangeKind::credit ||
           kind == ChangeKind::lease || kind == ChangeKind::transfers || kind == ChangeKind::payee;
}

// What head office gives shops in place of settings of their own. At the office "given" lies for
// all branches and "given/B01" for that one; at a till each lies under a name of its own.
inline constexpr std::string_view kGivenSetting = "given";
inline constexpr std::string_view kGivenToAll = "given.all";
inline constexpr std::string_view kGivenToBranch = "given.branch";

/// One row of the feed.
struct Change {
    std::uint64_t number{0};
    std::uint16_t kind{0};
    bool own{false};  // of the till's branch alone, or of the till
    Bytes thing;      // what it is known by, see ChangeKind
    Bytes content;    // one of the records below, or a setting's bytes; empty: it is gone
    bool operator==(const Change&) const = default;

    template <class Archive>
    void serialize(Archive& archive, unsigned) {
        archive & number & kind & own & thing & content;
    }
};

/// As much of a feed as was asked for.
struct Slice {
    std::uint64_t from{0};  // behind which change it begins
    std::uint64_t to{0};    // up to which it says everything that concerns the branch
    std::uint64_t head{0};  // the latest change there is, of whatever branch
    std::vector<Change> changes;
    Mark mark{};  // over `to`, if there is one; it travels beside this record
    bool operator==(const Slice&) const = default;

    template <class Archive>
    void serialize(Archive& archive, unsigned) {
        archive & from & to & head & changes;
    }
};

// ---- contents ----

struct DepartmentContent {
    std::string name;
    std::int32_t order{0};
    std::int32_t tile_pair{0};
    bool operator==(const DepartmentContent&) const = default;

    template <class Archive>
    void serialize(Archive& archive, unsigned) {
        archive & name & order & tile_pair;
    }
};

struct BarcodeContent {
    std::string text;
    std::string key;
    catalog::BarcodeKind kind{catalog::BarcodeKind::free};
    std::optional<Quantity> pack;
    bool operator==(const BarcodeContent&) const = default;

    template <class Archive>
    void serialize(Archive& archive, unsigned) {
        archive & text & key & kind & pack;
    }
};

struct ItemContent {
    std::string number;
    std::string name;
    std::string department;
    std::string tax_class;
    UnitPrice price{};  // where no other has begun
    catalog::PriceTax price_tax{catalog::PriceTax::as_the_shop};
    std::optional<UnitPrice> cost;
    std::string unit;
    bool open_price{false};
    bool discountable{true};
    std::string picture;
    bool active{true};
    std::int64_t favourite{0};
    std::vector<BarcodeContent> barcodes;
    bool operator==(const ItemContent&) const = default;

    template <class Archive>
    void serialize(Archive& archive, unsigned) {
        archive & number & name & department & tax_class & price & price_tax & cost & unit;
        archive & open_price & discountable & picture & active & favourite & barcodes;
    }
};

struct StartingPrice {
    Instant starts_at{};
    UnitPrice price{};
    bool operator==(const StartingPrice&) const = default;

    template <class Archive>
    void serialize(Archive& archive, unsigned) {
        archive & starts_at & price;
    }
};

struct PricesContent {
    std::vector<StartingPrice> prices;  // by their starts
    bool operator==(const PricesContent&) const = default;

    template <class Archive>
    void serialize(Archive& archive, unsigned) {
        archive & prices;
    }
};

struct UserContent {
    std::string name;
    people::Role role{people::Role::cashier};
    bool active{true};
    std::vector<std::string> badges;
    bool operator==(const UserContent&) const = default;

    template <class Archive>
    void serialize(Archive& archive, unsigned) {
        archive & name & role & active & badges;
    }
};

/// What one journal has moved of an item, as far as the office had it.
struct StockPart {
    Ulid journal{};
    Quantity quantity{};
    bool operator==(const StockPart&) const = default;

    template <class Archive>
    void serialize(Archive& archive, unsigned) {
        archive & journal & quantity;
    }
};
struct StockContent {
    Quantity quantity{};           // all together
    std::vector<StockPart> parts;  // of the branch's tills: each goes on from its own
    bool operator==(const StockContent&) const = default;

    template <class Archive>
    void serialize(Archive& archive, unsigned) {
        archive & quantity & parts;
    }
};

/// A thing's bytes in a row: those of an id, or of a text.
inline Bytes thing_of(const Ulid& id) {
    const auto bytes = std::as_bytes(std::span{id.bytes});
    return {bytes.begin(), bytes.end()};
}
inline Bytes thing_of(std::string_view text) {
    const BytesView bytes = as_bytes(text);
    return {bytes.begin(), bytes.end()};
}
inline std::string text_of(BytesView thing) {
    return {reinterpret_cast<const char*>(thing.data()), thing.size()};
}
std::optional<Ulid> id_of(BytesView thing);

Bytes to_bytes(const Slice& slice);
/// Nothing for bytes that no program of ours wrote.
std::optional<Slice> slice_from(BytesView bytes);

}  // namespace pos::store::feed
