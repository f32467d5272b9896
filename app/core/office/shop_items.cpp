#include "app/core/office/shop_items.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include "app/core/office/keep_records.hpp"
#include "app/core/office/shop_stock.hpp"
#include "app/core/shop_settings.hpp"
#include "pos/catalog/barcode.hpp"
#include "pos/journal/events/shop.hpp"
#include "pos/locale/clean.hpp"
#include "pos/store/catalogue/favourites.hpp"
#include "pos/store/office/known_stock.hpp"
#include "pos/store/office/membership.hpp"

namespace app::core {

namespace {

using pos::catalog::Barcode;
using pos::catalog::Item;
using pos::catalog::ItemError;
using pos::store::CatalogueWriter;
using pos::store::Reader;
using pos::store::StoredItem;
using pos::store::db::Result;

constexpr std::size_t kPicturesMax = 500;

std::unexpected<RecordRefusal> failed(pos::store::db::DbError why) {
    return not_kept(pos::store::to_store_error(std::move(why)));
}

/// Which of an item's texts is too long; the longest of those that may be.
const std::string& long_text(const Item& item, ItemError error) {
    const auto longer = [](const std::string& a, const std::string& b) -> const std::string& {
        return a.size() < b.size() ? b : a;
    };
    switch (error) {
        case ItemError::number_too_long:
            return item.number;
        case ItemError::code_too_long:
            return longer(item.department, item.tax_class);
        case ItemError::unit_too_long:
            return item.unit;
        case ItemError::picture_too_long:
            return item.picture;
        default:
            return item.name;
    }
}

RecordFault fault_of(ItemError error) {
    switch (error) {
        case ItemError::no_number:
        case ItemError::number_too_long:
        case ItemError::name_too_long:
        case ItemError::code_too_long:
        case ItemError::unit_too_long:
        case ItemError::picture_too_long:
            return RecordFault::text_too_long;
        case ItemError::no_name:
            return RecordFault::name_missing;
        case ItemError::unclean_text:
            return RecordFault::unclean_text;
        case ItemError::negative_price:
        case ItemError::price_too_large:
            return RecordFault::price_wrong;
        case ItemError::negative_cost:
        case ItemError::cost_too_large:
        case ItemError::other_currency:
            return RecordFault::cost_wrong;
    }
    return RecordFault::text_too_long;
}

Kept<ItemSheet> sheet_of(Reader& reader, const Item& item) {
    const auto codes = reader.catalogue().barcodes(item.id);
    if (!codes) return failed(codes.error());
    const auto favourites = pos::store::favourites_with(reader.connection(), item.id);
    if (!favourites) return failed(favourites.error());
    ItemSheet sheet{.item = item, .codes = {}};
    for (const Barcode& code : *codes) sheet.codes.push_back({code.text, code.pack});
    sheet.favourite = pos::store::place_among(*favourites, item.id);
    const auto stock = pos::store::office::known_stock(reader.connection(), item.id);
    if (!stock) return not_kept(stock.error());
    sheet.stock = *stock;
    return sheet;
}

/// The sheet's codes as they are stored; none twice, none of another item.
Kept<std::vector<Barcode>> codes_of(Reader& reader, const ItemSheet& sheet) {
    std::vector<Barcode> codes;
    std::set<std::string> keys;
    for (const ItemCode& code : sheet.codes) {
        auto made = pos::catalog::make_barcode(code.text, sheet.item.id);
        if (!made) return not_kept(RecordFault::bad_code, code.text);
        if (code.pack && code.pack->millionths <= 0)
            return not_kept(RecordFault::bad_code, code.text);
        made->pack = code.pack;
        if (!keys.insert(made->key).second) continue;
        const auto holder = reader.catalogue().by_barcode(made->key);
        if (!holder) return failed(holder.error());
        if (*holder && (*holder)->item.id != sheet.item.id)
            return not_kept(RecordFault::code_taken, (*holder)->item.name);
        codes.push_back(std::move(*made));
    }
    return codes;
}

/// The number that is typed; else the first barcode or the next that nothing has.
Kept<std::string> number_of(Reader& reader, const ItemSheet& sheet) {
    auto& catalogue = reader.catalogue();
    const auto other = [&](const std::string& number) -> Kept<std::optional<std::string>> {
        const auto holder = catalogue.by_number(number);
        if (!holder) return failed(holder.error());
        if (!*holder || (*holder)->item.id == sheet.item.id) return std::nullopt;
        return (*holder)->item.name;
    };
    if (const std::string& typed = sheet.item.number; !typed.empty()) {
        auto holder = other(typed);
        if (!holder) return std::unexpected{std::move(holder.error())};
        if (*holder) return not_kept(RecordFault::number_taken, **holder);
        return typed;
    }
    const auto count = catalogue.count();
    if (!count) return failed(count.error());
    std::int64_t next = *count + 1;
    std::string free = sheet.codes.empty() ? std::to_string(next++) : sheet.codes.front().text;
    for (;; free = std::to_string(next++)) {
        auto holder = other(free);
        if (!holder) return std::unexpected{std::move(holder.error())};
        if (!*holder) return free;
    }
}

pos::journal::ItemEdited edited(const Doing& doing, const ItemSheet& sheet) {
    const Item& item = sheet.item;
    pos::journal::ItemEdited event;
    event.when = doing.when;
    event.user = doing.user;
    event.item = item.id;
    event.number = item.number;
    event.name = item.name;
    event.department = item.department;
    event.tax_class = item.tax_class;
    event.price = item.price;
    event.unit = item.unit;
    event.open_price = item.open_price;
    event.active = item.active;
    for (const ItemCode& code : sheet.codes) event.barcodes.push_back(code.text);
    return event;
}

std::vector<std::string> texts_of(const std::vector<ItemCode>& codes) {
    std::vector<std::string> texts;
    for (const ItemCode& code : codes) texts.push_back(code.text);
    std::ranges::sort(texts);
    return texts;
}

/// What is said of its stock.
///
/// requires: sheet.said
Kept<pos::journal::StockAdjusted> stock_event(Reader& reader, const Doing& doing,
                                              const ItemSheet& sheet, pos::Random& random) {
    auto line = stock_line(reader, sheet.item, *sheet.said);
    if (!line) return std::unexpected{line.error()};
    return pos::journal::StockAdjusted{.adjustment = pos::make_ulid(doing.at, random),
                                       .external_number = {},
                                       .when = doing.when,
                                       .user = doing.user,
                                       .reason = pos::locale::clean_name(sheet.said->reason),
                                       .lines = {std::move(*line)},
                                       .branch = {},
                                       .counted = sheet.said->counted};
}

/// The class that goods are taxed by: one that there is, or none.
Kept<void> settle_class(Reader& reader, ItemSheet& sheet) {
    std::string& tax_class = sheet.item.tax_class;
    const bool usual = std::exchange(sheet.usual_tax, false);
    if (tax_class.empty() && !usual) return {};
    const auto settings = read_settings(reader);
    if (!settings)
        return not_kept(pos::store::StoreError{.kind = pos::store::StoreErrorKind::damaged});
    if (usual) {
        tax_class = settings->tax_class;
        return {};
    }
    const auto& classes = settings->taxes.classes;
    if (std::ranges::find(classes, tax_class, &pos::tax::TaxClass::code) == classes.end())
        return not_kept(RecordFault::unknown_tax_class, tax_class);
    return {};
}

std::vector<std::string> pictures_in(const std::filesystem::path& folder) {
    std::vector<std::string> found;
    if (folder.empty()) return found;
    std::error_code failed_to;
    for (std::filesystem::directory_iterator at{folder, failed_to}, end;
         !failed_to && at != end && found.size() < kPicturesMax; at.increment(failed_to)) {
        std::string ending = at->path().extension().string();
        std::ranges::transform(ending, ending.begin(), [](char c) {
            return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
        });
        if (ending == ".png" || ending == ".jpg" || ending == ".jpeg")
            found.push_back(at->path().filename().string());
    }
    std::ranges::sort(found);
    return found;
}

}  // namespace

std::vector<FieldChange> changes_of(const ItemSheet& before, const ItemSheet& after) {
    std::vector<FieldChange> changes;
    add_changes(before.item, after.item, changes);
    add_change(before.item.number, "barcodes", codes_text(texts_of(before.codes)),
               codes_text(texts_of(after.codes)), changes);
    return changes;
}

Kept<bool> is_of_office(Reader& reader) {
    const auto joined = pos::store::office::membership(reader.connection());
    if (!joined) return not_kept(joined.error());
    return joined->has_value();
}

Kept<std::optional<ItemSheet>> read_item(Reader& reader, const pos::Ulid& item,
                                         std::string_view code) {
    auto& catalogue = reader.catalogue();
    Result<std::optional<StoredItem>> found =
        item ? catalogue.by_id(item) : catalogue.by_barcode(pos::catalog::barcode_key(code));
    if (found && !*found && !item) found = catalogue.by_number(code);
    if (!found) return failed(found.error());
    if (!*found) return std::nullopt;
    auto sheet = sheet_of(reader, (*found)->item);
    if (!sheet) return std::unexpected{sheet.error()};
    return std::move(*sheet);
}

Kept<GoodsChoices> read_goods_choices(Reader& reader, const std::filesystem::path& pictures) {
    auto departments = reader.catalogue().departments();
    if (!departments) return failed(departments.error());
    const auto settings = read_settings(reader);
    if (!settings)
        return not_kept(pos::store::StoreError{.kind = pos::store::StoreErrorKind::damaged});
    const auto joined = is_of_office(reader);
    if (!joined) return std::unexpected{joined.error()};
    const auto favourites = pos::store::favourites_with(reader.connection(), {});
    if (!favourites) return failed(favourites.error());
    GoodsChoices choices{std::move(*departments), settings->taxes.classes, pictures_in(pictures),
                         *joined};
    choices.tax_class = settings->tax_class;
    for (const auto& one : *favourites) choices.favourites.push_back({one.item, one.name});
    return choices;
}

Kept<ItemKept> keep_item(pos::store::Store& store, const Doing& doing, ItemSheet sheet,
                         pos::Random& random, bool tells_changes) {
    auto& reader = store.reader();
    const auto joined = is_of_office(reader);
    if (!joined) return std::unexpected{joined.error()};
    if (*joined) return not_kept(RecordFault::of_office);
    ItemKept kept;
    if (sheet.item.id) {
        auto before = read_item(reader, sheet.item.id, {});
        if (!before) return std::unexpected{before.error()};
        if (!*before) return not_kept(RecordFault::gone, sheet.item.name);
        kept.before = std::move(**before);
    } else {
        sheet.item.id = pos::make_ulid(doing.at, random);
    }
    sheet.item.name = pos::locale::clean_name(sheet.item.name);
    sheet.item.number = pos::locale::clean_name(sheet.item.number);
    sheet.favourite = std::max<std::int64_t>(sheet.favourite, 0);
    if (sheet.item.name.empty()) return not_kept(RecordFault::name_missing);
    const auto codes = codes_of(reader, sheet);
    if (!codes) return std::unexpected{codes.error()};
    auto number = number_of(reader, sheet);
    if (!number) return std::unexpected{number.error()};
    sheet.item.number = std::move(*number);
    // One that the shop does not know was imported like that, and stays.
    const bool same_class = kept.before.item.id && !sheet.usual_tax &&
                            sheet.item.tax_class == kept.before.item.tax_class;
    if (auto known = same_class ? Kept<void>{} : settle_class(reader, sheet); !known)
        return std::unexpected{known.error()};
    if (const auto good = pos::catalog::check(sheet.item); !good)
        return not_kept(fault_of(good.error()), long_text(sheet.item, good.error()));
    sheet.codes.clear();
    for (const Barcode& code : *codes) sheet.codes.push_back({code.text, code.pack});
    pos::store::Batch batch;
    batch.events.emplace_back(edited(doing, sheet));
    if (tells_changes && kept.before.item.id) {
        for (FieldChange& change : changes_of(kept.before, sheet))
            batch.events.emplace_back(event_of(std::move(change), doing.when, doing.user));
    }
    if (sheet.said) {
        auto said = stock_event(reader, doing, sheet, random);
        if (!said) return std::unexpected{said.error()};
        batch.events.emplace_back(std::move(*said));
    }
    const auto work = [&](CatalogueWriter& to) -> Result<void> {
        auto put = to.put(sheet.item);
        for (const ItemCode& old : kept.before.codes) {
            const std::string key = pos::catalog::barcode_key(old.text);
            if (!put || std::ranges::find(*codes, key, &Barcode::key) != codes->end()) continue;
            if (auto gone = to.remove_barcode(key); !gone) return gone;
        }
        for (const Barcode& code : *codes)
            if (put) put = to.put(code);
        if (!put) return std::unexpected{std::move(put.error())};
        const auto placed = pos::store::place_favourite(to, sheet.item.id, sheet.favourite);
        if (!placed) return std::unexpected{placed.error()};
        sheet.favourite = *placed;
        return {};
    };
    if (auto done = write_records(store, doing, std::move(batch), work); !done)
        return std::unexpected{done.error()};
    sheet.said.reset();
    // Also where nothing was said of it: the form may be older than the last sale.
    const auto stock = pos::store::office::known_stock(reader.connection(), sheet.item.id);
    if (!stock) return not_kept(stock.error());
    sheet.stock = *stock;
    kept.now = std::move(sheet);
    return kept;
}

}  // namespace app::core
