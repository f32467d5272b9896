// The coupons of the catalogue: what each takes off, who has redeemed it, and an editor.
#include <mutex>

#include "app/core/billing/coupons.hpp"
#include "app/office/web/billing/coupon_parts.hpp"
#include "app/office/web/billing/parts.hpp"
#include "app/office/web/books.hpp"
#include "app/office/web/figures.hpp"
#include "app/office/web/refusal.hpp"
#include "pos/locale/clean.hpp"
#include "pos/money/decimal.hpp"
#include "pos/store/billing/subscriptions.hpp"

namespace app::office::web::billing {

namespace {

namespace stored = pos::store::billing;

constexpr const char* kCouponsPath = "/billing/coupons";
constexpr std::int64_t kCouponsShown = 100;
constexpr const char* kHolds[] = {"once", "some", "forever"};

/// What the form says, field by field.
using Form = Fields;

std::string count_or_empty(std::int64_t count) {
    return count > 0 ? std::to_string(count) : std::string{};
}

/// As it stands in the form that changes it.
Form form_of(const stored::StoredCoupon& coupon, const Words& words) {
    Form form{{"code", coupon.code}, {"name", coupon.terms.name}};
    const auto& terms = coupon.terms;
    if (terms.amount) {
        form["amount"] = typed_figure(to_string(*terms.amount), words);
        form["currency"] = code_of(terms.amount->currency);
    } else {
        form["percent"] = typed_figure(terms.percent, words);
    }
    form["holds"] = terms.periods == 0 ? "forever" : terms.periods == 1 ? "once" : "some";
    if (terms.periods > 1) form["periods"] = std::to_string(terms.periods);
    if (coupon.valid_from) form["valid_from"] = to_string(*coupon.valid_from);
    if (coupon.valid_until) form["valid_until"] = to_string(*coupon.valid_until);
    form["most"] = count_or_empty(coupon.most);
    form["most_of_account"] = count_or_empty(coupon.most_of_account);
    for (const std::string& plan : terms.plans) form["plan:" + plan] = "1";
    return form;
}

/// A figure as machines write it; empty where nothing was typed.
std::optional<std::string> figure_of(const Form& form, const char* name, const Words& words) {
    const std::string typed = pos::locale::clean_name(field(form, name));
    if (typed.empty()) return typed;
    return plain_figure(typed, words);
}
std::optional<std::int64_t> count_of(const Form& form, const char* name) {
    const std::string typed = pos::locale::clean_name(field(form, name));
    if (typed.empty()) return 0;
    const auto count = number_of(typed);
    return count ? std::optional{std::int64_t{*count}} : std::nullopt;
}

/// Why not, in words; empty if it was kept.
std::string keep(Call& call) {
    const Words& words = call.words;
    const Form& form = call.form;
    core::billing::CouponInput input;
    input.code = pos::locale::clean_name(field(form, "code"));
    input.name = field(form, "name");
    const auto percent = figure_of(form, "percent", words);
    if (!percent) {
        return words.with("refused_no_percent", {{"about", field(form, "percent")}});
    }
    const auto amount = figure_of(form, "amount", words);
    if (!amount) return words.with("refused_no_amount", {{"about", field(form, "amount")}});
    input.percent = *percent;
    input.amount = *amount;
    input.currency = pos::locale::clean_name(field(form, "currency"));
    const std::string holds = field(form, "holds");
    input.periods = holds == "forever" ? 0 : 1;
    if (holds == "some") {
        const auto periods = number_of(pos::locale::clean_name(field(form, "periods")));
        if (!periods) return words["refused_coupon_periods"];
        input.periods = *periods;
    }
    input.valid_from = field(form, "valid_from");
    input.valid_until = field(form, "valid_until");
    const auto most = count_of(form, "most");
    const auto most_of_account = count_of(form, "most_of_account");
    if (!most || !most_of_account) return words["refused_coupon_limit"];
    input.most = *most;
    input.most_of_account = *most_of_account;
    for (const auto& [name, value] : form) {
        if (name.starts_with("plan:")) input.plans.push_back(name.substr(5));
    }
    const std::scoped_lock lock{call.office.changing};
    auto books = open_books(call);
    if (!books) return in_words(books.error(), words);
    const auto kept = core::billing::put_coupon(*books, input, call.now);
    return kept ? std::string{} : in_words(kept.error(), words);
}

Table coupons_table(const std::vector<stored::CouponListed>& coupons, const Words& words) {
    Table table{"coupons",
                words["billing_coupons"],
                columns(words,
                        {"coupon", "name", "takes", "holds", "valid_from", "valid_until",
                         "redeemed", "most", "most_of_account"},
                        {"redeemed", "most", "most_of_account"}),
                {},
                words["billing_no_coupons"]};
    const auto day = [](const std::optional<pos::Date>& on) { return on ? Cell{*on} : Cell{}; };
    const auto limit = [&](std::int64_t most) {
        return most > 0 ? Cell{most}
                        : Cell{std::monostate{}, words["billing_coupon_often"], "", Mark::muted};
    };
    for (const auto& [coupon, redeemed, stopped] : coupons) {
        table.rows.push_back({{coupon.code, "", coupon_link(coupon.code)},
                              {coupon.terms.name},
                              {takes_text(coupon.terms, words)},
                              {holds_text(coupon.terms, words)},
                              day(coupon.valid_from),
                              day(coupon.valid_until),
                              {redeemed},
                              limit(coupon.most),
                              limit(coupon.most_of_account)});
    }
    return table;
}

pos::store::Answer<void> put_form(Call& call, const Form& form, Data& data) {
    const Words& words = call.words;
    for (const char* name : {"code", "name", "percent", "amount", "currency", "periods",
                             "valid_from", "valid_until", "most", "most_of_account"}) {
        data.set(name, field(form, name));
    }
    Data holds{Data::type::list};
    for (const char* one : kHolds) {
        Data choice;
        choice.set("value", one);
        choice.set("name", words[std::string{"billing_coupon_"} + one]);
        choice.set("chosen", field(form, "holds") == one);
        holds.push_back(choice);
    }
    data.set("holds", holds);
    const auto latest = stored::latest_plans(call.db);
    if (!latest) return std::unexpected{latest.error()};
    Data plans{Data::type::list};
    for (const auto& plan : *latest) {
        Data one;
        one.set("code", plan.code);
        one.set("name", plan.name + " · " + plan.code);
        one.set("chosen", form.contains("plan:" + plan.code));
        plans.push_back(one);
    }
    data.set("plans", plans);
    data.set("has_plans", !latest->empty());
    for (const char* text :
         {"billing_coupon_code", "billing_coupon_name", "billing_coupon_percent",
          "billing_coupon_amount", "billing_coupon_currency", "billing_coupon_holds",
          "billing_coupon_periods", "billing_coupon_valid_from", "billing_coupon_valid_until",
          "billing_coupon_most", "billing_coupon_most_of_account", "billing_coupon_plans",
          "billing_coupon_keep", "more_rows"}) {
        data.set(std::string{"t_"} + text, words[text]);
    }
    return {};
}

}  // namespace

std::string coupon_link(const std::string& code) {
    return kCouponsPath + query_of({{"code", code}});
}

std::string takes_text(const stored::CouponTerms& terms, const Words& words) {
    if (terms.amount) return words.locale().money(*terms.amount);
    return decimal(terms.percent, 0, words) + " %";
}

std::string holds_text(const stored::CouponTerms& terms, const Words& words) {
    if (terms.periods == 0) return words["billing_coupon_forever"];
    if (terms.periods == 1) return words["billing_coupon_once"];
    return words.with("billing_coupon_for", {{"periods", words.locale().integer(terms.periods)}});
}

Table redemptions_table(const std::vector<stored::RedemptionRow>& rows, const Words& words) {
    Table table{"redemptions",
                words["billing_redemptions"],
                columns(words,
                        {"coupon", "account", "name", "subscription", "takes", "holds", "from",
                         "coupon_stopped", "reason", "periods_used", "coupon_taken"},
                        {"periods_used", "coupon_taken"}),
                {},
                words["billing_no_redemptions"]};
    for (const auto& row : rows) {
        const stored::Redemption& one = row.redemption;
        table.rows.push_back({{one.code, "", coupon_link(one.code)},
                              {row.account, "", account_link(row.account)},
                              {row.name},
                              {row.subscription, "", subscription_coupons_link(row.subscription)},
                              {takes_text(one.terms, words)},
                              {holds_text(one.terms, words)},
                              {one.from},
                              one.stopped ? Cell{*one.stopped} : Cell{},
                              {one.reason},
                              {row.periods_used},
                              {pos::Money{row.taken_minor, row.currency}}});
    }
    return table;
}

Answer coupons_page(Call& call) {
    if (!call.is_manager()) return NoPage{403};
    const Words& words = call.words;
    std::string refusal;
    Form form = call.form;
    std::string code = pos::locale::clean_name(field(call.query, "code"));
    if (call.is_post()) {
        refusal = keep(call);
        if (refusal.empty()) return GoTo{kCouponsPath};
        code.clear();
    } else if (!code.empty()) {
        const auto known = stored::coupon_of(call.db, code);
        if (!known) return pos::store::to_store_error(known.error());
        if (!*known) {
            return missing(call, "billing_coupons", "refused_coupon_unknown", kCouponsPath);
        }
        form = form_of(**known, words);
    }
    if (!form.contains("currency")) {
        const auto currency = office_currency(call.db);
        if (!currency) return currency.error();
        form["currency"] = code_of(*currency);
    }
    const std::int64_t most = call.is_export ? kExportRowsMax : kCouponsShown;
    auto listed = stored::coupons(call.db, skip_of(call.query), most + 1);
    if (!listed) return listed.error();
    const bool more = static_cast<std::int64_t>(listed->size()) > most;
    if (more) listed->pop_back();
    std::vector<Table> tables{coupons_table(*listed, words)};
    Data data;
    data.set("places", places_html(call));
    data.set("title", words["billing_coupons"]);
    data.set("about", words["billing_coupons_about"]);
    data.set("refusal", refusal.empty() ? "" : refusal_html(refusal));
    data.set("mark", call.mark);
    data.set("table", to_html(tables.front(), words));
    data.set("uses", "");
    if (!code.empty()) {
        const auto rows = stored::redemptions(call.db, {.code = code, .limit = kExportRowsMax});
        if (!rows) return rows.error();
        tables.push_back(redemptions_table(*rows, words));
        data.set("uses", to_html(tables.back(), words));
    }
    data.set("has_uses", !code.empty());
    if (auto put = put_form(call, form, data); !put) return put.error();
    data.set("has_more", more);
    data.set("more", kCouponsPath +
                         query_of({{"skip", std::to_string(skip_of(call.query) + kCouponsShown)}}));
    return Page{.title = words["billing_coupons"],
                .body = render("billing_coupons", std::move(data)),
                .tables = std::move(tables),
                .file_name = "coupons",
                .status = refusal.empty() ? 200 : 409};
}

}  // namespace app::office::web::billing
