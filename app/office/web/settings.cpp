// What shops are given in place of their own settings: all branches, or one.
#include <fmt/format.h>

#include <mutex>

#include "app/core/billing/bill_logo.hpp"
#include "app/core/billing/sender.hpp"
#include "app/core/logo.hpp"
#include "app/core/office/change_settings.hpp"
#include "app/office/web/books.hpp"
#include "app/office/web/branch_choices.hpp"
#include "app/office/web/figures.hpp"
#include "app/office/web/page.hpp"
#include "app/office/web/refusal.hpp"
#include "pos/locale/clean.hpp"
#include "pos/money/decimal.hpp"
#include "pos/store/feed/publish.hpp"
#include "pos/store/office/goods.hpp"

namespace app::office::web {

namespace {

namespace office = pos::store::office;
using core::GivenSettings;

constexpr int kLines = 4;  // of an address or a footer that have fields of their own

std::string line_name(std::string_view name, int line) {
    return fmt::format("{}_{}", name, line + 1);
}

/// What the form says: an empty field leaves it to each shop.
core::SettingsChange asked_for(const Call& call) {
    core::SettingsChange change{.branch = field(call.form, "branch"), .by = call.user.name};
    const auto take = [&](const char* name, const char* own, std::optional<std::string>& into) {
        std::string said = pos::locale::clean_name(field(call.form, name));
        if (said.empty()) {
            change.own.emplace_back(own);
        } else {
            into = std::move(said);
        }
    };
    const auto take_lines = [&](const char* name, std::optional<std::vector<std::string>>& into) {
        std::vector<std::string> lines;
        for (int line = 0; line < kLines; ++line) {
            std::string said = pos::locale::clean_name(field(call.form, line_name(name, line)));
            if (!said.empty()) lines.push_back(std::move(said));
        }
        if (lines.empty()) {
            change.own.emplace_back(name);
        } else {
            into = std::move(lines);
        }
    };
    take("name", "name", change.name);
    take_lines("address", change.address);
    take("tax_number", "tax-number", change.tax_number);
    take_lines("footer", change.footer);
    take("cash_step", "cash-step", change.cash_step);
    if (change.cash_step) {
        // What is no figure is refused where it is looked at.
        change.cash_step = plain_figure(*change.cash_step, call.words).value_or(*change.cash_step);
    }
    take("lock_minutes", "lock-minutes", change.lock_minutes);
    return change;
}

/// What stands in the fields: what is given, or what was typed and refused.
void put_fields(Data& data, const core::KnownSettings& known, const Call& call, bool refused) {
    const Words& words = call.words;
    const GivenSettings& given = known.settings;
    const auto put = [&](const char* name, std::string value) {
        data.set(name, refused ? field(call.form, name) : std::move(value));
    };
    const auto put_lines = [&](const char* name,
                               const std::optional<std::vector<std::string>>& lines) {
        Data list{Data::type::list};
        for (int line = 0; line < kLines; ++line) {
            const auto at = static_cast<std::size_t>(line);
            const std::string own = line_name(name, line);
            Data one;
            one.set("name", own);
            one.set("value", refused                       ? field(call.form, own)
                             : lines && at < lines->size() ? (*lines)[at]
                                                           : std::string{});
            one.set("about", words.with("settings_line", {{"line", std::to_string(line + 1)}}));
            list.push_back(one);
        }
        data.set(name, list);
    };
    put("name", given.name.value_or(""));
    put("tax_number", given.tax_number.value_or(""));
    put_lines("address", given.address);
    put_lines("footer", given.footer);
    put("cash_step",
        given.cash_step_minor
            ? typed_figure(to_string(pos::Money{*given.cash_step_minor, known.currency}), words)
            : std::string{});
    put("lock_minutes", given.lock_minutes ? std::to_string(*given.lock_minutes) : "");
}

pos::store::Answer<std::string> delivered_words(Call& call, const std::string& branch) {
    const auto change = office::latest_change_of_setting(call.db, "given", branch);
    if (!change) return std::unexpected{change.error()};
    if (*change == 0) return std::string{};
    const auto count = pos::store::feed::delivered(call.db, *change);
    if (!count) return std::unexpected{pos::store::to_store_error(count.error())};
    return call.words.with("delivered", {{"tills", call.words.locale().integer(count->tills)},
                                         {"of", call.words.locale().integer(count->of)}});
}

const char* fault_text(core::LogoFault fault) {
    switch (fault) {
        case core::LogoFault::cannot_read:
        case core::LogoFault::not_a_picture:
            return "settings_logo_not_a_picture";
        case core::LogoFault::too_many_bytes:
            return "settings_logo_too_large";
        case core::LogoFault::too_many_dots:
            return "settings_logo_too_many_dots";
        case core::LogoFault::blank:
            return "settings_logo_blank";
    }
    return "settings_logo_not_a_picture";
}

/// Takes the picture of the form as the logo of bills, or takes theirs away. Why not, in words.
std::string change_logo(Call& call) {
    pos::Bytes png;
    if (field(call.form, "what") != "remove") {
        const std::string bytes = field(call.form, "picture.bytes");
        if (bytes.empty()) return call.words["settings_logo_missing"];
        auto logo = core::bill_logo_of(pos::as_bytes(bytes));
        if (!logo) return call.words[fault_text(logo.error())];
        png = std::move(*logo);
    }
    const std::scoped_lock lock{call.office.changing};
    auto books = open_books(call);
    if (!books) return in_words(books.error(), call.words);
    const auto done = core::billing::change_bill_logo(*books, png, call.now);
    return done ? std::string{} : in_words(done.error(), call.words);
}

/// Takes the electronic address of the form as the sender's. Why not, in words.
std::string change_sender_address(Call& call) {
    core::billing::Sender change;
    change.e_address = pos::locale::clean_name(field(call.form, "e_address"));
    change.e_address_scheme = pos::locale::clean_name(field(call.form, "e_address_scheme"));
    if (change.e_address.empty()) change.e_address = "-";
    const std::scoped_lock lock{call.office.changing};
    auto books = open_books(call);
    if (!books) return in_words(books.error(), call.words);
    const auto done = core::billing::change_sender(*books, change, call.now);
    return done ? std::string{} : in_words(done.error(), call.words);
}

/// The page, with what was refused; `again`: its settings were, and stand there as they were typed.
Answer show_settings(Call& call, const std::string& branch, const std::string& refusal,
                     bool again) {
    const Words& words = call.words;
    pos::store::Reader reader{call.db};
    const auto known = core::known_settings(reader, branch);
    if (!known) return NoPage{};
    const auto branches = office::branches(call.db);
    if (!branches) return branches.error();
    const auto delivered = delivered_words(call, branch);
    if (!delivered) return delivered.error();
    const auto logo = core::billing::read_bill_logo(call.db);
    const auto own = core::billing::has_bill_logo(call.db);
    const auto sender = core::billing::read_sender(call.db);
    if (!logo || !own || !sender) return NoPage{503};
    const bool typed = call.form.contains("e_address");
    Data data;
    data.set("e_address", typed ? field(call.form, "e_address") : sender->e_address);
    data.set("e_address_scheme",
             typed ? field(call.form, "e_address_scheme") : sender->e_address_scheme);
    put_fields(data, *known, call, again);
    data.set("title", words["settings"]);
    data.set("refusal", refusal.empty() ? "" : refusal_html(refusal));
    data.set("delivered", *delivered);
    data.set("has_delivered", !delivered->empty());
    data.set("has_logo", logo->has_value());
    data.set("has_own_logo", *own);
    data.set("branch", branch);
    data.set("branches", branch_choices(*branches, branch));
    data.set("mark", call.mark);
    for (const char* text : {"settings_about",
                             "settings_name",
                             "settings_address",
                             "settings_tax_number",
                             "settings_footer",
                             "settings_cash_step",
                             "settings_lock_minutes",
                             "settings_lock_about",
                             "settings_logo",
                             "settings_logo_about",
                             "settings_logo_now",
                             "settings_logo_none",
                             "settings_logo_file",
                             "settings_logo_take",
                             "settings_logo_remove",
                             "settings_sender",
                             "settings_sender_about",
                             "billing_e_address",
                             "billing_e_address_scheme",
                             "branch",
                             "all_branches",
                             "show",
                             "save"}) {
        data.set(std::string{"t_"} + text, words[text]);
    }
    return Page{.title = words["settings"],
                .body = render("settings", data),
                .status = refusal.empty() ? 200 : 409};
}

}  // namespace

Answer settings_page(Call& call) {
    const std::string branch = field(call.is_post() ? call.form : call.query, "branch");
    std::string refusal;
    if (call.is_post()) {
        const std::scoped_lock lock{call.office.changing};
        const auto done =
            core::change_settings(call.office.where, call.office.store, asked_for(call), call.now);
        if (done) return GoTo{"/settings" + query_of({{"branch", branch}})};
        refusal = in_words(done.error(), call.words);
    }
    return show_settings(call, branch, refusal, !refusal.empty());
}

/// The form that says where programs answer bills.
Answer sender_address_page(Call& call) {
    if (!call.is_post()) return NoPage{};
    const std::string refusal = change_sender_address(call);
    if (refusal.empty()) return GoTo{"/settings#sender"};
    return show_settings(call, "", refusal, false);
}

/// The picture itself, and the form that changes it.
Answer bill_logo_page(Call& call) {
    if (call.is_post()) {
        const std::string refusal = change_logo(call);
        if (refusal.empty()) return GoTo{"/settings#logo"};
        return show_settings(call, "", refusal, false);
    }
    const auto logo = core::billing::read_bill_logo(call.db);
    if (!logo) return NoPage{503};
    if (!*logo) return NoPage{};
    Page page;
    page.title = call.words["settings_logo"];
    page.file = PageFile{
        {reinterpret_cast<const char*>((*logo)->data()), (*logo)->size()}, "image/png", "logo.png"};
    return page;
}

}  // namespace app::office::web
