#include "app/till/items_link.hpp"

#include <utility>

#include "app/core/office/change_stock_policy.hpp"
#include "app/core/office/shop_items.hpp"
#include "app/core/office/undo_goods_import.hpp"
#include "app/core/system.hpp"

namespace till {

namespace {

using pos::store::Reader;
using pos::store::Store;

void post_failed(const ItemsLink::Post& post, std::uint64_t ask,
                 const app::core::RecordRefusal& why) {
    post(shell::ReadFailed{ask, why.why.value_or(pos::store::StoreError{})});
}

/// What became of a change; a good one is followed by all that shows the goods.
void post_kept(const ItemsLink::Post& post, std::uint64_t ask, const app::core::Kept<void>& kept) {
    if (kept) post(shell::CatalogueChanged{});
    shell::RecordKept answer{.ask = ask};
    if (!kept) answer.refused = kept.error();
    post(std::move(answer));
}

void post_kept(const ItemsLink::Post& post, std::uint64_t ask,
               app::core::Kept<std::optional<app::core::GroupKept>> kept) {
    if (!kept) return post_kept(post, ask, app::core::Kept<void>{std::unexpected{kept.error()}});
    post(shell::CatalogueChanged{});
    shell::RecordKept answer{.ask = ask};
    answer.group = std::move(*kept);
    post(std::move(answer));
}

}  // namespace

void ItemsLink::read(const shell::ReadItem& ask) {
    store_.look_up([ask, pictures = pictures_, post = post_](Reader& reader) {
        auto sheet = app::core::read_item(reader, ask.item, ask.code);
        if (!sheet) return post_failed(post, ask.ask, sheet.error());
        auto choices = app::core::read_goods_choices(reader, pictures);
        if (!choices) return post_failed(post, ask.ask, choices.error());
        post(shell::ItemRead{ask.ask, std::move(*sheet), ask.code, std::move(*choices)});
    });
}

void ItemsLink::read_last_import() {
    store_.look_up([post = post_](Reader& reader) {
        // Where it cannot be read there is nothing to undo.
        auto last = pos::store::last_import(reader.connection());
        post(shell::LastImportRead{last ? std::move(*last) : std::nullopt});
    });
}

void ItemsLink::undo_import(const shell::UndoImport& wanted, const app::core::Doing& doing) {
    store_.write([wanted, doing, post = post_](Store& store) {
        shell::ImportUndone answer{.ask = wanted.ask};
        auto done = app::core::undo_goods_import(store, doing);
        if (done) {
            answer.done = std::move(*done);
        } else {
            answer.refused = done.error();
        }
        post(std::move(answer));
    });
}

void ItemsLink::read_groups(const shell::ReadGroups& ask) {
    store_.look_up([ask, post = post_](Reader& reader) {
        auto groups = app::core::read_groups(reader);
        if (!groups) return post_failed(post, ask.ask, groups.error());
        post(shell::GroupsRead{ask.ask, std::move(*groups)});
    });
}

void ItemsLink::keep(const shell::KeepItem& wanted, const app::core::Doing& doing) {
    store_.write([wanted, doing, post = post_](Store& store) {
        app::core::SystemRandom random;
        auto kept = app::core::keep_item(store, doing, wanted.sheet, random);
        shell::RecordKept answer{.ask = wanted.ask};
        if (kept) {
            post(shell::CatalogueChanged{});
            answer.before = std::move(kept->before);
            answer.now = std::move(kept->now);
        } else {
            answer.refused = kept.error();
        }
        post(std::move(answer));
    });
}

void ItemsLink::keep(const shell::KeepDepartment& wanted, const app::core::Doing& doing) {
    store_.write([wanted, doing, post = post_](Store& store) {
        post_kept(post, wanted.ask, app::core::keep_department(store, doing, wanted.department));
    });
}

void ItemsLink::keep(const shell::KeepStockPolicy& wanted, const app::core::Doing& doing) {
    store_.write([wanted, doing, post = post_](Store& store) {
        post_kept(post, wanted.ask, app::core::keep_stock_policy(store, doing, wanted.policy));
    });
}

void ItemsLink::keep(const shell::KeepTax& wanted, const app::core::Doing& doing) {
    store_.write([wanted, doing, post = post_](Store& store) {
        post_kept(post, wanted.ask, app::core::keep_tax(store, doing, wanted.tax));
    });
}

void ItemsLink::undo(const shell::UndoGroup& wanted, const app::core::Doing& doing) {
    store_.write([wanted, doing, post = post_](Store& store) {
        post_kept(post, wanted.ask, app::core::undo_group(store, doing, wanted.kept));
    });
}

}  // namespace till
