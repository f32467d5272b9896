// What an account pays on account month by month: what is proposed, what would be agreed, what is,
// changing and ending it, and whether it will pay for what is used.
#include <algorithm>
#include <mutex>
#include <optional>

#include "app/core/billing/levels.hpp"
#include "app/core/billing/prepare_level.hpp"
#include "app/office/web/billing/clerk.hpp"
#include "app/office/web/billing/named.hpp"
#include "app/office/web/billing/parts.hpp"
#include "app/office/web/books.hpp"
#include "app/office/web/figures.hpp"
#include "app/office/web/refusal.hpp"
#include "pos/locale/clean.hpp"
#include "pos/money/decimal.hpp"
#include "pos/store/billing/customers.hpp"

namespace app::office::web::billing {

namespace {

namespace level_rules = pos::billing::level;
namespace stored = pos::store::billing;

constexpr unsigned kReviewPercent = 10;

/// What was typed of a term.
struct LevelForm {
    std::string amount;
    std::string from;
    std::string day;
    std::string months{"12"};
    std::string used;
    bool renews{false};
};

/// What one visit of the page comes to.
class LevelPage {
public:
    LevelPage(Call& call, std::string account)
        : call_{call}, words_{call.words}, account_{std::move(account)} {
        if (!call.is_post()) return;
        const auto typed = [&](const char* name) {
            return pos::locale::clean_name(field(call_.form, name));
        };
        form_ = {typed("amount"), typed("from"), typed("day"),
                 typed("months"), typed("used"), typed("renews") == "1"};
    }

    /// Whether it was done.
    bool carry_out() {
        const std::string what = field(call_.form, "what");
        if (what == "propose") return propose();
        const std::scoped_lock lock{call_.office.changing};
        auto books = open_books(call_);
        if (!books) return refuse(in_words(books.error(), words_));
        if (what == "end") {
            const auto ended = core::billing::end_level(*books, account_, form_.from, call_.now);
            return ended || refuse(in_words(ended.error(), words_));
        }
        const auto amount = plain_figure(form_.amount, words_);
        if (!amount) return refuse(words_.with("refused_no_amount", {{"about", form_.amount}}));
        if (what == "change") {
            const auto changed =
                core::billing::change_level(*books, account_, *amount, form_.from, call_.now);
            return changed || refuse(in_words(changed.error(), words_));
        }
        return agree(*books, *amount, what == "agree");
    }

    Answer show(const pos::customer::Account& account, pos::Date today) {
        const auto levels = stored::levels_of_account(call_.db, account.id);
        if (!levels) return pos::store::to_store_error(levels.error());
        const auto running = std::ranges::find_if(
            *levels, [](const stored::LevelAgreement& one) { return one.is_running(); });
        const bool runs = running != levels->end();
        Data data;
        data.set("places", places_html(call_));
        data.set("title", words_["billing_level_payments"]);
        data.set("about", words_["level_about"]);
        data.set("account", account_);
        data.set("link", account_link(account_));
        data.set("t_account", words_["billing_account"]);
        data.set("mark", call_.mark);
        data.set("runs", runs);
        const std::string review = runs ? review_text() : std::string{};
        data.set("refusal", refusal_.empty() ? "" : refusal_html(refusal_));
        data.set("has_review", !review.empty());
        data.set("review", review);
        data.set("says_proposal", !proposal_.empty());
        data.set("proposal", proposal_);
        data.set("has_draft", draft_.has_value());
        data.set("draft", draft_ ? to_html(levels_table({*draft_}, today, words_), words_) : "");
        data.set("has_levels", !levels->empty());
        Table table = levels_table(*levels, today, words_);
        data.set("levels", to_html(table, words_));
        data.set("amount", form_.amount);
        data.set("from", form_.from);
        data.set("day", form_.day);
        data.set("months", form_.months);
        data.set("used", form_.used);
        data.set("renews", form_.renews);
        for (const char* text : {"level_amount", "level_from", "level_day", "level_months",
                                 "level_used", "level_renews", "level_propose", "level_look",
                                 "level_agree", "level_would", "level_change", "level_change_from",
                                 "level_end", "level_end_on", "level_end_about"}) {
            data.set(std::string{"t_"} + text, words_[text]);
        }
        Page page{.title = words_["billing_level_payments"],
                  .body = render("billing_level", std::move(data)),
                  .file_name = "level-payments",
                  .status = refusal_.empty() ? 200 : 409};
        page.tables.push_back(std::move(table));
        return page;
    }

private:
    bool refuse(std::string words) {
        refusal_ = std::move(words);
        return false;
    }

    /// A count that was typed; beyond all terms where it is none.
    unsigned count_of(const std::string& typed) const {
        constexpr unsigned kNone = 99;
        if (typed.empty()) return 0;
        const auto count = scaled_figure(typed, 0, words_);
        return count && *count > 0 && *count < std::int64_t{kNone} ? static_cast<unsigned>(*count)
                                                                   : kNone;
    }

    bool propose() {
        const auto office = office_state(call_);
        if (!office) return refuse(in_words(office.error(), words_));
        core::billing::LevelQuestion question{.account = account_,
                                              .months = count_of(form_.months)};
        if (!form_.used.empty()) {
            const std::size_t equals = form_.used.find('=');
            const auto used = plain_figure(
                equals == std::string::npos ? form_.used : form_.used.substr(equals + 1), words_);
            if (equals == std::string::npos || !used) {
                return refuse(words_.with("refused_no_figure", {{"about", form_.used}}));
            }
            question.used[form_.used.substr(0, equals)] = *used;
        }
        const auto proposal = core::billing::propose_level(call_.db, *office, question, call_.now);
        if (!proposal) return refuse(in_words(proposal.error(), words_));
        form_.amount = typed_figure(to_string(proposal->payment), words_);
        proposal_ =
            words_.with("level_proposal", {{"payment", words_.locale().money(proposal->payment)},
                                           {"year", words_.locale().money(proposal->year)}});
        return false;
    }

    bool agree(core::billing::BillingBooks& books, const std::string& amount, bool for_good) {
        core::billing::NewLevel asked{.account = account_, .amount = amount, .from = form_.from};
        asked.day = count_of(form_.day);
        asked.months = count_of(form_.months);
        asked.renews = form_.renews;
        auto level =
            core::billing::agree_level(books, asked, !for_good, call_.now, call_.office.random);
        if (!level) return refuse(in_words(level.error(), words_));
        if (for_good) return true;
        draft_ = std::move(*level);
        return false;
    }

    /// What the term will come to, as far as is known, or why that cannot be worked out; nothing
    /// where nothing is known.
    std::string review_text() {
        const auto office = office_state(call_);
        if (!office) return in_words(office.error(), words_);
        const auto review =
            core::billing::review_level(call_.db, *office, account_, kReviewPercent, call_.now);
        if (!review) return in_words(review.error(), words_);
        if (!*review) return {};
        const auto money = [&](pos::Money amount) { return words_.locale().money(amount); };
        return words_.with((*review)->differs ? "level_review_differs" : "level_review",
                           {{"agreed", money((*review)->agreed)},
                            {"expected", money((*review)->expected)},
                            {"proposed", money((*review)->proposed)},
                            {"left", words_.locale().integer((*review)->left)}});
    }

    Call& call_;
    const Words& words_;
    std::string account_;
    LevelForm form_;
    std::string refusal_;
    std::string proposal_;
    std::optional<stored::LevelAgreement> draft_;
};

Cell state_cell(const stored::LevelAgreement& level, const stored::LevelRequest* asked,
                bool is_overdue, const Words& words) {
    if (level.settled_on) return {"settled", words["level_state_settled"], "", Mark::muted};
    if (asked == nullptr) return {"agreed", words["level_state_agreed"]};
    if (asked->open_minor <= 0) return {"paid", words["level_state_paid"], "", Mark::good};
    return {"asked", words["level_state_asked"], "", is_overdue ? Mark::danger : Mark::none};
}

}  // namespace

Table levels_table(const std::vector<stored::LevelAgreement>& levels, pos::Date today,
                   const Words& words) {
    Table table{"level",
                words["billing_level_payments"],
                columns(words, {"due", "amount", "number", "open", "state"}, {"amount", "open"}),
                {}};
    for (const auto& level : levels) {
        const pos::Currency currency = currency_of_text(level.currency);
        const auto rules = core::billing::rules_of(level);
        const auto payments = level_rules::schedule(rules.term);
        for (const auto& payment : payments) {
            const auto found = std::ranges::find(level.requests, payment.position,
                                                 &stored::LevelRequest::position);
            const stored::LevelRequest* asked = found == level.requests.end() ? nullptr : &*found;
            if (asked == nullptr && (level.settled_on || payment.due >= level.ends_on)) continue;
            const std::int64_t minor = level_rules::amount_on(rules.amounts, payment.due);
            Cell document;
            Cell open;
            if (asked != nullptr) {
                document = {asked->number, "", document_link(asked->number)};
                open = Cell{pos::Money{asked->open_minor, currency}};
            }
            table.rows.push_back({{payment.due},
                                  {pos::Money{minor, currency}},
                                  std::move(document),
                                  std::move(open),
                                  state_cell(level, asked, payment.due < today, words)});
        }
    }
    return table;
}

Answer level_page(Call& call) {
    if (!call.is_manager()) return NoPage{403};
    const std::string number = field(call.is_post() ? call.form : call.query, "account");
    const auto found = named_account(call, number);
    if (!found) return found.error();
    const auto day = today(call);
    if (!day) return day.error();
    LevelPage page{call, number};
    if (call.is_post() && page.carry_out()) {
        return GoTo{"/billing/level" + query_of({{"account", number}})};
    }
    return page.show(found->stored.account, *day);
}

}  // namespace app::office::web::billing
