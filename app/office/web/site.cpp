#include "app/office/web/site.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "app/core/office/sign_in.hpp"
#include "app/office/web/export.hpp"
#include "app/office/web/files.hpp"
#include "app/office/web/form_file.hpp"
#include "app/office/web/frame.hpp"
#include "pos/base/assert.hpp"
#include "pos/store/reader.hpp"

namespace app::office::web {

namespace {

constexpr std::size_t kFormBytesMax = 8 * 1024;
constexpr std::size_t kFileBytesMax = std::size_t{4} * 1024 * 1024;
constexpr const char* kFormType = "application/x-www-form-urlencoded";
constexpr const char* kFileType = "multipart/form-data";
/// Fields of forms that have several lines; all others are refused where they do.
constexpr std::string_view kOfLines[] = {"barcodes", "was_barcodes"};
constexpr std::array<std::string_view, 5> kTakesFiles{
    "/billing/import", "/billing/bank", "/billing/plans/plan", "/goods/import", "/settings/logo"};

bool takes_files(std::string_view path) {
    return std::ranges::find(kTakesFiles, path) != kTakesFiles.end();
}

/// With the prefix a browser takes the cookie over TLS alone, and from no other host.
std::string cookie_name(const Request& request, std::string_view name) {
    return (request.is_private ? "__Host-counterfoil_" : "counterfoil_") + std::string{name};
}

void set_cookie(const Request& request, Response& answer, std::string_view name,
                const std::string& value) {
    answer.headers.emplace_back(
        "Set-Cookie",
        fmt::format("{}={}; Path=/; HttpOnly; SameSite=Strict{}{}", cookie_name(request, name),
                    value, request.is_private ? "; Secure" : "",
                    value.empty() ? "; Max-Age=0" : ""));
}

/// What a browser may do with whatever it gets from us.
void add_safety(const Request& request, Response& answer) {
    const std::pair<const char*, const char*> kHeaders[] = {
        {"Content-Security-Policy",
         "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
         "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"},
        {"X-Content-Type-Options", "nosniff"},
        {"Referrer-Policy", "same-origin"},
        {"Cross-Origin-Opener-Policy", "same-origin"},
        {"Cross-Origin-Resource-Policy", "same-origin"},
        {"X-Frame-Options", "DENY"},
    };
    for (const auto& [name, value] : kHeaders) answer.headers.emplace_back(name, value);
    if (request.is_private) {
        answer.headers.emplace_back("Strict-Transport-Security", "max-age=31536000");
    }
}

Response redirect(const std::string& path) {
    Response answer{.status = 303, .content_type = "text/plain; charset=utf-8"};
    answer.headers.emplace_back("Location", path);
    return answer;
}

/// One that a browser sends of itself from a page of ours; others do not say so, or say another.
bool is_from_here(const Request& request) {
    return request.fetch_site.empty() || request.fetch_site == "same-origin";
}

/// Whether there may be more rows than the file would have.
bool is_cut_off(const Page& page) {
    return std::ranges::any_of(page.tables, [](const Table& table) {
        return table.rows.size() >= static_cast<std::size_t>(kExportRowsMax);
    });
}

struct Visit {
    Office& office;
    KnownSessions& known;
    pos::store::db::Connection& db;
    const Request& request;
    const Words& words;
    Fields query;
    Fields cookies;
    std::string path;
    pos::Instant now{};

    Response error(int status) const {
        const std::string name = fmt::format("error_{}", status);
        Data data;
        data.set("title", words[name]);
        data.set("about", words[name + "_about"]);
        data.set("home", words["to_overview"]);
        // Nothing of an address that is none is repeated on the page.
        return bare(words, {}, "/overview",
                    {.title = words[name], .body = render("error", data), .status = status});
    }
    /// In place of a file that would leave rows out.
    Response too_long(const std::string& why) const {
        const std::string most = words.locale().integer(kExportRowsMax);
        Data data;
        data.set("title", words["export_too_long"]);
        data.set("about",
                 why.empty() ? words.with("export_too_long_about", {{"count", most}}) : why);
        data.set("home", words["to_overview"]);
        return bare(
            words, {}, "/overview",
            {.title = words["export_too_long"], .body = render("error", data), .status = 413});
    }
    std::string cookie(std::string_view name) const {
        return field(cookies, cookie_name(request, name));
    }
    /// The form of a POST, if it comes from a page that this browser got from us.
    std::optional<Fields> form(const std::string& token) const {
        const bool has_file = request.content_type.starts_with(kFileType) && takes_files(path);
        const bool is_form = has_file || request.content_type.starts_with(kFormType);
        if (!is_form || !is_from_here(request)) return {};
        auto fields = has_file ? read_form_with_file(request.body, request.content_type)
                               : read_fields(request.body, kOfLines);
        if (!fields || !core::is_form_mark(field(*fields, "mark"), token)) return {};
        return fields;
    }

    Response sign_in();
    Response sign_in_form(const char* trouble, const std::string& name, int status);
    Response sign_in_locked(const std::string& name, int wait_s);
    Response sign_out(const std::string& token);
    Response page(const std::string& token, pos::people::User user);
    Response answer();
};

/// A form that is not yet anybody's has a token of its own, which is no session's.
Response Visit::sign_in_form(const char* trouble, const std::string& name, int status) {
    const std::string token = core::random_token(office.random);
    Data data;
    data.set("mark", core::form_mark(token));
    data.set("name", name);
    data.set("trouble", trouble == nullptr ? "" : words[trouble]);
    data.set("has_trouble", trouble != nullptr);
    for (const char* text : {"sign_in", "name", "password", "sign_in_about"}) {
        data.set(std::string{"t_"} + text, words[text]);
    }
    Response form =
        bare(words, query, path,
             {.title = words["sign_in"], .body = render("sign_in", data), .status = status});
    set_cookie(request, form, "form", token);
    return form;
}

Response Visit::sign_in_locked(const std::string& name, int wait_s) {
    Response form = sign_in_form("sign_in_locked", name, 429);
    form.retry_after_s = wait_s;
    return form;
}

Response Visit::sign_in() {
    if (request.method != "POST") return sign_in_form(nullptr, "", 200);
    const auto given = form(cookie("form"));
    if (!given) return sign_in_form("form_expired", "", 403);
    const std::string name = field(*given, "name");
    std::optional<syncing::server::Try> attempt;
    if (office.tries != nullptr) {
        attempt.emplace(*office.tries, syncing::server::Door::sign_in, request.address);
        if (attempt->wait_s()) return sign_in_locked(name, *attempt->wait_s());
    }
    const auto made = core::sign_in(db, {name, field(*given, "password")}, now, office.random);
    if (!made) return error(503);
    if (!*made) {
        if (attempt) attempt->was_wrong();
        if (made->error() == core::SignInRefusal::wrong) {
            return sign_in_form("sign_in_wrong", name, 403);
        }
        // The name is; it may be open again before that.
        return sign_in_locked(name, static_cast<int>(core::kTriesWithin_ms / 1'000));
    }
    // Whatever this browser had before is over.
    if (const std::string old = cookie("session"); !old.empty()) (void)core::sign_out(db, old);
    Response answer = redirect("/overview");
    set_cookie(request, answer, "session", (*made)->token);
    set_cookie(request, answer, "form", "");
    return answer;
}

Response Visit::sign_out(const std::string& token) {
    if (request.method != "POST" || !form(token)) return error(403);
    if (!core::sign_out(db, token)) return error(503);
    known.forget(token);
    Response answer = redirect("/sign-in");
    set_cookie(request, answer, "session", "");
    return answer;
}

Answer routed(Call& call) {
    const auto is = [&](std::string_view path) { return call.path == path; };
    if (is("/") || is("/sign-in")) return GoTo{"/overview"};
    if (is("/overview")) return overview_page(call);
    if (is("/overview/items")) return overview_items_page(call);
    if (is("/terminals")) return terminals_page(call);
    if (is("/receipts")) return receipts_page(call);
    if (call.path.starts_with("/receipts/")) {
        const auto number = unescape(call.path.substr(10), false);
        return number ? receipt_page(call, *number) : NoPage{};
    }
    if (is("/goods")) return goods_page(call);
    if (is("/goods/item")) return item_page(call);
    if (is("/goods/item/edit")) return item_edit_page(call);
    if (is("/goods/item/changes")) return item_changes_page(call);
    if (is("/goods/import")) return goods_import_page(call);
    if (is("/goods/groups")) return groups_page(call);
    if (is("/customers") || call.path.starts_with("/customers/")) return customers_page(call);
    if (is("/stock") || call.path.starts_with("/stock/")) return stock_page(call);
    if (is("/promotions")) return promotions_page(call);
    if (is("/promotions/promotion")) return promotion_page(call);
    if (is("/billing") || call.path.starts_with("/billing/")) return billing_page(call);
    if (is("/search")) return search_page(call);
    if (is("/attention")) return attention_page(call);
    if (is("/account")) return account_page(call);
    const bool for_managers = is("/terminals/revoke") || is("/audit") || is("/settings") ||
                              is("/settings/logo") || is("/settings/sender") || is("/people") ||
                              is("/people/person") || is("/overview/margin") ||
                              call.path == "/export" || call.path.starts_with("/export/");
    if (!for_managers) return NoPage{};
    if (!call.is_manager()) return NoPage{403};
    if (is("/terminals/revoke")) return revoke_page(call);
    if (is("/overview/margin")) return margin_page(call);
    if (is("/audit")) return audit_page(call);
    if (is("/settings")) return settings_page(call);
    if (is("/settings/logo")) return bill_logo_page(call);
    if (is("/settings/sender")) return sender_address_page(call);
    if (is("/people")) return people_page(call);
    if (call.path.starts_with("/export")) return export_page(call);
    return person_page(call);
}

Response Visit::page(const std::string& token, pos::people::User user) {
    Call call{request,
              office,
              db,
              words,
              now,
              path,
              query,
              {},
              std::move(user),
              core::form_mark(token),
              !field(query, "as").empty()};
    if (call.is_post()) {
        auto given = form(token);
        if (!given) return error(403);
        call.form = std::move(*given);
    }
    call.query.erase("as");
    call.query.erase("table");
    call.query.erase("lang");
    const Answer got = routed(call);
    if (const auto* to = std::get_if<GoTo>(&got)) return redirect(to->path);
    if (const auto* none = std::get_if<NoPage>(&got)) return error(none->status);
    if (std::holds_alternative<pos::store::StoreError>(got)) return error(503);
    const Page& page = std::get<Page>(got);
    if (page.file) {
        if (page.file->is_export && !note_exported(call, page.file->name)) return error(503);
        Response file{.content_type = page.file->content_type, .body = page.file->bytes};
        file.file = page.file->on_disk;
        file.headers.emplace_back("Content-Disposition",
                                  "attachment; filename=\"" + page.file->name + "\"");
        return file;
    }
    const std::string as = field(query, "as");
    if (!as.empty() && !page.tables.empty()) {
        if (!page.no_file.empty() || is_cut_off(page)) return too_long(page.no_file);
        auto file = exported(page, as, field(query, "table"));
        if (!file) return error(404);
        // No file goes out of which nobody would ever know.
        if (!note_exported(call, exported_name(page, as, field(query, "table")))) {
            return error(503);
        }
        return std::move(*file);
    }
    return framed(call, page);
}

Response Visit::answer() {
    if (request.method != "GET" && request.method != "HEAD" && request.method != "POST") {
        return error(405);
    }
    const std::string token = cookie("session");
    auto user = core::session_user(db, token, now);
    if (!user) return error(503);
    if (!*user) {
        known.forget(token);
        if (path == "/sign-in") return sign_in();
        if (request.method == "POST") return error(403);
        return redirect("/sign-in");
    }
    known.saw(token, now);
    if (path == "/sign-out") return sign_out(token);
    if (path == "/sign-in" && request.method == "POST") return sign_in();
    return page(token, std::move(**user));
}

}  // namespace

bool Site::is_page(std::string_view path) {
    path = path.substr(0, path.find('?'));
    return !path.starts_with("/v1/") && path != "/healthz" && path != "/metrics";
}

syncing::server::Admission Site::admit(const Request& request) const {
    const bool brings_file = takes_files(request.path) && !request.cookie.empty();
    syncing::server::Admission admission;
    admission.body_bytes_max = brings_file ? kFileBytesMax + kFormBytesMax : kFormBytesMax;
    admission.lane = syncing::server::Lane::pages;
    if (brings_file) {
        const std::string token =
            field(read_cookies(request.cookie), cookie_name(request, "session"));
        admission.known = known_.knows(token, office_.clock.now());
    }
    return admission;
}

Response Site::answer(pos::store::db::Connection& db, const Request& request) {
    const std::string_view whole{request.path};
    const std::string path{whole.substr(0, whole.find('?'))};
    Response answer;
    if (path.starts_with("/files/")) {
        answer = serve_file(request, path);
    } else {
        const auto query = read_fields(whole.substr(std::min(path.size() + 1, whole.size())));
        Fields cookies = read_cookies(request.cookie);
        const std::string wish = query ? field(*query, "lang") : std::string{};
        const Words& words =
            Words::choose(wish.empty() ? field(cookies, cookie_name(request, "language")) : wish,
                          request.accept_language);
        Visit visit{office_,
                    known_,
                    db,
                    request,
                    words,
                    query.value_or(Fields{}),
                    std::move(cookies),
                    path,
                    office_.clock.now()};
        answer = query ? visit.answer() : visit.error(400);
        if (!wish.empty()) set_cookie(request, answer, "language", words.code());
    }
    add_safety(request, answer);
    return answer;
}

Response Site::unreachable(const Request& request) {
    const Words& words = Words::choose("", request.accept_language);
    Data data;
    data.set("title", words["error_503"]);
    data.set("about", words["error_503_about"]);
    Response answer =
        bare(words, {}, "/overview",
             {.title = words["error_503"], .body = render("error", data), .status = 503});
    add_safety(request, answer);
    return answer;
}

std::string refusal_html(const std::string& words) {
    Data data;
    data.set("words", words);
    return render("refusal", data);
}

}  // namespace app::office::web
