#include "pos/pricing/promotion.hpp"

#include <algorithm>
#include <numeric>

#include "pos/money/wide.hpp"
#include "pos/pricing/promotion_choice.hpp"
#include "pos/pricing/promotion_spend.hpp"

namespace pos::pricing {

namespace {

bool has_rate(PromotionKind kind) {
    return kind == PromotionKind::percent_off || kind == PromotionKind::nth_off ||
           kind == PromotionKind::spend_percent;
}
bool has_amount(PromotionKind kind) {
    return kind == PromotionKind::amount_off || kind == PromotionKind::fixed_price;
}
bool has_price(PromotionKind kind) {
    return kind == PromotionKind::n_for_price || kind == PromotionKind::spend_amount;
}
bool has_spend(PromotionKind kind) {
    return kind == PromotionKind::spend_percent || kind == PromotionKind::spend_amount;
}

/// From dear to cheap by the piece; among equals in an order that no other promotion changes.
bool dearer(const Goods& a, const Goods& b, std::span<const PromotionLine> lines) {
    const Wide left = Wide{a.value_minor} * b.pieces;
    const Wide right = Wide{b.value_minor} * a.pieces;
    if (left != right) return left > right;
    if (a.value_minor != b.value_minor) return a.value_minor > b.value_minor;
    if (a.quantity != b.quantity) return a.quantity > b.quantity;
    const PromotionLine& one = lines[a.line];
    const PromotionLine& other = lines[b.line];
    if (one.item != other.item) return one.item < other.item;
    return a.line < b.line;
}

/// Finds out which goods share a counted promotion, directly or through others.
class Groups {
public:
    explicit Groups(std::size_t promotions) : parent_(promotions) {
        std::iota(parent_.begin(), parent_.end(), std::size_t{0});
    }
    std::size_t of(std::size_t promotion) {
        while (parent_[promotion] != promotion) promotion = parent_[promotion];
        return promotion;
    }
    void join(std::size_t a, std::size_t b) {
        const std::size_t one = of(a);
        const std::size_t other = of(b);
        parent_[std::max(one, other)] = std::min(one, other);
    }

private:
    std::vector<std::size_t> parent_;
};

class Basket {
public:
    Basket(std::span<const Promotion> promotions, std::span<const PromotionLine> lines,
           const PromotionTerms& terms)
        : promotions_{promotions}, lines_{lines}, terms_{terms} {
        promoted_.lines.resize(lines.size());
    }

    Promoted run() {
        for (std::size_t at = 0; at < promotions_.size(); ++at) {
            counts_.push_back(counts_now(at));
        }
        gather();
        choose_goods();
        std::int64_t taken = 0;
        for (auto& parts : promoted_.lines) {
            std::ranges::sort(parts, {}, &PromotionPart::promotion);
            for (PromotionPart& part : parts)
                part.amount.minor -= part.amount.minor % terms_.step_minor;
            std::erase_if(parts, [](const PromotionPart& part) { return part.amount.minor == 0; });
            for (const PromotionPart& part : parts) taken += part.amount.minor;
        }
        auto basket = choose_basket(promotions_, lines_, terms_.basket.minor, taken, terms_);
        if (basket.instead) {
            for (auto& parts : promoted_.lines) parts.clear();
        }
        promoted_.basket = std::move(basket.parts);
        return std::move(promoted_);
    }

private:
    /// Whether it is a promotion of goods that makes sense and, if something must be spent for it,
    /// enough was.
    bool counts_now(std::size_t at) const {
        const PromotionRule& rule = promotions_[at].rule;
        if (!check(rule, terms_.basket.currency)) return false;
        if (rule.kind == PromotionKind::spend_amount) return false;
        return rule.kind != PromotionKind::spend_percent || times_spent(at, rule, lines_) > 0;
    }

    void gather() {
        for (std::size_t at = 0; at < lines_.size(); ++at) {
            const PromotionLine& line = lines_[at];
            if (line.by_hand || line.value.minor <= 0 || line.quantity.millionths <= 0) continue;
            Goods goods{.line = at,
                        .value_minor = line.value.minor,
                        .quantity = line.quantity,
                        .by_piece = line.by_piece && is_whole(line.quantity)};
            if (goods.by_piece) goods.pieces = line.quantity.millionths / kQuantityScale;
            for (const std::size_t p : line.promotions) {
                if (counts_[p]) sort_in(p, goods);
            }
            if (goods.alone.empty() && goods.together.empty() && goods.counted.empty()) continue;
            goods_.push_back(std::move(goods));
        }
        std::ranges::sort(goods_,
                          [&](const Goods& a, const Goods& b) { return dearer(a, b, lines_); });
    }

    void sort_in(std::size_t promotion, Goods& goods) const {
        const PromotionRule& rule = promotions_[promotion].rule;
        const bool groups = counts_groups(rule.kind);
        const bool limited = rule.times_max > 0 && rule.kind != PromotionKind::spend_percent;
        if (groups && !goods.by_piece) return;
        if (groups || limited) {
            goods.counted.push_back(promotion);
        } else {
            (rule.combinable ? goods.together : goods.alone).push_back(promotion);
        }
    }

    void choose_goods() {
        Groups groups{promotions_.size()};
        for (const Goods& goods : goods_) {
            for (const std::size_t p : goods.counted) groups.join(goods.counted.front(), p);
        }
        std::vector<std::vector<Goods>> components(promotions_.size());
        for (Goods& goods : goods_) {
            if (goods.counted.empty()) {
                choose(promotions_, std::span{&goods, 1}, {}, terms_, promoted_.lines);
            } else {
                components[groups.of(goods.counted.front())].push_back(std::move(goods));
            }
        }
        for (std::size_t at = 0; at < components.size(); ++at) {
            if (components[at].empty()) continue;
            std::vector<std::size_t> counted;
            for (const Goods& goods : components[at]) {
                counted.insert(counted.end(), goods.counted.begin(), goods.counted.end());
            }
            std::ranges::sort(counted);
            counted.erase(std::unique(counted.begin(), counted.end()), counted.end());
            choose(promotions_, components[at], std::move(counted), terms_, promoted_.lines);
        }
    }

    std::span<const Promotion> promotions_;
    std::span<const PromotionLine> lines_;
    const PromotionTerms& terms_;
    std::vector<bool> counts_;
    std::vector<Goods> goods_;
    Promoted promoted_;
};

}  // namespace

std::expected<void, PromotionError> check(const PromotionRule& rule, Currency currency) {
    const auto refuse = [](PromotionError error) { return std::unexpected{error}; };
    const PromotionKind kind = rule.kind;
    if ((has_amount(kind) && rule.amount.currency != currency) ||
        (has_price(kind) && rule.price.currency != currency) ||
        (has_spend(kind) && rule.spend.currency != currency)) {
        return refuse(PromotionError::other_currency);
    }
    if (has_rate(kind) && (rule.rate.e8 <= 0 || rule.rate.e8 > kRateScale)) {
        return refuse(PromotionError::rate_out_of_range);
    }
    if (has_amount(kind)) {
        const bool nothing = kind == PromotionKind::amount_off && rule.amount.e8 == 0;
        if (rule.amount.e8 < 0 || nothing || !in_range(rule.amount)) {
            return refuse(PromotionError::amount_out_of_range);
        }
    }
    if (has_price(kind)) {
        const bool nothing = kind == PromotionKind::spend_amount && rule.price.minor == 0;
        if (rule.price.minor < 0 || nothing || !in_range(rule.price)) {
            return refuse(PromotionError::amount_out_of_range);
        }
    }
    if (counts_groups(kind)) {
        const bool none_free =
            kind == PromotionKind::n_for_m && (rule.paid == 0 || rule.paid >= rule.pieces);
        if (rule.pieces < 2 || rule.pieces > kGroupPiecesMax || none_free) {
            return refuse(PromotionError::group_out_of_range);
        }
    }
    if (has_spend(kind) && (rule.spend.minor <= 0 || !in_range(rule.spend))) {
        return refuse(PromotionError::spend_out_of_range);
    }
    return {};
}

Promoted promote(std::span<const Promotion> promotions, std::span<const PromotionLine> lines,
                 const PromotionTerms& terms) {
    return Basket{promotions, lines, terms}.run();
}

}  // namespace pos::pricing
