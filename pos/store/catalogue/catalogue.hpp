#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "pos/catalog/barcode.hpp"
#include "pos/catalog/item.hpp"
#include "pos/people/user.hpp"
#include "pos/store/catalogue/touched.hpp"
#include "pos/store/db/connection.hpp"

namespace pos::catalog {
struct Promotion;
}

namespace pos::store {

/// What an item costs from an instant on.
struct PriceFrom {
    Ulid item{};
    std::string branch;  // empty: wherever a branch has not begun one of its own
    Instant starts_at{};
    UnitPrice price{};
    bool operator==(const PriceFrom&) const = default;
};

/// An item as the shop has it.
struct StoredItem {
    catalog::Item item;
    std::string department_name;
    std::int32_t tile_pair{0};
    std::optional<Quantity> pack;  // of the barcode it was found by, if one scan is more than one
    std::string barcode;           // as stored, if it was found by one
};

/// Reads the reference tables: what a shop sells, and by whom. The writing half is CatalogueWriter.
///
/// threads: that of its connection
class Catalogue {
public:
    /// `currency` is the shop's: stored prices are of it.
    Catalogue(db::Connection& connection, Currency currency)
        : db_{connection}, currency_{currency} {}

    Currency currency() const { return currency_; }

    // One indexed look-up each; nothing if there is no such item.
    db::Result<std::optional<StoredItem>> by_barcode(std::string_view key);
    db::Result<std::optional<StoredItem>> by_number(std::string_view number);
    db::Result<std::optional<StoredItem>> by_id(const Ulid& item);
    /// By the table's own row number, which search answers with.
    db::Result<std::optional<StoredItem>> by_row(std::int64_t id);
    /// The same for several, in the order asked; rows that are not there are left out. A few
    /// statements for all of them.
    db::Result<std::vector<StoredItem>> by_rows(std::span<const std::int64_t> ids);

    /// The codes an item is scanned by, in the order of their keys.
    db::Result<std::vector<catalog::Barcode>> barcodes(const Ulid& item);
    db::Result<std::vector<catalog::Department>> departments();
    /// In the order the shop gave them.
    db::Result<std::vector<StoredItem>> favourites(std::int64_t limit);
    /// The items of a department that were entered first.
    db::Result<std::vector<StoredItem>> of_department(std::string_view code, std::int64_t limit);
    db::Result<std::int64_t> count();

    /// Prices that have not been made the item's own yet, by branch and start.
    db::Result<std::vector<PriceFrom>> prices(const Ulid& item);

    db::Result<std::vector<people::User>> users();
    /// Whose badge that is; empty for one that was given to nobody.
    db::Result<std::optional<people::User>> user_of_badge(std::string_view code);
    /// A setting's bytes; nothing if it was never set.
    db::Result<std::optional<Bytes>> setting(std::string_view name);

private:
    db::Connection& db_;
    Currency currency_;
};

/// Adds to and changes the reference tables, search index included.
///
/// requires: an open write transaction of the connection during each call
/// threads:  that of its connection
class CatalogueWriter {
public:
    /// Notes in `touched` what was changed, if somebody wants to know; it outlives this.
    explicit CatalogueWriter(db::Connection& connection, Touched* touched = nullptr)
        : db_{connection}, touched_{touched} {}

    enum class Put : std::uint8_t { added, changed, unchanged };
    /// Inserts the item, or puts it in place of the one with the same id.
    ///
    /// requires: check(item) found nothing wrong
    db::Result<Put> put(const catalog::Item& item);
    /// Gives a code to an item; a code that another item has moves to this one.
    db::Result<Put> put(const catalog::Barcode& barcode);
    db::Result<void> remove_barcode(std::string_view key);
    db::Result<void> put(const catalog::Department& department);
    /// Goods that name it stay as they are.
    db::Result<void> remove_department(std::string_view code);
    /// 0 takes an item from the favourites; others are shown in ascending order.
    db::Result<void> set_favourite(const Ulid& item, std::int64_t position);
    /// In place of another price of the item from that instant on in that branch.
    ///
    /// requires: the item is there
    db::Result<void> put_price(const PriceFrom& price);
    /// False if there was none.
    db::Result<bool> remove_price(const Ulid& item, std::string_view branch, Instant starts_at);
    /// Makes prices that have begun the items' own, and forgets those of branches that later ones
    /// have followed. For who publishes prices; a till has switch_prices().
    db::Result<void> settle_prices(Instant now);
    db::Result<void> put(const people::User& user);
    /// Gives somebody a badge; whoever had it before has it no longer.
    db::Result<void> put_badge(std::string_view code, const Ulid& user);
    db::Result<void> take_badge(std::string_view code);
    db::Result<void> put_setting(std::string_view name, BytesView value);
    /// In those branches and no others; without one in all of them.
    ///
    /// requires: check(promotion, currency) found nothing wrong
    db::Result<void> put(const catalog::Promotion& promotion,
                         std::span<const std::string> branches);

    /// For what else belongs to the same transaction.
    db::Connection& connection() { return db_; }

private:
    db::Result<std::int64_t> next_id();
    db::Result<void> index(std::int64_t id, std::string_view search_text);
    db::Result<void> unindex(std::int64_t id, std::string_view search_text);

    db::Result<void> touch_item_of(std::string_view barcode_key);
    db::Result<void> touch_holder_of(std::string_view badge);

    db::Connection& db_;
    Touched* touched_;
    std::optional<std::int64_t> next_id_;
    std::string folded_;
    std::string starts_;
};

}  // namespace pos::store
