// What an account may pay in parts: what would be agreed, what is, and giving it up.
#include <mutex>
#include <optional>

#include "app/core/billing/instalments.hpp"
#include "app/office/web/billing/clerk.hpp"
#include "app/office/web/billing/named.hpp"
#include "app/office/web/billing/parts.hpp"
#include "app/office/web/books.hpp"
#include "app/office/web/figures.hpp"
#include "app/office/web/refusal.hpp"
#include "pos/store/billing/customers.hpp"

namespace app::office::web::billing {

namespace {

namespace stored = pos::store::billing;
using core::billing::InstalmentFault;

const char* text_of(InstalmentFault fault) {
    switch (fault) {
        case InstalmentFault::none:
            return "";
        case InstalmentFault::nothing_open:
            return "instalments_nothing_open";
        case InstalmentFault::agreed_already:
            return "instalments_agreed_already";
        case InstalmentFault::no_parts:
            return "instalments_no_parts";
        case InstalmentFault::part_amount:
            return "instalments_part_amount";
        case InstalmentFault::wrong_sum:
            return "instalments_wrong_sum";
        case InstalmentFault::wrong_days:
            return "instalments_wrong_days";
        case InstalmentFault::none_runs:
            return "instalments_none_runs";
    }
    return "";
}

/// What one visit of the page comes to.
class InstalmentsPage {
public:
    InstalmentsPage(Call& call, std::string account)
        : call_{call}, words_{call.words}, account_{std::move(account)} {}

    /// Whether it was done.
    bool carry_out() {
        const std::string what = field(call_.form, "what");
        const std::scoped_lock lock{call_.office.changing};
        auto books = open_books(call_);
        if (!books) return refuse(in_words(books.error(), words_));
        InstalmentFault fault = InstalmentFault::none;
        if (what == "end") {
            const auto ended = core::billing::end_instalments(*books, account_, call_.now, &fault);
            return ended || refuse(words_of(ended.error(), fault));
        }
        const auto parts = scaled_figure(field(call_.form, "parts"), 0, words_);
        core::billing::NewInstalments asked;
        asked.account = account_;
        asked.parts = parts && *parts > 0 && *parts <= core::billing::kInstalmentsMax
                          ? static_cast<unsigned>(*parts)
                          : 0;
        asked.first = field(call_.form, "first");
        const bool dry_run = what != "agree";
        auto plan = core::billing::agree_instalments(*books, asked, dry_run, call_.now,
                                                     call_.office.random, &fault);
        if (!plan) return refuse(words_of(plan.error(), fault));
        if (!dry_run) return true;
        draft_ = std::move(*plan);
        return false;
    }

    Answer show(const pos::customer::Account& account, pos::Date today) {
        const auto plans = stored::instalments_of_account(call_.db, account.id);
        if (!plans) return pos::store::to_store_error(plans.error());
        bool runs = false;
        for (const auto& plan : *plans) runs = runs || plan.is_running();
        Data data;
        data.set("places", places_html(call_));
        data.set("title", words_["billing_instalments"]);
        data.set("about", words_["instalments_about"]);
        data.set("account", account_);
        data.set("link", account_link(account_));
        data.set("t_account", words_["billing_account"]);
        data.set("refusal", refusal_.empty() ? "" : refusal_html(refusal_));
        data.set("mark", call_.mark);
        data.set("runs", runs);
        data.set("has_draft", draft_.has_value());
        data.set("draft",
                 draft_ ? to_html(instalments_table({*draft_}, today, words_), words_) : "");
        data.set("has_plans", !plans->empty());
        Table table = instalments_table(*plans, today, words_);
        data.set("plans", to_html(table, words_));
        data.set("parts", call_.is_post() ? field(call_.form, "parts") : "3");
        data.set("first", field(call_.form, "first"));
        for (const char* text :
             {"instalments_parts", "instalments_first", "instalments_look", "instalments_agree",
              "instalments_end", "instalments_end_about", "instalments_would"}) {
            data.set(std::string{"t_"} + text, words_[text]);
        }
        Page page{.title = words_["billing_instalments"],
                  .body = render("billing_instalments", std::move(data)),
                  .file_name = "instalments",
                  .status = refusal_.empty() ? 200 : 409};
        page.tables.push_back(std::move(table));
        return page;
    }

private:
    bool refuse(std::string words) {
        refusal_ = std::move(words);
        return false;
    }
    std::string words_of(const core::Failure& failure, InstalmentFault fault) const {
        return fault == InstalmentFault::none ? in_words(failure, words_) : words_[text_of(fault)];
    }

    Call& call_;
    const Words& words_;
    std::string account_;
    std::string refusal_;
    std::optional<stored::InstalmentPlan> draft_;
};

}  // namespace

Table instalments_table(const std::vector<stored::InstalmentPlan>& plans, pos::Date today,
                        const Words& words) {
    Table table{
        "instalments",
        words["billing_instalments"],
        columns(words, {"due", "amount", "paid", "state", "of_documents"}, {"amount", "paid"}),
        {}};
    for (const auto& plan : plans) {
        const pos::Currency currency = currency_of_text(plan.currency);
        std::string of;
        for (const auto& each : plan.documents) of += (of.empty() ? "" : ", ") + each.number;
        for (const auto& part : plan.parts) {
            const bool whole = part.paid_minor == part.amount_minor;
            Cell state{"agreed", words["instalments_state_agreed"]};
            if (whole) {
                state = {"paid", words["instalments_state_paid"], "", Mark::good};
            } else if (plan.ended_on) {
                const bool broken = plan.end == stored::PlanEnd::broken;
                state = {broken ? "broken" : "ended",
                         words[broken ? "instalments_state_broken" : "instalments_state_ended"], "",
                         broken ? Mark::danger : Mark::muted};
            } else if (part.due_on < today) {
                state = {"missed", words["instalments_state_missed"], "", Mark::danger};
            }
            table.rows.push_back({{part.due_on},
                                  {pos::Money{part.amount_minor, currency}},
                                  {pos::Money{part.paid_minor, currency}},
                                  std::move(state),
                                  {of}});
        }
    }
    return table;
}

Answer instalments_page(Call& call) {
    if (!call.is_manager()) return NoPage{403};
    const std::string number = field(call.is_post() ? call.form : call.query, "account");
    const auto found = named_account(call, number);
    if (!found) return found.error();
    const auto day = today(call);
    if (!day) return day.error();
    InstalmentsPage page{call, number};
    if (call.is_post() && page.carry_out()) {
        return GoTo{"/billing/instalments" + query_of({{"account", number}})};
    }
    return page.show(found->stored.account, *day);
}

}  // namespace app::office::web::billing
