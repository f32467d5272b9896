#include "app/core/office/try_promotion.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "app/core/find_code.hpp"
#include "app/core/office/change_price.hpp"
#include "app/core/shop_rules.hpp"
#include "pos/locale/clean.hpp"
#include "pos/money/decimal.hpp"
#include "pos/sale/price_cart.hpp"
#include "pos/store/catalogue/promotions.hpp"

namespace app::core {

namespace {

using pos::catalog::Promotion;

struct Goods {
    std::string number;
    pos::Quantity quantity{pos::pieces(1)};
};

Outcome<std::vector<Goods>> goods_of(std::string_view text) {
    std::vector<Goods> goods;
    while (!text.empty()) {
        const auto comma = text.find_first_of(",\n");
        const std::string part = pos::locale::clean_name(text.substr(0, comma));
        text = comma == text.npos ? std::string_view{} : text.substr(comma + 1);
        if (part.empty()) continue;
        const auto star = part.rfind('*');
        Goods& one = goods.emplace_back();
        one.number = pos::locale::clean_name(std::string_view{part}.substr(0, star));
        if (star == part.npos) continue;
        const auto quantity =
            pos::parse_quantity(pos::locale::clean_name(std::string_view{part}.substr(star + 1)));
        if (!quantity || quantity->millionths <= 0) {
            return misuse(Why::no_figure, part,
                          fmt::format("{} says no quantity, such as 101*3.", part));
        }
        one.quantity = *quantity;
    }
    if (goods.empty())
        return misuse(Why::goods_missing, {}, "Name goods by their numbers, such as 101*3, 102.");
    return goods;
}

class Basket {
public:
    Basket(pos::store::Reader& reader, ShopRules rules, const pos::journal::JournalRow& journal,
           const SampleBasket& sample)
        : reader_{reader}, rules_{std::move(rules)}, journal_{journal}, sample_{sample} {}

    Outcome<void> fill(const std::vector<Goods>& goods) {
        for (const Goods& one : goods) {
            const auto item = prices_of(reader_, one.number);
            if (!item) return std::unexpected{item.error()};
            if (!*item)
                return refuse(Why::no_item, one.number,
                              "No item has the number " + one.number + ".");
            if ((*item)->item.item.open_price) {
                return refuse(Why::open_price, (*item)->item.item.name,
                              "The till asks for the price of " + (*item)->item.item.name + ".");
            }
            goods_.push_back({**item, one.quantity});
        }
        return {};
    }

    /// The figures with these promotions.
    Outcome<pos::sale::PricedCart> priced(const std::vector<Promotion>& promotions) {
        rules_.promotions = promotions;
        pos::sale::Cart cart;
        for (const auto& [item, quantity] : goods_) {
            pos::sale::CartLine& line = cart.lines.emplace_back();
            line.line = ++cart.line_last;
            line.item = register_item(item.item, rules_, sample_.at);
            line.price = price_at(item, sample_.branch, sample_.instant);
            line.item.price = line.price;
            line.quantity = quantity;
        }
        auto priced = pos::sale::price(register_setup(rules_.settings, journal_), cart);
        if (!priced) return refuse(Why::too_much, {}, "No till takes that much in one basket.");
        return std::move(*priced);
    }

    TriedBasket::Line line(std::size_t at) const {
        const auto& item = goods_[at].first.item.item;
        return {.number = item.number,
                .name = item.name,
                .quantity = goods_[at].second,
                .without = {},
                .with = {},
                .promotions = {}};
    }
    std::size_t size() const { return goods_.size(); }

private:
    pos::store::Reader& reader_;
    ShopRules rules_;
    const pos::journal::JournalRow& journal_;
    const SampleBasket& sample_;
    std::vector<std::pair<ItemPrices, pos::Quantity>> goods_;
};

std::string labels(const pos::sale::PricedCart& cart, const std::vector<std::size_t>& given) {
    std::string all;
    for (const std::size_t at : given) {
        all += (all.empty() ? "" : ", ") + cart.promotions[at].label;
    }
    return all;
}

}  // namespace

Outcome<TriedBasket> try_promotion(pos::store::Reader& reader,
                                   const pos::journal::JournalRow& journal,
                                   const Promotion& promotion, const SampleBasket& sample) {
    auto rules = read_rules(reader, journal);
    if (!rules) return std::unexpected{rules.error()};
    auto others = pos::store::promotions_of(reader.connection(), sample.branch);
    if (!others) return std::unexpected{failure(pos::store::to_store_error(others.error()))};
    std::erase_if(*others, [&](const Promotion& each) { return each.id == promotion.id; });
    const auto goods = goods_of(sample.goods);
    if (!goods) return std::unexpected{goods.error()};
    Basket basket{reader, std::move(*rules), journal, sample};
    if (auto filled = basket.fill(*goods); !filled) return std::unexpected{filled.error()};
    const auto without = basket.priced(*others);
    if (!without) return std::unexpected{without.error()};
    others->push_back(promotion);
    const auto with = basket.priced(*others);
    if (!with) return std::unexpected{with.error()};
    TriedBasket tried{.lines = {},
                      .without = without->total,
                      .with = with->total,
                      .of_basket = labels(*with, with->basket_promoted),
                      .runs = runs(promotion, sample.at)};
    for (std::size_t at = 0; at < basket.size(); ++at) {
        auto& line = tried.lines.emplace_back(basket.line(at));
        line.without = without->lines[at].payable;
        line.with = with->lines[at].payable;
        if (!with->promoted.empty()) line.promotions = labels(*with, with->promoted[at]);
    }
    return tried;
}

Outcome<std::string> sample_goods(pos::store::Reader& reader, const Promotion& promotion) {
    constexpr std::size_t kShown = 2;
    std::vector<pos::store::StoredItem> found;
    auto& catalogue = reader.catalogue();
    const auto take = [&](pos::store::StoredItem item) {
        const bool fits = item.item.active && !item.item.open_price && found.size() < kShown;
        if (fits && concerns(promotion, item.item)) found.push_back(std::move(item));
    };
    for (const pos::Ulid& id : promotion.items) {
        if (found.size() == kShown) break;
        auto item = catalogue.by_id(id);
        if (!item) return std::unexpected{failure(pos::store::to_store_error(item.error()))};
        if (*item) take(std::move(**item));
    }
    std::vector<std::string> departments = promotion.departments;
    if (departments.empty() && promotion.items.empty()) {
        const auto all = catalogue.departments();
        if (!all) return std::unexpected{failure(pos::store::to_store_error(all.error()))};
        for (const auto& each : *all) departments.push_back(each.code);
        departments.emplace_back();
    }
    for (const std::string& code : departments) {
        if (found.size() == kShown) break;
        auto items = catalogue.of_department(code, 20);
        if (!items) return std::unexpected{failure(pos::store::to_store_error(items.error()))};
        for (auto& item : *items) take(std::move(item));
    }
    const std::uint32_t pieces = std::max<std::uint32_t>(promotion.rule.pieces, 1);
    std::string text;
    for (const auto& item : found) {
        if (!text.empty()) text += ", ";
        text += item.item.number;
        if (pieces > 1 && item.item.unit.empty()) text += "*" + std::to_string(pieces);
    }
    return text;
}

}  // namespace app::core
