// A plan's text: what is wrong with it, what a month would come to by it, and its next version.
#include <algorithm>
#include <charconv>
#include <mutex>
#include <optional>

#include "app/core/billing/id_of.hpp"
#include "app/core/billing/subscribe.hpp"
#include "app/core/billing/try_plan.hpp"
#include "app/core/open_shop.hpp"
#include "app/office/web/billing/document_tables.hpp"
#include "app/office/web/billing/parts.hpp"
#include "app/office/web/billing/plan_parts.hpp"
#include "app/office/web/billing/price_move_parts.hpp"
#include "app/office/web/books.hpp"
#include "app/office/web/figures.hpp"
#include "app/office/web/refusal.hpp"
#include "pos/locale/clean.hpp"
#include "pos/store/billing/customers.hpp"
#include "pos/store/billing/subscriptions.hpp"
#include "pos/store/columns.hpp"

namespace app::office::web::billing {

namespace {

namespace stored = pos::store::billing;
using core::billing::BillingBooks;
using core::billing::PlanTried;
using Plan = pos::billing::plan::Plan;

constexpr std::size_t kTextBytesMax = std::size_t{1} << 20;

/// Where somebody begins who has no plan yet.
constexpr const char* kFirst = R"({
  "code": "BASIC",
  "name": "Basic",
  "currency": "CURRENCY",
  "tax_class": "standard",
  "phases": [
    {
      "charges": [
        {
          "code": "fee",
          "name": "Basic fee",
          "model": "recurring",
          "amount": "10.00",
          "every": "month"
        }
      ]
    }
  ]
})";

unsigned whole_of(const std::string& text, unsigned otherwise) {
    unsigned value = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
    const bool good = read.ec == std::errc{} && read.ptr == text.data() + text.size();
    return good ? value : otherwise;
}

/// Lines end as they do in files.
std::string with_plain_lines(std::string text) {
    std::erase(text, '\r');
    return text;
}

class PlanPage {
public:
    PlanPage(Call& call, std::optional<stored::StoredPlan> stored)
        : call_{call}, words_{call.words}, stored_{std::move(stored)} {}

    /// Where to go on, or nothing: then the page is shown.
    std::optional<Answer> carry_out() {
        text_ = with_plain_lines(field(call_.form, "text.lines"));
        if (text_.size() > kTextBytesMax) {
            refusal_ = words_["billing_plan_too_long"];
            return std::nullopt;
        }
        const std::string what = said("what");
        if (what == "figures") put_figures();
        auto plan = core::billing::check_plan(text_);
        if (!plan) {
            problems_ = std::move(plan.error());
            refusal_ = words_["billing_plan_refused"];
            return std::nullopt;
        }
        plan_ = std::move(*plan);
        std::optional<pos::Date> from;
        if (const std::string day = said("from"); !day.empty()) {
            from = pos::parse_date(day);
            if (!from) {
                refusal_ = words_.with("refused_no_day", {{"about", day}});
                return std::nullopt;
            }
        }
        if (what == "publish") {
            if (said("seen") == seen()) return publish(from);
            refusal_ = words_["billing_sub_seen"];
        }
        look();
        return std::nullopt;
    }

    pos::store::Answer<Page> show() {
        if (!call_.is_post()) text_ = first_text();
        const std::string title =
            stored_ ? stored_->name + " · " +
                          words_.with("billing_plan_version",
                                      {{"plan", stored_->code},
                                       {"version", std::to_string(stored_->version)}})
                    : words_["billing_plan_new"];
        Data data;
        data.set("places", places_html(call_));
        data.set("title", title);
        data.set("refusal", refusal_.empty() ? "" : refusal_html(refusal_));
        data.set("has_problems", !problems_.empty());
        data.set("problems",
                 problems_.empty() ? "" : to_html(plan_problems_table(problems_, words_), words_));
        data.set("mark", call_.mark);
        data.set("code", stored_ ? stored_->code : "");
        data.set("has_code", stored_.has_value());
        data.set("move", stored_ ? price_move_link(stored_->code, stored_->version) : "");
        data.set("t_billing_price_move", words_["billing_price_move"]);
        data.set("version", stored_ ? std::to_string(stored_->version) : "");
        data.set("text", text_);
        data.set("from", said("from"));
        data.set("subscription", said("subscription"));
        data.set("month", said("month"));
        data.set("nth", call_.is_post() ? said("nth") : "1");
        put_used(data);
        put_figure_fields(data);
        put_preview(data);
        for (const char* text :
             {"billing_plans", "billing_plan_text", "billing_plan_text_about", "billing_plan_look",
              "billing_plan_figures", "billing_plan_figures_about", "billing_plan_put",
              "billing_plan_try", "billing_plan_on", "billing_plan_on_about", "billing_plan_month",
              "billing_plan_nth", "billing_plan_used", "billing_plan_from",
              "billing_plan_from_about", "billing_plan_publish", "billing_plan_publish_about"}) {
            data.set(std::string{"t_"} + text, words_[text]);
        }
        return Page{.title = title,
                    .body = render("billing_plan", std::move(data)),
                    .status = refusal_.empty() ? 200 : 409};
    }

private:
    std::string said(const std::string& name) const {
        return pos::locale::clean_name(field(call_.form, name));
    }

    std::string first_text() const {
        if (stored_) return stored_->content;
        std::string text = kFirst;
        auto currency = std::string{"EUR"};
        pos::store::Reader reader{call_.db};
        if (const auto journals = reader.journals(); journals && !journals->empty()) {
            currency = code_of(journals->front().currency);
        }
        return text.replace(text.find("CURRENCY"), 8, currency);
    }

    /// What was looked at: the text and from when on.
    std::string seen() const {
        return to_string(core::billing::id_of({"plan", text_, said("from")}));
    }

    void put_figures() {
        auto figures = figures_of(text_);
        for (std::size_t i = 0; i < figures.size(); ++i) {
            const std::string typed = said("figure_" + std::to_string(i));
            // One that was left as it is may have more decimals than people type.
            if (typed.empty() || typed == typed_figure(figures[i].value, words_)) continue;
            // What is none is told where the whole text is looked at.
            figures[i].value = plain_figure(typed, words_).value_or(typed);
        }
        text_ = with_figures(text_, figures);
    }

    std::optional<Answer> publish(std::optional<pos::Date> from) {
        const std::scoped_lock lock{call_.office.changing};
        auto books = open_books(call_);
        if (!books) {
            refusal_ = in_words(books.error(), words_);
            return std::nullopt;
        }
        const auto version = core::billing::publish_plan(*books, text_, call_.now, from);
        if (!version) {
            refusal_ = in_words(version.error(), words_);
            return std::nullopt;
        }
        return GoTo{"/billing/plans"};
    }

    /// Works out what a month would come to.
    void look() {
        const auto office = office_state(call_);
        if (!office) return refuse(in_words(office.error(), words_));
        core::billing::SampleMonth sample{.used = {}, .month = whole_of(said("nth"), 1)};
        for (const auto& [meter, unit] : core::billing::counted_by(*plan_)) {
            const std::string typed = said("used:" + meter);
            const auto plain =
                typed.empty() ? std::optional<std::string>{"0"} : plain_figure(typed, words_);
            if (!plain) return refuse(words_["billing_figure_wrong"]);
            sample.used[meter] = *plain;
        }
        auto tried = core::billing::try_sample(*office, *plan_, sample, call_.now);
        if (!tried) return refuse(in_words(tried.error(), words_));
        sample_ = std::move(*tried);
        if (said("subscription").empty()) return;
        const auto whose = subscription_meant();
        if (!whose) return;
        auto on =
            core::billing::try_on(call_.db, *office, *plan_, *whose, said("month"), call_.now);
        if (!on) return refuse(in_words(on.error(), words_));
        on_ = std::move(*on);
    }

    void refuse(std::string words) {
        if (refusal_.empty()) refusal_ = std::move(words);
    }

    /// A subscription's number, or an account's: then the one that has this plan, or the first.
    std::optional<std::string> subscription_meant() {
        const std::string typed = said("subscription");
        const auto account = stored::account_of_number(call_.db, typed);
        if (!account || !*account) return typed;
        const std::array ids{(*account)->stored.account.id};
        const auto all = stored::subscriptions_of(call_.db, ids);
        if (!all || all->empty()) {
            refuse(words_["billing_plan_no_subscription"]);
            return std::nullopt;
        }
        for (const auto& one : *all) {
            for (const auto& act : one.acts) {
                if (act.plan == plan_->code) return one.number;
            }
        }
        return all->front().number;
    }

    void put_used(Data& data) const {
        Data list{Data::type::list};
        const auto plan = core::billing::check_plan(text_);
        if (plan) {
            int row = 0;
            for (const auto& [meter, unit] : core::billing::counted_by(*plan)) {
                Data one;
                one.set("id", "used_" + std::to_string(row++));
                one.set("name", "used:" + meter);
                one.set("label", meter + (unit.empty() ? "" : " (" + unit + ")"));
                one.set("value", said("used:" + meter));
                list.push_back(one);
            }
        }
        data.set("used", list);
    }

    void put_figure_fields(Data& data) const {
        Data list{Data::type::list};
        const auto figures = figures_of(text_);
        for (std::size_t i = 0; i < figures.size(); ++i) {
            Data one;
            one.set("name", "figure_" + std::to_string(i));
            one.set("label", figure_in_words(figures[i].label, words_));
            one.set("value", typed_figure(figures[i].value, words_));
            list.push_back(one);
        }
        data.set("figures", list);
        data.set("has_figures", !figures.empty());
    }

    void put_preview(Data& data) const {
        data.set("has_preview", plan_.has_value() && refusal_.empty());
        if (!plan_ || !refusal_.empty()) return;
        const auto& locale = words_.locale();
        const auto sum = [&](const std::optional<pos::journal::DocumentIssued>& bill) {
            return bill ? locale.money(bill->payable) : words_["billing_sub_nothing"];
        };
        Data facts{Data::type::list};
        std::string lines;
        if (sample_) {
            facts.push_back(fact(words_["billing_plan_sample"], sum(sample_->then)));
            if (sample_->then) {
                lines += to_html(tried_table(*sample_->then, words_["billing_plan_sample"], words_),
                                 words_);
            }
        }
        if (on_) {
            const std::string whose = words_.with(
                "billing_plan_month_of",
                {{"subscription", on_->subscription}, {"month", locale.month(on_->from)}});
            facts.push_back(fact(
                whose + ", " +
                    words_.with("billing_plan_version",
                                {{"plan", on_->plan}, {"version", std::to_string(on_->version)}}),
                sum(on_->now)));
            facts.push_back(fact(whose + ", " + words_["billing_plan_this"], sum(on_->then)));
            if (on_->then) lines += to_html(tried_table(*on_->then, whose, words_), words_);
        }
        data.set("facts", facts);
        data.set("lines", lines);
        data.set("seen", seen());
    }

    Call& call_;
    const Words& words_;
    std::optional<stored::StoredPlan> stored_;
    std::string text_;
    std::optional<Plan> plan_;
    std::optional<PlanTried> sample_;
    std::optional<PlanTried> on_;
    std::vector<core::billing::PlanProblem> problems_;
    std::string refusal_;
};

}  // namespace

Answer plan_page(Call& call) {
    if (!call.is_manager()) return NoPage{403};
    const Fields& asked = call.is_post() ? call.form : call.query;
    const std::string code = field(asked, "code");
    std::optional<stored::StoredPlan> plan;
    if (!code.empty()) {
        auto found = stored::plan_of(call.db, code, whole_of(field(asked, "version"), 0));
        if (!found) return pos::store::to_store_error(found.error());
        if (!*found) {
            return missing(call, "billing_no_plan", "billing_no_plan_about", "/billing/plans");
        }
        plan = std::move(**found);
    }
    PlanPage page{call, std::move(plan)};
    if (call.is_post()) {
        if (auto done = page.carry_out()) return std::move(*done);
    }
    auto shown = page.show();
    if (!shown) return shown.error();
    return std::move(*shown);
}

}  // namespace app::office::web::billing
