#include "app/core/office/change_promotion.hpp"

#include <algorithm>

#include "app/core/change_setting.hpp"
#include "app/core/office/whose.hpp"
#include "pos/store/office/terminals.hpp"

namespace app::core {

namespace {

namespace office = pos::store::office;
using What = PromotionChange::What;

Outcome<void> check_branches(pos::store::Store& store, std::vector<std::string>& named) {
    std::ranges::sort(named);
    named.erase(std::unique(named.begin(), named.end()), named.end());
    if (named.empty()) return {};
    auto& db = store.reader().connection();
    const auto there = office::read_office(db);
    if (!there) return std::unexpected{failure(there.error())};
    if (!*there) {
        return refuse("Only a head office has promotions of one branch. Leave out --branch.");
    }
    const auto branches = office::branches(db);
    if (!branches) return std::unexpected{failure(branches.error())};
    for (const std::string& code : named) {
        if (std::ranges::find(*branches, code, &office::Branch::code) == branches->end()) {
            return refuse(Why::no_branch, code, "There is no branch " + code + ".");
        }
    }
    return {};
}

/// What there is of the code may be changed that way.
Outcome<void> check_known(const PromotionChange& change,
                          const std::optional<KnownPromotion>& known) {
    const std::string& code = change.text.code;
    if (change.what == What::add) {
        if (known) return refuse(Why::taken, code, "There is a promotion " + code + " already.");
        return {};
    }
    if (!known) return refuse(Why::no_promotion, code, "There is no promotion " + code + ".");
    if (known->stored.promotion.ended) {
        return refuse(Why::ended, code,
                      "The promotion " + code + " has been ended. Add another one.");
    }
    return {};
}

/// What is to be kept, once everything was looked at.
struct Plan {
    pos::store::StoredPromotion kept;
    std::string before;
    std::string after;
};

Outcome<Plan> plan_of(pos::store::Store& store, const ShopState& shop,
                      const PromotionChange& change, pos::Instant now, pos::Random& random) {
    if (auto own = check_not_joined(store, "promotions"); !own) return std::unexpected{own.error()};
    auto known = known_promotion(store.reader(), change.text.code);
    if (!known) return std::unexpected{known.error()};
    if (auto may = check_known(change, *known); !may) return std::unexpected{may.error()};
    Plan plan;
    if (*known) plan = {(*known)->stored, summary((*known)->text), "ended"};
    if (change.what == What::end) {
        plan.kept.promotion.ended = true;
        return plan;
    }
    const pos::Ulid id = *known ? plan.kept.promotion.id : pos::make_ulid(now, random);
    auto promotion = promotion_of(change.text, id, store.reader(), shop.journal.currency);
    if (!promotion) return std::unexpected{promotion.error()};
    plan.kept = {std::move(*promotion), change.text.branches};
    if (auto there = check_branches(store, plan.kept.branches); !there) {
        return std::unexpected{there.error()};
    }
    plan.after = summary(change.text);
    return plan;
}

}  // namespace

Outcome<void> change_promotion(const std::string& where,
                               const pos::store::StoreOptions& store_options,
                               const PromotionChange& change, pos::Instant now,
                               pos::Random& random) {
    auto store = open_shop(where, store_options, now);
    if (!store) return std::unexpected{store.error()};
    const auto shop = read_shop((*store)->reader(), (*store)->journal(), change.by);
    if (!shop) return std::unexpected{shop.error()};
    const auto plan = plan_of(**store, *shop, change, now, random);
    if (!plan) return std::unexpected{plan.error()};
    return change_setting(
        **store, *shop, {"promotion " + change.text.code, plan->before, plan->after},
        [&](pos::store::CatalogueWriter& to) {
            return to.put(plan->kept.promotion, plan->kept.branches);
        },
        now);
}

Outcome<std::vector<KnownPromotion>> known_promotions(pos::store::Reader& reader) {
    auto stored = pos::store::promotions(reader.connection());
    if (!stored) return std::unexpected{failure(pos::store::to_store_error(stored.error()))};
    std::vector<KnownPromotion> known;
    for (auto& each : *stored) {
        auto text = text_of(each, reader);
        if (!text) return std::unexpected{text.error()};
        known.push_back({std::move(each), std::move(*text)});
    }
    return known;
}

Outcome<std::optional<KnownPromotion>> known_promotion(pos::store::Reader& reader,
                                                       const std::string& code) {
    auto all = known_promotions(reader);
    if (!all) return std::unexpected{all.error()};
    for (auto& each : *all) {
        if (each.text.code == code) return std::move(each);
    }
    return std::nullopt;
}

}  // namespace app::core
