// What goods cost less, when and where; what a basket would cost with it, before it is saved.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <mutex>

#include "app/core/office/change_promotion.hpp"
#include "app/core/office/moment_text.hpp"
#include "app/core/office/try_promotion.hpp"
#include "app/core/office_journal.hpp"
#include "app/office/web/branch_choices.hpp"
#include "app/office/web/page.hpp"
#include "app/office/web/promotion_form.hpp"
#include "app/office/web/refusal.hpp"
#include "pos/store/feed/publish.hpp"
#include "pos/store/office/goods.hpp"

namespace app::office::web {

namespace {

namespace office = pos::store::office;
using core::KnownPromotion;
using core::PromotionText;
using What = core::PromotionChange::What;

struct State {
    std::string_view name;
    Mark mark{Mark::none};
};

State state_of(const pos::catalog::Promotion& promotion, const pos::LocalTime& now) {
    if (promotion.ended) return {"ended", Mark::muted};
    switch (stage(promotion, now)) {
        case pos::catalog::PromotionStage::running:
            return {"running", Mark::good};
        case pos::catalog::PromotionStage::coming:
            return {"coming", Mark::none};
        case pos::catalog::PromotionStage::over:
            return {"over", Mark::muted};
    }
    return {};
}

std::string link_to(const std::string& code) {
    return "/promotions/promotion" + query_of({{"code", code}});
}

pos::store::Answer<pos::store::feed::Delivered> delivered(Call& call, const pos::Ulid& promotion) {
    const auto change = office::latest_change_of_promotion(call.db, promotion);
    if (!change) return std::unexpected{change.error()};
    const auto count = pos::store::feed::delivered(call.db, *change);
    if (!count) return std::unexpected{pos::store::to_store_error(count.error())};
    return *count;
}

std::string delivered_words(const pos::store::feed::Delivered& count, const Words& words) {
    return words.with("delivered", {{"tills", words.locale().integer(count.tills)},
                                    {"of", words.locale().integer(count.of)}});
}

std::string branches_in(const PromotionText& text, const Words& words) {
    if (text.branches.empty()) return words["all_branches"];
    return fmt::format("{}", fmt::join(text.branches, ", "));
}

// ---- what a basket costs with it ----

/// When the sample is bought: as the form says, else now, or when the promotion begins.
pos::LocalTime sample_time(const std::string& said, const pos::catalog::Promotion& promotion,
                           const pos::LocalTime& now) {
    const auto at = core::moment_from(said);
    if (at) return {at->date, at->second_of_day, now.utc_offset_s};
    if (runs(promotion, now)) return now;
    pos::LocalTime then = now;
    if (promotion.from && pos::catalog::moment_of(now) < *promotion.from) {
        then = {promotion.from->date, promotion.from->second_of_day, now.utc_offset_s};
    }
    // The next hour of its days, within a week.
    for (int hour = 0; hour < 7 * 24 && !runs(promotion, then); ++hour) {
        const std::int32_t second = then.second_of_day - then.second_of_day % 3'600 + 3'600;
        then.date.days += second / 86'400;
        then.second_of_day = second % 86'400;
    }
    return runs(promotion, then) ? then : now;
}

std::string local_text(const pos::LocalTime& time) {
    return to_string(time.date) + "T" + core::time_text(time.second_of_day);
}

Table tried_table(const core::TriedBasket& tried, const Words& words) {
    Table table{"tried",
                words["promotion_tried"],
                {{"number", words["goods_number"]},
                 {"name", words["goods_name"]},
                 {"quantity", words["quantity"], true},
                 {"without", words["promotion_without"], true},
                 {"with", words["promotion_with"], true},
                 {"promotions", words["promotions"]}},
                {}};
    for (const auto& line : tried.lines) {
        table.rows.push_back({{line.number},
                              {line.name},
                              {line.quantity},
                              {line.without},
                              {line.with},
                              {line.promotions}});
    }
    table.rows.push_back({{words["promotion_total"]},
                          {std::string{}},
                          {std::monostate{}},
                          {tried.without},
                          {tried.with},
                          {tried.of_basket}});
    return table;
}

/// What the form asks to be tried, or what stands there to be.
struct Sample {
    std::string goods;
    std::string branch;
    pos::LocalTime at{};
};

core::Outcome<core::TriedBasket> try_it(Call& call, const pos::catalog::Promotion& promotion,
                                        const Sample& sample, const pos::locale::Zone& zone) {
    pos::store::Reader reader{call.db};
    const auto journals = reader.journals();
    if (!journals) return std::unexpected{core::failure(journals.error())};
    const auto own =
        std::ranges::find(*journals, core::kOfficeBranch, &pos::journal::JournalRow::branch);
    if (own == journals->end()) return core::refuse("There is no head office here.");
    const auto instants = zone.instants(sample.at.date, sample.at.second_of_day);
    return core::try_promotion(reader, *own, promotion,
                               {.branch = sample.branch,
                                .at = sample.at,
                                .instant = instants.empty() ? call.now : instants.front(),
                                .goods = sample.goods});
}

/// What one visit of the page comes to.
class PromotionPage {
public:
    PromotionPage(Call& call, std::optional<KnownPromotion> known, pos::locale::Zone zone)
        : call_{call}, words_{call.words}, known_{std::move(known)}, zone_{std::move(zone)} {
        if (known_) text_ = known_->text;
    }

    /// Where to go on, or nothing: then the page is shown.
    std::optional<Answer> carry_out() {
        if (!call_.is_manager()) return NoPage{403};
        const std::string what = field(call_.form, "what");
        if (what == "end" && known_) return change(What::end);
        text_ = promotion_from(call_.form, words_);
        if (known_) text_.code = known_->text.code;
        if (what == "try") {
            try_it_out();
            return std::nullopt;
        }
        return change(known_ ? What::change : What::add);
    }

    Answer show() {
        const auto branches = office::branches(call_.db);
        if (!branches) return branches.error();
        pos::store::Reader reader{call_.db};
        const auto departments = reader.catalogue().departments();
        if (!departments) return pos::store::to_store_error(departments.error());
        Data data;
        put_promotion(data, text_, {*branches, *departments}, words_);
        if (auto put = put_state(data); !put) return put.error();
        put_sample(data, *branches);
        data.set("mark", call_.mark);
        data.set("was", known_ ? known_->text.code : "");
        data.set("is_new", !known_);
        const bool open = !known_ || !known_->stored.promotion.ended;
        data.set("can_change", call_.is_manager() && open);
        data.set("can_end", call_.is_manager() && known_ && open);
        data.set("refusal", refusal_.empty() ? "" : refusal_html(refusal_));
        data.set("tried", tried_ ? to_html(tried_table(*tried_, words_), words_) : std::string{});
        data.set("has_tried", tried_.has_value());
        data.set("saved", tried_ ? saved_words() : std::string{});
        put_words(data);
        const std::string title = known_ ? known_->text.label : words_["promotion_add"];
        data.set("title", title);
        return Page{.title = title,
                    .body = render("promotion", data),
                    .status = refusal_.empty() ? 200 : 409};
    }

private:
    std::optional<Answer> change(What what) {
        const std::scoped_lock lock{call_.office.changing};
        PromotionText text = text_;
        const auto done =
            core::change_promotion(call_.office.where, call_.office.store,
                                   {.what = what, .text = std::move(text), .by = call_.user.name},
                                   call_.now, call_.office.random);
        if (done) return GoTo{link_to(text_.code)};
        refusal_ = in_words(done.error(), words_);
        return std::nullopt;
    }

    void try_it_out() {
        pos::store::Reader reader{call_.db};
        const auto promotion =
            core::promotion_of(text_, known_ ? known_->stored.promotion.id : pos::Ulid{}, reader,
                               reader.catalogue().currency());
        if (!promotion) {
            refusal_ = in_words(promotion.error(), words_);
            return;
        }
        sample_.goods = field(call_.form, "goods");
        sample_.branch = field(call_.form, "sample_branch");
        if (sample_.goods.empty()) {
            if (auto goods = core::sample_goods(reader, *promotion)) sample_.goods = *goods;
        }
        sample_.at =
            sample_time(field(call_.form, "sample_at"), *promotion, zone_.local(call_.now));
        auto tried = try_it(call_, *promotion, sample_, zone_);
        if (!tried) {
            refusal_ = in_words(tried.error(), words_);
            return;
        }
        tried_ = std::move(*tried);
    }

    std::string saved_words() const {
        if (!tried_->runs) return words_["promotion_not_then"];
        const pos::Money saved = tried_->without - tried_->with;
        return words_.with("promotion_saved", {{"amount", words_.locale().money(saved)}});
    }

    pos::store::Answer<void> put_state(Data& data) {
        data.set("about", "");
        data.set("delivered", "");
        if (!known_) return {};
        const auto& promotion = known_->stored.promotion;
        const auto state = state_of(promotion, zone_.local(call_.now));
        data.set("about",
                 fmt::format("{} · {} · {} · {} · {} · {}", known_->text.code,
                             words_["promotion_" + std::string{state.name}],
                             gives_in(known_->text, words_), goods_in(known_->text, words_),
                             when_in(known_->text, words_), branches_in(known_->text, words_)));
        const auto count = delivered(call_, promotion.id);
        if (!count) return std::unexpected{count.error()};
        data.set("delivered", delivered_words(*count, words_));
        return {};
    }

    void put_sample(Data& data, const std::vector<office::Branch>& branches) {
        if (sample_.goods.empty() && known_) {
            pos::store::Reader reader{call_.db};
            if (auto goods = core::sample_goods(reader, known_->stored.promotion)) {
                sample_.goods = *goods;
            }
        }
        data.set("goods", sample_.goods);
        data.set("sample_at", tried_ ? local_text(sample_.at) : field(call_.form, "sample_at"));
        data.set("branches", branch_choices(branches, sample_.branch));
    }

    void put_words(Data& data) const {
        for (const char* text : {"promotions",
                                 "promotion_code",
                                 "promotion_label",
                                 "promotion_kind",
                                 "promotion_percent",
                                 "promotion_amount",
                                 "promotion_take",
                                 "promotion_pay",
                                 "promotion_spend",
                                 "promotion_times",
                                 "promotion_times_about",
                                 "promotion_combinable",
                                 "promotion_priority",
                                 "promotion_goods",
                                 "promotion_items",
                                 "promotion_departments",
                                 "promotion_goods_about",
                                 "promotion_when",
                                 "promotion_from",
                                 "promotion_until",
                                 "promotion_days",
                                 "promotion_hours_from",
                                 "promotion_hours_until",
                                 "promotion_when_about",
                                 "promotion_where",
                                 "promotion_where_about",
                                 "promotion_try",
                                 "promotion_try_about",
                                 "promotion_try_goods",
                                 "promotion_try_at",
                                 "branch",
                                 "all_branches",
                                 "save",
                                 "promotion_end",
                                 "promotion_end_about"}) {
            data.set(std::string{"t_"} + text, words_[text]);
        }
    }

    Call& call_;
    const Words& words_;
    std::optional<KnownPromotion> known_;
    pos::locale::Zone zone_;
    PromotionText text_;
    std::string refusal_;
    Sample sample_;
    std::optional<core::TriedBasket> tried_;
};

}  // namespace

Answer promotions_page(Call& call) {
    const Words& words = call.words;
    pos::store::Reader reader{call.db};
    const auto known = core::known_promotions(reader);
    if (!known) return NoPage{503};
    const auto zone = office_zone(call.db);
    if (!zone) return zone.error();
    Table table{"promotions", words["promotions"], {}, {}, words["no_promotions"]};
    for (const char* key : {"code", "label", "gives", "goods", "when", "where", "state", "tills"}) {
        table.columns.push_back(
            {key, words["promotion_" + std::string{key}], std::string_view{key} == "tills"});
    }
    for (const auto& [stored, text] : *known) {
        const auto state = state_of(stored.promotion, zone->local(call.now));
        const auto count = delivered(call, stored.promotion.id);
        if (!count) return count.error();
        const std::string tills =
            words.with("promotion_tills_of", {{"tills", words.locale().integer(count->tills)},
                                              {"of", words.locale().integer(count->of)}});
        table.rows.push_back({{text.code, "", link_to(text.code)},
                              {text.label},
                              {gives_words(text), gives_in(text, words)},
                              {goods_words(text), goods_in(text, words)},
                              {when_words(text), when_in(text, words)},
                              {branches_in(text, words)},
                              {std::string{state.name},
                               words["promotion_" + std::string{state.name}], "", state.mark},
                              {count->tills, tills}});
    }
    Data data;
    data.set("title", words["promotions"]);
    data.set("about", words["promotions_about"]);
    data.set("table", to_html(table, words));
    data.set("can_change", call.is_manager());
    data.set("t_promotion_add", words["promotion_add"]);
    Page page{words["promotions"], render("promotions", data), {}, "promotions"};
    page.tables.push_back(std::move(table));
    return page;
}

Answer promotion_page(Call& call) {
    const std::string code = call.is_post() ? field(call.form, "was") : field(call.query, "code");
    std::optional<KnownPromotion> known;
    if (!code.empty()) {
        pos::store::Reader reader{call.db};
        auto found = core::known_promotion(reader, code);
        if (!found) return NoPage{503};
        if (!*found) return NoPage{};
        known = std::move(*found);
    } else if (!call.is_manager()) {
        return NoPage{403};
    }
    auto zone = office_zone(call.db);
    if (!zone) return zone.error();
    PromotionPage page{call, std::move(known), std::move(*zone)};
    if (call.is_post()) {
        if (auto answer = page.carry_out()) return std::move(*answer);
    }
    return page.show();
}

}  // namespace app::office::web
