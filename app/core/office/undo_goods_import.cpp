#include "app/core/office/undo_goods_import.hpp"

#include <utility>

#include "app/core/office/keep_records.hpp"
#include "pos/journal/events/shop.hpp"

namespace app::core {

namespace {

using pos::store::Answer;
using pos::store::Batch;
using pos::store::StoreError;
using pos::store::StoreErrorKind;

std::unexpected<StoreError> given_up() {
    return std::unexpected{StoreError{.kind = StoreErrorKind::cancelled}};
}

Batch journaled(const Doing& doing, const pos::store::ImportUndone& done) {
    const auto figure = [](std::int64_t count) { return std::to_string(count); };
    pos::journal::SettingChanged event;
    event.when = doing.when;
    event.user = doing.user;
    event.key = "import of " + done.import.source;
    event.from = figure(done.import.goods) + " items added or changed";
    event.to = "undone: " + figure(done.restored) + " as before, " + figure(done.taken_off) +
               " no longer sold, " + figure(done.left) + " left as changed since";
    Batch batch;
    batch.events.emplace_back(std::move(event));
    return batch;
}

}  // namespace

Kept<std::optional<pos::store::ImportUndone>> undo_goods_import(pos::store::Store& store,
                                                                const Doing& doing,
                                                                const UndoOptions& options) {
    const auto joined = is_of_office(store.reader());
    if (!joined) return std::unexpected{joined.error()};
    if (*joined) return not_kept(RecordFault::of_office);
    std::optional<pos::store::ImportUndone> undone;
    const auto work = [&](pos::store::CatalogueWriter& writer) -> Answer<Batch> {
        auto done = pos::store::undo_import(store.reader().catalogue(), writer, options.on_item);
        if (!done) return pos::store::store_error(std::move(done.error()));
        undone = std::move(*done);
        if (!undone || options.dry_run) return given_up();
        return journaled(doing, *undone);
    };
    const auto stored = store.change_catalogue(work, doing.at);
    const bool meant = !stored && stored.error().kind == StoreErrorKind::cancelled;
    if (!stored && !meant) return not_kept(stored.error());
    return undone;
}

}  // namespace app::core
