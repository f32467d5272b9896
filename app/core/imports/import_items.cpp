#include "app/core/imports/import_items.hpp"

#include <set>

#include "app/core/imports/item_row.hpp"
#include "app/core/imports/seen.hpp"
#include "app/core/imports/ulid_sequence.hpp"
#include "pos/base/assert.hpp"
#include "pos/catalog/item.hpp"

namespace app::core::imports {

namespace {

using pos::catalog::Barcode;
using pos::catalog::Item;
using pos::store::Answer;
using Put = ItemSink::Put;

/// What became of a row: nothing was refused, or this.
using RowResult = Answer<std::optional<Refusal>>;

/// The items of a file on their way into the sink, one row after the other.
class ItemImport {
public:
    ItemImport(ItemRowReader rows, const ItemImportOptions& options, pos::Currency currency,
               UlidSequence ids, ItemSink& sink, const ItemImportListener& listener)
        : rows_(std::move(rows)),
          options_(options),
          currency_(currency),
          ids_(ids),
          sink_(sink),
          listener_(listener) {}

    Answer<void> take(const tabular::Row& row) {
        ++report_.rows;
        if (listener_.on_row) listener_.on_row(report_.rows);
        if (!rows_.wants(row)) {
            ++report_.passed_over;
            return {};
        }
        auto refusal = rows_.read(row, draft_);
        if (!refusal) {
            auto result = take_draft(row.line);
            if (!result) return std::unexpected{std::move(result.error())};
            refusal = std::move(*result);
        }
        if (!refusal) return {};
        ++report_.refused;
        if (!options_.skip_bad) writing_ = false;
        if (listener_.on_refusal) listener_.on_refusal(*refusal);
        return {};
    }

    /// Behind the last row.
    Answer<ItemImportReport> finish(const pos::Hash& content) {
        if (auto done = remove_barcodes(); !done) return std::unexpected{std::move(done.error())};
        report_.content = content;
        report_.kept = writing_;
        if (!writing_) {
            report_.added = report_.changed = report_.unchanged = report_.barcodes_added = 0;
            report_.barcodes_removed = report_.taken_off_sale = report_.put_on_sale = 0;
        }
        return report_;
    }

private:
    RowResult take_draft(std::uint64_t line);
    std::optional<Refusal> refuse_seen(std::uint64_t line) const;
    const std::string& number() const;
    Answer<std::optional<Item>> by_number();
    RowResult find(std::uint64_t line, std::optional<Item>& owner);
    Item made_of(const std::optional<Item>& found);
    void remember(const Item& item, std::uint64_t line);
    void note_tax_class(const Item& item, std::uint64_t line);
    void add_picture(Item& item, std::uint64_t line);
    void tell_notes();
    Answer<void> put(const Item& item, const std::optional<Item>& before);
    Answer<void> move_barcodes(const std::optional<Item>& owner);
    Answer<void> remove_barcodes();
    Refusal refuse(std::uint64_t line, RowRefusal reason, std::string_view text) const {
        Refusal refusal;
        refusal.line = line;
        refusal.reason = reason;
        refusal.text = text;
        return refusal;
    }

    ItemRowReader rows_;
    const ItemImportOptions& options_;
    pos::Currency currency_;
    UlidSequence ids_;
    ItemSink& sink_;
    const ItemImportListener& listener_;
    ItemImportReport report_;
    ItemDraft draft_;
    Seen keys_;
    Seen numbers_;
    std::set<std::string> unknown_classes_;  // each is told once
    // With replace_barcodes: whose codes the file has said; who gives one of this row's up.
    struct Coded {
        pos::Ulid item{};
        bool unchanged{false};  // so far
    };
    std::vector<Coded> coded_;
    std::vector<std::pair<pos::Ulid, std::string>> moved_;  // from, key
    bool writing_{true};  // until a refusal means that nothing is kept
};

std::optional<Refusal> ItemImport::refuse_seen(std::uint64_t line) const {
    for (const Barcode& barcode : draft_.barcodes) {
        if (const auto earlier = keys_.find(barcode.key)) {
            Refusal refusal = refuse(line, RowRefusal::duplicate_barcode, barcode.text);
            refusal.other_line = *earlier;
            return refusal;
        }
    }
    return std::nullopt;
}

/// The number that the row gives its item, or would.
const std::string& ItemImport::number() const {
    return draft_.number.empty() ? draft_.barcodes.front().text : draft_.number;
}

/// The item that has the row's number.
Answer<std::optional<Item>> ItemImport::by_number() {
    // In a shop that was empty only this file's own numbers can be there.
    if (sink_.was_empty() && !numbers_.find(number())) return std::optional<Item>{};
    return sink_.by_number(number());
}

/// The item that the row means, as the shop has it; a refusal if it means two.
RowResult ItemImport::find(std::uint64_t line, std::optional<Item>& owner) {
    owner.reset();
    moved_.clear();
    if (!draft_.number.empty()) {
        auto found = by_number();
        if (!found) return std::unexpected{std::move(found.error())};
        owner = std::move(*found);
    }
    // In a shop that was empty keys_ knows every barcode, and this row's are new.
    for (std::size_t at = 0; at < draft_.barcodes.size() && !sink_.was_empty(); ++at) {
        auto has = sink_.by_barcode(draft_.barcodes[at].key);
        if (!has) return std::unexpected{std::move(has.error())};
        if (!*has) continue;
        const bool moves = options_.replace_barcodes && !draft_.number.empty();
        if (moves && (!owner || owner->id != (*has)->id)) {
            moved_.emplace_back((*has)->id, draft_.barcodes[at].key);
            continue;
        }
        if (owner && owner->id != (*has)->id) {
            Refusal refusal =
                refuse(line, RowRefusal::barcode_of_another, draft_.barcodes[at].text);
            refusal.other = (*has)->number;
            return refusal;
        }
        owner = std::move(*has);
    }
    if (owner || !draft_.number.empty()) return std::optional<Refusal>{};
    auto found = by_number();  // an item that is called as this barcode reads
    if (!found) return std::unexpected{std::move(found.error())};
    if (!*found) return std::optional<Refusal>{};
    const auto others = sink_.has_barcodes((*found)->id);
    if (!others) return std::unexpected{others.error()};
    if (*others) return refuse(line, RowRefusal::number_of_another, draft_.barcodes[0].text);
    owner = std::move(*found);
    return std::optional<Refusal>{};
}

/// The item as it will be: what the row does not say stays as it was.
Item ItemImport::made_of(const std::optional<Item>& found) {
    Item item;
    if (found) {
        item = *found;
    } else {
        item.id = ids_.next();
        item.number = number();
        item.price = {0, currency_};
        item.open_price = true;
        item.department = options_.department;
        item.tax_class = options_.tax_class;
    }
    if (!draft_.number.empty()) item.number = draft_.number;
    item.name = draft_.name;
    if (draft_.price_e8) {
        item.price.e8 = *draft_.price_e8;
        item.open_price = false;
    }
    if (draft_.cost_e8) item.cost = pos::UnitPrice{*draft_.cost_e8, currency_};
    if (!draft_.department.empty()) item.department = draft_.department;
    if (!draft_.tax_class.empty()) item.tax_class = draft_.tax_class;
    if (draft_.unit) item.unit = *draft_.unit;
    if (draft_.sold) item.active = *draft_.sold;
    return item;
}

void ItemImport::remember(const Item& item, std::uint64_t line) {
    for (const Barcode& barcode : draft_.barcodes) keys_.insert(barcode.key, line);
    if (rows_.has_numbers()) numbers_.insert(item.number, line);
}

void ItemImport::note_tax_class(const Item& item, std::uint64_t line) {
    const auto& known = options_.tax_classes;
    if (!known || item.tax_class.empty() || known->contains(item.tax_class)) return;
    ++report_.unknown_tax_classes;
    if (!unknown_classes_.insert(item.tax_class).second) return;
    draft_.notes.push_back(
        {line, RowNote::unknown_tax_class, rows_.column_of_tax(), item.tax_class});
}

void ItemImport::add_picture(Item& item, std::uint64_t line) {
    if (draft_.picture.empty()) return;
    auto name = options_.keep_picture ? options_.keep_picture(draft_.picture)
                                      : std::optional{draft_.picture};
    const bool fits = name && name->size() <= pos::catalog::kPictureBytesMax;
    if (fits) {
        item.picture = std::move(*name);
    } else {
        draft_.notes.push_back(
            {line, RowNote::picture_missing, draft_.picture_column, draft_.picture});
    }
}

void ItemImport::tell_notes() {
    for (const Note& note : draft_.notes) {
        if (note.kind == RowNote::wrong_check_digit) ++report_.wrong_check_digits;
        if (listener_.on_note) listener_.on_note(note);
    }
}

RowResult ItemImport::take_draft(std::uint64_t line) {
    if (auto refusal = refuse_seen(line)) return refusal;
    std::optional<Item> owner;
    auto refusal = find(line, owner);
    if (!refusal || *refusal) return refusal;

    Item item = made_of(owner);
    const auto came = rows_.has_numbers() ? numbers_.find(item.number) : std::nullopt;
    // The same number again may only bring further barcodes.
    if (came && (draft_.barcodes.empty() || (writing_ && owner != item))) {
        Refusal again = refuse(line, RowRefusal::duplicate_number, item.number);
        again.other_line = *came;
        return again;
    }
    if (const auto sound = check(item); !sound) {
        return refuse(line, RowRefusal::text_too_long, item.number);
    }
    remember(item, line);
    note_tax_class(item, line);
    if (writing_) add_picture(item, line);
    tell_notes();
    if (!writing_) return std::optional<Refusal>{};
    if (auto done = put(item, owner); !done) return std::unexpected{std::move(done.error())};
    return std::optional<Refusal>{};
}

/// Takes this row's barcodes from the items that have them.
Answer<void> ItemImport::move_barcodes(const std::optional<Item>& owner) {
    for (const auto& [from, key] : moved_) {
        const auto gone =
            sink_.remove_barcodes(from, [&](std::string_view other) { return other != key; });
        if (!gone) return std::unexpected{gone.error()};
        report_.barcodes_removed += *gone;
    }
    if (moved_.empty() || !owner) return {};
    // The sink was asked for others since: what is put next is the item that it found last.
    const auto again = sink_.by_number(owner->number);
    if (!again) return std::unexpected{again.error()};
    return {};
}

/// Takes from the items of the file the barcodes that it does not have.
Answer<void> ItemImport::remove_barcodes() {
    if (!writing_) return {};
    for (const Coded& coded : coded_) {
        const auto gone = sink_.remove_barcodes(
            coded.item, [&](std::string_view key) { return keys_.find(key).has_value(); });
        if (!gone) return std::unexpected{gone.error()};
        if (*gone == 0) continue;
        report_.barcodes_removed += *gone;
        if (!coded.unchanged) continue;
        --report_.unchanged;
        ++report_.changed;
    }
    return {};
}

Answer<void> ItemImport::put(const Item& item, const std::optional<Item>& before) {
    if (auto moved = move_barcodes(before); !moved) return moved;
    if (!item.department.empty()) {
        const auto done = sink_.need_department(item.department);
        if (!done) return done;
    }
    const auto item_put = sink_.put(item);
    if (!item_put) return std::unexpected{item_put.error()};
    bool changed = *item_put == Put::changed;
    for (Barcode& barcode : draft_.barcodes) {
        barcode.item = item.id;
        const auto barcode_put = sink_.put(barcode);
        if (!barcode_put) return std::unexpected{barcode_put.error()};
        if (*barcode_put == Put::added) ++report_.barcodes_added;
        changed = changed || *barcode_put != Put::unchanged;
    }
    if (*item_put == Put::added) {
        ++report_.added;
    } else {
        ++(changed ? report_.changed : report_.unchanged);
        if (before && before->active != item.active)
            ++(item.active ? report_.put_on_sale : report_.taken_off_sale);
        if (options_.replace_barcodes && !draft_.barcodes.empty())
            coded_.push_back({item.id, !changed});
    }
    return {};
}

}  // namespace

std::expected<ItemImportReport, ImportError> import_items(tabular::Reader& file,
                                                          const ItemImportOptions& options,
                                                          pos::Currency currency, pos::Instant now,
                                                          pos::Random& random, ItemSink& sink,
                                                          const ItemImportListener& listener) {
    if (file.header_defect()) return std::unexpected{ImportError{*file.header_defect()}};
    auto rows = ItemRowReader::open(file.columns(), options, currency);
    if (!rows) return std::unexpected{ImportError{rows.error()}};
    ItemImport import{std::move(*rows),          options, currency,
                      UlidSequence{now, random}, sink,    listener};
    tabular::Row row;
    for (;;) {
        if (listener.may_go_on && !listener.may_go_on()) {
            return std::unexpected{
                ImportError{pos::store::StoreError{pos::store::StoreErrorKind::cancelled, {}, {}}}};
        }
        const auto more = file.next(row);
        if (!more) return std::unexpected{ImportError{more.error()}};
        if (!*more) {
            auto report = import.finish(file.finish_hash());
            if (!report) return std::unexpected{ImportError{report.error()}};
            report->letters_unsure = !file.letters_are_sure();
            return std::move(*report);
        }
        if (const auto taken = import.take(row); !taken) {
            return std::unexpected{ImportError{taken.error()}};
        }
    }
}

}  // namespace app::core::imports
