// What is collected at the payment provider: attempts, what became of them, and payers' methods.
#include "app/office/web/billing/attempts.hpp"

#include <mutex>

#include "app/core/billing/attempts.hpp"
#include "app/core/billing/provider_setup.hpp"
#include "app/core/billing/stored_methods.hpp"
#include "app/office/web/billing/named.hpp"
#include "app/office/web/billing/parts.hpp"
#include "app/office/web/books.hpp"
#include "app/office/web/refusal.hpp"
#include "pos/locale/clean.hpp"

namespace app::office::web::billing {

namespace {

namespace stored = pos::store::billing;
using pos::billing::attempt::State;
using stored::StoredAttempt;

constexpr const char* kAttemptsPath = "/billing/attempts";
constexpr std::int64_t kAttemptsShown = 200;

Cell attempt_state_cell(State state, const Words& words) {
    const std::string word{pos::billing::attempt::word_of(state)};
    const auto mark = [&] {
        switch (state) {
            case State::prepared:
                return Mark::none;
            case State::sent:
            case State::unknown:
            case State::asked:
                return Mark::warning;
            case State::paid:
                return Mark::good;
            case State::declined:
                return Mark::danger;
            case State::withdrawn:
                return Mark::muted;
        }
        return Mark::none;
    };
    return {word, words["billing_attempt_" + word], "", mark()};
}

Cell attempt_about_cell(const StoredAttempt& one, const Words& words) {
    if (!one.document.empty()) return {one.document, "", document_link(one.document)};
    const std::string word{pos::billing::attempt::word_of(one.row.purpose)};
    return {word, words["billing_attempt_of_" + word]};
}

/// Does what a form asked for, and shows what there is.
class AttemptsPage {
public:
    explicit AttemptsPage(Call& call) : call_{call}, words_{call.words} {}

    /// Where to go on; nothing: it was refused.
    std::optional<std::string> carry_out() {
        const std::scoped_lock lock{call_.office.changing};
        auto books = open_books(call_);
        if (!books) return refuse(in_words(books.error(), words_));
        const std::string what = said("what");
        const std::string key = said("attempt");
        const std::string account = said("account");
        if (what == "put" || what == "remove") return change_method(*books, account, what == "put");
        if (what == "charge") return charge(*books);
        if (what == "retry") return retry(*books, key);
        if (what == "withdraw") {
            const auto done = core::billing::withdraw_attempt(*books, key, call_.now);
            return done ? std::optional{attempt_link(key)} : refuse(in_words(done.error(), words_));
        }
        if (what != "paid" && what != "declined") return refuse(words_["form_expired"]);
        const auto told = core::billing::tell_outcome(
            *books, key,
            {.paid = what == "paid", .reference = said("reference"), .reason = said("reason")},
            call_.now, call_.office.random);
        return told ? std::optional{attempt_link(key)} : refuse(in_words(told.error(), words_));
    }

    Answer show() {
        const Fields& fields = call_.is_post() ? call_.form : call_.query;
        const std::string number = field(fields, "account");
        const std::string key = field(fields, "attempt");
        Data data;
        data.set("is_account", !number.empty());
        data.set("is_attempt", false);
        std::vector<StoredAttempt> rows;
        if (!key.empty()) {
            const auto one = core::billing::find_attempt(call_.db, key);
            if (!one)
                return missing(call_, "billing_attempts", "refused_no_attempt", kAttemptsPath);
            say_attempt(data, *one);
            rows.push_back(*one);
        } else if (!number.empty()) {
            auto found = named_account(call_, number);
            if (!found) return found.error();
            const auto& account = found->stored.account;
            const auto method = stored::payment_method_of(call_.db, account.id);
            if (!method) return pos::store::to_store_error(method.error());
            say_method(data, number, *method);
            if (auto error = read(rows, {.account = account.id, .limit = most()}))
                return std::move(*error);
        } else if (auto error = read(rows, {.account = {}, .limit = most()})) {
            return std::move(*error);
        }
        std::vector<StoredAttempt> unclear;
        const bool is_all = key.empty() && number.empty();
        const pos::Instant long_ago{call_.now.unix_ms - pos::billing::attempt::kTooLong_ms};
        if (is_all) {
            if (auto error =
                    read(unclear, {.account = {}, .unclear_since = long_ago, .limit = most()}))
                return std::move(*error);
        }
        const auto setup = core::billing::read_provider(call_.db);
        if (!setup) return NoPage{503};
        Table table = attempts_table(rows, words_);
        data.set("places", places_html(call_));
        data.set("title", words_["billing_attempts"]);
        data.set("about", setup->url.empty()
                              ? words_["billing_attempts_nobody"]
                              : words_.with("billing_attempts_about", {{"name", setup->name}}));
        data.set("refusal", refusal_.empty() ? "" : refusal_html(refusal_));
        data.set("mark", call_.mark);
        data.set("account", number);
        data.set("account_link", account_link(number));
        data.set("has_unclear", !unclear.empty());
        data.set("unclear", to_html(attempts_table(unclear, words_), words_));
        data.set("attempts", html_less(2, table, words_));
        data.set("is_list", is_all);
        data.set("back", kAttemptsPath);
        for (const char* text : {"billing_account",
                                 "billing_attempts_all",
                                 "billing_attempts_unclear",
                                 "billing_attempts_unclear_about",
                                 "billing_method_label",
                                 "billing_method_token",
                                 "billing_method_until",
                                 "billing_method_collects",
                                 "billing_method_put",
                                 "billing_method_remove",
                                 "billing_attempt_settle_about",
                                 "billing_attempt_was_paid",
                                 "billing_attempt_was_declined",
                                 "billing_attempt_reference",
                                 "billing_attempt_how",
                                 "billing_attempt_retry",
                                 "billing_attempt_withdraw",
                                 "billing_attempt_charge",
                                 "billing_attempt_charge_about",
                                 "billing_attempt_charge_what"}) {
            data.set(std::string{"t_"} + text, words_[text]);
        }
        Page page{.title = words_["billing_attempts"],
                  .body = render("billing_attempts", std::move(data)),
                  .file_name = "attempts",
                  .status = refusal_.empty() ? 200 : 409};
        page.tables.push_back(std::move(table));
        return page;
    }

private:
    std::string said(const char* name) const {
        return pos::locale::clean_name(field(call_.form, name));
    }
    std::nullopt_t refuse(std::string words) {
        refusal_ = std::move(words);
        return std::nullopt;
    }
    std::int64_t most() const { return call_.is_export ? kExportRowsMax : kAttemptsShown; }

    std::optional<pos::store::StoreError> read(std::vector<StoredAttempt>& rows,
                                               const stored::AttemptFilter& filter) {
        auto found = stored::attempts(call_.db, filter);
        if (!found) return pos::store::to_store_error(found.error());
        rows = std::move(*found);
        return std::nullopt;
    }

    std::optional<std::string> change_method(core::billing::BillingBooks& books,
                                             const std::string& account, bool put) {
        if (!put) {
            const auto done = core::billing::end_method(books, account, call_.now);
            if (!done) return refuse(in_words(done.error(), words_));
            return attempts_link(account);
        }
        core::billing::NewMethod asked{.account = account,
                                       .token = said("token"),
                                       .label = said("label"),
                                       .until = said("until"),
                                       .collects = said("collects") == "yes"};
        if (asked.until.empty()) asked.until = "never";
        const auto done = core::billing::put_method(books, asked, call_.now, call_.office.random);
        if (!done) return refuse(in_words(done.error(), words_));
        return attempts_link(account);
    }

    /// It waits for whoever serves, who sends it within a minute.
    std::optional<std::string> charge(core::billing::BillingBooks& books) {
        core::billing::NewCharge asked;
        asked.document = said("document");
        if (asked.document.empty()) return refuse(words_["billing_attempt_charge_which"]);
        const auto made =
            core::billing::prepare_charge(books, asked, call_.now, call_.office.random);
        if (!made) return refuse(in_words(made.error(), words_));
        return attempt_link(made->attempt.row.key);
    }

    std::optional<std::string> retry(core::billing::BillingBooks& books, const std::string& key) {
        const auto made = core::billing::retry_charge(books, key, call_.now, call_.office.random);
        if (!made) return refuse(in_words(made.error(), words_));
        return attempt_link(made->attempt.row.key);
    }

    void say_attempt(Data& data, const StoredAttempt& one) {
        const State state = one.row.state;
        data.set("is_attempt", call_.is_manager());
        data.set("attempt", one.row.key);
        data.set("attempt_account", one.account);
        data.set("attempt_account_link", attempts_link(one.account));
        const bool may_be_out = state == State::prepared && one.row.sent_at;
        data.set("can_settle", pos::billing::attempt::is_unclear(state) || may_be_out);
        data.set("can_retry", state == State::declined || state == State::withdrawn);
        data.set("can_withdraw", state == State::prepared && !may_be_out);
        data.set("reference", refusal_.empty() ? "" : said("reference"));
        data.set("reason", refusal_.empty() ? "" : said("reason"));
    }

    void say_method(Data& data, const std::string& number,
                    const std::optional<stored::PaymentMethod>& method) {
        const bool again = !refusal_.empty() && said("what") == "put";
        data.set("number", number);
        data.set("method", method_text(method, words_));
        data.set("has_method", method.has_value());
        data.set("label", again ? said("label") : method ? method->label : "");
        data.set("token", again ? said("token") : std::string{});
        const std::string until =
            method && method->valid_until ? to_string(*method->valid_until) : std::string{};
        data.set("until", again ? said("until") : until);
        data.set("collects", again ? said("collects") == "yes" : method && method->collects);
    }

    Call& call_;
    const Words& words_;
    std::string refusal_;
};

}  // namespace

std::string attempts_link(const std::string& account) {
    return kAttemptsPath + query_of({{"account", account}});
}

std::string attempt_link(const std::string& key) {
    return kAttemptsPath + query_of({{"attempt", key}});
}

Table attempts_table(const std::vector<StoredAttempt>& attempts, const Words& words) {
    Table table{"attempts",
                words["billing_attempts"],
                columns(words,
                        {"attempt_on", "account", "attempt_about", "amount", "attempt_by", "state",
                         "said", "attempt_reference", "attempt_key"},
                        {"amount"}),
                {},
                words["billing_no_attempts"]};
    for (const auto& one : attempts) {
        const auto& row = one.row;
        table.rows.push_back({{row.on, "", attempt_link(row.key)},
                              {one.account, "", account_link(one.account)},
                              attempt_about_cell(one, words),
                              {row.amount},
                              {row.label},
                              attempt_state_cell(row.state, words),
                              {row.said},
                              {row.reference},
                              {row.key}});
    }
    return table;
}

std::string method_text(const std::optional<stored::PaymentMethod>& method, const Words& words) {
    if (!method) return words["billing_method_none"];
    std::string text = method->label;
    if (method->valid_until) {
        text += ", " + words.with("billing_method_valid",
                                  {{"day", words.locale().date(*method->valid_until)}});
    }
    if (method->collects) text += ", " + words["billing_method_charged"];
    return text;
}

std::string top_up_text(const stored::TopUpRule& rule, pos::Currency currency, const Words& words) {
    const auto money = [&](std::int64_t minor) { return words.locale().money({minor, currency}); };
    std::string text = words.with(rule.charged ? "billing_top_up_charged" : "billing_top_up_owed",
                                  {{"below", money(rule.below_minor)},
                                   {"amount", money(rule.amount_minor)},
                                   {"count", words.locale().integer(rule.most_a_month)}});
    if (rule.stopped_at)
        text += " " + words.with("billing_top_up_stopped", {{"said", rule.stopped_said}});
    return text;
}

Answer attempts_page(Call& call) {
    if (!call.is_manager()) return NoPage{403};
    AttemptsPage page{call};
    if (call.is_post()) {
        if (auto to = page.carry_out()) return GoTo{std::move(*to)};
    }
    return page.show();
}

}  // namespace app::office::web::billing
