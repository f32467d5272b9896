#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "app/till/shell/shell.hpp"
#include "app/till/shell/tile_order.hpp"
#include "app/till/ui/assets.hpp"
#include "pos/money/decimal.hpp"
#include "pos/people/pin.hpp"
#include "pos/shift/figures.hpp"
#include "tests/support/known_customers.hpp"
#include "tests/support/known_shop.hpp"
#include "tests/support/seeded_random.hpp"

namespace test {

/// An article of the driver's shop; without a price the till asks for it.
struct Good {
    std::string number;
    std::string name;
    std::string price;  // with two decimals, whatever the currency has
    std::string unit;
    std::string department;
    std::string picture;
};

/// A till without a window, a store or devices: actions in, and this driver answers the effects as
/// a store with a few goods would. Tests decide when an answer comes.
class ShellDriver : public KnownCustomers, public KnownShop {
public:
    struct Shop {
        std::string language{"en"};
        std::string locale{"en-GB"};
        std::string currency{"GBP"};
        std::string name{"Corner shop"};
        std::vector<till::shell::Signer> people{};  // the first of them is at the till
        std::map<std::string, std::string> pins{};  // by name
        pos::people::Rights rights{pos::people::usual_rights()};
        std::vector<Good> goods{{"101", "Milk 1 l", "1.19", "", "Dairy", ""},
                                {"102", "Bananas", "1.79", "kg", "Fruit", ""},
                                {"103", "Gift card", "", "", "Gifts", ""}};
    };

    ShellDriver() : ShellDriver(Shop{}) {}
    explicit ShellDriver(const Shop& shop)
        : texts_{till::ui::Assets{}.texts(shop.language).value()},
          locale_{pos::locale::Locale::open(shop.locale).value()},
          currency_{*pos::currency_of(shop.currency)},
          model{pos::sale::Register{
              setup(currency_),
              {.user = shop.people.empty() ? pos::people::User{.id = {},
                                                               .name = "Anna K.",
                                                               .role = pos::people::Role::manager}
                                           : shop.people.front().user},
              shop.rights}} {
        pins = shop.pins;
        shop_setup = setup(currency_);
        model.people.signers = shop.people;
        for (const auto& one : shop.people) people.people.push_back({one.user, one.has_pin});
        people.rights = shop.rights;
        model.shop_name = shop.name;
        model.looks.language = shop.language;
        for (const Good& good : shop.goods) add(good);
        take(till::shell::start(model, context()));
    }

    pos::Currency currency() const { return currency_; }
    static pos::sale::Setup setup(pos::Currency currency) {
        pos::sale::Setup setup;
        setup.branch = "B01";
        setup.terminal = "T1";
        setup.zone = "Europe/London";
        setup.currency = currency;
        setup.tenders = {{pos::journal::TenderKind::cash, "cash", "Cash"},
                         {pos::journal::TenderKind::card, "card", "Card"},
                         {pos::journal::TenderKind::other, "voucher", "Voucher"}};
        return setup;
    }

    void act(const till::shell::Action& action) override {
        take(till::shell::update(model, action, context()));
    }

    void open_till() {
        act(till::opening::Action{till::opening::Prompted{till::prompt::Typed{"50.00"}}});
        act(till::opening::Action{till::opening::Prompted{till::prompt::Confirmed{}}});
        answer_all();
    }
    void scan(const std::string& code) {
        act(till::shell::Scanned{code, true});
        answer_all();
    }
    void press(till::sell::Key key) { act(till::sell::Action{till::sell::Pressed{key}}); }

    /// Answers everything that was asked, in order, until nothing is left.
    void answer_all() {
        while (!waiting.empty()) answer_next();
    }
    void answer_next() {
        const till::shell::Effect effect = waiting.front();
        waiting.erase(waiting.begin());
        if (const auto* find = std::get_if<till::shell::FindCode>(&effect)) {
            const auto known = codes.find(find->text);
            auto answer = known != codes.end()
                              ? known->second
                              : till::shell::CodeAnswered{0, look_up(find->text), find->text};
            answer.ask = find->ask;
            const auto* goods = std::get_if<till::shell::ItemFound>(&answer.found);
            if (goods != nullptr && find->stock) answer.stock = stock_of(goods->item.id);
            act(answer);
        } else if (const auto* ticket = std::get_if<till::shell::ReadTicket>(&effect)) {
            act(ticket_read(*ticket));
        } else if (const auto* item = std::get_if<till::shell::FindItem>(&effect)) {
            till::shell::CodeAnswered answer{
                item->ask, item->unlisted ? unlisted(*item->unlisted) : by_id(item->item)};
            if (item->stock) answer.stock = stock_of(item->item);
            act(answer);
        } else if (const auto* told = std::get_if<pos::sale::Effect>(&effect)) {
            if (const auto* store = std::get_if<pos::sale::Store>(told)) act(stored(*store));
        } else if (std::holds_alternative<till::shell::ReadTabs>(effect)) {
            act(tabs());
        } else if (const auto* tiles = std::get_if<till::shell::ReadTiles>(&effect)) {
            act(tiles_of(tiles->tab));
        } else if (const auto* shop = std::get_if<till::shell::ReadShop>(&effect)) {
            act(till::shell::ShopRead{shop->ask, shop_setup, shop_name});
        } else if (const auto* search = std::get_if<till::shell::Search>(&effect)) {
            act(till::shell::SearchAnswered{search->ask, listed({}, search->words)});
        } else if (const auto* find_them = std::get_if<till::shell::FindCustomers>(&effect)) {
            act(till::shell::CustomersFound{find_them->ask, customers_like(find_them->words)});
        } else if (const auto* whose = std::get_if<till::shell::ReadCustomer>(&effect)) {
            act(till::shell::CustomerRead{whose->number, customer_of(whose->number)});
        } else if (const auto* save = std::get_if<till::shell::SaveCustomer>(&effect)) {
            act(till::shell::CustomerSaved{save->ask, saved(save->party), std::nullopt});
        } else if (const auto* accounts_of = std::get_if<till::shell::FindAccounts>(&effect)) {
            act(till::shell::AccountsFound{accounts_of->ask, accounts_like(accounts_of->words),
                                           accounts_heard_at});
        } else if (std::holds_alternative<till::shell::AskForAccounts>(effect)) {
            const bool credit = std::ranges::any_of(
                accounts, [](const auto& account) { return !account.leases.empty(); });
            act(till::shell::AccountsKnown{!accounts.empty(), credit, to_give_up});
        } else if (const auto* pin = std::get_if<till::shell::TryPin>(&effect)) {
            act(tried(*pin));
        } else if (std::holds_alternative<till::shell::ReadSigners>(effect)) {
            act(till::shell::SignersRead{model.people.signers});
        } else if (answer_record(effect) || answer_shop(effect)) {
        } else if (const auto* looks = std::get_if<till::shell::ReadLooks>(&effect)) {
            act(looks_of(looks->items));
        } else if (const auto* takings_of = std::get_if<till::shell::ReadTakings>(&effect)) {
            till::shell::TakingsRead read = takings;
            read.ask = takings_of->ask;
            act(read);
        }
    }
    /// What this till gives back of credit at the close of its day.
    std::vector<pos::journal::GivenUpLease> to_give_up;
    /// Fails the next thing to be stored.
    void fail_next_store(const pos::store::StoreError& why = {
                             .kind = pos::store::StoreErrorKind::disk_full}) {
        for (std::size_t i = 0; i < waiting.size(); ++i) {
            const auto* told = std::get_if<pos::sale::Effect>(&waiting[i]);
            const auto* store = told ? std::get_if<pos::sale::Store>(told) : nullptr;
            if (store == nullptr) continue;
            const auto ticket = store->ticket;
            waiting.erase(waiting.begin() + static_cast<std::ptrdiff_t>(i));
            act(till::shell::StoreRefused{ticket, why});
            return;
        }
        FAIL() << "nothing is being stored";
    }
    pos::Ulid id_of(const std::string& number) const {
        for (const auto& [item, picture] : items_) {
            if (item.number == number) return item.id;
        }
        return {};
    }
    /// What is answered of that article, whatever code it is found by.
    till::shell::CodeAnswered known(const std::string& number) const {
        return {.ask = 0, .found = look_up(number), .code = number};
    }
    /// How many there are of what was counted; nothing of other goods.
    std::map<pos::Ulid, pos::Quantity> stock;
    std::optional<pos::Quantity> stock_of(const pos::Ulid& id) const {
        const auto found = stock.find(id);
        return found == stock.end() ? std::nullopt : std::optional{found->second};
    }
    /// Gives the promotion on that article from now on.
    void promote(const std::string& number, const pos::pricing::Promotion& promotion) {
        for (Stocked& stocked : items_) {
            if (stocked.item.number == number) stocked.item.promotions.push_back(promotion);
        }
    }
    bool saw(till::shell::Signal signal) const {
        for (const auto& effect : done) {
            const auto* sound = std::get_if<till::shell::Sound>(&effect);
            if (sound && sound->signal == signal) return true;
        }
        return false;
    }
    /// How often the register asked for this so far.
    template <class T>
    std::size_t count() const {
        std::size_t n = 0;
        for (const auto& effect : done) {
            const auto* told = std::get_if<pos::sale::Effect>(&effect);
            if (told && std::holds_alternative<T>(*told)) ++n;
        }
        return n;
    }

    /// Words and figures of another language from now on.
    void speak(const std::string& language, const std::string& locale) {
        texts_ = till::ui::Assets{}.texts(language).value();
        locale_ = pos::locale::Locale::open(locale).value();
    }

    till::shell::Context context() {
        at_.unix_ms += 1000;
        return {{at_, {pos::make_date(2026, 11, 22), 14 * 3600 + 32 * 60, 0}},
                random_,
                texts_,
                locale_};
    }

private:
    till::ui::Texts texts_;
    pos::locale::Locale locale_;
    pos::Currency currency_;
    SeededRandom random_{7};
    pos::Instant at_{1'790'000'000'000};

public:
    till::shell::Model model;
    std::vector<till::shell::Effect> waiting;  // not answered yet
    std::vector<till::shell::Effect> done;     // everything asked for so far
    std::map<std::string, pos::journal::SaleRecord> receipts;
    /// What is answered of codes that are more than an item's number.
    std::map<std::string, till::shell::CodeAnswered> codes;
    std::set<std::string> terminal_paid;  // the references of what a card terminal has booked
    std::int64_t wrong_pins{0};
    till::shell::TakingsRead takings;  // what is answered, whatever period was asked for
    std::string shop_name{"Corner shop"};

private:
    pos::Ulid new_id() override { return pos::make_ulid(at_, random_); }

    struct Stocked {
        pos::sale::Item item;
        std::string picture;
    };

    void add(const Good& good) {
        pos::sale::Item item;
        item.id = pos::make_ulid(at_, random_);
        item.number = good.number;
        item.name = good.name;
        item.unit = good.unit;
        item.department = good.department;
        item.department_name = good.department;
        item.open_price = good.price.empty();
        item.price = {0, currency_};
        if (!good.price.empty()) {
            const auto price = pos::parse_decimal(good.price, 8).value();
            item.price.e8 = currency_.exponent == 0 ? price * 100 : price;
        }
        items_.push_back({std::move(item), good.picture});
    }
    till::shell::TabsRead tabs() const {
        till::shell::TabsRead read{{{}}};
        for (const auto& [item, picture] : items_) {
            const bool known = std::ranges::any_of(
                read.tabs, [&](const auto& tab) { return tab.code == item.department; });
            if (!known) read.tabs.push_back({item.department, item.department});
        }
        return read;
    }
    till::shell::LooksRead looks_of(const std::vector<pos::Ulid>& ids) const {
        till::shell::LooksRead read;
        for (const pos::Ulid& id : ids)
            for (std::size_t i = 0; i < items_.size(); ++i)
                if (items_[i].item.id == id) read.looks.push_back({id, {items_[i].picture, i}});
        return read;
    }
    /// The goods of a department, or of all, with `words` in their name.
    std::vector<till::shell::Listed> listed(const std::string& department,
                                            const std::string& words) const {
        std::vector<till::shell::Listed> out;
        for (const auto& [item, picture] : items_) {
            if (!department.empty() && item.department != department) continue;
            if (item.name.find(words) == std::string::npos) continue;
            out.push_back({.item = item.id,
                           .number = item.number,
                           .name = item.name,
                           .department = item.department_name,
                           .unit = item.unit,
                           .picture = picture,
                           .price = item.price,
                           .open_price = item.open_price,
                           .pair = out.size(),
                           .stock = shop_setup.stock.shown ? stock_of(item.id) : std::nullopt});
        }
        return out;
    }
    /// In the order that the till was set to last.
    till::shell::TilesRead tiles_of(const std::string& tab) const {
        till::shell::TilesRead read{tab, listed(tab, {})};
        read.shops_order = till::shell::ids_of(read.items);
        const std::string key = till::shell::tiles_setting(tab);
        for (const auto& effect : done) {
            const auto* set = std::get_if<till::shell::SaveSetting>(&effect);
            if (set == nullptr || set->key != key) continue;
            read.items = listed(tab, {});
            till::shell::put_first(read.items, till::shell::tile_order(set->value));
        }
        return read;
    }
    till::shell::PinTried tried(const till::shell::TryPin& wanted) {
        using Outcome = till::shell::PinTried::Outcome;
        till::shell::PinTried answer{.ask = wanted.ask, .user = {}};
        for (const auto& one : model.people.signers)
            if (one.user.id == wanted.person) answer.user = one.user;
        const auto pin = pins.find(answer.user.name);
        if (pin != pins.end() && pin->second == wanted.pin) {
            answer.outcome = Outcome::right;
            wrong_pins = 0;
        } else {
            ++wrong_pins;
            answer.wait_ms = pos::people::pin_delay_ms(wrong_pins);
        }
        return answer;
    }
    void take(till::shell::Effects effects) {
        for (auto& effect : effects) {
            done.push_back(effect);
            waiting.push_back(std::move(effect));
        }
    }
    using Found = decltype(till::shell::CodeAnswered::found);
    Found look_up(const std::string& text) const {
        for (const auto& [item, picture] : items_) {
            if (item.number == text) return till::shell::ItemFound{.item = item, .barcode = text};
        }
        if (const auto receipt = receipts.find(text); receipt != receipts.end()) {
            return till::shell::ReceiptFound{.record = receipt->second};
        }
        return till::shell::NothingFound{text};
    }
    till::shell::TicketRead ticket_read(const till::shell::ReadTicket& ask) const {
        const pos::journal::SaleRecord* found = nullptr;
        for (const auto& [number, record] : receipts) {
            const bool wanted =
                ask.sale ? record.sale == *ask.sale : !pos::shift::is_refund(record);
            if (wanted) found = &record;
        }
        if (found == nullptr) return {ask.ask, std::nullopt};
        till::shell::TicketToCorrect ticket{.record = *found};
        for (const auto& tender : found->tenders)
            ticket.tenders.push_back({tender, terminal_paid.contains(tender.reference)});
        for (const auto& [number, record] : receipts) {
            for (const auto& line : record.lines)
                if (line.origin && line.origin->sale == found->sale)
                    ticket.before.push_back({line.origin->line, -line.quantity});
        }
        return {ask.ask, std::move(ticket)};
    }
    Found by_id(const pos::Ulid& id) const {
        for (const auto& [item, picture] : items_) {
            if (item.id == id) return till::shell::ItemFound{.item = item};
        }
        return till::shell::NothingFound{};
    }
    Found unlisted(const till::shell::Unlisted& goods) const {
        pos::sale::Item item;
        item.number = goods.code;
        item.name = "Other goods";
        item.price = {0, currency_};
        item.open_price = true;
        return till::shell::ItemFound{.item = item, .barcode = goods.code};
    }
    till::shell::StoreAnswered stored(const pos::sale::Store& store) {
        pos::sale::Stored answer{.ticket = store.ticket, .grand_total = pos::zero(currency_)};
        for (const auto& event : store.events) {
            const auto keep = [&](pos::journal::SaleRecord record) {
                const std::string digits = std::to_string(++numbers_);
                record.number = "B01-T1-" + std::string(6 - digits.size(), '0') + digits;
                answer.number = record.number;
                receipts[record.number] = record;
            };
            if (const auto* ticket = pos::journal::ticket_of(event)) keep(*ticket);
            if (std::holds_alternative<pos::journal::ShiftClosed>(event)) answer.z_number = ++z_;
        }
        return {answer};
    }

    std::vector<Stocked> items_;
    std::uint32_t numbers_{0};
    std::uint32_t z_{0};
};

}  // namespace test
