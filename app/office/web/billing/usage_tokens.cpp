// Which systems may send usage over the network: a token for each, told once and revoked at will.
#include <algorithm>
#include <mutex>
#include <optional>

#include "app/core/billing/usage_tokens.hpp"
#include "app/office/web/billing/parts.hpp"
#include "app/office/web/books.hpp"
#include "app/office/web/figures.hpp"
#include "app/office/web/refusal.hpp"
#include "pos/locale/clean.hpp"

namespace app::office::web::billing {

namespace {

using core::billing::BillingBooks;
using pos::store::billing::UsageToken;

Table tokens_table(const std::vector<UsageToken>& tokens, const pos::locale::Zone& zone,
                   const Words& words) {
    Table table{
        "tokens",
        words["billing_tokens"],
        columns(words, {"source", "token_made", "by", "per_minute", "state"}, {"per_minute"}),
        {},
        words["billing_no_tokens"]};
    for (const auto& one : tokens) {
        std::string revoked;
        if (one.revoked_at) {
            const auto at = words.locale().date_time(zone.local(*one.revoked_at));
            revoked = words.with("billing_token_revoked", {{"time", at}});
        }
        table.rows.push_back({{one.source},
                              {zone.local(one.made_at)},
                              {one.made_by},
                              {one.per_minute},
                              one.revoked_at
                                  ? Cell{"revoked", std::move(revoked), "", Mark::muted}
                                  : Cell{"sends", words["billing_token_good"], "", Mark::good}});
    }
    return table;
}

/// The sources that may send now, each once.
Data sources_of(const std::vector<UsageToken>& tokens) {
    std::vector<std::string> sources;
    for (const auto& one : tokens) {
        if (!one.revoked_at) sources.push_back(one.source);
    }
    std::ranges::sort(sources);
    const auto again = std::ranges::unique(sources);
    sources.erase(again.begin(), again.end());
    Data list{Data::type::list};
    for (const auto& source : sources) {
        Data one;
        one.set("name", source);
        list.push_back(one);
    }
    return list;
}

struct Done {
    std::string refusal;
    std::string token;  // a new one
    std::string source;
};

Done carry_out(Call& call) {
    Done done;
    done.source = pos::locale::clean_name(field(call.form, "source"));
    const bool adds = field(call.form, "what") == "add";
    const auto per_minute = scaled_figure(field(call.form, "per_minute"), 0, call.words);
    if (adds && (!per_minute || *per_minute < 1 || *per_minute > 1'000'000)) {
        done.refusal = call.words["billing_per_minute_wrong"];
        return done;
    }
    if (done.source.empty()) {
        done.refusal = call.words["billing_source_missing"];
        return done;
    }
    const std::scoped_lock lock{call.office.changing};
    auto books = open_books(call);
    if (!books) {
        done.refusal = in_words(books.error(), call.words);
    } else if (adds) {
        auto token = core::billing::add_usage_token(*books, done.source, *per_minute, call.now,
                                                    call.office.random);
        if (token) {
            done.token = std::move(*token);
        } else {
            done.refusal = in_words(token.error(), call.words);
        }
    } else {
        auto gone = core::billing::revoke_usage_tokens(*books, done.source, call.now);
        if (!gone) done.refusal = in_words(gone.error(), call.words);
    }
    return done;
}

}  // namespace

Answer usage_tokens_page(Call& call) {
    if (!call.is_manager()) return NoPage{403};
    const Words& words = call.words;
    Done done;
    if (call.is_post()) {
        done = carry_out(call);
        // The token is told on the page that answers, and on none that could be asked for again.
        if (done.refusal.empty() && done.token.empty()) return GoTo{call.path};
    }
    const auto zone = office_zone(call.db);
    if (!zone) return zone.error();
    const auto tokens = pos::store::billing::usage_tokens(call.db);
    if (!tokens) return pos::store::to_store_error(tokens.error());
    Table table = tokens_table(*tokens, *zone, words);
    const Data sources = sources_of(*tokens);
    const bool again = !done.refusal.empty();
    Data data;
    data.set("places", places_html(call));
    data.set("title", words["billing_tokens"]);
    data.set("about", words["billing_tokens_about"]);
    data.set("refusal", again ? refusal_html(done.refusal) : "");
    data.set("token", done.token);
    data.set("has_token", !done.token.empty());
    data.set("token_about",
             done.token.empty() ? "" : words.with("billing_token_once", {{"source", done.source}}));
    data.set("example",
             "curl -H 'Authorization: Bearer TOKEN' --data-binary @usage.jsonl "
             "https://office.example/v1/usage");
    data.set("table", to_html(table, words));
    data.set("mark", call.mark);
    data.set("source", again ? done.source : "");
    data.set("per_minute", again ? field(call.form, "per_minute")
                                 : std::to_string(core::billing::kUsageRequestsPerMinute));
    data.set("sources", sources);
    data.set("can_revoke", sources.is_non_empty_list());
    for (const char* text :
         {"billing_token_add", "billing_token_source", "billing_token_source_about",
          "billing_token_per_minute", "billing_token_new", "billing_token_use",
          "billing_token_revoke", "billing_token_revoke_about", "billing_source"}) {
        data.set(std::string{"t_"} + text, words[text]);
    }
    Page page{words["billing_tokens"],
              render("billing_tokens", std::move(data)),
              {},
              "usage-tokens",
              again ? 409 : 200};
    page.tables.push_back(std::move(table));
    return page;
}

}  // namespace app::office::web::billing
