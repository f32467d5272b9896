#include "app/till/store_link.hpp"

#include <mutex>
#include <utility>

#include "app/core/find_code.hpp"
#include "app/core/receipt_words.hpp"
#include "app/core/shop_settings.hpp"
#include "app/core/till_settings.hpp"
#include "app/till/plain_code.hpp"
#include "app/till/shell/tile_order.hpp"
#include "pos/store/feed/leases.hpp"
#include "pos/store/office/goods_takings.hpp"
#include "pos/store/office/known_stock.hpp"
#include "pos/store/paid_tenders.hpp"

namespace till {

/// What questions on other threads need: it never changes, another one takes its place.
struct StoreLink::Shared {
    app::core::ShopRules shop;
    app::core::CodeRules rules;
    std::string unlisted;  // what goods of no list are called on paper
    Post post;

    void failed(std::uint64_t ask, const pos::store::StoreError& error) const {
        if (error.kind == pos::store::StoreErrorKind::cancelled) return;
        post(shell::ReadFailed{ask, error});
    }
};

/// The shop as it was read last, until the shell takes it.
struct StoreLink::Read {
    struct Shop {
        std::uint64_t ask{0};
        app::core::ShopRules rules;
        app::core::Paperwork paperwork;
    };
    std::mutex mutex;
    std::optional<Shop> shop;
};

namespace {

shell::Listed listed(const pos::store::StoredItem& stored) {
    return {.item = stored.item.id,
            .number = stored.item.number,
            .name = stored.item.name,
            .department = stored.department_name,
            .unit = stored.item.unit,
            .picture = stored.item.picture,
            .price = stored.item.price,
            .open_price = stored.item.open_price,
            .pair = static_cast<std::size_t>(std::max(stored.tile_pair, 0))};
}

std::vector<shell::Listed> listed(const std::vector<pos::store::StoredItem>& items) {
    std::vector<shell::Listed> out;
    out.reserve(items.size());
    for (const auto& item : items) out.push_back(listed(item));
    return out;
}

/// The same with how many there are, where the shop shows that. A list without is a list all the
/// same.
std::vector<shell::Listed> listed(pos::store::Reader& reader,
                                  const std::vector<pos::store::StoredItem>& items,
                                  const app::core::ShopSettings& settings) {
    auto list = listed(items);
    if (!settings.stock.shown) return list;
    auto known = pos::store::office::KnownStock::open(reader.connection());
    for (shell::Listed& item : list) {
        if (!known) break;
        if (auto stock = known->of(item.item)) item.stock = *stock;
    }
    return list;
}

/// Goods of no list, at a price that is asked for; taxed as goods that say nothing.
pos::store::StoredItem unlisted_item(const std::string& code, const std::string& name,
                                     const app::core::ShopSettings& settings,
                                     pos::Currency currency) {
    pos::store::StoredItem stored;
    stored.item.number = code;
    stored.item.name = name;
    stored.item.tax_class = settings.tax_class;
    stored.item.price = {0, currency};
    stored.item.open_price = true;
    return stored;
}

/// In the language of receipts, which need not be the screen's.
std::string unlisted_words(const app::core::ShopSettings& settings) {
    const auto locale = pos::locale::Locale::open(settings.locale);
    return app::core::words_of(locale ? locale->language() : std::string_view{}).unlisted;
}

shell::CodeUnread::Why unread(app::core::CodeFault fault) {
    using Why = shell::CodeUnread::Why;
    switch (fault) {
        case app::core::CodeFault::damaged:
            return Why::damaged;
        case app::core::CodeFault::web_address:
            return Why::web_address;
        case app::core::CodeFault::other_currency:
            return Why::other_currency;
        case app::core::CodeFault::odd_price:
            return Why::odd_price;
    }
    return Why::damaged;
}

/// A receipt with what the return screen needs to know of it.
pos::store::Answer<shell::ReceiptFound> receipt_found(pos::store::Reader& reader,
                                                      pos::store::Receipt receipt) {
    const auto returned = reader.returned(receipt.record.sale);
    if (!returned) return std::unexpected{returned.error()};
    shell::ReceiptFound found{.record = std::move(receipt.record), .copies = receipt.copies};
    for (const auto& line : *returned) found.before.push_back({line.line, line.quantity});
    const bool with_credit = std::ranges::any_of(found.record.tenders, [](const auto& tender) {
        return tender.code == pos::sale::kCreditTender;
    });
    if (!with_credit) return found;
    auto credit = pos::store::feed::credit_of_sale(reader.connection(), found.record.sale);
    if (!credit) return pos::store::store_error(std::move(credit.error()));
    if (*credit) {
        found.credit = pos::sale::CreditPaid{found.record.sale, (*credit)->account,
                                             std::move((*credit)->account_number),
                                             std::move((*credit)->parts)};
    }
    return found;
}

}  // namespace

StoreLink::StoreLink(pos::store::StoreThread& store, const app::core::ShopState& shop, Post post)
    : store_{store},
      journal_{shop.journal},
      shared_{std::make_shared<const Shared>(
          Shared{shop, app::core::code_rules(shop.settings, shop.journal.currency),
                 unlisted_words(shop.settings), std::move(post)})},
      read_{std::make_shared<Read>()} {
    store_.watch([shared = shared_](const std::optional<pos::store::StoreTrouble>& trouble) {
        shell::StoreTroubled troubled;
        if (trouble) troubled = {trouble->write, trouble->in_doubt};
        shared->post(std::move(troubled));
    });
}

void StoreLink::find_code(const shell::FindCode& ask, const pos::LocalTime& now) {
    store_.look_up([ask, now, shared = shared_](pos::store::Reader& reader) {
        auto found = app::core::find_code(reader, ask.text, shared->rules, now.date);
        if (!found) return shared->failed(ask.ask, found.error());
        shell::CodeAnswered answer{.ask = ask.ask, .found = shell::NothingFound{ask.text}};
        answer.code = plain_code(app::core::read_code(ask.text, shared->rules, now.date));
        if (auto* item = std::get_if<app::core::CodeOfItem>(&*found)) {
            if (ask.stock) {
                const auto stock =
                    pos::store::office::known_stock(reader.connection(), item->stored.item.id);
                if (!stock) return shared->failed(ask.ask, stock.error());
                answer.stock = *stock;
            }
            answer.found =
                shell::ItemFound{.item = app::core::register_item(item->stored, shared->shop, now),
                                 .barcode = std::move(item->barcode),
                                 .quantity = item->quantity,
                                 .label_price = item->label_price,
                                 .trace = std::move(item->trace),
                                 .sold = item->stored.item.active};
        } else if (auto* receipt = std::get_if<pos::store::Receipt>(&*found)) {
            auto with_returns = receipt_found(reader, std::move(*receipt));
            if (!with_returns) return shared->failed(ask.ask, with_returns.error());
            answer.found = std::move(*with_returns);
        } else if (auto* person = std::get_if<app::core::CodeOfPerson>(&*found)) {
            answer.found = shell::PersonFound{std::move(person->user)};
        } else if (auto* other = std::get_if<app::core::CodeOfOther>(&*found)) {
            answer.found = shell::OtherFound{other->kind, std::move(other->number)};
        } else if (const auto* refused = std::get_if<app::core::CodeRefused>(&*found)) {
            answer.found = shell::CodeUnread{unread(refused->fault)};
        }
        shared->post(std::move(answer));
    });
}

void StoreLink::find_item(const shell::FindItem& ask, const pos::LocalTime& now) {
    store_.look_up([ask, now, currency = journal_.currency,
                    shared = shared_](pos::store::Reader& reader) {
        if (ask.unlisted) {
            const std::string& code = ask.unlisted->code;
            const auto stored =
                unlisted_item(code, shared->unlisted, shared->shop.settings, currency);
            return shared->post(shell::CodeAnswered{
                .ask = ask.ask,
                .found =
                    shell::ItemFound{.item = app::core::register_item(stored, shared->shop, now),
                                     .barcode = code},
                .code = code});
        }
        const auto item = reader.catalogue().by_id(ask.item);
        if (!item) return shared->failed(ask.ask, pos::store::to_store_error(item.error()));
        shell::CodeAnswered answer{.ask = ask.ask, .found = shell::NothingFound{}};
        if (*item) {
            answer.found =
                shell::ItemFound{.item = app::core::register_item(**item, shared->shop, now),
                                 .sold = (*item)->item.active};
            if (ask.stock) {
                const auto stock = pos::store::office::known_stock(reader.connection(), ask.item);
                if (!stock) return shared->failed(ask.ask, stock.error());
                answer.stock = *stock;
            }
        }
        shared->post(std::move(answer));
    });
}

void StoreLink::read_ticket(const shell::ReadTicket& ask, const pos::LocalTime& now) {
    store_.look_up(
        [ask, now, journal = journal_.journal, shared = shared_](pos::store::Reader& reader) {
            auto receipt =
                ask.sale ? reader.receipt(*ask.sale) : pos::store::last_sale(reader, journal);
            if (!receipt) return shared->failed(ask.ask, receipt.error());
            if (!*receipt) return shared->post(shell::TicketRead{ask.ask, std::nullopt});
            auto tenders = pos::store::paid_tenders(reader, (*receipt)->record);
            if (!tenders) return shared->failed(ask.ask, tenders.error());
            auto found = receipt_found(reader, std::move(**receipt));
            if (!found) return shared->failed(ask.ask, found.error());
            shell::TicketToCorrect ticket{.record = std::move(found->record),
                                          .before = std::move(found->before),
                                          .tenders = std::move(*tenders),
                                          .items = {},
                                          .credit = std::move(found->credit)};
            for (const auto& line : ticket.record.lines) {
                const auto item = reader.catalogue().by_id(line.item);
                if (!item) return shared->failed(ask.ask, pos::store::to_store_error(item.error()));
                if (*item) {
                    ticket.items.push_back(app::core::register_item(**item, shared->shop, now));
                }
            }
            shared->post(shell::TicketRead{ask.ask, std::move(ticket)});
        });
}

void StoreLink::read_shop(const shell::ReadShop& ask) {
    store_.look_up([ask, journal = journal_, read = read_,
                    shared = shared_](pos::store::Reader& reader) {
        const pos::store::StoreError damaged{.kind = pos::store::StoreErrorKind::damaged};
        auto rules = app::core::read_rules(reader, journal);
        if (!rules) return shared->failed(ask.ask, damaged);
        auto paperwork = app::core::Paperwork::open(rules->settings, journal);
        if (!paperwork) return shared->failed(ask.ask, damaged);
        shell::ShopRead told{ask.ask, app::core::register_setup(rules->settings, journal),
                             rules->settings.name.empty() ? journal.branch : rules->settings.name};
        {
            const std::scoped_lock lock{read->mutex};
            read->shop = Read::Shop{ask.ask, std::move(*rules), std::move(*paperwork)};
        }
        shared->post(std::move(told));
    });
}

std::optional<StoreLink::NewShop> StoreLink::take_shop(const shell::TakeShop& take) {
    const std::scoped_lock lock{read_->mutex};
    if (!read_->shop || read_->shop->ask != take.ask) return std::nullopt;
    auto shop = *std::exchange(read_->shop, std::nullopt);
    NewShop taken{shop.rules.settings, std::move(shop.paperwork)};
    auto codes = app::core::code_rules(shop.rules.settings, journal_.currency);
    shared_ = std::make_shared<const Shared>(Shared{std::move(shop.rules), std::move(codes),
                                                    unlisted_words(taken.settings), shared_->post});
    return taken;
}

void StoreLink::search(const shell::Search& ask) {
    constexpr std::size_t kShown = 200;
    store_.search(ask.words, kShown, [ask, &store = store_, shared = shared_](auto found) {
        if (!found) return shared->failed(ask.ask, found.error());
        if (!shared->shop.settings.stock.shown)
            return shared->post(shell::SearchAnswered{ask.ask, listed(*found)});
        store.look_up([ask, shared, found = std::move(*found)](pos::store::Reader& reader) {
            shared->post(
                shell::SearchAnswered{ask.ask, listed(reader, found, shared->shop.settings)});
        });
    });
}

void StoreLink::read_tabs() {
    store_.look_up([shared = shared_](pos::store::Reader& reader) {
        const auto departments = reader.catalogue().departments();
        if (!departments) return shared->failed(0, pos::store::to_store_error(departments.error()));
        const auto favourites = reader.catalogue().favourites(1);
        if (!favourites) return shared->failed(0, pos::store::to_store_error(favourites.error()));
        const auto others = reader.catalogue().of_department("", 1);
        if (!others) return shared->failed(0, pos::store::to_store_error(others.error()));
        shell::TabsRead read;
        // An empty tab is no first screen, unless there is nothing else either.
        const bool nothing = departments->empty() && others->empty();
        if (!favourites->empty() || nothing) read.tabs.push_back({});
        for (const auto& department : *departments)
            read.tabs.push_back({department.code, department.name});
        if (!others->empty()) read.tabs.push_back({std::string{shell::kNoDepartment}, {}});
        shared->post(std::move(read));
    });
}

void StoreLink::read_tiles(const shell::ReadTiles& ask) {
    constexpr std::int64_t kTiles = 200;
    store_.look_up([ask, shared = shared_](pos::store::Reader& reader) {
        auto& catalogue = reader.catalogue();
        const std::string_view department =
            ask.tab == shell::kNoDepartment ? std::string_view{} : std::string_view{ask.tab};
        const auto items = ask.tab.empty() ? catalogue.favourites(kTiles)
                                           : catalogue.of_department(department, kTiles);
        if (!items) return shared->failed(0, pos::store::to_store_error(items.error()));
        shell::TilesRead read{ask.tab, listed(reader, *items, shared->shop.settings)};
        read.shops_order = shell::ids_of(read.items);
        // Where it cannot be read the shop's order does.
        const auto first = app::core::read_till_setting(reader, shell::tiles_setting(ask.tab), "");
        if (first) shell::put_first(read.items, shell::tile_order(*first));
        shared->post(std::move(read));
    });
}

void StoreLink::read_looks(const shell::ReadLooks& ask) {
    store_.look_up([ask, shared = shared_](pos::store::Reader& reader) {
        shell::LooksRead read;
        for (const pos::Ulid& id : ask.items) {
            const auto item = reader.catalogue().by_id(id);
            if (!item || !*item) continue;  // a cart without a picture is a cart all the same
            const auto pair = static_cast<std::size_t>(std::max((*item)->tile_pair, 0));
            read.looks.push_back({id, {(*item)->item.picture, pair}});
        }
        shared->post(std::move(read));
    });
}

void StoreLink::read_takings(const shell::ReadTakings& ask) {
    store_.read([ask, shared = shared_](pos::store::Reader& reader) {
        using pos::report::TakingsBy;
        shell::TakingsRead read{.ask = ask.ask};
        const auto fill = [&](auto& rows, const pos::report::Days& days, TakingsBy by) {
            auto answer = reader.takings(days, by);
            if (!answer) {
                shared->failed(ask.ask, answer.error());
                return false;
            }
            rows = std::move(*answer);
            return true;
        };
        const bool done = fill(read.days, ask.days, TakingsBy::day) &&
                          fill(read.hours, ask.days, TakingsBy::hour) &&
                          fill(read.departments, ask.days, TakingsBy::department) &&
                          fill(read.tenders, ask.days, TakingsBy::tender) &&
                          fill(read.cashiers, ask.days, TakingsBy::cashier) &&
                          fill(read.days_before, ask.before, TakingsBy::day) &&
                          fill(read.hours_before, ask.before, TakingsBy::hour);
        if (!done) return;
        if (ask.margins) {
            auto margins = pos::store::office::goods_takings(reader.connection(), ask.days,
                                                             TakingsBy::department, {});
            if (!margins) return shared->failed(ask.ask, margins.error());
            read.margins = std::move(*margins);
        }
        shared->post(std::move(read));
    });
}

void StoreLink::store(const pos::sale::Store& effect, pos::store::Batch batch, pos::Instant at,
                      OnQueued on_queued) {
    if (batch.events.empty() && !effect.awaited) {
        // Only the cart grew: it is saved behind the screen, and the next answer covers it.
        for (auto& cart : batch.carts) store_.save_cart(std::move(cart));
        return;
    }
    if (batch.print_jobs.empty()) on_queued = {};
    store_.append(std::move(batch), at,
                  [effect, on_queued = std::move(on_queued), shared = shared_](auto stored) {
                      if (stored && on_queued) on_queued();
                      if (stored) {
                          shared->post(shell::StoreAnswered{app::core::answer_of(effect, *stored)});
                      } else {
                          shared->post(shell::StoreRefused{effect.ticket, stored.error()});
                      }
                  });
}

void StoreLink::queue(pos::store::PrintJob job, pos::Instant at, OnQueued on_queued) {
    pos::store::Batch batch;
    batch.print_jobs.push_back(std::move(job));
    store_.append(std::move(batch), at,
                  [on_queued = std::move(on_queued), shared = shared_](auto stored) {
                      if (stored) {
                          on_queued();
                      } else {
                          shared->post(shell::PrintNotKept{stored.error()});
                      }
                  });
}

void StoreLink::save_setting(const shell::SaveSetting& setting, const pos::journal::When& when,
                             const pos::journal::Actor& user, pos::Instant at) {
    store_.write([=, shared = shared_](pos::store::Store& store) {
        const auto kept =
            app::core::write_till_setting(store, {setting.key, setting.value}, when, user, at);
        if (!kept) shared->post(shell::SettingNotSaved{kept.error()});
    });
}

}  // namespace till
